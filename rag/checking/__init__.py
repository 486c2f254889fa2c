"""The two gates every claim passes before anyone sees it: checks in code, then a judge's probability. Promise 3."""

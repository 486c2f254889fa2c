"""The names of months and weekdays as English articles write them, and what a year looks like.

Whatever reads times uses these.
"""

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
A_MONTH, A_WEEKDAY = "|".join(MONTHS), "|".join(WEEKDAYS)
"""Alternatives for a regular expression, to be put in a group."""
A_YEAR = r"(?:1[5-9]|20)\d\d"
"""A year that news speaks of, for a regular expression as well: 1500 to 2099."""

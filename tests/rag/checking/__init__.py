"""The two gates: checks in code, and the judge."""

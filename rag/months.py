"""The names of months and weekdays as English articles write them: the one list that all readers of time share."""

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
A_MONTH, A_WEEKDAY = "|".join(MONTHS), "|".join(WEEKDAYS)
"""Alternatives for a regular expression, to be put in a group."""

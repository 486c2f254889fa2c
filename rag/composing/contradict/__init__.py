"""Whether two statements of different articles contradict each other: in a figure, by denial, or in an outcome.

Asks no language model.
"""

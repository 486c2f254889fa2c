"""Whether two statements of different articles contradict each other: in a figure, by denial, in an outcome. No model."""

"""Tests of `eval.measures`, one file for each of its modules."""

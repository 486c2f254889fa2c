"""Tests of `eval`, one file for each of its modules."""

"""Tests of `eval.yardstick`, one file for each of its modules."""

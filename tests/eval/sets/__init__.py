"""Tests of `eval.sets`, one file for each of its modules."""

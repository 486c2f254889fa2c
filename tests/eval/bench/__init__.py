"""Tests of `eval.bench`."""

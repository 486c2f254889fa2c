"""Tests of `rag`, one file for each of its modules."""

"""Tests of `rag.read`, one file for each of its modules."""

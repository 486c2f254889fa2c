"""Tests of `rag.reading`, one file for each of its modules."""

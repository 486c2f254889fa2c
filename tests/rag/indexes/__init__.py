"""Tests of `rag.indexes`."""

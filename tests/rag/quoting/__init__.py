"""Tests of `rag.quoting`."""

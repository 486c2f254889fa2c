"""Tests of `rag.telling`."""

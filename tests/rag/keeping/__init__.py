"""Tests of `rag.keeping`."""

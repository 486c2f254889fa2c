"""Tests of `rag.asking`."""

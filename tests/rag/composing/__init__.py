"""Tests of `rag.composing`."""

"""Tests of `rag.models.weights`."""

"""Tests of `rag.system`."""

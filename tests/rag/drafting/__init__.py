"""Tests of `rag.drafting`."""

"""Tests of rag.models.embedding."""

"""Tests of rag.contradict."""

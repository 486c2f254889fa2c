"""Tests of rag.composing.contradict."""

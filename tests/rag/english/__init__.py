"""Tests of what a parsed sentence says."""

"""Tests of eval/report."""

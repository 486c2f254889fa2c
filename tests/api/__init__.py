"""Tests of serving: a real server, a real browser, and an engine in memory."""

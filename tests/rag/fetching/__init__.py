"""Tests of fetching, against a server on this machine."""

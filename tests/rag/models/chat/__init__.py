"""Tests of the chat models and of the two ways we speak to them."""

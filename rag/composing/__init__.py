"""Checked claims to an answer: merged, ordered, what disagrees beside it, what is missing, or why nothing is said.

Asks no model and judges no claim.
"""

"""A question to evidence: the nearest passages and sentences, fused, near the days spoken of, copies once.

Asks no language model.
"""

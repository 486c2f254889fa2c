"""Evaluation: questions with known answers, what is measured on them, runs, comparisons and the gate of a merge.

It asks through rag, as everyone does, and measures against the articles as they were read, not as rag stored them.
"""

"""Pointers to exact slices of stored articles, and how a quotation may be typed.

Knows no question.
"""

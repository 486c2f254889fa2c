"""Pointers to exact slices of stored articles, and how a quotation may be typed.

Knows no question.
"""

from rag.quoting.cite import as_compared, find_quote, printed_at, resolve
from rag.quoting.edited import Edited, find_edited, parts_of_edited
from rag.quoting.typography import RESHAPED, Folded, folded

__all__ = [
    "RESHAPED",
    "Edited",
    "Folded",
    "as_compared",
    "find_edited",
    "find_quote",
    "folded",
    "parts_of_edited",
    "printed_at",
    "resolve",
]

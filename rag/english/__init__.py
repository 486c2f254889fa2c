"""One parse of each sentence, and what it says: who did what to whom, denied or not, certain or not, and who says so.

Knows grammar alone: no article, no question, no claim. Only parser.py imports spaCy.
"""

from rag.english.deeds import Deed, deeds_in
from rag.english.parser import Parser, by_parse, parse, use
from rag.english.parties import Who
from rag.english.words import Parsed, Word

__all__ = ["Deed", "Parsed", "Parser", "Who", "Word", "by_parse", "deeds_in", "parse", "use"]

"""Whether a claim is plain text: nothing in a model's sentence may link, run, steer a screen or pose as a citation.

Quotations are exact and keep what the article has; whoever shows them escapes them. A claim has no reason to carry any.
"""

import re
import unicodedata

_ACTIVE = {
    "a link": re.compile(
        r"\]\s?[(\[]|\]:\s?\S|\b(?:https?|ftp|file|data|mailto|tel|javascript|vbscript):\S|\bwww\.\w|(?<!\w)//\w",
        re.IGNORECASE,
    ),
    "markup": re.compile(r"</?[a-z!]|&(?:lt|gt|#\w+);", re.IGNORECASE),
    "a citation marker of its own": re.compile(r"\[\d+\]"),
}
_JOINERS = frozenset("\u200c\u200d")  # Persian, Hindi and emoji are written with them


def not_plain(claim: str) -> str | None:
    """The fault, in a sentence, where a claim carries more than words, or asks instead of stating; else None."""
    if claim.rstrip().endswith("?"):
        return "it asks, and states nothing"
    carried = next((what for what, pattern in _ACTIVE.items() if pattern.search(claim)), None)
    if carried is None and any(_unseen(letter) for letter in claim):
        carried = "a character that nobody sees"
    return carried and f"it carries {carried}, not only words"


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and letter not in _JOINERS and not letter.isspace()

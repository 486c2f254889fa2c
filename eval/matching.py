"""Whether an accepted answer occurs in a text: folded for case, typography and white space, whole words only."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from eval.questions import Alternative

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")


@lru_cache(maxsize=4096)
def folded_for_matching(text: str) -> str:
    """`text` in compatibility form, case-folded, with plain quotation marks and hyphens, single spaces, and commas in
    numbers that are grouped by spaces.
    """
    grouped = _GROUPED.sub(lambda number: ",".join(number.group().split()), text)
    return " ".join(unicodedata.normalize("NFKC", grouped).translate(_TYPOGRAPHY).casefold().split())


def occurs(wanted: str, text: str) -> bool:
    """Whether `wanted` stands in `text` on word borders: "30" is not in "300" or "1,300", "Merz" is in "Merz's"."""
    inside = re.escape(folded_for_matching(wanted))
    return bool(re.search(rf"(?<![\w])(?<!\d[.,]){inside}(?!\w)(?![.,]\d)", folded_for_matching(text)))


def matched(alternatives: Sequence[Alternative], text: str) -> bool:
    """Whether all strings of any of the alternatives occur in `text`."""
    return any(all(occurs(part, text) for part in alternative) for alternative in alternatives)

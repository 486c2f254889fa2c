"""What was asked and not found: the part of a question that no claim of its answer gives. Words only; guesses nothing.

"Who won, and by what score?" has two parts; "What do Velmar and Karsk demand?" asks about two parties. A part counts as
found where a claim gives a thing of its kind, and a party where a claim or what it cites names it.
"""

import re
from collections.abc import Mapping, Sequence

from rag.answer import Citation, Claim
from rag.numbers import quantities
from rag.support.asked_for import not_given
from rag.support.countries import same_name
from rag.wording import names, words

_PART = re.compile(
    r"(?:,\s*|\s+)and\s+(?=(?:(?:by|at|in|on|for|to|from|with|since|until) )?(?:who|whom|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\bhow (?:much|many|long|old|far|often)\b|\b(?:what|which) (?:score|price|share|sum|percentage)\b", re.IGNORECASE
)
_SPELLED_OUT = re.compile(r"\b(?:an?|one|half|none|no|dozens?|hundreds|thousands|millions)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?P<one>[A-ZÀ-Þ][\w’'-]+) and (?:the )?(?P<other>[A-ZÀ-Þ][\w’'-]+)\b")


def missing_parts(question: str, claims: Sequence[Claim], citations: Mapping[str, Citation]) -> tuple[str, ...]:
    """The parts of `question`, in its own words, and the names among those it asks about together, that no claim gives.

    Empty where there is no claim: then all of it is missing, and the abstention says so.
    """
    if not claims:
        return ()
    parts = _PART.split(question)
    unanswered = [part.rstrip("? ") + "?" for part in parts if not any(_gives(claim.text, part) for claim in claims)]
    told = " ".join(
        [*(claim.text for claim in claims), *(f"{citation.title} {citation.quote}" for citation in citations.values())]
    )
    there = {*words(told), *names(told)}
    unnamed = []
    for found in _TOGETHER.finditer(question):
        absent = [name for name in found.groups() if not any(same_name(name, word) for word in there)]
        unnamed += absent if len(absent) == 1 else []  # of both or of neither: "the two countries agreed"
    return tuple(dict.fromkeys([*(unanswered if len(parts) > 1 else ()), *unnamed]))


def _gives(claim: str, part: str) -> bool:
    if _HOW_MANY.search(part):
        return bool(quantities(claim)) or bool(_SPELLED_OUT.search(claim))
    return not_given(claim, part) is None

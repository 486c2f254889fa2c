"""What was asked and not found: the part of a question that no claim of its answer gives. Guesses nothing.

"Who won, and by what score?" has two parts; "What do Velmar and Karsk demand?" asks about two parties. A part counts as
found where the judge says that a claim gives it, and a party where a claim or what it cites names it.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from rag.answer import Citation, Claim
from rag.checking.countries import carried_by
from rag.english.wording import words

_PART = re.compile(
    r"(?:,\s*|\s+)and\s+"
    r"(?=(?:(?:by|at|in|on|for|to|from|with|since|until) )?(?:who|whom|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?P<one>[A-ZÀ-Þ][\w’'-]+) and (?:the )?(?P<other>[A-ZÀ-Þ][\w’'-]+)\b")

Gives = Callable[[str, str], bool]
"""Whether a claim (its text) gives what a question (or a part of one) asks for."""


def missing_parts(
    question: str, claims: Sequence[Claim], citations: Mapping[str, Citation], gives: Gives
) -> tuple[str, ...]:
    """What `question` asks for and no claim gives: its parts, in its own words; and, of two names joined by "and", the
    one that no claim or cited text has.

    Empty where there is no claim: then all of it is missing, and the abstention says so.
    """
    if not claims:
        return ()
    parts = [f"{part.rstrip('? ')}?" for part in _PART.split(question)]
    asked = [part[:1].upper() + part[1:] for part in parts] if len(parts) > 1 else []
    unanswered = [part for part in asked if not any(gives(claim.text, part) for claim in claims)]
    told = [*(claim.text for claim in claims), *(f"{each.title} {each.quote}" for each in citations.values())]
    there = frozenset(words(" ".join(told)))
    unnamed = []
    for found in _TOGETHER.finditer(question):
        absent = [name for name in found.groups() if not carried_by(name, there)]
        unnamed += absent if len(absent) == 1 else []  # of both or of neither: "the two countries agreed"
    return tuple(dict.fromkeys([*unanswered, *unnamed]))

"""What a demand is a demand *for*: a condition for a ceasefire is not one for a settlement. Read from the words cited.

Where the words name both, or neither, the scope is None: it is never guessed.
"""

import re
from collections.abc import Sequence
from typing import Literal

from rag.domain import Evidence, words_of
from rag.wording import negations

Scope = Literal["ceasefire", "settlement"]

_CEASEFIRE = re.compile(
    r"\b(?:cease-?fires?|truces?|armistice|(?:pause|halt|stop|halting|pausing|stopping)(?: in| to| of)? (?:the )?(?:fighting|hostilities))\b",
    re.IGNORECASE,
)
_SETTLEMENT = re.compile(
    r"\b(?:resolving the (?:\w+ )?(?:conflict|war|crisis)|(?:peace|final|political) (?:agreement|deal|treaty|settlement)"
    r"|peaceful (?:resolution|settlement)|(?:lasting|sustainable|durable|long-term|permanent) peace|end(?:ing)? (?:of )?the war"
    r"|settlement|(?:final|full) peace|treaty)\b",
    re.IGNORECASE,
)
_WITH_ARTICLE = re.compile(r"(?:agreement|deal|treaty|settlement|resolution)$", re.IGNORECASE)
_CEASEFIRE_DEMAND = re.compile(
    r"\b(?:cease-?fire|truce) (?P<what>conditions?|demands?|terms?|requirements?)\b"
    r"|\b(?P<other>conditions?|demands?|terms?|requirements?) for (?:a |the |any )?(?:cease-?fire|truce)\b",
    re.IGNORECASE,
)


def scope_of(words: str) -> Scope | None:
    """The one scope that `words` speak of; None where they speak of both or of neither."""
    ceasefire, settlement = bool(_CEASEFIRE.search(words)), bool(_SETTLEMENT.search(words))
    if ceasefire == settlement:
        return None
    return "ceasefire" if ceasefire else "settlement"


def scope_of_cited(evidence: Sequence[Evidence]) -> Scope | None:
    """The one scope that cited sentences speak of, in reading order; one that denies something lends none to those after it:
    "He did not accept the truce. His aim was clear, he added: …" is not what he wants of a truce.
    """
    *before, last = evidence
    return scope_of(words_of([*(piece for piece in before if lends_scope(piece.quote)), last]))


def lends_scope(quote: str) -> bool:
    """Whether what follows `quote` may be about what it is about."""
    return not negations(quote)


def rescoped(statement: str, words: str, before: str = "") -> str:
    """The statement with the scope that the cited words give it, in their own terms.

    "Russia's ceasefire conditions are", of a sentence about "a key condition for resolving the broader conflict", becomes
    "Russia's conditions for resolving the broader conflict are". Where the cited words name neither, `before`, the sentence
    before them, decides; where that names neither too, the statement no longer says what the conditions are for.
    """
    near = words if _names_scope(words) else f"{before} {words}"
    if not _names_scope(near):
        return _CEASEFIRE_DEMAND.sub(lambda found: found["what"] or found["other"], statement)
    settlement = _SETTLEMENT.search(near)
    if settlement is None or scope_of(near) != "settlement":
        return statement
    aim = settlement.group().lower()
    aim = f"a {aim}" if _WITH_ARTICLE.search(aim) else aim
    return _CEASEFIRE_DEMAND.sub(lambda found: f"{found['what'] or found['other']} for {aim}", statement)


def _names_scope(words: str) -> bool:
    return bool(_CEASEFIRE.search(words) or _SETTLEMENT.search(words))

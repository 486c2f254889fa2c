"""Whether a claim counts the things that its cited words count: "six nests and 14 chicks" are not six chicks.

Reads a number and the noun that it counts, no more: "14 young chicks", "six of the nests". There is an objection only where the
cited words count those very things otherwise, and give the claim's number to other things.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from rag.numbers import placed
from rag.wording import stem

_ADJECTIVES = 2
"""Words that may stand between a number and its noun."""
_OF = re.compile(r"\s+of\s+(?:the|these|those|its|their|his|her)\b", re.IGNORECASE)
_WORD = re.compile(r"\s+([A-Za-zÀ-ÿ][\w’'-]*)")
# A plural: what is counted, unless it is a verb or a time.
_PLURAL = re.compile(r"[a-zà-ÿ-]{3,}(?<!s)s|people|men|women|children|police|fish|sheep", re.IGNORECASE)
_NOT_COUNTED = frozenset(
    """is was has does says this its as yes hours days weeks months years minutes seconds times always perhaps sometimes""".split()
)


def counts_others(claim: str, cited: str) -> str | None:
    """Why the cited words count something else with a number of `claim`; None where they do not."""
    there = list(_counted(cited))
    for number, noun in _counted(claim):
        same = {other for other, what in there if _same(what, noun)}
        others = [what for other, what in there if other == number and not _same(what, noun)]
        if same and others and number not in same:
            return f"the cited words count {_shown(number)} {others[0]}, not {noun}"
    return None


def _counted(text: str) -> Iterator[tuple[Decimal, str]]:
    """Each bare number of `text` with the noun it counts."""
    for found in placed(text):
        if found.quantity.unit is None and (noun := _noun_after(text, found.end)):
            yield found.quantity.value, noun


def _noun_after(text: str, at: int) -> str | None:
    if of := _OF.match(text, at):
        at = of.end()
    for _ in range(_ADJECTIVES + 1):
        word = _WORD.match(text, at)
        if word is None:
            return None
        if _PLURAL.fullmatch(word[1]) and word[1].casefold() not in _NOT_COUNTED:
            return word[1]
        at = word.end()
    return None


def _same(one: str, other: str) -> bool:
    return stem(one) == stem(other)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"

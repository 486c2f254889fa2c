"""Whether a claim counts the things that its cited words count: "six nests and 14 chicks" are not six chicks.

Reads a number and the noun that it counts, no more: "14 young chicks", "six of the nests". There is an objection only where the
cited words count those very things otherwise, and give the claim's number to other things.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from rag.months import A_MONTH, A_YEAR
from rag.numbers import Placed, placed
from rag.wording import stem

_ADJECTIVES = 2
"""Words that may stand between a number and its noun."""
_OF = re.compile(r"\s+of\s+(?:the|these|those|its|their|his|her)\b", re.IGNORECASE)
_WORD = re.compile(r"\s+([A-Za-zÀ-ÿ][\w’'-]*)")
# A plural: what is counted, unless it is a verb or a time.
_PLURAL = re.compile(r"[a-zà-ÿ-]{3,}(?<!s)s|people|men|women|children|police|fish|sheep", re.IGNORECASE)
# "On 14 May members voted", "in 2024 prices fell": a day or a year counts nothing.
_MONTH_AFTER, _MONTH_BEFORE = re.compile(rf"\s+(?:of )?(?:{A_MONTH})\b"), re.compile(rf"\b(?:{A_MONTH}),?\s?$")
_YEAR = re.compile(rf"\s?{A_YEAR}")
_OF_A_YEAR = re.compile(r"\b(?:in|since|by|until|during|early|late|mid)[\s-]?$", re.IGNORECASE)
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
        if found.quantity.unit is None and not _dates(text, found) and (noun := _noun_after(text, found.end)):
            yield found.quantity.value, noun


def _dates(text: str, number: Placed) -> bool:
    """Whether a number is a day of a month or a year."""
    of_a_month = _MONTH_AFTER.match(text, number.end) or _MONTH_BEFORE.search(text, 0, number.start)
    year = _YEAR.fullmatch(text, number.start, number.end) and _OF_A_YEAR.search(text, 0, number.start)
    return bool(of_a_month or year)


def _noun_after(text: str, at: int) -> str | None:
    """The first noun after a place, with another one that it goes with the last of them: the officers of "police officers"."""
    if of := _OF.match(text, at):
        at = of.end()
    noun = None
    for _ in range(_ADJECTIVES + 1):
        word = _WORD.match(text, at)
        plural = word and _PLURAL.fullmatch(word[1]) and word[1].casefold() not in _NOT_COUNTED
        if word is None or (noun and not plural):
            break
        noun, at = word[1] if plural else None, word.end()
    return noun


def _same(one: str, other: str) -> bool:
    return stem(one) == stem(other)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"

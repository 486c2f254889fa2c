"""Who does what to a statement, as pairs of a name and an act: "Lammy demanded" -> (Lammy, demand). Precision before recall.

An act given to one and done by another is the error readers forgive least. Only plain patterns are read; where the
grammar is not plain there is no pair, and no check. Knows nothing of claims.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from rag.support.countries import country_pattern as alias_pattern
from rag.support.countries import same_name
from rag.support.quotations import HIDDEN
from rag.support.quotations import without_quotations as unquoted
from rag.wording import is_function_word, stem

_SAYING = frozenset("said says told added stated remarked".split())
_DOING = frozenset(
    """demanded demands demand wants wanted insisted insists requires required rejected rejects refused refuses accepted
    accepts proposed proposes offered offers urged urges warned warns claimed claims denied denies praised praises
    criticised criticized condemned welcomed announced promised pledged asked asks suggested argued approved""".split()
)
_HELD = "condition|demand|proposal|offer|position|request|refusal|plan|answer"
_BETWEEN = r"(?:\s+(?:has|had|have|also|then|later|again|repeatedly|now|on\s+\w+day)){0,2}"


@dataclass(frozen=True, slots=True)
class Role:
    """One who says, wants or holds something: `act` is a stem."""

    who: str
    act: str


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # "The president of Ukraine said": it is the president who said it.
    who = rf"(?<![\w-])(?<!\bof )(?<!\bof the )(?P<who>{alias_pattern().pattern}|[A-ZÀ-Þ][\w-]+)"
    verbs = "|".join(_SAYING | _DOING)
    return (
        re.compile(rf"{who}{_BETWEEN}\s+(?P<act>{verbs})\b(?!\s+by\b)"),
        re.compile(rf"\b(?P<act>{verbs})\s+by\s+(?:the\s+)?{who}"),
        re.compile(rf"(?:,|\s{{2}})\s*(?P<act>{'|'.join(_SAYING)})\s+(?:[A-ZÀ-Þ][\w-]+\s+){{0,3}}{who}(?!\s+[A-ZÀ-Þ])"),
        re.compile(rf"{who}[’']s?\s+(?:[a-z-]+\s+){{0,2}}(?P<act>{_HELD})s?\b"),
    )


def roles(text: str) -> frozenset[Role]:
    """The roles that `text` gives to names, outside quotations."""
    plain = unquoted(text).replace(HIDDEN, " ")
    found = {
        Role(match["who"], "say" if match["act"] in _SAYING else stem(match["act"]))
        for pattern in _patterns()
        for match in pattern.finditer(plain)
        if not is_function_word(match["who"])
    }
    return frozenset(role for role in found if not _ordinary(role.who))


def _ordinary(word: str) -> bool:
    """Whether a capital may be only that of a sentence's first word, as in "Officials said"."""
    return word.endswith("s") and not alias_pattern().fullmatch(word)


def swapped(claimed: AbstractSet[Role], cited: AbstractSet[Role]) -> str | None:
    """Who, by the cited roles, does what the claim says another does; None where no act changes hands."""
    for role in sorted(claimed, key=lambda each: (each.who, each.act)):
        others = [other.who for other in cited if other.act == role.act]
        if others and not any(same_name(role.who, other) for other in others):
            return f"the cited words give that to {min(others)}, not to {role.who}"
    return None

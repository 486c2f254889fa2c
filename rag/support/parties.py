"""Who is speaking or acting: which party a name stands for, and which one a sentence is about. Knows nothing of claims.

Parties come from aliases.toml, and from the article itself: "Ukrainian Foreign Minister Andrii Sybiha" says whose
minister he is. Where that leaves doubt, the answer is None, never a guess.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from rag.wording import stem

# A quotation holds somebody's words: names inside it are spoken of, they do not speak.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# "According to unnamed sources cited by Bloomberg, …" tells the way a report came, not who acts in it.
_VIA = re.compile(r"^\W*(?:according to|as reported by|citing)\b[^,]*,", re.IGNORECASE)

_ATTITUDES = (
    "condition|demand|term|requirement|stipulation|position|stance|proposal|offer|aim|goal|call|refusal|request|insistence"
    "|want|insist|require|reject|refuse|accept|agree|oppose|urge|seek|say|said|warn|propose|call(?:s|ed)? for|claim|deny|denie"
)


@cache
def _table() -> dict[str, str]:
    parties = tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))["party"]
    return {alias: party["name"] for party in parties for alias in (*party["words"], *party["people"])}


@cache
def _pattern() -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, _table()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")


def party_of(word: str) -> str | None:
    """The party that `word` names or speaks for, None where it is no name we know."""
    return _table().get(word.removesuffix("’s").removesuffix("'s"))


def same_name(first: str, second: str) -> bool:
    """Whether two words name the same: equal but for case and ending, or both words for one party (Kyiv, Kiev)."""
    party = party_of(first)
    return stem(first) == stem(second) or (party is not None and party == party_of(second))


@lru_cache(maxsize=256)
def speakers(text: str) -> Mapping[str, str]:
    """Surname to party for everyone the text introduces by a party's name: {"Grushko": "Russia"}."""
    introduced = re.compile(
        rf"({_pattern().pattern})(?:[’']s)?(?:\s+[\w-]+){{0,4}}?(?:\s+[A-ZÀ-Þ][\w’-]+){{1,3}}\s+([A-ZÀ-Þ][\w’-]+)"
    )
    found: dict[str, str] = {}
    for match in introduced.finditer(_QUOTED.sub(" ", text)):
        surname = match.group(2)
        if surname not in _table():
            found.setdefault(surname, _table()[match.group(1)])
    return found


def acting_party(sentence: str, article_text: str) -> str | None:
    """The party a sentence is about: the first one named in it, outside quotations and outside "according to …".

    People that the article introduces count for their party. None where the sentence names no party, as with "he".
    """
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), _VIA.sub("", sentence))
    introduced = speakers(article_text)
    candidates = [(match.start(), _table()[match.group()]) for match in _pattern().finditer(plain)]
    candidates += [
        (match.start(), introduced[match.group()])
        for match in re.finditer(r"[A-ZÀ-Þ][\w’-]+", plain)
        if match.group() in introduced
    ]
    if not candidates:
        return None
    return min(candidates)[1]


def attitude_holder(statement: str) -> str | None:
    """The party to which `statement` gives a demand, a position or a remark: "Russia's ceasefire conditions are" -> Russia.

    None where it gives one to nobody we know.
    """
    found = re.search(
        rf"(?<![\w-])({_pattern().pattern})(?![\w-])(?:[’']s?)?(?:\s+[\w-]+){{0,2}}?\s+(?:{_ATTITUDES})(?:s|ed|d)?\b",
        statement,
    )
    return _table()[found.group(1)] if found else None

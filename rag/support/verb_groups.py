"""The verbs of a text and the time each speaks of: over, now, still to come, or only possible.

Reads forms, not meanings: "will meet" and "is due to meet" are ahead, "spoke" and "was met" past, "may meet" possible. A form
that may be a participle as well ("talks held in May") is a *loose* past. Knows nothing of claims.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from rag.support.aligned import Word, is_past, lemma, read

Time = Literal["past", "loose past", "now", "ahead", "possible"]

_WILL = frozenset("will shall won't".split())
_BEFORE_NOUNS = frozenset("the a an his her their its my our free good political".split())
_BE = frozenset("is are was were be been being".split())
_NOW = frozenset("is are has have isn't aren't hasn't haven't".split())
_WAS = frozenset("was were had did wasn't weren't hadn't didn't".split())
_MAY = frozenset("may might can could should must would cannot can't couldn't wouldn't".split())
# "Is due to", "plans to": what follows is still to come; after "was" or "had", whether it came is not said.
_AWAITED = frozenset(
    """due set expected scheduled planned slated poised bound likely meant supposed about going preparing intending projected
    forecast predicted plans plan intends intend expects expect promises vows pledges agreed promised vowed pledged""".split()
)
_SKIPPED = frozenset("not also now soon then never still already only again just be have been".split())
_VERBS_IN_LY = frozenset("fly apply supply reply comply imply rely multiply rally ally".split())
_DETERMINERS = frozenset("the a an his her its their our my this that these those no".split())
_NO_SUBJECT = _DETERMINERS | frozenset("of in on at by from with for to as and or".split())
# What is said, decided or wished is a thing of its own time; what it is about has another.
_OF_MINDS = frozenset(
    lemma(word)
    for word in """say tell announce warn argue insist stress state remark declare assert allege promise pledge vow urge demand accuse
    deny add note explain claim report confirm reply ask write believe think know expect plan schedule set hope intend aim propose
    offer agree decide order approve vote call want wish need require threaten suggest predict forecast estimate project recommend
    mean suppose sign accept reject refuse rule back support oppose appoint elect name choose see show reveal publish describe quote
    reckon consider seek try book invite arrange prepare design allow let help commit tip bind base include involve put""".split()
)


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb: the place of its head among the words of its text, and the time it speaks of."""

    at: int
    time: Time


@lru_cache(maxsize=512)
def verb_groups(text: str) -> tuple[VerbGroup, ...]:
    """The verbs of `text` in order, without those of saying, deciding and wishing.

    Verbs in the present that have no auxiliary are not told from nouns, and left out.
    """
    words = read(text)
    helped = {group.at: group for at in range(len(words)) if (group := _helped(words, at))}
    alone = {at: VerbGroup(at, time) for at in range(len(words)) if at not in helped and (time := _alone(words, at))}
    found = {**alone, **helped}
    return tuple(found[at] for at in sorted(found) if found[at].time == "ahead" or words[at].lemma not in _OF_MINDS)


def is_loose(words: Sequence[Word], group: VerbGroup) -> bool:
    """Whether a verb rather belongs to a noun, "a truce agreed by both", than tells what somebody did."""
    if group.time != "loose past":
        return False
    before, after = words[group.at - 1 : group.at], words[group.at + 1 : group.at + 2]
    begins = not before or before[0].clause != words[group.at].clause
    return begins or before[0].low in _NO_SUBJECT or bool(after and after[0].low == "by")


def is_over(words: Sequence[Word], groups: Sequence[VerbGroup], group: VerbGroup) -> bool:
    """Whether a verb, one of `groups`, plainly tells what is over; a loose past does where its clause has no other verb."""
    if group.time != "loose past":
        return group.time == "past"
    beside = [each for each in groups if words[each.at].clause == words[group.at].clause]
    return beside[0] is group and all(each.time == "loose past" for each in beside) and not is_loose(words, group)


@cache
def _plainly_past() -> frozenset[str]:
    """The pasts that are no participles: "spoke", but not "held"; nor "saw" and "rose", which are things too."""
    rows = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8"))["irregular"]
    forms = [row.split() for row in rows]
    return frozenset(form[1] for form in forms if len(form) == 3) - frozenset("bore saw rose lay wound".split())


def _helped(words: Sequence[Word], at: int) -> VerbGroup | None:
    """The verb that the word at `at` helps, None where that helps none."""
    low = words[at].low
    if (low in _WILL and not (at and words[at - 1].low in _BEFORE_NOUNS)) or low.endswith("'ll"):
        return _head(words, at, "ahead")
    if low in _AWAITED and (to := _to_verb(words, at)) is not None:
        was = any(word.low in {"was", "were", "been", "had"} for word in words[max(0, at - 2) : at])
        return _head(words, to, "possible" if was else "ahead")
    if low in {"is", "are", "has", "have", "had"} and (to := _to_verb(words, at)) is not None:
        return _head(words, to, "ahead" if low in {"is", "are"} else "possible")
    if low in _MAY and words[at].text != "May":
        return _head(words, at, "possible")
    return _head(words, at, "past" if low in _WAS else "now") if low in _WAS | _NOW else None


def _to_verb(words: Sequence[Word], at: int) -> int | None:
    """The place of a "to" shortly after `at` that a verb may follow: "is likely to sink", not "due to a leak"."""
    for place in range(at + 1, min(at + 3, len(words) - 1)):
        if words[place].low == "to":
            after = words[place + 1]
            return place if after.text[0].islower() and after.low not in _DETERMINERS else None
        if words[place].low not in _SKIPPED:
            return None
    return None


def _head(words: Sequence[Word], at: int, time: Time) -> VerbGroup | None:
    """The verb after the auxiliary at `at`; None where a thing follows, "was the last", or another auxiliary has it."""
    for place in range(at + 1, min(at + 6, len(words))):
        word = words[place]
        if word.clause != words[at].clause or word.low in _DETERMINERS - {"that"}:
            break
        if word.low in _AWAITED and _to_verb(words, place) is not None:
            return None
        if word.low not in _SKIPPED and (not word.low.endswith("ly") or word.low in _VERBS_IN_LY):
            return VerbGroup(place, time) if word.content else None
    return VerbGroup(at, time) if words[at].low in {"had", "did"} else None


def _alone(words: Sequence[Word], at: int) -> Time | None:
    """The time of a form that stands without an auxiliary; None where it is no past."""
    word = words[at]
    if at and words[at - 1].clause == word.clause and words[at - 1].low in _BE | _MAY | _WILL | {"to"}:
        return None
    if word.low in _plainly_past():
        return "past"
    return "loose past" if is_past(word.text) and word.text[0].islower() else None

"""How a claim means its numbers, held against how the cited words mean the same: at least or at most, from, to or by, and of what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.domain import CitedClaim
from rag.english import parse
from rag.months import MONTHS
from rag.numbers import Placed, placed
from rag.wording import stem

_NEAR = 40
"""The characters before a number in which its bound stands."""
_BESIDE = 12
"""The characters beside a number in which a month makes it a day."""
_A_YEAR = re.compile(r"(?:18|19|20)\d\d")
_BOUND = re.compile(
    r"\b(?:(?P<least>at least|a minimum of|more than|over|above|no fewer than|no less than|not less than|upwards of|as many as at least)"
    r"|(?P<most>at most|a maximum of|up to|no more than|not more than|fewer than|less than|under|below|as many as|as much as))"
    r"\s(?:the\s|a\s|an\s)?[$£€]?$",
    re.IGNORECASE,
)
_STEP = re.compile(r"\b(from|to|by)\s(?:about\s|around\s|some\s|nearly\s|almost\s|at least\s)?[$£€]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A number with its bound, how a change reaches it (from, to, by), and the stem of the noun it counts; each may be empty."""

    number: Placed
    bound: str
    step: str
    counted: str


def meant_otherwise(claim: CitedClaim, _question: str) -> str | None:
    """Why a number of `claim` does not mean what it means in the cited words; None where it may."""
    there = [each for piece in claim.evidence for each in _meant(piece.quote)]
    for told in _meant(claim.text):
        same = [each for each in there if told.number.quantity.agrees_with(each.number.quantity)]
        written = claim.text[told.number.start : told.number.end].strip()
        if same and told.bound and all(each.bound not in {"", told.bound} for each in same):
            return f"the cited words mean {written} as the {same[0].bound}, not the {told.bound}"
        if same and told.step and all(each.step and each.step != told.step for each in same):
            return f"in the cited words it is “{same[0].step}”, not “{told.step}” {written}"
        if same and told.counted and all(_counts_another(told, each, there) for each in same):
            return f"the cited words do not count {told.counted} with {written}"
    return None


def _counts_another(told: _Meant, cited: _Meant, there: Sequence[_Meant]) -> bool:
    """Whether a number counts another thing in the cited words, which count the thing told with another number."""
    return (
        bool(cited.counted) and told.counted not in {"", cited.counted} and told.counted in {e.counted for e in there}
    )


def _meant(text: str) -> list[_Meant]:
    counts = [
        (word.start, head.start, stem(head.lemma if head.tag == "NNS" else head.text))
        for sentence in (parse(text),)
        for word in sentence.words
        if word.role == "nummod"
        for head in (sentence[word.head],)
    ]
    return [_one(text, number, counts) for number in placed(text)]


def _one(text: str, number: Placed, counts: Sequence[tuple[int, int, str]]) -> _Meant:
    start = number.end - len(text[number.start : number.end].lstrip())
    before, around = text[max(0, start - _NEAR) : start], text[max(0, start - _BESIDE) : number.end + _BESIDE]
    dated = any(day in around for day in MONTHS) or _A_YEAR.fullmatch(text[start : number.end])
    if dated:
        return _Meant(number, "", "", "")
    bound, step = _BOUND.search(before), _STEP.search(before)
    counted = next((thing for at, head, thing in counts if start <= at < number.end <= head), "")
    counted = "" if number.quantity.unit is not None else counted
    return _Meant(number, (bound.lastgroup or "") if bound else "", step[1].lower() if step else "", counted)

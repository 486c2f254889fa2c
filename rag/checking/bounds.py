"""Whether a claim means its numbers as the cited words do: at least or at most, from, to or by, and what they count.

A number that the cited words do not have at all is found in numbers.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.domain import CitedClaim
from rag.english import Parsed, parse
from rag.english.deeds import subject_place
from rag.english.months import A_MONTH
from rag.english.numbers import NumberAt, numbers_in
from rag.english.quantity import DECADE, ORDINAL
from rag.english.wording import stem

_NEAR = 40
"""How many characters before a number are searched for its bound and its step."""
_BEHIND_MONTH, _BEFORE_MONTH = (
    re.compile(rf"(?:{A_MONTH})\s$"),
    re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{A_MONTH})\b"),
)
"""A month right beside a number makes it a day; one that only stands near does not: "by 214 in April to 530"."""
_A_YEAR = re.compile(r"(?:18|19|20)\d\d")
_BOUND = re.compile(
    r"\b(?:(?P<least>at least|a minimum of|more than|over|above|no fewer than|no less than|not less than|upwards of"
    r"|as many as at least)"
    r"|(?P<most>at most|a maximum of|up to|no more than|not more than|fewer than|less than|under|below"
    r"|as many as|as much as))"
    r"\s(?:the\s|a\s|an\s)?[$£€]?$",
    re.IGNORECASE,
)
_STEP = re.compile(r"\b(from|to|by)\s(?:about\s|around\s|some\s|nearly\s|almost\s|at least\s)?[$£€]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A number with what its sentence means by it: its `bound`, "least" or "most"; its `step`, the word of a change
    that stands before it, "from", "to" or "by"; and the stem of the noun that it counts or measures. Each may be empty.
    """

    number: NumberAt
    bound: str
    step: str
    counted: str


def meant_otherwise(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where a number of `claim` means something else in the cited words; else None.

    Example: the claim "At least 30 people were hurt" on "Up to 30 people were hurt".
    """
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
    """Whether the number `cited` counts something else than `told`, while another number of the cited words (`there`)
    counts what `told` does: the claim "30 deaths" on "50 deaths and 30 arrests".
    """
    return (
        bool(cited.counted) and told.counted not in {"", cited.counted} and told.counted in {e.counted for e in there}
    )


def _meant(text: str) -> list[_Meant]:
    sentence = parse(text)
    return [_one(text, sentence, number) for number in numbers_in(text)]


def _one(text: str, sentence: Parsed, number: NumberAt) -> _Meant:
    start = number.end - len(text[number.start : number.end].lstrip())
    before = text[max(0, start - _NEAR) : start]
    dated = _BEHIND_MONTH.search(before) or _BEFORE_MONTH.match(text, number.end)
    if dated or _A_YEAR.fullmatch(text[start : number.end]):
        return _Meant(number, "", "", "")
    bound, step = _BOUND.search(before), _STEP.search(before)
    return _Meant(
        number,
        (bound.lastgroup or "") if bound else "",
        step[1].lower() if step else "",
        _counted(sentence, start, number),
    )


def _counted(sentence: Parsed, start: int, number: NumberAt) -> str:
    """The stem of the noun that a number counts or, where it has a unit, of what is so much: "crown" in "the crown is
    valued at 30 euros". Empty where there is none.
    """
    unit, within = (
        number.quantity.unit,
        [at for at, word in enumerate(sentence.words) if start <= word.start < number.end],
    )
    top = next((at for at in within if sentence[at].head not in within), None)
    if top is None or unit in {DECADE, ORDINAL}:
        return ""
    counted = sentence[top].head if sentence[top].role == "nummod" else None
    if unit is not None:
        thing = _measured(sentence, top if counted is None else counted)
    else:
        thing = counted if counted is not None and sentence[counted].start >= number.end else None
    return (
        "" if thing is None else stem(sentence[thing].lemma if sentence[thing].tag == "NNS" else sentence[thing].text)
    )


def _measured(sentence: Parsed, unit: int) -> int | None:
    """The place of the noun whose amount stands with its unit at `unit`: that of "crown" in "the crown is valued at 30
    euros". None where there is none, as where the amount is a direct object: "Lund paid 30 euros" measures nobody.
    """
    below = unit
    for above in sentence.above(unit):
        tag = sentence[above].tag
        if tag.startswith("VB"):
            subject = subject_place(sentence, above)
            return None if sentence[below].role == "dobj" or subject == unit else subject
        if tag.startswith("N"):
            return above
        below = above
    return None

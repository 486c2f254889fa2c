"""Figures that contradict each other: 12 against 14 injured, £2.4 million against £3.1 million;
never 12 injured against 2 dead.

A figure is an interval: "about 40" reaches from 36 to 44, "at least 40" upwards, and 3,000 may be 2,870 rounded. Two
contradict each other where they count the same thing and their intervals do not meet. Units are never converted.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.composing.contradict.deeds import same_parties, share_a_party_or_name
from rag.composing.contradict.statement import (
    STATES,
    Statement,
    are_about_different_things,
    only_in,
    root,
    roots,
    share,
)
from rag.english import Deed, Parsed, by_parse, parse
from rag.english.deeds import deed_at
from rag.english.numbers import NumberAt, numbers_in
from rag.english.quantity import DECADE, ORDINAL

ABOUT = Decimal("0.1")
"""How far a number that is only approximate may be from the true one, as a share of itself."""
SAME_MATTER, SAME_UNSTATED = 0.6, 0.8
"""The share of topic words that two statements must have in common: where both say that those counted were injured or
killed; and otherwise, because "400 homes" may be homes without power in one and damaged homes in the other."""
_ROUND_FROM = 1000
"""From here on, trailing zeros may be rounding: 3,000 for 2,870. "30 people" are thirty."""
_MOST, _NEAR = 20, 100
"""How many numbers of a statement are read, because a long list is about no one thing; and in how many characters
before a number a word like "about" is looked for."""
_SENSE = re.compile(
    r"\b(?:(?P<about>about|around|some|roughly|approximately|estimated|close to|put at)"
    r"|(?P<most>nearly|almost|just under|fewer than|less than|under|up to|at most|no more than|below|as many as)"
    r"|(?P<least>at least|more than|over|no fewer than|no less than|above))\s(?:the\s)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:out )?of (?:them|whom|which|the|these|those|its|their|\d+)\b", re.IGNORECASE)
_BEFORE_NOUN = frozenset("nummod compound quantmod amod nmod".split())
_MORE = frozenset("another other more additional further extra new".split())
_ANYONE = frozenset(map(root, "people person persons victims casualties".split()))
_WAYS = frozenset("by from than".split())
_NO_COUNT = frozenset({DECADE, ORDINAL, "am", "pm"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. `unit` is as in rag.english.quantity, None where there is none; `counted` are the
    roots of the noun that is counted and of the words before it.
    """

    value: Decimal
    sense: str
    """How the number is meant: "about", "most", "least" or "exact"."""
    unit: str | None
    counted: frozenset[str]
    told: str = ""
    """The root of what is told of those counted: that they were injured or killed, where it says so, otherwise most
    often the verb. Empty where nothing is told."""
    way: str = ""
    """The preposition of the number in a change or a comparison, "by", "from" or "than"; else empty."""
    deed: Deed | None = None
    """The deed that it belongs to, without what is counted; None where there is none."""

    def same_kind(self, other: "Figure") -> bool:
        """Whether both count the same, and the same is told of it."""
        if (self.unit, self.told, self.way) != (other.unit, other.told, other.way) or not self.told:
            return False
        if self.deed and other.deed and self.deed.standing != other.deed.standing:
            return False
        if self.deed and other.deed and self.deed.act == other.deed.act and not same_parties(self.deed, other.deed):
            return False
        if self.counted & other.counted:
            return True
        if self.told in STATES:  # "killed four" and "six people died"
            return not (self.counted and other.counted) and self.counted | other.counted <= _ANYONE
        return bool(self.unit) and not self.counted and not other.counted

    def agrees_with(self, other: "Figure") -> bool:
        """Whether both may be the same number, told more or less exactly."""
        (low, high), (from_, to) = self.interval(other), other.interval(self)
        point = low == high or from_ == to
        return max(low, from_) <= min(high, to) if point else max(low, from_) < min(high, to)

    def interval(self, other: "Figure") -> tuple[Decimal, Decimal]:
        """The least and the greatest number that it may mean, beside `other`, which may be told more finely: beside
        2,870, a figure of 3,000 may be anything from 2,500 to 3,500.
        """
        value, most = self.value, Decimal("Infinity")
        if self.sense in {"least", "most"}:
            return (value, most) if self.sense == "least" else (-most, value)
        step, finer = _step(value), _step(other.value)
        if self.sense == "about":
            reach = abs(value) * ABOUT
        elif step > finer and (finer < 1 or value >= _ROUND_FROM):
            reach = step / 2
        else:
            reach = Decimal(0)
        return value - reach, value + reach


def _step(value: Decimal) -> Decimal:
    """The value of the last digit that a number states: 100 of 2,400, and 0.01 of 4.25."""
    return Decimal(10) ** int(value.normalize().as_tuple().exponent)


@by_parse(4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures among the first numbers of `text`. Years, ordinals, days, ranges and
    parts ("four of them") are none.
    """
    sentence = parse(text)
    found = (_figure(text, sentence, each) for each in numbers_in(text)[:_MOST])
    return tuple(each for each in found if each is not None)


def _figure(text: str, sentence: Parsed, number: NumberAt) -> Figure | None:
    within = [at for at, word in enumerate(sentence.words) if number.start <= word.start < number.end]
    unit = number.quantity.unit
    if not within or unit in _NO_COUNT or number.ranged or _PART.match(text, number.end):
        return None
    top = next((at for at in within if sentence[at].head not in within), within[-1])
    thing = sentence[top].head if sentence[top].role in _BEFORE_NOUN else top
    beside = {sentence[each].lemma.lower() for place in (thing, top) for each in sentence.below(place)}
    label = thing < top and sentence[thing].tag != "$"  # "Flight 370"
    if label or beside & _MORE or (unit is None and sentence[top].name in {"DATE", "TIME"}):
        return None
    before = text[max(0, sentence[within[0]].start - _NEAR) : sentence[within[0]].start]
    stated = _SENSE.search(before)
    sense = (stated.lastgroup if stated else None) or "exact"
    return _of_deed(Figure(number.quantity.value, sense, unit, _counted(sentence, thing, within)), sentence, thing)


def _counted(sentence: Parsed, thing: int, within: list[int]) -> frozenset[str]:
    """The roots of the noun that is counted and of the words before it; in "40 litres of water", of "water"."""
    of = [
        each
        for of in sentence.below(thing, "prep")
        if sentence[of].lemma == "of"
        for each in sentence.below(of, "pobj")
    ]
    things = of if thing in within else [thing]
    before = [each for at in things for each in sentence.below(at, "compound", "amod", "nmod")]
    return roots(sentence, {*things, *before} - set(within)) - STATES


def _of_deed(figure: Figure, sentence: Parsed, thing: int) -> Figure:
    """`figure` with what is told of it: by its verb, by the subject of "to be" ("the price is £5"), or by the noun
    before "of" ("a ransom of £5"). It comes back unchanged where it belongs to no verb.
    """
    verb = next((at for at in sentence.above(thing) if sentence[at].tag.startswith("VB")), None)
    deed = deed_at(sentence, verb) if verb is not None else None
    if verb is None or deed is None:
        return figure
    by, of = [*sentence.above(thing), verb][:2]
    noun = sentence.first(verb, "nsubj") if sentence[verb].lemma == "be" else verb
    if figure.unit and sentence[by].lemma == "of":
        noun = of
    near = (thing, verb, *sentence.below(thing, "amod"), *sentence.below(verb, "oprd", "acomp"))
    states = STATES & {root(sentence[each].lemma) for each in near}
    told = next(iter(states), root(sentence[verb if noun is None else noun].lemma))
    way = next((slot for slot, who in deed.slots if who.at == thing and slot in _WAYS), "")
    others = tuple((slot, who) for slot, who in deed.slots if who.at != thing)
    return replace(
        figure,
        told=told,
        way=way,
        deed=replace(deed, act=told if sentence[verb].lemma == "be" else deed.act, slots=others),
    )


def differ_in_a_figure(one: Statement, other: Statement) -> bool:
    """Whether a figure of `one` and a figure of `other` count the same thing and can't both be right. False where
    several pairs of figures count the same, because some may be parts of others.
    """
    pairs = [(a, b) for a in figures(one.text) for b in figures(other.text) if a.same_kind(b)]
    if len(pairs) != 1 or pairs[0][0].agrees_with(pairs[0][1]) or are_about_different_things(one, other):
        return False
    [(mine, theirs)] = pairs
    smaller, larger = (one, other) if mine.value < theirs.value else (other, one)
    # The smaller figure, told of a place that the other does not name, may be a part of the larger.
    part = only_in(smaller.said.named, larger.said.named)
    least = SAME_MATTER if mine.told in STATES else SAME_UNSTATED
    if part or share(one, other) < least or mine.deed is None or theirs.deed is None:
        return False
    return share_a_party_or_name(one, mine.deed, other, theirs.deed)

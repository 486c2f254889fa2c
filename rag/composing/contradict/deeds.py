"""What one statement tells and another denies, turns round or sets for another day: "X resigned", "X has not resigned"; "there was
no fire"; won and lost; 4 July and 11 July.

Two deeds are held against each other that have the same act and the same parties, and are told alike: "has not approved" and
"will approve" are both true of a Tuesday. What is denied must be all there in what is told: who did not travel alone may have
travelled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rag.composing.contradict.statement import AT_LEAST, Statement, apart, apart_in_time, only_in, root, roots, share
from rag.english import Deed, Sentence, Who, Word, by_parse, parse
from rag.english.deeds import deed_at, is_stated, subject_place
from rag.english.months import CALENDAR, MONTHS
from rag.english.wording import negations, stem

SAME_STATEMENT, SAME_EVENT = 0.5, 0.75
"""The share of topic words to be shared by a denial and what it denies, and where a day or an opposite is all that differs."""
SAME_QUESTION = 0.4
"""The share of what is denied that a question must have which takes it for granted: its article is about the question."""
_OPPOSITES = {
    stem(word): (number, turned)
    for number, line in enumerate(
        (
            "win | lose",
            "convict guilty sentence jail | acquit innocent",
            "rise increase gain grow climb jump surge | fall decrease drop decline shrink slump",
            "accept agree approve welcome back pass | reject refuse dismiss oppose condemn",
            "allow permit | ban forbid prohibit block",
            "open reopen | close shut closed",
            "uphold | overturn",
        )
    )
    for turned, side in enumerate(line.split("|"))
    for word in side.split()
}
"""Acts and states that can't both be: the number of their pair, and the side."""
_KINDS = {
    word: words.split()[0]
    for words in ("on for", "until till by before to", "since from after")
    for word in words.split()
}
"""How a day is meant, by its preposition."""
_PHRASAL = {"step down": "resign", "turn down": "reject", "call off": "cancel"}
_DAY = re.compile(r"[12]?[0-9]|3[01]")
_BOUNDS = frozenset("yet only just until till before since unless merely necessarily far enough".split())
"""Words by which a denial holds only so far."""


def contradict(one: Statement, other: Statement) -> bool:
    """Whether one of both denies what the other says."""
    return denies(one, other) or denies(other, one)


def denies(one: Statement, other: Statement, *, asked: bool = False) -> bool:
    """Whether `one` denies what `other` states; with `asked`, `other` is a question, which has no stance of its own."""
    if negations(other.text) or apart_in_time(one, other, dated=asked):
        return False
    if not asked and share(one, other) < SAME_STATEMENT:
        return False
    return any(
        _denies(one, mine, other, theirs, asked=asked) and (asked or theirs.standing.how == mine.standing.how)
        for mine in _stated(one)
        if mine.standing.denied and mine.standing.how in {"did", "will"}
        for theirs in (other.said.deeds if asked or _is_thing(one.said.sentence, mine.at) else _stated(other))
    )


def _denies(one: Statement, mine: Deed, other: Statement, theirs: Deed, *, asked: bool) -> bool:
    """Whether the deed that `one` denies is that of `other`: all that is denied is there, and somebody is plainly the same.

    Of a question, which its article is about, less than half is enough.
    """
    sentence, clause = one.said.sentence, _clause(one.said.sentence, mine.at)
    thing = _is_thing(sentence, mine.at)
    if _act(theirs) != _act(mine) or theirs.standing.denied or thing != theirs.of_noun:
        return False
    if any(sentence[each].text.lower() in _BOUNDS or sentence[each].tag == "CD" for each in clause):
        return False  # "three of them did not vote" is of no others
    rest = {word for word in roots(sentence, clause & one.said.told) if not word.startswith("any")}
    which = asked or len(rest) >= AT_LEAST or one_name(one, other)  # "no deaths were reported" is of any event
    said = rest - {root(mine.act)}
    covered = len(said & other.said.topic) >= (SAME_QUESTION if asked and not thing else 1) * len(said)
    within = asked or not _beyond(one, clause, other)
    return covered and which and within and (thing or same_parties(mine, theirs))


def _beyond(one: Statement, clause: frozenset[int], other: Statement) -> bool:
    """Whether what `one` denies, its `clause`, has a name or a day that `other` lacks; on which day it was denied does not count."""
    words = {one.said.sentence[each].text for each in clause}
    names, days = tuple(name for name in one.said.named if name in words), words & CALENDAR
    there = tuple(word.text for word in other.said.sentence.words)
    return bool(only_in(names, there)) or bool(days and other.said.days and not days & other.said.days)


def known(one: Statement, mine: Deed, other: Statement, theirs: Deed) -> bool:
    """Whether something that both name tells that they are of one matter: a party of both deeds, or a name."""
    return any(a.is_same(b) for _, a in mine.slots for _, b in theirs.slots) or one_name(one, other)


def one_name(one: Statement, other: Statement) -> bool:
    """Whether both have a name in common."""
    return len(only_in(one.said.named, other.said.named)) < len(one.said.named)


def _stated(statement: Statement) -> Iterator[Deed]:
    """The deeds that a statement states, but for orders."""
    sentence = statement.said.sentence
    for deed in statement.said.deeds:
        order = (
            deed.at in sentence.roots and sentence[deed.at].tag[:2] == "VB" and subject_place(sentence, deed.at) is None
        )
        if is_stated(sentence, deed.at) and not order and not deed.of_noun:
            yield deed


def _is_thing(sentence: Sentence, at: int) -> bool:
    """Whether it is said that there is, or is no, such thing: "there was no fire"."""
    return sentence[at].role == "attr" and bool(sentence.below(sentence[at].head, "expl"))


def _act(deed: Deed) -> str:
    return root(_PHRASAL.get(deed.act, deed.act))


def same_parties(one: Deed, other: Deed) -> bool:
    """Whether in no slot that both have, somebody stands who is plainly another."""
    return all(
        any(
            a.text in CALENDAR or b.text in CALENDAR or _may_be(a, b)
            for a in one.filling(slot)
            for b in other.filling(slot)
        )
        for slot in {name for name, _ in one.slots} & {name for name, _ in other.slots}
    )


def _may_be(one: Who, other: Who) -> bool:
    """Whether two phrases may mean the same: "the bill" and "the tax bill", not "the tax bill" and "the water bill"."""
    sides = (
        [(one.owners, other.owners)]
        if one.proper or other.proper
        else [(one.owners, other.owners), (one.stems, other.stems)]
    )
    numberless = [[{word for word in words if not word[:1].isdigit()} for words in side] for side in sides]
    told_apart = any(mine - theirs and theirs - mine for mine, theirs in numberless)
    return one.open or other.open or (one.is_same(other) and not told_apart)


def _clause(sentence: Sentence, at: int) -> frozenset[int]:
    """The places of what a deed says: its subject and all that depends on it, without other clauses."""
    subject = subject_place(sentence, at) if sentence[at].tag.startswith("VB") else None
    others = {
        place
        for each in sentence.under(at)
        if sentence[each].role in {"advcl", "parataxis"}
        or (sentence[each].role == "conj" and sentence[each].tag[:2] == "VB")
        if each != at
        for place in sentence.under(each)
    }
    return frozenset(sentence.under(at)) - others | (
        frozenset(sentence.under(subject)) if subject is not None else set()
    )


def turned(one: Statement, other: Statement) -> bool:
    """Whether both say opposite things of the same: accepted and rejected, open and closed. What says both says neither."""
    mine, theirs = _outcomes(one), _outcomes(other)
    differing = frozenset(_act(deed) for deed in (*mine.values(), *theirs.values()))
    return (
        any(
            a.standing == b.standing and not a.standing.denied and a.standing.how != "if" and same_parties(a, b)
            for (pair, side), a in mine.items()
            for b in (theirs.get((pair, 1 - side)),)
            if b and (pair, 1 - side) not in mine and (pair, side) not in theirs
        )
        and share(one, other, differing) >= SAME_EVENT
        and not apart(one, other)
    )


def _outcomes(statement: Statement) -> dict[tuple[int, int], Deed]:
    """The deeds that have an opposite, by it; of "stayed open" and "was found guilty" the adjective counts."""
    sentence, found = statement.said.sentence, dict[tuple[int, int], Deed]()
    for deed in _stated(statement):
        what = sentence.first(deed.at, "acomp", "oprd")
        of = _OPPOSITES.get(_act(deed) if what is None else stem(sentence[what].text))
        if of:
            found.setdefault(of, deed)
    return found


@dataclass(frozen=True, slots=True)
class Dated:
    """A deed with its day, as a month and a day of it, and how the day is meant: on, until or since."""

    deed: Deed
    day: tuple[int, int]
    kind: str


def moved(one: Statement, other: Statement) -> bool:
    """Whether each gives one day to the same deed, of the same kind, and not the same day; the name of it is in both."""
    if share(one, other) < SAME_EVENT or apart(one, other, dated=False) or not one_name(one, other):
        return False
    mine, theirs = ([each for each in days(side.text) if each.deed in _stated(side)] for side in (one, other))
    if len(mine) != 1 or len(theirs) != 1 or mine[0].kind != theirs[0].kind or mine[0].day == theirs[0].day:
        return False
    return _act(mine[0].deed) == _act(theirs[0].deed) and same_parties(mine[0].deed, theirs[0].deed)


def not_before(one: Statement, other: Statement) -> bool:
    """Whether `other` sets for an earlier day what `one` does not expect before a later one; what it is, their question says."""
    bound, told = days(one.text), days(other.text)
    if len(bound) != 1 or len(told) != 1 or negations(other.text) or apart(one, other, dated=False):
        return False
    denied, happened = bound[0].deed.standing, any(word.tag == "VBD" for word in other.said.sentence.words)
    late = bound[0].kind == "until" and denied.denied and denied.how in {"will", "may"}
    return late and told[0].kind == "on" and told[0].day < bound[0].day and not happened


@by_parse(4096)
def days(text: str) -> tuple[Dated, ...]:
    """The days that `text` names with a month, each with the verb that it stands with."""
    sentence, found = parse(text), list[Dated]()
    for at, word in enumerate(sentence.words):
        number = next((sentence[each].text for each in sentence.below(at) if _DAY.fullmatch(sentence[each].text)), None)
        above = list(takewhile(lambda each: not sentence[each].tag.startswith("VB"), sentence.above(at)))
        verb = sentence[(above or [at])[-1]].head
        plain = all(_of_day(sentence[each]) for each in above)
        deed = deed_at(sentence, verb) if plain and word.text in MONTHS and number else None
        by = next((sentence[each].lemma.lower() for each in above if sentence[each].tag in {"IN", "TO"}), "on")
        if deed and number and by in _KINDS:
            found.append(Dated(deed, (MONTHS.index(word.text) + 1, int(number)), _KINDS[by]))
    return tuple(found)


def _of_day(word: Word) -> bool:
    return word.tag in {"IN", "TO"} or word.name == "DATE"

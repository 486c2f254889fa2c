"""Statements that contradict each other in a deed: one denies what the other tells ("Holt resigned", "Holt has not
resigned"; "there was no fire"), tells the opposite (won and lost), or sets another day (4 July and 11 July).

Two deeds are compared that have the same act and the same parties, and are told alike: "has not approved" and "will
approve" can both be true on one day. All that is denied must be in what the other tells: whoever did not travel alone
may have travelled. Knows no article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rag.composing.contradict.statement import (
    AT_LEAST,
    Statement,
    apart_in_time,
    are_about_different_things,
    only_in,
    root,
    roots,
    share,
)
from rag.english import Deed, Parsed, Who, Word, by_parse, parse
from rag.english.deeds import deed_at, is_stated, subject_place
from rag.english.months import CALENDAR, MONTHS
from rag.english.wording import negations, stem

SAME_STATEMENT, SAME_EVENT = 0.5, 0.75
"""The share of topic words that two statements must have in common: a denial and what it denies; and two that differ
only in a day, or in an opposite."""
SAME_QUESTION = 0.4
"""The share of a denial's words that a question must have to take for granted what is denied. Less is enough than
between statements, because the article is known to be about the question."""
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
"""Stems of acts and states that exclude each other: for each, the number of its pair and the side of it, 0 or 1."""
_KINDS = {
    word: words.split()[0]
    for words in ("on for", "until till by before to", "since from after")
    for word in words.split()
}
"""How a day is meant, by its preposition: "on", "until" or "since"."""
_PHRASAL = {"step down": "resign", "turn down": "reject", "call off": "cancel"}
_DAY = re.compile(r"[12]?[0-9]|3[01]")
_BOUNDS = frozenset("yet only just until till before since unless merely necessarily far enough".split())
"""Words that limit a denial: "has not yet resigned"."""


def deny_each_other(one: Statement, other: Statement) -> bool:
    """Whether either statement denies what the other says."""
    return denies(one, other) or denies(other, one)


def denies(one: Statement, other: Statement, *, asked: bool = False) -> bool:
    """Whether `one` denies what `other` states. With `asked`, `other` is a question: then how sure its deed is does not
    count, and fewer words in common are enough.
    """
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
    """Whether `mine`, which `one` denies, is the deed `theirs` of `other`: the same act of the same parties, with every
    word of the denial somewhere in `other`.

    With `asked`, `other` is a question that the article is about: then the share SAME_QUESTION of the words is enough.
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
    """Whether the denial, which is the `clause` of `one`, has a name that `other` lacks, or days where `other` has only
    different ones. The day on which something was denied does not count.
    """
    words = {one.said.sentence[each].text for each in clause}
    names, days = tuple(name for name in one.said.named if name in words), words & CALENDAR
    there = tuple(word.text for word in other.said.sentence.words)
    return bool(only_in(names, there)) or bool(days and other.said.days and not days & other.said.days)


def share_a_party_or_name(one: Statement, mine: Deed, other: Statement, theirs: Deed) -> bool:
    """Whether both statements name something that shows they are about one matter: a
    party of both deeds, or any name.
    """
    return any(a.is_same(b) for _, a in mine.slots for _, b in theirs.slots) or one_name(one, other)


def one_name(one: Statement, other: Statement) -> bool:
    """Whether both statements have a name in common."""
    return len(only_in(one.said.named, other.said.named)) < len(one.said.named)


def _stated(statement: Statement) -> Iterator[Deed]:
    """The deeds that a statement states, without orders ("leave now") and without what a
    noun tells ("the resignation").
    """
    sentence = statement.said.sentence
    for deed in statement.said.deeds:
        order = (
            deed.at in sentence.roots and sentence[deed.at].tag[:2] == "VB" and subject_place(sentence, deed.at) is None
        )
        if is_stated(sentence, deed.at) and not order and not deed.of_noun:
            yield deed


def _is_thing(sentence: Parsed, at: int) -> bool:
    """Whether the word at `at` is what there is said to be, or not to be: "fire" in "there was no fire"."""
    return sentence[at].role == "attr" and bool(sentence.below(sentence[at].head, "expl"))


def _act(deed: Deed) -> str:
    return root(_PHRASAL.get(deed.act, deed.act))


def same_parties(one: Deed, other: Deed) -> bool:
    """Whether, in each slot that both deeds fill, the parties may be the same. Not so in the patient of "Lund sued
    Vale" and "Lund sued Anna Holt". Days and months in a slot do not count.
    """
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


def _clause(sentence: Parsed, at: int) -> frozenset[int]:
    """The places of the words of a deed: its subject, and all that depends on it, without other clauses."""
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


def say_opposites(one: Statement, other: Statement) -> bool:
    """Whether both say opposite things of the same matter: accepted and rejected, open and closed. A
    statement that says both says neither.
    """
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
        and not are_about_different_things(one, other)
    )


def _outcomes(statement: Statement) -> dict[tuple[int, int], Deed]:
    """The deeds whose act has an opposite, by the number of the pair and the side. In "stayed open" and "was
    found guilty" the adjective counts.
    """
    sentence, found = statement.said.sentence, dict[tuple[int, int], Deed]()
    for deed in _stated(statement):
        what = sentence.first(deed.at, "acomp", "oprd")
        of = _OPPOSITES.get(_act(deed) if what is None else stem(sentence[what].text))
        if of:
            found.setdefault(of, deed)
    return found


@dataclass(frozen=True, slots=True)
class Dated:
    """A deed with its day, a pair of month and day of the month; `kind` is how the day is
    meant, "on", "until" or "since".
    """

    deed: Deed
    day: tuple[int, int]
    kind: str


def set_different_days(one: Statement, other: Statement) -> bool:
    """Whether the statements set the same deed for different days. Each must name one day, meant in the same way, and
    they must have a name in common: "Lund play Vale on 4 July", "Lund play Vale on 11 July".
    """
    if (
        share(one, other) < SAME_EVENT
        or are_about_different_things(one, other, dated=False)
        or not one_name(one, other)
    ):
        return False
    mine, theirs = ([each for each in days(side.text) if each.deed in _stated(side)] for side in (one, other))
    if len(mine) != 1 or len(theirs) != 1 or mine[0].kind != theirs[0].kind or mine[0].day == theirs[0].day:
        return False
    return _act(mine[0].deed) == _act(theirs[0].deed) and same_parties(mine[0].deed, theirs[0].deed)


def not_before(one: Statement, other: Statement) -> bool:
    """Whether `one` says that something will not happen until a day, and `other` names an earlier day for
    it: "will not open before 9 May", "opens on 2 May". Whether both are about the same thing is not checked:
    they answer the same question.
    """
    bound, told = days(one.text), days(other.text)
    if (
        len(bound) != 1
        or len(told) != 1
        or negations(other.text)
        or are_about_different_things(one, other, dated=False)
    ):
        return False
    denied, happened = bound[0].deed.standing, any(word.tag == "VBD" for word in other.said.sentence.words)
    late = bound[0].kind == "until" and denied.denied and denied.how in {"will", "may"}
    return late and told[0].kind == "on" and told[0].day < bound[0].day and not happened


@by_parse(4096)
def days(text: str) -> tuple[Dated, ...]:
    """The days that `text` names with a month, each with the deed of the verb that it belongs to."""
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

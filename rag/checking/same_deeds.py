"""Which deeds of a claim and of the cited words may be the same, and where their parties speak against that.

Deeds with the same act are compared. Says nothing of whether a deed is denied or sure: the checks that ask do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.checking.identity import (
    Spokesmen,
    any_same,
    are_plainly_others,
    is_same_party,
    spokesmen_beside,
    with_countries,
)
from rag.domain import CitedClaim
from rag.english import Deed, Who, by_parse, deeds_in, parse
from rag.english.deeds import AGENT, OWNER, PATIENT, is_stated
from rag.english.parties import whom
from rag.english.word_holders import NOT_HOLDING
from rag.english.wording import stem

_RECIPROCAL = frozenset(
    """meet marry agree talk speak discuss negotiate fight clash draw tie merge cooperate differ equal resemble debate
    quarrel similar different same""".split()
)
"""Acts that go both ways (the marry, meet and battle verbs of Levin 1993, "English Verb Classes")."""
_EITHER = frozenset({OWNER, "of"})
"""Slots of a noun for what is done that may hold its agent or its patient: "Lund's defeat", "the defeat of Lund"."""
_PARTIES = frozenset("nsubj nsubjpass dobj pobj poss dative".split())
"""The roles of phrases that take part in what a sentence tells."""
_SHARED_LETTERS = 5
"""How many letters a verb and a noun of one root begin with at least: "criticise" and "criticism"."""
_LEFT_OFF = 3
"""How many letters at the end of the shorter one may be its ending."""


@dataclass(frozen=True, slots=True)
class Side:
    """A deed with all parties of its sentence."""

    deed: Deed
    parties: Sequence[Who]


@dataclass(frozen=True, slots=True)
class Match:
    """A deed of the claim, and those of the cited words with the same act."""

    told: Side
    cited: tuple[Side, ...]


def _side_of_known(side: "Side", spokesmen: Spokesmen) -> "Side":
    """`side`, each of whose parties has the countries for which `spokesmen` knows them to speak."""
    slots = tuple((slot, with_countries(who, spokesmen)) for slot, who in side.deed.slots)
    return Side(replace(side.deed, slots=slots), [with_countries(who, spokesmen) for who in side.parties])


def matches(claim: CitedClaim) -> Iterator[Match]:
    """Every deed of the claim with the cited deeds of the same act."""
    spokesmen = spokesmen_beside(claim)
    there = [_side_of_known(side, spokesmen) for piece in claim.evidence for side in _sides(piece.quote)]
    for told in (_side_of_known(side, spokesmen) for side in _sides(claim.text)):
        cited = tuple(side for side in there if _same_act(told.deed, side.deed))
        if cited:
            yield Match(told, cited)


@by_parse(1024)  # three checks ask for the same claim and the same words
def _sides(text: str) -> tuple[Side, ...]:
    sentence = parse(text)
    parties = [who for at, word in enumerate(sentence.words) if word.role in _PARTIES for who in whom(sentence, at)]
    return tuple(Side(deed, parties) for deed in deeds_in(sentence))


def comparable(claim: CitedClaim) -> Iterator[tuple[Deed, tuple[Deed, ...]]]:
    """The deeds that the claim itself states, each with the cited deeds that may be the same one: their parties do not
    speak against it, and they share one where both have any.

    A noun counts only where it is something done ("ruled out an appeal"), and is compared only with other such nouns.
    """
    mine = parse(claim.text)
    for match in matches(claim):
        told = match.told.deed
        if is_stated(mine, told.at) and (told.is_done or not told.of_noun):
            fitting = (side.deed for side in match.cited if not conflict(match.told, side, saying=True))
            yield told, tuple(deed for deed in fitting if (deed.is_done if told.of_noun else _one_matter(told, deed)))


def _same_act(one: Deed, other: Deed) -> bool:
    """Whether two deeds have one act; a noun has a verb's where both begin with one root: "criticism", "criticise"."""
    first, second = one.act.replace(" ", ""), other.act.replace(" ", "")  # "take over", "takeover"
    if first == second or stem(first) == stem(second):
        return True
    root = min(len(first), len(second)) - _LEFT_OFF
    return one.of_noun != other.of_noun and root >= _SHARED_LETTERS and first[:root] == second[:root]


def conflict(mine: Side, theirs: Side, *, stated: bool = True, saying: bool = False) -> str | None:
    """The fault, in a sentence, where a cited deed (`theirs`) has another doer than the deed told (`mine`), or has its
    parties on other sides; None where both may agree.

    Another doer is a fault only where the claim itself states the deed (`stated`) and, for a verb of saying, only
    where `saying`.
    """
    told, cited = mine.deed, theirs.deed
    for slot, who in told.slots if told.act not in _RECIPROCAL else ():
        fits, others = _fitting_slot(cited, slot)
        if who.open or slot in _EITHER or any_same((who,), fits) or any(each.open for each in fits):
            continue
        alone = slot == AGENT and not told.filling(PATIENT)  # "the bridge reopens" of "they reopen the bridge"
        if _exchanged(who, told, cited, slot, alone=alone):
            return f"in the cited words “{who.text}” stands on the other side of “{cited.act}”"
        if alone and any(each.open for each in others):
            continue
        doers = [each for name, each in cited.slots if name in {AGENT, OWNER}] if slot == AGENT else []
        by_another = (
            stated
            and doers
            and (saying or told.act not in NOT_HOLDING)
            and are_plainly_others((who,), doers, theirs.parties)
        )
        if by_another and _one_matter(told, cited, who):
            return f"in the cited words it is “{doers[0].text}” of whom “{cited.act}” is said"
    return _traded(mine, theirs)


def _traded(mine: Side, theirs: Side) -> str | None:
    """The fault, in a sentence, where two names have traded places: each fills the same slot of the deed in its own
    sentence, and stands elsewhere in the other's; else None.

    Example: the claim "Anna Lund is out after a loss to Bo Vale" on "Bo Vale is out after a loss to Anna Lund".
    """
    for slot, who in mine.deed.slots:
        for other in theirs.deed.filling(slot) if slot not in {AGENT, PATIENT} else ():
            named = who.proper and other.proper and who.is_other(other)
            if named and _elsewhere(who, theirs, slot) and _elsewhere(other, mine, slot):
                return f"in the cited words “{mine.deed.act}” goes with “{other.text}”, not with “{who.text}”"
    return None


def _elsewhere(who: Who, side: Side, slot: str) -> bool:
    """Whether `who` takes part in the sentence of `side`, but does not fill this slot of its deed."""
    return any_same((who,), side.parties) and not any_same((who,), side.deed.filling(slot))


def _one_matter(told: Deed, cited: Deed, but: Who | None = None) -> bool:
    """Whether two deeds may be about one matter: they share a party other than `but`, or there is none to share, as
    `told` has no other or, where `but` is None, `cited` has none.
    """
    mine = [who for _, who in told.slots if who is not but and not who.open]
    theirs = [who for _, who in cited.slots if not who.open]
    return not mine or (not theirs and but is None) or any_same(mine, theirs)


def _fitting_slot(cited: Deed, slot: str) -> tuple[list[Who], list[Who]]:
    """Who may fill `slot` in a cited deed, and who fills another. An owner, or whom an "of" names, may fill any slot;
    of a noun for what is done, whom any preposition names may be whom it is done to.
    """
    mine, others = list[Who](), list[Who]()
    for name, who in cited.slots:
        joined = cited.of_noun and slot == PATIENT and name not in {AGENT, PATIENT, OWNER}
        (mine if name == slot or name in _EITHER or joined else others).append(who)
    return mine, others


def _exchanged(who: Who, told: Deed, cited: Deed, slot: str, *, alone: bool) -> bool:
    """Whether `who`, who fills `slot` of `told`, plainly fills another of `cited`. `alone` is whether `told` has an
    agent and no patient.
    """
    theirs = {name for name, each in cited.slots if name != slot and is_same_party(who, each)}
    if theirs & _other_side(told, cited, slot, alone=alone):
        return True
    swapped = any(
        is_same_party(mine, each) for name, mine in told.slots if name != slot for each in cited.filling(slot)
    )
    return swapped and bool(theirs - _EITHER) and not alone


def _other_side(told: Deed, cited: Deed, slot: str, *, alone: bool) -> set[str]:
    """The slots of `cited` in which nobody stands who fills `slot` of `told`, if both tell the same."""
    if slot == PATIENT and cited.filling(PATIENT):
        return {AGENT}
    if slot != AGENT:
        return set()
    than = set[str]() if told.standing.denied or cited.standing.denied else {"than"}  # "nobody is older than Anna"
    return than if alone else than | {PATIENT}

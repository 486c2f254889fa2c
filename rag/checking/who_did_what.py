"""What a claim tells of who did what to whom, held against what the cited words tell: exchanged parties, a lost or an added "not",
and what may be told as what is. Each compares deeds that both name, and finds a fault only where every such deed speaks against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.checking.identity import Spokesmen, any_same, are_others, is_same_party, spokesmen_beside, with_countries
from rag.domain import CitedClaim
from rag.english import Deed, Who, by_parse, deeds_in, parse
from rag.english.deeds import AGENT, OWNER, PATIENT, is_stated
from rag.english.holders import SAYING
from rag.english.parties import whom
from rag.english.standing import PLANNING_NOUNS
from rag.english.wording import stem

_RECIPROCAL = frozenset(
    """meet marry agree talk speak discuss negotiate fight clash draw tie merge cooperate differ equal resemble debate quarrel
    similar different same""".split()
)
"""Acts that go both ways (the marry, meet and battle verbs of Levin 1993, "English Verb Classes")."""
_EITHER = frozenset({OWNER, "of"})
"""Slots of a noun for what is done, which hold its agent or its patient."""
_PARTIES = frozenset("nsubj nsubjpass dobj pobj poss dative".split())
"""The roles of phrases that take part in what a sentence tells."""
_SHARED_LETTERS = 5
"""Letters that a verb and a noun of one root begin with at least: "criticise" and "criticism"."""
_LEFT_OFF = 3
"""Of the shorter, how many letters may be its ending."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A deed with all parties of its sentence."""

    deed: Deed
    parties: Sequence[Who]


@dataclass(frozen=True, slots=True)
class _Match:
    """A deed of the claim, and those of the cited words with the same act."""

    told: _Side
    cited: tuple[_Side, ...]


def turned_round(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited words give what `claim` tells to others; None where they may not."""
    mine = parse(claim.text)
    for match in _matches(claim):
        found = [_conflict(match.told, side, stated=is_stated(mine, match.told.deed.at)) for side in match.cited]
        against = (why or _crossed(match, side.deed) for why, side in zip(found, match.cited, strict=True))
        if any(found) and all(against):
            return next(why for why in found if why)
    return None


def _side_of_known(side: "_Side", spokesmen: Spokesmen) -> "_Side":
    slots = tuple((slot, with_countries(who, spokesmen)) for slot, who in side.deed.slots)
    return _Side(replace(side.deed, slots=slots), [with_countries(who, spokesmen) for who in side.parties])


def denied_otherwise(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited words deny what `claim` tells, or tell what it denies; None where they may not."""
    tells_of_denial = any(word.lemma == "deny" for word in parse(claim.text).words)
    for told, fitting in _stated(claim):
        cited = tuple(deed for deed in fitting if deed.limits == told.limits and not _was_offered(told, deed))
        open_told = told.standing.how == "may" or (told.standing.denied and tells_of_denial)  # what is denied may be so
        if open_told or (told.standing.how != "if" and any(deed.standing.how == "if" for deed in cited)):
            continue
        compared = "than" not in {slot for slot, _ in told.slots}  # "nobody is older than Anna", who is the oldest
        if cited and compared and all(deed.standing.denied != told.standing.denied for deed in cited):
            return f"the cited words {'tell' if told.standing.denied else 'deny'} that of “{told.act}”"
    return None


def _was_offered(told: Deed, cited: Deed) -> bool:
    """Whether a verb is held against a noun for what was offered, and somebody would not have it: "proposed", "rejected a proposal"."""
    return cited.unwanted and not told.of_noun and cited.act in PLANNING_NOUNS


def too_sure(claim: CitedClaim, _question: str) -> str | None:
    """Why `claim` tells as done, or as sure to come, what the cited words leave open; None where they may not."""
    for told, cited in _stated(claim):
        if cited and not told.standing.denied and all(_surer(told.standing.how, _left_open(deed)) for deed in cited):
            return f"the cited words leave open what it says of “{told.act}”"
    return None


def _left_open(deed: Deed) -> str:
    return deed.opened if deed.of_noun else deed.standing.how


def _surer(told: str, cited: str) -> bool:
    return cited in {"did": {"will", "may", "if"}, "does": {"may", "if"}, "will": {"may"}}.get(told, ())


def _matches(claim: CitedClaim) -> Iterator[_Match]:
    """Every deed of the claim with the cited deeds of the same act."""
    spokesmen = spokesmen_beside(claim)
    there = [_side_of_known(side, spokesmen) for piece in claim.evidence for side in _sides(piece.quote)]
    for told in (_side_of_known(side, spokesmen) for side in _sides(claim.text)):
        cited = tuple(side for side in there if _same_act(told.deed, side.deed))
        if cited:
            yield _Match(told, cited)


@by_parse(1024)  # three checks ask for the same claim and the same words
def _sides(text: str) -> tuple[_Side, ...]:
    sentence = parse(text)
    parties = [who for at, word in enumerate(sentence.words) if word.role in _PARTIES for who in whom(sentence, at)]
    return tuple(_Side(deed, parties) for deed in deeds_in(sentence))


def _stated(claim: CitedClaim) -> Iterator[tuple[Deed, tuple[Deed, ...]]]:
    """The deeds that the claim states as its own, not beside them, each with the cited ones that may be the same: neither's
    parties exclude it, and they share one. A thing is compared with a thing, where each is what is done.
    """
    mine = parse(claim.text)
    for match in _matches(claim):
        told = match.told.deed
        if is_stated(mine, told.at) and (told.is_done or not told.of_noun):
            fitting = (side.deed for side in match.cited if not _conflict(match.told, side, saying=True))
            yield told, tuple(deed for deed in fitting if (deed.is_done if told.of_noun else _one_matter(told, deed)))


def _same_act(one: Deed, other: Deed) -> bool:
    """Whether two deeds have one act; a noun for what is done is that of the verb whose root it begins with."""
    first, second = one.act.replace(" ", ""), other.act.replace(" ", "")  # "take over", "takeover"
    if first == second or stem(first) == stem(second):
        return True
    root = min(len(first), len(second)) - _LEFT_OFF
    return one.of_noun != other.of_noun and root >= _SHARED_LETTERS and first[:root] == second[:root]


def _conflict(mine: _Side, theirs: _Side, *, stated: bool = True, saying: bool = False) -> str | None:
    """Who does or suffers in a cited deed what another does or suffers in the one told, as a sentence; None where they may agree.

    That another does it counts of what the claim itself has `stated`, and of what is said only where `saying`.
    """
    told, cited = mine.deed, theirs.deed
    for slot, who in told.slots if told.act not in _RECIPROCAL else ():
        fits, others = _held(cited, slot)
        if who.open or slot in _EITHER or any_same((who,), fits) or any(each.open for each in fits):
            continue
        alone = slot == AGENT and not told.filling(PATIENT)  # "the bridge reopens" of "they reopen the bridge"
        if _exchanged(who, told, cited, slot, alone=alone):
            return f"in the cited words “{who.text}” stands on the other side of “{cited.act}”"
        if alone and any(each.open for each in others):
            continue
        doers = [each for name, each in cited.slots if name in {AGENT, OWNER}] if slot == AGENT else []
        by_another = (
            stated and doers and (saying or told.act not in SAYING) and are_others((who,), doers, theirs.parties)
        )
        if by_another and _one_matter(told, cited, who):
            return f"in the cited words it is “{doers[0].text}” of whom “{cited.act}” is said"
    return _traded(mine, theirs)


def _traded(mine: _Side, theirs: _Side) -> str | None:
    """Why two names have traded places around the deed: each fills the same slot of it, and stands elsewhere in the other's
    sentence ("out after a loss to Kraus").
    """
    for slot, who in mine.deed.slots:
        for other in theirs.deed.filling(slot) if slot not in {AGENT, PATIENT} else ():
            named = who.proper and other.proper and who.is_other(other)
            if named and _elsewhere(who, theirs, slot) and _elsewhere(other, mine, slot):
                return f"in the cited words “{mine.deed.act}” goes with “{other.text}”, not with “{who.text}”"
    return None


def _elsewhere(who: Who, side: _Side, slot: str) -> bool:
    """Whether `who` takes part in a sentence, and not in this slot of its deed."""
    return any_same((who,), side.parties) and not any_same((who,), side.deed.filling(slot))


def _crossed(match: _Match, cited: Deed) -> bool:
    """Whether `cited` has another where the deed told has somebody whom the cited words put into another deed of the kind:
    "Medinsky led for Moscow, and Umerov led for Kyiv" of who led for whom.
    """
    for slot, who in match.told.deed.slots:
        mine = cited.filling(slot)
        elsewhere = any(any_same((who,), side.deed.filling(slot)) for side in match.cited if side.deed is not cited)
        if slot != AGENT and mine and elsewhere and all(who.is_other(each) for each in mine):
            return True
    return False


def _one_matter(told: Deed, cited: Deed, but: Who | None = None) -> bool:
    """Whether two deeds share a party beside `but`, or either has none that it could share."""
    mine = [who for _, who in told.slots if who is not but and not who.open]
    theirs = [who for _, who in cited.slots if not who.open]
    return not mine or (not theirs and but is None) or any_same(mine, theirs)


def _held(cited: Deed, slot: str) -> tuple[list[Who], list[Who]]:
    """Who fills `slot` in a cited deed, and who fills one that excludes it; what a noun is done to, any preposition may join."""
    mine, others = list[Who](), list[Who]()
    for name, who in cited.slots:
        joined = cited.of_noun and slot == PATIENT and name not in {AGENT, PATIENT, OWNER}
        (mine if name == slot or name in _EITHER or joined else others).append(who)
    return mine, others


def _exchanged(who: Who, told: Deed, cited: Deed, slot: str, *, alone: bool) -> bool:
    """Whether `who`, which fills `slot` of `told`, plainly fills another of `cited`."""
    theirs = {name for name, each in cited.slots if name != slot and is_same_party(who, each)}
    if theirs & _other_side(told, cited, slot, alone=alone):
        return True
    swapped = any(
        is_same_party(mine, each) for name, mine in told.slots if name != slot for each in cited.filling(slot)
    )
    return swapped and bool(theirs - _EITHER) and not alone


def _other_side(told: Deed, cited: Deed, slot: str, *, alone: bool) -> set[str]:
    """The slots of `cited` that exclude `slot` of `told`, whoever fills the rest."""
    if slot == PATIENT and cited.filling(PATIENT):
        return {AGENT}
    if slot != AGENT:
        return set()
    than = set[str]() if told.standing.denied or cited.standing.denied else {"than"}  # "nobody is older than Anna"
    return than if alone else than | {PATIENT}

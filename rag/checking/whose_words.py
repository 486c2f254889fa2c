"""Whose words a claim gives to somebody: what most of it gives to one is not another's in the cited words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from rag.checking.identity import Spokesmen, any_same, are_others, spokesmen_beside, with_countries
from rag.domain import CitedClaim
from rag.english import Who, parse
from rag.english.holders import Held, held


def anothers(claim: CitedClaim, _question: str) -> str | None:
    """Why most of what `claim` gives to somebody is another's in the cited words; None where it may be theirs."""
    there: dict[str, list[tuple[Held, list[Who]]]] = {}
    spokesmen = spokesmen_beside(claim)
    for piece in claim.evidence:
        words = [_held_by_known(word, spokesmen) for word in held(parse(piece.quote))]
        parties = [who for word in words for together in word.by for who in together]
        for word in words:
            there.setdefault(word.word, []).append((word, parties))
    theirs, others = 0, dict[str, int]()
    for word in (_held_by_known(each, spokesmen) for each in held(parse(claim.text))):
        whose = [_is_held(word, each, parties) for each, parties in there.get(word.word, ())]
        theirs += word.weight * any(each is True for each in whose)
        if whose and all(each is False for each in whose):
            others[word.word] = word.weight
    return (
        f"the cited words give {', '.join([*others][:3])} to others" if sum(others.values()) > max(1, theirs) else None
    )


def _held_by_known(word: Held, spokesmen: Spokesmen) -> Held:
    by, (speaker, beside) = (
        tuple(tuple(with_countries(who, spokesmen) for who in together) for together in word.by),
        (tuple(with_countries(who, spokesmen) for who in each) for each in (word.speaker, word.beside)),
    )
    return replace(word, by=by, speaker=speaker, beside=beside)


def _is_held(told: Held, cited: Held, parties: Sequence[Who]) -> bool | None:
    """Whether who is told to hold a word and to say it is who does; None where that is open."""
    if not told.by or not cited.by or any(who.open for who in chain(*cited.by)):
        return None
    if told.speaker and cited.speaker and are_others(told.speaker, cited.speaker, parties):
        return False
    who = told.by[0]
    if any(any_same(who, each) for each in cited.by):
        return True
    if told.speaker and any_same(told.speaker, who) and cited.speaker:
        return None
    if any(any_same(each, told.beside) for each in cited.by):
        return None  # "her goals gave the club a victory" of "the club won"
    return False if not _may_hold(who, cited) and all(are_others(who, each, parties) for each in cited.by) else None


def _may_hold(who: Sequence[Who], word: Held) -> bool:
    """Whether somebody may hold a cited word whom the parse does not name as its holder: who takes part in the same, or is
    meant by "it" ("they reopen it": that which reopens).
    """
    return any_same(who, word.beside) or any(each.open for each in word.beside)

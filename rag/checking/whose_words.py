"""Whose words they are: most of what a claim says that somebody does, says or wants must not be another's."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from rag.checking.identity import Spokesmen, any_same, are_plainly_others, spokesmen_beside, with_countries
from rag.domain import CitedClaim
from rag.english import Who, parse
from rag.english.word_holders import HeldWord, words_with_holders


def given_to_others(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where the cited words give to others most of what `claim` gives to somebody; else None.

    Example: the claim "Holt wants a new bridge" on "Lund wants a new bridge, and Holt a park".
    """
    there: dict[str, list[tuple[HeldWord, list[Who]]]] = {}
    spokesmen = spokesmen_beside(claim)
    for piece in claim.evidence:
        words = [_held_by_known(word, spokesmen) for word in words_with_holders(parse(piece.quote))]
        parties = [who for word in words for together in word.by for who in together]
        for word in words:
            there.setdefault(word.word, []).append((word, parties))
    theirs, others = 0, dict[str, int]()
    for word in (_held_by_known(each, spokesmen) for each in words_with_holders(parse(claim.text))):
        whose = [_is_held(word, each, parties) for each, parties in there.get(word.word, ())]
        theirs += word.weight * any(each is True for each in whose)
        if whose and all(each is False for each in whose):
            others[word.word] = word.weight
    return (
        f"the cited words give {', '.join([*others][:3])} to others" if sum(others.values()) > max(1, theirs) else None
    )


def _held_by_known(word: HeldWord, spokesmen: Spokesmen) -> HeldWord:
    """`word`, with the countries for which those who hold it, say it or take part in it are known to speak."""
    by, (speaker, beside) = (
        tuple(tuple(with_countries(who, spokesmen) for who in together) for together in word.by),
        (tuple(with_countries(who, spokesmen) for who in each) for each in (word.speaker, word.beside)),
    )
    return replace(word, by=by, speaker=speaker, beside=beside)


def _is_held(told: HeldWord, cited: HeldWord, parties: Sequence[Who]) -> bool | None:
    """Whether the cited words give a word to the same holder and speaker as the claim does; False where plainly to
    others, None where it is open.
    """
    if not told.by or not cited.by or any(who.open for who in chain(*cited.by)):
        return None
    if told.speaker and cited.speaker and are_plainly_others(told.speaker, cited.speaker, parties):
        return False
    who = told.by[0]
    if any(any_same(who, each) for each in cited.by):
        return True
    if told.speaker and any_same(told.speaker, who) and cited.speaker:
        return None
    if any(any_same(each, told.beside) for each in cited.by):
        return None  # "her goals gave the club a victory" of "the club won"
    return (
        False
        if not _may_hold(who, cited) and all(are_plainly_others(who, each, parties) for each in cited.by)
        else None
    )


def _may_hold(who: Sequence[Who], word: HeldWord) -> bool:
    """Whether `who` may hold a cited word though the parse gives it to another: they take part in what it is part of,
    or a pronoun there may mean them, as in "they reopen it" the "it" may mean the bridge that "reopens" in the claim.
    """
    return any_same(who, word.beside) or any(each.open for each in word.beside)

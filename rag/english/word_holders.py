"""Whose each word of a sentence is: who does, says or wants what the word is part of, by that sentence alone.

In "Lund wants a pause, Vale said", "pause" has two holders, Lund and Vale.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.english.deeds import deed_at, is_passive, subject_place
from rag.english.parties import Who, whom
from rag.english.wording import stem
from rag.english.words import CONTENT_TAGS, Parsed

NOT_HOLDING = frozenset(
    """say tell add claim state report argue warn announce insist predict complain reply explain note
    write declare stress remark comment admit acknowledge assert maintain answer recall testify mention
    repeat call describe""".split()
)
"""Verbs whose subject is no part of what they tell, nor is whom it is told to."""
EQUATING = frozenset({"be", "include"})
"""Verbs that say what something is: "the union's demands are …", which the union holds."""


@dataclass(frozen=True, slots=True)
class HeldWord:
    """A word of a sentence with its holders.

    `word` is its stem. `by` has its holders, the nearest first, each a tuple of those whom an "and" joins. `beside` has
    everybody who takes part in the deeds that the word is part of.
    """

    word: str
    by: tuple[tuple[Who, ...], ...]
    speaker: tuple[Who, ...]
    """The nearest of its holders who say it; empty where nobody does."""
    beside: tuple[Who, ...]
    weight: int
    """2 for a number, which is hardly there by chance; else 1."""


def words_with_holders(sentence: Parsed) -> Iterator[HeldWord]:
    """Each word that carries meaning, with its holders, in the sentence's order; left out are verbs of saying and "be",
    and the names of those who hold something.
    """
    places = range(len(sentence))
    holding, deeds = [tuple(_holding(sentence, at)) for at in places], [deed_at(sentence, at) for at in places]
    names = {holder for holders in holding for holder in holders}
    for at, word in enumerate(sentence.words):
        bare = word.role in {"aux", "auxpass", "neg", "compound"} or word.lemma in NOT_HOLDING or word.lemma == "be"
        if word.tag.startswith(CONTENT_TAGS) and at not in names and not bare:
            above = tuple(_governing(sentence, at))
            acting = (place for place in above if sentence[place].lemma not in NOT_HOLDING)
            parts = (deeds[each] for place in acting for each in _going_with(sentence, place))
            yield HeldWord(
                stem(word.text),
                _holders(sentence, [holder for place in above for holder in holding[place] if holder not in above]),
                _speaker(sentence, above),
                tuple(who for deed in parts if deed for _, who in deed.slots),
                2 if word.tag == "CD" else 1,
            )


def _holders(sentence: Parsed, places: Sequence[int]) -> tuple[tuple[Who, ...], ...]:
    found = tuple(whom(sentence, place) for place in places)
    plain = tuple(together for together in found if not any(who.open for who in together))
    return plain or found  # "the union said it would": by and large, the one that speaks


def _speaker(sentence: Parsed, above: tuple[int, ...]) -> tuple[Who, ...]:
    found = (holder for place in above for holder in _speaking(sentence, place) if holder not in above)
    return next((whom(sentence, holder) for holder in found), ())


def _governing(sentence: Parsed, at: int) -> Iterator[int]:
    """`at` and the places above it, the nearest first, up to a clause with its own subject that is only joined on."""
    yield at
    for above in sentence.above(at):
        if sentence[at].role in {"conj", "advcl", "parataxis"} and sentence.below(at, "nsubj", "nsubjpass"):
            return
        yield above
        at = above


def _going_with(sentence: Parsed, at: int) -> Iterator[int]:
    """The place `at` and those of the deeds that go with it: "won, beating Lund", "the halt that Lund discussed"."""
    yield at
    yield from (each for each in sentence.below(at, "advcl") if sentence.first(each, "nsubj", "nsubjpass") is None)
    yield from sentence.below(at, "acl", "relcl")


def _holding(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of those who hold what the word at `at` governs: the agent of a verb, and whoever speaks."""
    word = sentence[at]
    equated = sentence.below(at, "nsubj") if word.lemma in EQUATING else ()
    owners = [owner for thing in equated for owner in sentence.below(thing, "poss")]
    if owners:
        yield from owners
    elif word.tag.startswith("VB") and word.lemma not in {"be", *NOT_HOLDING} and not is_passive(sentence, at):
        yield from _subject(sentence, at)
    by = [each for each in sentence.below(at, "prep", "agent") if sentence[each].lemma == "by"]
    for each in by if word.tag.startswith("N") or is_passive(sentence, at) else ():
        yield from sentence.below(each, "pobj")
    yield from _speaking(sentence, at)


def _speaking(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of those who say what the word at `at` governs: "said", "…, the mayor said, …", "according to"."""
    if sentence[at].lemma in NOT_HOLDING:
        by = (thing for each in sentence.below(at, "agent") for thing in sentence.below(each, "pobj"))
        yield from by if is_passive(sentence, at) else _subject(sentence, at)
    for each in sentence.below(at, "parataxis"):
        yield from sentence.below(each, "nsubj") if sentence[each].lemma in NOT_HOLDING else ()
    for each in sentence.below(at, "prep"):
        yield from according_to(sentence, each)


def according_to(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of the nouns behind "according to" where the word at `at` is "according"; else none."""
    if sentence[at].text.lower() == "according":
        yield from (thing for to in sentence.below(at, "prep") for thing in sentence.below(to, "pobj"))


def _subject(sentence: Parsed, at: int) -> Iterator[int]:
    place = subject_place(sentence, at)
    if place is not None:
        yield place

"""Whose each word of a sentence is: who does, says or wants that which the word is part of, by the sentence alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.deeds import deed_at, is_passive, subject_place
from rag.english.parties import Who, whom
from rag.english.words import CONTENT_TAGS, Sentence
from rag.wording import stem

SAYING = frozenset(
    """say tell add claim state report argue warn announce insist predict complain reply explain note write declare stress
    remark comment admit acknowledge assert maintain answer recall testify mention repeat""".split()
)
"""Verbs whose subject is no part of what they tell, nor is whom it is told to."""


@dataclass(frozen=True, slots=True)
class Held:
    """The stem of a word, who holds it, the nearest first (several together are one), and who else takes part in what it is part of."""

    word: str
    by: tuple[tuple[Who, ...], ...]
    beside: tuple[Who, ...]
    whole: bool
    """Whether nobody may hold it from outside: it is in no clause that only stands under another ("until Lund pays")."""


def held(sentence: Sentence) -> Iterator[Held]:
    """Every word of meaning, in order, but for verbs of saying and the names of who holds something."""
    holding = {place for at in range(len(sentence)) for place in _holding(sentence, at)}
    for at, word in enumerate(sentence.words):
        bare = word.role in {"aux", "auxpass", "neg", "compound"} or word.lemma in SAYING or word.lemma == "be"
        if word.tag.startswith(CONTENT_TAGS) and at not in holding and not bare:
            above = tuple(_governing(sentence, at))
            whole = sentence[above[-1]].role not in {"advcl", "relcl"}
            beside = (
                who for place in above if sentence[place].lemma not in SAYING for who in _taking_part(sentence, place)
            )
            yield Held(stem(word.text), _holders(sentence, above), tuple(beside), whole)


def _holders(sentence: Sentence, above: tuple[int, ...]) -> tuple[tuple[Who, ...], ...]:
    found = [
        whom(sentence, holder)
        for number, place in enumerate(above)
        for holder in _holding(sentence, place)
        if holder not in above[:number]
    ]
    plain = tuple(together for together in found if not any(who.open for who in together))
    return plain or tuple(found)  # "the union said it would": by and large, the one that speaks


def _governing(sentence: Sentence, at: int) -> Iterator[int]:
    """`at` and what it is a part of, up to a clause with a subject of its own that is only joined to another."""
    yield at
    for above in sentence.above(at):
        if sentence[at].role in {"conj", "advcl", "parataxis"} and sentence.below(at, "nsubj", "nsubjpass"):
            return
        yield above
        at = above


def _taking_part(sentence: Sentence, at: int) -> Iterator[Who]:
    """Who takes part in the deed at `at`, and in what goes with it: "won, beating Lund", "the halt that Lund discussed"."""
    beside = (each for each in sentence.below(at, "advcl") if sentence.first(each, "nsubj", "nsubjpass") is None)
    for place in (at, *beside, *sentence.below(at, "acl", "relcl")):
        deed = deed_at(sentence, place)
        yield from (who for _, who in deed.slots) if deed else ()


def _holding(sentence: Sentence, at: int) -> Iterator[int]:
    """The places of who holds what the word at `at` governs: a verb's agent, and "according to"."""
    if sentence[at].tag.startswith("VB") and sentence[at].lemma != "be" and not is_passive(sentence, at):
        place = subject_place(sentence, at)
        if place is not None:
            yield place
    for each in sentence.below(at, "parataxis"):  # "…, the mayor said, …"
        yield from sentence.below(each, "nsubj") if sentence[each].lemma in SAYING else ()
    noun = sentence[at].tag.startswith("N")
    for each in sentence.below(at, "prep", "agent"):
        if sentence[each].role == "agent" or (noun and sentence[each].lemma == "by"):
            yield from sentence.below(each, "pobj")
        if sentence[each].text.lower() == "according":
            yield from (thing for to in sentence.below(each, "prep") for thing in sentence.below(to, "pobj"))

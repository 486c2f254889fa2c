"""Those who take part in what a sentence tells: the phrase that names each. Knows nothing of what they do."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.wording import stem
from rag.english.words import Sentence

_PART_OF_NAME = ("compound", "nmod", "amod", "appos", "flat", "nummod")
_OWNING = ("poss", "prep")


@dataclass(frozen=True, slots=True)
class Who:
    """A phrase for somebody or something: its noun as written (`text`) and with the words of its name (`name`), the stem of its
    noun (`head`), those of all words that name the same, and those of what it belongs to ("Lund" of "the mayor of Lund"). Of
    what is no noun, as a pronoun, it is `open` whom it means.
    """

    at: int
    text: str
    name: str
    head: str
    stems: frozenset[str]
    owners: frozenset[str]
    open: bool
    proper: frozenset[str]
    """Of a name, or of somebody who is named beside: the stem of the last word of the name."""
    owned: bool = False
    """Whether it is somebody's whom a pronoun means: "their union" may be anybody's union."""
    speaks_for: frozenset[str] = frozenset()
    """The countries for which somebody speaks: no parse says so, an article may."""

    def is_same(self, other: "Who") -> bool:
        """Whether both plainly name the same; where both are named, by the name."""
        if self.open or other.open:
            return False
        if self.proper and other.proper:
            return bool(self.proper & other.stems or other.proper & self.stems)
        return self.head in other.stems or other.head in self.stems

    def is_other(self, other: "Who") -> bool:
        """Whether both plainly name different ones: neither belongs to the other, nor do their words name the same."""
        if self.open or other.open or self.owned or other.owned or self.is_same(other):
            return False
        if self.stems & other.owners or other.stems & self.owners:
            return False
        return bool(self.proper and other.proper) or not self.stems & other.stems


def whom(sentence: Sentence, at: int) -> tuple[Who, ...]:
    """The party at `at` and those joined to it by "and"; whom a relative pronoun stands for in its place."""
    word = sentence[at]
    if word.tag in {"WP", "WDT"} or (word.tag in {"IN", "DT"} and word.text.lower() == "that"):
        clause = sentence[at].head
        while sentence[clause].role in {"conj", "xcomp", "ccomp"}:
            clause = sentence[clause].head
        if sentence[clause].role == "relcl":
            meant = sentence[clause].head
            aged = sentence[meant].tag == "CD" and sentence[meant].role == "appos"  # "Lindqvist, 61, who …"
            return whom(sentence, sentence[meant].head if aged else meant)
    return tuple(_who(sentence, each) for each in (at, *_joined(sentence, at)))


def _joined(sentence: Sentence, at: int) -> Iterator[int]:
    for each in sentence.below(at, "conj"):
        if not sentence[each].tag.startswith("VB"):
            yield each
            yield from _joined(sentence, each)


def _who(sentence: Sentence, at: int) -> Who:
    word = sentence[at]
    same, owners = {at}, set[int]()
    _gather(sentence, at, same, owners)
    for other in _named_with(sentence, at):
        same.add(other)
        _gather(sentence, other, same, owners)
    proper = frozenset(stem(sentence[each].text) for each in same if _is_name(sentence, each))
    return Who(
        at,
        word.text,
        " ".join(sentence[each].text for each in sorted(_own_name(sentence, at))),
        stem(word.lemma if word.tag == "NNS" else word.text),
        frozenset(stem(sentence[each].text) for each in same if sentence[each].tag[:2] in {"NN", "JJ", "CD"}),
        frozenset(stem(sentence[each].text) for each in owners if sentence[each].tag[:2] in {"NN", "JJ"}),
        not word.tag.startswith("N"),
        proper,
        not proper and any(sentence[each].tag == "PRP$" for each in sentence.below(at, "poss")),
    )


def _is_name(sentence: Sentence, at: int) -> bool:
    """Whether a word is a name, or the last of one: "Holt" of "Councillor Anna Holt"; a common noun with a capital and nothing
    before it is one that the parser does not know.
    """
    word = sentence[at]
    if word.role in {"compound", "amod", "nmod"}:
        return False
    alone = not sentence.below(at, "det", "poss", "amod", "nummod", "compound")
    return word.tag.startswith("NNP") or (word.tag == "NN" and word.text[0].isupper() and alone)


def _own_name(sentence: Sentence, at: int) -> Iterator[int]:
    yield at
    yield from (each for each in sentence.below(at, "compound") if sentence[each].tag.startswith("NNP"))


def _named_with(sentence: Sentence, at: int) -> Iterator[int]:
    """The words by which a phrase is said to be another: "Holt, the mayor", "Holt is the mayor"."""
    word = sentence[at]
    if word.role == "appos":
        yield word.head
    elif word.role == "attr":
        yield from sentence.below(word.head, "nsubj")
    elif word.role == "nsubj" and sentence[word.head].lemma == "be":
        yield from sentence.below(word.head, "attr")


def _gather(sentence: Sentence, at: int, same: set[int], owners: set[int]) -> None:
    for each in sentence.below(at, *_PART_OF_NAME):
        same.add(each)
        _gather(sentence, each, same, owners)
    for each in sentence.below(at, *_OWNING):
        owners.update(sentence.under(each))

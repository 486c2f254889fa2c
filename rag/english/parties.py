"""The phrases that name those who take part in what a sentence tells. Knows nothing of what they do."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.wording import stem
from rag.english.words import Parsed

_PART_OF_NAME = ("compound", "nmod", "amod", "appos", "flat", "nummod")
_OWNING = ("poss", "prep")


@dataclass(frozen=True, slots=True)
class Who:
    """A party: a phrase for somebody or something.

    `at` is the place of its noun, `text` the noun as written, `name` the noun with the words of its name, `head` the
    noun's stem. `stems` are those of all words that name the same one, also beside it ("Holt, the mayor"). `owners` are
    those of what it belongs to ("Lund" of "the mayor of Lund"). `open` is True for what is no noun, such as a pronoun:
    whom it means is not said.
    """

    at: int
    text: str
    name: str
    head: str
    stems: frozenset[str]
    owners: frozenset[str]
    open: bool
    proper: frozenset[str]
    """The stem of the last word of its name, and of one beside it; empty where it has no name."""
    owned: bool = False
    """Whether it belongs to somebody whom a pronoun stands for: "their union" may be anybody's union."""
    speaks_for: frozenset[str] = frozenset()
    """The countries that it speaks for. A parse leaves this empty: only an article says so."""

    def is_same(self, other: "Who") -> bool:
        """Whether both plainly name the same; where both have names, by the name."""
        if self.open or other.open:
            return False
        if self.proper and other.proper:
            return bool(self.proper & other.stems or other.proper & self.stems)
        return self.head in other.stems or other.head in self.stems

    def is_other(self, other: "Who") -> bool:
        """Whether both plainly name different ones: neither belongs to the other, and they have different names or,
        where not both have one, no word in common.
        """
        if self.open or other.open or self.owned or other.owned or self.is_same(other):
            return False
        if self.stems & other.owners or other.stems & self.owners:
            return False
        return bool(self.proper and other.proper) or not self.stems & other.stems


def whom(sentence: Parsed, at: int) -> tuple[Who, ...]:
    """The party at `at` and those that "and" or "or" joins to it. For a relative pronoun, the party that it stands for:
    Lund in "Lund, who left early".
    """
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


def _joined(sentence: Parsed, at: int) -> Iterator[int]:
    for each in sentence.below(at, "conj"):
        if not sentence[each].tag.startswith("VB"):
            yield each
            yield from _joined(sentence, each)


def _who(sentence: Parsed, at: int) -> Who:
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


def _is_name(sentence: Parsed, at: int) -> bool:
    """Whether a word is a name, or the last word of one: "Holt" of "Councillor Anna Holt". A common noun with a
    capital, and with nothing before it, counts as one that the parser does not know.
    """
    word = sentence[at]
    if word.role in {"compound", "amod", "nmod"}:
        return False
    alone = not sentence.below(at, "det", "poss", "amod", "nummod", "compound")
    return word.tag.startswith("NNP") or (word.tag == "NN" and word.text[0].isupper() and alone)


def _own_name(sentence: Parsed, at: int) -> Iterator[int]:
    yield at
    yield from (each for each in sentence.below(at, "compound") if sentence[each].tag.startswith("NNP"))


def _named_with(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of nouns that the sentence says are the same as the one at `at`: "Holt" for "mayor" in "Holt, the
    mayor" and in "Holt is the mayor".
    """
    word = sentence[at]
    if word.role == "appos":
        yield word.head
    elif word.role == "attr":
        yield from sentence.below(word.head, "nsubj")
    elif word.role == "nsubj" and sentence[word.head].lemma == "be":
        yield from sentence.below(word.head, "attr")


def _gather(sentence: Parsed, at: int, same: set[int], owners: set[int]) -> None:
    for each in sentence.below(at, *_PART_OF_NAME):
        same.add(each)
        _gather(sentence, each, same, owners)
    for each in sentence.below(at, *_OWNING):
        owners.update(sentence.under(each))

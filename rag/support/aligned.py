"""Two texts word by word: where a claim's word stands in the words it cites, told apart by what stands around it.

"Prices rose in May and fell in June" has both verbs; only the words beside them say which one a claim about May speaks of.
Words are compared as lemmas ("began" is "begin") and, more leniently, as topics ("truce" is "ceasefire"). No model, no meaning.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rag.support.topics import topic_of
from rag.wording import is_function_word, stem

NEAR = 6
"""How many content words to each side count as what surrounds a word."""
_WORD = re.compile(r"[^\W_]+(?:[.’',][^\W_]+)*", re.UNICODE)
_CLAUSE_END = re.compile(
    r"[,;:.!?](?=\W|$)|[–—]|\s-\s|\b(?:but|although|while|whereas|and (?=(?:he|she|it|they|who|which|that|said)\b))"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its lemma, the topic it speaks of, the number of its clause, and whether it carries meaning."""

    text: str
    lemma: str
    topic: str
    clause: int
    content: bool
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in small letters, with a plain apostrophe."""
        return self.text.casefold().replace("’", "'")


@cache
def _irregular() -> dict[str, str]:
    rows = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8"))["irregular"]
    return {form: row.split()[0] for row in rows for form in row.split()[1:]}


@cache
def lemma(word: str) -> str:
    """The stem of a word, of an irregular verb that of its plain form: "sold" and "selling" are both "sell"."""
    low = word.casefold()
    return stem(_irregular().get(low, low))


def is_past(word: str) -> bool:
    """Whether a word is a verb in the past, or a participle, by its form: "closed", "began", "taken"."""
    low = word.casefold()
    return low in _irregular() or (low.endswith("ed") and len(low) > 4)


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Word, ...]:
    """The words of `text` in order."""
    ends = [found.start() for found in _CLAUSE_END.finditer(text)]
    made, clause = [], 0
    for found in _WORD.finditer(text):
        while clause < len(ends) and ends[clause] < found.start():
            clause += 1
        written = found.group()
        base = lemma(re.sub(r"(?<=\d),(?=\d)", "", written))
        content = len(written) > 1 and not is_function_word(written)
        content = content or written[0].isdigit()
        made.append(Word(written, base, topic_of(base), clause, content, found.start(), found.end()))
    return tuple(made)


def following(words: Sequence[Word], at: int, reach: int) -> list[int]:
    """The places of the next content words after `at`, at most `reach`, within its clause."""
    found = [
        place for place in range(at + 1, len(words)) if words[place].content and words[place].clause == words[at].clause
    ]
    return found[:reach]


def clause_of(words: Sequence[Word], at: int) -> list[Word]:
    """The words of the clause that holds the word at `at`."""
    return [word for word in words if word.clause == words[at].clause]


def places(words: Sequence[Word], wanted: Word) -> list[int]:
    """Where the lemma of `wanted` stands in `words`; where it does not, where its topic does."""
    exact = [at for at, word in enumerate(words) if word.lemma == wanted.lemma]
    return exact or [at for at, word in enumerate(words) if word.content and word.topic == wanted.topic]


def nearness(one: Sequence[Word], at: int, other: Sequence[Word], there: int) -> float:
    """How much of what surrounds a word of one text surrounds a word of another; nearer words count more."""
    around = dict(_around(other, there))
    return sum(
        1 / max(distance, around[topic]) for topic, distance in dict(_around(one, at)).items() if topic in around
    )


def best(one: Sequence[Word], at: int, other: Sequence[Word], candidates: Sequence[int]) -> list[int]:
    """Of the `candidates` in another text, those whose surroundings are most like those of the word at `at`."""
    scores = {there: nearness(one, at, other, there) for there in candidates}
    top = max(scores.values(), default=0.0)
    return [there for there, score in scores.items() if score >= top - 1e-9]


def _around(words: Sequence[Word], at: int) -> Iterator[tuple[str, int]]:
    """The topics near a word with their distance in content words, the farthest first."""
    before = [word.topic for word in words[:at] if word.content][-NEAR:]
    after = [word.topic for word in words[at + 1 :] if word.content][:NEAR]
    found = [
        *((topic, len(before) - n) for n, topic in enumerate(before)),
        *((topic, n) for n, topic in enumerate(after, 1)),
    ]
    return iter(sorted(found, key=lambda each: -each[1]))


def before_and_after(words: Sequence[Word], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """The topics before and after a word in its clause; for one that opens its sentence, what it opens and what follows it."""
    clause = words[at].clause
    before = frozenset(word.topic for word in words[:at] if word.content and word.clause == clause)
    after = frozenset(word.topic for word in words[at + 1 :] if word.content and word.clause == clause)
    if not before:  # "After the vote, ministers met."
        before = frozenset(word.topic for word in words[at + 1 :] if word.content and word.clause == clause + 1)
    return before, after

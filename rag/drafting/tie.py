"""Ties a drafted sentence to the stored sentences that carry it: the words decide, not the model that wrote it.

A draft from several articles points nowhere by itself. The sentence with most of what the draft adds to the question is
its source; sentences beside it are cited too where they carry what it lacks. Proves nothing: the gates follow.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.checking.quotation_marks import quoted_stretches, without_the_questions_marks
from rag.domain import DraftClaim, Evidence, words_of
from rag.english.months import CALENDAR
from rag.english.numbers import THE_TWO, Quantity, quantities
from rag.english.wording import content_stems, names, stem, words
from rag.quoting import find_quote
from rag.retrieval import Found

Similarity = Callable[[str, str], float]
"""The cosine similarity of two texts."""

MAX_CITED = 3
"""Sentences of one article that a drafted sentence may rest on together: as many as a reader takes in at a glance."""
REACH = 4
"""How many sentences from its source a sentence may stand that is cited with it."""
WORTH_CITING = 2.0
"""What a further sentence must bring: a name or a number, or two words."""
# What a draft adds to the question weighs more than what it repeats; numbers and quoted words are hardly ever chance.
_NEW_WORD, _NAME, _NUMBER, _QUOTED = 3.0, 2.0, 4.0, 8.0
# A sentence that starts so, or leaves its "he" unexplained, can't be understood without the one before it.
_LEANS_BACK = re.compile(
    r"^[“\"‘'\W]*(?:he|she|they|it|this|these|those|that|such|his|her|their|its|both|however|but|and|also|instead"
    r"|meanwhile|the (?:latter|former|two|pair|diplomat|minister|president|spokesman|spokeswoman|spokesperson|official"
    r"|company|move|decision|plan|deal))\b",
    re.IGNORECASE,
)
_REPORTED_BY_PRONOUN = re.compile(r"[”\"’,]\s*(?:he|she|they)\s+\w+", re.IGNORECASE)
_ACCORDING_TO_THE = re.compile(r"^according to (?:the|him|her|them)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a drafted sentence says, taken apart."""

    stems: frozenset[str]
    new: frozenset[str]
    named: frozenset[str]
    numbers: tuple[Quantity, ...]
    new_numbers: tuple[Quantity, ...]
    quoted: tuple[str, ...]

    @classmethod
    def by(cls, text: str, question: str) -> "_Said":
        counted = THE_TWO.sub("", text)  # whom the question names already: no number that a source must have
        stems, asked, numbers = content_stems(counted), quantities(question), tuple(quantities(counted))
        return cls(
            stems,
            stems - content_stems(question),
            frozenset(stem(word) for name in names(text) for word in words(name)),
            numbers,
            tuple(number for number in numbers if not _among(number, asked)),
            tuple(quoted_stretches(text)),
        )


def carrying(text: str, question: str, offered: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """At most three sentences of one article, in reading order, that carry `text`; none where none shares a word."""
    said = _Said.by(text, question)
    if not offered:
        return ()
    # Without its new number a draft is refused: a sentence that has it goes before those that share more words.
    source = max(offered, key=lambda evidence: (_has_new_numbers(said, evidence.quote), _carried(said, evidence.quote)))
    if not _carried(said, source.quote):
        return ()
    beside = [evidence for evidence in offered if _is_beside(evidence, source)]
    cited = list(_with_before(source, offered))
    while len(cited) < MAX_CITED:
        rest = [evidence for evidence in beside if evidence not in cited]
        best = max(rest, key=lambda evidence: _brought(said, evidence, cited), default=None)
        if best is None or _brought(said, best, cited) < WORTH_CITING:
            break
        cited.append(best)
    return tuple(sorted(cited, key=lambda evidence: evidence.sentence.number))


def readings(text: str, question: str, offered: Sequence[Evidence], similarity: Similarity) -> tuple[DraftClaim, ...]:
    """What a drafted sentence may rest on, the likeliest first: the sentences that share its words, then the
    one nearest in meaning, with the one before it where that is needed. One draft without pointers where
    nothing is offered.
    """
    by_words = carrying(text, question, offered)
    nearest = max(offered, key=lambda piece: similarity(text, piece.quote), default=None)
    by_meaning = _with_before(nearest, offered) if nearest else ()
    found = dict.fromkeys(cited for cited in (by_words, by_meaning) if cited)
    return tuple(_pointing(text, question, cited) for cited in found) or (DraftClaim(text, ()),)


def _pointing(text: str, question: str, cited: Sequence[Evidence]) -> DraftClaim:
    told = without_the_questions_marks(text, question, cited[-1].article.text)
    return DraftClaim(told, tuple(piece.key for piece in cited))


def _with_before(piece: Evidence, offered: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return _led(piece, _right_before(piece, offered))


def _led(piece: Evidence, before: Evidence | None) -> tuple[Evidence, ...]:
    """`piece`, after the sentence before it where there is one and it can't be understood alone."""
    return (before, piece) if before and leans_back(piece.quote, piece.article.text) else (piece,)


def _right_before(piece: Evidence, among: Sequence[Evidence]) -> Evidence | None:
    """The sentence before `piece` in its article; None where it is not `among` these."""
    return next((e for e in among if _is_beside(e, piece) and e.sentence.number == piece.sentence.number - 1), None)


def _carried(said: _Said, sentence: str) -> float:
    stems, numbers = content_stems(sentence), quantities(sentence)
    return (
        len(said.stems & stems)
        + _NEW_WORD * len(said.new & stems)
        + _NAME * len(said.new & said.named & stems)
        + sum(_among(number, numbers) for number in said.numbers)
        + _NUMBER * sum(_among(number, numbers) for number in said.new_numbers)
        + _QUOTED * sum(find_quote(sentence, stretch).kind != "missing" for stretch in said.quoted)
    )


def _has_new_numbers(said: _Said, sentence: str) -> bool:
    """Whether a sentence has all numbers that the draft adds to the question, and a further word of it."""
    numbers = quantities(sentence)
    all_there = all(_among(number, numbers) for number in said.new_numbers)
    return bool(said.new_numbers) and all_there and bool(said.stems & content_stems(sentence))


def _brought(said: _Said, evidence: Evidence, cited: Sequence[Evidence]) -> float:
    """What a sentence carries of `said` that the cited ones do not, as a weight to be held against WORTH_CITING."""
    there = words_of(cited)
    stems, known = content_stems(evidence.quote) - content_stems(there), quantities(there)
    numbers = quantities(evidence.quote)
    fresh = [number for number in said.numbers if _among(number, numbers) and not _among(number, known)]
    return len(said.stems & stems) + _NAME * len(said.named & stems) + _NUMBER * len(fresh)


def _is_beside(evidence: Evidence, source: Evidence) -> bool:
    same = (evidence.article.id, evidence.article.version) == (source.article.id, source.article.version)
    return same and 0 < abs(evidence.sentence.number - source.sentence.number) <= REACH


def _among(number: Quantity, others: Sequence[Quantity]) -> bool:
    return any(number.agrees_with(other) for other in others)


def leans_back(sentence: str, article_text: str = "") -> bool:
    """Whether a sentence speaks of someone or something that only the sentence before it names.

    `article_text` tells names from words that merely begin a sentence.
    """
    named = [name for name in names(sentence, article_text) if name not in CALENDAR]
    leaning = (_LEANS_BACK, _REPORTED_BY_PRONOUN, _ACCORDING_TO_THE)
    return not named or any(pattern.search(sentence) for pattern in leaning)


def cited_context(evidence: Evidence, found: Found) -> tuple[Evidence, ...]:
    """What a claim from the sentence cites: it, behind the one before it where it can't be understood alone."""
    passages = (passage for passage in found.passages if any(piece.key == evidence.key for piece in passage))
    known = (found.before.get(evidence.key), *(_right_before(evidence, passage) for passage in passages))
    return _led(evidence, next(filter(None, known), None))

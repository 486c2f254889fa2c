"""The floors beside every figure: quoting the top sentence, BM25 alone, and for a judge how many words a claim shares.

A figure that does not beat its floor is worth nothing, whatever it is. The floors of a run are made from that run, so
that they saw the same articles and the same questions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from eval.yardstick.words import words
from rag.answer import Answer, Citation, Claim

TOP_SENTENCE = "quote the top sentence"
BM25 = "BM25 alone"
ALWAYS_ANSWERS = ("right", "wrong", "abstained", "refused", "right of shown", "vital nuggets", "all nuggets")
CITES_TOP = ("citation recall", "citation precision")


def floor_name(measure: str, *, of_ranking: bool) -> str | None:
    """The name of the floor that a measure is shown beside; None where a floor would say nothing."""
    if of_ranking:
        return BM25
    return TOP_SENTENCE if measure in (*ALWAYS_ANSWERS, *CITES_TOP) else None


def top_sentence(answer: Answer) -> Answer:
    """`answer` with the nearest sentence, quoted, as its only claim; unchanged where no sentence was found."""
    if not answer.evidence:
        return answer
    nearest = answer.evidence[0]
    quoted = nearest.model_dump(exclude={"score"})
    claim = Claim(id="c1", text=nearest.quote, support=1.0, citations=("1",))
    changed: Mapping[str, Any] = {
        "status": "answered",
        "claims": (claim,),
        "citations": {"1": Citation.model_validate(quoted)},
        "abstention": None,
        "disagreements": (),
    }
    return Answer.model_validate({**answer.model_dump(), **changed})


def lexical_floor(claim: str, source: str) -> float:
    """(unigram precision + bigram precision) / 2 of `claim` in `source`, in [0, 1]; words in folded case.

    Each precision is BLEU's (Papineni et al. 2002): a word counts as often as the source has it. A claim without words
    has 0, and so has the bigram precision of a single word.
    """
    said, there = (tuple(word.casefold() for word in words(text)) for text in (claim, source))
    return (_precision(said, there) + _precision(tuple(pairwise(said)), tuple(pairwise(there)))) / 2


def _precision(said: Sequence[object], there: Sequence[object]) -> float:
    return sum((Counter(said) & Counter(there)).values()) / len(said) if said else 0.0

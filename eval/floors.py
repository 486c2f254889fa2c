"""The floors beside every figure: what quoting the top sentence, or BM25 alone, would have got.

A figure that does not beat its floor is worth nothing, whatever it is. Both are made from the same run, so that they saw
the same articles and the same questions.
"""

from collections.abc import Mapping
from typing import Any

from rag.answer import Answer, Citation, Claim

TOP_SENTENCE = "quote the top sentence"
BM25 = "BM25 alone"
ALWAYS_ANSWERS = ("right", "wrong", "abstained", "refused", "right of shown", "vital nuggets", "all nuggets")
CITES_TOP = ("citation recall", "citation precision")


def floor_name(measure: str, *, of_ranking: bool) -> str | None:
    """The floor a measure is shown beside, None where a floor would say nothing."""
    if of_ranking:
        return BM25
    return TOP_SENTENCE if measure in (*ALWAYS_ANSWERS, *CITES_TOP) else None


def top_sentence(answer: Answer) -> Answer:
    """The answer that quotes the nearest sentence as its only claim; an abstention where no sentence was found."""
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

"""Ranking of articles, by ir_measures, which follows trec_eval (through pytrec_eval, but for reciprocal rank).

Hit@k is Success@k, MRR@k is RR@k; nDCG is Järvelin and Kekäläinen's (2002) with binary gains.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from eval.measures.base import Graded, Measure, Score
from eval.questions import Question

DEPTH = 10
_NOTATION = {
    "Hit@1": "Success@1",
    "Hit@5": "Success@5",
    "Hit@10": "Success@10",
    "recall@10": "R@10",
    "nDCG@10": "nDCG@10",
    "MRR@10": "RR@10",
}
_DEFINITIONS = {
    "Hit@1": "share of questions whose first article is a relevant one",
    "Hit@5": "share of questions with a relevant article among the first five",
    "Hit@10": "share of questions with a relevant article among the first ten",
    "recall@10": "share of the relevant articles among the first ten",
    "nDCG@10": "normalised discounted cumulative gain over the first ten articles",
    "MRR@10": "one over the rank of the first relevant article, 0 beyond the tenth",
}


@cache
def _parsed(name: str) -> Any:
    import ir_measures  # noqa: PLC0415  # takes half a second

    return ir_measures.parse_measure(_NOTATION[name])


def rank_score(name: str, ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """The measure `name`, in [0, 1], of one ranking of article ids, best first; an empty ranking scores 0."""
    import ir_measures  # noqa: PLC0415  # see _parsed

    if not ranking:
        return 0.0
    qrels = [ir_measures.Qrel("q", article, 1) for article in relevant]
    run = [ir_measures.ScoredDoc("q", article, float(-place)) for place, article in enumerate(ranking[:DEPTH])]
    return float(ir_measures.calc_aggregate([_parsed(name)], qrels, run)[_parsed(name)])


def _measure(name: str) -> Measure:
    def score(graded: Graded) -> Score:
        return rank_score(name, graded.ranking, graded.question.relevant)

    def applies(question: Question) -> bool:
        return bool(question.relevant)

    return Measure(name, _DEFINITIONS[name], score, applies, source="trec_eval, by ir_measures", needs_answer=False)


RETRIEVAL: tuple[Measure, ...] = tuple(_measure(name) for name in _NOTATION)

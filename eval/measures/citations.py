"""Citations: do they resolve, and do they lead to the sentences that state the answer?

Gold sentences are those a person marked as stating the answer or a part of it. A claim that cites one of them is
supported; a citation is needed where it is one of them, or the context that a reader of the next one needs. This is in
the manner of ALCE (Gao et al. 2023), with a person's marks in the place of the entailment model: what a claim says is
not looked at here, only where it points. eval/alce.py asks a judge, as ALCE does.
"""

from collections.abc import Sequence

from eval.measures.base import Graded, Measure, Score, any_question, ratio
from eval.questions import Question
from rag.answer import Citation
from rag.domain import Span

BEFORE = 3
"""Most characters between a context sentence and the gold sentence after it: white space and quotation marks."""


def _resolves(graded: Graded) -> Score:
    if graded.answer is None or not graded.answer.citations:
        return None
    cited = graded.answer.citations.values()
    good = sum(_leads_somewhere(citation, graded) for citation in cited)
    return ratio(good, len(cited))


def _unresolved(graded: Graded) -> str:
    cited = graded.answer.citations if graded.answer else {}
    lost = [
        f"[{marker}] {one.article_id} version {one.version}"
        for marker, one in cited.items()
        if not _leads_somewhere(one, graded)
    ]
    return f"nothing is known of {', '.join(lost)}"


def _leads_somewhere(citation: Citation, graded: Graded) -> bool:
    article = graded.sources.get(citation.article_id)
    return (
        article is not None
        and article.version == citation.version
        and 0 <= citation.start < citation.end <= len(article.text)
    )


def is_gold(citation: Citation, question: Question) -> bool:
    """Whether a citation covers most of a gold sentence, or lies mostly within one."""
    return any(
        gold.article_id == citation.article_id
        and _overlap(gold.span, citation) * 2 >= min(_length(gold.span), _length(citation))
        for gold in question.gold
    )


def _overlap(span: Span, citation: Citation) -> int:
    return max(0, min(span.end, citation.end) - max(span.start, citation.start))


def _length(place: Span | Citation) -> int:
    return place.end - place.start


def _is_context(citation: Citation, others: Sequence[Citation], question: Question) -> bool:
    """Whether `citation` stands right before a gold sentence that the same claim cites, one of `others`."""
    return any(
        other.article_id == citation.article_id
        and 0 <= other.start - citation.end <= BEFORE
        and is_gold(other, question)
        for other in others
    )


def _recall(graded: Graded) -> Score:
    if graded.answer is None:
        return None
    claims = [_cited(graded, claim.citations) for claim in graded.answer.claims]
    return ratio(sum(any(is_gold(citation, graded.question) for citation in cited) for cited in claims), len(claims))


def _precision(graded: Graded) -> Score:
    if graded.answer is None:
        return None
    needed = total = 0
    for claim in graded.answer.claims:
        cited = _cited(graded, claim.citations)
        total += len(cited)
        needed += sum(is_gold(one, graded.question) or _is_context(one, cited, graded.question) for one in cited)
    return ratio(needed, total)


def _cited(graded: Graded, markers: Sequence[str]) -> list[Citation]:
    assert graded.answer is not None  # noqa: S101  # callers have looked
    return [graded.answer.citations[marker] for marker in markers]


def _has_gold(question: Question) -> bool:
    return bool(question.gold)


RESOLVES = Measure(
    "citation resolves",
    "share of citations whose article and version are known and hold the offsets",
    _resolves,
    any_question,
    promise=2,
    explain=_unresolved,
)
CITATION_RECALL = Measure(
    "citation recall",
    "share of claims that cite a gold sentence",
    _recall,
    _has_gold,
    source="On Record, in the manner of ALCE (Gao et al. 2023)",
    if_error="nothing",
)
CITATION_PRECISION = Measure(
    "citation precision",
    "share of citations that are gold sentences, or the context of one that the same claim cites",
    _precision,
    _has_gold,
    source="On Record, in the manner of ALCE (Gao et al. 2023)",
    if_error="nothing",
)

"""What the work on a question gathered becomes the answer: claims in order, what is missing, and how it was made."""

from collections.abc import Sequence
from functools import partial

from langchain_core.callbacks import UsageMetadataCallbackHandler

from rag.answer import Abstention, Answer, Citation, EvidenceShown, RunRecord
from rag.asking.understand import asks_for_timeline
from rag.composing.missing import missing_parts
from rag.composing.timeline import in_order_of_time
from rag.composing.work import Work
from rag.errors import Unjudged
from rag.models.prompt import prompt_hash

PROMPTS = (
    "standalone_question",
    "answer_from_articles",
    "phrase_statement",
    "complete_statement",
    "draft_claims",
    "judge_support",
    "judge_answer",
    "judge_relevance",
)
"""All prompts that an answer may come from; their hashes are part of its record."""


def whole_answer(
    work: Work,
    shown: tuple[EvidenceShown, ...],
    abstention: Abstention | None,
    models: dict[str, str],
    settings_hash: str,
) -> Answer:
    """The answer of `work` that has ended. `shown` are the quotations nearest to the question; `abstention` says why
    nothing is claimed, None where something is; `models` and `settings_hash` are for the answer's record.
    """
    composer = work.composer
    claims = composer.finished()
    if asks_for_timeline(work.asked.standalone):
        claims = in_order_of_time(claims, composer.citations)
    work.mark("total")
    missing = missing_parts(work.asked.standalone, claims, composer.citations, partial(_gives, work))
    return Answer(
        id=work.id,
        conversation_id=work.conversation_id,
        question=work.asked.question,
        standalone_question=work.asked.standalone,
        as_of=str(work.asked.as_of),
        newest_source=newest_source(list(composer.citations.values())),
        status="abstained" if abstention else "answered",
        claims=claims,
        citations=composer.citations,
        disagreements=tuple(composer.disagreements),
        missing=missing,
        abstention=abstention,
        dropped=tuple(work.dropped),
        evidence=shown,
        record=_record_of(work, models, settings_hash),
    )


def _record_of(work: Work, models: dict[str, str], settings_hash: str) -> RunRecord:
    return RunRecord(
        models=models,
        prompts={name: prompt_hash(name) for name in PROMPTS},
        settings_hash=settings_hash,
        timings_ms=work.timings,
        tokens=_tokens(work.usage),
        cost=work.budget.cost,
    )


def _gives(work: Work, claim: str, part: str) -> bool:
    """Whether a claim gives a part of what was asked, by the judge; True where the judge can't tell, so that
    the part is not called missing.
    """
    try:
        return work.judge.relevance(claim, part, work.config) >= work.judge.thresholds.relevance
    except Unjudged:
        return True


def newest_source(citations: Sequence[Citation]) -> str | None:
    """The latest publication date among the sources, None where none states one."""
    return max((citation.published.value for citation in citations if citation.published.value), default=None)


def _tokens(usage: UsageMetadataCallbackHandler) -> dict[str, int]:
    counted = usage.usage_metadata.values()
    return {
        "input": sum(item["input_tokens"] for item in counted),
        "output": sum(item["output_tokens"] for item in counted),
    }

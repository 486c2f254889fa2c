"""What a run gathered becomes the answer: claims in order, what is missing, and how it was made."""

from collections.abc import Sequence
from functools import partial

from langchain_core.callbacks import UsageMetadataCallbackHandler

from rag.answer import Abstention, Answer, Citation, EvidenceShown, RunRecord
from rag.asking.understand import asks_for_timeline
from rag.composing.missing import missing_parts
from rag.composing.run import Run
from rag.composing.timeline import in_order_of_time
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


def finished(
    run: Run,
    shown: tuple[EvidenceShown, ...],
    abstention: Abstention | None,
    models: dict[str, str],
    settings_hash: str,
) -> Answer:
    """The answer of a run that has ended; `abstention` where it claims nothing."""
    composer = run.composer
    claims = composer.finished()
    if asks_for_timeline(run.asked.standalone):
        claims = in_order_of_time(claims, composer.citations)
    run.mark("total")
    missing = missing_parts(run.asked.standalone, claims, composer.citations, partial(_gives, run))
    return Answer(
        id=run.id,
        conversation_id=run.conversation_id,
        question=run.asked.question,
        standalone_question=run.asked.standalone,
        as_of=str(run.asked.as_of),
        newest_source=newest_source(list(composer.citations.values())),
        status="abstained" if abstention else "answered",
        claims=claims,
        citations=composer.citations,
        disagreements=tuple(composer.disagreements),
        missing=missing,
        abstention=abstention,
        dropped=tuple(run.dropped),
        evidence=shown,
        record=_record_of(run, models, settings_hash),
    )


def _record_of(run: Run, models: dict[str, str], settings_hash: str) -> RunRecord:
    return RunRecord(
        models=models,
        prompts={name: prompt_hash(name) for name in PROMPTS},
        settings_hash=settings_hash,
        timings_ms=run.timings,
        tokens=_tokens(run.usage),
        cost=run.budget.cost,
    )


def _gives(run: Run, claim: str, part: str) -> bool:
    """Whether a shown claim gives a part of what was asked, by the judge; where it says neither, it is not missed."""
    try:
        return run.judge.relevance(claim, part, run.config) >= run.judge.thresholds.relevance
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

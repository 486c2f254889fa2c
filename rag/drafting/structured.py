"""Drafts of a capable model: claims that point at sentences themselves, by structured output. Checks nothing.

Its schema admits only the keys of the sentences on offer, and no text of its own is ever taken for a quotation.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langsmith.run_helpers import tracing_context
from pydantic import BaseModel, Field, ValidationError, create_model

from rag.domain import DraftClaim
from rag.errors import ModelFailed, OnRecordError
from rag.models.chat.budget import budget_for, charge, reply_limit
from rag.models.chat.speak import failed, named
from rag.models.prompt import Prompt, render
from rag.retrieval import Found


def draft_structured(
    model: BaseChatModel, question: str, as_of: str, found: Found, max_claims: int, config: RunnableConfig | None = None
) -> Iterator[DraftClaim]:
    """Drafts of a capable model, by structured output whose schema admits only the sentence keys on offer.

    A malformed reply is not repaired: it is asked for once more with the error, then ModelFailed is raised. A claim
    that points at a key of its own making costs the others nothing, though: an article must not silence the rest by
    naming one. Where the run has a budget that all sentences don't fit, the best that do are offered; OverBudget where
    not one does.
    """
    budget = budget_for(model, config)
    count = len(found.ranked)
    while True:
        prompt, keys = _prompt(question, as_of, found, count, max_claims)
        sent = _sent(prompt, _schema(keys, strict=True))
        if budget is None or count <= 1 or budget.fits(sent, reply_limit(model, budget)):
            break
        count -= 1
    for claim in _structured(model, keys, list(prompt), named(config, prompt))[:max_claims]:
        yield DraftClaim(claim.text, tuple(dict.fromkeys(claim.sentences)))


def _prompt(question: str, as_of: str, found: Found, count: int, max_claims: int) -> tuple[Prompt, list[str]]:
    """The prompt that offers the `count` best sentences with their context, and their keys."""
    ranked = found.ranked[:count]
    before = [found.before[evidence.key] for evidence in ranked if evidence.key in found.before]
    offered = list({evidence.key: evidence for evidence in (*ranked, *before)}.values())
    prompt = render("draft_claims", question=question, as_of=as_of, sentences=offered, max_claims=max_claims)
    return prompt, [evidence.key for evidence in offered]


def _sent(turns: Sequence[tuple[str, str]], schema: type[BaseModel]) -> list[str]:
    """The texts that a provider is sent, and has to be paid for: the schema is one of them."""
    return [*(text for _, text in turns), json.dumps(schema.model_json_schema())]


def _schema(keys: Sequence[str], *, strict: bool) -> type[BaseModel]:
    """The claims a model may make. Providers are told the same keys either way; unless `strict`, others pass."""
    allowed: Any = Literal[tuple(keys)] if strict else Annotated[str, Field(json_schema_extra={"enum": list(keys)})]
    claim = create_model(
        "Claim",
        text=(str, Field(min_length=1, max_length=400, description="one short sentence")),
        sentences=(list[allowed], Field(min_length=1, max_length=4, description="the sentences that state it")),
    )
    return create_model("Claims", claims=(list[claim], Field(max_length=20)))  # type: ignore[valid-type]  # made at run time


def _structured(
    model: BaseChatModel, keys: Sequence[str], messages: list[tuple[str, str]], config: RunnableConfig | None
) -> list[Any]:
    problem: Exception | None = None
    for schema in (_schema(keys, strict=True), _schema(keys, strict=False)):
        turns = [("human" if role == "user" else role, text) for role, text in messages]
        charge(model, config, _sent(turns, schema))
        try:
            with tracing_context(enabled=False):  # see rag.models.chat.speak
                reply = model.with_structured_output(schema).invoke(turns, config)
            return _pointing(list(schema.model_validate(reply).claims), keys)  # type: ignore[attr-defined]  # see _schema
        except OnRecordError:
            raise
        except (ValidationError, ValueError) as error:  # ValueError: LangChain's OutputParserException
            problem = error
            messages = [
                *messages,
                ("user", f"That reply was not valid: {_short(error)}. Reply again, in the schema asked for."),
            ]
        except Exception as error:  # providers raise their own trees; callers see one
            raise failed(model, error) from error
    name = type(model).__name__
    raise ModelFailed(
        f"The model {name} gave no valid claims in two tries ({_short(problem)}).", "Try again, or another model."
    )


def _pointing(claims: list[Any], keys: Sequence[str]) -> list[Any]:
    """`claims`, where at least one points only at what was offered, or there are none; raises ValueError otherwise."""
    if claims and not any(set(claim.sentences) <= set(keys) for claim in claims):
        raise ValueError("no claim points at sentences that were offered")
    return claims


def _short(error: Exception | None) -> str:
    if isinstance(error, ValidationError):
        problems = error.errors()[:3]
        return "; ".join(
            f"{'.'.join(map(str, p['loc']))} can't be {str(p['input'])[:40]!r}: {p['msg'][:80]}" for p in problems
        )
    return " ".join(str(error).split())[:300]

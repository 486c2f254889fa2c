"""Evidence to draft claims: two ways, one for a small embedded model, one for a capable one. Checks nothing.

A draft claim points at evidence by key and carries no quotation: what a model writes is never shown as somebody's words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from pydantic import BaseModel, Field, ValidationError, create_model

from rag.domain import DraftClaim, Evidence
from rag.errors import ModelFailed
from rag.llm.speak import failed, say
from rag.prompt import render
from rag.retrieve import Found
from rag.wording import content_stems

STATEMENT_TOKENS = 48
CLAIM_TOKENS = 60
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")
# A sentence that starts so, or leaves its "he" unexplained, can't be understood without the one before it.
_LEANS_BACK = re.compile(
    r"^[“\"‘'\W]*(?:he|she|they|it|this|these|those|that|such|his|her|their|its|both|however|but|and|also|instead|meanwhile|the (?:latter|former|two|pair|diplomat|minister|president|spokesman|spokeswoman|spokesperson|official|company|move|decision|plan|deal))\b",
    re.IGNORECASE,
)
_REPORTED_BY_PRONOUN = re.compile(r"[”\"’,]\s*(?:he|she|they)\s+\w+", re.IGNORECASE)
_ACCORDING_TO_THE = re.compile(r"^according to (?:the|him|her|them)\b", re.IGNORECASE)


def begin_statement(model: BaseChatModel, question: str, config: RunnableConfig | None = None) -> str:
    """The beginning of the statement that answers `question`: "After the merger, ticket prices rose by".

    Where the model adds words that are not the question's, the question itself is the beginning, and the claim has to
    say everything by itself.
    """
    reply = say(model, render("phrase_statement", question=question), max_tokens=STATEMENT_TOKENS, config=config)
    beginning = _ELLIPSIS.sub("", reply.splitlines()[0] if reply else "").strip()
    if not beginning or content_stems(beginning) - content_stems(question):
        return question
    return beginning


def cited_context(evidence: Evidence, found: Found) -> tuple[Evidence, ...]:
    """The sentence, after the one before it where it can't be understood alone: what a claim from it cites."""
    before = found.before.get(evidence.key)
    return (before, evidence) if before and leans_back(evidence.quote) else (evidence,)


def leans_back(sentence: str) -> bool:
    """Whether a sentence speaks of someone or something that only the sentence before it names."""
    return bool(
        _LEANS_BACK.search(sentence) or _REPORTED_BY_PRONOUN.search(sentence) or _ACCORDING_TO_THE.search(sentence)
    )


def draft_from_sentence(
    model: BaseChatModel, statement: str, cited: Sequence[Evidence], config: RunnableConfig | None = None
) -> DraftClaim:
    """One draft: the embedded model completes `statement` from the cited sentences, which the claim then points at."""
    passage = " ".join(evidence.quote for evidence in cited)
    reply = say(
        model, render("complete_statement", statement=statement, words=passage), max_tokens=CLAIM_TOKENS, config=config
    )
    return DraftClaim(_joined(statement, reply), tuple(evidence.key for evidence in cited))


def _joined(statement: str, reply: str) -> str:
    """The whole statement, whether the model repeated its beginning or only gave the rest."""
    line = reply.splitlines()[0].strip() if reply else ""
    rest = line.lstrip("… .")
    if statement.endswith("?") or line.casefold()[:16] == statement.casefold()[:16]:
        return line
    return f"{statement} {rest}"


def draft_structured(
    model: BaseChatModel, question: str, as_of: str, found: Found, max_claims: int, config: RunnableConfig | None = None
) -> Iterator[DraftClaim]:
    """Drafts of a capable model, by structured output whose schema admits only the sentence keys on offer.

    A malformed reply is not repaired: it is asked for once more with the error, then ModelFailed is raised.
    """
    offered = [*found.ranked, *found.before.values()]
    schema = _schema([evidence.key for evidence in offered])
    messages = list(render("draft_claims", question=question, as_of=as_of, sentences=offered, max_claims=max_claims))
    for claim in _structured(model, schema, messages, config)[:max_claims]:
        yield DraftClaim(claim.text, tuple(dict.fromkeys(claim.sentences)))


def _schema(keys: Sequence[str]) -> type[BaseModel]:
    allowed: Any = Literal[tuple(keys)]
    claim = create_model(
        "Claim",
        text=(str, Field(min_length=1, max_length=400, description="one short sentence")),
        sentences=(list[allowed], Field(min_length=1, max_length=4, description="the sentences that state it")),
    )
    return create_model("Claims", claims=(list[claim], Field(max_length=20)))  # type: ignore[valid-type]  # made at run time


def _structured(
    model: BaseChatModel, schema: type[BaseModel], messages: list[tuple[str, str]], config: RunnableConfig | None
) -> list[Any]:
    problem: Exception | None = None
    for _attempt in range(2):
        turns = [("human" if role == "user" else role, text) for role, text in messages]
        try:
            reply = model.with_structured_output(schema).invoke(turns, config)
            return list(schema.model_validate(reply).claims)  # type: ignore[attr-defined]  # see _schema
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


def _short(error: Exception | None) -> str:
    return " ".join(str(error).split())[:300]


_GAVE_UP = re.compile(
    r"\b(?:not (?:mentioned|specified|stated|provided|given|clear|known|named|disclosed|mention|specify|state|provide|yet)"
    r"|unclear|unknown|unspecified|the (?:passage|article|text|statement|paper)|none|(?:outlined|listed|described|discussed|detailed) in)\b",
    re.IGNORECASE,
)


def gave_up(text: str) -> bool:
    """Whether a draft says, in words, that it has nothing to say."""
    return not text or bool(_GAVE_UP.search(text))

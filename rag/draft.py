"""Evidence to draft claims: two ways, one for a small embedded model, one for a capable one. Checks nothing.

A draft claim points at evidence by key and carries no quotation: what a model writes is never shown as somebody's words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langsmith.run_helpers import tracing_context
from pydantic import BaseModel, Field, ValidationError, create_model

from rag.domain import DraftClaim, Evidence
from rag.errors import ModelFailed, OnRecordError
from rag.llm.speak import failed, named, say
from rag.numbers import quantities
from rag.prompt import render
from rag.retrieve import Found
from rag.support.relevance import TOPIC_KEPT
from rag.wording import content_stems, names, stem, topic_stems

STATEMENT_TOKENS = 48
CLAIM_TOKENS = 60
SAME_STATEMENT = 0.6
"""The share of the statement's words in a reply above which the reply says it again rather than going on."""
_SENTENCE_START = re.compile(
    r"(?:It|He|She|They|There) "
    r"|[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,4}? (?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|said|says"
    r"|argued?|argues|told|wants?|wanted|won|beat|called|described|announced|agreed|set|scored|set out)\b"
)
# Words a beginning may add: they join a question's words into a statement.
_LINKING = frozenset(
    stem(word) for word in "one person people include includes because said time amount number".split()
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")
# A sentence that starts so, or leaves its "he" unexplained, can't be understood without the one before it.
_LEANS_BACK = re.compile(
    r"^[“\"‘'\W]*(?:he|she|they|it|this|these|those|that|such|his|her|their|its|both|however|but|and|also|instead|meanwhile|the (?:latter|former|two|pair|diplomat|minister|president|spokesman|spokeswoman|spokesperson|official|company|move|decision|plan|deal))\b",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    """January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)
_REPORTED_BY_PRONOUN = re.compile(r"[”\"’,]\s*(?:he|she|they)\s+\w+", re.IGNORECASE)
_ACCORDING_TO_THE = re.compile(r"^according to (?:the|him|her|them)\b", re.IGNORECASE)


def begin_statement(model: BaseChatModel, question: str, config: RunnableConfig | None = None) -> str:
    """The beginning of the statement that answers `question`: "After the merger, ticket prices rose by".

    Empty where the model gives none, or loses the question's topic, or adds words or numbers of its own: it then answered
    from memory, and every draft would repeat that.
    """
    reply = say(model, render("phrase_statement", question=question), max_tokens=STATEMENT_TOKENS, config=config)
    beginning = _ELLIPSIS.sub("", reply.splitlines()[0] if reply else "").strip()
    asked = quantities(question)
    invented = content_stems(beginning) - content_stems(question) - _LINKING
    if invented or any(quantity not in asked for quantity in quantities(beginning)):
        return ""
    topic = topic_stems(question)
    if len(topic & content_stems(beginning)) < TOPIC_KEPT * len(topic):
        return ""
    return beginning


def cited_context(evidence: Evidence, found: Found) -> tuple[Evidence, ...]:
    """The sentence, after the one before it where it can't be understood alone: what a claim from it cites."""
    before = found.before.get(evidence.key)
    return (before, evidence) if before and leans_back(evidence.quote, evidence.article.text) else (evidence,)


def leans_back(sentence: str, article_text: str = "") -> bool:
    """Whether a sentence speaks of someone or something that only the sentence before it names.

    `article_text` tells names from words that merely begin a sentence.
    """
    named = [name for name in names(sentence, article_text) if name not in _CALENDAR]
    leaning = (_LEANS_BACK, _REPORTED_BY_PRONOUN, _ACCORDING_TO_THE)
    return not named or any(pattern.search(sentence) for pattern in leaning)


def draft_from_sentence(
    model: BaseChatModel, question: str, statement: str, cited: Sequence[Evidence], config: RunnableConfig | None = None
) -> DraftClaim:
    """One draft: the embedded model completes `statement` from the cited sentences, which the claim then points at.

    Without a statement it answers the question in a sentence of its own.
    """
    passage = " ".join(evidence.quote for evidence in cited)
    if statement:
        turns = render("complete_statement", question=question, statement=statement, words=passage)
    else:
        turns = render("answer_in_sentence", question=question, words=passage)
    reply = say(model, turns, max_tokens=CLAIM_TOKENS, config=config)
    return DraftClaim(joined(statement, reply), tuple(evidence.key for evidence in cited))


def joined(statement: str, reply: str) -> str:
    """The whole claim, whether the model repeated the statement, said it in other words, or only gave the rest."""
    line = _ELLIPSIS.sub("", reply.splitlines()[0].strip()) if reply else ""
    rest = line.lstrip("… .")
    if not rest or _is_whole(statement, rest):
        return rest
    claim = f"{statement} {rest}"
    return claim if claim[-1] in '.!?”"' else f"{claim}."


def _is_whole(statement: str, reply: str) -> bool:
    """Whether a reply is a sentence by itself: it begins like the statement, or says most of it, or starts like one."""
    begun = content_stems(statement)
    repeats = len(begun & content_stems(reply)) >= SAME_STATEMENT * len(begun)
    return (
        not statement
        or reply.casefold()[:16] == statement.casefold()[:16]
        or repeats
        or bool(_SENTENCE_START.match(reply))
    )


def draft_structured(
    model: BaseChatModel, question: str, as_of: str, found: Found, max_claims: int, config: RunnableConfig | None = None
) -> Iterator[DraftClaim]:
    """Drafts of a capable model, by structured output whose schema admits only the sentence keys on offer.

    A malformed reply is not repaired: it is asked for once more with the error, then ModelFailed is raised. A claim that
    points at a key of its own making costs the others nothing, though: an article must not silence the rest by naming one.
    """
    offered = list({evidence.key: evidence for evidence in (*found.ranked, *found.before.values())}.values())
    keys = [evidence.key for evidence in offered]
    prompt = render("draft_claims", question=question, as_of=as_of, sentences=offered, max_claims=max_claims)
    for claim in _structured(model, keys, list(prompt), named(config, prompt))[:max_claims]:
        yield DraftClaim(claim.text, tuple(dict.fromkeys(claim.sentences)))


def _schema(keys: Sequence[str], *, strict: bool) -> type[BaseModel]:
    """The claims a model may make. Providers are told the same keys either way; unless `strict`, others are let through."""
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
        try:
            with tracing_context(enabled=False):  # see rag.llm.speak
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
    """`claims`, of which some may point at nothing that was offered; raises ValueError where all do."""
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

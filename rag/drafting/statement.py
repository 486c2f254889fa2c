"""Statements that a model completes: a question is turned into the beginning of the statement that answers it, and each
of several sentences of articles completes it.

A free draft turns "X demands that Y stop" into "Y will stop"; a statement that begins with whose demand it is can't.
Checks nothing but the beginning.
"""

import re
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.checking.orders_to_machines import safe_headline
from rag.domain import DraftClaim, Evidence, words_of
from rag.drafting.draft import CLAIM_TOKENS
from rag.english.numbers import quantities
from rag.english.wording import content_stems, stem, topic_stems
from rag.models.chat.speak import say
from rag.models.prompt import render

STATEMENT_TOKENS = 48
TOPIC_KEPT = 0.5
"""The share of the question's topic words that the beginning of a statement has to keep."""
SAME_STATEMENT = 0.6
"""A reply that has this share of the statement's words, or more, says it again rather than going on."""
_SENTENCE_START = re.compile(
    r"(?:It|He|She|They|There) "
    r"|[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,4}? "
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|said|says"
    r"|argued?|argues|told|wants?|wanted|won|beat|called|described|announced|agreed|set|scored|set out)\b"
)
# Words a beginning may add: they join a question's words into a statement.
_LINKING = frozenset(
    stem(word) for word in "one person people include includes because said time amount number".split()
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")


def begin_statement(model: BaseChatModel, question: str, config: RunnableConfig | None = None) -> str:
    """The beginning of the statement that answers `question`: "After the merger, ticket prices rose by".

    Empty where the model gives none, or loses the question's topic, or adds words or numbers of its own: it then
    answered from memory, and every draft would repeat that.
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


def draft_from_sentence(
    model: BaseChatModel, question: str, statement: str, cited: Sequence[Evidence], config: RunnableConfig | None = None
) -> DraftClaim:
    """One draft: the embedded model completes `statement` from the cited sentences, which the claim then points at."""
    title = safe_headline(cited[-1].article.title)
    # Headline and words come first, as in the judge's prompt: the embedded model reads them once.
    turns = render("complete_statement", question=question, statement=statement, title=title, words=words_of(cited))
    reply = say(model, turns, max_tokens=CLAIM_TOKENS, config=config)
    return DraftClaim(completed_claim(statement, reply), tuple(evidence.key for evidence in cited))


def completed_claim(statement: str, reply: str) -> str:
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

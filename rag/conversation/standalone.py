"""A conversation's question -> one that stands alone: in code where that is clear, else by a model, and always checked.

A question that stands alone comes back exactly as it is. So does one that nothing trustworthy can be made of.
"""

from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.conversation.faithful import unfaithful
from rag.conversation.leaning import Leaning, leaning
from rag.conversation.rewriting import continued, in_code
from rag.conversation.turns import Turn
from rag.llm.speak import say
from rag.prompt import render
from rag.wording import content_stems, names, words

QUESTION_TOKENS = 64
LONGEST = 400
"""Characters. A rewrite longer than this is no question any more, and would crowd out what is asked."""


def standalone(question: str, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None = None) -> str:
    """`question` as it can be understood without `turns`, oldest first. Raises ModelFailed.

    The model is asked only where the question leans on the turns and code can't tell what it means.
    """
    lean = leaning(question, turns)
    if lean is None:
        return question
    if lean.kind == "again":
        return turns[-1].question
    for rewritten in _tries(lean, question, turns, model, config):
        if len(rewritten) <= LONGEST and unfaithful(rewritten, lean.text, turns) is None:
            return rewritten
    return question


def _tries(
    lean: Leaning, question: str, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None
) -> Iterator[str]:
    """Rewrites, the most trusted first; the last one only sets the question beside the one it leans on."""
    if rewritten := in_code(lean, turns):
        yield rewritten
    if rewritten := _by_model(lean, turns, model, config):
        yield rewritten
    if rewritten := continued(lean, turns):
        yield rewritten
    yield f"{turns[-1].question} {question}"


def _by_model(lean: Leaning, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None) -> str | None:
    """The model's rewrite; None where it is no question, still leans, or took nothing over from the conversation."""
    earlier = "\n".join(map(str, turns))
    reply = say(
        model,
        render("standalone_question", earlier=earlier, question=lean.text),
        max_tokens=QUESTION_TOKENS,
        config=config,
    )
    line = reply.splitlines()[0].strip() if reply else ""
    said = " ".join(turn.words for turn in turns)
    named = set(names(said, said))
    taken = named & set(words(line)) if named else content_stems(said) & content_stems(line)
    took_over = taken - set(words(lean.text)) - content_stems(lean.text)
    if not line.endswith("?") or line == turns[-1].question or not took_over or leaning(line, turns) is not None:
        return None
    return line

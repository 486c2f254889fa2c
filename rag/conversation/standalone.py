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


def standalone(
    question: str,
    turns: Sequence[Turn],
    model: BaseChatModel,
    config: RunnableConfig | None = None,
    *,
    by_code: bool = True,
) -> str:
    """`question` as it can be understood without `turns`, oldest first. Raises ModelFailed.

    The model is asked only where the question leans on the turns and code can't tell what it means; without `by_code`,
    wherever it leans on them.
    """
    lean = leaning(question, turns)
    if lean is None:
        return question
    if lean.kind == "again":
        return turns[-1].question
    for rewritten in _tries(lean, question, turns, model, config, by_code=by_code):
        if len(rewritten) <= LONGEST and unfaithful(rewritten, lean.text, turns) is None:
            return rewritten
    return question


def by_model_alone(
    question: str, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None = None
) -> str:
    """`question` as the model rewrites it, asked about every one that follows another. Raises ModelFailed.

    No code reads whether it leans; a rewrite that is not faithful to it is not taken. The product does not do this: it is
    there to be compared with `standalone`.
    """
    rewritten = _said(question, turns, model, config) if turns else question
    fits = rewritten.endswith("?") and len(rewritten) <= LONGEST
    return rewritten if fits and unfaithful(rewritten, question, turns) is None else question


def _tries(
    lean: Leaning,
    question: str,
    turns: Sequence[Turn],
    model: BaseChatModel,
    config: RunnableConfig | None,
    *,
    by_code: bool,
) -> Iterator[str]:
    """Rewrites, the most trusted first; the last one only sets the question beside the one it leans on."""
    if by_code and (rewritten := in_code(lean, turns)):
        yield rewritten
    if rewritten := _by_model(lean, turns, model, config):
        yield rewritten
    if by_code and (rewritten := continued(lean, turns)):
        yield rewritten
    yield f"{turns[-1].question} {question}"


def _by_model(lean: Leaning, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None) -> str | None:
    """The model's rewrite; None where it is no question, still leans, or took nothing over from the conversation."""
    line = _said(lean.text, turns, model, config)
    said = " ".join(turn.words for turn in turns)
    named = set(names(said, said))
    taken = named & set(words(line)) if named else content_stems(said) & content_stems(line)
    took_over = taken - set(words(lean.text)) - content_stems(lean.text)
    if not line.endswith("?") or line == turns[-1].question or not took_over or leaning(line, turns) is not None:
        return None
    return line


def _said(question: str, turns: Sequence[Turn], model: BaseChatModel, config: RunnableConfig | None) -> str:
    """The first line of what the model makes of the question."""
    earlier = "\n".join(map(str, turns))
    prompt = render("standalone_question", earlier=earlier, question=question)
    reply = say(model, prompt, max_tokens=QUESTION_TOKENS, config=config)
    return reply.splitlines()[0].strip() if reply else ""

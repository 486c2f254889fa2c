"""A conversation's question -> one that stands alone, by a model, and always checked.

The model is asked about every question that follows another: a table in docs/eval.md (`onrecord eval follow-ups`) says
that it sees better than rules of English whether one leans on what was said. A question that stands alone comes back
exactly as it is. So does one that nothing trustworthy can be made of.
"""

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.asking.faithful import unfaithful
from rag.asking.turns import EarlierQuestion
from rag.models.chat.speak import say
from rag.models.prompt import render

QUESTION_TOKENS = 64
LONGEST = 400
"""Characters. A rewrite longer than this is no question any more, and would crowd out what is asked."""


def standalone(
    question: str, turns: Sequence[EarlierQuestion], model: BaseChatModel, config: RunnableConfig | None = None
) -> str:
    """`question`, rewritten so that it can be understood without the earlier `turns`, the oldest first. It comes back
    as it is where there are none, and where no rewrite can be trusted. Raises ModelFailed.
    """
    if not turns:
        return question
    prompt = render("standalone_question", earlier="\n".join(map(str, turns)), question=question)
    reply = say(model, prompt, max_tokens=QUESTION_TOKENS, config=config)
    rewritten = reply.splitlines()[0].strip() if reply else ""
    fits = rewritten.endswith("?") and len(rewritten) <= LONGEST
    return rewritten if fits and unfaithful(rewritten, question, turns) is None else question

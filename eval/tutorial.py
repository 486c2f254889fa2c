"""A floor: what the chain of LangChain's tutorial on question answering makes of the same questions and articles.

The four passages nearest by the cosine of the same embedder's vectors stand in one prompt, and what the model says is
the answer. Nothing is checked and nothing is cited. Follow-ups are asked as they stand, without what came before. A
reply whose first sentence says that it does not know is an abstention.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.asking import comparable
from eval.measures.base import Measure
from eval.measures.outcomes import ABSTAINED, REFUSED, RIGHT, RIGHT_OF_SHOWN, WRONG
from eval.not_knowing import says_it_does_not_know
from eval.questions import Question
from eval.run import Plan, Rows
from rag.answer import Abstention, Answer, Citation, Claim, RunRecord
from rag.build import Engine
from rag.errors import ModelFailed
from rag.models.chat.speak import say
from rag.models.embedding import Embeds
from rag.models.prompt import Prompt

MEASURED: tuple[Measure, ...] = (RIGHT, WRONG, ABSTAINED, REFUSED, RIGHT_OF_SHOWN)
"""The measures that can be taken of a reply without citations."""
PASSAGES = 4
REPLY_TOKENS = 256
"""The longest reply, in tokens: three sentences fit in."""
NAME = "tutorial"
_PROMPT = Path(__file__).parent / "tutorial_prompt.txt"


@dataclass(frozen=True, slots=True)
class TutorialPlan(Plan):
    """A plan whose questions are asked of the tutorial's chain, with the product's own embedder and writer."""

    @property
    def prompts(self) -> dict[str, str]:
        """The one prompt of the chain."""
        return {NAME: prompt_hash()}

    def ask(self, engine: Engine, question: Question) -> Rows:
        """What became of one question, and what it cost. A model that fails is an outcome."""
        began = time.perf_counter()
        found = nearest(engine, self.models.embedder, question.question)
        ranking = list(dict.fromkeys(passage.article_id for passage in found))
        row: dict[str, Any] = {"id": question.id, "ranking": ranking, "bm25": [], "answer": None, "error": None}
        try:
            answer = self._answer(question, found)
        except ModelFailed as error:
            return {**row, "outcome": "error", **error.as_dict()}, {"id": question.id}
        spent = {"timings_ms": {"total": round((time.perf_counter() - began) * 1000)}} if self.models.timed else {}
        return {**row, "outcome": answer.status, "answer": comparable(answer)}, {"id": question.id, **spent}

    def _answer(self, question: Question, found: Sequence[Citation]) -> Answer:
        assert self.models.writer is not None  # noqa: S101  # drafting_models have one
        reply = say(self.models.writer.model, prompt(question.question, found), max_tokens=REPLY_TOKENS)
        if not reply:
            raise ModelFailed("The model gave an empty reply.", "Try another model.")
        return _as_answer(question, reply, found, self.models.names)


def nearest(engine: Engine, embedder: Embeds, question: str) -> list[Citation]:
    """The passages nearest to `question` by the dense index alone, best first, each with its article."""
    ids = [hit.id for hit in engine.indexes.dense.query(embedder.embed([question])[0], PASSAGES)]
    passages = engine.record.passages_by_id(ids).values()
    articles = engine.record.articles_by_key({(passage.article_id, passage.version) for passage in passages})
    return [Citation.of(articles[passage.article_id, passage.version], passage.span) for passage in passages]


def prompt(question: str, found: Sequence[Citation]) -> Prompt:
    """The one turn that the model is given; articles and question are values in it, and nothing in them is executed."""
    context = "\n\n".join(passage.quote for passage in found)
    return Prompt(NAME, [("user", template().format(question=question, context=context).strip())])


def template() -> str:
    """The text of the prompt, with `{question}` and `{context}`."""
    return _PROMPT.read_text(encoding="utf-8")


def prompt_hash() -> str:
    """Twelve hex digits of the SHA-256 of the prompt."""
    return hashlib.sha256(template().encode()).hexdigest()[:12]


def _as_answer(question: Question, reply: str, found: Sequence[Citation], models: dict[str, str]) -> Answer:
    """`reply` in the shape in which answers are measured: an abstention, or one claim that cites all of `found`."""
    why = Abstention(reason="no_supported_claim", message=reply)
    shape: dict[str, Any] = {"status": "abstained", "abstention": why}
    if not says_it_does_not_know(reply):
        citations = {str(number): passage for number, passage in enumerate(found, 1)}
        claim = Claim(id="c1", text=reply, support=0.0, citations=tuple(citations))
        shape = {"status": "answered", "claims": (claim,), "citations": citations}
    return Answer(
        id="",
        question=question.question,
        standalone_question=question.question,
        as_of=question.as_of,
        record=RunRecord(models=models, prompts={NAME: prompt_hash()}, settings_hash="", timings_ms={}, tokens={}),
        **shape,
    )

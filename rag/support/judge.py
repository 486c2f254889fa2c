"""Gate (b): a judge's probability that the cited words state the claim, and that the claim gives what was asked.

Each is held against a measured threshold. Knows nothing of how the claim was drafted, and sees only the words it cites,
under their headline.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.domain import CitedClaim
from rag.llm.speak import yes_probability
from rag.prompt import render


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probabilities below which a claim is dropped."""

    support: float
    relevance: float


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model that gives token probabilities, with the thresholds measured for it."""

    model: BaseChatModel
    thresholds: Thresholds

    def support(self, claim: CitedClaim, question: str = "", config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that the words `claim` cites state it. Raises ModelFailed.

        With a `question`, the mean of two readings: that they state the claim, and that they state it to be the answer.
        """
        shown = {"claim": claim.text, "title": claim.evidence[-1].article.title, "words": claim.words}
        stated = yes_probability(self.model, render("judge_support", **shown), config)
        if not question:
            return stated
        return (stated + yes_probability(self.model, render("judge_answer", question=question, **shown), config)) / 2

    def relevance(self, claim: str, question: str, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that `claim` gives what `question` asks for, true or not. Raises ModelFailed."""
        return yes_probability(self.model, render("judge_relevance", claim=claim, question=question), config)


@cache
def thresholds() -> Thresholds:
    """The cuts of thresholds.toml."""
    table = tomllib.loads((Path(__file__).parent.parent / "thresholds.toml").read_text(encoding="utf-8"))["judge"]
    return Thresholds(**{name: float(table[name]) for name in ("support", "relevance")})

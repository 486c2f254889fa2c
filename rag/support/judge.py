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
    completion: float
    """The relevance of a claim that completes the statement phrased from the question."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model that gives token probabilities, with the thresholds measured for it."""

    model: BaseChatModel
    thresholds: Thresholds

    def support(self, claim: CitedClaim, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that the words `claim` cites state it. Raises ModelFailed."""
        title = claim.evidence[-1].article.title
        return yes_probability(
            self.model, render("judge_support", claim=claim.text, title=title, words=claim.words), config
        )

    def relevance(self, claim: str, question: str, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that `claim` gives what `question` asks for, true or not. Raises ModelFailed."""
        return yes_probability(self.model, render("judge_relevance", claim=claim, question=question), config)


@cache
def thresholds() -> Thresholds:
    """The cuts of thresholds.toml."""
    table = tomllib.loads((Path(__file__).parent.parent / "thresholds.toml").read_text(encoding="utf-8"))["judge"]
    return Thresholds(**{name: float(table[name]) for name in ("support", "relevance", "completion")})

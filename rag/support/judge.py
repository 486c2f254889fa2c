"""Gate (b): a judge's probability that the cited words state the claim, held against a measured threshold.

Knows nothing of how the claim was drafted, and sees only the words it cites, under their headline.
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

PROMPT = "judge_support"


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model that gives token probabilities, with the support below which a claim is dropped."""

    model: BaseChatModel
    threshold: float

    def support(self, claim: CitedClaim, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that the words `claim` cites state it. Raises ModelFailed."""
        cited = " ".join(evidence.quote for evidence in claim.evidence)
        title = claim.evidence[-1].article.title
        return yes_probability(self.model, render(PROMPT, claim=claim.text, title=title, words=cited), config)


@cache
def threshold() -> float:
    """The support cut of thresholds.toml."""
    table = tomllib.loads((Path(__file__).parent.parent / "thresholds.toml").read_text(encoding="utf-8"))
    return float(table["judge"]["support"])

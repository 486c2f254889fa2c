"""Gate (b): a judge's probability that the cited words state the claim; and that they state it as the answer.

Each is held against a measured threshold. Knows nothing of how the claim was drafted, and sees only the words it cites,
under their headline.
"""

from dataclasses import dataclass, replace

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.checking.orders_to_machines import safe_headline
from rag.checking.thresholds import Thresholds, thresholds
from rag.checking.yes_or_no import without_verdict
from rag.domain import CitedClaim
from rag.english.wording import spaced_alike
from rag.models.chat.speak import model_name, yes_probability
from rag.models.cross_encoder import CrossEncoderJudge
from rag.models.prompt import render

__all__ = ["Judge", "Thresholds", "thresholds"]


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model that gives token probabilities, with the thresholds measured for it.

    Where there is an `encoder`, it judges support in the chat model's place; everything else stays with the chat model.
    `called` is what records and files of thresholds call the chat model, where it has no `model_name` of its own.
    """

    model: BaseChatModel
    thresholds: Thresholds
    encoder: CrossEncoderJudge | None = None
    called: str | None = None

    @property
    def name(self) -> str:
        """Who judges support."""
        return self.encoder.name if self.encoder else self.relevance_name

    @property
    def relevance_name(self) -> str:
        """Who judges relevance."""
        return self.called or model_name(self.model)

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompts it is asked with: its thresholds are bound to their wording."""
        asked = ("judge_answer", "judge_relevance")
        return asked if self.encoder else ("judge_support", *asked)

    def support(self, claim: CitedClaim, config: RunnableConfig | None = None) -> float:
        """The calibrated probability, in [0, 1], that the words `claim` cites state it. Raises ModelFailed."""
        return self.thresholds.calibrated(self.raw_support(claim, config))

    def raw_support(self, claim: CitedClaim, config: RunnableConfig | None = None) -> float:
        """The model's own number, in [0, 1], before it is calibrated. Raises ModelFailed, Unjudged among others.

        No model is asked whether a sentence states itself. A leading yes or no is no part of what must be stated.
        """
        plain = replace(claim, text=without_verdict(claim.text))
        if word_for_word(plain):
            return 1.0
        if self.encoder:
            return self.encoder.entailment(plain.words, plain.text)
        return yes_probability(self.model, render("judge_support", **_shown(plain)), config)

    def repeats(self, said: str, again: str, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that whoever was told `said` was told `again` as well. Raises ModelFailed."""
        shown = {"claim": without_verdict(again), "title": "", "words": without_verdict(said)}
        return yes_probability(self.model, render("judge_support", **shown), config)

    def answers(self, claim: CitedClaim, question: str, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that the words `claim` cites state that it is the answer. Raises ModelFailed."""
        return yes_probability(self.model, render("judge_answer", question=question, **_shown(claim)), config)

    def relevance(self, claim: str, question: str, config: RunnableConfig | None = None) -> float:
        """The probability, in [0, 1], that `claim` gives what `question` asks for, true or not. Raises ModelFailed."""
        return yes_probability(self.model, render("judge_relevance", claim=claim, question=question), config)


def _shown(claim: CitedClaim) -> dict[str, str]:
    return {"claim": claim.text, "title": safe_headline(claim.evidence[-1].article.title), "words": claim.words}


def word_for_word(claim: CitedClaim) -> bool:
    """Whether `claim` is one of the sentences it cites, or all of them together, but for white space and capitals."""
    said = spaced_alike(claim.text)
    return said == spaced_alike(claim.words) or any(said == spaced_alike(evidence.quote) for evidence in claim.evidence)

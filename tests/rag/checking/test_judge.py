"""The judge sees the claim and the words it cites, and gives a probability."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel

from rag.build import EMBEDDED_LLM
from rag.checking import judge as judge_module
from rag.checking.judge import Judge, Thresholds, thresholds
from rag.errors import ModelFailed
from rag.models.chat.fake import FakeChat
from rag.models.prompt import prompt_hash
from tests.rag.claims import cited

CUTS = Thresholds(support=0.5, relevance=0.5)


@pytest.mark.parametrize("probability", [0.0, 0.25, 0.85, 1.0])
def test_support_is_the_probability_of_yes(probability: float) -> None:
    """What the model's tokens say is the support, between nought and one."""
    judge = Judge(FakeChat(yes=lambda _prompt: probability), CUTS)
    assert judge.support(cited("The bridge closed.", "The bridge was closed.")) == pytest.approx(probability, abs=1e-6)


@pytest.mark.parametrize("claim", ["The bridge was closed.", "the  bridge\nwas closed."])
def test_a_sentence_states_itself_whatever_a_model_says(claim: str) -> None:
    """A claim that is a cited sentence word for word is supported."""
    model = FakeChat(yes=lambda _prompt: 0.2)
    own = cited(claim, "It rained.", "The bridge was closed.")
    assert Judge(model, CUTS).support(own) == 1.0
    assert model.prompts == []


def test_a_leading_yes_or_no_is_no_part_of_what_must_be_stated() -> None:
    """The words state what comes after it."""
    model = FakeChat(yes=lambda _prompt: 0.7)
    judge = Judge(model, CUTS)
    assert judge.support(cited("No: it closed at noon.", "It was closed at noon.")) == pytest.approx(0.7)
    assert "Statement: It closed at noon." in model.prompts[0]
    assert judge.support(cited("No: It was closed.", "It was closed.")) == 1.0


def test_whether_a_claim_is_the_answer_is_a_probability_of_its_own() -> None:
    """By which a yes is held against a no; neither calibrated nor a mean."""
    judge = Judge(FakeChat(yes=lambda prompt: 0.3 if "Answer: Yes" in prompt else 0.6), CUTS)
    claims = (cited(f"{side}: it closed.", "It was closed at noon.") for side in ("Yes", "No"))
    assert [judge.answers(claim, "Is it open?") for claim in claims] == pytest.approx([0.3, 0.6])


def test_a_part_of_a_sentence_is_not_the_sentence() -> None:
    """What somebody denied stands in the sentence that says so, and is not what it states."""
    judge = Judge(FakeChat(yes=lambda _prompt: 0.2), CUTS)
    assert judge.support(cited("The bridge was closed.", "He denied that the bridge was closed.")) < 0.5


def test_support_and_answer_are_asked_of_the_same_words() -> None:
    """Whether the words state the claim, without the question; and whether they state that it is the answer."""
    model = FakeChat()
    judge = Judge(model, CUTS)
    claim = cited("The bridge {{ 7*7 }} closed.", "The bridge {{ 7*7 }} was closed on Friday.")
    judge.support(claim)
    judge.answers(claim, "What was closed?")
    first, second = model.prompts
    assert "What was closed?" not in first
    assert "Question: What was closed?\nAnswer: The bridge {{ 7*7 }} closed." in second
    for prompt in model.prompts:
        assert f"Headline: {claim.evidence[0].article.title}\nPassage: {claim.words}" in prompt


def test_support_is_calibrated_and_the_answer_is_not() -> None:
    """Knots are measured on support."""
    knots = ((0.0, 0.0), (0.5, 0.2), (1.0, 1.0))
    judge, claim = (
        Judge(FakeChat(yes=lambda _: 0.5), Thresholds(0.5, 0.5, knots)),
        cited("It closed.", "It was closed."),
    )
    assert judge.support(claim) == pytest.approx(0.2, abs=1e-6)
    assert judge.answers(claim, "What closed?") == pytest.approx(0.5, abs=1e-6)


def test_the_judge_is_bound_to_every_prompt_it_asks_with() -> None:
    """What its calls name is what its thresholds are bound to."""

    class Names(BaseCallbackHandler):
        """The prompts that calls were made with."""

        def __init__(self) -> None:
            self.asked: list[str] = []

        def on_chat_model_start(self, *_: Any, metadata: dict[str, Any] | None = None, **__: Any) -> None:
            """One more."""
            self.asked.append((metadata or {})["prompt"])

    names, judge = Names(), Judge(FakeChat(), CUTS)
    judge.support(cited("It closed.", "It was closed."), {"callbacks": [names]})
    judge.answers(cited("It closed.", "It was closed."), "What closed?", {"callbacks": [names]})
    judge.relevance("It closed.", "What closed?", {"callbacks": [names]})
    assert tuple(names.asked) == judge.prompts


def test_the_judge_reads_all_cited_words_and_no_others() -> None:
    """Context and sentence are there in order; the rest of the article is not."""
    model = FakeChat()
    whole = cited("He closed it.", "Lammy came.", "He closed it at noon.", "Nobody saw the dog.")
    Judge(model, CUTS).support(type(whole)(whole.text, whole.evidence[:2]))
    (prompt,) = model.prompts
    assert "Lammy came. He closed it at noon." in prompt
    assert "He closed it." in prompt
    assert "the dog" not in prompt


def test_article_text_is_never_run_as_a_template() -> None:
    """Braces in an article reach the judge as they are."""
    model = FakeChat()
    Judge(model, CUTS).support(cited("So {{ 7*7 }}.", "It said {{ 7*7 }} {% if %}."))
    assert "It said {{ 7*7 }} {% if %}." in model.prompts[0]
    assert "49" not in model.prompts[0]


def test_a_model_without_probabilities_fails_by_name() -> None:
    """No number is invented for a model that gives none."""
    with pytest.raises(ModelFailed, match="no token probabilities"):
        Judge(FakeListChatModel(responses=["Yes"]), CUTS).support(cited("So.", "It is so."))


def test_relevance_sees_question_and_claim_alone() -> None:
    """Whether a reply gives what was asked is judged without the article, and is a probability as well."""
    model = FakeChat(yes=lambda _prompt: 0.25)
    assert Judge(model, CUTS).relevance("The bridge {{ 7*7 }} closed.", "When?") == pytest.approx(0.25)
    assert "The bridge {{ 7*7 }} closed." in model.prompts[0]
    assert "When?" in model.prompts[0]


def test_the_cuts_are_probabilities() -> None:
    """The thresholds that ship can be met and can be missed."""
    assert 0 < thresholds().support < 1
    assert 0 < thresholds().relevance < 1


def test_the_cuts_were_chosen_for_these_prompts_and_this_model() -> None:
    """A changed prompt or model needs its cuts chosen again; then thresholds.toml says so."""
    table = tomllib.loads((Path(judge_module.__file__).with_name("thresholds.toml")).read_text(encoding="utf-8"))
    assert table["prompts"] == {name: prompt_hash(name) for name in Judge(FakeChat(), CUTS).prompts}
    assert table["judge"]["model"] == EMBEDDED_LLM

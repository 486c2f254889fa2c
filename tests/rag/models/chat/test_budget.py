"""What an answer may spend is held before each call: over it nothing is sent, and what was spent is told."""

from collections.abc import Mapping
from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig

from rag.answer import AskRequest
from rag.build import open_engine
from rag.drafting.structured import _prompt, _schema, _sent, draft_structured
from rag.errors import BadSetting, ModelFailed, OverBudget, RecordingMiss
from rag.models.chat.budget import Budget, Prices, SpendingLimits, estimated, limits_of
from rag.models.chat.fake import FakeChat
from rag.models.chat.provider import open_provider
from rag.models.chat.recorded import RecordedChat
from rag.models.chat.speak import say, yes_probability
from rag.models.recording import Recording
from rag.settings import Settings
from tests.conftest import OpenFake
from tests.rag.drafting.test_structured import COSTS, FOUND, GOOD, REOPENS, claims
from tests.rag.models.chat.completions import completions
from tests.rag.pointing import MOBILISATION, QUESTION, WEAPONS, claiming, offered

pytestmark = pytest.mark.slow


TURNS = [("user", "Hello, model?")]
PRICES = Prices(2.0, 10.0)


def running(limits: SpendingLimits) -> tuple[Budget, RunnableConfig]:
    """A run's budget, and its config."""
    budget = Budget(limits)
    return budget, RunnableConfig(callbacks=[budget])


def drafted(model: FakeChat, config: Any) -> list[Any]:
    """All drafts of three sentences."""
    return list(draft_structured(model, "When?", "2025-05-20", FOUND, 8, config))


@pytest.mark.parametrize(
    "text", ["The council said that the bridge will close on 7 July.", "Мост закроют", "橋は閉鎖", ""]
)
def test_the_estimate_is_a_token_for_three_bytes(text: str) -> None:
    """And what goes with each turn; in no script is it less than a third of the letters."""
    assert estimated([text]) >= len(text) / 3 + 8
    assert estimated([text, text]) == 2 * estimated([text])


def test_over_the_limit_of_prompt_tokens_nothing_is_sent() -> None:
    """Neither for a text nor for a judge's number."""
    model = FakeChat(reply=lambda _: "Hi.")
    _, config = running(SpendingLimits(prompt_tokens=estimated(["Hello, model?"]) - 1))
    for ask in (lambda: say(model, TURNS, max_tokens=5, config=config), lambda: yes_probability(model, TURNS, config)):
        with pytest.raises(OverBudget, match="max_prompt_tokens"):
            ask()
    assert model.prompts == []


def test_the_limit_is_of_all_calls_of_an_answer_together() -> None:
    """The first fits, the second does not any more; another answer starts anew."""
    model, limits = (
        FakeChat(reply=lambda _: "Hi."),
        SpendingLimits(prompt_tokens=int(1.5 * estimated(["Hello, model?"]))),
    )
    for _answer in range(2):
        _, config = running(limits)
        say(model, TURNS, max_tokens=5, config=config)
        with pytest.raises(OverBudget):
            say(model, TURNS, max_tokens=5, config=config)
    assert len(model.prompts) == 2


def test_a_cost_counts_the_longest_reply_there_may_be() -> None:
    """What the provider then says stands in its place, so that the next call may fit."""
    model = FakeChat(reply=lambda _: "Hi.", tokens=(4, 1))
    one = PRICES.of(estimated(["Hello, model?"]), 100)
    budget, config = running(SpendingLimits(PRICES, cost=one))
    with pytest.raises(OverBudget, match="max_cost"):
        say(model, TURNS, max_tokens=101, config=config)
    assert model.prompts == []
    say(model, TURNS, max_tokens=100, config=config)
    assert budget.cost == pytest.approx(PRICES.of(4, 1))
    say(model, TURNS, max_tokens=90, config=config)
    assert budget.cost == pytest.approx(PRICES.of(8, 2))


def test_a_replay_costs_nothing_and_is_held_to_no_budget() -> None:
    """It fails for what it lacks, not for what it would cost; while it records, its model's calls are held."""
    budget, config = running(SpendingLimits(PRICES, prompt_tokens=1))
    with pytest.raises(RecordingMiss):
        say(RecordedChat(recording=Recording(), model_name="x"), TURNS, max_tokens=5, config=config)
    assert budget.cost == 0.0
    fake = FakeChat()
    with pytest.raises(OverBudget):
        say(RecordedChat(recording=Recording(), model_name="x", inner=fake), TURNS, max_tokens=5, config=config)
    assert fake.prompts == []


def test_a_cost_is_unknown_where_prices_or_usage_are() -> None:
    """It is not guessed from an estimate."""
    for limits, tokens in ((SpendingLimits(), (4, 1)), (SpendingLimits(PRICES), None)):
        budget, config = running(limits)
        assert budget.cost == 0.0
        say(FakeChat(reply=lambda _: "Hi.", tokens=tokens), TURNS, max_tokens=5, config=config)
        assert budget.cost is None


def test_fewer_sentences_are_offered_where_all_do_not_fit() -> None:
    """The best ones, with their context; the schema admits only these."""
    prompt, every = _prompt("When?", "2025-05-20", FOUND, len(FOUND.ranked), 8)
    enough = estimated(_sent(prompt, _schema(every, strict=True)))
    assert set(_offered_under(enough)) == {"s2", "s2a", "s3", "s3a"}
    assert set(_offered_under(enough - 1)) == {REOPENS.key, "s2a"}
    model = FakeChat(reply=lambda _: claims(("The work costs £2.4 million.", [COSTS.key])))
    with pytest.raises(OverBudget):  # what is not offered can't be pointed at, and nothing is left for a second try
        drafted(model, running(SpendingLimits(prompt_tokens=enough - 1))[1])
    assert len(model.prompts) == 1


def _offered_under(limit: int) -> dict[str, str]:
    """The sentences that a model is shown under a limit of prompt tokens; none where it is not asked."""
    model = FakeChat(reply=lambda _: GOOD)
    try:
        drafted(model, running(SpendingLimits(prompt_tokens=limit))[1])
    except OverBudget:
        assert model.prompts == []
        return {}
    (prompt,) = model.prompts
    return offered(prompt)


def test_where_not_one_sentence_fits_nothing_is_sent() -> None:
    """It is an error of the tree, with what to do."""
    model = FakeChat(reply=lambda _: GOOD)
    with pytest.raises(OverBudget, match="max_prompt_tokens is 40") as error:
        drafted(model, running(SpendingLimits(prompt_tokens=40))[1])
    assert model.prompts == []
    assert "limit in the settings" in error.value.hint
    assert (error.value.code, error.value.http_status, error.value.exit_code) == ("over_budget", 422, 2)


def test_a_malformed_reply_is_asked_for_once_more_and_only_once() -> None:
    """Two requests reach the provider, the second with what was wrong; both are counted."""
    model = FakeChat(reply=lambda _: claims(("It closes.", ["s9"])), tokens=(100, 10))
    budget, config = running(SpendingLimits(PRICES))
    with pytest.raises(ModelFailed, match="in two tries"):
        drafted(model, config)
    assert len(model.prompts) == 2
    assert "s9" in model.prompts[1].removeprefix(model.prompts[0])
    assert "That reply was not valid" in model.prompts[1].removeprefix(model.prompts[0])
    assert budget.cost == pytest.approx(2 * PRICES.of(100, 10))


def test_the_second_try_is_held_to_the_budget_as_well() -> None:
    """A model that always errs can't spend more than the limit."""
    model = FakeChat(reply=lambda _: "No JSON.", tokens=(1_000, 10))
    with pytest.raises(OverBudget):
        drafted(model, running(SpendingLimits(prompt_tokens=1_500))[1])
    assert len(model.prompts) == 1


# In an answer


def with_budget(settings: Settings, **values: Any) -> Settings:
    """The settings with these."""
    return Settings.model_validate(settings.model_dump() | values)


def test_an_answer_tells_what_it_cost(filled: Settings, open_fake: OpenFake) -> None:
    """Every call of it, drafts and verdicts; an abstention that asked no model cost nothing."""
    fake = FakeChat(reply=claiming(MOBILISATION, WEAPONS), tokens=(100, 20))
    engine = open_fake(with_budget(filled, llm_price_in=2.0, llm_price_out=10.0), fake)
    answer = engine.chain.invoke(AskRequest(question=QUESTION))
    assert answer.claims
    assert answer.record.cost == pytest.approx(len(fake.prompts) * PRICES.of(100, 20))
    nothing = engine.chain.invoke(AskRequest(question=QUESTION, outlets=("The Unheard Of",)))
    assert nothing.record.cost == 0.0


def test_an_answer_over_budget_is_not_made(filled: Settings, open_fake: OpenFake) -> None:
    """No call, no answer kept."""
    fake = FakeChat(reply=claiming(MOBILISATION))
    engine = open_fake(with_budget(filled, max_prompt_tokens=50), fake)
    with pytest.raises(OverBudget):
        engine.chain.invoke(AskRequest(question=QUESTION))
    assert fake.prompts == []
    assert engine.record.counts().answers == 0


def test_a_real_provider_gets_no_request_over_budget_and_a_limit_of_its_reply(filled: Settings) -> None:
    """On a server that speaks a provider's protocol: silence first, then a request that says how long the reply may be."""
    honest = claiming(MOBILISATION, WEAPONS)

    def reply(request: Mapping[str, Any]) -> str:
        return honest("\n\n".join(turn["content"] for turn in request["messages"]))

    with completions(reply) as service:
        values = {"llm": "openai:test-model", "llm_base_url": service.url, "llm_api_key": "k"}
        paid = values | {"llm_price_in": 2.0, "llm_price_out": 10.0}
        with open_engine(with_budget(filled, **paid, max_cost=0.000001), judge_model=FakeChat()) as engine:
            with pytest.raises(OverBudget, match="max_cost"):
                engine.chain.invoke(AskRequest(question=QUESTION))
            assert service.asked == []
        with open_engine(with_budget(filled, **paid, max_cost=1.0), judge_model=FakeChat(tokens=(0, 0))) as engine:
            answer = engine.chain.invoke(AskRequest(question=QUESTION))
    assert answer.record.cost == pytest.approx(PRICES.of(100, 20))
    assert service.asked[0]["max_completion_tokens"] == 2048


# Settings


@pytest.mark.parametrize("values", [{"max_cost": 1.0}, {"llm_price_in": 1.0}, {"llm_price_out": 1.0, "max_cost": 1.0}])
def test_a_cost_without_both_prices_is_refused(values: dict[str, float]) -> None:
    """A budget that nobody could hold is worse than none."""
    with pytest.raises(BadSetting, match="both prices") as error:
        limits_of(Settings(**values))  # type: ignore[arg-type]  # as the environment gives them
    assert "ONRECORD_LLM_PRICE_IN" in error.value.hint


def test_a_key_goes_to_its_own_provider_alone() -> None:
    """A judge of another provider gets neither key nor address of the LLM's."""
    access = {"llm_api_key": "sk-theirs", "llm_base_url": "http://127.0.0.1:9/v1"}
    same = Settings(llm="openai:a", judge="openai:b", **access)  # type: ignore[arg-type]  # see above
    assert open_provider(same, "judge").openai_api_base == access["llm_base_url"]  # type: ignore[attr-defined]  # OpenAI's
    other = Settings(llm="anthropic:a", judge="openai:b", **access)  # type: ignore[arg-type]  # see above
    with pytest.raises(Exception, match="could not be set up"):
        open_provider(other, "judge")

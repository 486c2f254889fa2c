"""A condition is something somebody demands, not something they will do."""

import pytest

from rag.support.demands import missing_demand, states_demand, turned_round

STATEMENT = "Russia's ceasefire conditions are"


@pytest.mark.parametrize(
    "words",
    [
        "Putin said deliveries of arms would have to stop.",
        "A truce is possible only if the root causes are addressed.",
        "The Kremlin insists on a neutral Ukraine.",
        "Moscow's red lines have not moved.",
    ],
)
def test_demanding_words_may_carry_a_condition(words: str) -> None:
    """There are many ways to demand."""
    assert missing_demand(STATEMENT, words) is None


def test_an_offer_is_no_condition() -> None:
    """What the speaker will do by itself is not what it asks of others."""
    offer = "The Kremlin said that Russian forces would stop all combat operations for 72 hours."
    assert missing_demand(STATEMENT, offer) == "the cited words state no condition or demand"


def test_other_statements_need_no_demand() -> None:
    """Only what is called a condition has to be one."""
    assert missing_demand("The bridge will reopen on", "It reopens on Friday.") is None


@pytest.mark.parametrize(
    ("sentence", "plainly"),
    [
        ("The union now also calls for a paid break.", True),
        ("Rosters must be handed out two weeks ahead.", True),
        ("A truce would need monitors, the Kremlin said.", True),
        ("He emphasised a key condition for a settlement.", True),
        ("The union demands a higher wage.", True),
        ("Central to its position are longstanding demands, including firm guarantees.", True),
        ("His questions amount to conditions: no mobilisation and no arms.", True),
        ("He will not back down from his core demands in the talks.", False),
        ("He supports the idea in principle while outlining conditions.", False),
        ("Readers soon meet two lists of demands, and it helps to keep them apart.", False),
        ("He ordered his troops to cease fire until midnight on Sunday.", False),
        ("The delegation had taken note of the request.", False),
        ("The shuttle is still running every 20 minutes.", False),
    ],
)
def test_some_words_state_a_demand_plainly(sentence: str, plainly: bool) -> None:  # noqa: FBT001  # a table's column
    """An end to a period, or somebody's request taken note of, is none."""
    assert states_demand(sentence) is plainly


def test_what_one_must_do_is_not_what_one_demands_of_another() -> None:
    """A small model asked for Karsk's demands says what Velmar demands of Karsk."""
    question = "What does Karsk demand of Velmar before it will sign?"
    assert "Karsk must do" in str(turned_round("Karsk must free the crews of two trawlers.", question))
    assert turned_round("Velmar must dismantle the radar station.", question) is None
    assert turned_round("Karsk must free the crews.", "What must Karsk do?") is None

"""A country's demand is what it, or somebody who speaks for it, demands in the cited words; of unknown names there is no fault."""

from dataclasses import replace

import pytest

from rag.checking.whose_demand import demand_of_another, owner_of
from tests.rag.claims import cited

MINE = "Russia's conditions for a truce are a neutral port and a ban on ships."


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Russia wants a neutral port and a ban on ships of Ukraine.", False),
        ("Moscow said that a neutral port must be had.", False),
        ("Ukraine wants a neutral port of Russia.", True),
        ("JEDDAH — Ukraine wants a neutral port of Russia.", True),
        ("“Russia wants a neutral port,” said the Ukrainian envoy.", True),
        ("He wants a neutral port.", True),
    ],
)
def test_a_demand_that_begins_with_its_country_is_no_other_s(sentence: str, fault: bool) -> None:  # noqa: FBT001  # a table's column
    """Whoever does what a sentence mainly tells, or says it; of nobody at all, nothing is Russia's."""
    assert bool(demand_of_another(cited(MINE, sentence), "")) is fault


def test_who_speaks_for_a_country_acts_for_it() -> None:
    """As the article introduces them, in whichever sentence."""
    told = cited(
        MINE, "Russian envoy Oleg Tarn came to Lund.", "Tarn wants a neutral port.", "Ukraine’s Anna Hale wants ships."
    )
    assert demand_of_another(replace(told, evidence=told.evidence[1:2]), "") is None
    assert demand_of_another(replace(told, evidence=told.evidence[2:]), "")


def test_what_is_no_country_s_demand_is_not_held_against_one() -> None:
    """A union's demands, or what a country does."""
    for claim in ("The union's demands are a paid break.", "Russia gave them a paid break."):
        assert demand_of_another(cited(claim, "Ukraine wants a paid break."), "") is None


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "Ukraine demands a neutral port.",
            "Oleg Tarn, a Russian envoy, said that Moscow would demand a neutral port.",
        ),
        ("A neutral port is what Russia wants.", "A neutral port is what Ukraine wants."),
        (
            "Ukraine demands a neutral port.",
            "Central to Russia’s position are demands: a neutral port and a ban on ships.",
        ),
        (
            "Ukraine demands a neutral port.",
            "According to diplomats, the terms involve Ukraine keeping a neutral port.",
        ),
        (
            "Ukraine's terms are a neutral port.",
            "Analysts say that the demand would leave Ukraine with a neutral port.",
        ),
        ("Russia demands a neutral port.", "In Lund, Ukraine demanded a neutral port from Russia."),
        ("Russia's terms are a neutral port.", "The United States demanded a neutral port."),
        ("Ukraine's demands include a neutral port.", "Ukraine rejected Russian demands for a neutral port."),
        ("Ukraine demands a neutral port.", "Ukraine vetoed the neutral port that Poland had demanded."),
        ("Russia's terms are a neutral port.", "The treaty would require Russia to keep a neutral port."),
    ],
)
def test_a_demand_is_nobody_s_who_does_not_make_it(claim: str, sentence: str) -> None:
    """To be named in a sentence, or to have something asked of one, is not to demand it."""
    assert demand_of_another(cited(claim, sentence), "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Central to Ukraine’s position are demands: a neutral port and a ban on ships.",
        "Analysts say that Ukraine demands a neutral port.",
        "A neutral port was needed, the Ukrainian envoy said.",
        "Last week Kyiv agreed to talk, with conditions, including a neutral port.",
        "A Ukrainian demand is a neutral port.",
        "One condition of Ukraine is a neutral port.",
        "The president heard the demands put forward by Kyiv: a neutral port.",
        "Officials in Kyiv said that a neutral port was needed.",
    ],
)
def test_a_country_makes_its_demand_in_many_ways(sentence: str) -> None:
    """As the subject, as the one that speaks, and as the one whose demand it is called."""
    assert demand_of_another(cited("Ukraine demands a neutral port.", sentence), "") is None


def test_another_article_may_say_who_speaks_for_whom() -> None:
    """One that was found, and is not cited."""
    told = cited(MINE, "In the evening Hale emphasized a condition: a neutral port and a ban on ships.")
    assert demand_of_another(told, "") is None
    found = cited("", "Ukrainian Foreign Minister Anna Hale arrived.").evidence[0].article
    assert demand_of_another(replace(told, beside=(found,)), "")


def test_a_pronoun_s_demand_is_its_sentence_s_subject_s() -> None:
    """Whatever else is told of it."""
    sentence = "Ukraine is asked to go, and is afraid that it may lose the port and insists on a bridge."
    assert demand_of_another(cited("Ukraine demands a bridge.", sentence), "") is None
    assert demand_of_another(cited("Russia demands a bridge.", sentence), "")


def test_it_demands_what_the_one_before_demands() -> None:
    """So does "the letter"."""
    told = cited("Ukraine demands a port.", "Ukraine sent a letter to Lund.", "It demands a port.")
    assert demand_of_another(replace(told, evidence=told.evidence[1:]), "") is None
    told = cited("Ukraine demands a port.", "Ukraine sent a letter to Lund.", "The letter demands a port.")
    assert demand_of_another(replace(told, evidence=told.evidence[1:]), "") is None
    told = cited("Ukraine demands a port.", "The union sent a letter to Lund.", "The letter demands a port.")
    assert demand_of_another(replace(told, evidence=told.evidence[1:]), "")


@pytest.mark.parametrize(
    "claim",
    [
        "Ukraine rejected Russia's demands.",
        "Ukraine called Russia's terms an insult.",
        "Iran dismissed the US proposal.",
    ],
)
def test_a_demand_that_is_only_mentioned_is_given_to_nobody(claim: str) -> None:
    """What a claim, or a question, says of somebody's demand is another's."""
    assert owner_of(claim) == ()

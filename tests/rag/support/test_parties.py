"""A name stands for a party only where a table or the article says so."""

import pytest

from rag.support.parties import acting_party, attitude_holders, names_place, party_of, same_name, speakers

ARTICLE = "Ukrainian Foreign Minister Andrii Sybel spoke. Russian Deputy Foreign Minister Alexander Grushko answered."


@pytest.mark.parametrize(
    ("word", "party"), [("Kiev", "Ukraine"), ("Putin’s", "Russia"), ("Ostermere", None), ("us", None)]
)
def test_a_word_stands_for_its_party(word: str, party: str | None) -> None:
    """Countries, capitals and those who speak for them; no guess about anything else."""
    assert party_of(word) == party


@pytest.mark.parametrize(
    ("claimed", "cited", "same"),
    [
        ("Kyiv", "Kiev", True),
        ("Zelensky", "Zelenskyy", True),
        ("Zelenskiy", "Zelensky", True),
        ("Erdogan", "Erdoğan", True),
        ("Andrii", "Andriy", True),
        ("Merz’s", "Merz", True),
        ("Russia", "Putin", True),
        ("Putin", "Russia", False),
        ("Putin", "Lavrov", False),
        ("US", "us", False),
        ("May", "may", False),
        ("US", "American", True),
        ("Iran", "Iraq", False),
    ],
)
def test_a_person_carries_the_party_but_not_the_other_way(claimed: str, cited: str, same: bool) -> None:  # noqa: FBT001  # a table's column
    """Spellings are one name; what Putin said shows what Russia said, and not what Lavrov said."""
    assert same_name(claimed, cited) is same


def test_an_article_introduces_its_speakers() -> None:
    """Whose minister somebody is, the article says: "Ukrainian Foreign Minister Andrii Sybel"."""
    assert speakers(ARTICLE) == {"Sybel": "Ukraine", "Grushko": "Russia"}


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Grushko said that Kyiv must wait.", "Russia"),
        ("“Russia must wait,” said Sybel.", "Ukraine"),
        ("According to Russian media, London agreed.", "United Kingdom"),
        ("He said nothing.", None),
    ],
)
def test_the_first_party_outside_quotations_acts(sentence: str, party: str | None) -> None:
    """Who is merely quoted, or merely the way of a report, does not act."""
    assert acting_party(sentence, ARTICLE) == party


@pytest.mark.parametrize(
    ("statement", "party"),
    [
        ("Russia's ceasefire conditions are", "Russia"),
        ("The White House wants peace", "United States"),
        ("Kyiv rejected the offer", "Ukraine"),
        ("The bridge in London is closed", None),
        ("The council’s demands are", None),
    ],
)
def test_an_attitude_has_a_holder(statement: str, party: str | None) -> None:
    """A demand, position or remark belongs to the party named with it."""
    assert next(iter(attitude_holders(statement)), None) == party


@pytest.mark.parametrize(
    "words",
    [
        "Ukraine said it was ready for a truce, provided that Russia accepts the proposal.",
        "The four leaders called on Russia to accept the truce.",
        "He meant a truce without Russian conditions.",
        "Sanctions will follow unless Russia agrees.",
    ],
)
def test_what_others_suppose_or_want_of_a_party_is_not_its_attitude(words: str) -> None:
    """A condition that Ukraine sets for Russia is no condition of Russia's."""
    assert "Russia" not in attitude_holders(words)


def test_what_is_reported_of_a_party_is_its_attitude() -> None:
    """Whoever reports it."""
    assert "Russia" in attitude_holders("A Ukrainian official said that Russia had demanded the withdrawal.")


def test_a_capital_after_a_preposition_is_a_place() -> None:
    """In "in Moscow" a city is where, "Moscow said" is who; a country is never only a place."""
    assert names_place("a flat in Moscow", 10)
    assert not names_place("Moscow said", 0)
    assert not names_place("a flat in Russia", 10)

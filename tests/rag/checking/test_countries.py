"""Countries, peoples and capitals are one name; spellings are; a person is a country's only where the text says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.countries import carried_by, countries_of, is_placed_capital, same_name, spokesmen_in


@pytest.mark.parametrize(
    ("claimed", "cited", "same"),
    [
        ("Ukrainian", "Kyiv", True),
        ("British", "UK", True),
        ("American", "U.S.", True),
        ("Danish", "Denmark", True),
        ("Congolese", "Kinshasa", True),
        ("Karskans", "Karsk", True),
        ("Zelenskiy", "Zelensky", True),
        ("Erdogan", "Erdoğan", True),
        ("Okafor’s", "Okafor", True),
        ("Iran", "Iraq", False),
        ("UK", "US", False),
        ("US", "us", False),
        ("May", "may", False),
        ("Putin", "Russia", False),
        ("Putin", "Lavrov", False),
    ],
)
def test_words_for_one_country_and_spellings_of_one_name_are_the_same(  # a table's column
    claimed: str,
    cited: str,
    same: bool,  # noqa: FBT001  # a case of a table
) -> None:  # a table's column
    """Either way round; no name is, by itself, a country's, nor a word in small letters."""
    assert same_name(claimed, cited) is same_name(cited, claimed) is same


def test_a_word_may_be_of_several_countries_or_of_none() -> None:
    """Nothing is guessed of a place that is none, or of a word in small letters."""
    assert len(countries_of("Congolese")) == 2
    assert countries_of("Ostermere") == countries_of("ukraine") == frozenset()


NAMES = st.sampled_from(
    "Ukraine Ukrainian Kyiv Kiev Moscow US us U.S. USA American UK British May may IT it WHO Congolese Iran Iraq Karsk Karskan "
    "Karskans Zelensky Zelenskyy Erdogan Erdoğan Okafor Okafor’s Okafors Lund Lunds bridge bridges Mali Oman Rome".split()
)
ANY = st.one_of(
    NAMES, st.text(min_size=1, max_size=8, alphabet=st.characters(categories=["L", "P"], max_codepoint=500))
)


@given(ANY, st.frozensets(ANY, max_size=6))
def test_many_words_carry_a_name_where_one_of_them_does(name: str, words: frozenset[str]) -> None:
    """What is compared at once is what would be compared one by one."""
    assert carried_by(name, words) is any(same_name(name, word) for word in words)


@given(ANY)
def test_every_name_carries_itself(name: str) -> None:
    """With its possessive, too."""
    assert same_name(name, name)
    assert same_name(f"{name}’s", name)


@pytest.mark.parametrize(
    ("text", "name", "placed"),
    [
        ("They met in Moscow on Friday.", "Moscow", True),
        ("Talks near Kyiv failed.", "Kyiv", True),
        ("Moscow said no.", "Moscow", False),
        ("They wrote with Moscow.", "Moscow", False),
        ("They met in Russia.", "Russia", False),
        ("They met in Ostermere.", "Ostermere", False),
    ],
)
def test_a_capital_after_a_preposition_is_a_place(text: str, name: str, placed: bool) -> None:  # noqa: FBT001  # a table's column
    """In "in Moscow" a city is where, "Moscow said" is who; a country is never only a place."""
    assert is_placed_capital(text, text.index(name)) is placed


def test_a_text_introduces_who_speaks_for_a_country() -> None:
    """By the country before the name; what somebody is quoted with introduces nobody, nor does a country its capital."""
    text = (
        "Ukrainian Foreign Minister Andrii Sybel spoke. Russia’s deputy foreign minister Alexander Grushko answered. "
        "“Polish envoy Jan Wolak lied,” he said. Okafor of France left. French President Anna Paris Berlin stayed."
    )
    assert spokesmen_in(text) == {"Sybel": frozenset({"Ukraine"}), "Grushko": frozenset({"Russia"})}

"""Countries are found by all they are called, and only where a capital names them."""

import pytest

from eval.yardstick.countries import countries_named, countries_of, without_countries


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Canada", "Canadian"),
        ("Canada", "Canadians"),
        ("Canada’s", "Ottawa"),
        ("U.S", "US"),
        ("USA", "United States"),
        ("UK", "British"),
        ("Great Britain", "Britain"),
        ("Washington, D.C", "American"),
        ("Washington", "US"),
        ("South Koreans", "South Korea"),
        ("Congo", "Congolese"),
        ("Dutch", "Netherlands"),
    ],
)
def test_names_of_one_country_are_known_as_such(one: str, other: str) -> None:
    """Its own, its people's in the singular and the plural, its capital's, its initials."""
    assert countries_of(one) & countries_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Niger", "Nigerian"), ("Austria", "Australian"), ("North Korea", "South Korea"), ("US", "UK")]
)
def test_names_of_two_countries_are_kept_apart(one: str, other: str) -> None:
    """However alike they look."""
    assert countries_of(one)
    assert countries_of(other)
    assert not countries_of(one) & countries_of(other)


@pytest.mark.parametrize("word", ["turkey", "china", "us", "polish", "IT", "AM", "Ostermere", ""])
def test_what_names_no_country_has_none(word: str) -> None:
    """A word in small letters, a code that is nobody's initials, another place."""
    assert not countries_of(word)


def test_countries_are_found_whole_and_in_order() -> None:
    """Those of several words as one name, in whatever white space, with their dots."""
    text = "The U.S., the United\nStates, New Zealanders and Canada’s envoy, but not chinaware or Perugia."
    assert countries_named(text) == ["U.S", "United\nStates", "New Zealanders", "Canada"]


def test_blanking_countries_moves_nothing() -> None:
    """Offsets stay, and what is left is no name."""
    text = "They met in New Zealand, Keld said."
    assert without_countries(text) == "They met in xxxxxxxxxxx, Keld said."

"""One name is carried by another that is the same but for ending, spelling or country."""

import pytest

from eval.yardstick.same_name import same_name


@pytest.mark.parametrize(
    ("claimed", "cited"),
    [
        ("Varrowby", "Varrowby’s"),
        ("Karsk", "Karskan"),
        ("Western", "West"),
        ("Andriy", "Andrii"),
        ("Türkei", "Turkei"),
        ("Canada", "Ottawa"),
        ("United States", "U.S"),
        ("U.N", "UN"),
    ],
)
def test_a_name_is_carried_by_another_form_of_it(claimed: str, cited: str) -> None:
    """Either way round."""
    assert same_name(claimed, cited)
    assert same_name(cited, claimed)


@pytest.mark.parametrize(
    ("claimed", "cited"),
    [
        ("Varrowby", "Achterby"),
        ("US", "us"),
        ("WHO", "who"),
        ("Niger", "Nigerian"),
        ("Canada", "London"),
        ("Ann", "Anna"),
        ("Rome", "Romeo"),
    ],
)
def test_another_name_carries_nothing(claimed: str, cited: str) -> None:
    """However near it is."""
    assert not same_name(claimed, cited)
    assert not same_name(cited, claimed)

"""Words are held against each other by their root, and acts by the noun that stands after them."""

import pytest

from rag.contradict.words import leading, one_object, root, share


def test_words_of_one_state_have_one_root() -> None:
    """What happens to people is told in several words; other words have their stems."""
    assert root("hurt") == root("injuries") != root("killed")
    assert root("bridges") == root("bridge")


def test_a_share_is_that_of_the_fewer() -> None:
    """Nothing shares nothing."""
    assert share(frozenset({"a", "b"}), frozenset({"a", "c", "d"})) == 0.5
    assert share(frozenset(), frozenset({"a"})) == 0


@pytest.mark.parametrize(
    ("text", "noun"),
    [(" the water bill of May", ["water", "bill"]), (" fire alarm, he said", ["fire", "alarm"]), (" in May", [])],
)
def test_a_noun_ends_at_a_preposition_or_a_mark(text: str, noun: list[str]) -> None:
    """Its articles are left out."""
    assert leading(text) == noun


@pytest.mark.parametrize(("other", "one"), [("the bill", True), ("the tax bill", False), ("it in May", True)])
def test_one_act_is_done_to_one_thing(other: str, *, one: bool) -> None:
    """Told at more or less length; what is done to nothing that is named may be done to anything."""
    assert one_object("He signed the water bill.", f"He signed {other}.", "sign", "sign") is one

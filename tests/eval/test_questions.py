"""A question's half and place in a limit are the same everywhere and for ever."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import KINDS, Dataset, Half, Question
from tests.eval.making import dataset, question

IDS = st.lists(st.text(min_size=1, max_size=8, alphabet=st.characters(exclude_categories=["Cs"])), unique=True)


def ids(of: Dataset) -> list[str]:
    """The ids of a set's questions."""
    return [each.id for each in of.questions]


@pytest.mark.parametrize(("name", "half"), [("q01", "test"), ("q02", "dev"), ("tête-à-tête", "dev")])
def test_a_half_never_changes(name: str, half: Half) -> None:
    """A question that moved from one half to the other would spoil what was tuned."""
    assert question(name).half == half


def test_a_half_depends_on_the_id_alone() -> None:
    """An edited question stays where it was."""
    assert question("q01", question="Who?", as_of="2024-01-01", kind="date").half == question("q01").half


@given(IDS)
def test_the_halves_share_nothing_and_lose_nothing(names: list[str]) -> None:
    """Every question is in one half, in the order of the file."""
    made = dataset([question(name) for name in names])
    dev, test = ids(made.only("dev")), ids(made.only("test"))
    assert sorted(dev + test) == sorted(names)
    assert [name for name in names if name in set(dev)] == dev
    assert ids(made.only()) == names


@given(IDS, st.integers(0, 8))
def test_a_limit_is_a_part_of_a_larger_limit(names: list[str], limit: int) -> None:
    """Whatever the order of the file, and without forgetting the articles."""
    made = dataset([question(name) for name in names])
    few = made.only(limit=limit)
    assert len(few.questions) == min(limit, len(names))
    assert set(ids(few)) <= set(ids(made.only(limit=limit + 1)))
    turned = dataset([question(name) for name in reversed(names)])
    assert set(ids(turned.only(limit=limit))) == set(ids(few))
    assert (few.name, few.digest, few.articles) == (made.name, made.digest, made.articles)


def test_a_limit_is_of_the_half() -> None:
    """Two of the test half are two, not the test half's share of two."""
    made = dataset([question(f"q{number}") for number in range(40)])
    assert len(made.only("test", 2).questions) == 2
    assert {each.half for each in made.only("test", 2).questions} == {"test"}


def test_a_question_is_frozen() -> None:
    """Nobody changes what is right once it was asked."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        question().answers = ()  # type: ignore[misc]  # what the test is about


def test_the_kinds_are_named_once() -> None:
    """The list that messages show is the type's own."""
    assert len(set(KINDS)) == len(KINDS) == 12
    assert Question("q", "Q?", "2025-05-20").kind in KINDS

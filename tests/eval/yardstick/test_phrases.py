"""Shares, times of day and intervals are numbers that several words make together."""

from collections.abc import Callable, Iterator

import pytest

from eval.yardstick.phrases import clocks, intervals, shares
from eval.yardstick.quantity import Placed


def told(read: Callable[[str], Iterator[Placed]], text: str) -> list[str]:
    """The numbers that are read, as a reader writes them."""
    return [str(number.quantity) for number in read(text)]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half of them agreed", ["50 %"]),
        ("a quarter of them", ["25 %"]),
        ("two-thirds agreed", ["66.7 %"]),
        ("one in four people agreed", ["25 %"]),
        ("three out of ten", ["30 %"]),
        ("in the third quarter of an hour", []),
        ("one in 2020", []),
        ("half past nine", []),
    ],
)
def test_shares_are_per_cent(text: str, share: list[str]) -> None:
    """What is no share of anything is none."""
    assert told(shares, text) == share


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("at half past nine", ["9.3"]),
        ("at a quarter to ten", ["9.45"]),
        ("at quarter past 8", ["8.15"]),
        ("at 9:30 pm", ["9.3 pm"]),
        ("at nine", []),
    ],
)
def test_times_of_day_are_hours_and_minutes(text: str, time: list[str]) -> None:
    """In words or digits."""
    assert told(clocks, text) == time


@pytest.mark.parametrize(
    ("text", "interval"), [("every second year", ["2 year"]), ("every other week", ["2 week"]), ("every year", [])]
)
def test_intervals_are_amounts_of_time(text: str, interval: list[str]) -> None:
    """What comes every second year comes every two years."""
    assert told(intervals, text) == interval

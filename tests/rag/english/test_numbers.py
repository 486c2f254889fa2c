"""Numbers are read with their units, in digits or in words, and agree only where a reader would say they do."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.english.number_words import SMALL, TENS
from rag.english.numbers import Quantity, numbers_in, quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a 30-day truce", "30", "day"),
        ("thirty days", "30", "day"),
        ("$12.40 a head", "12.40", "$"),
        ("12.40 dollars", "12.40", "$"),
        ("€5 million", "5000000", "€"),
        ("five million euros", "5000000", "€"),
        ("5bn", "5000000000", None),
        ("£3.2m", "3200000", "£"),
        ("2,500 troops", "2500", None),
        ("10\u202f000 people", "10000", None),
        ("twenty-five percent", "25", "%"),
        ("25 %", "25", "%"),
        ("25 per cent", "25", "%"),
        ("5 percentage points", "5", "point"),
        ("two hundred and fifty trees", "250", None),
        ("three thousand two hundred", "3200", None),
        ("half a million", "500000", None),
        ("two and a half million", "2500000", None),
        ("a dozen men", "12", None),
        ("one million", "1000000", None),
        ("one hour", "1", "hour"),
        ("6ft", "6", "foot"),
        ("9 p.m.", "9", "pm"),
        ("at -5 degrees", "-5", "degree"),
        ("minus 5 degrees", "-5", "degree"),
        ("Covid-19", "19", None),
        ("the third round", "3", "th"),
        ("in 2022", "2022", None),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: str, unit: str | None) -> None:
    """Digits and words, scales, currencies and units of measure come out the same."""
    assert quantities(text) == (Quantity(Decimal(value), unit),)


@pytest.mark.parametrize("text", ["one of the men", "no one", "tens of thousands", "someone", "seventyish", ""])
def test_a_pronoun_is_no_number(text: str) -> None:
    """The word "one" by itself, and words that merely begin like a number, count for nothing."""
    assert quantities(text) == ()


def test_a_range_gives_its_unit_to_both_ends() -> None:
    """By "30 to 40 days" is meant 30 days to 40 days, not 30 of anything."""
    assert [str(quantity) for quantity in quantities("30 to 40 days, or 5-10%")] == ["30 day", "40 day", "5 %", "10 %"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 days", "90 days"),
        ("30 days", "30 hours"),
        ("5 million", "5 billion"),
        ("€5", "$5"),
        ("25 %", "25 percentage points"),
        ("9 am", "9 pm"),
        ("-5", "5"),
        ("two hours", "the second"),
    ],
)
def test_another_value_or_unit_does_not_agree(one: str, other: str) -> None:
    """What a reader would call another figure is another figure."""
    assert not quantities(one)[0].agrees_with(quantities(other)[0])


@given(st.integers(0, 10**9))
def test_digits_are_read_with_and_without_separators(number: int) -> None:
    """Any whole number is itself, grouped by commas or not, with its unit or without."""
    assert quantities(f"{number:,} days") == quantities(f"{number} days") == (Quantity(Decimal(number), "day"),)


@given(st.integers(1000, 10**9), st.sampled_from([",", " ", "'", "’", "\u00a0", "\u2009", "\u202f", "\u2007"]))
def test_thousands_may_be_parted_by_any_sign(number: int, sign: str) -> None:
    """The number is the same, and another one with as many digits is another."""
    told = quantities(f"Some {number:,} tonnes".replace(",", sign))
    assert told == (Quantity(Decimal(number), "tonne"),)
    assert not told[0].agrees_with(quantities(f"{number + 1} tonnes")[0])


@given(st.integers(10**5, 10**9))
def test_indian_groups_are_read_as_one_number(number: int) -> None:
    """Twos before the last three: 12,50,000."""
    digits = str(number)
    head, pairs = digits[:-3], list[str]()
    while head:
        head, pair = head[:-2], head[-2:]
        pairs.insert(0, pair)
    assert quantities(",".join([*pairs, digits[-3:]])) == (Quantity(Decimal(number), None),)


def in_words(number: int) -> str:
    """A number below a thousand million as the British write it."""
    for scale, name in ((10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // scale)} {name}{joint + in_words(rest) if rest else ''}"
    if number >= 100:
        rest = number % 100
        return f"{in_words(number // 100)} hundred{' and ' + in_words(rest) if rest else ''}"
    names = {value: word for word, value in (*SMALL.items(), *TENS.items())}
    return names[number] if number in names else f"{names[number // 10 * 10]}-{names[number % 10]}"


@given(st.integers(2, 10**9 - 1))
def test_any_number_in_words_equals_its_digits(number: int) -> None:
    """Whatever its words."""
    assert quantities(f"{in_words(number)} people") == quantities(f"{number} people")


@given(st.integers(1300, 2099).filter(lambda year: year % 100 >= 10))
def test_a_year_in_words_equals_its_digits(year: int) -> None:
    """Century and year, two numbers one after the other."""
    assert quantities(f"in {in_words(year // 100)} {in_words(year % 100)}") == (Quantity(Decimal(year), None),)


@given(st.integers(10**30, 10**40))
def test_a_long_number_keeps_all_its_digits(number: int) -> None:
    """Two that differ in the last are two."""
    assert not quantities(str(number))[0].agrees_with(quantities(str(number + 1))[0])


@given(
    st.lists(
        st.sampled_from(
            "£5-8m two hundred and 816 000 12,50,000 the ’90s 40°C II half -5 3.5m % nineteen thirteen to of".split()
        ),
        max_size=30,
    )
)
def test_a_number_is_a_stretch_of_the_text_and_none_overlap(words: list[str]) -> None:
    """In order, each within the text."""
    text = " ".join(words)
    found = numbers_in(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "The port shipped 816 000 tonnes, or £5-8m. ",
        "1 ",
        "100 ",
        "1,",
        "100,000,",
        "1.",
        "9",
        "twenty ",
        "two hundred thousand ",
        "half a ",
        "X",
        "World War II ",
        "the ",
        "-",
        "$",
        "°",
        "½",
        " ",
        "0s ",
        "to 5 ",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    """Eight times as long takes no more than twenty times as long, whatever the text repeats: a square would take sixty-four."""
    small, large = (best_of_three(unit * count) for count in (1000, 8000))
    assert large < 20 * max(small, 0.005)


def best_of_three(text: str) -> float:
    """Seconds of the processor that reading `text` takes."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        numbers_in(text)
        taken.append(time.process_time() - started)
    return min(taken)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises, and what is read can be written."""
    assert all(str(quantity) for quantity in quantities(text))

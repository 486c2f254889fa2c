"""Front matter gives what is written in it, and can't be made to give more."""

from pathlib import Path

import pytest

from rag.errors import UnreadableSource
from rag.reading.fields import Origin
from rag.reading.front_matter import front_matter_of

HERE = Origin(Path("a.md"))


@pytest.mark.parametrize(
    "value",
    [
        "No",
        "on",
        "~x",
        "1984",
        "007",
        "0x1F",
        "1_000",
        "12:30",
        "2025-05-20",
        "2025-05-20T23:30:00-07:00",
        "1e3",
        ".nan",
        "<<",
        "=",
    ],
)
def test_a_value_is_what_is_written(value: str) -> None:
    """YAML would make a truth, a number or a day of each, and the day another one."""
    assert front_matter_of(f"---\ntitle: {value}\n---\nThey met.", HERE).fields == {"title": value}


@pytest.mark.parametrize("value", ["", "~", "null", "NULL"])
def test_nothing_is_none(value: str) -> None:
    """An empty field is not stated."""
    assert front_matter_of(f"---\nauthor: {value}\n---\nThey met.", HERE).fields == {"author": None}


def test_toml_is_front_matter_too() -> None:
    """Between its own marks; values are what is written, tables and lists are kept."""
    matter = front_matter_of(
        '+++\ntitle = 1984\ndate = 2025-05-20\nauthors = ["A", "B"]\n[publisher]\nname = "T"\n+++\nThey met.', HERE
    )
    assert matter.fields == {"title": "1984", "date": "2025-05-20", "authors": ["A", "B"], "publisher": {"name": "T"}}
    assert matter.body == "They met."


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        ("a: &a [x]\nb: *a", "aliases"),
        ("[" * 100, "brackets"),
        ("a: b: c", "not YAML"),
        ("a: !!python/name:os.getcwd", "not YAML"),
    ],
)
def test_what_stands_for_more_than_it_says_is_refused(matter: str, said: str) -> None:
    """By name, with what to do."""
    with pytest.raises(UnreadableSource, match=said) as caught:
        front_matter_of(f"---\n{matter}\n---\nThey met.", HERE)
    assert caught.value.hint


def test_an_alias_repeats_a_value() -> None:
    """A few times."""
    assert front_matter_of("---\na: &a x\nb: *a\n---\nThey met.", HERE).fields == {"a": "x", "b": "x"}
    with pytest.raises(UnreadableSource, match="aliases"):
        front_matter_of("---\na: &a x\nb: [" + "*a, " * 9 + "]\n---\nThey met.", HERE)


def test_a_merge_key_is_a_name() -> None:
    """What would be merged is one field of that name."""
    assert front_matter_of("---\n<<: {outlet: X}\n---\nThey met.", HERE).fields == {"<<": {"outlet": "X"}}


@pytest.mark.parametrize(
    "source",
    ["They met.\n", "---\nJust words.\n---\nThey met.", "---\nno end\n", "+++\nno end\n", "----\na: b\n----\n"],
)
def test_what_is_no_front_matter_is_text(source: str) -> None:
    """All of it."""
    assert (front_matter_of(source, HERE).fields, front_matter_of(source, HERE).body) == ({}, source)

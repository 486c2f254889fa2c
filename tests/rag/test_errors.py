"""The tree of errors is the one its file draws, and each error has one shape everywhere."""

import re

import pytest

from rag import errors
from rag.errors import BadInput, OnRecordError


def tree(of: type[OnRecordError] = OnRecordError) -> list[type[OnRecordError]]:
    """An error and all below it."""
    return [of, *(below for child in of.__subclasses__() for below in tree(child))]


KINDS = [kind for kind in tree() if kind.__module__ == "rag.errors"]


def test_the_drawing_shows_every_error_under_its_parent() -> None:
    """A reader of the file's top knows the whole tree."""
    drawn = re.findall(r"^(.*?)\b([A-Z]\w+)\b", str(errors.__doc__).split("\n\n")[1], re.MULTILINE)
    depth = {name: len(lead) // 4 for lead, name in drawn if "─" in lead or name == "OnRecordError"}
    assert set(depth) == {kind.__name__ for kind in KINDS}
    for kind in KINDS[1:]:
        parent = next(base for base in kind.__mro__[1:] if base in KINDS)
        assert depth[kind.__name__] == depth[parent.__name__] + 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_has_the_one_shape(kind: type[OnRecordError]) -> None:
    """Code, message and hint, a status that fits and an exit code the command line promises."""
    error = kind("What.", "Do this.")
    assert error.as_dict() == {"error": {"code": kind.code, "message": "What.", "hint": "Do this."}}
    assert str(error) == "What. Do this."
    assert 400 <= kind.http_status < 600
    assert kind.exit_code == (2 if issubclass(kind, BadInput) else 1)
    assert (kind.http_status < 500) == issubclass(kind, BadInput)


def test_codes_are_unique() -> None:
    """A client can tell any two errors apart by code."""
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes))

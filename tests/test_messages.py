"""What a message tells a person to do can be done: its commands, options and settings exist."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import evals as cli
from cli.main import _parser
from rag.settings import _NOT_SETTINGS, Settings
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


HOLES = {
    "PATH": "a.md",
    "N": "1",
    "NAME": "name",
    "ID": "id",
    "FILE": "a.jsonl",
    "DIR": "a",
    "…": "a",
    "SET": "examples",
}
"""What stands in a message for something of the reader's own."""


def strings() -> Iterator[tuple[str, str]]:
    """Every string in our code that is no docstring, with where it stands; what an f-string fills in is a hole."""
    for package in ("rag", "api", "eval", "cli"):
        for file in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(tree):
                where = f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                if isinstance(node, ast.JoinedStr):
                    yield (
                        where,
                        "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values),
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone | parts:
                    yield where, node.value
    for file in (ROOT / "api" / "web").rglob("*.[hj][ts]*"):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def commands() -> list[tuple[str, str]]:
    """Each `onrecord …` in a message, with where it stands."""
    found = [(where, spelt) for where, text in strings() for spelt in re.findall(r"`(onrecord [^`]*)`", text)]
    return sorted({spelt: where for where, spelt in found}.items())


@pytest.mark.parametrize(("spelt", "where"), commands())
def test_a_command_that_a_message_names_exists(spelt: str, where: str) -> None:
    """With its options: the real parser takes it, or its name where it stands for the command alone."""
    words = [HOLES.get(word, word) for word in shlex.split(spelt)][1:]
    parser, words = (cli._parser(), words[1:]) if words[0] == "eval" else (_parser(), words)
    if len(words) == 1 and not takes_nothing_more(words[0]):
        words = [*words, "--help"]
    code: object = 0
    try:
        parser.parse_args(words)
    except SystemExit as left:
        code = left.code
    assert not code, f"{where}: {spelt}"


def takes_nothing_more(command: str) -> bool:
    """Whether a command stands for itself, without an argument that must be given."""
    return command in {"articles", "verify", "reindex", "settings", "serve"}


def test_there_are_commands_in_messages() -> None:
    """The test above would else find nothing wrong with nothing."""
    assert len(commands()) >= 8
    assert "onrecord models pull" in dict(commands())


def test_a_setting_that_a_message_names_exists() -> None:
    """Each ONRECORD_… in code is a field of the settings, or of those that are read from the environment alone."""
    known = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields} | _NOT_SETTINGS
    named = [(name, where) for where, text in strings() for name in re.findall(r"ONRECORD_[A-Z_]*[A-Z]", text)]
    assert len(named) > 20
    assert [(name, where) for name, where in named if name not in known] == []


def test_a_document_that_a_message_names_exists() -> None:
    """docs/http.md and its like."""
    named = [(name, where) for where, text in strings() for name in re.findall(r"\bdocs/[\w/.-]+\.md", text)]
    assert named
    assert [(name, where) for name, where in named if not (ROOT / Path(name)).is_file()] == []

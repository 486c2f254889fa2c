"""Prompts are Jinja files in prompts/. This renders them with exactly their declared variables and names their hashes.

A prompt file may hold several turns: a line `--- system`, `--- user` or `--- assistant` starts one. Article text is
only ever passed as a value, so nothing inside an article is executed as a template. Knows nothing of models.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, meta

Turn = tuple[str, str]
_TURN = re.compile(r"^--- (system|user|assistant)[ \t]*\n", re.MULTILINE)
_DECLARED = re.compile(r"\A\{#.*?variables:\s*([a-z_, ]*?)\s*#\}\n", re.DOTALL)


@cache
def prompts_folder() -> Path:
    """The folder of prompt files: beside the packages in a checkout, inside `rag` when installed."""
    checkout = Path(__file__).parents[2] / "prompts"
    return checkout if checkout.is_dir() else Path(__file__).parents[1] / "_prompts"


@cache
def _environment() -> Environment:
    # A prompt is plain text for a model: HTML escaping would change the article's words.
    return Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)  # noqa: S701


@cache
def source(name: str) -> str:
    """The text of the prompt file `name`, such as `judge_support`."""
    return (prompts_folder() / f"{name}.jinja").read_text(encoding="utf-8")


def declared_variables(name: str) -> frozenset[str]:
    """The variables that the prompt's first line declares: `{# what it is for. variables: a, b #}`. Raises
    ValueError where it declares none.
    """
    found = _DECLARED.match(source(name))
    if not found:
        raise ValueError(f"prompt {name} does not declare its variables on its first line")
    return frozenset(part.strip() for part in found.group(1).split(",") if part.strip())


def used_variables(name: str) -> frozenset[str]:
    """The variables that the prompt's text refers to."""
    return frozenset(meta.find_undeclared_variables(_environment().parse(source(name))))


class Prompt(list[Turn]):
    """The turns of one rendered prompt, as (role, text), and the `name` of its file."""

    def __init__(self, name: str, turns: Iterable[Turn]) -> None:
        super().__init__(turns)
        self.name = name


def render(name: str, **values: object) -> Prompt:
    """The prompt's turns. Raises ValueError unless `values` are exactly the declared variables."""
    if set(values) != declared_variables(name):
        raise ValueError(f"prompt {name} takes {sorted(declared_variables(name))}, got {sorted(values)}")
    pieces = _TURN.split(_DECLARED.sub("", source(name)))
    roles, bodies = pieces[1::2], pieces[2::2]
    rendered = (_environment().from_string(body).render(**values).strip() for body in bodies)
    return Prompt(name, zip(roles, rendered, strict=True))


def prompt_hash(name: str) -> str:
    """Twelve hex digits of the SHA-256 of the prompt file: kept in every answer's record."""
    return hashlib.sha256(source(name).encode()).hexdigest()[:12]

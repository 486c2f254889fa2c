"""The README and docs are a contract: what they name is there, what is there they name, and each thing in one place.

docs/http.md is held by tests/api/test_docs.py, docs/eval.md by tests/test_eval_docs.py. What a sentence claims is held by no test.
"""

import argparse
import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cli.main import _parser
from rag import errors
from rag.checking.checks import CHECKS
from rag.reading import KINDS
from rag.reading.fields import ALIASES
from rag.reading.files import LARGEST
from rag.reading.limits import MB, Limits
from rag.settings import _NOT_SETTINGS, ENVIRONMENT_PREFIX, Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
OF_TODAY = (README, *sorted(DOCS.glob("*.md")))
"""Pages that say what is so now; a decision says what was so when it was taken."""
LINKING = (
    *OF_TODAY,
    *sorted((DOCS / "decisions").glob("*.md")),
    *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")),
)
MOST_LINES, WIDEST = 250, 130
FOLDERS = "rag|api|cli|eval|prompts|tests|scripts|docs|examples"


def text_of(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def section(page: Path, title: str) -> str:
    """What stands below one heading of a page, up to the next of the same rank or a higher one."""
    rank, _, _ = title.partition(" ")
    below = text_of(page).split(f"\n{title}\n")[1]
    return re.split(rf"^#{{1,{len(rank)}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without the heads of tables."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rules = {at for at, line in enumerate(lines) if not line.strip("|- :")}
    bodies = [line for at, line in enumerate(lines) if at not in rules and at + 1 not in rules]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in bodies]


# Links


def tokens(page: Path) -> list[Token]:
    """A page as CommonMark reads it, with tables."""
    return MarkdownIt("commonmark").enable("table").parse(text_of(page))


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead; what only looks like one, in code, is none."""
    within = [child for token in tokens(page) for child in token.children or ()]
    return [str(token.attrs[name]) for token in within for name in ("href", "src") if name in token.attrs]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    read = tokens(page)
    found = Counter[str]()
    made = set()
    for opening, heading in pairwise(read):
        if opening.type != "heading_open":
            continue
        told = "".join(child.content for child in heading.children or ())
        slug = re.sub(r"[^\w\- ]", "", told.lower()).replace(" ", "-")
        made.add(f"{slug}-{found[slug]}" if found[slug] else slug)
        found[slug] += 1
    return made


def leads_nowhere(page: Path, link: str) -> bool:
    """Whether a relative link of a page leads to no file or folder of the repository, or to no heading of its page."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return True
    return bool(parts.fragment) and (target.suffix != ".md" or unquote(parts.fragment) not in anchors(target))


@pytest.mark.slow
@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_resolves(page: Path) -> None:
    """Each leads to a file or folder of the repository; its anchor, to a heading there."""
    assert [link for link in links(page) if leads_nowhere(page, link)] == []


def test_links_and_anchors_are_found() -> None:
    """Without any, the test above would hold of any page; a broken link is seen."""
    assert sum(len(links(page)) for page in LINKING) > 100
    assert "the-seven-promises" in anchors(README)
    for link in ("docs/none.md", "docs/http.md#none", "#none", "../../none", "LICENSE#none"):
        assert leads_nowhere(README, link), link
    assert not any(leads_nowhere(README, link) for link in ("docs", "docs/http.md#errors", "https://none.example/"))


# Places


def test_the_readme_is_short() -> None:
    """It has at most 250 lines, of at most 130 columns; what a terminal showed stands as it was."""
    lines = text_of(README).splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > WIDEST and not line.startswith("    ")] == []


def test_every_page_is_linked_in_the_readme() -> None:
    """Who begins there finds each page of docs/."""
    linked = {(ROOT / urlsplit(link).path).resolve() for link in links(README)}
    assert [page.name for page in DOCS.glob("*.md") if page.resolve() not in linked] == []


def test_settings_and_routes_have_their_rows_in_one_page_each() -> None:
    """A setting's in docs/settings.md, a route's in docs/http.md; other pages name them and lead there."""
    home = {rf"`{ENVIRONMENT_PREFIX}[A-Z_]+`": "settings.md", r"`(?:GET|POST) /[^`]*`": "http.md"}
    for begins, name in home.items():
        told = {page.name for page in OF_TODAY for row in rows(text_of(page)) if re.match(begins, row[0])}
        assert told == {name}


def test_every_file_that_is_named_exists() -> None:
    """Paths in the README and in the pages of docs/ lead to a file or folder of the repository."""
    named = [
        (page.name, path)
        for page in OF_TODAY
        for path in re.findall(rf"`((?:{FOLDERS})/[\w./-]*)`", text_of(page))
        if not path.startswith("docs/decisions/")
    ]
    assert len(named) > 50
    assert [(page, path) for page, path in named if not (ROOT / path).exists()] == []


# Settings


def shown_default(name: str) -> str:
    """The default of a setting as its row shows it."""
    field = Settings.model_fields[name]
    if name == "threads":
        return "the number of cores"
    return "–" if field.default is None else f"`{field.default}`"


def test_every_setting_is_documented_once_with_its_default() -> None:
    """Each has one row in docs/settings.md, and is named nowhere else in it."""
    page = text_of(DOCS / "settings.md")
    told = {row[0]: row[1] for row in rows(page)}
    named = Counter(re.findall(rf"{ENVIRONMENT_PREFIX}[A-Z_]*[A-Z]", page))
    for name in Settings.model_fields:
        variable = f"{ENVIRONMENT_PREFIX}{name.upper()}"
        assert told.get(f"`{variable}`") == shown_default(name), variable
        assert named[variable] == 1, variable


def test_no_setting_is_documented_that_does_not_exist() -> None:
    """What docs/settings.md names is a setting, or stands under “What is no setting”, where all of these do."""
    page = DOCS / "settings.md"
    known = {f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in Settings.model_fields}
    variable = rf"{ENVIRONMENT_PREFIX}[A-Z_]*[A-Z]"
    assert set(re.findall(variable, text_of(page))) - known == _NOT_SETTINGS
    assert set(re.findall(variable, section(page, "## What is no setting"))) == _NOT_SETTINGS


def test_no_page_names_a_setting_that_does_not_exist() -> None:
    """In the README, in docs/ and in CONTRIBUTING.md."""
    known = {f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in Settings.model_fields} | _NOT_SETTINGS
    for page in (*OF_TODAY, ROOT / "CONTRIBUTING.md"):
        assert set(re.findall(rf"{ENVIRONMENT_PREFIX}[A-Z_]*[A-Z]", text_of(page))) <= known, page.name


# Architecture


def drawn(title: str) -> str:
    """The one diagram below a heading of docs/architecture.md."""
    (diagram,) = re.findall(
        r"^```mermaid\n(.*?)^```$", section(DOCS / "architecture.md", title), re.MULTILINE | re.DOTALL
    )
    return str(diagram)


def test_the_layers_drawn_are_those_of_the_contract() -> None:
    """The boxes of docs/architecture.md are the layers of rag/ in pyproject.toml, in their order, and all that rag/ has."""
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["rag"])
    diagram = drawn("## Layers")
    boxes = re.findall(r"^  subgraph (\w+)\[.*?\]\n(.*?)^  end$", diagram, re.MULTILINE | re.DOTALL)
    assert [re.findall(r"^ {4}(\w+)$", box, re.MULTILINE) for _, box in boxes] == [
        layer.split(" | ") for layer in layers
    ]
    assert f"\n  {' --> '.join(name for name, _ in boxes)}\n" in diagram
    modules = {path.stem for path in (ROOT / "rag").iterdir() if not path.name.startswith("_")}
    assert set(re.findall(r"^ {4}(\w+)$", diagram, re.MULTILINE)) == modules


def test_every_box_on_a_questions_way_is_in_the_code() -> None:
    """The file that a box of the diagram names defines the function or class that it names."""
    named = re.findall(r'"([\w/]+\.py)<br/>(\w+)', drawn("## A question's way"))
    assert len(named) > 10
    for file, name in named:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        tree = ast.walk(ast.parse(text_of(ROOT / file)))
        assert name in {node.name for node in tree if isinstance(node, kinds)}, (file, name)


def test_every_folder_and_file_of_rag_is_described() -> None:
    """Each has its row in docs/architecture.md."""
    first = " ".join(row[0] for row in rows(section(DOCS / "architecture.md", "## Folders")))
    for path in (ROOT / "rag").iterdir():
        if not path.name.startswith("_"):
            assert f"`{path.name}{'/' if path.is_dir() else ''}`" in first, path.name


# Answers, reading, operations


def test_every_check_is_told_in_its_place() -> None:
    """docs/answers.md counts the checks and lists them in the order in which they run; docs/http.md names them in it."""
    told = section(DOCS / "answers.md", "### 8. Checks in code")
    ids = [check.id for check in CHECKS]
    assert [row[0] for row in rows(told)] == [f"`{name}`" for name in ids]
    assert told.startswith("\nFifteen, ")
    assert len(ids) == 15
    (listed,) = (row[1] for row in rows(text_of(DOCS / "http.md")) if row[0] == "`dropped[].check`")
    assert re.findall(r"`(\w+)`", listed.partition("; else")[0])[1:] == ids


def test_every_kind_of_file_and_field_is_documented() -> None:
    """docs/reading.md has each ending of a file's name, and each field under each of its names."""
    page = DOCS / "reading.md"
    kinds = [
        ending for row in rows(section(page, "## Kinds of file")) for ending in re.findall(r"`(\.[\w.]+)`", row[0])
    ]
    assert sorted(kinds) == sorted(KINDS)
    fields = section(page, "## Fields")
    assert sorted(row[0].strip("`") for row in rows(fields)) == sorted(ALIASES)
    for names in ALIASES.values():
        for name in names:
            assert f"`{name}`" in fields, name


def test_the_limits_of_reading_are_those_of_the_code() -> None:
    """Size, time and memory of one file, in docs/reading.md."""
    told, limits = section(DOCS / "reading.md", "## Limits"), Limits()
    assert f"| {LARGEST // MB} MB |" in told
    assert f"| {limits.seconds} s, and {limits.seconds_per_mb} s more for each MB of it |" in told
    assert f"| {limits.memory // MB} MB, and {limits.memory_per_byte} bytes more for each of its bytes |" in told


def commands(parser: argparse.ArgumentParser, *above: str) -> Iterator[str]:
    """Every command of a parser that does something by itself, with those below it; one that needs a choice, by each of these."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    chosen = [name for action in parser._actions if not action.option_strings for name in action.choices or ()]
    if above and not below:
        yield from (" ".join((*above, *choice)) for choice in ([[name] for name in chosen] or [[]]))
    elif above and not below[0].required:
        yield " ".join(above)
    for action in below:
        for name, made in action.choices.items():
            yield from commands(made, *above, name)


def test_every_command_is_documented() -> None:
    """Each has a row in docs/operations.md, and each row there names a command."""
    alone = {"articles list", "answers list"}  # what `onrecord articles` and `onrecord answers` do by themselves
    told = [row[0].strip("`") for row in rows(section(DOCS / "operations.md", "## Commands"))]
    named = {re.sub(r" (?:PATH…|\"…\"|ID|FILE|…)$", "", each) for each in told if each.startswith("onrecord ")}
    assert {name.removeprefix("onrecord ") for name in named} == set(commands(_parser())) - alone


def test_every_error_is_documented_as_it_is() -> None:
    """Exit code, code and HTTP status in docs/operations.md, but for those that evaluations alone raise."""
    of_evaluations = {"bad_dataset", "bad_run", "recording_failed", "recording_broken", "recording_miss"}
    of_commands = {
        "bad_setting",
        "unreadable_source",
        "address_refused",
        "fetch_failed",
        "only_linked",
        "reading_ended",
    }
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.OnRecordError)
    ]
    there = {
        (str(kind.exit_code), f"`{kind.code}`", "–" if kind.code in of_commands else str(kind.http_status))
        for kind in kinds
        if kind.code not in of_evaluations
    }
    assert {(row[0], row[1], row[2]) for row in rows(section(DOCS / "operations.md", "## Errors"))} == there

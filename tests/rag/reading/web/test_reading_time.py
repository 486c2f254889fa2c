"""A page of four times the length is read in at most eight times the time, whatever it repeats."""

import gc
import json

import pytest

from rag.reading.webpage import _fields
from tests.rag.indexes.test_growth import Make, grows_with_length

pytestmark = pytest.mark.slow


SENTENCE = "The harbour of Quillfold was closed on Monday. "


def read(page: str) -> None:
    """Read `page`, with no garbage collected meanwhile: that takes time by how much the whole test run remembers."""
    gc.disable()
    try:
        _fields(page)
    finally:
        gc.enable()


def body(unit: str, before: str = "", after: str = "") -> Make:
    """A page that repeats `unit` in its body; `{n}` in it is a number that differs each time."""
    return lambda count: (
        f"<html><body><h1>Pier closed</h1>{before}{''.join(unit.replace('{n}', str(n)) for n in range(count))}{after}"
    )


def head(unit: str, before: str, after: str) -> Make:
    """A page that repeats `unit` in its head."""
    return lambda count: f"<html><head>{before}{unit * count}{after}</head><body><p>{SENTENCE}</p></body></html>"


@pytest.mark.parametrize(
    ("make", "count"),
    [
        pytest.param(
            body("<tr><td>Est. 1871</td></tr>", f"<table><tr><td><p>{SENTENCE}", "</table>"),
            1_000,
            id="rows beside the story's",
        ),
        pytest.param(body("<div class='comment c{n}'><p>So it is.</p></div>", f"<p>{SENTENCE}"), 1_000, id="comments"),
        pytest.param(lambda n: "<?xml" + " " * n + body(SENTENCE)(1), 20_000, id="white space in a declaration"),
        pytest.param(
            head("[],", '<script type="application/ld+json">[', "[]]</script>"), 100_000, id="lists in JSON-LD"
        ),
        pytest.param(
            lambda n: head(json.dumps(json.dumps([{"@type": "NewsArticle", "headline": "Pier"}] * n)), "", "")(1),
            500,
            id="records",
        ),
        pytest.param(body("<span>a</span> ", "<article><p>", "</p></article>"), 2000, id="elements within a line"),
        pytest.param(body("<s>a</s> ", "<p>", "b</p>"), 2000, id="words struck out"),
        pytest.param(body(f"<div class='a{{n}}'><p>{SENTENCE}</p></div>"), 500, id="boxes"),
        pytest.param(body(f"<article><h3>Zoo</h3><p>{SENTENCE}</p></article>"), 500, id="articles"),
        pytest.param(body("<tr><td>a</td><td>b</td></tr>", "<table>", "</table>"), 1000, id="rows"),
        pytest.param(body("<td>a</td>", "<table><tr>", "</tr></table>"), 1000, id="cells"),
        pytest.param(body("<sup>1</sup>a", "<p>a", "</p>"), 2000, id="notes"),
        pytest.param(body(f"<figcaption>{SENTENCE}</figcaption>", "<figure>", "</figure>"), 500, id="captions"),
        pytest.param(body("a:b;", "<p style='", f"'>{SENTENCE}</p>"), 5000, id="a style"),
        pytest.param(body("0 0, ", "<p style='clip-path:polygon(", f"x'>{SENTENCE}</p>"), 5000, id="a polygon"),
        pytest.param(head("@media x{", "<style>", "</style>"), 5000, id="conditions in a style sheet"),
        pytest.param(head(".a,", "<style>", ".b{display:none}</style>"), 5000, id="selectors"),
        pytest.param(body("<p>a</p>", "<div style='visibility:hidden'>" * 150), 1000, id="what is hidden many times"),
        pytest.param(body("<time>a</time><p>b</p>", "<div>", "</div>"), 1000, id="times"),
    ],
)
def test_a_page_is_read_in_time_that_grows_with_its_length(make: Make, count: int) -> None:
    """No step of it looks at the whole page for each part of it."""
    assert grows_with_length(read, make, count)

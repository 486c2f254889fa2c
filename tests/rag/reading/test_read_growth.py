"""Hostile files: whatever a file repeats without end, reading it takes time that grows with its length.

Each is made at two sizes, as in `tests/rag/indexes/test_growth.py`; a file that is refused is refused in such a time too.
"""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.indexes.test_growth import Make, grows_with_length, times

pytestmark = pytest.mark.slow


HEAD = "Harbour closed\n\nThe harbour was closed on Monday.\n\n"


def below(make: Make) -> Make:
    """What `make` makes, below a headline and a sentence."""
    return lambda count: HEAD + make(count)


def gap(count: int) -> str:
    """A heading with a gap in it."""
    return f"# a{' ' * count}x\n\nThe harbour was closed on Monday.\n"


def recorded(make: Make) -> Make:
    """What `make` makes, as the text of a record."""
    return lambda count: json.dumps({"title": "Harbour closed", "text": make(count)})


def matter(make: Make) -> Make:
    """What `make` makes, as front matter."""
    return lambda count: f"---\n{make(count)}\n---\nThe harbour was closed on Monday.\n"


@pytest.mark.parametrize(
    ("name", "make", "count"),
    [
        pytest.param("a.txt", below(times("Tarn {n}\n")), 5000, id="short lines"),
        pytest.param("a.txt", below(times("1 hour ago\n")), 5000, id="ages"),
        pytest.param("a.txt", below(times("Photo: Ada Brock\nOn May 20, 2025 she went.\n")), 1500, id="credits"),
        pytest.param("a.txt", below(times("The board of the harbour voted to close\nthe pier ")), 3000, id="wrapped"),
        pytest.param("a.txt", below(times("By ")), 5000, id="bylines in one line"),
        pytest.param("a.md", gap, 20_000, id="a heading with a gap"),
        pytest.param("a.md", below(times("[a](")), 3000, id="links without end"),
        pytest.param("a.md", below(times("[![a]")), 300, id="images in links"),
        pytest.param("a.md", below(times("**a *b ")), 3000, id="emphasis without end"),
        pytest.param("a.md", below(times("`a``b```c ")), 3000, id="code without end"),
        pytest.param("a.md", below(times("<b a='")), 5000, id="tags without end"),
        pytest.param("a.md", below(times("<b>")), 3000, id="tags that nothing closes"),
        pytest.param("a.md", below(times("<!-- ")), 5000, id="comments without end"),
        pytest.param("a.md", below(times("[x{n}]: http://tarn.example\n")), 500, id="addresses"),
        pytest.param("a.md", below(times("a[^{n}]\n\n[^{n}]: b\n\n")), 500, id="footnotes"),
        pytest.param("a.md", below(times("|a|b|\n|-|-|\n")), 300, id="tables"),
        pytest.param("a.md", below(times("> ")), 5000, id="quotations in quotations"),
        pytest.param("a.md", below(times("- x\n")), 500, id="a list"),
        pytest.param("a.md", matter(times("a{n}: b\n")), 500, id="front matter"),
        pytest.param("a.md", matter(times("[")), 5000, id="brackets in front matter"),
        pytest.param("a.json", recorded(times("\u0327\u0301")), 20_000, id="marks out of order"),
        pytest.param("a.json", recorded(times("-\n")), 5000, id="dashes"),
        pytest.param("a.json", recorded(times("<p>&amp;<b a=")), 3000, id="tags in a record"),
        pytest.param("a.json", recorded(times("<del>")), 3000, id="struck out without end"),
        pytest.param("a.jsonl", times("{\n"), 1500, id="objects without end"),
        pytest.param("a.jsonl", times('{"a":[{"b":[\n]},\n'), 500, id="lists without end"),
        pytest.param("a.jsonl", times("[0,\n"), 2000, id="a list in a list"),
        pytest.param("a.jsonl", times('{"title":"{n}",\n"text":"x"}\n'), 1000, id="objects on two lines"),
    ],
)
def test_a_file_is_read_in_time_that_grows_with_its_length(tmp_path: Path, name: str, make: Make, count: int) -> None:
    """Nothing that is read of a file takes the square of its length."""
    path = tmp_path / name

    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        with suppress(UnreadableSource):
            list(read_articles(path))

    assert grows_with_length(read, make, count)

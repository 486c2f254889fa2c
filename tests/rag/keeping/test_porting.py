"""Articles out of one record and into another: nothing is lost, and doing it twice changes nothing."""

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Article, Published
from rag.errors import UnreadableSource
from rag.keeping.ingest import ingest, prepared
from rag.keeping.porting import Imported, exported, imported, kept_of, line_of
from rag.store.exported import ExportedArticle, ExportedVersion
from rag.store.record import Record
from rag.store.rows import Vector
from rag.store.verify import verify
from tests.conftest import EXAMPLES
from tests.rag.store.making import dated, vector_for

pytestmark = pytest.mark.slow


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=40)
ANY = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
DATES = st.one_of(
    st.just(Published()),
    st.dates().map(lambda day: Published(day.isoformat(), "day", "metadata")),
    st.dates().map(lambda day: Published(day.isoformat()[:7], "month", "url")),
    st.dates().map(lambda day: Published(day.isoformat()[:4], "year", "inferred")),
)


class Counting:
    """Embeds by a hash, and counts words; what is embedded does not matter here."""

    model_id = "counting@0"
    token_limit = 256
    dimensions = 8

    def __init__(self) -> None:
        self.texts: list[str] = []

    def count_tokens(self, text: str) -> int:
        """Words, and two more."""
        return len(text.split()) + 2

    def embed(self, texts: Sequence[str]) -> Vector:
        """A vector for each text, and a note that it was asked for."""
        self.texts += texts
        return np.array([vector_for(text) for text in texts])


@pytest.fixture
def embedder() -> Counting:
    """Stands in for the model."""
    return Counting()


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record, once on each database."""
    with Record.open(url) as opened:
        yield opened


def _store(record: Record, embedder: Any, *articles: Article) -> None:
    for article in articles:
        record.store(prepared([article], record, embedder))


def _fill(record: Record, embedder: Any) -> None:
    """Two versions, a removed article, one that came back, twins, dates of each precision, ids in another order than words."""
    one = Article(id="b-1", title="Bridge", text="The bridge is closed.", outlet="Harbour Herald", byline="By A. Lee")
    _store(
        record,
        embedder,
        one,
        Article(id="B", title="Fähre 🛳", text="Zeile eins.\nZeile “zwei”\u2028drei.", published=dated("2025-05")),
        Article(id="a_z", title="Gone", text="A rumour.", url="https://example.org/?a=1&b=2", published=dated("2025")),
        Article(id="é", title="Back", text="Here again.", source="/articles/back.txt", language="en"),
        Article(id="b-1", title="Bridge", text="The bridge is open.", outlet="Harbour Herald"),
        Article(id="ü2", title="Twin", text="Others.", url="https://example.org/t"),
        Article(id="b 2", title="Twin", text="Others.", url="https://example.org/u", published=dated("2025-05-20")),
    )
    record.remove("a_z")
    record.remove("é")
    _store(record, embedder, Article(id="é", title="Back", text="Here again.", source="/articles/back.txt"))


def _bytes(record: Record) -> bytes:
    return "".join(f"{line}\n" for line in exported(record)).encode()


def _import(content: bytes, record: Record, embedder: Any) -> Imported:
    return imported(content.split(b"\n"), "f.jsonl", record, embedder)


def test_what_was_exported_and_imported_is_exported_again_byte_for_byte(
    record: Record, embedder: Counting, tmp_path: Path
) -> None:
    """On either database: versions, removals, dates with precision and basis, source, language, ids and when each was read."""
    _fill(record, embedder)
    content = _bytes(record)
    with Record.open(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        assert _import(content, other, Counting()) == Imported(6, 0, 0, ())
        assert _bytes(other) == content
        assert verify(other) == []
        assert other.articles() == record.articles()
        assert other.live_passage_ids() == record.live_passage_ids()
        assert other.copies(other.live_article_ids()) == record.copies(record.live_article_ids())
    lines = [json.loads(line) for line in content.decode().split("\n") if line]
    assert (
        [line["id"] for line in lines] == sorted(line["id"] for line in lines) == ["B", "a_z", "b 2", "b-1", "é", "ü2"]
    )
    assert [len(line["versions"]) for line in lines] == [1, 1, 1, 2, 1, 1]
    assert [bool(line["removed_at"]) for line in lines] == [False, True, False, False, False, False]


def test_importing_what_is_stored_changes_nothing(record: Record, embedder: Counting) -> None:
    """No version, no change for the indexes, nothing embedded, the same export; a removal since then stays."""
    _fill(record, embedder)
    content = _bytes(record)
    before, seq, embedded = record.counts(), record.last_seq(), len(embedder.texts)
    assert _import(content, record, embedder) == Imported(0, 0, 6, ())
    assert (record.counts(), record.last_seq(), len(embedder.texts)) == (before, seq, embedded)
    assert _bytes(record) == content
    record.remove("B")
    assert _import(content, record, embedder).unchanged == 6
    assert "B" not in record.live_article_ids()


def test_later_versions_are_added_to_earlier_ones(record: Record, embedder: Counting) -> None:
    """What is stored is a beginning of what comes: the rest is added, and the article becomes what the file says it is."""
    _store(record, embedder, Article(id="b-1", title="Bridge", text="The bridge is closed."))
    before = _bytes(record)
    _store(record, embedder, Article(id="b-1", title="Bridge", text="The bridge is open."))
    record.remove("b-1")
    content = _bytes(record)
    with tempfile.TemporaryDirectory() as folder, Record.open(f"sqlite:///{folder}/r.sqlite") as other:
        assert _import(before, other, embedder).new == 1
        assert _import(content, other, embedder) == Imported(0, 1, 0, ())
        assert _bytes(other) == content
        assert _import(before, other, embedder).unchanged == 1
        assert _bytes(other) == content


def test_another_text_under_a_stored_id_is_refused_and_named(record: Record, embedder: Counting) -> None:
    """The line is named, and the articles beside it are taken in."""
    _store(record, embedder, Article(id="b-1", title="Bridge", text="Mine."))
    mine = _bytes(record)
    theirs = line_of(_kept(Article(id="b-1", title="Bridge", text="Theirs.")))
    good = line_of(_kept(Article(id="good", title="Good", text="Words.")))
    done = _import(f"{theirs}\n\n{good}\n".encode(), record, embedder)
    assert (done.new, len(done.refused)) == (1, 1)
    assert "f.jsonl, line 1: Another version 1 of the article 'b-1' is stored already" in done.refused[0].message
    assert _bytes(record).startswith(mine)


def _kept(*versions: Article, removed_at: str | None = None) -> ExportedArticle:
    return ExportedArticle(
        versions[0].id, removed_at, tuple(ExportedVersion(one, "2026-11-30T00:00:00+00:00") for one in versions)
    )


GOOD = json.loads(line_of(_kept(Article(id="a", title="Title", text="Words."))))


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * 10_000,
        b'{"title": "An article as ingest reads it", "text": "Words."}',
        {**GOOD, "format": "onrecord.article/2"},
        {**GOOD, "id": "a\nb"},
        {**GOOD, "id": ""},
        {**GOOD, "versions": []},
        {**GOOD, "removed_at": "yesterday"},
        {**GOOD, "more": 1},
        *({**GOOD, "versions": [{**GOOD["versions"][0], name: value}]} for name, value in (
            ("text", "Other words."),
            ("version", 2),
            ("version", "1"),
            ("title", " "),
            ("text", "a\rb"),
            ("outlet", "a\x00b"),
            ("language", "e\x00"),
            ("published", {"value": "soon", "precision": "day", "basis": "stated"}),
            ("read_at", ""),
            ("content_hash", "0"),
        )),
    ],
)  # fmt: skip
def test_what_is_no_exported_article_is_named_by_its_line(
    record: Record, embedder: Counting, line: bytes | dict[str, Any]
) -> None:
    """And nothing is taken from it, whether it comes before the first article or after it; where it is all there is, the file
    is named instead. A lone half of a character can't even be written in it.
    """
    content = line if isinstance(line, bytes) else json.dumps(line).encode()
    good = line_of(_kept(Article(id="good", title="Good", text="Words."))).encode()
    for lines in (b"\n" + content + b"\n" + good, good + b"\n" + content):
        (refused,) = _import(lines, record, embedder).refused
        assert "f.jsonl, line 2: it is no exported article" in refused.message
        assert not re.search("Input|Invalid|Field|pydantic|valid", refused.message), refused
    assert record.counts().versions == 1
    with pytest.raises(UnreadableSource, match=r"^f.jsonl is no export of On Record") as caught:
        _import(b"\n" + b"\n".join([content] * 9), record, embedder)
    assert "onrecord ingest" in caught.value.hint


def test_one_article_twice_in_a_file_is_taken_once(record: Record, embedder: Counting) -> None:
    """Whether it is the same again, or goes on."""
    first, second = Article(id="a", title="T", text="One."), Article(id="a", title="T", text="Two.", version=2)
    lines = [_kept(first), _kept(first), _kept(first, second), _kept(first)]
    assert _import("\n".join(map(line_of, lines)).encode(), record, embedder) == Imported(1, 1, 2, ())
    assert record.article("a").text == "Two."


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(WORDS, min_size=1, max_size=4),
    title=WORDS,
    outlet=ANY,
    byline=ANY,
    address=ANY,
    published=DATES,
    removed=st.booleans(),
)
def test_any_article_comes_through_a_line(
    texts: list[str], title: str, outlet: str | None, byline: str | None, address: str | None, published: Published, *, removed: bool
) -> None:  # fmt: skip
    """Whatever its texts hold, line ends of every script included; and a line is one line."""
    clean = [unicodedata.normalize("NFC", text) for text in (title, *texts)]
    if not all(text.strip() for text in clean):
        return
    versions = [
        Article("id ü", clean[0], text, outlet, byline, address, published, number, address, "en")
        for number, text in enumerate(clean[1:], 1)
    ]
    kept = _kept(*versions, removed_at="2026-11-30T01:02:03+00:00" if removed else None)
    line = line_of(kept)
    assert "\n" not in line
    assert kept_of(line.encode()) == kept
    assert line_of(kept_of(line)) == line


def test_more_articles_than_are_read_at_once_come_in_order(record: Record, embedder: Counting) -> None:
    """Without any that is missing or told twice, even while others are stored."""
    _store(record, embedder, *(Article(id=f"{n % 7}-{n}", title=f"T {n}", text=f"Text {n}.") for n in range(230)))
    lines = exported(record)
    ids = [json.loads(next(lines))["id"]]
    _store(record, embedder, Article(id="zz", title="T", text="Later."))
    ids += [json.loads(line)["id"] for line in lines]
    assert len(ids) == 230
    assert ids == sorted(ids)


def test_reading_an_article_twice_changes_nothing(record: Record, embedder: Counting) -> None:
    """The example articles, read again: no change for the indexes, no version, nothing embedded, the same export."""
    first = ingest([EXAMPLES], record, embedder)
    content, counts, seq, embedded = _bytes(record), record.counts(), record.last_seq(), len(embedder.texts)
    again = ingest([EXAMPLES], record, embedder)
    assert (again.new, again.updated, again.unchanged) == (0, 0, first.new + first.updated + first.unchanged)
    assert (record.counts(), record.last_seq(), len(embedder.texts)) == (counts, seq, embedded)
    assert _bytes(record) == content

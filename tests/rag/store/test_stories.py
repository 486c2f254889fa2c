"""Stories in the record: the same whatever order articles come in, kept true by updates and removals, found by an index."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from rag.domain import Article
from rag.store import reading, verify
from rag.store import stories as keeping
from rag.store.filters import Filters
from rag.store.reading import ArticleKey
from rag.store.record import Record
from tests.rag.conftest import Databases
from tests.rag.store.making import prepared, story
from tests.rag.store.plans import explained, reads_all
from tests.rag.wire import OTHER, PARAGRAPHS, WIRE, printed

pytestmark = pytest.mark.slow


CORRECTED = (
    f"Correction: an earlier version of this article misstated the toll.\n\n{WIRE.replace('23 people', '32 people')}"
)
ARTICLES = (
    printed("Bay Courier"),
    printed("Tidewater News", "\n\n".join(PARAGRAPHS[:4])),
    printed("Harbour Herald", "\n\n".join(PARAGRAPHS[2:])),
    printed("Estuary Echo", OTHER),
    printed("Tarn Post", CORRECTED, "2025-06-04"),
    printed("Pier Gazette", OTHER.replace("at dawn", "on Tuesday")),
)


def store(record: Record, articles: Iterable[Article]) -> None:
    """Store articles, each in a transaction of its own; their lines are their sentences."""
    for article in articles:
        record.store([prepared(replace(article, text=re.sub(r"\n+", "\n", article.text)))])


def stories(record: Record) -> set[frozenset[str]]:
    """The stories of several articles, as sets of their ids."""
    found = record.copies(record.live_article_ids())
    return {frozenset(copy.article_id for copy in copies) for copies in found.values()}


def names(record: Record) -> dict[str, str]:
    """What the story of each article is called."""
    with record.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT article_id, story FROM signatures")
        return {row.article_id: row.story for row in rows}


def rows(record: Record, table: str) -> int:
    """How many rows a table has."""
    with record.database.reading() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608  # a table's name


WIRE_STORY = frozenset({"bay-courier", "tidewater-news", "harbour-herald", "tarn-post"})
OTHER_STORY = frozenset({"estuary-echo", "pier-gazette"})


def test_copies_are_found_as_they_are_stored(record: Record) -> None:
    """Cut ones and a corrected one too; another report of the same event is a story of its own."""
    store(record, ARTICLES)
    assert stories(record) == {WIRE_STORY, OTHER_STORY}


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(ARTICLES), removed=st.sets(st.sampled_from(ARTICLES), max_size=3), data=st.data())
def test_what_is_stored_decides_the_stories_and_not_when(
    databases: Databases, order: list[Article], removed: set[Article], data: st.DataObject
) -> None:
    """Any order, with removals in between: as if only what is left had been stored, in any other order."""
    with databases() as url, Record.open(url) as record:
        for article in order:
            store(record, [article])
        for article in data.draw(st.permutations(sorted(removed, key=lambda a: a.id))):
            record.remove(article.id)
        found = names(record)
    with databases() as url, Record.open(url) as record:
        store(record, [article for article in ARTICLES if article not in removed])
        assert names(record) == found


def test_what_only_one_article_held_together_falls_apart_without_it(record: Record) -> None:
    """The first and the last half of a story are no copies of each other, only of the whole."""
    first, last = printed("Alpha", "\n\n".join(PARAGRAPHS[:3])), printed("Beta", "\n\n".join(PARAGRAPHS[3:]))
    store(record, [first, last])
    assert stories(record) == set()
    store(record, [printed("Gamma")])
    assert stories(record) == {frozenset({"alpha", "beta", "gamma"})}
    record.remove("gamma")
    assert stories(record) == set()
    store(record, [printed("Gamma")])
    assert stories(record) == {frozenset({"alpha", "beta", "gamma"})}, "it is live again, and so is its story"


def test_a_new_version_moves_to_the_story_it_now_tells(record: Record) -> None:
    """And the rows of its old text are gone."""
    store(record, ARTICLES[:2])
    before = rows(record, "bands")
    store(record, [replace(ARTICLES[0], text=OTHER), ARTICLES[3]])
    assert stories(record) == {frozenset({"bay-courier", "estuary-echo"})}
    assert rows(record, "signatures") == 3
    record.remove("estuary-echo")
    assert rows(record, "bands") <= before


def test_the_best_copy_is_the_correction_then_the_latest_then_one_that_says_whose_it_is(record: Record) -> None:
    """Among equals the least id, so that it is the same every time."""
    unsigned = replace(printed("Nobody"), id="a-nobody", outlet=None)
    undated = printed("Undated", day=None)
    late = printed("Late Edition", day="2025-06-09")
    store(record, [*ARTICLES[:2], unsigned, undated, late, ARTICLES[4]])
    best_first = [copy.article_id for copy in record.copies(["bay-courier"])["bay-courier"]]
    assert best_first == ["tarn-post", "late-edition", "bay-courier", "tidewater-news", "a-nobody", "undated"]


def test_filters_apply_before_the_best_copy_is_chosen(record: Record) -> None:
    """Who asks for one outlet gets its copy, alone; within a range the best is the latest of the range."""
    store(record, ARTICLES)
    assert record.copies(["tidewater-news"], Filters(outlets=("tidewater NEWS",))) == {}
    until = record.copies(["tidewater-news"], Filters(until=date(2025, 6, 3)))["tidewater-news"]
    assert until[0].article_id == "bay-courier"
    assert "tarn-post" not in {copy.article_id for copy in until}


def test_a_record_from_before_stories_learns_them(url: str) -> None:
    """Opening is enough: every live article gets its place, a removed one none."""
    with Record.open(url) as record:
        store(record, ARTICLES)
        record.remove("harbour-herald")
        known = names(record)
        with record.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE signatures")
            connection.exec_driver_sql("DROP TABLE bands")
            connection.exec_driver_sql("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    with Record.open(url) as record:
        assert names(record) == known
        assert stories(record) == {WIRE_STORY - {"harbour-herald"}, OTHER_STORY}
        store(record, [ARTICLES[2]])
        assert stories(record) == {WIRE_STORY, OTHER_STORY}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT article_id FROM bands WHERE key IN (1, 2, 3)",
        "SELECT * FROM signatures WHERE article_id IN ('a', 'b')",
        "SELECT * FROM signatures WHERE story = 'a'",
        "DELETE FROM bands WHERE key IN (1, 2, 3) AND article_id = 'a'",
    ],
)
def test_no_article_is_compared_with_all_others(record: Record, query: str) -> None:
    """What storing asks for is looked up in an index: its time does not grow with the record."""
    with record.database.reading() as connection:
        plan = explained(connection, query)
    assert not reads_all(plan), plan


def plans(record: Record, asks: Callable[[Connection], object]) -> list[str]:
    """How the database looks up what `asks` reads, a plan for each of its queries."""
    asked: list[tuple[str, Any]] = []

    def note(_1: object, _2: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    with record.database.writing() as connection:
        event.listen(connection, "before_cursor_execute", note)
        asks(connection)
        event.remove(connection, "before_cursor_execute", note)
        queries = [(query, values) for query, values in asked if query.startswith("SELECT")]
        return [explained(connection, query, values) for query, values in queries]


KEYS = {("bay-courier", 1), ("bay-courier", 2), ("tidewater-news", 1)}


@pytest.mark.parametrize(
    ("asks", "table"),
    [
        (lambda connection: keeping.sentences_of_articles(connection, KEYS), "sentences"),
        (lambda connection: reading.articles_by_key(connection, KEYS), "versions"),
        (lambda connection: reading.abouts(connection, KEYS), "passages"),
        (lambda connection: verify._texts(connection, KEYS), "versions"),
    ],
)
def test_versions_are_looked_up_by_article_and_version(
    record: Record, asks: Callable[[Connection], object], table: str
) -> None:
    """No row of another article is read, and none of the versions that nobody asked for."""
    store(record, ARTICLES)
    (plan,) = plans(record, asks)
    assert not reads_all(plan), plan
    found = rf"SEARCH {table} .*\(article_id=\? AND version=\?\)|Scan (on|using) {table}.*article_id = ANY.* AND \(version = ANY"
    assert re.search(found, plan), plan


def test_placing_all_reads_each_text_once(record: Record) -> None:
    """Only which articles have no place is found by looking at all."""
    store(record, ARTICLES)
    with record.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM bands")
        connection.exec_driver_sql("DELETE FROM signatures")
    first, *others = plans(record, keeping.place_all)
    assert "articles" in first
    assert not [plan for plan in others if reads_all(plan)]
    assert stories(record) == {WIRE_STORY, OTHER_STORY}


def test_only_the_versions_that_are_asked_for_are_found(record: Record) -> None:
    """Where different versions of several articles are asked for at once, no other pair of these comes with them."""
    record.store([story("a", "A one."), story("b", "B one."), story("c", "C one.")])
    record.store([story("a", "A two.", "And more."), story("b", "B two."), story("c", "C two.")])
    keys: set[ArticleKey] = {("a", 2), ("b", 1), ("c", 3)}
    found = record.sentences_of_articles(keys)
    assert {key: [sentence.number for sentence in listed] for key, listed in found.items()} == {
        ("a", 2): [0, 1],
        ("b", 1): [0],
    }
    assert {key: kept.text for key, kept in record.articles_by_key(keys).items()} == {
        ("a", 2): "A two.\nAnd more.",
        ("b", 1): "B one.",
    }
    assert set(record.abouts(keys)) == {("a", 2), ("b", 1)}
    with record.database.reading() as connection:
        assert verify._texts(connection, keys) == {("a", 2): "A two.\nAnd more.", ("b", 1): "B one."}


def test_placing_all_signs_the_current_texts(record: Record) -> None:
    """Articles at different versions are placed by what each says now, as storing them placed them."""
    store(record, ARTICLES[:2])
    store(record, [replace(ARTICLES[0], text=OTHER), ARTICLES[3]])
    known = names(record)
    with record.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM bands")
        connection.exec_driver_sql("DELETE FROM signatures")
        keeping.place_all(connection)
    assert names(record) == known

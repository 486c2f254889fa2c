"""Filters let through what their definition says and nothing else, and both rankings under them are those of a full search."""

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Article, Published
from rag.errors import IndexBroken
from rag.indexes.exact import ExactIndex
from rag.indexes.indexes import Indexes
from rag.store.filters import Filters
from rag.store.record import Record
from rag.store.rows import KeyedVector
from tests.rag.store.making import DIMENSIONS, dated, story, vector_for

pytestmark = pytest.mark.slow


DAY = st.dates(date(2021, 1, 1), date(2024, 12, 31))
PUBLISHED = st.one_of(
    st.just(Published()),
    st.builds(lambda day, length: dated(day.isoformat()[:length]), DAY, st.sampled_from((4, 7, 10))),
)
OUTLETS = st.sampled_from((None, "The Ferry Post", "THE FERRY POST", "Straße am Fluß", "Київ Сьогодні", "Ferry Post"))
LANGUAGES = st.sampled_from((None, "en", "de"))
WORDS = st.lists(st.sampled_from(("ferry", "bread", "truce", "weir")), min_size=1, max_size=4)
NAMES = [f"a{number}" for number in range(30)]
MADE = st.tuples(st.sampled_from(NAMES), WORDS, PUBLISHED, OUTLETS, LANGUAGES)
WANTED = st.builds(
    Filters,
    st.none() | DAY,
    st.none() | DAY,
    st.lists(OUTLETS.filter(bool), max_size=2).map(tuple),
    LANGUAGES,
    st.lists(st.sampled_from((*NAMES, "nobody")), max_size=12).map(tuple),
)
_numbers = itertools.count()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(f"sqlite:///{tmp_path / 'record.sqlite'}") as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Indexes]]:
    """One record that changes from example to example, and its indexes."""
    folder = tmp_path_factory.mktemp("shared")
    with (
        Record.open(f"sqlite:///{folder / 'record.sqlite'}") as record,
        Indexes.open(record, folder, DIMENSIONS) as indexes,
    ):
        yield record, indexes


def _admits(wanted: Filters, article: Article) -> bool:
    """The definition of the filter, an article at a time."""
    earliest, latest = article.published.earliest(), article.published.latest()
    return (
        (wanted.since is None or (earliest is not None and earliest >= wanted.since))
        and (wanted.until is None or (latest is not None and latest <= wanted.until))
        and (not wanted.outlets or (article.outlet or "").casefold() in {name.casefold() for name in wanted.outlets})
        and (wanted.language is None or article.language == wanted.language)
        and (not wanted.articles or article.id in wanted.articles)
    )


@settings(max_examples=30, deadline=None)
@given(
    made=st.lists(MADE, min_size=1, max_size=4),
    removed=st.sampled_from(NAMES),
    wanted=WANTED,
    k=st.integers(1, 12),
    question=st.sampled_from(("ferry", "bread and a truce", "weir")),
)
def test_a_filtered_ranking_is_the_full_ranking_without_what_is_not_wanted(
    shared: tuple[Record, Indexes],
    made: list[tuple[str, list[str], Published, str | None, str | None]],
    removed: str,
    wanted: Filters,
    k: int,
    question: str,
) -> None:
    """By words and by vector, ids and scores, whatever was stored, updated and removed before."""
    record, indexes = shared
    for name, words, published, outlet, language in made:
        lines = (f"{' '.join(words)} {next(_numbers)}.", "A second line.", f"The third of {words[0]}.")
        record.store([story(name, *lines, published=published, outlet=outlet, language=language)])
    if removed in record.live_article_ids():
        record.remove(removed)
    indexes.catch_up()

    admitted = [record.article(name) for name in record.live_article_ids()]
    keys = {(article.id, article.version) for article in admitted if _admits(wanted, article)}
    ids = [one for one in record.live_passage_ids() if (one.split(".")[0], int(one.split(".")[1])) in keys]

    vector, table = vector_for(question), record.vectors_of(ids)
    scores = [round(float(row.astype(float) @ vector.astype(float)), 12) for row in table.matrix]
    nearest = sorted(zip(table.ids, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))[:k]
    found = indexes.exact.query(vector, k, wanted)
    assert [hit.id for hit in found] == [passage_id for passage_id, _ in nearest]
    assert [hit.score for hit in found] == pytest.approx([score for _, score in nearest], abs=1e-9)

    everything = indexes.lexical.query(question, 10_000)
    assert indexes.lexical.query(question, k, wanted) == [hit for hit in everything if hit.id in ids][:k]


def test_undated_articles_are_in_no_range_and_unknown_languages_in_no_language(shared: tuple[Record, Indexes]) -> None:
    """What is not known is not guessed, so it can't pass a filter that asks for it."""
    record, indexes = shared
    record.store([story("undated", "Nobody knows the quince.")])
    indexes.catch_up()
    for wanted in (Filters(since=date.min), Filters(until=date.max), Filters(language="en")):
        assert not [hit for hit in indexes.lexical.query("quince", 50, wanted) if hit.id.startswith("undated")]
        assert not [hit for hit in indexes.exact.query(vector_for("x"), 500, wanted) if hit.id.startswith("undated")]
    assert [hit.id for hit in indexes.lexical.query("quince", 5, Filters(articles=("undated",)))] == ["undated.1.0"]


def test_a_month_is_within_a_range_only_if_all_of_it_is(record: Record) -> None:
    """What may have been published outside is not within."""
    record.store([story("a", published=dated("2024-02"))])
    exact, vector = ExactIndex(record), vector_for("x")
    assert exact.query(vector, 5, Filters(date(2024, 2, 1), date(2024, 2, 29)))
    assert not exact.query(vector, 5, Filters(since=date(2024, 2, 2)))
    assert not exact.query(vector, 5, Filters(until=date(2024, 2, 28)))


def test_single_precision_loses_nothing_among_many_alike(record: Record) -> None:
    """Hundreds of vectors that differ by less than single precision tells apart: their order is that of double precision,
    whichever of them a filter admits.
    """
    names = [f"n{number}" for number in range(400)]
    record.store(
        [
            story(name, "Same.", outlet=f"Outlet {number % 5}", published=dated(f"{2021 + number % 4}"))
            for number, name in enumerate(names)
        ]
    )
    exact = ExactIndex(record)
    exact.catch_up()
    rng = np.random.default_rng(3)
    moved = exact._matrix[:400] + rng.normal(0, 1e-7, (400, DIMENSIONS))
    exact._matrix[:400] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    vector = vector_for("Other.")
    for wanted in (Filters(), Filters(until=date(2022, 12, 31)), Filters(outlets=("Outlet 3",))):
        admitted = [row for row in range(400) if exact._admitted(wanted)[row]]
        true = np.round([exact._matrix[row].astype(float) @ vector.astype(float) for row in admitted], 12)
        order = sorted(range(len(admitted)), key=lambda at: (-true[at], exact._ids[admitted[at]]))[:20]
        assert [hit.id for hit in exact.query(vector, 20, wanted)] == [exact._ids[admitted[at]] for at in order], wanted


def test_rows_of_what_is_gone_are_used_again(record: Record) -> None:
    """A record whose articles change for years does not fill the memory."""
    exact = ExactIndex(record)
    for number in range(30):
        record.store([story("a", f"Edition {number}.", "More.", "Still more.")])
        assert {hit.id for hit in exact.query(vector_for("x"), 9)} == {f"a.{number + 1}.0", f"a.{number + 1}.1"}
    assert exact._used <= 4


def test_a_failure_while_following_leaves_nothing_half_done(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next question reads everything again, and finds what is there."""
    record.store([story("a"), story("b")])
    exact = ExactIndex(record)
    assert len(exact.query(vector_for("x"), 9)) == 4
    record.store([story("a", "New.")])
    with monkeypatch.context() as broken:
        broken.setattr(record, "scannable", lambda _=None: (_ for _ in [[], None]))
        with pytest.raises(TypeError):
            exact.query(vector_for("x"), 9)
    assert {hit.id for hit in exact.query(vector_for("x"), 9)} == {"a.2.0", "b.1.0", "b.1.1"}


def test_vectors_of_two_lengths_are_not_compared(record: Record) -> None:
    """Another embedder's vectors are refused by name, until they are embedded again."""
    record.store([story("a")])
    other = np.ones(DIMENSIONS + 1, dtype=np.float32)
    record.replace_vectors({"a.1.0": KeyedVector("other", "other-model", other)})
    with pytest.raises(IndexBroken, match="lengths"):
        ExactIndex(record).query(vector_for("x"), 9)

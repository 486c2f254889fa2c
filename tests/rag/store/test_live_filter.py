"""Which passages survive a question's dates and outlets."""

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Published
from rag.store.record import Record
from tests.rag.store.making import dated, story

DAY = st.dates(date(1999, 1, 1), date(2030, 12, 31))
PUBLISHED = st.one_of(
    st.just(Published()),
    st.builds(lambda day, length: dated(day.isoformat()[:length]), DAY, st.sampled_from((4, 7, 10))),
)
OUTLETS = st.sampled_from((None, "The Ferry Post", "THE FERRY POST", "Straße am Fluß", "Київ Сьогодні", "Ferry Post"))
_numbers = itertools.count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One record that grows from example to example."""
    with Record.open(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'record.sqlite'}") as opened:
        yield opened


def _survives(published: Published, since: date | None, until: date | None) -> bool:
    earliest, latest = published.earliest(), published.latest()
    if since is None and until is None:
        return True
    if earliest is None or latest is None:
        return False
    return (since is None or earliest >= since) and (until is None or latest <= until)


@settings(max_examples=40, deadline=None)
@given(
    made=st.lists(st.tuples(PUBLISHED, OUTLETS), min_size=1, max_size=5),
    since=st.none() | DAY,
    until=st.none() | DAY,
    outlets=st.lists(OUTLETS.filter(bool), max_size=2),
)
def test_the_filter_agrees_with_its_definition(
    shared: Record,
    made: list[tuple[Published, str | None]],
    since: date | None,
    until: date | None,
    outlets: list[str],
) -> None:
    """All that an article's date can mean lies in the range, and its outlet is one of those asked for."""
    stories = [story(f"a{next(_numbers)}", published=published, outlet=outlet) for published, outlet in made]
    shared.store(stories)
    wanted = {outlet.casefold() for outlet in outlets}
    expected = {
        entry.article.id
        for entry in stories
        if _survives(entry.article.published, since, until)
        and (not wanted or (entry.article.outlet or "").casefold() in wanted)
    }
    found = {passage.article_id for passage in shared.live_passages(since, until, outlets)}
    assert found & {entry.article.id for entry in stories} == expected


def test_a_month_is_within_a_range_only_if_all_of_it_is(record: Record) -> None:
    """What may have been published outside is not within."""
    record.store([story("a", published=dated("2024-02"))])
    assert record.live_passages(date(2024, 2, 1), date(2024, 2, 29))
    assert not record.live_passages(date(2024, 2, 2), None)
    assert not record.live_passages(None, date(2024, 2, 28))


def test_only_live_passages_are_filtered(record: Record) -> None:
    """Superseded and removed ones are not there to be found, in reading order."""
    record.store([story("a"), story("b")])
    record.store([story("a", "New one.", "New two.", "New three.")])
    record.remove("b")
    assert [passage.id for passage in record.live_passages()] == ["a.2.0", "a.2.1"]

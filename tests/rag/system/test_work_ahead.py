"""Items that a thread makes ahead come in order, end, fail and stop as they would without one."""

import threading
from collections.abc import Generator
from contextlib import closing
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.system.work_ahead import Ahead


@given(st.lists(st.integers(), max_size=40), st.integers(1, 5))
def test_the_items_are_the_same_in_the_same_order(items: list[int], most: int) -> None:
    """However far ahead they may be made."""
    assert list(Ahead((item for item in items), most)) == items


def test_an_error_comes_in_its_place() -> None:
    """After everything that was made before it."""

    def failing() -> Generator[int, None, None]:
        yield from range(3)
        raise LookupError("the fourth")

    seen: list[int] = []
    with pytest.raises(LookupError, match="the fourth"):
        seen.extend(Ahead(failing(), 2))
    assert seen == [0, 1, 2]


def test_no_more_is_made_than_may_wait() -> None:
    """One in hand, `most` in the queue, and one that waits for room."""
    made: list[int] = []

    def making() -> Generator[int, None, None]:
        for number in count():
            made.append(number)
            yield number

    with closing(Ahead(making(), 2)) as items:
        assert list(islice(items, 5)) == [0, 1, 2, 3, 4]
    assert len(made) <= 5 + 2 + 1


def test_what_is_closed_ends_its_thread_and_closes_what_made_it() -> None:
    """Also one behind another."""
    closed = []

    def making() -> Generator[int, None, None]:
        try:
            yield from count()
        finally:
            closed.append(threading.current_thread().name)

    before = threading.active_count()
    with closing(Ahead(making())) as inner, closing(Ahead(item + 1 for item in inner)) as outer:
        assert next(outer) == 1
    assert threading.active_count() == before
    assert closed == ["ahead"]

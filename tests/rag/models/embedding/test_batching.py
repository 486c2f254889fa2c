"""Threads that embed at once share batches, in their order, and none suffers by another's mistake."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.models.embedding.batching import Together


class Model:
    """Gives each text its length as a vector; the first batch waits until it is let through."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun, self.let_through = threading.Event(), threading.Event()

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Raises ValueError for the text “bad”."""
        self.batches.append(texts)
        self.begun.set()
        assert self.let_through.wait(10)
        if "bad" in texts:
            raise ValueError("a bad text")
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def waiting_behind_one(
    model: Model, pool: ThreadPoolExecutor, calls: list[list[str]]
) -> list[Future[NDArray[np.float32]]]:
    """The calls, each begun after the one before it, all of them while the first is being encoded."""
    together = Together(model.encode, size=4)
    futures = [pool.submit(together.encode, ["first"])]
    assert model.begun.wait(10)
    for number, texts in enumerate(calls, 2):
        futures.append(pool.submit(together.encode, texts))
        while len(together._calls) < number:
            threading.Event().wait(0.001)
    model.let_through.set()
    return futures


def test_what_waits_shares_the_next_batch_in_order() -> None:
    """Up to the size of a batch; each caller gets the rows of its own texts."""
    model = Model()
    with ThreadPoolExecutor(5) as pool:
        futures = waiting_behind_one(model, pool, [["a", "bb"], ["ccc"], ["dddd", "e"], ["ff"]])
        rows = [future.result(10)[:, 0].tolist() for future in futures]
    assert rows == [[5], [1, 2], [3], [4, 1], [2]]
    assert model.batches == [["first"], ["a", "bb", "ccc"], ["dddd", "e", "ff"]]


@pytest.mark.parametrize("order", list(permutations(["bad", "good", "fine!"])))
def test_an_error_reaches_only_who_caused_it(order: tuple[str, ...]) -> None:
    """Whoever of those who shared the batch is served first."""
    model = Model()
    with ThreadPoolExecutor(4) as pool:
        first, *others = waiting_behind_one(model, pool, [[text] for text in order])
        assert first.result(10).tolist() == [[5]]
        for text, future in zip(order, others, strict=True):
            if text == "bad":
                with pytest.raises(ValueError, match="a bad text"):
                    future.result(10)
            else:
                assert future.result(10).tolist() == [[len(text)]]


def test_a_failed_batch_is_tried_again_by_each_thread_for_itself() -> None:
    """Those behind it share a batch again once the text that failed has gone."""
    model = Model()
    with ThreadPoolExecutor(4) as pool:
        waiting_behind_one(model, pool, [["good"], ["bad"], ["a"]])
    assert model.batches == [["first"], ["good", "bad", "a"], ["good"], ["bad", "a"], ["bad"], ["a"]]


def test_more_than_a_batch_is_one_call_of_its_own() -> None:
    """Who asks for more than fits is not refused."""
    model = Model()
    model.let_through.set()
    assert len(Together(model.encode, size=2).encode(["a", "b", "c"])) == 3

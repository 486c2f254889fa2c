"""Threads that embed at once share batches, in their order, and none suffers by another's mistake."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.embed.together import Together


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


def test_an_error_reaches_only_who_caused_it() -> None:
    """Those who shared the batch are encoded again, without it."""
    model = Model()
    with ThreadPoolExecutor(3) as pool:
        first, bad, good = waiting_behind_one(model, pool, [["bad"], ["good"]])
        assert first.result(10).tolist() == [[5]]
        with pytest.raises(ValueError, match="a bad text"):
            bad.result(10)
        assert good.result(10).tolist() == [[4]]


def test_more_than_a_batch_is_one_call_of_its_own() -> None:
    """Who asks for more than fits is not refused."""
    model = Model()
    model.let_through.set()
    assert len(Together(model.encode, size=2).encode(["a", "b", "c"])) == 3

"""A recording gives back exactly what was put in, on any machine, and says what it lacks."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.errors import RecordingBroken, RecordingMiss
from rag.models.recording import RecordedEmbedder, Recording, content_key, replayed_or_recorded


class Counting:
    """An embedder that counts how often it is asked."""

    model_id, dimensions, token_limit = "counting", 4, 16

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        """A token a word."""
        self.asked.append(text)
        return len(text.split())

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector that tells the texts apart, with more digits than half precision has."""
        self.asked.extend(texts)
        return np.array([[len(text) / 3, 0.1, 1 / 7, 0] for text in texts], dtype=np.float32)


def filled(folder: Path) -> Recording:
    """A recording of one reply, two vectors and one count, saved."""
    recording = Recording({"llm": "fake", "judge": "fake", "capable": False})
    recorded = RecordedEmbedder(recording, Counting())
    recorded.embed(["one", "another"])
    recorded.count_tokens("how many tokens")
    recording.add_reply("k" * 32, {"text": "“Yes”, she said."})
    recording.save(folder)
    return recording


def test_what_is_saved_is_loaded_bit_by_bit(tmp_path: Path) -> None:
    """Replies, vectors, counts and what the models are called."""
    saved, loaded = filled(tmp_path), Recording.load(tmp_path)
    assert (loaded.replies, loaded.tokens, loaded.about) == (saved.replies, saved.tokens, saved.about)
    assert all(np.array_equal(saved.vectors[key], loaded.vectors[key]) for key in saved.vectors)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """No time or order of asking gets into the files, so that a commit shows what changed."""
    filled(tmp_path / "a")
    filled(tmp_path / "b")
    for name in ("recording.json", "replies.jsonl", "vectors.npz"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_replay_gives_the_vectors_that_the_recording_run_saw(tmp_path: Path) -> None:
    """Both are rounded to half precision."""
    recording = Recording()
    live = RecordedEmbedder(recording, Counting()).embed(["one", "another"])
    recording.save(tmp_path)
    again = RecordedEmbedder(Recording.load(tmp_path)).embed(["another", "one"])
    assert np.array_equal(live, again[::-1])
    assert again.dtype == np.float32


def test_nothing_is_asked_twice() -> None:
    """Of the embedder behind the recording."""
    inner = Counting()
    recorded = RecordedEmbedder(Recording(), inner)
    for _ in range(2):
        recorded.embed(["one", "two", "one"])
        recorded.count_tokens("one")
    assert sorted(inner.asked) == ["one", "one", "two"]


def test_no_texts_have_no_vectors() -> None:
    """An empty matrix of the right width, as the embedder gives."""
    assert RecordedEmbedder(Recording(), Counting()).embed([]).shape == (0, 4)


def test_a_text_that_was_not_recorded_is_named(tmp_path: Path) -> None:
    """With what to do about it."""
    filled(tmp_path)
    recorded = RecordedEmbedder(Recording.load(tmp_path))
    with pytest.raises(RecordingMiss, match=r"never seen.*eval record --missing"):
        recorded.embed(["never seen"])
    with pytest.raises(RecordingMiss):
        recorded.count_tokens("never counted")


def test_a_missing_reply_names_its_prompt() -> None:
    """And how the prompt ends, which is where the article's words are."""
    with pytest.raises(RecordingMiss, match=r"prompt judge_support that ends “…Did Putin agree"):
        replayed_or_recorded(
            Recording(), "key", None, "judge_support", [("system", "Judge."), ("user", "Did Putin agree?")]
        )


def test_only_what_was_used_is_kept_when_asked(tmp_path: Path) -> None:
    """What no question needs any more leaves the recording."""
    filled(tmp_path)
    loaded = Recording.load(tmp_path)
    RecordedEmbedder(loaded).embed(["one"])
    loaded.save(tmp_path, only_used=True)
    kept = Recording.load(tmp_path)
    assert (len(kept.vectors), kept.replies, kept.tokens) == (1, {}, {})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("recording.json", None, "no such file"),
        ("recording.json", b"{", "recording.json"),
        ("recording.json", b'{"format": 99}', "format 99"),
        ("recording.json", b"[]", "recording.json"),
        ("replies.jsonl", None, "no such file"),
        ("replies.jsonl", b'{"text": "no key"}\n', "replies.jsonl"),
        ("replies.jsonl", b"\xff\xfe", "replies.jsonl"),
        ("vectors.npz", None, "no such file"),
        ("vectors.npz", b"PK not a zip", "vectors.npz"),
        ("vectors.npz", b"", "vectors.npz"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    """Never a traceback, never a recording that is silently smaller."""
    filled(tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordingBroken, match=said) as raised:
        Recording.load(tmp_path)
    assert "onrecord eval record" in raised.value.hint


def test_half_an_archive_is_found_out(tmp_path: Path) -> None:
    """As a full disk or a bad merge leaves it."""
    filled(tmp_path)
    whole = (tmp_path / "vectors.npz").read_bytes()
    (tmp_path / "vectors.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RecordingBroken, match=r"vectors\.npz"):
        Recording.load(tmp_path)


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_keys_are_equal_exactly_when_what_was_said_is(one: list[str], other: list[str]) -> None:
    """No two lists run together into one key."""
    assert (content_key("reply", *one) == content_key("reply", *other)) == (one == other)


def test_replies_are_readable_lines(tmp_path: Path) -> None:
    """A person who reviews a change of the recording sees what the model said."""
    filled(tmp_path)
    [line] = (tmp_path / "replies.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"key": "k" * 32, "text": "“Yes”, she said."}

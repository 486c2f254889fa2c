"""Labelled drafts on questions of public sets: pointed at by ids and offsets, put together where the sets lie."""

import json
from pathlib import Path

import pytest

from eval.labelled import STRANGERS, load_pairs, strangers
from rag.errors import BadDataset

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
there = pytest.mark.skipif(not (SHARED / "quotesum").is_dir(), reason="the public sets are not on this machine")
ROWS = [json.loads(line) for line in STRANGERS.read_text(encoding="utf-8").splitlines()]


def test_no_text_of_a_publisher_is_among_the_labels() -> None:
    """A sentence in its own words is a place alone; what is claimed was written by a model."""
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row) <= {
            "id",
            "set",
            "question",
            "quoted",
            "claim",
            "words",
            "stated",
            "answers",
            "doubtful",
            "why",
            "again",
        }
        assert ("claim" in row) is not bool(row.get("quoted"))
        assert row["stated"] or not row.get("quoted")
        assert all(isinstance(row[name], bool) for name in ("stated", "answers", "doubtful"))


def test_a_hundred_were_labelled_twice_and_nearly_alike() -> None:
    """By readers who did not see each other's labels: the share is published."""
    twice = [row for row in ROWS if "again" in row]
    assert len(twice) == 100
    assert sum(row["stated"] == row["again"]["stated"] for row in twice) == 98
    assert all(row["answers"] == row["again"]["answers"] for row in twice)


@there
def test_each_draft_rests_on_sentences_of_its_article() -> None:
    """And is to be shown where it is stated and gives what was asked."""
    pairs = {pair.id: pair for pair in strangers(SHARED)}
    drafted = [row for row in ROWS if not row.get("quoted")]
    assert set(pairs) == {row["id"] for row in drafted}
    for row in drafted:
        pair = pairs[row["id"]]
        assert pair.label is (row["stated"] and row["answers"])
        start, end = row["words"][-1][1:]
        assert pair.article[start:end] in pair.source
        assert pair.subset == f"strangers/{row['set']}"


@there
@pytest.mark.parametrize("change", [{"question": "none"}, {"words": [["none", 0, 5]]}, {"words": [[0]]}, {"words": []}])
def test_a_label_that_does_not_fit_its_set_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    """By file and line, before anything is judged."""
    row = {**next(row for row in ROWS if not row.get("quoted")), **change}
    (path := tmp_path / "labels.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(BadDataset, match=r"labels\.jsonl, line 1"):
        strangers(SHARED, path)


def test_an_unknown_set_is_refused_with_those_there_are() -> None:
    """Public ones and our own."""
    with pytest.raises(BadDataset) as refused:
        load_pairs("nobody", SHARED)
    assert "strangers" in refused.value.hint

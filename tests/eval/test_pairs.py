"""Labelled pairs are read from three sets, and a bad line is refused by file, line and field."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.pairs import ATTRIBUTIONBENCH, FRANK, Pair, attributionbench, drafts, frank, pairs_of_half
from rag.errors import BadDataset

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
DRAFT = {
    "id": "d1",
    "question": "When does the bridge close?",
    "title": "Old bridge to close",
    "claim": "The bridge closes on 7 July.",
    "cited": ["The bridge will close on 7 July.", "It is old."],
    "supported": True,
    "why": "It says so.",
}
FRANK_ROW = {
    "id": "f1",
    "claim": "a dog barked . the cat slept .",
    "source": "A dog barked.",
    "label": 0,
    "dataset": "cnndm",
}
BENCH_ROW = {
    "id": "a1",
    "question": "Who sang it?",
    "claim": "Milira sang it [1].",
    "source": "Title: Go Outside\n\nMilira sang it\u200b in 1990.",
    "label": 1,
    "src_dataset": "LFQA",
}


def written(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of JSON lines, gzipped where its name says so."""
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def made(number: int, subset: str = "s") -> Pair:
    """A pair of which only the id matters."""
    return Pair(f"p{number}", "A claim.", "A source.", "", label=True, subset=subset)


def test_a_draft_is_held_against_all_it_cites(tmp_path: Path) -> None:
    """Its source is the cited sentences, joined as the product joins them."""
    (pair,) = drafts(written(tmp_path / "drafts.jsonl", DRAFT))
    assert pair.source == "The bridge will close on 7 July. It is old."
    assert (pair.subset, pair.label, pair.title, pair.question) == ("drafts", True, DRAFT["title"], DRAFT["question"])


def test_franks_sentences_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    """Nothing else tells where a sentence in small letters ends."""
    (pair,) = frank(written(tmp_path / "valid.jsonl.gz", FRANK_ROW))
    assert pair.claim == "a dog barked .\nthe cat slept ."
    assert (pair.subset, pair.label, pair.title) == ("frank/cnndm", False, "")


def test_a_reference_gives_its_headline_and_no_marker(tmp_path: Path) -> None:
    """The first line is the title; [1] is no part of the claim; what nobody sees is cleaned away."""
    (pair,) = attributionbench(written(tmp_path / "dev.jsonl.gz", BENCH_ROW))
    assert (pair.title, pair.claim, pair.source) == ("Go Outside", "Milira sang it.", "Milira sang it in 1990.")
    assert pair.label is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": ""}, "id"),
        ({"claim": "\u200b"}, "claim"),
        ({"cited": []}, "cited"),
        ({"cited": ["", "x"]}, "cited"),
        ({"supported": 1}, "supported"),
        ({"why": None}, "why"),
    ],
)
def test_a_bad_draft_is_refused_by_file_line_and_field(tmp_path: Path, changed: dict[str, Any], field: str) -> None:
    """Before anything is judged."""
    path = written(tmp_path / "drafts.jsonl", {**DRAFT, "id": "d0"}, {**DRAFT, **changed})
    with pytest.raises(BadDataset, match=rf"drafts\.jsonl, line 2, field '{field}'"):
        drafts(path)


@pytest.mark.parametrize("label", [True, 2, "1", None, []])
def test_a_label_is_zero_or_one(tmp_path: Path, label: object) -> None:
    """Nothing else is guessed at."""
    with pytest.raises(BadDataset, match="field 'label'"):
        frank(written(tmp_path / "valid.jsonl.gz", {**FRANK_ROW, "label": label}))


def test_an_id_occurs_once(tmp_path: Path) -> None:
    """The second is refused."""
    with pytest.raises(BadDataset, match="also the id of line 1"):
        drafts(written(tmp_path / "drafts.jsonl", DRAFT, DRAFT))


def test_a_file_that_can_not_be_read_is_refused_by_name(tmp_path: Path) -> None:
    """Missing, empty, or not gzipped as its name says."""
    (tmp_path / "broken.jsonl.gz").write_bytes(b"not gzip")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"{}" * 1000)[:-12])
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    for name in ("missing.jsonl", "broken.jsonl.gz", "cut.jsonl.gz", "empty.jsonl"):
        with pytest.raises(BadDataset, match=name.replace(".", r"\.")):
            drafts(tmp_path / name)


def test_a_pair_can_not_be_empty() -> None:
    """It needs a claim and a source."""
    with pytest.raises(ValueError, match="needs"):
        Pair("p", "", "source", "", label=True, subset="s")


def test_halves_are_about_even_and_never_change() -> None:
    """By hash of the id, as a question's."""
    halves = [made(number).half for number in range(400)]
    assert 160 < halves.count("dev") < 240
    assert made(0).half == made(0).half
    assert pairs_of_half([made(0)], half=made(0).half)
    assert not pairs_of_half([made(0)], half="test" if made(0).half == "dev" else "dev")


def test_a_limit_takes_as_many_of_each_subset() -> None:
    """The same ones each time, in their own order, whatever else is there."""
    pairs = [made(number, "a") for number in range(30)] + [made(number, "b") for number in range(30, 60)]
    few = pairs_of_half(pairs, limit=5)
    assert [pair.subset for pair in few] == ["a"] * 5 + ["b"] * 5
    assert set(few) <= set(pairs_of_half(pairs, limit=8))
    assert few == tuple(sorted(few, key=lambda pair: int(pair.id[1:])))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data sets are not on this machine")
def test_the_shared_sets_can_be_read() -> None:
    """All of them, with both labels."""
    news, answers = frank(SHARED / FRANK), attributionbench(SHARED / ATTRIBUTIONBENCH)
    assert (len(news), len(answers)) == (671, 1198)
    assert {pair.label for pair in news} == {pair.label for pair in answers} == {True, False}

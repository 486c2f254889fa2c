"""A run's folder goes on where a kill left it, and names what is damaged in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.folder import RunFolder
from rag.errors import BadRun
from tests.eval.making import FAILED, Outcome, abstained, asked_run, config, dataset, question, row, scored_run

ASKED = dataset([question(name) for name in ("one", "two", "tête-à-tête")])
OUTCOMES: dict[str, Outcome] = {"one": abstained(), "two": FAILED, "tête-à-tête": abstained()}


def kept(folder: RunFolder, name: str = "answers.jsonl") -> list[str]:
    """The ids of a file's rows."""
    return [each["id"] for each in folder.rows(name)]


def refusal(folder: RunFolder, **changed: Any) -> BadRun:
    """What is said when the run is taken up."""
    with pytest.raises(BadRun) as refused:
        folder.begin(config(ASKED, **changed))
    return refused.value


def test_a_new_folder_is_made_with_its_configuration(tmp_path: Path) -> None:
    """Nothing is done yet; an empty folder is as good as none."""
    (tmp_path / "empty").mkdir()
    for folder in (RunFolder(tmp_path / "deep" / "run"), RunFolder(tmp_path / "empty")):
        assert folder.begin(config(ASKED)) == set()
        assert folder.config() == config(ASKED)
        assert folder.begin(config(ASKED)) == set()


def test_what_was_asked_is_not_asked_again(tmp_path: Path) -> None:
    """Rows keep the order they were asked in, and their cost."""
    folder = asked_run(tmp_path, ASKED, {"tête-à-tête": abstained(), "one": abstained()})
    assert folder.begin(config(ASKED)) == {"one", "tête-à-tête"}
    assert kept(folder) == kept(folder, "costs.jsonl") == ["tête-à-tête", "one"]
    assert folder.rows()[1] == row("one", abstained())


def test_errors_are_asked_again(tmp_path: Path) -> None:
    """A model that could not be reached may be there now; its row and its cost make room."""
    folder = asked_run(tmp_path, ASKED, OUTCOMES)
    assert folder.begin(config(ASKED)) == {"one", "tête-à-tête"}
    assert kept(folder) == kept(folder, "costs.jsonl") == ["one", "tête-à-tête"]
    folder.append(row("two", abstained()), {"id": "two"})
    assert folder.begin(config(ASKED)) == set(OUTCOMES)


@given(st.data())
def test_a_kill_at_any_byte_loses_one_row_at_most(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The line that was cut off is dropped, in the middle of a character too, and those before it stay."""
    folder = asked_run(tmp_path_factory.mktemp("run"), ASKED, dict.fromkeys(OUTCOMES, abstained()))
    path = folder.path / "answers.jsonl"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:at])
    complete = list(OUTCOMES)[: whole[:at].count(b"\n")]
    assert folder.begin(config(ASKED)) == set(complete)
    assert kept(folder) == kept(folder, "costs.jsonl") == complete
    for name in OUTCOMES:
        if name not in complete:
            folder.append(row(name, abstained()), {"id": name})
    assert path.read_bytes() == whole


def test_a_cost_that_was_cut_off_is_dropped_with_its_question(tmp_path: Path) -> None:
    """The cost is written first, so a kill between the two leaves a cost without an answer."""
    folder = asked_run(tmp_path, ASKED, {"one": abstained()})
    with (tmp_path / "costs.jsonl").open("a") as file:
        file.write('{"id": "two"}\n{"id": "tê')
    assert folder.begin(config(ASKED)) == {"one"}
    assert kept(folder, "costs.jsonl") == ["one"]


@pytest.mark.parametrize("line", ['{"id": "two"', "[]", "7", '"two"', "null", "{}", "\x00"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    """A whole line that is no row was not left by a kill: something else wrote it."""
    folder = asked_run(tmp_path, ASKED, {"one": abstained()})
    path = tmp_path / "answers.jsonl"
    path.write_text(f"{path.read_text()}{line}\n")
    assert refusal(folder).message.startswith(f"{path}, line 2: it is damaged")
    with pytest.raises(BadRun, match="line 2"):
        folder.rows()


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """The file is named where the line can't be."""
    folder = asked_run(tmp_path, ASKED, {"one": abstained()})
    (tmp_path / "answers.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(BadRun, match=r"answers\.jsonl can not be read"):
        folder.rows()


@pytest.mark.parametrize(
    "changed",
    [
        {"digest": "1"},
        {"models": {"llm": "other"}},
        {"prompts": {"draft": "2"}},
        {"thresholds": {"support": 0.4, "relevance": 0.5}},
        {"half": "dev"},
        {"limit": 2},
        {"questions": ["one"]},
        {"new": True},
    ],
)
def test_another_configuration_is_refused_by_what_differs(tmp_path: Path, changed: dict[str, Any]) -> None:
    """Answers of two prompts or models in one run could not be told apart; nothing in it is touched."""
    folder = asked_run(tmp_path, ASKED, OUTCOMES)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert refusal(folder, **changed).message.endswith(f"was begun with another {next(iter(changed))}.")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """Nothing is written into it."""
    (tmp_path / "thesis.txt").write_text("mine")
    assert "not empty and no run" in refusal(RunFolder(tmp_path)).message
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("content", ["{", "", "[1]", "\x00"])
def test_a_damaged_configuration_is_named(tmp_path: Path, content: str) -> None:
    """Not JSON, or no object."""
    folder = asked_run(tmp_path, ASKED, OUTCOMES)
    (tmp_path / "config.json").write_text(content)
    assert str(tmp_path) in refusal(folder).message
    assert "damaged" in refusal(folder).message


def test_a_run_that_was_stopped_has_no_summary(tmp_path: Path) -> None:
    """Reading it says so, and what to do; a run without costs has none to show."""
    folder = asked_run(tmp_path, ASKED, OUTCOMES)
    for read in (folder.summary, lambda: folder.rows("scores.jsonl")):
        with pytest.raises(BadRun, match="is missing") as refused:
            read()
        assert "onrecord eval run" in refused.value.hint
    assert folder.costs() == {}


def test_what_is_written_is_written_whole(tmp_path: Path) -> None:
    """No half of a file stays behind, and text is kept readable."""
    folder = scored_run(tmp_path, ASKED, OUTCOMES)
    assert not list(tmp_path.glob("*.partial"))
    assert "tête-à-tête" in (tmp_path / "answers.jsonl").read_text(encoding="utf-8")
    assert folder.data == tmp_path / "data"
    assert json.loads((tmp_path / "summary.json").read_text()) == folder.summary()


def test_a_run_that_was_taken_up_again_is_not_finished(tmp_path: Path) -> None:
    """While errors are asked again there is no summary: what it said of them has left the run."""
    folder = scored_run(tmp_path, ASKED, OUTCOMES)
    folder.begin(config(ASKED))
    with pytest.raises(BadRun, match="is missing"):
        folder.summary()

"""A run asks each question once, keeps what came of it, goes on after a kill, and replays exactly without a model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.folder import COMPARED, RunFolder
from eval.questions import Dataset
from eval.record import record, replay_plan
from eval.run import Plan, run
from eval.scoring import score_run
from eval.under_test import thresholds
from rag.errors import BadRun, ModelFailed, RecordingMiss
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from rag.telling.terminal import spoken
from tests.conftest import SMOKE_LLM
from tests.eval.conftest import OpenModels
from tests.rag.pointing import claiming

pytestmark = pytest.mark.slow


def pointing(prompt: str) -> str:
    """Claims what the question asks for, from the sentence that states it."""
    if "How much" in prompt:
        return claiming(("The repair will cost £2.4 million.", "will cost £2.4 million"))(prompt)
    if "How many" in prompt:
        return claiming(("Judges tasted 126 loaves.", "126 loaves"))(prompt)
    return '{"claims": []}'


def quiet(_line: str) -> None:
    """No progress."""


def test_every_question_has_one_row_with_what_came_of_it(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Answered, abstained; the rankings of articles beside, and what it cost in a file of its own."""
    folder = RunFolder(tmp_path / "run")
    doubting = FakeChat(reply=pointing, yes=lambda prompt: 0.0 if "firm" in prompt.casefold() else 1.0)
    assert run(Plan(dataset, models(doubting)), folder, quiet) == 3
    assert {row["id"]: row["outcome"] for row in folder.rows()} == {
        "cost": "answered",
        "loaves": "answered",
        "firm": "abstained",
    }
    assert folder.rows()[0]["ranking"][0] == folder.rows()[0]["bm25"][0] == "weir"
    assert all(row["timings_ms"]["total"] >= 0 for row in folder.rows("costs.jsonl"))
    summary = score_run(folder, dataset)
    assert summary["measures"]["right"]["value"] == summary["measures"]["refused"]["value"] == 1.0
    assert summary["measures"]["citation recall"]["value"] == summary["measures"]["quote found"]["value"] == 1.0


def test_a_run_that_was_stopped_goes_on_where_it_was(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Only what is missing is asked, and half a line that a kill left is dropped."""
    fake = FakeChat(reply=pointing)
    folder, plan = RunFolder(tmp_path / "run"), Plan(dataset, models(fake))

    class Stopped(Exception):
        """The kill."""

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        run(plan, folder, quiet, stop)
    with (folder.path / "answers.jsonl").open("a") as file:
        file.write('{"id": "loaves", "outc')
    asked = len(fake.prompts)
    assert run(plan, folder, quiet) == 2
    assert [row["id"] for row in folder.rows()] == ["cost", "loaves", "firm"]
    assert sum("How much" in prompt for prompt in fake.prompts[asked:]) == 0
    assert run(plan, folder, quiet) == 0


def test_a_model_that_fails_is_an_error_row_with_its_reason(
    dataset: Dataset, models: OpenModels, tmp_path: Path
) -> None:
    """It counts as a failure of the question, and is asked again by the next run."""

    def fail(prompt: str) -> str:
        if "How many" in prompt:
            raise ModelFailed("The model is away.", "Try again.")
        return pointing(prompt)

    folder = RunFolder(tmp_path / "run")
    run(Plan(dataset, models(FakeChat(reply=fail))), folder, quiet)
    failed = folder.rows()[1]
    assert (failed["outcome"], failed["error"]["code"]) == ("error", "model_failed")
    summary = score_run(folder, dataset)
    assert summary["measures"]["right"] | {"value": 0.5, "scored": 2, "errored": 1} == summary["measures"]["right"]
    assert run(Plan(dataset, models(FakeChat(reply=pointing))), folder, quiet) == 1
    assert score_run(folder, dataset)["measures"]["right"]["value"] == 1.0


@pytest.mark.parametrize("rubbish", ["", "I think it is 7.", '{"claims": [{"text": "x", "sentences": ["s99"]}]}'])
def test_a_model_that_answers_rubbish_or_nothing_fails_by_name(
    dataset: Dataset, models: OpenModels, tmp_path: Path, rubbish: str
) -> None:
    """Every question is an error row, none is lost, and the summary has no value that is not a number."""
    folder = RunFolder(tmp_path / "run")
    run(Plan(dataset, models(FakeChat(reply=lambda _: rubbish))), folder, quiet)
    assert [row["error"]["code"] for row in folder.rows()] == ["model_failed"] * 3
    summary = score_run(folder, dataset)
    assert summary["measures"]["right"]["value"] == summary["measures"]["refused"]["value"] == 0.0
    assert "NaN" not in json.dumps(summary)


def test_a_question_the_product_refuses_is_an_error_row(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Too long a question is an outcome of the evaluation, not its end."""
    long = replace(dataset.questions[0], question="Why " * 400)
    folder = RunFolder(tmp_path / "run")
    run(Plan(replace(dataset, questions=(long,)), models(FakeChat())), folder, quiet)
    assert folder.rows()[0]["error"]["code"] == "bad_question"


def test_a_folder_of_another_run_is_refused(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Two configurations in one folder would be a mixture that nobody measured."""
    folder, made = RunFolder(tmp_path / "run"), models(FakeChat(reply=pointing))
    run(Plan(dataset, made, limit=1), folder, quiet)
    with pytest.raises(BadRun, match="limit, questions"):
        run(Plan(dataset, made, limit=2), folder, quiet)
    with pytest.raises(BadRun, match="not empty"):
        run(Plan(dataset, made), RunFolder(tmp_path / "set"), quiet)


def test_a_retrieval_run_asks_no_model(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Rankings and nothing else, so that it needs neither a language model nor a recording."""
    folder = RunFolder(tmp_path / "run")
    run(Plan(dataset, replace(models(FakeChat()), writer=None, judge=None), answers=False), folder, quiet)
    summary = score_run(folder, dataset)
    assert set(summary["measures"]) == {"Hit@1", "Hit@5", "Hit@10", "recall@10", "nDCG@10", "MRR@10"}
    assert summary["measures"]["Hit@1"]["scored"] == 2


def test_progress_is_estimated_first_and_then_told(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Nobody should have to guess whether to wait."""
    lines: list[str] = []
    run(Plan(dataset, models(FakeChat(reply=pointing)), guess=40), RunFolder(tmp_path / "run"), lines.append)
    assert lines[0] == "3 questions to ask, about 2 min."
    assert lines[1].startswith("1/3  cost  answered  (")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (89, "89 s"), (91, "2 min"), (3600, "60 min"), (12_000, "3 h 20 min")]
)
def test_times_are_told_as_exactly_as_an_estimate_deserves(seconds: float, words: str) -> None:
    """Seconds, minutes, hours."""
    assert spoken(seconds) == words


# Recording and replaying, with a small real model


@pytest.fixture
def recorded(
    dataset: Dataset, settings: Settings, smoke_llm: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Path:
    """A recording made with a small real model, which writes nonsense quickly."""
    monkeypatch.setattr("eval.asking.embedded_llm", lambda _: smoke_llm)
    for module in ("rag.build", "eval.asking"):
        monkeypatch.setattr(f"{module}.EMBEDDED_LLM", SMOKE_LLM)
    monkeypatch.setattr("rag.build.bound_thresholds", lambda *_: thresholds())  # for nonsense any cut will do
    record(dataset, settings, tmp_path / "recording", quiet, missing_only=False)
    return tmp_path / "recording"


def test_two_replays_are_the_same_to_the_byte_and_need_no_model(
    dataset: Dataset, recorded: Path, tmp_path: Path
) -> None:
    """Compared files hold no time, no random id and no folder; the settings name a folder without models."""
    bare = Settings(data_dir=tmp_path / "unused", models_dir=tmp_path / "no-models")
    for name in ("a", "b"):
        folder = RunFolder(tmp_path / name)
        run(replay_plan(dataset, bare, recorded), folder, quiet)
        score_run(folder, dataset)
    for name in COMPARED:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_recording_what_is_missing_asks_only_that(
    dataset: Dataset, recorded: Path, settings: Settings, tmp_path: Path
) -> None:
    """One edited question costs the replies to that question."""
    before = (recorded / "replies.jsonl").read_text()
    assert record(dataset, settings, recorded, quiet, missing_only=True) == 0
    assert (recorded / "replies.jsonl").read_text() == before
    edited = replace(dataset.questions[0], question="What does the repair of the Old Weir Bridge cost?")
    changed = replace(dataset, questions=(edited, *dataset.questions[1:]))
    with pytest.raises(RecordingMiss):
        run(replay_plan(changed, settings, recorded), RunFolder(tmp_path / "miss"), quiet)
    assert record(changed, settings, recorded, quiet, missing_only=True) > 0
    assert run(replay_plan(changed, settings, recorded), RunFolder(tmp_path / "hit"), quiet) == 3

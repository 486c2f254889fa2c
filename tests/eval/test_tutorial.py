"""The floor of LangChain's tutorial: four passages, one prompt, and what the model says is graded as answers are."""

import json
from pathlib import Path
from string import Formatter

import pytest

from cli.evals import main as evaluate
from eval.asking import Models, opened
from eval.folder import RunFolder
from eval.questions import Dataset
from eval.run import Plan, run
from eval.scoring import score_run
from eval.tutorial import MEASURED, PASSAGES, TutorialPlan, nearest, prompt, template
from rag.errors import ModelFailed
from rag.models.chat.fake import FakeChat
from tests.eval.conftest import ARTICLES, OpenModels
from tests.eval.making import article, cite

SAYS = {
    "How much": "The repair will cost £2.4 million.",
    "How many": "Judges tasted 48 loaves.",
    "Which firm": "I don't know.",
}


def replies(prompt_text: str) -> str:
    """Right to the first question, wrong to the second, and an abstention on the third."""
    return next(reply for asked, reply in SAYS.items() if asked in prompt_text)


def quiet(_line: str) -> None:
    """No progress."""


def measured(dataset: Dataset, models: Models, path: Path) -> dict[str, float | None]:
    """The figures of a run of the tutorial's chain."""
    folder = RunFolder(path)
    run(TutorialPlan(dataset, models), folder, quiet)
    summary = score_run(folder, dataset, MEASURED, with_floors=False)
    return {name: one["value"] for name, one in summary["measures"].items()}


@pytest.mark.slow
def test_replies_are_right_wrong_or_refused(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """By the very measures of the product's answers, and by no other; a floor has no floor."""
    fake = FakeChat(reply=replies)
    figures = measured(dataset, models(fake), tmp_path / "run")
    assert figures == {"right": 0.5, "wrong": 0.5, "abstained": 0.0, "refused": 1.0, "right of shown": 0.5}
    assert len(fake.prompts) == len(dataset.questions)
    rows = {row["id"]: row for row in RunFolder(tmp_path / "run").rows()}
    assert rows["firm"]["answer"]["abstention"]["message"] == SAYS["Which firm"]
    assert rows["cost"]["ranking"][0] == "weir"


def test_an_answer_to_what_has_none_and_an_abstention_from_what_has_one(
    dataset: Dataset, models: OpenModels, tmp_path: Path
) -> None:
    """Both count as they do for the product."""
    fake = FakeChat(reply=lambda text: "Varrowby & Sons." if "Which firm" in text else "The context does not say.")
    figures = measured(dataset, models(fake), tmp_path / "run")
    assert figures == {"right": 0.0, "wrong": 0.0, "abstained": 1.0, "refused": 0.0, "right of shown": 0.0}


def test_a_model_that_says_nothing_has_failed(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """As one that fails: an error, which is neither right nor an abstention, and is asked again."""
    figures = measured(dataset, models(FakeChat(reply=lambda _: "")), tmp_path / "run")
    assert (figures["right"], figures["wrong"], figures["abstained"], figures["refused"]) == (0.0, 1.0, 0.0, 0.0)
    assert {row["error"]["code"] for row in RunFolder(tmp_path / "run").rows()} == {ModelFailed.code}
    assert measured(dataset, models(FakeChat(reply=replies)), tmp_path / "run")["right"] == 0.5


def test_a_run_goes_on_where_it_was(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Only what is missing is asked; a folder of the product's run is another run's."""
    fake = FakeChat(reply=replies)
    folder, plan = RunFolder(tmp_path / "run"), TutorialPlan(dataset, models(fake))

    class Stopped(Exception):
        """The kill."""

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        run(plan, folder, quiet, stop)
    assert run(plan, folder, quiet) == 2
    assert len(fake.prompts) == 3
    assert plan.config["prompts"] != Plan(dataset, plan.models).config["prompts"]


def test_the_nearest_passages_are_the_dense_index_s_own(dataset: Dataset, models: OpenModels, tmp_path: Path) -> None:
    """Best first, word for word, and no more than there are."""
    made = models(FakeChat())
    with opened(dataset, "", made, tmp_path) as engine:
        found = nearest(engine, made.embedder, "How many loaves did the judges taste?")
    assert [passage.article_id for passage in found] == ["bread", "weir"]
    assert found[0].quote in ARTICLES["bread"]
    assert len(found) <= PASSAGES


def test_the_prompt_has_its_two_variables_and_executes_nothing() -> None:
    """Braces and signs of Jinja in an article come out as they went in."""
    assert {name for _, name, _, _ in Formatter().parse(template()) if name} == {"question", "context"}
    hostile = article("{question} {{ 7*7 }} {0} are signs.")
    [(role, text)] = prompt("Which {context}?", [cite(hostile, hostile.text)] * 2)
    assert role == "user"
    assert f"{hostile.text}\n\n{hostile.text}" in text
    assert "Which {context}?" in text


def test_the_command_prints_figures_and_holds_them_against_a_run(
    dataset: Dataset,
    models: OpenModels,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Differences are paired, question by question, with the other run as what came after."""
    made = models(FakeChat(reply=replies))
    monkeypatch.setattr("eval.asking.drafting_models", lambda _: made)
    better = models(FakeChat(reply=lambda text: "126" if "How many" in text else replies(text)))
    measured(dataset, better, tmp_path / "other")
    asked = ["tutorial", "--set", str(tmp_path / "set" / "questions.jsonl"), "--out", str(tmp_path / "run")]
    assert evaluate([*asked, "--beside", str(tmp_path / "other")]) == 0
    told = capsys.readouterr().out
    assert "right" in told
    assert "Beside" in told
    assert evaluate([*asked, "--beside", str(tmp_path / "other"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    [right] = [change for change in found["beside"] if change["name"] == "right"]
    assert (right["before"], right["after"], right["pairs"]) == (0.5, 1.0, 2)
    assert found["measures"]["right"]["value"] == 0.5
    assert evaluate([*asked, "--beside", str(tmp_path / "nowhere")]) == 2

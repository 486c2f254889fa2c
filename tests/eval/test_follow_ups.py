"""Follow-up questions are scored by the words that a right rewrite has; what was rewritten once is not asked again."""

import json
from pathlib import Path

import pytest

from cli.evals import main as evaluate
from eval.follow_ups import ALONE, FollowUp, as_dict, load_follow_ups, rewritten, table
from rag.asking.turns import EarlierQuestion
from rag.drafting.writer import Writer
from rag.errors import BadDataset
from rag.models.chat.fake import FakeChat

SAID = (EarlierQuestion("Who runs the Orm brewery?", ("Ida Holm runs the Orm brewery.",)),)
CASES = (
    FollowUp("p1", "pronoun", SAID, "When did she resign?", ("When did Ida Holm resign?",), ("Holm", "resign|step down"), ("she",)),
    FollowUp("a1", ALONE, SAID, "Why did Velm close its border?", ("Why did Velm close its border?",), (), ()),
)  # fmt: skip


def quiet(_line: str) -> None:
    """Says nothing."""


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("When did Ida Holm resign?", None),
        ("When did Holm step down from Orm’s brewery?", None),
        ("When did Ida Holm leave?", "it lacks resign|step down"),
        ("When did she, Holm, resign?", "it has she"),
        ("When did Holmes resign?", "it lacks Holm"),
    ],
)
def test_a_rewrite_is_right_by_the_words_it_has(said: str, fault: str | None) -> None:
    """All that it must have, one of each choice, and none that it must not, as whole words."""
    assert CASES[0].fault(said) == fault


def test_a_question_that_stands_alone_must_not_change() -> None:
    """Not by a word."""
    assert CASES[1].fault("Why did Velm close its border?") is None
    assert CASES[1].fault("Why did Velm close its border with Karsk?") == "it was changed"


def test_results_are_counted_by_kind_and_the_wrong_ones_are_told(tmp_path: Path) -> None:
    """As JSON and as text."""
    fake = FakeChat(reply=lambda _prompt: "Who is Ida Holm?")
    made = rewritten(CASES, fake, tmp_path / "out", quiet)
    shown = as_dict(made)
    assert shown["kinds"] == {
        "pronoun": {"right": 0, "of": 1}, ALONE: {"right": 1, "of": 1}, "all": {"right": 1, "of": 2}
    }  # fmt: skip
    assert [each["id"] for each in shown["wrong"]] == ["p1"]
    assert "| pronoun | 0/1 | 0.00 |" in table(made)
    assert "When did she resign?" in table(made)


def test_what_was_asked_is_not_asked_again(tmp_path: Path) -> None:
    """The replies are kept, also those that no rewrite came of."""
    fake = FakeChat(reply=lambda _prompt: "When did Ida Holm resign?")
    out = tmp_path / "runs" / "follow-ups"
    first = rewritten(CASES, fake, out, quiet)
    assert [each.fault for each in first] == [None, None]
    assert len(fake.prompts) == 2
    assert rewritten(CASES, fake, out, quiet) == first
    assert len(fake.prompts) == 2


def test_the_cases_that_come_along_are_sound() -> None:
    """40 of them, eight to be left alone; what is given as a right rewrite has the words that one must have."""
    cases = load_follow_ups()
    assert len({case.id for case in cases}) == len(cases) == 40
    assert sum(case.kind == ALONE for case in cases) == 8
    for case in cases:
        for text in case.standalone:
            bare = FollowUp(case.id, case.kind, case.turns, case.question, (), case.must, case.must_not)
            assert case.kind == ALONE or bare.fault(text) is None, (case.id, text)


def test_a_line_that_is_no_case_is_refused(tmp_path: Path) -> None:
    """By file and line."""
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "f1"}\n', encoding="utf-8")
    with pytest.raises(BadDataset, match="line 1"):
        load_follow_ups(path)


def test_the_command_asks_the_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """About every case, and prints what is right."""
    fake = FakeChat(reply=lambda _prompt: "")
    monkeypatch.setattr("rag.build.embedded_llm", lambda _settings: None)
    monkeypatch.setattr("rag.build.open_writer", lambda _settings, _local: Writer(fake, capable=False, name="fake"))
    assert evaluate(["follow-ups", "--out", str(tmp_path / "out"), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(fake.prompts) == shown["kinds"]["all"]["of"] == 40
    assert shown["kinds"][ALONE] == {"right": 8, "of": 8}

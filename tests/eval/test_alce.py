"""Citation recall and precision by a judge, on answers whose citations are known to be needed or not."""

import json
from collections.abc import Callable
from pathlib import Path

from eval.alce import judged_citations
from eval.asking import comparable
from eval.folder import RunFolder
from eval.judging import Verdicts
from eval.under_test import Judge, Thresholds
from rag.answer import Answer, Citation, Claim, RunRecord
from rag.domain import Article, Span
from rag.models.chat.fake import FakeChat

TEXT = "The bridge will cost £2.4 million. Work starts on Monday. The river is wide."
ARTICLE = Article("weir", "Bridge closed", TEXT)
SENTENCES = ("The bridge will cost £2.4 million.", "Work starts on Monday.", "The river is wide.")
RECORD = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})
CUT = Thresholds(0.8, 0.6)


def run(tmp_path: Path, claims: list[tuple[str, list[int]]]) -> RunFolder:
    """A run of one answer: each claim with the numbers of the sentences it cites."""
    citations: dict[str, Citation] = {}
    made = []
    for number, (text, cited) in enumerate(claims, 1):
        markers = []
        for sentence in cited:
            start = TEXT.index(SENTENCES[sentence])
            marker = str(len(citations) + 1)
            citations[marker] = Citation.of(ARTICLE, Span(start, start + len(SENTENCES[sentence])))
            markers.append(marker)
        made.append(Claim(id=f"c{number}", text=text, support=0.9, citations=tuple(markers)))
    answer = Answer(
        id="a",
        question="q",
        standalone_question="q",
        as_of="2025-05-20",
        status="answered",
        claims=tuple(made),
        citations=citations,
        record=RECORD,
    )
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.write_rows("answers.jsonl", [{"id": "one", "outcome": "answered", "answer": comparable(answer)}])
    return folder


def knowing(tmp_path: Path, yes: Callable[[str], float] | None = None) -> Verdicts:
    """A judge that finds a claim supported where the sentence about money is among the words."""
    fake = FakeChat(yes=yes or (lambda prompt: float("£2.4 million." in prompt.split("cost £2.4 million now")[0])))
    return Verdicts(Judge(fake, CUT), tmp_path / "verdicts.jsonl")


def test_a_citation_that_carries_nothing_costs_precision(tmp_path: Path) -> None:
    """The claim is supported by the two together, and one of them is not needed."""
    found = judged_citations(run(tmp_path, [("It costs a lot.", [0, 1])]), knowing(tmp_path))
    assert (found.recall.count, found.recall.of) == (1, 1)
    assert (found.precision.count, found.precision.of) == (1, 2)


def test_no_citation_of_an_unsupported_claim_is_needed(tmp_path: Path) -> None:
    """It costs recall and precision."""
    found = judged_citations(run(tmp_path, [("It costs a lot.", [1, 2]), ("It costs a lot.", [0])]), knowing(tmp_path))
    assert (found.recall.count, found.recall.of) == (1, 2)
    assert (found.precision.count, found.precision.of) == (1, 3)


def test_two_citations_that_support_only_together_are_both_needed(tmp_path: Path) -> None:
    """Neither alone, nor one without the other."""
    both = knowing(tmp_path, lambda prompt: float("£2.4 million." in prompt and "Monday." in prompt))
    found = judged_citations(run(tmp_path, [("It costs and starts.", [0, 1])]), both)
    assert (found.precision.count, found.precision.of) == (2, 2)


def test_what_is_judged_is_kept_and_not_asked_again(tmp_path: Path) -> None:
    """Also by another process, days later."""
    folder = run(tmp_path, [("It costs a lot.", [0, 1])])
    first = knowing(tmp_path)
    before = judged_citations(folder, first)
    assert isinstance(first.judge.model, FakeChat)
    assert len(first.judge.model.prompts) == 3
    again = knowing(tmp_path)
    assert judged_citations(folder, again) == before
    assert isinstance(again.judge.model, FakeChat)
    assert again.judge.model.prompts == []


def test_a_run_of_abstentions_has_no_citations_to_judge(tmp_path: Path) -> None:
    """Nothing of nothing, and never NaN."""
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.write_rows("answers.jsonl", [{"id": "one", "outcome": "error", "answer": None}])
    found = judged_citations(folder, knowing(tmp_path))
    assert (found.recall.of, found.precision.of, found.recall.interval.value) == (0, 0, None)
    assert "NaN" not in json.dumps(found.as_dict()) + found.table()

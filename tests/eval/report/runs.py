"""What tests of reports are made of: small finished runs, some of them of articles that would be markup."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.folder import RunFolder
from eval.gate import Gated, gate
from eval.questions import Question
from eval.scoring import score_run
from rag.answer import Answer, Dropped
from rag.domain import Article
from tests.eval.making import (
    FAILED,
    Outcome,
    abstained,
    answered,
    article,
    asked_run,
    cite,
    dataset,
    gold,
    question,
    said,
    unanswerable,
)

MARKUP = (
    "![x](https://evil.example/p.png) <img src=x onerror=alert(1)> [a](javascript:alert(1)) @team | a `` b ` c "
    "</pre></details><script>alert(1)</script> www.evil.example # * _ ]]> {{ 7*7 }} https://evil.example"
)
"""What an article may hold: reading it takes control characters away."""
HOSTILE = f"{MARKUP} \x1b[31m\x00\u202e"
"""What a model may say."""
ANSWER = "The truce lasts 30 days."
PLAIN = article(f"{ANSWER} The talks were long.")
POISONED = article(f"{ANSWER} {MARKUP}", title=MARKUP, outlet=MARKUP)


def dropping(answer: Answer, *texts: str, support: float = 0.4) -> Answer:
    """The answer, with drafts that the judge dropped for so little support."""
    reason = f"support {support:.3f} is below 0.500"
    drafts = tuple(Dropped(text=text, pointers=("s1",), gate="judge", reason=reason) for text in texts)
    return answer.model_copy(update={"dropped": drafts})


RIGHT = answered(said(ANSWER, cite(PLAIN, ANSWER)))
LOST = dropping(abstained(), ANSWER)


def finished(
    path: Path, questions: Sequence[Question], outcomes: Sequence[Outcome], source: Article = PLAIN, **changed: Any
) -> RunFolder:
    """A finished run in which these became of the questions, in their order; each took longer than the one before."""
    names = [each.id for each in questions]
    of = dataset(questions, source)
    folder = asked_run(path, of, dict(zip(names, outcomes, strict=True)), **changed)
    costs = [
        {"id": name, "timings_ms": {"evidence": 100 * n, "first_claim": 900 * n, "total": 1000 * n}}
        for n, name in enumerate(names, 1)
    ]
    folder.write_rows("costs.jsonl", costs)
    folder.write_rows("answers.jsonl", folder.rows() if names else [])
    score_run(folder, of)
    return folder


ASKED = (question("q1", gold=(gold(PLAIN, ANSWER),)), unanswerable("q2"), question("q3"))


def good_run(path: Path) -> RunFolder:
    """One question is right, one rightly refused, one failed."""
    return finished(path, ASKED, (RIGHT, abstained(), FAILED))


def bad_run(path: Path) -> RunFolder:
    """The right answer is lost to the judge, what should be refused is answered, and one failed."""
    return finished(path, ASKED, (LOST, RIGHT, FAILED))


HOSTILE_ASKED = (
    question("q1", question=HOSTILE),
    unanswerable(f"q2 {HOSTILE}"),
    question("q3"),
)


def hostile_gated(path: Path) -> tuple[RunFolder, Gated]:
    """A run whose every text is hostile, held against a better one: promises are broken, and claims were lost."""
    before = finished(path / "before", HOSTILE_ASKED, _hostile_answers(), POISONED)
    worse = _hostile_answers(worse=True)
    after = finished(path / "after", HOSTILE_ASKED, worse, POISONED, models={"llm": HOSTILE})
    summary = {**after.summary(), "set": HOSTILE, "note": HOSTILE}
    after.write("summary.json", summary)
    return after, gate(after, before)


def _hostile_answers(*, worse: bool = False) -> tuple[Outcome, ...]:
    claim = f"{ANSWER} {HOSTILE}"
    altered = {"quote": f"X{POISONED.text[1:]}"} if worse else {}
    asked = answered(said(claim, cite(POISONED, POISONED.text, **altered))).model_copy(update={"question": HOSTILE})
    lost = dropping(abstained(), claim).model_copy(update={"question": HOSTILE})
    return (lost, asked, FAILED) if worse else (asked, lost, FAILED)


def gated_pair(path: Path) -> tuple[RunFolder, Gated]:
    """The bad run, and what the gate found against the good one."""
    after = bad_run(path / "after")
    return after, gate(after, good_run(path / "before"), {"right": 0.9})

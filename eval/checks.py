"""What each check is worth: every check and the judge, run on every draft, without stopping at the first that fails.

    | Check | Right drafts stopped | … alone | Wrong stopped | … alone | Right without | Wrong | Refused |
    | names | 3 | 1 | 22 | 0 | 0.464 | 0.107 | 1.000 |

Drafts are made once, a row for each question, and kept as they come. The table is made from these rows: what would be
shown with each check left out, and with each cut of the judge. Labelled pairs need no model. Knows no check by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval.asking import Models, opened
from eval.folder import Row, RunFolder
from eval.judging import cited_claims
from eval.measures.outcomes import gives_an_answer
from eval.pairs import Pair
from eval.questions import Dataset, Half, Question
from eval.reliability import markdown_row
from eval.run import Pace, Say
from eval.under_test import (
    CHECKS,
    Judge,
    answering,
    answers_no,
    faults_in,
    has_verdict,
    of_any_scope,
)
from rag.answer import AskRequest
from rag.ask import Unchecked
from rag.asking.understand import asks_for_words, asks_whether
from rag.build import Engine
from rag.composing.finish import PROMPTS
from rag.domain import CitedClaim
from rag.errors import Unjudged
from rag.models.prompt import prompt_hash

CUTS = (0.65, 0.70, 0.75, 0.80, 0.85, 0.90)
SECONDS = 25.0
"""Seconds that a question takes with the embedded model on two cores, as a first estimate."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the answerable questions, how many are answered rightly and wrongly; of the others, how many are refused."""

    right: float | None
    wrong: float | None
    refused: float | None


@dataclass(frozen=True, slots=True)
class CheckWorth:
    """What one check does on a set of questions.

    `right` and `wrong` count the right and wrong drafts that it stops, `right_alone` and `wrong_alone` those of them
    that no other check stops. `without` is what would become of the questions without it.
    """

    check: str
    right: int
    right_alone: int
    wrong: int
    wrong_alone: int
    without: Shares


def draft_all(
    dataset: Dataset, models: Models, half: Half | None, limit: int | None, folder: RunFolder, say: Say
) -> list[dict[str, Any]]:
    """Draft every question of the half, check and judge the drafts, and keep them in `folder`; returns its rows.

    What `folder` holds already is not asked again, so that a run that was stopped goes on.
    """
    chosen = dataset.only(half, limit)
    config = {
        "set": dataset.name,
        "digest": dataset.digest,
        "half": half,
        "limit": limit,
        "answers": True,
        "questions": [question.id for question in chosen.questions],
        "prompts": {name: prompt_hash(name) for name in PROMPTS},
        "models": models.names,
        "thresholds": {},
    }
    done = folder.begin(config)
    left = [question for question in chosen.questions if question.id not in done]
    pace = Pace(len(left), SECONDS, say)
    pace.announce(len(done))
    for question in left:
        with opened(dataset, question.corpus, models, folder.data) as engine:
            row = {"id": question.id, "outcome": "drafted", "drafts": drafted(engine, question)}
        folder.append(row, {"id": question.id})
        pace.step(question, f"{len(row['drafts'])} drafts")
    return folder.rows()


def drafted(engine: Engine, question: Question) -> list[dict[str, Any]]:
    """Each draft for `question`, with every check that it fails and what the judge says of it.

    A draft has a row for each of its readings, up to the first that would be shown.
    """
    request = AskRequest(question=question.question, as_of=question.as_of)
    judge, found = engine.chain.judge, []
    for number, draft in enumerate(engine.chain.unchecked(request)):
        for claim in draft.readings:
            found.append({"draft": number, "kind": draft.kind, **_looked_at(claim, draft, judge)})
            if rules_of(judge).lets_pass(found[-1]):
                break
    return found


def _looked_at(claim: CitedClaim, draft: Unchecked, judge: Judge) -> dict[str, Any]:
    """One reading, with the faults that the checks find and the probabilities that the judge gives.

    Those are its support, that it is the answer, and for a quoted sentence its relevance. They are None where the judge
    gave none. A draft has no support either where the question asks for a yes or no and the draft's is not the judge's.
    """
    told, question, quoted = claim, draft.question, draft.kind == "quoted"
    support, answers, relevance = None, None, None
    try:
        told = answering(claim, question, judge)
        answers = judge.answers(told, question)
        if quoted:
            said = claim.words if asks_for_words(question) else told.text
            relevance = judge.relevance(said, of_any_scope(question, claim.evidence))
        opposite = has_verdict(claim.text) and answers_no(told.text) != answers_no(claim.text)
        support = None if opposite and asks_whether(question) else judge.support(told)
    except Unjudged:
        pass
    return {
        "text": told.text,
        "words": [[piece.article.id, piece.sentence.span.start, piece.sentence.span.end] for piece in claim.evidence],
        "faults": faults_in(claim, draft.question),
        "support": support,
        "answers": answers,
        "relevance": relevance,
        "words_asked": asks_for_words(question),
    }


@dataclass(frozen=True, slots=True)
class Rules:
    """Which drafts are shown: those that fail none of the `checks`, by id, and whose probabilities reach the cuts."""

    checks: frozenset[str]
    support: float
    relevance: float
    quoted: float
    answers: float

    def lets_pass(self, draft: Row) -> bool:
        """Whether one reading of a draft, a row of `drafted`, would be shown."""
        if draft["support"] is None or self.checks & set(draft["faults"]):
            return False
        if draft["kind"] == "quoted":  # it states itself
            least = self.answers if draft["words_asked"] else self.quoted
            return bool(draft["answers"] >= least and draft["relevance"] >= self.relevance)
        return bool(draft["answers"] >= self.answers and draft["support"] >= self.support)


def shown(row: Row, rules: Rules) -> list[str]:
    """The claims that a question would be answered with: the first reading of each draft that passes.

    Where none does, one quoted sentence that passes; empty where none does either.
    """
    claims: dict[int, str] = {}
    for kind in ("draft", "quoted"):
        passing = (each for each in row["drafts"] if each["kind"] == kind and rules.lets_pass(each))
        for each in passing if not claims else ():
            claims.setdefault(each["draft"], each["text"])
            if kind == "quoted":
                break
    return list(claims.values())


def shares(rows: Sequence[Row], questions: Mapping[str, Question], rules: Rules) -> Shares:
    """What becomes of the questions of `rows` if drafts are shown by these rules."""
    right, wrong, refused = [], [], []
    for row in rows:
        question, claims = questions[row["id"]], shown(row, rules)
        if not question.answerable:
            refused.append(not claims)
        elif question.answers:
            right.append(gives_an_answer(claims, question))
            wrong.append(bool(claims) and not right[-1])
    return Shares(_mean(right), _mean(wrong), _mean(refused))


def worth_of_each(rows: Sequence[Row], questions: Mapping[str, Question], rules: Rules) -> tuple[CheckWorth, ...]:
    """The worth of each check of the product, in the order in which they are run."""
    drafts = [(each, _good(each, questions[row["id"]])) for row in rows for each in row["drafts"]]
    return tuple(
        _worth(name, drafts, shares(rows, questions, _without(rules, name))) for name in (check.id for check in CHECKS)
    )


def _worth(name: str, drafts: Iterable[tuple[Row, bool]], without: Shares) -> CheckWorth:
    stopped = [(good, set(each["faults"]) == {name}) for each, good in drafts if name in each["faults"]]
    return CheckWorth(
        name,
        sum(good for good, _ in stopped),
        sum(good and alone for good, alone in stopped),
        sum(not good for good, _ in stopped),
        sum(not good and alone for good, alone in stopped),
        without,
    )


def _good(draft: Row, question: Question) -> bool:
    return question.answerable and bool(question.answers) and gives_an_answer([draft["text"]], question)


def _without(rules: Rules, name: str) -> Rules:
    return replace(rules, checks=rules.checks - {name})


def rules_of(judge: Judge) -> Rules:
    """The product's own rules: all checks, and the cuts of `judge`."""
    cuts = judge.thresholds
    return Rules(frozenset(check.id for check in CHECKS), cuts.support, cuts.relevance, cuts.quoted, cuts.answers)


def pairs_table(pairs: Sequence[Pair]) -> str:
    """How many supported and unsupported pairs each check stops, as a table in Markdown; no model is asked."""
    found = [
        (pair.label, set[str]().union(*(faults_in(c, pair.question) for c in cited_claims(pair)))) for pair in pairs
    ]
    lines = [markdown_row(["Check", "Supported, stopped", "… by it alone", "Unsupported, stopped", "… by it alone"])]
    lines.append(markdown_row(["---"] * 5))
    for name in (*(check.id for check in CHECKS), "any"):
        cells = [name]
        for label in (True, False):
            faults = [each for truth, each in found if truth is label]
            hit = [each for each in faults if (name in each if name != "any" else bool(each))]
            cells += [
                f"{len(hit)} of {len(faults)}",
                str(sum(each == {name} for each in hit)) if name != "any" else "–",
            ]
        lines.append(markdown_row(cells))
    return "\n".join(lines) + "\n"


def table(rows: Sequence[Row], questions: Mapping[str, Question], rules: Rules) -> str:
    """The worth of each check, and of the cuts of the judge, in Markdown."""
    with_all = shares(rows, questions, rules)
    lines = [
        markdown_row(
            [
                "Check",
                "Right drafts stopped",
                "… alone",
                "Wrong stopped",
                "… alone",
                "Right without",
                "Wrong",
                "Refused",
            ]
        ),
        markdown_row(["---"] * 8),
        markdown_row(["all of them", "", "", "", "", *_cells(with_all)]),
    ]
    for each in worth_of_each(rows, questions, rules):
        counts = [str(number) for number in (each.right, each.right_alone, each.wrong, each.wrong_alone)]
        lines.append(markdown_row([each.check, *counts, *_cells(each.without)]))
    lines += ["", markdown_row(["Judge from", "Right", "Wrong", "Refused"]), markdown_row(["---"] * 4)]
    for cut in CUTS:
        cells = _cells(shares(rows, questions, replace(rules, support=cut)))
        lines.append(markdown_row([f"{cut:.2f}", *cells]))
    return "\n".join(lines) + "\n"


def _cells(found: Shares) -> list[str]:
    return ["–" if value is None else f"{value:.3f}" for value in (found.right, found.wrong, found.refused)]


def _mean(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None

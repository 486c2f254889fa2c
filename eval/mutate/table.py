"""What the gates catch: of false claims of each kind, how many they reject, and of true ones how many wrongly.

The claims cite the one sentence they were made from. The question put to the checks in code is empty: a question lends
its names, years and days to a claim, and asks for relevance besides; here only the words may decide. Beside the gates
stands the lexical floor: what a rule on shared words would reject, set so strictly that it wrongly rejects as many true
claims as they do.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import Any

from eval.agreement import Share, counted_share, threshold_rejecting
from eval.floors import lexical_floor
from eval.judging import SECONDS_A_PROMPT, Verdicts, to_stderr
from eval.mutate.cases import Case
from eval.mutate.mutants import KINDS
from eval.reliability import markdown_row
from eval.run import Say
from eval.under_test import refusal_reason
from rag.telling.terminal import spoken

QUESTION = ""
BASES = ("copy", "paraphrase")
TRUE = "true"
ALL = "all false"
_SAY_EVERY = 20  # prompts


@dataclass(frozen=True, slots=True)
class GatedClaim:
    """One claim and what became of it.

    `refused` says why the checks refuse it, None where they don't. `support` is the judge's, None where it did not say
    or was not asked: as in the product, it is asked only what the checks let pass. `floor` is the lexical floor.
    """

    kind: str
    base: str
    claim: str
    truth: str
    """The true claim that it was made from; a true claim itself."""
    sentence: str
    refused: str | None
    support: float | None
    floor: float


@dataclass(frozen=True, slots=True)
class MutationRow:
    """How many claims of one kind and base are rejected: by the checks alone, by both gates, by the lexical floor.

    `seen` is the share that the checks reject of those whose true claim they let pass: these they reject because they
    are false, and not for words that they share with the true claim. `both` leaves out the `unjudged`, and is None
    without a judge.
    """

    kind: str
    base: str
    count: int
    checks: Share
    seen: Share
    both: Share | None
    unjudged: int
    floor: Share


@dataclass(frozen=True, slots=True)
class MutationResult:
    """What each gate rejects. `model` and `cut` are the judge's, None where none was asked.

    With `floor_threshold`, the floor wrongly rejects as large a share of true claims as the gates. True copies and true
    paraphrases count alike in that share, however many there are.
    """

    model: str | None
    cut: float | None
    floor_threshold: float
    rows: tuple[MutationRow, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def gated_claims(
    cases: Sequence[Case], verdicts: Verdicts | None = None, say: Say = to_stderr
) -> tuple[GatedClaim, ...]:
    """Put every true claim and every mutant of `cases` to the checks and, where there are `verdicts`, to the judge.

    `say` gets the estimated time first, then how far it is. Raises ModelFailed.
    """
    claims = [(case, *each, refusal_reason(case.claim(each[2]), QUESTION)) for case in cases for each in _claims(case)]
    asked = _JudgeWithProgress(
        verdicts, [case.claim(text) for case, _, _, text, _, refused in claims if refused is None], say
    )
    made = []
    for case, kind, base, text, truth, refused in claims:
        support = asked.support(case, text) if refused is None else None
        sentence = case.evidence.quote
        made.append(GatedClaim(kind, base, text, truth, sentence, refused, support, lexical_floor(text, sentence)))
    return tuple(made)


def _claims(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """(kind, base, text, true claim) of each claim of a case, the true ones first."""
    yield TRUE, "copy", case.evidence.quote, case.evidence.quote
    yield from ((TRUE, "paraphrase", text, text) for text in case.paraphrases)
    yield from ((mutant.kind, mutant.base, mutant.claim, truth) for mutant, truth in case.mutants().items())


class _JudgeWithProgress:
    """Asks the judge about one claim after the other, and says how far it is."""

    def __init__(self, verdicts: Verdicts | None, claims: Sequence[Any], say: Say) -> None:
        self._verdicts = verdicts
        self._say = say
        self._left = 0
        if verdicts is not None:
            self._left = sum(not verdicts.knows([claim]) for claim in claims)
            say(f"{self._left} of {len(claims)} claims to judge, about {spoken(self._left * SECONDS_A_PROMPT)}.")

    def support(self, case: Case, text: str) -> float | None:
        if self._verdicts is None:
            return None
        claim = case.claim(text)
        if not self._verdicts.knows([claim]):
            self._left -= 1
            if self._left % _SAY_EVERY == 0:
                self._say(f"{self._left} to judge")
        return self._verdicts.support(case.evidence.article.id, [claim])


def mutation_table(cases: Sequence[Case], verdicts: Verdicts | None = None, say: Say = to_stderr) -> MutationResult:
    """What the gates reject of `cases`, kind by kind; the checks in code alone where there are no `verdicts`."""
    found = gated_claims(cases, verdicts, say)
    cut = verdicts.judge.thresholds.support if verdicts else None
    true = [[each for each in found if each.kind == TRUE and each.base == base] for base in BASES]
    wrongly = [_rejected(each, cut).count(True) / len(each) for each in true if each]  # a value counted
    wanted = sum(wrongly) / len(wrongly) if wrongly else 0.0
    threshold = threshold_rejecting(wanted, [[each.floor for each in kind] for kind in true])
    groups = [
        (kind, base, [each for each in found if each.base == base and _of_kind(each.kind, kind)])
        for kind in (TRUE, *KINDS, ALL)
        for base in BASES
    ]
    passing = {(each.claim, each.sentence) for each in found if each.kind == TRUE and each.refused is None}
    rows = tuple(_row(kind, base, group, cut, threshold, passing) for kind, base, group in groups if group)
    return MutationResult(verdicts.model if verdicts else None, cut, threshold, rows)


def _of_kind(kind: str, wanted: str) -> bool:
    return kind != TRUE if wanted == ALL else kind == wanted


def _rejected(found: Sequence[GatedClaim], cut: float | None) -> list[bool]:
    """Whether each is rejected: by the checks or, where there is a `cut`, the judge. Unjudged ones are left out."""
    if cut is None:
        return [each.refused is not None for each in found]
    judged = [each for each in found if each.refused is not None or each.support is not None]
    return [each.refused is not None or (each.support is not None and each.support < cut) for each in judged]


def _row(
    kind: str,
    base: str,
    found: Sequence[GatedClaim],
    cut: float | None,
    threshold: float,
    passing: AbstractSet[tuple[str, str]],
) -> MutationRow:
    both = None if cut is None else _rejected(found, cut)
    return MutationRow(
        kind=kind,
        base=base,
        count=len(found),
        checks=counted_share([each.refused is not None for each in found]),
        seen=counted_share([each.refused is not None for each in found if (each.truth, each.sentence) in passing]),
        both=None if both is None else counted_share(both),
        unjudged=0 if both is None else len(found) - len(both),
        floor=counted_share([each.floor < threshold for each in found]),
    )


def table(result: MutationResult) -> str:
    """The result in Markdown, one line for each kind and base."""
    gates = f"judge {result.model}, shown from {result.cut:.2f}" if result.cut is not None else "no judge"
    heads = [
        "Claims",
        "Made from",
        "How many",
        "Checks reject",
        "… of those whose true claim passes",
        "Both gates reject",
        "Unjudged",
        "Lexical floor rejects",
    ]
    lines = [f"Shares rejected, with 95 % intervals; {gates}; floor threshold {result.floor_threshold:.3f}.", ""]
    lines += [markdown_row(heads), markdown_row(["---"] * len(heads))]
    for each in result.rows:
        both = "–" if each.both is None else str(each.both)
        cells = [each.kind, each.base, *map(str, (each.count, each.checks, each.seen)), both]
        cells += [str(each.unjudged), str(each.floor)]
        lines.append(markdown_row(cells))
    return "\n".join(lines) + "\n"

"""Citation recall and precision by a judge, as ALCE measures them (Gao et al. 2023, "Enabling LLMs to Generate Text
with Citations"), over the answers of a finished run.

    recall     share of claims that the words of all their citations together support
    precision  share of citations that are needed: they support the claim alone, or the others do not without them; no
               citation of a claim that is not supported is needed

With the product's own judge recall is 1 by construction, since what it finds unsupported is never shown: precision
is what it adds. With another judge both are a second opinion. What the judge says neither yes nor no to is
unjudged, and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.agreement import Share, counted_share
from eval.asking import answer_of
from eval.folder import RunFolder
from eval.judging import Verdicts, cited_claims
from eval.pairs import Pair
from rag.answer import Answer, Citation, Claim


@dataclass(frozen=True, slots=True)
class JudgedCitations:
    """Recall over claims and precision over citations, with how many of each could not be judged.

    `model` is the judge, and `cut` the calibrated support from which on it counts as supporting.
    """

    model: str
    cut: float
    recall: Share
    precision: Share
    claims_unjudged: int
    citations_unjudged: int

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    def table(self) -> str:
        """For people."""
        return "\n".join(
            [
                f"Judge {self.model}, supported from {self.cut:.2f}.",
                f"citation recall     {self.recall} claims, {self.claims_unjudged} unjudged",
                f"citation precision  {self.precision} citations, {self.citations_unjudged} unjudged",
            ]
        )


def judged_citations(run: RunFolder, verdicts: Verdicts) -> JudgedCitations:
    """Judge every claim of `run`, whole and citation by citation; what is judged already is not asked again.

    Raises BadRun for a damaged run, ModelFailed.
    """
    supported: list[bool | None] = []
    needed: list[bool | None] = []
    for row in run.rows():
        answer = answer_of(row)
        for claim, cited in _claims(answer):
            whole = _supports(claim, cited, verdicts)
            supported.append(whole)
            needed.extend(_needed(claim, cited, verdicts, whole=whole))
    return JudgedCitations(
        verdicts.model,
        verdicts.judge.thresholds.support,
        counted_share([one for one in supported if one is not None]),
        counted_share([one for one in needed if one is not None]),
        supported.count(None),
        needed.count(None),
    )


def _claims(answer: Answer | None) -> Iterator[tuple[Claim, list[Citation]]]:
    for claim in answer.claims if answer else ():
        assert answer is not None  # noqa: S101  # it has a claim
        yield claim, [answer.citations[marker] for marker in claim.citations]


def _needed(
    claim: Claim, cited: Sequence[Citation], verdicts: Verdicts, *, whole: bool | None
) -> Iterator[bool | None]:
    for number, citation in enumerate(cited):
        if not whole or len(cited) == 1:
            yield whole
            continue
        alone = _supports(claim, [citation], verdicts)
        others = _supports(claim, [*cited[:number], *cited[number + 1 :]], verdicts)
        yield None if alone is None or others is None else alone or not others


def _supports(claim: Claim, cited: Sequence[Citation], verdicts: Verdicts) -> bool | None:
    words = " ".join(citation.quote for citation in cited)
    pair = Pair(claim.id, claim.text, words, cited[-1].title, label=True, subset="run")
    support = verdicts.support(claim.id, cited_claims(pair))
    return None if support is None else support >= verdicts.judge.thresholds.support

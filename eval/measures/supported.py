"""Did every shown claim pass the judge? Its recorded support against the cut that thresholds.toml states.

Reads the cut from the file, not from the chain: a chain whose cut was lowered in code is found out here.
"""

from eval.measures.base import Graded, Measure, Score, any_question, ratio


def _score(graded: Graded) -> Score:
    if graded.answer is None:
        return None
    claims = graded.answer.claims
    return ratio(sum(claim.support >= graded.cut for claim in claims), len(claims))


def _explain(graded: Graded) -> str:
    claims = graded.answer.claims if graded.answer else ()
    low = [f"{claim.id} has support {claim.support:.3f}" for claim in claims if claim.support < graded.cut]
    return f"{', '.join(low)}, and the cut is {graded.cut:.3f}"


SUPPORTED = Measure(
    "claim above cut",
    "share of shown claims whose support is at least the published threshold",
    _score,
    any_question,
    promise=3,
    explain=_explain,
)

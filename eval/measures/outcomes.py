"""Right, wrong, abstained, refused: what became of a question, by strings that count as its answer.

    accepted ["Marco Rubio", "Rubio"], first claim "The ball is in Moscow's court, Rubio said."   -> right
    accepted ["£2.4 million"], an abstention                                                     -> abstained, not wrong
    a question the articles do not answer, an abstention                                         -> refused

Right, wrong and abstained are never reported without refusal: a system that always answers looks right, one that never
does looks safe (Rajpurkar et al. 2018, SQuAD 2.0).
"""

from collections.abc import Sequence

from eval.matching import matched
from eval.measures.base import Graded, Measure, Score, answerable, any_question, unanswerable
from eval.questions import Question

FIRST_CLAIMS = 2
FIRST_WORDS = 60


def is_right(graded: Graded) -> bool:
    """Whether an accepted answer occurs in the answer's claims, as `gives_an_answer` has it; an abstention has none."""
    claims = graded.answer.claims if graded.answer else ()
    return gives_an_answer([claim.text for claim in claims], graded.question)


def gives_an_answer(claims: Sequence[str], question: Question) -> bool:
    """Whether an accepted answer occurs in one of the first two of `claims`, within their first 60 words.

    Strings that must all occur must do so in one claim: two halves of an answer in two claims are not one.
    """
    left = FIRST_WORDS
    for claim in claims[:FIRST_CLAIMS]:
        words = claim.split()[:left]
        if matched(question.answers, " ".join(words)):
            return True
        left -= len(words)
    return False


def _answered(graded: Graded) -> bool:
    return graded.answer is not None and graded.answer.status == "answered"


def _with_answers(question: Question) -> bool:
    return question.answerable and bool(question.answers)


def _wrong(graded: Graded) -> Score:
    return float(_answered(graded) and not is_right(graded))


def _right_of_shown(graded: Graded) -> Score:
    if not _answered(graded) or (graded.question.answerable and not graded.question.answers):
        return None
    return float(is_right(graded))


RIGHT = Measure(
    "right",
    "share of answerable questions with an accepted answer in the first two claims, within 60 words",
    lambda graded: float(is_right(graded)),
    _with_answers,
)
WRONG = Measure(
    "wrong",
    "share of answerable questions that were answered, and not right; errors count as wrong",
    _wrong,
    _with_answers,
    better="lower",
)
ABSTAINED = Measure(
    "abstained",
    "share of answerable questions met with an abstention",
    lambda graded: float(graded.answer is not None and not _answered(graded)),
    answerable,
    better="lower",
    if_error="best",
    gated=False,
)
REFUSED = Measure(
    "refused",
    "share of unanswerable questions met with an abstention",
    lambda graded: float(graded.answer is not None and not _answered(graded)),
    unanswerable,
)
RIGHT_OF_SHOWN = Measure(
    "right of shown",
    "share of shown answers that are right; an answer to an unanswerable question never is",
    _right_of_shown,
    any_question,
    if_error="nothing",
)

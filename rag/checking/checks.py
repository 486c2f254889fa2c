"""The checks in code: one tuple, each with an id and one signature, in the order in which they are run.

A check is given a claim with the words it cites, and the question; it gives the fault it finds, as a sentence for
people, or None. What each is worth on questions that nobody here wrote is a table in docs/eval.md (`onrecord eval
checks`). Passing proves nothing yet: the judge follows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.checking.bounds import meant_otherwise
from rag.checking.certainty import too_sure
from rag.checking.names import unknown_name
from rag.checking.negation import denied_otherwise
from rag.checking.new_words import new_words
from rag.checking.numbers import missing_number
from rag.checking.orders_to_machines import rests_on_an_order
from rag.checking.plain_words import not_plain
from rag.checking.quotation_marks import misquoted
from rag.checking.roles import turned_round
from rag.checking.speaker import words_of_another
from rag.checking.topic import off_topic
from rag.checking.whose_demand import demand_of_another
from rag.checking.whose_words import given_to_others
from rag.checking.yes_or_no import without_verdict
from rag.domain import CitedClaim
from rag.english.days import days_in, why_not_of_day, without_days

FindsFault = Callable[[CitedClaim, str], str | None]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, which stored answers keep for ever, and the function that finds the fault."""

    id: str
    fault: FindsFault


def fault_in(claim: CitedClaim, question: str) -> tuple[str, str] | None:
    """The id of the first check that `claim` fails, and the reason; None where it passes all of them.

    A leading yes or no is left out: it is the judge's matter.
    """
    return _first_fault(replace(claim, text=without_verdict(claim.text)), question, CHECKS)


def fault_in_quote(claim: CitedClaim, quote: str, question: str) -> tuple[str, str] | None:
    """The id of the first check that a claim in its own words fails, and the reason; None where it passes all of them.

    `claim` is an introduction with a stored sentence, `quote`. Every check reads that sentence alone; the whole claim
    is read only by those that find what an introduction can get wrong, for an outlet may be called Channel 4.
    """
    of_introductions = [check for check in CHECKS if check.id in _OF_INTRODUCTIONS]
    return fault_in(replace(claim, text=quote), question) or _first_fault(claim, question, of_introductions)


def _first_fault(claim: CitedClaim, question: str, checks: Sequence[Check]) -> tuple[str, str] | None:
    found = ((check.id, check.fault(claim, question)) for check in checks)
    return next(((name, reason) for name, reason in found if reason), None)


def faults_in(claim: CitedClaim, question: str) -> dict[str, str]:
    """The reason of every check that `claim` fails, by the check's id: for whoever measures them."""
    stated = replace(claim, text=without_verdict(claim.text))
    found = ((check.id, check.fault(stated, question)) for check in CHECKS)
    return {name: reason for name, reason in found if reason}


def _plain_words(claim: CitedClaim, _question: str) -> str | None:
    return not_plain(claim.text)


def _orders(claim: CitedClaim, _question: str) -> str | None:
    return rests_on_an_order(tuple(evidence.quote for evidence in claim.evidence))


def _days(claim: CitedClaim, question: str) -> str | None:
    found = (why_not_of_day(question, evidence.article) for evidence in claim.evidence)
    return next((reason for reason in found if reason), None)


def _undated(fault: FindsFault) -> FindsFault:
    """`fault` on claim and question without the days that the question names: those are for the check `days`, which
    holds them against the article's text and date.
    """

    def checked(claim: CitedClaim, question: str) -> str | None:
        asked = days_in(question)
        return fault(replace(claim, text=without_days(claim.text, asked)), without_days(question, asked))

    return checked


CHECKS: tuple[Check, ...] = (
    Check("plain_words", _plain_words),
    Check("quotation_marks", misquoted),
    Check("orders", _orders),
    Check("days", _days),
    Check("topic", _undated(off_topic)),
    Check("numbers", _undated(missing_number)),
    Check("names", _undated(unknown_name)),
    Check("new_words", _undated(new_words)),
    Check("party", demand_of_another),
    Check("speaker", words_of_another),
    Check("roles", turned_round),
    Check("holder", given_to_others),
    Check("negation", denied_otherwise),
    Check("certainty", too_sure),
    Check("bounds", meant_otherwise),
)
_OF_INTRODUCTIONS = frozenset({"plain_words", "quotation_marks", "speaker"})

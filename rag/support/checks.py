"""The checks in code: one tuple, each with an id and one signature, in the order in which they are run.

A check is given a claim with the words it cites, and the question; it gives the fault it finds, as a sentence for people, or
None. What each is worth on questions that nobody here wrote is a table in docs/eval.md (`onrecord eval checks`). Passing proves
nothing yet: the judge follows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rag.days import another_day, days_in, without_days
from rag.domain import CitedClaim
from rag.support import facts
from rag.support.asked_for import not_given
from rag.support.demands import missing_demand, turned_round
from rag.support.passive import doer_for_done
from rag.support.plain import not_plain
from rag.support.quoted import misquoted
from rag.support import relevance as R
from rag.support.relevance import beyond_article
from rag.support.tense import another_time, plan_as_fact

Fault = Callable[[CitedClaim, str], str | None]


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its id, which answers keep for ever, and what finds its fault."""

    id: str
    fault: Fault


def fault_in(claim: CitedClaim, question: str) -> tuple[str, str] | None:
    """The id of the first check that `claim` fails, and the reason; None where it passes all of them."""
    for check in CHECKS:
        if reason := check.fault(claim, question):
            return check.id, reason
    return None


def faults_in(claim: CitedClaim, question: str) -> dict[str, str]:
    """The reason of every check that `claim` fails, by the check's id: for whoever measures them."""
    found = ((check.id, check.fault(claim, question)) for check in CHECKS)
    return {name: reason for name, reason in found if reason}


def _undated(fault: Fault) -> Fault:
    """The check without the days that the question names: they are held against the article's text and date, as days."""

    def checked(claim: CitedClaim, question: str) -> str | None:
        asked = days_in(question)
        return fault(replace(claim, text=without_days(claim.text, asked)), without_days(question, asked))

    return checked


def _another_day(claim: CitedClaim, question: str) -> str | None:
    found = (another_day(question, evidence.article) for evidence in claim.evidence)
    return next((reason for reason in found if reason), None)


CHECKS: tuple[Check, ...] = (
    Check("plain_words", lambda claim, _: not_plain(claim.text)),
    Check("quotation_marks", misquoted),
    Check("orders", facts.order),
    Check("days", _another_day),
    Check("numbers", _undated(facts.numbers)),
    Check("names", _undated(facts.unknown_name)),
    Check("topic", lambda claim, question: facts.off_topic(question, claim.evidence[-1].article)),
    Check("gave_up", lambda claim, question: R.gave_up(claim.text)),
    Check("first_person", lambda claim, question: R.first_person(claim.text)),
    Check("no_number", lambda claim, question: R.no_number(claim.text, question)),
    Check("vague", lambda claim, question: R.vague(claim.text, question)),
    Check("demand_asked", lambda claim, question: turned_round(claim.text, question)),
    Check("not_given", lambda claim, question: not_given(claim.text, question, claim.evidence[-1].article.text)),
    Check("beyond_article", lambda claim, question: beyond_article(claim.text, question, claim.evidence[-1].article)),
    Check("counts", _undated(facts.counts)),
    Check("antecedent", _undated(facts.antecedent)),
    Check("new_words", _undated(facts.new_words)),
    Check("polarity", _undated(facts.polarity)),
    Check("party", _undated(facts.party)),
    Check("roles", _undated(facts.swapped_roles)),
    Check("speaker", _undated(facts.another_speaker)),
    Check("missing_demand", lambda claim, _: missing_demand(claim.text, claim.words)),
    Check("plan_as_fact", lambda claim, _: plan_as_fact(claim.text, claim.words)),
    Check("another_time", lambda claim, _: another_time(claim.text, claim.words)),
    Check("doer_for_done", lambda claim, question: doer_for_done(question, claim.text, claim.words)),
)

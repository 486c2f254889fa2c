"""A plan is not yet a fact, and what is over is not to come."""

import pytest

from rag.support.tense import another_time, plan_as_fact
from rag.support.verb_groups import verb_groups
from tests.rag.claims import pairs
from tests.rag.support.times import FALSE, HONEST, LEFT

PLAN = "The bridge will close to all traffic on Monday 7 July."


@pytest.mark.parametrize(
    ("claim", "cited", "passes"),
    [
        ("The bridge closed on Monday 7 July.", PLAN, False),
        ("The bridge will close on Monday 7 July.", PLAN, True),
        ("The bridge is to be closed on Monday 7 July.", PLAN, True),
        ("The bridge closed on Monday.", "The bridge closed on Monday and will close again in May.", True),
        ("The company launched a shop.", "The company plans to launch a shop in May.", False),
        ("The shop opened.", "The shop opened on Monday.", True),
    ],
)
def test_what_is_still_to_come_has_not_happened(claim: str, cited: str, passes: bool) -> None:  # noqa: FBT001  # a table
    """The same verb in the past needs a past in the cited words."""
    assert (plan_as_fact(claim, cited) is None) is passes


@pytest.mark.parametrize(("cited", "claim"), pairs(FALSE))
def test_what_is_over_is_not_told_as_to_come_nor_the_reverse(cited: str, claim: str) -> None:
    """Whether the claim has the verb of the cited words or another one in its place."""
    assert another_time(claim, cited)


@pytest.mark.parametrize(("cited", "claim"), pairs(HONEST))
def test_another_form_of_the_same_time_passes(cited: str, claim: str) -> None:
    """Decisions, deadlines and relative clauses have a time of their own; a claim may take any one of them."""
    assert another_time(claim, cited) is None


@pytest.mark.parametrize(("cited", "claim"), pairs(LEFT))
def test_what_another_time_is_not_plain_in_is_left_to_the_judge(cited: str, claim: str) -> None:
    """Where the words around differ as well, code can't tell."""
    assert another_time(claim, cited) is None


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The ferry will sail.", ["ahead"]),
        ("The ferry is likely to sail.", ["ahead"]),
        ("The ferry was due to sail.", ["possible"]),
        ("The ferry may sail.", ["possible"]),
        ("The ferry sailed.", ["loose past"]),
        ("The ferry flew a flag.", ["past"]),
        ("The ferry was painted.", ["past"]),
        ("The ferry was the last of her kind.", []),
        ("The delay was due to a leak.", ["past"]),
        ("The will of the late baker is long.", ["now"]),
        ("The captain said nothing.", []),
        ("The fair is in May.", []),
    ],
)
def test_a_verb_tells_its_time_by_its_form(text: str, times: list[str]) -> None:
    """Verbs of saying have none: what they introduce has its own."""
    assert [group.time for group in verb_groups(text)] == times

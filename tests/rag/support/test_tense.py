"""A plan is not yet a fact."""

import pytest

from rag.support.tense import plan_as_fact

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

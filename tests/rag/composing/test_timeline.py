"""Claims in the order of time: by the day a claim states, else by its article's; unknown days come last and stay unknown."""

import pytest

from rag.answer import Citation, Claim
from rag.asking.understand import asks_for_timeline
from rag.composing.timeline import in_order_of_time, when
from tests.rag.composing.test_disagree import citation


def one(text: str, published: str | None) -> tuple[Claim, dict[str, Citation]]:
    """A claim of one article."""
    return Claim(id="c1", text=text, support=1, citations=("1",)), {"1": citation("So.", "a", published)}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The bridge closed.", "2025-07-08", "2025-07-08"),
        ("The bridge closed on 7 July.", "2025-07-08", "2025-07-07"),
        ("The bridge closes on 3 January.", "2025-12-20", "2026-01-03"),
        ("The bridge closed on 7 July 2019.", None, "2019-07-07"),
        ("The bridge closed on 7 July.", None, None),
        ("It closed on 7 July and opened on 9 July.", "2025-07-10", "2025-07-10"),
        ("The bridge closed on 31 June.", "2025-07-08", "2025-07-08"),
        ("The bridge closed.", None, None),
    ],
)
def test_a_claim_is_dated_by_its_own_day_or_its_article(text: str, published: str | None, expected: str | None) -> None:
    """A day without a year is the one nearest to the publication; nothing is guessed without one."""
    assert when(*one(text, published)) == expected


def test_claims_are_told_oldest_first_and_undated_ones_last() -> None:
    """Each keeps its id and its markers."""
    days = {"1": "2025-07-08", "2": None, "3": "2025-05", "4": "2025-05-06"}
    claims = [Claim(id=f"c{n}", text="So it was.", support=1, citations=(n,)) for n in days]
    cited = {n: citation("So.", n) for n in days}
    for n, day in days.items():
        if day:
            published = cited[n].published.model_copy(update={"value": day, "precision": "day"})
            cited[n] = cited[n].model_copy(update={"published": published})
    told = in_order_of_time(claims, cited)
    assert [(claim.id, claim.citations, claim.when) for claim in told] == [
        ("c3", ("3",), "2025-05"),
        ("c4", ("4",), "2025-05-06"),
        ("c1", ("1",), "2025-07-08"),
        ("c2", ("2",), None),
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How has the toll of the storm changed?", True),
        ("How did the strike at Weirside develop?", True),
        ("What has happened since the bridge closed?", True),
        ("Give me a timeline of the border talks.", True),
        ("How have the union's demands changed over time?", True),
        ("When did the bridge close?", False),
        ("What happened at the regatta?", False),
        ("How did the ferry hit the breakwater?", False),
        ("What has Weirside offered its drivers since the dispute began?", False),
    ],
)
def test_a_question_for_a_course_of_events_is_known(question: str, *, expected: bool) -> None:
    """By its own words; a question for one event is none."""
    assert asks_for_timeline(question) is expected

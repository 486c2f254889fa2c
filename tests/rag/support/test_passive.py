"""The doer is not the one to whom it was done."""

import pytest

from rag.support.passive import doer_for_done

QUESTION = "Who was congratulated on the prize?"


@pytest.mark.parametrize(
    ("claim", "cited", "passes"),
    [
        (
            "The one who was congratulated on the prize is Odell.",
            "The mayor, Odell, met Marsh, congratulating him.",
            False,
        ),
        ("The one who was congratulated on the prize is Marsh.", "Odell congratulated Marsh on the prize.", True),
        ("The one who was congratulated on the prize is Odell.", "Odell congratulated Marsh on the prize.", False),
        ("The one who was congratulated on the prize is Marsh.", "Marsh was warmly congratulated by Odell.", True),
        ("The one who was congratulated on the prize is Marsh.", "Marsh won, and everybody clapped.", True),
    ],
)
def test_who_was_asked_is_who_it_was_done_to(claim: str, cited: str, passes: bool) -> None:  # noqa: FBT001  # a table
    """Active words name them after the verb, passive ones before it; other words are left to the judge."""
    assert (doer_for_done(QUESTION, claim, cited) is None) is passes


def test_other_questions_are_left_alone() -> None:
    """Who did it is answered by the doer."""
    assert doer_for_done("Who congratulated Marsh?", "Odell congratulated Marsh.", "Odell congratulated Marsh.") is None

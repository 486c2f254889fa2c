"""Whether a deed is denied, and whether it happened, is to come, may be or hangs on a condition."""

import pytest

from rag.english import deeds_in, parse


@pytest.mark.parametrize(
    ("text", "act", "denied", "how"),
    [
        ("The council closed the school.", "close", False, "did"),
        ("The council did not close the school.", "close", True, "did"),
        ("The council failed to close the school.", "close", True, "did"),
        ("The council did not fail to close the school.", "close", False, "did"),
        ("The council denied that it had closed the school.", "close", True, "did"),
        ("The council ruled out closing the school.", "close", True, "did"),
        ("The council left without closing the school.", "close", True, "did"),
        ("No council closed the school.", "close", True, "did"),
        ("No fewer than 40 councils closed the school.", "close", False, "did"),
        ("The council may close the school.", "close", False, "may"),
        ("The council is considering closing the school.", "close", False, "may"),
        ("The council allegedly closed the school.", "close", False, "may"),
        ("The council is said to have closed the school.", "close", False, "may"),
        ("The council plans to close the school.", "close", False, "will"),
        ("The council was not asked to close the school.", "close", False, "will"),
        ("The council does not want to close the school.", "close", True, "will"),
        ("The council will close the school.", "close", False, "will"),
        ("The council said that it had closed the school.", "close", False, "did"),
        ("The council is likely to close the school.", "close", False, "may"),
        ("The council was unable to close the school.", "close", True, "did"),
        ("The council closes the school on Friday.", "close", False, "does"),
        ("The council has closed the school.", "close", False, "did"),
        ("There can be no deal while the council closes the school.", "close", False, "if"),
        ("If the council closes the school, pupils must walk.", "close", False, "if"),
        ("The council closed the school and may sell the land.", "close", False, "did"),
        ("The council closed the school and may sell the land.", "sell", False, "may"),
    ],
)
def test_a_deed_stands_as_its_sentence_tells_it(text: str, act: str, *, denied: bool, how: str) -> None:
    """By "not" and its kin, by modal verbs, and by the verb it is a complement of."""
    found = next(deed for deed in deeds_in(parse(text)) if deed.act == act)
    assert (found.standing.denied, found.standing.how) == (denied, how)


def test_a_thing_stands_as_what_is_done_to_it() -> None:
    """An appeal that is ruled out is none; a stoppage that is considered is open."""
    appeal = next(deed for deed in deeds_in(parse("Prosecutors ruled out an appeal.")) if deed.act == "appeal")
    stoppage = next(deed for deed in deeds_in(parse("They are considering a stoppage.")) if deed.act == "stoppage")
    assert (appeal.standing.denied, stoppage.standing.how) == (True, "may")

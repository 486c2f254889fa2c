"""A reply abstains where its first sentence says that the answer is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.not_knowing import says_it_does_not_know


@pytest.mark.parametrize(
    "reply",
    [
        "I don't know.",
        "I don’t know the answer to that.",
        "I do not know. The council may.",
        "Based on the context, I cannot say who repairs it.",
        "I'm not sure which firm it is.",
        "I am unable to answer the question.",
        "We have no way to tell.",
        "Don't know.",
        "The context does not say which firm repairs the bridge.",
        "The provided passages don't explicitly mention a firm.",
        "The text doesn't provide the name of the firm.",
        "The context provides no information about the firm.",
        "There is no specific mention of a firm.",
        "The name of the firm is not specified in the context.",
        "It isn't clear who pays.",
        "Unknown.",
    ],
)
def test_a_reply_that_does_not_know_abstains(reply: str) -> None:
    """In the first person, of what was read, or in the passive."""
    assert says_it_does_not_know(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "The repair will cost £2.4 million.",
        "The repair will cost £2.4 million. It is not known who pays.",
        "“I don't know,” the mayor said of the cost.",
        "The council did not accept the offer.",
        "No trains run on Sunday.",
        "She can not swim, and nobody knew.",
        "The Notting Hill firm repairs the bridge.",
    ],
)
def test_a_reply_that_answers_does_not(reply: str) -> None:
    """Whatever else is denied in it, quoted in it, or follows it."""
    assert not says_it_does_not_know(reply)


@given(st.text())
def test_any_reply_can_be_read(reply: str) -> None:
    """Whatever a model says."""
    assert says_it_does_not_know(reply) in {True, False}

"""Of several sentences each completes a statement; what completes nothing, or says nothing of what was asked, is no draft."""

import pytest

from rag.drafting.listed import listed_drafts
from rag.models.chat.fake import FakeChat
from rag.retrieval.found import Found
from tests.rag.claims import evidence

BEGUN = "The drivers' demands are"
SENTENCE = "The drivers demand a paid break of an hour."


def drafts(reply: str, *sentences: str, begun: str = BEGUN) -> list[str]:
    """What is drafted from `sentences`, where the model begins the statement and goes on with `reply`."""

    def said(prompt: str) -> str:
        return reply if "Passage:" in prompt else begun

    found = Found(evidence(*sentences), {})
    told = listed_drafts(
        FakeChat(reply=said), f"What are {begun.removesuffix(' demands are')} demands?", found, lambda _: False, {}
    )
    return [draft.text for draft in told]


def test_a_passive_that_the_parser_sees_in_a_thing_is_none() -> None:
    """Paid breaks are what they demand."""
    assert drafts("paid breaks.", SENTENCE) == [f"{BEGUN} paid breaks."]


def test_each_sentence_completes_the_statement() -> None:
    """In the words of the one that asks."""
    assert drafts("a paid break of an hour.", SENTENCE) == [f"{BEGUN} a paid break of an hour."]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(SENTENCE, id="the sentence itself, which no judge is asked about"),
        pytest.param("outlined in a letter of three pages.", id="what became of them"),
        pytest.param("unlikely to please the company.", id="what they are like"),
        pytest.param("demands.", id="nothing"),
        pytest.param("not mentioned in the passage given here.", id="what the passage lacks"),
    ],
)
def test_a_reply_that_does_not_say_which_is_no_draft(reply: str) -> None:
    """Each would fill a place in the answer that a demand needs."""
    assert drafts(reply, SENTENCE) == []


def test_a_sentence_of_another_party_s_demands_is_not_drafted_from() -> None:
    """Nor one that states no demand at all."""
    assert drafts("a ban on ships.", "Russia wants a ban on ships.", "Kyiv sang.", begun="Ukraine's demands are") == []


def test_a_sentence_that_is_told_by_then_is_passed_over() -> None:
    """Its claim is there already."""
    found = Found(evidence(SENTENCE), {})
    fake = FakeChat(reply=lambda prompt: "a paid break." if "Passage:" in prompt else BEGUN)
    assert [*listed_drafts(fake, "What are the drivers' demands?", found, lambda _: True, {})] == []

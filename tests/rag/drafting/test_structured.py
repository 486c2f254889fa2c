"""A capable model's drafts: what it may point at, and what becomes of a reply that is not what was asked for."""

import json
from collections.abc import Callable

import pytest

from rag.domain import Article, Evidence, Sentence, Span
from rag.drafting.structured import draft_structured
from rag.errors import ModelFailed
from rag.models.chat.fake import FakeChat
from rag.retrieval.found import Found

ARTICLE = Article(
    id="bridge",
    title="Bridge to close",
    text="The Old Weir Bridge will close in July. It will reopen in September, the council said. The work in Ostermere costs £2.4 million.",
)
QUESTION = "When will the Old Weir Bridge close?"


def evidence(number: int, key: str) -> Evidence:
    """The article's sentence of that number."""
    starts = [0, ARTICLE.text.index("It will"), ARTICLE.text.index("The work"), len(ARTICLE.text) + 1]
    return Evidence(
        key, ARTICLE, Sentence(ARTICLE.id, 1, number, Span(starts[number], starts[number + 1] - 1)), score=0.5
    )


CLOSES, REOPENS, COSTS = evidence(0, "s1"), evidence(1, "s2"), evidence(2, "s3")
FOUND = Found((REOPENS, COSTS), {"s2": evidence(0, "s2a"), "s3": evidence(1, "s3a")})


def replies(*texts: str) -> Callable[[str], str]:
    """One after the other."""
    waiting = iter(texts)
    return lambda _: next(waiting)


def claims(*made: tuple[str, list[str]]) -> str:
    """The reply with these claims."""
    return json.dumps({"claims": [{"text": text, "sentences": keys} for text, keys in made]})


GOOD = claims(("The bridge reopens in September.", ["s2", "s2a", "s2"]))


def test_drafts_point_at_offered_sentences_each_once() -> None:
    """The prompt shows all of them, with their context, by key."""
    model = FakeChat(reply=replies(GOOD))
    (draft,) = draft_structured(model, QUESTION, "2025-05-20", FOUND, 8)
    assert draft.text == "The bridge reopens in September."
    assert draft.pointers == ("s2", "s2a")
    for piece in (*FOUND.ranked, *FOUND.before.values()):
        assert f"[{piece.key}] {piece.quote}" in model.prompts[0]


def test_no_claims_is_a_reply() -> None:
    """The sentences do not answer the question: no retry."""
    model = FakeChat(reply=replies(claims()))
    assert list(draft_structured(model, QUESTION, "2025-05-20", FOUND, 8)) == []


BAD = [
    "I think the bridge will close in July.",
    claims(("It closes.", ["s9"])),
    claims(("It closes.", [])),
    claims(("", ["s2"])),
    claims(("x" * 401, ["s2"])),
    '{"claims": [{"text": "It closes.", "sentences": "s2"}]}',
]


@pytest.mark.parametrize("bad", BAD)
def test_a_malformed_reply_is_asked_for_once_more_with_the_error(bad: str) -> None:
    """Not repaired; a valid second reply is used."""
    model = FakeChat(reply=replies(bad, GOOD))
    assert len(list(draft_structured(model, QUESTION, "2025-05-20", FOUND, 8))) == 1
    assert "That reply was not valid" in model.prompts[1]
    assert model.prompts[1].startswith(model.prompts[0])


@pytest.mark.parametrize("bad", BAD)
def test_a_second_malformed_reply_fails_by_name(bad: str) -> None:
    """No third try."""
    model = FakeChat(reply=replies(bad, bad))
    with pytest.raises(ModelFailed, match="FakeChat gave no valid claims in two tries"):
        list(draft_structured(model, QUESTION, "2025-05-20", FOUND, 8))


def test_a_claim_that_still_points_nowhere_costs_the_others_nothing() -> None:
    """An article may have named the key. It is asked about once; then the claim goes on alone, to be dropped by its pointer."""
    mixed = claims(("The bridge reopens in September.", ["s2"]), ("It closes.", ["s99"]))
    model = FakeChat(reply=lambda _: mixed)
    drafts = list(draft_structured(model, QUESTION, "2025-05-20", FOUND, 8))
    assert [draft.pointers for draft in drafts] == [("s2",), ("s99",)]
    assert len(model.prompts) == 2


def test_more_claims_than_asked_for_are_not_read() -> None:
    """The first ones count."""
    many = claims(*((f"Claim {n} of the bridge.", ["s2"]) for n in range(5)))
    drafts = list(draft_structured(FakeChat(reply=lambda _: many), QUESTION, "2025-05-20", FOUND, 2))
    assert [draft.text for draft in drafts] == ["Claim 0 of the bridge.", "Claim 1 of the bridge."]

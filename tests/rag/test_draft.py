"""Evidence to drafts: what a small model is asked and how its reply is read, what a capable one may point at."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Article, Evidence, Published, Sentence, Span
from rag.draft import Excerpt, draft_from_articles, draft_structured, excerpts
from rag.errors import ModelFailed
from rag.llm.fake import FakeChat
from rag.retrieve import Found

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


def saying(text: str) -> FakeChat:
    """A model that always says the same."""
    return FakeChat(reply=lambda _: text)


# The embedded model's way

OTHER = replace(
    ARTICLE,
    id="mill",
    title="The mill is sold.",
    text="The mill went to Halvern Works.",
    published=Published("2025-05-11", "day", "metadata"),
)
SOLD = Evidence("s4", OTHER, Sentence(OTHER.id, 1, 0, Span(0, len(OTHER.text))), score=0.4)
ARTICLES = (Excerpt((CLOSES, REOPENS)), Excerpt((SOLD,)))


def drafted(reply: str, *, several: bool = False) -> tuple[str, ...]:
    """What is made of a reply."""
    return draft_from_articles(saying(reply), QUESTION, ARTICLES, several=several)


def test_excerpts_are_by_article_the_best_first_each_in_reading_order() -> None:
    """Whatever the ranks of its sentences; each with the one before it, none twice."""
    before = {"s3": evidence(1, "s3a"), "s2": evidence(0, "s2a")}
    first, second = excerpts((COSTS, SOLD, REOPENS), before)
    assert [piece.quote for piece in first.sentences] == [CLOSES.quote, REOPENS.quote, COSTS.quote]
    assert [piece.key for piece in first.sentences] == ["s2a", "s3a", "s3"]
    assert second.sentences == (SOLD,)
    assert [piece.quote for piece in excerpts((SOLD, COSTS), {})[1].sentences] == [COSTS.quote]
    assert excerpts((), {}) == ()


def test_two_versions_of_an_article_are_two_excerpts() -> None:
    """Their sentences have the same numbers, and other words."""
    newer = replace(ARTICLE, version=2, text=ARTICLE.text.replace("July", "August"))
    later = Evidence("s9", newer, replace(CLOSES.sentence, version=2, span=Span(0, len(CLOSES.quote) + 2)), 0.4)
    assert [piece.sentences for piece in excerpts((CLOSES, later), {})] == [(CLOSES,), (later,)]


@pytest.mark.parametrize("several", [True, False])
def test_the_model_reads_every_excerpt_with_headline_and_date(*, several: bool) -> None:
    """At once, and the question after them; where there is no date, it says so."""
    model = saying("The Old Weir Bridge will close in July.")
    draft_from_articles(model, QUESTION, ARTICLES, several=several)
    (prompt,) = model.prompts
    assert f"[1] Bridge to close (undated)\n{CLOSES.quote} {REOPENS.quote}\n" in prompt
    assert f"[2] The mill is sold. (2025-05-11)\n{SOLD.quote}\n" in prompt
    assert f"Question: {QUESTION}\n" in prompt.split(SOLD.quote)[1]
    assert COSTS.quote not in prompt


@pytest.mark.parametrize(
    "reply",
    [
        "The Old Weir Bridge will close in July.",
        "  The Old Weir Bridge will close in July.\nIt is very old.",
        "[1] The Old Weir Bridge will close in July.",
        "- The Old Weir Bridge will close in July.",
        "Bridge to close (undated)\nThe Old Weir Bridge will close in July.",
        "The mill is sold\n\nThe Old Weir Bridge will close in July.",
        "Answer:\nThe Old Weir Bridge will close in July.",
    ],
)
def test_one_sentence_is_read_of_a_reply(reply: str) -> None:
    """The first line that is neither a headline nor an announcement, without the sign it is listed with."""
    assert drafted(reply) == ("The Old Weir Bridge will close in July.",)


LISTED = ("The bridge will close in July.", "It will reopen in September.")


@pytest.mark.parametrize(
    "reply",
    [
        "The bridge will close in July.\nIt will reopen in September.",
        "- The bridge will close in July.\n\n- It will reopen in September.",
        "* The bridge will close in July.\n• It will reopen in September.",
        "1. The bridge will close in July.\n2) It will reopen in September.",
        "(1) The bridge will close in July.\n[2] It will reopen in September.",
        "Bridge to close\nThe bridge will close in July.\nIt will reopen in September.",
        "What the council has planned:\nThe bridge will close in July.\nIt will reopen in September.",
        "The bridge will close in July.\nThe bridge will close in July.\nIt will reopen in September.",
        "The bridge will close in July.\nSeptember.\nThe Weir Bridge\nIt will reopen in September.",
        "The bridge will close in July.\nIt will reopen in September.\nThe council said that the work costs",
    ],
)
def test_a_list_is_a_sentence_a_line(reply: str) -> None:
    """Without its signs, headlines, repetitions, names that say nothing, and what the limit cut off."""
    assert drafted(reply, several=True) == LISTED


@pytest.mark.parametrize("end", ["said “soon”", 'said "soon"', "said so", "is it over?", "it is over!"])
def test_only_a_last_line_that_does_not_end_was_cut_off(end: str) -> None:
    """A quotation, a question or a cry ends a sentence too; a single line stays, as it is all there is."""
    last = f"The council of Ostermere {end}"
    assert drafted(f"{LISTED[0]}\n{last}", several=True) == (LISTED[0], *([] if end == "said so" else [last]))
    assert drafted(last, several=True) == (last,)


def test_numbers_that_begin_a_sentence_are_no_signs_of_a_list() -> None:
    """Only what stands before a full stop or in brackets is."""
    lines = ("14 fishermen are held by Karsk.", "2.4 million pounds are needed now.", "“Enough” was all she said.")
    assert drafted("\n".join(lines), several=True) == lines


@pytest.mark.parametrize("reply", ["July\nSeptember", "- July.\n- September.", "Bridge to close", "1. July"])
def test_where_a_list_only_names_things_one_sentence_is_asked_for(reply: str) -> None:
    """By the other prompt; what it gives is all there is."""
    model = FakeChat(reply=lambda prompt: reply if "each on a line" in prompt else "The Old Weir Bridge closes in July.")
    drafts = draft_from_articles(model, QUESTION, ARTICLES, several=True)
    assert drafts == ("The Old Weir Bridge closes in July.",)
    assert ["each on a line" in prompt for prompt in model.prompts] == [True, False]


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize("reply", ["", "  \n ", "Bridge to close\nThe mill is sold"])
def test_a_reply_without_a_sentence_is_no_draft(reply: str, *, several: bool) -> None:
    """Nothing is made up in its place."""
    assert drafted(reply, several=several) == ()


@given(st.text(max_size=200), st.booleans())
def test_no_draft_has_a_line_or_a_word_of_our_own(reply: str, several: bool) -> None:  # noqa: FBT001  # hypothesis
    """Each is a piece of a line of the reply, stripped, and there is one where one was asked for."""
    drafts = drafted(reply, several=several)
    assert len(drafts) <= (len(reply.splitlines()) if several else 1)
    assert len(set(drafts)) == len(drafts)
    for draft in drafts:
        assert draft == draft.strip() != ""
        assert any(line.strip().endswith(draft) for line in reply.splitlines())


# The capable model's way


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

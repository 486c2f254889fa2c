"""Passages to free sentences: what a small model is asked, and how its reply is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Article, Evidence, Published, Sentence, Span
from rag.draft import Excerpt, drafted
from rag.llm.fake import FakeChat
from tests.rag.claims import evidence

BRIDGE = evidence(
    "The Old Weir Bridge will close in July.", "It will reopen in September, the council said.", title="Bridge to close"
)
MILL = Article(
    id="mill",
    title="The mill is sold.",
    text="The mill went to Halvern Works.",
    outlet="The Harbour Courier",
    published=Published("2025-05-11", "day", "metadata"),
)
SOLD = Evidence("s4", MILL, Sentence(MILL.id, 1, 0, Span(0, len(MILL.text))), score=0.4)
EXCERPTS = (Excerpt(BRIDGE), Excerpt((SOLD,)))
QUESTION = "When will the Old Weir Bridge close?"


def saying(text: str) -> FakeChat:
    """A model that always says the same."""
    return FakeChat(reply=lambda _: text)


def read(reply: str, *, several: bool = False) -> tuple[str, ...]:
    """What is made of a reply: of a list, that of the first of two passages, which are answered alike."""
    texts = tuple(drafted(saying(reply), QUESTION, EXCERPTS, several=several))
    return texts[: len(texts) // 2] if several else texts


def test_one_prompt_has_every_passage_under_headline_outlet_and_date() -> None:
    """At once, in their order, and the question after them; where there is no date, it says so."""
    model = saying("The Old Weir Bridge will close in July.")
    list(drafted(model, QUESTION, EXCERPTS))
    (prompt,) = model.prompts
    assert f"[1] Bridge to close (undated)\n{BRIDGE[0].quote} {BRIDGE[1].quote}\n" in prompt
    assert f"[2] The mill is sold. (The Harbour Courier, 2025-05-11)\n{SOLD.quote}\n" in prompt
    assert f"Question: {QUESTION}\n" in prompt.split(SOLD.quote)[1]


def test_asked_for_several_things_the_model_reads_a_passage_at_a_time() -> None:
    """A prompt for each, as somebody waits for the next draft: a small model names a few things of the first alone."""
    model = saying("The bridge will close in July.")
    drawn = drafted(model, QUESTION, EXCERPTS, several=True)
    assert next(drawn) == "The bridge will close in July."
    assert len(model.prompts) == 1
    assert list(drawn) == ["The bridge will close in July."]
    assert [SOLD.quote in prompt for prompt in model.prompts] == [False, True]
    assert [BRIDGE[0].quote in prompt for prompt in model.prompts] == [True, False]


@pytest.mark.parametrize("whether", [True, False])
def test_yes_or_no_is_asked_for_only_where_the_question_asks_whether(*, whether: bool) -> None:
    """The prompt says so, and no other does."""
    model = saying("Yes, it will close in July.")
    list(drafted(model, QUESTION, EXCERPTS, whether=whether))
    assert ("begins with Yes or No" in model.prompts[0]) is whether


def test_without_a_passage_no_model_is_asked() -> None:
    """There is nothing to write from."""
    model = saying("The bridge will close in July.")
    assert [*drafted(model, QUESTION, ()), *drafted(model, QUESTION, (), several=True)] == model.prompts == []


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
    assert read(reply) == ("The Old Weir Bridge will close in July.",)


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
    assert read(reply, several=True) == LISTED


@pytest.mark.parametrize("end", ["said “soon”", 'said "soon"', "said so", "is it over?", "it is over!"])
def test_only_a_last_line_that_does_not_end_was_cut_off(end: str) -> None:
    """A quotation, a question or a cry ends a sentence too; a single line stays, as it is all there is."""
    last = f"The council of Ostermere {end}"
    assert read(f"{LISTED[0]}\n{last}", several=True) == (LISTED[0], *([] if end == "said so" else [last]))
    assert read(last, several=True) == (last,)


def test_numbers_that_begin_a_sentence_are_no_signs_of_a_list() -> None:
    """Only what stands before a full stop or in brackets is."""
    lines = ("14 fishermen are held by Karsk.", "2.4 million pounds are needed now.", "“Enough” was all she said.")
    assert read("\n".join(lines), several=True) == lines


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize("reply", ["", "  \n ", "Bridge to close\nThe mill is sold"])
def test_a_reply_without_a_sentence_is_no_draft(reply: str, *, several: bool) -> None:
    """Nothing is made up in its place."""
    assert read(reply, several=several) == ()


@given(st.text(max_size=200), st.booleans())
def test_no_draft_has_a_line_or_a_word_of_our_own(reply: str, several: bool) -> None:  # noqa: FBT001  # hypothesis
    """Each is a piece of a line of the reply, stripped, and there is one where one was asked for."""
    drafts = read(reply, several=several)
    assert len(drafts) <= (len(reply.splitlines()) if several else 1)
    assert len(set(drafts)) == len(drafts)
    for draft in drafts:
        assert draft == draft.strip() != ""
        assert any(line.strip().endswith(draft) for line in reply.splitlines())

"""Passages to free sentences: what a small model is asked, and how its reply is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Article, Evidence, Published, Sentence, Span
from rag.drafting.draft import HEADING, SHOWN, Excerpt, excerpts_by_article, free_draft, is_report, nearest_excerpts
from rag.models.chat.fake import FakeChat
from rag.retrieval.found import Found
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


def read(reply: str) -> tuple[str, ...]:
    """What is made of a reply."""
    return free_draft(saying(reply), QUESTION, EXCERPTS)


def test_one_prompt_has_every_passage_under_headline_outlet_and_date() -> None:
    """At once, in their order, and the question after them; where there is no date, it says so."""
    model = saying("The Old Weir Bridge will close in July.")
    free_draft(model, QUESTION, EXCERPTS)
    (prompt,) = model.prompts
    assert f"[1] Bridge to close (undated)\n{BRIDGE[0].quote} {BRIDGE[1].quote}\n" in prompt
    assert f"[2] The mill is sold. (The Harbour Courier, 2025-05-11)\n{SOLD.quote}\n" in prompt
    assert f"Question: {QUESTION}\n" in prompt.split(SOLD.quote)[1]


@pytest.mark.parametrize("whether", [True, False])
def test_yes_or_no_is_asked_for_only_where_the_question_asks_whether(*, whether: bool) -> None:
    """The prompt says so, and no other does."""
    model = saying("Yes, it will close in July.")
    free_draft(model, QUESTION, EXCERPTS, whether=whether)
    assert ("begins with Yes or No" in model.prompts[0]) is whether


def test_without_a_passage_no_model_is_asked() -> None:
    """There is nothing to write from."""
    model = saying("The bridge will close in July.")
    assert (free_draft(model, QUESTION, ()), model.prompts) == ((), [])


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


@pytest.mark.parametrize("end", ["said “soon”", 'said "soon"', "said so", "is it over?", "it is over!"])
def test_a_last_line_that_does_not_end_was_cut_off(end: str) -> None:
    """A quotation, a question or a cry ends a sentence too; a single line stays, as it is all there is."""
    last = f"The council of Ostermere {end}"
    assert read(f"Bridge to close.\n{last}") == (() if end == "said so" else (last,))
    assert read(last) == (last,)


def test_numbers_that_begin_a_sentence_are_no_signs_of_a_list() -> None:
    """Only what stands before a full stop or in brackets is."""
    for line in ("14 fishermen are held by Karsk.", "2.4 million pounds are needed now.", "“Enough” was all she said."):
        assert read(line) == (line,)


@pytest.mark.parametrize(
    ("line", "report"),
    [
        ("The passages do not say when it closes.", False),
        ("When it closes is not mentioned.", False),
        ("We will close the bridge in July.", False),
        ("“We will close it in July,” said the council.", True),
        ("Henry I closed the bridge.", True),
        ("In the US the bridge was closed.", True),
        ("The passage of the bill was delayed.", True),
        ("It says in the article that the bridge is closed.", False),
    ],
)
def test_what_speaks_of_the_text_or_as_somebody_in_it_reports_nothing(line: str, *, report: bool) -> None:
    """Such a line is no draft; what stands in quotation marks is somebody's."""
    assert is_report(line) is report
    assert read(line) == ((line,) if report else ())


def test_a_sentence_that_the_limit_cut_off_is_no_draft() -> None:
    """A long line that ends as no sentence does; a short answer needs no full stop, and a long whole sentence is one."""
    long = " ".join(["The council will close the bridge in July"] * 5)
    assert read(long) == ()
    assert read(f"{long}.") == (f"{long}.",)
    assert read("Hurricane Erin") == ("Hurricane Erin",)


@pytest.mark.parametrize("reply", ["", "  \n ", "Bridge to close\nThe mill is sold"])
def test_a_reply_without_a_sentence_is_no_draft(reply: str) -> None:
    """Nothing is made up in its place."""
    assert read(reply) == ()


@given(st.text(max_size=200))
def test_no_draft_has_a_line_or_a_word_of_our_own(reply: str) -> None:
    """There is one at most: a piece of a line of the reply, stripped."""
    drafts = read(reply)
    assert len(drafts) <= 1
    for draft in drafts:
        assert draft == draft.strip() != ""
        assert any(line.strip().endswith(draft) for line in reply.splitlines())


# Which sentences a draft is made from

LONG = evidence(*(f"Sentence {number} of the story is {'rather ' * 18}long." for number in range(12)), key="l")
OTHER = evidence("A second story begins.", "It goes on.", "It ends.", key="o", article_id="b")


def shown(*ranked: Evidence) -> list[list[str]]:
    """The keys of what is shown of two stories, an excerpt a list."""
    return [[piece.key for piece in each.sentences] for each in nearest_excerpts(Found(ranked, {}, (LONG, OTHER)))]


def test_the_nearest_sentences_are_shown_with_those_around_them() -> None:
    """The excerpt with the nearest one first; each in reading order, a sentence once."""
    assert shown(OTHER[1], LONG[5], LONG[4]) == [["o0", "o1", "o2"], ["l3", "l4", "l5", "l6"]]
    assert shown() == []


def test_what_does_not_fit_is_left_out_with_all_that_is_farther() -> None:
    """But for the nearest sentence, which is shown however long it is."""
    assert shown(LONG[1], LONG[6], LONG[10], OTHER[0]) == [["l0", "l1", "l2", "l5", "l6", "l7"]]
    huge = evidence(f"It is {'very ' * SHOWN}long.", "It is short.", key="h")
    (only,) = nearest_excerpts(Found(huge, {}, (huge, OTHER)))
    assert [piece.key for piece in only.sentences] == ["h0"]
    (only,) = nearest_excerpts(Found(huge[::-1], {}, (huge, OTHER)))  # the sentences around go first
    assert [piece.key for piece in only.sentences] == ["h1"]


def test_for_a_timeline_each_article_has_its_own_excerpts() -> None:
    """At most four, the best one first: one sentence of several articles would rest on none of them."""
    stories = [evidence("It began.", "It went on.", key=f"{number}-", article_id=f"a{number}") for number in range(6)]
    found = Found((stories[3][0], *(story[1] for story in stories)), {}, tuple(stories))
    chosen = excerpts_by_article(found)
    assert [[piece.key for each in excerpts for piece in each.sentences] for excerpts in chosen] == [
        [f"{number}-0", f"{number}-1"] for number in (3, 0, 1, 2)
    ]


def test_a_sentence_of_two_passages_is_shown_once() -> None:
    """Passages of one article may share one."""
    (only,) = nearest_excerpts(Found(OTHER[1:2], {}, (OTHER, OTHER[1:])))
    assert len(only.sentences) == 3


@given(st.permutations(range(15)))
def test_what_is_shown_fits_and_has_the_nearest(order: list[int]) -> None:
    """In whatever order they come near; nothing is shown twice."""
    ranked = [(*LONG, *OTHER)[at] for at in order]
    excerpts = nearest_excerpts(Found(tuple(ranked), {}, (LONG, OTHER)))
    keys = [piece.key for each in excerpts for piece in each.sentences]
    assert sum(len(each.words) + HEADING for each in excerpts) <= SHOWN + len(keys)
    assert len(set(keys)) == len(keys)
    assert ranked[0].key in {piece.key for piece in excerpts[0].sentences}

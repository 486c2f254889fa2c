"""A request is checked before anything is spent on it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import examples_folder
from eval.follow_ups import ALONE, FOLLOW_UPS
from rag.answer import AskRequest
from rag.asking.understand import (
    MAX_QUESTION,
    asks_for_several,
    asks_for_words,
    asks_whether,
    asks_why,
    checked_question,
    needs_context,
    understand,
)
from rag.errors import BadDate, BadInput, BadQuestion

TODAY = date(2025, 5, 20)


def test_a_request_becomes_dated_and_filtered() -> None:
    """Dates are parsed, white space tidied, and `as_of` is today where nobody says."""
    asked = understand(
        AskRequest(question=" What \r\n now? ", since="2025-05-01", until="2025-05-01", outlets=(" Herald ",)), TODAY
    )
    assert (asked.question, asked.as_of, asked.max_claims) == ("What now?", TODAY, 6)
    assert (asked.wanted.since, asked.wanted.until, asked.wanted.outlets) == (
        date(2025, 5, 1),
        date(2025, 5, 1),
        ("Herald",),
    )
    assert understand(AskRequest(question="What?", as_of="2024-02-29"), TODAY).as_of == date(2024, 2, 29)


@pytest.mark.parametrize("question", ["", " \n", "?!…", "“”", "a\x00b", "a\ud800b", "x" * (MAX_QUESTION + 1)])
def test_a_question_that_is_none_is_refused(question: str) -> None:
    """Empty, too long, or not text: refused with what to do."""
    with pytest.raises(BadQuestion) as error:
        checked_question(question)
    assert error.value.hint


@given(st.text(max_size=1200))
def test_a_checked_question_is_one_clean_line(question: str) -> None:
    """Whatever is accepted is short, on one line, and checking it again changes nothing."""
    try:
        tidy = checked_question(question)
    except BadQuestion:
        return
    assert len(tidy.splitlines()) == 1
    assert len(tidy) <= MAX_QUESTION
    assert checked_question(tidy) == tidy


@pytest.mark.parametrize(
    "value", ["", "today", "2025-02-29", "20250520", "2025-W21-2", "2025-5-2", "2025-05-20T00:00", " 2025-05-20"]
)
@pytest.mark.parametrize("name", ["as_of", "since", "until"])
def test_a_date_that_is_none_is_refused_by_name(name: str, value: str) -> None:
    """Only YYYY-MM-DD is a date, and the error names the field."""
    with pytest.raises(BadDate, match=name):
        understand(AskRequest.model_validate({"question": "What?", name: value}), TODAY)


def test_a_range_can_not_end_before_it_starts() -> None:
    """An empty range would look like an honest "the articles do not say"."""
    with pytest.raises(BadDate, match="before it starts"):
        understand(AskRequest(question="What?", since="2025-05-02", until="2025-05-01"), TODAY)


@pytest.mark.parametrize(
    "question",
    ["And why?", "What about him?", "Why not?", "When?", "Who is she?", "And what should I do then?", "How so", "It."],
)
def test_a_question_of_function_words_alone_needs_context(question: str) -> None:
    """It says nothing of what it is about."""
    assert needs_context(question)


@pytest.mark.parametrize(
    "question",
    ["What about the US?", "Who is in the WHO?", "What will May do?", "What does X do?", "Why the strike?", "Warum?",
     "What about 2024?", "9/11?", "What is IT?", "Was it The Who?", "Почему?", "WHY HIM?"],
)  # fmt: skip
def test_a_question_with_a_word_of_its_own_is_asked(question: str) -> None:
    """A name that is written like a function word, a number, a word of another language."""
    assert not needs_context(question)


def test_no_question_of_ours_that_stands_alone_needs_context() -> None:
    """Neither the examples', nor the readers', nor those that are labelled as standing alone."""
    rows = [json.loads(line) for line in FOLLOW_UPS.read_text(encoding="utf-8").splitlines()]
    alone = [row["question"] for row in rows if row["kind"] == ALONE] + [
        text for row in rows for text in row["standalone"]
    ]
    for file in (examples_folder() / "questions.jsonl", FOLLOW_UPS.with_name("reader_questions.jsonl")):
        alone += [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(alone) > 150
    assert [question for question in alone if needs_context(question)] == []


@pytest.mark.parametrize("conversation_id", ["", "  ", "a\nb", "a\x00", "\ud800", "x" * 101])
def test_what_can_be_no_conversation_is_refused(conversation_id: str) -> None:
    """Before it reaches the record, with what to send instead."""
    with pytest.raises(BadInput, match="conversation") as error:
        understand(AskRequest(question="What?").model_copy(update={"conversation_id": conversation_id}), TODAY)
    assert "conversation_id" in error.value.hint


def test_until_its_conversation_is_known_a_question_stands_as_it_was_asked() -> None:
    """Understanding alone rewrites nothing."""
    asked = understand(AskRequest(question="And in Leeds?", conversation_id="talk-7"), TODAY)
    assert (asked.question, asked.standalone, asked.conversation_id) == ("And in Leeds?", "And in Leeds?", "talk-7")


def test_an_outlet_without_a_name_is_refused() -> None:
    """An empty name would match nothing, silently."""
    with pytest.raises(BadInput, match="outlet"):
        understand(AskRequest(question="What?", outlets=("Herald", " ")), TODAY)


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("Has the minister resigned?", True),
        ("And didn’t the bridge close?", True),
        ("Who has resigned?", False),
        ("Can you quote what the minister said?", False),
        ("Willa Braddock said what?", False),
    ],
)
def test_some_questions_can_be_answered_by_yes_or_no(question: str, whether: bool) -> None:  # noqa: FBT001  # a table's column
    """They begin with a verb that helps another."""
    assert asks_whether(question) is whether


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What exactly did the minister say?", True),
        ("How did Okafor describe the bridge?", True),
        ("In whose words was it a disaster?", True),
        ("Quote what the mayor said.", True),
        ("What did the minister say?", False),
        ("How did the minister travel?", False),
        ("What was the exact cost?", False),
        ("When exactly did the bridge close?", False),
        ("What exactly happened at the dam?", False),
        ("What did the court rule on freedom of expression?", False),
        ("How many words were cut from the quota?", False),
    ],
)
def test_some_questions_ask_for_somebody_s_own_words(question: str, words: bool) -> None:  # noqa: FBT001  # a table's column
    """Not every question about what was said."""
    assert asks_for_words(question) is words


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Why did the bridge close?", True),
        ("So how come it closed?", True),
        ("For what reason did it close?", True),
        ("Who asked why it closed?", False),
        ("How did it close?", False),
    ],
)
def test_some_questions_ask_for_a_reason(question: str, why: bool) -> None:  # noqa: FBT001  # a table's column
    """They begin with it."""
    assert asks_why(question) is why


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("What are Karsk's conditions?", True),
        ("What did Karsk demand of Velmar?", True),
        ("Which countries have signed?", False),
        ("List all towns that were hit.", True),
        ("Which town was hit?", False),
        ("What is Karsk's condition?", False),
        ("Who was hurt?", False),
        ("When will the bridge close?", False),
    ],
)
def test_some_questions_ask_for_several_things(question: str, several: bool) -> None:  # noqa: FBT001  # a table's column
    """Which many sentences may give: the plural says so, or a verb of wanting; a list in one sentence does not."""
    assert asks_for_several(question) is several


def test_a_language_is_its_code_and_articles_count_once() -> None:
    """However the code is spelled; Bokmål is what "no" is."""
    asked = understand(AskRequest(question="What?", language="NB", articles=("b", " a", "b")), TODAY)
    assert (asked.wanted.language, asked.wanted.articles) == ("no", ("b", "a"))
    assert understand(AskRequest(question="What?"), TODAY).wanted.everything


@pytest.mark.parametrize("language", ["", " ", "english", "qq", "en-GB", "eng", "1", "ру"])
def test_what_is_no_code_of_a_language_is_refused(language: str) -> None:
    """It would match nothing, silently."""
    with pytest.raises(BadInput, match="language") as error:
        understand(AskRequest(question="What?", language=language), TODAY)
    assert "639-1" in error.value.hint


@pytest.mark.parametrize("articles", [(), ("a", ""), ("a\n",), ("\x00",), tuple(map(str, range(1001)))])
def test_a_set_of_articles_that_can_be_none_is_refused(articles: tuple[str, ...]) -> None:
    """An empty set is a mistake of whoever made it: it must not mean all articles."""
    with pytest.raises(BadInput, match="rticle"):
        understand(AskRequest(question="What?", articles=articles), TODAY)

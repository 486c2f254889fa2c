"""A conversation's question becomes standalone without losing a name or a date, or is left exactly as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.conversation.faithful import unfaithful
from rag.conversation.leaning import leaning
from rag.conversation.standalone import LONGEST, standalone
from rag.conversation.turns import Turn
from rag.llm.fake import FakeChat

RESIGNED = "When did Marta Okafor resign as mayor of Quillfold?"


def read(question: str, *turns: Turn | str, fake: FakeChat | None = None) -> str:
    """`question` as it is read after `turns`; without `fake`, the model must not be asked."""

    def never(prompt: str) -> str:
        raise AssertionError(f"the model was asked: {prompt}")

    said = [turn if isinstance(turn, Turn) else Turn(turn) for turn in turns]
    return standalone(question, said, fake or FakeChat(reply=never))


# In code


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Which bakery chain closed its shops in York?", "And in Leeds?", "Which bakery chain closed its shops in Leeds?"),
        ("How many homes lost power in March 2025?", "What about May?", "How many homes lost power in May 2025?"),
        ("How many homes lost power in March 2025?", "And in 2024?", "How many homes lost power in 2024?"),
        ("What happened in Orrel on 12 May 2025?", "And on 3 June?", "What happened in Orrel on 3 June 2025?"),
        ("How much rain fell in York?", "And in the first half of 2024?", "How much rain fell in York in the first half of 2024?"),
        ("Why did prices rise in Velmar?", "And in Karsk in 2024?", "Why did prices rise in Karsk in 2024?"),
        ("Who won the March 2025 vote?", "And April?", "Who won the April 2025 vote?"),
        ("What was Corvane's profit in 2024?", "And a year earlier?", "What was Corvane's profit a year earlier than 2024?"),
        ("What did Okafor say about the harbour?", "And Brandt?", "What did Brandt say about the harbour?"),
        ("What is Velmar’s interest rate?", "And Karsk’s?", "What is Karsk’s interest rate?"),
        ("How much did the Old Weir Bridge cost?", "How about the Quern Bridge?", "How much did the Quern Bridge cost?"),
        ("How many children did the school in Orrel take in 2023?", "Leeds?", "How many children did the school in Leeds take in 2023?"),
    ],
)  # fmt: skip
def test_a_fragment_takes_the_place_of_its_like(before: str, question: str, expected: str) -> None:
    """A place for a place, a name for a name, a time for a time: the year stays where only it was said before."""
    assert read(question, before) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (RESIGNED, "Why?", "Why did Marta Okafor resign as mayor of Quillfold?"),
        (RESIGNED, "When exactly?", "When exactly did Marta Okafor resign as mayor of Quillfold?"),
        ("Did Velmar cut its rate in June?", "By how much?", "By how much did Velmar cut its rate in June?"),
        ("How many people were killed in the Quern fire?", "And when?", "When were people killed in the Quern fire?"),
        ("How many shops did Dunmore Bakes close?", "Where?", "Where did Dunmore Bakes close shops?"),
        (RESIGNED, "tell me more", RESIGNED),
        (RESIGNED, "Yes, please", RESIGNED),
    ],
)
def test_a_bare_asking_word_gets_its_clause(before: str, question: str, expected: str) -> None:
    """Only where the clause is whole without what was asked for; "yes" asks the same again."""
    assert read(question, before) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (RESIGNED, "What did she say?", "What did Marta Okafor say?"),
        (RESIGNED, "And who is her successor?", "Who is Marta Okafor’s successor?"),
        ("How much was Hollin Pike fined?", "Did it appeal?", "Did Hollin Pike appeal?"),
        ("Why did the bridge close?", "When was it built?", "When was the bridge built?"),
        ("How much will the Ostermere tunnel cost?", "Who will pay for it?", "Who will pay for the Ostermere tunnel?"),
        ("Why did the mayor of Quern resign?", "When did he resign?", "When did the mayor of Quern resign?"),
        ("Where did Velmar and Karsk sign the pact?", "What did they agree on?", "What did Velmar and Karsk agree on?"),
        ("How many people were hurt at Quern Harbour?", "How many of them were children?",
         "How many of the people that were hurt at Quern Harbour were children?"),
        ("What happened in Orrel on 12 May 2025?", "Was anyone hurt there?", "Was anyone hurt in Orrel?"),
        ("Who did Okafor meet in Aurel?", "Did he meet Brandt there in May?", "Did Okafor meet Brandt in Aurel in May?"),
        ("What was Corvane's profit in 2024?", "What was its revenue that year?", "What was Corvane’s revenue in 2024?"),
        ("How many ships did Karsk sell in 2021?", "How many did Velmar sell two years before that?",
         "How many did Velmar sell two years before 2021?"),
        ("When will the Old Weir Bridge close?", "Why is the bridge closing?", "Why is the Old Weir Bridge closing?"),
        ("When did Storm Ildra reach Cape Thole?", "Who named the storm?", "Who named Storm Ildra?"),
        ("Why was Tom Arden fined £500?", "Will he appeal against the £500?", "Will Tom Arden appeal against the £500?"),
    ],
)  # fmt: skip
def test_a_pronoun_gets_its_name(before: str, question: str, expected: str) -> None:
    """The one that fits: people for "she", things for "it", two or more for "they", places for "there"."""
    assert read(question, before) == expected


def test_the_answer_to_who_is_spoken_of_next() -> None:
    """Then "she" is whom the claim named, not the town of the question; and "it" is never who."""
    turn = Turn("Who is the new harbour master of Quern?", ("The new harbour master of Quern is Tam Brodie.",))
    assert read("When did she start?", turn) == "When did Tam Brodie start?"
    chain = Turn("Which bakery chain closed its shops?", ("Dunmore Bakes closed its shops.",))
    assert read("When was it founded?", chain) == "When was Dunmore Bakes founded?"


def test_a_conversation_goes_on_from_what_was_understood() -> None:
    """Each question leans on the standalone form of the one before."""
    first = Turn("How many homes lost power in York in March 2025?")
    second = Turn(read("And in May?", first))
    third = read("What about Leeds?", first, second)
    assert third == "How many homes lost power in Leeds in May 2025?"
    assert read("Why?", first, second, Turn("Did the Bank of Velmar close?")) == "Why did the Bank of Velmar close?"


# What stands alone


@pytest.mark.parametrize(
    "question",
    [
        "What are the union's demands?",
        "Which bakery chain closed its shops in York?",
        "Did Brandt say he would resign?",
        "After his speech, what did Brandt do?",
        "Who said that the plan was dead?",
        "Is there a strike in Leeds?",
        "How long did it take to rebuild the bridge in Orrel?",
        "Is it true that Wick lost the cup?",
        "And what did Brandt say about the Wick budget?",
        "What will the government do this year?",
        "What happened to those who were hurt in Leeds?",
        "May I see the budget of Wick?",
        "What happened on 3 May?",
        "Storm Ildra death toll",
        "What is the price of bread?",
        "Who lost his job at the Quern quarry?",
        "What will the WHO say about IT firms in the US?",
    ],
)
def test_a_question_that_stands_alone_is_left_exactly_as_it_is(question: str) -> None:
    """Whatever was asked before it, and no model is asked about it."""
    for before in (RESIGNED, "How much did Velmar pay Karsk in 2024?", "Why did the mayor of Wick close the bridge?"):
        assert read(question, before) == question


@pytest.mark.parametrize("question", ["And in Leeds?", "Why?", "What did she say?", "yes"])
def test_without_a_conversation_nothing_is_rewritten(question: str) -> None:
    """There is nothing to lean on."""
    assert read(question) == question


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Wann trat Marta Okafor zurück?", "Warum?"),
        ("Wann trat Marta Okafor zurück?", "Und in Leeds?"),
        (RESIGNED, "Und in Leeds?"),
        ("Qui est le maire de Wick ?", "Et à Orrel ?"),
        ("Wer ist Bürgermeister von Wick?", "In Leeds?"),
    ],
)
def test_other_languages_are_left_as_they_stand(before: str, question: str) -> None:
    """Only English is rewritten; guessing at other grammars would lose more than it gains."""
    assert read(question, before) == question


# With a model


def test_a_model_is_asked_where_code_cannot_tell_and_sees_the_conversation() -> None:
    """The questions and claims before, and the follow-up without its "And"."""
    rewritten = "How much had the prosecution wanted Hollin Pike to be fined?"
    fake = FakeChat(reply=lambda _: rewritten)
    turn = Turn("How much was Hollin Pike fined?", ("Hollin Pike was fined £180,000.",))
    assert read("And how much had the prosecution wanted?", turn, fake=fake) == rewritten
    assert "Q: How much was Hollin Pike fined?\nA: Hollin Pike was fined £180,000." in fake.prompts[0]
    assert fake.prompts[0].endswith("Last question: How much had the prosecution wanted?")


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Hollin Pike was fined £250,000.",
        "How much had the prosecution wanted?",
        "How much was Hollin Pike fined?",
        "How much had the prosecution of Dunmore wanted Hollin Pike to be fined?",
        "How much of £250,000 had the prosecution wanted Hollin Pike to be fined?",
        "How much had the prosecution wanted Hollin Pike to be fined for pollution?",
        "When had the prosecution wanted Hollin Pike to be fined?",
        "How much had the defence wanted Hollin Pike to be fined?",
        "How much had the prosecution not wanted Hollin Pike to be fined?",
    ],
)
def test_what_a_model_loses_or_invents_is_not_used(reply: str) -> None:
    """No question, unchanged, the old one, a new name, number or matter, another question, another party, a denial."""
    fake = FakeChat(reply=lambda _: reply)
    found = read("And how much had the prosecution wanted?", "How much was Hollin Pike fined?", fake=fake)
    assert found == "How much had the prosecution wanted when Hollin Pike was fined?"


def test_where_nothing_is_clear_the_question_is_set_beside_the_last_one() -> None:
    """Two countries may be meant: neither is chosen, both stay."""
    before = "How much did Velmar pay Karsk for the islands?"
    found = read("What will they do with the money?", before, fake=FakeChat())
    assert found == f"{before} What will they do with the money?"


def test_what_would_grow_too_long_is_left_as_it_stands() -> None:
    """A conversation in which nothing is ever clear does not end in a prompt full of old questions."""
    before = "How much did Velmar pay Karsk for the islands " + "and the sea around them " * 16 + "?"
    assert len(before) > LONGEST - 30
    assert read("What will they do with the money?", before, fake=FakeChat()) == "What will they do with the money?"


# Nothing is lost

NAMES = st.sampled_from(
    ["Okafor", "Velmar", "Storm Ildra", "the Bank of Karsk", "Tam Brodie", "US", "WHO", "O’Hara", "Łódź"]
)
NUMBERS = st.sampled_from(["1.4 per cent", "£250,000", "198.3 million", "16", "twelve", "3,000", "30-day"])
TIMES = st.sampled_from(
    ["in May", "on 3 June 2024", "in 2023", "in the second quarter of 2025", "last week", "on Friday"]
)
FORMS = st.sampled_from(
    [
        "And {0}?", "What about {0}?", "Did it pay {0} {1} {2}?", "And why did she give {0} {1}?", "Were they in {0} {2}?",
        "And how many {2}?", "What did he say there about {0} {2}?", "Is that true of {0}?", "And {2}?", "Why not {1}?",
        "Who told them that {0} lost {1}?", "What did the bridge cost {0} a year before that?", "{0}?", "And in {0} {2}?",
    ]
)  # fmt: skip
EARLIER = st.sampled_from(
    [
        RESIGNED, "How much did Velmar pay Karsk in March 2024?", "Who won the Orrel Cup?", "Why is the Old Weir Bridge closed?",
        "How many people were hurt in Leeds on 4 May?", "Where do Ann Bly and Tom Orr live?", "bread", "Is it 5 or 6?", "",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.builds(Turn, EARLIER, st.tuples(EARLIER)), max_size=3),
    FORMS,
    NAMES,
    NUMBERS,
    TIMES,
    st.text(max_size=40),
)
def test_no_name_number_or_time_of_a_question_is_ever_lost(
    turns: list[Turn], form: str, name: str, number: str, time: str, reply: str
) -> None:
    """Whatever was said before and whatever a model makes of it: what was asked by name, number or date still is."""
    question = form.format(name, number, time)
    found = standalone(question, turns, FakeChat(reply=lambda _: f"{reply}?"))
    for given_ in (name, number, time.split(" ", 1)[-1]):
        assert given_ not in question or given_ in found, (question, found)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds(Turn, st.text(max_size=60)), max_size=3), st.text(min_size=1, max_size=60))
def test_any_text_is_read_without_fault(turns: list[Turn], question: str) -> None:
    """Nonsense in every script: it comes back as it is, or as a rewrite that keeps it."""
    found = standalone(question, turns, FakeChat())
    lean = leaning(question, turns)
    assert found == question or (
        lean is not None and (lean.kind == "again" or unfaithful(found, lean.text, turns) is None)
    )

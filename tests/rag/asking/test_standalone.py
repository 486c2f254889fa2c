"""A conversation's question becomes standalone without losing a name or a date, or is left exactly as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.asking.faithful import unfaithful
from rag.asking.standalone import LONGEST, standalone
from rag.asking.turns import EarlierQuestion
from rag.models.chat.fake import FakeChat

FINED = EarlierQuestion("How much was Hollin Pike fined?", ("Hollin Pike was fined £180,000.",))


def read(question: str, *turns: EarlierQuestion, reply: str = "") -> str:
    """`question` as it is read after `turns`, where the model says `reply`."""
    return standalone(question, turns, FakeChat(reply=lambda _: reply))


@pytest.mark.parametrize(
    ("turn", "question", "rewritten"),
    [
        (FINED, "Why?", "Why was Hollin Pike fined?"),
        (FINED, "And how much had the prosecution wanted?", "How much had the prosecution wanted Hollin Pike to be fined?"),
        (FINED, "What did it say about that?", "What did Hollin Pike say about the £180,000?"),
        (EarlierQuestion("Which bakery chain closed its shops in York?"), "And in Leeds?", "Which bakery chain closed its shops in Leeds?"),
        (EarlierQuestion("How many homes lost power in March 2025?"), "What about May?", "How many homes lost power in May 2025?"),
        (EarlierQuestion("What does the union demand?"), "And the owners?", "What do the owners demand?"),
    ],
)  # fmt: skip
def test_a_rewrite_that_takes_only_from_the_conversation_is_taken(
    turn: EarlierQuestion, question: str, rewritten: str
) -> None:
    """What the question leaves out may come from earlier questions and answers."""
    assert read(question, turn, reply=rewritten) == rewritten


def test_the_model_sees_the_conversation_and_the_question_as_it_was_asked() -> None:
    """The questions before, what was answered, and the last question."""
    fake = FakeChat(reply=lambda _: "")
    standalone("And how much had the prosecution wanted?", [FINED], fake)
    assert "Q: How much was Hollin Pike fined?\nA: Hollin Pike was fined £180,000." in fake.prompts[0]
    assert fake.prompts[0].endswith("Last question: And how much had the prosecution wanted?")


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Hollin Pike was fined £250,000.",
        "How much was Hollin Pike fined?",
        "How much had the prosecution of Dunmore wanted Hollin Pike to be fined?",
        "How much of £250,000 had the prosecution wanted Hollin Pike to be fined?",
        "How much had the prosecution wanted Hollin Pike to be fined for pollution?",
        "When had the prosecution wanted Hollin Pike to be fined?",
        "How much had the defence wanted Hollin Pike to be fined?",
        "How much had the prosecution not wanted Hollin Pike to be fined?",
        "How much was Hollin Pike fined, and how much had the prosecution wanted?",
        "Why had the prosecution wanted so much about Hollin Pike to be fined?",
        f"How much had the prosecution wanted {'Hollin Pike ' * (LONGEST // 12)} to be fined?",
    ],
)
def test_what_a_model_loses_or_invents_is_not_used(reply: str) -> None:
    """No question, the old one, a new name, number or matter, another question, another party, a denial, no end."""
    question = "And how much had the prosecution wanted?"
    assert read(question, FINED, reply=reply) == question


@pytest.mark.parametrize("question", ["And in Leeds?", "Why?", "What did she say?", "yes"])
def test_without_a_conversation_nothing_is_rewritten(question: str) -> None:
    """There is nothing to lean on, and no model is asked."""
    fake = FakeChat(reply=lambda _: "What did Okafor say?")
    assert standalone(question, (), fake) == question
    assert not fake.prompts


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
        "How much did Velmar pay Karsk in March 2024?", "Who won the Orrel Cup?", "Why is the Old Weir Bridge closed?",
        "How many people were hurt in Leeds on 4 May?", "Where do Ann Bly and Tom Orr live?", "bread", "Is it 5 or 6?", "",
    ]
)  # fmt: skip
TURNS = st.lists(st.builds(EarlierQuestion, EARLIER, st.tuples(EARLIER)), max_size=3)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(TURNS, FORMS, NAMES, NUMBERS, TIMES, st.one_of(FORMS, EARLIER, st.text(max_size=40)))
def test_no_name_number_or_time_of_a_question_is_ever_lost(
    turns: list[EarlierQuestion], form: str, name: str, number: str, time: str, reply: str
) -> None:
    """Whatever was said before and whatever a model makes of it: what was asked by name, number or date still is."""
    question = form.format(name, number, time)
    found = read(question, *turns, reply=reply if reply.endswith("?") else f"{reply}?")
    for given_ in (name, number, time.split(" ", 1)[-1]):
        assert given_ not in question or given_ in found, (question, found)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.builds(EarlierQuestion, st.text(max_size=60)), max_size=3),
    st.text(min_size=1, max_size=60),
    st.text(max_size=60),
)
def test_any_text_is_read_without_fault(turns: list[EarlierQuestion], question: str, reply: str) -> None:
    """Nonsense in every script: it comes back as it is, or as a rewrite that keeps it."""
    found = read(question, *turns, reply=reply)
    assert found == question or unfaithful(found, question, turns) is None

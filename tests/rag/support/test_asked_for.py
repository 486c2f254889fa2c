"""Whether a claim gives the kind of thing that was asked for, read from words alone."""

import pytest

from rag.support.asked_for import not_given

WHEN = "When will the Old Weir Bridge reopen?"


@pytest.mark.parametrize(
    "question",
    [
        WHEN,
        "And when did Okafor resign?",
        "When exactly did Okafor resign?",
        "When’s the vote?",
        "Since when has the harbour been shut?",
        "What day was the vote?",
        "In which year was the mill built?",
        "What is the deadline for bids?",
    ],
)
@pytest.mark.parametrize(
    ("claim", "given"),
    [
        ("It will reopen on Friday.", True),
        ("It will reopen in September.", True),
        ("It was built in 1911.", True),
        ("It will happen once the piers are dry.", True),
        ("It has not been decided yet.", True),
        ("It happened at dawn.", True),
        ("It will reopen to all traffic.", False),
        ("The council said that the piers are dry.", False),
        ("It will not reopen.", True),
        ("The council has set no date.", True),
        ("It will be rebuilt in stone, not in steel.", False),
        ("There is no doubt about the piers.", True),
        ("It will reopen following the vote.", True),
        ("It will reopen in the first quarter.", True),
        ("It will reopen at the end of term.", True),
        ("It will reopen if the piers pass a test.", True),
        ("Nobody knows.", True),
        ("The date is unknown.", True),
        ("It will reopen under another name.", False),
    ],
)
def test_a_question_for_a_time_is_given_one(question: str, claim: str, *, given: bool) -> None:
    """A day, a year, a condition, or that there is none; a claim without any of them answers something else."""
    assert (not_given(claim, question) is None) is given


def test_a_question_for_more_than_a_time_may_be_given_the_rest() -> None:
    """Who spoke is half of what is asked."""
    claim = "Varrowby spoke of the piers."
    assert not_given(claim, "When did the bridge shut, and who spoke?") is None
    assert not_given(claim, "When did the bridge shut?") is not None


@pytest.mark.parametrize(
    "question",
    [
        "What did Okafor say when she resigned?",
        "When closing the bridge, what did the council find?",
        "When asked, what did Okafor say?",
        "When the bridge closed, what did Okafor say?",
    ],
)
def test_a_when_that_asks_for_no_time_asks_for_nothing(question: str) -> None:
    """Only as a clause beside the question."""
    assert not_given("Okafor said that the piers are rotten.", question) is None


@pytest.mark.parametrize(
    ("question", "claim", "kind"),
    [
        ("Which firm will repair the bridge?", "Three firms have bid for the contract.", "firm"),
        ("Which local bakery chain closed its shops?", "A bakery chain closed its shops.", "chain"),
        ("In which city did the delegations meet?", "The delegations met in a hotel.", "city"),
        ("What country has held the fishermen?", "The fishermen were held for a week.", "country"),
    ],
)
def test_a_question_for_a_thing_with_a_name_is_given_a_new_name(question: str, claim: str, kind: str) -> None:
    """The names of the question are no answer to it."""
    assert not_given(claim, question) == f"the question asks which {kind}, and it names none"


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Which firm will repair the bridge?", "The bridge will be repaired by Halvern Works."),
        ("Which city did the delegations meet in?", "The delegations met in Jeddah."),
        ("Which party’s leader resigned?", "The leader of the largest one resigned."),
        ("What president Okafor promised was kept?", "A new pier was promised."),
        ("What is the company's debt?", "The debt is large."),
        ("What did the minister say?", "The minister said that money was short."),
    ],
)
def test_a_name_given_or_not_asked_for_is_fine(question: str, claim: str) -> None:
    """Asked for the debt of a company, no company is asked for."""
    assert not_given(claim, question) is None


def test_a_name_of_the_question_is_no_answer() -> None:
    """Said again, it gives nothing; the first word of a sentence counts where the article tells that it is a name."""
    question, text = "Which company sued Halvern Power?", "On Monday Tarn Works sued Halvern Power, and Tarn Works won."
    assert not_given("Halvern Power was sued by a company.", question, text) is not None
    assert not_given("Tarn Works sued Halvern Power.", question, text) is None


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        ("Another actor will play the detective.", False),
        ("A new head was found.", False),
        ("The fishermen's union will.", True),
        ("Odd Fenn and another man will.", True),
    ],
)
def test_a_question_who_is_not_answered_by_somebody(claim: str, *, given: bool) -> None:
    """A role may be the answer; "another actor" says only that there is one."""
    assert (not_given(claim, "Who will play the detective?") is None) is given

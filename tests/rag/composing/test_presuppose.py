"""A question that takes for granted what an article contradicts is answered in that article's own words; no other is."""

import pytest

from rag.composing.presuppose import contradicting, premise_of
from rag.english.days import days_in, without_days
from tests.rag.claims import evidence

CONTRADICTED = """
Why did Brell Chemicals close the Dorn plant? ¦ Brell Chemicals has not closed the Dorn plant.
When did Ida Okafor resign? ¦ Ida Okafor did not resign, her office said.
When did Ida Okafor step down? ¦ “Okafor has not resigned and will stay in office,” said her spokesman.
What caused the explosion at the Harrow depot? ¦ There was no explosion at the Harrow depot, the police said.
How did the captain of the Lady Rosa leave the bridge? ¦ The captain of the Lady Rosa denied leaving the bridge.
Who signed the Sund treaty for Karvia? ¦ Karvia has never signed the Sund treaty.
"""
KEPT = """
Why did Norvik reject the truce? ¦ Norvik accepted the truce.
What prison term did Jon Brandt get when he was convicted? ¦ Jon Brandt was acquitted.
Why was the school in Kell shut after the storm? ¦ The school in Kell remained open.
When will the Hask Bridge open? ¦ The Hask Bridge has not opened yet.
When will the drug velsadine be approved? ¦ Velsadine has not been approved.
Has Ida Okafor resigned? ¦ Ida Okafor has not resigned.
Why did Ida Okafor not resign? ¦ Ida Okafor did not resign.
When did Ida Okafor resign? ¦ Ida Okafor did not say why she had resigned.
When did Ida Okafor resign? ¦ Her deputy did not resign with Ida Okafor.
When did the Hask Bridge close? ¦ While the Hask Bridge is open, lorries may use it.
Why did Norvik reject the truce? ¦ Sundia accepted the truce that Norvik rejected.
When did the fire at Harrow start? ¦ There was no fire at the school in Harrow, but the depot burned.
What caused the fire at the Harrow depot? ¦ There was no fire alarm at the Harrow depot.
What caused the fire at the Harrow depot? ¦ Nobody was hurt in the fire at the Harrow depot.
Which firms want to build the Hask Bridge? ¦ The council has not chosen a firm for the Hask Bridge.
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """A question and a sentence a line."""
    split = (line.split(" ¦ ") for line in table.strip().splitlines())
    return [(question, sentence) for question, sentence in split]


@pytest.mark.parametrize(("question", "sentence"), pairs(CONTRADICTED))
def test_a_sentence_that_contradicts_the_question_is_found(question: str, sentence: str) -> None:
    """It denies the question's own act."""
    (other, piece) = evidence("Bread is dear this year.", sentence, title=without_days(question, days_in(question)))
    assert contradicting(question, (other, piece)) == piece


@pytest.mark.parametrize(("question", "sentence"), pairs(KEPT))
def test_a_question_that_an_article_can_answer_is_not_contradicted(question: str, sentence: str) -> None:
    """What may still come, what somebody else did, what was only not said, and yes-or-no questions."""
    assert contradicting(question, evidence(sentence, title=without_days(question, days_in(question)))) is None


@pytest.mark.parametrize(
    ("question", "premise"),
    [
        ("Why did the Hask Bridge close?", "Did the Hask Bridge close?"),
        ("And when will the Hask Bridge open?", "Will the Hask Bridge open?"),
        ("Where hasn’t the drug been approved?", "Hasn’t the drug been approved?"),
        ("How was the depot set on fire?", "Was the depot set on fire?"),
        ("How come Okafor resigned?", None),
        ("How many people were hurt?", None),
        ("Who closed the Hask Bridge?", None),
        ("Did the Hask Bridge close?", None),
        ("Why?", None),
    ],
)
def test_what_a_question_takes_for_granted_is_a_question_of_its_own_words(question: str, premise: str | None) -> None:
    """Whether it is so at all: of why, when, where and how; no word is added, and of others nothing is guessed."""
    assert premise_of(question) == premise

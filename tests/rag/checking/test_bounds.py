"""A number means in a claim what it means in the cited words: its bound, how a change reaches it, and what it counts."""

import pytest

from rag.checking.bounds import meant_otherwise
from tests.rag.claims import cited

OTHERWISE = [
    ("The coins are worth 90 euros.", "They took coins worth 30 euros and a cup valued at 90 euros."),
    ("Cases rose by 530 in April.", "Cases rose by 214 in April to 530."),
    ("At most 23 people were hurt.", "At least 23 people were hurt."),
    ("Up to 60 centimetres of snow may fall.", "At least 60 centimetres of snow may fall."),
    ("Unemployment rose by 7 percent.", "Unemployment rose by one point to 7 percent."),
    ("The price falls from 34 to 28 crowns.", "The price goes from 28 to 34 crowns."),
    ("The camp has 30 teachers.", "The camp has 30 tents and 12 teachers."),
]
ALIKE = [
    ("Some 60 percent of voters back it.", "Support rose to 60 percent, while 30 percent of voters oppose it."),
    ("Ten tenants receive 400 euros each from Moor.", "Moor must pay 400 euros to each of ten tenants."),
    ("She won her second title.", "She won the second race of the day and a title."),
    ("No fewer than 23 people were hurt.", "At least 23 people were hurt."),
    ("Some 23 people were hurt.", "At least 23 people were hurt."),
    ("Unemployment reached 7 percent.", "Unemployment rose by one point to 7 percent."),
    ("Twelve people died.", "Twelve passengers died when a bus with many people aboard left the road."),
    ("Emissions are to be cut by 2030.", "Emissions fall from 2020 to 2030."),
    ("The parade on 9 May was short.", "On 9 May the parade was short."),
    ("Thirty tents stand in the camp.", "The camp has 30 tents and a few teachers."),
]


@pytest.mark.parametrize(("claim", "sentence"), OTHERWISE)
def test_a_number_that_means_something_else_is_a_fault(claim: str, sentence: str) -> None:
    """Though the number itself is the cited words' own."""
    assert meant_otherwise(cited(claim, sentence), "") is not None


@pytest.mark.parametrize(("claim", "sentence"), ALIKE)
def test_the_same_in_other_words_is_none(claim: str, sentence: str) -> None:
    """A bound that is only left out, another way to say it, a day of the month."""
    assert meant_otherwise(cited(claim, sentence), "") is None

"""How an article puts a thing is read from its words."""

import pytest

from rag.checking.modality import modality_of
from rag.domain import Article, CitedClaim, Evidence, Sentence, Span
from tests.rag.claims import cited, pairs

# Sentences written for this project, each with how it puts what it says.
PUT = """
The bridge was closed on Monday. ¦ stated
Officials said that the bridge was closed. ¦ reported
According to the ministry, the dam is safe. ¦ reported
The dam is reportedly leaking. ¦ reported
The mayor called the plan “a gift”. ¦ reported
The fire claimed ten lives. ¦ stated
Okafor said nothing. ¦ stated
The bridge is expected to close. ¦ anticipated
The council said that the bridge may close. ¦ anticipated
The company will not pay the fine. ¦ anticipated
The council plans to sell the mill. ¦ anticipated
The council agreed to sell the mill. ¦ stated
Rescuers could not reach the village. ¦ stated
The delay was due to heavy rain. ¦ stated
He left his house to the town in his will. ¦ stated
The council denied that the bridge may close. ¦ denied
Quist, who denies the charges, was released. ¦ denied
The firm dismissed reports that it was for sale. ¦ denied
The firm dismissed forty workers in March. ¦ stated
AFP reported that the driver had been dismissed. ¦ reported
He was denied bail on Tuesday. ¦ stated
The spokesman did not deny that there had been an argument. ¦ stated
The ministry neither confirmed nor denied the figure. ¦ stated
Ukraine rejected the proposal. ¦ stated
"""


@pytest.mark.parametrize(("sentence", "modality"), pairs(PUT))
def test_the_strongest_caution_wins(sentence: str, modality: str) -> None:
    """Denied before anticipated before reported."""
    assert modality_of(cited(sentence, sentence)) == modality


def test_the_sentence_a_claim_is_about_decides_or_the_last() -> None:
    """Context that only says who "he" is does not change how the thing itself is put."""
    assert modality_of(cited("So.", "Lammy may travel.", "The bridge was closed.")) == "stated"
    assert modality_of(cited("Lammy may travel.", "Lammy may travel.", "The bridge was closed.")) == "anticipated"


def test_a_sentence_inside_a_longer_quotation_is_reported() -> None:
    """It has no mark and no "said" of its own; the sentences around it have."""
    text = "“I heard a crack. The stand fell. Then it was quiet,” said Lena Harkaway."
    start = text.index("The stand fell.")
    span = Span(start, start + len("The stand fell."))
    inside = Evidence("s1", Article("a", "T", text), Sentence("a", 1, 0, span), 1.0)
    assert modality_of(CitedClaim("The stand fell.", (inside,))) == "reported"


@pytest.mark.parametrize(
    ("claim", "sentence", "modality"),
    [
        ("Fares will rise in May.", "Fares may rise in May.", "anticipated"),
        ("Rask was born in Lund.", "Rask, who was born in Lund, will leave in May.", "stated"),
        ("The club will meet Lund.", "The club met Lund.", "stated"),
        ("Lund must pull down the mast.", "Varde will not sign unless Lund pulls down the mast.", "stated"),
    ],
)
def test_a_claim_anticipates_only_what_it_and_its_sentence_say_is_to_come(
    claim: str, sentence: str, modality: str
) -> None:
    """Not what is over, though its sentence looks forward to something else; nor what the claim alone looks forward to."""
    assert modality_of(cited(claim, sentence)) == modality


def test_what_is_denied_inside_a_quotation_is_the_speaker_s_own() -> None:
    """The article only reports it."""
    assert modality_of(cited("Quist denies every word.", "“I deny every word of it,” said Quist.")) == "reported"


@pytest.mark.parametrize(
    ("claim", "sentence", "modality"),
    [
        ("Karsk's conditions are that Velmar will leave.", "Karsk demands that Velmar will leave.", "reported"),
        ("Karsk's conditions may include a fence.", "Karsk named terms, which may include a fence.", "anticipated"),
    ],
)
def test_that_a_demand_looks_ahead_is_no_doubt_about_it(claim: str, sentence: str, modality: str) -> None:
    """That it may be one, is."""
    assert modality_of(cited(claim, sentence)) == modality

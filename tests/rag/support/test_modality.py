"""How an article puts a thing is read from its words."""

import pytest

from rag.domain import Article, CitedClaim, Evidence, Sentence, Span
from rag.support.modality import modality_of
from tests.rag.claims import cited, pairs

# Sentences written for this project, each with how it puts what it says.
PUT = """
The bridge was closed on Monday. ¦ stated
Officials said that the bridge was closed. ¦ reported
The bridge is expected to close. ¦ anticipated
The council said that the bridge may close. ¦ anticipated
The council denied that the bridge may close. ¦ denied
“It may rain,” the guard told us. ¦ reported
Okafor said the company had denied the report. ¦ denied
The company will not pay the fine. ¦ anticipated
The company would not pay the fine, Okafor said. ¦ anticipated
The truce could have been signed in May. ¦ stated
The pilot may have been asleep. ¦ stated
The pilot may have been asleep, investigators said. ¦ reported
The talks could fail. ¦ anticipated
Rescuers could not reach the village. ¦ stated
The minister could not be reached for comment. ¦ stated
Minister to resign over ferry sale ¦ anticipated
Council to vote on Friday ¦ anticipated
Minister refuses to resign ¦ stated
Okafor denies fraud ¦ denied
Kremlin rejects claims of a deal ¦ denied
Ukraine rejected the proposal. ¦ stated
The council rejected the plan by nine votes to two. ¦ stated
The firm dismissed reports that it was for sale. ¦ denied
The firm dismissed forty workers in March. ¦ stated
He was denied bail on Tuesday. ¦ stated
The reporters were denied entry to the hall. ¦ stated
The spokesman did not deny that there had been an argument. ¦ stated
The ministry neither confirmed nor denied the figure. ¦ stated
The charge was denied by the company. ¦ denied
The company issued a denial. ¦ denied
There is no truth in the story, the club said. ¦ denied
He called the report false. ¦ denied
The army disputes the account of the villagers. ¦ denied
The ships fired at each other in the disputed waters. ¦ stated
“I deny every word of it,” said Quist. ¦ denied
Quist, who denies the charges, was released. ¦ denied
The mill reopens on 4 May. ¦ stated
The sale is to be completed on 30 September. ¦ anticipated
The aim is to reduce the noise. ¦ stated
The library is due to reopen in May. ¦ anticipated
The delay was due to heavy rain. ¦ stated
Its decision is due by 15 August. ¦ anticipated
The ferry is scheduled for Friday. ¦ anticipated
The council plans to sell the mill. ¦ anticipated
The council agreed to sell the mill. ¦ stated
Rain is likely to return on Sunday. ¦ anticipated
The will of the late baker was read in court. ¦ stated
He left his house to the town in his will. ¦ stated
The league’s rules were written in May. ¦ stated
Okafor vowed to appeal. ¦ anticipated
Prices rose faster than expected. ¦ stated
According to the ministry, the dam is safe. ¦ reported
The dam is reportedly leaking. ¦ reported
The driver is said to be asleep. ¦ reported
Two of the bears allegedly escaped. ¦ reported
The mayor called the plan “a gift”. ¦ reported
The bank added forty branches last year. ¦ stated
The fire claimed ten lives. ¦ stated
The hospital admitted fourteen patients. ¦ stated
The station reported a profit. ¦ stated
The government demands are on the table. ¦ stated
Brandt insists the vote was fair. ¦ reported
Analysts believe that the bank is too small. ¦ reported
In the opinion of the judge, the guard was cheap. ¦ reported
The ship sank within an hour, a survivor recalled. ¦ reported
Okafor said nothing. ¦ stated
Holm hopes to meet her in June. ¦ anticipated
Russia, he said, would insist on a neutral Ukraine. ¦ anticipated
Work on the tunnel is about to begin. ¦ anticipated
Without the loan the mine would have closed. ¦ stated
The truce that Russia promised has held for a week. ¦ stated
The office of the minister denied that she had resigned. ¦ denied
The two sides exchanged prisoners, but Okafor denied that a truce was near. ¦ denied
A truce, the Kremlin said, would need control of the whole line. ¦ reported
AFP reported that the driver had been dismissed. ¦ reported
The club announced that he was leaving. ¦ reported
"""


@pytest.mark.parametrize(("sentence", "modality"), pairs(PUT))
def test_the_strongest_caution_wins(sentence: str, modality: str) -> None:
    """Denied before anticipated before reported; a "may" inside a quotation is the speaker's own."""
    assert modality_of(cited(sentence, sentence)) == modality


def test_the_sentence_a_claim_is_about_decides_or_the_last() -> None:
    """Context that only says who "he" is does not change how the thing itself is put."""
    assert modality_of(cited("So.", "Lammy may travel.", "The bridge was closed.")) == "stated"
    assert modality_of(cited("Lammy may travel.", "Lammy may travel.", "The bridge was closed.")) == "anticipated"


def test_the_clause_a_claim_is_about_decides() -> None:
    """A denial of one thing does not deny another that stands in the same sentence."""
    sentence = "The two sides exchanged forty prisoners, but Okafor denied that a truce was near."
    assert modality_of(cited("The two sides exchanged forty prisoners.", sentence)) == "reported"
    assert modality_of(cited("A truce is near.", sentence)) == "denied"


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
        ("Fares are going up in May.", "Fares will rise in May.", "anticipated"),
        ("The club, which won in 1998, will meet Lund.", "The club, which won in 1998, will meet Lund.", "anticipated"),
        ("It closed in 2019. It will reopen in May.", "Closed in 2019, it will reopen in May.", "anticipated"),
        ("Rask announced plans to leave.", "Rask announced that she plans to leave.", "anticipated"),
        ("Rask was born in Lund.", "Rask, who was born in Lund, will leave in May.", "stated"),
        ("The date was dropped because the hall will not be ready.", "It dropped the date because the hall will not be ready.", "stated"),
        ("The earlier forecast was 3 per cent.", "The bank expects 2 per cent, and no longer the 3 per cent of its earlier forecast.", "stated"),
        ("The union’s conditions are to end night work and to hire ten men.", "The union said that ten men would have to be hired and night work must end before it will sign.", "reported"),
        ("Lund must pull down the mast.", "Varde will not sign unless Lund pulls down the mast.", "stated"),
        ("She wants the crews to be freed.", "She will sign nothing until the crews are freed, she said.", "reported"),
        ("The senator landed in Lund for talks.", "The senator landed in Lund for talks that are expected to last a week.", "stated"),
    ],
)  # fmt: skip
def test_a_claim_anticipates_only_what_it_says_is_to_come(claim: str, sentence: str, modality: str) -> None:
    """What is over, and what somebody demands, is not anticipated, though its sentence looks forward to something else."""
    assert modality_of(cited(claim, sentence)) == modality

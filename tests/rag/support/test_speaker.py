"""A remark stays with who made it; honest paraphrases pass."""

import pytest

from rag.domain import Article, CitedClaim, Evidence, Sentence, Span
from rag.support.facts import failed_check
from rag.support.speaker import another_speaker
from tests.rag.claims import cited

TEXT = (
    "The port of Dunmere will close in May, said its director, Marina Okafor. “The crane is older than I am,” she said.\n"
    "Holger Quist, who leads the fishermen, said that the plan was rushed. Okafor said Quist’s demand for money had come too late.\n"
    "Russian Deputy Foreign Minister Alexander Grushko told Izvestia that the Kremlin would wait.\n"
    "A spokesman for the port said the Dunmere Times had the date wrong. The quay is 200 years old."
)


def _claim(text: str, words: str) -> CitedClaim:
    article = Article("a", "The port", TEXT, outlet="The Harbour Courier")
    start = TEXT.index(words)
    return CitedClaim(text, (Evidence("s1", article, Sentence("a", 1, 0, Span(start, start + len(words))), 1.0),))


CRANE, RUSHED = (
    "“The crane is older than I am,” she said.",
    "Holger Quist, who leads the fishermen, said that the plan was rushed.",
)
LATE = "Okafor said Quist’s demand for money had come too late."
WAIT = "Russian Deputy Foreign Minister Alexander Grushko told Izvestia that the Kremlin would wait."
PORT = "The port of Dunmere will close in May, said its director, Marina Okafor."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Okafor said that the crane is older than she is.", CRANE),
        ("The crane is older than Okafor.", CRANE),
        ("According to Marina Okafor, the crane is older than she is.", CRANE),
        ("The director said that the port would close in May.", PORT),
        ("Dunmere said that its port will close in May.", PORT),
        ("Quist said the plan was rushed.", RUSHED),
        ("The plan was rushed, according to the fishermen.", RUSHED),
        ("The Harbour Courier reported that Quist said the plan was rushed.", RUSHED),
        ("Quist’s demand came too late.", LATE),
        ("Quist’s demand for money came too late, Okafor said.", LATE),
        ("Grushko said that the Kremlin would wait.", WAIT),
        ("Russia said that the Kremlin would wait.", WAIT),
        ("Moscow’s position is that the Kremlin will wait.", WAIT),
        ("Grushko told Izvestia that the Kremlin would wait.", WAIT),
        ("Okafor said that the quay is 200 years old.", "The quay is 200 years old."),
    ],
)
def test_an_honest_attribution_passes(text: str, words: str) -> None:
    """Full names, offices, parties, "according to", inner demands; and what the article says itself is left to others."""
    assert another_speaker(_claim(text, words), "") is None


@pytest.mark.parametrize(
    ("text", "words", "owner"),
    [
        ("Quist said that the crane is older than he is.", CRANE, "Marina Okafor"),
        ("According to Quist, the crane is old.", CRANE, "Marina Okafor"),
        ("The crane is old, Holger Quist said.", CRANE, "Marina Okafor"),
        ("Quist’s warning is that the crane is old.", CRANE, "Marina Okafor"),
        ("The Harbour Courier said that the crane is old.", CRANE, "Marina Okafor"),
        ("Reuters said that the plan was rushed.", RUSHED, "Holger Quist"),
        ("Okafor said the plan was rushed.", RUSHED, "Holger Quist"),
        ("“The plan was rushed,” said Okafor.", RUSHED, "Holger Quist"),
        ("Okafor said that the Kremlin would wait.", WAIT, "Alexander Grushko"),
        ("Putin said that the Kremlin would wait.", WAIT, "Alexander Grushko"),
    ],
)
def test_a_remark_never_changes_hands(text: str, words: str, owner: str) -> None:
    """Another person, the outlet, an agency that is not in it: the reason names whose words they are."""
    assert f"those of {owner}, not of" in str(another_speaker(_claim(text, words), ""))


def test_the_check_is_one_of_the_first_gate() -> None:
    """A name that the question and the article share passes the check of names, and is stopped here."""
    claim = _claim("Quist said that the crane is older than the quay.", CRANE)
    assert "those of Marina Okafor" in str(failed_check(claim, "What did Quist say about the old quay?"))


def test_the_sentence_the_claim_is_about_decides() -> None:
    """Context of somebody else that is cited along lends its speaker to nothing."""
    sentences = (
        "Anna Brandt met reporters; the mill was old, Brandt said.",
        "“Bread will cost more,” said Jonas Pell.",
    )
    assert "those of Jonas Pell" in str(
        another_speaker(cited("Brandt said that bread will cost more.", *sentences), "")
    )
    assert another_speaker(cited("Pell said that bread will cost more.", *sentences), "") is None

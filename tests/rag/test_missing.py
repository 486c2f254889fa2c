"""What an answer does not give of what was asked: parts of a question, and parties asked about together."""

import pytest

from rag.answer import Citation, Claim
from rag.domain import Article, Span
from rag.missing import missing_parts

SENTENCE = "Velmar wants the crews of two trawlers back."
CITATIONS = {"1": Citation.of(Article(id="a", title="Border talks", text=SENTENCE), Span(0, len(SENTENCE)))}


def claims(*texts: str) -> list[Claim]:
    """Claims that say so, each citing the one sentence."""
    return [Claim(id=f"c{n}", text=text, support=0.9, citations=("1",)) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("question", "said", "missing"),
    [
        ("Who won the regatta, and by what score?", "Ferry Road won the regatta.", ("by what score?",)),
        ("Who won the regatta, and by what score?", "Ferry Road won the regatta by 3 lengths.", ()),
        ("What was signed and when was it signed?", "A treaty was signed.", ("when was it signed?",)),
        ("What was signed and when was it signed?", "A treaty was signed on Friday 4 July.", ()),
        ("What do Velmar and Karsk demand?", "Velmar wants the crews of two trawlers back.", ("Karsk",)),
        ("What do Velmar and Karsk demand?", "Velmar wants its crews back, and Karsk a radar station gone.", ()),
        ("When will the bridge close?", "The bridge will close.", ()),
    ],
)
def test_a_part_that_no_claim_gives_is_missing(question: str, said: str, missing: tuple[str, ...]) -> None:
    """A question of one part that is answered at all has nothing missing: the claim's own checks decided that."""
    assert missing_parts(question, claims(said), CITATIONS) == missing


def test_claims_are_taken_together() -> None:
    """One claim may give what the other leaves out."""
    both = claims("Ferry Road won the regatta.", "The score was 3 to 2.")
    assert missing_parts("Who won the regatta, and by what score?", both, CITATIONS) == ()


def test_without_a_claim_nothing_is_listed() -> None:
    """An abstention says that all of it is missing."""
    assert missing_parts("Who won, and by what score?", [], {}) == ()

"""What an answer does not give of what was asked: parts of a question that the judge misses, and parties not named."""

import pytest

from rag.answer import Citation, Claim
from rag.composing.missing import Gives, missing_parts
from rag.domain import Article, Span

SENTENCE = "Velmar wants the crews of two trawlers back."
CITATIONS = {"1": Citation.of(Article(id="a", title="Border talks", text=SENTENCE), Span(0, len(SENTENCE)))}


def claims(*texts: str) -> list[Claim]:
    """Claims that say so, each citing the one sentence."""
    return [Claim(id=f"c{n}", text=text, support=0.9, citations=("1",)) for n, text in enumerate(texts, 1)]


def giving(*given: tuple[str, str]) -> Gives:
    """A judge that finds only that these claims give these parts."""
    return lambda claim, part: (claim, part) in given


WON, SCORE = "Ferry Road won the regatta.", "It ended 3 to 2."
QUESTION = "Who won the regatta, and by what score?"


def test_a_part_that_no_claim_gives_is_missing_in_the_question_s_own_words() -> None:
    """The judge says which: code can't tell a score from another number."""
    asked = []

    def gives(claim: str, part: str) -> bool:
        asked.append((claim, part))
        return part == "Who won the regatta?"

    assert missing_parts(QUESTION, claims(WON), CITATIONS, gives) == ("By what score?",)
    assert asked == [(WON, "Who won the regatta?"), (WON, "By what score?")]


def test_claims_are_taken_together() -> None:
    """One claim may give what the other leaves out."""
    gives = giving((WON, "Who won the regatta?"), (SCORE, "By what score?"))
    assert missing_parts(QUESTION, claims(WON, SCORE), CITATIONS, gives) == ()


@pytest.mark.parametrize("question", ["When will the bridge close?", "Who won the regatta and the cup?"])
def test_of_a_question_of_one_part_nothing_is_missing(question: str) -> None:
    """No judge is asked: that a claim gives it was one of its own checks."""
    assert missing_parts(question, claims(WON), CITATIONS, lambda *_: pytest.fail("there is nothing to ask")) == ()


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("Velmar wants the crews of two trawlers back.", ("Karsk",)),
        ("Velmar wants its crews back, and Karsk a radar station gone.", ()),
        ("Velmar wants its crews back, and the Karskans a radar station gone.", ()),
        ("The crews of two trawlers must come back.", ("Karsk",)),
    ],
)
def test_a_party_that_neither_claim_nor_citation_names_is_missing(said: str, missing: tuple[str, ...]) -> None:
    """Of parties that are asked about together; a word for its people names it as well."""
    assert missing_parts("What do Velmar and Karsk demand?", claims(said), CITATIONS, giving()) == missing


def test_where_no_party_is_named_none_is_missing() -> None:
    """Who speaks of the two may mean both of them."""
    assert missing_parts("What do Ostrel and Karsk demand?", claims("The two agreed."), CITATIONS, giving()) == ()


def test_without_a_claim_nothing_is_listed() -> None:
    """An abstention says that all of it is missing."""
    assert missing_parts(QUESTION, [], {}, giving()) == ()

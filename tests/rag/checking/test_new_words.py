"""Most of what a claim adds to the question stands in the words it cites."""

from rag.checking.new_words import new_words
from rag.domain import Article, CitedClaim, Evidence
from tests.rag.claims import cited

QUESTION = "What happened?"


def test_most_of_what_a_claim_adds_is_in_the_cited_words() -> None:
    """A paraphrase may bring some words of its own; the reason names those as they were written."""
    sentence = "The mill closed for good in March, the owner said."
    assert new_words(cited("The mill closed in March and stands empty.", sentence), QUESTION) is None
    reason = new_words(cited("The mill sold bread to hungry pigs.", sentence), QUESTION)
    assert reason == "most of what it says (sold, bread, hungry, pigs) is not in the cited words"


def test_the_headline_is_not_cited() -> None:
    """It is shown with every quotation, and says what its article says elsewhere: no quotation carries that."""
    claim = cited("The bakery strike goes on.", "It goes on.")
    named = CitedClaim(claim.text, tuple(_titled(piece, "Bakery strike") for piece in claim.evidence))
    assert new_words(named, QUESTION)


def test_words_of_the_question_are_nothing_that_a_claim_adds() -> None:
    """Nor is a claim that adds nothing at fault here: whether it answers is the judge's to say."""
    assert new_words(cited("The walruses slept.", "They slept."), "Did the walruses sleep?") is None
    assert new_words(cited("The walruses slept and ate fish.", "They slept."), "Did the walruses sleep?")


def test_a_name_or_a_number_is_as_good_as_a_word() -> None:
    """The people's name for the country's; a short answer may be little more than a figure."""
    assert new_words(cited("Ukrainian guns roared.", "The guns of Ukraine fell silent."), QUESTION) is None
    assert new_words(cited("It totals 40 tonnes.", "There were 40 tonnes."), QUESTION) is None


def _titled(piece: Evidence, title: str) -> Evidence:
    article = Article(id=piece.article.id, title=title, text=piece.article.text)
    return Evidence(piece.key, article, piece.sentence, piece.score)

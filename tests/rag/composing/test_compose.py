"""Claims that say the same merge and keep their citations; claims that differ in anything checkable do not."""

import pytest

from rag.answer import Answer, RunRecord
from rag.checking.gates import Supported
from rag.composing.abstain import abstain
from rag.composing.compose import MAX_CITATIONS, Added, Composer, Joined
from rag.composing.finish import newest_source
from rag.domain import CitedClaim
from tests.rag.claims import evidence

QUESTION = "What does Ostermere's council plan?"
RECORD = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})


def composer(similar: float = 0.0) -> Composer:
    """An empty composer whose claims are all as alike as `similar`."""
    return Composer(QUESTION, lambda _one, _other: similar)


def claim(text: str, sentence: str = "It is so.", article_id: str = "a") -> CitedClaim:
    """A claim that cites one sentence of one article."""
    return CitedClaim(text, evidence(sentence, article_id=article_id))


def take(into: Composer, checked: CitedClaim) -> Added | Joined:
    """Add a claim to the one it repeats, if any."""
    return into.add(Supported(checked, 0.9), into.twin(checked))


def test_a_repeated_claim_joins_the_first_and_both_citations_stay() -> None:
    """The claim shown first keeps its id and words, and gains the new source."""
    into = composer()
    take(into, claim("The bridge will close in July.", article_id="a"))
    joined = take(into, claim("In July the bridge will close.", article_id="b"))
    assert isinstance(joined, Joined)
    assert (joined.claim_id, list(joined.citations)) == ("c1", ["2"])
    assert [shown.citations for shown in into.claims] == [("1", "2")]


def test_of_a_sentence_that_a_claim_cites_only_to_be_understood_nothing_is_told() -> None:
    """What a claim says of it is what it tells."""
    into, pieces = (
        composer(),
        evidence("Brandt wants the mast in the harbour of Orrel down.", "He also wants the tolls lifted."),
    )
    take(into, CitedClaim("Brandt wants the tolls lifted.", pieces))
    assert not into.tells(pieces[0])
    assert into.tells(pieces[1])


def test_a_sentence_that_only_says_whom_the_next_one_means_is_context() -> None:
    """It is cited, for the other can't be understood without it, and supports nothing; one that the claim tells as well does."""
    led = evidence("Brandt came to the harbour of Orrel.", "He wants the tolls lifted.")
    into = composer()
    shown = take(into, CitedClaim("Brandt wants the tolls lifted.", led))
    assert isinstance(shown, Added)
    assert (shown.claim.citations, shown.claim.context) == (("1", "2"), ("1",))
    both = take(into, CitedClaim("Brandt came to the harbour of Orrel and wants the tolls lifted.", led))
    assert isinstance(both, Added)
    assert both.claim.context == ()


def test_context_stays_context_where_a_repetition_joins() -> None:
    """Of each article the sentence that carries the claim supports it."""
    into = composer()
    take(into, CitedClaim("Brandt wants the tolls lifted.", evidence("He wants the tolls lifted.", article_id="a")))
    led = evidence("Brandt came to the harbour of Orrel.", "He wants all tolls lifted.", article_id="b")
    joined = take(into, CitedClaim("Brandt wants the tolls lifted.", led))
    assert isinstance(joined, Joined)
    assert joined.context == ("2",)
    assert (into.claims[0].citations, into.claims[0].context) == (("1", "2", "3"), ("2",))


def test_a_claim_is_compared_with_one_of_another_article_only_where_neither_names_more() -> None:
    """One article repeats itself; another's false report must not make an honest one its repetition."""
    into = composer(similar=0.9)
    into.add(Supported(claim("The bridge in Orrel will close in July."), 0.9))
    assert into.like(claim("The bridge will close in July.")) == tuple(into.claims)
    assert into.like(claim("The bridge will close in July.", article_id="b")) == ()
    assert into.is_of_its_articles(into.claims[0], claim("So."))
    assert not into.is_of_its_articles(into.claims[0], claim("So.", article_id="b"))


def test_claims_alike_in_meaning_merge() -> None:
    """Other words for the same thing merge where similarity says so."""
    into = composer(similar=0.95)
    take(into, claim("The bridge will close.", article_id="a"))
    assert isinstance(take(into, claim("Traffic over the river ends.", article_id="b")), Joined)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The truce lasts 30 days.", "The truce lasts 90 days."),
        ("The bridge will close.", "The bridge will not close."),
        ("The fee rose in June.", "The fee fell in June."),
        ("The council named Hale as head.", "The council named Lindholt as head."),
    ],
)
def test_claims_that_differ_in_a_fact_never_merge(first: str, second: str) -> None:
    """A number, a name, a "not" or an opposite keeps claims apart however alike they are, in either order."""
    for one, other in ((first, second), (second, first)):
        into = composer(similar=1.0)
        take(into, claim(one, article_id="a"))
        assert isinstance(take(into, claim(other, article_id="b")), Added)


def test_claims_about_different_aims_never_merge() -> None:
    """A condition for a truce is no source for a condition for a peace treaty."""
    into = composer(similar=1.0)
    take(into, claim("Troops must leave.", "A condition for a truce is that troops leave.", "a"))
    other = claim("Troops must leave.", "A condition for a peace treaty is that troops leave.", "b")
    assert isinstance(take(into, other), Added)


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [("Its condition for a truce is a port.", "a truce"), ("Its conditions are a truce and a port.", None)],
)
def test_a_claim_has_a_scope_only_where_the_words_state_one(sentence: str, scope: str | None) -> None:
    """The article's own words for it; where they are not plain, the scope is unknown."""
    added = take(composer(), claim("Troops must leave.", sentence))
    assert isinstance(added, Added)
    assert added.claim.scope == scope


def test_a_claim_is_shown_with_its_support_and_how_its_article_puts_it() -> None:
    """Rounded."""
    into = composer()
    added = into.add(Supported(claim("The bridge will close.", "The bridge will close."), 0.912345))
    assert isinstance(added, Added)
    assert (added.claim.support, added.claim.modality) == (0.9123, "anticipated")


def test_what_is_denied_never_joins_what_is_told() -> None:
    """A denial is no source for what it denies, however alike the words."""
    into = composer(similar=1.0)
    take(into, claim("The bridge will close.", "The bridge will close.", "a"))
    assert isinstance(
        take(into, claim("The bridge will close.", "Hale denied that the bridge will close.", "b")), Added
    )


def test_markers_are_stable_and_one_a_quotation() -> None:
    """A quotation keeps its marker from first showing on, whichever claims cite it."""
    into = composer()
    two = evidence("Hale spoke.", "The bridge closes.")
    take(into, CitedClaim("The bridge closes.", two))
    shown = dict(into.citations)
    take(into, CitedClaim("Hale spoke of mills.", two[:1]))
    take(into, claim("Bread is dear.", article_id="b"))
    assert [each.citations for each in into.claims] == [("1", "2"), ("1",), ("3",)]
    assert {marker: into.citations[marker] for marker in shown} == shown


def test_a_claim_never_has_more_citations_than_are_read() -> None:
    """Further repetitions add no citation, and none that belongs to no claim."""
    into = composer()
    for number in range(MAX_CITATIONS + 3):
        take(into, claim("The bridge will close.", article_id=f"a{number}"))
    (only,) = into.claims
    assert only.citations == tuple(into.citations) == ("1", "2", "3", "4")


def test_what_is_composed_is_a_valid_answer() -> None:
    """Every citation belongs to a claim, as the schema demands."""
    into = composer()
    for number, text in enumerate(("The bridge closes.", "Bread is dear.", "The bridge closes.", "Mills turn.")):
        take(into, claim(text, article_id=f"a{number}"))
    answer = Answer(
        id="1", question=QUESTION, standalone_question=QUESTION, as_of="2025-05-20", status="answered",
        claims=tuple(into.claims), citations=into.citations, record=RECORD,
    )  # fmt: skip
    assert [each.id for each in answer.claims] == ["c1", "c2", "c3"]


@pytest.mark.parametrize(
    ("articles", "asked", "reason"),
    [(0, False, "no_articles"), (5, False, "no_relevant_passage"), (5, True, "no_supported_claim")],
)
def test_an_empty_hand_says_why(*, articles: int, asked: bool, reason: str) -> None:
    """No articles, none to the point, or nothing that stood the checks: three different things to do next."""
    assert abstain((), articles=articles, asked=asked).reason == reason


def test_no_sources_have_no_newest() -> None:
    """Undated sources give no date, rather than a guess."""
    into = composer()
    take(into, claim("The bridge closes."))
    assert newest_source(list(into.citations.values())) is None


def test_claims_that_contradict_each_other_stand_side_by_side() -> None:
    """Neither joins the other, both stay, and the disagreement is told once."""
    into = composer(similar=1.0)
    take(into, claim("The court convicted Jon Stell of fraud.", article_id="a"))
    assert into.disagree("c1") == ()
    assert isinstance(take(into, claim("The court acquitted Jon Stell of fraud.", article_id="b")), Added)
    (found,) = into.disagree("c2")
    assert (found.claims, found.kind) == (("c1", "c2"), "outcome")
    assert into.disagree("c1") == into.disagree("c2") == ()
    assert into.disagreements == [found]
    assert [each.id for each in into.finished()] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("told", "again", "like"),
    [
        ("Traffic over the river ends.", "The bridge is shut.", True),
        ("The repair will cost £97 million.", "The repair will cost £2.4 million.", False),
        ("The terms include a parade in Minsk.", "The terms include an end to drafting in Lund.", False),
    ],
)
def test_the_judge_is_not_asked_whether_a_claim_repeats_one_that_differs_in_a_fact(
    told: str, again: str, *, like: bool
) -> None:
    """Else whoever gets a lie told first, under whatever name, has the judge read it as what makes the truth needless."""
    into = composer(similar=1.0)
    take(into, claim(told, article_id="a"))
    assert [each.text for each in into.like(claim(again, article_id="b"))] == ([told] if like else [])


def test_the_surest_claims_come_first_and_those_as_sure_stay_in_order() -> None:
    """A tenth of a probability means something, a hundredth does not."""
    into = composer()
    for text, support in (("A pier.", 0.83), ("A weir.", 0.97), ("A mill.", 0.99), ("A dam.", 0.84)):
        into.add(Supported(claim(text, text), support))
    assert [each.text for each in into.finished()] == ["A weir.", "A mill.", "A pier.", "A dam."]


def test_what_corrects_the_question_is_read_before_what_is_surer() -> None:
    """Whoever asked why the weir closed must first hear that it did not."""
    into = composer()
    for text, support in (("A weir.", 0.97), ("No mill.", 0.83)):
        into.correcting = into.next_id
        into.add(Supported(claim(text, text), support))
    assert [each.text for each in into.finished()] == ["No mill.", "A weir."]

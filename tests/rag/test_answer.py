"""The one schema: what is shown can't be wrong, and comes back from JSON as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Abstention, Answer, AskRequest, Citation, Claim, Dropped, Event, EvidenceShown
from rag.domain import Article, Published, Span
from tests.rag.claims import evidence
from tests.rag.composing.test_compose import RECORD

ARTICLE = Article(
    "a",
    "Title 😀",
    "One 👩\u200d🚀 “two”. Three.",
    outlet="O",
    url="u",
    published=Published("2025-05", "month", "stated"),
)
CITATION = Citation.of(ARTICLE, Span(4, 13))


def answered(**changed: Any) -> Answer:
    """A small answer."""
    values: dict[str, Any] = {
        "id": "1", "question": "Q?", "standalone_question": "Q?", "as_of": "2025-05-20", "status": "answered",
        "claims": (Claim(id="c1", text="So.", support=0.9, citations=("1",)),), "citations": {"1": CITATION},
        "evidence": (EvidenceShown.of(evidence("One.")[0]),), "record": RECORD,
    }  # fmt: skip
    return Answer(**{**values, **changed})


REFUSED: dict[str, Any] = {
    "status": "abstained", "claims": (), "citations": {},
    "abstention": Abstention(reason="no_articles", message="None."),
}  # fmt: skip


@pytest.mark.parametrize("answer", [answered(), answered(**REFUSED)], ids=["answered", "abstained"])
def test_an_answer_survives_json(answer: Answer) -> None:
    """Through a dump, through text, and through the data of an event, it stays equal."""
    assert Answer.model_validate(answer.model_dump(mode="json")) == answer
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    event = Event(seq=0, type="done", data=answer.model_dump(mode="json"))
    assert Answer.model_validate(Event.model_validate_json(event.model_dump_json()).data) == answer


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_a_citation_is_always_the_slice(text: str, data: st.DataObject) -> None:
    """For any text and span, through JSON too, `text[start:end] == quote`."""
    article = Article(
        "a", "T", ARTICLE.text + "".join(letter for letter in text if letter not in "\r\x00" and letter.isascii())
    )
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    citation = Citation.model_validate_json(Citation.of(article, Span(start, end)).model_dump_json())
    assert article.text[citation.start : citation.end] == citation.quote


def test_what_was_dropped_names_its_gate_and_its_check() -> None:
    """A check in code by its id, another gate without one; any other gate is refused."""
    failed = Dropped(text="So.", pointers=("s1",), gate="check", check="names", reason="the name Lund is not there")
    doubted = Dropped(text="So.", pointers=("s1",), gate="judge", reason="support 0.2 is below 0.8")
    answer = answered(dropped=(failed, doubted))
    assert Answer.model_validate_json(answer.model_dump_json()).dropped == (failed, doubted)
    assert doubted.check is None
    with pytest.raises(ValueError, match="gate"):
        Dropped.model_validate({**failed.model_dump(), "gate": "whim"})


def test_a_stored_answer_from_before_checks_had_ids_is_still_read() -> None:
    """Its gate "facts" is today's "check", of no id; it comes back so from JSON, too."""
    stored = answered().model_dump(mode="json")
    stored["dropped"] = [{"text": "So.", "pointers": ["s1"], "gate": "facts", "reason": "the number 90 is not there"}]
    (dropped,) = Answer.model_validate(stored).dropped
    assert (dropped.gate, dropped.check, dropped.reason) == ("check", None, "the number 90 is not there")
    assert Dropped.model_validate_json(dropped.model_dump_json()) == dropped


def test_offsets_that_do_not_fit_the_quotation_are_refused() -> None:
    """A quotation of another length than its offsets can't be shown."""
    with pytest.raises(ValueError, match="differ in length"):
        Citation.model_validate({**CITATION.model_dump(), "quote": CITATION.quote + "!"})


@pytest.mark.parametrize(
    "changed",
    [
        {"citations": {}},
        {"citations": {"1": CITATION, "2": CITATION}},
        {"claims": ()},
        {"status": "abstained"},
        {"abstention": REFUSED["abstention"]},
        {**REFUSED, "abstention": None},
        {**REFUSED, "status": "answered"},
        {"schema_version": 2},
        {"invented": 1},
    ],
)
def test_an_answer_that_does_not_hang_together_is_refused(changed: dict[str, Any]) -> None:
    """No orphaned citation or marker, never both claims and abstention, never neither, no unknown field."""
    with pytest.raises(ValueError, match=r"citation|never both|schema_version|invented"):
        answered(**changed)


@pytest.mark.parametrize(
    "changed", [{"citations": ()}, {"support": 1.2}, {"support": float("nan")}, {"modality": "sure"}]
)
def test_a_claim_has_citations_and_a_probability(changed: dict[str, Any]) -> None:
    """A claim that cites nothing, or whose support is no probability, can't be made."""
    with pytest.raises(ValueError, match="validation error"):
        Claim.model_validate({"id": "c1", "text": "So.", "support": 0.9, "citations": ("1",), **changed})


def test_what_is_shown_is_frozen() -> None:
    """Nobody changes a quotation after it was checked."""
    with pytest.raises(ValueError, match="frozen"):
        CITATION.quote = "x"


def test_what_an_article_does_not_state_is_null() -> None:
    """Unknown outlet, date, byline and speaker are null in JSON, not empty or guessed."""
    shown = Citation.of(Article("a", "T", "Text."), Span(0, 4)).model_dump(mode="json")
    assert [shown[name] for name in ("outlet", "byline", "url", "speaker", "via")] == [None] * 5
    assert shown["published"] == {"value": None, "precision": "none", "basis": "unknown"}


def test_the_schema_names_every_field_and_no_other() -> None:
    """The JSON schema that OpenAPI shows has the fields of the JSON that is sent, and closes the door to others."""
    schema = Answer.model_json_schema(mode="serialization")
    assert set(schema["properties"]) == set(answered().model_dump(mode="json"))
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("claims", [0, 21, -1])
def test_a_request_asks_for_one_to_twenty_claims(claims: int) -> None:
    """More would never be read, fewer are no question."""
    with pytest.raises(ValueError, match="max_claims"):
        AskRequest(question="Q?", max_claims=claims)


def test_an_answer_with_a_kind_of_disagreement_that_is_no_more_still_opens() -> None:
    """Its claims stay; that kind is not told."""
    stored = answered().model_dump(mode="json")
    stored["disagreements"] = [{"claims": ["c1", "c2"], "kind": kind} for kind in ("wording", "numbers")]
    assert [each.kind for each in Answer.model_validate(stored).disagreements] == ["numbers"]


@pytest.mark.parametrize("context", [("1",), ("2",)])
def test_a_claim_rests_on_more_than_context(context: tuple[str, ...]) -> None:
    """And context is cited."""
    with pytest.raises(ValueError, match="context"):
        Claim(id="c1", text="So.", support=0.9, citations=("1",), context=context)

"""An answer is shown in words and signs that no terminal obeys, and nothing unknown is made up."""

import io
import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Abstention, AlsoIn, Answer, Claim, Disagreement, Event, EvidenceShown, PublishedShown
from rag.answer import Citation as Cited
from rag.telling.terminal import escaped_json, safe, show_answer, show_event, source_line
from tests.rag.claims import evidence
from tests.rag.composing.test_compose import RECORD

HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202egnorw\u202c \u2066x\u2069 \u200f\u061c \x9b31m"


def answer(text: str) -> Answer:
    """An answer with `text` wherever an article or a model puts words."""
    piece = evidence(text, title=text)[0]
    return Answer(
        id="1", question=text, standalone_question=text, as_of="2025-05-20", status="answered", record=RECORD,
        claims=(Claim(id="c1", text=text, support=1, citations=("1",), scope="a ceasefire", modality="denied"),),
        citations={"1": Cited.of(piece.article, piece.sentence.span)},
    )  # fmt: skip


def shown(of: Answer) -> str:
    """What a terminal is sent."""
    out = io.StringIO()
    show_answer(of.model_dump(mode="json"), out)
    return out.getvalue()


def test_a_cost_is_shown_where_there_is_one() -> None:
    """Nothing is said of an answer that cost nothing, or of which nobody knows."""
    for cost, told in ((0.00042, "· cost 0.000420 ·"), (None, None), (0.0, None)):
        told_of = answer("Rain fell.")
        line = shown(told_of.model_copy(update={"record": RECORD.model_copy(update={"cost": cost})}))
        assert told in line if told else "cost" not in line


@given(st.text())
def test_no_text_steers_a_terminal(text: str) -> None:
    """Whatever it is given, the line holds no control, no mark of direction and nothing that can't be written."""
    line = safe(text)
    assert line.encode().decode() == line
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in line)
    assert not any(
        unicodedata.bidirectional(letter) in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
        for letter in line
    )


@given(st.dictionaries(st.text(), st.text()))
def test_json_on_a_terminal_means_the_same_and_steers_nothing(shown: dict[str, str]) -> None:
    """With letters as they are; what is escaped comes back as it was, half characters too."""
    line = escaped_json(json.dumps(shown, ensure_ascii=False))
    assert json.loads(line) == shown
    assert line.encode()
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in line)
    assert not set(line) & set("\u202e\u202c\u2066\u2069\u200f\u061c")


def test_a_hostile_article_can_only_be_quoted() -> None:
    """Escape sequences and bidirectional controls are spelt, in claim, quotation and title alike."""
    text = shown(answer(f"Calm {HOSTILE} words"))
    assert not set(text) & set("\x1b\x07\x9b\u202e\u202c\u2066\u2069\u200f\u061c")
    assert text.count(r"Calm \x1b[2J\x1b]0;owned\x07 \u202egnorw") == 4


def test_an_answer_shows_claims_quotations_and_what_is_unknown() -> None:
    """Marker, scope, modality and exact words are there; an unknown outlet and date are said to be unknown."""
    text = shown(answer("The bridge is closed."))
    assert "• The bridge is closed. [1] (for a ceasefire, denied)" in text
    assert "[1] “The bridge is closed.”" in text
    assert "outlet unknown · undated" in text
    assert "newest source undated" in text


def test_what_is_anticipated_is_said_in_words() -> None:
    """A reader is told what the name of a modality means, where the name alone would not say it."""
    plain = answer("The bridge will close.")
    ahead = plain.claims[0].model_copy(update={"modality": "anticipated", "scope": None})
    text = shown(plain.model_copy(update={"claims": (ahead,)}))
    assert "The bridge will close. [1] (planned, expected or only possible)" in text
    assert "anticipated" not in text


def test_an_abstention_labels_the_nearest_as_no_answer() -> None:
    """What is near is shown as near."""
    near = EvidenceShown.of(evidence("Bread is dear.")[0])
    refused = Abstention(reason="no_supported_claim", message="The articles do not say.", nearest=(near,))
    base = answer("So?").model_dump() | {"status": "abstained", "claims": (), "citations": {}, "abstention": refused}
    text = shown(Answer.model_validate(base))
    assert "The articles do not say." in text
    assert "Nearest passages (not an answer):\n· “Bread is dear.”" in text


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Event(seq=0, type="claim", data={"claim": {"text": f"So {HOSTILE}."}}), "  ✓ So"),
        (Event(seq=0, type="evidence", data={"evidence": [{"quote": f"Bread {HOSTILE}"}]}), "not an answer yet"),
        (Event(seq=0, type="evidence", data={"evidence": []}), ""),
        (Event(seq=0, type="status", data={"step": "reading", "done": 1, "of": 2}), ""),
    ],
)
def test_events_are_shown_safely(event: Event, expected: str) -> None:
    """Progress stays out of what is not a terminal, and no event carries a control through."""
    out = io.StringIO()
    show_event(event, out)
    assert expected in out.getvalue()
    assert bool(out.getvalue()) == bool(expected)
    assert "\x1b" not in out.getvalue()


def test_a_source_says_what_it_knows() -> None:
    """Title, outlet and date, on one line."""
    source = {"title": "A\nB", "outlet": "Herald", "published": {"value": "2025-05"}}
    assert source_line(source) == "A B · Herald · 2025-05"


def test_a_quotation_says_whose_words_it_is() -> None:
    """Speaker, way and translator stand under the quotation where the article gives them, and nothing where not."""
    base = answer("The bridge is closed.")
    chain = {"speaker": "Marina Okafor", "via": "Reuters", "translated_by": "Google"}
    told = base.model_copy(update={"citations": {"1": base.citations["1"].model_copy(update=chain)}})
    assert "    said by Marina Okafor, via Reuters, translated by Google\n" in shown(told)
    assert "said by" not in shown(base)


def test_the_outlets_of_copies_are_listed_under_the_quotation() -> None:
    """Each once, whoever does not say its name as unknown, and hostile names are spelt; nothing where there is no copy."""
    base = answer("The bridge is closed.")
    copies = []
    for number, outlet in enumerate(("Bay Courier", None, f"Pier {HOSTILE}", "Bay Courier")):
        piece = evidence("The bridge is closed.", article_id=f"copy{number}")[0]
        copy = replace(piece.article, outlet=outlet)
        copies.append(AlsoIn.of(copy, piece.sentence.span))
    listing = base.citations["1"].model_copy(update={"also_in": tuple(copies)})
    text = shown(base.model_copy(update={"citations": {"1": listing}}))
    assert r"    also in: Bay Courier, outlet unknown, Pier \x1b[2J" in text
    assert "\x1b" not in text
    assert "also in" not in shown(base)


def differing(**changed: str | None) -> Answer:
    """Two claims of two articles that contradict each other; `changed` are fields of the first claim."""
    base = answer("Twelve were hurt.")
    other = evidence("Fourteen were hurt.", article_id="b")[0]
    second = Cited.of(other.article, other.sentence.span).model_copy(
        update={"outlet": "Herald", "published": PublishedShown(value="2025-06-03", precision="day", basis="stated")}
    )
    claims = (
        base.claims[0].model_copy(update=changed),
        Claim(
            id="c2", text="Fourteen were hurt.", support=1, citations=("2",), when=changed.get("when") and "2025-06-03"
        ),
    )
    shown = {"claims": claims, "citations": {**base.citations, "2": second}, "newest_source": "2025-06-03"}
    return base.model_copy(update={**shown, "disagreements": (Disagreement(claims=("c1", "c2"), kind="numbers"),)})


def test_claims_that_disagree_stand_side_by_side_with_outlet_and_date() -> None:
    """And what a later report replaces is marked as earlier; the newest source is named."""
    text = shown(differing(superseded_by="c2"))
    assert "These disagree:" in text
    assert "≠ outlet unknown, undated (earlier): Twelve were hurt." in text
    assert "≠ Herald, 3 June 2025: Fourteen were hurt." in text
    assert "denied, earlier)" in text
    assert "newest source 2025-06-03 (Herald [2])" in text


def test_a_timeline_dates_each_claim() -> None:
    """With the day and the outlet; an answer that is none shows no day before a claim."""
    text = shown(differing(when="2025-06"))
    assert "• June 2025, outlet unknown: Twelve were hurt." in text
    assert "• 3 June 2025, Herald: Fourteen were hurt." in text
    assert "• Twelve were hurt." in shown(differing())


def test_what_was_not_found_is_said() -> None:
    """In the question's own words; an answer that lacks nothing says nothing of it."""
    partial = answer("Twelve were hurt.").model_copy(update={"missing": ("by what score?",)})
    assert "? Asked for and not found: by what score?\n" in shown(partial)
    assert "not found" not in shown(answer("Twelve were hurt."))


def test_a_citation_that_is_only_context_says_so() -> None:
    """Its marker is no support."""
    base = differing()
    claim = base.claims[0].model_copy(update={"citations": ("2", "1"), "context": ("2",)})
    text = shown(base.model_copy(update={"claims": (claim, base.claims[1]), "disagreements": ()}))
    assert "Twelve were hurt. [context 2][1]" in text

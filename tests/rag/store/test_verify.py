"""What `verify` finds when somebody reaches into the record: each kind of sabotage, by the promise it breaks."""

import pytest

from rag.answer import Abstention, Answer, Citation, Claim, EvidenceShown, PublishedShown, RunRecord
from rag.domain import Span
from rag.store.record import Record
from rag.store.schema import vectors
from rag.store.verify import verify
from tests.rag.store.making import story

pytestmark = pytest.mark.slow


NOT_NUMBERS = "UPDATE vectors SET data = not_numbers"
RUN = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})


@pytest.fixture
def full(record: Record) -> Record:
    """A record with two articles, one in two versions and one removed, and an answer that cites the old version."""
    record.store([story("a", "The bridge is closed.", "It opens in May."), story("b")])
    record.store([story("a", "The bridge is open.")])
    record.remove("b")
    citation = Citation.of(record.article("a", 1), Span(0, 21))
    claim = Claim(id="c1", text="The bridge is closed.", support=0.9, citations=("1",))
    answer = Answer(
        id="q1",
        question="Is it?",
        standalone_question="Is the bridge closed?",
        as_of="2025-05-20",
        status="answered",
        claims=(claim,),
        citations={"1": citation},
        record=RUN,
    )
    record.save_answer("q1", "Is it?", answer.model_dump_json())
    return record


def _sabotage(record: Record, statement: str) -> None:
    with record.database.writing() as connection:
        if statement == NOT_NUMBERS:
            connection.execute(vectors.update().values(data=bytes.fromhex("0000c07f" * 8)))
        else:
            connection.exec_driver_sql(statement)


def test_an_honest_record_has_no_violation(full: Record) -> None:
    """Old versions, removed articles and answers about them are all in order."""
    assert verify(full) == []
    assert verify(full, {"dense": full.live_passage_ids()}) == []


@pytest.mark.parametrize(
    ("statement", "promise", "what"),
    [
        ("UPDATE versions SET text = replace(text, 'closed', 'opened') WHERE version = 1", 1, "not what the article"),
        ("UPDATE versions SET text = replace(text, 'closed', 'opened') WHERE version = 1", 2, "changed after"),
        ("UPDATE versions SET title = 'Other' WHERE article_id = 'b'", 2, "changed after"),
        ("UPDATE versions SET title = ' ' WHERE article_id = 'b'", 2, "changed after"),
        ("UPDATE versions SET published_value = '2025', published_precision = 'year'", 2, "changed after"),
        ("UPDATE versions SET published_value = 'soon'", 2, "changed after"),
        ("UPDATE versions SET text = text || '\r'", 1, "not clean"),
        ('UPDATE sentences SET "end" = 5000 WHERE number = 1', 1, "lie outside"),
        ("UPDATE passages SET start = -1 WHERE number = 0", 1, "lie outside"),
        ('UPDATE sentences SET start = "end", "end" = start', 1, "lie outside"),
        ("UPDATE sentences SET number = number + 1 WHERE article_id = 'b' AND number = 2", 1, "without gaps"),
        ("UPDATE sentences SET number = 9 - number WHERE article_id = 'b'", 1, "reading order"),
        ("UPDATE vectors SET data = substr(data, 1, 12)", 6, "no usable vector"),
        (NOT_NUMBERS, 6, "no usable vector"),
        ("DELETE FROM passages WHERE article_id = 'a' AND version = 2", 6, "no passage"),
        ("UPDATE answers SET answer_json = replace(answer_json, 'closed', 'opened')", 1, "not what the article"),
        ("UPDATE answers SET answer_json = replace(answer_json, '\"version\":1', '\"version\":7')", 2, "not stored"),
        ("UPDATE answers SET answer_json = '{}'", 2, "can't be read"),
    ],
)
def test_sabotage_is_found(full: Record, statement: str, promise: int, what: str) -> None:
    """Each way of damaging the record behind its back breaks a promise that has a number."""
    _sabotage(full, statement)
    found = [violation for violation in verify(full) if violation.promise == promise]
    assert any(what in violation.what for violation in found), verify(full)


def test_a_missing_version_is_found(full: Record) -> None:
    """An article whose current version is not there was lost."""
    _sabotage(full, "UPDATE articles SET current_version = 9 WHERE id = 'a'")
    assert [violation.promise for violation in verify(full)] == [6, 6]


def test_live_vectors_of_two_lengths_are_found(full: Record) -> None:
    """No index can hold them together."""
    full.store([story("c", "Words.")])
    key = story("c", "Words.").vectors[0].key
    shorter = "UPDATE vectors SET dims = 4, data = substr(data, 1, 16)"
    _sabotage(full, f"{shorter} WHERE key = '{key}'")
    assert ["different lengths" in violation.what for violation in verify(full)] == [True]


def test_what_an_abstention_showed_is_checked_too(full: Record) -> None:
    """The nearest sentences are quotes as well."""
    article = full.article("a", 1)
    quote = EvidenceShown(
        article_id="a", version=1, title=article.title, published=PublishedShown(), start=0, end=3, quote="Thy", score=1
    )
    answer = Answer(
        id="q2",
        question="?",
        standalone_question="?",
        as_of="2025-05-20",
        status="abstained",
        abstention=Abstention(reason="no_supported_claim", message="The articles do not say.", nearest=(quote,)),
        evidence=(quote,),
        record=RUN,
    )
    full.save_answer("q2", "?", answer.model_dump_json())
    assert [violation.where for violation in verify(full)] == ["answer q2, evidence 0", "answer q2, nearest 0"]


def test_an_index_that_disagrees_is_found(full: Record) -> None:
    """Both what it lacks and what it should have let go."""
    found = verify(full, {"dense": ["b.1.0", "b.1.1"], "lexical": full.live_passage_ids()})
    assert [(violation.promise, violation.where) for violation in found] == [(6, "the dense index")] * 2
    assert "lacks 1 live" in found[0].what
    assert "still holds 2" in found[1].what

"""What the record promises about articles, passages, vectors and answers."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from rag.domain import Published
from rag.errors import NotFound, StoreFailed
from rag.store import reading
from rag.store.record import Record
from rag.store.rows import KeyedVector, Outcome, Prepared
from tests.rag.conftest import Databases
from tests.rag.store.making import MODEL, article, dated, prepared, story, vector_for
from tests.rag.store.plans import explained, reads_all

pytestmark = pytest.mark.slow


LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), min_size=1, max_size=30)
_numbers = itertools.count()


@pytest.fixture(scope="module")
def shared(databases: Databases) -> Iterator[Record]:
    """One record for all examples of a property; each uses ids of its own."""
    with databases() as url, Record.open(url) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=6))
def test_offsets_come_back_as_they_went_in(shared: Record, lines: list[str]) -> None:
    """Every stored sentence and passage slices the same words out of the stored text as before, in any script."""
    import unicodedata

    clean = [unicodedata.normalize("NFC", line) for line in lines]
    if not "".join(clean).strip():
        return
    given_in = story(f"a{next(_numbers)}", *clean, title=f"Title {next(_numbers)}", url="https://example.org/x")
    (outcome,) = shared.store([given_in])
    stored = shared.article(outcome.article_id)
    assert stored.text == given_in.article.text
    passages = shared.passages_by_id(f"{stored.id}.1.{passage.number}" for passage in given_in.passages)
    assert list(passages.values()) == list(given_in.passages)
    sentences = shared.sentences(passages.values())
    read = [sentence.span.of(stored.text) for part in passages for sentence in sentences[part]]
    assert read == [sentence.span.of(given_in.article.text) for sentence in given_in.sentences]


def test_storing_the_same_article_again_writes_nothing(record: Record) -> None:
    """The second time is `unchanged`, and neither versions nor changes grow."""
    assert record.store([story("a")]) == [Outcome("a", 1, "new")]
    before = (record.counts(), record.last_seq())
    assert record.unchanged(article("a"))
    assert record.store([story("a")]) == [Outcome("a", 1, "unchanged")]
    assert (record.counts(), record.last_seq()) == before


def test_an_edited_article_becomes_a_new_version_and_the_old_one_stays(record: Record) -> None:
    """Version 1 still reads as it did; only version 2's passages are live."""
    record.store([story("a", "Old words.")])
    assert not record.unchanged(article("a", "New words."))
    assert record.store([story("a", "New words.")]) == [Outcome("a", 2, "updated")]
    assert record.article("a").text == "New words."
    assert record.article("a", 1).text == "Old words."
    assert set(record.passages_by_id(["a.1.0", "a.2.0"])) == {"a.2.0"}


def test_a_changed_date_is_a_new_version_too(record: Record) -> None:
    """Whatever a reader sees belongs to the version, not the text alone."""
    record.store([story("a")])
    assert record.store([story("a", published=dated("2025-05-20"))]) == [Outcome("a", 2, "updated")]


def test_a_language_that_is_stated_later_is_taken(record: Record) -> None:
    """In place of an unknown, detected or otherwise stated one; the words are the same, and so is the version."""
    guessed = replace(story("guessed"), detected="de")
    record.store([story("unknown"), guessed, story("stated", language="fr")])
    assert record.article("guessed").language == "de"
    before, seq = record.counts(), record.last_seq()
    names = ("unknown", "guessed", "stated")
    assert not any(record.unchanged(article(name, language="nl")) for name in names)
    outcomes = record.store([story(name, language="nl") for name in names])
    assert outcomes == [Outcome(name, 1, "updated") for name in names]
    assert [record.article(name).language for name in names] == ["nl"] * 3
    assert record.counts() == before
    assert [change.article_id for change in record.changes_after(seq, 9)] == list(names), "the indexes hear of it"
    assert record.unchanged(article("stated", language="nl"))


def test_what_states_no_language_keeps_the_one_on_record(record: Record) -> None:
    """What its words tell is no statement."""
    record.store([story("a", language="nl")])
    seq = record.last_seq()
    assert record.unchanged(article("a"))
    assert record.store([replace(story("a"), detected="de")]) == [Outcome("a", 1, "unchanged")]
    assert record.article("a").language == "nl"
    assert record.last_seq() == seq


def test_a_removed_article_comes_back_in_the_language_it_now_states(record: Record) -> None:
    """And keeps what is on record where it states none."""
    record.store([story("a", language="de"), story("b", language="de")])
    record.remove("a")
    record.remove("b")
    assert [outcome.kind for outcome in record.store([story("a", language="nl"), story("b")])] == ["new", "new"]
    assert [record.article(name).language for name in "ab"] == ["nl", "de"]


def test_a_removed_article_drops_out_but_stays_readable_by_version(record: Record) -> None:
    """Lists and hits lose it at once; a citation of version 1 still resolves."""
    record.store([story("a"), story("b")])
    record.remove("a")
    assert [listed.id for listed in record.articles()] == ["b"]
    assert record.passages_by_id(["a.1.0", "b.1.0"]).keys() == {"b.1.0"}
    assert record.article("a", 1).id == "a"
    with pytest.raises(NotFound, match="was removed"):
        record.article("a")
    with pytest.raises(NotFound):
        record.remove("a")


@pytest.mark.parametrize(("lines", "version"), [(("Same.",), 1), (("Other.",), 2)])
def test_a_removed_article_that_is_read_again_is_live_again(
    record: Record, lines: tuple[str, ...], version: int
) -> None:
    """As it was, or as a further version where it has changed."""
    record.store([story("a", "Same.")])
    record.remove("a")
    assert record.store([story("a", *lines)]) == [Outcome("a", version, "new")]
    assert record.article("a").text == lines[0]
    assert list(record.passages_by_id([f"a.{version}.0"])) == [f"a.{version}.0"]


def test_the_same_file_at_another_path_is_not_a_second_article(record: Record) -> None:
    """Without a URL, equal title and text under another id are the article that is there, even within one batch."""
    twin = story("b", "Words.", title="T")
    outcomes = record.store([story("a", "Words.", title="T"), twin])
    assert outcomes == [Outcome("a", 1, "new"), Outcome("a", 1, "unchanged")]
    assert record.unchanged(twin.article)
    assert record.store([story("b", "Words.", title="T", language="en")]) == [Outcome("a", 1, "updated")]
    assert record.article("a").language == "en"


def test_the_same_words_at_another_url_are_an_article_of_their_own(record: Record) -> None:
    """Two outlets that print one agency report are two articles."""
    record.store([story("a", "Words.", title="T")])
    assert record.store([story("b", "Words.", title="T", url="https://example.org/b")])[0].kind == "new"


def test_a_twin_of_a_removed_article_is_new(record: Record) -> None:
    """A file that was moved, and removed at its old path, is not lost."""
    record.store([story("a", "Words.", title="T")])
    record.remove("a")
    assert record.store([story("b", "Words.", title="T")]) == [Outcome("b", 1, "new")]


def test_a_batch_is_stored_whole_or_not_at_all(record: Record) -> None:
    """One article that can't be stored takes its batch with it, and nothing half-done stays."""
    good = story("good")
    twice = Prepared(good.article, good.sentences, (*good.passages, good.passages[0]), good.vectors)
    with pytest.raises(StoreFailed):
        record.store([story("first"), twice])
    assert record.counts().articles == 0
    assert record.last_seq() == 0


def test_articles_are_listed_newest_first_and_undated_ones_last(record: Record) -> None:
    """By the first day they may be from, then by title."""
    dates = {"y": "2025", "d": "2025-05-20", "m": "2025-05", "e": "2025-05-20"}
    record.store([story(name, title=name, published=dated(value)) for name, value in dates.items()])
    record.store([story("u", title="u", published=Published())])
    listed = record.articles()
    assert [entry.id for entry in listed] == ["d", "e", "m", "y", "u"]
    assert listed[0].passages == 2


def test_what_is_not_stored_is_named(record: Record) -> None:
    """Each NotFound says which article, version or answer it was."""
    record.store([story("a")])
    for ask, named in (
        (lambda: record.article("zzz"), "zzz"),
        (lambda: record.article("a", 7), "version 7"),
        (lambda: record.answer("q9"), "q9"),
    ):
        with pytest.raises(NotFound, match=named):
            ask()


def test_an_answer_comes_back_as_it_was_saved(record: Record) -> None:
    """Byte for byte; and an id is used once."""
    record.save_answer("q1", "Why?", '{"a": "ü"}')
    assert record.answer("q1") == '{"a": "ü"}'
    with pytest.raises(StoreFailed):
        record.save_answer("q1", "Why?", "{}")
    assert record.answer("q1") == '{"a": "ü"}'


def test_a_conversation_is_its_last_answers_oldest_first(record: Record) -> None:
    """In the order they were saved, however quickly; nobody else's, and none under an id that nobody gave."""
    for number in range(6):
        record.save_answer(f"q{number}", "Why?", f'{{"n": {number}}}', "one" if number % 2 else "other")
    record.save_answer("q6", "Why?", "{}")
    assert record.conversation("one", 2) == ['{"n": 3}', '{"n": 5}']
    assert record.conversation("other", 9) == ['{"n": 0}', '{"n": 2}', '{"n": 4}']
    assert record.conversation("third", 9) == []


def test_vectors_come_back_bit_for_bit_in_the_order_asked(record: Record) -> None:
    """More ids than one statement takes, some unknown, in an order of their own."""
    made = [story(f"a{number}") for number in range(300)]
    record.store(made)
    ids = [f"a{number}.1.{part}" for number in reversed(range(300)) for part in (1, 0)]
    table = record.vectors_of(["nobody.1.0", *ids])
    assert list(table.ids) == ids
    assert table.matrix.dtype == np.float32
    expected = made[299].vectors[1].values
    assert np.array_equal(table.matrix[0], expected)
    assert record.vectors_of([]).matrix.shape == (0, 0)


def test_what_an_article_is_about_is_the_mean_of_its_passages(record: Record) -> None:
    """At unit length, for the version that is asked for; unknown articles and versions are left out."""
    made = [story("a1"), story("a2")]
    record.store(made)
    found = record.abouts([("a1", 1), ("a2", 2), ("nobody", 1)])
    assert list(found) == [("a1", 1)]
    mean = np.mean([vector.values for vector in made[0].vectors.values()], axis=0)
    assert found["a1", 1].vector == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)
    assert found["a1", 1].earliest == made[0].article.published.earliest()


def test_nothing_needs_to_be_embedded_twice(record: Record) -> None:
    """Vectors are known by key, whichever article they came with, and even after it was removed."""
    record.store([story("a", "Shared.")])
    record.remove("a")
    keyed = story("b", "Shared.").vectors[0]
    known = record.known_vectors([keyed.key, "unknown"])
    assert list(known) == [keyed.key]
    assert np.array_equal(known[keyed.key], keyed.values)


def test_another_model_replaces_vectors_and_the_indexes_hear_of_it(record: Record) -> None:
    """Passages that a model has not embedded are listed until they have its vectors."""
    record.store([story("a", "One.", "Two.", "Three.")])
    seq = record.last_seq()
    assert record.passages_not_embedded_by(MODEL) == []
    waiting = record.passages_not_embedded_by("other")
    assert [passage.id for passage in waiting] == ["a.1.0", "a.1.1"]
    fresh = {passage.id: KeyedVector(f"o{passage.number}", "other", vector_for("o")) for passage in waiting}
    record.replace_vectors(fresh)
    assert record.passages_not_embedded_by("other") == []
    assert [change.article_id for change in record.changes_after(seq, 10)] == ["a"]


def test_changes_are_told_in_order_and_a_cursor_remembers_the_last(record: Record, url: str) -> None:
    """The log holds each store and removal once; cursors and locations survive reopening."""
    record.store([story("a"), story("b")])
    record.remove("a")
    told = [(change.article_id, change.kind) for change in record.changes_after(0, 10)]
    assert told == [("a", "stored"), ("b", "stored"), ("a", "removed")]
    assert record.changes_after(record.last_seq(), 10) == []
    record.move_cursor("dense", 2)
    record.adopt_index("lexical", "indexes/lexical-1", 3)
    with Record.open(url) as again:
        assert (again.cursor("dense"), again.cursor("lexical"), again.cursor("other")) == (2, 3, 0)
        assert again.index_location("lexical") == "indexes/lexical-1"
        assert again.index_location("dense") is None


def test_counts_tell_live_articles_from_versions(record: Record) -> None:
    """Removed articles leave the first number, never the second."""
    record.store([story("a"), story("b")])
    record.store([story("a", "New.")])
    record.remove("b")
    counted = record.counts()
    assert (counted.articles, counted.versions, counted.passages, counted.answers) == (1, 3, 1, 0)


def test_what_does_not_fit_together_is_not_prepared() -> None:
    """A passage without a vector, a span past the text, a sentence of another article: none can be stored."""
    good = story("a", "Words.")
    stranger = story("b", "Words that go on much longer than the other's.")
    for parts in (
        (good.sentences, good.passages, {}),
        (stranger.sentences, good.passages, good.vectors),
        (good.sentences, (), {}),
        ((), good.passages, good.vectors),
    ):
        with pytest.raises(ValueError, match=r"."):
            Prepared(good.article, *parts)


def test_ids_with_dots_are_kept_apart(record: Record) -> None:
    """An article id may look like a passage id."""
    record.store([prepared(article("a.1", "One.", title="x")), prepared(article("a", "Two.", title="y"))])
    assert record.passages_by_id(["a.1.1.0"])["a.1.1.0"].article_id == "a.1"


def test_a_record_is_made_where_its_folder_is_not_there_yet(tmp_path: Path) -> None:
    """Folder and file appear on first opening."""
    Record.open(f"sqlite:///{tmp_path / 'x' / 'y' / 'record.sqlite'}").close()
    assert (tmp_path / "x" / "y" / "record.sqlite").is_file()


def test_versions_are_found_by_their_own_keys_only(record: Record) -> None:
    """Asked for the first of one article and the second of another, it gives neither's other version."""
    for name in ("a", "b"):
        record.store([story(name, "First.")])
        record.store([story(name, "Second.")])
    found = record.articles_by_key([("a", 1), ("b", 2), ("b", 7), ("nobody", 1)])
    assert {key: article.text for key, article in found.items()} == {("a", 1): "First.", ("b", 2): "Second."}


def test_fetching_articles_by_key_does_not_read_their_whole_table(record: Record) -> None:
    """It is done for every question, however many articles there are."""
    record.store([story("a"), story("b")])
    asked: list[tuple[str, Any]] = []
    event.listen(record.database._engine, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
    record.articles_by_key([("a", 1), ("b", 1)])
    statement, values = next(one for one in asked if "versions" in one[0])
    with record.database.reading() as connection:
        plan = explained(connection, statement, values)
    assert not reads_all(plan), plan


def test_a_reading_transaction_sees_one_moment(record: Record) -> None:
    """What is stored meanwhile is seen by the next one, on either database."""
    record.store([story("a")])
    with record.database.reading() as connection:
        before = reading.live_article_ids(connection)
        record.store([story("b")])
        assert reading.live_article_ids(connection) == before == ["a"]
    assert record.live_article_ids() == ["a", "b"]

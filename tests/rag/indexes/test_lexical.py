"""What BM25 over titles and texts finds, and what nobody can make it do."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import IndexBroken
from rag.indexes.lexical import LexicalEntry, LexicalIndex, content_words

ENTRIES = (
    LexicalEntry("talks.1.0", "Talks in Istanbul", "The delegations agreed to exchange a thousand prisoners each."),
    LexicalEntry("talks.1.1", "Talks in Istanbul", "Nothing was said about the ferries."),
    LexicalEntry("bakery.1.0", "Bakery wins prize", "The rye bread of the U.S. team came second, the WHO said."),
    LexicalEntry("council.1.0", "Council votes", "Київ Сьогодні reported the naïve plan; 1,200 people came."),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    """An index of the four passages above."""
    opened = LexicalIndex.open(tmp_path / "lexical-1")
    opened.apply(ENTRIES, ())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How many prisoners will be exchanged?", "talks.1.0"),
        ("prisoner exchanges", "talks.1.0"),
        ("Who won at the bakery?", "bakery.1.0"),
        ("What did the WHO say?", "bakery.1.0"),
        ("київ", "council.1.0"),
        ("NAÏVE", "council.1.0"),
        ("ferry", "talks.1.1"),
    ],
)
def test_words_are_found_in_title_and_text_in_any_form(index: LexicalIndex, question: str, best: str) -> None:
    """Stems, capitals and other scripts; names that look like stop words."""
    assert index.query(question, 3)[0].id == best


@pytest.mark.parametrize("question", ["", "?!", "What is it, and who are they?", "the the the", "«…»", "that’s why"])
def test_a_question_of_stop_words_finds_nothing(index: LexicalIndex, question: str) -> None:
    """Rather than everything."""
    assert index.query(question, 5) == []


@settings(max_examples=150, deadline=None)
@given(question=st.text(max_size=80))
def test_no_question_is_query_syntax(shared_index: LexicalIndex, question: str) -> None:
    """Nothing that can be typed raises."""
    assert len(shared_index.query(question, 3)) <= 3


@pytest.fixture(scope="module")
def shared_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    """One index for all examples of a property."""
    opened = LexicalIndex.open(tmp_path_factory.mktemp("lexical"))
    opened.apply(ENTRIES, ())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    ["prisoners AND (", "-prisoners", "prisoner*", 'title:"prisoners', "bread NOT prisoners", "[prisoners TO z]"],
)
def test_operators_are_words(index: LexicalIndex, question: str) -> None:
    """A field name, a quote, a minus, a range: no operator is obeyed, and none is an error."""
    assert "talks.1.0" in {hit.id for hit in index.query(question, 5)}


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    """Before anything was ingested."""
    opened = LexicalIndex.open(tmp_path / "lexical-1")
    assert (opened.query("prisoners", 5), opened.ids(), opened.count()) == ([], set(), 0)
    opened.close()


def test_applying_twice_is_applying_once(index: LexicalIndex) -> None:
    """A replay after a crash changes neither ids nor scores."""
    before = index.query("prisoners", 5)
    index.apply(ENTRIES, ["never.1.0"])
    assert index.query("prisoners", 5) == before
    assert index.ids() == {entry.id for entry in ENTRIES}
    assert index.count() == len(ENTRIES)


def test_what_was_removed_or_replaced_is_not_found(index: LexicalIndex) -> None:
    """In the same commit in which the new words are."""
    index.apply([LexicalEntry("bakery.2.0", "Bakery wins prize", "The wheat bread won.")], ["bakery.1.0"])
    assert index.query("rye", 5) == []
    assert [hit.id for hit in index.query("wheat", 5)] == ["bakery.2.0"]


def test_equal_scores_are_ordered_by_id(tmp_path: Path) -> None:
    """Also where the list is cut, and however many tie."""
    opened = LexicalIndex.open(tmp_path / "lexical-1")
    opened.apply([LexicalEntry(f"a{number}", "Same", "Same words.") for number in range(999, 99, -1)], ())
    assert [hit.id for hit in opened.query("words", 3)] == ["a100", "a101", "a102"]
    opened.close()


def test_what_was_applied_is_there_after_reopening(tmp_path: Path) -> None:
    """Closing lets go of the folder within the same process; while open, nobody else writes to it."""
    opened = LexicalIndex.open(tmp_path / "lexical-1")
    opened.apply(ENTRIES, ())
    with pytest.raises(IndexBroken, match="lexical-1"):
        LexicalIndex.open(tmp_path / "lexical-1")
    opened.close()
    again = LexicalIndex.open(tmp_path / "lexical-1")
    assert again.ids() == {entry.id for entry in ENTRIES}
    again.close()


def test_a_damaged_folder_is_reported(tmp_path: Path) -> None:
    """As ours, with what to do."""
    (tmp_path / "lexical-1").mkdir()
    (tmp_path / "lexical-1" / "meta.json").write_text("{")
    with pytest.raises(IndexBroken) as caught:
        LexicalIndex.open(tmp_path / "lexical-1")
    assert "reindex" in caught.value.hint


def test_threads_may_ask_while_one_applies(index: LexicalIndex) -> None:
    """Each question sees a committed state."""
    seen: list[int] = []
    asking = [threading.Thread(target=lambda: seen.append(len(index.query("prisoners", 5)))) for _ in range(8)]
    for thread in asking:
        thread.start()
        index.apply(ENTRIES, ())
    for thread in asking:
        thread.join()
    assert seen == [1] * 8


def test_a_typing_mistake_is_forgiven_only_where_the_word_is_in_no_passage(index: LexicalIndex) -> None:
    """A word that some passage has finds that word alone; another number is another number."""
    index.apply([LexicalEntry("bread.1.0", "", "Broad streets."), LexicalEntry("year.1.0", "", "In 2024.")], ())
    assert [hit.id for hit in index.query("bread", 5)] == ["bakery.1.0"]
    assert [hit.id for hit in index.query("prisonres", 5)] == ["talks.1.0"]
    assert index.query("20245", 5) == []


def test_an_index_of_another_analyzer_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its terms are not the query's: it is built again, once, under the name of the analyzer of today."""
    monkeypatch.setattr("rag.indexes.lexical.ANALYZER", "of_another_release")
    LexicalIndex.open(tmp_path / "lexical-1").close()
    monkeypatch.undo()
    with pytest.raises(IndexBroken, match="lexical-1"):
        LexicalIndex.open(tmp_path / "lexical-1")


def test_capitals_tell_a_name_from_a_stop_word() -> None:
    """Unless everything is in capitals."""
    assert content_words("Who told US about IT?") == ["told", "US", "IT"]
    assert content_words("WHO TOLD US ABOUT IT?") == ["TOLD", "US"]

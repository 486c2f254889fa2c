"""A damaged file is refused by name, line and field, and text is clean from the start."""

import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from eval.sets.rows import PublicRow, alternative, article, digest_of, read_rows
from rag.domain import Published
from rag.errors import BadDataset
from tests.eval.sets.places import write_rows, write_text


def refusal(path: Path) -> BadDataset:
    """What reading the file raises."""
    with pytest.raises(BadDataset) as refused:
        list(read_rows(path, key="id"))
    return refused.value


@pytest.mark.parametrize("line", ['{"id": "b"', "[1]", "\ufffd"])
def test_a_damaged_line_is_refused_by_file_and_line(tmp_path: Path, line: str) -> None:
    """A line that is cut off, no object, or not JSON at all."""
    path = write_text(tmp_path / "a.jsonl.gz", f'{{"id": "a"}}\n{line}\n')
    assert refusal(path).message.startswith(f"{path}, line 2: ")
    assert refusal(path).hint.startswith("The file is damaged")


@pytest.mark.parametrize(
    "damage", [lambda packed: packed[:-9], lambda packed: b"\x00" + packed, lambda packed: packed[:12] + b"\xff" * 9]
)
def test_a_file_that_can_not_be_unpacked_is_refused(tmp_path: Path, damage: Any) -> None:
    """Cut off, no gzip, or changed on the way."""
    path = write_rows(tmp_path / "a.jsonl.gz", [{"id": "a"}])
    path.write_bytes(damage(path.read_bytes()))
    assert refusal(path).message.startswith(f"{path}: it can't be unpacked")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A set of no questions would score as if all were well."""
    path = write_text(tmp_path / "a.jsonl.gz", "\n")
    assert refusal(path).message == f"{path}: it holds nothing."


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    """Rows of answers are kept by id, so one of the two would be lost."""
    path = write_rows(tmp_path / "a.jsonl.gz", [{"id": "a"}, {"id": "b"}, {"id": "a"}])
    assert refusal(path).message == f"{path}, line 3, field 'id': 'a' is also in {path}, line 1."


@pytest.mark.parametrize("method", ["text", "maybe_empty", "texts", "answers", "flag", "day", "rows"])
@pytest.mark.parametrize("value", [None, 1.5, {}, [1], [" "]])
def test_a_field_of_another_kind_is_refused(method: str, value: object) -> None:
    """The message names the place and the field, whatever is in it."""
    with pytest.raises(BadDataset, match="a file, line 7, field 'given'"):
        getattr(PublicRow("a file, line 7", {"given": value}), method)("given")


def test_a_text_may_not_be_empty_unless_it_may() -> None:
    """What nobody sees does not fill it."""
    row = PublicRow("here", {"given": " \u200b"})
    assert row.maybe_empty("given") == ""
    with pytest.raises(BadDataset, match="it is empty"):
        row.text("given")


def test_a_question_without_accepted_answers_is_refused() -> None:
    """A list may be empty, a list of answers may not."""
    row = PublicRow("here", {"given": []})
    assert row.texts("given") == ()
    with pytest.raises(BadDataset, match="it is empty"):
        row.answers("given")


def test_text_is_clean_when_it_is_read() -> None:
    """NFC, no carriage return, nothing invisible."""
    row = PublicRow("here", {"given": unicodedata.normalize("NFD", "\ufeffMünchen\r\nBonn ")})
    assert row.text("given") == "München\nBonn"


def test_an_object_in_a_list_is_refused_by_its_place() -> None:
    """The message says which of the list's objects it is."""
    row = PublicRow("a file, line 7", {"given": [{"text": "a"}, {}]})
    with pytest.raises(BadDataset, match="a file, line 7, given 2, field 'text'"):
        [found.text("text") for found in row.rows("given")]


@pytest.mark.parametrize("written", ["2025/01/31", "2025-01-31"])
def test_a_day_has_one_form(written: str) -> None:
    """The sets write days with slashes or with dashes."""
    assert PublicRow("here", {"given": written}).day("given") == "2025-01-31"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("“Anora”", "Anora"),
        ('"Severance"', "Severance"),
        ("two.", "two"),
        ('type of "poisoning"', 'type of "poisoning'),
        ('"', '"'),
    ],
)
def test_punctuation_around_an_answer_is_not_part_of_it(given: str, kept: str) -> None:
    """What is left is always a part of what was given, so nothing that was right becomes wrong."""
    assert alternative(given) == (kept,)
    assert kept in given


@pytest.mark.parametrize("written", ["2025", "2025/01", "2025/02/30", "yesterday"])
def test_less_than_a_day_is_refused(written: str) -> None:
    """A question is asked on a day, not in a month."""
    with pytest.raises(BadDataset, match="it must be a day"):
        PublicRow("here", {"given": written}).day("given")


def test_an_article_without_a_title_is_untitled() -> None:
    """An address that is none and a day that is none are left out."""
    made = article("a", " ", "They met.", "javascript:alert(1)")
    assert (made.title, made.url, made.published) == ("untitled", None, Published())


def test_the_digest_is_of_the_files_bytes(tmp_path: Path) -> None:
    """All files, in their order."""
    first, second = write_rows(tmp_path / "a.gz", [{"id": "a"}]), write_rows(tmp_path / "b.gz", [{"id": "b"}])
    assert digest_of(first, second) == sha256(first.read_bytes() + second.read_bytes()).hexdigest()
    assert digest_of(first, second) != digest_of(second, first)

"""A questions file is read whole or refused by file, line and field; articles have the same ids on every machine."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import examples_folder, load_questions, stable_articles
from eval.questions import Dataset, Nugget
from rag.errors import BadDataset, UnreadableSource
from tests.eval.making import write_lines

TRUCE = {"id": "truce", "title": "A truce", "text": "They met. A truce of 30 days begins. It rained. It rained."}
RAIN = {"title": "Rain", "text": "It rained all day."}
"""An article without id and address."""
ROW: dict[str, Any] = {"id": "one", "question": "How long?", "as_of": "2025-05-20", "answers": ["30 days"]}
GOLD = {"article": "truce", "sentence": "A truce of 30 days begins."}


def place(folder: Path, *rows: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]] | None = None) -> Path:
    """A questions file of these rows, beside a folder of articles."""
    for name, fields in (articles or {"truce.json": TRUCE}).items():
        write_lines(folder / "articles" / name, [fields])
    return write_lines(folder / "questions.jsonl", rows)


def refusal(path: Path) -> str:
    """What is said when the file is read."""
    with pytest.raises(BadDataset) as refused:
        load_questions(path)
    assert refused.value.hint
    return refused.value.message


def ids(folder: Path) -> list[str]:
    """The ids of a folder's articles."""
    return [article.id for article in stable_articles(folder)]


# What is read


def test_a_question_is_read_with_all_its_fields(tmp_path: Path) -> None:
    """A string is an alternative of one; the marked sentence is found in its article, which is relevant."""
    nuggets = [{"text": "30 days"}, {"text": "It rained", "vital": False, "match": ["rain", ["rained", "it"]]}]
    more = {"kind": "list", "answers": ["30 days", ["thirty", "days"]], "history": ["Who met?"], "gold": [GOLD]}
    dataset = load_questions(place(tmp_path, {**ROW, **more, "nuggets": nuggets}))
    (made,) = dataset.questions
    assert (made.id, made.question, made.as_of, made.kind) == ("one", "How long?", "2025-05-20", "list")
    assert made.answers == (("30 days",), ("thirty", "days"))
    assert made.history == ("Who met?",)
    assert made.nuggets == (
        Nugget("30 days", vital=True, match=(("30 days",),)),
        Nugget("It rained", vital=False, match=(("rain",), ("rained", "it"))),
    )
    (article,) = dataset.articles("")
    assert [(gold.article_id, gold.span.of(article.text)) for gold in made.gold] == [("truce", GOLD["sentence"])]
    assert made.relevant == {"truce"}
    assert dataset.name == "questions"


def test_a_question_that_can_not_be_answered_needs_no_answers(tmp_path: Path) -> None:
    """And is of that kind unless it says otherwise."""
    row = {"id": "one", "question": "Why?", "as_of": "2025-05-20", "answerable": False}
    first, second = load_questions(place(tmp_path, row, {**row, "id": "two", "kind": "false-presupposition"})).questions
    assert (first.kind, second.kind) == ("unanswerable", "false-presupposition")
    assert not first.answerable


def test_the_bytes_of_the_file_may_differ(tmp_path: Path) -> None:
    """A byte order mark, carriage returns and blank lines are no part of the questions."""
    path = place(tmp_path, ROW, {**ROW, "id": "two"})
    plain = load_questions(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_questions(path).questions == plain.questions
    assert load_questions(path).digest == plain.digest
    path.write_bytes(
        b"\r\n \r\n" + path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\r\n\r\n").rstrip()
    )
    assert load_questions(path).questions == plain.questions


def test_a_line_break_inside_a_text_is_no_new_line(tmp_path: Path) -> None:
    """Some characters break lines for Python and not for JSON."""
    path = place(tmp_path, ROW)
    path.write_text(json.dumps({**ROW, "question": "How\u2028long\x85?"}, ensure_ascii=False), encoding="utf-8")
    assert load_questions(path).questions[0].question == "How\u2028long\x85?"


def test_the_digest_changes_with_questions_and_articles(tmp_path: Path) -> None:
    """And with nothing else: not with the folder, nor with the name."""
    here = load_questions(place(tmp_path / "a", ROW))
    assert load_questions(place(tmp_path / "b", ROW), name="other").digest == here.digest
    assert load_questions(place(tmp_path / "c", {**ROW, "as_of": "2025-05-21"})).digest != here.digest
    edited = {**TRUCE, "text": f"{TRUCE['text']} Again."}
    assert load_questions(place(tmp_path / "d", ROW, articles={"truce.json": edited})).digest != here.digest


def test_the_examples_are_a_dataset() -> None:
    """Every marked sentence is where it says, and both halves have questions."""
    dataset = load_questions(examples_folder() / "questions.jsonl", name="examples")
    by_id = {article.id: article for article in dataset.articles("")}
    assert all(gold.span.of(by_id[gold.article_id].text) for each in dataset.questions for gold in each.gold)
    assert dataset.only("dev").questions
    assert dataset.only("test").questions


# What is refused


@pytest.mark.parametrize(
    ("changed", "field", "problem"),
    [
        ({"id": None}, "id", "must be text"),
        ({"id": " "}, "id", "must be text"),
        ({"id": 7}, "id", "must be text"),
        ({"id": "\ud800"}, "id", "half a character"),
        ({"id": "zero"}, "id", "'zero' is also the id of line 1"),
        ({"question": ""}, "question", "must be text"),
        ({"question": "??"}, "question", "is empty"),
        ({"question": "Who? " * 2000}, "question", "characters"),
        ({"question": "Who\x00?"}, "question", "not text"),
        ({"as_of": None}, "as_of", "must be text"),
        ({"as_of": "20 May 2025"}, "as_of", "no date"),
        ({"as_of": "20250520"}, "as_of", "no date"),
        ({"as_of": "2025-02-30"}, "as_of", "no date"),
        ({"kind": "riddle"}, "kind", "can't be 'riddle'"),
        ({"kind": ["fact"]}, "kind", "can't be"),
        ({"kind": None}, "kind", "can't be None"),
        ({"answerable": "yes"}, "answerable", "true or false"),
        ({"answerable": None}, "answerable", "true or false"),
        ({"answerable": False}, "answerable", "has no answers"),
        ({"answerable": False, "answers": [], "nuggets": [{"text": "a"}]}, "answerable", "has no answers"),
        ({"answers": []}, "answers", "at least one"),
        ({"answers": "30 days"}, "answers", "must be a list"),
        ({"answers": None}, "answers", "must be a list"),
        ({"answers": [""]}, "answers", "each item"),
        ({"answers": [30]}, "answers", "each item"),
        ({"answers": [[]]}, "answers", "each item"),
        ({"answers": [["30", " "]]}, "answers", "each item"),
        ({"answers": [["30", ["days"]]]}, "answers", "each item"),
        ({"answers": [{"30": "days"}]}, "answers", "each item"),
        ({"answers": ["\ud83d"]}, "answers", "half a character"),
        ({"history": "Who?"}, "history", "list of questions"),
        ({"history": [""]}, "history", "list of questions"),
        ({"history": [1]}, "history", "list of questions"),
        ({"history": ["Who?", "?"]}, "history", "is empty"),
        ({"nuggets": {}}, "nuggets", "list of objects"),
        ({"nuggets": ["30 days"]}, "nuggets", "list of objects"),
        ({"nuggets": [{}]}, "nuggets", '"text"'),
        ({"nuggets": [{"text": " ", "match": ["a"]}]}, "nuggets", '"text"'),
        ({"nuggets": [{"text": "a", "vital": "yes"}]}, "nuggets", '"vital"'),
        ({"nuggets": [{"text": "a", "vitl": False}]}, "nuggets", "'vitl' is no field"),
        ({"nuggets": [{"text": "a", "match": []}]}, "nuggets", "nothing to match"),
        ({"nuggets": [{"text": "a", "match": "a"}]}, "nuggets", "must be a list"),
        ({"gold": GOLD}, "gold", "list of objects"),
        ({"gold": [{"article": "truce"}]}, "gold", '"sentence"'),
        ({"gold": [{**GOLD, "sentence": ""}]}, "gold", '"sentence"'),
        ({"gold": [{**GOLD, "sentense": "a"}]}, "gold", "'sentense' is no field"),
        ({"gold": [{**GOLD, "article": "unknown"}]}, "gold", "no article 'unknown'"),
        ({"gold": [{"sentence": "They met."}]}, "gold", "no article None"),
        ({"gold": [{"file": "unknown.json", "sentence": "They met."}]}, "gold", "no article 'unknown.json'"),
        ({"gold": [{**GOLD, "sentence": "A truce of 90 days begins."}]}, "gold", "stands not in truce"),
        ({"gold": [{**GOLD, "sentence": "It rained."}]}, "gold", "stands more than once in truce"),
        ({"gold": [{**GOLD, "sentence": " It rained. It"}, {**GOLD, "sentence": "t"}]}, "gold", "more than once"),
        ({"gold_sentence": GOLD}, "gold_sentence", "no such field"),
    ],
)
def test_a_bad_field_is_refused_by_file_line_and_field(
    tmp_path: Path, changed: dict[str, Any], field: str, problem: str
) -> None:
    """Before anything is asked, and with what is wrong with it."""
    path = place(tmp_path, {**ROW, "id": "zero"}, {**ROW, **changed})
    told = refusal(path)
    assert told.startswith(f"{path}, line 2, field {field!r}: ")
    assert problem in told
    told.encode()


def test_a_sentence_that_overlaps_itself_stands_twice(tmp_path: Path) -> None:
    """Which of the two was marked can't be known."""
    gold = [{"article": "truce", "sentence": "no, no"}]
    path = place(tmp_path, {**ROW, "gold": gold}, articles={"a.json": {**TRUCE, "text": "They said no, no, no."}})
    assert "stands more than once" in refusal(path)


@pytest.mark.parametrize("name", ["id", "question", "as_of", "answers"])
def test_a_field_that_is_needed_is_missed_by_name(tmp_path: Path, name: str) -> None:
    """A question without it can't be asked, or never be right."""
    path = place(tmp_path, {key: value for key, value in ROW.items() if key != name})
    assert refusal(path).startswith(f"{path}, line 1, field {name!r}: ")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "two"', "not JSON"),
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ('"two"', "not a JSON object"),
        ("null", "not a JSON object"),
    ],
)
def test_a_damaged_line_is_refused_by_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    """Blank lines count, so that an editor shows the one that is meant."""
    path = place(tmp_path, ROW)
    path.write_text(f"{path.read_text()}\n\n{line}\n")
    assert refusal(path).startswith(f"{path}, line 4: this is {problem}")


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    """A run of none would pass."""
    path = place(tmp_path)
    for content in ("", "\n \n", "\ufeff"):
        path.write_text(content, encoding="utf-8")
        assert refusal(path) == f"{path}: it holds no question."


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    """Missing, a folder, or of another encoding."""
    path = place(tmp_path, ROW)
    assert refusal(tmp_path / "absent.jsonl") == f"{tmp_path / 'absent.jsonl'}: it can't be read: no such file."
    assert refusal(tmp_path).startswith(f"{tmp_path}: it can't be read: ")
    path.write_bytes(b'{"id": "caf\xe9"}')
    assert refusal(path).startswith(f"{path}: it can't be read: ")


# Articles


def test_an_article_without_id_has_the_same_one_wherever_the_folder_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied elsewhere, behind a link, or named from another working folder; an id that is given stays."""
    place(tmp_path / "a", ROW, articles={"truce.json": TRUCE, "deep/rain.json": RAIN, "many.jsonl": RAIN})
    shutil.copytree(tmp_path / "a", tmp_path / "b" / "c")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    here = ids(tmp_path / "a" / "articles")
    assert len(set(here)) == 3
    assert "truce" in here
    assert ids(tmp_path / "b" / "c" / "articles") == ids(tmp_path / "link" / "articles") == here
    monkeypatch.chdir(tmp_path / "a")
    assert ids(Path("articles")) == here
    assert ids(Path("../b/c/articles")) == here


@pytest.mark.parametrize("name", ["rain.json", "rain.jsonl"])
def test_an_article_behind_a_link_has_the_id_of_its_name(tmp_path: Path, name: str) -> None:
    """Large files are kept elsewhere and linked to; where that is says nothing."""
    write_lines(tmp_path / "a" / name, [RAIN])
    write_lines(tmp_path / "store" / f"4f2a-{name}", [RAIN])
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / name).symlink_to(tmp_path / "store" / f"4f2a-{name}")
    assert ids(tmp_path / "a") == ids(tmp_path / "b")


def test_gold_names_an_article_by_its_file(tmp_path: Path) -> None:
    """In a subfolder too, or as one of many in a file."""
    gold = [{"file": name, "sentence": RAIN["text"]} for name in ("deep/rain.json", "many.jsonl#1")]
    path = place(tmp_path, {**ROW, "gold": gold}, articles={"deep/rain.json": RAIN, "many.jsonl": RAIN})
    dataset = load_questions(path)
    assert dataset.questions[0].relevant == {article.id for article in dataset.articles("")}


def test_articles_may_be_one_file(tmp_path: Path) -> None:
    """Then they are named from the folder it is in."""
    path = place(tmp_path, {**ROW, "gold": [{"file": "many.jsonl#2", "sentence": RAIN["text"]}]})
    many = write_lines(tmp_path / "many.jsonl", [TRUCE, RAIN])
    dataset = load_questions(path, many)
    assert ids(many) == [article.id for article in dataset.articles("")]
    moved: Dataset = load_questions(path, Path(shutil.copytree(tmp_path, tmp_path / "moved")) / "many.jsonl")
    assert moved.questions == dataset.questions


@pytest.mark.parametrize("field", ["id", "url"])
def test_two_articles_of_one_id_are_refused_by_their_files(tmp_path: Path, field: str) -> None:
    """The product would keep them as two versions of one; here one would hide the other."""
    known = {**RAIN, field: "https://example.org/a"}
    place(tmp_path, ROW, articles={"a.json": known, "b.json": {**known, "text": "It snowed."}})
    with pytest.raises(BadDataset) as refused:
        stable_articles(tmp_path / "articles")
    assert str(tmp_path / "articles" / "a.json") in refused.value.message
    assert str(tmp_path / "articles" / "b.json") in refused.value.message


def test_an_article_that_can_not_be_read_stops_it(tmp_path: Path) -> None:
    """Questions about it would count as unanswered, and nobody would know why."""
    path = place(tmp_path, ROW)
    (tmp_path / "articles" / "bad.json").write_text("{")
    with pytest.raises(UnreadableSource, match=r"bad\.json"):
        load_questions(path)
    shutil.rmtree(tmp_path / "articles")
    with pytest.raises(UnreadableSource, match="articles"):
        load_questions(path)

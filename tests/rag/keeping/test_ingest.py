"""Reading into a real record: what is new, updated or unchanged, what is embedded, and what a failure leaves behind."""

import json
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import text

from rag.errors import UnreadableSource
from rag.keeping.ingest import BATCH_ARTICLES, find_languages, ingest
from rag.models.embedding import Embedder
from rag.store.record import Record
from rag.store.verify import verify
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.slow


class Counting(Embedder):
    """Remembers what it embedded, and can fail from a given call on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 2, "all-MiniLM-L6-v2")
        self.calls: list[list[str]] = []
        self.fails_at: int | None = None

    def embed(self, texts: Sequence[str], progress: Any = None) -> NDArray[np.float32]:
        """The vectors, noted down."""
        if self.fails_at is not None and len(self.calls) >= self.fails_at:
            raise MemoryError
        self.calls.append(list(texts))
        return super().embed(texts, progress)

    @property
    def texts(self) -> list[str]:
        """All it embedded."""
        return [text for call in self.calls for text in call]


@pytest.fixture(scope="module")
def loaded(embedder_folder: Path) -> Counting:
    """The embedder, loaded once."""
    return Counting(embedder_folder)


@pytest.fixture
def embedder(loaded: Counting) -> Counting:
    """The embedder, with nothing counted."""
    loaded.calls, loaded.fails_at = [], None
    return loaded


def write_many(file: Path, number: int) -> None:
    """Articles in one file, a line each."""
    lines = [
        json.dumps(
            {"id": f"a{n:03}", "title": f"Story {n}", "text": f"Councillor number {n} opened the fair on Sunday."}
        )
        for n in range(number)
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


def test_everything_read_is_on_record_with_a_vector_for_each_passage(record: Record, embedder: Counting) -> None:
    """The example articles, of every format; nothing in the record breaks a promise."""
    done = ingest([EXAMPLES], record, embedder)
    files = [path for path in EXAMPLES.iterdir() if path.is_file()]
    assert (done.new, done.updated, done.unchanged, done.unreadable) == (len(files), 0, 0, ())
    assert record.counts().articles == len(files)
    assert record.passages_not_embedded_by(embedder.model_id) == []
    assert verify(record) == []


def test_what_is_unchanged_is_not_embedded_again(record: Record, embedder: Counting) -> None:
    """A second run of the same folder costs no model at all."""
    ingest([EXAMPLES], record, embedder)
    embedder.calls = []
    done = ingest([EXAMPLES], record, embedder)
    assert (done.new, done.updated) == (0, 0)
    assert done.unchanged == record.counts().articles
    assert embedder.texts == []


def test_no_text_is_embedded_twice(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """A new version embeds its new passages only; an old version's quotes stay where they were."""
    file = tmp_path / "story.md"
    paragraphs = [f"Paragraph {n}. " + f"The mayor of ward {n} spoke at length about drains. " * 12 for n in range(6)]
    front = "---\nid: story\n---\n# A long story\n\n"
    file.write_text(front + "\n\n".join(paragraphs), encoding="utf-8")
    ingest([file], record, embedder)
    embedded = len(embedder.texts)
    old = record.article("story")
    paragraphs[-1] += "He was booed."
    file.write_text(front + "\n\n".join(paragraphs), encoding="utf-8")
    done = ingest([file], record, embedder)
    assert (done.updated, record.article("story").version) == (1, 2)
    assert 1 <= len(embedder.texts) - embedded < embedded
    assert len(set(embedder.texts)) == len(embedder.texts)
    assert record.article("story", 1) == old


def test_the_same_article_twice_in_one_go_is_stored_once(record: Record, embedder: Counting) -> None:
    """A file given by itself and in its folder."""
    done = ingest([EXAMPLES, EXAMPLES / "bakery-prize.md"], record, embedder)
    assert (done.new, done.unchanged) == (record.counts().articles, 1)


def test_a_bad_file_in_a_folder_does_not_stop_the_others(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """It is listed with the reason."""
    write_many(tmp_path / "good.jsonl", 2)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = ingest([tmp_path], record, embedder)
    assert done.new == 2
    assert len(done.unreadable) == 1
    assert "bad.json" in done.unreadable[0].message


def test_a_path_that_is_not_there_stores_nothing(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """Not even what was named before it."""
    with pytest.raises(UnreadableSource, match="missing"):
        ingest([EXAMPLES, tmp_path / "missing"], record, embedder)
    assert record.counts().articles == 0


def test_a_failure_in_the_middle_keeps_whole_batches(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """What was acknowledged is there, the rest is not; the same command again completes it."""
    write_many(tmp_path / "many.jsonl", 3 * BATCH_ARTICLES)
    embedder.fails_at = 2
    told: Counter[str] = Counter()
    with pytest.raises(MemoryError):
        ingest([tmp_path], record, embedder, lambda stage, number: told.update({stage: number}))
    assert record.live_article_ids() == [f"a{n:03}" for n in range(2 * BATCH_ARTICLES)]
    assert told["stored"] == 2 * BATCH_ARTICLES
    assert verify(record) == []
    embedder.fails_at = None
    done = ingest([tmp_path], record, embedder)
    assert (done.new, done.unchanged) == (BATCH_ARTICLES, 2 * BATCH_ARTICLES)


def test_every_stage_tells_of_what_has_passed_it(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """Articles, unreadable ones included, and passages."""
    write_many(tmp_path / "good.jsonl", 3)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    told: Counter[str] = Counter()
    ingest([tmp_path], record, embedder, lambda stage, number: told.update({stage: number}))
    assert told == {"read": 4, "split": 3, "embedded": 3, "stored": 4}


def test_whoever_follows_is_called_after_what_it_follows(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """Of every article, once it is on record."""
    write_many(tmp_path / "many.jsonl", 3 * BATCH_ARTICLES)
    seen: list[str] = []
    ingest([tmp_path], record, embedder, follow=lambda outcome: seen.append(record.article(outcome.article_id).id))
    assert seen == [f"a{number:03}" for number in range(3 * BATCH_ARTICLES)]


def test_an_ingest_that_is_left_ends_its_threads(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """What was acknowledged stays; nothing goes on behind the caller's back."""
    write_many(tmp_path / "many.jsonl", 6 * BATCH_ARTICLES)

    def stop(stage: str, _number: int) -> None:
        if stage == "stored":
            raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        ingest([tmp_path], record, embedder, stop)
    assert threading.active_count() == before
    assert record.counts().articles == BATCH_ARTICLES
    assert verify(record) == []


def test_a_language_is_stated_or_told_by_the_words(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """What an article states wins; what neither states nor tells it is unknown, until `find_languages` knows more."""
    german = "Der Hafenrat teilte am Dienstag mit, dass die Fähre nach der Reparatur wieder fahren werde."
    (tmp_path / "stated.md").write_text(f"---\nlanguage: nl\n---\n# Fähre\n\n{german}\n", encoding="utf-8")
    (tmp_path / "told.md").write_text(f"# Die Fähre\n\n{german}\n", encoding="utf-8")
    (tmp_path / "unknown.md").write_text("# Ok\n\n12 345 3:2\n", encoding="utf-8")
    assert ingest([tmp_path], record, embedder).new == 3

    def known() -> dict[str, str | None]:
        return {
            Path(found.source or "").stem: found.language for found in map(record.article, record.live_article_ids())
        }

    assert known() == {"stated": "nl", "told": "de", "unknown": None}
    before = record.last_seq()
    with record.database.writing() as connection:
        connection.execute(text("UPDATE versions SET language = NULL"))
    assert find_languages(record) == 2
    assert known() == {"stated": "de", "told": "de", "unknown": None}
    assert record.last_seq() == before + 2


def test_a_language_that_a_file_states_later_is_taken(record: Record, embedder: Counting, tmp_path: Path) -> None:
    """Nothing is embedded again, no version is added, and where the file no longer says it, it stays."""
    file = tmp_path / "ferry.md"
    plain = "# Fähre\n\nDer Hafenrat teilte am Dienstag mit, dass die Fähre nach der Reparatur wieder fahren werde.\n"
    stated = f"---\nlanguage: nl\n---\n{plain}"
    embedder.calls = []
    done = []
    for words in (plain, stated, stated, plain):
        file.write_text(words, encoding="utf-8")
        ingested = ingest([file], record, embedder)
        (language,) = [record.article(name).language for name in record.live_article_ids()]
        done.append((ingested.new, ingested.updated, ingested.unchanged, language))
    assert done == [(1, 0, 0, "de"), (0, 1, 0, "nl"), (0, 0, 1, "nl"), (0, 0, 1, "nl")]
    assert record.counts().versions == 1
    assert len(embedder.texts) == 1
    assert verify(record) == []


def one(folder: Path, name: str, **fields: str) -> Path:
    """A file with one article of these fields."""
    file = folder / name
    file.write_text(json.dumps({"title": "The mayor", **fields}), encoding="utf-8")
    return file


MAYOR = {"id": "h-mayor", "outlet": "Harrow Post", "text": "Harrowmere has a new mayor, Ida Holm."}
NOTHING = "Nothing is known of a new mayor of Harrowmere."


@pytest.mark.parametrize("outlet", ["Daily Lantern", ""])
def test_nobody_takes_over_another_outlets_article_by_its_id(
    tmp_path: Path, record: Record, embedder: Counting, outlet: str
) -> None:
    """It is refused and named, also where both are read at once, and the rest is stored."""
    first, second = one(tmp_path, "a.json", **MAYOR), one(tmp_path, "b.json", id="h-mayor", outlet=outlet, text=NOTHING)
    rest = one(tmp_path, "c.json", id="c", text="The ferry is late again this week.")
    for paths in ([first, second, rest], [second]):
        refused = ingest(paths, record, embedder).unreadable
        assert [str(second) in str(problem) and "Harrow Post" in str(problem) for problem in refused] == [True]
    assert record.article("h-mayor").text == MAYOR["text"]
    assert record.counts().articles == 2


def test_an_outlet_updates_its_own_article_from_anywhere(tmp_path: Path, record: Record, embedder: Counting) -> None:
    """And a file that is read again, whatever it now says of its outlet; what changes nothing is no matter."""
    ingest([one(tmp_path, "a.json", **MAYOR)], record, embedder)
    moved = one(tmp_path, "b.json", **{**MAYOR, "outlet": "HARROW  POST", "text": f"{MAYOR['text']} She is 41."})
    assert ingest([moved], record, embedder).updated == 1
    renamed = one(tmp_path, "b.json", **{**MAYOR, "outlet": "The Post"})
    assert ingest([renamed], record, embedder).updated == 1
    assert ingest([renamed], record, embedder).unchanged == 1


def test_of_two_files_with_one_article_the_last_is_what_stays(
    tmp_path: Path, record: Record, embedder: Counting
) -> None:
    """Also where the last is what was on record before both were read again."""
    one(tmp_path, "a.json", **MAYOR)
    one(tmp_path, "z.json", **{**MAYOR, "text": f"{MAYOR['text']} She is 41."})
    for _ in range(3):
        ingest([tmp_path], record, embedder)
        assert record.article("h-mayor").text.endswith("She is 41.")
    assert verify(record) == []


def test_two_places_that_name_no_outlet_are_not_one(tmp_path: Path, record: Record, embedder: Counting) -> None:
    """Who says nothing of whose an article is may not take it over."""
    plain = {name: value for name, value in MAYOR.items() if name != "outlet"}
    ingest([one(tmp_path, "a.json", **plain)], record, embedder)
    assert len(ingest([one(tmp_path, "b.json", **{**plain, "text": NOTHING})], record, embedder).unreadable) == 1
    assert record.article("h-mayor").text == MAYOR["text"]

"""Retrieval on the example articles: fused rankings, evidence that is exact and live, and filters that let nothing by."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.build import open_record
from rag.domain import Evidence
from rag.indexes.indexes import Indexes
from rag.keeping.ingest import ingest
from rag.models.embedding import Embedder
from rag.retrieval.documents import PassageRetriever
from rag.retrieval.retrieve import Retriever
from rag.retrieval.scored import is_sentence, shared_words
from rag.settings import Settings
from rag.store.filters import Filters
from rag.store.record import Record

pytestmark = pytest.mark.slow


QUESTION = "What are Russia's ceasefire conditions?"


@pytest.fixture
def record(filled: Settings) -> Iterator[Record]:
    """The example articles."""
    with open_record(filled) as opened:
        yield opened


def quotes(ranked: Sequence[Evidence]) -> list[str]:
    """Their words."""
    return [evidence.quote for evidence in ranked]


# Fusion


def test_rare_words_of_the_question_count_most() -> None:
    """Function words count nothing, a word that every text has next to nothing."""
    texts = ["The truce began.", "The truce needs SWIFT access.", "What is the and of it?"]
    common, rare, none = shared_words("When does the SWIFT truce begin?", texts)
    assert rare > common > none == 0


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The Kremlin did not say yes.", True),
        ("“The ball is now in their court,” he said.", True),
        ("He asked: “Why should we wait for May?”", True),
        ("Prisoners and a warm word", False),
        ("He said no.", False),
    ],
)
def test_headlines_and_scraps_are_no_evidence(text: str, *, whole: bool) -> None:
    """A sentence ends like one and has five words or more."""
    assert is_sentence(text) is whole


# Evidence


def test_evidence_is_exact_ranked_and_named_in_order(retriever: Retriever) -> None:
    """Keys s1, s2, …; each sentence once; the words before a sentence are those before it in its article."""
    found = retriever.evidence(QUESTION, 12)
    assert [evidence.key for evidence in found.ranked] == [f"s{n}" for n in range(1, 13)]
    assert len(set(quotes(found.ranked))) == 12
    assert any("forced mobilisation" in quote for quote in quotes(found.ranked))
    for evidence in found.ranked:
        assert evidence.article.text[evidence.sentence.span.start : evidence.sentence.span.end] == evidence.quote
    for key, before in found.before.items():
        after = next(evidence for evidence in found.ranked if evidence.key == key)
        between = after.article.text[before.sentence.span.end : after.sentence.span.start]
        assert before.article == after.article
        assert between.strip() == ""
    everything = {evidence.key: evidence.sentence for evidence in (*found.ranked, *found.before.values())}
    assert len(set(everything.values())) == len(everything), "a sentence has one key"


def test_the_nearest_passages_are_whole_in_reading_order_and_no_sentence_stands_in_two(
    retriever: Retriever, record: Record
) -> None:
    """Best first, as the hits are; a sentence that is ranked as well keeps its key, and no other has one of its own."""
    found = retriever.evidence(QUESTION, 12)
    hits = retriever.hits(QUESTION)
    every = [piece for passage in found.passages for piece in passage]
    assert len({piece.key for piece in every}) == len({piece.sentence for piece in every}) == len(every)
    for piece in (*found.ranked, *found.before.values()):
        assert [one.key for one in every if one.sentence == piece.sentence] in ([], [piece.key])
    of_hits = [record.sentences([hit.passage])[hit.passage.id] for hit in hits]
    last = -1
    for passage in found.passages:
        at = next(n for n, sentences in enumerate(of_hits) if {piece.sentence for piece in passage} <= set(sentences))
        numbers = [piece.sentence.number for piece in passage]
        assert at > last
        assert numbers == sorted(numbers)
        assert all(is_sentence(piece.quote) for piece in passage)
        last = at
    told = {piece.sentence for piece in every}
    for sentences in of_hits:
        for sentence in sentences:
            quote = sentence.span.of(record.article(sentence.article_id).text)
            assert sentence in told or not is_sentence(quote)


def test_a_second_look_brings_other_sentences_and_counts_on(retriever: Retriever) -> None:
    """What is known is left out, and its keys are not given twice."""
    first = retriever.evidence(QUESTION, 5)
    second = retriever.evidence(QUESTION, 5, known=first.ranked)
    assert [evidence.key for evidence in second.ranked] == ["s6", "s7", "s8", "s9", "s10"]
    assert not set(quotes(first.ranked)) & set(quotes(second.ranked))


def test_copies_of_one_story_count_once(
    retriever: Retriever, record: Record, embedder: Embedder, tmp_path: Path
) -> None:
    """The same sentences under another title and outlet add nothing."""
    before = quotes(retriever.evidence(QUESTION, 16).ranked)
    copied = record.article(next(listed.id for listed in record.articles() if "spare power plants" in listed.title))
    (tmp_path / "copy.md").write_text(f"---\noutlet: The Copyist\n---\n# A copy\n\n{copied.text}\n", encoding="utf-8")
    assert ingest([tmp_path / "copy.md"], record, embedder).new == 1
    after = quotes(retriever.evidence(QUESTION, 16).ranked)
    assert len(set(after)) == 16
    assert any("forced mobilisation" in quote for quote in before)
    assert any("forced mobilisation" in quote for quote in after)


def test_a_removed_article_drops_out_at_once(retriever: Retriever, record: Record) -> None:
    """Also before any index has let it go; an updated one is found in its new words only."""
    assert "bridge-closure" in {e.article.id for e in retriever.evidence("Old Weir Bridge closure", 5).ranked}
    record.remove("bridge-closure")
    assert "bridge-closure" not in {e.article.id for e in retriever.evidence("Old Weir Bridge closure", 5).ranked}


def weather(day: str | None, town: str) -> str:
    """A report that differs from the others in its day and town alone."""
    dated = f"published: {day}\n" if day else ""
    return f"---\nid: gale-{town.lower()}\n{dated}---\n# Storm in {town}\n\nThe storm closed the ferry port of {town} overnight.\n"


@pytest.fixture
def storms(record: Record, embedder: Embedder, tmp_path: Path) -> None:
    """Three reports that answer one question, of three days, and one of none."""
    for day, town in (("2023-02-01", "Arvik"), ("2025-03-01", "Belmo"), ("2024-02-01", "Corra"), (None, "Dunel")):
        (tmp_path / f"{town}.md").write_text(weather(day, town), encoding="utf-8")
    assert ingest([tmp_path], record, embedder).new == 4


def found(retriever: Retriever, question: str, as_of: date | None) -> list[str]:
    """The ids of the reports on the storm, in the order in which they are found."""
    hits = retriever.hits(question, 50, as_of=as_of)
    return [hit.passage.article_id for hit in hits if hit.passage.article_id.startswith("gale")]


@pytest.mark.usefixtures("storms")
def test_of_articles_alike_the_newer_comes_first(retriever: Retriever) -> None:
    """On the day of the question: who asks as of a day in the past gets what was new then."""
    asked = "Which ferry port did the storm close?"
    by_day = {
        day: [name for name in found(retriever, asked, day) if name != "gale-dunel"]
        for day in (date(2025, 3, 2), date(2023, 2, 2))
    }
    assert by_day[date(2025, 3, 2)] == ["gale-belmo", "gale-corra", "gale-arvik"]
    assert by_day[date(2023, 2, 2)] == ["gale-arvik", "gale-corra", "gale-belmo"]


@pytest.mark.usefixtures("storms")
def test_newness_outweighs_no_name(retriever: Retriever) -> None:
    """Who asks for one town gets that town, however old its article."""
    assert found(retriever, "Did the storm close the ferry port of Arvik?", date(2025, 3, 2))[0] == "gale-arvik"


@pytest.mark.usefixtures("storms")
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which ferry port did the storm of 2023 close?", "gale-arvik"),
        ("Which ferry port did the storm in February 2024 close?", "gale-corra"),
        ("Which ferry port did the storm on 1 February 2023 close?", "gale-arvik"),
        ("Which ferry port did the storm close this week?", "gale-belmo"),
    ],
)
@pytest.mark.usefixtures("storms")
def test_who_names_a_time_gets_what_was_published_then(retriever: Retriever, question: str, first: str) -> None:
    """Whether by the calendar or by the day of the question."""
    assert found(retriever, question, date(2025, 3, 2))[0] == first


def test_an_empty_record_has_no_evidence(settings: Settings, embedder: Embedder) -> None:
    """No error, and nothing."""
    with open_record(settings) as record, Indexes.open(record, settings.data_dir, embedder.dimensions) as indexes:
        retriever = Retriever(record, indexes, embedder)
        for wanted in (Filters(), Filters(since=date(2025, 1, 1))):
            assert retriever.evidence(QUESTION, 5, wanted).ranked == ()


# Filters


@pytest.mark.parametrize(
    ("wanted", "articles"),
    [
        (
            Filters(outlets=("northline NEWS",)),
            {"istanbul-talks-prisoners", "jeddah-talks-march", "black-sea-sanctions"},
        ),
        (Filters(date(2025, 5, 20), date(2025, 5, 20)), {"trump-putin-memorandum"}),
        (Filters(until=date(2025, 3, 14)), {"jeddah-talks-march", "putin-conditions-march"}),
        (Filters(date(2025, 4, 1), date(2025, 4, 30)), {"two-short-truces", "x-brill-portrait-found"}),
        (Filters(date(2025, 4, 2), date(2025, 4, 30)), {"x-brill-portrait-found"}),
        (Filters(outlets=("Northline",)), set()),
    ],
)
def test_only_articles_within_the_filter_are_found(retriever: Retriever, wanted: Filters, articles: set[str]) -> None:
    """Both ends count, an article known by its month must fall in the range whole, outlets match whole."""
    hits = retriever.hits(QUESTION, 50, wanted)
    assert {hit.passage.article_id for hit in hits} == articles
    found = retriever.evidence(QUESTION, 50, wanted)
    assert {evidence.article.id for evidence in found.ranked} <= articles
    assert {evidence.article.id for passage in found.passages for evidence in passage} <= articles


def test_a_filter_that_excludes_nothing_finds_the_same_sentences(retriever: Retriever, record: Record) -> None:
    """The exact scan behind a filter and the indexes agree, once the undated article is gone."""
    for listed in record.articles():
        if listed.published.value is None:
            record.remove(listed.id)
    since = Filters(since=date(2000, 1, 1))
    assert quotes(retriever.evidence(QUESTION, 10, since).ranked) == quotes(retriever.evidence(QUESTION, 10).ranked)


# The cache, and LangChain


class Interrupted(Embedder):
    """While it embeds, another thread's question goes through the retriever: here, in its midst."""

    retriever: Retriever | None = None

    def embed(self, texts: Sequence[str], progress: Any = None) -> NDArray[np.float32]:
        """The vectors, after somebody else's question."""
        busy, self.retriever = self.retriever, None
        if busy:
            busy.similarity("Somebody else’s question.", "And another sentence of it.")
        return super().embed(texts, progress)


def test_a_full_cache_changes_no_similarity(
    record: Record, filled: Settings, embedder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another question pushes out of it what this one had found in it."""
    monkeypatch.setattr("rag.retrieval.retrieve._CACHED_SENTENCES", 2)
    embedder = Interrupted(embedder_folder, 2, "all-MiniLM-L6-v2")
    with Indexes.open(record, filled.data_dir, embedder.dimensions) as indexes:
        retriever = Retriever(record, indexes, embedder)
        same = retriever.similarity("One sentence.", "Two sentences.")
        embedder.retriever = retriever
        retriever.similarity("One sentence.", "Three sentences.")
        assert retriever.similarity("One sentence.", "Two sentences.") == pytest.approx(same, abs=1e-5)


def test_langchain_gets_passages_with_their_place(retriever: Retriever, record: Record) -> None:
    """Each document is the slice of the article that its metadata says."""
    documents = PassageRetriever(retriever=retriever, record=record, limit=4).invoke(QUESTION)
    assert len(documents) == 4
    for document in documents:
        where = document.metadata
        article = record.article(where["article_id"], where["version"])
        assert article.text[where["start"] : where["end"]] == document.page_content
        assert (where["title"], where["outlet"]) == (article.title, article.outlet)


@pytest.mark.usefixtures("storms")
def test_langchain_may_name_the_day_and_the_articles(retriever: Retriever, record: Record) -> None:
    """They are found in the order of `hits` on that day, and nothing that is filtered out."""
    asked, day = "Which ferry port did the storm close?", date(2025, 3, 2)
    dated = PassageRetriever(retriever=retriever, record=record, limit=50, as_of=day)
    order = [document.metadata["article_id"] for document in dated.invoke(asked)]
    gales = [name for name in order if name.startswith("gale")]
    assert gales == found(retriever, asked, day) != found(retriever, asked, None)
    earlier = PassageRetriever(retriever=retriever, record=record, as_of=day, wanted=Filters(until=date(2023, 12, 31)))
    assert {document.metadata["article_id"] for document in earlier.invoke(asked)} == {"gale-arvik"}


# The indexes can always be made again


def test_search_finds_the_same_after_the_indexes_were_rebuilt_or_deleted(
    record: Record, filled: Settings, embedder: Embedder
) -> None:
    """Promise 6: everything but the record is derived."""
    questions = [QUESTION, "Who won the Schools' Cup final?", "prisoners of war", "Rosselkhozbank SWIFT"]

    def found(indexes: Indexes) -> list[list[tuple[str, float]]]:
        retriever = Retriever(record, indexes, embedder)
        return [[(hit.passage.id, hit.score) for hit in retriever.hits(question)] for question in questions]

    with Indexes.open(record, filled.data_dir, embedder.dimensions) as indexes:
        before = found(indexes)
        indexes.reindex()
        assert found(indexes) == before
    shutil.rmtree(filled.data_dir / "indexes")
    with Indexes.open(record, filled.data_dir, embedder.dimensions) as indexes:
        assert found(indexes) == before

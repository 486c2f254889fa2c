"""The lexical index: passages by BM25 over title and text, in English stems without accents. Only importer of tantivy.

Filters are decided inside the engine. Derived from the record. It knows words, not query syntax: nothing that somebody
types can be an operator.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag.indexes.derived import Guarded, ScoredPassage, index_errors_as_ours
from rag.store.filters import Filters, outlet_key
from rag.system.child_trial import failure_in_child

WHAT = "lexical index"
META = "meta.json"
"""tantivy's own list of what belongs to the index in a folder."""
WRITER_BYTES = 50_000_000
TITLE_WEIGHT = 0.2
"""What a word counts in a title, which all passages of an article share: more drowns the passages that answer."""
FIELDS = {"title": TITLE_WEIGHT, "text": 1.0}
ANALYZER = "english_unaccented_1"
"""Names how words become terms, in each folder's own schema: where that changes, so does the name, and a folder made by
another does not open and is built again.
"""
MISTYPED_FROM = 5
"""How many letters a word must have for a term one letter off to be taken for it: of short
words, too many are other words."""
MISTYPED_WEIGHT = 3.0
"""What such a term adds to a score; a word that stands in a passage adds some 3 to 10, by how rare it is."""
TIES = 20
"""How many more hits than asked for are looked at first, because some may tie with the last."""

# Words that say how a thing is asked rather than what: they match everywhere and would only cost time.
_STOPS = """
a about after all also am an and any are as at be because been before being between both but by can could did do does
doing for from had has have having he her hers him his how i if in into is it its just me might my no nor not of on or
our ours shall she should so some such than that the their theirs them then there these they this those through to too
under until up very was we were what when where which while who whom whose why will with would you your yours
s t d ll m re ve
"""
STOP_WORDS = frozenset(_STOPS.split())
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage's id and words, under the title of its article, and what a filter asks of that article."""

    id: str
    title: str
    text: str
    article_id: str = ""
    earliest: date | None = None
    latest: date | None = None
    outlet: str | None = None
    language: str | None = None


class LexicalIndex:
    """One folder of the lexical index; many threads may query, one at a time applies.
    Raises IndexBroken or DiskFull.
    """

    def __init__(self, index: Any, writer: Any, schema: Any, folder: Path) -> None:
        self._index = index
        self._writer = writer
        self._schema = schema
        self._stems = _stemmer()
        self._guarded = Guarded(WHAT, folder)
        self.folder = folder

    @property
    def broken(self) -> bool:
        """Whether tantivy has failed since it was opened."""
        return self._guarded.broken

    @property
    def stuck(self) -> bool:
        """Whether tantivy has found the disk full: then it must not be asked any more."""
        return self._guarded.stuck

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Open the index in `folder`, made where there is none. Raises IndexBroken where it can't be used."""
        import tantivy  # noqa: PLC0415  # importing this module stays cheap

        with index_errors_as_ours(WHAT, folder):
            folder.mkdir(parents=True, exist_ok=True)
            schema = _schema()
            index = tantivy.Index(schema, path=str(folder))
            index.register_tokenizer(ANALYZER, _analyzer())
            return cls(index, index.writer(heap_size=WRITER_BYTES, num_threads=1), schema, folder)

    def apply(self, added: Sequence[LexicalEntry], removed_ids: Iterable[str]) -> None:
        """Add or replace passages and remove ids in one commit. On disk when it returns; fine to repeat."""
        with self._guarded():
            self._apply(added, removed_ids)

    def query(self, text: str, k: int, wanted: Filters = Filters()) -> list[ScoredPassage]:  # frozen
        """Up to `k` passages that `wanted` admits with any of the words of `text`, best first; equal scores by id.

        A text of nothing but stop words and punctuation finds nothing. A word that stands in no passage finds those a
        letter off. A filter changes no score: how rare a word is, is counted in all passages.
        """
        with self._guarded():
            return self._query(self._stems(content_words(text)), k, wanted)

    def has_words(self, text: str) -> bool:
        """Whether `text` has any word that can be looked for."""
        return bool(self._stems(content_words(text)))

    def count(self) -> int:
        """How many passages it holds."""
        with self._guarded():
            return int(self._index.searcher().num_docs)

    def ids(self) -> set[str]:
        """The ids of all passages it holds."""
        with self._guarded():
            return self._ids()

    def check(self) -> None:
        """Find any passage, and read it. Raises IndexBroken."""
        import tantivy  # noqa: PLC0415  # see open

        with self._guarded():
            searcher = self._index.searcher()
            for _, address in searcher.search(tantivy.Query.all_query(), limit=1).hits:
                searcher.doc(address)

    def close(self) -> None:
        """Let go of the folder: this process, or another, may open it again. Raises IndexBroken."""
        if not self.stuck:
            with self._guarded():
                self._writer.wait_merging_threads()
        self._writer = None

    def _apply(self, added: Sequence[LexicalEntry], removed_ids: Iterable[str]) -> None:
        import tantivy  # noqa: PLC0415  # see open

        try:
            for passage_id in (*removed_ids, *(entry.id for entry in added)):
                self._writer.delete_documents_by_term("id", passage_id)
            for entry in added:
                self._writer.add_document(tantivy.Document(**_stated(entry)))
            self._writer.commit()
        except BaseException:
            # Without this, half of a failed batch would be committed along with the next one.
            self._writer.rollback()
            raise
        self._index.reload()

    def _query(self, stems: Sequence[str], k: int, wanted: Filters) -> list[ScoredPassage]:
        import tantivy  # noqa: PLC0415  # see open

        if not stems:
            return []
        searcher, limit = self._index.searcher(), k + TIES
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(searcher, field, stem), weight))
            for field, weight in FIELDS.items()
            for stem in dict.fromkeys(stems)
        ]
        words = tantivy.Query.boolean_query(terms)
        must = [(tantivy.Occur.Must, query) for query in (words, *self._filters(wanted))]
        # Alone, the words are not wrapped: tantivy then skips what can't be among the best.
        query = words if wanted.everything else tantivy.Query.boolean_query(must)
        while True:
            found = searcher.search(query, limit=limit).hits
            # Equal scores come in the order of the files: only when all that tie with the last are seen can ids decide.
            if len(found) < limit or found[-1][0] < found[k - 1][0]:
                break
            limit *= 4
        scored = [ScoredPassage(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))[:k]

    def _term(self, searcher: Any, field: str, stem: str) -> Any:
        """The query that finds `stem` in a field; where no passage has it in any field, the query
        that finds the terms a letter off.
        """
        from tantivy import Query  # noqa: PLC0415  # see open

        name = stem.isalpha() and len(stem) >= MISTYPED_FROM  # another number is no typing mistake
        if name and not any(searcher.doc_freq(each, stem) for each in FIELDS):
            return Query.boost_query(Query.fuzzy_term_query(self._schema, field, stem), MISTYPED_WEIGHT)
        return Query.term_query(self._schema, field, stem)

    def _filters(self, wanted: Filters) -> Iterator[Any]:
        """The queries that a passage must match besides, each adding nothing to its score."""
        from tantivy import FieldType, Query  # noqa: PLC0415  # see open

        def days(field: str, first: date | None, last: date | None) -> Any:
            ends = (day.toordinal() if day else None for day in (first, last))
            return Query.range_query(self._schema, field, FieldType.Integer, *ends, use_inverted_index=True)

        if wanted.since:
            yield Query.const_score_query(days("earliest", wanted.since, None), 0.0)
        if wanted.until:
            yield Query.const_score_query(days("latest", None, wanted.until), 0.0)
        sets = {
            "outlet": wanted.folded_outlets,
            "language": [wanted.language] if wanted.language else [],
            "article": list(wanted.articles),
        }
        for field, values in sets.items():
            if values:
                yield Query.const_score_query(Query.term_set_query(self._schema, field, values), 0.0)

    def _ids(self) -> set[str]:
        import tantivy  # noqa: PLC0415  # see open

        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs).hits
        return {str(searcher.doc(address)["id"][0]) for _, address in found}


def trial(folder: Path, questions: Sequence[str]) -> str | None:
    """Why the index in `folder` can't be opened and asked the questions, tried in a child process; None if it can."""
    return failure_in_child(__name__, "answer_all", {"folder": str(folder), "questions": list(questions)})


def answer_all(folder: str, questions: Sequence[str]) -> None:
    """What `trial` does in the child. Raises IndexBroken."""
    index = LexicalIndex.open(Path(folder))
    index.ids()
    for question in questions:
        index.query(question, TIES)
    index.close()


def content_words(text: str) -> list[str]:
    """The words of `text` that are worth looking up, as written.

    A stop word in capitals is kept as a name ("US", "WHO", "IT"), unless all of the text is in capitals.
    """
    names_stand_out = not text.isupper()
    return [
        word
        for word in _WORD.findall(unicodedata.normalize("NFC", text))
        if word.lower() not in STOP_WORDS or (names_stand_out and len(word) > 1 and word.isupper())
    ]


def _analyzer() -> Any:
    """What turns words into terms: without accents, in small letters, as English stems. Accents go first, because "İ"
    in small letters is two characters.
    """
    import tantivy  # noqa: PLC0415  # see LexicalIndex.open

    step = tantivy.Filter
    steps = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (step.remove_long(40), step.ascii_fold(), step.lowercase(), step.stemmer("english")):
        steps = steps.filter(each)
    return steps.build()


def _stemmer() -> Callable[[Sequence[str]], list[str]]:
    """A function that turns words into terms, as the fields are indexed."""
    analyzer = _analyzer()
    return lambda words: list(analyzer.analyze(" ".join(words)))


def _stated(entry: LexicalEntry) -> dict[str, str | int]:
    """The fields of a passage. What its article does not state is left out, so no filter for it admits the passage."""
    fields = {
        "id": entry.id,
        "title": entry.title,
        "text": entry.text,
        "article": entry.article_id,
        "outlet": outlet_key(entry.outlet) if entry.outlet else None,
        "language": entry.language,
        "earliest": entry.earliest.toordinal() if entry.earliest else None,
        "latest": entry.latest.toordinal() if entry.latest else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _schema() -> Any:
    """The fields of a passage that are indexed. A folder with other fields, or another ANALYZER, does not
    open, and is then built again.
    """
    import tantivy  # noqa: PLC0415  # see LexicalIndex.open

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    for field in ("article", "outlet", "language"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("earliest", "latest"):
        builder.add_integer_field(field, indexed=True)
    return builder.build()

"""Claims with the words they cite and a human label: whether the words support the claim. What a judge is held against.

Three sources, all of JSON lines: FRANK's summaries of news (Pagnoni et al. 2021, "Understanding Factuality in
Abstractive Summarization"), AttributionBench's dev set (Li et al. 2024, "AttributionBench: How Hard is Automatic
Attribution Evaluation?"), and drafts of our own model that we labelled. The first two are others' texts, read where
they lie and never copied. Knows nothing of judges.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.datasets import FORMAT_HINT, lines_of
from eval.questions import Half, half_of, hash_order
from rag.errors import BadDataset
from rag.reading.fields import headline
from rag.reading.text import clean

DRAFTS = Path(__file__).parent / "labels" / "drafts.jsonl"
TURNED = Path(__file__).parent / "labels" / "turned.jsonl"
FRANK = Path("frank_valid") / "valid.jsonl.gz"
ATTRIBUTIONBENCH = Path("attributionbench_dev") / "dev.jsonl.gz"

# "…, a common model organism [1]." points at a reference; it is no part of what is claimed.
_MARKER = re.compile(r"\s*\[\d+\](?=[\s.,;:!?]|$)")
# FRANK's summaries are tokenised, some in small letters: " . " is all that tells where a sentence ends.
_TOKENISED_END = re.compile(r" ([.?!]) (?![\s'’”\"])")
_TITLED = re.compile(r"\ATitle: (?P<title>[^\n]+)\n+(?=\S)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the words it is held against (`source`), and whether people found it supported by them (`label`).

    All texts are cleaned. `title` and `question`, which is what was asked, are empty where the set gives none.
    """

    id: str
    claim: str
    source: str
    title: str
    label: bool
    subset: str
    question: str = ""
    article: str = ""
    """The text that `source` is a part of, where the set has it; names in it tell whom pronouns in `source` mean."""

    def __post_init__(self) -> None:
        if not (self.id and self.claim and self.source and self.subset):
            raise ValueError("a pair needs an id, a claim, a source and a subset")

    @property
    def half(self) -> Half:
        """The half that the pair belongs to, by hash of its id, as with questions."""
        return half_of(self.id)


def pairs_of_half(pairs: Sequence[Pair], half: Half | None = None, limit: int | None = None) -> tuple[Pair, ...]:
    """The pairs of one half, or of both, in their own order; of each subset the first `limit` by hash of the id."""
    kept = [pair for pair in pairs if half in (None, pair.half)]
    if limit is not None:
        subsets = {pair.subset for pair in kept}
        first = {
            subset: sorted((pair.id for pair in kept if pair.subset == subset), key=hash_order)[:limit]
            for subset in subsets
        }
        kept = [pair for pair in kept if pair.id in first[pair.subset]]
    return tuple(kept)


def frank(path: Path) -> tuple[Pair, ...]:
    """FRANK: articles and summaries of them, supported where annotators found every sentence factual.

    The subsets are frank/cnndm and frank/bbc. Each sentence of a summary stands on a line of its own. There are no
    headlines. Raises BadDataset.
    """
    return _read(path, _frank_pair)


def attributionbench(path: Path) -> tuple[Pair, ...]:
    """AttributionBench: a claim and its references, "attributable" or not; a subset for each set it was drawn from.

    A first line "Title: …" is the headline; markers such as [1] are taken out of the claim. Raises BadDataset.
    """
    return _read(path, _attribution_pair)


def drafts(path: Path = DRAFTS) -> tuple[Pair, ...]:
    """Claims that our own writer drafted, with the sentences each cites, labelled by us. Raises BadDataset."""
    return _read(path, _draft_pair)


def turned(path: Path = TURNED) -> tuple[Pair, ...]:
    """False claims that turn an article's words round, and honest ones, each with its article. Raises BadDataset.

    The false ones exchange parties, give words or demands to others, or change a "not", a "may" or a number. They were
    written for this project by writers who had not seen the checks.
    """
    return _read(path, _turned_pair)


def labelled(path: Path) -> tuple[Pair, ...]:
    """Claims that anybody labelled: a line has `id`, `claim`, `cited` (a list of sentences) and `supported`.

    `title` and `question` may be left out; other fields are not looked at. Raises BadDataset.
    """
    return _read(path, _labelled_pair)


def _frank_pair(row: "_Row") -> Pair:
    return Pair(
        id=row.text("id"),
        claim=_TOKENISED_END.sub(r" \1\n", row.text("claim")),
        source=row.text("source"),
        title="",
        label=row.zero_or_one("label"),
        subset=f"frank/{row.text('dataset')}",
    )


def _attribution_pair(row: "_Row") -> Pair:
    source = row.text("source")
    titled = _TITLED.match(source)
    claim = _MARKER.sub("", row.text("claim"))
    return Pair(
        id=row.text("id"),
        claim=claim or row.text("claim"),
        source=source[titled.end() :] if titled else source,
        title=headline(titled["title"]) if titled else "",
        label=row.zero_or_one("label"),
        subset=f"attributionbench/{row.text('src_dataset')}",
        question=row.text("question"),
    )


def _draft_pair(row: "_Row") -> Pair:
    for name in ("why", "title", "question"):
        row.text(name)
    return replace(_labelled_pair(row), subset="drafts")


def _turned_pair(row: "_Row") -> Pair:
    return replace(_labelled_pair(row), subset=f"turned/{row.text('kind')}", article=row.text("article"))


def _labelled_pair(row: "_Row") -> Pair:
    return Pair(
        id=row.text("id"),
        claim=row.text("claim"),
        source=" ".join(row.texts("cited")),
        title=row.text_or_empty("title"),
        label=row.flag("supported"),
        subset="labelled",
        question=row.text_or_empty("question"),
    )


def _read(path: Path, made: Callable[["_Row"], Pair]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    seen: dict[str, int] = {}
    for number, values in lines_of(path, text_of(path)):
        row = _Row(f"{path}, line {number}", values)
        pair = made(row)
        if pair.id in seen:
            raise row.refuse("id", f"{pair.id!r} is also the id of line {seen[pair.id]}")
        seen[pair.id] = number
        pairs.append(pair)
    if not pairs:
        raise BadDataset(f"{path}: it holds no pair.", FORMAT_HINT)
    return tuple(pairs)


def text_of(path: Path) -> str:
    """The text of a file, gunzipped where its name ends in .gz. Raises BadDataset."""
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else error
        raise BadDataset(f"{path}: it can't be read: {reason}.", FORMAT_HINT) from error


class _Row:
    """One line, and how to refuse a field of it."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self._where = where
        self._values = values

    def refuse(self, name: str, problem: str) -> BadDataset:
        return BadDataset(f"{self._where}, field {name!r}: {problem}.", FORMAT_HINT)

    def text(self, name: str) -> str:
        value = self._values.get(name)
        cleaned = clean(value) if isinstance(value, str) else ""
        if not cleaned:
            raise self.refuse(name, "it must be text that is not empty")
        return cleaned

    def text_or_empty(self, name: str) -> str:
        """As `text`, but empty where the line has no such field."""
        return self.text(name) if self._values.get(name) is not None else ""

    def texts(self, name: str) -> list[str]:
        value = self._values.get(name)
        if not isinstance(value, list) or not value:
            raise self.refuse(name, "it must be a list of texts")
        cleaned = [clean(item) if isinstance(item, str) else "" for item in value]
        if not all(cleaned):
            raise self.refuse(name, "each item must be text that is not empty")
        return cleaned

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise self.refuse(name, "it must be true or false")
        return value

    def zero_or_one(self, name: str) -> bool:
        value = self._values.get(name)
        if isinstance(value, bool) or value not in (0, 1):
            raise self.refuse(name, "it must be 0 or 1")
        return bool(value)

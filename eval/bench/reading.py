"""The reading bench: what is kept of saved pages, by our reader and by others that are given the same bytes.

    reader             sentences kept         chrome stored  title right  day right  outlet right
    On Record    100.0 % (735 of 735)    1.6 % (18 of 1142)     60 of 60   60 of 60      60 of 60

A sentence is kept where the text holds it whole, and in the page's order. A field that the page does not state is right
where the reader gives none. A reader that gives no day at all is counted wrong on every page that states one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.bench.page_readers import READERS, PageRead, Reader
from eval.bench.saved_pages import SavedPage, folded, occurrences
from eval.run import Say

FIELDS = ("title", "published", "outlet")


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page as one reader read it.

    `lost` are the sentences of the story that it did not keep, of `sentences` in all; `stored` are the pieces around
    the story that it did keep, of `chrome` in all.
    """

    page: str
    sentences: int
    lost: tuple[str, ...]
    chrome: int
    stored: tuple[str, ...]
    wrong: Mapping[str, str | None]
    """The fields that are wrong, each with what the reader gave: None for nothing."""

    @property
    def faults(self) -> tuple[str, ...]:
        """All that is wrong, in a line each; empty for a page that is read as it should be."""
        lost = (f"lost: {sentence}" for sentence in self.lost)
        stored = (f"stored: {words}" for words in self.stored)
        return (*lost, *stored, *(f"{field}: {given}" for field, given in self.wrong.items()))


@dataclass(frozen=True, slots=True)
class ReaderScore:
    """A reader over all pages, each with its score."""

    reader: str
    pages: tuple[PageScore, ...]

    @property
    def sentences(self) -> tuple[int, int]:
        """How many sentences are kept, of how many."""
        return sum(one.sentences - len(one.lost) for one in self.pages), sum(one.sentences for one in self.pages)

    @property
    def chrome(self) -> tuple[int, int]:
        """How many pieces of chrome are stored, of how many."""
        return sum(len(one.stored) for one in self.pages), sum(one.chrome for one in self.pages)

    def right(self, field: str) -> tuple[int, int]:
        """On how many pages a field is right, of how many."""
        return sum(field not in one.wrong for one in self.pages), len(self.pages)


@dataclass(frozen=True, slots=True)
class ReadingBench:
    """A bench over saved pages: every reader that is installed, ours first, and the packages of those that are not."""

    pages: int
    readers: tuple[ReaderScore, ...]
    absent: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it for JSON; a share is a pair of counts."""
        return {"pages": self.pages, "absent": list(self.absent), "readers": [_shown(one) for one in self.readers]}


def bench_reading(pages: Sequence[SavedPage], say: Say, readers: Sequence[Reader] | None = None) -> ReadingBench:
    """Read every page with every reader (all of READERS, unless some are given) and compare with what is expected."""
    asked = tuple(READERS.values()) if readers is None else tuple(readers)
    scores = []
    for reader in asked:
        if reader.installed:
            say(f"{reader.name} reads {len(pages)} pages")
            scores.append(ReaderScore(reader.name, tuple(score(page, _read(reader, page, say)) for page in pages)))
    absent = tuple(reader.package for reader in asked if not reader.installed)
    return ReadingBench(len(pages), tuple(scores), absent)


def score(page: SavedPage, read: PageRead) -> PageScore:
    """Compare what a reader made of a page with what is expected of the page."""
    expected, text = page.expected, folded(read.text)
    kept = kept_in_order([folded(sentence) for sentence in expected.sentences], text)
    lost = tuple(sentence for number, sentence in enumerate(expected.sentences) if number not in kept)
    around = [words for words in expected.chrome if any(occurrences(folded(words), text))]
    twice = [words for words in expected.once if sum(1 for _ in occurrences(folded(words), text)) > 1]
    given = {"title": read.title, "published": read.published, "outlet": read.outlet}
    wrong = {name: given[name] for name in FIELDS if not _same(given[name], getattr(expected, name))}
    chrome = len(expected.chrome) + len(expected.once)
    return PageScore(page.name, len(expected.sentences), lost, chrome, (*around, *twice), wrong)


def kept_in_order(sentences: Sequence[str], text: str) -> frozenset[int]:
    """The numbers, from 0, of as many sentences as stand in the text in the given order without overlapping."""
    ends: list[tuple[int, tuple[int, ...]]] = [(0, ())]  # by how many are kept: where the earliest such chain ends
    for number, sentence in enumerate(sentences):
        for length in range(len(ends) - 1, -1, -1):
            end, chain = ends[length]
            place = next(occurrences(sentence, text, end), None)
            if place is None:
                continue
            longer = (place.end(), (*chain, number))
            if length + 1 == len(ends):
                ends.append(longer)
            elif longer[0] < ends[length + 1][0]:
                ends[length + 1] = longer
    return frozenset(ends[-1][1])


def _read(reader: Reader, page: SavedPage, say: Say) -> PageRead:
    try:
        return reader.read(page)
    except Exception as error:  # noqa: BLE001 - whatever another reader breaks off with, it has read nothing of the page
        say(f"{reader.name} breaks off at {page.name}: {type(error).__name__}: {error}")
        return PageRead()


def _same(given: str | None, expected: str | None) -> bool:
    if not given or expected is None:
        return not given and expected is None
    return folded(given) == folded(expected)


def _shown(reader: ReaderScore) -> dict[str, Any]:
    totals = {"sentences": reader.sentences, "chrome": reader.chrome, **{name: reader.right(name) for name in FIELDS}}
    return {"reader": reader.reader, **totals, "pages": [asdict(one) for one in reader.pages]}

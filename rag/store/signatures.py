"""Which articles print one text: a signature of each, and when two of them are of one story.

The signature is MinHash (Broder, "On the resemblance and containment of documents", 1997) over runs of five
words, in bands that a database can look up, so that an article is compared with few others. Only importer of
datasketch. Knows nothing of where signatures are kept (`rag.store.stories`), nor of which copy speaks for a
story (`rag.retrieval.copies`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

RUN = 5
"""Words in a shingle: reports that were written apart share few runs of five words, copies share nearly all."""
BANDS = 42
ROWS = 3
"""Minimums in a band. Two texts whose shingles have the Jaccard index J share a band with probability 1 - (1 - J³)^42:
.94 at J = .4, .04 at J = .1."""
SEED = 1
RESEMBLES = 0.4
"""The least share of both texts' shingles that copies have in common: low, because one may print only half
of the other."""
CONTAINED = 0.85
"""The least share of the shorter text's shingles that the longer one must have too.
Measured: docs/decisions/0014-stories.md."""
FIGURES = 0.75
"""The least share of one text's figures that the other must have too: reports of two lottery draws share words,
not figures."""
CORRECTED = 2
"""So many figures may be missing in any case: a short report may have no more, and one of them be corrected."""

# Scripts written without spaces: each sign counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CORRECTS = re.compile(
    r"^\W*(?:correct(?:ion|ed|s)|clarification)s?(?: ?(?:and|&|/) ?clarifications?)?"
    r"(?:, [^:\n]{0,30}| \([^)\n]{0,40}\))?\s*[:—–]"
    r"|\((?:corrects|corrected|correction)\b|\bcorrected version\b"
    r"|\b(?:story|article|report|headline|version|dispatch|copy) (?:has been|was|is|had been)"
    r" (?:corrected|amended|updated to correct)\b(?! an? (?:misspelling|typo|typing))"
    r"|\bcorrects (?:the|an|a|its|our|paragraphs?|headline|figures?|numbers?|day|date|name|spelling|number|toll|to)\b"
    r"|\b(?:earlier|previous|original) versions? of (?:this|the|our)"
    r" (?:\w+ )?(?:story|article|report|dispatch|headline)\b"
    r"[^.\n]{0,60}\b(?:mis\w+|incorrect\w*|wrong\w*|erroneous\w*|in error|said|gave|stated)\b",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What is compared of a text: `minimums` (uint32, BANDS by ROWS), how many shingles it has, the figures in it."""

    minimums: NDArray[np.uint32]
    size: int
    figures: frozenset[str]

    def keys(self) -> list[int]:
        """One number for each band, of 64 bits, signed: texts that share one are worth comparing."""
        rows = (number.to_bytes(2, "big") + row.tobytes() for number, row in enumerate(self.minimums.astype("<u4")))
        return [int.from_bytes(hashlib.blake2b(row, digest_size=8).digest(), "big", signed=True) for row in rows]

    def alike(self, other: "Signature") -> bool:
        """Whether both are copies of one text, as far as samples tell; the same whichever of the two is asked."""
        shared_band = bool((self.minimums == other.minimums).all(axis=1).any())
        if not shared_band or not self.size or not other.size:
            return False
        resemblance = float((self.minimums == other.minimums).mean())
        if resemblance < RESEMBLES:
            return False
        common = resemblance / (1 + resemblance) * (self.size + other.size)
        return common / min(self.size, other.size) >= CONTAINED and _same_figures(self.figures, other.figures)


def _same_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    missing, of = min((len(one - other), len(one)), (len(other - one), len(other)))
    return missing <= max(CORRECTED, (1 - FIGURES) * of)


def signature(text: str) -> Signature:
    """The signature of an article's text, the same on every machine. The title is left out: outlets write their own."""
    from datasketch import MinHash  # noqa: PLC0415  # takes most of a second

    runs = shingles(text)
    sketch = MinHash(BANDS * ROWS, seed=SEED, permutations=_permutations(), scheme="affine32")
    sketch.update_batch([run.encode() for run in runs])
    minimums = np.asarray(sketch.hashvalues, dtype=np.uint32).reshape(BANDS, ROWS)
    return Signature(minimums, len(runs), figures(text))


@cache
def _permutations() -> Any:
    from datasketch import MinHash  # noqa: PLC0415  # see signature

    return MinHash(BANDS * ROWS, seed=SEED, scheme="affine32").permutations


def shingles(text: str) -> frozenset[str]:
    """Every run of five words of `text`, without regard to case and punctuation; of a shorter text, all of
    it as one run.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(min(1, len(words)), len(words) - RUN + 1)))


def figures(text: str) -> frozenset[str]:
    """The numbers that `text` writes in digits, without the signs that part thousands or decimals."""
    return frozenset(re.sub(r"[.,]", "", figure) for figure in _FIGURE.findall(text))


def says_it_corrects(title: str, text: str) -> bool:
    """Whether an article says, in English, that it corrects what was printed before."""
    return bool(_CORRECTS.search(f"{title}\n{text}"))


def components(signatures: Mapping[str, Signature]) -> list[frozenset[str]]:
    """The stories that the articles fall into, as sets of ids: two are of one story where a chain of likenesses
    connects them. The order in which they are given makes no difference.
    """
    left = dict(signatures)
    found = []
    while left:
        first = next(iter(left))
        reached, at_hand = {first}, [left.pop(first)]
        while at_hand:
            one = at_hand.pop()
            near = [name for name, other in left.items() if one.alike(other)]
            reached.update(near)
            at_hand += [left.pop(name) for name in near]
        found.append(frozenset(reached))
    return found


def name_of(articles: Iterable[str]) -> str:
    """What a story is called: the least id of its articles, so that the same articles always make the same story."""
    return min(articles)

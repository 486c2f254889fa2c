"""Text typed with its lines broken at a width -> one line per paragraph.

Everything after this takes the end of a line for the end of a sentence. A line was broken at a width where the first
word of the next would not have fitted into it; that is believed of a page only if what follows such breaks often goes
on in small letters, since lists of names or verses of one length end in the same place. Knows nothing of stories.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from rag.reading.sentences import ends_sentence

_WIDEST = 100
_NARROWEST = 24
_WIDE_ENOUGH = 45
"""Characters. A line broken by hand may end a little early; a shorter one is a line of its own."""
_OFTEN, _HARDLY = 0.25, 0.2
_ITEM = re.compile(r"\s|[-*•]\s|\d{1,3}[.)]\s|[>#|]")
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")


def unwrapped(page: str) -> str:
    """`page` with one line per paragraph, where it was typed with lines broken at a fixed width; else as it is.

    Expects the text of `clean`. Paragraphs are parted by blank lines, by a line that ends early or by one that
    is indented.
    """
    lines = page.split("\n")
    width = max((len(line) for block in _blocks(lines) for line in block if len(line) <= _WIDEST), default=0)
    joints = [_Joint(above, below, width) for above, below in pairwise(lines)]
    if width < _NARROWEST or not _is_wrapped(joints):
        return page
    return lines[0] + "".join(f"{joint.between}{joint.below}" for joint in joints)


def _is_wrapped(joints: list["_Joint"]) -> bool:
    """Whether the page's lines were broken at the width.

    They were where sentences often go on in small letters after a line that fills the width, and hardly ever after a
    shorter one, as they do in a poem.
    """
    going_on = [joint.broken for joint in joints if joint.within_sentence and goes_on(joint.below)]
    within = [joint for joint in joints if joint.within_sentence and joint.broken]
    return sum(going_on) > _OFTEN * len(within) and going_on.count(False) <= _HARDLY * len(going_on)


def _blocks(lines: list[str]) -> list[list[str]]:
    """Runs of at least two lines without a blank one between."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return [block for block in blocks if len(block) > 1]


@dataclass(frozen=True, slots=True)
class _Joint:
    """Two lines, one below the other, on a page whose lines are at most `width` characters long."""

    above: str
    below: str
    width: int

    @property
    def broken(self) -> bool:
        """Whether the text may have been broken here to stay within the width."""
        if (
            not self.above
            or not self.below
            or max(len(self.above), len(self.below)) > _WIDEST
            or _ITEM.match(self.below)
        ):
            return False
        fits = len(self.above) + 1 + len(self.below.split(maxsplit=1)[0]) <= self.width
        return not fits or (len(self.above) >= _WIDE_ENOUGH and self.within_sentence and goes_on(self.below))

    @property
    def within_sentence(self) -> bool:
        """Whether no sentence ends here."""
        return bool(self.above) and not ends_sentence(self.above)

    @property
    def between(self) -> str:
        """What stands between the lines: a line feed where they are two, and a space where they are one.

        There is no space after a hyphen in a word, nor where the script writes none.
        """
        if not self.broken:
            return "\n"
        unspaced = all(unicodedata.east_asian_width(letter) in "WF" for letter in (self.above[-1], self.below[0]))
        return "" if unspaced or (_HYPHENATED.search(self.above) and goes_on(self.below)) else " "


def goes_on(line: str) -> bool:
    """Whether `line` begins with a small letter, as what goes on with a sentence does; in scripts without capitals any
    letter counts.
    """
    first = line[:1]
    return first.isalpha() and not first.isupper() and not first.istitle()

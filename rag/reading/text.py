"""The one normaliser: whatever was read becomes the text that is stored, and that every offset counts in.

It knows characters only, not files, pages or articles. It never changes a word that a reader can see.
"""

import re
import unicodedata
from operator import itemgetter

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# What nobody sees can hide text from a reader and still reach a model, or keep a quote from being found: controls, soft
# hyphens, zero-width and bidirectional controls, invisible operators, annotation marks, tag characters and the
# supplementary variation selectors. ZWNJ and ZWJ (200C, 200D) stay: Persian, Hindi and emoji are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e01ef]"
)
# Where a long run of marks may be: no letter, no digit and no space. Composing a run that is out of order takes time
# that grows with the square of its length.
_LONG_RUN = re.compile(r"[^\w\s!-~]{30,}")
_BLANK_LINES = re.compile("\n{3,}")


def clean(text: str) -> str:
    """The stored form of `text`: NFC, line feeds only, nothing invisible, no trailing spaces, at most one blank line
    in a row, no outer whitespace. Cleaning twice changes nothing.
    """
    # Dropping comes before composing: a mark that followed a dropped character may compose with what stood before it.
    seen = unicodedata.normalize("NFC", _LONG_RUN.sub(_ordered, _UNSEEN.sub("", _LINE_BREAKS.sub("\n", text))))
    # Line by line, because a regular expression for trailing spaces takes quadratic time on a long run of them.
    lines = (line.rstrip() for line in seen.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _ordered(run: re.Match[str]) -> str:
    """The marks of `run`, decomposed and in the order that every normal form has them in."""
    ranked, letters = [], 0
    for mark in "".join(unicodedata.normalize("NFD", each) for each in run[0]):
        rank = unicodedata.combining(mark)
        letters += rank == 0  # what is no mark begins a new run
        ranked.append((letters, rank, mark))
    return "".join(mark for _, _, mark in sorted(ranked, key=itemgetter(0, 1)))


def one_line(text: str, longest: int = 300) -> str:
    """`text`, cleaned, on one line with single spaces. One longer than `longest` characters is cut at a space, and
    ends in “…”.
    """
    line = " ".join(clean(text).split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return unicodedata.normalize("NFC", (head.rsplit(" ", 1)[0] if " " in head else head).rstrip() + "…")

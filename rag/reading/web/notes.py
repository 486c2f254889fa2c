"""A figure set high or low: the mark of a note, which is no part of the sentence, or something that is.

A power, an ordinal, a fraction or a formula belongs to its sentence.
"""

import re
from itertools import islice
from typing import Any

_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[*†‡§¶↩↑^]+|[a-z](?=[\])]))\s*[\])]?\s*")
_BARE = re.compile(r"\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*")
_POWERS = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
# What is squared and cubed: a unit of length or time, or a letter that stands for a number; and CO, for CO2 set high.
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmnµ]?m|ft|in|yd|mi|s|sec|mc|CO|[a-zA-Z])\Z")
_LONGEST_MARK = 20
_TEN = re.compile(r"(?<![\d.,])10\Z")


def marks_of_notes(root: Any) -> frozenset[str]:
    """The marks that a page's notes begin with: raised figures and letters with space on both sides."""
    found: set[str] = set()
    for node in root.iter("sup"):
        parent, before = node.getparent(), node.getprevious()
        left = (parent.text if before is None else before.tail) or " "
        text = "".join(islice(node.itertext(), 6)).strip()
        if left[-1].isspace() and 0 < len(text) < 4 and (node.tail or "")[:1].isspace():
            found.add(text)
    return frozenset(found)


def is_note(node: Any, before: str, marks: frozenset[str] = frozenset()) -> bool:
    """Whether `node` is the mark of a note.

    `before` is the text in front of it on its line, and `marks` are the `marks_of_notes` of the page.
    """
    if not (node.tag == "a" or _is_high(node)):
        return False
    text = "".join(islice(node.itertext(), 6))[:20].strip()
    # At the beginning of a line it numbers the note itself.
    if not text or not before.strip():
        return False
    if node.tag == "a" and not _is_high(node):
        apart = before[-1:].isspace() and text.isdigit()
        high = next(node.iter("sup"), None) is not None
        return _is_reference(node) and (high or (_MARK.fullmatch(text) is not None and not apart))
    if any(_is_reference(link) for link in (*node.iter("a"), node.getparent())):
        return len(text) < _LONGEST_MARK
    if text in marks:
        return not before[-1:].isspace()
    return _MARK.fullmatch(text) is not None and not (
        _BARE.fullmatch(text) and (_is_power(text, before) or _numerator(node))
    )


def figure_of(node: Any, before: str) -> str:
    """The text to be read for a `sup` or `sub` that is no note; `before` is the text in front of it.

    A power becomes such a sign as ², and a fraction is parted from the number before it by a space.
    """
    text = "".join(node.itertext())
    if node.tag == "sub":
        return text
    if re.search(r"\d\Z", before):
        if re.fullmatch(r"[-−–+]?\d+", text.strip()) and not _numerator(node):
            return text.strip().translate(_POWERS)
        if _numerator(node):
            return f" {text}"
    return text if before.strip() else f"{text} "


def _is_power(text: str, before: str) -> bool:
    if _TEN.search(before):
        return text not in {"0", "1"}
    return text in {"2", "3"} and _UNIT.search(before) is not None


def _numerator(node: Any) -> bool:
    """Whether `node` is the high 1 of a fraction such as ½: a stroke and a low figure follow."""
    following = node.getnext()
    return (node.tail or "").strip() in {"/", "⁄"} and following is not None and following.tag == "sub"


def _is_high(node: Any) -> bool:
    return node.tag == "sup" or "vertical-align:super" in (node.get("style") or "").replace(" ", "").lower()


def _is_reference(node: Any) -> bool:
    return (
        node is not None and node.tag == "a" and ("#" in (node.get("href") or "") or node.get("role") == "doc-noteref")
    )

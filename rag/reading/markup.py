"""HTML inside other text (Markdown, a record's field) -> the words that a reader sees.

Text in angle brackets is a tag only where it is one: an element's name, well-formed attributes, and an end
where it needs one. "a<b and c>d", "<sic>" and "<the clerk>" are words, and stay. It parses no whole pages:
those are `rag.reading.webpage`'s.
"""

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[\s/][^<>]*)?)>")
_ATTRIBUTES = re.compile(
    r"(?:\s+(?:[A-Za-z_:@][\w:.@-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=`]+)|"
    r"hidden|open|controls|loop|muted|allowfullscreen))*\s*/?"
)
_UNSEEN_ATTRIBUTE = re.compile(
    r"\shidden(?:[\s/=]|\Z)|\sstyle\s*=\s*[\"'][^\"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAKS = {"br": "\n", "li": "\n", "tr": "\n", "dt": "\n", "dd": "\n", "option": "\n"}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center details dialog div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre section summary table tbody tfoot thead "
    "ul".split()
)
_WRITTEN = frozenset("p div article section blockquote ul ol table h1 h2 h3 h4 h5 h6".split())
"""Of the blocks, those that a text is written in."""
_ENDLESS = frozenset("br hr wbr li p td th tr dt dd".split())
"""Elements that may stand without an end."""
_EMPTY = frozenset("area base col embed img input link meta param source track".split())
_UNSEEN = frozenset("script style template noscript head svg iframe object select textarea del s strike".split())
"""What a reader does not see, and what the page has struck out: it takes that back."""
_INLINE = frozenset(
    "a abbr acronym audio b bdi bdo big button cite code colgroup data dfn em font i ins kbd label mark math meter "
    "output picture progress q rp rt ruby samp small span strong sub sup time tt u var video".split()
)
_ELEMENTS = _BLOCKS | _ENDLESS | _EMPTY | _UNSEEN | _INLINE | set(_BREAKS)
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SPACES = re.compile(r"[ \t]{2,}")
_SHIFTED = re.compile(r"[0-9+()-]{1,20}")


@dataclass(slots=True)
class _Tag:
    """A place in a text that is written as a tag: `sure` once it is known to be one, `ended` once its end is found."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str
    sure: bool = False
    ended: bool = False


def has_markup(text: str) -> bool:
    """Whether `text` holds tags of blocks, so that its own line breaks mean nothing."""
    return any(tag.sure and (tag.name in _WRITTEN or tag.name in _BREAKS) for tag in _tags(text))


def flowing(text: str) -> str:
    """The words of a whole text as a reader sees them. Where it holds tags of blocks, those part its paragraphs, and
    its own line breaks are spaces; else they stay.
    """
    if not has_markup(text):
        return readable(text)
    joined = "\n\n".join(" ".join(part.splitlines()) for part in _PARAGRAPHS.split(text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in readable(joined).split("\n"))


def readable(markup: str) -> str:
    """The words of `markup` as a reader sees them: without tags, and without what is hidden or struck out.

    Blocks and rows stand on lines of their own, entities become characters, `<q>` becomes quotation marks, and figures
    that are raised or lowered become such signs as ² and ₂.
    """
    out: list[str] = []
    unseen: list[str] = []  # the open elements from the outermost that no reader sees
    shifted = None
    at = 0
    for tag in (tag for tag in _tags(markup) if tag.sure):
        if not unseen and (words := _words(markup[at : tag.start], shifted)):
            out.append(words)
        at = tag.end
        if unseen:
            _nest(unseen, tag)
            continue
        if (tag.ended or tag.name not in _ENDLESS | _EMPTY) and not tag.closes and _is_unseen(tag):
            unseen.append(tag.name)
        shifted = tag.name if tag.name in {"sup", "sub"} and not tag.closes else None
        if instead := _instead(tag, out):
            out.append(instead)
    if not unseen:
        out.append(_words(markup[at:], shifted))
    return "".join(out)


def _words(text: str, shifted: str | None) -> str:
    words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if shifted and _SHIFTED.fullmatch(words):
        return words.translate(_RAISED if shifted == "sup" else _LOWERED)
    return words


def _nest(unseen: list[str], tag: _Tag) -> None:
    """Note in `unseen` where an element of the outermost one's name begins or ends, to find the end of that one."""
    if tag.name == unseen[0]:
        unseen.pop() if tag.closes else unseen.append(tag.name)


def _is_unseen(tag: _Tag) -> bool:
    return tag.name in _UNSEEN or _UNSEEN_ATTRIBUTE.search(tag.rest) is not None


def _instead(tag: _Tag, before: list[str]) -> str:
    """What a reader sees in the place of `tag`."""
    if tag.name == "q":
        return "”" if tag.closes else "“"
    if tag.name in {"td", "th"}:
        return "" if tag.closes or not before or before[-1].endswith("\n") else " | "
    if tag.name in _BLOCKS:
        return "\n\n"
    return "" if tag.closes else _BREAKS.get(tag.name, "")


def _tags(text: str) -> list[_Tag]:
    """Everything written as a tag, in order, each marked whether it is one."""
    found = [
        _Tag(match.start(), match.end(), match["name"].lower(), bool(match["end"]), match["rest"])
        for match in _TAG.finditer(text)
        if match["name"].lower() in _ELEMENTS and _ATTRIBUTES.fullmatch(match["rest"])
    ]
    opened: dict[str, list[_Tag]] = {}
    for tag in found:
        if tag.closes:
            tag.sure = True
            for start in [opened[tag.name].pop()] if opened.get(tag.name) else []:
                start.sure = start.ended = True
        else:
            begins = tag.name in _BLOCKS and not text[: tag.start].strip()
            inside_word = text[tag.start - 1 : tag.start].isalnum() and text[tag.end : tag.end + 1].isalnum()
            endless = tag.name in _ENDLESS and (tag.name == "br" or not inside_word)
            tag.sure = "=" in tag.rest or endless or begins
            opened.setdefault(tag.name, []).append(tag)
    if not _TAG.sub("", text).strip():  # a line of tags: its elements end elsewhere
        for tag in found:
            tag.sure = True
    return found

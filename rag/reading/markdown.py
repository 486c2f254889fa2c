"""Markdown -> an article: front matter gives the fields, the first heading the title, the rest is plain prose.

The only importer of markdown_it, which reads it as CommonMark does, with tables and struck-out words. Marks are dropped
and words are kept: a quotation must read as the page reads. What is no tag, link or note stays as written.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rag.domain import Article
from rag.reading.fields import Origin, article_of, fields_of, stated, without
from rag.reading.files import load
from rag.reading.front_matter import front_matter_of
from rag.reading.markup import readable
from rag.reading.page import title_and_text
from rag.reading.sentences import ends_sentence
from rag.reading.text import one_line

_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_NOTE = re.compile(r"^ {0,3}\[\^([^\[\]\s]{1,100})\]:[ \t]*", re.MULTILINE)
_DEFINED = re.compile(r"\n(?= {0,3}\[[^\[\]\n]{1,1000}\]:)")
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]{1,100})\]")
# What CommonMark takes for the address of a link may be a word: "[Correction]: Closed".
_ADDRESSED = re.compile(r"\[[^\[\]]{1,1000}\]:\s*(?:<|\S*[/.#:?])")
_DEEPEST = 60
"""How deeply lists and quotations may lie in each other; what lies deeper markdown_it leaves out without a word."""
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph, list item, table or heading (`level` 1 to 6; 0 for all else), its marks removed."""

    text: str
    level: int = 0


def read_markdown(origin: Origin) -> Article:
    """The article in the Markdown file at `origin`; raises UnreadableSource where it can't be read as one.

    Front matter fields have the names of `rag.reading.fields.ALIASES`; the text is always the body.
    """
    source = load(origin).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")
    matter = front_matter_of(source, origin)
    named = without(matter.fields, "text")
    tokens = _parser().parse(_without_notes(_without_unseen(matter.body)))
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise origin.refuse("its lists or quotations lie too deep in each other", "Indent them less.")
    blocks = [block for block in _blocks(tokens) if block.text]
    heading = _title_block(blocks)
    given = stated(named, "title")
    if given:
        repeated = heading is not None and one_line(blocks[heading].text) == one_line(str(given))
        return _article(named, given, _joined(blocks, heading if repeated else None), origin)
    if heading is not None:
        return _article(named, blocks[heading].text, _joined(blocks, heading), origin)
    titled = title_and_text(_joined(blocks, None))
    return _article(named, titled.title, titled.text, origin)


def _article(front: Mapping[object, object], title: object, text: str, origin: Origin) -> Article:
    return article_of(fields_of({**without(front, "title"), "title": title, "text": text}, origin), origin)


def _without_unseen(body: str) -> str:
    """`body` without comments, scripts and styles, none of which a reader sees; one without an end stays."""
    for opening, closing in _UNSEEN:
        parts, at = [], 0
        while (start := body.find(opening, at)) >= 0 and (end := body.find(closing, start)) >= 0:
            parts.append(body[at:start])
            at = end + len(closing)
        body = "".join([*parts, body[at:]])
    return body


def _without_notes(body: str) -> str:
    """`body` without the marks of footnotes that it has; the notes themselves are paragraphs where they stand."""
    notes = set(_NOTE.findall(body))
    if not notes:
        return body
    told = _NOTE.sub("\n", _DEFINED.sub("\n\n", body))  # a note is a paragraph, and no address stands within one
    return _NOTE_MARK.sub(lambda mark: "" if mark[1] in notes else mark[0], told)


@cache
def _parser() -> Any:
    """A reader of CommonMark with tables and struck-out words, in which deep indentation and tags are no code."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only this kind of file needs it
    from markdown_it.rules_block import reference  # noqa: PLC0415 - see above

    def addressed(state: Any, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown_it calls it
        lines = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[min(start + 1, end - 1)]]
        return _ADDRESSED.match(lines) is not None and reference(state, start, end, silent)

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable(["code", "html_block"])
    parser.enable(["table", "strikethrough"]).block.ruler.at("reference", addressed)
    return parser


def _blocks(tokens: Sequence[Any]) -> Iterator[_Block]:
    """Paragraphs, each on one line however it was wrapped, list items, tables and headings."""
    marker = ""
    rows: list[list[str]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield _Block("\n".join(" | ".join(cells).strip() for cells in rows))
            rows = []
        elif token.type in {"fence", "code_block"}:
            yield _Block(token.content.strip("\n"))
        elif token.type == "inline" and before.tag in {"td", "th"}:
            rows[-1].append(_plain(token.children).replace("\n", " "))
        elif token.type == "inline":
            text = _plain(token.children)
            yield _Block(f"{marker}{text}", _level(before, token.content, text))
            marker = ""


def _level(opening: Any, source: str, text: str) -> int:
    """The level of a heading; none where a rule stands right below a sentence or a paragraph."""
    underlined = opening.markup.startswith(("-", "="))
    if not opening.tag.startswith("h") or (underlined and ("\n" in source or ends_sentence(text))):
        return 0
    return int(opening.tag[1])


def _plain(parts: Sequence[Any]) -> str:
    """A block as it reads: the words of links, no images, no marks of emphasis or code, no tags."""
    signs = _signs(parts)
    words = readable("".join(signs.get(number) or _part(part) for number, part in enumerate(parts)))
    lines = (_SPACES.sub(" ", line).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _signs(parts: Sequence[Any]) -> dict[int, str]:
    """The marks of emphasis, by their place, that must stay: without them "2*3*4" is another number."""
    signs: dict[int, str] = {}
    opened: list[int] = []
    for number, part in enumerate(parts):
        if part.type in {"em_open", "strong_open"}:
            opened.append(number)
        elif part.type in {"em_close", "strong_close"}:
            first = opened.pop()
            inside = "".join(each.content for each in parts[first + 1 : min(number, first + 3)])
            before, after = (parts[at].content if 0 <= at < len(parts) else "" for at in (first - 1, number + 1))
            if before[-1:].isalnum() and after[:1].isalnum() and (len(inside) == 1 or inside.isdecimal()):
                signs |= {first: part.markup, number: part.markup}
    return signs


def _part(part: Any) -> str:
    """One part of a block as HTML that `readable` reads."""
    if part.type in {"text", "code_inline"}:
        return html.escape(part.content, quote=False)
    if part.type == "html_inline":
        return "" if part.content.startswith(("<!", "<?")) else str(part.content)
    return {"softbreak": " ", "hardbreak": "\n", "s_open": "<s>", "s_close": "</s>"}.get(part.type, "")


def _title_block(blocks: list[_Block]) -> int | None:
    """Which block is the title: the first heading of level 1, else a heading that everything else stands under."""
    top = next((number for number, block in enumerate(blocks) if block.level == 1), None)
    return 0 if top is None and blocks and blocks[0].level else top


def _joined(blocks: list[_Block], without: int | None) -> str:
    return "\n\n".join(block.text for number, block in enumerate(blocks) if number != without)

"""Markdown -> an article: front matter gives the fields, the first heading the title, the rest is plain prose.

Marks are dropped and words are kept: a quotation must read as the page reads. It is no full Markdown parser: what it
does not know (tables, footnotes) stays as written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.domain import Article
from rag.read.fields import ALIASES, Origin, article_of, fields_of
from rag.read.files import load
from rag.read.page import title_and_text
from rag.read.text import one_line

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(.{0,65536}?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~).*")
_QUOTE_MARKS = re.compile(r"^(?: {0,3}>[ \t]?)+")
_BULLET = re.compile(r"^\s*[-*+][ \t]+(?=\S)")
_OWN_LINE = re.compile(r"\s*(?:\d{1,9}[.)][ \t]+\S|\|)")
# In this order: images before links, links before emphasis, escapes last. Brackets and stars are looked for on one line only.
_INLINE = (
    (re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])"), ""),
    (re.compile(r"\[([^\[\]]+)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*]+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"~~(?=\S)([^~]+)~~"), r"\1"),
    (re.compile(r"(?<!\\)(`{1,2})([^`]+)\1"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_LONGEST_LINE = 20_000
_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_MOST_ALIASES = 8
"""However they are nested, so many make a text at most some twenty times as long."""
_YAML_HINT = 'Put values that hold a colon or quotes in quotes, as in title: "Talks: what is known".'


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph, list item or heading (`level` 1 to 6; 0 for all else), its marks removed."""

    text: str
    level: int = 0


def read_markdown(origin: Origin) -> Article:
    """The article in the Markdown file at `origin`; raises UnreadableSource where it can't be read as one.

    Front matter fields have the names of `rag.read.fields.ALIASES`; the text is always the body.
    """
    source = load(origin).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")
    matter = _FRONT_MATTER.match(source)
    front = _fields(matter[1] or "", origin) if matter else None
    body = source[matter.end() :] if matter and front is not None else source
    blocks = _blocks(_without_unseen(body))
    named = {name: value for name, value in (front or {}).items() if name not in ALIASES["text"]}
    heading = _title_block(blocks)
    if any(named.get(name) for name in ALIASES["title"]):
        given = str(next(named[name] for name in ALIASES["title"] if named.get(name)))
        repeated = heading is not None and one_line(blocks[heading].text) == one_line(given)
        return _article(named, _joined(blocks, heading if repeated else None), origin)
    if heading is not None:
        return _article({**named, "title": blocks[heading].text}, _joined(blocks, heading), origin)
    titled = title_and_text(_joined(blocks, None))
    return _article({**named, "title": titled.title}, titled.text, origin)


def _article(front: Mapping[object, object], text: str, origin: Origin) -> Article:
    return article_of(fields_of({**front, "text": text}, origin), origin)


def _fields(matter: str, origin: Origin) -> Mapping[object, object] | None:
    """The mapping written as YAML front matter; None where it is prose between two rules and no front matter."""
    import yaml  # noqa: PLC0415 - only this kind of file needs it

    try:
        # Many aliases and merge keys make a few lines into gigabytes; the fields of an article hardly need any.
        if sum(isinstance(token, yaml.AliasToken) for token in yaml.scan(matter)) > _MOST_ALIASES:
            raise origin.refuse("its front matter refers to parts of itself too often (YAML aliases)", _YAML_HINT)
        content: object = yaml.safe_load(matter)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise origin.refuse(f"its front matter is not YAML ({one_line(str(error), 120)})", _YAML_HINT) from None
    if content is None:
        return {}
    return content if isinstance(content, dict) else None


def _without_unseen(body: str) -> str:
    """`body` without comments, scripts and styles, none of which a reader sees; one without an end stays."""
    for opening, closing in _UNSEEN:
        parts, at = [], 0
        while (start := body.find(opening, at)) >= 0 and (end := body.find(closing, start)) >= 0:
            parts.append(body[at:start])
            at = end + len(closing)
        body = "".join([*parts, body[at:]])
    return body


def _blocks(body: str) -> list[_Block]:
    """The body's paragraphs, each on one line however it was wrapped, list items and headings."""
    blocks: list[_Block] = []
    lines: list[str] = []

    def close(level: int = 0) -> None:
        if text := _plain(" ".join(lines)):
            blocks.append(_Block(text, level))
        lines.clear()

    for raw in _unfenced(body):
        line = _QUOTE_MARKS.sub("", raw, count=1)
        underline, heading = _UNDERLINE.fullmatch(line), _HEADING.fullmatch(line)
        if lines and underline:
            close(1 if underline[1][0] == "=" else 2)
        elif not line.strip() or _RULE.fullmatch(line):
            close()
        elif heading:
            close()
            lines.append(heading[2] or "")
            close(len(heading[1]))
        else:
            if _BULLET.match(line) or _OWN_LINE.match(line):
                close()
            lines.append(_BULLET.sub("", line, count=1).strip().removesuffix("\\"))
            if line.endswith(("  ", "\\")):  # a hard break: the writer wants a new line here
                close()
    close()
    return blocks


def _unfenced(body: str) -> Iterator[str]:
    """The body's lines without code fences; what was fenced stands in paragraphs of its own lines."""
    fenced = False
    for line in body.split("\n"):
        if _FENCE.fullmatch(line):
            fenced = not fenced
            yield ""
        else:
            yield f"{line}  " if fenced else line


def _plain(line: str) -> str:
    """`line` as it reads: the words of links, no images, no marks of emphasis or code."""
    if len(line) > _LONGEST_LINE:  # matching brackets takes time that grows with the square of the line
        return line.strip()
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return " ".join(line.split(" ")).strip()


def _title_block(blocks: list[_Block]) -> int | None:
    """Which block is the title: the first heading of level 1, else a heading that everything else stands under."""
    top = next((number for number, block in enumerate(blocks) if block.level == 1), None)
    return 0 if top is None and blocks and blocks[0].level else top


def _joined(blocks: list[_Block], without: int | None) -> str:
    return "\n\n".join(block.text for number, block in enumerate(blocks) if number != without)

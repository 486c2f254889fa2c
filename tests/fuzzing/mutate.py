"""Sound inputs -> damaged ones, the same for the same random numbers: cut, spliced, repeated, nested, and with what breaks readers.

Knows how pages, Markdown, JSON, front matter and dates are put together only by the words they are made of.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

SIGNS = (
    "\u202e", "\u2066", "\u200f", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2028", "\x85", "\x00", "\x1b[31m", "\r", "\r\n", "\f",
    "\ud800", "\udfff", "\ud83d\ude00", "\uffff", "\U0010ffff", "\U000e0041", "e\u0301", "\u0344", "\u0315\u0300" * 40, "\ufb03", "İ", "ẞ", "ǅ",
    "한", "각", "ﷺ", "นี้", "停火。", "؟", "“", "”", "„", "«", "‘", "’", '"', "'", "…", "—", "–", "\u2212", "\u00a0", "\u202f", "\u3000",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1e999", "9" * 400, "9" * 5000, "0." + "0" * 500 + "1", "1,000,000,000", "12,50,000", "816 000", "½", "²", "Ⅷ", "٣", "५", "三", "𝟗",
    "1/0", "0x41", "NaN", "-Infinity", "1990s", "'98", "12:30", "MCMXCIX", "ninety-nine thousand million", "a hundred hundred", "£5-8m", "３．５",
    "99999-99-99", "0000-00-00", "2024-02-30", "2024-W21-2", "1 May 9999", "4 of 0", "half a", "per cent", "zwölf", "million " * 30, "(1)", "2⁸",
)  # fmt: skip
MARKUP = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-7'?>", "<script>", "</script>", "<style>", "</style>",
    "<table><tr><td>", "</table>", "<svg>", "<math>", "<template>", "<plaintext>", "<textarea>", "<select><option>", "<p>", "<br>", "<div hidden>",
    "<sup>1</sup>", "<q>", "</q>", "<del>", "<ruby>x<rt>y", "<base href=//x>", "<html lang='\u202e'>", "<a href='#n1'>1</a>", "<li value=-9>",
    "<meta charset=utf-16>", "<meta property=og:title content=", "<time datetime=9999-12-31>", "<link rel=canonical href='http://[::1'>",
    '<script type="application/ld+json">', '{"@type":"NewsArticle","headline":', "style='display:none'", "class='share related'", "&#0;", "&#xD800;",
    "&#99999999999;", "&amp", "&amp;lt;", "&nbsp;", "<b" + " x" * 50 + ">", "<ol><li>", "<h1>", "<article>", "<body>", "<frameset>", "<o:p>", "<a\x00b>",
)  # fmt: skip
MARKDOWN = (
    "#", "# ", "\n===\n", "\n---\n", "---\n", "+++\n", "```", "~~~", "> ", "- ", "1. ", "999999999. ", "* * *", "*", "_", "**", "~~", "`", "[", "](", "![",
    "[a]: <", "[^1]", "[^1]: ", "|", "|---|", "\\", "<b>", "\t", "    ", "title: ", "title: [", "date: !!python/object:os.x", "&a [*a]", "*a", "<<: *a", "? ",
    "published: 2024-13-45", "title = ", "[x]\n", "[[x]]", '"""', "'''", ": ", "%YAML 9.9", "!!binary x", "text: |", "- - - -", "{a: {a: ", "\ttitle: x", "@",
)  # fmt: skip
RECORDS = (
    "{", "}", "[", "]", ",", ":", '"', "\\", "\\ud800", "\\u0000", "null", "true", "NaN", "1e999", "{}", "[]", '{"text":', '"id":', '"articles":[',
    '"url":"http://[", ', '"published":', '"author":[{"name":{"name":', '"title":{"rendered":', "\n", "\x1e", "//", "'", '"text":"&#xD800;<b"', "-",
)  # fmt: skip
ADDRESSES = (
    "http://",
    "https://[",
    "//",
    "@",
    ":99999",
    "#!",
    "?utm_source=",
    "%",
    "%zz",
    "xn--",
    "\\",
    "javascript:",
    ";",
    "&&",
    "=",
    "ß." * 70,
)
WORDS = (*SIGNS, *NUMBERS, *MARKUP, *MARKDOWN, *RECORDS, *ADDRESSES)
PAIRS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"), ("‘", "’"), ("<div>", "</div>"), ("<b>", "</b>"), ("<table><tr><td>", "</table>"), ("*", "*"),
    ("<q>", "</q>"), ("> ", ""), ("- ", "\n"), ('{"a":', "}"), ('{"text":', "}"), ("<!--", "-->"), ("&lt;", "&gt;"), ("<sup>", "</sup>"), ("[", "](x)"),
)  # fmt: skip
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "utf-7",
    "shift_jis",
    "koi8-r",
    "cp037",
    "iso2022_jp",
)
LONGEST = 200_000
"""Characters of an input: what repeats what was repeated stays a thing that can be read in time."""
_TOKEN = re.compile(r"\s+|\w+|<[^<>]{0,80}>|.", re.DOTALL)

Change = Callable[[str, random.Random, Sequence[str]], str]


def mutated(seed: str, others: Sequence[str], rng: random.Random) -> str:
    """`seed` after one to five changes; `others` are what it may be spliced with."""
    text = seed
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        text = rng.choice(_CHANGES)(text, rng, others)[:LONGEST]
    return text


def in_bytes(text: str, rng: random.Random) -> bytes:
    """`text` as a file may hold it: mostly UTF-8, sometimes another encoding, and with some bytes of it changed."""
    encoding = rng.choice(ENCODINGS) if rng.random() < 0.1 else "utf-8"
    errors = rng.choice(("ignore", "surrogatepass")) if encoding == "utf-8" else "ignore"
    data = bytearray(text.encode(encoding, errors))
    if data and rng.random() < 0.15:
        for _ in range(rng.choice((1, 3, 30))):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.choice((0, 1, 1, 9))] = rng.choice(
                (b"", bytes([rng.randrange(256)]), b"\xff\xfe", b"\x00", b"\xc0\x80")
            )
    return bytes(data)


def mutated_json(seed: str, others: Sequence[str], rng: random.Random) -> str:
    """Every other time a change of the values that the JSON of `seed` holds, else one of its characters."""
    try:
        value = json.loads(seed)
    except ValueError:
        return mutated(seed, others, rng)
    if rng.random() < 0.5:
        return mutated(seed, others, rng)
    return json.dumps(_changed(value, rng, others), ensure_ascii=rng.random() < 0.5)


def _changed(value: Any, rng: random.Random, others: Sequence[str]) -> Any:
    if isinstance(value, dict) and value and rng.random() < 0.9:
        name = rng.choice(list(value))
        return {**value, name: _changed(value[name], rng, others)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        at = rng.randrange(len(value))
        return [*value[:at], _changed(value[at], rng, others), *value[at + 1 :]]
    if isinstance(value, str) and rng.random() < 0.6:
        return mutated(value, others, rng)
    nested: Any = value
    for _ in range(rng.choice((1, 3, 300))):
        nested = rng.choice(([nested], {"name": nested}, {"text": nested}))
    odd: tuple[Any, ...] = (
        None,
        True,
        0,
        -1,
        10**400,
        1e308,
        float("nan"),
        float("inf"),
        "",
        " ",
        "\ud800",
        [],
        {},
        [[]],
        [value] * 50,
        {"name": value},
        nested,
    )
    return rng.choice(odd)


def _place(text: str, rng: random.Random) -> slice:
    start = rng.randrange(len(text) + 1)
    return slice(start, min(len(text), start + rng.choice((1, 5, 50, 500))))


def _put(text: str, at: slice, put: str) -> str:
    return text[: at.start] + put + text[at.stop :]


def _cut(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001 - as every change is called
    return _put(text, _place(text, rng), "")


def _ended(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    at = rng.randrange(len(text) + 1)
    return rng.choice((text[:at], text[at:]))


def _insert(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    at = rng.randrange(len(text) + 1)
    return _put(text, slice(at, at), "".join(rng.choices(WORDS, k=rng.choice((1, 1, 3)))))


def _spliced(text: str, rng: random.Random, others: Sequence[str]) -> str:
    other = rng.choice(others)
    return _put(text, _place(text, rng), other[_place(other, rng)])


def _repeated(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    tokens = _TOKEN.findall(text[_place(text, rng)]) or [""]
    first = rng.randrange(len(tokens))
    few = "".join(tokens[first : first + rng.choice((1, 1, 2, 4))])
    at = rng.randrange(len(text) + 1)
    return _put(text, slice(at, at), rng.choice((few, rng.choice(WORDS))) * rng.choice((10, 100, 1000)))


def _nested(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    at, (opening, closing), deep = _place(text, rng), rng.choice(PAIRS), rng.choice((1, 10, 1000))
    return _put(text, at, opening * deep + text[at] + closing * rng.choice((deep, deep, deep - 1, 0)))


def _number(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    found = list(re.finditer(r"\d+", text))
    if not found:
        return _put(text, _place(text, rng), rng.choice(NUMBERS))
    number = rng.choice(found)
    return _put(text, slice(*number.span()), rng.choice(NUMBERS))


def _letter(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    if not text:
        return rng.choice(SIGNS)
    letter = rng.choice(text)
    put = rng.choice((rng.choice(WORDS), chr(rng.randrange(0x110000)), ""))
    return text.replace(letter, put, rng.choice((1, 5, -1)))


def _moved(text: str, rng: random.Random, others: Sequence[str]) -> str:  # noqa: ARG001
    lines = text.splitlines(keepends=True)
    rng.shuffle(lines)
    return "".join(lines)


_CHANGES: tuple[Change, ...] = (_cut, _ended, _insert, _insert, _spliced, _repeated, _nested, _number, _letter, _moved)

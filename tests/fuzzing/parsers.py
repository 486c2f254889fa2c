"""Every parser with sound inputs for it, and what must hold of whatever it is given: an article in order, or an error that says so.

What a parser's catch-all made into an error that names the file is a fault here all the same: a reader meant to say why.
"""

import json
import os
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from cli.verdict import as_json, as_lines
from rag.domain import Article, Span
from rag.english.numbers import numbers_in
from rag.errors import UnreadableSource
from rag.keeping.find_quotation import look_up
from rag.quoting.cite import find_quote
from rag.quoting.edited import find_edited
from rag.reading import KINDS, read_file
from rag.reading.bylines import byline_in
from rag.reading.dates import published
from rag.reading.enclosed import enclosed
from rag.reading.identity import article_id, canonical, web_address
from rag.reading.sentences import sentence_spans
from rag.reading.split import split
from rag.reading.text import clean, one_line
from tests.conftest import EXAMPLES
from tests.fuzzing.mutate import in_bytes, mutated, mutated_json
from tests.fuzzing.records import values, verified

TESTS = Path(__file__).parents[1]
LIMIT = 256
_DATE_PARTS = (
    ("1", "01", "9", "12", "29", "30", "31", "31st", "٣", "²", "00", "99"),
    ("1604", "1605", "2024", "9999", "0000", "24", "'24", "20240229", "20240519T1000Z"),
    ("May", "Sept.", "february", "Juni", "月", "年", "日"),
    (" ", ", ", "-", "/", ".", "T", ":", " at ", " of ", " | "),
    ("Mon, ", "Sunday ", "10:30", "25:61", "10 a.m. ", "noon", " EDT", " +01:00", " [Europe/Kyiv]", "Published: ", "Z"),
)
_TABLES = (
    'title,text,outlet\nPier shut,"It rained, hard.\nThey left.",Northline\n',
    'id,headline,body,date\r\np1,"The ""old"" pier",<p>It dried.</p>,2025-05-19\r\np2,Pier open,It is open.,\r\n',
)
_SWALLOWED = re.compile(r"can't be (?:read|parsed) \(\w+")


@dataclass(frozen=True, slots=True)
class Parser:
    """What it is tried with, how that is changed, and `check`, which raises where its result is not in order."""

    seeds: Callable[[], Sequence[str]]
    check: Callable[[str, Path, random.Random], None]
    change: Callable[[str, Sequence[str], random.Random], str] = mutated


@cache
def _examples(*kinds: str) -> tuple[str, ...]:
    files = sorted(path for path in EXAMPLES.iterdir() if path.suffix in kinds)
    pages = sorted(TESTS.glob("pages/*.html")) if ".html" in kinds else []
    return tuple(path.read_text(encoding="utf-8", errors="replace") for path in (*files, *pages))


@cache
def _cases(name: str, field: str) -> tuple[str, ...]:
    lines = (TESTS / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(case[field] for case in map(json.loads, lines) if isinstance(case.get(field), str) and case[field])


@cache
def _texts(*kinds: str) -> tuple[str, ...]:
    """The contents of the cases of reading that are files of these kinds."""
    lines = (TESTS / "cases" / "text.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case.get("file", "").endswith(kinds)]
    return tuple(case["content"] for case in cases)


@cache
def _prose() -> tuple[str, ...]:
    cases = (*_cases("splitting", "input"), *_cases("sentences", "input"), *_cases("quotations", "text"))
    return (*cases, *_cases("numbers", "cited"), *_cases("numbers", "claim"), *_examples(".txt"), *_examples(".md"))


def _fronted() -> Sequence[str]:
    return [text for text in (*_examples(".md"), *_texts(".md")) if text.startswith(("---", "+++"))]


@cache
def _dates() -> tuple[str, ...]:
    stated = [
        "2024-05-19",
        "19 May 2024",
        "May 19, 2024",
        "2024-05-19T10:00:00Z",
        "20240519",
        "Mon, 19 May 2025 10:00:00 +0100",
    ]
    return (
        *stated,
        "2024年5月19日",
        "May 2024",
        "10:30 a.m. EDT, Sunday 19 May 2024",
        "19/5/2024",
        "1984",
        "Published: 3 July 2021 | 14:05",
    )


def _dated(seed: str, others: Sequence[str], rng: random.Random) -> str:
    """Parts of dates in any order, or a date that is damaged."""
    if rng.random() < 0.5:
        return mutated(seed, others, rng)
    return "".join(rng.choice(rng.choice(_DATE_PARTS)) for _ in range(rng.randrange(1, 12)))


def _identities() -> Sequence[str]:
    return (
        "https://www.example.org/a/story-12?utm_source=x&id=3#top", "http://EXAMPLE.org:80/%7ea?ref=home", "https://bücher.example/ä/b c?q=ä",
        "http://[::1]:8080/x", "https://example.org/#!/story/12", "urn:uuid:1234", "plain-slug", "id with spaces", "//example.org/x",
    )  # fmt: skip


@cache
def _records() -> tuple[str, ...]:
    return (*_examples(".json"), *_texts(".json"), *_texts(".jsonl"))


@cache
def _lines() -> tuple[str, ...]:
    lines = [" ".join(json.dumps(json.loads(text)).split("\n")) for text in _examples(".json")]
    return (*_texts(".jsonl"), "\n".join(lines * 3), *_texts(".json"))


@cache
def _feeds() -> tuple[str, ...]:
    files = sorted(path for path in (TESTS / "cases" / "feeds").iterdir() if path.suffix != ".json")
    return tuple(path.read_bytes().decode("utf-8", "replace") for path in files)


def _file(ending: str, *, may_be_empty: bool = False) -> Callable[[str, Path, random.Random], None]:
    """A check of reading a file of this kind, which may hold nothing where that is no fault of it."""

    def check(text: str, folder: Path, rng: random.Random) -> None:
        path = folder / f"fuzzed{ending}"
        path.write_bytes(in_bytes(text, rng))
        try:
            found = list(read_file(path))
        except UnreadableSource as error:
            found = [error]
        assert found or may_be_empty, "nothing was said of it"
        for item in found:
            if isinstance(item, Article):
                _is_in_order(item)
            else:
                assert item.message.startswith(str(path)), "the error names no file"
                assert item.hint, "the error has no hint"
                assert not _SWALLOWED.search(item.message), item.message

    return check


def _any_file(text: str, folder: Path, rng: random.Random) -> None:
    data = in_bytes(text, rng)
    junk = bytes(rng.randrange(256) for _ in range(rng.choice((1, 2, 3, 60))))
    path = folder / f"bytes{rng.choice(KINDS)}"
    path.write_bytes(
        rng.choice(
            (junk + data, data[: rng.randrange(len(data) + 1)] + junk, junk, b"\xff\xfe" + data, b"\xfe\xff" + data)
        )
    )
    try:
        found = list(read_file(path))
    except UnreadableSource as error:
        found = [error]
    for item in found:
        if isinstance(item, Article):
            _is_in_order(item)
        else:
            assert item.message.startswith(str(path)), "the error names no file"
            assert not _SWALLOWED.search(item.message), item.message


def _is_in_order(article: Article) -> None:
    assert clean(article.text) == article.text, "cleaning again changes it"
    assert one_line(article.title) == article.title, "the title is not one clean line"
    assert web_address(article.url) == article.url, "the address is none"
    assert len(article.content_hash) == 64
    json.dumps(asdict(article), ensure_ascii=False).encode()
    _tile(article.text, sentence_spans(article.text))


def _tile(text: str, spans: Sequence[Span]) -> None:
    """Sentences are in order, apart, within the text, without outer whitespace, and hold all but whitespace."""
    assert all(one.end <= other.start for one, other in pairwise(spans)), "sentences overlap"
    assert all(span.of(text) == span.of(text).strip() for span in spans), "a sentence has outer whitespace"
    kept = "".join("".join(span.of(text) for span in spans).split())
    assert kept == "".join(text.split()), "sentences lose characters"


def _sentences(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001 - as every check is called
    stored = clean(text)
    _tile(stored, sentence_spans(stored))
    for line in stored.split("\n"):
        assert all(0 <= pair.start < pair.end <= len(line) for pair in enclosed(line))


def _counted(text: str) -> int:
    """A stand-in for a tokenizer: one for every four characters of a word, and two that frame the text."""
    return 2 + sum((len(word) + 3) // 4 for word in text.split())


def _split(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001
    stored = clean(text)[:20_000].strip()
    if not stored:
        return
    news = Article("a", one_line(stored[: rng.randrange(1, 400)]) or "x", unicodedata.normalize("NFC", stored))
    parts = split(news, _counted, LIMIT)
    _tile(news.text, [sentence.span for sentence in parts.sentences])
    held = [n for each in parts.passages for n in range(each.first_sentence, each.last_sentence + 1)]
    assert held == list(range(len(parts.sentences))), "a sentence is in no passage, or in two"


def _quantities(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001
    stored = clean(text)
    numbers = numbers_in(stored)
    for number in numbers:
        assert 0 <= number.start < number.end <= len(stored), "a number stands outside of the text"
        assert number.quantity.value.is_finite(), "a number is none"
        str(number.quantity)
    for one, other in pairwise(numbers):
        assert one.start <= other.start, "numbers are out of order"
        one.quantity.agrees_with(other.quantity)


def _quotations(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001
    stored = clean(text)[:30_000].strip()
    if not stored:
        return
    news = Article("a", "Pier shut", unicodedata.normalize("NFC", stored))
    sentence = rng.choice(sentence_spans(news.text)).of(news.text)
    asked = rng.choice((sentence, mutated(sentence, [text], rng), text[:500], mutated(text[:500], [sentence], rng)))[
        :5_000
    ]
    for span in find_quote(news.text, asked).spans:
        assert span.of(news.text)
    for edited in find_edited(news.text, asked):
        assert all(one.end <= other.start for one, other in pairwise(edited.spans)), "parts overlap"
    verdict = look_up([news, replace(news, id="b", title=one_line(asked) or "x")], asked)
    assert all(place.quote for place in verdict.places)
    "\n".join(as_lines(verdict))
    json.dumps(as_json(verdict))


def _published(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001
    found = published(text)
    earliest, latest = found.earliest(), found.latest()
    assert (earliest is None and latest is None) or (earliest and latest and earliest <= latest), (
        "a date ends before it begins"
    )
    byline_in(text)


def _identity(text: str, folder: Path, rng: random.Random) -> None:  # noqa: ARG001
    address = web_address(text)
    if address:
        once = canonical(address)
        assert canonical(once) == once, "a canonical address has another"
    assert article_id(one_line(text) or None, address, "place")
    assert article_id(None, address, os.fsdecode(text.encode("utf-8", "surrogatepass")))  # as a file may be named


PARSERS: dict[str, Parser] = {
    "webpage": Parser(lambda: (*_examples(".html"), *_cases("html", "input")), _file(".html")),
    "markdown": Parser(lambda: (*_examples(".md"), *_texts(".md")), _file(".md")),
    "front matter": Parser(
        _fronted, _file(".md"), lambda text, others, rng: text[:4] + mutated(text[4:300], others, rng) + text[300:]
    ),
    "page": Parser(lambda: (*_examples(".txt"), *_texts(".txt")), _file(".txt")),
    "json": Parser(_records, _file(".json"), mutated_json),
    "csv": Parser(lambda: _TABLES, _file(".csv")),
    "feed": Parser(_feeds, _file(".xml", may_be_empty=True)),
    "jsonl": Parser(_lines, _file(".jsonl"), mutated_json),
    "decoding": Parser(lambda: (*_texts(".txt"), *_cases("html", "input"), *_records()), _any_file),
    "dates": Parser(_dates, _published, _dated),
    "identity": Parser(_identities, _identity),
    "sentences": Parser(_prose, _sentences),
    "split": Parser(_prose, _split),
    "quantities": Parser(_prose, _quantities),
    "record": Parser(values, verified),
    "quotations": Parser(_prose, _quotations),
}

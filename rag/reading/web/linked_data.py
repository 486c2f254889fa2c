"""What a page's metadata states of its own article: meta tags, JSON-LD, microdata. Never what they state of another.

A page carries records of other articles too, in boxes of related stories or put there by a widget. A record is the
page's own if it has the page's address or its headline; one that names neither is taken for the page's own if it is
the only one.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_ARTICLE = re.compile(r".*(?:article|posting|report)", re.IGNORECASE)
_PAGE = re.compile(r".*webpage", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_ALIKE = 0.6
_MOST_NAMES = 50

Record = dict[str, Any]


def meta_of(tree: Any) -> dict[str, list[str]]:
    """The contents of the page's meta tags, by lower-case name, in order; of those in the body, an `itemprop` is left
    out, for it may be that of a part of the page.
    """
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        item = None if any(True for _ in tag.iterancestors("body")) else tag.get("itemprop")
        for name in (tag.get("property"), tag.get("name"), item):
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


@dataclass(frozen=True, slots=True)
class Records:
    """The JSON-LD records of the page's own article, the surest first."""

    own: tuple[Record, ...]
    by_id: dict[str, Record]

    def names(self, key: str) -> list[str]:
        """The names under `key` of the first record that gives any: text, objects with a name, lists of them."""
        return next(filter(None, (self._named(record.get(key)) for record in self.own)), [])

    def first(self, key: str) -> str | None:
        """The first name under `key`."""
        return next(iter(self.names(key)), None)

    def _named(self, value: Any) -> list[str]:
        names: list[str] = []
        waiting, looked_up = deque([value]), 0
        while waiting:
            item = waiting.popleft()
            if isinstance(item, list):
                waiting.extendleft(reversed(item[:_MOST_NAMES]))
            elif isinstance(item, str) and item.strip():
                names.append(item.strip())
            elif isinstance(item, dict) and "name" in item:
                waiting.appendleft(item["name"])
            elif isinstance(item, dict) and str(item.get("@id")) in self.by_id and looked_up < _MOST_NAMES:
                looked_up += 1  # a record may refer to itself
                waiting.appendleft(self.by_id[str(item["@id"])]["name"])
        return names


def linked_data_in(tree: Any) -> list[Record]:
    """All JSON-LD objects of a page that may describe an article or name who wrote it; broken ones are passed over."""
    return [item for script in tree.iter("script") for item in _objects(script)]


def records_of(everything: Sequence[Record], titles: Sequence[str], addresses: Sequence[str]) -> Records:
    """Those of the records `everything` that are about the article that `titles` and `addresses` name."""
    by_id = {item["@id"]: item for item in everything if isinstance(item.get("@id"), str) and "name" in item}
    articles = [item for item in everything if _is_a(item, _ARTICLE)]
    pages = [item for item in everything if _is_a(item, _PAGE)]
    nearness = {id(item): _nearness(item, titles, addresses) for item in (*articles, *pages)}
    own = sorted((item for item in (*articles, *pages) if nearness[id(item)]), key=lambda item: -nearness[id(item)])
    own.sort(key=lambda item: not _is_a(item, _ARTICLE))
    nameless = [item for item in articles or pages if not _headline(item) and not _addresses(item)]
    return Records(tuple(own or (nameless if len(articles or pages) == 1 else ())), by_id)


def _objects(script: Any) -> Iterator[Record]:
    if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
        return
    text = script.text or ""
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        try:
            waiting = [json.loads(_unwrapped(text), strict=False)]
        except (ValueError, RecursionError):
            return
    for item in waiting:  # grows while it is read
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
            waiting += [item[key] for key in ("author", "publisher") if isinstance(item.get(key), dict)]


def _unwrapped(text: str) -> str:
    """`text` without the comment or section marks that some pages set around it: from its first brace to its last."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1]


def _is_a(item: Record, kind: re.Pattern[str]) -> bool:
    types = item.get("@type")
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.fullmatch(name) for name in listed)


def _headline(item: Record) -> str:
    stated = item.get("headline") or item.get("name")
    return stated if isinstance(stated, str) else ""


def _addresses(item: Record) -> list[str]:
    page = item.get("mainEntityOfPage")
    inner = [page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]
    stated = [item.get("url"), *inner, item.get("@id")]
    return [value for value in stated if isinstance(value, str) and "/" in value]


def _nearness(item: Record, titles: Sequence[str], addresses: Sequence[str]) -> float:
    """How surely a record is about the article that `titles` and `addresses` name: from 0, for another one's, to 2.

    It is 2 for a record with one of the addresses. One with another address is about it only if its headline is the
    very same; one without any, as far as its headline is like one of the titles (0 to 1).
    """
    own, stated = set(map(_place, addresses)), set(map(_place, _addresses(item)))
    if own & stated:
        return 2.0
    alike = max((likeness(_headline(item), title) for title in titles), default=0.0)
    return alike if alike == 1 or not (own and stated) else 0.0


def _place(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ("", address)
    return (parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"))


def likeness(one: str, other: str) -> float:
    """How far two headlines name the same article, 0 to 1: the share of all their words that both have.

    One may lack a part that the other has ("… | Outlet"), but not most of it: "Outlet" alone is no headline. 0 where
    they hardly share any words.
    """
    words, others = (set(_WORDS.findall(text[:500].casefold())) for text in (one, other))
    shared, fewer = len(words & others), min(len(words), len(others))
    alike = shared / len(words | others) if fewer else 0.0
    return alike if alike >= _ALIKE / 2 and shared >= _ALIKE * fewer else 0.0

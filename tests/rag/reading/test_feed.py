"""Feeds of every shape are read as their formats say: what is an article, what only links, what is nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from rag.domain import Article
from rag.errors import OnlyLinked, UnreadableSource
from rag.reading import read_file
from tests.conftest import ROOT
from tests.rag.reading.places import refused, write

FEEDS = ROOT / "tests" / "cases" / "feeds"
EXPECTED: list[dict[str, Any]] = json.loads((FEEDS / "expected.json").read_text(encoding="utf-8"))


def told(item: Article | UnreadableSource) -> dict[str, Any]:
    """An item in the words of expected.json."""
    if isinstance(item, Article):
        published = item.published.value
        shown = {name: getattr(item, name) for name in ("title", "text", "outlet", "byline", "url", "language")}
        return {"kind": "article", **shown, "published": published}
    return {"kind": "linked", "address": item.address} if isinstance(item, OnlyLinked) else {"kind": "problem"}


@pytest.mark.parametrize("feed", EXPECTED, ids=lambda feed: str(feed["file"]))
def test_a_feed_is_read_as_its_format_says(feed: dict[str, Any]) -> None:
    """Each item in its order, with every field; what the feed does not state is unknown."""
    assert [told(item) for item in read_file(FEEDS / feed["file"])] == feed["items"]


def test_there_is_a_feed_of_each_shape() -> None:
    """All files have expectations, and all kinds of item occur."""
    assert {feed["file"] for feed in EXPECTED} == {path.name for path in FEEDS.iterdir()} - {"expected.json"}
    assert len(EXPECTED) >= 20
    assert {item["kind"] for feed in EXPECTED for item in feed["items"]} == {"article", "linked", "problem"}


def test_the_same_item_has_the_same_stamp_until_something_else_is_said_of_it(tmp_path: Path) -> None:
    """So that its page is fetched again when it may have changed, and only then."""

    def stamp(title: str, day: str) -> str:
        item = f"<item><title>{title}</title><link>https://a.example/1?utm_source=rss</link><pubDate>{day}</pubDate></item>"
        (found,) = read_file(write(tmp_path, "feed.xml", f"<rss version='2.0'><channel>{item}</channel></rss>"))
        assert isinstance(found, OnlyLinked)
        assert found.address == "https://a.example/1?utm_source=rss"  # as it is written: so it is fetched
        return found.stamp

    assert stamp("Fire", "2025-05-19") == stamp("Fire", "2025-05-19")
    assert len({stamp("Fire", "2025-05-19"), stamp("Fire", "2025-05-20"), stamp("Fire out", "2025-05-19")}) == 3


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>',
        '\ufeff<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>&a;</channel></rss>'.encode("utf-16"),
    ],
)
def test_a_feed_that_defines_entities_is_refused(tmp_path: Path, content: str | bytes) -> None:
    """They may stand for gigabytes, or for a file of this machine."""
    with pytest.raises(UnreadableSource, match="entities of its own"):
        list(read_file(write(tmp_path, "feed.xml", content)))


@pytest.mark.parametrize("content", ["<html><body>no</body></html>", "<opml version='2.0'/>", "<urlset", "{}", "<rss "])
def test_what_is_no_feed_is_named(tmp_path: Path, content: str) -> None:
    """With what would be one."""
    with pytest.raises(UnreadableSource, match=r"no feed|no XML"):
        list(read_file(write(tmp_path, "feed.xml", content)))


def test_in_a_folder_an_item_that_only_links_says_how_to_have_it(tmp_path: Path) -> None:
    """Nothing is fetched where only files were asked for."""
    item = "<item><title>Fire</title><link>https://a.example/1</link></item>"
    write(tmp_path, "feed.xml", f"<rss version='2.0'><channel>{item}</channel></rss>")
    (problem,) = refused(tmp_path)
    assert "feed.xml#1: its text is not here but at https://a.example/1." in problem.message
    assert "onrecord sources add" in problem.hint

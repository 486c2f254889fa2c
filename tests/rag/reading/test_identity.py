"""An article keeps its identity across copies of its link, and two articles never share one by accident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.identity import article_id, canonical, web_address


@pytest.mark.parametrize("given_id", ["istanbul-talks", "A.b_c-1", "7"])
def test_a_plain_id_is_kept(given_id: str) -> None:
    """What the publisher calls it is what it is called."""
    assert article_id(given_id, "https://a.example/", "f.txt") == given_id


@pytest.mark.parametrize("given_id", ["a b", "../etc", ".hidden", "é", "a" * 200, "<script>"])
def test_any_other_id_becomes_a_hash(given_id: str) -> None:
    """Ids stand in addresses and file names, so only plain ones are used as they are."""
    made = article_id(given_id, None, "f.txt")
    assert len(made) == 16
    assert int(made, 16) >= 0
    assert made == article_id(given_id, "https://a.example/", "g.txt")


def test_copies_of_one_link_are_one_article() -> None:
    """Case of scheme and host, default port, fragment and tracking parameters do not count."""
    plain = article_id(None, "https://news.example/a?id=1", "f")
    assert plain == article_id(None, "HTTPS://News.Example:443/a?utm_source=x&id=1&utm_medium=y#top", "g")
    assert plain != article_id(None, "https://news.example/a?id=2", "f")
    assert plain != article_id(None, "https://news.example/A?id=1", "f")


def test_an_ipv6_address_and_its_port_are_two_things() -> None:
    """Without brackets "::1", port 8080, would be "::1:8080"."""
    assert canonical("http://[::1]:8080/a") == "http://[::1]:8080/a"
    assert article_id(None, "http://[::1]:8080/a", "f") != article_id(None, "http://[::1:8080]/a", "f")


def test_without_id_and_link_the_place_counts() -> None:
    """Two files are two articles."""
    assert article_id(None, None, "a.txt") != article_id(None, None, "b.txt")
    assert article_id("https://a.example/x y", None, "a") != article_id(None, "https://a.example/x y", "a")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "ftp://a.example/",
        "https://",
        "https://a.example/ b",
        'https://a.example/"onclick=',
        "https://me:secret@a.example/",
        "http://[::1",
        "https://a.example:99999/",
        "https://a.example/\ud800",
        "https://a.example/" + "a" * 3000,
        "",
        None,
    ],
)
def test_only_plain_web_addresses_are_kept(address: str | None) -> None:
    """Nothing else may become a link on a page."""
    assert web_address(address) is None


@given(st.text(max_size=80))
def test_any_text_has_an_identity(text: str) -> None:
    """No id or address can break it."""
    assert article_id(text, web_address(text), text)
    assert article_id(None, web_address("https://a.example/" + text), "f")

"""Links out of the pages, and dates in words: only what is safe, only what is known."""

from urllib.parse import unquote

import pytest

from api.web.links import article_href, context_href, publisher, text_directive
from api.web.render import when
from rag.answer import PublishedShown, day_in_words


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/v1/answers/x",
        "https:evil.example",
        "https://",
        "https://bbc.example@evil.example/",
        "https://user:pass@evil.example/",
        "https://evil.example\\@bbc.example/",
        "https://[::1",
        "https://a.example:port/",
        "https://bbc.example/\u202egpj.exe",
    ],
)
def test_what_is_not_plainly_http_is_no_link(url: str | None) -> None:
    """Nothing that runs, leads inside, or looks like another site."""
    assert publisher(url) is None


def test_a_publisher_s_page_is_linked_at_the_words() -> None:
    """The host is said; an existing fragment is kept."""
    link = publisher("https://news.example:8443/a?b=c", "the “key condition”, he said – no-one & all")
    assert link is not None
    assert link.host == "news.example:8443"
    base, _, words = link.href.partition("#:~:text=")
    assert base == "https://news.example:8443/a?b=c"
    assert not set(words) & set("-,& “")
    assert unquote(words) == "the “key condition”, he said – no-one & all"
    kept = publisher("https://news.example/a#part", "words")
    assert kept is not None
    assert kept.href == "https://news.example/a#part:~:text=words"


def test_many_words_are_named_by_their_ends() -> None:
    """First and last words, joined by a comma that is not encoded."""
    words = " ".join(f"w{number}" for number in range(40))
    assert text_directive(words) == "w0%20w1%20w2%20w3%20w4,w35%20w36%20w37%20w38%20w39"
    assert text_directive("one\ntwo").count(",") == 1


def test_an_article_s_id_stays_one_part_of_the_path() -> None:
    """Whatever an id holds, it can't change where the link leads."""
    assert article_href("a/b?c#d") == "/articles/a%2Fb%3Fc%23d"
    assert context_href("é", 2, 3, 4) == "/articles/%C3%A9/2?start=3&end=4#quote"


def test_dates_are_shown_to_their_precision() -> None:
    """Never a day that the article did not give."""
    assert [day_in_words(value) for value in ("2025-03-09", "2025-03", "2025")] == [
        "9 March 2025",
        "March 2025",
        "2025",
    ]
    assert day_in_words("<b>") == "<b>"
    assert when(PublishedShown()) == "undated"
    assert when(PublishedShown(value="2025", precision="year", basis="inferred")) == "2025 (inferred)"

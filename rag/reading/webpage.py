"""A saved web page -> an article: what the page shows its readers, and what its own metadata says of it.

Nothing is fetched, no script runs, and nothing is guessed: a date or outlet that no metadata states is unknown.
"""

import re
from typing import Any

from rag.domain import Article
from rag.reading.chrome import story_of
from rag.reading.dates import published
from rag.reading.fields import Fields, Origin, article_of, headline
from rag.reading.files import load
from rag.reading.page import title_and_text
from rag.reading.text import clean, one_line
from rag.reading.web.edges import without_bios
from rag.reading.web.linked_data import Records, likeness, linked_data_in, meta_of, records_of
from rag.reading.web.story import StoryFound, story_in
from rag.reading.web.tree import keep_what_is_seen, tree_of
from rag.reading.widgets import is_name

_DATE_KEYS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "published_time", "publish-date", "publish_date", "publishdate", "publication_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "citation_publication_date", "article:published", "date",
)  # fmt: skip
"""Names of meta tags that give the day of publication, the most exact first; never those of the last change."""
_OUTLET_KEYS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
    "application-name",
)
_AUTHOR_KEYS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_HINT = "Is it the page of one article? Some pages hold their text in scripts only; save the text as .txt instead."

Meta = dict[str, list[str]]


def read_webpage(origin: Origin) -> Article:
    """The article on the HTML page at `origin`; raises UnreadableSource where none can be found."""
    return article_on(load(origin, page=True), origin)


def article_on(page: str, origin: Origin) -> Article:
    """The article on `page`, the HTML that was read at `origin`; raises UnreadableSource where none can be found."""
    try:
        fields = _fields(page)
    except Exception as error:  # whatever a hostile page breaks in the parser, the other files are still read
        raise origin.refuse(f"this page can't be parsed ({type(error).__name__})", _HINT) from error
    if fields is None:
        raise origin.refuse("no article text could be found on this page", _HINT)
    return article_of(fields, origin)


def _fields(page: str) -> Fields | None:
    tree = tree_of(page)
    if tree is None:
        return None
    meta, addresses, linked = meta_of(tree), _addresses(tree), linked_data_in(tree)
    titles = _titles(tree, meta)
    keep_what_is_seen(tree)
    found = story_in(tree, titles)
    records = records_of(linked, [*titles, *([found.headline] if found.headline else [])], addresses)
    outlet = _outlet(meta, records)
    byline = _byline(meta, records, found, outlet)
    blocks = without_bios(found.blocks, byline.split(", ") if byline else [])
    text = clean("\n".join(block.text for block in blocks))
    if not text:
        return None
    headings = {one_line(block.text) for block in blocks if block.heading}
    story = _story(_title(titles, records, found, outlet), text, headings)
    return Fields(
        title=story.title,
        text=story.text,
        outlet=outlet,
        byline=byline or story.byline,
        url=next(iter(addresses), None) or records.first("url"),
        published=_date(meta, records, found),
        language=records.first("inLanguage") or tree.get("lang") or next(iter(meta.get("og:locale", [])), None),
    )


def _titles(tree: Any, meta: Meta) -> list[str]:
    """What the page's head calls its article, the title meant for sharing first."""
    names = [tag.text or "" for tag in tree.iter("title")]
    stated = [*meta.get("og:title", [])[:1], *meta.get("twitter:title", [])[:1], *names[:1]]
    return [title for title in map(headline, stated) if title]


def _addresses(tree: Any) -> list[str]:
    canonical = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    shared = [tag.get("content") for tag in tree.iter("meta") if tag.get("property") == "og:url"]
    return [address for address in (*canonical, *shared) if address]


def _title(titles: list[str], records: Records, found: StoryFound, outlet: str | None) -> str:
    """The headline, in the form in which the page's metadata states it.

    That is the longest stated title which is a part of the headline shown on the page, or else one that is like it, or
    else what is shown. Where the page shows none, it is the first title stated; "" where there is none.
    """
    shown = headline(found.headline or "")
    stated = [headline(records.first("headline") or ""), *(_without_outlet(title, outlet) for title in titles)]
    if not shown:
        return next(filter(None, (*stated[1:], stated[0])), "")
    within = [title for title in stated if title and title in shown and title != shown]  # without what stands above it
    return max(within, key=len, default="") or next((title for title in stated[1:-1] if likeness(title, shown)), shown)


def _story(title: str, text: str, headings: set[str]) -> Fields:
    """Title and text without what is left of chrome, and the byline stated there. No line in `headings` is taken for a
    link to another article.
    """
    if not title:
        titled = title_and_text(story_of(text, headings).text)
        return Fields(title=titled.title, text=titled.text)
    first, _, rest = text.partition("\n")
    body = rest if rest.strip() and one_line(first) == title else text
    # The title goes above the text, because what stands below a headline is judged by that.
    story = story_of(clean(f"{title}\n\n{body}"), headings)
    above, _, below = story.text.partition("\n")
    left = clean(below if above == title else story.text)
    return Fields(title=title, text=left or body, byline=story.byline)


def _outlet(meta: Meta, records: Records) -> str | None:
    """The outlet's name as the page gives it; never its host name."""
    site, *others = (next((name for name in meta.get(key, []) if "/" not in name), None) for key in _OUTLET_KEYS)
    return site or records.first("publisher") or next(filter(None, others), None)


def _byline(meta: Meta, records: Records, found: StoryFound, outlet: str | None) -> str | None:
    """Who the page's metadata says wrote it, or who is marked as its author in the article's own part of the page."""
    stated = next(filter(None, (meta.get(key) for key in _AUTHOR_KEYS)), [])
    marked = found.scope.xpath(".//*[contains(@itemprop, 'author') or contains(concat(' ', @rel, ' '), ' author ')]")
    shown = [one_line("".join(mark.itertext())) for mark in marked if found.holds(mark)]
    names = records.names("author") or stated or [name for name in shown if is_name(name)]
    plain = [_BY.sub("", name) for name in dict.fromkeys(names) if "/" not in name]
    return ", ".join(name for name in plain if name != outlet) or None


def _date(meta: Meta, records: Records, found: StoryFound) -> str | None:
    """The first publication date in the page's metadata that can be read, as written there."""
    in_meta = [value for key in _DATE_KEYS for value in meta.get(key, [])[:1]]
    marked = found.scope.xpath(".//*[contains(@itemprop, 'datePublished')] | .//time[@pubdate]")
    in_times = [mark.get("datetime") or mark.get("content") for mark in marked if found.holds(mark)]
    stated = [*in_meta, records.first("datePublished"), *in_times]
    return next((value for value in stated if value and published(value).value), None)


def _without_outlet(title: str, outlet: str | None) -> str:
    """`title` without " | Outlet" at its end, where the page names that outlet itself."""
    cut = re.fullmatch(rf"(.+?)\s+[|–—-]\s+{re.escape(outlet)}", title) if outlet else None
    return cut[1] if cut else title

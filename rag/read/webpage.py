"""A saved web page -> an article, by trafilatura, and by what the page's own metadata says of date and outlet.

The only importer of trafilatura. Nothing is fetched, no script runs. trafilatura also guesses: a date from the address or
from the text, an outlet from the host name. Those guesses are not used; a date or outlet that no metadata states is unknown.
"""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from rag.domain import Article
from rag.read.chrome import story_of
from rag.read.dates import published
from rag.read.fields import Fields, Origin, article_of, headline, name_in
from rag.read.files import load
from rag.read.page import title_and_text
from rag.read.text import clean, one_line

_DATE_KEYS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "published_time", "publish-date", "publish_date", "publishdate", "publication_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date",
    "article:published", "date",
)  # fmt: skip
"""Names of meta tags that give the day of publication, the most exact first; never those of the last change."""
_SITE_NAME = "og:site_name"
_OUTLET_KEYS = (
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
    "application-name",
)
_ARTICLE_TYPES = re.compile(r".*(?:Article|Posting|Report|WebPage)")
# What the page hides from its readers is not part of what it says to them.
_HIDDEN = [
    "//body//*[@hidden]",
    "//body//*[contains(translate(@style, ' ', ''), 'display:none') or contains(translate(@style, ' ', ''), 'visibility:hidden')]",
]
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BULLET = re.compile(r"^- (?=\S)", re.MULTILINE)
_HINT = "Is it the page of one article? Some pages hold their text in scripts only; save the text as .txt instead."


def read_webpage(origin: Origin) -> Article:
    """The article on the HTML page at `origin`; raises UnreadableSource where none can be found."""
    import trafilatura  # noqa: PLC0415 - a quarter of a second, for this kind of file only

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # what fails is reported here, once, with the file's name
    page = _XML_DECLARATION.sub("", load(origin, page=True), count=1)
    if "<body" not in page[:100_000].lower():
        page = f"<html><body>{page}</body></html>"
    try:
        tree = trafilatura.load_html(page)
        found = (
            None
            if tree is None
            else trafilatura.bare_extraction(
                page,
                include_comments=False,
                with_metadata=True,
                prune_xpath=_HIDDEN,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
        )
    except Exception as error:  # whatever a hostile page breaks in the parser, the other files are still read
        raise origin.refuse(f"this page can't be parsed ({type(error).__name__})", _HINT) from error
    if tree is None or found is None or not clean(found.text or ""):
        raise origin.refuse("no article text could be found on this page", _HINT)
    return article_of(_fields(tree, found), origin)


def _fields(tree: Any, found: Any) -> Fields:
    meta, records = _meta(tree), list(_records(tree))
    outlet = _outlet(meta, records)
    story = _story(_without_outlet(headline(found.title or ""), outlet), _BULLET.sub("", clean(found.text)))
    return Fields(
        title=story.title,
        text=story.text,
        outlet=outlet,
        byline=found.author or story.byline,
        url=found.url,
        published=_date(tree, meta, records),
        language=_from_records(records, "inLanguage") or tree.get("lang") or meta.get("og:locale"),
    )


def _story(title: str, text: str) -> Fields:
    """Title, text and a byline stated in it; what trafilatura left of chrome goes, and a headline that is repeated."""
    if not title:
        titled = title_and_text(story_of(text).text)
        return Fields(title=titled.title, text=titled.text)
    first, _, rest = text.partition("\n")
    body = rest if rest.strip() and one_line(first) == title else text
    # The title goes above the text, because what stands below a headline is judged by that.
    story = story_of(clean(f"{title}\n\n{body}"))
    above, _, below = story.text.partition("\n")
    left = clean(below if above == title else story.text)
    return Fields(title=title, text=left or body, byline=story.byline)


def _meta(tree: Any) -> dict[str, str]:
    """The page's meta tags, by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        for name in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects that describe an article, also inside lists and `@graph`."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                if any(isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind) for kind in _listed(item.get("@type"))):
                    yield item
                waiting += _listed(item.get("@graph"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _from_records(records: list[dict[str, Any]], key: str) -> str | None:
    return next(filter(None, (name_in(record.get(key)) for record in records)), None)


def _outlet(meta: dict[str, str], records: list[dict[str, Any]]) -> str | None:
    """The outlet's name as the page gives it; never its host name."""
    in_meta = [meta[key] for key in _OUTLET_KEYS if key in meta and "/" not in meta[key]]
    return meta.get(_SITE_NAME) or _from_records(records, "publisher") or next(iter(in_meta), None)


def _date(tree: Any, meta: dict[str, str], records: list[dict[str, Any]]) -> str | None:
    """The first publication date in the page's metadata that can be read, as written there."""
    in_meta = [meta[key] for key in _DATE_KEYS if key in meta]
    in_times = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    stated = [*in_meta, _from_records(records, "datePublished"), *in_times]
    return next((value for value in stated if published(value).value), None)


def _without_outlet(title: str, outlet: str | None) -> str:
    """`title` without " | Outlet" at its end, where the page names that outlet itself."""
    cut = re.fullmatch(rf"(.+?)\s+[|–—-]\s+{re.escape(outlet)}", title) if outlet else None
    return cut[1] if cut else title

"""Of a page's JSON-LD records only those of its own article count, however they are written."""

import json
from typing import Any

import pytest

from rag.reading.web.linked_data import likeness, linked_data_in, meta_of, records_of
from rag.reading.web.tree import tree_of

TITLE = "East pier to close for eight weeks"
OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2025-05-20", "author": {"name": "Ada Brock"}}
OTHER = {"@type": "NewsArticle", "headline": "Zoo loses its last lynx", "datePublished": "2019-02-01"}


def published(*scripts: str, titles: tuple[str, ...] = (TITLE,), addresses: tuple[str, ...] = ()) -> str | None:
    """The day that a page with these scripts states of itself."""
    tree = tree_of("".join(f'<script type="application/ld+json">{script}</script>' for script in scripts) + "<p>x</p>")
    assert tree is not None
    return records_of(linked_data_in(tree), titles, addresses).first("datePublished")


@pytest.mark.parametrize(
    "scripts",
    [
        (json.dumps(OTHER), json.dumps(OWN)),
        (json.dumps([OTHER, OWN]),),
        (json.dumps({"@graph": [OTHER, {"@type": "WebSite"}, OWN]}),),
        (json.dumps([[{"@graph": [OTHER]}], [OWN]]),),
        ("{broken", json.dumps(OWN)),
        ("<!-- " + json.dumps(OWN) + " -->",),
        (json.dumps({**OWN, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}),),
        (json.dumps({"@type": "WebPage", "name": TITLE, "mainEntity": OWN}),),
        (json.dumps({"@type": "WebPage", "name": TITLE, "datePublished": "2018-01-01"}), json.dumps(OWN)),
    ],
)
def test_the_record_with_the_pages_headline_is_its_own(scripts: tuple[str, ...]) -> None:
    """Wherever it stands, and before the record of the page as such."""
    assert published(*scripts) == "2025-05-20"


@pytest.mark.parametrize(
    "record",
    [OTHER, {"@type": "ItemList", "itemListElement": [OWN]}, {"@type": "VideoObject", "name": TITLE, "datePublished": "2019"},
     {**OWN, "headline": "", "name": "Tarn Times"}],
)  # fmt: skip
def test_a_record_of_something_else_states_nothing_of_the_page(record: dict[str, Any]) -> None:
    """Another article, a list of articles, a film, the site."""
    assert published(json.dumps(record)) is None


def test_an_address_tells_records_of_like_headlines_apart() -> None:
    """The one at the page's address counts; one at another address only if its headline is the very same."""
    near = {**OTHER, "headline": "East pier to close for ten weeks", "url": "https://tarn.example/ten"}
    own = {**OWN, "mainEntityOfPage": {"@id": "http://www.tarn.example/pier/"}, "headline": "Rust shuts quay"}
    here = ("https://tarn.example/pier",)
    assert published(json.dumps(near), json.dumps(own), addresses=here) == "2025-05-20"
    assert published(json.dumps(near), addresses=here) is None
    assert published(json.dumps({**OWN, "url": "https://copy.example/1"}), addresses=here) == "2025-05-20"


def test_a_record_that_names_no_article_counts_if_it_is_the_only_one() -> None:
    """Of two nobody knows which is meant."""
    bare = {"@type": "NewsArticle", "datePublished": "2025-05-20"}
    assert published(json.dumps(bare)) == "2025-05-20"
    assert published(json.dumps(bare), json.dumps({**bare, "datePublished": "2019"})) is None


def test_names_are_found_in_lists_objects_and_by_reference() -> None:
    """An author may be any of these, and one that refers to itself names nobody."""
    people = [[{"name": "Ada Brock"}], "Bo Lind", {"@id": "#jo"}, {"@id": "#loop"}, 7, None]
    graph = {
        "@graph": [
            {**OWN, "author": people},
            {"@id": "#jo", "name": "Jo Tern"},
            {"@id": "#loop", "name": {"@id": "#loop"}},
        ]
    }
    tree = tree_of(f'<script type="application/ld+json">{json.dumps(graph)}</script><p>x</p>')
    assert tree is not None
    assert records_of(linked_data_in(tree), [TITLE], []).names("author") == ["Ada Brock", "Bo Lind", "Jo Tern"]


def test_headlines_are_alike_by_their_words() -> None:
    """With an outlet's name behind it it is the same one, and the outlet's name alone is none."""
    assert likeness(TITLE, f"{TITLE} | Tarn Times") > 0.5
    assert likeness("Tarn Times", f"{TITLE} | Tarn Times") == 0
    assert likeness("", TITLE) == 0


def test_microdata_in_the_body_is_no_metadata_of_the_page() -> None:
    """It may belong to a comment or to a box; other meta tags count wherever a broken head has left them."""
    tree = tree_of(
        '<body><p>x</p><meta itemprop="datePublished" content="2019"><meta name="date" content="2025"></body>'
    )
    assert tree is not None
    assert meta_of(tree) == {"date": ["2025"]}

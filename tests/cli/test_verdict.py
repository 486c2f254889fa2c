"""What a reader is told of a quotation: where it stands and what differs, in lines and as JSON."""

from cli.verdict import as_json, as_lines
from rag.domain import Article
from rag.keeping.find_quotation import look_up

ARTICLE = Article("pier", "East pier to close", "The board — which met on Monday — knew of it. It’s shut at 3:30 pm.")


def lines(quote: str) -> list[str]:
    """What is printed of `quote` in the one article."""
    return list(as_lines(look_up([ARTICLE], quote)))


def test_an_exact_quotation_is_told_with_its_place() -> None:
    """And in how many articles."""
    assert lines("knew of it") == [
        "East pier to close (pier, version 1) at 34–44:",
        "  “knew of it”",
        "Found in 1 of 1 articles.",
    ]


def test_what_is_typed_otherwise_or_edited_is_told_word_by_word() -> None:
    """As asked, and as it stands."""
    assert lines("It's shut")[2:] == ["  “It's” stands as “It’s”", "Found in 1 of 1 articles, typed otherwise."]
    assert lines("The board […] knew [long ago] of it")[2:] == [
        "  “[…]” stands as “— which met on Monday —”",
        "  “[long ago]” does not stand there",
        "Found in 1 of 1 articles, edited as it says.",
    ]
    assert lines("on\nMonday")[2] == "  other white space"


def test_a_headline_is_called_one() -> None:
    """Its offsets count in the title."""
    assert lines("pier to close")[0] == "East pier to close (pier, version 1) at its headline, 5–18:"


def test_what_is_missing_is_told_beside_what_comes_nearest() -> None:
    """Which is called no quotation."""
    assert lines("The board which met on Friday knew of it") == [
        "Not in any article, word for word.",
        "Nearest, and not the quotation:",
        "East pier to close (pier, version 1) at 0–44:",
        "  “The board — which met on Monday — knew of it”",
        "  “—” stands there besides",
        "  “Friday” stands as “Monday —”",
    ]
    assert lines("It’s shut at 3: 30 pm")[-1] == "  the same words, parted in another way"
    assert lines("nothing of the kind") == ["Not in any article, word for word."]


def test_many_differences_are_counted() -> None:
    """JSON has all of them."""
    quote = " ".join(f"x{number}'s" for number in range(12))
    verdict = look_up([Article("a", "Headline", quote.replace("'", "’"))], quote)
    assert list(as_lines(verdict))[-2] == "  and 4 more differences"
    assert len(as_json(verdict)["places"][0]["differs"]) == 12


def test_json_has_a_place_for_each_and_null_for_nothing_near() -> None:
    """The slice is the article's own."""
    found = as_json(look_up([ARTICLE], "knew of it"))
    assert found == {
        "found": True,
        "kind": "exact",
        "places": [
            {
                "article_id": "pier",
                "version": 1,
                "title": "East pier to close",
                "in": "text",
                "start": 34,
                "end": 44,
                "quote": "knew of it",
                "differs": [],
                "kind": "exact",
            }
        ],
        "nearest": None,
    }
    assert ARTICLE.text[34:44] == "knew of it"

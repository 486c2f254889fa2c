"""How a quotation is found among articles: exactly, typed otherwise or edited; and what is shown where it is missing."""

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Article
from rag.keeping.find_quotation import look_up
from rag.keeping.nearest_quotation import Difference
from rag.quoting.cite import find_quote
from rag.quoting.typography import Folded, folded

FILE = Path(__file__).parents[2] / "cases" / "quotations.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
BY_PRINTERS = [case for case in CASES if case["find"]]

WORDS = """the board knew of rust since March it’s office ﬂaw café naïve “no” he said, final don’t 2,500 30-day $12.40 -5 1913–1920
(sic) end. why? Łódź we’ll 25% U.S. boys’ oﬃcer “yes, sir,” at last! first effort baffled""".split()
JOINS = [" ", " ", " ", " — ", "—", "… ", " … ", ": ", " – ", "\n", "\u00a0"]
PLAIN = "board knew rust since March office said".split()
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(JOINS)), min_size=3, max_size=25)

RETYPED = [
    ("“", '"'), ("”", '"'), ("“", "«\u202f"), ("”", "\u00a0»"), ("“", "``"), ("”", "''"), ("’", "'"), ("’", "`"), ("'", "’"), (" — ", "—"),
    ("—", " -- "), ("—", " --- "), ("–", "-"), (" – ", " - "), ("…", "..."), ("…", ". . ."), ("… ", "…"), ("ﬁ", "fi"), ("fi", "ﬁ"), ("ff", "ﬀ"),
    ("ﬂ", "fl"), ("ﬃ", "ffi"), (" ", "\u00a0"), (" ", "  "), ("\n", " "), ("?", "\u202f?"), (": ", "\u00a0: "), ("%", "\u00a0%"), ("oa", "o\u00ada"), ("ou", "o\u200bu"),
    ("ew", "e\u200cw"), ("-d", "‑d"), ("é", "e\u0301"), ("-5", "−5"),
]  # fmt: skip


@pytest.mark.parametrize("case", BY_PRINTERS, ids=[case["id"] for case in BY_PRINTERS])
def test_typography_alone_decides_whether_a_quotation_is_found(case: dict[str, Any]) -> None:
    """What checks claims finds no edited quotation: an answer shows all the words, or quotes two stretches."""
    match = find_quote(case["text"], case["quote"])
    assert ("found" if match.spans else "missing") == case["find"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_quotation_is_found_in_the_sense_in_which_it_stands(case: dict[str, Any]) -> None:
    """Every place slices the article; what is not exact shows what differs; what is missing is at no place."""
    article = Article("a", case.get("title", "A headline"), case["text"])
    verdict = look_up([article], case["quote"])
    assert verdict.kind == case["how"]
    for place in verdict.places:
        assert place.span.of(article.title if place.in_headline else article.text) == place.quote
        assert bool(place.differs) == (place.kind != "exact")
    assert (verdict.nearest is None) or verdict.kind == "missing"


def test_the_nearest_passage_shows_what_differs() -> None:
    """A changed word, a dropped "not", an added word: each side as it stands, of the article that comes nearest."""
    articles = [
        Article("near", "Board votes", "The board may not close the pier in May. The mayor said so."),
        Article("far", "Board votes", "The board will not say who may close the gate in June."),
    ]
    near = look_up(articles, "The board may close the old pier in June").nearest
    assert near is not None
    assert near.span.of(near.article.text) == "The board may not close the pier in May"
    assert near.differs == (Difference("", "not"), Difference("old", ""), Difference("June", "May"))


def test_nothing_is_near_that_has_few_of_the_words() -> None:
    """Half of them at least."""
    assert look_up([Article("a", "Gale", "The storm passed.")], "The minister resigned over the budget").nearest is None


def test_all_places_are_told_and_the_surest_kind_is_named() -> None:
    """In two articles and a headline; one typed otherwise makes the others no less exact."""
    articles = [Article("a", "It’s over", "“It’s over,” he said."), Article("b", "Match ends", "It's over, he said.")]
    verdict = look_up(articles, "It’s over")
    assert [(p.article.id, p.in_headline, p.kind) for p in verdict.places] == [
        ("a", False, "exact"),
        ("a", True, "exact"),
        ("b", False, "typography"),
    ]
    assert (verdict.kind, verdict.looked_at) == ("exact", 2)


def test_what_differs_is_told_word_by_word() -> None:
    """Only the words that are typed otherwise."""
    [place] = look_up([Article("a", "Pier", "It’s the pier—built in 1913.")], "It's the pier -- built in 1913.").places
    assert place.differs == (Difference("It's", "It’s"), Difference("pier -- built", "pier—built"))


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(texts, st.data())
def test_a_slice_typed_in_another_way_is_found_at_its_place(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whatever of its marks, dashes, dots, ligatures and spaces is typed otherwise, and its first letter in the other case."""
    words = [data.draw(st.sampled_from(PLAIN)), *(word for word, _ in parts), data.draw(st.sampled_from(PLAIN))]
    quote = (
        "".join(word + join for word, join in zip(words, [*(join for _, join in parts), " "], strict=False)) + words[-1]
    )
    before, after = (data.draw(st.sampled_from(["", "He left. ", "so — ", "“"])) for _ in range(2))
    text = unicodedata.normalize("NFC", before + quote + (" " + after if after else "")).rstrip()
    start, retyped = len(before), quote
    for old, new in data.draw(st.lists(st.sampled_from(RETYPED), max_size=6)):
        retyped = retyped.replace(old, new, data.draw(st.integers(1, 3)))
    if data.draw(st.booleans()):
        retyped = retyped[0].swapcase() + retyped[1:]
    verdict = look_up([Article("a", "Headline", text)], retyped)
    assert verdict.kind in {"exact", "typography"}
    assert (start, start + len(unicodedata.normalize("NFC", quote))) in {
        (p.span.start, p.span.end) for p in verdict.places
    }


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=20, unique=True), st.data())
def test_a_slice_with_one_word_changed_dropped_or_added_is_not_found(words: list[str], data: st.DataObject) -> None:
    """Nor its number, nor its "not": whatever else is the same."""
    text = unicodedata.normalize("NFC", " ".join(words))
    changed = list(words)
    at = data.draw(st.integers(1, len(words) - 2))
    other = data.draw(st.sampled_from(["zebra", "not", "2,501", "-6", "knews"]))
    how = data.draw(st.sampled_from(["change", "drop", "add"]))
    changed[at : at + (how != "add")] = [] if how == "drop" else [other]
    assert look_up([Article("a", "Headline", text)], " ".join(changed)).kind == "missing"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from([*WORDS, *JOINS, *"\"'-.:… "]), max_size=40).map("".join))
)
def test_a_text_is_folded_alike_with_places_and_without(text: str) -> None:
    """And each folded sign stands for a stretch of the text, in order."""
    with_places = Folded.of(text)
    assert with_places.signs == folded(text)
    places = list(zip(with_places.starts, with_places.ends, strict=True))
    assert len(places) == len(with_places.signs)
    assert all(start < end for start, end in places)
    assert places == sorted(places)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_and_any_quotation_can_be_compared(text: str, quote: str) -> None:
    """Nothing that can be typed raises."""
    text = unicodedata.normalize("NFC", "x" + text.replace("\r", "").replace("\0", ""))
    for place in look_up([Article("a", "Headline", text)], quote).places:
        assert place.quote


@pytest.mark.slow
@pytest.mark.parametrize(
    "quote",
    [
        "He would agree … to a truce " * 300,
        "[x] " * 5000,
        "… " * 5000,
        "( " * 20_000,
        "' " * 20_000,
        "- " * 20_000,
        ". " * 20_000,
    ],
    ids=["parts", "brackets", "ellipses", "open brackets", "marks", "dashes", "dots"],
)
def test_time_does_not_run_away_with_the_quotation(quote: str) -> None:
    """Against a text of the same, and of half a megabyte."""
    articles = [
        Article("a", "Headline", "He would agree to a truce. " * 20_000),
        Article("b", "Headline", "x " + quote),
    ]
    started = time.perf_counter()
    look_up(articles, quote)
    assert time.perf_counter() - started < 20

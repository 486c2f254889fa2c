"""A quotation is found only where an article really has it, at its exact place; all else fails closed."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answer import Dropped
from rag.domain import CitedClaim, DraftClaim
from rag.quoting.cite import as_compared, find_quote, resolve
from tests.rag.claims import evidence

CEASEFIRE = (
    "Zelenskiy said Ukraine would not agree to a pause of any kind (why should it?) before Monday. He asked for a 30-day "
    "truce. “We don’t trust them,” he said — and left…"
)
MARKS = [*" \n\t.,:;?!()-/%$…—–‘’“”'\"", "\u00a0", "\u00ad", "\u200b", "\u202f", " 12.5 ", "2,500", "don’t"]
WORDS = [
    "truce",
    "Kyiv",
    "é",
    "e\u0302\u0323",
    "👩\u200d🚀",
    "👍🏽",
    "🇺🇦",
    "مرحبا",
    "שלום",
    "नमस्ते",
    "停火",
    "x",
    "xx",
    "1",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MARKS + WORDS), max_size=60).map("".join)).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@pytest.mark.parametrize(
    "quote",
    [
        "Ukraine would agree to a pause",
        "He asked for a 90-day truce",
        "Putin said Ukraine would not agree",
        "Ukraine has won the war and nobody disputes it",
        "(why should it!)",
        "(why should.it?)",
    ],
    ids=["negation dropped", "30 made 90", "another name", "fabricated", "signs changed", "a sign that a regex takes"],
)
def test_an_altered_quotation_is_missing(quote: str) -> None:
    """None of the alterations that two well-known matchers accept is found, nor does any sign act as a pattern."""
    assert find_quote(CEASEFIRE, quote).kind == "missing"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("(why should it?)", "(why should it?)"),
        ("“We don't trust them,”", "We don’t trust them,"),
        ("he said - and left...", "he said — and left…"),
        ("a\n30‑day\u00a0\u2003truce", "a 30-day truce"),
    ],
)
def test_typography_and_white_space_may_differ(quote: str, found: str) -> None:
    """What differs in quotes, dashes, dots and spaces alone is found, and the span gives the article's own signs."""
    match = find_quote(CEASEFIRE, quote)
    assert [span.of(CEASEFIRE) for span in match.spans] == [found]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("a cease\u00adfire \u200bnow", "ceasefire now", "cease\u00adfire \u200bnow"),
        ("😀 “Ja” 😀", "Ja", "Ja"),
        ("\u200fשלום\u200e עולם", "שלום עולם", "שלום\u200e עולם"),
        ("café noir", "cafe\u0301 noir", "café noir"),
        ("👩\u200d🚀 and 👩 spoke", "👩", "👩"),
        ("It cost 10\u202f000 kroner", "10 000 kroner", "10\u202f000 kroner"),
        ("Really！ he said", "Really! he", "Really！ he"),
    ],
)
def test_offsets_count_in_the_original_text(text: str, quote: str, found: str) -> None:
    """What folding drops, joins or widens does not move a span: it is a slice of the stored text."""
    match = find_quote(text, quote)
    assert [span.of(text) for span in match.spans] == [found]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We can't agree.", "We can"),
        ("We can’t agree.", "t agree"),
        ("That is non-negotiable.", "negotiable"),
        ("a pause of 130 days", "30 days"),
        ("a 30-day pause", "day pause"),
        ("from 30–90 days", "90 days"),
        ("it costs $12.40", "12"),
        ("it costs $12.40", "40"),
        ("it costs $12.40", "12.40"),
        ("2,500 men", "500 men"),
        ("2\u202f500 men", "500 men"),
        ("at 10:30 sharp", "30 sharp"),
        ("it rose by 5%", "rose by 5"),
        ("a night at -5 degrees", "5 degrees"),
        ("U.S. troops", "S. troops"),
        ("the Ukrainians", "the Ukrainian"),
        ("नमस्ते", "नमस्त"),
        ("👍🏽 yes", "👍"),
        ("👩\u200d🚀 flew", "🚀 flew"),
        ("wait… now", "wait.."),
        ("a Ⓐ b", "a A b"),
        ("the oﬃce", "of"),
        ("the oﬃce", "fice"),
    ],
)
def test_a_quotation_can_not_end_inside_a_word_or_number(text: str, quote: str) -> None:
    """A cut through a word, a number, a sign or an emoji can change what is said, so it is not found."""
    assert find_quote(text, quote).kind == "missing"


@pytest.mark.parametrize("quote", ["", " \n", "“”", "'\"'", "\u200b"])
def test_an_empty_quotation_is_missing(quote: str) -> None:
    """Nothing, or nothing but quotation marks, stands nowhere."""
    assert find_quote("Anything “” at all", quote).kind == "missing"


@pytest.mark.parametrize(
    ("text", "quote", "starts"),
    [
        ("No deal. And again: no deal.", "deal", [3, 23]),
        ("aba aba aba", "aba aba", [0, 4]),
        ("on and on and on", "on and on", [0, 7]),
    ],
)
def test_a_quotation_that_occurs_twice_is_ambiguous(text: str, quote: str, starts: list[int]) -> None:
    """Every place is told, overlapping ones too, and none is chosen."""
    match = find_quote(text, quote)
    assert (match.kind, [span.start for span in match.spans]) == ("ambiguous", starts)


@settings(max_examples=300, deadline=None)
@given(texts, st.data())
def test_every_slice_of_whole_words_is_found_where_it_was_cut(text: str, data: st.DataObject) -> None:
    """Any run of words cut at white space is found, its place among the spans; every span folds to the quotation."""
    inside = {at for parted in re.finditer(r"\d\s(?=\d)", text) for at in (parted.start() + 1, parted.end())}  # 816 000
    spaces = (at for at in range(len(text) + 1) if not text[at - 1 : at].strip() or not text[at : at + 1].strip())
    bounds = [at for at in spaces if at not in inside]
    start, end = sorted((data.draw(st.sampled_from(bounds or [0])), data.draw(st.sampled_from(bounds or [0]))))
    quote = text[start:end]
    wanted = as_compared(quote)
    match = find_quote(text, quote)
    assert all(as_compared(span.of(text)) == wanted for span in match.spans)
    if wanted and quote.strip()[0].isalnum() and quote.strip()[-1].isalnum():
        assert any(start <= span.start < span.end <= end for span in match.spans)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_what_is_found_folds_to_the_quotation(text: str, quote: str) -> None:
    """For any two texts, `found` means one span, `ambiguous` several, and each says the quotation and nothing else."""
    match = find_quote(text, quote)
    assert (match.kind == "missing", match.kind == "found") == (not match.spans, len(match.spans) == 1)
    for span in match.spans:
        assert as_compared(span.of(text)) == as_compared(quote)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="a ", max_size=40), st.text(alphabet="a ", min_size=1, max_size=8))
def test_no_place_is_skipped(text: str, quote: str) -> None:
    """However a quotation repeats inside itself, its places are those that trying every offset finds."""
    wanted = " ".join(quote.split())
    words = " ".join(text.split())
    places = [at for at in range(len(words)) if wanted and f" {words} ".startswith(f" {wanted} ", at)]
    assert [span.start for span in find_quote(words, quote).spans] == places


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("He would agree to a truce. " * 37_000, "He would agree to a truce. " * 7_000 + "X", "missing"),
        ("a" * 1_000_000, "a" * 500_000, "missing"),
        ("a" * 1_000_000, "a" * 250_000 + "b" + "a" * 250_000, "missing"),
        ("a a " * 250_000, "a " * 250_000, "ambiguous"),
    ],
    ids=["near miss", "inside one word", "near miss in one word", "overlapping"],
)
def test_time_is_linear_in_text_and_quotation(text: str, quote: str, kind: str) -> None:
    """A megabyte against a long near miss takes seconds: quadratic time would take hours."""
    started = time.perf_counter()
    assert find_quote(text, quote).kind == kind
    assert time.perf_counter() - started < 20


def test_pointers_become_the_evidence_offered() -> None:
    """A draft's pointers resolve in their order, each once."""
    offered = {piece.key: piece for piece in evidence("One.", "Two.")}
    claim = resolve(DraftClaim("Both.", ("s1", "s0", "s1")), offered)
    assert isinstance(claim, CitedClaim)
    assert [piece.quote for piece in claim.evidence] == ["Two.", "One."]


@pytest.mark.parametrize(("pointers", "reason"), [(("s0", "s7"), "s7"), ((), "no sentence")])
def test_an_unknown_pointer_drops_the_draft(pointers: tuple[str, ...], reason: str) -> None:
    """A draft that points at nothing, or at what was not offered, is dropped with the reason, even if one pointer fits."""
    dropped = resolve(DraftClaim("So.", pointers), {piece.key: piece for piece in evidence("One.")})
    assert isinstance(dropped, Dropped)
    assert (dropped.gate, reason in dropped.reason) == ("pointer", True)


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("The flood killed 100 000 people.", "The flood killed 100", "missing"),
        ("It cost 1 000 euros in all.", "000 euros in all", "missing"),
        ("It cost 1 000 euros in all.", "It cost 1 000 euros", "found"),
        ("It rose by ±5 percent.", "5 percent", "missing"),
        ("In 2025 300 people came.", "300 people came", "found"),
    ],
)
def test_a_number_whose_thousands_are_parted_by_spaces_is_one(text: str, quote: str, kind: str) -> None:
    """Half of it is another number."""
    assert find_quote(text, quote).kind == kind

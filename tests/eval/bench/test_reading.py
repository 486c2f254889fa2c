"""The reading bench: what counts as kept, as chrome and as right, and every reader for real on saved pages."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench import saved_pages
from eval.bench.page_readers import OURS, READERS, PageRead
from eval.bench.reading import bench_reading, kept_in_order, score
from eval.bench.saved_pages import PAGES, Expected, SavedPage, folded, load_pages
from eval.report.reading import show_reading
from rag.errors import BadDataset
from tests.conftest import Command

STORY = ("The pier closed on Monday.", "It will open in May.", "“Never again,” she said.")
SAID = Expected("Pier closed", "Tarn Times", "2025-05-20", None, STORY, ("Accept all cookies", "Most read"))


def saved(expected: Expected = SAID) -> SavedPage:
    """A page of which only the expectations matter."""
    return SavedPage(Path("pier.html"), expected)


def read_right() -> PageRead:
    """What a reader without a fault makes of it."""
    return PageRead("\n".join(STORY), "Pier closed", "Tarn Times", "2025-05-20")


def quiet(_: str) -> None:
    """Progress that nobody reads."""


def test_a_page_read_right_has_no_fault() -> None:
    """Nothing lost, nothing stored, nothing wrong; quotation marks and spaces of another form are no fault."""
    found = score(
        saved(),
        replace(read_right(), text='The pier\u00a0closed on Monday.\n\nIt will open in May. "Never again," she said.'),
    )
    assert (found.faults, found.sentences, found.chrome) == ((), 3, 2)


def test_a_sentence_with_a_word_less_or_out_of_order_is_lost() -> None:
    """A sentence is kept whole and in its place, or it is lost."""
    cut = replace(read_right(), text="The pier closed on. It will open in May. “Never again,” she said.")
    assert score(saved(), cut).lost == STORY[:1]
    swapped = replace(read_right(), text=" ".join((STORY[2], STORY[0], STORY[1])))
    assert score(saved(), swapped).lost == STORY[2:]


def test_chrome_in_the_text_is_counted_and_so_is_a_sentence_that_stands_twice() -> None:
    """What the page shows once may be stored once."""
    twice = SavedPage(Path("pier.html"), replace(SAID, once=STORY[:1]))
    found = score(twice, replace(read_right(), text="\n".join((*STORY, STORY[0], "Most read"))))
    assert found.stored == ("Most read", STORY[0])
    assert found.chrome == 3


def test_words_inside_longer_words_are_not_found() -> None:
    """“May” is not kept by a text that says “Mayor”."""
    assert kept_in_order(["May"], "The Mayor came") == frozenset()
    assert kept_in_order(["May"], "In May, she came") == frozenset({0})


def test_a_field_that_no_page_states_is_right_where_none_is_given() -> None:
    """Unknown is a right answer; a guess is a wrong one."""
    undated = saved(replace(SAID, published=None, outlet=None))
    assert dict(score(undated, PageRead("\n".join(STORY), "Pier closed")).wrong) == {}
    assert dict(score(undated, read_right()).wrong) == {"published": "2025-05-20", "outlet": "Tarn Times"}


def test_a_reader_that_gives_nothing_keeps_nothing() -> None:
    """An empty text is no error, and all is lost."""
    found = score(saved(), PageRead())
    assert found.lost == STORY
    assert dict(found.wrong) == {"title": None, "published": None, "outlet": None}
    assert found.faults[0] == "lost: The pier closed on Monday."
    assert found.faults[-1] == "outlet: None"


@given(st.lists(st.sampled_from(["One came.", "Two went.", "Six sat."]), max_size=6), st.data())
def test_no_longer_chain_is_overlooked(sentences: list[str], data: st.DataObject) -> None:
    """What stays after some sentences were taken out of a text is kept, however often a sentence is repeated."""
    stays = data.draw(st.lists(st.booleans(), min_size=len(sentences), max_size=len(sentences)))
    left = [sentence for sentence, kept in zip(sentences, stays, strict=True) if kept]
    assert len(kept_in_order(sentences, " ".join(left))) >= len(left)


def test_marks_of_footnotes_are_nobodys_fault_and_powers_are_no_footnotes() -> None:
    """A note's figure set apart or left out is the same text; one that is glued to a number is another."""
    assert folded("40 [1] florins, 9²") == folded("40 florins, 9")
    assert folded("401 florins") != folded("40 florins")
    assert folded("1.1 km² of CO₂") == "1.1 km2 of CO2"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """Texts are compared in one form."""
    assert folded(folded(text)) == folded(text)


@pytest.mark.slow
def test_every_reader_reads_real_pages() -> None:
    """Each of the four keeps nearly all of three plain pages, and readability alone gives no day."""
    few = [
        page
        for page in load_pages(PAGES)
        if page.name in {"01-council-paywall", "52-long-read", "60-second-story-below"}
    ]
    bench = bench_reading(few, quiet)
    assert [one.reader for one in bench.readers] == list(READERS)
    assert bench.absent == ()
    for one in bench.readers:
        kept, of = one.sentences
        assert kept / of > 0.9, one.reader
        assert one.right("title") == (3, 3)
        assert one.right("published") == ((0, 3) if one.reader == "readability" else (3, 3)), one.reader


def test_a_reader_that_is_not_installed_is_named_with_a_hint() -> None:
    """The others are measured all the same."""
    gone = replace(READERS["newspaper4k"], module="no_such_module_here")
    bench = bench_reading(load_pages(PAGES)[:1], quiet, (READERS[OURS], gone))
    assert bench.absent == ("newspaper4k",)
    shown = show_reading(bench)
    assert "pip install newspaper4k" in shown
    assert OURS in shown


def test_a_reader_that_breaks_off_has_read_nothing_and_is_named() -> None:
    """A page that is too much for one reader does not end the bench."""

    def broken(_: SavedPage) -> PageRead:
        raise RecursionError("too deep")

    said: list[str] = []
    bench = bench_reading([saved()], said.append, (replace(READERS[OURS], read=broken),))
    assert bench.readers[0].sentences == (0, 3)
    assert said[-1] == "On Record breaks off at pier: RecursionError: too deep"


def test_the_command_prints_a_table_and_json(command: Command, tmp_path: Path) -> None:
    """`onrecord bench reading --pages DIR`, with every reader's counts."""
    for ending in ("html", "json"):
        (tmp_path / f"a.{ending}").write_bytes((PAGES / f"06-undated-essay.{ending}").read_bytes())
    text = command("bench", "reading", "--pages", str(tmp_path))
    assert text.code == 0
    assert "sentences kept" in text.out
    assert all(name in text.out for name in READERS)
    found = json.loads(command("bench", "reading", "--json", "--pages", str(tmp_path)).out)
    assert found["pages"] == 1
    assert found["readers"][0]["reader"] == OURS
    assert found["readers"][0]["sentences"][1] == 11


def test_a_folder_without_pages_is_refused(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absent, empty, or a page without expectations: each is named, with what to do."""
    ran = command("bench", "reading", "--pages", str(tmp_path / "none"))
    assert ran.code == 2
    assert "none: there is no such folder of saved pages. Name one with --pages." in ran.err
    with pytest.raises(BadDataset, match="holds no saved page"):
        load_pages(tmp_path)
    (tmp_path / "a.html").write_text("<p>Hello</p>")
    with pytest.raises(BadDataset, match=r"a\.json: it does not say what is expected"):
        load_pages(tmp_path)
    monkeypatch.setattr(saved_pages, "PAGES", tmp_path / "none")
    assert command("bench", "reading").code == 2

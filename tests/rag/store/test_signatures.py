"""Which texts are copies of one story, and which only tell of the same."""

import hashlib
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.store.signatures import BANDS, ROWS, components, figures, name_of, says_it_corrects, shingles, signature
from tests.rag.wire import DRAW, OTHER, PARAGRAPHS, WIRE

EDITS: dict[str, Callable[[str], str]] = {
    "cut to its first half": lambda _: "\n\n".join(PARAGRAPHS[:3]),
    "without its last paragraphs": lambda _: "\n\n".join(PARAGRAPHS[:4]),
    "with a line of the outlet's own": lambda text: f"{text}\n\nSign up for our morning letter and never miss a story.",
    "in capitals and other white space": lambda text: text.upper().replace(" ", "  ").replace("\n\n", "\n"),
    "with straight quotation marks": lambda text: text.replace("“", '"').replace("”", '"'),
    "in another spelling": lambda text: text.replace("harbour", "harbor").replace("paragraph", "graf"),
    "with a corrected figure": lambda text: text.replace("23 people", "32 people"),
    "with a place and a date in front": lambda text: f"MOSSHOLM, June 3 (Tidewater News) — {text}",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_outlets_do_to_a_wire_story_leaves_it_one_story(edit: Callable[[str], str]) -> None:
    """Cutting, adding, spelling and correcting: each alone, and asked from either side."""
    wire, copy = signature(WIRE), signature(edit(WIRE))
    assert wire.alike(copy)
    assert copy.alike(wire)


def test_several_edits_at_once_leave_it_one_story() -> None:
    """As they come: cut, with a line added, another spelling and another figure."""
    edited = PARAGRAPHS[:4]
    text = "\n\n".join(edited).replace("harbour", "harbor").replace("23 people", "32 people") + "\n\nMore to follow."
    assert signature(WIRE).alike(signature(text))


def test_another_report_of_the_same_event_is_no_copy() -> None:
    """It tells the same in words of its own: two sources, not one."""
    assert not signature(WIRE).alike(signature(OTHER))


def test_two_draws_of_a_lottery_are_no_copies() -> None:
    """The words are alike, the figures are not: the later must not hide the earlier."""
    first = DRAW.format(day="Monday", numbers="4, 11, 19, 27, 33 and 40", bonus="8", jackpot="1,250,000")
    second = DRAW.format(day="Monday", numbers="2, 13, 21, 28, 35 and 44", bonus="6", jackpot="1,475,000")
    assert not signature(first).alike(signature(second))
    assert signature(first).alike(signature(first.replace("19, 27", "19, 26"))), "a misprint is corrected"


def test_a_stub_inside_a_long_report_is_no_copy_of_it() -> None:
    """What prints less than two fifths stands alone, or a digest would tie the stories it collects together."""
    assert not signature(WIRE).alike(signature(PARAGRAPHS[0]))


def test_a_signature_is_the_same_on_every_machine() -> None:
    """Stored signatures are compared with new ones: another release of a library must not change them unseen."""
    made = signature(WIRE)
    assert made.minimums.shape == (BANDS, ROWS)
    assert made.size == len(shingles(WIRE))
    assert hashlib.sha256(made.minimums.astype("<u4").tobytes()).hexdigest()[:16] == "f194e845f93e7f0b"


def test_short_and_foreign_texts_have_shingles() -> None:
    """A text of fewer than five words is one; signs of scripts without spaces count as words; punctuation is none."""
    assert shingles("Ferry aground.") == {"ferry aground"}
    assert len(shingles("フェリーが座礁した。")) == 5
    assert shingles("— … !") == frozenset()
    assert not signature("!!!").alike(signature("???"))


def test_figures_are_read_without_their_signs() -> None:
    """Thousands are parted in one style here and in another there."""
    assert figures("1,250,000 crowns, 4.5% and 23 people") == {"1250000", "45", "23"}


@pytest.mark.parametrize(
    "said",
    [
        "Correction: An earlier version gave the wrong number of injured.",
        "CORRECTED (June 4): the toll is 32.",
        "Corrections & clarifications: A previous version of this story misstated the number of injured.",
        "(Corrects paragraph 1 to say 32, not 23)",
        "This article was amended on 4 June 2025 because it gave the wrong toll.",
        "An earlier version of this report incorrectly said that 23 people had been hurt.",
    ],
)
def test_an_article_that_says_it_corrects_is_known(said: str) -> None:
    """Wherever in it the notice stands."""
    assert says_it_corrects("Ferry aground", f"{WIRE}\n\n{said}")
    assert says_it_corrects("Ferry aground", f"{said}\n\n{WIRE}")


@pytest.mark.parametrize(
    "said",
    [
        "The correction of the channel will cost two million crowns.",
        "Correcting the course took the crew four minutes.",
        "Analysts expect a market correction: shares have risen too fast.",
        "(This story has been updated to correct a misspelling/typo.)",
        "The minister corrected himself at once.",
    ],
)
def test_talk_of_correcting_is_no_correction(said: str) -> None:
    """Nor is a typing error that was put right: nothing older is wrong for it."""
    assert not says_it_corrects("Ferry aground", f"{WIRE}\n\n{said}")


SENTENCES = st.lists(st.sampled_from([s for p in PARAGRAPHS for s in p.split(". ")] + OTHER.split(". ")), min_size=1)


@given(st.lists(SENTENCES, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_stories_part_the_articles_whatever_their_order(texts: list[list[str]], order: Random) -> None:
    """Each article is in exactly one story, likeness never crosses from one into another, and order decides nothing."""
    signatures = {f"a{number}": signature(". ".join(text)) for number, text in enumerate(texts)}
    stories = components(signatures)
    assert sorted(name for story in stories for name in story) == sorted(signatures)
    for story in stories:
        others = set(signatures) - story
        assert not any(signatures[one].alike(signatures[other]) for one in story for other in others)
    shuffled = list(signatures.items())
    order.shuffle(shuffled)
    assert set(components(dict(shuffled))) == set(stories)
    assert {name_of(story) for story in stories} == {min(story) for story in stories}

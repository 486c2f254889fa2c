"""Lines broken at a width become paragraphs again, and no word is touched."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.text import clean
from rag.reading.wrapped import unwrapped
from tests.rag.news_sentences import cases

SENTENCES = [sentence for case in cases() for sentence in case]
WORDS = (
    "The board of the harbour voted on Tuesday to close the pier, and the divers who inspect its piles agreed with it."
)


@given(st.text(alphabet="aA é-.\n–港بб ", max_size=400))
def test_no_letter_changes(text: str) -> None:
    """Only line breaks become spaces, or go."""
    assert "".join(unwrapped(clean(text)).split()) == "".join(clean(text).split())


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_a_page_with_a_line_for_each_sentence_is_as_it_was(sentences: list[str]) -> None:
    """What ends as a sentence was not broken."""
    page = clean("\n".join(sentences))
    assert unwrapped(page) == page


@given(st.integers(min_value=28, max_value=95), st.integers(min_value=1, max_value=4))
def test_paragraphs_broken_at_any_width_come_back(width: int, paragraphs: int) -> None:
    """Each on one line."""
    whole = "\n\n".join(f"{number} of them said so. {WORDS}" for number in range(paragraphs))
    page = "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in whole.split("\n\n"))
    assert unwrapped(page) == whole


@pytest.mark.parametrize(
    "page",
    [
        "Names\n\nAda Brock of Tarn\nBo Lind of Lunn Isle\nCy Marrow of Ayle",
        "Piles\n\n" + "\n".join(f"Pile {number} of the old east pier" for number in range(12)),
        "A poem\n\nThe sea was calm and grey that day,\nthe gulls had gone to sleep,\nand none of us knew what to say\nabout the lonely deep.",
        "To buy\n\nflour\nsugar\noil\nbutter",
        "Head\nBy Ada Brock\n20 May 2025\n\nThey met.",
    ],
    ids=["names", "a list", "a poem", "small words", "a head"],
)
def test_lines_of_their_own_stay(page: str) -> None:
    """Though some end where a width might."""
    assert unwrapped(page) == page


def test_a_word_parted_at_its_hyphen_is_one_word() -> None:
    """As it is written, hyphen and all; and where a script writes no spaces, none is put in."""
    assert "a well-kept pier" in unwrapped(
        "The board of the harbour of Tarn Quay wants a well-\nkept pier, it said on Tuesday in the hall at the quay."
    )
    chinese = "港务局周二投票决定关闭东码头八周而潜水员正在检查其桩基并且渡轮将从西台阶离开直到工程完成为止运营商说这个\n问题已经解决了"
    assert unwrapped(chinese) == chinese.replace("\n", "")

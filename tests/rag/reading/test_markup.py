"""What a reader sees of text with tags in it: the words, and nothing that is hidden or taken back."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.markup import has_markup, readable


@given(st.text(alphabet=st.characters(exclude_characters="<&"), max_size=200))
def test_text_without_tags_is_as_it_was(text: str) -> None:
    """Character for character."""
    assert readable(text) == text


@given(st.text(max_size=200))
def test_escaped_text_comes_back(text: str) -> None:
    """Whatever stood in it."""
    assert readable(html.escape(text)) == text


@given(st.text(alphabet="<>/abpq =\"'&;!-d", max_size=120))
def test_nothing_breaks_it(text: str) -> None:
    """However tags are torn."""
    assert isinstance(readable(text), str)
    assert has_markup(text) in {True, False}


@pytest.mark.parametrize(
    "words",
    [
        "a<b and c>d",
        "x<y>z",
        "x<p>y",
        "if a<b>c",
        "<sic>",
        "<the clerk in room four>",
        "Write to <address> by Friday",
        "1 < 2 > 0",
        "<3",
    ],
)
def test_words_in_angle_brackets_stay(words: str) -> None:
    """What no element is named, or what nothing closes, is no tag."""
    assert readable(words) == words


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("a <b>bold</b> <span class='x'>word</span>", "a bold word"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "\n\none\n\n\n\ntwo\n\n"),
        ("it costs <del>40</del><ins>50</ins>", "it costs 50"),
        ("it costs <s>40 <s>or</s> 45</s> 50", "it costs  50"),
        ("40<sup>1</sup> m<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup>", "40¹ m² H₂O 1st"),
        ("she said <q>no</q>", "she said “no”"),
        ("<div style='display: none'>hidden <div>x</div></div>seen", "\n\nseen"),
        ("<span hidden>hidden</span>seen", "seen"),
        ("<script>x < y</script>seen", "seen"),
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "\na | b\nc"),
        ("&amp;amp; &#8220;x&#x201D; AT&T &nosuch; R&D&not", "&amp; “x” AT&T &nosuch; R&D&not"),
    ],
)
def test_tags_read_as_on_a_page(markup: str, seen: str) -> None:
    """Blocks and rows on their own lines; a figure that is raised is not glued to the one before it."""
    assert readable(markup) == seen

"""A tree becomes blocks in the order of the page: no word is lost, doubled or moved, and lines break where a browser breaks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.web.blocks import outline_of
from tests.rag.reading.web.trees import seen

WITHIN_LINES = ("b", "span", "time", "label", "a", "x-y", "mark", "font", "cite", "data")
LINES = ("p", "div", "section", "li", "blockquote", "figure", "main", "dd")

words = st.integers(0, 999).map(lambda n: f" w{n} ")
inner = st.recursive(
    words,
    lambda part: st.tuples(st.sampled_from((*WITHIN_LINES, *LINES)), st.lists(part, max_size=4)).map(
        lambda pair: f"<{pair[0]} class='share author'>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=20,
)


@given(st.lists(inner, max_size=6))
def test_every_word_is_read_once_and_in_order(parts: list[str]) -> None:
    """Whatever the elements are and are called."""
    tree = seen("".join(parts))
    said = " ".join(block.text for block in outline_of(tree).blocks).split()
    assert said == "".join(tree.itertext()).split()


@given(st.lists(inner, max_size=6))
def test_each_element_holds_the_blocks_between_its_begin_and_end(parts: list[str]) -> None:
    """What stands in a block stands in all that is around that."""
    outline = outline_of(seen("".join(parts)))
    for number, block in enumerate(outline.blocks):
        assert all(number in outline.within(element) for element in (block.element, *block.element.iterancestors()))
        assert block.linked <= block.size


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>On <time>20 May</time><label> it</label> <x-y>met</x-y>.</p>", ["On 20 May it met."]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p>one<br>two<br><br>three</p>", ["one\ntwo", "three"]),
        ("<pre>one\n two</pre>", ["one\ntwo"]),
        ("<h1>one<br>two</h1>", ["one two"]),
        ("<table><tr><td>one</td><td>two</td></tr></table>", ["one | two"]),
        ("<table><tr><td><p>one</p></td><td><p>two</p></td></tr></table>", ["one", "two"]),
        ("<p>a <del>b</del> <ins>c</ins>, <s>d</s>.</p>", ["a c,."]),
        ("<p>a<script>x</script>b <template>c</template>d</p>", ["ab d"]),
        ("<p>He: <q>no <q>never</q> ever</q>.</p>", ["He: “no ‘never’ ever”."]),
        ("<p>He: “<q>no</q>”.</p>", ["He: “no”."]),
        ("<p lang='de'>Er: <q>nein</q></p>", ["Er: „nein“"]),
        ("<x-line><b>A:</b> one.</x-line><x-line>two</x-line>", ["A: one.", "two"]),
    ],
)
def test_lines_are_those_of_a_browser(body: str, lines: list[str]) -> None:
    """Breaks, rows, cells that lay out a page, quotation marks, and what is not seen."""
    assert [block.text for block in outline_of(seen(body)).blocks] == lines


def test_links_are_counted_where_they_lead_elsewhere() -> None:
    """In each paragraph for itself, and not the links within the page."""
    body = "<div>one<br><br><a href='/x'>two</a><br><br><a href='#x'>three</a></div><a href='/y'><p>four</p></a>"
    assert [(b.text, b.linked) for b in outline_of(seen(body)).blocks] == [
        ("one", 0),
        ("two", 3),
        ("three", 0),
        ("four", 4),
    ]

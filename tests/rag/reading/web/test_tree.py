"""What readers do not see is taken out of a tree, and nothing else."""

import pytest

from rag.reading.web.tree import keep_what_is_seen, tree_of, words_of
from tests.rag.reading.web.trees import seen


@pytest.mark.parametrize(
    "part",
    [
        "<p hidden>no</p>", "<p hidden='until-found'>no</p>", "<template><p>no</p></template>", "<noscript>no</noscript>",
        "<dialog>no</dialog>", "<div popover>no</div>", "<p aria-hidden='true'>no</p>", "<textarea>no</textarea>",
        "<span class='ScreenReaderOnly'>no</span>", "<b class='u-visually-hidden'>no</b>", "<del>no</del>", "<s>no</s>",
        "<p style='text-decoration:line-through'>no</p>", "<div style='visibility:hidden'><p>no</p></div>",
        "<div style='background:#fff url(x)'><p style='color:rgb(255, 255, 255)'>no</p></div>",
        "<table bgcolor='white'><tr><td><font style='color:#FFF'>no</font></td></tr></table>",
    ],
)  # fmt: skip
def test_what_is_not_seen_goes(part: str) -> None:
    """And what follows it stays where it was."""
    assert "".join(seen(f"<div>a {part}b</div>").itertext()).split() == ["a", "b"]


@pytest.mark.parametrize(
    "part",
    [
        "<p>yes</p>", "<dialog open>yes</dialog>", "<details>yes</details>", "<ins>yes</ins>", "<span aria-hidden='true'>yes</span>",
        "<div aria-hidden='true'><h1>yes</h1></div>", "<div style='visibility:hidden'><p style='visibility:visible'>yes</p></div>",
        "<div style='font-size:0'><p style='font-size:9px'>yes</p></div>", "<p class='only-text hidden-gem'>yes</p>",
        "<div style='background:#111'><p style='color:#fff'>yes</p></div>", "<p style='color:#fff'>yes</p>",
        "<div style='background:#fff'><p style='color:#fff;background:#c00'>yes</p></div>",
        "<div style='background:#fff'><p style='color:#fff'>a <b style='color:#000'>yes</b></p></div>",
    ],
)  # fmt: skip
def test_what_is_seen_stays(part: str) -> None:
    """A dialogue that is open, what a reader can open, ornaments within a line, and what is shown within what is not."""
    assert "yes" in "".join(seen(part).itertext())


def test_a_page_as_a_whole_is_never_hidden() -> None:
    """Some are until their scripts have run."""
    tree = tree_of(
        "<html class='wait' style='opacity:0'><style>.wait,body{display:none}</style><body hidden><p>yes</p></body></html>"
    )
    assert tree is not None
    keep_what_is_seen(tree)
    assert "yes" in "".join(tree.itertext())


@pytest.mark.parametrize("page", ["", " ", "<!-- -->", "\0"])
def test_nothing_has_no_tree(page: str) -> None:
    """Or one without words."""
    tree = tree_of(page)
    assert tree is None or not "".join(tree.itertext()).strip()


def test_names_are_made_of_words() -> None:
    """By their capitals too."""
    assert words_of("CommentBox js-nav__item migrating") == ["comment", "box", "js", "nav", "item", "migrating"]

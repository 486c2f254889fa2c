"""CSS says what a reader sees: what hides or strikes does, however it is written, and nothing else."""

import pytest

from rag.reading.web.styles import declarations, hides, hides_its_words, sheets_of, shows_its_words, strikes
from rag.reading.web.tree import tree_of


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY :\n none ", "display:none !important; display:block", "/* a */display:/* b */none",
        "opacity:0", "opacity:.01", "opacity: 0%", "text-indent:-999em", "position:absolute;left:-9999px",
        "position:fixed;top:-200vh", "clip-path:inset(50%)", "clip:rect(1px,1px,1px,1px)", "height:0;overflow:hidden",
        "max-width:1px;overflow:clip", "transform:scale(0)", "transform:translate3d(-9999px, 0, 0)", "margin-left:-5000px",
        "clip-path:polygon(0 0, 0 0, 0 0)", "content-visibility:hidden",
    ],
)  # fmt: skip
def test_what_hides_an_element(style: str) -> None:
    """Whatever is in it can't be seen."""
    assert hides(declarations(style))


@pytest.mark.parametrize(
    "style",
    [
        "", "display:block", "display:none;display:flex", "opacity:.6", "opacity:0;transition:opacity 1s", "text-indent:-1.5em",
        "position:relative;left:-20px", "left:-9999px", "clip-path:inset(10%)", "height:0", "overflow:hidden;height:400px",
        "height:0;overflow:hidden;padding-bottom:56%", "opacity:0;transform:translateY(12px)", "margin-left:-20px",
        "background:url(a;b)", ":", ";;", "display", "transform:rotate(2deg)",
    ],
)  # fmt: skip
def test_what_hides_nothing(style: str) -> None:
    """Small shifts, things that fade in, frames of pictures, and what is no CSS."""
    assert not hides(declarations(style))
    assert not hides_its_words(declarations(style))


@pytest.mark.parametrize(
    "style",
    ["visibility:hidden", "font-size:0", "font-size:1px", "font:0/0 a", "color:#fff;background:white", "color:transparent",
     "color:rgba(0, 0, 0, 0)", "font-size:.01em"],
)  # fmt: skip
def test_what_hides_the_words_of_an_element(style: str) -> None:
    """Unless an element in it declares otherwise."""
    assert hides_its_words(declarations(style))
    assert not hides(declarations(style))


@pytest.mark.parametrize("style", ["visibility:visible", "font-size:16px", "color:#222"])
def test_what_shows_words_within_an_element_that_hides_its_own(style: str) -> None:
    """A size, a colour, or that it is visible."""
    assert shows_its_words(declarations(style))


def test_what_strikes_out() -> None:
    """In either of the properties; an underline does not."""
    assert strikes(declarations("text-decoration: red LINE-THROUGH 2px"))
    assert strikes(declarations("text-decoration-line:underline line-through"))
    assert not strikes(declarations("text-decoration:underline"))


@pytest.mark.parametrize(
    ("sheet", "attributes", "hidden"),
    [
        (".a{color:red;display:none}", 'class="a"', True),
        ("p.a, #b { display : none }", 'id="b"', True),
        (".a.b{display:none}", 'class="b c a"', True),
        (".a.b{display:none}", 'class="a"', False),
        ("@media screen{.a{display:none}}", 'class="a"', True),
        ("@media print{.a{display:none}}", 'class="a"', False),
        ("@media (max-width:9px){.a{display:none}}", 'class="a"', False),
        (".a{display:none}@media(min-width:9px){.md\\:b{display:block}}", 'class="a md:b"', False),
        (".no-js .a{display:none}", 'class="a"', False),
        (".a{display:none}.open .a{display:block}", 'class="a"', False),
        (".a{display:none}", 'class="a" style="display:block"', False),
        ("@keyframes f{from{opacity:0}} .from{color:red}", 'class="from"', False),
        ("}}{{ .a{display:none}", 'class="a"', False),
        ("/* .a{ */ .b{display:none}", 'class="a"', False),
    ],
)  # fmt: skip
def test_style_sheets_of_the_page(sheet: str, attributes: str, hidden: bool) -> None:  # noqa: FBT001
    """A rule for one element counts; one under a condition, or with a parent, can show but not hide."""
    tree = tree_of(f"<html><head><style>{sheet}</style></head><body><p {attributes}>x</p></body></html>")
    assert tree is not None
    assert hides(sheets_of(tree).of(next(tree.iter("p")))) is hidden

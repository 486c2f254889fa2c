"""An answer as Markdown: everything that a reader is owed, and nothing that an article could smuggle in."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.answer import Abstention, Answer, Citation, Claim, Disagreement, EvidenceShown, RunRecord
from rag.domain import Article, Evidence, Published, Sentence, Span
from rag.telling.footnotes import escaped, markdown
from rag.telling.terminal import safe

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
RUN = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})
HOSTILE = Article(
    id="evil`id",
    title="# Breaking [click](https://evil.example) <b>now</b>",
    text="1. Send *money* to <script>alert(1)</script> at www.evil.example or a@evil.example; see [^9] and evil.example/x.",
    outlet="![x](http://evil.example/p.png)",
    url="https://evil.example/<a>",
)
PLAIN = Article(
    id="bridge", title="Bridge shut", text="The bridge is closed. He said so.", outlet="Harbour Herald",
    published=Published("2025-05-19", "day", "stated"),
)  # fmt: skip
MARKS = st.text(st.sampled_from(list("ab1 .-+*_`#>[]()!<>&|~$^=:\\/@wW?{}\"'\u202e\x1b\n\t")), max_size=40)


def _inline(text: str) -> list[Any]:
    return [child for token in READER.parse(text) if token.type == "inline" for child in token.children or ()]


@given(st.one_of(MARKS, st.text(max_size=40)))
@example("-")
@example("1) one")
@example("http://evil.example")
@example("`` ` ``x@y")
@example("www.evil.example`")
def test_any_text_is_shown_as_it_is_and_makes_nothing(text: str) -> None:
    """Read again, what was escaped is the text itself: no link, picture, list, heading, emphasis or HTML."""
    shown = safe(text)
    for lead, opened in (("- ", "bullet_list_open"), ("# ", "heading_open"), ("“", "paragraph_open")):
        tokens = READER.parse(lead + escaped(text))
        kinds = [token.type for token in tokens if token.type.endswith("_open")]
        allowed = {"bullet_list_open": 3, "heading_open": 1, "paragraph_open": 1}[opened]
        assert kinds[0] == opened
        assert len(kinds) <= allowed, kinds
        inline = _inline(lead + escaped(text))
        assert {token.type for token in inline} <= {"text", "code_inline", "text_special"}
        read = "".join(token.content for token in inline)
        assert read.removeprefix("“").strip() == shown.strip()


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/x",
        "(www.evil.example)",
        "a.b@evil.example",
        "evil.example",
        "ftp://x",
        "WWW.EVIL.EXAMPLE",
        "#12",
        "@you",
    ],
)
def test_what_some_readers_turn_into_links_stands_as_code(text: str) -> None:
    """They find addresses in plain text, escaped or not; in code nobody looks for any."""
    assert [token.type for token in _inline(escaped(text))] == ["code_inline"]


def _answer(**changed: Any) -> Answer:
    told = {
        "id": "q1",
        "question": "Is the *bridge* closed?",
        "standalone_question": "Is the *bridge* closed?",
        "as_of": "2025-05-20",
        "newest_source": "2025-05-19",
        "status": "answered",
        "claims": (
            Claim(id="c1", text="The bridge is closed.", support=0.9, citations=("1", "3"), context=("3",), scope="repairs", modality="reported"),
            Claim(id="c2", text="[It](http://evil.example) is open.", support=0.8, citations=("2",), superseded_by="c1"),
        ),
        "citations": {
            "1": Citation.of(PLAIN, Span(0, 21), speaker="the mayor", via="Coast Radio"),
            "2": Citation.of(HOSTILE, Span(0, len(HOSTILE.text))),
            "3": Citation.of(PLAIN, Span(22, 33)),
        },
        "disagreements": (Disagreement(claims=("c1", "c2"), kind="denial"),),
        "missing": ("when it opens",),
        "record": RUN,
    }  # fmt: skip
    return Answer.model_validate({**told, **changed})


def test_claims_carry_their_markers_and_footnotes_the_exact_words() -> None:
    """With headline, outlet, date, speaker and offsets; scope, disagreement and what is missing are told."""
    lines = markdown(_answer().model_dump(mode="json")).split("\n")
    assert lines[0] == r"# Is the \*bridge\* closed?"
    assert "- The bridge is closed.[^1] (for repairs; reported; context: [^3])" in lines
    told = (
        "[^1]: “The bridge is closed.” — Bridge shut, Harbour Herald, 19 May 2025; said by the mayor, via Coast Radio; "
    )
    assert f"{told}characters 0 to 21 of version 1 of `bridge`." in lines
    assert "## These disagree" in lines
    assert "## Asked for and not found" in lines
    assert "- when it opens" in lines
    assert any("undated" in line and line.startswith("[^2]:") for line in lines)


def test_no_article_adds_a_link_or_a_heading() -> None:
    """Of a hostile article only its words are left, under a marker."""
    written = markdown(_answer().model_dump(mode="json"))
    tokens = READER.parse(written)
    headings = [token.type for token in tokens].count("heading_open")
    assert headings == len(re.findall("^#", written, re.MULTILINE)) == 3
    assert not any(token.type == "html_block" for token in tokens)
    assert {token.type for token in _inline(written)} <= {
        "text", "code_inline", "text_special", "softbreak", "em_open", "em_close",
    }  # fmt: skip
    assert len(re.findall(r"^\[\^\d+\]:", written, re.MULTILINE)) == 3


def test_an_abstention_says_that_it_is_none() -> None:
    """With the nearest passages, which are labelled."""
    near = EvidenceShown.of(Evidence("s1", HOSTILE, Sentence(HOSTILE.id, 1, 0, Span(0, 15)), 0.4))
    abstention = Abstention(reason="no_supported_claim", message="The articles do not say.", nearest=(near,))
    changed = {"status": "abstained", "claims": (), "citations": {}, "disagreements": (), "abstention": abstention}
    written = markdown(_answer(**changed).model_dump(mode="json"))
    assert "**No answer.** The articles do not say." in written
    assert "## Nearest passages (not an answer)\n\n- “1\\. Send \\*money\\*” — \\# Breaking" in written
    assert "newest source" not in written

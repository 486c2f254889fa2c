"""`onrecord answers`: lists, shows, exports and deletes what was answered."""

import json
from typing import Any

import pytest

from rag.answer import Abstention, Answer, Citation, Claim, RunRecord
from rag.domain import Article, Span
from rag.search import open_embedder, open_record
from rag.settings import Settings
from tests.conftest import Command

pytestmark = pytest.mark.slow


RUN = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})
TEXT = "The bridge is closed, says [the mayor](https://evil.example)."
HOSTILE = "Shut \x1b[31m<b>now</b>"


@pytest.fixture
def kept(settings: Settings) -> Settings:
    """A record with two answers: one that cites, and an abstention."""
    from rag.keeping.ingest import store_batch

    with open_record(settings) as record:
        store_batch([Article(id="a", title=HOSTILE, text=TEXT)], record, open_embedder(settings))
        cited = {"1": Citation.of(record.article("a"), Span(0, len(TEXT)), speaker="the mayor")}
        claim = Claim(id="c1", text="The bridge is closed.", support=0.9, citations=("1",))
        asked: dict[str, Any] = {"as_of": "2025-05-20", "record": RUN}
        one = Answer(
            id="q1", question="Is it?", standalone_question="Is it?", status="answered", claims=(claim,), citations=cited, **asked
        )  # fmt: skip
        none = Abstention(reason="no_supported_claim", message="The articles do not say.")
        two = Answer(
            id="q2", question=HOSTILE, standalone_question=HOSTILE, status="abstained", abstention=none, **asked
        )  # fmt: skip
        for answer in (one, two):
            record.save_answer(answer.id, answer.question, answer.model_dump_json(), "talk")
    return settings


def test_answers_are_listed_newest_first(kept: Settings, command: Command) -> None:
    """With when and what was asked; a limit is said to be one."""
    assert kept
    lines = command("answers").out.splitlines()
    assert [line.split()[0] for line in lines] == ["q2", "q1"]
    assert "no answer" in lines[0]
    assert "1 claim " in lines[1]
    assert "\x1b" not in lines[0]
    one = command("answers", "--limit", "1")
    assert one.out.startswith("q2")
    assert one.err == "This is the newest of 2; --limit shows more.\n"
    listed = json.loads(command("answers", "list", "--json").out)["answers"]
    assert [(row["id"], row["claims"]) for row in listed] == [("q2", 0), ("q1", 1)]


def test_an_answer_is_shown_as_it_was_given(kept: Settings, command: Command) -> None:
    """As text and as JSON, whatever was asked since."""
    assert kept
    shown = command("answers", "show", "q1").out
    assert "• The bridge is closed. [1]" in shown
    assert "said by the mayor" in shown
    assert "\x1b" not in shown
    whole = json.loads(command("answers", "show", "q1", "--json").out)
    assert whole["citations"]["1"]["quote"] == TEXT
    assert "The articles do not say." in command("answers", "show", "q2").out


def test_an_answer_says_what_became_of_its_articles_since(kept: Settings, command: Command) -> None:
    """Corrected, or deleted; what was quoted stays as it was."""
    from rag.keeping.ingest import store_batch

    with open_record(kept) as record:
        store_batch([Article(id="a", title=HOSTILE, text="The bridge is open.")], record, open_embedder(kept))
    shown = command("answers", "show", "q1").out
    assert "The article was corrected since: these words are no longer in it." in shown
    assert "The bridge is closed, says" in shown
    assert command("articles", "delete", "a").code == 0
    assert "The article was deleted since." in command("answers", "show", "q1").out


def test_an_answer_is_exported_as_markdown_with_footnotes(kept: Settings, command: Command) -> None:
    """Its quotations are footnotes, in which an article's link is none."""
    assert kept
    written = command("answers", "export", "q1").out
    assert written == command("answers", "export", "q1", "--format", "md").out
    assert "- The bridge is closed.[^1]\n" in written
    assert "[^1]: “The bridge is closed, says \\[the `mayor](https://evil.example).`” — Shut " in written
    assert "outlet unknown, undated; said by the mayor; characters 0 to 61 of version 1 of `a`." in written
    assert json.loads(command("answers", "export", "q2", "--format", "json").out)["id"] == "q2"


def test_a_deleted_answer_is_gone(kept: Settings, command: Command) -> None:
    """And no longer part of its conversation; the articles it cited are not touched."""
    assert command("answers", "delete", "q1").out == "The answer q1 is deleted.\n"
    assert json.loads(command("answers", "delete", "q2", "--json").out) == {"deleted": "q2"}
    listed = command("answers")
    assert (listed.out, listed.err) == ("", "No answers yet: `onrecord ask` gives some.\n")
    with open_record(kept) as record:
        assert record.conversation("talk", 9) == []
        assert record.counts().articles == 1


@pytest.mark.parametrize("action", ["show", "export", "delete"])
@pytest.mark.parametrize("answer_id", ["q9", "", "a\x00b", "q1\n", "\udcff"])
def test_a_wrong_id_is_named(kept: Settings, command: Command, action: str, answer_id: str) -> None:
    """With exit code 2; nothing is deleted."""
    ran = command("answers", action, answer_id)
    assert (ran.code, ran.out) == (2, "")
    assert "No answer " in ran.err
    with open_record(kept) as record:
        assert record.counts().answers == 2


def test_an_answer_whose_article_was_tampered_with_is_not_shown(kept: Settings, command: Command) -> None:
    """A quotation is what the article says there, or nothing."""
    with open_record(kept) as record, record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE versions SET text = replace(text, 'closed', 'opened')")
    for action in ("show", "export"):
        ran = command("answers", action, "q1")
        assert (ran.code, ran.out) == (1, "")
        assert "the answer 'q1' quotes what article 'a' version 1 does not say at 0" in ran.err

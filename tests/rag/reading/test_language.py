"""What is stated of a language is read, and what is not stated is only guessed where it is sure."""

import json
from pathlib import Path

import pytest

from rag.domain import Article
from rag.reading import read_articles
from rag.reading.language import code_of, detected


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        (" EN-gb ", "en"),
        ("pt_BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("nb-NO", "no"),
        ("iw", "he"),
        ("xx", None),
        ("eng", None),
        ("English", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_gives_its_code(tag: str | None, code: str | None) -> None:
    """Its first two letters, where they are a code; anything else is unknown."""
    assert code_of(tag) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour council said on Tuesday that the ferry would run again after the repairs were finished.", "en"),
        ("Der Hafenrat teilte am Dienstag mit, dass die Fähre nach der Reparatur wieder fahren werde.", "de"),
        ("Портова рада повідомила у вівторок, що пором знову курсуватиме після ремонту.", "uk"),
        ("Le conseil du port a annoncé mardi que le bac reprendrait du service après les réparations.", "fr"),
    ],
)
def test_a_sentence_or_more_tells_its_language(text: str, code: str) -> None:
    """Whatever its script."""
    assert detected(text) == code


@pytest.mark.parametrize("text", ["", "ok", "12 345 3:2", "Council votes", "?!"])
def test_a_few_words_do_not(text: str) -> None:
    """Unknown, rather than the likeliest."""
    assert detected(text) is None


def test_a_page_and_a_record_state_their_language(tmp_path: Path) -> None:
    """In `html lang`, in the metadata, in a field of their own; what is no language is none."""
    body = "<body><article><h1>Ferry runs again</h1><p>The ferry ran again on Tuesday.</p><p>It was full.</p></article></body>"
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "inLanguage": "de-AT"}</script>'
    pages = {
        "a.html": f'<html lang="en-GB"><head></head>{body}</html>',
        "b.html": f'<html lang="en"><head>{ld}</head>{body}</html>',
        "c.html": f'<html lang="klingon"><head></head>{body}</html>',
    }
    for name, page in pages.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    record = {"title": "Ferry", "text": "The ferry ran again on Tuesday.", "language": "pt-BR"}
    (tmp_path / "d.json").write_text(json.dumps(record), encoding="utf-8")
    read = [article for article in read_articles(tmp_path) if isinstance(article, Article)]
    assert [article.language for article in read] == ["en", "de", None, "pt"]

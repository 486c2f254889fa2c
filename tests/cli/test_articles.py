"""`onrecord articles`: lists with filters, shows, exports and imports."""

import json
import re
import shutil
from pathlib import Path

import pytest

from rag.domain import Article
from rag.search import open_embedder, open_record
from rag.settings import Settings
from tests.conftest import EXAMPLES, Command

pytestmark = pytest.mark.slow


HOSTILE = "Bridge \x1b[31mred\u202e shut"


def _ids(out: str) -> list[str]:
    return [line.split()[0] for line in out.splitlines()]


def _store(settings: Settings, *articles: Article) -> None:
    from rag.keeping.ingest import store_batch

    with open_record(settings) as record:
        store_batch(articles, record, open_embedder(settings))


def test_filters_name_what_a_question_may_be_filtered_by(filled: Settings, command: Command) -> None:
    """Outlet, days, language and words of the title; newest first, and no more than asked for."""
    assert filled
    everything = json.loads(command("articles", "--json").out)["articles"]
    assert len(everything) == 56
    outlet = everything[0]["outlet"]
    by_outlet = json.loads(command("articles", "--outlet", outlet.upper(), "--json").out)["articles"]
    assert by_outlet == [article for article in everything if article["outlet"] == outlet]
    dated = [article for article in everything if article["published"]["precision"] == "day"]
    day = dated[len(dated) // 2]["published"]["value"]
    since = json.loads(command("articles", "--since", day, "--json").out)["articles"]
    assert {article["id"] for article in since} == {
        a["id"] for a in everything if (a["published"]["value"] or "") >= day
    }
    until = json.loads(command("articles", "list", "--until", day, "--json").out)["articles"]
    assert 0 < len(until) < 56
    word = everything[3]["title"].split()[0]
    titled = json.loads(command("articles", "--title", word.swapcase(), "--json").out)["articles"]
    assert titled == [article for article in everything if word.casefold() in article["title"].casefold()]
    assert _ids(command("articles", "--limit", "3").out) == [article["id"] for article in everything[:3]]
    assert _ids(command("articles", "--limit", "3", "list").out) == [article["id"] for article in everything[:3]]
    none = command("articles", "--language", "fi")
    assert (none.code, none.out, none.err) == (0, "", "No article on record is known to be in “fi”; known is “en”.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "yesterday"], "yesterday"),
        (["--since", "2025-02-02", "--until", "2025-01-01"], "2025"),
        (["--limit", "0"], "--limit can't be 0"),
        (["--language", "klingon"], "klingon"),
        (["show", "nobody"], "No article 'nobody' is stored"),
        (["show", "nobody", "--version", "99999999999"], "No article 'nobody' is stored"),
        (["import", "nowhere.jsonl"], "nowhere.jsonl can't be read"),
        (["export", "nowhere/a.jsonl"], "nowhere. Make it, or name another."),
    ],
)
def test_what_can_not_be_done_is_named(command: Command, arguments: list[str], said: str) -> None:
    """With exit code 2, and as JSON where that is asked for."""
    ran = command("articles", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("onrecord: ")


def test_an_article_is_shown_as_it_stood(settings: Settings, command: Command) -> None:
    """Each version, what is not known of it, and no character that steers a terminal."""
    _store(settings, Article(id="a", title=HOSTILE, text="First.\nSecond \x1b]0;x\x07line.", outlet=HOSTILE))
    _store(settings, Article(id="a", title="Bridge open", text="Now open."))
    old = command("articles", "show", "a", "--version", "1").out
    assert "a, version 1" in old
    assert "published: unknown" in old
    assert "First.\nSecond" in old
    assert "\x1b" not in old + command("articles").out
    assert "\u202e" not in old
    assert "Now open." in command("articles", "show", "a").out
    assert json.loads(command("articles", "show", "a", "--json").out)["text"] == "Now open."
    assert command("articles", "show", "a", "--version", "3").code == 2


def test_what_is_exported_goes_into_an_empty_folder_and_out_again(
    filled: Settings, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, through a file and through standard output; doing it again changes nothing, and verify is content."""
    with open_record(filled) as record:
        removed = record.articles()[5].id
        record.remove(removed)
    first = command("articles", "export", "one.jsonl")
    assert (first.code, first.out) == (0, "")
    content = Path("one.jsonl").read_bytes()
    assert content.count(b"\n") == 56
    assert command("articles", "export").out.encode() == command("articles", "export", "-").out.encode() == content
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path / "other"))
    taken = json.loads(command("articles", "import", "one.jsonl", "--json").out)
    assert taken == {"new": 56, "updated": 0, "unchanged": 0, "articles": 55, "refused": []}
    assert command("articles", "export").out.encode() == content
    again = command("articles", "import", "one.jsonl")
    assert (again.code, again.out) == (0, "0 new, 0 updated, 56 unchanged; 55 articles on record.\n")
    assert command("verify").code == 0
    ingested = command("ingest", str(EXAMPLES))
    assert ingested.out == "1 new, 0 updated, 55 unchanged; 56 articles on record.\n", "the one that was removed"


def test_a_line_that_can_not_be_taken_in_is_named(filled: Settings, command: Command) -> None:
    """With exit code 1; the others are stored."""
    command("articles", "export", "all.jsonl")
    lines = Path("all.jsonl").read_text(encoding="utf-8").split("\n")
    lines[1] = lines[1].replace('"text":"', '"text":"Other ', 1)
    Path("all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shutil.rmtree(filled.data_dir)
    ran = command("articles", "import", "all.jsonl")
    assert (ran.code, ran.out) == (1, "55 new, 0 updated, 0 unchanged; 55 articles on record.\n")
    assert "all.jsonl, line 2" in ran.err


def test_what_no_article_fits_is_said_by_what_the_filter_names(filled: Settings, command: Command) -> None:
    """An unknown outlet with those that may be meant, or some that there are; where all is known, that none is like that."""
    assert filled
    near = command("articles", "--outlet", "Meridan Wire")
    assert (near.code, near.out) == (0, "")
    assert near.err == ("No article on record is of the outlet “Meridan Wire”; the nearest known is “Meridian Wire”.\n")
    assert re.search(
        r"“Nobody”; known are “.+”, “.+”, “.+” and \d+ more\.", command("articles", "--outlet", "Nobody").err
    )
    assert command("articles", "--title", "Nobody").err == "Of 56 articles none is like that.\n"


def test_an_export_replaces_a_file_only_by_force(filled: Settings, command: Command) -> None:
    """Whatever it holds; what is no file is named as it is."""
    assert filled
    Path("kept.jsonl").write_text("mine")
    refused = command("articles", "export", "kept.jsonl")
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    assert Path("kept.jsonl").read_text() == "mine"
    assert command("articles", "export", "kept.jsonl", "--force").code == 0
    assert len(Path("kept.jsonl").read_bytes().splitlines()) == 56


def test_a_file_that_is_no_export_is_said_in_one_line(command: Command) -> None:
    """And where to turn with it, whatever number of lines it has."""
    Path("news.jsonl").write_text('{"title": "Bridge", "text": "Closed."}\n' * 50)
    ran = command("articles", "import", "news.jsonl")
    assert (ran.code, ran.out) == (2, "")
    [line] = ran.err.splitlines()
    assert "news.jsonl is no export of On Record" in line
    assert "onrecord ingest" in line


def test_one_of_a_kind_is_not_told_in_the_plural(settings: Settings, command: Command) -> None:
    """In lists, counts and hints."""
    _store(settings, Article(id="a", title="Bridge", text="Closed."))
    assert command("articles", "--title", "Nobody").err == "Of 1 article none is like that.\n"
    assert command("articles", "export", "one.jsonl").err.startswith("1 article exported")
    assert "It has version 1." in command("articles", "show", "a", "--version", "2").err
    assert "holds 1 article (1 version) and 0 answers" in command("backup", "b.zip").out
    restored = command("restore", "b.zip", "--force")
    assert "The record holds 1 article and 0 answers" in restored.out
    assert "from them: 1 passage." in restored.err


def test_an_export_that_fails_leaves_the_older_one(filled: Settings, command: Command) -> None:
    """A damaged record is named; no half file takes the place of a whole one."""
    Path("all.jsonl").write_text("older")
    with open_record(filled) as record, record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE versions SET published_value = 'soon'")
    ran = command("articles", "export", "all.jsonl", "--force")
    assert ran.code == 1
    assert "is damaged" in ran.err
    assert Path("all.jsonl").read_text() == "older"
    assert [path.name for path in Path().iterdir() if path.name.endswith(".part")] == []

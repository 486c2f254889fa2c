"""What public bug reports say goes wrong with saved pages, case by case: the stored article is what the page says.

Each case in tests/cases/html.jsonl is a page written for it, and what is right of the article read from it: `holds` and
`lacks` (parts of its text, a line break before and after it), `count`, `text` (all its lines), and its fields. A field that
is not named may be anything; `byline` lists the names that it holds. `refused` pages have to be.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.reading.places import only, write

CASES = [json.loads(line) for line in (Path(__file__).parents[2] / "cases" / "html.jsonl").read_text().splitlines()]


def faults(case: dict[str, Any], article: Article) -> list[str]:
    """What is not right of `article`."""
    text = f"\n{article.text}\n"
    fields = {"title": article.title, "outlet": article.outlet, "published": article.published.value}
    found = [f"lacks {part!r}" for part in case.get("holds", []) if part not in text]
    found += [f"holds {part!r}" for part in case.get("lacks", []) if part in text]
    found += [
        f"{text.count(part)} times {part!r}" for part, n in case.get("count", {}).items() if text.count(part) != n
    ]
    found += [f"{name} is {value!r}" for name, value in fields.items() if name in case and case[name] != value]
    if "byline" in case:
        names = case["byline"] or []
        right = article.byline is None if not names else all(name in (article.byline or "") for name in names)
        found += [] if right and "Wrong" not in (article.byline or "") else [f"byline is {article.byline!r}"]
    if "text" in case and [line for line in article.text.split("\n") if line] != case["text"]:
        found.append("other lines")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_stored_article_is_what_the_page_says(tmp_path: Path, case: dict[str, Any]) -> None:
    """No word that the page shows is lost or changed, none that it hides or strikes out is stored."""
    path = write(tmp_path, "page.html", case["input"].encode(case.get("encoding", "utf-8")))
    if case.get("refused"):
        with pytest.raises(UnreadableSource):
            read_articles(path)
        return
    article = only(path)
    assert not faults(case, article), article.text

"""TIME: human judgements, and queries without any left out and counted."""

from pathlib import Path
from typing import Any

import pytest

from eval.questions import Dataset
from eval.sets.time_ir import time_ir
from rag.domain import Published
from rag.errors import BadDataset
from tests.eval.sets.places import real, write_rows

ARTICLE = {"docno": "1", "text_no": "017", "date": "01/04/63", "page": "020", "text": "THE ALLIES AFTER NASSAU"}
QUERIES = [{"qid": "1", "text": "NASSAU ."}, {"qid": "2", "text": "BERLIN ."}]
QRELS: dict[str, Any] = {"qid": "1", "docnos": ["1"]}


def made(tmp_path: Path, article: dict[str, Any], qrels: dict[str, Any]) -> Dataset:
    """A tiny set of one article and two queries."""
    write_rows(tmp_path / "time_ir" / "corpus.jsonl.gz", [article])
    write_rows(tmp_path / "time_ir" / "queries.jsonl.gz", QUERIES)
    write_rows(tmp_path / "time_ir" / "qrels.jsonl.gz", [qrels])
    return time_ir(tmp_path)


def test_a_query_without_judgements_is_left_out_and_counted(tmp_path: Path) -> None:
    """It would score nothing, whatever was found."""
    dataset = made(tmp_path, ARTICLE, QRELS)
    (question,) = dataset.questions
    assert (question.id, question.kind, question.as_of, question.relevant) == (
        "1",
        "retrieval",
        "1963-12-31",
        frozenset({"1"}),
    )
    assert "1 of 2 queries have no judgement" in dataset.note
    assert "4 of 83 queries have no judgement" in real("time_ir").note


@pytest.mark.parametrize("date", ["01/04/63", "01/04 63"])
def test_an_article_has_its_day_and_no_title(tmp_path: Path, date: str) -> None:
    """The month comes first; one real article has a space for its second slash."""
    (article,) = made(tmp_path, {**ARTICLE, "date": date}, QRELS).articles("")
    assert (article.id, article.title) == ("1", "untitled")
    assert article.published == Published("1963-01-04", "day", "metadata")


@pytest.mark.parametrize(
    ("article", "qrels", "message"),
    [
        ({**ARTICLE, "date": "1963"}, QRELS, "corpus.jsonl.gz, line 1, field 'date'"),
        ({**ARTICLE, "date": "13/04/63"}, QRELS, "corpus.jsonl.gz, line 1, field 'date'"),
        ({**ARTICLE, "text": ""}, QRELS, "corpus.jsonl.gz, line 1, field 'text'"),
        (ARTICLE, {**QRELS, "docnos": ["7"]}, "qrels.jsonl.gz, line 1, field 'docnos': there is no article '7'"),
        (ARTICLE, {**QRELS, "docnos": []}, "qrels.jsonl.gz, line 1, field 'docnos': it is empty"),
    ],
)
def test_a_row_that_can_not_be_used_is_refused(tmp_path: Path, article: Any, qrels: Any, message: str) -> None:
    """By file, line and field."""
    with pytest.raises(BadDataset) as refused:
        made(tmp_path, article, qrels)
    assert message in refused.value.message


def test_every_real_article_is_dated_in_1963() -> None:
    """Also the one whose date is written with a space."""
    assert all(str(found.published.value)[:4] == "1963" for found in real("time_ir").articles(""))

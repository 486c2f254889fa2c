"""Fills an empty record with a little of everything, with the code of whatever release it is run in.

Made the files beside it, one for each released schema and database: in a checkout of the last commit that wrote it,
`python make.py sqlite:///FILE` (or a PostgreSQL URL), then `sqlite3 FILE .dump` or `pg_dump --inserts --no-owner`. Schema 1
is that of commit b261582, 2 of 3c5cd53, 3 of b76c9f9, 4 of 14879c7, 5 of the commit that added it. A released file is
never made anew.
"""

import sys
from typing import Any

from rag.answer import Abstention, Answer, Citation, Claim, EvidenceShown, RunRecord
from rag.domain import Evidence, Sentence, Span
from rag.store.record import Record
from tests.rag.store.making import dated, story

RUN = RunRecord(models={"llm": "m"}, prompts={"draft": "1"}, settings_hash="0", timings_ms={"total": 3}, tokens={})


def main(url: str) -> None:
    """Three live articles, one of them in two versions, a removed one, and two answers; indexes that are level."""
    with Record.open(url) as record:
        record.store(
            [
                story(
                    "bridge", "The bridge is closed.", "It opens in May.", outlet="Harbour Herald", byline="By A. Lee"
                ),
                story("ferry", "Die Fähre fährt nicht – “nie wieder”.", title="Fähre 🛳", published=dated("2025-05")),
                story("gone", "A rumour.", url="https://example.org/gone", published=dated("2025-05-19")),
                story("undated", "Nobody knows when.", source="/articles/undated.txt"),
            ]
        )
        record.store([story("bridge", "The bridge is open.", "It opened in April.", outlet="Harbour Herald")])
        record.remove("gone")
        record.save_answer("q1", "Is the bridge closed?", _answered(record).model_dump_json())
        record.save_answer("q2", "Is it cold?", _abstained(record).model_dump_json())
        for name in ("dense", "lexical"):
            record.adopt_index(name, f"indexes/{name}-1", record.last_seq())


def _answered(record: Record) -> Answer:
    cited = {
        "1": Citation.of(record.article("bridge", 1), Span(0, 21)),
        "2": Citation.of(record.article("ferry"), Span(0, 9)),
    }
    claim = Claim(id="c1", text="The bridge is closed.", support=0.9, citations=("1", "2"))
    return Answer(id="q1", status="answered", claims=(claim,), citations=cited, **_asked("Is the bridge closed?"))


def _abstained(record: Record) -> Answer:
    article = record.article("undated")
    near = EvidenceShown.of(Evidence("s1", article, Sentence("undated", 1, 0, Span(0, 18)), 0.4))
    abstention = Abstention(reason="no_supported_claim", message="The articles do not say.", nearest=(near,))
    return Answer(id="q2", status="abstained", abstention=abstention, evidence=(near,), **_asked("Is it cold?"))


def _asked(question: str) -> dict[str, Any]:
    return {"question": question, "standalone_question": question, "as_of": "2025-05-20", "record": RUN}


if __name__ == "__main__":
    main(sys.argv[1])

"""An ingest of files of every kind that is killed again and again, and what must be true after each kill and in the end."""

import hashlib
import json
import os
import random
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from rag.answer import SearchRequest
from rag.keeping.ingest import BATCH_ARTICLES
from rag.search import open_search, opened_indexes
from rag.settings import Settings
from rag.store.verify import verify
from tests.cli.test_main import start
from tests.conftest import EXAMPLES

A_ROUND = 3 * BATCH_ARTICLES
"""About how many short articles are stored between two kills."""
_STAMPS = {"versions": "read_at", "changes": "at"}
"""Columns that say when something was written, which no two runs share."""


def write_folder(folder: Path, rounds: int) -> None:
    """The example articles in their formats, and enough short notes in files of each kind for so many kills."""
    shutil.copytree(EXAMPLES, folder)
    notes = [_note(number, "noon") for number in range(rounds * A_ROUND)]
    quarter = len(notes) // 4
    lines = "\n".join(json.dumps(note) for note in notes[:quarter])
    (folder / "notes.jsonl").write_text(lines, encoding="utf-8")
    (folder / "list.json").write_text(json.dumps(notes[quarter : 2 * quarter]), encoding="utf-8")
    for note in notes[2 * quarter :]:
        number, title, text = int(str(note["number"])), note["title"], note["text"]
        if number % 3 == 0:
            (folder / f"note-{number}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
        elif number % 3 == 1:
            (folder / f"note-{number}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
        else:
            page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
            (folder / f"note-{number}.html").write_text(page, encoding="utf-8")


def change_some(folder: Path) -> None:
    """Give every third note of `notes.jsonl` another text: a new version of each."""
    file = folder / "notes.jsonl"
    notes = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    changed = [_note(note["number"], "dusk") if note["number"] % 3 == 0 else note for note in notes]
    file.write_text("\n".join(json.dumps(note) for note in changed), encoding="utf-8")


def killed_and_whole(
    settings: Settings, undisturbed: Settings, folder: Path, *, kills: int, seed: int, readers_too: bool = False
) -> None:
    """Ingest a folder into both data folders, one killed `kills` times on the way, and assert that nothing shows it.

    After each kill the record and its indexes are verified. Half way the folder changes, so that versions are killed too.
    `readers_too` kills the process that reads first, and the one that stores at once or when it may have seen that.
    """
    write_folder(folder, kills)
    _ingest(undisturbed, folder)
    rng = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(kills // 2):
        _kill_one(settings, folder, rng, readers_too=readers_too)
    _ingest(settings, folder)
    change_some(folder)
    _ingest(undisturbed, folder)
    for _ in range(kills - kills // 2):
        _kill_one(settings, folder, rng, readers_too=readers_too)
    _ingest(settings, folder)
    rows, right = _rows(settings), _rows(undisturbed)
    differ = [table for table in right if rows.get(table) != right[table]]
    assert rows.keys() == right.keys()
    assert differ == [], f"rows of {differ} are others than in an undisturbed run"
    pairs = zip(_found(settings), _found(undisturbed), strict=True)
    others = [(found, right) for found, right in pairs if found != right]
    assert others == [], f"found, and in an undisturbed run: {others}"


def _kill_one(settings: Settings, folder: Path, rng: random.Random, *, readers_too: bool) -> None:
    """Kill one ingest: as it starts, or after some more was acknowledged; then everything on record is whole."""
    before = _stored(settings)
    process = start(settings, "ingest", str(folder))
    if rng.random() < 0.3:
        time.sleep(rng.uniform(0, 2))
    else:
        wanted = before + rng.randrange(1, A_ROUND)
        while process.poll() is None and _stored(settings) < wanted:
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.1))
    if readers_too:
        for reader in _readers_of(process.pid):
            with suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)
        time.sleep(rng.choice((0, rng.uniform(0, 0.5))))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert _stored(settings) >= before
    with opened_indexes(settings) as (record, indexes):
        assert verify(record, indexes.ids()) == []


def _ingest(settings: Settings, folder: Path) -> None:
    process = start(settings, "ingest", "--json", str(folder))
    out, err = process.communicate()
    assert process.returncode == 0, f"{process.returncode} {out} {err}"
    assert json.loads(out)["unreadable"] == []


def _note(number: int, hour: str) -> dict[str, object]:
    text = f"The fair number {number} of the river towns opens at {hour} on Sunday, the warden of ward {number} said."
    return {"id": f"n{number}", "number": number, "title": f"Fair number {number} opens", "text": text}


def _readers_of(pid: int) -> list[int]:
    """The processes that a process has started to read for it, as Linux lists them."""
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in tasks.read_text(encoding="ascii").split()]
    return found


def _seen(settings: Settings) -> Engine:
    """The record as another process sees it, without writing a byte."""
    file = f"sqlite:///file:{settings.data_dir / 'record.sqlite'}?mode=ro&uri=true"
    return create_engine(settings.database_url or file, poolclass=NullPool)


def _stored(settings: Settings) -> int:
    """How many changes another process has committed by now."""
    try:
        with _seen(settings).connect() as opened:
            return int(opened.execute(text("SELECT count(*) FROM changes")).scalar_one())
    except DBAPIError:  # there is no record yet
        return 0


def _rows(settings: Settings) -> dict[str, str]:
    """A hash of each table's rows, without the times at which they were written."""
    hashes = {}
    with _seen(settings).connect() as opened:
        for table in sorted(set(inspect(opened).get_table_names()) - {"meta", "cursors"}):
            order = " ORDER BY seq" if table == "changes" else ""
            found = opened.execute(text(f'SELECT * FROM "{table}"{order}')).mappings()  # noqa: S608 - our own names
            rows = [{**row, _STAMPS.get(table, ""): ""} for row in found]
            if order:  # PostgreSQL gives the number of a change that was rolled back to no other
                rows = [{**row, "seq": number} for number, row in enumerate(rows)]
            lines = sorted(map(repr, rows))
            hashes[table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return hashes


def _found(settings: Settings) -> list[list[str]]:
    """What some searches find, in order."""
    with open_search(settings) as search:
        requests = [
            SearchRequest(question=f"When does fair number {number} open?", limit=5) for number in range(0, 60, 3)
        ]
        return [[piece.quote for piece in search(request).evidence] for request in requests]

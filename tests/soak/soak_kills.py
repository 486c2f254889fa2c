"""90 SIGKILLs in ingests of files of every kind, beside the five of each run of the tests: nothing shows them in the end.

Three runs at other moments, one in which the process that reads is killed as well, and one whose record is on PostgreSQL.
"""

from pathlib import Path

import pytest

from rag.settings import Settings
from tests.killing import killed_and_whole
from tests.rag.store.postgres import Server


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_twenty_kills_leave_no_trace(settings: Settings, tmp_path: Path, seed: int) -> None:
    """At other moments than those of every day."""
    killed_and_whole(settings, _beside(settings), tmp_path / "folder", kills=20, seed=seed)


def test_fifteen_kills_of_both_processes_leave_no_trace(settings: Settings, tmp_path: Path) -> None:
    """The process that reads dies first; the one that stores may live long enough to name the file, and is killed then."""
    killed_and_whole(settings, _beside(settings), tmp_path / "folder", kills=15, seed=104, readers_too=True)


def test_fifteen_kills_leave_no_trace_on_postgresql(settings: Settings, tmp_path: Path, postgres: Server) -> None:
    """The server goes on, and rolls back what the dead process had begun."""
    with postgres.database() as killed, postgres.database() as calm:
        ours = settings.model_copy(update={"database_url": killed})
        theirs = _beside(settings).model_copy(update={"database_url": calm})
        killed_and_whole(ours, theirs, tmp_path / "folder", kills=15, seed=105)


def _beside(settings: Settings) -> Settings:
    """The same, in another data folder."""
    return settings.model_copy(update={"data_dir": settings.data_dir.with_name("undisturbed")})

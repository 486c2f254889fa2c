"""A PostgreSQL server for the tests of the record: on a free port, in a temporary folder, gone when they end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

OLDEST = 15
"""Where a database can be given a collation that isn't the order of code points on every machine."""
# It is thrown away: what a crash would lose is no matter.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c unix_socket_directories="


class Unavailable(Exception):
    """There is no server that could be started, and why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, which makes databases."""

    port: int
    _numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new, empty database, which is dropped at the end."""
        name = f"record_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self._url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://tester@127.0.0.1:{self.port}/{name}"


@contextmanager
def served() -> Iterator[Server]:
    """A server of this machine's own packages. Raises Unavailable where there are none."""
    programs, rights = _programs(), _rights()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgresql-"))
    if rights:
        shutil.chown(folder, rights["user"])
    data, log = folder / "data", folder / "log"
    # A collation of words, not of code points: whatever leans on SQLite's order is then seen.
    made = ["--username=tester", "--auth=trust", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-US"]
    port = _free_port()
    started = ["-w", "-l", str(log), "-o", f"{FAST} -c listen_addresses=127.0.0.1 -p {port}", "start"]
    try:
        _call([str(programs / "initdb"), "-D", str(data), "--no-sync", "--locale=C.UTF-8", *made], folder, rights)
        _call([str(programs / "pg_ctl"), "-D", str(data), *started], folder, rights)
        try:
            yield Server(port)
        finally:
            _call([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], folder, rights)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The folder of the newest server's programs."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise Unavailable("psycopg is not installed: pip install -e '.[dev]'") from error
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    newest = max(found, key=lambda folder: int(folder.parent.name), default=None)
    if newest is None or int(newest.parent.name) < OLDEST:
        raise Unavailable(f"no PostgreSQL {OLDEST} or newer is installed: apt-get install postgresql")
    return newest


def _rights() -> Mapping[str, Any]:
    """How its programs are started: PostgreSQL refuses to run as root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


def _call(command: list[str], folder: Path, rights: Mapping[str, Any]) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120, **rights)
    if done.returncode:
        raise Unavailable(f"{command[0]} failed: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port

"""What is tried in a child process runs our code and nothing else."""

from pathlib import Path

import pytest

from rag.system.child_trial import failure_in_child


def test_a_file_in_the_folder_one_stands_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of downloaded articles may hold a `json.py`."""
    (tmp_path / "json.py").write_text("open('run', 'w').close()\nload = lambda _: {}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert failure_in_child("posixpath", "basename", {"p": "a/b"}) is None
    assert not (tmp_path / "run").exists()


def test_what_fails_in_the_child_is_said() -> None:
    """In one clause."""
    said = failure_in_child("posixpath", "basename", {"p": 3})
    assert said is not None
    assert said.startswith("failed when it was tried: TypeError")

"""Weights are converted in a process that may die, and appear whole or not at all."""

from pathlib import Path

import pytest

from rag.models.converting import in_child, made_once


def test_a_child_that_fails_says_why_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last line, or the signal that ended it; one that does its work says nothing, and sees this package."""
    (tmp_path / "rag.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert in_child("raise ValueError('no such layer')") == "ValueError: no such layer"
    assert in_child("import os, signal; os.kill(os.getpid(), signal.SIGKILL)") == "the conversion was ended by signal 9"
    assert in_child("raise SystemExit(2)") == "the conversion names no reason"
    assert not in_child("import rag.errors; assert sys.argv[1:] == ['one', 'two words']", "one", "two words")


def test_what_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    """Half of it was there; the next attempt begins anew, and what is made is made once."""

    def half(made: Path) -> None:
        (made / "half").touch()
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        made_once(tmp_path / "whole", half)
    assert list(tmp_path.iterdir()) == []
    made_once(tmp_path / "whole", lambda made: (made / "all").touch())
    made_once(tmp_path / "whole", half)
    assert [path.name for path in (tmp_path / "whole").iterdir()] == ["all"]

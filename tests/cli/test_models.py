"""What people read about models: lines in a log, a bar on a terminal."""

import io
import re
from pathlib import Path

import pytest

from cli.models import list_lines, pull_all, verify_all
from tests.rag.models.weights.upstream import Upstream, pins, upstream

pytestmark = pytest.mark.slow


__all__ = ["pins", "upstream"]  # fixtures


def test_pulling_prints_size_progress_and_time_and_then_that_it_is_here(
    tmp_path: Path, pins: Path, upstream: Upstream
) -> None:
    """A person sees what is downloaded, from where, and how far it is; the second time, only where it is."""
    first, second = io.StringIO(), io.StringIO()
    pull_all(tmp_path / "models", [], first, pins)
    pull_all(tmp_path / "models", ["tiny"], second, pins)
    assert first.getvalue().startswith("tiny: 3 MB, Apache-2.0\n")
    assert f"100 % of 3 MB, from {upstream.base}" in first.getvalue()
    assert re.search(r"tiny: ready after \d+ s\n$", first.getvalue())
    assert second.getvalue() == f"tiny: already in {tmp_path / 'models' / 'tiny'}\n"


def test_verifying_prints_each_problem(tmp_path: Path, pins: Path) -> None:
    """What is wrong is printed with its path, and the result is false; what is whole is said to be."""
    out = io.StringIO()
    assert not verify_all(tmp_path / "models", [], out, pins)
    assert "weights.bin is missing" in out.getvalue()
    pull_all(tmp_path / "models", [], io.StringIO(), pins)
    assert verify_all(tmp_path / "models", [], out, pins)
    assert "tiny: 2 files match their SHA-256" in out.getvalue()


def test_the_list_says_what_is_installed(tmp_path: Path, pins: Path) -> None:
    """One line for each model, with its folder or that it is not installed."""
    assert list_lines(tmp_path / "models", pins)[0].endswith("not installed")
    pull_all(tmp_path / "models", [], io.StringIO(), pins)
    assert list_lines(tmp_path / "models", pins)[0].endswith(str(tmp_path / "models" / "tiny"))


class Terminal(io.StringIO):
    """What believes to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_is_drawn_and_no_line_each_ten_percent(
    tmp_path: Path, pins: Path, upstream: Upstream
) -> None:
    """The bar gives megabytes and where they come from; the lines of a log are not printed beside it."""
    out = Terminal()
    pull_all(tmp_path / "models", [], out, pins)
    assert f"from {upstream.base}" in out.getvalue()
    assert "3.2/3.2 MB" in out.getvalue()
    assert "100 % of" not in out.getvalue()

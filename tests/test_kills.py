"""An ingest that is killed again and again ends as one that was never disturbed."""

from pathlib import Path

import pytest

from rag.settings import Settings
from tests.killing import killed_and_whole

pytestmark = pytest.mark.slow


def test_five_kills_leave_no_trace(settings: Settings, tmp_path: Path) -> None:
    """At any moment, in files of every kind, new ones and changed ones; `scripts/soak` kills a hundred times."""
    undisturbed = settings.model_copy(update={"data_dir": tmp_path / "undisturbed"})
    killed_and_whole(settings, undisturbed, tmp_path / "folder", kills=5, seed=11)

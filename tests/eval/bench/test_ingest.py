"""The bench of an ingest measures a real one."""

from pathlib import Path

import pytest

from eval.bench.ingest import bench_ingest, show_ingest
from rag.models.embedding import Embedder
from tests.conftest import EXAMPLES


@pytest.mark.alone  # Linux counts as a process's memory what the one that began it had then
def test_an_ingest_is_measured_beside_the_embedder_alone(embedder_folder: Path, tmp_path: Path) -> None:
    """All passages are counted, the second ingest changes nothing, and its figures are of a whole process."""
    embedder = Embedder(embedder_folder, 2, "all-MiniLM-L6-v2")
    found = bench_ingest([EXAMPLES], tmp_path / "data", embedder)
    assert found.articles == len([path for path in EXAMPLES.iterdir() if path.is_file()])
    assert found.passages >= found.articles
    assert found.again_changed == 0
    assert 0 < found.ratio < 2
    assert 0 < found.again_share < 1
    assert 100 < found.memory < 2_500
    assert f"{found.passages:,} passages" in show_ingest(found)

"""A search from the command line waits for no library that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings
from tests.rag.pointing import QUESTION

ROOT = Path(__file__).parents[2]
SEARCH = (
    "import sys; from cli import main; code = main.main(['search', sys.argv[1]]);"
    "print({'torch', 'transformers', 'langchain_core', 'langsmith', 'jinja2', 'sklearn'} & set(sys.modules), file=sys.stderr);"
    "sys.exit(code)"
)


@pytest.mark.slow
def test_a_search_loads_no_torch_and_no_langchain(filled: Settings, tmp_path: Path) -> None:
    """They take seconds; what it finds is on standard output as ever."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ONRECORD_DATA_DIR": str(filled.data_dir),
        "ONRECORD_MODELS_DIR": str(filled.models_dir),
    }
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, QUESTION],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ceasefire" in done.stdout
    assert done.stderr.strip() == "set()"

"""The conversion of weights: once, whole or not at all, said in words where it can't be; and nobody is told of it."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.errors import ModelFailed
from rag.models.chat.convert import converted_llm
from rag.models.chat.embedded import EmbeddedChat

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[4]

WATCHED = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname", "urllib.Request"):
        with open(os.environ["WATCHED"], "a") as log:
            print(event, arguments[-1], file=log)
sys.addaudithook(watch)
"""
ANSWERS = """
import sys
from pathlib import Path
from rag.models.chat.embedded import EmbeddedChat
print(EmbeddedChat(path=Path(sys.argv[1]), model_name="smoke").invoke("Hello", max_tokens=2).text)
"""
CONNECTS = "import socket; socket.getaddrinfo('localhost', 1)"


@pytest.fixture
def weights(smoke_llm: EmbeddedChat, tmp_path: Path) -> Path:
    """A copy of the small model's file in a folder of its own, not converted."""
    folder = tmp_path / "models"
    folder.mkdir()
    return Path(shutil.copy(smoke_llm.path, folder / "small.gguf"))


def test_no_process_calls_out(weights: Path, tmp_path: Path) -> None:
    """Neither the one that converts nor the one that answers: no connection, no name looked up, nothing in the home.

    The library that runs the model reports its import to its maker wherever its telemetry package may be imported.
    """
    home, log, hooks = tmp_path / "home", tmp_path / "calls", tmp_path / "hooks"
    home.mkdir()
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(WATCHED)
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
    environment = {**known, "HOME": str(home), "WATCHED": str(log), "PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}"}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=True
        ).stdout

    assert run("-c", ANSWERS, str(weights)).strip()
    assert not log.exists()
    assert list(home.iterdir()) == []
    run("-c", CONNECTS)
    assert "getaddrinfo" in log.read_text()  # the watch works


def test_one_conversion_serves_all_and_leaves_nothing_else(weights: Path) -> None:
    """Two at once, and the rest of one that was killed: one folder remains, readable by whoever can read the weights."""
    killed = weights.parent / ".converting-0"
    killed.mkdir()
    (killed / "openvino_model.bin").write_bytes(b"half")
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: converted_llm(weights, "small"), range(2))
    assert first == second == weights.parent / "small.openvino"
    assert {path.name for path in weights.parent.iterdir()} == {"small.gguf", "small.openvino"}
    assert first.stat().st_mode & 0o777 == weights.parent.stat().st_mode & 0o777
    made = first.stat().st_mtime_ns
    assert converted_llm(weights, "small").stat().st_mtime_ns == made


def test_a_folder_that_can_not_be_written_is_named() -> None:
    """A read-only mount, say; here one where nobody can make a folder. With the setting that names another."""
    with (Path(__file__)).open("rb") as file:
        path = Path(f"/proc/self/fd/{file.fileno()}")
        with pytest.raises(ModelFailed, match=r"/proc/self/fd.*ONRECORD_MODELS_DIR"):
            converted_llm(path, "small")


def test_a_converted_folder_that_is_broken_is_named(weights: Path) -> None:
    """With what to do about it: the weights themselves are whole, so checking them would not help."""
    folder = weights.parent / "small.openvino"
    folder.mkdir()
    (folder / "openvino_model.xml").write_text("<net")
    with pytest.raises(ModelFailed, match=r"small\.openvino could not be loaded.*delete the folder"):
        EmbeddedChat(path=weights, model_name="small").invoke("Hello")

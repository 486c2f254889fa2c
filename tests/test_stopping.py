"""An answer that nobody waits for: the model stops within two seconds, nothing is kept, the next question is answered."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import PrivateAttr

from rag.build import EMBEDDED_LLM, Engine, open_record
from rag.checking.thresholds import PUBLISHED
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.conftest import SMOKE_LLM, OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, claiming
from tests.serving import serving

pytestmark = pytest.mark.alone

SOON = 2.0
"""Seconds within which a model must have stopped."""
TOKEN_SECONDS, TOKENS = 0.02, 3000


class SlowChat(FakeChat):
    """Says what FakeChat says, after a minute of tokens; says when a call begins and when it ends, if it is `slow`."""

    slow: bool = True
    _begun: threading.Event = PrivateAttr(default_factory=threading.Event)
    _ended: threading.Event = PrivateAttr(default_factory=threading.Event)

    @property
    def begun(self) -> threading.Event:
        """Set once it is in the middle of a call."""
        return self._begun

    @property
    def ended(self) -> threading.Event:
        """Set once a call is over, in whatever way."""
        return self._ended

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        try:
            for _ in range(TOKENS if self.slow else 0):
                time.sleep(TOKEN_SECONDS)
                if run_manager:
                    run_manager.on_llm_new_token("")
                self._begun.set()
            return super()._generate(messages, stop, run_manager, **kwargs)
        finally:
            self._ended.set()


@pytest.fixture
def slow() -> SlowChat:
    """A capable model that takes a minute to make one honest claim."""
    return SlowChat(reply=claiming(MOBILISATION))


@pytest.fixture
def engine(filled: Settings, open_fake: OpenFake, slow: SlowChat) -> Engine:
    """An engine over the example articles, whose model is `slow`; the embedder is warm."""
    opened = open_fake(filled, slow)
    opened.retriever.similarity("ready", "set")
    return opened


@pytest.fixture
def http(engine: Engine) -> Iterator[httpx.Client]:
    """A client of a real server around the engine."""
    with serving(engine) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/ask", "/ask"])
def test_leaving_an_answer_that_is_not_streamed_stops_the_model(
    http: httpx.Client, engine: Engine, slow: SlowChat, path: str
) -> None:
    """A program that gave up waiting, and a browser without scripts whose page was closed."""
    sent = {"json": {"question": QUESTION}} if path == "/v1/ask" else {"data": {"question": QUESTION}}
    with httpx.Client(base_url=str(http.base_url), trust_env=False) as leaving, pytest.raises(httpx.ReadTimeout):
        leaving.post(path, timeout=httpx.Timeout(30, read=3), **sent)  # type: ignore[arg-type]  # one of the two
    left = time.monotonic()
    assert slow.begun.is_set()
    assert slow.ended.wait(30)
    assert time.monotonic() - left < SOON
    assert engine.record.counts().answers == 0
    slow.slow = False
    answer = http.post("/v1/ask", json={"question": QUESTION}).json()
    assert [claim["text"] for claim in answer["claims"]] == [MOBILISATION[0]]
    assert engine.record.counts().answers == 1


def test_leaving_a_stream_stops_the_model_in_the_middle_of_a_call(
    http: httpx.Client, engine: Engine, slow: SlowChat
) -> None:
    """The evidence was there before the model was asked anything, and nothing of the answer is kept."""
    with http.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True}) as response:
        lines = response.iter_lines()
        assert "event: evidence" in lines
        assert "event: status" in lines
        assert slow.begun.wait(30)
        assert not slow.ended.is_set()
    left = time.monotonic()
    assert slow.ended.wait(30)
    assert time.monotonic() - left < SOON
    assert engine.record.counts().answers == 0
    slow.slow = False
    assert http.post("/v1/ask", json={"question": QUESTION}).json()["status"] == "answered"


ASKS = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with Ctrl-C ignored
import cli.main, rag.build
from rag.models.chat.runtime import Runtime
rag.build.EMBEDDED_LLM = "{SMOKE_LLM}"
read = Runtime._read
def told(*given):
    scores = read(*given)  # the first batch of all prepares the weights, which can't be interrupted
    print("reading", file=sys.stderr, flush=True)
    return scores
Runtime._read = told
sys.exit(cli.main.main(["ask", *sys.argv[1:]]))
"""


@pytest.fixture
def cuts(tmp_path: Path) -> Path:
    """The published cuts, as if they had been measured for the small model: it is cut short before it judges."""
    file = tmp_path / "cuts.toml"
    file.write_text(PUBLISHED.read_text(encoding="utf-8").replace(EMBEDDED_LLM, SMOKE_LLM), encoding="utf-8")
    return file


def test_ctrl_c_ends_a_question_in_one_line(filled: Settings, models_dir: Path, cuts: Path) -> None:
    """While the small model drafts in this process: exit code 130, no traceback, nothing on stdout, nothing kept."""
    folders = {"ONRECORD_DATA_DIR": str(filled.data_dir), "ONRECORD_MODELS_DIR": str(models_dir)}
    environment = {**os.environ, **folders, "ONRECORD_THRESHOLDS": str(cuts)}
    process = subprocess.Popen(
        [sys.executable, "-c", ASKS, QUESTION],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[1],
    )
    try:
        assert process.stderr
        shown = [""]
        while "reading\n" not in shown:
            assert process.poll() is None, shown
            shown.append(process.stderr.readline())
        process.send_signal(signal.SIGINT)
        pressed = time.monotonic()
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert time.monotonic() - pressed < SOON
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "onrecord: stopped."
    assert "Traceback" not in err
    with open_record(filled) as record:
        assert record.counts().answers == 0

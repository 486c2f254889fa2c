"""Listening: a taken port, a wrong host, and a stop that lets the owner close the engine."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api.serve import listen
from rag.errors import BadSetting, NotReady
from rag.settings import Settings

PROGRAM = """
import sys
from api.serve import listen, serve
from rag.settings import Settings
from tests.api.fakes import FakeEngine
engine = FakeEngine()
engine.settings = Settings(port=int(sys.argv[1]))
serve(engine, listen(engine.settings))
print("closed by its owner", flush=True)
"""


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_named_with_the_setting() -> None:
    """Somebody who starts two servers is told which setting to change."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(NotReady, match=rf"{port}.*ONRECORD_PORT"):
            listen(Settings(port=port))


def test_a_host_that_is_not_here_is_a_bad_setting() -> None:
    """A name nobody knows, and an address of another machine."""
    for host in ("no-such-host.invalid", "192.0.2.1"):
        with pytest.raises(BadSetting, match="ONRECORD_HOST"):
            listen(Settings(host=host))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_and_serve_returns(number: signal.Signals) -> None:
    """Also while an answer is being made; what comes after `serve` still runs."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10) as client:
            for _ in range(200):
                try:
                    client.get("/healthz")
                    break
                except httpx.ConnectError:
                    time.sleep(0.05)
            with client.stream("POST", "/v1/ask", json={"question": "slow", "stream": True}) as response:
                next(response.iter_bytes())
                process.send_signal(number)
                out, _ = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, out) == (0, "closed by its owner\n")

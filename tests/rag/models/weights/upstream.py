"""A server of model weights on this machine that can fail, and a models.toml that pins what it serves."""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

WEIGHTS = b"".join(hashlib.sha256(str(n).encode()).digest() for n in range(100_000))  # 3.2 MB, no two parts alike
CONFIG = b'{"hidden_size": 384}'


def sha(data: bytes) -> str:
    """The SHA-256 of some bytes, as pins write it."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Upstream:
    """What the server serves and how it misbehaves; and what it was asked."""

    base: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int | None = None
    ignores_ranges: bool = False
    asked: list[tuple[str, str | None]] = field(default_factory=list)


def handler_for(upstream: Upstream) -> type[BaseHTTPRequestHandler]:
    """A request handler that serves `upstream`, ranges included, and misbehaves as it says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked_range = self.headers.get("Range")
            upstream.asked.append((self.path[1:], asked_range))
            body = upstream.files.get(self.path[1:])
            if body is None:
                self.send_error(404)
                return
            start = 0
            if asked_range and not upstream.ignores_ranges:
                start = int(asked_range.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            self.wfile.write(body[start : upstream.cut_after])  # a cut leaves the reader with less than promised

        def log_message(self, *_: object) -> None:
            """Tests have no log."""

    return Handler


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    """A server on this machine that has both files."""
    served = Upstream(files={"weights.bin": WEIGHTS, "sub/config.json": CONFIG})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(served))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    served.base = f"http://127.0.0.1:{server.server_port}/"
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def pins(tmp_path: Path, upstream: Upstream) -> Path:
    """A models.toml with one model that upstream has."""
    files = "".join(
        f"  {{ path = {json.dumps(name)}, bytes = {len(data)}, sha256 = {json.dumps(sha(data))} }},\n"
        for name, data in upstream.files.items()
    )
    path = tmp_path / "models.toml"
    path.write_text(
        f'[[model]]\nname = "tiny"\npurpose = "llm"\nlicence = "Apache-2.0"\nfiles = [\n{files}]\n'
        f'[[model.source]]\nkind = "upstream"\nbase = "{upstream.base}"\n'
    )
    return path

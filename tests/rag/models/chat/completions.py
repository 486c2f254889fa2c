"""A server that speaks OpenAI's chat completions, for tests: it replies as it is told and keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[Mapping[str, Any]], "str | tuple[int, str]"]
"""Of a request's body: the text that the model says, or a status with the body of an error."""


@dataclass
class Completions:
    """A running server: its address, what it replies, and what it was asked."""

    url: str
    reply: Reply
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """The turns of each request, joined by blank lines."""
        return ["\n\n".join(turn["content"] for turn in request["messages"]) for request in self.asked]


@contextmanager
def completions(reply: Reply) -> Iterator[Completions]:
    """A server on a free port of this machine, until left."""

    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_POST(self) -> None:
            """Reply as told."""
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            running.asked.append(body)
            running.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
            said = running.reply(body)
            status, text = (200, _completion(said)) if isinstance(said, str) else said
            try:
                self.send_response(status if self.path == "/v1/chat/completions" else 404)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(text.encode())
            except BrokenPipeError:
                pass  # whoever asked waits no longer

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Completions(f"http://127.0.0.1:{server.server_port}/v1", reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(text: str) -> str:
    message = {"role": "assistant", "content": text}
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "test-model",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    )

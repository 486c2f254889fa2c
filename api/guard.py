"""The door: which hosts, sites and body sizes are let in, and the headers that every response leaves with.

Plain ASGI, so that streams pass through untouched. Knows nothing of routes beyond handing a refusal to `respond`.
"""

import ipaddress
import logging
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.wire import Refused, TooLarge, internal_error
from rag.errors import OnRecordError

BODY_LIMIT = 64 * 1024

# Scripts and style come from our own files only, and Trusted Types make `innerHTML` an error in the browser itself:
# no article's text can become markup, whatever mistake a page of ours makes.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware that refuses what should not come in, and turns a fault of ours into a plain error.

    `host` is the name or address the server was told to listen on; `respond` is called with a path and
    an error, and makes the response that tells of it.
    """

    def __init__(self, app: ASGIApp, host: str, respond: Callable[[str, OnRecordError], Response]) -> None:
        self._app = app
        self._host = host
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sender = _Sender(send)
        try:
            check_host(scope, self._host)
            if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
                check_site(scope)
                receive = await _limited(Headers(scope=scope), receive)
            await self._app(scope, receive, sender)
        except OnRecordError as error:
            await self._respond(scope["path"], error)(scope, receive, sender)
        except Exception:
            _log.exception("A request for %r failed.", scope["path"])
            if sender.started:
                raise
            await self._respond(scope["path"], internal_error())(scope, receive, sender)


class _Sender:
    """Adds the headers, and remembers whether the response has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            # Answers may hold what others should not read from a shared cache.
            headers.setdefault("Cache-Control", "no-cache")
        await self._send(message)


def check_host(scope: Scope, served: str) -> None:
    """Raise Refused for a Host header that names neither this machine nor `served`, the name it was told to listen on.

    A page of another site can point a name of its own at this machine and so try to read it. An address in figures
    can't be such a name, so all of those pass.
    """
    name = _name(Headers(scope=scope).get("host", ""))
    if name in {"localhost", served.strip("[]").lower()} or _is_address(name):
        return
    raise Refused(
        f"This server does not answer to the name {name!r}.",
        "Use its address, localhost, or the name in ONRECORD_HOST.",
    )


def check_site(scope: Scope) -> None:
    """Raise Refused for what a page of another site sends. Browsers always say who is asking; programs say nothing."""
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = site in {"same-origin", "none"} if site else origin is None or _authority(origin) == headers.get("host", "")
    if not own:
        raise Refused("This request was sent by a page of another site.", "Open On Record itself and ask there.")


def _authority(origin: str) -> str:
    return origin.partition("://")[2]


def _name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _limited(headers: Headers, receive: Receive) -> Receive:
    """Read the body up to the limit and hand it on; a body that declares or turns out to be larger is refused."""
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > BODY_LIMIT:
        raise _too_large()
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_LIMIT:
            raise _too_large()
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _too_large() -> TooLarge:
    return TooLarge(f"The request is larger than {BODY_LIMIT // 1024} KB.", "Ask a shorter question.")

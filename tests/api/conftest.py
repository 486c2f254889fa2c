"""One real server around an engine in memory, and visitors to it, for all tests of serving."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from api.serve import listen, server
from rag.settings import Settings
from tests.api.fakes import FakeEngine


class Service:
    """A running server: its `url`, and the `engine` behind it."""

    def __init__(self, url: str, engine: FakeEngine) -> None:
        self.url = url
        self.engine = engine


@pytest.fixture
def service() -> Iterator[Service]:
    """A server of one test's own, on a free port."""
    engine = FakeEngine()
    listener = listen(Settings.model_construct(host="127.0.0.1", port=0))
    running = server(engine)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield Service(f"http://127.0.0.1:{listener.getsockname()[1]}", engine)
    engine.release.set()
    running.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def http(service: Service) -> Iterator[httpx.Client]:
    """A plain HTTP client of that server."""
    with httpx.Client(base_url=service.url, trust_env=False, timeout=10) as client:
        yield client


class Visit:
    """A page with what went wrong on it: requests to other hosts, console errors, uncaught exceptions."""

    def __init__(self, context: BrowserContext, service: Service) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(8000)
        self.url = service.url
        self.foreign: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda r: None if r.url.startswith(service.url) else self.foreign.append(r.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)

    def open(self, path: str = "/") -> Page:
        """Go to a path of the server."""
        self.page.goto(self.url + path)
        return self.page

    def ask(self, question: str) -> Page:
        """Ask from the first page, by the keyboard."""
        page = self.open()
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).press("Enter")
        return page


@pytest.fixture
def visit(chromium: Browser, service: Service) -> Iterator[Visit]:
    """A visitor with scripts on. At the end nothing may have been fetched from elsewhere."""
    context = chromium.new_context()
    visit = Visit(context, service)
    yield visit
    context.close()
    assert visit.foreign == []


@pytest.fixture
def plain_visit(chromium: Browser, service: Service) -> Iterator[Visit]:
    """A visitor whose browser runs no scripts."""
    context = chromium.new_context(java_script_enabled=False)
    visit = Visit(context, service)
    yield visit
    context.close()
    assert visit.foreign == []

"""What tests share: real models, an ingested record of the example articles, engines with a fake LLM, one browser.

Only the LLM has a fake. No test can reach a paid model by accident: keys and settings of the person who runs the tests
are hidden from them, all but the folder of the models.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cli import main as onrecord
from rag import english
from rag.build import EMBEDDED_LLM, Engine, open_embedder, open_engine, open_record
from rag.drafting.writer import Writer
from rag.english.parser import MODEL as PARSER
from rag.english.parser import Parser
from rag.errors import ModelsMissing
from rag.keeping.ingest import ingest
from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.fake import FakeChat
from rag.models.embedding import Embedder
from rag.models.weights import catalogue, ready_folder
from rag.settings import Settings
from tests.rag.store.postgres import Server, Unavailable, served

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "articles"
SMOKE_LLM = "SmolLM2-135M-Instruct-Q4_1"
CHROMIUM = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole commands and real models come first: of two workers neither waits long for the other in the end."""
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide what is set outside: a developer's settings must not decide a test, nor their keys pay for one."""
    for name in list(os.environ):
        if name.endswith(("_API_KEY", "_BASE_URL")) or (name.startswith("ONRECORD_") and name != "ONRECORD_MODELS_DIR"):
            monkeypatch.delenv(name)


# Models


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Where the weights are: ONRECORD_MODELS_DIR, or where `onrecord models pull` puts them."""
    return Path(os.environ.get("ONRECORD_MODELS_DIR") or Settings().models_dir).expanduser()


def fetched(models_dir: Path, name: str) -> Path:
    """The folder of a model that must be there: a test that needs it fails without, it is not skipped."""
    try:
        return ready_folder(models_dir, name)
    except ModelsMissing:
        pytest.fail(f"{name} is not in {models_dir}: run scripts/test, which fetches the models.", pytrace=False)


@pytest.fixture(scope="session")
def embedder_folder(models_dir: Path) -> Path:
    """The embedder's real weights."""
    return fetched(models_dir, "all-MiniLM-L6-v2")


@pytest.fixture(scope="session")
def embedder(models_dir: Path, embedder_folder: Path) -> Embedder:
    """The embedder, loaded once."""
    assert embedder_folder
    return open_embedder(Settings(models_dir=models_dir, threads=2))


@pytest.fixture(scope="session")
def _parser(models_dir: Path) -> Parser:
    """The parser of sentences, loaded once, and now: no test's question is to wait for it."""
    parser = Parser(fetched(models_dir, PARSER))
    parser("Ready.")
    return parser


@pytest.fixture(autouse=True)
def _parses(_parser: Parser) -> None:
    """Whatever parses without an engine has it too, whichever parser an earlier test's engine had."""
    english.use(_parser)


@pytest.fixture(scope="session")
def embedded_llm(models_dir: Path) -> EmbeddedChat:
    """The embedded LLM, loaded once. A call takes seconds."""
    folder = fetched(models_dir, EMBEDDED_LLM)
    return EmbeddedChat(path=folder / catalogue()[EMBEDDED_LLM].files[0].path, model_name=EMBEDDED_LLM)


@pytest.fixture(scope="session")
def smoke_llm(models_dir: Path) -> EmbeddedChat:
    """A small model on the same runtime: it writes nonsense, quickly."""
    folder = fetched(models_dir, SMOKE_LLM)
    return EmbeddedChat(path=folder / catalogue()[SMOKE_LLM].files[0].path, model_name=SMOKE_LLM)


# Records and engines


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL; tests on it are skipped, with the reason, where there can be none."""
    with ExitStack() as undo:
        try:
            server = undo.enter_context(served())
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture
def settings(tmp_path: Path, models_dir: Path) -> Settings:
    """Settings of a data folder that is not there yet."""
    return Settings(data_dir=tmp_path / "data", models_dir=models_dir, threads=2)


@pytest.fixture(scope="session")
def examples_data(
    tmp_path_factory: pytest.TempPathFactory, models_dir: Path, embedder: Embedder, _parser: Parser
) -> Path:
    """A data folder with the example articles, indexes built; tests take a copy."""
    data_dir = tmp_path_factory.mktemp("examples") / "data"
    made = Settings(data_dir=data_dir, models_dir=models_dir, threads=2)
    with open_record(made) as record:
        ingest([EXAMPLES], record, embedder)
    fake = FakeChat()
    writer = Writer(fake, capable=True, name="fake")
    open_engine(made, writer=writer, judge_model=fake, embedder=embedder, parser=_parser).close()
    return data_dir


@pytest.fixture
def filled(settings: Settings, examples_data: Path) -> Settings:
    """Settings of a data folder of this test's own, with the example articles in it."""
    shutil.copytree(examples_data, settings.data_dir)
    return settings


OpenFake = Callable[..., Engine]
"""Called with settings and a FakeChat, and `capable=False` for one that drafts free sentences."""


@pytest.fixture
def open_fake(embedder: Embedder, _parser: Parser) -> Iterator[OpenFake]:
    """Opens real engines whose only fake part is the LLM; they are closed when the test ends. They share the real models."""
    with ExitStack() as undo:

        def opened(settings: Settings, fake: FakeChat, *, capable: bool = True) -> Engine:
            writer = Writer(fake, capable=capable, name="fake")
            return undo.enter_context(
                open_engine(settings, writer=writer, judge_model=fake, embedder=embedder, parser=_parser)
            )

        yield opened


# The command line


@dataclass(frozen=True)
class Ran:
    """What a command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Command:
    """Runs `onrecord …` in this process, on the data folder of `settings`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("ONRECORD_MODELS_DIR", str(settings.models_dir))

    def run(*arguments: str) -> Ran:
        capfd.readouterr()
        try:
            code = onrecord.main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        return Ran(code, *capfd.readouterr())

    return run


# The page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; tests that need it fail where there is none, as scripts/test says."""
    installed = next((path for path in CHROMIUM if path.exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        yield browser
        browser.close()

"""Another provider's model, on a real server of ours that speaks OpenAI's protocol, through the provider's own package."""

import json
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from rag.answer import Answer, AskRequest
from rag.build import Engine, open_engine
from rag.errors import BadSetting, ModelFailed, ModelsMissing, ProviderMissing
from rag.models.chat.fake import FakeChat
from rag.models.chat.provider import open_provider
from rag.models.chat.speak import say
from rag.settings import Settings
from tests.rag.models.chat.completions import Completions, completions
from tests.rag.pointing import MOBILISATION, QUESTION, WEAPONS, claiming, inexact

pytestmark = pytest.mark.slow


KEY = "sk-very-secret-0123456789"
TURNS = [("user", "Hello?")]


@pytest.fixture
def service() -> Iterator[Completions]:
    """A server whose model makes two honest claims."""
    honest = claiming(MOBILISATION, WEAPONS)
    with completions(lambda request: honest("\n\n".join(turn["content"] for turn in request["messages"]))) as running:
        yield running


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's package waits before it tries again; tests need not."""
    monkeypatch.setattr("openai._constants.INITIAL_RETRY_DELAY", 0.01)
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)
    monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.02)


def remote(settings: Settings, url: str, **changed: Any) -> Settings:
    """The settings with the model of that server."""
    values = {"llm": "openai:test-model", "llm_base_url": url, "llm_api_key": KEY} | changed
    return Settings.model_validate(settings.model_dump() | values)


@pytest.fixture
def engine(filled: Settings, service: Completions) -> Iterator[Engine]:
    """An engine as the settings make it, but for the judge."""
    with ExitStack() as undo:
        yield undo.enter_context(open_engine(remote(filled, service.url), judge_model=FakeChat()))


def answered(engine: Engine) -> Answer:
    """Its answer."""
    return engine.chain.invoke(AskRequest(question=QUESTION, as_of="2025-05-20"))


# Answering


def test_claims_come_out_checked_and_cited(engine: Engine, service: Completions) -> None:
    """The schema it is given admits offered sentences only; its name and what it cost are in the answer, no key is."""
    answer = answered(engine)
    assert [claim.text for claim in answer.claims] == [MOBILISATION[0], WEAPONS[0]]
    assert inexact(answer, engine.record) == []
    assert answer.record.models["llm"] == "openai:test-model"
    assert answer.record.tokens["output"] == 20
    assert service.keys == [KEY]
    schema = json.dumps(service.asked[0]["response_format"])
    assert '"s1", "s2"' in schema
    assert "s99" not in schema
    assert KEY not in answer.model_dump_json()


def test_an_invented_claim_is_dropped_whoever_made_it(engine: Engine, service: Completions) -> None:
    """The checks do not depend on the model."""
    reply = claiming(("The Kremlin wants 90 days of peace.", MOBILISATION[1]))
    service.reply = lambda request: reply("\n\n".join(turn["content"] for turn in request["messages"]))
    answer = answered(engine)
    assert not any("90 days" in claim.text for claim in answer.claims)
    assert ("The Kremlin wants 90 days of peace.", "check", "numbers") in [
        (dropped.text, dropped.gate, dropped.check) for dropped in answer.dropped
    ]


@pytest.mark.parametrize("bad", ["No JSON.", "{", '{"claims": [{"text": "x", "sentences": ["s99"]}]}', '{"claim": []}'])
def test_a_malformed_reply_gets_one_more_try(engine: Engine, service: Completions, bad: str) -> None:
    """With the error in the prompt; then it fails by name, and nothing is kept."""
    good, tries = service.reply, iter([bad])
    service.reply = lambda request: next(tries, None) or good(request)
    assert len(answered(engine).claims) == 2
    assert "That reply was not valid" in service.prompts[1]
    service.reply = lambda _: bad
    before = engine.record.counts().answers
    with pytest.raises(ModelFailed, match="ChatOpenAI gave no valid claims in two tries"):
        answered(engine)
    assert len(service.asked) == 4
    assert engine.record.counts().answers == before


# Failing


def refused(status: int, message: str) -> tuple[int, str]:
    """An error as OpenAI words it."""
    return status, json.dumps({"error": {"message": message, "type": "x", "code": None}})


@pytest.mark.parametrize(("status", "tries"), [(400, 1), (401, 1), (404, 1), (429, 3), (500, 3), (503, 3)])
def test_a_server_that_refuses_is_an_error_without_the_key(
    engine: Engine, service: Completions, status: int, tries: int
) -> None:
    """What may pass is tried again; the server's words are told, but not the key that it says back."""
    service.reply = lambda _: refused(status, f"No: {KEY}")
    with pytest.raises(ModelFailed, match="test-model could not answer") as caught:
        answered(engine)
    assert len(service.asked) == tries
    assert "No: ***" in caught.value.message
    assert KEY not in str(caught.value.as_dict())


def test_a_server_that_is_silent_is_given_up(
    settings: Settings, service: Completions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the timeout, three times."""
    monkeypatch.setattr("rag.models.chat.provider.TIMEOUT_SECONDS", 0.2)
    awake = threading.Event()

    def silent(_: Mapping[str, Any]) -> str:
        awake.wait(30)
        return ""

    service.reply = silent
    try:
        with pytest.raises(ModelFailed, match=r"test-model could not answer.*[Tt]ime"):
            say(open_provider(remote(settings, service.url)), TURNS, max_tokens=5)
        assert len(service.asked) == 3
    finally:
        awake.set()


def test_a_server_that_is_not_there_is_named(settings: Settings) -> None:
    """By its model, with what to check."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ModelFailed, match=r"test-model could not answer.*Check its address"):
            say(open_provider(remote(settings, url)), TURNS, max_tokens=5)


# Setting up


@pytest.mark.parametrize(
    ("provider", "hint"),
    [("anthropic", r"pip install 'onrecord\[anthropic\]'"), ("groq", "pip install langchain-groq")],
)
def test_a_missing_package_is_named_with_how_to_install_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, provider: str, hint: str
) -> None:
    """An extra of ours where there is one."""
    monkeypatch.setitem(sys.modules, f"langchain_{provider}", None)
    with pytest.raises(ProviderMissing, match=f"{provider}.*{hint}"):
        open_provider(remote(settings, "http://127.0.0.1:9", llm=f"{provider}:m"))


def test_a_missing_key_is_told_before_anything_is_asked(settings: Settings) -> None:
    """With the setting that takes it."""
    with pytest.raises(ProviderMissing, match="ONRECORD_LLM_API_KEY"):
        open_provider(remote(settings, "http://127.0.0.1:9", llm_api_key=None))


def test_an_unknown_provider_is_a_bad_setting(settings: Settings) -> None:
    """It is named."""
    with pytest.raises(BadSetting, match="no provider 'nobody'"):
        open_provider(remote(settings, "http://127.0.0.1:9", llm="nobody:m"))


@pytest.mark.parametrize("llm", ["foo", "openai:", ":gpt", ":"])
def test_a_model_needs_a_provider_and_a_name(settings: Settings, llm: str) -> None:
    """The message shows how it is written."""
    with pytest.raises(BadSetting, match="provider:model"):
        open_provider(remote(settings, "http://127.0.0.1:9", llm=llm))


def test_the_judge_is_still_the_embedded_model(settings: Settings, embedder_folder: Any, tmp_path: Any) -> None:
    """Without its weights no engine is opened, whoever drafts, and the data folder is left alone."""
    only = tmp_path / "models"
    only.mkdir()
    (only / "all-MiniLM-L6-v2").symlink_to(embedder_folder)
    with pytest.raises(ModelsMissing, match="Qwen"):
        open_engine(remote(settings, "http://127.0.0.1:9", models_dir=only))
    assert not settings.data_dir.exists()

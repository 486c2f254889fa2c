"""What is opened is wired to the settings, shared safely, and closed again whatever goes wrong."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.answer import AskRequest, SearchRequest
from rag.build import open_engine, open_search, prepare
from rag.errors import BadDate, BadInput, BadSetting, DataFolderBusy, ModelsMissing, ProviderMissing
from rag.models.chat.convert import converted_llm_folder
from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.fake import FakeChat
from rag.models.embedding import converted_embedder_folder as converted_embedder
from rag.settings import Settings
from rag.store.lock import holder
from tests.conftest import SMOKE_LLM, OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, WEAPONS, claiming

pytestmark = pytest.mark.slow


def changed(settings: Settings, **values: object) -> Settings:
    """The settings, but for these."""
    return Settings.model_validate(settings.model_dump() | values)


def test_one_engine_answers_several_at_once(filled: Settings, open_fake: OpenFake) -> None:
    """Four threads get what one gets, each under an id of its own."""
    engine = open_fake(filled, FakeChat(reply=claiming(MOBILISATION, WEAPONS)))
    alone = engine.chain.invoke(QUESTION)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(engine.chain.invoke, [QUESTION] * 8))
    assert {answer.claims for answer in answers} == {alone.claims}
    assert len({answer.id for answer in answers}) == 8
    assert engine.record.counts().answers == 9


def test_a_second_engine_is_told_who_has_the_folder(filled: Settings, open_fake: OpenFake) -> None:
    """And gets it once the first is closed; closing twice is harmless."""
    first = open_fake(filled, FakeChat())
    with pytest.raises(DataFolderBusy, match=str(os.getpid())):
        open_fake(filled, FakeChat())
    first.close()
    first.close()
    assert holder(filled.data_dir) is None
    open_fake(filled, FakeChat())


def test_what_can_not_be_opened_holds_nothing(filled: Settings, open_fake: OpenFake) -> None:
    """After a missing provider or broken indexes the folder is free for the next."""
    with pytest.raises(ProviderMissing):
        open_engine(changed(filled, llm="groq:some-model"))
    with pytest.raises(BadInput), open_fake(changed(filled, database_url="nonsense"), FakeChat()):
        pass
    assert holder(filled.data_dir) is None
    assert open_fake(filled, FakeChat()).search(SearchRequest(question=QUESTION)).evidence


def test_a_judge_without_cuts_of_its_own_is_refused(filled: Settings) -> None:
    """The published cuts are the embedded judge's: another one's answers would be checked by them without a word."""
    with pytest.raises(BadSetting, match="not for openai:some-model") as error:
        open_engine(changed(filled, judge="openai:some-model", llm_api_key="k"))
    assert "onrecord eval calibrate" in error.value.hint
    assert holder(filled.data_dir) is None


def test_search_needs_no_language_model(
    filled: Settings, embedder_folder: Path, tmp_path: Path, open_fake: OpenFake
) -> None:
    """It finds what an engine finds."""
    only = tmp_path / "models"
    only.mkdir()
    (only / embedder_folder.name).symlink_to(embedder_folder)
    request = SearchRequest(question=QUESTION, limit=5, since="2025-05-01")
    with open_search(changed(filled, models_dir=only)) as search:
        found = search(request)
        with pytest.raises(BadDate, match="since can't be 'soon'"):
            search(SearchRequest(question=QUESTION, since="soon"))
    assert len(found.evidence) == 5
    assert open_fake(filled, FakeChat()).search(request) == found


def test_missing_weights_are_named_before_a_data_folder_is_made(settings: Settings, tmp_path: Path) -> None:
    """Embedder by name or by folder."""
    for values in ({"models_dir": tmp_path / "none"}, {"embedder": str(tmp_path / "nowhere")}):
        with pytest.raises(ModelsMissing):
            open_engine(changed(settings, **values))
    assert not settings.data_dir.exists()


def test_warming_up_asks_the_model_nothing(filled: Settings, open_fake: OpenFake) -> None:
    """A paid one would cost."""
    fake = FakeChat()
    open_fake(filled, fake).warm()
    assert fake.prompts == []


def test_langchain_code_gets_the_same_articles(filled: Settings, open_fake: OpenFake) -> None:
    """The engine's retriever gives documents of the record."""
    engine = open_fake(filled, FakeChat())
    titles = {engine.record.article(listed.id).title for listed in engine.record.articles()}
    documents = engine.langchain_retriever.invoke(QUESTION)
    assert documents
    assert {document.metadata["title"] for document in documents} <= titles


def test_an_answer_is_bound_to_the_settings_that_made_it(filled: Settings, open_fake: OpenFake) -> None:
    """Another model, another hash; another port, the same."""
    answer = open_fake(filled, FakeChat(reply=claiming(MOBILISATION))).chain.invoke(AskRequest(question=QUESTION))
    assert answer.record.settings_hash == filled.answer_hash == changed(filled, port=1).answer_hash
    assert filled.answer_hash != changed(filled, llm="openai:x").answer_hash


def test_pulled_weights_are_made_ready_once(smoke_llm: EmbeddedChat, embedder_folder: Path, tmp_path: Path) -> None:
    """Said before it takes long; not said and not done again."""
    models = tmp_path / "models"
    embedder = models / embedder_folder.name
    shutil.copytree(embedder_folder, embedder, ignore=shutil.ignore_patterns("*.openvino"))
    (models / SMOKE_LLM).mkdir(parents=True)
    for name in (smoke_llm.path.name, ".verified"):
        shutil.copy(smoke_llm.path.with_name(name), models / SMOKE_LLM)
    said: list[str] = []
    prepare(models, [SMOKE_LLM], said.append)
    assert len(said) == 1
    assert said[0].startswith(f"{SMOKE_LLM}: converting")
    assert (converted_llm_folder(models / SMOKE_LLM / smoke_llm.path.name) / "openvino_model.xml").is_file()
    prepare(models, [embedder.name], said.append)
    assert len(said) == 2
    assert said[1].startswith(f"{embedder.name}: converting")
    assert (converted_embedder(embedder) / "openvino_model.xml").is_file()
    prepare(models, [SMOKE_LLM, embedder.name], said.append)
    assert len(said) == 2
    with pytest.raises(ModelsMissing):
        prepare(tmp_path / "nowhere", [SMOKE_LLM], said.append)

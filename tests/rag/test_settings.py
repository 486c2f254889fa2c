"""Every setting has one value, a source that is told, and an error that names it."""

from pathlib import Path

import pytest

from rag.errors import BadSetting
from rag.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No onrecord.toml of the checkout takes part."""
    monkeypatch.chdir(tmp_path)


def toml(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "settings.toml"
    path.write_text(text)
    return path


def test_the_environment_wins_over_the_file_and_that_over_the_default(tmp_path: Path) -> None:
    """Each value comes from the nearest place, and says from which."""
    path = toml(tmp_path, 'port = 9000\nhost = "0.0.0.0"\n')
    loaded = load_settings({"ONRECORD_PORT": "9001", "ONRECORD_CONFIG": str(path), "ONRECORD_THREADS": ""})
    assert (loaded.settings.port, loaded.settings.host, loaded.settings.llm) == (  # nothing listens
        9001,
        "0.0.0.0",  # noqa: S104  # a value to be read, nothing is bound
        "embedded",
    )  # nothing listens
    assert (loaded.sources["port"], loaded.sources["host"]) == ("environment", str(path))
    assert {loaded.sources["llm"], loaded.sources["threads"]} == {"default"}


def test_a_file_in_the_working_folder_is_read() -> None:
    """`onrecord.toml` needs no mention."""
    Path("onrecord.toml").write_text("port = 9002")
    assert load_settings({}).settings.port == 9002


def test_rows_show_every_setting_and_no_secret() -> None:
    """Keys and passwords are masked; everything else is shown."""
    secrets = {"ONRECORD_LLM_API_KEY": "sk-hush", "ONRECORD_DATABASE_URL": "postgresql://me:hush@db/x"}
    loaded = load_settings(secrets)
    rows = {name: value for name, value, _ in loaded.rows()}
    assert set(rows) == set(Settings.model_fields)
    assert "hush" not in str(rows) + repr(loaded)
    assert "db/x" in rows["database_url"]
    assert loaded.settings.record_url == "postgresql://me:hush@db/x"


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ONRECORD_PROT": "1"}, "'prot' (from environment) is not a setting"),
        ({"ONRECORD_PORT": "0"}, "'port' (from environment) can't be '0'"),
        ({"ONRECORD_PORT": "70000"}, "'port'"),
        ({"ONRECORD_PORT": "http"}, "'port'"),
        ({"ONRECORD_THREADS": "-1"}, "'threads'"),
        ({"ONRECORD_LLM_PRICE_IN": "-1"}, "'llm_price_in'"),
        ({"ONRECORD_MAX_COST": "0"}, "'max_cost'"),
        ({"ONRECORD_CONFIG": "nowhere.toml"}, "nowhere.toml can't be read"),
    ],
)
def test_a_setting_that_can_not_be_is_named(environment: dict[str, str], named: str) -> None:
    """The error says which setting, from where, and what is wrong with it."""
    with pytest.raises(BadSetting) as error:
        load_settings(environment)
    assert named in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("text", ["port = ", "port = 1\nport = 2", "[[[", "host = '\x01'"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    """A broken file is an error with its path, not a traceback."""
    with pytest.raises(BadSetting, match=r"settings\.toml can't be read"):
        load_settings({}, toml(tmp_path, text))


def test_a_wrong_secret_is_not_repeated(tmp_path: Path) -> None:
    """An error about a key does not print the key."""
    with pytest.raises(BadSetting) as error:
        load_settings({}, toml(tmp_path, 'llm_api_key = ["sk-hush"]'))
    assert "llm_api_key" in str(error.value)
    assert "hush" not in str(error.value)


def test_the_hash_follows_what_changes_answers_alone() -> None:
    """Another model is another hash; another port, folder or key is not."""
    plain = load_settings({}).settings.answer_hash
    for name, value in (("LLM", "openai:x"), ("JUDGE", "openai:x"), ("MAX_PROMPT_TOKENS", "900")):
        assert load_settings({f"ONRECORD_{name}": value}).settings.answer_hash != plain
    others = {"ONRECORD_PORT": "1", "ONRECORD_DATA_DIR": "d", "ONRECORD_LLM_API_KEY": "k"}
    assert load_settings(others).settings.answer_hash == plain


def test_the_hash_follows_the_content_of_the_thresholds(tmp_path: Path) -> None:
    """Another calibration under the same name is another hash."""
    path = tmp_path / "mine.toml"
    path.write_text("[judge]\nsupport = 0.5\n")
    before = load_settings({"ONRECORD_THRESHOLDS": str(path)}).settings.answer_hash
    path.write_text("[judge]\nsupport = 0.6\n")
    assert load_settings({"ONRECORD_THRESHOLDS": str(path)}).settings.answer_hash != before


def test_a_home_folder_is_expanded() -> None:
    """`~` means the home folder, not a folder of that name."""
    assert "~" not in str(load_settings({"ONRECORD_DATA_DIR": "~/news"}).settings.data_dir)


def test_settings_are_frozen() -> None:
    """What was loaded is what runs."""
    with pytest.raises(ValueError, match="frozen"):
        load_settings({}).settings.port = 1

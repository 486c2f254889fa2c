"""The settings, where each came from, and their hash. Reads the environment and one TOML file, only when asked to."""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from rag.errors import BadSetting

ENVIRONMENT_PREFIX = "ONRECORD_"
# Read by this module itself, by the set-up scripts and by evaluations: no settings of the service.
_NOT_SETTINGS = {"ONRECORD_CONFIG", "ONRECORD_TORCH_INDEX", "ONRECORD_EVAL_DATA"}
_URL_PASSWORD = re.compile(r"(://[^/@\s:]*:)[^/@\s]*@")


class Settings(BaseModel):
    """Everything that can be set. Each field is `ONRECORD_<NAME>` in the environment, or a key of the TOML file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    llm: str = Field(default="embedded", description="`embedded`, or LangChain's `provider:model`")
    llm_base_url: str | None = Field(default=None, description="where the provider's server is, if not the usual place")
    llm_api_key: SecretStr | None = Field(default=None, description="the provider's key, if not in its own variable")
    llm_price_in: float | None = Field(default=None, ge=0, description="what a million prompt tokens of it cost")
    llm_price_out: float | None = Field(default=None, ge=0, description="what a million tokens it writes cost")
    max_output_tokens: int | None = Field(
        default=None, ge=1, description="tokens of one reply of a provider's model; 2048 where `max_cost` is set"
    )
    max_prompt_tokens: int | None = Field(
        default=None, ge=1, description="prompt tokens that one answer may send to providers"
    )
    max_cost: float | None = Field(default=None, gt=0, description="what one answer may cost, in the prices' currency")
    judge: str = Field(
        default="embedded", min_length=1, description="`embedded`, `provider:model`, or a cross-encoder's folder"
    )
    thresholds: Path | None = Field(
        default=None, description="the judge's cuts, as `onrecord eval calibrate` wrote them"
    )
    embedder: str = Field(default="all-MiniLM-L6-v2", description="a model of models.toml, or a folder on disk")
    reranker: str | None = Field(
        default=None,
        min_length=1,
        description="a cross-encoder's folder, which reorders what was found; none by default",
    )
    data_dir: Path = Field(default=Path("onrecord-data"), description="the record and the indexes")
    models_dir: Path = Field(
        default=Path("~/.cache/onrecord/models"), description="model weights, shared by all data folders"
    )
    database_url: str | None = Field(
        default=None, repr=False, description="the record's database, if not SQLite in data_dir"
    )
    allow_hosts: str = Field(
        default="", description="hosts, or hosts with a port, parted by commas, that are fetched though not public"
    )
    threads: int = Field(
        default_factory=lambda: max(1, (os.cpu_count() or 2)),
        ge=1,
        le=256,
        description="threads of the embedded models",
    )
    host: str = Field(default="127.0.0.1", description="the address `onrecord serve` listens on")
    port: int = Field(default=8300, ge=1, le=65535, description="the port `onrecord serve` listens on")

    @property
    def record_url(self) -> str:
        """The SQLAlchemy URL of the record."""
        return self.database_url or f"sqlite:///{self.data_dir / 'record.sqlite'}"

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The hosts that may be fetched though they are not public, as `rag.fetching` takes them."""
        return frozenset(host for each in self.allow_hosts.split(",") if (host := each.strip().lower()))

    @property
    def answer_hash(self) -> str:
        """A hash of the settings that can change an answer; it is kept in every answer's record."""
        models = ("llm", "llm_base_url", "embedder", "judge")
        budget = ("llm_price_in", "llm_price_out", "max_output_tokens", "max_prompt_tokens", "max_cost")
        chosen = {name: getattr(self, name) for name in (*models, *budget)}
        if self.reranker is not None:
            chosen["reranker"] = self.reranker
        if self.thresholds is not None and self.thresholds.is_file():
            chosen["thresholds"] = hashlib.sha256(self.thresholds.read_bytes()).hexdigest()
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, with where each value came from: `default`, `environment`, or the TOML file's path."""

    settings: Settings
    sources: Mapping[str, str]

    def rows(self) -> list[tuple[str, str, str]]:
        """Name, value and source of every setting; secrets are masked."""
        values = {
            name: _URL_PASSWORD.sub(r"\1***@", str(getattr(self.settings, name))) for name in Settings.model_fields
        }
        return [(name, value, self.sources[name]) for name, value in values.items()]


def load_settings(environment: Mapping[str, str], file: Path | None = None) -> Loaded:
    """Settings from `environment` over those of a TOML `file` over the defaults.

    `file` defaults to `ONRECORD_CONFIG`, then to `onrecord.toml` where that exists. Raises BadSetting, naming
    the setting, for an unknown name, a value it can't have, or a file that can't be read. An empty variable
    counts as unset.
    """
    named = file or (Path(environment["ONRECORD_CONFIG"]) if environment.get("ONRECORD_CONFIG") else None)
    path = named or (Path("onrecord.toml") if Path("onrecord.toml").exists() else None)
    values: dict[str, Any] = {}
    sources = dict.fromkeys(Settings.model_fields, "default")
    if path is not None:
        values |= _toml(path)
        sources |= dict.fromkeys(values, str(path))
    from_environment = {
        key.removeprefix(ENVIRONMENT_PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(ENVIRONMENT_PREFIX) and key not in _NOT_SETTINGS and value
    }
    values |= from_environment
    sources |= dict.fromkeys(from_environment, "environment")
    return Loaded(_checked(values, sources), {name: sources[name] for name in Settings.model_fields})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(
            f"The settings file {path} can't be read: {error}.", "Mend it, or unset ONRECORD_CONFIG."
        ) from error


def _checked(values: dict[str, Any], sources: Mapping[str, str]) -> Settings:
    try:
        settings = Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        known = name in Settings.model_fields
        secret = name == "llm_api_key" or (name == "database_url" and "@" in str(values.get(name)))
        value = "what it is" if secret else repr(values.get(name))
        what = f"can't be {value}: {first['msg']}" if known else "is not a setting of On Record"
        hint = "`onrecord settings` lists all settings with their values."
        raise BadSetting(f"The setting {name!r} (from {sources[name]}) {what}.", hint) from error
    paths = {name: getattr(settings, name) for name in ("data_dir", "models_dir", "thresholds")}
    return settings.model_copy(update={name: path.expanduser() for name, path in paths.items() if path})

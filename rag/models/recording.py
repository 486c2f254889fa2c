"""What models said, kept by content: replies, vectors, token counts and parses of sentences, so that a run
can be replayed exactly anywhere.

A key is a hash of all that a model was given; nothing is kept by position or time, so an edit to one prompt costs only
the replies to that prompt. Vectors are rounded to half precision both when recorded and when replayed: their products
are then exact in double precision, whichever processor sums them. Knows nothing of questions and answers.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rag.errors import DiskFull, RecordingBroken, RecordingMiss, StoreFailed
from rag.models.embedding import Embeds
from rag.system.full_disk import no_room

FORMAT = 2
RECORD_AGAIN = (
    "If the change is meant, record what is missing: `onrecord eval record --missing`, with the --set of the run."
)
_KEY_DIGITS = 32
_REPLIES, _VECTORS, _PARSES = "replies.jsonl", "vectors.npz", "parses.json.gz"
_FILES = (_REPLIES, _VECTORS, _PARSES)

Reply = Mapping[str, Any]


class Recording:
    """Replies, vectors, token counts and parses by key; `used` holds the keys that were asked for since it was opened.

    `about` names the models: `llm`, `judge`, `embedder`, and the embedder's `dimensions` and `token_limit`.
    """

    def __init__(self, about: Mapping[str, Any] | None = None) -> None:
        self.about: dict[str, Any] = dict(about or {})
        self.replies: dict[str, Reply] = {}
        self.vectors: dict[str, NDArray[np.float16]] = {}
        self.tokens: dict[str, int] = {}
        self.parses: dict[str, str] = {}
        self.used: set[str] = set()
        self.added = 0

    @classmethod
    def load(cls, folder: Path) -> "Recording":
        """The recording in `folder`. Raises RecordingBroken, naming the file, where it is missing or damaged."""
        about = _checked_about(folder)
        made = cls(about)
        path = folder / _REPLIES
        try:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
            made.replies = {row.pop("key"): row for row in rows}
            path = folder / _PARSES
            made.parses = dict(json.loads(gzip.decompress(path.read_bytes())))
            path = folder / _VECTORS
            with np.load(path, allow_pickle=False) as stored:
                made.vectors = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
                made.tokens = dict(zip(stored["token_keys"].tolist(), stored["token_counts"].tolist(), strict=True))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, BadZipFile, zlib.error) as error:
            raise _broken(path, error) from error
        return made

    def save(self, folder: Path, *, only_used: bool = False) -> None:
        """Write to `folder`, sorted by key; with `only_used`, leave out what nothing has asked for since opening.

        Raises DiskFull, or StoreFailed where the folder can't be written; what was there is then there still.
        """
        try:
            self._save(folder, only_used=only_used)
        except OSError as error:
            message = f"The recording can't be written to {folder}: {error.strerror}."
            if no_room(error, folder):
                raise DiskFull(message, "Free some space and record again.") from error
            raise StoreFailed(message, "Check that you may write there.") from error

    def _save(self, folder: Path, *, only_used: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        kept = self.used if only_used else {*self.replies, *self.vectors, *self.tokens, *self.parses}
        replies = [{"key": key, **self.replies[key]} for key in sorted(self.replies) if key in kept]
        _write(folder / _REPLIES, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in replies).encode())
        keys = [key for key in sorted(self.vectors) if key in kept]
        counted = [key for key in sorted(self.tokens) if key in kept]
        rows = [self.vectors[key] for key in keys] or [np.empty(self.about.get("dimensions", 1), np.float16)][:0]
        partial = folder / "vectors.partial.npz"
        np.savez_compressed(
            partial,
            keys=np.array(keys, dtype=f"U{_KEY_DIGITS}"),
            vectors=np.array(rows, dtype=np.float16),
            token_keys=np.array(counted, dtype=f"U{_KEY_DIGITS}"),
            token_counts=np.array([self.tokens[key] for key in counted], dtype=np.int32),
        )
        partial.replace(folder / _VECTORS)
        parses = json.dumps({key: self.parses[key] for key in sorted(self.parses) if key in kept}, ensure_ascii=False)
        _write(folder / _PARSES, gzip.compress(parses.encode(), mtime=0))
        hashes = {name: _sha256(folder / name) for name in _FILES}
        about = {"format": FORMAT, "sha256": hashes, **self.about}
        _write(folder / "recording.json", (json.dumps(about, indent=2, sort_keys=True) + "\n").encode())

    def parse(self, key: str, text: str, make: Callable[[str], str] | None) -> str:
        """The parse of `text` under `key`, made by `make` where it is missing. Raises RecordingMiss where it
        is missing and `make` is None.
        """
        self.used.add(key)
        if key not in self.parses:
            if make is None:
                raise RecordingMiss(f"The recording has no parse of the text “{_short(text)}”.", RECORD_AGAIN)
            self.parses[key] = make(text)
            self.added += 1
        return self.parses[key]

    def reply(self, key: str) -> Reply | None:
        """The reply under `key`, None where there is none."""
        self.used.add(key)
        return self.replies.get(key)

    def add_reply(self, key: str, reply: Reply) -> None:
        """Keep a reply; it is on disk after the next `save`."""
        self.replies[key] = reply
        self.used.add(key)
        self.added += 1


class RecordedEmbedder:
    """An embedder that answers from a recording, and asks `inner`, where there is one, for what the recording lacks.

    Raises RecordingMiss where a text is not recorded and there is no `inner`. Safe to share between threads as long as
    nothing is missing.
    """

    def __init__(self, recording: Recording, inner: Embeds | None = None) -> None:
        self._recording = recording
        self._inner = inner
        if inner is not None:
            recording.about |= {
                "embedder": inner.model_id,
                "dimensions": inner.dimensions,
                "token_limit": inner.token_limit,
            }

    @property
    def model_id(self) -> str:
        """The recorded model, with the precision its vectors were rounded to."""
        return f"{self._recording.about['embedder']}+fp16"

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        return int(self._recording.about["dimensions"])

    @property
    def token_limit(self) -> int:
        """How many tokens the recorded model sees."""
        return int(self._recording.about["token_limit"])

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is to the recorded model. Raises RecordingMiss."""
        key = content_key("tokens", self._recording.about["embedder"], text)
        self._recording.used.add(key)
        if key not in self._recording.tokens:
            self._recording.tokens[key] = self._need(text).count_tokens(text)
        return self._recording.tokens[key]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text, rounded to half precision. Raises RecordingMiss."""
        keys = [content_key("vector", self._recording.about["embedder"], text) for text in texts]
        self._recording.used.update(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._recording.vectors}
        if missing:
            fresh = self._need(next(iter(missing.values()))).embed(list(missing.values()))
            self._recording.vectors |= dict(zip(missing, fresh.astype(np.float16), strict=True))
            self._recording.added += len(missing)
        rows = [self._recording.vectors[key] for key in keys]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)

    def _need(self, text: str) -> Embeds:
        if self._inner is None:
            raise RecordingMiss(f"The recording has no vector of the text “{_short(text)}”.", RECORD_AGAIN)
        return self._inner


def content_key(*parts: object) -> str:
    """The key for `parts`, a hash of all they say; they must be text, numbers, or lists and mappings of them."""
    said = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_DIGITS]


def replayed_or_recorded(
    recording: Recording,
    key: str,
    record: Callable[[], Reply] | None,
    prompt: str | None,
    turns: Sequence[Sequence[str]],
) -> Reply:
    """The reply under `key`, made by `record` where it is missing. Raises RecordingMiss, which names the prompt and the
    end of its last turn, where it is missing and `record` is None.
    """
    known = recording.reply(key)
    if known is not None:
        return known
    if record is None:
        name = f"prompt {prompt}" if prompt else "prompt"
        end = _short(turns[-1][1][-160:] if turns else "")
        raise RecordingMiss(f"The recording has no reply to the {name} that ends “…{end}”.", RECORD_AGAIN)
    recording.add_reply(key, record())
    return recording.replies[key]


def _checked_about(folder: Path) -> dict[str, Any]:
    path = folder / "recording.json"
    try:
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found, hashes = about.pop("format"), about.pop("sha256", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path, error) from error
    if found != FORMAT:
        raise _broken(path, f"it has format {found}, and this release reads format {FORMAT}")
    for name in _FILES:
        if (folder / name).exists() and hashes.get(name) != _sha256(folder / name):
            raise _broken(folder / name, "it is not the file that was recorded: its SHA-256 differs")
    return about


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _broken(path: Path, why: object) -> RecordingBroken:
    reason = "there is no such file" if isinstance(why, FileNotFoundError) else why
    return RecordingBroken(
        f"The recording can't be read: {path}: {reason}.", "Make it again with `onrecord eval record`."
    )


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: a kill must not leave half a recording."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _short(text: str) -> str:
    return " ".join(text.split())[:160]

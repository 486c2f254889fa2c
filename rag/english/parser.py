"""The only importer of spaCy: a text in, its words with tags and dependencies out. What is parsed once is kept.

The model is en_core_web_md 3.8 (Explosion, MIT), pinned in models.toml like every other. It is loaded at the first
parse: a search, which needs none, does not wait for it. A recording may stand in its place, so that a replay is exact
on any processor.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from pathlib import Path
from sys import intern
from typing import Any, ParamSpec, TypeVar

from rag.english.words import Parsed, Word
from rag.errors import ModelFailed, ModelsMissing

MODEL = "en_core_web_md-3.8.0"
LONGEST = 2_000
"""Characters. What is longer is no sentence, and is cut: a hostile one must not take minutes or gigabytes."""

Parse = Callable[[str], tuple[Word, ...]]
P = ParamSpec("P")
R = TypeVar("R")


class Parser:
    """The model in `folder`, loaded at the first parse. Safe to share between threads, which take turns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()
        self._model: Any = None

    def __call__(self, text: str) -> tuple[Word, ...]:
        """The words of `text`. Raises ModelFailed where the model can't be loaded or fails."""
        with self._turn:
            try:
                return self._parsed(text)
            except Exception as error:  # native code raises whatever it likes; callers see one error
                said = " ".join(str(error).split())[:200]
                hint = f"Run `onrecord models pull {MODEL}`: it fetches again what is not whole."
                raise ModelFailed(f"The parser in {self._folder} failed ({said}).", hint) from error

    def _parsed(self, text: str) -> tuple[Word, ...]:
        if self._model is None:
            import spacy  # noqa: PLC0415  # two seconds, which a search must not wait for

            self._model = spacy.load(self._folder)
        with self._model.memory_zone():  # else it keeps every word it ever saw
            return tuple(
                Word(
                    word.text,
                    intern(word.lemma_),
                    intern(word.tag_),
                    intern(word.dep_),
                    word.head.i,
                    intern(word.ent_type_),
                    word.idx,
                )
                for word in self._model(text)
            )


def _none(_text: str) -> tuple[Word, ...]:
    raise ModelsMissing("No parser was opened.", "Open an engine first: rag.build.open_engine.")


_parse: Parse = _none


def parse(text: str) -> Parsed:
    """`text` as the parser in use parses it, cut after 2,000 characters. Raises ModelsMissing where no parser is in
    use, and ModelFailed where it fails.
    """
    return _parsed(_parse, text[:LONGEST])


@lru_cache(maxsize=8192)
def _parsed(with_: Parse, text: str) -> Parsed:
    """The parts of `text` between semicolons, each parsed by itself: nothing in one depends on another, whatever a
    parser would find.
    """
    words: list[Word] = []
    start = 0
    for part in text.split(";"):
        lead = len(part) - len(part.lstrip())
        before, offset = len(words), start + lead
        parsed = with_(part.strip()) if part.strip() else ()
        words.extend(replace(word, head=word.head + before, start=word.start + offset) for word in parsed)
        start += len(part) + 1
    return Parsed(tuple(words))


def by_parse(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that keeps the last `size` results of a function of texts. It is asked again under another parser:
    what one parser made is not another's.
    """

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def kept(_parser: Parse, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs)

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            return kept(_parse, *args, **kwargs)  # type: ignore[arg-type]  # texts and numbers: they can be hashed

        return asked

    return keeping


def use(parser: Parse) -> None:
    """Let `parser` parse from now on, in the whole process: a parse depends on the text and the pinned model alone."""
    global _parse  # noqa: PLW0603  # one model for all: passing it would go through every check's signature
    _parse = parser

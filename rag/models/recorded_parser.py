"""A parser that answers from a recording, and asks the model only for what is missing, where it is at hand."""

from dataclasses import astuple

from rag.english.parser import MODEL, Parse
from rag.english.words import Word
from rag.models.recording import Recording, content_key

_BETWEEN, _INSIDE = "\n", "\t"


class RecordedParser:
    """A parser that gives the parses in `recording`, or those that `inner` makes. Raises RecordingMiss for what is not
    recorded where there is no `inner`.
    """

    def __init__(self, recording: Recording, inner: Parse | None = None) -> None:
        self._recording = recording
        self._inner = inner

    def __call__(self, text: str) -> tuple[Word, ...]:
        """The words of `text`."""
        inner = self._inner
        written = self._recording.parse(
            content_key("parse", MODEL, text), text, None if inner is None else lambda said: _written(inner(said))
        )
        return tuple(map(_word, written.split(_BETWEEN))) if written else ()


def _written(words: tuple[Word, ...]) -> str:
    """The words of a parse as text, one a line, their fields between tabs. A tab or a line break in a field
    becomes a blank; no word is empty.
    """
    return _BETWEEN.join(_INSIDE.join(map(_plain, astuple(word))) for word in words)


def _plain(value: object) -> str:
    return str(value).replace("\t", " ").replace("\n", " ")


def _word(line: str) -> Word:
    text, lemma, tag, role, head, name, start = line.split(_INSIDE)
    return Word(text, lemma, tag, role, int(head), name, int(start))

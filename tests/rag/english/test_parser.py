"""A text is parsed once, in bounded time, by the model or by a recording of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from rag import english
from rag.english.parser import LONGEST, MODEL, Parser
from rag.english.words import Word
from rag.errors import ModelFailed, RecordingMiss
from rag.models.recorded_parser import RecordedParser
from rag.models.recording import Recording

pytestmark = pytest.mark.slow


TEXT = "The bishop accused the mayor of lying;\tnobody\nlaughed."


def test_a_replay_parses_as_the_model_did(models_dir: Path, tmp_path: Path) -> None:
    """From the recorded parses alone, whatever the processor; another text is a miss that says what to do."""
    live = RecordedParser(recording := Recording({"llm": "x"}), Parser(models_dir / MODEL))
    parsed = live(TEXT)
    recording.save(tmp_path)
    replayed = RecordedParser(Recording.load(tmp_path))
    assert replayed(TEXT) == live(TEXT)
    assert next(word.lemma for word in parsed if word.tag.startswith("VB")) == "accuse"
    with pytest.raises(RecordingMiss, match="eval record"):
        replayed("Another text.")


def test_a_text_is_parsed_once() -> None:
    """Checks ask for the same sentences again and again."""
    asked: list[str] = []

    def counting(text: str) -> tuple[Word, ...]:
        asked.append(text)
        return (Word(text, text, "NN", "ROOT", 0, "", 0),)

    english.use(counting)
    assert english.parse("Once.") is english.parse("Once.")
    assert asked == ["Once."]


def test_what_one_parser_made_is_not_kept_for_another() -> None:
    """Else a replay would not miss what was never recorded."""
    named: list[str] = []

    @english.by_parse(4)
    def asked(text: str) -> str:
        named.append(text)
        return text

    one, other = (lambda _: ()), (lambda _: ())
    for parser in (one, one, other):
        english.use(parser)
        asked("Twice.")
    assert named == ["Twice.", "Twice."]


@pytest.mark.parametrize("text", ["word " * 1_000_000, "a;" * 100_000], ids=["words", "semicolons"])
def test_what_is_no_sentence_is_cut(text: str) -> None:
    """A hostile text of a million words takes no longer than a long sentence."""
    assert sum(len(word.text) for word in english.parse(text).words) <= LONGEST


def test_a_model_that_cant_be_loaded_is_named_with_what_to_do(tmp_path: Path) -> None:
    """Not by what spaCy says alone."""
    with pytest.raises(ModelFailed, match="parser") as raised:
        Parser(tmp_path / "none")("A text.")
    assert "models pull" in (raised.value.hint or "")


def test_importing_it_loads_no_spacy() -> None:
    """Two seconds that `--help` and a search must not wait for."""
    code = "import sys, rag.english, rag.checking.checks; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # fixed command

"""Follow-up questions and what they are understood as: how many are made to stand alone rightly, by kind.

    fragment     5/6    .83

A case is a conversation and its last question. A rewrite is right where it has every word that it must have and
none that it must not; a question that stands alone already is right where it is left as it is. Knows nothing of
articles or answers.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from eval.datasets import lines_of
from eval.pairs import text_of
from eval.reliability import markdown_row
from eval.run import Say
from eval.under_test import EarlierQuestion, standalone
from rag.errors import BadDataset
from rag.models.chat.recorded import RecordedChat
from rag.models.chat.speak import model_name
from rag.models.recording import Recording
from rag.telling.terminal import spoken

FOLLOW_UPS = Path(__file__).parent / "labels" / "follow_ups.jsonl"
ALONE = "alone"
"""The kind of the questions that stand alone: they must come back unchanged."""
_FIELDS = {"id", "kind", "turns", "question", "standalone", "must", "must_not"}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question of a conversation, and how to tell whether a rewrite of it is right.

    Each of `standalone` is a right rewrite. Others are right if they have all of `must` and none of `must_not`: a word
    or words each, in `must` also several of which one will do, "vote|voted".
    """

    id: str
    kind: str
    turns: tuple[EarlierQuestion, ...]
    question: str
    standalone: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    def fault(self, rewritten: str) -> str | None:
        """Why `rewritten` is not right, in a few words; None where it is."""
        if rewritten in self.standalone:
            return None
        if self.kind == ALONE:
            return "it was changed"
        lacking = [words for words in self.must if not any(_has(rewritten, one) for one in words.split("|"))]
        if lacking:
            return f"it lacks {lacking[0]}"
        there = [words for words in self.must_not if _has(rewritten, words)]
        return f"it has {there[0]}" if there else None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A case with what was made of its question, and why that is wrong; `fault` is None where it is right."""

    case: FollowUp
    text: str
    fault: str | None


def load_follow_ups(path: Path = FOLLOW_UPS) -> tuple[FollowUp, ...]:
    """The cases of a file of JSON lines. Raises BadDataset, naming file and line."""
    return tuple(_case(path, number, row) for number, row in lines_of(path, text_of(path)))


def _case(path: Path, number: int, row: Mapping[str, Any]) -> FollowUp:
    if set(row) != _FIELDS or not all(set(turn) == {"question", "answer"} for turn in row["turns"]):
        raise BadDataset(f"{path}, line {number}: this is no follow-up.", f"Its fields are {sorted(_FIELDS)}.")
    turns = tuple(EarlierQuestion(turn["question"], (turn["answer"],)) for turn in row["turns"])
    listed = (tuple(row[name]) for name in ("standalone", "must", "must_not"))
    return FollowUp(row["id"], row["kind"], turns, row["question"], *listed)


def _has(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, whatever its capitals and apostrophes."""
    found = re.search(rf"(?<!\w){re.escape(_plain(words))}(?!\w)", _plain(text))
    return found is not None


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")


def rewritten(cases: Sequence[FollowUp], model: BaseChatModel, out: Path, say: Say) -> tuple[Rewritten, ...]:
    """Every case, its question rewritten as the product does it, and checked.

    The model's replies are recorded in the folder `out`; what is recorded there is not asked again. Raises ModelFailed
    or RecordingBroken.
    """
    kept = Recording.load(out) if (out / "recording.json").exists() else Recording()
    recorded = RecordedChat(recording=kept, model_name=model_name(model), inner=model)
    began, made = time.perf_counter(), []
    for number, case in enumerate(cases, 1):
        known = kept.added
        text = standalone(case.question, case.turns, recorded)
        if kept.added > known:
            kept.save(out)
            say(f"{number}/{len(cases)}  {case.id}  ({spoken(time.perf_counter() - began)} so far)")
        made.append(Rewritten(case, text, case.fault(text)))
    return tuple(made)


def as_dict(made: Sequence[Rewritten]) -> dict[str, Any]:
    """The result as JSON: right and all, by kind and together, and each that is wrong."""
    wrong = [{"id": each.case.id, "rewritten": each.text, "fault": each.fault} for each in made if each.fault]
    return {"kinds": {kind: {"right": right, "of": of} for kind, right, of in _counts(made)}, "wrong": wrong}


def table(made: Sequence[Rewritten]) -> str:
    """The result in Markdown: a line a kind, then what became of each question that is wrong."""
    lines = [markdown_row(["Kind", "Right", "Share"]), markdown_row(["---"] * 3)]
    lines += [markdown_row([kind, f"{right}/{of}", f"{right / of:.2f}"]) for kind, right, of in _counts(made)]
    wrong = [f"{each.case.id}  {each.case.question}  ->  {each.text}  ({each.fault})" for each in made if each.fault]
    return "\n".join([*lines, "", *wrong]) + "\n"


def _counts(made: Sequence[Rewritten]) -> list[tuple[str, int, int]]:
    """(kind, how many are right, how many there are) for each kind, in the order of the cases, and last for "all"."""
    kinds = dict.fromkeys(each.case.kind for each in made)
    groups = [*((kind, [each for each in made if each.case.kind == kind]) for kind in kinds), ("all", list(made))]
    return [(kind, sum(each.fault is None for each in group), len(group)) for kind, group in groups]

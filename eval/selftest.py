"""Proof that the gate can fail: the product is broken on purpose, and each fault must be caught by its own measure.

Runs on a recording. What a fault makes the product ask anew is answered by a stand-in that agrees with everything, so
that no fault is "caught" by a miss in the recording. First comes a run without any fault, which must pass.
"""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.asking import Models, replayed_models
from eval.faults import FAULTS, Fault
from eval.folder import RunFolder
from eval.gate import Finding, gate
from eval.questions import Dataset
from eval.run import REPLAYED_SECONDS, Plan, Say, run
from eval.scoring import score_run
from rag.build import open_parser
from rag.drafting import Writer
from rag.errors import BadInput
from rag.models.chat.fake import FakeChat
from rag.models.chat.recorded import RecordedChat
from rag.models.recorded_parser import RecordedParser
from rag.models.recording import RecordedEmbedder, Recording
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Caught:
    """What the gate said of one fault: `caught` where the `expected` measure is among those that `found` something."""

    fault: str
    what: str
    expected: str
    found: tuple[str, ...]
    caught: bool
    example: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `onrecord eval selftest --json`."""
        return asdict(self)


def selftest(
    dataset: Dataset, settings: Settings, recording: Path, say: Say, limit: int | None, names: Sequence[str] = ()
) -> list[Caught]:
    """Break the product by each fault, or by those named, and gate it: one result each, the run without a fault first.

    Raises BadInput for an unknown fault, RecordingBroken or RecordingMiss where the recording is not whole.
    """
    chosen = _chosen(names)
    kept = Recording.load(recording)
    with TemporaryDirectory(prefix="onrecord-selftest-") as scratch:
        place = Path(scratch)
        whole = RunFolder(place / "whole")
        plan = Plan(dataset, replayed_models(settings, kept), limit=limit, guess=REPLAYED_SECONDS)
        run(plan, whole, _quiet)
        score_run(whole, dataset)
        results = [_control(whole)]
        say(f"without a fault: {'passes' if results[0].caught else 'does not pass'}")
        for fault in chosen:
            results.append(_tried(fault, replace(plan, models=_agreeing(settings, kept)), whole, place / fault.name))
            say(f"{fault.name}: {'caught by ' + fault.caught_by if results[-1].caught else 'NOT CAUGHT'}")
            shutil.rmtree(place / fault.name)
    return results


def show_caught(results: Sequence[Caught]) -> str:
    """The results as a table for people."""
    lines = [f"{'fault':<22}{'must be caught by':<22}{'':<12}also found by"]
    for result in results:
        others = ", ".join(name for name in result.found if name != result.expected)
        verdict = "caught" if result.caught else "NOT CAUGHT"
        lines.append(f"{result.fault:<22}{result.expected:<22}{verdict:<12}{others}")
        if result.example:
            lines.append(f"    {result.example[:150]}")
    caught = sum(result.caught for result in results[1:])
    lines.append(f"{caught} of {len(results) - 1} faults were caught by their own measure.")
    return "\n".join(lines)


def _chosen(names: Sequence[str]) -> list[Fault]:
    by_name = {fault.name: fault for fault in FAULTS}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise BadInput(f"There is no fault {unknown[0]!r}.", f"There are: {', '.join(by_name)}.")
    return [by_name[name] for name in names] if names else list(FAULTS)


def _control(whole: RunFolder) -> Caught:
    findings = gate(whole, whole).findings
    return Caught(
        "(none)",
        "the product as it is",
        "nothing",
        _measures(findings),
        not findings,
        findings[0].what if findings else "",
    )


def _tried(fault: Fault, plan: Plan, whole: RunFolder, place: Path) -> Caught:
    folder = RunFolder(place)
    with fault.broken():  # before the run begins: its configuration is the broken product's
        folder.begin(plan.config)
        shutil.copytree(whole.data, folder.data)
        fault.damage(folder.data)
        run(plan, folder, _quiet)
    score_run(folder, plan.dataset)
    findings = gate(folder, whole).findings
    own = [finding for finding in findings if finding.measure == fault.caught_by]
    return Caught(fault.name, fault.what, fault.caught_by, _measures(findings), bool(own), own[0].what if own else "")


def _measures(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.measure for finding in findings))


def _agreeing(settings: Settings, recording: Recording) -> Models:
    """The recorded models, with stand-ins that agree with everything for what was never recorded."""
    own = Recording(recording.about)
    own.replies, own.vectors, own.tokens = dict(recording.replies), dict(recording.vectors), dict(recording.tokens)
    own.parses = dict(recording.parses)
    about = own.about
    writing = RecordedChat(recording=own, model_name=str(about["llm"]), inner=FakeChat())
    judging = RecordedChat(recording=own, model_name=str(about["judge"]), inner=FakeChat())
    writer = Writer(writing, bool(about["capable"]), str(about["llm"]))
    parser = RecordedParser(own, open_parser(settings))
    return Models(settings, RecordedEmbedder(own, _AnyVector(about)), writer, judging, parser=parser)


class _AnyVector:
    """Stands in for the recorded embedder: a vector for any text, the same for the same text, and like no other."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self.model_id = str(about["embedder"])
        self.dimensions = int(about["dimensions"])
        self.token_limit = int(about["token_limit"])

    def count_tokens(self, text: str) -> int:
        """Two tokens a word: more than most."""
        return 2 * len(text.split())

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit-length vector per text."""
        return np.stack([self._one(text) for text in texts])

    def _one(self, text: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        drawn = np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        unit: NDArray[np.float32] = drawn / np.float32(np.linalg.norm(drawn))
        return unit


def _quiet(_line: str) -> None:
    """Say nothing."""

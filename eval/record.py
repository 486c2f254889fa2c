"""Recordings of whole datasets: made from the models at hand, and played back without any.

A recording holds what one set of questions needs and no more: making it again drops what nothing asked for. Knows
nothing of what is measured.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.asking import live_models, replayed_models
from eval.folder import RunFolder
from eval.questions import Dataset, Half
from eval.run import LIVE_SECONDS, REPLAYED_SECONDS, Plan, Say, run
from rag.models.recording import Recording
from rag.settings import Settings

SAVE_EVERY = 3
"""Questions between saves, which is how many a kill costs at most."""


def record(
    dataset: Dataset, settings: Settings, recording: Path, say: Say, *, missing_only: bool, limit: int | None = None
) -> int:
    """Ask every question of `dataset`, keep what the models say in `recording`, and return how much of it was new.

    With `missing_only` or a `limit`, the models are asked only what the recording lacks, and a run that is killed keeps
    what it has saved. Otherwise all is asked anew, and the old recording stays until the new one is complete. If all
    questions were asked and none failed, what no question asked for is left out.

    Raises ModelsMissing, ModelFailed or RecordingBroken.
    """
    known = (missing_only or limit is not None) and (recording / "recording.json").exists()
    kept = Recording.load(recording) if known else Recording()
    # A new one is made beside the old one, which stays whole until the new one is.
    place = recording if known else recording.with_name(recording.name + ".new")
    models = live_models(settings, kept)
    plan = Plan(dataset, models, limit=limit, guess=REPLAYED_SECONDS if kept.replies else LIVE_SECONDS)
    with TemporaryDirectory(prefix="onrecord-eval-") as scratch:
        folder = RunFolder(Path(scratch) / "run")
        run(plan, folder, say, _saver(kept, place))
        models.embedder.embed(list(_drafts(folder)))
        failed = any(row["outcome"] == "error" for row in folder.rows())
    kept.save(place, only_used=limit is None and not failed)
    if place != recording:
        shutil.rmtree(recording, ignore_errors=True)
        place.replace(recording)
    return kept.added


def replay_plan(
    dataset: Dataset, settings: Settings, recording: Path, half: Half | None = None, limit: int | None = None
) -> Plan:
    """The plan of a run that asks `recording` and no model. Raises RecordingBroken.

    Running it raises RecordingMiss where something is asked that was not recorded.
    """
    models = replayed_models(settings, Recording.load(recording))
    return Plan(dataset, models, half, limit, guess=REPLAYED_SECONDS, anew=True)


def _drafts(folder: RunFolder) -> Iterator[str]:
    """The texts of drafts that were dropped. Where a change of the checks shows them, a replay needs their vectors."""
    for row in folder.rows():
        yield from (draft["text"] for draft in (row["answer"] or {}).get("dropped", []))


def _saver(recording: Recording, path: Path) -> Callable[[], None]:
    asked = 0

    def after_each() -> None:
        nonlocal asked
        asked += 1
        if asked % SAVE_EVERY == 0:
            recording.save(path)

    return after_each

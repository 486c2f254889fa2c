"""Public research sets as datasets, one file a set: what each is, what its labels are worth, and where it comes from.

The sets are not part of On Record: their texts belong to their publishers. Each reader takes the folder that holds the
set's own folder, and reads it without network.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from eval.questions import Dataset
from eval.sets.clapnq import clapnq
from eval.sets.quotesum import quotesum
from eval.sets.realtimeqa import realtimeqa
from eval.sets.realtimeqa_strict import realtimeqa_strict
from eval.sets.rows import WHERE
from eval.sets.time_ir import time_ir
from eval.sets.xquad import xquad
from rag.errors import BadDataset

SETS: Mapping[str, Callable[[Path], Dataset]] = {
    "realtimeqa_strict": realtimeqa_strict,
    "realtimeqa": realtimeqa,
    "clapnq": clapnq,
    "quotesum": quotesum,
    "xquad": xquad,
    "time_ir": time_ir,
}
"""Every set by its name; `examples`, which comes with On Record, is a questions file and read by eval.datasets."""


def load_set(name: str, data: Path) -> Dataset:
    """The set `name`, from the folder `data` that holds its folder.

    Raises BadDataset for an unknown name, and for a folder, file, line or field that is missing or damaged. Articles of
    a large set are read, and refused, when they are first asked for.
    """
    if name not in SETS:
        raise BadDataset(f"There is no set {name!r}.", f"There are {', '.join(('examples', *SETS))}.")
    if not data.is_dir():
        raise BadDataset(f"{data}: there is no such folder.", WHERE)
    return SETS[name](data)

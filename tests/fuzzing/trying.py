"""Tries a parser with many inputs, each under a limit of processor time, and makes the inputs that fail small."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.fuzzing.parsers import PARSERS

SECONDS = 5
"""Of processor time, that any input may take."""
_TRIES = 400
"""So often an input that fails is made smaller."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a parser did with an input that it must not do: `wrong` in short, and a small input that shows it."""

    parser: str
    number: int
    wrong: str
    shown: str


class TooLong(BaseException):
    """The time is over. No parser may catch this, as it may its own errors."""


def faults_of(parser: str, rounds: int, seed: int, folder: Path) -> Iterator[Fault]:
    """Each kind of fault that `rounds` inputs show, once; input `number` of a `seed` is always the same."""
    seen = set()
    for number in range(rounds):
        text = made(parser, seed, number)
        wrong = _wrong(parser, text, number, folder)
        if wrong and _kind(wrong) not in seen:
            seen.add(_kind(wrong))
            yield Fault(parser, number, wrong, _smaller(parser, text, number, folder))


def made(parser: str, seed: int, number: int) -> str:
    """An input for a parser."""
    rng = random.Random(f"{parser} {seed} {number}")  # noqa: S311 - to be had again, not secret
    seeds = PARSERS[parser].seeds()
    return PARSERS[parser].change(rng.choice(seeds), seeds, rng)


def _wrong(parser: str, text: str, number: int, folder: Path) -> str:
    """What is wrong with what the parser makes of `text`; nothing where all is in order."""
    began = time.process_time()
    try:
        with _limited():
            PARSERS[parser].check(text, folder, random.Random(number))  # noqa: S311
    except TooLong:
        return f"takes more than {SECONDS} seconds"
    except Exception as error:  # noqa: BLE001 - which of all there are is what is asked
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
        return f"{type(error).__name__} at {where}: {str(error)[:200]}"
    return f"takes more than {SECONDS} seconds" if time.process_time() - began > SECONDS else ""


def _kind(wrong: str) -> str:
    """What faults of one kind have in common."""
    return wrong.partition(": ")[0] if not wrong.startswith("AssertionError") else wrong[:120]


def _smaller(parser: str, text: str, number: int, folder: Path) -> str:
    """`text` with as much cut out as still shows a fault of the same kind; not of one that takes long."""
    wanted, size, tries = _kind(_wrong(parser, text, number, folder)), len(text) // 2, 0
    while size and tries < _TRIES and not wanted.startswith("takes"):
        at = 0
        while at < len(text) and tries < _TRIES:
            tries += 1
            less = text[:at] + text[at + size :]
            if _kind(_wrong(parser, less, number, folder)) == wanted:
                text = less
            else:
                at += size
        size //= 2
    return text


@contextmanager
def _limited() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as a signal calls it
    raise TooLong

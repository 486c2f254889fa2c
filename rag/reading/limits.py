"""What reading one file may take, and how the process that reads it is held to that."""

import ctypes
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from rag.reading.files import LARGEST

MB = 1_000_000
_PR_SET_PDEATHSIG = 1
_BACKSTOP = 4
"""This process may ask for so many times a file's memory, in addresses: libraries ask for more than they use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time and bytes of memory that a file may take, each with more by the file's size.

    A page of ordinary markup takes a second and 37 MB of memory for each MB of it.
    """

    seconds: float = 10
    seconds_per_mb: float = 3
    memory: int = 500 * MB
    memory_per_byte: int = 40
    patience: float = 6
    """How many times its processor time a file may take by the clock: other programs want the processor too."""

    def seconds_for(self, path: Path) -> float:
        """Seconds of processor time that the file at `path` may take."""
        return self.seconds + self.seconds_per_mb * _size(path) / MB

    def patience_for(self, path: Path) -> float:
        """Seconds that may pass until something more has been read of the file at `path`."""
        return self.patience * self.seconds_for(path)

    def memory_for(self, path: Path) -> int:
        """Bytes that a process may grow by as it reads the file at `path`."""
        # Of a larger file, only a line at a time is held.
        return self.memory + self.memory_per_byte * min(_size(path), LARGEST)


def hold_to(limits: Limits, path: Path) -> None:
    """End this process where the file at `path` takes more processor time than allowed, also in the midst of a
    library's own code.

    The process that asked for the file looks after the memory. Where that grows faster than anybody looks, the system
    refuses this process more in the end, and Python raises MemoryError.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds_for(path))
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = taken + _BACKSTOP * limits.memory_for(path)
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def held_by(process: int) -> int:
    """Bytes of memory that a process holds; 0 where that can't be told, as on any system but Linux."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def end_with_parent() -> None:
    """Have Linux kill this process when the thread that started it ends, however that ends. On other systems its
    limits end it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def let_go() -> None:
    """Stop the clock that `hold_to` started."""
    signal.setitimer(signal.ITIMER_PROF, 0)


def most_used() -> int:
    """The most bytes of memory that this process ever held; 0 where that can't be told.

    What `getrusage` says would begin with what the process held that started this one.
    """
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # who reads it says so
        return 0

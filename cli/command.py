"""What the two command lines, `onrecord` and `onrecord eval`, do alike: commands with `--json`, settings, how an end is told.

Knows no command. Loads nothing that a `--help` would have to wait for.
"""

import argparse
import atexit
import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from rag.errors import OnRecordError

if TYPE_CHECKING:
    from rag.settings import Settings

FAILED, ABSTAINED, VIOLATED, INTERRUPTED = 1, 3, 4, 130
"""Exit codes; bad input has that of its error."""

_CANT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""What writing to a full disk, a full pipe's end or a closed output fails with."""

Run = Callable[[argparse.Namespace], int]


class Commands:
    """The commands of one parser; where they are `optional`, it is a command by itself."""

    def __init__(self, parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
        self._commands: Any = parser.add_subparsers(title="commands", metavar="COMMAND", required=not optional)
        # What the command above has read already must not be set back.
        self._unset: Any = argparse.SUPPRESS if optional else False

    def add(self, name: str, run: Run, summary: str, *, as_json: bool = True) -> argparse.ArgumentParser:
        """A new command, which `run` carries out; its parser, for the arguments of its own."""
        made: argparse.ArgumentParser = self._commands.add_parser(name, help=summary, description=summary)
        made.set_defaults(run=run)
        if as_json:
            made.add_argument("--json", action="store_true", default=self._unset, help="print one JSON object")
        return made

    def group(self, name: str, summary: str) -> "Commands":
        """The commands below one name, such as `bench ask`."""
        return Commands(self._commands.add_parser(name, help=summary, description=summary))

    def mention(self, name: str, summary: str) -> None:
        """Show a command in the help that is carried out elsewhere."""
        self._commands.add_parser(name, help=summary)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat no argument in a form that a terminal would obey: a shell may have put names of files
    there.
    """

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and leave."""
        from rag.telling.terminal import safe

        super().error(safe(message))


def carried_out(parse: Callable[[], argparse.Namespace], stopped: str = "stopped.") -> int:
    """Run the command that `parse` chooses; its exit code, or that of what ended it, told in one line or as JSON.

    `stopped` is what a person is told who interrupts it.
    """
    # Python looks for garbage among all modules as it ends: over a second with torch and its kind, which a person waits for.
    atexit.register(gc.freeze)
    _open_streams()
    try:
        try:
            return _run(parse())
        finally:
            # Here, not when the process ends: a reader that went away is then no traceback.
            sys.stdout.flush()
    except KeyboardInterrupt:
        # On a terminal the line may hold a progress that has not ended, and the terminal's own "^C".
        line = "\r\x1b[K" if sys.stderr.isatty() else ""
        _tell(f"{line}onrecord: {stopped}")
        return INTERRUPTED
    except BrokenPipeError:
        _drop(sys.stdout)
        return 0
    except OSError as error:
        if error.errno not in _CANT_WRITE:
            raise
        _drop(sys.stdout)
        _tell(f"onrecord: writing failed ({error.strerror}). Check where the output goes, and that there is room.")
        return FAILED


def print_json(shown: object) -> None:
    """Print one JSON object on a line that no terminal obeys: control characters are escaped, as JSON allows."""
    from rag.telling.terminal import escaped_json

    print(escaped_json(json.dumps(shown, ensure_ascii=False)))


def settings_of_process() -> "Settings":
    """The settings that this process was started with. Raises BadSetting."""
    from rag.settings import load_settings

    return load_settings(os.environ).settings


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except OnRecordError as error:
        if getattr(options, "json", False):
            print_json(error.as_dict())
        else:
            from rag.telling.terminal import safe

            _tell(f"onrecord: {safe(str(error))}")
        return error.exit_code


def _tell(line: str) -> None:
    """Say a last line; where stderr can't be written either, the exit code says it."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def _open_streams() -> None:
    """Where this process was started without an output, one that can't be written: the first file opened would be written
    instead of it.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # fails at the first write
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _drop(stream: TextIO) -> None:
    """Let what is still to be written go nowhere: Python would complain again when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

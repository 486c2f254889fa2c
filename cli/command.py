"""What `onrecord` and `onrecord eval` do alike: commands with `--json`, the settings, and how errors become exit codes.

Knows no command. Loads nothing that a `--help` would have to wait for.
"""

import argparse
import atexit
import errno
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from rag.errors import OnRecordError, UnreadableSource

if TYPE_CHECKING:
    from rag.settings import Settings

FAILED, ABSTAINED, VIOLATED, INTERRUPTED = 1, 3, 4, 130
"""Exit codes. An OnRecordError has its own, in `exit_code`."""

_CANT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""Numbers of the errors that writing fails with: the disk is full, a limit is reached, the output is closed."""

Run = Callable[[argparse.Namespace], int]


class Commands:
    """The commands below one parser. Where they are `optional`, the parser is a command by itself: `answers`."""

    def __init__(self, parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
        self._commands: Any = parser.add_subparsers(title="commands", metavar="COMMAND", required=not optional)
        # What the command above has read already must not be set back.
        self._unset: Any = argparse.SUPPRESS if optional else False

    def add(self, name: str, run: Run, summary: str, *, as_json: bool = True) -> argparse.ArgumentParser:
        """Add a command that `run` carries out, with `--json` unless told otherwise; its parser, for more arguments."""
        made: argparse.ArgumentParser = self._commands.add_parser(name, help=summary, description=summary)
        made.set_defaults(run=run)
        if as_json:
            made.add_argument("--json", action="store_true", default=self._unset, help="print one JSON object")
        return made

    def group(self, name: str, summary: str) -> "Commands":
        """The commands below one name, such as `bench ask`."""
        return Commands(self._commands.add_parser(name, help=summary, description=summary))

    def mention(self, name: str, summary: str) -> None:
        """Show a command in the help, though it is carried out elsewhere."""
        self._commands.add_parser(name, help=summary)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints have no control characters: an argument may be a file's name, put there by a shell."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and leave."""
        from rag.telling.terminal import safe

        super().error(safe(message))


def carried_out(parse: Callable[[], argparse.Namespace], stopped: str = "stopped.") -> int:
    """Run the command that `parse` chooses, and return its exit code.

    An OnRecordError, an interrupt, or output that can't be written ends it instead: that is told in one line, or as
    JSON, and has an exit code of its own. `stopped` is what a person is told who interrupts it.
    """
    # Python looks for garbage among all modules as it ends: with torch and its kind, people would wait over a second.
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


def tell_unread(problems: Iterable[UnreadableSource]) -> None:
    """Say on stderr, a line each, what could not be read."""
    from rag.telling.terminal import safe

    for problem in problems:
        print(f"onrecord: not read: {safe(str(problem))}", file=sys.stderr)


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
    """Print a last line to stderr; where that can't be written either, only the exit code tells."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def _open_streams() -> None:
    """Where this process was started without an output, put one there that can't be written.

    Else the first file that it opens would stand in that place and be written to.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # fails at the first write
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _drop(stream: TextIO) -> None:
    """Send what is still to be written nowhere, or Python would complain again when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""What the two command lines, `onrecord` and `onrecord eval`, do alike: commands with `--json`, settings, how an end is told.

Knows no command. Loads nothing that a `--help` would have to wait for.
"""

import argparse
import atexit
import gc
import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rag.errors import OnRecordError

if TYPE_CHECKING:
    from rag.settings import Settings

FAILED, ABSTAINED, VIOLATED, INTERRUPTED = 1, 3, 4, 130
"""Exit codes; bad input has that of its error."""

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


def carried_out(options: argparse.Namespace, stopped: str = "stopped.") -> int:
    """Run the command that `options` chose; its exit code, or that of what ended it, told in one line or as JSON.

    `stopped` is what a person is told who interrupts it.
    """
    # Python looks for garbage among all modules as it ends: over a second with torch and its kind, which a person waits for.
    atexit.register(gc.freeze)
    try:
        code = _run(options)
        # Here, not when the process ends: a reader that went away is then no traceback.
        sys.stdout.flush()
    except KeyboardInterrupt:
        # On a terminal the line may hold a progress that has not ended, and the terminal's own "^C".
        line = "\r\x1b[K" if sys.stderr.isatty() else ""
        print(f"{line}onrecord: {stopped}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away; Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def settings_of_process() -> "Settings":
    """The settings that this process was started with. Raises BadSetting."""
    from rag.settings import load_settings

    return load_settings(os.environ).settings


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except OnRecordError as error:
        if getattr(options, "json", False):
            print(json.dumps(error.as_dict(), ensure_ascii=False))
        else:
            print(f"onrecord: {error}", file=sys.stderr)
        return error.exit_code

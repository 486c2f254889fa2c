"""The command that measures follow-up questions: `onrecord eval follow-ups`.

What does the work is imported when it is needed.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from cli.command import settings_of_process
from cli.eval_command import RUNS, print_result, say


def follow_ups_command(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command, with its options; `command` is the method `add` of the Commands that it goes below."""
    parser = command("follow-ups", _follow_ups, "how many follow-up questions are made to stand alone rightly")
    parser.add_argument("--cases", type=Path, metavar="FILE", help="the conversations (default: those of On Record)")
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"where replies are kept (default: below {RUNS})")


def _follow_ups(options: argparse.Namespace) -> int:
    from eval.follow_ups import FOLLOW_UPS, as_dict, load_follow_ups, rewritten, table
    from rag.build import embedded_llm, open_writer

    settings, cases = settings_of_process(), load_follow_ups(options.cases or FOLLOW_UPS)
    writer = open_writer(settings, embedded_llm(settings) if settings.llm == "embedded" else None)
    made = rewritten(cases, writer.model, options.out or RUNS / "follow-ups", say)
    print_result(options, as_dict(made), lambda: table(made))
    return 0

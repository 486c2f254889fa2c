"""The command that measures a floor: `onrecord eval tutorial`. What does the work is imported when it is needed."""

import argparse
from collections.abc import Callable
from pathlib import Path

from cli.command import settings_of_process
from cli.eval_command import RUNS, dataset_of, print_result, run_folder, run_name, say, selecting_options


def tutorial_command(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command, with its options; `command` is the method `add` of the Commands that it goes below."""
    parser = command("tutorial", _tutorial, "measure a floor: the chain of LangChain's tutorial, with the same models")
    selecting_options(parser)
    parser.add_argument("--beside", type=Path, metavar="RUN", help="a finished run to hold it against")


def _tutorial(options: argparse.Namespace) -> int:
    from eval.asking import drafting_models
    from eval.compare import compare
    from eval.report.terminal import show_beside, show_summary
    from eval.run import run
    from eval.scoring import score_run
    from eval.tutorial import MEASURED, TutorialPlan

    dataset = dataset_of(options)
    if options.beside:
        run_folder(options.beside).summary()  # told now, and not when all has been asked
    folder = run_folder(options.out or RUNS / run_name(options, "tutorial"))
    run(TutorialPlan(dataset, drafting_models(settings_of_process()), options.half, options.limit), folder, say)
    summary = score_run(folder, dataset, MEASURED, with_floors=False)
    beside = compare(folder, run_folder(options.beside)) if options.beside else None
    shown = {"run": str(folder.path), **summary, "beside": beside.as_dict()["measures"] if beside else None}
    parts = [show_summary(summary, folder.costs()), *([show_beside(beside, "tutorial", "run")] if beside else [])]
    print_result(options, shown, lambda: "\n".join(parts))
    say(f"The run is in {folder.path}.")
    return 0

"""The command line of evaluations: `onrecord eval …`.

Parses arguments and prints; the work is done in the modules it names, imported only by the command that needs them.
Results go to stdout, progress and errors to stderr.

Exit codes: 0 done, or passed · 1 failure · 2 bad input · 4 the gate found something, or a fault was not caught
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.command import Commands, Parser, carried_out, settings_of_process
from cli.eval_command import (
    RUNS,
    dataset_of,
    home_of,
    print_result,
    run_folder,
    run_name,
    say,
    selecting_options,
    set_options,
    write,
)
from cli.eval_follow_ups import follow_ups_command
from cli.eval_judge import judge_commands
from cli.eval_tutorial import tutorial_command

if TYPE_CHECKING:
    from eval.folder import RunFolder

STOPPED = 4
_BESIDE = "(default: `recording` beside the questions file)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. `arguments` default to the process's own."""
    return carried_out(lambda: _parser().parse_args(arguments), "stopped; the same command goes on where it was.")


# The commands


def _run(options: argparse.Namespace) -> int:
    from eval.report.terminal import show_summary
    from eval.run import LIVE_SECONDS, REPLAYED_SECONDS, Plan, run
    from eval.scoring import score_run

    dataset, settings = dataset_of(options), settings_of_process()
    how = "retrieval" if options.retrieval else "live" if options.replay is None else "replay"
    folder = run_folder(options.out or RUNS / run_name(options, how))
    if options.replay is not None:
        from eval.record import replay_plan

        recording = Path(options.replay) if options.replay else home_of(options) / "recording"
        plan = replay_plan(dataset, settings, recording, options.half, options.limit)
    else:
        from eval.asking import live_models

        models = live_models(settings, answers=not options.retrieval)
        guess = REPLAYED_SECONDS if options.retrieval else LIVE_SECONDS
        plan = Plan(dataset, models, options.half, options.limit, answers=not options.retrieval, guess=guess)
    run(plan, folder, say)
    summary = score_run(folder, dataset)
    print_result(options, {"run": str(folder.path), **summary}, lambda: show_summary(summary, folder.costs()))
    say(f"The run is in {folder.path}.")
    return 0


def _record(options: argparse.Namespace) -> int:
    from eval.record import record

    recording = options.recording or home_of(options) / "recording"
    added = record(
        dataset_of(options), settings_of_process(), recording, say, missing_only=options.missing, limit=options.limit
    )
    print(f"{added} replies and vectors are new in {recording}.")
    return 0


def _report(options: argparse.Namespace) -> int:
    from eval.compare import compare
    from eval.report.html import html_report
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_summary

    folder = run_folder(options.folder)
    summary = folder.summary()
    compared = compare(run_folder(options.baseline), folder) if options.baseline else None
    if options.html:
        write(options.html, html_report(folder, compared, _questions(options, folder)))
    if options.markdown:
        write(options.markdown, comparison_markdown(compared, summary))
    print_result(options, {"run": str(folder.path), **summary}, lambda: show_summary(summary, folder.costs()))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from eval.compare import compare
    from eval.report.html import html_report
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_comparison

    before, after = run_folder(options.before), run_folder(options.after)
    found = compare(before, after)
    if options.html:
        write(options.html, html_report(after, found, _questions(options, after)))
    if options.markdown:
        write(options.markdown, comparison_markdown(found, after.summary()))
    print_result(options, found.as_dict(), lambda: show_comparison(found))
    return 0


def _gate(options: argparse.Namespace) -> int:
    from eval.gate import FLOORS, accept, gate, read_floors
    from eval.report.html import html_report
    from eval.report.junit import junit_xml
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_gate
    from eval.scoring import score_run

    run, dataset = run_folder(options.folder), dataset_of(options)
    score_run(run, dataset)  # what a run says of itself is not taken on trust
    home = options.baseline or home_of(options) / "baseline"
    if options.accept:
        accept(run, home)
        print(f"{run.path} is the baseline now, in {home}; commit it.")
        return 0
    baseline = run_folder(home) if (home / "config.json").exists() else None
    if baseline is None:
        say(f"There is no baseline in {home}: only promises and floors are checked.")
    floors_file = options.floors or home / FLOORS
    floors = read_floors(floors_file) if options.floors or floors_file.exists() else {}
    found = gate(run, baseline, floors, partial=options.partial)
    if options.junit:
        write(options.junit, junit_xml(found, run.rows("scores.jsonl"), run.config()["set"]))
    if options.markdown:
        write(options.markdown, comparison_markdown(found, run.summary()))
    if options.html:
        write(options.html, html_report(run, found.comparison, dataset.by_id))
    print_result(options, found.as_dict(), lambda: show_gate(found))
    return 0 if found.passed else STOPPED


def _selftest(options: argparse.Namespace) -> int:
    from eval.selftest import selftest, show_caught

    recording = options.recording or home_of(options) / "recording"
    results = selftest(dataset_of(options), settings_of_process(), recording, say, options.limit, options.faults)
    rows = [result.as_dict() for result in results]
    print_result(options, {"faults": rows}, lambda: show_caught(results))
    return 0 if all(result.caught for result in results) else STOPPED


def _add(options: argparse.Namespace) -> int:
    from eval.add import add_answer

    row = add_answer(
        settings_of_process(), options.answer_id, options.to, right=not options.wrong, expect=options.expect
    )
    print_result(options, row, lambda: f"{row['id']} is added to {options.to}: {row['question']}")
    return 0


# What several commands need


def _questions(options: argparse.Namespace, folder: "RunFolder") -> Mapping[str, Any]:
    """The questions of a run, by id; none where `--set` does not name exactly those, and charts then do without."""
    from rag.errors import OnRecordError

    try:
        dataset = dataset_of(options)
    except OnRecordError:
        return {}
    return dataset.by_id if dataset.digest == folder.config()["digest"] else {}


# The arguments


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="onrecord eval",
        description="Measure answers on questions with known answers, and gate a merge on it. docs/eval.md tells how.",
        epilog="Exit codes: 0 done or passed, 1 failure, 2 bad input, 4 the gate found something.",
    )
    command = Commands(parser).add
    _add_run(command("run", _run, "ask every question of a set, and measure what came of it"))
    recorded = command("record", _record, "record what the models say, so that a run can be replayed", as_json=False)
    set_options(recorded)
    recorded.add_argument("--recording", type=Path, metavar="DIR", help=_BESIDE)
    recorded.add_argument("--missing", action="store_true", help="ask the models only what is not recorded yet")
    recorded.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    report = command("report", _report, "show a finished run again")
    report.add_argument("folder", type=Path, metavar="RUN")
    report.add_argument("--baseline", type=Path, metavar="RUN", help="another run to compare with")
    _outputs(report)
    compare = command("compare", _compare, "compare two runs of the same questions")
    compare.add_argument("before", type=Path, metavar="RUN")
    compare.add_argument("after", type=Path, metavar="RUN")
    _outputs(compare)
    _add_gate(command("gate", _gate, "fail where a run breaks a promise, gets worse, or falls below a floor"))
    tested = command("selftest", _selftest, "break the product on purpose; every fault must be caught by its measure")
    set_options(tested)
    tested.add_argument("--recording", type=Path, metavar="DIR", help=_BESIDE)
    tested.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    tested.add_argument("faults", nargs="*", metavar="FAULT", help="only these faults (default: all)")
    judge_commands(command)
    follow_ups_command(command)
    tutorial_command(command)
    added = command("add", _add, "make an answer an eval case")
    added.add_argument("answer_id")
    added.add_argument("--to", type=Path, required=True, metavar="FILE", help="the questions file to add it to")
    added.add_argument("--wrong", action="store_true", help="the answer was wrong: --expect says what is right")
    added.add_argument("--expect", action="append", default=[], metavar="TEXT", help="an accepted answer; repeatable")
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    selecting_options(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--replay", nargs="?", const="", metavar="DIR", help=f"ask a recording, not models {_BESIDE}")
    how.add_argument("--retrieval", action="store_true", help="only rank articles: no language model, no recording")


def _add_gate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="RUN")
    parser.add_argument("--baseline", type=Path, metavar="DIR", help="(default: `baseline` beside the questions file)")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="(default: floors.toml in the baseline)")
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    parser.add_argument("--partial", action="store_true", help="hold a run of fewer questions to what both asked")
    parser.add_argument("--junit", type=Path, metavar="FILE")
    _outputs(parser)


def _outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--html", type=Path, metavar="FILE", help="one self-contained page with charts")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="for a pull request")
    set_options(parser)

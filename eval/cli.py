"""The command line of evaluations: `onrecord eval …`, and `python -m eval …`, which is the same.

Parses arguments and prints; the work is done in the modules it names, imported only by the command that needs them.
Results go to stdout, progress and errors to stderr.

Exit codes: 0 done, or passed · 1 failure · 2 bad input · 4 the gate found something, or a fault was not caught
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.command import Commands, carried_out

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.questions import Dataset
    from rag.settings import Settings
    from rag.support.judge import Judge

STOPPED = 4
_BESIDE = "(default: `recording` beside the questions file)"
EXAMPLES = "examples"
RUNS = Path("onrecord-eval")
PRECISION = 0.95
"""The share of shown claims that are to be supported, where nothing else is asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. `arguments` default to the process's own."""
    return carried_out(_parser().parse_args(arguments), "stopped; the same command goes on where it was.")


# The commands


def _run(options: argparse.Namespace) -> int:
    from eval.report.terminal import show_summary
    from eval.run import LIVE_SECONDS, REPLAYED_SECONDS, Plan, run
    from eval.scoring import score_run

    dataset, settings = _dataset(options), _settings()
    folder = _folder(options.out or RUNS / _run_name(options))
    if options.replay is not None:
        from eval.record import replay_plan

        recording = Path(options.replay) if options.replay else _home(options) / "recording"
        plan = replay_plan(dataset, settings, recording, options.half, options.limit)
    else:
        from eval.asking import live_models

        models = live_models(settings, answers=not options.retrieval)
        guess = REPLAYED_SECONDS if options.retrieval else LIVE_SECONDS
        plan = Plan(dataset, models, options.half, options.limit, answers=not options.retrieval, guess=guess)
    run(plan, folder, _say)
    summary = score_run(folder, dataset)
    _print(options, {"run": str(folder.path), **summary}, lambda: show_summary(summary, folder.costs()))
    _say(f"The run is in {folder.path}.")
    return 0


def _record(options: argparse.Namespace) -> int:
    from eval.record import record

    recording = options.recording or _home(options) / "recording"
    added = record(_dataset(options), _settings(), recording, _say, missing_only=options.missing, limit=options.limit)
    print(f"{added} replies and vectors are new in {recording}.")
    return 0


def _report(options: argparse.Namespace) -> int:
    from eval.compare import compare
    from eval.report.html import html_report
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_summary

    folder = _folder(options.folder)
    summary = folder.summary()
    compared = compare(_folder(options.baseline), folder) if options.baseline else None
    if options.html:
        _write(options.html, html_report(folder, compared, _questions(options, folder)))
    if options.markdown:
        _write(options.markdown, comparison_markdown(compared, summary))
    _print(options, {"run": str(folder.path), **summary}, lambda: show_summary(summary, folder.costs()))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from eval.compare import compare
    from eval.report.html import html_report
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_comparison

    before, after = _folder(options.before), _folder(options.after)
    found = compare(before, after)
    if options.html:
        _write(options.html, html_report(after, found, _questions(options, after)))
    if options.markdown:
        _write(options.markdown, comparison_markdown(found, after.summary()))
    _print(options, found.as_dict(), lambda: show_comparison(found))
    return 0


def _gate(options: argparse.Namespace) -> int:
    from eval.gate import FLOORS, accept, gate, read_floors
    from eval.report.html import html_report
    from eval.report.junit import junit_xml
    from eval.report.markdown import comparison_markdown
    from eval.report.terminal import show_gate
    from eval.scoring import score_run

    run, dataset = _folder(options.folder), _dataset(options)
    score_run(run, dataset)  # what a run says of itself is not taken on trust
    home = options.baseline or _home(options) / "baseline"
    if options.accept:
        accept(run, home)
        print(f"{run.path} is the baseline now, in {home}; commit it.")
        return 0
    baseline = _folder(home) if (home / "config.json").exists() else None
    if baseline is None:
        _say(f"There is no baseline in {home}: only promises and floors are checked.")
    floors_file = options.floors or home / FLOORS
    floors = read_floors(floors_file) if options.floors or floors_file.exists() else {}
    found = gate(run, baseline, floors, partial=options.partial)
    if options.junit:
        _write(options.junit, junit_xml(found, run.rows("scores.jsonl"), run.config()["set"]))
    if options.markdown:
        _write(options.markdown, comparison_markdown(found, run.summary()))
    if options.html:
        _write(options.html, html_report(run, found.comparison, dataset.by_id))
    _print(options, found.as_dict(), lambda: show_gate(found))
    return 0 if found.passed else STOPPED


def _selftest(options: argparse.Namespace) -> int:
    from eval.selftest import selftest, show_caught

    recording = options.recording or _home(options) / "recording"
    results = selftest(_dataset(options), _settings(), recording, _say, options.limit, options.faults)
    rows = [result.as_dict() for result in results]
    _print(options, {"faults": rows}, lambda: show_caught(results))
    return 0 if all(result.caught for result in results) else STOPPED


def _judge(options: argparse.Namespace) -> int:
    from eval.alce import judged_citations
    from eval.judging import Verdicts, judged
    from eval.pairs import chosen, load_pairs
    from eval.reliability import measured, table

    if options.run_folder:
        verdicts = Verdicts(_open_judge(), options.out or RUNS / "judge-citations.jsonl")
        cited = judged_citations(_folder(options.run_folder), verdicts)
        _print(options, cited.as_dict(), cited.table)
        return 0
    pairs = chosen(load_pairs(options.set, _data(options)), options.half, options.limit)
    judge = _open_judge()
    verdicts = Verdicts(judge, options.out or RUNS / f"judge-{options.set}.jsonl")
    result = measured(judged(pairs, verdicts, _say), judge)
    _print(options, result.as_dict(), lambda: table(result))
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from eval.calibrate import calibrated, table, thresholds_toml
    from eval.judging import Verdicts, judged
    from eval.pairs import DRAFTS, drafts, labelled
    from rag.build import EMBEDDED_LLM, open_judge
    from rag.support.judge import thresholds

    day = _day(options.date)
    files = options.labels or [DRAFTS]
    pairs = [pair for file in files for pair in (drafts() if file == DRAFTS else labelled(file))]
    judge = open_judge(_settings(), uncut=True)
    # Where a chat model of its own judges relevance, its Yes must at least outweigh its No, until somebody measures more.
    published = thresholds() if judge.relevance_name == EMBEDDED_LLM else None
    found = judged(pairs, Verdicts(judge, options.out or RUNS / f"judge-{files[0].stem}.jsonl"), _say)
    made = calibrated(
        found,
        judge,
        wanted=options.precision,
        relevance=_or(options.relevance, published.relevance if published else 0.5),
        date=day,
        labels=[file.name for file in files],
    )
    _write(options.to, thresholds_toml(made))
    _print(options, made.as_dict(), lambda: table(made))
    return 0


def _mutations(options: argparse.Namespace) -> int:
    from eval.datasets import examples_folder
    from eval.judging import Verdicts
    from eval.mutate import PARAPHRASES, cases, mutation_table, some, table

    articles = options.articles or examples_folder() / "articles"
    everything = cases(articles, options.paraphrases or (None if options.articles else PARAPHRASES))
    made = some(everything, options.limit)
    verdicts = Verdicts(_open_judge(), options.out or RUNS / "mutations.jsonl") if options.judge else None
    result = mutation_table(made, verdicts, _say)
    _print(options, result.as_dict(), lambda: table(result))
    return 0


def _add(options: argparse.Namespace) -> int:
    from eval.add import add_answer

    row = add_answer(_settings(), options.answer_id, options.to, right=not options.wrong, expect=options.expect)
    _print(options, row, lambda: f"{row['id']} is added to {options.to}: {row['question']}")
    return 0


def bench_retrieval(options: argparse.Namespace) -> int:
    """The command `onrecord bench retrieval`, which `retrieval_bench_options` gave its options."""
    from eval.asking import live_models
    from eval.report.retrieval import show_retrieval
    from eval.retrieval_bench import bench_retrieval as bench

    dataset = _dataset(options)
    models = live_models(_settings(), answers=False)
    half = None if options.half == "all" else options.half
    found = bench(dataset, models, options.data_dir, _say, half=half, quick=options.quick)
    _print(options, found.as_dict(), lambda: show_retrieval(found))
    return 0


# What several commands need


def _dataset(options: argparse.Namespace) -> "Dataset":
    from eval.datasets import examples_folder, load_questions
    from eval.sets import load_set

    if options.set == EXAMPLES:
        folder = examples_folder()
        return load_questions(folder / "questions.jsonl", folder / "articles", EXAMPLES)
    path = Path(options.set)
    if path.suffix == ".jsonl" or path.exists():
        return load_questions(path, options.articles)
    return load_set(options.set, _data(options))


def _home(options: argparse.Namespace) -> Path:
    """Where a set's baseline and recording are: beside the questions file; the examples' come with On Record."""
    return Path(__file__).parent if options.set == EXAMPLES else Path(options.set).parent


def _questions(options: argparse.Namespace, folder: "RunFolder") -> Mapping[str, Any]:
    """The questions of a run by id, where it is known which they were; charts that need them are left out otherwise."""
    from rag.errors import OnRecordError

    try:
        dataset = _dataset(options)
    except OnRecordError:
        return {}
    return dataset.by_id if dataset.digest == folder.config()["digest"] else {}


def _data(options: argparse.Namespace) -> Path:
    return Path(options.data or os.environ.get("ONRECORD_EVAL_DATA") or "data")


def _settings() -> "Settings":
    from rag.settings import load_settings

    return load_settings(os.environ).settings


def _open_judge() -> "Judge":
    """The judge of the product, with its thresholds. Raises ModelsMissing, ProviderMissing or BadSetting."""
    from rag.build import open_judge

    return open_judge(_settings())


def _day(given: str | None) -> str:
    """A day as YYYY-MM-DD, today where none is given. Raises BadDate."""
    from datetime import date

    from rag.errors import BadDate

    try:
        return date.fromisoformat(given).isoformat() if given else date.today().isoformat()  # noqa: DTZ011  # the user's day
    except ValueError as error:
        raise BadDate(f"{given!r} is no date.", "Write YYYY-MM-DD.") from error


def _or(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given


def _probability(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and up to 1")
    return value


def _folder(path: Path) -> "RunFolder":
    from eval.folder import RunFolder

    return RunFolder(Path(path))


def _run_name(options: argparse.Namespace) -> str:
    how = "retrieval" if options.retrieval else "live" if options.replay is None else "replay"
    path = Path(options.set)
    name = f"{path.resolve().parent.name}-{path.stem}" if path.suffix else options.set
    parts = (name, options.half, options.limit and f"first{options.limit}", how)
    return "-".join(str(part) for part in parts if part)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(options: argparse.Namespace, shown: Mapping[str, Any], text: Callable[[], str]) -> None:
    print(json.dumps(shown, ensure_ascii=False) if options.json else text())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    _say(f"Written: {path}")


# The arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord eval",
        description="Measure answers on questions with known answers, and gate a merge on it. docs/eval.md tells how.",
        epilog="Exit codes: 0 done or passed, 1 failure, 2 bad input, 4 the gate found something.",
    )
    command = Commands(parser).add
    _add_run(command("run", _run, "ask every question of a set, and measure what came of it"))
    recorded = command("record", _record, "record what the models say, so that a run can be replayed", as_json=False)
    _set(recorded)
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
    _set(tested)
    tested.add_argument("--recording", type=Path, metavar="DIR", help=_BESIDE)
    tested.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    tested.add_argument("faults", nargs="*", metavar="FAULT", help="only these faults (default: all)")
    _add_judging(command)
    added = command("add", _add, "make an answer an eval case")
    added.add_argument("answer_id")
    added.add_argument("--to", type=Path, required=True, metavar="FILE", help="the questions file to add it to")
    added.add_argument("--wrong", action="store_true", help="the answer was wrong: --expect says what is right")
    added.add_argument("--expect", action="append", default=[], metavar="TEXT", help="an accepted answer; repeatable")
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    _set(parser)
    parser.add_argument("--half", choices=["dev", "test"], help="only one half: tune on dev, report test")
    parser.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"the run's folder (default: below {RUNS})")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--replay", nargs="?", const="", metavar="DIR", help=f"ask a recording, not models {_BESIDE}")
    how.add_argument("--retrieval", action="store_true", help="only rank articles: no language model, no recording")


def retrieval_bench_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `onrecord bench retrieval`."""
    _set(parser)
    parser.add_argument(
        "--half", choices=["dev", "test", "all"], default="all", help="tune on dev, report test (default: all)"
    )
    parser.add_argument("--quick", action="store_true", help="only labelled articles and 800 others, chosen by hash")
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=RUNS / "bench",
        metavar="DIR",
        help=f"where embedded articles are kept (default: {RUNS / 'bench'})",
    )


def _add_gate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="RUN")
    parser.add_argument("--baseline", type=Path, metavar="DIR", help="(default: `baseline` beside the questions file)")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="(default: floors.toml in the baseline)")
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    parser.add_argument("--partial", action="store_true", help="hold a run of fewer questions to what both asked")
    parser.add_argument("--junit", type=Path, metavar="FILE")
    _outputs(parser)


def _add_judging(command: Callable[..., argparse.ArgumentParser]) -> None:
    judge = command("judge", _judge, "measure the judge against human labels, beside a lexical floor")
    what = judge.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", metavar="NAME", help="frank_valid, attributionbench_dev, or drafts")
    what.add_argument(
        "--run", dest="run_folder", type=Path, metavar="RUN", help="judge a run's citations, as ALCE does"
    )
    judge.add_argument("--half", choices=["dev", "test"])
    judge.add_argument("--limit", type=int, metavar="N", help="only N pairs of each subset, chosen by hash")
    judge.add_argument("--data", type=Path, metavar="DIR")
    judge.add_argument("--out", type=Path, metavar="FILE", help="where the judge's results are kept")
    fitted = command("calibrate", _calibrate, "calibrate the judge on labelled claims, and write its thresholds")
    fitted.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="the thresholds, for ONRECORD_THRESHOLDS"
    )
    fitted.add_argument(
        "--labels", type=Path, action="append", metavar="FILE", help="labelled claims; repeatable (default: our drafts)"
    )
    fitted.add_argument(
        "--precision",
        type=_probability,
        default=PRECISION,
        metavar="SHARE",
        help="of shown claims supported (default: .95)",
    )
    fitted.add_argument("--relevance", type=_probability, metavar="CUT", help="the cut of relevance, not calibrated")
    fitted.add_argument("--date", metavar="YYYY-MM-DD", help="the day that the file says (default: today)")
    fitted.add_argument("--out", type=Path, metavar="FILE", help="where the judge's results are kept")
    mutated = command("mutations", _mutations, "how many false claims of known kinds are rejected, and true ones")
    mutated.add_argument("--articles", type=Path, metavar="DIR")
    mutated.add_argument("--paraphrases", type=Path, metavar="FILE")
    mutated.add_argument("--judge", action="store_true", help="ask the judge too: seconds a claim")
    mutated.add_argument(
        "--limit", type=int, metavar="N", help="make them from N sentences, those with paraphrases first"
    )
    mutated.add_argument("--out", type=Path, metavar="FILE", help="where the judge's results are kept")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", default=EXAMPLES, metavar="NAME|FILE", help="examples (default), a questions file, or a public set"
    )
    parser.add_argument("--articles", type=Path, metavar="DIR", help="(default: `articles` beside the questions file)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where public sets are (or ONRECORD_EVAL_DATA)")


def _outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--html", type=Path, metavar="FILE", help="one self-contained page with charts")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="for a pull request")
    _set(parser)

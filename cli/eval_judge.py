"""The commands that measure what checks claims: `onrecord eval checks|judge|calibrate|mutations`.

What does the work is imported by the command that needs it.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command import settings_of_process
from cli.eval_command import RUNS, data_folder, dataset_of, print_result, run_folder, say, set_options, write

if TYPE_CHECKING:
    from eval.under_test import Judge

PRECISION = 0.95
"""The share of shown claims that are to be supported, where nothing else is asked for."""


def judge_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add them, each with its options, by `command`, which is `Commands.add`."""
    for add in (_add_checks, _add_judge, _add_calibrate, _add_mutations):
        add(command)


def _add_checks(command: Callable[..., argparse.ArgumentParser]) -> None:
    checks = command(
        "checks", _checks, "what each check and each cut of the judge is worth, on every draft", as_json=False
    )
    set_options(checks)
    checks.add_argument(
        "--pairs",
        metavar="NAME",
        help="labelled pairs instead: frank_valid, attributionbench_dev, drafts, turned, strangers",
    )
    checks.add_argument("--half", choices=["dev", "test"], help="only one half: tune on dev, report test")
    checks.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    checks.add_argument("--out", type=Path, metavar="DIR", help=f"where the drafts are kept (default: below {RUNS})")


def _add_judge(command: Callable[..., argparse.ArgumentParser]) -> None:
    judge = command("judge", _judge, "measure the judge against human labels, beside a lexical floor")
    what = judge.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", metavar="NAME", help="frank_valid, attributionbench_dev, drafts, turned or strangers")
    what.add_argument(
        "--run", dest="run_folder", type=Path, metavar="RUN", help="judge a run's citations, as ALCE does"
    )
    judge.add_argument("--half", choices=["dev", "test"])
    judge.add_argument("--limit", type=int, metavar="N", help="only N pairs of each subset, chosen by hash")
    judge.add_argument("--data", type=Path, metavar="DIR")
    judge.add_argument("--out", type=Path, metavar="FILE", help="where the judge's results are kept")


def _add_calibrate(command: Callable[..., argparse.ArgumentParser]) -> None:
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


def _add_mutations(command: Callable[..., argparse.ArgumentParser]) -> None:
    mutated = command("mutations", _mutations, "how many false claims of known kinds are rejected, and true ones")
    mutated.add_argument("--articles", type=Path, metavar="DIR")
    mutated.add_argument("--paraphrases", type=Path, metavar="FILE")
    mutated.add_argument("--judge", action="store_true", help="ask the judge too: seconds a claim")
    mutated.add_argument(
        "--limit", type=int, metavar="N", help="make them from N sentences, those with paraphrases first"
    )
    mutated.add_argument("--out", type=Path, metavar="FILE", help="where the judge's results are kept")


def _judge(options: argparse.Namespace) -> int:
    from eval.alce import judged_citations
    from eval.judging import Verdicts, judged
    from eval.labelled import load_pairs
    from eval.pairs import pairs_of_half
    from eval.reliability import measured, table

    if options.run_folder:
        verdicts = Verdicts(_open_judge(), options.out or RUNS / "judge-citations.jsonl")
        cited = judged_citations(run_folder(options.run_folder), verdicts)
        print_result(options, cited.as_dict(), cited.table)
        return 0
    pairs = pairs_of_half(load_pairs(options.set, data_folder(options)), options.half, options.limit)
    _open_parser()
    judge = _open_judge()
    verdicts = Verdicts(judge, options.out or RUNS / f"judge-{options.set}.jsonl")
    result = measured(judged(pairs, verdicts, say), judge)
    print_result(options, result.as_dict(), lambda: table(result))
    return 0


def _checks(options: argparse.Namespace) -> int:
    from eval.asking import live_models
    from eval.checks import draft_all, pairs_table, rules_of, table
    from eval.labelled import load_pairs
    from eval.pairs import pairs_of_half

    if options.pairs:
        _open_parser()
        print(pairs_table(pairs_of_half(load_pairs(options.pairs, data_folder(options)), options.half, options.limit)))
        return 0
    dataset, settings = dataset_of(options), settings_of_process()
    folder = run_folder(options.out or RUNS / f"checks-{Path(options.set).stem}-{options.half or 'all'}")
    rows = draft_all(dataset, live_models(settings), options.half, options.limit, folder, say)
    print(table(rows, dataset.by_id, rules_of(_open_judge())))
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from eval.calibrate import calibrated, table, thresholds_toml
    from eval.judging import Verdicts, judged
    from eval.pairs import DRAFTS, drafts, labelled
    from eval.under_test import thresholds
    from rag.build import EMBEDDED_LLM, open_judge

    _open_parser()
    day = _day(options.date)
    files = options.labels or [DRAFTS]
    pairs = [pair for file in files for pair in (drafts() if file == DRAFTS else labelled(file))]
    judge = open_judge(settings_of_process(), uncut=True)
    # Where a chat model of its own judges relevance, its Yes must outweigh its No, until somebody measures more.
    published = thresholds() if judge.relevance_name == EMBEDDED_LLM else None
    found = judged(pairs, Verdicts(judge, options.out or RUNS / f"judge-{files[0].stem}.jsonl"), say)
    made = calibrated(
        found,
        judge,
        wanted=options.precision,
        relevance=_or(options.relevance, published.relevance if published else 0.5),
        date=day,
        labels=[file.name for file in files],
    )
    write(options.to, thresholds_toml(made))
    print_result(options, made.as_dict(), lambda: table(made))
    return 0


def _mutations(options: argparse.Namespace) -> int:
    from eval.datasets import examples_folder
    from eval.judging import Verdicts
    from eval.mutate import PARAPHRASES, cases, first_cases, mutation_table, table

    _open_parser()
    articles = options.articles or examples_folder() / "articles"
    everything = cases(articles, options.paraphrases or (None if options.articles else PARAPHRASES))
    made = first_cases(everything, options.limit)
    verdicts = Verdicts(_open_judge(), options.out or RUNS / "mutations.jsonl") if options.judge else None
    result = mutation_table(made, verdicts, say)
    print_result(options, result.as_dict(), lambda: table(result))
    return 0


def _open_parser() -> None:
    """Let the checks parse as the product does. Raises ModelsMissing."""
    from rag import english
    from rag.build import open_parser

    english.use(open_parser(settings_of_process()))


def _open_judge() -> "Judge":
    """The judge of the product, with its thresholds. Raises ModelsMissing, ProviderMissing or BadSetting."""
    from rag.build import open_judge

    return open_judge(settings_of_process())


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

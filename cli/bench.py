"""The commands that measure on this machine: `onrecord bench ask|ingest|retrieval|reading|scale`.

What does the work is imported by the command that needs it.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from cli.command import print_json, settings_of_process
from cli.eval_command import RUNS, dataset_of, print_result, say, set_options


def bench_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands, each with its options; `command` is the method `add` of the Commands that they go below."""
    ask = command("ask", _ask, "time answers", as_json=False)
    ask.add_argument("questions", nargs="*", metavar="QUESTION")
    ask.add_argument("--repeat", type=int, default=3, metavar="N")
    ingest = command("ingest", _ingest, "time an ingest beside the embedder alone on the same texts")
    ingest.add_argument("paths", nargs="+", metavar="PATH")
    retrieval = command("retrieval", _retrieval, "measure how well and how fast the right articles are found")
    _retrieval_options(retrieval)
    reading = command("reading", _reading, "measure what is kept of saved pages, beside other readers")
    reading.add_argument("--pages", type=Path, metavar="DIR", help="(default: tests/pages of the repository)")
    scale = command("scale", _scale, "measure retrieval among many made-up passages")
    _scale_options(scale)


def _ask(options: argparse.Namespace) -> int:
    from eval.bench.ask import bench_ask
    from rag.build import open_engine

    with open_engine(settings_of_process()) as engine:
        bench_ask(engine, options.questions, options.repeat, sys.stdout)
    return 0


def _ingest(options: argparse.Namespace) -> int:
    from dataclasses import asdict
    from tempfile import TemporaryDirectory

    from eval.bench.ingest import bench_ingest, show_ingest
    from rag.build import open_embedder

    with TemporaryDirectory() as temporary:
        paths = [Path(path) for path in options.paths]
        found = bench_ingest(paths, Path(temporary) / "data", open_embedder(settings_of_process()))
    print_result(options, asdict(found), lambda: show_ingest(found))
    return 0


def _retrieval(options: argparse.Namespace) -> int:
    from eval.asking import live_models
    from eval.bench.retrieval import bench_retrieval
    from eval.report.retrieval import show_retrieval

    dataset = dataset_of(options)
    models = live_models(settings_of_process(), answers=False)
    half = None if options.half == "all" else options.half
    found = bench_retrieval(dataset, models, options.data_dir, say, half=half, quick=options.quick)
    print_result(options, found.as_dict(), lambda: show_retrieval(found))
    return 0


def _reading(options: argparse.Namespace) -> int:
    from eval.bench.reading import bench_reading
    from eval.bench.saved_pages import PAGES, load_pages
    from eval.report.reading import show_reading

    found = bench_reading(load_pages(options.pages or PAGES), say)
    print_result(options, found.as_dict(), lambda: show_reading(found))
    return 0


def _scale(options: argparse.Namespace) -> int:
    from dataclasses import asdict
    from tempfile import TemporaryDirectory

    from eval.bench.scale import bench_scale, show_scale
    from eval.datasets import examples_folder
    from rag.build import open_embedder

    paths = [Path(path) for path in options.articles] or [examples_folder() / "articles"]
    with TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        embedder = open_embedder(settings_of_process())
        scale = bench_scale(paths, options.passages, folder, embedder, options.ask, say)
    if options.json:
        print_json(asdict(scale))
    else:
        show_scale(scale, sys.stdout)
    return 0


def _retrieval_options(parser: argparse.ArgumentParser) -> None:
    set_options(parser)
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


def _scale_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--passages", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    parser.add_argument(
        "--articles",
        action="append",
        default=[],
        metavar="PATH",
        help="real articles to make them of; may be repeated",
    )
    parser.add_argument("--folder", metavar="DIR", help="keep the made-up data here, and use what lies here")
    parser.add_argument("--ask", type=int, default=200, metavar="N", help="questions in each way (default: 200)")

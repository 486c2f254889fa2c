"""The command line: `onrecord ingest|ask|search|articles|serve|verify|verify-quote|reindex|models|settings|bench|eval`.

Parses arguments and prints; every command's work is done below, in rag and api, which are imported only by the command
that needs them. Answers and lists go to stdout, progress and errors to stderr.

Exit codes: 0 answered or done · 1 failure · 2 bad input · 3 abstained · 4 a violation was found
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.command import Commands, carried_out

if TYPE_CHECKING:
    from rag.answer import Event, SearchResult
    from rag.fields import Requested
    from rag.settings import Settings

FAILED, BAD_INPUT, ABSTAINED, VIOLATED = 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. `arguments` default to the process's own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["eval"]:  # it has commands, and help, of its own
        from eval.cli import main as evaluate

        return evaluate(given[1:])
    return carried_out(_parser().parse_args(given))


# The commands


def _ingest(options: argparse.Namespace) -> int:
    from rag.errors import UnreadableSource
    from rag.ingest import ingest
    from rag.search import open_embedder, open_record

    settings = _settings()
    for path in options.paths:
        if path.startswith(("http://", "https://")):
            message = f"{path} is an address; this release reads files and folders."
            raise UnreadableSource(message, "Save the page as HTML and ingest that.")
    with open_record(settings) as record:
        bar = _Bar(sys.stderr)
        done = ingest([Path(path) for path in options.paths], record, open_embedder(settings), bar.step)
        bar.end()
        articles = record.counts().articles
    if options.json:
        print(
            json.dumps(
                {
                    "new": done.new,
                    "updated": done.updated,
                    "unchanged": done.unchanged,
                    "articles": articles,
                    "unreadable": [problem.as_dict()["error"] for problem in done.unreadable],
                },
                ensure_ascii=False,
            )
        )
    else:
        print(f"{done.new} new, {done.updated} updated, {done.unchanged} unchanged; {articles} articles on record.")
        for problem in done.unreadable:
            print(f"onrecord: not read: {problem}", file=sys.stderr)
    return FAILED if done.unreadable else 0


def _ask(options: argparse.Namespace) -> int:
    from rag.terminal import show_answer, show_event

    shown = None
    for event in _events(options):
        if event.type == "done":
            shown = event.data
        elif not options.json:
            show_event(event, sys.stderr)
    if shown is None:
        return FAILED
    if options.json:
        print(json.dumps(shown, ensure_ascii=False))
    else:
        show_answer(shown, sys.stdout)
    return ABSTAINED if shown["status"] == "abstained" else 0


def _search(options: argparse.Namespace) -> int:
    from rag.terminal import safe, show_evidence

    found = _find(options).model_dump(mode="json")
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        show_evidence(found["evidence"], sys.stdout)
        if found["message"]:
            print(safe(found["message"]), file=sys.stderr)
    return 0


def _articles(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from rag.search import open_record

    with open_record(_settings()) as record:
        listed = record.articles()
    if options.json:
        print(json.dumps({"articles": [asdict(article) for article in listed]}, ensure_ascii=False))
        return 0
    for article in listed:
        print(
            f"{article.id}  {article.published.value or 'undated':<10}  {article.outlet or 'outlet unknown'}  |  {article.title}"
        )
    if not listed:
        print("No articles yet: `onrecord ingest PATH` reads some.", file=sys.stderr)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from api.serve import listen, serve
    from rag.build import open_engine
    from rag.settings import load_settings

    chosen = {"ONRECORD_HOST": options.host or "", "ONRECORD_PORT": options.port or ""}
    settings = load_settings({**os.environ, **{name: value for name, value in chosen.items() if value}}).settings
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{settings.port}"
    listener = listen(settings)
    with listener, open_engine(settings) as engine:
        print("Loading the models …", file=sys.stderr, flush=True)
        engine.warm()
        engine.indexes.lock.announce(url)
        print(f"On Record is at {url} (Ctrl-C stops it).", file=sys.stderr, flush=True)
        serve(engine, listener)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from rag.errors import DataFolderBusy
    from rag.search import open_record, opened_indexes
    from rag.store.verify import verify

    settings = _settings()
    whole = True
    try:
        with opened_indexes(settings) as (record, indexes):
            counts, violations = record.counts(), verify(record, indexes.ids())
    except DataFolderBusy as busy:
        whole = False
        print(f"onrecord: the indexes are not checked: {busy.message}", file=sys.stderr)
        with open_record(settings) as record:
            counts, violations = record.counts(), verify(record)
    if options.json:
        shown = {
            "violations": [asdict(found) for found in violations],
            "checked": asdict(counts),
            "indexes_checked": whole,
        }
        print(json.dumps(shown, ensure_ascii=False))
        return VIOLATED if violations else 0
    for found in violations:
        print(f"promise {found.promise}: {found.what} ({found.where})")
    held = ", ".join(_counted(getattr(counts, name), name[:-1]) for name in ("versions", "passages", "answers"))
    print(
        f"Checked {held}: {_counted(len(violations), 'violation')} found{'' if whole else '; the indexes were not checked'}."
    )
    return VIOLATED if violations else 0


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _verify_quote(options: argparse.Namespace) -> int:
    from rag.cite import find_quote
    from rag.errors import BadInput
    from rag.search import open_record

    if not options.quote.strip():
        raise BadInput("The quotation is empty.", "Give the words to look for.")
    with open_record(_settings()) as record:
        wanted = [options.article] if options.article else [article.id for article in record.articles()]
        articles = [record.article(article_id) for article_id in wanted]
    places = [
        (article, match) for article in articles if (match := find_quote(article.text, options.quote)).kind != "missing"
    ]
    spans = [(article, span) for article, match in places for span in match.spans]
    if options.json:
        rows = [
            {
                "article_id": a.id,
                "version": a.version,
                "title": a.title,
                "start": s.start,
                "end": s.end,
                "quote": s.of(a.text),
            }
            for a, s in spans
        ]
        print(json.dumps({"found": bool(rows), "places": rows}, ensure_ascii=False))
    else:
        for article, span in spans:
            print(
                f"{article.title} ({article.id}, version {article.version}) at {span.start}–{span.end}:\n  “{span.of(article.text)}”"
            )
        print(f"Found in {len(places)} of {len(articles)} articles." if spans else "Not in any article, word for word.")
    return 0 if spans else VIOLATED


def _reindex(_options: argparse.Namespace) -> int:
    from rag.ingest import embed_again, find_languages
    from rag.search import open_embedder, open_record, opened_indexes
    from rag.store.lock import DataFolderLock

    settings = _settings()
    # Locked first: a server that is answering must not find another model's vectors in its record.
    with ExitStack() as held:
        held.callback(DataFolderLock(settings.data_dir).release)
        record = held.enter_context(open_record(settings))
        again = embed_again(record, open_embedder(settings))
        told = find_languages(record)
    if told:
        print(f"{_counted(told, 'article')} had no language noted, and tell it by their words.", file=sys.stderr)
    if again:
        print(f"{_counted(again, 'passage')} embedded again by {settings.embedder}.", file=sys.stderr)
    with opened_indexes(settings) as (record, indexes):
        indexes.reindex()
        print(f"Both indexes were built again from the record: {record.counts().passages} passages.")
    return 0


def _models(options: argparse.Namespace) -> int:
    from rag.models import list_lines, pull_all, verify_all

    folder = _settings().models_dir
    if options.action == "list":
        print("\n".join(list_lines(folder)))
        return 0
    if options.action == "verify":
        return 0 if verify_all(folder, options.names, sys.stdout) else VIOLATED
    from rag.build import prepare

    pull_all(folder, options.names, sys.stderr)
    prepare(folder, options.names, lambda line: print(line, file=sys.stderr, flush=True))
    return 0


def _show_settings(options: argparse.Namespace) -> int:
    from rag.settings import load_settings

    rows = load_settings(os.environ).rows()
    if options.json:
        print(json.dumps({name: {"value": value, "source": source} for name, value, source in rows}))
        return 0
    for name, value, source in rows:
        print(f"{name:<14} {value:<40} {source}")
    return 0


def _bench_ask(options: argparse.Namespace) -> int:
    from rag.bench import bench_ask
    from rag.build import open_engine

    with open_engine(_settings()) as engine:
        bench_ask(engine, options.questions, options.repeat, sys.stdout)
    return 0


def _bench_scale(options: argparse.Namespace) -> int:
    from dataclasses import asdict
    from tempfile import TemporaryDirectory

    from rag.build import open_embedder
    from rag.scale import bench_scale, examples, show_scale

    paths = [Path(path) for path in options.articles] or [examples()]
    with TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        embedder = open_embedder(_settings())
        scale = bench_scale(
            paths,
            options.passages,
            folder,
            embedder,
            options.ask,
            lambda line: print(line, file=sys.stderr, flush=True),
        )
    if options.json:
        print(json.dumps(asdict(scale)))
    else:
        show_scale(scale, sys.stdout)
    return 0


# What several commands need


def _settings() -> "Settings":
    from rag.settings import load_settings

    return load_settings(os.environ).settings


def _request(kind: "type[Requested]", options: argparse.Namespace, **more: object) -> "Requested":
    """The request that the options of `_question` and `more` spell. Checked here: a mistake waits for no model."""
    from rag.fields import requested
    from rag.understand import checked

    request = requested(
        kind,
        {
            "question": options.question,
            "as_of": options.as_of,
            "since": options.since,
            "until": options.until,
            "outlets": tuple(options.outlet),
            "language": options.language,
            "articles": tuple(options.article) or None,
            **more,
        },
    )
    checked(request)
    return request


def _events(options: argparse.Namespace) -> "Iterator[Event]":
    """The events of one question: from here, or through the server that owns the data folder."""
    from rag.answer import AskRequest

    request = _request(AskRequest, options, max_claims=options.max_claims)
    server = _server()
    if server:
        from api.client import Client

        with Client(server) as client:
            yield from client.ask(request)
        return
    from rag.build import open_engine

    with open_engine(_settings()) as engine:
        yield from engine.ask(request)


def _find(options: argparse.Namespace) -> "SearchResult":
    """The nearest sentences: found here, or by the server that owns the data folder."""
    from rag.answer import SearchRequest

    request = _request(SearchRequest, options, limit=options.limit)
    server = _server()
    if server:
        from api.client import Client

        with Client(server) as client:
            return client.search_for(request)
    from rag.search import open_search

    with open_search(_settings()) as search:
        return search(request)


def _server() -> str | None:
    """The address of the server that owns the data folder, None where nobody serves it."""
    from rag.store.lock import holder

    found = holder(_settings().data_dir)
    return found.url if found else None


class _Bar:
    """A progress bar on a terminal, a line now and then elsewhere."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self._done = 0
        self._live = out.isatty()

    def step(self, total: int, _what: object) -> None:
        """One more of `total` is done."""
        self._done += 1
        if self._live:
            filled = round(24 * self._done / total)
            print(
                f"\rReading  {'█' * filled}{'·' * (24 - filled)}  {self._done}/{total}",
                end="",
                file=self._out,
                flush=True,
            )
        elif self._done == total or self._done % 500 == 0:
            print(f"Reading: {self._done} of {total}", file=self._out, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._live and self._done:
            print(file=self._out)


# The arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Ask news articles. Every quotation in an answer is a slice of a stored article.",
        epilog="Exit codes: 0 answered or done, 1 failure, 2 bad input, 3 abstained, 4 a violation was found.",
    )
    commands = Commands(parser)
    command = commands.add
    ingest = command("ingest", _ingest, "read articles from files and folders (.txt .md .html .json .jsonl)")
    ingest.add_argument("paths", nargs="+", metavar="PATH")
    ask = command("ask", _ask, "answer a question from the articles, with exact quotations")
    _question(ask)
    ask.add_argument(
        "--max-claims", type=int, default=8, metavar="N", help="at most so many claims, 1 to 20 (default: 8)"
    )
    search = command("search", _search, "show the sentences nearest to a question; not an answer")
    _question(search)
    search.add_argument("--limit", type=int, default=10, metavar="N", help="how many sentences, 1 to 50 (default: 10)")
    command("articles", _articles, "list the articles on record, newest first")
    serve = command("serve", _serve, "serve the HTTP API and the chat page", as_json=False)
    serve.add_argument("--host")
    serve.add_argument("--port")
    command("verify", _verify, "re-check every stored quotation, offset and index")
    quote = command("verify-quote", _verify_quote, "say whether a quotation stands in the articles, word for word")
    quote.add_argument("quote")
    quote.add_argument("--article", metavar="ID", help="look only in this article")
    command("reindex", _reindex, "build both indexes again from the record", as_json=False)
    models = command("models", _models, "fetch, list or verify the model weights", as_json=False)
    models.add_argument("action", choices=["pull", "list", "verify"])
    models.add_argument("names", nargs="*", metavar="NAME")
    command("settings", _show_settings, "show every setting, its value and where it came from")
    commands.mention("eval", "measure answers on questions with known answers; gate a merge")
    _benches(commands.group("bench", "measure speed and retrieval on this machine").add)
    return parser


def _benches(command: Callable[..., argparse.ArgumentParser]) -> None:
    from eval.cli import bench_retrieval, retrieval_bench_options

    ask = command("ask", _bench_ask, "time answers", as_json=False)
    ask.add_argument("questions", nargs="*", metavar="QUESTION")
    ask.add_argument("--repeat", type=int, default=3, metavar="N")
    retrieval = command("retrieval", bench_retrieval, "measure how well and how fast the right articles are found")
    retrieval_bench_options(retrieval)
    scale = command("scale", _bench_scale, "measure retrieval among many made-up passages")
    _scale_options(scale)


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


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day the question is asked on; it leaves no article out (default: today)"
    )
    parser.add_argument("--since", metavar="DATE", help="only articles published on or after YYYY-MM-DD")
    parser.add_argument("--until", metavar="DATE", help="only articles published on or before YYYY-MM-DD")
    parser.add_argument(
        "--outlet", action="append", default=[], metavar="NAME", help="only this outlet; may be repeated"
    )
    parser.add_argument("--language", metavar="CODE", help="only articles in this language, such as en (ISO 639-1)")
    parser.add_argument(
        "--article", action="append", default=[], metavar="ID", help="only this article; may be repeated"
    )


if __name__ == "__main__":
    sys.exit(main())

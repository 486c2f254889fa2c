"""The command line: `onrecord ingest|ask|search|articles|answers|serve|verify|…`; its help names all commands.

Parses arguments, and asks: here, or through the server that owns the data folder. The other commands are in the modules
beside this one. What does the work is imported only by the command that needs it. Answers and lists go to stdout,
progress and errors to stderr.

Exit codes: 0 answered or done · 1 failure · 2 bad input · 3 abstained · 4 a violation was found
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cli import keep as keeping
from cli.answers import answers_commands
from cli.articles import articles_commands
from cli.backup import backup_commands
from cli.bench import bench_commands
from cli.command import ABSTAINED, FAILED, Commands, Parser, carried_out, print_json, settings_of_process
from cli.find import find_commands
from cli.ingest import ingest_commands
from cli.sources import sources_commands

if TYPE_CHECKING:
    from rag.answer import Event, SearchResult
    from rag.asking.fields import Requested


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. `arguments` default to the process's own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["eval"]:  # it has commands, and help, of its own
        from cli.evals import main as evaluate

        return evaluate(given[1:])
    return carried_out(lambda: _parser().parse_args(given))


# The commands


def _ask(options: argparse.Namespace) -> int:
    from rag.telling.terminal import show_answer, show_event

    shown = None
    for event in _events(options):
        if event.type == "done":
            shown = event.data
        elif not options.json:
            show_event(event, sys.stderr)
    if shown is None:
        return FAILED
    if options.json:
        print_json(shown)
    else:
        show_answer(shown, sys.stdout)
    return ABSTAINED if shown["status"] == "abstained" else 0


def _search(options: argparse.Namespace) -> int:
    from rag.telling.terminal import safe, show_evidence

    found = _find(options).model_dump(mode="json")
    if options.json:
        print_json(found)
    else:
        show_evidence(found["evidence"], sys.stdout)
        if found["message"]:
            print(safe(found["message"]), file=sys.stderr)
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


# What several commands need


def _request(kind: "type[Requested]", options: argparse.Namespace, **more: object) -> "Requested":
    """The request that the options of `_question` and `more` spell. Checked here: a mistake waits for no model."""
    from rag.asking.fields import requested
    from rag.asking.understand import checked_request

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
    checked_request(request)
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

    with open_engine(settings_of_process()) as engine:
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

    with open_search(settings_of_process()) as search:
        return search(request)


def _server() -> str | None:
    """The address of the server that owns the data folder, None where nobody serves it."""
    from rag.store.lock import holder

    found = holder(settings_of_process().data_dir)
    return found.url if found else None


# The arguments


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="onrecord",
        description="Ask news articles. Every quotation in an answer is a slice of a stored article.",
        epilog="Exit codes: 0 answered or done, 1 failure, 2 bad input, 3 abstained, 4 a violation was found.",
    )
    commands = Commands(parser)
    command = commands.add
    ingest_commands(commands)
    _question_commands(commands)
    sources_commands(commands)
    articles_commands(commands)
    find_commands(commands)
    answers_commands(commands)
    serve = command("serve", _serve, "serve the HTTP API and the chat page", as_json=False)
    serve.add_argument("--host")
    serve.add_argument("--port")
    command("verify", keeping.verify, "re-check every stored quotation, offset and index")
    quote = command(
        "verify-quote", keeping.verify_quote, "say where a quotation stands in the articles, and what differs there"
    )
    quote.add_argument("quote")
    quote.add_argument("--article", metavar="ID", help="look only in this article")
    reindex = command("reindex", keeping.reindex, "build both indexes again from the record", as_json=False)
    reindex.add_argument(
        "--force",
        action="store_true",
        help="even where the record holds less than its indexes: what it lost is then gone",
    )
    backup_commands(commands)
    models = command("models", keeping.models, "fetch, list or verify the model weights", as_json=False)
    models.add_argument("action", choices=["pull", "list", "verify"])
    models.add_argument("names", nargs="*", metavar="NAME")
    command("settings", keeping.show_settings, "show every setting, its value and where it came from")
    commands.mention("eval", "measure answers on questions with known answers; gate a merge")
    bench_commands(commands.group("bench", "measure speed, retrieval and reading on this machine").add)
    return parser


def _question_commands(commands: Commands) -> None:
    ask = commands.add("ask", _ask, "answer a question from the articles, with exact quotations")
    _question(ask)
    ask.add_argument(
        "--max-claims", type=int, default=6, metavar="N", help="at most so many claims, 1 to 20 (default: 6)"
    )
    search = commands.add("search", _search, "show the sentences nearest to a question; not an answer")
    _question(search)
    search.add_argument("--limit", type=int, default=10, metavar="N", help="how many sentences, 1 to 50 (default: 10)")


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

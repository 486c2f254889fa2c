"""`onrecord answers`: list, show, export and delete the answers that are kept. Needs no server and no model."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from cli.command import Commands, print_json, settings_of_process
from cli.limit import checked_limit

NEWEST = 20
"""Answers that are listed unless more are asked for."""


def answers_commands(commands: Commands) -> None:
    """Add `answers`, which lists them where nothing follows, and the commands below it, such as `answers show`."""
    whole = commands.add(
        "answers", list_answers, "list the answers that are kept, newest first; or show, export or delete one"
    )
    _limited(whole)
    below = Commands(whole, optional=True)
    same = below.add("list", list_answers, "list the answers that are kept, newest first")
    same.argument_default = argparse.SUPPRESS  # what stands before "list" is not set back
    _limited(same)
    below.add("show", show_answer, "show an answer as it was given").add_argument("id", metavar="ID")
    export = below.add(
        "export", export_answer, "write an answer as Markdown, its quotations as footnotes", as_json=False
    )
    export.add_argument("id", metavar="ID")
    export.add_argument("--format", choices=["md", "json"], default="md", help="default: md")
    below.add("delete", delete_answers, "forget an answer and its question").add_argument("id", metavar="ID")


def list_answers(options: argparse.Namespace) -> int:
    """List the newest answers."""
    from rag.search import open_record
    from rag.telling.terminal import counted, safe

    limit = checked_limit(options.limit) or NEWEST
    with open_record(settings_of_process()) as record:
        found, held = record.answers(limit), record.counts().answers
    if options.json:
        print_json({"answers": [asdict(answer) for answer in found]})
        return 0
    for answer in found:
        claims = counted(answer.claims, "claim") if answer.claims else "no answer"
        print(f"{safe(answer.id)}  {answer.created_at[:16]}  {claims:<9}  {safe(answer.question)}")
    if not found:
        print("No answers yet: `onrecord ask` gives some.", file=sys.stderr)
    elif len(found) < held:
        newest = "This is the newest" if len(found) == 1 else f"These are the newest {len(found)}"
        print(f"{newest} of {held}; --limit shows more.", file=sys.stderr)
    return 0


def show_answer(options: argparse.Namespace) -> int:
    """Show an answer as `ask` did, and what became of the cited articles since. Raises NotFound."""
    from rag.search import open_record
    from rag.telling.since import since
    from rag.telling.terminal import show_answer

    with open_record(settings_of_process()) as record:
        answer = record.answer_shown(options.id)
        told = since(answer, record.live)
    if options.json:
        print_json(answer.model_dump(mode="json"))
    else:
        show_answer(answer.model_dump(mode="json"), sys.stdout, told)
    return 0


def export_answer(options: argparse.Namespace) -> int:
    """Write an answer as Markdown or JSON to standard output. Raises NotFound."""
    from rag.telling.footnotes import markdown

    answer = _answer(options.id)
    written = markdown(answer) if options.format == "md" else json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.buffer.write(written.encode())
    return 0


def delete_answers(options: argparse.Namespace) -> int:
    """Forget an answer and its question. Raises NotFound."""
    from rag.search import open_record
    from rag.telling.terminal import safe

    with open_record(settings_of_process()) as record:
        record.delete_answer(options.id)
    if options.json:
        print_json({"deleted": options.id})
    else:
        print(f"The answer {safe(options.id)} is deleted.")
    return 0


def _limited(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, metavar="N", help=f"at most so many (default: {NEWEST})")


def _answer(answer_id: str) -> dict[str, Any]:
    from rag.search import open_record

    with open_record(settings_of_process()) as record:
        return record.answer_shown(answer_id).model_dump(mode="json")

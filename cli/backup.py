"""`onrecord backup` and `onrecord restore`: the record in one file, and back."""

import argparse
import sys
from pathlib import Path

from cli.command import Commands, print_json, settings_of_process


def backup_commands(commands: Commands) -> None:
    """Add the commands `backup` and `restore`."""
    backup = commands.add("backup", backed_up, "write all that is on record into one file, even while it is in use")
    backup.add_argument("file", type=Path, metavar="FILE")
    back = commands.add("restore", restored, "make the record what a backup holds, and build the indexes from it")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--force", action="store_true", help="replace what is on record")


def backed_up(options: argparse.Namespace) -> int:
    """Write a backup. Raises NotFound where there is no record yet."""
    from rag.errors import NotFound
    from rag.keeping import back_up
    from rag.search import open_record
    from rag.telling.terminal import counted, safe

    settings = settings_of_process()
    if settings.database_url is None and not (settings.data_dir / "record.sqlite").exists():
        raise NotFound(f"There is no record in {settings.data_dir}.", "Set ONRECORD_DATA_DIR to the folder of one.")
    with open_record(settings) as record:
        manifest = back_up(record, options.file)
    if options.json:
        print_json(manifest.model_dump(mode="json"))
    else:
        articles = f"{counted(manifest.articles, 'article')} ({counted(manifest.versions, 'version')})"
        held = f"{articles} and {counted(manifest.answers, 'answer')}"
        print(f"{safe(str(options.file))} holds {held}, in {options.file.stat().st_size:,} bytes.")
    return 0


def restored(options: argparse.Namespace) -> int:
    """Put a backup in the record's place, and build the indexes; without the models, the next start builds them."""
    from rag.errors import ModelsMissing
    from rag.keeping.restore import restore
    from rag.search import opened_indexes
    from rag.telling.terminal import counted, safe

    settings = settings_of_process()
    manifest = restore(options.file, settings.record_url, settings.data_dir, force=options.force)
    if options.json:
        print_json(manifest.model_dump(mode="json"))
    else:
        held = f"{counted(manifest.articles, 'article')} and {counted(manifest.answers, 'answer')}"
        print(f"The record holds {held}, as it did at {manifest.made_at}.")
    try:
        with opened_indexes(settings) as (_, indexes):
            passages = counted(len(indexes.ids()["dense"]), "passage")
            print(f"Both indexes were built from them: {passages}.", file=sys.stderr)
    except ModelsMissing as missing:
        print(f"onrecord: the indexes will be built at the next start: {safe(str(missing))}", file=sys.stderr)
    return 0

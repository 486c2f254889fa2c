"""The reading bench for a terminal: one line a reader."""

from eval.bench.page_readers import READERS
from eval.bench.reading import FIELDS, ReaderScore, ReadingBench
from eval.report.terminal import table, wrapped
from rag.telling.terminal import counted

HEADS = ("reader", "sentences kept", "chrome stored", "title right", "day right", "outlet right")


def show_reading(bench: ReadingBench) -> str:
    """The bench as text, at most 100 columns wide."""
    parts = [
        wrapped(f"{counted(bench.pages, 'saved page')}, each reader given the same bytes"),
        table(HEADS, [_row(one) for one in bench.readers]),
        *([wrapped(_absent(bench.absent))] if bench.absent else []),
    ]
    return "\n\n".join(parts) + "\n"


def _row(reader: ReaderScore) -> tuple[str, ...]:
    return (
        reader.reader,
        _share(*reader.sentences),
        _share(*reader.chrome),
        *(f"{right} of {of}" for right, of in (reader.right(name) for name in FIELDS)),
    )


def _share(some: int, of: int) -> str:
    return f"{100 * some / of:.1f} % ({some} of {of})" if of else "none"


def _absent(packages: tuple[str, ...]) -> str:
    known = [reader.name for reader in READERS.values() if reader.package in packages]
    return (
        f"Not measured, for they are not installed: {', '.join(known)}. To add them: pip install {' '.join(packages)}"
    )

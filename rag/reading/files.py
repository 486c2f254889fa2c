"""The bytes of a file as text: size, encoding, and whether it is text at all.

Knows nothing of formats, except that a page may name its own encoding.
"""

import codecs
import os
import re
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import BinaryIO

from rag.errors import UnreadableSource
from rag.reading.fields import Origin

LARGEST = 20 * 1000 * 1000
"""Bytes of a file, or of a line of a file of records. No article is near this size, and it has to fit in memory."""

_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""")
# What stands in text of other encodings and never in the languages that are written in windows-1252: four letters
# beyond ASCII in a row, and the beginnings of letters and quotation marks in UTF-8.
_NOT_WINDOWS_1252 = re.compile(rb"[\x80-\xff]{4}|\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2\x80[\x90-\xaf]")
_HEAD = 4096
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard), and so do the people who write them.
_AS_WINDOWS_1252 = frozenset({"ascii", "iso8859-1"})
_OF_THE_WEB = re.compile(
    r"utf-8|utf-16-[lb]e|iso8859-\d{1,2}|cp(?:125\d|866|874)|koi8-[ru]|mac-roman|gbk|gb18030|gb2312|big5|euc_jp|"
    r"euc_kr|iso2022_jp|shift_jis"
)
"""The encodings that browsers know, by Python's names. Others, such as punycode, may take endless time."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def load(origin: Origin, *, page: bool = False) -> str:
    """The text of the file at `origin`, in UTF-8, or in UTF-16 with a byte order mark.

    A `page` may also be in an encoding that it names, in a meta tag or an XML declaration; one that names none is in
    windows-1252, as it is to browsers, unless its bytes show that it is not. Raises UnreadableSource, naming the file,
    where it is absent, not a regular file, not permitted, empty, too large, binary or of an unknown encoding.
    """
    return as_text(load_bytes(origin), origin, page=page)


def as_text(data: bytes, origin: Origin, *, page: bool = False) -> str:
    """`data`, the bytes of a file or of a part of one, as text; encodings and errors are as `load` has them."""
    if data.startswith(_UTF_16):
        return _decoded(data, "utf-16", origin)
    _refuse_binary(data, origin)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = (_META_CHARSET.search(data[:_HEAD]) or _XML_ENCODING.match(data[:_HEAD])) if page else None
        if declared is not None:
            return _decoded(data, declared[1].decode("ascii"), origin)
        if not page or _NOT_WINDOWS_1252.search(data):
            raise _not_utf8(origin) from None
        return _decoded(data, "windows-1252", origin)


def load_bytes(origin: Origin) -> bytes:
    """The bytes of the file at `origin`, for formats that say themselves how they are encoded.

    Raises UnreadableSource, naming the file, where it is absent, not a regular file, not permitted, empty or too large.
    """
    with opened(origin) as file:
        # No more than there is: room for all that is asked for would be made first.
        data = file.read(min(os.fstat(file.fileno()).st_size, LARGEST) + 1)
    if len(data) > LARGEST:
        raise origin.refuse(f"larger than {LARGEST // 1_000_000} MB", "Split it into smaller files.")
    if not data.strip():
        raise _empty(origin)
    return data


def in_utf8(data: bytes, charset: str | None) -> bytes:
    """`data`, the bytes of a text that was fetched, in UTF-8 with its mark, if its server names another encoding that
    they are in; else as they are.

    A mark of their own goes before the server's word, and that before the page's (WHATWG Encoding Standard). An
    encoding that the web does not have is no word.
    """
    if charset is None or data.startswith((*_UTF_16, codecs.BOM_UTF8)):
        return data
    try:
        name = codecs.lookup(charset).name
        plain = "cp1252" if name in _AS_WINDOWS_1252 else name
        return data.decode(plain).encode("utf-8-sig") if _OF_THE_WEB.fullmatch(plain) else data
    except (LookupError, ValueError):
        return data


def load_lines(origin: Origin) -> Generator[tuple[Origin, str | UnreadableSource], None, None]:
    """The lines of the file at `origin` that are not blank, each with its place, which counts them from 1.

    They are read one after the other, so that the file may be of any size. Only a line feed ends a line. Raises
    UnreadableSource as `load` does; but a line that is too large or not UTF-8 is given as one, and the next
    ones follow.
    """
    with opened(origin) as file:
        head = file.peek(_HEAD)[:_HEAD]
        if head.startswith(_UTF_16):  # its line feeds are no single bytes
            numbered = enumerate(load(origin).split("\n"), start=1)
            yield from ((origin.at(number), line) for number, line in numbered if line.strip())
            return
        _refuse_binary(head, origin)
        some = False
        for number, line in enumerate(_bounded_lines(file), start=1):
            if line.strip():
                some = True
                place = origin.at(number)
                yield place, _line(line, place)
        if not some:
            raise _empty(origin)


def _bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of `file`; of one that is too large only its beginning, which still shows that it is."""
    while line := file.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 1)


def _line(data: bytes, origin: Origin) -> str | UnreadableSource:
    if len(data) > LARGEST:
        return origin.refuse(f"larger than {LARGEST // 1_000_000} MB", "An article is far smaller.")
    try:
        return data.decode("utf-8-sig" if origin.part == 1 else "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(origin)


@contextmanager
def opened(origin: Origin) -> Iterator[BufferedReader]:
    """The file at `origin`, open. Raises UnreadableSource where it is absent, not a regular file, or not permitted."""
    try:
        # Checked before opening: opening a pipe would wait for ever.
        status = os.stat(origin.path)  # noqa: PTH116 - Path.stat is the same call
        if not stat.S_ISREG(status.st_mode):
            raise origin.refuse("this is not a regular file", "Give a file or a folder of files.")
        with origin.path.open("rb") as file:
            yield file
    except FileNotFoundError:
        broken = origin.path.is_symlink()
        raise origin.refuse("a link that leads nowhere" if broken else "no such file", "Check the path.") from None
    except OSError as error:
        raise origin.refuse(f"it can't be opened ({error.strerror})", "Check its permissions.") from error


def _refuse_binary(data: bytes, origin: Origin) -> None:
    if len(data) - len(data.translate(None, _CONTROL)) > len(data) // 20:
        raise origin.refuse(
            "this is not a text file", "Convert it to .txt, .md, .html, .json, .jsonl or .csv in UTF-8."
        )


def _decoded(data: bytes, encoding: str, origin: Origin) -> str:
    try:
        name = codecs.lookup(encoding).name
        return data.decode("cp1252" if name in _AS_WINDOWS_1252 else name)
    except (LookupError, ValueError):
        raise _not_utf8(origin) from None


def _empty(origin: Origin) -> UnreadableSource:
    return origin.refuse("the file is empty", "Leave it out, or write it again.")


def _not_utf8(origin: Origin) -> UnreadableSource:
    return origin.refuse("its text is not UTF-8", "Save it as UTF-8; `iconv -t UTF-8` converts.")

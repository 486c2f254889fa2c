"""The bytes of a file as text: size, encoding, and whether it is text at all.

Knows nothing of formats, except that a page may name its own encoding.
"""

import codecs
import os
import re
import stat

from rag.errors import UnreadableSource
from rag.read.fields import Origin

LARGEST = 20 * 1000 * 1000
"""Bytes. No article is near this size; a larger file is a dump of something else, and would have to fit in memory."""

_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""")
_HEAD = 4096
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard), and so do the people who write them.
_AS_WINDOWS_1252 = frozenset({"ascii", "iso8859-1"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def load(origin: Origin, *, page: bool = False) -> str:
    """The text of the file at `origin`; raises UnreadableSource, naming it, where it is absent, not a regular file,
    not permitted, empty, too large, binary or of an unknown encoding. A `page` may name its encoding, in a meta tag or an
    XML declaration.
    """
    data = _bytes(origin)
    if not data.strip():
        raise origin.refuse("the file is empty", "Leave it out, or write it again.")
    if data.startswith(_UTF_16):
        return _decoded(data, "utf-16", origin)
    if len(data) - len(data.translate(None, _CONTROL)) > len(data) // 20:
        raise origin.refuse("this is not a text file", "Convert it to .txt, .md, .html, .json or .jsonl in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = (_META_CHARSET.search(data[:_HEAD]) or _XML_ENCODING.match(data[:_HEAD])) if page else None
        if declared is None:
            raise _not_utf8(origin) from None
        return _decoded(data, declared[1].decode("ascii"), origin)


def _bytes(origin: Origin) -> bytes:
    try:
        # Checked before opening: opening a pipe would wait for ever.
        status = os.stat(origin.path)  # noqa: PTH116 - Path.stat is the same call
        if not stat.S_ISREG(status.st_mode):
            raise origin.refuse("this is not a regular file", "Give a file or a folder of files.")
        with origin.path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        broken = origin.path.is_symlink()
        raise origin.refuse("a link that leads nowhere" if broken else "no such file", "Check the path.") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise origin.refuse(f"it can't be opened ({reason})", "Check its permissions.") from error
    if len(data) > LARGEST:
        raise origin.refuse(f"larger than {LARGEST // 1_000_000} MB", "Split it into smaller files.")
    return data


def _decoded(data: bytes, encoding: str, origin: Origin) -> str:
    try:
        name = codecs.lookup(encoding).name
        return data.decode("cp1252" if name in _AS_WINDOWS_1252 else name)
    except (LookupError, ValueError):
        raise _not_utf8(origin) from None


def _not_utf8(origin: Origin) -> UnreadableSource:
    return origin.refuse("its text is not UTF-8", "Save it as UTF-8; `iconv -t UTF-8` converts.")

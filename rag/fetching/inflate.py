"""Packed bytes, unpacked piece by piece, and no further than a bound: a bomb ends where that is. Knows no address."""

import zlib


class Unpacker:
    """Unpacks gzip, of one member or several, zlib, or the bare deflate that some servers send; gives at most one byte
    more than `most`, by which whoever asks sees that there is more.
    """

    def __init__(self, most: int) -> None:
        self._left = most + 1
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: gzip or zlib, as its head says
        self._begun = False

    @property
    def ended(self) -> bool:
        """Whether what came so far is whole."""
        return self._unpack.eof

    def plain(self, piece: bytes) -> bytes:
        """The next piece, unpacked. Raises zlib.error where it is not packed so."""
        found = []
        while piece and self._left > 0:
            if self._unpack.eof:  # another member
                self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
            found.append(self._some(piece))
            self._left -= len(found[-1])
            piece = self._unpack.unused_data
        return b"".join(found)

    def _some(self, piece: bytes) -> bytes:
        try:
            return self._unpack.decompress(piece, self._left)
        except zlib.error:
            if self._begun:
                raise
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._unpack.decompress(piece, self._left)
        finally:
            self._begun = True


def unpacked(data: bytes, most: int) -> bytes | None:
    """All of `data`, unpacked; None where it is not packed, not whole, or more than `most` bytes."""
    unpack = Unpacker(most)
    try:
        plain = unpack.plain(data)
    except zlib.error:
        return None
    return plain if unpack.ended and len(plain) <= most else None

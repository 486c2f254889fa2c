"""Files that attack whoever reads them: each brought something down once, or is a sibling of one that did."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

SAID = "The harbour of Quillfold was closed on Monday, the council said."
_HEX = "0x" + "f" * 5000
_ALIASES = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'lol'] * 10)}]" for n in range(10))
_MERGED = "a0: &a0 {k: v}\n" + "\n".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 10)
)


def _record(**fields: object) -> str:
    return json.dumps({"title": "Notes from Quillfold", "text": SAID, **fields})


def _matter(matter: str) -> str:
    return f"---\n{matter}\n---\n{SAID}\n"


FILES: Mapping[str, str | bytes] = {
    "date9999.jsonl": _record(id="d1", published="9999-12"),
    "date0.jsonl": _record(id="d0", published="0000-00-00"),
    "datelong.jsonl": _record(id="d2", published="9" * 5000),
    "datelist.jsonl": _record(id="d3", published=[[["2025"]]]),
    "hexdate.md": _matter(f"title: Notes\npublished: {_HEX}"),
    "hexid.md": _matter(f"title: Notes\nid: {_HEX}"),
    "octal.md": _matter("title: Notes\nid: 0o" + "7" * 5000),
    "sexagesimal.md": _matter("title: Notes\nid: 1" + ":59" * 3000),
    "float.md": _matter("title: Notes\nid: 1e999999999\npublished: .inf"),
    "bomb9.md": _matter(_ALIASES),
    "merge9.md": _matter(_MERGED),
    "loop.md": _matter("a: &a [*a]"),
    "object.md": _matter("title: !!python/object/apply:os.getcwd []"),
    "nested.md": _matter("[" * 1_000),
    "nested.json": "[" * 100_000,
    "nestedobjects.json": '{"a":' * 50_000,
    "nestedfield.json": '{"title": "Notes", "text": "It rained.", "outlet": ' + "[" * 900 + "]" * 900 + "}",
    "digits.json": "9" * 5000,
    "digits.jsonl": '{"id": ' + "1" * 5000 + ', "title": "Notes", "text": "It rained."}',
    "nan.jsonl": '{"id": NaN, "title": "Notes", "text": "It rained."}',
    "half.jsonl": '{"title": "Notes \\ud800", "text": "It \\udfff rained."}',
    "nul.jsonl": _record(text="\x00" * 1000),
    "deep.html": "<div>" * 20_000 + SAID,
    "open.html": f"<html><body><article><p>{SAID}" + "<b><i><p>" * 3000,
    "attributes.html": "<p " + " ".join(f"a{n}=1" for n in range(3_000)) + f">{SAID}</p>",
    "entities.html": f'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><p>&b; {SAID}</p>' + "&#xffffffff;" * 1000,
    "ld.html": f'<script type="application/ld+json">{"[" * 50_000}</script><p>{SAID}</p>',
    "utf16.txt": b"\xff\xfe" + b"\x00\xd8" * 1000,
    "binary.txt": bytes(range(256)) * 40,
    "bell.txt": f"\x1b[2J\x1b]0;owned\x07\n\n{SAID}".encode(),
    "marks.txt": "a" + "\u0327\u0301" * 2000 + " was closed on Monday. " + SAID,
}
"""By name, what is in them."""

PLACES: Mapping[str, Callable[[Path], object]] = {
    "outside.txt": lambda path: path.symlink_to("/etc/passwd"),
    "zero.txt": lambda path: path.symlink_to("/dev/zero"),
    "nowhere.txt": lambda path: path.symlink_to("/nowhere/at all.txt"),
    "pipe.txt": os.mkfifo,
    "folder.txt": lambda path: path.mkdir(),
}
"""By name, how something is made that is no file of its own."""


def written(folder: Path) -> Path:
    """`folder`, made, with all of them in it, between two good files."""
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    for name, make in PLACES.items():
        make(folder / name)
    for name in ("0.md", "zz.md"):
        (folder / name).write_text(
            f"---\nid: good-{name[:-3]}\n---\n# A good article\n\nPier {name[0]} is open to all.\n", encoding="utf-8"
        )
    return folder

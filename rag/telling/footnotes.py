"""An answer as Markdown: its claims, and under them as footnotes the exact quotations that they rest on.

Takes the JSON form of an answer, as `rag.telling.terminal` does. Words of articles stay words: none can become a link,
a heading, a picture or a piece of HTML, in whatever reads the Markdown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rag.answer import day_in_words
from rag.telling.terminal import HOW_PUT, also_in_line, chain_line, safe

_MARKS = re.compile(r"[\\`*_\[\]<>&~|$^#!{}]")
"""What Markdown reads as a mark anywhere in a line."""
_BEGINS = re.compile(r"^(\d*)([-+=:.)])")
"""What makes a list, or underlines a heading, where a line begins with it."""
# Addresses become links without any mark, and escaping does not keep every reader of Markdown from that: code does.
_ADDRESS = re.compile(r"://|@|www\.|\w\.[^\W\d_]{2}|#\d", re.IGNORECASE)


def markdown(answer: Mapping[str, Any]) -> str:
    """The whole answer as Markdown; an abstention says that it is no answer, and what came nearest."""
    return "\n\n".join(_parts(answer)) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, in Markdown that shows these characters and nothing else."""
    words = safe(text).split(" ")
    return _BEGINS.sub(r"\1\\\2", " ".join(map(_inert, words)))


def _inert(word: str) -> str:
    return _as_code(word) if _ADDRESS.search(word) else _MARKS.sub(r"\\\g<0>", word)


def _as_code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _parts(answer: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {escaped(answer['question'])}"
    if answer["standalone_question"] != answer["question"]:
        yield f"Understood as: {escaped(answer['standalone_question'])}"
    if abstention := answer["abstention"]:
        yield f"**No answer.** {escaped(abstention['message'])}"
        if abstention["nearest"]:
            yield "## Nearest passages (not an answer)"
            yield "\n".join(f"- “{escaped(piece['quote'])}” — {_source(piece)}" for piece in abstention["nearest"])
    if answer["claims"]:
        yield "\n".join(_claim(claim) for claim in answer["claims"])
    if answer["disagreements"]:
        yield "## These disagree"
        yield "\n\n".join(_disagreement(each, answer) for each in answer["disagreements"])
    if answer["missing"]:
        yield "## Asked for and not found"
        yield "\n".join(f"- {escaped(part)}" for part in answer["missing"])
    yield f"*{_asked(answer)}*"
    yield from (_footnote(marker, citation) for marker, citation in answer["citations"].items())


def _claim(claim: Mapping[str, Any]) -> str:
    when = f"{escaped(day_in_words(claim['when']))}: " if claim.get("when") else ""
    supports = [marker for marker in claim["citations"] if marker not in claim["context"]]
    put = HOW_PUT.get(claim["modality"], claim["modality"])
    notes = [
        f"for {escaped(claim['scope'])}" if claim["scope"] else None,
        put if put != "stated" else None,
        "earlier" if claim["superseded_by"] else None,
        f"context: {_markers(claim['context'])}" if claim["context"] else None,
    ]
    noted = "; ".join(filter(None, notes))
    return f"- {when}{escaped(claim['text'])}{_markers(supports)}{f' ({noted})' if noted else ''}"


def _markers(markers: Sequence[str]) -> str:
    return "".join(f"[^{marker}]" for marker in markers)


def _disagreement(disagreement: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    concerned = [claim for claim in answer["claims"] if claim["id"] in disagreement["claims"]]
    listed = [f"- {escaped(claim['text'])}{_markers(claim['citations'])}" for claim in concerned]
    return "\n".join([f"In {disagreement['kind']}:", "", *listed])


def _asked(answer: Mapping[str, Any]) -> str:
    newest = f" · newest source {answer['newest_source'] or 'undated'}" if answer["claims"] else ""
    return f"Asked as of {answer['as_of']}{newest} · answer {escaped(answer['id'])}"


def _footnote(marker: str, citation: Mapping[str, Any]) -> str:
    version = f"version {citation['version']} of {_as_code(safe(citation['article_id']))}"
    told = [
        f"[^{marker}]: “{escaped(citation['quote'])}” — {_source(citation)}",
        escaped(chain_line(citation)),
        f"characters {citation['start']} to {citation['end']} of {version}",
        _as_code(safe(citation["url"])) if citation["url"] else "",
        escaped(also_in_line(citation)),
    ]
    return "; ".join(filter(None, told)) + "."


def _source(source: Mapping[str, Any]) -> str:
    """Headline, outlet and date; what the article does not state is said to be unknown."""
    value = source["published"]["value"]
    outlet = escaped(source["outlet"]) if source["outlet"] else "outlet unknown"
    return f"{escaped(source['title'])}, {outlet}, {day_in_words(value) if value else 'undated'}"

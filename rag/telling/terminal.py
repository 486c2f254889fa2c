"""An answer as text for a terminal: claims with markers, the exact quotations under them, or an honest abstention.

Takes the JSON form of an answer, so that what came through a server looks the same. Control characters of articles are
spelt, never obeyed by the terminal.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TextIO

from rag.answer import Event, day_in_words

WIDTH = 100
HOW_PUT = {"anticipated": "planned, expected or only possible"}
"""A modality in words, where its name alone would not tell a reader."""
# Escape sequences, marks and controls of writing direction, and lone surrogates, which no terminal can be sent.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show_event(event: Event, out: TextIO) -> None:
    """One line about an event while the answer is being made; claims themselves wait for the whole answer."""
    data: Mapping[str, Any] = event.data
    if event.type == "evidence" and data["evidence"]:
        print("Nearest quotations (not an answer yet):", file=out)
        for piece in data["evidence"][:3]:
            print(_wrapped(f"“{piece['quote']}”", "  · "), file=out)
    elif event.type == "claim":
        print(f"  ✓ {safe(data['claim']['text'])}", file=out, flush=True)
    elif event.type == "disagreement":
        print(f"  ≠ disagree ({data['kind']}): {', '.join(map(safe, data['claims']))}", file=out, flush=True)
    elif event.type == "status" and out.isatty():
        print(f"\r  {data['step']} {data['done']} of {data['of']} … ", end="\r", file=out, flush=True)


def show_answer(answer: Mapping[str, Any], out: TextIO, since: Mapping[str, str] = MappingProxyType({})) -> None:
    """The whole answer: each claim with its markers, then the sources with their exact words, and what became of each
    article `since`, by its marker.
    """
    print(f"\n{safe(answer['question'])}\n", file=out)
    if answer["abstention"]:
        print(_wrapped(answer["abstention"]["message"], ""), file=out)
        if answer["abstention"]["nearest"]:
            print("\nNearest passages (not an answer):", file=out)
            show_evidence(answer["abstention"]["nearest"], out)
    timeline = any(claim.get("when") for claim in answer["claims"])
    for claim in answer["claims"]:
        markers = "".join(_marker(marker, claim) for marker in claim["citations"])
        earlier = "earlier" if claim["superseded_by"] else None
        put = HOW_PUT.get(claim["modality"], claim["modality"])
        notes = [note for note in (_about(claim["scope"]), put, earlier) if note and note != "stated"]
        noted = f" ({', '.join(notes)})" if notes else ""
        dated = _dated(claim, answer["citations"]) if timeline else ""
        print(_wrapped(f"{dated}{claim['text']} {markers}{noted}", "• "), file=out)
    for part in answer["missing"]:
        print(_wrapped(f"Asked for and not found: {part}", "\n? "), file=out)
    for disagreement in answer["disagreements"]:
        _show_disagreement(disagreement, answer, out)
    if answer["citations"]:
        print("\nWhat it rests on, word for word:", file=out)
    for marker, citation in answer["citations"].items():
        _show_source(marker, citation, since.get(marker), out)
    newest = " ".join(filter(None, (answer["newest_source"] or "undated", _newest(answer))))
    drafts = len(answer["dropped"])
    dropped = f" · {drafts} draft{'' if drafts == 1 else 's'} dropped" if drafts else ""
    cost = answer["record"]["cost"]
    paid = f" · cost {cost:.6f}" if cost else ""
    source = f" · newest source {newest}" if answer["claims"] else ""
    print(f"\nAsked as of {answer['as_of']}{source}{dropped}{paid} · answer {answer['id']}", file=out)


def _show_source(marker: str, citation: Mapping[str, Any], since: str | None, out: TextIO) -> None:
    """A citation's exact words, whose they are, where they stand, and what became of the article since."""
    print(_wrapped(f"“{citation['quote']}”", f"[{marker}] "), file=out)
    if chain := chain_line(citation):
        print(f"    {chain}", file=out)
    print(f"    — {source_line(citation)}", file=out)
    if since:
        print(f"    {safe(since)}", file=out)
    if copies := also_in_line(citation):
        print(_wrapped(copies, "    "), file=out)


def _marker(marker: str, claim: Mapping[str, Any]) -> str:
    """A marker as a claim shows it: one that is only context says so."""
    return f"[context {marker}]" if marker in claim.get("context", ()) else f"[{marker}]"


def _show_disagreement(disagreement: Mapping[str, Any], answer: Mapping[str, Any], out: TextIO) -> None:
    """The claims that contradict each other, side by side with outlet and date."""
    concerned = [claim for claim in answer["claims"] if claim["id"] in disagreement["claims"]]
    print("\nThese disagree:", file=out)
    for claim in concerned:
        sources = "; ".join(dict.fromkeys(_origin(answer["citations"][marker]) for marker in claim["citations"]))
        earlier = " (earlier)" if claim["superseded_by"] else ""
        print(_wrapped(f"{sources}{earlier}: {claim['text']}", "  ≠ "), file=out)


def _origin(source: Mapping[str, Any]) -> str:
    value = source["published"]["value"]
    return f"{source['outlet'] or 'outlet unknown'}, {day_in_words(value) if value else 'undated'}"


def _dated(claim: Mapping[str, Any], citations: Mapping[str, Any]) -> str:
    """The beginning of a line of a timeline: "3 June 2025, Harbour Herald: "."""
    outlet = citations[claim["citations"][0]]["outlet"] or "outlet unknown"
    return f"{day_in_words(claim['when']) if claim['when'] else 'undated'}, {outlet}: "


def _newest(answer: Mapping[str, Any]) -> str | None:
    """The outlets and markers of the newest source, in brackets; None where no source has a date."""
    newest = {
        marker: citation
        for marker, citation in answer["citations"].items()
        if answer["newest_source"] and citation["published"]["value"] == answer["newest_source"]
    }
    outlets = dict.fromkeys(safe(citation["outlet"] or "outlet unknown") for citation in newest.values())
    return f"({', '.join(outlets)} {''.join(f'[{marker}]' for marker in newest)})" if newest else None


def show_evidence(pieces: Sequence[Mapping[str, Any]], out: TextIO) -> None:
    """Sentences with where they stand; none of them is an answer."""
    for piece in pieces:
        print(_wrapped(f"“{piece['quote']}”", "· "), file=out)
        print(f"    — {source_line(piece)}", file=out)


def source_line(source: Mapping[str, Any]) -> str:
    """Title, outlet and date of a source; what the article does not state is said to be unknown."""
    outlet = source["outlet"] or "outlet unknown"
    return safe(f"{source['title']} · {outlet} · {source['published']['value'] or 'undated'}")


def chain_line(citation: Mapping[str, Any]) -> str:
    """Who said the quoted words, and how they came; empty where the article does not say."""
    lead = (("said by ", "speaker"), ("via ", "via"), ("translated by ", "translated_by"))
    return safe(", ".join(f"{word}{citation[name]}" for word, name in lead if citation.get(name)))


def also_in_line(citation: Mapping[str, Any]) -> str:
    """The outlets of the copies that print the same words; empty where there is none."""
    outlets = dict.fromkeys(copy["outlet"] or "outlet unknown" for copy in citation.get("also_in") or ())
    return safe(f"also in: {', '.join(outlets)}") if outlets else ""


def counted(number: int, noun: str) -> str:
    """So many of something: "1 article", "2,000 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def safe(text: str) -> str:
    r"""`text` on one line; characters that could steer a terminal are spelt, as `\x1b` for
    the one that begins a command.
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), " ".join(text.split()))


def escaped_json(text: str) -> str:
    """JSON that means the same, without characters that could steer a terminal."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _about(scope: str | None) -> str | None:
    return f"for {scope}" if scope else None


def _wrapped(text: str, lead: str) -> str:
    return textwrap.fill(safe(text), WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))


def spoken(seconds: float) -> str:
    """A length of time in words, as exact as an estimate deserves: "40 s", "12 min", "3 h 20 min"."""
    if seconds < 90:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"

"""The remarks a sentence gives to somebody: "Okafor said …", "…, said the mayor", "according to the ministry".

Reads one sentence whose quotations are hidden (see quotations), with plain patterns. Knows neither the article nor whom a
pronoun means. What is refused or denied to have been said ("declined to say", "did not say") is no remark.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.support.phrases import Phrase, is_held_by_one, phrase
from rag.support.quotations import HIDDEN
from rag.support.verbs import ALWAYS, DOUBTFUL, FILLER, INVERTING, NO_SUBJECT, WITH_CONTENT, WITH_QUOTE

Place = Literal["before", "after", "according", "aside", "participle"]

_VERB = re.compile(rf"\b(?:(?P<always>{ALWAYS})|(?P<content>{WITH_CONTENT})|(?P<quote>{WITH_QUOTE}))\b(?!-)")
_BOUNDARY = re.compile(
    rf"[,;:()–—{HIDDEN}]|(?<=\s)-(?=\s)|(?<!\w)[’'](?=\s)|\b(?:and|but|while|whereas|as|though|although|because|that|if|when|where|so|than|or"
    r"|said|says|told (?:[\w-]+ )??(?:reporters|journalists)|added|denied|insisted|claimed|announced|warned|believes)\b",
)
_JOINED = frozenset("and or".split())
_SUBORDINATE = frozenset("if when where so than".split())
_NESTING = frozenset("that as because".split())
_LEFT_OFF = re.compile(rf"{HIDDEN}|(?<!\w)[’'](?=\s)")
"""Where a quotation ends, or the mark that is left of one which was cut."""
_COORDINATE = frozenset("and but while whereas though although ;".split())
_TIMED = re.compile(
    r"^(?:On|In|At|During|After|Before|Last|Late|Early|Yesterday|Earlier|Later|Then|Now|Meanwhile|Still|This|Until|Since|By|Speaking|Today|Instead)\b"
    r"(?:.*\b(?:\w+day|January|February|March|April|May|June|July|August|September|October|November|December|\d{1,4}|week|month|year"
    r"|morning|afternoon|evening|night|later|spring|summer|autumn|winter))?\s+(?=\S)"
)
_LOOSE = re.compile(
    r"(?:who|whose|which|quoted|contacted|reached|interviewed|cited|the|an?|its|his|her|their|one|then|now|also|on|in|at|for|after|before|during|speaking|asked|when|however|meanwhile"
    r"|for (?:his|her) part|chief|head|director|chair\w*|leader|president|mayor|minister|professor|spokes\w+|former|aged|\d+)\b|[A-ZÀ-Þ][\w’-]+[’']s? |\d+$",
)
_AFTER_END = re.compile(
    rf"[,.;:!?()–—{HIDDEN}]|\b(?:and|but|who|whose|which|that|on|in|at|after|during|when|as|while|before|to|by|through|with|from|last|this"
    r"|yesterday|today|told|said|cited|quoted|published|released|issued|familiar|earlier|later|late|speaking|adding|following|because|if)\b"
)
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion) of)\s+")
_TWO = re.compile(r"(?:\b[A-ZÀ-Þ][\w’-]*|\b(?:the|a|an|its)\s+[\w-]+)\s*,?\s*\Z")
_OF_THINGS = frozenset(
    "paper trial study data figures survey poll polls results evidence analysis forecast estimate estimates model test tests signs".split()
)
_RELATIVE = re.compile(r"\s*(?:(?:who|that|which)\s|familiar with\s)[^,.;:\ue000]{3,60}(?=[,.;:])")
_WHEN_WHERE = re.compile(r"\s+(?:in|on|at|after|during|last|this|late|early)\b[^,;:]*")
_QUOTED_AS = re.compile(
    r"\b(?:quotes?|quoted|cites?|cited)\s+(?P<who>[^,;:]{2,60}?)\s+as (?P<verb>saying|telling|stating|arguing)\b"
)
_PARTICIPLE = re.compile(
    r",\s+(?:(?:also|later|then)\s+)?(?:saying|stating|adding|warning|arguing|telling|writing|insisting|claiming|noting|stressing|declaring"
    r"|asserting|alleging|explaining|promising|predicting|calling|describing)\b"
)
_SUBJECT = re.compile(
    r"^(?:[^,;:]{0,60}?,\s+)?(?P<who>[A-ZÀ-Þ][^,;:]*?)(?<=\S)\s+(?:(?:has|had|have|also|later)\s+)*[a-z]+(?:ed|s)\b"
)


_MOST_SHARED = 8
"""Verbs of saying before "… and said" among which its subject is looked for: a sentence with more of them is no plain one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said. `who` is None where the grammar is not plain; offsets are of the verb, in the sentence."""

    who: Phrase | None
    verb: str
    start: int
    end: int
    place: Place
    joint: str = ""
    """What parts it from what stands before: a conjunction, a mark, or nothing at the start."""


@lru_cache(maxsize=4096)
def remarks(plain: str) -> tuple[Remark, ...]:
    """The remarks of a sentence in order, those it nests included."""
    found = [remark for match in _VERB.finditer(plain) if (remark := _of_verb(plain, match))]
    found += [_according(plain, match) for match in _ACCORDING.finditer(plain)]
    found += [
        Remark(phrase(match["who"]), match["verb"], match.start("verb"), match.end("verb"), "before")
        for match in _QUOTED_AS.finditer(plain)
    ]
    if all(remark.place == "according" for remark in found) and (participle := _of_participle(plain)):
        found.append(participle)
    found.sort(key=lambda remark: remark.start)
    while (
        found and found[0].joint == "that"
    ):  # "the truce that Russia promised": nothing is said that it could belong to
        del found[0]
    return tuple(found)


def covers(plain: str, found: tuple[Remark, ...]) -> bool:
    """Whether the outermost remarks take in the whole sentence: not "It rained, but Okafor said …", nor half of "…; …"."""
    parts = [part.end() for part in re.finditer(r";|\Z", plain)]
    starts = [0, *parts[:-1]]
    if not all(any(start <= remark.start < end for remark in found) for start, end in zip(starts, parts, strict=True)):
        return False
    first = found[0]
    own = re.match(r"\W*(?:[Ww]hile|[Aa]lthough|[Tt]hough|[Ww]hereas)\b", plain) and first.place != "aside"
    partial = first.joint in (_COORDINATE | {"that"}) - {"as", ";"} and len(plain[: first.start].split()) > 5
    return not own and not partial


def _of_verb(plain: str, verb: re.Match[str]) -> Remark | None:
    after = plain[verb.end() :]
    if not _has_content(plain, verb, after):
        return None
    left = _unfilled(plain[: verb.start()])
    if NO_SUBJECT.search(left) or re.match(r"\s+by\b", after):
        return None
    if re.search(r"\b(?:has|have|had)\Z", plain[: verb.start()].rstrip()) and verb.group().endswith("s"):
        return None  # "has demands of its own"
    ahead = _behind_quotation(left) if left.endswith(",") else None
    if verb.group() in INVERTING and (not left or left[-1] in f",–—{HIDDEN}") and not ahead:
        inverted = _inverted(after, quoted=left.endswith(HIDDEN))
        if inverted or after.startswith((" one of ", " two of ")):
            return Remark(inverted, verb.group(), verb.start(), verb.end(), "after", left[-1:])
    who, joint = ahead or _subject(left)
    noun = who is None or re.match(r"\s+(?:is|are|was|were|has|have|had|will|would|may|can|could)\b", after)
    if joint in _SUBORDINATE or (verb.group() in DOUBTFUL and noun):
        return None
    told = after if not verb.group().startswith("t") else re.sub(r"^\s+[^,;:.]{0,50}(?=[.]?\s*\Z)", "", after)
    aside = joint in {",", "–", "—", HIDDEN} and _ends(told)
    return Remark(who, verb.group(), verb.start(), verb.end(), "aside" if aside else "before", joint)


def _has_content(plain: str, verb: re.Match[str], after: str) -> bool:
    """Whether a verb that has other uses is followed, or preceded, by what somebody said."""
    if re.match(r"\s+(?:nothing|little|no more|as much|hello|goodbye|yes to|no to)\b", after):
        return False
    if verb["always"]:
        return True
    clause = re.split(r"[;]", after, maxsplit=1)[0]
    if verb["quote"]:
        return HIDDEN in clause
    follows = re.match(
        rf"\s+(?:(?:on|in|at) [\w’ -]{{2,30}}?\s)?(?:that\b|how\b|why\b|whether\b|[^,;.]{{0,25}}{HIDDEN})|\s*[,:.!?]|\s*\Z",
        after,
    )
    if follows:
        return bool(
            verb.group() not in {"asked", "asks", "answered", "shown", "show", "read", "reads", "posted"}
            or HIDDEN in plain
        )
    quoted_before = re.search(rf"{HIDDEN}\s+(?:[\w’.,-]+\s+){{0,6}}\Z", plain[: verb.start()])
    return bool(quoted_before) or (plain[: verb.start()].endswith((", ", f"{HIDDEN} ")))


def _unfilled(left: str) -> str:
    left = left.rstrip()
    while filler := FILLER.search(left):
        left = left[: filler.start()].rstrip()
    return left


def _subject(left: str) -> tuple[Phrase | None, str]:
    """Who stands before a verb, and what parts the phrase from what comes before it. Looks past what is in commas."""
    if left.endswith(","):
        return _before_aside(left[:-1])
    chunk, joint, before = _chunk(left)
    if not chunk and joint in {"and", "but"}:
        return _shared(before), "shared"
    who = phrase(chunk)
    if who is None and not before.strip() and (timed := _TIMED.match(chunk)):
        who = phrase(chunk[timed.end() :])
    if joint in _JOINED and (before.rstrip()[-1:] != "," or _listed(before)):
        who = None if _TWO.search(before) else who  # "Merz and Macron said": two who speak as one
    return who, joint


def _behind_quotation(left: str) -> tuple[Phrase, str] | None:
    """Who stands behind a quotation, or at the start, and speaks after something in commas: "“Why?” Lind, 61, asked Roe."."""
    marks = list(_LEFT_OFF.finditer(left))
    tail = left[marks[-1].end() :] if marks else left
    who, joint = _before_aside(tail[:-1])
    if marks and (who is None or joint):  # more than one thing in commas
        who, joint = phrase(tail.partition(",")[0]), ""
    if who is None or joint or who.kind not in {"name", "office"} or (not marks and tail.count(",") != 2):
        return None
    return who, HIDDEN if marks else ""


def _shared(before: str) -> Phrase | None:
    """Who stands at the start of a sentence that goes on "… and said": what is said is said by who did the rest."""
    if len(_VERB.findall(before)) > _MOST_SHARED:
        return None
    earlier = [remark for remark in remarks(before.strip()) if remark.place != "according"]
    if earlier:
        return earlier[0].who if len({remark.who for remark in earlier}) == 1 else None
    subject = _SUBJECT.match(before)
    return phrase(subject["who"]) if subject else None


def _listed(before: str) -> bool:
    return bool(re.search(r"\b[A-ZÀ-Þ][\w’-]+,\s*\Z", before)) and before.count(",") > 1


def _chunk(left: str) -> tuple[str, str, str]:
    """The words since the last boundary, the boundary, and all before it."""
    found = list(_BOUNDARY.finditer(left))
    if not found:
        return left, "", ""
    last = found[-1]
    joint = HIDDEN if last.group() in {"’", "'"} else last.group()  # what is left of a quotation that was cut
    return left[last.end() :].strip(), joint, left[: last.start()]


def _before_aside(left: str) -> tuple[Phrase | None, str]:
    """The subject before "…, the transport minister," or "…, who was there on Monday,"."""
    pieces = left.split(",")
    for back in range(1, min(4, len(pieces))):
        aside = ",".join(pieces[-back:]).strip()
        head = ",".join(pieces[:-back])
        chunk, joint, _ = _chunk(head)
        who, named = phrase(chunk), phrase(aside)
        if timed := _TIMED.match(chunk):
            who = who or phrase(chunk[timed.end() :])
        if named and named.kind == "name" and who and who.kind in {"office", "unnamed"}:
            return Phrase("name", named.text, named.role or who.role) if is_held_by_one(who.text) else who, joint
        if named and named.kind == "name" and named.role is None and back == 1:
            return (named, ",") if who is None else (None, joint)
        if who and who.kind != "unnamed" and _LOOSE.match(aside):
            return who, joint
    return None, ""


def _inverted(after: str, *, quoted: bool) -> Phrase | None:
    """Who stands after a verb: "…,” said Idris Pellan, the harbour master"."""
    cut = _AFTER_END.search(after)
    words = after[: cut.start()] if cut else after
    who = phrase(words)
    if who is None or who.kind == "pronoun":
        return who
    rest = after[len(words) :]
    if who.kind in {"office", "unnamed"} and rest.startswith(","):
        named = phrase(re.split(rf"[,.;:{HIDDEN}]", rest[1:], maxsplit=1)[0])
        if named and named.kind == "name" and is_held_by_one(who.text):
            return Phrase("name", named.text, who.role)
    if who.kind == "office" and (more := _RELATIVE.match(rest)):
        return Phrase("office", f"{who.text} {more.group().strip()}")
    if quoted:
        return who
    over = re.fullmatch(r"(?:,\s+(?:who|which|whose|the|an?|its|his|her)\b[^,;]*)?[.!?]?\s*", rest)
    return who if over or _WHEN_WHERE.fullmatch(rest) else None


def _according(plain: str, match: re.Match[str]) -> Remark:
    rest = plain[match.end() :]
    cut = _AFTER_END.search(rest)
    words = rest[: cut.start()] if cut else rest
    who = phrase(words)
    if who and who.kind in {"office", "unnamed"} and (named := re.match(r",\s*([^,.;]+),", rest[len(words) :])):
        name = phrase(named.group(1))
        who = Phrase("name", name.text, who.role) if name and name.kind == "name" else who
    elif who and who.kind == "office" and (more := _RELATIVE.match(rest[len(words) :])):
        who = Phrase("office", f"{who.text} {more.group().strip()}")
    if who and who.role in _OF_THINGS:
        who = None
    return Remark(who, match.group().strip(), match.start(), match.end(), "according")


def _of_participle(plain: str) -> Remark | None:
    """Of "Macron praised the offer, saying …": who did the one thing said the other."""
    match = _PARTICIPLE.search(plain)
    subject = _SUBJECT.match(plain)
    if match is None:
        return None
    nested = re.search(r"\b(?:who|which|that|whose|as|when|while|after|because)\b", plain[: match.start()])
    if match.group().endswith(("calling", "describing")) and HIDDEN not in plain[match.end() :]:
        return None
    who = phrase(subject["who"]) if subject and not nested and subject.end() <= match.start() else None
    return Remark(who, match.group().strip(" ,"), match.start(), match.end(), "participle")


def _ends(after: str) -> bool:
    """Whether a sentence is over after a verb, but for when, where and to whom: "…, the mayor said on Friday."."""
    rest = after.strip().rstrip(".!?")
    return not rest or bool(
        re.fullmatch(
            r"(?:on|in|at|to|during|late|last|this|yesterday|earlier|later|told|after|reporters)\b[^,;:“”]{0,80}", rest
        )
    )


def outermost(found: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Those remarks that no other one contains: one for "Okafor said that Holt had denied it", two for "A said …, B said …"."""
    asides = [remark for remark in found if remark.place == "aside"]
    if asides and found[-1] is asides[-1] and asides[-1].joint != HIDDEN:
        return (asides[-1],)
    kept: list[Remark] = []
    for remark in found:
        apart = remark.joint in _COORDINATE or remark.joint in {"", "shared", HIDDEN, ",", ":", "–", "—", ";"}
        if not kept or (apart and remark.place != "according" and remark.joint not in _NESTING):
            kept.append(remark)
    return tuple(kept)

"""Phrases that can name who speaks: a person, a body, an office, or a pronoun. Grammar only; no article is known here.

A phrase is read only where it matches as a whole. What is not plain is not read: precision before recall.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.wording import FUNCTION_WORDS

Kind = Literal["name", "office", "pronoun", "unnamed"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
_TIME_WORDS = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September"
    "|October|November|December|Yesterday|Today|Tomorrow|Later|Earlier|Meanwhile|Instead|However|Still|Even|Asked|Speaking"
    "|Last|Next|Nobody|Everyone|Some|Many|Most|Several|Another|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Yes|According"
)
_OTHER = "|".join(sorted(word.capitalize() for word in FUNCTION_WORDS))
_WORD = rf"(?!(?:{_TIME_WORDS}|{_OTHER})\b(?!-))(?:(?:{_CAPITAL}\.)+|(?:(?:al|el|d)[-’'])?{_CAPITAL}(?:[\w-]|[’'](?=\w\w)|\.(?=\w))*)"
_PARTICLE = r"(?:\b(?:von|van|de|der|den|la|du|da|dos|di|del|bin|ibn|al|ben|ter|ten|le|el|zu|do)\s+){0,3}"
NAME = rf"{_PARTICLE}{_WORD}(?:\s+{_PARTICLE}{_WORD}){{0,7}}"
"""Words with capitals, one after the other: "Ursula von der Leyen", "Skerrow Lines", "President Anna V. Holt"."""

_TITLES = frozenset(
    """President Minister Chancellor Secretary Secretary-General General Colonel Captain Sergeant Judge Justice Professor Prof.
    Prof Doctor Dr. Dr Mr. Mr Mrs. Mrs Ms. Ms Miss Sir Dame Lord Lady King Queen Prince Princess Pope Archbishop Bishop Cardinal Rabbi
    Imam Father Sister Senator Sen. Rep. Representative Congressman Congresswoman Governor Gov. Mayor Councillor Chief
    Commissioner Ambassador Envoy Speaker Attorney Inspector Superintendent Detective Constable Officer Sheriff Admiral
    Commander Major Lieutenant Lt. Lt Gen. Gen Col. Maj. Capt. Sgt. Director Chairman Chairwoman Chair CEO Executive Premier
    Taoiseach Sheikh Ayatollah Spokesman Spokeswoman Spokesperson Coach Manager Analyst Leader Aide""".split()
)
_BODIES = frozenset(
    """Lines League Party Ministry Bank Group Office Council University Service Services Agency Authority Association House Court
    Union Company Ferries Wire Buses Inc Ltd Corp Corporation Institute Committee Commission Department Federation Foundation Club Museum Hospital
    School College Society Street Assembly Parliament Senate Congress Kremlin Pentagon Rockets Rovers United City Airlines
    Airways Railways Trust Board Police Army Navy Press News Times Post Fund Alliance Movement Front Cup Lake Island Islands River
    Harbour Harbor Bridge Port Road Square Park Station Centre Center States Kingdom Nations Palace Hall Sea Bay Valley Social
    Region County Province District Act Treaty Games Prize Award Airport Tower Church Cathedral Theatre Observatory Network
    Images Energy Motors Systems Technologies Holdings Partners Industries International Global""".split()
)
ROLE = (
    rf"(?:(?!(?:{'|'.join(sorted(FUNCTION_WORDS))})\b)[a-z-]+(?:er|or|ist|man|woman|person|ian|ant|ent|ary|eur|ate)|\d+-year-old|chief|head|aide|coach|star|witness|boss|judge|king|queen"
    r"|pilot|nurse|guard|colleague|expert|official|rival|wife|husband|son|friend|chair|whip|diplomat|architect|clerk|envoy"
    r"|economist|president|premier|priest|cook|vet|captain|general|colonel|MP|CEO)"
)
"""A noun for somebody who holds an office or does a job; by its ending, mostly."""
_PEOPLE = (
    "officials|analysts|experts|sources|scientists|researchers|police|critics|witnesses|residents|diplomats|lawyers|prosecutors"
    "|investigators|doctors|economists|organisers|organizers|activists|campaigners|leaders|authorities|observers|opponents"
    "|supporters|lawmakers|ministers|engineers|historians|locals|villagers|employees|workers|rescuers|firefighters|forecasters"
    "|meteorologists|astronomers|allies|teachers|parents|neighbours|neighbors|detectives|people|aides|passengers|relatives"
    "|friends|colleagues|survivors|traders|farmers|islanders|fishermen|governments"
)
_PLAIN = rf"(?!(?:{'|'.join(sorted(FUNCTION_WORDS))})\b)[\w’'-]+"
_DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Ss]ome|[Mm]any|[Mm]ost|[Aa]nother|[Bb]oth)"
)
_OF = rf"(?:\s+(?:of|for|at|from|in|with|on)\s+(?:(?:the|a|an)\s+)?{_PLAIN}(?:\s+{_PLAIN}){{0,4}}){{0,2}}"

_PRONOUN = re.compile(r"(?:he|she|it|they|I|we|you|who|which)", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?P<role>(?:(?:{_DETERMINER}|{NAME}[’']s?)\s+)?(?:{_PLAIN}\s+){{0,4}}?{ROLE}\s+)??(?P<name>{NAME})"
)
_OFFICE = re.compile(
    rf"(?i:one|two|three|four|some|many|several|both|most) of (?:the|its|these|those)\s+(?:{_PLAIN}\s+){{0,3}}?{_PLAIN}|"
    rf"{_DETERMINER}\s+(?:{_PLAIN}\s+){{0,5}}?{_PLAIN}{_OF}"
    rf"|(?:{_PLAIN}\s+){{0,3}}?(?i:{_PEOPLE}){_OF}"
    rf"|{NAME}[’']s?\s+(?:{_PLAIN}\s+){{0,4}}?{_PLAIN}{_OF}"
    rf"|{NAME}\s+{ROLE}",
)
_OWNER = re.compile(rf"(?:[Tt]he\s+)?{NAME}[’']s?\s+")
_PLACED = re.compile(r"(?P<whole>[^,]+?)(?<=\S)\s+(?:of|from|at)\s+(?:the\s+)?[A-ZÀ-Þ]")
_OWNED = re.compile(r"(?:his|her|its|their|my|our|your)\s+.+", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:the\s+)?(?:first|second|third|fourth|last|other|others|former|latter|two|three|four|one|pair|same|rest)",
    re.IGNORECASE,
)
_LONGEST = 110
"""Characters; a phrase longer than this is no plain one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Who is meant, in the article's own words, its titles and its role apart: `role` is the noun, in small letters."""

    kind: Kind
    text: str
    role: str | None = None


@lru_cache(maxsize=4096)
def phrase(words: str) -> Phrase | None:
    """`words` as a phrase that names a speaker, None where they are not, as a whole, a plain one."""
    words = words.strip()
    if not words or len(words) > _LONGEST:
        return None
    return _general(words) or _by_name(words) or _by_office(words)


def _general(words: str) -> Phrase | None:
    if _PRONOUN.fullmatch(words):
        return Phrase("pronoun", words.lower() if words != "I" else words)
    if _OWNED.fullmatch(words) or _COUNTED.fullmatch(words):
        return Phrase("unnamed", words)
    if re.fullmatch(_PEOPLE, words, re.IGNORECASE):
        return Phrase("office", words.lower())
    return None


def _by_name(words: str) -> Phrase | None:
    if named := _NAMED.fullmatch(words):
        return _named(named["name"], named["role"])
    if (owner := _OWNER.match(words)) and (named := _NAMED.fullmatch(words[owner.end() :])):
        who = _named(named["name"], named["role"])
        if who.kind == "name" and who.role:  # "Norway’s President Anna Holt"
            return who
    if (placed := _PLACED.match(words)) and (named := _NAMED.fullmatch(words[: placed.end("whole")])):
        who = _named(named["name"], named["role"])
        if who.kind == "name" and " " in who.text and not is_body(who.text):  # "Tuva Ekeland of Bergholm University"
            return who
    return None


def _by_office(words: str) -> Phrase | None:
    if not _OFFICE.fullmatch(words):
        return None
    first = words.split(maxsplit=1)[0].lower()
    small = re.fullmatch(rf"{_DETERMINER}|{_PEOPLE}|unnamed|senior|local", first)
    return Phrase("office", words[0].lower() + words[1:] if small else words, _head(words))


def _named(name: str, role: str | None) -> Phrase:
    parts = name.split()
    titles = [at for at, part in enumerate(parts) if part in _TITLES]
    if not titles:
        return Phrase("name", name, surname(role).lower() if role else None)
    after = parts[titles[-1] + 1 :]
    if not after:
        return Phrase("office", name, parts[-1].lower())
    return Phrase("name", " ".join(after), parts[titles[-1]].lower().rstrip("."))


def _head(words: str) -> str | None:
    """The noun of "the Turkish foreign minister", None where more follows it, as in "a spokesman for the ministry"."""
    parts = words.split()
    return None if any(part in {"of", "for", "at", "from", "in", "with", "on"} for part in parts) else parts[-1].lower()


def is_held_by_one(office: str) -> bool:
    """Whether a name beside an office names its holder: "the head of the union", not "the office of the minister"."""
    before = re.split(r"\s(?:of|for|at|from|in|with|on)\s", office, maxsplit=1)
    return len(before) == 1 or re.search(rf"\b{ROLE}$", before[0]) is not None


def is_family_name(name: str) -> bool:
    """Whether a name is one by which a family is called, with its particles: "Berg", "van der Berg", "Van der Berg"."""
    first, _, rest = name.partition(" ")
    return (
        not rest or first.islower() or (rest[0].islower() and re.fullmatch(_PARTICLE, f"{first.lower()} ") is not None)
    )


def surname(name: str) -> str:
    """The last word of a name: of a person's, the surname."""
    return name.rsplit(maxsplit=1)[-1]


def is_body(name: str) -> bool:
    """Whether a name's last word is one that companies, offices and places bear, and people hardly."""
    last = surname(name)
    return last in _BODIES or last.isupper()

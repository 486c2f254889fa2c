"""Whether a question leans on what was asked before it, and on which of its words. Reads English; rewrites nothing.

Where that is in doubt, the question stands alone: a question that needs no rewriting must never be changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.conversation.described import Described, described
from rag.conversation.mentions import Mention, mentions
from rag.conversation.times import times
from rag.conversation.turns import Turn
from rag.wording import stem, words

Kind = Literal[
    "again", "bare", "fragment", "someone", "something", "several", "place", "time", "event", "noun", "continued"
]

AUXILIARY = (
    "is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|may|might|shall|should|must|isn[’']t|aren[’']t|wasn[’']t"
    "|weren[’']t|don[’']t|doesn[’']t|didn[’']t|hasn[’']t|haven[’']t|won[’']t"
)
FRAGMENT_WORDS = 8
"""A longer fragment says enough to be looked for by itself."""
_ASKING = r"who|whom|whose|what|which|when|where|why|how"
_ENGLISH = re.compile(rf"\b(?:{_ASKING}|{AUXILIARY})\b", re.IGNORECASE)
_OPENING = re.compile(r"^(?:(?:and|but|so|then|also|ok(?:ay)?)\b,?\s+)+", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:yes|yeah|yep|ok|okay|sure|please|go on|continue|more|tell me more|what else)(?:,? please)?[.!?\s]*",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:why|when|where|who|whom|what|how|how much|by how much|how many|how long|how often|how far|since when|until when)"
    r"(?: exactly| precisely)?\s*[?.!]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:and |but )?(?:what|how) about\s+", re.IGNORECASE)
PREPOSITIONS = frozenset(
    """in at on by for from to with between near outside during after before since until against of under without""".split()
)
_PREPOSITION = "|".join(sorted(PREPOSITIONS))
_FRAGMENT = re.compile(rf"(?i:(?:{_PREPOSITION}|the|an?|his|her|its|their|last|next|this)\s.+)|\W?[A-Z0-9].*")
_NAME_ALONE = re.compile(
    rf"(?:(?i:{_PREPOSITION})\s)?(?:the\s)?[A-Z0-9][\w’'-]*(?:\s(?:of|the|and|[A-Z0-9][\w’'-]*))*\s?\?"
)
_VERB = re.compile(rf"\b(?:{AUXILIARY}|{_ASKING}|tell|give|show|list|name|explain|describe)\b", re.IGNORECASE)

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "hers"), "someone"),
    **dict.fromkeys(("it", "its"), "something"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
}
POSSESSIVES = frozenset("his her its their".split())
_CLAUSE = re.compile(
    r"\b(?:that|when|because|before|after|if|whether|since|until|while|who|which|but|and)\b|,", re.IGNORECASE
)
_OBJECT = frozenset("it them him her".split())
_ITS_NOUN = re.compile(r"\b(?:this|every|each|another|his|her|its|their|no|any)\s+[a-z]")
_THEIR_NOUN = re.compile(
    r"\b(?:the|these|those|many|some|few|all|which|what|most|other|his|her|its)\s+(?:[\w-]+\s+)?[a-z-]+s\b|\bpeople\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"\b(?:{AUXILIARY})\s+$", re.IGNORECASE)
_SUBJECT_ASKED = re.compile(rf"(?:who|((?:which|what)\s(?!(?:{AUXILIARY})\b)[\w-]+))\s", re.IGNORECASE)
_FRONTED = re.compile(rf"^(?:{_PREPOSITION})\b[^,?]*,\s*", re.IGNORECASE)
# "It" that stands for nothing: "Is it true that …", "How long did it take to …".
_EMPTY_IT = re.compile(
    r"\b(?:is|was|[’']s|be) it (?:\w+ly )?(?:true|possible|likely|certain|clear|legal|illegal|safe|right|wrong|known|said|raining|snowing)\b"
    r"|\bit (?:is|was|[’']s) (?:not )?(?:\w+ly )?\w+ (?:that|to|for)\b|\bit (?:take|takes|took|cost|costs) \w* ?(?:to|for|until)\b"
    r"|\btime is it\b|\bmakes? it\b",
    re.IGNORECASE,
)
# What "it" does here is done by an event, which no name can stand for.
_EVENT_IT = re.compile(
    r"\bit (?:happen|occur|start|begin|end|last|take|took|mean|matter|work|come about|go)\w*", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:before|after|since|until|till|by|than|from) (?P<then>that|then)\b(?!\s+[a-z]+[^\W_]*\s)"
    r"|\b(?P<same>(?:(?:on|in|at)\s+)?(?:that|the same)\s(?:day|night|morning|evening|week|weekend|month|year|quarter|season|time))\b"
    r"|\b(?P<final>then)(?=\s*[?.!]*$)"
    r"|\b(?:an?|one|two|three|\d+)\s(?:year|quarter|month|week|day)s?\s(?P<ago>before|earlier|later)(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\b(?:years?|quarters?|months?|weeks?|days?)\s$", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?<!\w)(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there\b(?!\s+(?:{AUXILIARY}|be|been)\b)|(?<=who was )there\b|(?<=who is )there\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    rf"\b(?:about|of|to|for|with|on|like|behind|against|from|at|in|by|after|before) (?:that|this|those|these)(?=\s*[?.!,]|\s*$)"
    rf"|\b(?:{AUXILIARY}) (?:that|this|those|these)\b(?!\s(?:year|month|week|morning|evening|season|time|summer|winter|spring|autumn)\b)"
    r"|\b(?:that|this|these|those)\s*[?.!]*$"
    r"|\b(?:the|which|this|that|another|first|second|third|last|other) ones?(?=\s*[?.!,]|\s*$)",
    re.IGNORECASE,
)
# "The price of bread" says itself which price.
_THE = re.compile(r"\b[Tt]he ([a-z][a-z-]{2,})\b(?!\s(?:of|in|at|for|that|who|which|to|on|from|with|between)\b)")


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question leans, and on its words at `[start, end)` of `text`: the question without "And" at its beginning."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words that lean."""
        return self.text[self.start : self.end]


def leaning(question: str, turns: Sequence[Turn]) -> Leaning | None:
    """How `question` leans on `turns`, oldest first; None where it stands alone, or is not read as English."""
    if not turns or not _ENGLISH.search(turns[-1].question):
        return None
    text = _OPENING.sub("", question)
    text = text[:1].upper() + text[1:] if _ENGLISH.match(text) else text
    if _AGAIN.fullmatch(text):
        return Leaning("again", text, 0, len(text))
    if _BARE.fullmatch(text):
        return Leaning("bare", text, 0, len(text))
    opened = _OPENING.match(question) is not None
    if (start := _fragment(text, opened=opened)) is not None:
        return Leaning("fragment", text, start, len(text))
    if not _ENGLISH.search(text):
        return None
    return _pronoun(text) or _pointing(text) or _noun(text, turns) or _continued(text, opened=opened)


def _fragment(text: str, *, opened: bool) -> int | None:
    """Where a fragment's own words begin: "What about May?", "in Leeds?"; None where the text is a whole question."""
    about = _ABOUT.match(text)
    start = about.end() if about else 0
    rest = text[start:]
    if len(rest.split()) > FRAGMENT_WORDS:
        return None
    if about:
        return start
    # Without "And", a few words may be what somebody types to search: only a name or time, and a question mark, asks on.
    whole = _FRAGMENT.match(rest) if opened else _NAME_ALONE.fullmatch(rest)
    return start if whole and not _VERB.search(rest.replace("May", "")) else None


def _pronoun(text: str) -> Leaning | None:
    """The first pronoun whose name is not in the question itself."""
    for token in _TOKEN.finditer(text):
        kind = _PRONOUNS.get(token.group().casefold())
        if kind is None or token.group() == "IT":
            continue
        if kind == "something" and any(
            empty.start() <= token.start() < empty.end() for empty in _EMPTY_IT.finditer(text)
        ):
            continue
        if _explained(text, token, kind):
            continue
        eventful = kind == "something" and _EVENT_IT.match(text, token.start())
        return Leaning("event" if eventful else kind, text, token.start(), token.end())
    return None


def _explained(text: str, token: re.Match[str], kind: Kind) -> bool:
    """Whether the question names, before or after a pronoun, what it stands for."""
    fronted = _FRONTED.match(text)
    if fronted and token.start() < fronted.end():  # "After his speech, what did Okafor say?"
        return any(fits(name, kind) for name in mentions(text) if name.start >= fronted.end())
    before = text[: token.start()]
    if _INVERTED.search(before):  # "How many people did it kill?": only what is asked for stands before it
        return False
    last = not re.sub(r"\W", "", text[token.end() :])
    if last and token.group().casefold() in _OBJECT and not _CLAUSE.search(before.rsplit(" ", 2)[0]):
        return False  # "Why did Okafor reject it?": nobody rejects himself by "it"
    asked = _SUBJECT_ASKED.match(text)
    if asked and kind != "several" and (kind == "someone" or asked[1]):  # "Which chain closed its shops?"
        return True
    explaining: list[Mention | Described] = [*mentions(text), *described(text)]
    if any(what.end <= token.start() and fits(what, kind) for what in explaining):
        return True
    nouns = {"several": _THEIR_NOUN, "something": _ITS_NOUN}.get(kind)
    return nouns is not None and nouns.search(_FRONTED.sub("", before)) is not None


def fits(what: Mention | Described, kind: Kind) -> bool:
    """Whether a pronoun of `kind` may stand for a name or a described thing."""
    if isinstance(what, Described):
        return what.plural if kind == "several" else not what.plural and what.person == (kind == "someone")
    if what.place or (what.plural and kind != "several"):
        return False
    return not what.thing if kind == "someone" else not what.person


def _pointing(text: str) -> Leaning | None:
    """Words that point back at a time, a place or what happened: "after that", "there", "which one"."""
    if (then := _TIME.search(text)) and not times(text):
        group = next(name for name in ("then", "same", "final", "ago") if then[name])
        # "What happened after that?" means after it happened, not after the day it did.
        dated = group != "then" or mentions(text) or _MEASURE.search(text[: then.start()])
        return Leaning("time" if dated else "event", text, *then.span(group))
    if (there := _PLACE.search(text)) and not any(name.place for name in mentions(text)):
        return Leaning("place", text, *there.span())
    if that := _EVENT.search(text):
        return Leaning("event", text, *that.span())
    return None


def _noun(text: str, turns: Sequence[Turn]) -> Leaning | None:
    """A noun with "the" that the last turn named in full, in a question that names nobody: "the bridge"."""
    if mentions(text, turns[-1].words):
        return None
    named = {stem(word) for name in mentions(turns[-1].words) for word in words(name.words)}
    if mentions(turns[-1].question):
        named |= {stem(word) for word in words(turns[-1].question)}
    for the in _THE.finditer(text):
        if stem(the[1]) in named:
            return Leaning("noun", text, *the.span())
    return None


def _continued(text: str, *, opened: bool) -> Leaning | None:
    """A whole question that begins with "And" and names nothing of its own."""
    return Leaning("continued", text, 0, len(text)) if opened and not mentions(text) else None

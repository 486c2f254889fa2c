"""A leaning question rewritten in code: the words that lean give way to words of the conversation, and nothing else changes.

Each way gives None where the conversation leaves more than one reading: then a model is asked. Checks nothing itself.
"""

import re
from collections.abc import Callable, Sequence

from rag.conversation.antecedents import antecedent, fuller_noun
from rag.conversation.fragments import fragment
from rag.conversation.leaning import AUXILIARY, POSSESSIVES, Leaning, leaning
from rag.conversation.mentions import mentions
from rag.conversation.times import times
from rag.conversation.turns import Turn

MOST_WORDS = 4
"""Words that may lean in one question: "What did she do there that year?" has three."""
_ADVERBIAL = r"(?:since |until |by |for )?(?:when|where|why|how(?: much| long| often| far| soon)?)"
_ASKED_BY_ADVERB = re.compile(rf"(?P<asking>{_ADVERBIAL}) (?P<auxiliary>{AUXILIARY}) (?P<rest>.+?)\?*$", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"(?P<auxiliary>{AUXILIARY}) (?P<rest>.+?)\?*$", re.IGNORECASE)
# "How many people were hurt in …": what is asked for is also what was hurt.
_ASKED_FOR = re.compile(
    r"(?P<which>how many|which|what) (?P<noun>(?:[a-z-]+ )?[a-z-]+) (?P<auxiliary>was|were|is|are) (?P<rest>[a-z]+(?:ed|en|n|t|d|ung|ck) .+?)\?*$",
    re.IGNORECASE,
)
# What "How much did tickets cost?" asks for stands inside its clause: another asking word can't take its place.
_OBJECT_ASKED = re.compile(r"how much (?:do|does|did|has|have|had|will|would|can|could)\b", re.IGNORECASE)
# "How many shops did Dunmore Bakes close?"
_OBJECT_ASKED_FOR = re.compile(
    r"(?P<which>how many|which|what) (?P<noun>(?:[a-z-]+ )?[a-z-]+) (?P<auxiliary>do|does|did) (?P<rest>.+?)\?*$",
    re.IGNORECASE,
)
_ANSWERS_WITH = re.compile(
    r"(?:since |until |by |for )?(?:when|where|why|how|how (?:much|long|often|far))(?: exactly| precisely)?",
    re.IGNORECASE,
)
_LED = re.compile(r"\b(?:before|after|since|until|till|by|than|from) $", re.IGNORECASE)
_AFTER_HER = re.compile(
    rf"\s+(?!(?:to|in|on|at|for|from|with|about|by|after|before|because|when|as|and|or|{AUXILIARY})\b)[a-z]",
    re.IGNORECASE,
)


def in_code(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    """The question as it stands alone, None where code can't tell all that it leans on."""
    if lean.kind in {"bare", "fragment"}:  # the last question stands alone, and this is hardly changed
        whole = _WAYS[lean.kind](lean, turns)
        return _as_question(whole) if whole else None
    leans: Leaning | None = lean
    rewritten = ""
    for _ in range(MOST_WORDS):
        if leans is None:
            return rewritten
        way = _WAYS[leans.kind](leans, turns)
        if way is None:
            return None
        rewritten = _as_question(way)
        leans = leaning(rewritten, turns)
    return None


def continued(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    """The question with the last one as its circumstance: "How many were there when the Lady Averil ran aground?"

    None where the last question's subject can't be told, or where it asks for its subject or object.
    """
    before = _ASKED_BY_ADVERB.fullmatch(turns[-1].question)
    if not before or lean.kind != "continued" or times(lean.text):
        return None
    subject = next((name for name in mentions(before["rest"]) if name.start == 0), None)
    if subject is None:
        return None
    rest = before["rest"][subject.end :]
    return _as_question(f"{lean.text.rstrip(' ?.!')} when {subject.words} {before['auxiliary']}{rest}")


def _as_question(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip(' ?.!')}?"


def _put(lean: Leaning, words: str) -> str:
    return f"{lean.text[: lean.start]}{words}{lean.text[lean.end :]}"


def _again(_lean: Leaning, turns: Sequence[Turn]) -> str | None:
    return turns[-1].question


def _bare(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    """Another asking word before the same clause: "Why?" after "When did the mayor resign?"."""
    asking, before = lean.text.rstrip(" ?.!"), turns[-1].question
    if not _ANSWERS_WITH.fullmatch(asking):
        return None
    if before.casefold().startswith(f"{asking.casefold()} "):
        return before
    if (clause := _ASKED_BY_ADVERB.fullmatch(before)) and not _OBJECT_ASKED.match(before):
        return f"{asking} {clause['auxiliary']} {clause['rest']}"
    if clause := _YES_OR_NO.fullmatch(before):
        return f"{asking} {clause['auxiliary'].lower()} {clause['rest']}"
    told = _told_clause(before)
    return f"{asking} {told}" if told else None


def _told_clause(before: str) -> str | None:
    """The clause of a question for some number or kind, from its auxiliary on: "were people hurt in Orrel"."""
    if clause := _ASKED_FOR.fullmatch(before):
        return f"{clause['auxiliary']} {_told(clause)} {clause['rest']}"
    clause = _OBJECT_ASKED_FOR.fullmatch(before)
    if clause is None:
        return None
    rest = clause["rest"]
    subject = next((name for name in mentions(rest) if name.start == 0), None)
    verb = re.match(r"\s[a-z]+\b", rest[subject.end :]) if subject else None
    if subject is None or verb is None:
        return None
    at = subject.end + verb.end()
    return f"{clause['auxiliary']} {rest[:at]} {_told(clause)}{rest[at:]}"


def _told(clause: re.Match[str]) -> str:
    """What was asked for, as something told."""
    return clause["noun"] if clause["which"].casefold() == "how many" else f"the {clause['noun']}"


def _pronoun(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    found = antecedent(lean, turns)
    if found is None:
        return None
    word = lean.words.casefold()
    owning = word in POSSESSIVES and (word != "her" or _AFTER_HER.match(lean.text, lean.end))
    return _put(lean, _owner(found) if owning else found)


def _owner(words: str) -> str:
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def _place(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    said = (
        turns[-1].claims[0]
        if turns[-1].claims and turns[-1].question[:6].casefold() == "where "
        else turns[-1].question
    )
    places = list(dict.fromkeys((name.after, name.words) for name in mentions(said, turns[-1].words) if name.place))
    if len(places) != 1:
        return None
    ((preposition, words),) = places
    led = re.search(r"\b(?:from|to|near|around|in|at|over) $", lean.text[: lean.start])
    return _put(lean, words if led else f"{preposition} {words}")


def _time(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    found = times(turns[-1].question)
    if len(found) != 1:
        return None
    (time,) = found
    word = lean.words.casefold()
    if word in {"that", "then"} and _LED.search(lean.text[: lean.start]):
        return _put(lean, time.words)
    if word == "before":
        return f"{lean.text[: lean.end]} {time.words}"
    if word in {"earlier", "later"}:
        return f"{lean.text[: lean.end]} than {time.words}"
    return _put(lean, f"{time.preposition or time.usual} {time.words}".strip())


def _noun(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    fuller = fuller_noun(lean.words[4:], turns[-1])
    return _put(lean, fuller) if fuller else None


def _untold(_lean: Leaning, _turns: Sequence[Turn]) -> str | None:
    return None


_WAYS: dict[str, Callable[[Leaning, Sequence[Turn]], str | None]] = {
    "again": _again,
    "bare": _bare,
    "fragment": fragment,
    "someone": _pronoun,
    "something": _pronoun,
    "several": _pronoun,
    "place": _place,
    "time": _time,
    "noun": _noun,
    "event": _untold,
    "continued": _untold,
}

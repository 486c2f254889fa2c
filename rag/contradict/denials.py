"""What one statement says and another denies: "X resigned", "X has not resigned"; "a fire broke out", "there was no fire".

A denial counts only where both speak of the same act, of the same doer, in the same stance: "has not approved" and "will
approve" are both true of a Tuesday. Knows no opposites.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.contradict.statement import AT_LEAST, Statement, names_apart, same_time
from rag.contradict.words import leading, one_object, root, roots, share, where
from rag.wording import NOT_NEGATING, is_function_word, words

SAME_CLAUSE, SAME_STATEMENT = 0.6, 0.5
"""Of the fewer words, how many must be shared: of those around what is denied, and of both whole statements."""
_MOST = 12
"""Negations of one sentence that are read: of one with more, nobody can tell what it denies."""
_NEGATOR = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t|(?P<speech>den(?:y|ies|ied|ying))"
    r"|(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?) to|rul(?:e|es|ed|ing) out)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;:.!?—–]|,\s|\band (?=(?:will|would|has|have|had|is|are|was|were|that)\b)"
    r"|\b(?:but|although|though|while|whereas|because|after|before|when|since|unless|until|if)\b",
    re.IGNORECASE,
)
_DENIED_SPEECH = re.compile(
    r"(?:\s+on \w+day)?\s+(?:that\s+)?(?:(?P<doer>[^,]*?)\b(?:had|has|have|was|were|is|are|would|will|did)\s+(?:been\s+|be\s+)?|having\s+)?(?P<act>\w+)"
)
# "Not a jellyfish", "not through the alliance": what follows is no act.
_NOUN = re.compile(
    r"\s+(?:an?|the|any|one|two|so|as|very|too|that|to|in|on|at|by|for|with|from|through|about|because|of|over|under|into|only|this|these|those|his|her|its|their|\d+)\b"
)
_OF_NOUNS = frozenset("no neither nor none without nothing".split())
_THERE = re.compile(r"\bthere (?:was|were|is|are|had been|has been|have been)\s*$", re.IGNORECASE)
_CONDITION = re.compile(r"(?:unless|until|before|if)\b", re.IGNORECASE)
_STILL_OPEN = re.compile(r"\b(?:yet|so far|to date)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denied:
    """An act that a statement denies, as a root; `doer` is who does not do it, `clause` all that is denied."""

    act: str
    doer: frozenset[str]
    clause: str


def negators(text: str) -> list[re.Match[str]]:
    """Where `text` negates: each "not", "never", "denied" and their kin, in order; "not only" is none."""
    return list(_NEGATOR.finditer(NOT_NEGATING.sub(lambda found: "x" * len(found.group()), text)))


@lru_cache(maxsize=512)
def denied(text: str) -> tuple[Denied, ...]:
    """The acts that `text` denies, except where it gives a condition."""
    acts = []
    for negator in negators(text)[:_MOST]:
        opened = list(_END.finditer(text[: negator.start()]))
        start = opened[-1].end() if opened else 0
        cut = _END.search(text, negator.end())
        before, after = text[start : negator.start()], text[negator.end() : cut.start() if cut else len(text)]
        if any(bound and _CONDITION.match(bound.group()) for bound in (opened and opened[-1], cut)):
            continue
        found = _of_speech(before, after) if negator["speech"] else _of_act(before, negator.group(), after)
        if found:
            acts.append(found)
    return tuple(acts)


def _of_speech(before: str, after: str) -> Denied | None:
    """What "denied that she had resigned" and "denied having resigned" deny; the day of the denial is not that of the act."""
    found = _DENIED_SPEECH.match(after)
    if found is None or is_function_word(found["act"]):
        return None
    return Denied(root(found["act"]), roots(found["doer"] or before), after[found.start("act") :])


def _of_act(before: str, negator: str, after: str) -> Denied | None:
    """What "has not resigned" and "there was no fire" deny."""
    if _THERE.search(before):  # the alarm of "no fire alarm at the depot"
        return Denied(leading(after)[-1], frozenset(), after) if leading(after) else None
    acts = [word for word in words(after) if not is_function_word(word)]
    a_noun = negator.casefold() in _OF_NOUNS or _NOUN.match(after)
    if a_noun or not acts or before.endswith(" to ") or not (words(before) or negator.casefold() == "nobody"):
        return None  # "urged them to not travel" denies nothing either
    return Denied(root(acts[0]), roots(before), before + after)


def contradict(one: Statement, other: Statement) -> bool:
    """Whether one of both denies what the other says."""
    return denies(one, other) or denies(other, one)


def denies(one: Statement, other: Statement, *, asked: bool = False) -> bool:
    """Whether `one` denies what `other` states; with `asked`, `other` is a question, which has no stance of its own."""
    if negators(other.body) or not same_time(one, other):
        return False
    for act in denied(one.body):
        if not asked and (_STILL_OPEN.search(act.clause) or Statement(act.clause).ahead != other.ahead):
            continue
        if _states(one, other, act, asked=asked):
            return True
    return False


def _states(denial: Statement, other: Statement, act: Denied, *, asked: bool) -> bool:
    """Whether `other` says that the doer does what `act` denies."""
    doers, named = roots(_up_to(other.body, act.act)), Statement(act.clause, other.known).named
    if act.act not in roots(other.body) or not one_object(act.clause, other.body, act.act, act.act):
        return False
    if (act.doer and doers and not act.doer & doers) or names_apart(named, other.named):
        return False
    rest = {word for word in roots(act.clause) - {act.act} if not word.startswith("any")}
    if rest and share(frozenset(rest), roots(other.body) - {act.act}) < SAME_CLAUSE:
        return False
    mine, theirs = denial.topic | {act.act}, other.topic | {act.act}
    return asked or (len(mine & theirs) >= AT_LEAST and share(mine, theirs) >= SAME_STATEMENT)


def _up_to(text: str, act: str) -> str:
    """The words of the clause before `act`."""
    found = where(text, act)
    return _END.split(text[: found.start()])[-1] if found else ""

"""What one statement says and another denies: "X resigned", "X has not resigned"; "will close", "stays open"; accept, reject.

A denial counts only where both speak of the same act of the same doer, in the same stance: "has not approved" and "will
approve" are both true of a Tuesday.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rag.contradict.statement import (
    Statement,
    alike,
    days_apart,
    fit,
    names_apart,
    object_of,
    only_in,
    root,
    roots,
    same_time,
    share,
    stances,
    topic_roots,
)
from rag.contradict.turns import OPPOSITES, negators
from rag.numbers import quantities
from rag.wording import is_function_word, words

_MOST = 12
"""Negations of one sentence that are read: of one with more, nobody can tell what it denies."""
_SHARED = 0.6
"""Of the fewer words around the act, how many must be shared."""
_SHARED_BOTH, _UNNAMED_SHARED = 0.4, 0.75
"""Of the fewer words of both whole statements, with a name in common and without."""
_END = re.compile(
    r"[;:.!?—–]|,\s|\band (?=(?:will|would|has|have|had|is|are|was|were|that)\b)|\b(?:but|although|though|while|whereas|because|after|before|when|since|unless|until|if)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
_NOT_AN_ACT = frozenset(
    map(
        root,
        """say said comment clear know known expect think believe respond answer reply mean disclose give immediately all every
        enough first only always necessarily name identify specify want wanted need longer yet ever far rule sure certain
        least more less even single""".split(),
    )
)
_CONDITION = re.compile(r"\b(?:unless|until|without|except|before)\b", re.IGNORECASE)
# "Not a jellyfish", "not through the alliance", "no fresh fruit", "urged them not to travel": no act is denied.
_NOUN_NEXT = re.compile(
    r"(?:no\b(?! one\b)|neither\b|nor\b|none\b|without\b|nothing\b|(?:not|never|\w+n[’']t)\s+(?:an?|the|any|one|two|so|as|very|too|that|to|in|on|at|by|for|with"
    r"|from|through|about|because|of|over|under|into|only|this|these|those|his|her|its|their|\d+)\b)",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere (?:was|were|is|are|had been|has been|have been)\s*$", re.IGNORECASE)
_ADVERB = re.compile(r"(?!apply|supply|reply|comply|rely|imply)\w{3,}ly", re.IGNORECASE)
_WHEN_SAID = re.compile(r"^\s+(?:on|late on|early on) \w+day\b(?: (?:morning|afternoon|evening|night))?")
_IF = re.compile(r"(?:if|unless|until)\b", re.IGNORECASE)
_NEED_NOT = re.compile(r"\w+n[’']t (?:have|need) to\b|not (?:have|need) to\b|needn[’']t\b|need not\b", re.IGNORECASE)
_NO_ONE = re.compile(r"(?:nobody|no one|none|no)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno longer\b|\bnot? (?:only|just|all|every|more than|less than|fewer than)\b", re.IGNORECASE)
DISMISSED = re.compile(
    r"\b(?:false(?:ly|hoods?)?|misleading|untrue|unfounded|baseless|fabricated|debunk\w*|hoax(?:es)?|myths?|fictitious|incorrect(?:ly)?|wrongly)\b",
    re.IGNORECASE,
)
"""What is said to be told falsely is not stated: "the claim that X shut it down is misleading"."""
_STILL_OPEN = re.compile(r"\b(?:yet|so far|to date)\b", re.IGNORECASE)
Opposites = Sequence[tuple[frozenset[str], frozenset[str]]]


def opposites(*pairs: tuple[str, str]) -> Opposites:
    """Pairs of words, given in a line each, as pairs of roots."""
    return tuple((frozenset(map(root, one.split())), frozenset(map(root, other.split()))) for one, other in pairs)


ACTS = (
    *OPPOSITES,
    *opposites(
        ("hire hired", "sack sacked dismiss dismissed"),
        ("pass passed", "fail failed reject rejected"),
        ("solvent", "bankrupt insolvent"),
    ),
)
_NO_ACT = frozenset(map(root, "before after more less fewer back up down higher lower narrow".split()))


@dataclass(frozen=True, slots=True)
class Denied:
    """An act that a statement denies: `act` is a root, `doer` what stands before it, `around` all words of its clause."""

    act: str
    doer: tuple[str, ...]
    around: frozenset[str]
    clause: str


@lru_cache(maxsize=512)
def denied(text: str) -> tuple[Denied, ...]:
    """The acts that `text` denies; "not only", "no longer" and what is only not known or not said are none."""
    found = []
    plain = _NO_LONGER.sub(lambda match: "x" * len(match.group()), text)
    for negator in negators(plain)[:_MOST]:
        opened = list(_END.finditer(plain[: negator.start()]))
        start = opened[-1].end() if opened else 0
        if (opened and _IF.match(opened[-1].group())) or _NEED_NOT.match(plain[negator.start() :]):
            continue
        cut = _END.search(plain, negator.end())
        end = cut.start() if cut else len(plain)
        speech = _SPEECH.match(negator.group())
        after = _acts(plain[negator.end() : end])
        noun = _NOUN_NEXT.match(plain[negator.start() : end]) and not _THERE.search(plain[start : negator.start()])
        if noun or not after or after[0] in _NOT_AN_ACT or (cut and not speech and _CONDITION.match(cut.group())):
            continue
        said = plain[negator.end() : end]
        if speech:  # "denied on Thursday that …": the day is that of the denial
            said = _WHEN_SAID.sub("", said)
            doer, clause, act = _before(said) or plain[start : negator.start()], said, _first_verb(said)
        else:
            doer, clause = plain[start : negator.start()], plain[start:end]
            act = _head(said) if _THERE.search(doer) else after[0]
        # "Not Like Us", "… but fail to pay": nobody is said not to do it.
        if act and (words(doer) or _NO_ONE.match(negator.group())):
            found.append(Denied(act, tuple(words(doer)), _around(clause), clause))
    return tuple(found)


def _acts(after: str) -> list[str]:
    """The roots of the words that a "not" reaches."""
    return [
        root(word)
        for word in words(after)
        if not is_function_word(word) and not _ADVERB.fullmatch(word) and word.casefold() not in {"yet", "ever"}
    ]


def _head(after: str) -> str | None:
    """What there was none of: the alarm of "no fire alarm at the depot"."""
    noun = list(takewhile(lambda word: not is_function_word(word), words(after)))
    return root(noun[-1]) if noun else None


_THAT = re.compile(
    r"^\s*(?:that\s+)?(?P<doer>[^,]*?)\b(?:had|has|have|was|were|is|are|would|will|did)\s+(?:been\s+|being\s+|be\s+)?(?P<act>\w+)"
)
_DOING = re.compile(r"^\s*(?:having\s+)?(?P<act>\w+(?:ing|ed|n))\b")


def _first_verb(after: str) -> str | None:
    """The act of "denied that she had resigned" or "denied having resigned"."""
    found = _THAT.match(after) or _DOING.match(after)
    return root(found["act"]) if found else None


def _before(after: str) -> str:
    found = _THAT.match(after)
    return found["doer"] if found else ""


def _around(clause: str) -> frozenset[str]:
    return frozenset(part for part in topic_roots(clause) if not part.startswith(("any", "every", "some")))


def contradict(one: Statement, other: Statement) -> bool:
    """Whether one of both denies, or states the opposite of, what the other says."""
    return denies(one, other) or denies(other, one) or opposed(one, other, ACTS)


def denies(one: Statement, other: Statement, *, asked: bool = False) -> bool:
    """Whether `one` denies what `other` states; with `asked`, `other` is a question, which has no stance of its own."""
    told_falsely = DISMISSED.search(one.body) or DISMISSED.search(other.body)
    if negators(other.body) or told_falsely or not same_time(one, other):
        return False
    for act in denied(one.body):
        if not asked and (_STILL_OPEN.search(act.clause) or stances(act.clause) - {"possible"} != stances(other.body)):
            continue
        if (
            _states(one, other, act, asked=asked)
            and not days_apart(act.clause, other.body)
            and _figures_kept(act.clause, other.body)
        ):
            return True
    return False


def _states(denial: Statement, other: Statement, act: Denied, *, asked: bool) -> bool:
    """Whether `other` says that the doer does what `act` denies."""
    said = roots(other.body)
    if act.act not in said:
        return False
    doer = topic_roots(" ".join(act.doer))
    theirs = topic_roots(_up_to(other.body, act.act))
    if doer and theirs and not any(alike(word, theirs) for word in doer):
        return False
    named = Statement(act.clause, known=other.known).named
    around = act.around | topic_roots(" ".join(denial.named))
    if not (doer and theirs) and not any(alike(word, said - {act.act}) for word in around - {act.act}):
        return False
    rest, there = act.around - {act.act}, other.topic - {act.act}
    if names_apart(named, other.named) or (rest and share(rest, there) < _SHARED):
        return False
    if not fit(object_of(act.clause, act.act), object_of(other.body, act.act)):
        return False
    return asked or _both_ways(denial, other, act.act)


def _both_ways(one: Statement, other: Statement, act: str) -> bool:
    """Whether enough of either statement is in the other; without a common name, nearly all of it."""
    mine, theirs = one.topic | {act}, other.topic | {act}
    unnamed = len(only_in(one.named, other.named)) == len(one.named)
    return share(mine, theirs) >= (_UNNAMED_SHARED if unnamed else _SHARED_BOTH)


def _up_to(text: str, act: str) -> str:
    """The words of the clause before `act`."""
    for found in re.finditer(r"\w[\w’'-]*", text):
        if root(found.group()) == act:
            return _END.split(text[: found.start()])[-1]
    return ""


def _figures_kept(clause: str, text: str) -> bool:
    """Whether what is denied has no figure that the other statement lacks: "did not pay 75" leaves "paid 28" true."""
    there = quantities(text)
    return all(any(figure.agrees_with(other) for other in there) for figure in quantities(clause))


def opposed(one: Statement, other: Statement, pairs: Opposites) -> bool:
    """Whether both say opposite things, of one of `pairs`, of the same doer: accepted and rejected, open and closed."""
    if bool(negators(one.body)) or bool(negators(other.body)) or stances(one.body) != stances(other.body):
        return False
    return _opposed(one, other, pairs) and same_time(one, other) and not days_apart(one.body, other.body)


def _opposed(one: Statement, other: Statement, pairs: Opposites) -> bool:
    first, second = roots(one.body), roots(other.body)
    for pair in pairs:
        for side, across in (pair, pair[::-1]):
            mine, theirs = (first & side) - _NO_ACT, (second & across) - _NO_ACT
            if not mine or not theirs or first & across or second & side:
                continue
            if any(_same_act(one, a, other, b) for a in mine for b in theirs):
                return True
    return False


def _same_act(one: Statement, act: str, other: Statement, opposite: str) -> bool:
    doer, theirs = topic_roots(_up_to(one.body, act)), topic_roots(_up_to(other.body, opposite))
    if not doer or not theirs or share(doer, theirs) < _SHARED or names_apart(one.named, other.named):
        return False
    if not fit(object_of(one.body, act), object_of(other.body, opposite)):
        return False
    rest, there = one.topic - {act} - doer, other.topic - {opposite} - theirs
    if bool(rest) != bool(there) and not (doer & theirs):
        return False
    if rest and there and share(rest, there) < _SHARED:
        return False
    return share(one.topic - {act}, other.topic - {opposite}) >= _SHARED

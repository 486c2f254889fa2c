"""What a pronoun or a noun with "the" stands for: a name, or a described thing, of the turns before. Never a guess.

The answer to "Who …?" comes first, then what the last question names, its subject before the rest (the order of
centering theory, Grosz, Joshi and Weinstein 1995). Where two are left, none is given.
"""

import re
from collections.abc import Sequence

from rag.conversation.described import IRREGULAR, Described, described
from rag.conversation.leaning import POSSESSIVES, Kind, Leaning, fits
from rag.conversation.mentions import Mention, mentions
from rag.conversation.turns import Turn
from rag.wording import stem, words

_IDENTITY = re.compile(r"(?:who|which|what (?:is|was|are|were))\b", re.IGNORECASE)
_WHO = re.compile(r"who\b", re.IGNORECASE)
_ASKED_FOR = re.compile(
    r"(?P<which>how many|which|what) (?P<noun>(?:[a-z-]+ ){0,2}?[a-z-]+) (?P<verb>(?:was|were|is|are|has|have|had|will|would)"
    rf" (?!the |an? |it |they |he |she |his |her |its |their )[a-z]+|[a-z]+ed|{IRREGULAR})\b(?P<rest>.*?)\?*",
    re.IGNORECASE,
)
_ACTING = re.compile(r"\b(?:do|does|did|will|would|has|have|had|can|could|should|may|might) (?:the )?$", re.IGNORECASE)
_OBJECT_ASKED = re.compile(
    r"(?:what|whom?|(?:which|what|how many) [a-z ]+?) (?:do|does|did|will|would|has|have|had)\b", re.IGNORECASE
)


def antecedent(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    """What the leaning pronoun stands for, as it was written; None where that is not clear."""
    for turn in reversed(turns):
        if (found := _answer(turn, lean.kind)) is not None:
            return found
        named, things = _candidates(lean, turn)
        if named or things:
            return _only(lean, turn, named, things)
        if (asked := _asked_for(turn.question)) is not None and fits(asked, lean.kind):
            return asked.words
        if mentions(turn.question):
            return None  # somebody is spoken of, but nobody who fits: what lies further back is hardly meant
    return None


def _answer(turn: Turn, kind: Kind) -> str | None:
    """The one new name in the answer to "Who …?" or "Which …?"."""
    if not turn.claims or not _IDENTITY.match(turn.question) or (kind == "something" and _WHO.match(turn.question)):
        return None
    fresh = {
        name.words
        for name in mentions(turn.claims[0], turn.words)
        if fits(name, kind) and name.bare not in turn.question
    }
    return fresh.pop() if len(fresh) == 1 else None


def _candidates(lean: Leaning, turn: Turn) -> tuple[list[Mention], list[Described]]:
    """The names and the described things of a question that the pronoun may stand for; a name inside a thing is part of it."""
    everything = described(turn.question)
    things = [thing for thing in everything if fits(thing, lean.kind)]
    if lean.words.casefold() in POSSESSIVES:  # "its revenue" after "Corvane’s profit"
        things = [thing for thing in things if not thing.owned]
    parts = [thing for thing in everything if not thing.owned and (thing in things or thing.named)]
    named = [
        name
        for name in mentions(turn.question, turn.words)
        if not any(
            thing.start <= name.start < thing.end and (thing in things or name.start == thing.start) for thing in parts
        )
    ]
    apt = [name for name in named if fits(name, lean.kind)]
    if lean.kind == "someone":  # "the mayor of Quern" is spoken of, and not Quern
        apt = [name for name in apt if name.after != "of"] or apt
    # A place is what "it" stands for only where nothing else is.
    places = (
        [name for name in named if name.place and not name.plural] if lean.kind == "something" and not things else []
    )
    return apt or places, things


def _only(lean: Leaning, turn: Turn, named: Sequence[Mention], things: Sequence[Described]) -> str | None:
    """The one candidate, or among several the one that plays the same part."""
    acting = _ACTING.search(lean.text[: lean.start]) is not None
    subjects = [name for name in named if _ACTING.search(turn.question[: name.start])]
    choices = {name.words for name in named} | {thing.words for thing in things}
    if lean.kind == "several":
        lists = {name.words for name in named if name.plural}
        many = lists or {thing.words for thing in things}
        return _one(choices) or (_one(many) if lists or lean.words.casefold() == "them" else None)
    if lean.kind == "something" and not acting and subjects and _OBJECT_ASKED.match(turn.question):
        return None  # "What did Velmar offer? Did Karsk accept it?"
    if acting and len(subjects) == 1 and (lean.kind == "someone" or len(named) == 1):
        return subjects[0].words
    return _one(choices)


def _one(choices: set[str]) -> str | None:
    return next(iter(choices)) if len(choices) == 1 else None


def _asked_for(question: str) -> Described | None:
    """What a question asked for, told: "How many people were hurt at …?" -> "the people that were hurt at …"."""
    asked = _ASKED_FOR.fullmatch(question)
    if not asked:
        return None
    whole = f"the {asked['noun']} that {asked['verb']}{asked['rest']}"
    return Described(0, len(question), whole, asked["noun"].split()[-1])


def fuller_noun(noun: str, turn: Turn) -> str | None:
    """The name or the description in `turn` that "the `noun`" is short for: "the Old Weir Bridge"; None where unclear."""
    wanted = stem(noun)
    named = {
        _with_article(name, noun) for name in mentions(turn.words) if not name.plural and wanted in _stems(name.words)
    }
    if named:
        return _one(named)
    things = {
        thing.words
        for thing in described(turn.question)
        if stem(thing.head) == wanted and mentions(f"about {thing.words}")
    }
    asked = _asked_for(turn.question)
    if not things and asked and stem(asked.head) == wanted:
        return asked.words
    return _one(things)


def _with_article(name: Mention, noun: str) -> str:
    """In full: "the bridge" is the Old Weir Bridge, and "the storm" Storm Ildra."""
    first = name.bare.split()[0].casefold() == noun
    return name.words if name.words.startswith("the ") or first else f"the {name.words}"


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))

"""What a rewritten question must keep, and what it may add: nothing that was neither asked nor said before.

Compares words, names, numbers and times; knows nothing of how the question was rewritten.
"""

import re
from collections.abc import Sequence

from rag.asking.turns import EarlierQuestion
from rag.english.numbers import quantities
from rag.english.wording import content_stems, is_function_word, negations, stem, words

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_THAT_YEAR = re.compile(
    r"\b(?:that|the same) (?:day|night|morning|evening|week|weekend|month|year|quarter|season|time)\b", re.IGNORECASE
)
_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how (?:much|many|long|often|far|old)|how)\b", re.IGNORECASE
)


_MORE = re.compile(r"\b(?:what|why|how)\b", re.IGNORECASE)
# "What about barley?" asks whatever was asked before.
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)


def unfaithful(rewritten: str, question: str, turns: Sequence[EarlierQuestion]) -> str | None:
    """The reason, in words, why `rewritten` can't stand for `question`, asked after `turns`; None where it can.
    Example: "Lund is lost".

    Every name, number, time and content word of the question is kept, as it was written; every one that is new comes
    from the conversation; what is asked for stays the same, and so do the negations.
    """
    said = "\n".join(turn.words for turn in turns)
    for check in (_lost, _added, _turned):
        reason = check(rewritten, question, said)
        if reason:
            return reason
    return None


def _lost(rewritten: str, question: str, _said: str) -> str | None:
    kept = set(words(rewritten)) | set(_DIGITS.findall(rewritten))
    literal = [word for word in words(question)[1:] if word[0].isupper() and not is_function_word(word)]
    literal += _DIGITS.findall(question)
    if lost := [word for word in literal if word not in kept]:
        return f"{lost[0]} is lost"
    if any(quantity not in quantities(rewritten) for quantity in quantities(question)):
        return "a number is lost"
    lost_stems = content_stems(_THAT_YEAR.sub("", question)) - content_stems(rewritten)
    return f"{min(lost_stems)} is lost" if lost_stems else None


def _added(rewritten: str, question: str, said: str) -> str | None:
    known = f"{said}\n{question}"
    digits = set(_DIGITS.findall(known))
    if new := [number for number in _DIGITS.findall(rewritten) if number not in digits]:
        return f"{new[0]} is new"
    if new_stems := content_stems(rewritten) - content_stems(known):
        return f"{min(new_stems)} is new"
    names = {stem(word) for word in words(known) if word[0].isupper()}
    for word in words(rewritten)[1:]:
        if word[0].isupper() and not is_function_word(word) and stem(word) not in names:
            return f"the name {word} is new"
    return None


def _asks(text: str) -> int:
    """How many of its words are "what", "why" or "how": unlike "who" or "when", these hardly ever only join clauses."""
    return len(_MORE.findall(text))


def _turned(rewritten: str, question: str, said: str) -> str | None:
    asked = {found.casefold() for found in _ASKING.findall(_WHAT_ABOUT.sub("", question))}
    if not asked <= {found.casefold() for found in _ASKING.findall(rewritten)}:
        return "it asks for something else"
    if asked and _asks(rewritten) > _asks(question):
        return "it asks for more"
    if negations(question) > negations(rewritten) or negations(rewritten) > negations(question) + negations(said):
        return "it denies something else"
    return None

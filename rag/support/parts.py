"""One of several is not all: "a key condition is X" does not carry "the condition is X", nor "one of the suspects" "the suspect".

Looks at how two texts bring in the same noun. "A man" may well be "the man" of a claim; but who says "the reason is X" says that
there is no other. Knows nothing of "some", "most" and "all" (see quantifiers).
"""

import re
from collections.abc import Iterator

from rag.support.aligned import is_past
from rag.wording import is_function_word

_DET = r"(?:the|its|his|her|their|our|my|these|those|[\w’]{1,30}[’']s?)"
_SEVERAL = re.compile(
    rf"\b(?P<words>(?:one|two|three|several|a (?:number|few)) of|among) {_DET} (?:[\w’-]+ ){{0,2}}?(?P<noun>[a-z]{{3,}}s)\b",
    re.IGNORECASE,
)
# Who gives one of these as "the" one gives the whole; others are "the" ones for having been spoken of.
_WHOLE = r"(?:pre)?conditions?|demands?|requirements?|reasons?|causes?|aims?|goals?|purposes?|obstacles?|priorit(?:y|ies)|proposals?|motives?|factors?|explanations?|advantages?|objectives?|stipulations?"
_ONE = re.compile(
    rf"\b(?P<words>an?|one|another)(?: (?!single|sole|only)[a-z]+){{0,2}}? (?P<noun>{_WHOLE})\b", re.IGNORECASE
)
_INCLUDE = re.compile(
    rf"\b(?P<noun>{_WHOLE})\b(?: \w+){{0,5}}? (?P<words>include[sd]?|including|such as)\b", re.IGNORECASE
)
_CONDITIONS_ARE = re.compile(
    r"(?P<begun>[^.;:]{0,100}?\b(?:conditions|demands|requirements|stipulations|proposals|priorities|aims|goals)\b[^.;:,]{0,60}?)"
    r" (?:are|include)(?= (?!not\b|no\b|to be\b|[a-z]+ed\b))",
    re.IGNORECASE,
)
_MAY_INCLUDE = re.compile(r"\b(?:may|might|could) (?:also )?include\b", re.IGNORECASE)
_SURELY_INCLUDE = re.compile(
    r"\b(?:includes?|included|including)\b(?<!may include)(?<!might include)(?<!could include)(?<!also include)",
    re.IGNORECASE,
)
_AMONG = re.compile(rf"\b(?P<words>among) {_DET} (?:[\w’-]+ ){{0,2}}?(?P<noun>{_WHOLE})\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(
    r"\b(?:an?|one|two|three|several|some|many|most|part|both|among|another|other|others|first|second|third|include[sd]?|including|such as|too|also|whose)\b",
    re.IGNORECASE,
)
# What may follow a noun that is not put before another one: "the male spoonbill" is no "male".
_NOUN_ENDS = r"(?=\W*$|[,;:.]| (?:is|are|was|were|has|have|had|will|would|may|can|did|of|in|on|at|who|that|which|to|for|from|by|with|\w+ed)\b)"
_THING = re.compile(r"an?|the|that|to|no|its|his|her|their", re.IGNORECASE)
_LIKE = re.compile(
    r"^(?:un|im|in)|(?:ly|able|ible|ous|ful|ive|ed|en|al|ic|y)$|^(?:not|clear|simple|right|new|good|met|so|as|more|being|still|in|on|at|under|for|from|with)$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|sole|single|just)\b", re.IGNORECASE)


def part_as_whole(claim: str, cited: str) -> str | None:
    """Why `claim` makes the only one, or all of them, of what is one of several in `cited`; None where it does not."""
    for found in _told_of_several(cited):
        if _is_the(claim, found["noun"]):
            return f"the cited words say “{found['words']}” of {found['noun']}, where the claim gives the whole"
    for found in _SEVERAL.finditer(cited):
        if _names_the(claim, found["noun"]) and _mentions(cited, found["noun"]) == 1:
            return f"the cited words say “{found['words']}”, which the claim leaves out"
    return None


def told_as_part(claim: str, cited: str) -> str:
    """`claim` with "include" where it says what "the conditions are" and `cited` gives one of them, or with "may include"
    where that is what `cited` says; else as it is.
    """
    begun = _CONDITIONS_ARE.match(claim)
    if begun is None:
        return claim
    if _MAY_INCLUDE.search(cited) and not _SURELY_INCLUDE.search(cited):
        verb = "may include"
    elif any(_told_of_several(cited)):
        verb = "include"
    else:
        return claim
    return f"{begun['begun']} {verb}{claim[begun.end() :]}"


def _told_of_several(cited: str) -> Iterator[re.Match[str]]:
    """Where `cited` gives one of several, and not all of them elsewhere."""
    for pattern in (_ONE, _INCLUDE, _AMONG):
        yield from (found for found in pattern.finditer(cited) if not _told_whole(cited, found["noun"]))


def _forms(noun: str) -> str:
    """A pattern for the singular and the plural of `noun`."""
    low = noun.casefold()
    base = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    return rf"{re.escape(base[:-1])}(?:y|ies)" if base.endswith("y") else rf"{re.escape(base)}(?:e?s)?"


def _is_the(text: str, noun: str) -> bool:
    """Whether `text` says what "the" noun is, as if there were no other: "the reason for the delay is", "as the reason"."""
    the = rf"\b{_DET} (?:[\w’-]+ ){{0,3}}?{_forms(noun)}\b"
    told = re.compile(
        rf"(?:{the}(?P<of>[^.;,]{{0,60}}?)\b(?:is|are|was|were) (?P<what>\w+)(?: (?P<next>\w+))?|\bas {the})",
        re.IGNORECASE,
    )
    return any(
        not _OF_SEVERAL.search(text, max(0, found.start() - 12), found.start("what") if found["what"] else found.end())
        and _is_identified(found)
        for found in told.finditer(text)
    )


def _is_identified(told: re.Match[str]) -> bool:
    """Whether a thing follows the verb, "is a ban", not what became of it, "was rejected", or what it is like, "is rare"."""
    what, beside = told["what"], told["next"]
    if what is None or _THING.fullmatch(what):
        return True
    owned = told["of"].strip() or re.match(r"[\w’]{1,30}[’']s?\b|(?:its|his|her|their)\b", told.group(), re.IGNORECASE)
    thing = not _LIKE.search(what) or (beside is not None and not is_function_word(beside))
    return bool(owned) and not is_past(what) and thing


def _told_whole(text: str, noun: str) -> bool:
    """Whether `text` itself also gives the whole: "the only condition"."""
    return _is_the(text, noun) or bool(re.search(rf"{_ONLY.pattern} (?:\w+ )?{_forms(noun)}\b", text, re.IGNORECASE))


def _names_the(text: str, noun: str) -> bool:
    """Whether `text` speaks of "the" noun, one or all, in a clause without a word that says how many of them."""
    for clause in re.split(r"[,;:.]\s|\b(?:but|while|and)\b", text):
        if re.search(
            rf"\bthe (?:[\w-]+ )?{_forms(noun)}{_NOUN_ENDS}", clause, re.IGNORECASE
        ) and not _OF_SEVERAL.search(clause):
            return True
    return False


def _mentions(text: str, noun: str) -> int:
    return len(re.findall(rf"\b{_forms(noun)}\b", text, re.IGNORECASE))

"""How many of them: all, most, some, few, none; "one of the largest". Compares two texts.

A quantifier belongs to the next word that carries meaning. Knows nothing of numbers (see bounds).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.support.aligned import Word, best, clause_of, following, places, read
from rag.support.denials import own_denial

# In this order: "nearly all" is not "all".
_CLASSES = {
    "few": r"hardly (?:any(?:one|body|thing)?|ever)|barely any|very few|(?<!a )(?<!the )(?<!last )(?<!next )(?<!past )few(?! (?:days|weeks|years|months|hours|minutes))|not many|little of|rarely|seldom|not (?:all|every|each|always)(?: of)?"
    r"|only (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?= (?:of|in)\b)|a (?:minority|handful)(?: of)?",
    "some": r"(?:only )?some of|(?:only )?some(?! \d)|several(?: of)?|part of|one of|two of|three of|(?:about |nearly |almost |more than |over )?half(?: of)?(?! (?:a|an|past|an hour)\b)(?! (?:million|billion|dozen))|sometimes|a few(?: of)?|a number of|a quarter of|a third of",
    "many": r"(?<!how )(?<!as )(?<!too )(?<!so )(?:many|much|numerous|plenty)(?: of)?(?! (?:more|less|as)\b)|often|frequently",
    "most": r"(?:nearly|almost) (?:all|every|each)(?: of)?|most of|(?<!the )(?<!’s )(?<!its )(?<!their )(?<!his )(?<!her )(?<!at )(?<!and )most(?= [a-z]+s\b)|the majority of|a majority of|usually|mostly|generally",
    "none": r"none(?: of)?|neither(?: of)?|no one|nobody|nothing|(?<!yes or )no(?! (?:more|less|fewer|longer|later|doubt|matter|sooner))|never",
    "all": r"(?<!at )(?<!after )(?<!above )(?<!in )all(?! (?:over|right|along|but|day|night|the (?:more|same|time|way)))(?: of)?|every(?:one|body|thing)?(?! (?:day|week|month|year|hour|night|\w+ (?:minutes|hours|days|weeks|months|years|day|week|year)|two|three|four|second|other)\b)(?: of)?|each of|both(?: of)?(?! .{1,40}\band\b)|always|the whole of|the entire",
}
_QUANTIFIER = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _CLASSES.items()), re.IGNORECASE)
# What a claim may say (first) of what the cited words call otherwise (second).
_FOLLOWS = {
    ("some", "many"),
    ("some", "most"),
    ("many", "most"),
    ("most", "many"),
    ("few", "none"),
    ("some", "few"),
    ("few", "some"),
}
# Dropping these makes it a claim about all of them.
_LIMITS = re.compile(
    r"^(?:hardly|barely|very few|few|not (?:all|every|many)|only|most|some of|(?:about |nearly |almost |more than |over )?half|part of|a (?:minority|handful|quarter|third)|nearly|almost|the majority|a majority|usually|sometimes|rarely|seldom)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundreds?|thousands?|quarters?|thirds?|half|per|percent|%|majority|minority|bulk|part|number|rest|others?|largely|mainly|only|just|any|those|almost|nearly|these)\b|\d|%",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"(?P<among>\b(?:one|some|two|three|four|five|several|among) (?:of )?(?:[\w’]+ ){0,3}?)?(?P<order>\b(?:second|third|fourth|fifth|next)[\s-])?\b(?P<word>[a-z]{2,}est|best|worst|most|least)\b",
    re.IGNORECASE,
)
_NOT_SUPERLATIVE = frozenset(
    "west west's forest interest request protest test guest harvest arrest rest latest modest honest contest northwest southwest suggest invest priest chest quest digest manifest almost at".split()
)


@dataclass(frozen=True, slots=True)
class _Quantifier:
    kind: str
    text: str
    at: int
    """The place of the word it belongs to."""


def quantity_changed(claim: str, cited: str) -> str | None:
    """Why `claim` speaks of more, or of fewer, of them than `cited`; None where it does not."""
    said, there = read(claim), read(cited)
    cited_ones = {each.at: each for each in _quantifiers(cited, there)}
    own = {each.at: each for each in _quantifiers(claim, said)}
    for each in own.values():
        for place in _counterparts(said, each.at, there):
            other = cited_ones.get(place)
            turned = {each.kind, getattr(other, "kind", "")} == {"all", "none"} and own_denial(
                clause_of(there, place), said
            )
            if other is not None and other.kind != each.kind and (each.kind, other.kind) not in _FOLLOWS and not turned:
                return f"the cited words say “{other.text}” where the claim says “{each.text}”"
            if other is None and each.text.lower().startswith(("hardly", "barely")):
                return f"the claim says “{each.text}”, which the cited words do not"
    for each in cited_ones.values():
        found = _counterparts(there, each.at, said)
        if found and _LIMITS.match(each.text) and not any(_limited(claim, said, at, own) for at in found):
            return f"the cited words say “{each.text}”, which the claim leaves out"
    return _superlative_changed(claim, cited)


def _limited(claim: str, said: Sequence[Word], at: int, own: dict[int, _Quantifier]) -> bool:
    """Whether something in the clause of the word at `at` says how many."""
    clause = [word for word in said if word.clause == said[at].clause]
    text = claim[clause[0].start : clause[-1].end]
    return at in own or bool(_COUNTED.search(text)) or bool(_QUANTIFIER.search(text))


def _quantifiers(text: str, words: Sequence[Word]) -> Iterator[_Quantifier]:
    for found in _QUANTIFIER.finditer(text):
        last = max((at for at, word in enumerate(words) if word.end <= found.end()), default=None)
        if last is None:
            continue
        after = (
            following(words, last, 1)
            or [at for at in range(last) if words[at].content and words[at].clause == words[last].clause][-1:]
        )
        if after and found.lastgroup:
            yield _Quantifier(found.lastgroup, found.group(), after[0])


def _counterparts(one: Sequence[Word], at: int, other: Sequence[Word]) -> list[int]:
    candidates = [place for place in places(other, one[at]) if other[place].content]
    return best(one, at, other, candidates)


def _superlative_changed(claim: str, cited: str) -> str | None:
    theirs = {word: (among, order) for word, among, order in _superlatives(cited)}
    for word, among, order in _superlatives(claim):
        if word in theirs and theirs[word][0] and not among:
            return f"the cited words say “{theirs[word][0].strip()} {word}”, the claim “{word}” alone"
        if word in theirs and theirs[word][1].strip(" -") != order.strip(" -"):
            return f"the cited words say “{theirs[word][1]}{word}”, the claim “{order}{word}”"
    return None


def _superlatives(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _SUPERLATIVE.finditer(text):
        word = found["word"].lower()
        if word not in _NOT_SUPERLATIVE and (word not in {"most", "least"} or text[found.end() :][:1] == " "):
            yield word, (found["among"] or "").lower(), (found["order"] or "").lower()

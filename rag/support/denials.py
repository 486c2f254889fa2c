"""Where a text denies something: "not" and its kin with the words they deny, and words that deny by their meaning.

Knows nothing of claims; what follows from it is decided in negation.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.support.aligned import Word, lemma, read

_REACH = 4
"""How many content words after a "not" it may deny."""
_VERB_REACH = 2
"""How many a verb such as "prevent" may."""
_OF_NOUNS = frozenset("neither no none nothing nobody".split())
_NOT = frozenset("not no never none nobody nothing neither nor without cannot unless".split())
# These deny what follows them, and are words of their own: "refused to sign", "denied that it had signed".
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing|ure)?|unable|unwilling)(?: by [\w’ ]{1,30}?)? to|rul(?:e|es|ed|ing) out"
    r"|stopped short of|lack(?:s|ed|ing)?|(?:ha[sd]|have|is|are|was|were) (?:still )?yet to|withh(?:eld|olds?|olding)|no longer"
    r"|prevent(?:s|ed|ing)?|refrain(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# A "not" that denies nothing, or only sets a bound or a superlative.
_NOT_NEGATING = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bwhether or not\b|\bno (?:doubt\b|matter\b|later\b|sooner\b|(?:less|fewer|more) than\b)"
    r"|\bno\.\s?(?=\d)|\bno one else\b|\bcould not (?:be )?(?:more|\w+er)\b|\bnothing but\b"
    r"|\b(?:nobody|no one|nothing|never|none)\b(?=(?: [\w’]+){0,5}? (?:more|fewer|less|longer|[a-z]{2,}(?<!oth)(?<!aft)(?<!und)(?<!rath)er) than\b(?! (?:half|one|two|three|four|five|six|seven|eight|nine|ten|\d|a )))"
    r"|\bnot (?=(?:before|until|till)\b)",
    re.IGNORECASE,
)
# Words that deny by what they mean. They excuse a "not" in the claim, and stand for one that the claim lacks.
_DENYING_LEMMAS = frozenset(
    lemma(word)
    for word in """refuse refusal reject rejection deny decline ban halt end stop prevent rule exclude oppose block forbid prohibit
    abandon cancel lack fail failure refrain against dismiss unacceptable impossible unwilling unable absent absence away withhold
    withheld avoid bar barred keep kept stay remain remained out off shut close empty limit only still wait yet drop scrap quit
    avert waive miss missing lose lost cut free spared continue neutral late under shortage vacant end unsuccessful fruitless vain rather
    instead hardly barely scarcely rarely seldom few little unclear unknown down overturn quash suspend postpone delay hinder exempt
    acquit clear unanimous unanimously withdraw resist protest reluctant doubt""".split()
)
_DENYING_PHRASE = re.compile(
    r"\b(?:stay\w*|keep\w*|kept|remain\w*|pull\w*|left|leave|stuck) out\b|\b(?:cut|call\w*) off\b|\b(?:turn\w*|vot\w+|struck) down\b|\bgiv\w+ up\b|\bgave up\b"
    r"|\b(?:keep\w*|kept)(?: \w+){0,4}? (?:from|out)\b|\bgo(?:es|ing)? on\b|\bunder (?=\d)|\bother way round\b"
)
_PREFIXED = re.compile(r"^(?:un|non|in|im|il|ir|dis)(?=\w{4})")


@dataclass(frozen=True, slots=True)
class Denial:
    """A "not", or a word like one: its place among the words, and the places of the content words that it may deny."""

    at: int
    scope: tuple[int, ...]
    rest: str
    """The text after it."""


@lru_cache(maxsize=512)
def denials(text: str) -> tuple[Denial, ...]:
    """The places of `text` that deny something; one that is denied itself ("did not rule out") denies nothing."""
    words = read(text)
    masked = _NOT_NEGATING.sub(lambda found: "x" * len(found.group()), text)
    starts = {word.start: at for at, word in enumerate(words)}
    plain = [
        at
        for at, word in enumerate(words)
        if (_negates(word) and masked[word.start] == text[word.start]) or word.low.endswith("n't")
    ]
    found = [_denial(words, text, at, at) for at in plain]
    denied = {place for each in found for place in each.scope[:1]}
    for match in _DENYING.finditer(masked):
        first = starts.get(match.start())
        last = max((at for at, word in enumerate(words) if word.end <= match.end()), default=None)
        if first is not None and last is not None and not denied & set(range(first, last + 1)) and first not in plain:
            found.append(_denial(words, text, first, last, _VERB_REACH))
    return tuple(found)


def _negates(word: Word) -> bool:
    return word.low in _NOT


def _denial(words: Sequence[Word], text: str, at: int, last: int, reach: int = _REACH) -> Denial:
    clause = words[at].clause
    after = [place for place in range(last + 1, len(words)) if words[place].content]
    scope = [place for place in after if words[place].clause == clause]
    if not any(word.clause == clause for word in words[last + 1 :]):
        parenthesis = text[words[last].end : words[last].end + 1] == ","
        # "They have not." denies what was said before; "did not, it is said, vote" what follows.
        scope = (
            after
            if parenthesis
            else [place for place in range(at) if words[place].content and words[place].clause == clause]
        )
    scope = scope[:reach]
    if words[at].low in _OF_NOUNS:  # "It will accept neither."
        before = [place for place in range(at) if words[place].content and words[place].clause == clause][-1:]
        scope = [*scope, *before] if scope and words[scope[0]].clause == clause else [*before, *scope]
    return Denial(at, tuple(scope), text[words[last].end :])


def denied(at: int, denying: Sequence[Denial]) -> bool:
    """Whether one of `denying` denies the word at `at`."""
    return any(at in each.scope for each in denying)


def own_denial(words: Sequence[Word], other: Sequence[Word], besides: str = "") -> bool:
    """Whether `words` have a word that denies by its meaning, and that the `other` text lacks."""
    known = {word.lemma for word in other} | {besides}
    low = {word.low for word in other}
    joined = " ".join(word.low for word in words)
    if any(found.group() not in " ".join(word.low for word in other) for found in _DENYING_PHRASE.finditer(joined)):
        return True
    return any(
        word.lemma not in known
        and (
            word.lemma in _DENYING_LEMMAS
            or word.low in _DENYING_LEMMAS
            or (_PREFIXED.match(word.low) and _PREFIXED.sub("", word.low) in low)
        )
        for word in words
    )

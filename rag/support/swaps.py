"""Whether two things changed places: who beat whom, who told whom, from which number to which. Compares two texts.

Only one plain pattern is read: what stands before a verb against what stands after it, turned where the verb is passive or its
converse ("sold" for "bought"). Where both sides do not change places there is no objection.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rag.numbers import quantities
from rag.support.aligned import Word, lemma, read

_TRANSITIVE = frozenset(
    lemma(word)
    for word in """beat defeat overcome trounce tell warn ask urge inform remind buy sell acquire purchase sue accuse praise criticise
    criticize condemn attack invade pay lend give send replace succeed thank blame kill injure shoot hit strike arrest appoint
    dismiss sack invite congratulate hand transfer follow precede back support oppose exceed outnumber visit owe supply order
    surpass overtake elect nominate marry rescue""".split()
)
# Each does for the one what the other does for the other: "A lost to B" is "B beat A".
_CONVERSE = {lemma("lose"): lemma("beat"), lemma("sell"): lemma("buy"), lemma("precede"): lemma("follow")}
_SAME = {
    lemma("defeat"): lemma("beat"),
    lemma("overcome"): lemma("beat"),
    lemma("acquire"): lemma("buy"),
    lemma("purchase"): lemma("buy"),
}
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s+")
_OBJECTS = frozenset("him her them".split())
_BE = frozenset("was were been being be is are".split())
_FROM_TO = re.compile(r"\bfrom (?P<one>[^,;.]{1,40}?(?:[\d%]|\b[a-z]+)) to (?P<other>[^,;]{1,40})", re.IGNORECASE)
_TO_FROM = re.compile(
    r"\bto (?P<other>[^,;]{1,40}?),? (?:up |down )?(?:from|against) (?P<one>[^;]{1,40})", re.IGNORECASE
)


def changed_places(claim: str, cited: str) -> str | None:
    """Why the claim has two sides of the cited words the wrong way round; None where it has not."""
    said = read(claim)
    ours, theirs = _sides(said), _sides(read(cited))
    names = {word.lemma for word in said if word.content and word.text[0].isupper()}
    for verb, who in _participles(cited):
        doers = ours[verb][0] & names if verb in ours else frozenset[str]()
        if doers and who not in doers:
            return "the claim says of another than the cited words that they did it"
    for verb, (doer, done_to) in ours.items():
        if verb not in theirs:
            continue
        doer_there, done_to_there = theirs[verb]
        kept = doer & doer_there or done_to & done_to_there
        if not kept and doer & done_to_there and done_to & doer_there:
            return "the claim has who did it and to whom the other way round than the cited words"
    turned = {(other, one) for one, other in _steps(claim)} & set(_steps(cited))
    if turned - {(one, other) for one, other in _steps(claim)}:
        return "the claim goes from one number to the other the other way round than the cited words"
    return None


def _sides(words: Sequence[Word]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each verb that does something to somebody: what stands on the doer's side, and on the other's."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for at, word in enumerate(words):
        verb = _SAME.get(word.lemma, word.lemma)
        lost = word.lemma == lemma("lose") and any(each.low == "to" for each in words[at + 1 : at + 8])
        if word.lemma not in _TRANSITIVE and not lost:
            continue
        before, after = _near(words, at, -1), _near(words, at, 1)
        passive = any(each.low in _BE for each in words[max(0, at - 3) : at]) and any(
            each.low == "by" for each in words[at + 1 : at + 5]
        )
        if passive != (verb in _CONVERSE):
            before, after = after, before
        found.setdefault(_CONVERSE.get(verb, verb), (before, after))
    return found


def _participles(text: str) -> Iterator[tuple[str, str]]:
    """Verb and doer of each "Rask turned to Lund, congratulating him": who is named first in the sentence did it."""
    words = read(text)
    for at, word in enumerate(words[:-1]):
        if word.lemma not in _TRANSITIVE or not word.low.endswith("ing") or words[at + 1].low not in _OBJECTS:
            continue
        begins = max((end.end() for end in _SENTENCE_END.finditer(text, 0, word.start)), default=0)
        named = [each.lemma for each in words[:at] if each.start >= begins and each.content and each.text[0].isupper()]
        if named:
            yield word.lemma, named[0]


def _near(words: Sequence[Word], at: int, step: int) -> frozenset[str]:
    """What stands on one side of a word in its clause, names by their lemma."""
    side = words[at + 1 :] if step > 0 else words[:at]
    return frozenset(
        word.lemma for word in side if word.content and word.clause == words[at].clause and not word.text[0].isdigit()
    )


@cache
def _steps(text: str) -> tuple[tuple[str, str], ...]:
    """The changes "from one number to another" that `text` tells of, as (one, other)."""
    found = []
    for pattern in (_FROM_TO, _TO_FROM):
        for match in pattern.finditer(text):
            one, other = quantities(match["one"]), quantities(match["other"])
            if one and other and one[-1].value != other[0].value:
                found.append((str(one[0].value.normalize()), str(other[0].value.normalize())))
    return tuple(found)

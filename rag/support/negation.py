"""Whether a claim drops or adds a "not", word by word: what the cited words deny, a claim may not state, and the reverse.

Words that deny by their meaning ("empty", "shut", "turned down") excuse a claim that says it with a "not", and stand for one.
"""

import re
from collections.abc import Sequence

from rag.support.aligned import Word, best, clause_of, places, read
from rag.support.denials import Denial, denials, denied, own_denial
from rag.support.opposites import opposite_lemmas

# "Will not sign unless …", "not until …": what follows must come first, and is not denied.
_CONDITION = re.compile(
    r"[^.;:,]*?\b(?P<link>unless|until|till|without|except|before|as long as|while)\b(?P<first>[^.;:,]*)", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:only|until|till|unless|before|after|once|if|when|while|condition\w*|depend\w*|require\w*|need\w*|must|demand\w*|as long as)\b",
    re.IGNORECASE,
)


def negation(claim: str, cited: str) -> str | None:
    """Why `claim` drops or adds a "not"; None where it does neither. A verb of its own such as "refuse" may stand for one."""
    if any(_drops(denial, claim, cited) for denial in denials(cited)):
        return "the cited words say “not” where the claim does not"
    if any(_adds(denial, claim, cited) for denial in denials(claim)):
        return "the claim says “not” where the cited words do not"
    return None


def _drops(denial: Denial, claim: str, cited: str) -> bool:
    """Whether the claim states without a "not" what `denial`, one of the cited words, denies."""
    said, there = read(claim), read(cited)
    lemmas = {word.lemma for word in said}
    if _states_condition(denial, said, there) or not denial.scope or there[denial.at].low == "unless":
        return False
    denying = denials(claim)
    for order, place in enumerate(denial.scope[:3]):
        if order and (denying or own_denial(said, there)):
            return False
        head = there[place]
        candidates = [at for at in places(said, head) if said[at].content]
        for at in best(there, place, said, candidates):
            if denied(at, denying) or own_denial(clause_of(said, at), there) or opposite_lemmas(head.lemma) & lemmas:
                return False
            stated = [other for other in places(there, said[at]) if not denied(other, denials(cited))]
            if stated and not set(best(said, at, there, [*stated, place])) <= {place}:
                return False
        if candidates:
            return True
    return False


def _adds(denial: Denial, claim: str, cited: str) -> bool:
    """Whether the cited words state without a "not" what `denial`, one of the claim, denies."""
    if _CONDITION.match(denial.rest) and _FIRST.search(cited):
        return False
    said, there = read(claim), read(cited)
    denying = denials(cited)
    free = [each for each in denying if not _matched(each, denial, claim, cited)]
    about = {word.topic for word in clause_of(said, denial.at) if word.content}
    if any(there[place].topic in about for each in free for place in each.scope):
        return False
    for place in denial.scope[:1]:
        head = said[place]
        candidates = [at for at in places(there, head) if there[at].content]
        close = best(said, place, there, candidates)
        if not close:
            break
        return not any(
            denied(at, denying) or own_denial(clause_of(there, at), said, besides=head.lemma) for at in close
        )
    near = [
        word
        for word in there
        if any(each.topic in about for each in there if each.content and each.clause == word.clause)
    ]
    return not (free or own_denial(near, said))


def _matched(cited_denial: Denial, besides: Denial, claim: str, cited: str) -> bool:
    """Whether another "not" of the claim than `besides` says what `cited_denial` says."""
    said, there = read(claim), read(cited)
    denied_there = {there[place].topic for place in cited_denial.scope}
    others = (each for each in denials(claim) if each.at != besides.at)
    return any(said[place].topic in denied_there for each in others for place in each.scope)


def _states_condition(denial: Denial, said: Sequence[Word], there: Sequence[Word]) -> bool:
    """Whether a "not" only sets a condition, "will not sign unless …", and the claim says that condition in other words."""
    found = _CONDITION.match(denial.rest)
    if found is None or not denial.scope:
        return False
    first = {word.lemma for word in read(found["first"]) if word.content}
    lemmas = {word.lemma for word in said}
    states_first = bool(first) and len(first & lemmas) * 2 >= len(first)
    return states_first and (
        there[denial.scope[0]].lemma not in lemmas or found["link"].casefold() not in {word.low for word in said}
    )

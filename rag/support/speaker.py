"""A remark stays with who made it: a claim that says "Okafor said" cites words of hers, never of another who is quoted.

Rejects only where the article is plain: the claim names a person or an outlet as speaking, and the words it cites are
known to be somebody else's. A party speaks through its people (see parties); whose minister somebody is, is not guessed.
"""

import re
from collections.abc import Iterable

from rag.domain import CitedClaim, Evidence
from rag.support.attribution import SourceChain, chains_of
from rag.support.outlets import is_outlet
from rag.support.parties import is_person, party_of, same_name, speakers
from rag.support.people import people
from rag.support.phrases import NAME, surname
from rag.support.quotations import without_quotations
from rag.support.speech import Remark, outermost, remarks
from rag.wording import content_stems, words

_HELD = re.compile(
    rf"(?P<who>{NAME})[’']s?\s+(?:[\w-]+\s+){{0,2}}?(?:demand|condition|position|stance|view|opinion|argument|warning|accusation|promise|claim|remark)s?\b"
)


def another_speaker(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited words are not the remark of whom `claim` gives it to; None where they are, or may be."""
    cited = _nearest(claim)
    owners = _owners(cited)
    if not owners:
        return None
    own = without_quotations(claim.text)
    inner = _named(remarks(own))
    for name in [*_named(outermost(remarks(own))), *(match["who"] for match in _HELD.finditer(own))]:
        if _may_speak(name, cited, owners):
            continue
        if _is_paper(name, cited) and any(_may_speak(other, cited, owners) for other in inner if other != name):
            continue  # "The Ledger reported that Okafor said …"
        return f"the cited words are those of {min(owners)}, not of {name}"
    return None


def _named(found: Iterable[Remark]) -> list[str]:
    """Who speaks under a name, "the" apart: "the Kremlin" counts, "the minister" does not."""
    spoken = (
        remark.who.text.removeprefix("the ") for remark in found if remark.who and remark.who.kind in {"name", "office"}
    )
    return [name for name in spoken if re.fullmatch(NAME, name)]


def _nearest(claim: CitedClaim) -> tuple[Evidence, ...]:
    """The cited sentences that share most words with the claim: the others only say who or what it is about."""
    said = content_stems(claim.text)
    shared = [len(content_stems(evidence.quote) & said) for evidence in claim.evidence]
    return tuple(evidence for evidence, count in zip(claim.evidence, shared, strict=True) if count == max(shared))


def _owners(cited: Iterable[Evidence]) -> frozenset[str]:
    """Whose words the cited ones are; none where that is open for any of them."""
    chains = [chain for evidence in cited for chain in _chains(evidence)]
    if any(chain.speaker is None for chain in chains):
        return frozenset()
    return frozenset(chain.speaker for chain in chains if chain.speaker)


def _chains(evidence: Evidence) -> tuple[SourceChain, ...]:
    return chains_of(evidence.article.text, evidence.sentence.span)


def _may_speak(name: str, cited: Iterable[Evidence], owners: frozenset[str]) -> bool:
    """Whether the cited words may be a remark of `name`: its own, its party's, or one it is said there to have made."""
    for evidence in cited:
        plain = evidence.sentence.span.of(without_quotations(evidence.article.text))
        there = [remark.who.text for remark in remarks(plain) if remark.who and remark.who.kind != "pronoun"]
        through = [chain.via for chain in _chains(evidence) if chain.via]
        if any(_same(name, other) for other in (*owners, *there, *through)) or _speaks_for(owners, name, evidence):
            return True
        if any(same_name(surname(name), word) for word in _holders(plain)):
            return True
        person = is_person(surname(name)) or surname(name) in people(evidence.article.text).by_surname
        if not person and not _is_paper(name, (evidence,)):
            return True
    return False


def _same(name: str, other: str) -> bool:
    """Whether two names may be of one: their last words agree, or both name one party."""
    return any(same_name(surname(name), word) for word in words(other)) or other.lower().endswith(name.lower())


def _speaks_for(owners: frozenset[str], name: str, evidence: Evidence) -> bool:
    party = None if is_person(surname(name)) else party_of(name)
    introduced = speakers(evidence.article.text)
    return party is not None and any(introduced.get(surname(owner)) == party for owner in owners)


def _holders(plain: str) -> list[str]:
    """Those to whom the cited words give something: "Okafor said Holt’s demand was …"."""
    return [surname(match["who"]) for match in re.finditer(rf"(?P<who>{NAME})(?=[’']s?\s)", plain)]


def _is_paper(name: str, cited: Iterable[Evidence]) -> bool:
    """Whether `name` is an outlet: the article's own, or one that is called or known as one."""
    bare = name.removeprefix("The ").lower()
    return is_outlet(name) or any(bare == (e.article.outlet or "").removeprefix("The ").lower() for e in cited)

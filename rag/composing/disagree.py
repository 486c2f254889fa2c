"""Claims of different articles held against each other: which contradict each other, and which of two came later.

What is compared are the claims a reader sees; who published them, and when, comes from their citations. Contradictions
are found in code (rag/composing/contradict/), precision before recall. Knows nothing of how claims were made.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from rag.answer import Citation, Claim, Disagreement
from rag.checking.countries import same_name
from rag.composing.contradict import deeds, figures
from rag.composing.contradict.statement import STATES, Statement

Kind = Literal["numbers", "denial", "outcome"]
Citations = Mapping[str, Citation]

_CORRECTS = re.compile(
    r"\b(?:correction|corrects|corrected|(?:an|our|the) earlier (?:version|report|article)|the correct (?:figure|date|name|number))\b",
    re.IGNORECASE,
)
_UPDATES = re.compile(
    r"\b(?:(?:rose|risen|climbed|grown|grew|raised|increased|lowered|cut|revised|fell) (?:up |down )?(?:to|from)|up from|down from"
    r"|ha(?:s|ve) since|now|no longer|postponed|moved|brought forward|put back|delayed|final (?:count|toll|report|figures?)|updated?)\b",
    re.IGNORECASE,
)


def contradiction(one: Statement, other: Statement) -> Kind | None:
    """In what two statements contradict each other; None where nothing shows that they do, as with a question."""
    if "?" in one.text + other.text:
        return None
    if figures.contradict(one, other):
        return "numbers"
    if deeds.contradict(one, other):
        return "denial"
    return "outcome" if deeds.turned(one, other) or deeds.moved(one, other) else None


def disagreements(claim: Claim, others: Sequence[Claim], citations: Citations) -> tuple[Disagreement, ...]:
    """What `claim` and each of `others` contradict each other in, in the order of `others`.

    Claims that rest on one and the same article are never compared: it may tell two stages of one story.
    """
    said, found = statement_of(claim, citations), []
    for other in others:
        kind = contradiction(said, statement_of(other, citations)) if apart(claim, other, citations) else None
        if kind:
            found.append(Disagreement(claims=(other.id, claim.id), kind=kind))
    return tuple(found)


def apart(claim: Claim, other: Claim, citations: Citations) -> bool:
    """Whether two claims rest on different articles throughout."""
    mine, theirs = ({citations[marker].article_id for marker in each.citations} for each in (claim, other))
    return claim.id != other.id and not mine & theirs


def statement_of(claim: Claim, citations: Citations) -> Statement:
    """What `claim` states: its text, or of one that is a sentence in its own words, that sentence."""
    cited = [citations[marker] for marker in claim.citations]
    years = {each.published.value[:4] for each in cited if each.published.value}
    said = next((each.quote for each in cited if each.quote in claim.text), claim.text)
    return Statement(said, int(years.pop()) if len(years) == 1 else None)


def superseded(claims: Sequence[Claim], found: Sequence[Disagreement], citations: Citations) -> dict[str, str]:
    """For each claim that a later article replaces, the claim that does: {"c1": "c3"}.

    Only a figure or an outcome is replaced, and only where the later one says that it corrects or updates, or where the
    figure is one that develops (a toll, a plan, a date) and two speakers do not plainly differ over it. Without
    publication days that tell which came later, only an explicit correction decides.
    """
    by_id = {claim.id: claim for claim in claims}
    replaced: dict[str, str] = {}
    for disagreement in found:
        if disagreement.kind in {"numbers", "outcome"}:
            one, other = (by_id[name] for name in disagreement.claims)
            for earlier, later in ((one, other), (other, one)):
                if _replaces(later, earlier, citations):
                    replaced[earlier.id] = later.id
    return replaced


def _replaces(later: Claim, earlier: Claim, citations: Citations) -> bool:
    order = _order(earlier, later, citations)
    corrects = _says(_CORRECTS, later, citations) and not _says(_CORRECTS, earlier, citations)
    if order is None:
        return corrects
    if not order:
        return False
    return (
        corrects
        or _says(_UPDATES, later, citations)
        or (_develops(earlier, later) and not _dispute(earlier, later, citations))
    )


def _order(earlier: Claim, later: Claim, citations: Citations) -> bool | None:
    """Whether everything that `earlier` cites is older than what `later` cites; None where the days do not tell."""
    days = [[citations[marker].published for marker in each.citations] for each in (earlier, later)]
    if any(published.precision != "day" for each in days for published in each):
        return None
    first, second = ([published.value or "" for published in each] for each in days)
    if max(first) < min(second):
        return True
    return False if max(second) < min(first) else None


def _says(pattern: re.Pattern[str], claim: Claim, citations: Citations) -> bool:
    cited = (citations[marker] for marker in claim.citations)
    return bool(pattern.search(claim.text)) or any(pattern.search(f"{each.title}\n{each.quote}") for each in cited)


def _develops(one: Claim, other: Claim) -> bool:
    """Whether the claims are of something that goes on: a toll, a plan, the day of something to come."""
    toll = all(any(figure.told in STATES for figure in figures.figures(claim.text)) for claim in (one, other))
    return toll or all(Statement(claim.text).ahead for claim in (one, other))


def _dispute(one: Claim, other: Claim, citations: Citations) -> bool:
    """Whether each claim is what another speaker says: then they differ, and neither replaces the other."""
    mine, theirs = ({citations[marker].speaker or "" for marker in each.citations} - {""} for each in (one, other))
    surnames = [(a.split()[-1], b.split()[-1]) for a in mine for b in theirs]
    return bool(surnames) and not any(same_name(a, b) for a, b in surnames)

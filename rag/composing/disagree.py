"""Claims of different articles compared with each other: which contradict each other, and which of two came later.

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

DisagreementKind = Literal["numbers", "denial", "outcome"]
Citations = Mapping[str, Citation]

_CORRECTS = re.compile(
    r"\b(?:correction|corrects|corrected|(?:an|our|the) earlier (?:version|report|article)"
    r"|the correct (?:figure|date|name|number))\b",
    re.IGNORECASE,
)
_UPDATES = re.compile(
    r"\b(?:(?:rose|risen|climbed|grown|grew|raised|increased|lowered|cut|revised|fell) (?:up |down )?(?:to|from)"
    r"|up from|down from|ha(?:s|ve) since|now|no longer|postponed|moved|brought forward|put back|delayed"
    r"|final (?:count|toll|report|figures?)|updated?)\b",
    re.IGNORECASE,
)


def contradiction(one: Statement, other: Statement) -> DisagreementKind | None:
    """How two statements contradict each other: in numbers, by denial, or in an outcome. None where nothing shows that
    they do, or where one is a question.
    """
    if "?" in one.text + other.text:
        return None
    if figures.differ_in_a_figure(one, other):
        return "numbers"
    if deeds.deny_each_other(one, other):
        return "denial"
    return "outcome" if deeds.say_opposites(one, other) or deeds.set_different_days(one, other) else None


def disagreements(claim: Claim, others: Sequence[Claim], citations: Citations) -> tuple[Disagreement, ...]:
    """The disagreements between `claim` and each of `others`, in the order of `others`.

    Claims that share an article are never compared: it may tell two stages of one story.
    """
    said, found = statement_of_claim(claim, citations), []
    for other in others:
        kind = (
            contradiction(said, statement_of_claim(other, citations))
            if rest_on_different_articles(claim, other, citations)
            else None
        )
        if kind:
            found.append(Disagreement(claims=(other.id, claim.id), kind=kind))
    return tuple(found)


def rest_on_different_articles(claim: Claim, other: Claim, citations: Citations) -> bool:
    """Whether two claims have no article in common, and are not one."""
    mine, theirs = ({citations[marker].article_id for marker in each.citations} for each in (claim, other))
    return claim.id != other.id and not mine & theirs


def statement_of_claim(claim: Claim, citations: Citations) -> Statement:
    """What `claim` states: its text, or, where it is a stored sentence in its own words, that sentence. With the year
    of its articles, where they are all of one.
    """
    cited = [citations[marker] for marker in claim.citations]
    years = {each.published.value[:4] for each in cited if each.published.value}
    said = next((each.quote for each in cited if each.quote in claim.text), claim.text)
    return Statement(said, int(years.pop()) if len(years) == 1 else None)


def superseded(claims: Sequence[Claim], found: Sequence[Disagreement], citations: Citations) -> dict[str, str]:
    """For each claim that a later article replaces, the claim that replaces it, both by id: {"c1": "c3"}.

    Only a figure or an outcome is replaced, and only where the later claim says that it corrects or updates, or where
    the figure is one that develops (a toll, a plan, a date) and two speakers do not plainly differ over it. Without
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
    """Whether everything that `earlier` cites is older than everything that `later` cites; False where it is newer,
    None where the publication days do not tell.
    """
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
    """Whether both claims are about something that goes on: a toll, or something that is still to come."""
    toll = all(any(figure.told in STATES for figure in figures.figures(claim.text)) for claim in (one, other))
    return toll or all(Statement(claim.text).ahead for claim in (one, other))


def _dispute(one: Claim, other: Claim, citations: Citations) -> bool:
    """Whether the claims are what different speakers say: then they differ, and neither replaces the other."""
    mine, theirs = ({citations[marker].speaker or "" for marker in each.citations} - {""} for each in (one, other))
    surnames = [(a.split()[-1], b.split()[-1]) for a in mine for b in theirs]
    return bool(surnames) and not any(same_name(a, b) for a, b in surnames)

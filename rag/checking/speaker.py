"""Whose words: a claim that gives a remark to somebody must cite that person's words.

Read from the source chain of the cited sentences. Where an article does not plainly say who speaks, the name must at
least stand in the cited words: that the question names somebody does not make them say it.
"""

import re

from rag.checking.attribution import source_chain
from rag.checking.countries import carried_by, countries_of, spokesmen_in
from rag.domain import CitedClaim
from rag.english.wording import words

_SAYS = re.compile(
    r"^\W*(?P<who>(?:[A-ZÀ-Þ][\w’'.-]*\s+){1,5})(?:has |had |also |later |then )?"
    r"(?:said|says|told|added|argued|warned|announced|claimed|stated|insisted|predicted"
    r"|complained|denied|replied|explained|promised)\b"
)


def words_of_another(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where `claim` gives words to somebody whose words the cited ones are not; else None.

    Only a claim that begins with the speaker is read. Example: "Anna Holt said the bridge is safe" on "The bridge is
    safe, Bo Lund said".
    """
    found = _SAYS.match(claim.text)
    who = words(found["who"]) if found else []
    if not who:
        return None
    name = who[-1]
    outlets = " ".join(piece.article.outlet or "" for piece in claim.evidence)  # "The Herald says: …" is its own report
    there = frozenset(words(f"{claim.words} {outlets}"))
    speakers = [source_chain(piece.article, piece.sentence.span).speaker for piece in claim.evidence]
    told = frozenset(word for speaker in speakers if speaker for word in words(speaker))
    if carried_by(name, there | told) or _speaks_for(claim, name):
        return None
    named = next((speaker for speaker in reversed(speakers) if speaker), None)
    return f"the cited words are those of {named}" if named else f"the cited words do not say that {name} speaks"


def _speaks_for(claim: CitedClaim, name: str) -> bool:
    """Whether the country `name` speaks by somebody whom the cited words name: "Italy said" of its minister's words."""
    spokesmen = spokesmen_in(claim.evidence[-1].article.text)
    return any(countries_of(name) & of and who in claim.words for who, of in spokesmen.items())

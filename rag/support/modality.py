"""How an article puts what a claim says: stated, reported, anticipated or denied. Read from the words, never guessed.

    denied        somebody denies it, or rejects the claim of it
    anticipated   it is planned, expected or possible: "will", "may", "is due", "Minister to resign"; and the claim says so
    reported      the article gives it to somebody: a remark, a quotation, "reportedly"
    stated        the article says it itself

The first that holds is taken. A claim of what is over, or of what somebody demands, anticipates nothing, whatever else its
sentence looks forward to. What stands in quotation marks is the speaker's own: a "will" in it anticipates nothing.
"""

import re
from collections.abc import Sequence
from typing import Literal

from rag.domain import CitedClaim
from rag.support.aligned import Word, read
from rag.support.attribution import source_chain
from rag.support.quotations import HIDDEN, without_quotations
from rag.support.verb_groups import is_over, verb_groups
from rag.wording import content_stems

Modality = Literal["stated", "reported", "anticipated", "denied"]

_WHAT_IS_DENIED = (
    r"(?:claims?|allegations?|accusations?|reports?|suggestions?|charges?|rumou?rs?|speculation|assertions?|criticisms?"
    r"|idea that|notion that|account|accounts|story|stories)\b"
)
_NOT = r"(?<!not )(?<!never )(?<!n’t )(?<!n't )(?<!nor )(?<!neither confirmed nor )"
_REFUSED = r"(?:\w+\s+)?(?:entry|access|bail|parole|permission|asylum|visas?|treatment|a (?:visa|place|chance|licence|license|goal|penalty|hearing)|the chance)"
_DENIED = re.compile(
    rf"{_NOT}(?<!be )(?<!been )(?<!was )(?<!were )(?<!is )(?<!are )\b(?:deny|denies|denied|denying)\b(?!\s+(?:{_REFUSED}|(?:him|her|them|us)\s))"
    r"|\b(?:is|was|were|been|are) (?:\w+ly )?denied by\b"
    rf"|{_NOT}\b(?:reject|dismiss|refute|dispute|rebut|brush)(?:s|es|d|ed|ing)?\b[^.;:,]{{0,45}}?\b{_WHAT_IS_DENIED}"
    r"|\b(?:issued|repeated|published|offered) (?:an?|his|her|its|their) (?:\w+ )?denials?\b|\bno truth (?:in|to)\b"
    r"|\b(?:called|calls|described|describes) (?:the|those|these|such|an?) (?:\w+ )?(?:reports?|claims?|allegations?|accusations?|suggestions?|rumou?rs?)\b"
    r"[^.;]{0,60}?\b(?:false|untrue|fake|baseless|unfounded|lies?|nonsense|fabricated|invented|fiction|groundless)\b",
    re.IGNORECASE,
)
_I_DENY = re.compile(
    r"[“\"„«][^”\"»]*\b(?:I|[Ww]e) (?:\w+ly )?(?:deny|reject (?:the|these|those|this|that) (?:\w+ )?(?:claim|allegation|accusation|report|charge))"
)
_STARTING = (
    "be|open|start|begin|close|end|meet|vote|leave|arrive|take|return|hold|go|appear|speak|sign|expire|finish|launch|sail|reopen"
    "|become|decide|publish|visit|travel|give|make|run|come|play|stand|face|receive"
)
_ANTICIPATED = re.compile(
    # "could not" is what did not succeed; "may have" and "could have" look back.
    r"(?<![Tt]he )(?<!his )(?<!her )(?<!their )(?<!free )(?<!good )(?<!political )(?<!a )(?<!at )\b(?:will|won[’']t|shall)\b(?! of\b)"
    r"|\bwould(?:n[’']t)?\b(?! (?:not )?have\b)(?! (?:need|require|have to|want|depend|mean|like|rather|not (?:say|comment|confirm|discuss|be drawn|disclose|name)|say|be drawn)\b)|\b(?:[Ww]e|[Tt]hey|[Ii]t|[Ss]?[Hh]e|I)[’']ll\b"
    r"|\b(?:may|might)\b(?! (?:not |well )*have\b)|\bcould\b(?! (?:not|have)\b)"
    r"|\b(?:is|are|was|were|be|been|being|remains?|looks?|seems?|appears?) (?:\w+ly |also |now |still |not )?(?:expected|scheduled|planned|forecast|projected|predicted|anticipated"
    rf"|tipped|poised|slated|bound|likely|unlikely|set|about|due) (?:to|for|on|by|in|that|next|at)\b(?<!due to)|\bdue to (?:{_STARTING})\b|\b(?:looks|look|is|are) set to\b"
    r"|\bon track to\b|\b(?:expects?|hopes?|plans?|intends?|aims?|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|threaten(?:s|ed)?|planned|planning|intended|hoped) (?:not )?to\b|\bexpects? (?:that|the|an?|its|his|her)\b"
    r"|(?<!aim )(?<!goal )(?<!purpose )(?<!idea )(?<!task )(?<!job )(?<!point )(?<!way )(?<!key )(?<!answer )(?<!trick )\b(?:is|are) (?:also |now |not |soon |yet )?to (?!do with)[a-z]+"
    r"|\bplans for\b|\bin the (?:coming|next few) (?:days|weeks|months|years)\b"
)
# A headline has no finite verb of its own: "Minister to resign", "Council to vote on Friday".
_HEADLINE = re.compile(r"[A-Z][\w’-]*(?: (?!to\b)[\w’-]+){0,5}? to (?!be sure)[a-z]+\b[^.!?…]*")
_HEADLINE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|fails?|refuses?|continues?|begins?|starts?|seems?|forces?|forced|asks?|asked|urges?|urged|tells?|told"
    r"|agrees?|returns?|goes|comes|moves?|wants?|needs?|helps?|helped|used|decides?|\w+ed|\w+ing|\d+|from|up|how|what|where|key|way) (?:[\w’-]+ )?to\b",
    re.IGNORECASE,
)
# "Fares are going up in May", of a sentence that says that they will.
_UNDER_WAY = re.compile(r"\b(?:is|are) (?:now |also |not )?[a-z]+ing\b")
# What somebody asks for is no forecast of it: "the conditions are to stop the strikes".
_DEMANDED = re.compile(
    r"\b(?:conditions?|demands?|requirements?|stipulations?|terms)\b[^.;]{0,60}?\b(?:is|are|was|were|include[sd]?)\b",
    re.IGNORECASE,
)
_RELATIVE = frozenset("who which that".split())
_PARTS = re.compile(r"\s*(?:;|,\s(?:but|while|whereas|although|though)\b)\s*")


def modality_of(claim: CitedClaim) -> Modality:
    """How the cited sentence that `claim` is about puts it, the last in doubt; of several clauses, the one it is about."""
    said = content_stems(claim.text)
    evidence = max(reversed(claim.evidence), key=lambda piece: len(content_stems(piece.quote) & said))
    article, span = evidence.article, evidence.sentence.span
    own = _part(span.of(without_quotations(article.text)), claim.text)
    if _DENIED.search(own) or _I_DENY.search(evidence.quote):
        return "denied"
    if (_ANTICIPATED.search(own) or _is_headline_ahead(own)) and _looks_forward(claim.text):
        return "anticipated"
    return "reported" if source_chain(article, span).attributed else "stated"


def _looks_forward(claim: str) -> bool:
    """Whether a claim itself speaks of what is to come, and does not first tell what is over."""
    ahead = _ANTICIPATED.search(claim) or _UNDER_WAY.search(claim)
    if ahead is None or _DEMANDED.search(claim, 0, ahead.end()):
        return ahead is None and _is_headline_ahead(claim)
    words, groups = read(claim), verb_groups(claim)
    begins = max(claim.rfind(end, 0, ahead.start()) for end in (". ", "! ", "? "))
    return not any(
        is_over(words, groups, group) and not _is_aside(words, group.at)
        for group in groups
        if begins < words[group.at].start < ahead.start()
    )


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Whether a verb belongs to a "who …" or "which …"."""
    return any(word.low in _RELATIVE for word in words[max(0, at - 3) : at])


def _part(plain: str, claim: str) -> str:
    """The clause of a sentence that a claim is about, by the words they share; the whole where that is not plain."""
    parts = _PARTS.split(plain)
    said = content_stems(claim)
    shared = sorted(((len(content_stems(part) & said), part) for part in parts if part.strip()), reverse=True)
    clear = len(shared) > 1 and shared[0][0] > 2 * shared[1][0] and HIDDEN not in plain
    return shared[0][1] if clear else plain


def _is_headline_ahead(line: str) -> bool:
    return bool(_HEADLINE.fullmatch(line.strip())) and not _HEADLINE_VERB.search(line)

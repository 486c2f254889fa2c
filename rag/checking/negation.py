"""A "not" that is lost or added: a claim tells what the cited words deny, or denies what they tell.

A fault is found only where every deed of the cited words that may be the same speaks against the claim.
"""

from rag.checking.same_deeds import comparable
from rag.domain import CitedClaim
from rag.english import Deed, parse
from rag.english.denied_or_open import PLANNING_NOUNS


def denied_otherwise(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where the cited words deny what `claim` tells, or tell what it denies; else None.

    Example: the claim "Vale resigned" on "Vale did not resign".
    """
    tells_of_denial = any(word.lemma == "deny" for word in parse(claim.text).words)
    for told, fitting in comparable(claim):
        cited = tuple(deed for deed in fitting if deed.limits == told.limits and not _was_offered(told, deed))
        open_told = told.standing.how == "may" or (told.standing.denied and tells_of_denial)  # what is denied may be so
        if open_told or (told.standing.how != "if" and any(deed.standing.how == "if" for deed in cited)):
            continue
        compared = "than" not in {slot for slot, _ in told.slots}  # "nobody is older than Anna", who is the oldest
        if cited and compared and all(deed.standing.denied != told.standing.denied for deed in cited):
            return f"the cited words {'tell' if told.standing.denied else 'deny'} that of “{told.act}”"
    return None


def _was_offered(told: Deed, cited: Deed) -> bool:
    """Whether `told` is a verb, and `cited` a noun for something planned or offered that somebody would not have: the
    claim "Lund proposed a fence" on "Vale rejected a proposal by Lund". That denies no proposal.
    """
    return cited.unwanted and not told.of_noun and cited.act in PLANNING_NOUNS

"""Words that state somebody's demand or condition. Knows nothing of whose it is (see whose_demand.py)."""

import re

# Words that hardly stand in a sentence but to state a demand; "until midnight", "a request" and "should" may mean
# anything.
_PLAINLY = re.compile(
    r"\b(?:(?:pre)?conditions?|demand(?:s|ed|ing)?|requir(?:e|es|ed|ing|ements?)|stipulat(?:es?|ed|ing|ions?)"
    r"|insist(?:s|ed|ing)?|wants?|wanted|needs?|needed|must|would have to|only (?:if|once|when|after)|unless"
    r"|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing) for|urg(?:es?|ed|ing)|guarantees?|assurances|provided that"
    r"|in (?:return|exchange) for|reject(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:conditional|terms|should|ha(?:s|ve) to|only through|until|request(?:s|ed|ing)?|seek(?:s|ing)?|sought"
    r"|rul(?:es?|ed|ing) out|ban|stop|halt)\b",
    re.IGNORECASE,
)


def states_demand(sentence: str) -> bool:
    """Whether a sentence plainly states a demand or a condition."""
    return bool(_PLAINLY.search(sentence))


def may_state_demand(sentence: str) -> bool:
    """Whether a sentence has any word that could state a demand or a condition."""
    return states_demand(sentence) or bool(_PERHAPS.search(sentence))

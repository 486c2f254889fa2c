"""Whether cited words state a demand at all: what somebody will do, or hopes for, is not a condition they set.

Used for claims that call something a condition, demand or term. Knows nothing of whose demand it is (see parties).
"""

import re

_CALLED_A_DEMAND = re.compile(
    r"\b(?:conditions?|demands?|requirements?|stipulations?|terms|preconditions?)\b", re.IGNORECASE
)
# Words that hardly stand in a sentence but to state a demand: "until midnight", "a request" and "should" may mean anything.
_PLAIN = (
    r"condition|demand(?:ed|ing)?|demands(?!\s*(?:(?:of|for|from|on|in|and|or|as|to be|have|were|are)\b|[,.;:–—”\"]|$))|requir(?:e|es|ed|ing|ement)"
    r"|stipulat(?:e|es|ed|ing)|precondition|insist\w*|want(?:s|ed)|need(?:s|ed)|must|would (?:need|have to)|only (?:if|once|when|after)|unless|not until"
    r"|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing) for|urg(?:e|es|ed|ing)|guarantees?|assurances|provided that|as long as|in (?:return|exchange) for"
    r"|red lines?|ultimatum\w*|reject(?:s|ed|ing)|root causes?"
)
# Those that may as well state one.
_PERHAPS = (
    r"conditions|conditional|demands|requirements|stipulat\w+|terms|precondition\w*|want(?:ing)?|need(?:ing)?|should|has to|have to|only through"
    r"|until|ask for|ask(?:s|ed|ing)? (?:that|to)|request\w*|guarantee\w*|assurance|reject(?:ion)?|rul(?:e|es|ed|ing) out|ban|seek(?:s|ing)?|sought"
)
_PLAINLY = re.compile(rf"\b(?:{_PLAIN})\b", re.IGNORECASE)
_DEMANDING = re.compile(rf"\b(?:{_PLAIN}|{_PERHAPS})\b", re.IGNORECASE)
# Demands that are only spoken of, unless what they are follows: "their demands, including an end to the blockade".
_SPOKEN_OF = re.compile(
    r"\b(?:conditions|demands|terms|stipulations|preconditions|requirements)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_FOLLOWS = re.compile(r"\b(?:includ(?:e|es|ed|ing)|such as|namely|among them)\b|:|\s[–—-]\s", re.IGNORECASE)


def states_demand(sentence: str) -> bool:
    """Whether a sentence plainly states a demand or a condition, somebody's."""
    spoken = _SPOKEN_OF.search(sentence)
    return bool(_PLAINLY.search(sentence) or (spoken and _FOLLOWS.search(spoken["rest"])))


_DEMANDS_OF = re.compile(
    r"\bwhat (?:else )?(?:do|does|did|has|have) (?P<who>[^?]{2,60}?) (?:want|demand|require|expect|ask|demanded|asked|required|insist)\w* (?:of|from|on from) ",
    re.IGNORECASE,
)


def turned_round(claim: str, question: str) -> str | None:
    """Why `claim` can't be what somebody demands of another: it is what they themselves must do. None where it may be."""
    asked = _DEMANDS_OF.search(question)
    if asked is None:
        return None
    who = re.escape(asked["who"].strip())
    if re.match(
        rf"\W*(?:the )?{who} (?:must|has to|have to|had to|should|needs? to|is to|are to)\b", claim, re.IGNORECASE
    ):
        return f"it says what {asked['who'].strip()} must do, not what is demanded of others"
    return None


def missing_demand(statement: str, words: str) -> str | None:
    """Why `words` can't carry a statement that calls something a condition or a demand; None where they may."""
    if _CALLED_A_DEMAND.search(statement) and not _DEMANDING.search(words):
        return "the cited words state no condition or demand"
    return None

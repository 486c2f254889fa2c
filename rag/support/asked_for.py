"""Whether a claim gives the kind of thing that was asked for: a time for "when", a name for "which firm". Words only.

"Three firms have bid for the contract" is true, and no answer to "Which firm will carry out the repair?".
"""

import re

from rag.months import A_MONTH, A_WEEKDAY, CALENDAR
from rag.wording import names

_WHEN = re.compile(
    r"^(?:and |but )?(?:since |until |by |from )?when(?:[’']s\b|\?|,? (?:(?:exactly|precisely|else|next) )?"
    r"(?:is|are|was|were|will|would|do|does|did|has|have|had|can|could|should|must|may|might)\b)|\b(?:on|from|by|until|in) (?:what|which) (?:date|day|month|year)\b"
    r"|^(?:what|which) (?:date|day|month|year)\b|\bwhat (?:is|was) the (?:date|deadline)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\d|\b(?:{A_MONTH})\b"
    rf"|\b(?:{A_WEEKDAY})\b"
    r"|\b(?:today|tonight|yesterday|tomorrow|noon|midnight|dawn|dusk|morning|afternoon|evening|night|spring|summer|autumn|winter"
    r"|(?:minute|hour|day|week|weekend|month|quarter|season|year|decade)s?|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|centur(?:y|ies)|Christmas|Easter|Ramadan|New Year|before|after|following|until|once|while|during|when|whenever|if|unless|soon|sooner"
    r"|later|earlier|recently|already|sometime|lunchtime|simultaneously|immediately|indefinitely|eve of|anniversary|ago|never|yet"
    # What is not known yet, or not told, answers too.
    r"|unknown|undecided|unclear|(?:no one|nobody) (?:knows|can|has|is)|remains to be seen|postponed"
    r"|at the (?:same time|(?:start|beginning|end|height) of)|in the wake of)\b"
    # That it does not happen answers as well; where it happens, and where not, does not.
    r"|\b(?:is|are|was|were|will|would|has|have|had|does|do|did|can|could|may|might|must|should) not\b|n[’']t\b|\bcannot\b"
    r"|\bno (?:date|day|time|decision|plans?|deadline|schedule|longer)\b|\b(?:is|are|was|were|be|been|has|have|had|set|gave|given|named) no\b",
    re.IGNORECASE,
)
# Kinds of things that go by a name of their own.
_NAMED_KIND = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat) (?:(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|the|an?)\b)[\w-]+ ){0,2}?(?P<kind>company|firm|chain|airline|bank|brand|retailer|store|supermarket|country|nation"
    r"|city|town|village|capital|state|island|province|continent|club|team|newspaper|university|museum|party|union|actor|actress"
    r"|singer|author|senator|minister|president|leader|politician|judge|justice)"
    r"(?= (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|that|who|in|of|from|to|[a-z]+(?:ed|s|ght|ew|on|ook|ut))\b|\?|$)"
)
# "When did it open, and who spoke?": an answer to the second half gives no time.
_ASKS_MORE = re.compile(r"\b(?:and|or) (?:who|whom|what|which|where|why|how)\b", re.IGNORECASE)
_WHO = re.compile(r"^(?:and |but )?who(?:m|se)?\b", re.IGNORECASE)
_CHOICE = re.compile(r"\b([A-ZÀ-Þ][\w’-]+),? or (?:the )?([A-ZÀ-Þ][\w’-]+)")
_NOBODY = re.compile(r"(?:^|\bby )(?:another|someone|somebody|an? (?:new|other|unnamed|different))\b", re.IGNORECASE)


def not_given(claim: str, question: str, article_text: str = "") -> str | None:
    """What `question` asks for that `claim` does not give; None where it gives it, or nothing of a known kind is asked for.

    `article_text` tells names from words that merely begin a sentence.
    """
    if _WHEN.search(question) and not _ASKS_MORE.search(question) and not _TIME.search(claim):
        return "the question asks when, and it gives no time"
    offered = set(_CHOICE.findall(question))  # "Velmar or Karsk?": the answer is one of the question's own names
    named = {name for name in names(claim, article_text) if name not in CALENDAR}
    if named - set(names(question, article_text)) or any(name in claim for pair in offered for name in pair):
        return None
    if asked := _NAMED_KIND.search(question):
        return f"the question asks which {asked['kind']}, and it names none"
    if _WHO.search(question) and _NOBODY.search(claim):
        return "the question asks who, and it names nobody"
    return None

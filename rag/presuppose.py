"""A question that takes for granted what an article contradicts: "Why did the bridge close?" where it stayed open.

`contradicting` gives the stored sentence that contradicts it, never a sentence of its own. Found in code, precision before
recall: the sentence denies the question's own act, or gives the same event another day. `premise_of` gives the yes-or-no
question that a model can be asked where code finds nothing. An opposite is no contradiction: what opened in one year may have closed in another. Yes-or-no questions take nothing
for granted.
"""

import re
from collections.abc import Sequence

from rag.contradict import denials
from rag.contradict.outcomes import one_day
from rag.contradict.statement import Statement, stances
from rag.contradict.turns import negators
from rag.days import days_in
from rag.domain import Article, Evidence
from rag.introduce import cut_quotation, unnamed_speaker
from rag.wording import words

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:(?:on|in|at|by|for|from|to|until|since|with) )?(?:why|when|where|who|whom|whose|what|which|how)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:why|when|where|how come|how)\s+(?:did|does|do|was|were|is|are|has|have|had|will|would)\s+",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\bthere (?:was|were|is|are|had been|has been|have been|(?:was|were|had|has|have) never (?:been)?)\s+(?:no|not an?|an?|any)\s+"
    r"(?P<what>[a-z][a-z -]{1,40}?)(?=[,.;:–—]|\s(?:at|in|on|of|for|between|during|after|before|that|and|but)\b|$)",
    re.IGNORECASE,
)
_COVERED = 0.75
"""The share of what a question is about that a sentence must have to tell of the same event on another day."""


_PREMISE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:why|how come|how|when|where)\s+(?P<whether>(?:did|does|do|was|were|is|are|has|have|had|will|would)(?:n[’']t)?\s.+)$",
    re.IGNORECASE,
)


def premise_of(question: str) -> str | None:
    """The yes-or-no question whether what `question` takes for granted is so: "Did the bridge close?" of "Why did the bridge
    close?"; None where it takes nothing for granted that such a question could ask.
    """
    found = _PREMISE.match(question)
    return found["whether"][:1].upper() + found["whether"][1:] if found else None


def contradicting(question: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """The first of `evidence` that contradicts what `question` takes for granted; None where none plainly does.

    All of `evidence` is of articles that are about the question, and none gives a machine an order.
    """
    if not _ASKS.match(question) or negators(question):
        return None
    asked = Statement(_FRONT.sub("", question).rstrip("? "))
    return next((piece for piece in evidence if _contradicts(piece, asked, question)), None)


def _contradicts(piece: Evidence, asked: Statement, question: str) -> bool:
    said = Statement(piece.quote, known=piece.article.text)
    if cut_quotation(piece) or unnamed_speaker(piece):
        return False  # said by somebody whom it does not name: the outlet must not be made to say it
    if "ahead" in stances(question) and "ahead" not in stances(said.body):
        return False  # what is not so yet may still come
    return denials.denies(said, asked, asked=True) or _no_such(said, asked) or _another_day(said, asked, piece.article)


def _no_such(said: Statement, asked: Statement) -> bool:
    """Whether the sentence says that there was no fire, where the question speaks of the fire."""
    for found in _NO_SUCH.finditer(said.body):
        if "never" not in found.group().casefold() and not negators(found.group()):
            continue
        if re.search(r",\s+but\b", said.body[found.end() :]):
            continue  # "no fire at the school, but the depot burned"
        head = words(found["what"])[-1]
        if re.search(rf"\b(?:the|this|that)\s+(?:[\w-]+\s){{0,2}}?{re.escape(head)}\b", asked.text, re.IGNORECASE):
            return True
    return False


def _another_day(said: Statement, asked: Statement, article: Article) -> bool:
    """Whether the sentence tells of the very event the question dates, on another day; the article knows nothing of that day."""
    wanted, told = one_day(asked.body), one_day(said.body)
    if wanted is None or told is None or wanted[0] != told[0] or wanted[1] == told[1] or negators(said.body):
        return False
    if any((day.month, day.day) == wanted[1] for day in days_in(f"{article.title}\n{article.text}")):
        return False
    shared = asked.topic & said.topic
    return len(shared) >= 2 and len(shared) / len(asked.topic) >= _COVERED

"""A question that takes for granted what an article contradicts: "Why did the bridge close?" where it stayed open.

`contradicting` gives the stored sentence that contradicts it, never a sentence of its own. Found in code, precision
before recall: the sentence denies the question's own act. `premise_of` gives the yes-or-no question that a model can be
asked where code finds nothing. An opposite is no contradiction: what opened in one year may have closed in another.
Yes-or-no questions take nothing for granted.
"""

import re
from collections.abc import Sequence

from rag.checking.quotations import cut_quotation
from rag.composing.contradict.deeds import denies
from rag.composing.contradict.statement import Statement
from rag.domain import Evidence
from rag.drafting import unnamed_speaker
from rag.english.wording import negations

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:(?:on|in|at|by|for|from|to|until|since|with) )?"
    r"(?:why|when|where|who|whom|whose|what|which|how)\b",
    re.IGNORECASE,
)
_PREMISE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:why|how come|how|when|where)\s+"
    r"(?P<whether>(?:did|does|do|was|were|is|are|has|have|had|will|would)(?:n[’']t)?\s.+)$",
    re.IGNORECASE,
)


def premise_of(question: str) -> str | None:
    """The yes-or-no question whether what `question` takes for granted is so: "Did the bridge close?" for "Why did the
    bridge close?". None where `question` does not have that form.
    """
    found = _PREMISE.match(question)
    return found["whether"][:1].upper() + found["whether"][1:] if found else None


def contradicting(question: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """The first of `evidence` that contradicts what `question` takes for granted; None where none plainly does.

    The caller sees to it that all of `evidence` is from articles about the question, and that none
    of it gives a machine an order.
    """
    if not _ASKS.match(question) or negations(question):
        return None
    return next((piece for piece in evidence if _contradicts(piece, Statement(question))), None)


def _contradicts(piece: Evidence, asked: Statement) -> bool:
    said = Statement(piece.quote)
    if cut_quotation(piece.quote) or unnamed_speaker(piece):
        return False  # said by somebody whom it does not name: the outlet must not be made to say it
    if asked.ahead and not said.ahead:
        return False  # what is not so yet may still come
    return denies(said, asked, asked=True)

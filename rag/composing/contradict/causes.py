"""One statement gives a cause and another rules it out: "a stuck valve", "there was nothing wrong with the valve".

Looks only at a question that asks for a cause, and at a claim that answers it: elsewhere, what is
ruled out need not be a cause.
"""

import re

from rag.composing.contradict.statement import Statement
from rag.drafting import Similarity
from rag.english.wording import negations

SAME_CAUSE = 0.66
"""The similarity from which on the cause that is ruled out and the one that a claim gives count as one.
With all-MiniLM-L6-v2, "too large a crowd" and "it was overcrowded with too many people" have .72,
"flooding" and "heavy rain" .63."""
_ASKS_CAUSE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?"
    r"(?:why|how come|what (?:caused|causes|triggered|led to|(?:was|is) the (?:cause|reason)))\b",
    re.IGNORECASE,
)
# "Did not rule out", "too early to rule out": a cause kept open.
_RULED_OUT = re.compile(
    r"(?:(?<!\bnot )(?<!n[’']t )(?<!\bto )\brul(?:e|es|ed|ing) out (?:that )?(?:there (?:had been|has been|was|were) )?"
    r"|\bnothing (?:was |is )?wrong with |\bno (?:fault|defect|problem)s? (?:in|with) |\bnothing to do with )"
    r"(?P<cause>[^,.;:“”\"]{1,120}?)(?=[,.;:“”\"]|\s(?:and|but|which|that|who|because|when|while|said)\b|$)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\b(?:because(?: of)?|due to|owing to|caused by|as a result of|thanks to)\b", re.IGNORECASE)


def rules_out(statement: Statement, claim: Statement, question: str, similarity: Similarity) -> bool:
    """Whether `statement` rules out the cause that `claim` gives in answer to `question`. False where the question asks
    for no cause, or the claim denies something.
    """
    if not _ASKS_CAUSE.match(question) or negations(claim.text):
        return False
    asked, given = Statement(question).said.topic, _BECAUSE.split(claim.text)[-1].strip(" .")
    for found in _RULED_OUT.finditer(statement.text):
        named = Statement(found["cause"]).said.topic - asked
        if named and (named <= Statement(given).said.topic or similarity(given, found["cause"]) >= SAME_CAUSE):
            return True
    return False

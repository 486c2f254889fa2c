"""A cause that one statement gives and another rules out: "a stuck valve", "there was nothing wrong with the valve".

Only for a question that asks for a cause, and a claim that answers it: elsewhere, what is ruled out need not be a cause.
"""

import re
from collections.abc import Callable, Iterator

from rag.contradict.denials import DISMISSED
from rag.contradict.statement import Statement, alike, topic_roots
from rag.contradict.turns import negators

Similarity = Callable[[str, str], float]

SAME_CAUSE = 0.66
"""Cosine similarity of the cause that is ruled out and of the one a claim gives, from which they are one cause. Tried with
all-MiniLM-L6-v2: "too large a crowd" and "it was overcrowded with too many people" have .72, "pilot error" and "the pilot
made a mistake" .77; "flooding" and "heavy rain" .63, "hackers" and "a cyber attack on its servers" .50."""
_ASKS_CAUSE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:why\b|how come\b|what (?:caused|causes|triggered|led to|brought|sparked|prompted)\b"
    r"|(?:what|which) (?:was|were|is|are) the (?:\w+ )?(?:cause|reason)s?\b|for (?:what|which) reasons?\b)",
    re.IGNORECASE,
)
_CAUSE = r"(?P<cause>[^,.;:“”\"]+?)"
_END = r"(?=[,.;:“”\"]|\s(?:and|but|which|that|who|because|as|at|on|after|before|when|while|said|says)\b|$)"
_BE = r"(?:is|was|are|were|had been|has been|have been)"
_RULED_OUT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\brul(?:e|es|ed|ing) out (?:that )?(?:there (?:had|has|have) been |there (?:was|were) |it (?:was|had been) )?{_CAUSE}{_END}",
        rf"\b(?:nothing (?:{_BE} )?(?:wrong|the matter) with|no (?:fault|defect|problem|flaw)s? (?:in|with)|nothing to do with)\s+{_CAUSE}{_END}",
        rf"\b(?:not|n[’']t|never)\s+(?:been\s+)?(?:caused by|due to|because of|the (?:result|fault) of|down to|brought about by)\s+{_CAUSE}{_END}",
        rf",\s+(?:and\s+)?not\s+(?P<cause>(?:an?|the|any)\s[^,.;:“”\"]+?){_END}",
        (
            rf"(?:^|[,;:“\"]|\bthat)\s*+(?P<cause>[^,.;:“”\"\s][^,.;:“”\"]*?)(?<=\S)\s++(?:{_BE} not (?:to blame|the cause|the reason|at fault|responsible)|(?:had|has) nothing to do with"
            rf"|{_BE} (?:working|running|functioning) (?:normally|properly|correctly)|(?:was|were|has been|have been|had been) ruled out)\b"
        ),
    )
)
_KEPT_OPEN = re.compile(
    r"\b(?:not|never|cannot|\w+n[’']t|unable to|refus\w+ to|declin\w+ to|too early to|without|yet to|if|whether)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"^.*?\b(?:said|says|added|found|insisted|concluded|told \w+)\b(?: on \w+day)?(?: that)?\s+")
_RELATIVE = re.compile(r"\s(?:which|that|who)\b.*$")
_BECAUSE = re.compile(r"\b(?:because(?: of)?|due to|owing to|caused by|as a result of|thanks to)\b", re.IGNORECASE)


def asks_for_cause(question: str) -> bool:
    """Whether `question` asks why something is so, or what caused it."""
    return bool(_ASKS_CAUSE.match(question))


def rules_out(statement: Statement, claim: Statement, question: str, similarity: Similarity) -> bool:
    """Whether `statement` rules out the cause that `claim` gives, which answers `question`."""
    if not asks_for_cause(question) or negators(claim.body) or DISMISSED.search(claim.body):
        return False
    asked = topic_roots(question)
    given = _BECAUSE.split(claim.body)[-1].strip(" .")
    roots = topic_roots(given) - asked
    for cause in _ruled_out(statement.text):
        named = topic_roots(cause) - asked
        if named and (all(alike(part, roots) for part in named) or similarity(given, cause) >= SAME_CAUSE):
            return True
    return False


def _ruled_out(text: str) -> Iterator[str]:
    """The causes that `text` rules out; what it only refuses to rule out is none."""
    for pattern in _RULED_OUT:
        for found in pattern.finditer(text):
            if not _KEPT_OPEN.search(text, 0, found.start()):
                yield _RELATIVE.sub("", _TOLD.sub("", found["cause"].strip()))

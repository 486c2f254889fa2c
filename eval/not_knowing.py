"""Whether a model's reply in its own words says that it does not know: for chains that can abstain in words only.

    "I don't know."                                                -> it does
    "The context does not say which firm repairs the bridge."      -> it does
    "The repair will cost £2.4 million. It is not known who pays." -> it does not: its first sentence answers

Only the first sentence is read, without its quotations: there a reply has its answer, if it has any.
"""

import re

from eval.matching import folded_for_matching
from eval.mutate.text import unquoted
from rag.reading.sentences import sentence_spans

_NOT = r"(?:not|n't)"
_SOURCE = r"(?:context|text|passages?|excerpts?|articles?|documents?|information)"
_TELL = (
    r"(?:say|tell|mention|specify|state|provide|give|contain|include|indicate|name|answer|address|disclose|discuss"
    r"|have)"
)
_TOLD = r"(?:mentioned|specified|provided|stated|given|known|disclosed|named|indicated|revealed|clear|sure|certain)"
_NOT_KNOWING = re.compile(
    rf"\b(?:i|we)(?:'m| am|'re| are)? (?:\w+ly |just )?"
    rf"(?:(?:do|can|could|am|are)(?: ?{_NOT})|{_NOT}|cannot|can't|unable|unsure|have no)\b"
    rf"|^(?:don't know|no idea|not sure|unknown)\b"
    rf"|\b{_SOURCE}\b.*(?:\b|(?<=[a-z])){_NOT} (?:\w+ly )?{_TELL}\b"
    rf"|\b{_SOURCE}\b.*\bno (?:\w+ )?(?:information|mention|indication|answer)\b"
    rf"|\bthere (?:is|was|are) no (?:\w+ ){{0,2}}(?:information|mention|indication|answer)\b"
    rf"|(?:\b|(?<=[a-z])){_NOT} (?:\w+ly )?{_TOLD}\b|\b(?:unclear|unspecified|unknown)\b"
)


def says_it_does_not_know(reply: str) -> bool:
    """Whether the first sentence of `reply` says that the answer is not known, or that the texts do not tell it."""
    spans = sentence_spans(reply)
    return bool(spans) and _NOT_KNOWING.search(folded_for_matching(unquoted(spans[0].of(reply)))) is not None

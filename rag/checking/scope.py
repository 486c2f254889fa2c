"""What a demand is tied to, in the article's own words: a condition for a truce is not one for a treaty.

Read from the cited sentence itself, and only where it says so plainly; else the scope is None. It is never guessed.
"""

import re
from collections.abc import Sequence

from rag.domain import Evidence, words_of
from rag.english import parse
from rag.english.wording import content_stems

_ASKED = re.compile(
    r"(?:(?<![\w’'])(?P<kind>[\w-]+) )?\b(?P<what>conditions?|demands|terms|requirements?)\b(?! for\b)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])\s$")
_DEMANDS = r"(?:pre)?conditions?|demands|terms|requirements?|stipulations?|prerequisites?"
_END = r"(?=[,.;:!?“”\"()–—]|\s(?:is|are|was|were|include[sd]?|including|that|which|has|have|had|would|will)\b|$)"
_FOR = re.compile(
    rf"\b(?:{_DEMANDS})[”\"’']?,? (?:for|of|before) (?P<scope>[^,.;:!?“”\"()–—]{{3,80}}?){_END}", re.IGNORECASE
)
_LED = re.compile(
    r"^\W*(?:For|Before|In (?:return|exchange) for) (?P<scope>(?:an?|any|the|such an?|[a-z]+ing) [^,.;:]{2,60}),"
)


def scope_of(evidence: Sequence[Evidence]) -> str | None:
    """The scope that the last of `evidence`, cited sentences in reading order, states: a slice of it. Else None."""
    quote = evidence[-1].quote
    found = _FOR.search(quote) or _LED.search(quote)
    return found["scope"].strip() if found else None


def may_be_one_scope(one: str | None, other: str | None) -> bool:
    """Whether two scopes may be of one thing: either is unknown, or they share a word that carries meaning."""
    return one is None or other is None or bool(content_stems(one) & content_stems(other))


def asks_for_demands(text: str) -> bool:
    """Whether a question, or the beginning of the statement that answers it, is about demands or conditions."""
    return _ASKED.search(text) is not None


def of_its_own_scope(statement: str, cited: Sequence[Evidence]) -> str:
    """`statement` with the scope of the cited words, instead of a kind of demands that they do not speak of.

    "Velmar's ceasefire conditions are" becomes "Velmar's conditions for a treaty are" where they speak of "a condition
    for a treaty", and "Velmar's conditions are" where they say nothing of a ceasefire.
    """
    scope, there = scope_of(cited), content_stems(words_of(cited))

    def told(found: re.Match[str]) -> str:
        kind = content_stems(found["kind"] or "")
        if scope is None:
            return found["what"] if kind and not kind <= there else found.group()
        return f"{found['what'] if kind else found.group()} for {scope}"

    return _ASKED.sub(told, statement, count=1) if _names_demands(statement) else statement


def of_any_scope(question: str, cited: Sequence[Evidence]) -> str:
    """`question` without the kind of demands it asks for ("ceasefire conditions"), where the cited words say themselves
    what theirs are for; else as it is. What they are for is shown with the claim.
    """
    if scope_of(cited) is None or not _names_demands(question):
        return question
    return _ASKED.sub(lambda found: found["what"] if content_stems(found["kind"] or "") else found.group(), question)


def _names_demands(text: str) -> bool:
    """Whether the first word for demands in `text` is a noun: in "Velmar's demands" it is, not in "Velmar demands"."""
    found = _ASKED.search(text)
    if found is None:
        return False
    at = found.start("what")
    owned = _POSSESSIVE.search(text[: found.start()]) is not None
    return owned or any(word.start == at and word.tag.startswith("N") for word in parse(text).words)

"""Words by which two sentences about one thing contradict each other: a "not" in one of them, or one of two opposites."""

import re

from rag.wording import NOT_NEGATING, stem

_NEGATOR = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t|den(?:y|ies|ied|ying)"
    r"|(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?) to|rul(?:e|es|ed|ing) out|stopped short of)\b",
    re.IGNORECASE,
)


def _stems(of: str) -> frozenset[str]:
    return frozenset(stem(word) for word in of.split())


OPPOSITES = (
    (
        _stems("rise rose risen increase gain grow grew climb jump surge soar expand widen up higher"),
        _stems("fall fell fallen decrease drop decline shrink shrank plunge slump slide narrow down lower"),
    ),
    (
        _stems("accept agree approve welcome praise back endorse"),
        _stems("reject refuse refusal dismiss oppose condemn criticise criticize deny"),
    ),
    (_stems("lift ease"), _stems("impose tighten")),
    (_stems("allow permit"), _stems("ban forbid prohibit block")),
    (_stems("open reopen"), _stems("close shut")),
    (_stems("include"), _stems("exclude")),
    (_stems("before"), _stems("after")),
    (_stems("more"), _stems("less fewer")),
)


def negators(text: str) -> list[re.Match[str]]:
    """Where `text` negates: each "not", "never", "denied" and their kin, in order; "not only" is none."""
    return list(_NEGATOR.finditer(NOT_NEGATING.sub(lambda found: "x" * len(found.group()), text)))

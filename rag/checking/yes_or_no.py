"""Yes and no: how the answer to a yes-or-no question begins, and what it states besides."""

import re

# "No one came" is no verdict; "Yes it did" is one.
_VERDICT = re.compile(r"^\W*(?:(?P<verdict>yes|no)\b(?:\s*[,.:;!–—-]+\s*|$)|yes\s+)", re.IGNORECASE)


def has_verdict(text: str) -> bool:
    """Whether `text` begins with yes or no; "No one came" does not."""
    return bool(_VERDICT.match(text))


def answers_no(text: str) -> bool:
    """Whether `text` begins with no."""
    found = _VERDICT.match(text)
    return found is not None and (found["verdict"] or "").casefold() == "no"


def without_verdict(text: str) -> str:
    """What `text` states after its yes or no; `text` itself where it has neither, or states nothing else."""
    rest = _VERDICT.sub("", text)
    return (rest[:1].upper() if rest[:1].isascii() else rest[:1]) + rest[1:] if rest else text

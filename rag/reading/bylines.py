"""A line that says who wrote a page: "By Name", "By Name, harbour correspondent", "Written by Name and Name | Agency".

A sub-heading may begin with "By" too ("By Appointment Only"). What is no person's or agency's name is no byline: it
stays in the text, and the byline unknown.
"""

import re

from rag.reading.widgets import is_agency, is_name

_BYLINE = re.compile(r"(?:written\s+)?by:?\s+(\S.{1,100})", re.IGNORECASE)
_NAMES_END = re.compile(r"\s*[,|•·]\s*|\s+[–—-]\s+|\s+(?:in|for|at|of)\s+(?=[A-Z])")
_BETWEEN_NAMES = re.compile(r"\s+(?:and|&|with)\s+", re.IGNORECASE)
# Of what English puts after "by", these are in no name; a name's small words are particles, and no "of" or "the".
_NO_NAME = re.compile(
    r"(?:.* )?(?:of|the|for|via|a|an|my|our|your|his|her|its|their|this|these|any|all|no|none|every|each|some|only|"
    r"other|far|now|then|itself|popular|royal|public|common|special|demand|request|command|order|invitation|numbers|"
    r"default|design|chance|luck|accident|\w{3,}[ts]ion|\w{4,}ment)(?: .*)?",
    re.IGNORECASE,
)


def byline_in(line: str) -> str | None:
    """Whom `line` names as the page's author, in its own words; None where it is no byline.

    Example: "Anna Holt, harbour correspondent" for "By Anna Holt, harbour correspondent".
    """
    match = _BYLINE.fullmatch(line)
    stated = match[1].strip() if match else ""
    names = _BETWEEN_NAMES.split(_NAMES_END.split(stated)[0])
    return stated if all(map(_is_author, names)) else None


def _is_author(name: str) -> bool:
    if is_agency(name):
        return True
    return is_name(name) and " " in name and _NO_NAME.fullmatch(name) is None

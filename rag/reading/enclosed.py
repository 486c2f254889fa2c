"""What stands in quotation marks and brackets within a line.

The marks are those of English, German, French and typewriters, single and double. A single mark is an apostrophe as
well. It closes nothing inside a word, after the s of a plural ("the skippers’ union"), or where a decade began ("the
class of '98"), unless a mark of punctuation before it says so. Where a mark is opened twice in a row, the first
encloses nothing; nor does a mark that is never closed.
"""

import re
from collections import Counter

from rag.domain import Span

_MARK = re.compile(r"[“”„\"«»‹›‘’‚'()\[\]]")
_PARTNERS = {
    "“": "„",
    "”": "“„”",
    '"': '"',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "‚",
    "’": "‘‚",
    "'": "'",
    ")": "(",
    "]": "[",
}
"""For each mark that closes, those that may have opened."""
_ALWAYS_OPEN = frozenset("“„«‹‚([")
_MAY_OPEN = frozenset("”\"»›‘'")
_ENCLOSES = re.compile(r"[^\s.,;:!?)\]]|\.\.")
"""What follows a mark that opens."""
_DECADE = re.compile(r"\d\ds?\b")
_ENDS_REMARK = frozenset('.,!?…;:–—"”»)')


def enclosed(line: str) -> tuple[Span, ...]:
    """The span of every pair of marks in `line`, from the mark that opens to the one that closes, in the order in
    which they close.
    """
    found: list[Span] = []
    opened: list[int] = []
    waiting: Counter[str] = Counter()
    for match in _MARK.finditer(line):
        at, mark = match.start(), match.group()
        partners = [each for each in _PARTNERS.get(mark, "") if waiting[each]]
        if partners and _closes(line, at, opened[-1]):
            start = _popped(line, opened, waiting)
            while line[start] not in partners:
                start = _popped(line, opened, waiting)
            found.append(Span(start, at + 1))
        elif mark in _ALWAYS_OPEN or (mark in _MAY_OPEN and _opens(line, at)):
            if opened and line[opened[-1]] == mark:
                _popped(line, opened, waiting)
            opened.append(at)
            waiting[mark] += 1
    return tuple(found)


def _popped(line: str, opened: list[int], waiting: Counter[str]) -> int:
    """The place of the last mark that was opened, which is taken from `opened` and `waiting`."""
    at = opened.pop()
    waiting[line[at]] -= 1
    return at


def _opens(line: str, at: int) -> bool:
    before = line[at - 1] if at else " "
    return (before.isspace() or before in "([–—-“‘«„\"'") and _ENCLOSES.match(line, at + 1) is not None


def _closes(line: str, at: int, opened: int) -> bool:
    """Whether the mark at `at`, which may close something, does; `opened` is where the last one opened."""
    if line[at] in _MAY_OPEN and _opens(line, at):
        return False
    if line[at] not in "’'":
        return True
    before, after = line[at - 1], line[at + 1 : at + 2]
    if before in _ENDS_REMARK and not after.isalnum():
        return True
    plural = before in "sS" and after.isspace()
    return not (plural or before.isspace() or after.isalnum() or _DECADE.match(line, opened + 1))

"""A quotation that says where it was edited, "the board […] knew of [the rust]", against an article, part after part.

Only what an editor may do is edited: leave words out where a mark says so, and put a name in brackets for a word such
as "it". What is left out beside a part may hold no "not", and what is put in may hold no number of its own. Shows what
it passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rag.domain import Span
from rag.english.numbers import quantities
from rag.english.wording import negations, words
from rag.quoting.cite import as_compared, in_either_case, spans_of
from rag.quoting.typography import folded

FURTHEST = 1000
"""So many characters may be left out at one mark: what is further away is another passage."""
FEWEST_WORDS = 3
"""A quotation of fewer words, or parts of fewer on both sides of a sentence's end, would be found by chance."""
_JUST_BEFORE = 40

_DOTS = r"(?:…|\.(?:\s?\.){2,})"
_RECASED = re.compile(r"(?<!\w)\[(\w)\](?=\w)")  # "[T]he" for "the"
_NEW_CASE = "\ue000"
_MARK = re.compile(rf"\[\s*{_DOTS}?\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}|{_NEW_CASE}|\[(?P<put_in>[^\[\]]+)\]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n")
_STANDS_FOR = frozenset(
    """i me my you your he him his she her hers it its we us our they them their theirs this that these those who whom
    whose here there now then today yesterday tomorrow""".split()
)
"""Words that an editor may replace by a name: what they mean, the text around them says."""
_TURNS = re.compile(
    r"\b(?:hardly|barely|scarcely|rarely|seldom|unless|except|if|false\w*|alleg\w+|den(?:y|ies|ied|ying)|refus\w+"
    r"|reject\w*|fail\w*)\b",
    re.IGNORECASE,
)
"""Like "not", words that turn what is said round: were they left out, the rest would say another thing."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What a quotation has between two parts: its marks as typed, the words put in, and whether a mark says that words
    were left out.
    """

    typed: str = ""
    put_in: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """A place of an edited quotation: its parts as typed, the span of each, and the joints between them."""

    parts: tuple[str, ...]
    spans: tuple[Span, ...]
    joints: tuple[Joint, ...]
    """One before each part and one behind the last."""


def parts_of_edited(quote: str) -> tuple[tuple[str, ...], tuple[Joint, ...]]:
    """The words of `quote` between its editor's marks, and the joints before each part and behind the last."""
    marked = _RECASED.sub(rf"{_NEW_CASE}\1", quote)
    parts: list[str] = []
    joints = [Joint()]
    done = 0
    for mark in (*_MARK.finditer(marked), None):
        part = marked[done : mark.start() if mark else len(marked)]
        # The stops beside a mark are the editor's.
        part = part.rstrip(" .,;:-–—") if mark else part
        part = (part.lstrip(" ,;:-–—") if done else part).strip(" \"'“”‘’«»")
        if as_compared(part):
            parts.append(part)
            joints.append(Joint())
        if mark:
            joints[-1] = _joined(joints[-1], mark)
            done = mark.end()
    return tuple(parts), tuple(joints)


def find_edited(text: str, quote: str) -> tuple[Edited, ...]:
    """Every place in `text` where the parts of `quote` follow each other as its marks say; none without such marks."""
    parts, joints = parts_of_edited(quote)
    only_cut = len(parts) == 1 and not any(joint.put_in for joint in joints)  # "… so it stands …"
    few = sum(len(words(part)) for part in parts) < FEWEST_WORDS and not only_cut
    if few or not parts or all(joint == Joint() for joint in joints):
        return ()
    signs = folded(text)
    wanted = [as_compared(part) for part in parts]
    if not all(any(each in signs for each in in_either_case(part)) for part in wanted):
        return ()
    placed = [spans_of(text, part) for part in wanted]
    # The last of those that have all but the first part in common: it leaves out least.
    found = {spans[1:]: spans for first in placed[0] if (spans := _followed(text, first, placed[1:], parts, joints))}
    return tuple(Edited(parts, spans, joints) for spans in found.values())


def _joined(joint: Joint, mark: re.Match[str]) -> Joint:
    if mark.group() == _NEW_CASE:
        return Joint(joint.typed or " ", joint.put_in, joint.left_out)
    put_in = f"{joint.put_in} {mark['put_in'] or ''}".strip()
    return Joint(f"{joint.typed} {mark.group()}".strip(), put_in, joint.left_out or mark["put_in"] is None)


def _followed(
    text: str, first: Span, then: Sequence[Sequence[Span]], parts: Sequence[str], joints: Sequence[Joint]
) -> tuple[Span, ...]:
    """The spans of all parts where those after the `first` follow as the joints say; none where they do not."""
    if not (_begins(text, first, joints[0]) and _adds_nothing(joints[-1])):
        return ()
    spans = [first]
    for at, places in enumerate(then):
        following = bisect_left(places, spans[-1].end, key=lambda span: span.start)
        if following == len(places):
            return ()
        gap = text[spans[-1].end : places[following].start]
        long = min(len(words(part)) for part in parts[at : at + 2]) >= FEWEST_WORDS
        if not _fits(joints[at + 1], gap, may_end_a_sentence=long):
            return ()
        spans.append(places[following])
    return tuple(spans)


def _begins(text: str, first: Span, joint: Joint) -> bool:
    """Whether what the words put in before the first part replace does not turn it round: "[They] knew" is not for
    "They never knew".
    """
    before = _SENTENCE_END.split(text[max(0, first.start - _JUST_BEFORE) : first.start])[-1]
    return _adds_nothing(joint) and not (joint.put_in and _turned(before))


def _fits(joint: Joint, gap: str, *, may_end_a_sentence: bool) -> bool:
    """Whether an editor may put `joint` in the place of `gap`, the words of the article between two parts."""
    if not joint.left_out:
        return _adds_nothing(joint) and all(word.casefold() in _STANDS_FOR for word in words(gap))
    pieces = _SENTENCE_END.split(gap)
    if len(gap) > FURTHEST or (len(pieces) > 1 and not may_end_a_sentence):
        return False
    there = quantities(gap)
    told = all(any(number.agrees_with(other) for other in there) for number in quantities(joint.put_in))
    return told and not (_turned(joint.put_in) or _turned(pieces[0]) or _turned(pieces[-1]))


def _adds_nothing(joint: Joint) -> bool:
    return not (_turned(joint.put_in) or quantities(joint.put_in))


def _turned(words_left_out: str) -> bool:
    return bool(negations(words_left_out) or _TURNS.search(words_left_out))

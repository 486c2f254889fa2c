"""The things a question describes instead of naming them: "the bridge in Orrel", "Velmar’s interior minister".

There is no parser here: where a description ends is told by function words, common forms of verbs, and the verb that "did"
calls for. Reads English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.conversation.mentions import Mention, mentions
from rag.conversation.times import Time, times
from rag.wording import is_function_word

_DESCRIBED = re.compile(
    r"\b(?:(?P<article>[Tt]he|[Aa]n?)\s(?P<name>(?:[A-ZÀ-Þ][\w’'-]*\s)*)|(?P<owner>[A-ZÀ-Þ][\w-]*(?:[’']s|(?<=s)[’'])\s))"
    r"(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+){0,3})"
)
_WITH_NAME = re.compile(r"\s(?:of|in|at|between|for)\s")
_DID = re.compile(r"\b(?:do|does|did|will|would|can|could|should)\s$", re.IGNORECASE)
IRREGULAR = (
    "beat|became|been|began|bought|broke|broken|built|came|chose|cost|cut|drew|drove|fell|felt|flew|fought|found|gave|given|got"
    "|grew|had|held|hit|hurt|kept|killed|knew|led|left|lost|made|meant|met|paid|put|ran|rose|said|sank|sat|saw|sent|set|shot|shut"
    "|sold|spent|spoke|stood|stole|stolen|struck|sunk|taken|taught|told|took|went|won|wrote|written"
)
_VERB = re.compile(rf"(?:[a-z]+(?:ed|ing)|{IRREGULAR})")
_PERSON = re.compile(
    r"(?:\w+(?:er|or|ist|ian|man|woman|ant)|king|queen|judge|chief|president|boy|girl|pilot|nurse|victim|suspect|candidate|chair)"
)
# Words that end like the word for a person, and are none.
_NO_PERSON = frozenset(
    """answer border cancer center chapter computer corner corridor cover debtor director’s elephant error factor ferry figure fever
    grant harbor harbour labor letter manner master’s matter meter motor number offer order paper plant power quarter
    restaurant river sector shelter summer theater tender tower tremor war warrant water weather winter""".split()
)
_SINGULAR = re.compile(r"(?:\w*(?:ss|us|is)|news|gas|series)")


@dataclass(frozen=True, slots=True)
class Described:
    """A thing that a text describes at `[start, end)`, with its article; `head` is the noun it turns on."""

    start: int
    end: int
    words: str
    head: str
    named: bool = False
    """Whether it begins with a name: "the Orrel museum"."""
    owned: bool = False
    """Whether it begins with its owner: "Velmar’s minister"."""

    @property
    def plural(self) -> bool:
        """Whether it is more than one."""
        return self.head in {"people", "children", "women", "men", "police"} or (
            self.head.endswith("s") and not _SINGULAR.fullmatch(self.head)
        )

    @property
    def person(self) -> bool:
        """Whether it seems to be somebody."""
        return bool(_PERSON.fullmatch(self.head)) and self.head not in _NO_PERSON


def described(text: str) -> tuple[Described, ...]:
    """The things that `text` describes, in order; a name that belongs to a description is part of it."""
    named, dated = mentions(text), times(text)
    found = (_thing(text, match, named, dated) for match in _DESCRIBED.finditer(text))
    return tuple(thing for thing in found if thing is not None)


def _thing(text: str, match: re.Match[str], names: Sequence[Mention], dated: Sequence[Time]) -> Described | None:
    start = match.start("noun")
    noun = _noun(match["noun"], acts=_DID.search(text[: match.start()]) is not None, named=bool(match["name"]))
    until = min((time.start for time in dated if time.start >= start), default=len(text))
    noun = text[start : min(start + len(noun), until)].strip()
    if not noun:
        return None
    end = start + len(noun)
    of = next((name for name in names if name.start >= end and _WITH_NAME.fullmatch(text[end : name.start])), None)
    last = of.end if of else end
    owned, named = bool(match["owner"]), bool(match["name"])
    words = text[match.start() : last] if owned else f"the {text[match.start('name') : last]}"
    return Described(match.start(), last, words, noun.split()[-1], named, owned)


def _noun(run: str, *, acts: bool, named: bool) -> str:
    """The words of a description up to the first that can't belong to it; `acts` where "did" before it calls for a verb."""
    kept: list[str] = []
    for word in run.split():
        if (named or kept) and _VERB.fullmatch(word):
            return " ".join(kept)
        if is_function_word(word):
            break
        kept.append(word)
    if acts and (named or len(kept) > 1):  # "did the mayor resign", "did the Orrel museum reopen"
        kept = kept[:-1]
    return " ".join(kept)

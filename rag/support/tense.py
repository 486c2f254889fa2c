"""When it happens: a plan is not yet a fact, and what is over is not to come. A claim keeps the time of the words it cites.

`plan_as_fact` looks for the same verb; `another_time` also for another one, in the same surroundings.
"""

import re
from collections.abc import Sequence

from rag.support.aligned import Word, clause_of, nearness, read
from rag.support.verb_groups import VerbGroup, is_loose, is_over, verb_groups
from rag.wording import stem, words

_AHEAD = re.compile(
    r"\b(?:will|would|plans? to|planned to|expected to|due to|set to|about to|intends? to|is to|are to|aims? to|wants? to)\s+"
    r"(?:not\s+|also\s+|soon\s+)?(?:be\s+|have\s+)?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
# What is over may well speak of what is to come: "voted to close it", "shut until May", "put off to October".
_LOOKS_AHEAD = re.compile(
    r"\b(?:until|till|next|upcoming|coming|due|deadline|plan\w*|schedul\w*|soon|expect\w*|future|if|unless|once|when|would|mandate|term|contract"
    r"|postponed|put off|delayed|moved|extended|called)\b|\bby (?=\d|(?-i:[A-Z])|the end|mid)|\bto (?!the |an? |his |her |its |their |this )(?-i:[a-z]+)",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:until|till|next|would|if)\b", re.IGNORECASE)
SAME_VERB = 1.5
"""What it counts that two verbs are the same, beside a neighbour that both have next to them, which counts 1."""
SURE = 2.0
"""How much of their surroundings two verbs must share, the nearer the more, to be taken for one another."""
CLEARLY = 1.3
"""How many times more than with any other verb of the cited words."""
SHARED = 0.6
"""The share of its clause's content that a claim must find beside a verb that is not its own."""


def plan_as_fact(claim: str, cited: str) -> str | None:
    """Why `claim` can't stand on `cited` words that speak of something still to come; None where it may."""
    planned = {stem(match["verb"]) for match in _AHEAD.finditer(cited)}
    if not planned or _AHEAD.search(claim):
        return None
    done = {stem(word) for word in words(cited) if word.casefold().endswith("ed")}
    for word in words(claim):
        if word.casefold().endswith("ed") and stem(word) in planned - done:
            return f"the cited words say that it will happen, not that it {word}"
    return None


def another_time(claim: str, cited: str) -> str | None:
    """Why `claim` tells as over what the cited words say is to come, or the reverse; None where it does not.

    Each verb of the claim is held against the one of the cited words that stands most plainly in the same surroundings.
    """
    said, there = read(claim), read(cited)
    own, theirs = verb_groups(claim), verb_groups(cited)
    for group in own:
        over = is_over(said, own, group)
        if not over and (group.time != "ahead" or _is_condition(said, group)):
            continue
        rivals = [each for each in theirs if (each.time == "ahead" if over else _may_be_over(there, each))]
        found = _counterpart(said, group, there, rivals, theirs)
        if found and over:
            return f"the cited words say that it is still to come, where the claim says “{said[group.at].text}”"
        if found and not _looks_ahead(cited, there, found, same=said[group.at].topic == there[found.at].topic):
            return f"the cited words tell it as over, where the claim says that it is to come: “{said[group.at].text}”"
    return None


def _is_condition(words: Sequence[Word], group: VerbGroup) -> bool:
    """Whether a verb only says when or if something else holds: "before it will sign"."""
    before = [word.low for word in clause_of(words, group.at) if word.start < words[group.at].start]
    return bool({"before", "if", "when", "once", "until", "after", "unless"} & set(before))


def _may_be_over(words: Sequence[Word], group: VerbGroup) -> bool:
    return group.time in {"past", "loose past"} and not is_loose(words, group)


def _looks_ahead(text: str, words: Sequence[Word], group: VerbGroup, *, same: bool) -> bool:
    """Whether the clause of a verb that is over speaks of what is to come; of the `same` verb that has to be plain."""
    clause = clause_of(words, group.at)
    return bool((_LASTS if same else _LOOKS_AHEAD).search(text, clause[0].start, clause[-1].end))


def _counterpart(
    said: Sequence[Word],
    group: VerbGroup,
    there: Sequence[Word],
    rivals: Sequence[VerbGroup],
    theirs: Sequence[VerbGroup],
) -> VerbGroup | None:
    """The one of `rivals` that stands where the claim's verb stands, None where none does plainly."""
    scores = {each: _likeness(said, group.at, there, each.at) for each in rivals}
    best = max(scores, key=lambda each: scores[each], default=None)
    if best is None or scores[best] < SURE or not _same_matter(said, group.at, there, best.at):
        return None
    heads = {each.at for each in theirs}
    others = [each.at for each in theirs if each not in rivals]
    others += [at for at, word in enumerate(there) if word.lemma == said[group.at].lemma and at not in heads]
    clear = all(_likeness(said, group.at, there, at) * CLEARLY < scores[best] for at in others)
    return best if clear else None


def _likeness(said: Sequence[Word], at: int, there: Sequence[Word], place: int) -> float:
    return nearness(said, at, there, place) + SAME_VERB * (said[at].topic == there[place].topic)


def _same_matter(said: Sequence[Word], at: int, there: Sequence[Word], place: int) -> bool:
    """Whether two verbs are one, or their clauses have most of their words in common."""
    if said[at].topic == there[place].topic:
        return True
    own = {word.topic for word in clause_of(said, at) if word.content} - {said[at].topic}
    return bool(own) and len(own & {word.topic for word in clause_of(there, place)}) / len(own) >= SHARED

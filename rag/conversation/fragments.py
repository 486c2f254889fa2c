"""A fragment put where it belongs in the last question: "And in Leeds?", "What about May?", "And a year earlier?".

Knows times and names only; what else a fragment may be is left to a model.
"""

import re
from collections.abc import Sequence

from rag.conversation.leaning import PREPOSITIONS, Leaning
from rag.conversation.mentions import Mention, mentions
from rag.conversation.times import Time, times
from rag.conversation.turns import Turn

_YEARS_AWAY = re.compile(
    r"(?:an?|one|two|three|\d+) (?:year|quarter|month|week|day)s? (?P<way>before|earlier|later|after)", re.IGNORECASE
)
_ENDING = frozenset(("", "’s", "'s", "’", "'"))


def fragment(lean: Leaning, turns: Sequence[Turn]) -> str | None:
    """The last question with the fragment in the place of its like; None where there is no one such place."""
    before = turns[-1].question
    return None if before.count("?") > 1 else _into(before, lean.words.strip(" ?.!"), turns[-1].words)


def _into(before: str, words: str, said: str) -> str | None:
    if away := _YEARS_AWAY.fullmatch(words):
        return _away_from(before, away)
    if words == "May":  # at the beginning of a text it would be taken for the verb
        return _at_time(before, Time(0, 0, "", "May", "month", ""))
    when = times(words)
    if len(when) != 1:
        return None if when else _at_name(before, words, said)
    dated = _at_time(before, when[0])
    others = f"{words[: when[0].start]} {words[when[0].end :]}".strip(" ,")
    return _at_name(dated, others, said) if dated and others else dated


def _at_time(before: str, when: Time) -> str | None:
    slots = times(before)
    if not slots:
        return " ".join(f"{before.rstrip(' ?')} {when.preposition or when.usual} {when.words}".split())
    alike = slots if len(slots) == 1 else tuple(slot for slot in slots if slot.unit == when.unit)
    if len(alike) != 1 or alike[0].words == when.words:
        return None
    return f"{before[: alike[0].start]}{when.instead_of(alike[0])}{before[alike[0].end :]}"


def _at_name(before: str, words: str, said: str) -> str | None:
    # Something is put before it, because the first word of a sentence has a capital for that reason alone.
    whole = f"about {words}"
    names = mentions(whole, said)
    if len(names) != 1 or whole[names[0].end :] not in _ENDING:
        return None
    led_by = whole[: names[0].start].removeprefix("about ").strip().casefold()
    return _placed(before, names[0], led_by) if led_by else _named(before, names[0])


def _away_from(before: str, away: re.Match[str]) -> str | None:
    """The question a year earlier, or however long: "a year earlier than 2024"."""
    slots = times(before)
    if len(slots) != 1:
        return None
    than = " than" if away["way"].casefold() in {"earlier", "later"} else ""
    return f"{before[: slots[0].start]}{away[0]}{than} {slots[0].words}{before[slots[0].end :]}"


def _named(before: str, name: Mention) -> str | None:
    """A name without a preposition takes the place of the one name of its kind."""
    slots = [slot for slot in mentions(before) if slot.thing == name.thing and slot.person == name.person]
    if len(slots) > 1:
        slots = [slot for slot in slots if slot.thing and slot.bare.split()[0] == name.bare.split()[0]]
    if len(slots) != 1 or name.bare in before:
        return None
    return f"{before[: slots[0].start]}{name.words}{before[slots[0].end :]}"


def _placed(before: str, name: Mention, preposition: str) -> str | None:
    """A name led by a preposition takes the place of the one that had the same, or else the same part in the question."""
    there = mentions(before)
    slots = [slot for slot in there if slot.after == preposition]
    if not slots and name.after in {"in", "at", "near"}:
        slots = [slot for slot in there if slot.place]
    if name.bare in before or len(slots) > 1 or preposition not in PREPOSITIONS:
        return None
    if not slots:
        return f"{before.rstrip(' ?')} {preposition} {name.words}"
    slot = slots[0]
    kept = before[: slot.start].rstrip().removesuffix(slot.after)
    return f"{kept}{preposition} {name.words}{before[slot.end :]}"

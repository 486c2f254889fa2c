"""Who did what to whom in a parsed sentence: verbs, nouns for what is done ("the mayor's criticism") and comparisons.

A pronoun fills a slot with a party that is `open`; a verb without a subject has nobody in that slot. What is denied and
what is only possible is read in denied_or_open.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.denied_or_open import (
    CONDITIONS,
    How,
    Standing,
    how_its_verb_leaves,
    is_rejected,
    particle_of,
    standing,
    verb_of_object,
)
from rag.english.parties import Who, whom
from rag.english.words import Parsed

AGENT, PATIENT, OWNER = "agent", "patient", "owner"
"""Slots: who does it, whom it is done to, and whom it belongs to, who may be either. Others are named by a preposition.
"""
_MADE_TO = frozenset(
    """ask tell urge want force allow order persuade help expect invite let make see hear watch require encourage press
    compel permit enable convince instruct warn beg oblige lead cause get advise remind teach""".split()
)
"""Verbs whose object does what the next verb says (object control): in "Lund told Vale to leave", Vale leaves. With
other verbs it is open who does it.
"""
LIMITS = frozenset("only except until before".split())
_STATED = frozenset("ccomp xcomp conj dobj acomp attr parataxis".split())
_NOUN_ROLES = ("compound", "poss", "nmod", "amod", "npadvmod", "intj", "dep")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, been or said.

    `act` is the lemma of its verb, noun or adjective, a verb's with its particle ("rule out"). `at` is the place of
    that word in the sentence. `slots` are its parties, each with the name of the slot that it fills.
    """

    act: str
    at: int
    slots: tuple[tuple[str, Who], ...]
    standing: Standing
    of_noun: bool = False
    is_done: bool = False
    """Whether it is a noun that is the object of a verb, as "appeal" in "ruled out an appeal"."""
    unwanted: bool = False
    """Whether it is such a noun, it exists, and its verb does not want it: "rejected an offer", not "made no offer"."""
    opened: How = "did"
    """How the verb whose object it is leaves it: "may" in "is considering a stoppage"; "did" where it is not open."""
    limits: frozenset[str] = frozenset()
    """Those of LIMITS that depend on it: with them, "not" may say what others say without, as in "not until May"."""

    def filling(self, slot: str) -> tuple[Who, ...]:
        """The parties in the slot of that name."""
        return tuple(who for name, who in self.slots if name == slot)


def deeds_in(sentence: Parsed) -> tuple[Deed, ...]:
    """The deeds of `sentence`, in its order."""
    found = (deed_at(sentence, at) for at in range(len(sentence)))
    return tuple(deed for deed in found if deed is not None)


def deed_at(sentence: Parsed, at: int) -> Deed | None:
    """The deed that the word at `at` tells; None where it tells none."""
    word = sentence[at]
    if word.role in {"aux", "auxpass"}:
        return None
    if word.tag.startswith("VB"):
        return _of_being(sentence, at) if word.lemma == "be" else _of_verb(sentence, at)
    if word.tag in {"JJR", "RBR"}:
        return _of_comparison(sentence, at)
    return _of_noun(sentence, at) if word.tag in {"NN", "NNS"} and word.role not in _NOUN_ROLES else None


def _of_verb(sentence: Parsed, at: int) -> Deed:
    particle = particle_of(sentence, at)
    act = sentence[at].lemma.lower() + (f" {sentence[particle].text.lower()}" if particle is not None else "")
    by_subject = PATIENT if is_passive(sentence, at) else AGENT
    slots = [(by_subject, who) for who in subjects(sentence, at)]
    slots += [(PATIENT, who) for each in sentence.below(at, "dobj") for who in whom(sentence, each)]
    slots += [("to", who) for each in sentence.below(at, "dative") for who in _given_to(sentence, each)]
    slots += list(_with_prepositions(sentence, at))
    for each in sentence.below(at, "dobj"):  # "lost the match to Lund": either may have been read
        slots += [(name, who) for name, who in _with_prepositions(sentence, each) if name != "of"]
    limits = frozenset(sentence[each].text.lower() for each in sentence.under(at)) & LIMITS
    return Deed(act, at, tuple(slots), standing(sentence, at), limits=limits)


def _of_being(sentence: Parsed, at: int) -> Deed | None:
    """The deed of a form of "be", whose act is what somebody is: "old" of "Anna is older than Bo", "successor" of "Anna
    is the successor of Bo". None where that is missing, or is a participle, which tells a deed of its own.
    """
    what = sentence.first(at, "acomp", "attr")
    if what is None or sentence[what].tag == "VBN":  # "was interrupted": that verb's own deed
        return None
    slots = [(AGENT, who) for who in subjects(sentence, at)]
    slots += list(_with_prepositions(sentence, what))
    slots += list(_with_prepositions(sentence, at))
    slots += [(OWNER, who) for each in sentence.below(what, "poss") for who in whom(sentence, each)]
    return Deed(sentence[what].lemma.lower(), what, tuple(slots), standing(sentence, at))


def _of_noun(sentence: Parsed, at: int) -> Deed:
    slots = [(OWNER, who) for each in sentence.below(at, "poss") for who in whom(sentence, each)]
    slots += list(_with_prepositions(sentence, at))
    return Deed(
        sentence[at].lemma.lower(),
        at,
        _told_apart(slots),
        standing(sentence, at),
        of_noun=True,
        is_done=verb_of_object(sentence, at) is not None,
        unwanted=is_rejected(sentence, at),
        opened=how_its_verb_leaves(sentence, at),
    )


def _told_apart(slots: list[tuple[str, Who]]) -> tuple[tuple[str, Who], ...]:
    """The slots of a noun, with agent and patient for "owner", "of" and "by" where two of these make plain who is
    which: Lund is the patient of "Lund's defeat by Vale" and the agent of "Lund's criticism of Vale".
    """
    there = {name for name, _ in slots}
    if {OWNER, "by"} <= there:
        means = {OWNER: PATIENT, "by": AGENT}
    elif {OWNER, "of"} <= there:
        means = {OWNER: AGENT, "of": PATIENT}
    else:
        means = {"of": PATIENT, "by": AGENT} if {"of", "by"} <= there else {}
    return tuple((means.get(name, name), who) for name, who in slots)


def _of_comparison(sentence: Parsed, at: int) -> Deed | None:
    """The deed of a comparison without "be": in "Holt, seven years younger than Lund", Holt is the agent, and Lund
    fills the slot "than". None where nobody is compared with.
    """
    than = [pair for pair in _with_prepositions(sentence, at) if pair[0] == "than"]
    head = sentence[at].head
    if not than or sentence[head].lemma == "be":  # that is a deed of being
        return None
    more = subjects(sentence, head) if sentence[head].tag.startswith("VB") else whom(sentence, head)
    return Deed(sentence[at].lemma.lower(), at, (*((AGENT, who) for who in more), *than), standing(sentence, at))


def _with_prepositions(sentence: Parsed, at: int) -> Iterator[tuple[str, Who]]:
    for each in sentence.below(at, "prep", "agent"):
        slot = AGENT if sentence[each].role == "agent" else sentence[each].lemma.lower()
        for thing in sentence.below(each, "pobj"):
            yield from ((slot, who) for who in whom(sentence, thing))
        for further in sentence.below(each, "prep"):  # "up from", "out of"
            for thing in sentence.below(further, "pobj"):
                yield from ((sentence[further].lemma.lower(), who) for who in whom(sentence, thing))


def _given_to(sentence: Parsed, at: int) -> tuple[Who, ...]:
    inner = sentence.first(at, "pobj")
    return whom(sentence, at if inner is None else inner)


def is_stated(sentence: Parsed, at: int) -> bool:
    """Whether the deed at `at` is stated by its sentence or by somebody in it ("Lund said that …"), also as a
    condition, and behind "after" or "without".

    False where it is told beside another deed, as in a relative clause: "the bridge that closed in May".
    """
    while sentence[at].head != at:
        role, head = sentence[at].role, sentence[at].head
        condition = role == "advcl" and any(
            sentence[each].text.lower() in CONDITIONS for each in sentence.below(at, "mark")
        )
        beside = role == "pcomp" and sentence[head].lemma.lower() in {"without", "after"}
        if not (condition or beside or role in _STATED):
            return False
        at = sentence[head].head if beside else head
    return True


def is_passive(sentence: Parsed, at: int) -> bool:
    """Whether the verb at `at` is in the passive voice: its subject is whom it is done to."""
    if sentence.below(at, "auxpass", "nsubjpass"):
        return True
    word = sentence[at]
    if word.role == "conj" and word.tag == "VBN" and not sentence.below(at, "aux", "nsubj"):
        return is_passive(sentence, word.head)
    return word.role in {"acl", "advcl", "acomp"} and word.tag == "VBN" and not sentence.below(at, "aux", "dobj")


def subjects(sentence: Parsed, at: int) -> tuple[Who, ...]:
    """Who is the subject of the verb at `at`, its own or one that it shares with another verb; empty where that
    is open.
    """
    place = subject_place(sentence, at)
    return whom(sentence, place) if place is not None else ()


def subject_place(sentence: Parsed, at: int) -> int | None:
    """The place of the subject of the verb at `at`, its own or a shared one; None where that is open."""
    seen: set[int] = set()
    while at not in seen:
        seen.add(at)
        own = sentence.first(at, "nsubj", "nsubjpass")
        if own is not None:
            return own
        step = _shared(sentence, at)
        if step is None:
            return None
        place, is_subject = step
        if is_subject:
            return place
        at = place
    return None


def _shared(sentence: Parsed, at: int) -> tuple[int, bool] | None:
    """Where a verb without a subject of its own takes it from: (place of the subject, True), or (place of a verb whose
    subject it shares, False). None where that is open.
    """
    word = sentence[at]
    match word.role:
        case "acomp":
            return word.head, False
        case "acl":
            return (word.head, True) if word.tag in {"VBG", "VBN"} else None
        case "xcomp":
            return _of_complement(sentence, word.head)
        case "pcomp":
            return _of_gerund(sentence, word.head)
        case "conj" | "advcl" if sentence[word.head].tag.startswith("VB"):
            finite = word.role == "advcl" and word.tag in {"VBD", "VBZ", "VBP"}
            return None if finite else (word.head, False)
    return None


def _of_complement(sentence: Parsed, verb: int) -> tuple[int, bool] | None:
    thing = sentence.first(verb, "dobj")
    if thing is None:
        return verb, False
    return (thing, True) if sentence[verb].lemma in _MADE_TO else None


def _of_gerund(sentence: Parsed, preposition: int) -> tuple[int, bool] | None:
    """Who does what a verb behind a preposition says, as `_shared` tells it: the mayor of "accused the mayor of lying",
    whoever left of "left without paying".
    """
    above = sentence[preposition].head
    if sentence[above].tag.startswith("N"):
        accused = sentence[above].role == "dobj" and sentence[preposition].lemma == "of"  # as the parser may have it
        return (above, True) if accused else None
    thing = sentence.first(above, "dobj")
    if thing is not None and sentence[preposition].lemma in {"of", "for", "from", "into"}:
        return thing, True
    return above, False

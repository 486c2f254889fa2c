"""How a deed stands in its sentence: denied or not, and whether it happened, is to come, may be, or hangs on a condition.

Read from "not" and its kin, from modal verbs, and from the verbs that a clause is a complement of. Which of those turn it into
its opposite or leave it open is a closed class of English: implicative verbs (Karttunen 1971, "Implicative verbs") and the
verbs that introduce what is planned, wanted or alleged (Saurí and Pustejovsky 2009, "FactBank").
"""

from dataclasses import dataclass
from typing import Literal

from rag.english.words import Sentence

How = Literal["did", "will", "may", "if"]
_ORDER: tuple[How, ...] = ("did", "will", "may", "if")

_DENYING = frozenset(
    """fail refuse decline deny avoid stop prevent forget neglect reject abandon cancel ban forbid prohibit block dismiss lack
    escape resist oppose cease scrap shelve halt veto""".split()
)
_DENYING_PHRASES = frozenset({"rule out", "call off", "hold off", "give up", "turn down", "stop short", "keep from"})
_PLANNING = frozenset(
    "plan intend vow promise pledge aim prepare decide agree offer propose threaten schedule set commit recommend".split()
)
_WANTING = frozenset("want order demand urge ask call seek request require insist need wish hope invite".split())
_OPENING = frozenset(
    """consider expect believe think suspect allege accuse suggest rumour rumor seem appear fear estimate assume speculate
    wonder doubt predict forecast tip try attempt debate discuss examine investigate study weigh mull charge""".split()
)
_SAYING = frozenset("say report claim state tell understand know think believe".split())
_PERHAPS = frozenset(
    "allegedly reportedly possibly perhaps maybe probably apparently supposedly purportedly likely potentially nearly almost".split()
)
_UNSURE = frozenset("likely possible unlikely able due ready willing expected unclear uncertain".split())
_MODALS: dict[str, How] = {"may": "may", "might": "may", "could": "may", "will": "will", "would": "will", "shall": "will", "wo": "will", "’ll": "will", "'ll": "will", "should": "will", "must": "will"}  # fmt: skip
_CONDITIONS = frozenset("if unless whether".split())
_COMPLEMENT = ("xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "conj", "advcl", "attr", "nsubj")
_NO = frozenset("no neither none nobody nothing never nor hardly scarcely".split())


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether what is told is denied, and how it is told."""

    denied: bool = False
    how: How = "did"


def standing(sentence: Sentence, at: int) -> Standing:
    """How the deed at `at` stands, by its own words and by what it is a complement of."""
    denied, how = _own(sentence, at)
    if sentence[at].tag.startswith("N"):
        return _of_noun(sentence, at, denied=denied)
    child = at
    for above in sentence.above(at):
        role = sentence[child].role
        if role not in _COMPLEMENT:
            break
        if sentence[above].tag.startswith("VB") and role not in {"conj", "advcl", "nsubj"}:
            turns, opens = _governs(sentence, above, role)
            their_denied, their_how = _own(sentence, above)
            opened = opens in {"may", "will"}
            denied ^= turns ^ (their_denied and (turns or opened or role == "xcomp"))
            how = max(how, opens, their_how if turns or opened or role == "xcomp" else "did", key=_ORDER.index)
        elif role == "conj" and not sentence.below(child, "aux", "nsubj") and sentence[child].tag != "VBD":
            their_denied, their_how = _own(sentence, above)
            how = max(how, their_how, key=_ORDER.index)
        elif sentence[above].tag == "IN" and sentence[above].lemma.lower() == "without":
            denied = not denied
        child = above
    return Standing(denied, how)


def _of_noun(sentence: Sentence, at: int, *, denied: bool) -> Standing:
    """A thing stands as what is done to it: "ruled out an appeal", "is considering a stoppage"."""
    verb = sentence[at].head
    if sentence[at].role != "dobj":
        return Standing(denied)
    turns, opens = _governs(sentence, verb, "dobj")
    theirs = standing(sentence, verb)
    return Standing(denied or (theirs.denied ^ turns), opens)


def _own(sentence: Sentence, at: int) -> tuple[bool, How]:
    """Whether the word at `at` is denied by what stands beside it, and how it is told."""
    words = [sentence[each] for each in sentence.below(at)]
    denied = any(word.role == "neg" or (word.text.lower() in _NO and word.role != "intj") for word in words)
    for each in sentence.below(at, "nsubj", "nsubjpass", "dobj", "attr"):
        denied ^= any(sentence[inner].text.lower() in _NO for inner in sentence.below(each, "det", "neg"))
    if sentence[at].tag.startswith("N"):
        denied = any(sentence[inner].text.lower() in _NO for inner in sentence.below(at, "det", "neg"))
    how: How = "did"
    for word in words:
        if word.role == "aux" and word.tag == "MD":
            how = max(how, _MODALS.get(word.text.lower(), "did"), key=_ORDER.index)
        elif word.text.lower() in _PERHAPS:
            how = max(how, "may", key=_ORDER.index)
        elif word.role == "mark" and word.text.lower() in _CONDITIONS:
            how = "if"
    for clause in sentence.below(at, "advcl"):
        if any(sentence[each].text.lower() in _CONDITIONS for each in sentence.below(clause, "mark")):
            how = "if"
    return denied, how


def _governs(sentence: Sentence, at: int, role: str) -> tuple[bool, How]:
    """Whether a verb turns its complement into the opposite, and what it leaves open about it."""
    lemma = sentence[at].lemma.lower()
    particle = sentence.first(at, "prt")
    phrase = f"{lemma} {sentence[particle].text.lower()}" if particle is not None else lemma
    if lemma in _DENYING or phrase in _DENYING_PHRASES:
        return True, "did"
    if lemma in _OPENING:
        return False, "may"
    if lemma in _SAYING and role == "xcomp":  # "is said to have resigned"
        return False, "may"
    if lemma in _PLANNING or (lemma in _WANTING and role != "dobj"):
        return False, "will"
    if lemma in {"be", "remain"} and role == "xcomp":
        return False, "will"
    return False, "did"

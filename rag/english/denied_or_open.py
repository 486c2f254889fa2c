"""How a deed stands in its sentence: denied or not, and whether it happened, is to come, may be, or hangs on an "if".

Read from "not" and its kin, from modal verbs, and from the verbs that a clause is a complement of. Which of those turn
it into its opposite or leave it open is a closed class of English: implicative verbs (Karttunen 1971, "Implicative
verbs") and the verbs that introduce what is planned, wanted or alleged (Saurí and Pustejovsky 2009, "FactBank").
"""

from dataclasses import dataclass
from typing import Literal

from rag.english.words import Parsed

How = Literal["did", "does", "can", "will", "may", "if"]
"""How a deed is told. "does" is what is or, as in a timetable, what is to come; "can" leaves open whether it is done.
"""
_ORDER: tuple[How, ...] = ("did", "does", "can", "will", "may", "if")

_DENYING = frozenset(
    """fail refuse decline deny avoid stop prevent forget neglect reject abandon cancel ban forbid prohibit block
    dismiss lack escape resist oppose cease scrap shelve halt veto drop withhold""".split()
)
_DENYING_PHRASES = frozenset({"rule out", "call off", "hold off", "give up", "turn down", "stop short", "keep from"})
_PLANNING = frozenset(
    (
        "plan intend vow promise pledge aim prepare decide agree offer propose threaten schedule set commit recommend "
        "expect"
    ).split()
)
_ASKING = frozenset("order demand urge ask call seek request require insist invite".split())
"""Their "not" denies nothing of what was asked for: what nobody asked for may be done all the same."""
_WANTING = _ASKING | frozenset("want need wish hope".split())
_OPENING = frozenset(
    """consider believe think suspect allege accuse suggest rumour rumor seem appear fear estimate assume speculate
    wonder doubt predict forecast tip try attempt debate discuss examine investigate study weigh mull charge""".split()
)
_DENYING_NOUNS = frozenset("refusal failure inability denial unwillingness reluctance ban".split())
PLANNING_NOUNS = frozenset(
    "plan promise vow pledge intention offer proposal decision agreement threat attempt bid".split()
)
"""Nouns for what somebody planned or offered. The offer was made even where it was rejected."""
_SAYING = frozenset("say report claim state tell think believe warn add argue insist".split())
_PERHAPS = frozenset(
    (
        "allegedly reportedly possibly perhaps maybe probably apparently supposedly purportedly likely potentially "
        "nearly almost"
    ).split()
)
_ADJECTIVES: dict[str, tuple[bool, How]] = {
    **dict.fromkeys("likely unlikely possible unclear uncertain".split(), (False, "may")),
    **dict.fromkeys("due ready willing set free".split(), (False, "will")),
    **dict.fromkeys("unable unwilling reluctant".split(), (True, "did")),
}
"""Whether an adjective denies its complement, and how it leaves it: "is likely to resign", "was unable to attend"."""
_MODALS: dict[str, How] = {
    "may": "may",
    "might": "may",
    "could": "may",
    "will": "will",
    "would": "will",
    "shall": "will",
    "wo": "will",
    "’ll": "will",
    "'ll": "will",
    "should": "will",
    "must": "will",
    "can": "can",
}
CONDITIONS = frozenset("if unless whether".split())
_COMPLEMENT = ("xcomp", "ccomp", "pcomp", "acl", "prep", "conj")
_ARGUMENT = ("of", "from", "against", "for", "to", "on", "in", "about")
"""Prepositions by which a gerund is a verb's complement: "accused of lying", "ruled out from playing"."""
_AMOUNTS = frozenset("fewer less more longer".split())
_PARTICLES = frozenset("aside away back down off out over up".split())
_NO = frozenset("no neither none nobody nothing never nor hardly scarcely".split())


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether what is told is denied, and how it is told."""

    denied: bool = False
    how: How = "did"


def standing(sentence: Parsed, at: int) -> Standing:
    """How the deed at `at` stands, by its own words and by the words whose complement it is: "leave" is denied in
    "refused to leave".
    """
    denied, how = _own(sentence, at)
    if sentence[at].tag.startswith("N"):
        return _of_noun(sentence, at, denied=denied)
    if _stands_behind_denial(sentence, at):
        denied = not denied
    if sentence[at].role == "advcl" and _own(sentence, sentence[at].head)[0]:
        how = "if"  # "there can be no treaty while Lund charges a duty"
    child, passed = at, {sentence[at].lemma}
    for above in sentence.above(at):
        role, word = sentence[child].role, sentence[above]
        if word.lemma in passed:  # "wants Lund to stop calling and Vale to stop sending": no stop is stopped
            break
        passed.add(word.lemma)
        if word.lemma == "short" and role == "prep":  # "stopped short of banning it"
            return Standing(not denied, how)
        if role not in _COMPLEMENT or (role == "pcomp" and word.lemma.lower() not in _ARGUMENT):
            without = role == "pcomp" and word.lemma.lower() == "without"
            return Standing(denied ^ without, how)
        if role == "conj":
            shares = not sentence.below(child, "aux", "nsubj") and sentence[child].tag != "VBD"
            how = max(how, _own(sentence, above)[1] if shares else "did", key=_ORDER.index)
        elif word.tag.startswith(("VB", "N", "JJ")):
            denied, how = _under(sentence, above, role, denied=denied, how=how)
        child = above
    return Standing(denied, how)


def _stands_behind_denial(sentence: Parsed, at: int) -> bool:
    """Whether a verb stands right behind one that denies it, though parsed as part of another: "to stop sending"."""
    before = at - 2 if at > 1 and sentence[at - 1].text.lower() == "to" else at - 1
    denies = before >= 0 and sentence[before].lemma.lower() in _DENYING and sentence[before].tag.startswith("VB")
    return denies and sentence[at].tag in {"VBG", "VB"} and before not in sentence.above(at)


def _under(sentence: Parsed, above: int, role: str, *, denied: bool, how: How) -> tuple[bool, How]:
    """How a deed stands that is a complement of the verb or noun at `above`."""
    turns, opens = _governs(sentence, above, role)
    their_denied, their_how = _own(sentence, above)
    of_noun = sentence[above].tag.startswith("N")  # "no sign that"
    bound = turns or opens in {"may", "will"} or role == "xcomp" or of_noun
    reached = bound and sentence[above].lemma.lower() not in _ASKING
    return denied ^ turns ^ (their_denied and reached), max(how, opens, their_how if bound else "did", key=_ORDER.index)


def verb_of_object(sentence: Parsed, at: int) -> int | None:
    """The place of the verb whose object the noun at `at` is, alone or joined to another noun; else None."""
    while sentence[at].role == "conj" and sentence[at].tag.startswith("N"):
        at = sentence[at].head
    return sentence[at].head if sentence[at].role == "dobj" else None


def how_its_verb_leaves(sentence: Parsed, at: int) -> How:
    """How the verb leaves the noun at `at` that is its object: "may" in "is considering a stoppage". "did" where it
    leaves nothing open, and where there is no such verb.
    """
    verb = verb_of_object(sentence, at)
    return "did" if verb is None else _governs(sentence, verb, "dobj")[1]


def is_rejected(sentence: Parsed, at: int) -> bool:
    """Whether the noun at `at` has no "no" and is the object of a verb that rejects it: "rejected an offer"."""
    verb = verb_of_object(sentence, at)
    return verb is not None and _governs(sentence, verb, "dobj")[0] and not _own(sentence, at)[0]


def _of_noun(sentence: Parsed, at: int, *, denied: bool) -> Standing:
    """How a noun stands. It is denied by its own "no", else by the verb whose object it is ("ruled out an appeal"), but
    not where it is joined to another: "no violence but long queues".
    """
    verb = verb_of_object(sentence, at)
    if verb is None:
        return Standing(denied)
    turns, opens = _governs(sentence, verb, "dobj")
    theirs = standing(sentence, verb)
    by_own = sentence[at].role == "conj" or denied
    return Standing(denied if by_own else theirs.denied ^ turns, max(opens, theirs.how, key=_ORDER.index))


def _own(sentence: Parsed, at: int) -> tuple[bool, How]:
    """Whether the word at `at` is denied by what stands beside it, and how it is told by those words."""
    words = [sentence[each] for each in sentence.below(at) if not _of_amount(sentence, each)]
    denied = any(word.role == "neg" or (word.text.lower() in _NO and word.role != "intj") for word in words)
    for each in sentence.below(at, "nsubj", "nsubjpass", "dobj", "attr"):
        denied ^= _has_no(sentence, each)
    if sentence[at].tag.startswith("N"):
        denied = _has_no(sentence, at)
    how: How = "does" if _is_present(sentence, at) else "did"
    for word in words:
        if word.role == "aux" and word.tag == "MD":
            how = max(how, _MODALS.get(word.text.lower(), "did"), key=_ORDER.index)
        elif word.text.lower() in _PERHAPS:
            how = max(how, "may", key=_ORDER.index)
        elif word.role == "mark" and word.text.lower() in CONDITIONS:
            how, denied = "if", denied ^ (word.text.lower() == "unless")
    for clause in sentence.below(at, "advcl") if sentence[at].lemma not in _SAYING else ():
        marks = {sentence[each].text.lower() for each in sentence.below(clause, "mark", "advmod")}
        if marks & CONDITIONS and not marks & {"even", "whether"}:  # "even if", "whether or not": it is so anyway
            how = "if"
    return denied, how


def _is_present(sentence: Parsed, at: int) -> bool:
    """Whether a verb is in the present tense, by its first auxiliary where it has one; "has closed" is past."""
    auxiliaries = sentence.below(at, "aux", "auxpass")
    first = sentence[auxiliaries[0] if auxiliaries else at]
    return first.tag in {"VBZ", "VBP"} and first.lemma != "have"


def _has_no(sentence: Parsed, at: int) -> bool:
    """Whether a noun has a "no" of its own."""
    below = (
        inner for inner in sentence.below(at, "det", "neg", "preconj", "predet") if not _of_amount(sentence, inner)
    )
    return any(sentence[inner].text.lower() in _NO for inner in below)


def _of_amount(sentence: Parsed, at: int) -> bool:
    """Whether a word is the "no" of "no fewer than"."""
    return at + 1 < len(sentence) and sentence[at].text.lower() == "no" and sentence[at + 1].text.lower() in _AMOUNTS


def particle_of(sentence: Parsed, at: int) -> int | None:
    """The place of a verb's particle, None where it has none. In "stepped down" the parser takes "down" for an adverb,
    which counts where it stands right behind the verb.
    """
    own = sentence.first(at, "prt")
    after = at + 1
    behind = after < len(sentence) and sentence[after].head == at and sentence[after].text.lower() in _PARTICLES
    return own if own is not None or not behind else after


def _governs(sentence: Parsed, at: int, role: str) -> tuple[bool, How]:
    """Whether the verb, noun or adjective at `at` turns its complement into the opposite, and how it leaves it; `role`
    is the complement's.
    """
    lemma = sentence[at].lemma.lower()
    if sentence[at].tag.startswith("JJ"):
        return _ADJECTIVES.get(lemma, (False, "did"))
    if sentence[at].tag.startswith("N"):
        return lemma in _DENYING_NOUNS, "will" if lemma in PLANNING_NOUNS else "did"
    particle = particle_of(sentence, at)
    phrase = f"{lemma} {sentence[particle].text.lower()}" if particle is not None else lemma
    if lemma in _DENYING or phrase in _DENYING_PHRASES:
        return True, "did"
    if lemma in _OPENING or (lemma in _SAYING and role == "xcomp"):  # "is said to have resigned"
        return False, "may"
    planned = (
        lemma in _PLANNING or (lemma in _WANTING and role != "dobj") or (lemma in {"be", "remain"} and role == "xcomp")
    )
    return False, "will" if planned else "did"

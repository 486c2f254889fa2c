"""Who says what a parsed sentence tells: "Lund said …", "…, said the mayor", "according to …", "…, saying …".

Knows one sentence: whom a pronoun means, and what somebody's full name is, only the article tells. What nobody
said is no remark ("declined to say", "did not say"). Callers give the places of words in quotation marks: nobody
in them speaks.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rag.english.deeds import is_passive, subject_place
from rag.english.word_holders import according_to
from rag.english.words import Parsed

ALWAYS_SAYING = frozenset(
    """say tell announce warn argue insist stress emphasise emphasize state remark declare assert allege promise pledge
    vow urge demand accuse deny comment reiterate suggest predict acknowledge quip joke testify tweet speculate mention
    stipulate affirm elaborate complain explain dispute""".split()
)
"""Verbs with which somebody always says something."""
TELLING = frozenset(
    """add note continue conclude maintain recall estimate write post ask answer reply admit concede reveal
    believe think confirm repeat claim hint observe agree boast shout respond counter caution object report signal
    recount sigh whisper""".split()
)
"""Verbs that say something where a clause or a quotation follows, and do something else where another object does."""
QUOTING = frozenset(
    """call describe dub label brand characterise characterize term criticise criticize condemn dismiss reject blame
    praise refer compare define read indicate question speak mock apologise apologize""".split()
)
"""Verbs that give somebody's words where they go with words in quotation marks: called it “a farce”."""
_CONTRASTING = frozenset("while whereas although though".split())
_UNSURE = frozenset("reportedly allegedly supposedly purportedly".split())
_NOTHING = frozenset("nothing little hello goodbye".split())
_PARTS = frozenset("conj ccomp xcomp parataxis nsubj nsubjpass prep".split())


@dataclass(frozen=True, slots=True)
class Saying:
    """One remark: `at` is the place of its verb or, where `according` is True, of "according"; `who` is the place of
    the noun for who says it, None where that is open.
    """

    at: int
    who: int | None
    according: bool = False


def sayings(sentence: Parsed, quoted: AbstractSet[int]) -> tuple[Saying, ...]:
    """Every remark outside the `quoted` places, in order, also one inside another: "Lund said that Vale had said …"."""
    found = (_saying(sentence, at, quoted) for at in range(len(sentence)) if at not in quoted)
    return tuple(saying for saying in found if saying is not None)


def outermost(sentence: Parsed, quoted: AbstractSet[int]) -> tuple[Saying, ...]:
    """The remarks that cover the whole sentence together: two of "Lund said …, and Vale said …".

    None where a part of it is nobody's remark, as in "It rained, but Lund said …".
    """
    found = {saying.at: saying for saying in sayings(sentence, quoted)}
    if any(_is_contrast(sentence, at) for at in found):
        return ()
    told: list[Saying] = []
    for root in sentence.roots:
        if not any(sentence[at].tag[:2] == "VB" for at in sentence.under(root) if at not in quoted):
            continue  # a dateline, a mark, a quotation by itself
        for saying in _of_clauses(sentence, root, found):
            if saying is None:
                return ()
            told.append(saying)
    return tuple(told)


def leaves_open(sentence: Parsed) -> bool:
    """Whether a sentence says that something is said, but not by whom: "reportedly", "is said to have fled"."""
    said_to = (
        word.lemma in ALWAYS_SAYING | TELLING and is_passive(sentence, at) and bool(sentence.below(at, "xcomp"))
        for at, word in enumerate(sentence.words)
    )
    return any(word.text.lower() in _UNSURE for word in sentence.words) or any(said_to)


def _of_clauses(sentence: Parsed, root: int, found: Mapping[int, Saying]) -> Iterator[Saying | None]:
    """The remarks under `root`, one of the sentence's roots: those that stand beside its clauses and cover all of them,
    and one for each subject of a clause. A subject without a remark has None, unless a remark beside covers it.
    """
    beside = [saying for saying in found.values() if _is_beside(sentence, saying, root, found)]
    by_subject: dict[int | None, Saying | None] = {}
    for clause in _joined(sentence, root):
        contrast = any(_is_contrast(sentence, each) for each in sentence.below(clause, "advcl"))
        saying = next((found[each] for each in (clause, *_participles(sentence, clause)) if each in found), None)
        subject = saying.who if saying else subject_place(sentence, clause)
        by_subject[subject] = None if contrast else by_subject.get(subject) or saying
    yield from beside
    yield from (saying for saying in by_subject.values() if saying or not beside)


def _joined(sentence: Parsed, at: int) -> Iterator[int]:
    yield at
    for each in sentence.below(at, "conj"):
        if sentence[each].tag.startswith("VB"):
            yield from _joined(sentence, each)


def _participles(sentence: Parsed, at: int) -> Iterator[int]:
    """Places of participles that share the subject of the clause at `at`: "saying" of "Lund left, saying that …"."""
    for each in sentence.below(at, "advcl"):
        if sentence[each].tag == "VBG" and not sentence.below(each, "nsubj", "mark"):
            yield each


def _is_contrast(sentence: Parsed, clause: int) -> bool:
    marks = {sentence[each].text.lower() for each in sentence.below(clause, "mark")}
    return bool(marks & _CONTRASTING and sentence.below(clause, "nsubj", "nsubjpass"))


def _is_beside(sentence: Parsed, saying: Saying, root: int, found: Mapping[int, Saying]) -> bool:
    """Whether a remark stands beside what is said, as "…, experts say, …" and "according to …" do, and covers all that
    depends on `root`.
    """
    if not saying.according and sentence[saying.at].role != "parataxis":
        return False
    if saying.according and _ends_with(sentence, saying.at):
        return True
    parts = _PARTS if saying.according else _PARTS | {"advcl"}
    for above in sentence.above(saying.at):
        if above in found:
            return saying.according and sentence[saying.at].head == above == root
        if above == root:
            return True
        if sentence[above].role not in parts:
            return False
    return False


def _ends_with(sentence: Parsed, at: int) -> bool:
    """Whether the sentence ends with what depends on `at`, set off by a comma: "…, according to Lund". That covers all
    before it, whatever the parser has it depend on.
    """
    last = next(place for place in range(len(sentence) - 1, -1, -1) if sentence[place].text[0].isalnum())
    return at > 0 and sentence[at - 1].text == "," and last in set(sentence.under(at))


def _saying(sentence: Parsed, at: int, quoted: AbstractSet[int]) -> Saying | None:
    word = sentence[at]
    if word.text.lower() == "according":
        who = next(according_to(sentence, at), None)
        return None if who is None else Saying(at, who, according=True)
    speaks = word.tag.startswith("VB") and word.role not in {"amod", "aux"}
    if not speaks or _is_withheld(sentence, at, quoted) or not _says_something(sentence, at, quoted):
        return None
    who = _who(sentence, at, quoted)
    if who is None and is_passive(sentence, at) and not sentence.below(at, "ccomp", "agent"):
        return None  # "He was denied bail"
    return Saying(at, who)


def _is_withheld(sentence: Parsed, at: int, quoted: AbstractSet[int]) -> bool:
    """Whether it is not said, not yet said, or asked: "did not say", "declined to say", "will say", "What did
    she say?".
    """
    words = [sentence[each] for each in sentence.below(at) if each not in quoted]
    if sentence[at].role == "conj":
        words += [sentence[each] for each in sentence.below(sentence[at].head, "cc")]
    not_said = any(
        word.role == "neg"
        or word.text.lower() in {"neither", "nor"}
        or (word.role == "aux" and word.tag in {"MD", "TO"})
        for word in words
    )
    nothing = any(word.role in {"dobj", "intj"} and word.text.lower() in _NOTHING for word in words)
    return not_said or nothing or any(word.text == "?" for word in words)


def _says_something(sentence: Parsed, at: int, quoted: AbstractSet[int]) -> bool:
    lemma = sentence[at].lemma.lower()
    calls = lemma == "call" and any(sentence[each].text in {"for", "on"} for each in sentence.below(at, "prep"))
    if lemma in ALWAYS_SAYING or calls:
        return True
    quotes = any(each in quoted for each in _content(sentence, at))
    if lemma in TELLING:
        return quotes or sentence[at].role == "parataxis" or bool(sentence.below(at, "ccomp"))
    return lemma in QUOTING and quotes


def _content(sentence: Parsed, at: int) -> Iterator[int]:
    """All places that depend on a verb, but for its subject; of a main clause also the other roots, since a quotation
    may be parsed as one.
    """
    for each in sentence.below(at):
        if sentence[each].role not in {"nsubj", "nsubjpass"}:
            yield from sentence.under(each)
    if sentence[at].head == at:
        yield from sentence.roots


def _who(sentence: Parsed, at: int, quoted: AbstractSet[int]) -> int | None:
    """The place of the noun for who says it; None where two say it together, and where the sentence does not tell."""
    if is_passive(sentence, at):
        agents = [thing for by in sentence.below(at, "agent") for thing in sentence.below(by, "pobj")]
        return agents[0] if len(agents) == 1 else None
    own = [each for each in sentence.below(at, "nsubj") if each not in quoted and sentence[each].text[0].isalnum()]
    if own and (own[0] < at < own[-1] or (own[-1] == at - 2 and sentence[at - 1].text == ",")):
        return None  # "The plan, said Wilson, is to go": who and what are taken for each other
    if not own and sentence[at].role == "conj" and not sentence.below(sentence[at].head, "cc"):
        return None
    place = own[-1] if own else subject_place(sentence, at)
    if place is None:  # "“Why?” asked Mayor Brock": read as whom was asked
        place = sentence.first(at, "dobj") if at - 1 in quoted else _behind_a_day(sentence, at)
    return None if place is None or place in quoted or sentence.below(place, "conj") else place


def _behind_a_day(sentence: Parsed, at: int) -> int | None:
    """The place of the name in "Late on Sunday Bo Lund said …", which the parser may read as a day called "Sunday Bo
    Lund"; None in other sentences.
    """
    things = (thing for on in sentence.below(at, "prep") if on < at for thing in sentence.below(on, "pobj"))
    days = (each for each in things if any(sentence[day].name == "DATE" for day in sentence.below(each, "compound")))
    return next((each for each in days if sentence[each].name != "DATE"), None)

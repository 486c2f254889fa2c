"""How a parsed sentence names somebody: the name without titles, a description of who has none, and offices.

Knows one sentence. A name comes back as it stands there; whether it is a person's is the parser's guess, or a title
before it tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.words import Parsed

TITLES = frozenset(
    """President Vice-President Minister Chancellor Secretary General Colonel Captain Sergeant Judge Justice Professor
    Prof. Prof Doctor Dr. Dr Mr. Mr Mrs. Mrs Ms. Ms Miss Sir Dame Lord Lady King Queen Prince Princess Pope Archbishop
    Bishop Cardinal Rabbi Imam Father Sister Senator Sen. Rep. Representative Governor Gov. Mayor Councillor Chief
    Commissioner Ambassador Envoy Speaker Attorney Inspector Superintendent Detective Constable Officer Sheriff Admiral
    Commander Major Lieutenant Lt. Lt Gen. Gen Col. Maj. Capt. Sgt. Director Chairman Chairwoman Chair CEO Executive
    Premier Taoiseach Sheikh Ayatollah Spokesman Spokeswoman Spokesperson Coach Manager Analyst Leader Aide""".split()
)
PARTICLES = frozenset("von van de der den la du da dos di del bin ibn al ben ter ten le el zu do".split())
"""Small words inside names: "Maria de la Cruz"."""
_IN_NAME = ("compound", "flat", "nmod", "nummod", "punct")
_MARKS = frozenset(", ( ) – — - : ; “ ” \" « » ‘ ’ '".split())
_APART = ("appos", "advcl", "intj", "parataxis", "cc", "conj")
"""Roles of what depends on a noun and does not help to tell which one is meant."""
_ANYBODY = frozenset("other others someone somebody everyone everybody anyone anybody".split())
_LONGEST = 110
"""Characters; a longer description describes nobody plainly."""


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is called beside a name, in small letters: of "Deputy Mayor Bo Lund", `role` is "mayor", its noun,
    and `words` are "deputy" and "mayor".
    """

    role: str
    words: frozenset[str]


def name_beside(sentence: Parsed, at: int) -> int:
    """The place of the name beside the noun at `at`, such as "Lund" for "mayor" in "the mayor, Bo Lund,". It is `at`
    itself where the noun is a name or has none beside it.
    """
    if sentence[at].tag.startswith("NNP"):
        return at
    return min((each for each in sentence.under(at) if _noun_beside(sentence, each) == at), default=at)


def is_person(sentence: Parsed, at: int) -> bool:
    """Whether the name that ends at `at` is a person's: the parser takes it for one, or a title stands before it."""
    run = _run(sentence, at)
    return sentence[at].name == "PERSON" or len(_after_titles(sentence, run)) < len(run)


def bare_name(sentence: Parsed, at: int) -> str:
    """The name that ends at `at`, without titles: "Bo Lund" of "Mayor Bo Lund"."""
    return _text(sentence, _after_titles(sentence, _run(sentence, at)))


def core(sentence: Parsed, at: int) -> str:
    """The noun at `at` with its article, adjectives and compounds: "the old mayor" of "the old mayor of Vale"."""
    return _text(sentence, [*(each for each in sentence.below(at, "det", "amod", "compound") if each < at), at])


def description(sentence: Parsed, at: int) -> str | None:
    """The noun at `at` with what tells which one is meant, written as inside a sentence: "the deputy mayor of Vale".

    None where it does not tell plainly: it is a pronoun or has one ("their mayor"), a part of it stands apart, or it is
    longer than 110 characters.
    """
    word = sentence[at]
    counted = word.tag in {"CD", "DT"} and sentence.below(at, "prep")  # "one of the diplomats"
    if not (counted or (word.tag.startswith("NN") and word.text.lower() not in _ANYBODY)):
        return None
    own = _around(at, sorted(_plain_parts(sentence, at)))
    clauses = {inner for each in sentence.below(at, "relcl", "acl") for inner in sentence.under(each)}
    is_open = any(sentence[each].tag in {"PRP$", "PRP"} for each in own if each not in clauses)
    text = _text(sentence, own)
    if is_open or _is_cut(sentence, at, own) or len(text) > _LONGEST:
        return None
    first = sentence[own[0]]
    name = first.tag.startswith("NNP") or first.text[1:2].isupper() or (own[0] and first.tag.startswith("N"))
    return text if name else text[0].lower() + text[1:]


def offices(sentence: Parsed, at: int) -> Iterator[Office]:
    """The offices that stand beside the name that ends at `at`: before it, or set off by commas behind or before it."""
    run = _run(sentence, at)
    titles = [each for each in run if each not in _after_titles(sentence, run)]
    before = [each for each in sentence.below(at, "compound", "amod", "nmod") if each < run[0]]
    before = [inner for each in before for inner in sorted(sentence.under(each))]
    if titles or before:
        yield _office(sentence, [*before, *titles])
    beside = [each for each in sentence.below(at, "appos") if not sentence[each].tag.startswith("NNP")]
    noun = _noun_beside(sentence, at)
    for each in beside if noun is None else [*beside, noun]:
        yield _office(sentence, [*sentence.below(each, "compound", "amod"), each])


def _office(sentence: Parsed, places: list[int]) -> Office:
    words = [sentence[each].text.lower() for each in places]
    return Office(words[-1], frozenset(words))


def _noun_beside(sentence: Parsed, at: int) -> int | None:
    """The place of the noun beside the name that ends at `at`: "mayor" of "the mayor, Bo Lund" and of "the mayor of
    Vale, Anna Holt". None where the name stands beside none.
    """
    word = sentence[at]
    if not word.tag.startswith("NNP") or word.role not in {"appos", "conj"}:
        return None
    head = word.head
    town = sentence[head].tag.startswith("NNP") and sentence[head].role == "pobj"
    if town and sentence[_run(sentence, at)[0] - 1].text == ",":  # the parser sets her beside the town
        head = sentence[sentence[head].head].head
    elif word.role == "conj":
        return None
    return head if sentence[head].tag in {"NN", "NNS"} or town else None


def _run(sentence: Parsed, at: int) -> list[int]:
    """The places of the words of the name that ends at `at`, with the titles before it."""
    low = at
    while low and _belongs(sentence, low - 1, low, at):
        low -= 1
    dotted = at + 1 < len(sentence) and sentence[at + 1].text == "." and sentence[at + 1].tag == "NNP"  # "Pell Jr."
    return list(range(low, at + 2 if dotted else at + 1))


def _belongs(sentence: Parsed, each: int, low: int, high: int) -> bool:
    word = sentence[each]
    if word.name == "DATE" != sentence[high].name:
        return False  # "On Sunday Karim Mood said"
    inside = word.role in _IN_NAME and low <= word.head <= high
    part = word.tag.startswith("NNP") or word.tag == "HYPH" or (word.tag == "CD" and word.text[0].isupper())
    person = word.name == "PERSON" and sentence[high].name == "PERSON" and word.text not in _MARKS
    return (inside and (part or word.text.lower() in PARTICLES)) or person


def _after_titles(sentence: Parsed, run: list[int]) -> list[int]:
    titles = [number for number, each in enumerate(run[:-1]) if sentence[each].text in TITLES]
    rest = run[titles[-1] + 1 :] if titles else run
    persons = [each for each in rest if sentence[each].name == "PERSON"]  # "Swimmer Lotte Aas"
    return [each for each in rest if each >= persons[0]] if len(persons) > 1 and persons[-1] == run[-1] else rest


def _plain_parts(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of the noun at `at` and of what tells which one is meant; without marks, without names set beside it,
    and without what an "and" joins to it.
    """
    yield at
    for each in sentence.below(at):
        word = sentence[each]
        hyphen = word.role == "punct" and word.tag == "HYPH"
        if hyphen or (word.role not in (*_APART, "punct") and (word.text not in _MARKS or word.role == "case")):
            yield from _plain_parts(sentence, each)


def _around(at: int, places: list[int]) -> list[int]:
    """The longest run of `places` without a gap that has `at` in it."""
    low = high = places.index(at)
    while low and places[low - 1] == places[low] - 1:
        low -= 1
    while high + 1 < len(places) and places[high + 1] == places[high] + 1:
        high += 1
    return places[low : high + 1]


def _is_cut(sentence: Parsed, at: int, own: list[int]) -> bool:
    """Whether `own`, the words to be shown for the noun at `at`, lack something that tells which one is meant: it
    stands before them, or they end inside it, as at the quotation mark of "the man whom all call “Eel”".
    """
    parts = [each for each in sentence.below(at) if sentence[each].role not in (*_APART, "punct")]
    wholes = [set(_plain_parts(sentence, each)) for each in parts]
    return any(each < own[0] for each in parts) or any(whole & {*own} and whole - {*own} for whole in wholes)


def _text(sentence: Parsed, places: list[int]) -> str:
    """The words at `places`, which follow each other, as they are written."""
    parts: list[str] = []
    for each in places:
        word, before = sentence[each], sentence[each - 1]
        gap = bool(parts) and word.start > before.start + len(before.text)
        parts.append(f" {word.text}" if gap else word.text)
    return "".join(parts)

"""Whom "he said", "she said" and "it said" mean: the one person or body that the sentences before allow. Else None."""

import re
from collections.abc import Iterator

from rag.checking.parsed_sentences import Heard, heard, is_silent, starts_line
from rag.checking.people import may_be, mentioned
from rag.english.naming import bare_name, is_person, name_beside
from rag.english.words import Parsed

_BACK = 3
"""So many sentences before "he said" are searched for a name: readers soon forget whom a pronoun could mean."""
_SOMEBODY = re.compile(
    r"\w+(?:man|woman|person|boy|girl|er|or|ist|ian|ant|eer)|man|woman|boy|girl|official|president|captain|witness|judge"
    r"|diplomat|aide|coach|nurse|pilot|guard|colleague|expert|wife|husband|son|friend|king|queen|resident"
)
"""A noun for somebody, by its ending mostly: whom "he" may mean beside those who are named."""


def whom_pronoun_means(text: str, number: int, at: int) -> str | int | None:
    """Whom the pronoun at place `at` of sentence `number` means: a full name, or the number of the sentence that has
    the same speaker; None where that is open.
    """
    pronoun = heard(text, number).sentence[at].text.lower()
    if pronoun == "it":
        return _body_before(text, number)
    if pronoun not in {"he", "she"}:
        return None
    here = [each for each in mentioned(text, number) if each[0] < at and may_be(text, each[1], pronoun)]
    if here:
        return _only(here)
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        if not is_silent(text, back) and _tells_who(text, back):
            return _last_named(text, back, pronoun)
    return None


def _only(found: list[tuple[int, str, bool]]) -> str | None:
    names = {name for _at, name, _sure in found}
    return names.pop() if len(names) == 1 and all(sure for *_, sure in found) else None


def _tells_who(text: str, number: int) -> bool:
    """Whether a sentence outside quotations has somebody whom a pronoun after it may mean."""
    there = heard(text, number)
    return bool(there.said or any(mentioned(text, number)) or any(_others(there)))


def _others(there: Heard) -> Iterator[str]:
    """Those in a sentence whom it does not name: "a woman", "the driver"."""
    for at, word in enumerate(there.sentence.words):
        takes_part = word.tag == "NN" and word.role in {"nsubj", "nsubjpass", "dobj"} and at not in there.quoted
        if takes_part and _SOMEBODY.fullmatch(word.lemma.lower()) and name_beside(there.sentence, at) == at:
            yield word.text


def _last_named(text: str, number: int, pronoun: str) -> str | int | None:
    """The one person whom sentence `number` names and the pronoun can mean; `number` itself where it means that
    sentence's speaker, who is not named; None where that is open.
    """
    there = heard(text, number)
    speaks = {name_beside(there.sentence, saying.who) for saying in there.outer if saying.who is not None}
    found = [each for each in mentioned(text, number) if may_be(text, each[1], pronoun)]
    if not found:  # the same pronoun, or a name that the parser takes for a body's: a body would be "it"
        same = all(there.sentence[at].text.lower() == pronoun or _is_bare(there.sentence, at) for at in speaks)
        return number if speaks and same else None
    is_speaker = any(at in speaks for at, *_ in found)
    return _only(found) if is_speaker or not any(_others(there)) else None


def _is_bare(sentence: Parsed, at: int) -> bool:
    """Whether the word at `at` ends a name of several words, with nothing else around it, as a person's stands."""
    return (
        " " in bare_name(sentence, at) and sentence[at].tag == "NNP" and not sentence.below(at, "det", "poss", "prep")
    )


def _body_before(text: str, number: int) -> int | None:
    """The number of the sentence before, where a body speaks in it whom "it said" can mean. None where another body is
    named there too, or where nobody or a person speaks.
    """
    if starts_line(text, number) or is_silent(text, number - 1):
        return None
    there = heard(text, number - 1)
    if len(there.outer) != 1 or there.outer[0].who is None:
        return None
    sentence, at = there.sentence, name_beside(there.sentence, there.outer[0].who)
    word = sentence[at]
    if word.text.lower() == "it":
        return number - 1
    if (
        not word.tag.startswith("NN")
        or word.tag == "NNS"
        or is_person(sentence, at)
        or _SOMEBODY.fullmatch(word.lemma.lower())
    ):
        return None
    own = set(sentence.under(at))
    rival = any(other.name in {"ORG", "GPE"} and each not in own for each, other in enumerate(sentence.words))
    return None if rival else number - 1

"""Whose words a sentence of an article carries, and how they came: speaker, via, translated by. Uncertain is None.

    quotations   what stands in quotation marks                quotations.py
    remarks      "Okafor said", "according to", in a sentence  rag/english/speaking.py
    people       full names, offices                           people.py
    pronouns     whom "he said" means                          pronouns.py
    via          "told Reuters", "wrote on Telegram"           outlets.py

Either a sentence says itself whose words it carries, or it leans on one other: "he said" on the sentence before, a
quotation on the sentence that names its speaker. A speaker is always given in words of the article, a name in full and
without titles.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.checking import outlets
from rag.checking.parsed_sentences import Heard, heard, is_silent, spans_of_sentences, starts_line, touched
from rag.checking.people import full_name, office_holder
from rag.checking.pronouns import whom_pronoun_means
from rag.checking.quotations import goes_on, quotations
from rag.domain import Article, Span
from rag.english import by_parse
from rag.english.naming import bare_name, description, is_person, name_beside
from rag.english.speaking import Saying, leaves_open
from rag.english.wording import always_capital
from rag.english.words import Parsed

_THINGS = frozenset("paper trial study datum survey poll result evidence analysis forecast estimate model test".split())
"""Nouns that stand behind "according to" and are nobody: a study does not speak."""


@dataclass(frozen=True, slots=True)
class SourceChain:
    """Who said it, through whom it came and who translated it, in the article's words; None where it does not say.

    `attributed` is whether the article gives the words to anybody at all, even to somebody it does not name plainly.
    """

    speaker: str | None = None
    via: str | None = None
    translated_by: str | None = None
    attributed: bool = False


def source_chain(article: Article, span: Span) -> SourceChain:
    """Who said the words of `article` at `span`, and how they came. Of several sentences, a speaker, a via or a
    translator counts only where all of them have the same; `attributed` is true where it is true of any.
    """
    first, *rest = chains_of(article.text, span) or (SourceChain(),)
    return SourceChain(
        first.speaker if all(chain.speaker == first.speaker for chain in rest) else None,
        first.via if all(chain.via == first.via for chain in rest) else None,
        first.translated_by if all(chain.translated_by == first.translated_by for chain in rest) else None,
        attributed=any(chain.attributed for chain in (first, *rest)),
    )


def chains_of(text: str, span: Span) -> tuple[SourceChain, ...]:
    """The chain of each sentence that `span` touches, in order."""
    return tuple(_chain(text, number) for number in touched(spans_of_sentences(text), span))


@dataclass(frozen=True, slots=True)
class _Leaning:
    """What a sentence itself says of its source. `on` is the number of the sentence that it leans on for its speaker,
    None where there is none; where `whole`, it has via and translator from there too, if it names none itself.
    """

    own: SourceChain
    on: int | None = None
    whole: bool = False

    def with_chain(self, other: SourceChain) -> SourceChain:
        """The sentence's chain; `other` is the chain of the sentence that it leans on."""
        if self.on is None:
            return self.own
        told = replace(self.own, speaker=other.speaker)
        if not self.whole:
            return told
        return replace(told, via=told.via or other.via, translated_by=told.translated_by or other.translated_by)


@by_parse(128)
def _known(_text: str) -> dict[int, SourceChain]:
    """The chains found so far in a text, by the number of the sentence: the same dict for each call, to be filled."""
    return {}


def _chain(text: str, number: int) -> SourceChain:
    """The chain of sentence `number`. Sentences that lean on one another are followed in a loop, for a speech may
    go on for long.
    """
    known, path = _known(text), dict[int, _Leaning]()
    at: int | None = number
    while at is not None and at not in known and at not in path:
        path[at] = _leaning(text, at)
        at = path[at].on
    chain = SourceChain() if at is None else known.get(at, SourceChain())
    for place, leaning in reversed(path.items()):
        known[place] = chain = leaning.with_chain(chain)
    return known[number]


def _leaning(text: str, number: int) -> _Leaning:
    if is_silent(text, number):
        return _Leaning(SourceChain(attributed=True), _of_quotation(text, number), whole=True)
    there = heard(text, number)
    via = outlets.via(there)
    attributed = bool(there.said or via or there.quoted or leaves_open(there.sentence))
    own = SourceChain(None, via, outlets.translated_by(there), attributed)
    if not there.said:
        return _Leaning(own, _of_quotation(text, number) if there.quoted else None, whole=True)
    speaker = _speaker(text, number, there)
    return _Leaning(own, speaker) if isinstance(speaker, int) else _Leaning(replace(own, speaker=speaker))


def _speaker(text: str, number: int, there: Heard) -> str | int | None:
    """Who says all of a sentence: a name, or the number of the sentence that has the same speaker. None where that is
    open, or where two say it.
    """
    outer = [
        saying for saying in there.outer if saying.who is None or not outlets.outlet_at(there.sentence, saying.who)
    ]
    if len({saying.according for saying in outer}) != 1:
        return None
    found = {_name(text, number, there, saying) for saying in outer}
    return found.pop() if len(found) == 1 else None


def _name(text: str, number: int, there: Heard, saying: Saying) -> str | int | None:
    """Who makes a remark: a full name, the article's words for somebody, or, of a pronoun, the number of the sentence
    whose speaker it means. None where that is open.
    """
    if saying.who is None:
        return None
    sentence, at = there.sentence, name_beside(there.sentence, saying.who)
    if sentence.below(at, "conj") or (saying.according and sentence[at].lemma in _THINGS):
        return None
    if sentence[at].tag == "PRP":
        return whom_pronoun_means(text, number, at)
    if _is_name(text, sentence, at) and (at != saying.who or _stands_bare(sentence, at)):
        return full_name(text, bare_name(sentence, at))
    words = description(sentence, at)
    if words and sentence[min(sentence.under(at))].text in always_capital(text):
        words = words[0].upper() + words[1:]
    known = office_holder(text, words) if words and words.startswith("the ") and " of " not in words else None
    return known or words


def _is_name(text: str, sentence: Parsed, at: int) -> bool:
    """Whether the noun at `at` is a name: by its tag, or by a capital that it does not owe to beginning a sentence."""
    word = sentence[at]
    capital = word.tag == "NN" and word.text[0].isupper() and (at > 0 or word.text.lower() not in _small_words(text))
    return capital or word.tag.startswith("NNP")


def _stands_bare(sentence: Parsed, at: int) -> bool:
    """Whether a name is shown without what stands around it: a person's is, "the Bank of Lund" is not."""
    described = any(sentence[each].text.islower() for each in sentence.below(at, "amod"))  # "the late Ida Moe"
    return described or is_person(sentence, at) or not sentence.below(at, "det", "poss", "prep")


@lru_cache(maxsize=128)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-zà-ÿ][\w-]*", text))


def _of_quotation(text: str, number: int) -> int | None:
    """The number of the sentence from which a quotation without a remark of its own has its speaker; None where there
    is none. That sentence may lean on another in turn.
    """
    quotes = quotations(text)
    inside = touched(quotes, spans_of_sentences(text)[number])
    for quote in inside:
        whole = touched(spans_of_sentences(text), quotes[quote])
        for other in (whole[-1], whole[0]):  # of one cut into sentences, the last names who speaks, or the first
            if other != number and _says(text, other):
                return other
    if not number or not is_silent(text, number):
        return None
    if starts_line(text, number):
        before = quotes[inside[0] - 1] if inside[0] else None
        taken_up = before and goes_on(text, before) and before.end > spans_of_sentences(text)[number - 1].start
        return number - 1 if taken_up else None
    return number - 1 if is_silent(text, number - 1) or _says(text, number - 1) else None


def _says(text: str, number: int) -> bool:
    return not is_silent(text, number) and bool(heard(text, number).said)

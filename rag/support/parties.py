"""Whose demand it is: what a claim gives to a country is no other country's, by the sentence it cites.

It is a country's where it, or somebody whom an article introduces by its name ("Ukrainian Foreign Minister …"), says the
sentence, does what it mainly tells, or holds a demand in it. Of nobody else's words is anything a country's demand.
"""

from collections.abc import Iterable, Iterator, Mapping

from rag.domain import Article, CitedClaim, Evidence
from rag.english import parse
from rag.english.deeds import AGENT, OWNER, deeds_in, is_passive, subject_place
from rag.english.words import Sentence
from rag.support.attribution import source_chain
from rag.support.countries import countries_of, speak_for
from rag.support.demands import states_demand
from rag.support.hearing import heard, spans_of, touched
from rag.wording import names, words

_DEMANDS = frozenset(
    """condition precondition demand term requirement stipulation position proposal aim goal want insist stipulate seek request
    require urge""".split()
)
"""Nouns and verbs with which a claim gives a demand, a position or an aim to somebody."""
_HELD = frozenset({AGENT, OWNER, "by", "of", "from"})
"""The slots of those whose demand a demand is."""
_NAMING = ("amod", "compound", "nmod", "poss", "appos", "conj")
"""The roles of words that say of what country somebody is: "the Ukrainian envoy", "Ukraine's president"."""

Spokesmen = Mapping[str, frozenset[str]]


def owner_of(statement: str) -> frozenset[str]:
    """The country to which `statement` gives a demand, a position or an aim; empty where it gives none to a country."""
    sentence = parse(statement)
    given = (deed for deed in deeds_in(sentence) if sentence[deed.at].lemma.lower() in _DEMANDS)
    whose = (_of([who.name], {}) for deed in given for slot, who in deed.slots if slot in {AGENT, OWNER})
    return next(filter(None, whose), frozenset())


def spokesmen_of(articles: Iterable[Article], beside: Iterable[Article] = ()) -> Spokesmen:
    """By surname, the country of everybody whom any of `articles` introduces by it; where they differ, the first one's. Of whom they
    say nothing, that on which the articles `beside` them agree.
    """
    said: dict[str, set[frozenset[str]]] = {}
    for text in dict.fromkeys(article.text for article in beside):
        for who, of in speak_for(text).items():
            said.setdefault(who, set()).add(of)
    agreed = {who: next(iter(countries)) for who, countries in said.items() if len(countries) == 1}
    texts = dict.fromkeys(article.text for article in articles)
    return agreed | {who: of for text in reversed(texts) for who, of in speak_for(text).items()}


def acts(country: frozenset[str], piece: Evidence, spokesmen: Spokesmen) -> bool:
    """Whether what a sentence tells or demands is `country`'s, by its own or a spokesman's name.

    `spokesmen` are those whom other articles introduce; the sentence's own article comes first.
    """
    return any(country & of for of in _acting(piece, spokesmen))


def another_party(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited sentence is not the demand of the country that `claim` gives it to; None where it may be."""
    mine = owner_of(claim.text)
    if not mine:
        return None
    spokesmen = spokesmen_of((), claim.beside)
    acting = [of for piece in claim.evidence for of in _acting(piece, spokesmen)]
    others = [min(of) for of in acting if of]
    if any(mine & of for of in acting) or (acting and not others):
        return None
    return (
        f"the cited words {f'are about {others[-1]}, not' if others else 'do not say that it is that of'} {min(mine)}"
    )


def _acting(piece: Evidence, others: Spokesmen) -> Iterator[frozenset[str]]:
    """The countries of everybody who says a sentence, does what it mainly tells, or holds a demand in it: none for a name of which
    no article says for whom it speaks. Whoever has no name and no country is left out.
    """
    text, span = piece.article.text, piece.sentence.span
    spokesmen = {**others, **speak_for(text)}
    speaker = source_chain(piece.article, span).speaker or ""
    if names(speaker, text):
        yield _of(words(speaker), spokesmen)
    for number in touched(spans_of(text), span):
        there = heard(text, number)
        for at in (each for each in _holding(there.sentence) if each not in there.quoted):
            named = [there.sentence[each] for each in _naming(there.sentence, at)]
            of = _of((word.text for word in named), spokesmen)
            if of or any(word.tag.startswith("NNP") for word in named):
                yield of


def _holding(sentence: Sentence) -> Iterator[int]:
    """The places of the subjects of the main clauses, and of whoever holds a demand."""
    for root in sentence.roots:
        for clause in (root, *sentence.below(root, "conj")):
            place = subject_place(sentence, clause)
            if place is not None and not is_passive(sentence, clause):
                yield place
    for deed in deeds_in(sentence):
        if states_demand(sentence[deed.at].text) or sentence[deed.at].lemma.lower() in _DEMANDS:
            yield from (who.at for slot, who in deed.slots if slot in _HELD)
            yield from sentence.below(deed.at, "amod", "compound") if deed.of_noun else ()


def _naming(sentence: Sentence, at: int) -> Iterator[int]:
    """The places of the words of the name at `at`, of what is said of it and of those it is joined to."""
    yield at
    for each in sentence.below(at, *_NAMING):
        yield from _naming(sentence, each)


def _of(named: Iterable[str], spokesmen: Spokesmen) -> frozenset[str]:
    """The countries that words name, or for which those speak whom they name."""
    return frozenset(of for word in named for of in (*countries_of(word), *spokesmen.get(word, ())))

"""Whose demand it is: what a claim gives to somebody as a demand, a condition or an aim is no other's, by the sentence it cites.

A sentence's demand is that of whoever says it, does what it mainly tells, or holds a demand in it. Of nobody else's words is
anything a country's demand; of others, two whom the article has act are two parties.
"""

from collections.abc import Iterator
from dataclasses import replace

from rag.checking.attribution import source_chain
from rag.checking.countries import countries_of, speak_for
from rag.checking.demands import states_demand
from rag.checking.hearing import heard, spans_of, touched
from rag.checking.identity import Spokesmen, any_same, are_others, known, spokesmen_of
from rag.domain import CitedClaim, Evidence
from rag.english import Who, parse
from rag.english.deeds import AGENT, OWNER, deeds_in, is_passive, subject_place
from rag.english.parties import whom
from rag.english.words import Sentence

_DEMANDS = frozenset(
    """condition precondition demand term requirement stipulation position proposal aim goal want insist stipulate seek request
    require urge""".split()
)
"""Nouns and verbs with which a claim gives a demand, a position or an aim to somebody."""
_HELD = frozenset({AGENT, OWNER, "by", "of", "from"})
"""The slots of those whose a demand is; of a verb only the agent's, for what is demanded "from" somebody is not theirs."""
_NAMING = ("amod", "compound", "nmod", "poss", "appos")
"""The roles of words that say of what country somebody is: "the Ukrainian envoy", "Ukraine's president"."""


def owner_of(statement: str) -> tuple[Who, ...]:
    """Those to whom `statement` gives a demand, a position or an aim; empty where it gives none."""
    sentence = parse(statement)
    for deed in deeds_in(sentence):
        if sentence[deed.at].lemma.lower() in _DEMANDS:
            held = [who for slot, who in deed.slots if slot in {AGENT, OWNER}]
            # "What does Kyiv demand?" is read as one thing, a Kyiv demand.
            names = (each for each in sentence.below(deed.at, "compound") if sentence[each].tag.startswith("NNP"))
            beside = [who for each in names for who in whom(sentence, each)]
            if named := tuple(who for who in (*held, *(beside if deed.of_noun else ())) if not who.open):
                return named
    return ()


def acts(owner: tuple[Who, ...], piece: Evidence, spokesmen: Spokesmen) -> bool:
    """Whether what a sentence tells or demands is `owner`'s, by their own or a spokesman's name.

    `spokesmen` are those whom other articles introduce; the sentence's own article comes first.
    """
    return any_same(owner, [*_acting(piece, spokesmen)])


def another_party(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited sentence is not the demand of those to whom `claim` gives it; None where it may be."""
    mine = owner_of(claim.text)
    if not mine:
        return None
    spokesmen = spokesmen_of((), claim.beside)
    acting = [who for piece in claim.evidence for who in _acting(piece, spokesmen)]
    if any_same(mine, acting):
        return None
    if any(countries_of(who.name) for who in mine):
        others = [who for who in acting if who.speaks_for]
        if not others and not any(who.proper for who in acting):
            return "the cited words do not say whose it is"
    else:
        parties = [who for piece in claim.evidence for who in _parties(piece)]
        others = acting if all(are_others(mine, (who,), parties) for who in acting) else []
    return f"the cited words give it to {others[-1].text}" if others else None


def _acting(piece: Evidence, others: Spokesmen) -> Iterator[Who]:
    """Everybody who says a sentence, does what it mainly tells, or holds a demand in it, with the countries they are of."""
    text, span = piece.article.text, piece.sentence.span
    spokesmen = {**others, **speak_for(text)}
    speaker = parse(source_chain(piece.article, span).speaker or "")
    for root in speaker.roots:
        yield from (_of_countries(speaker, who, spokesmen) for who in whom(speaker, root))
    for number in touched(spans_of(text), span):
        there = heard(text, number)
        for at in (each for each in _holding(there.sentence) if each not in there.quoted):
            yield from (_of_countries(there.sentence, who, spokesmen) for who in whom(there.sentence, at))


def _parties(piece: Evidence) -> Iterator[Who]:
    """Those who act in the article of a sentence."""
    text = piece.article.text
    for number in range(len(spans_of(text))):
        sentence = heard(text, number).sentence
        for at in _subjects(sentence):
            yield from whom(sentence, at)


def _subjects(sentence: Sentence) -> Iterator[int]:
    """The places of the subjects of the main clauses, but of those to whom something is done."""
    for root in sentence.roots:
        for clause in (root, *sentence.below(root, "conj")):
            place = subject_place(sentence, clause)
            if place is not None and not is_passive(sentence, clause):
                yield place


def _holding(sentence: Sentence) -> Iterator[int]:
    """The places of the subjects, and of whoever holds a demand: by a pronoun, most likely the first subject, whatever is done to it."""
    yield from _subjects(sentence)
    first = [place for root in sentence.roots for place in sentence.below(root, "nsubj", "nsubjpass")][:1]
    for deed in deeds_in(sentence):
        if states_demand(sentence[deed.at].text) or sentence[deed.at].lemma.lower() in _DEMANDS:
            held = _HELD if deed.of_noun else {AGENT}
            for who in (who for slot, who in deed.slots if slot in held):
                yield from first if who.open else (who.at,)
            yield from sentence.below(deed.at, "amod", "compound") if deed.of_noun else ()


def _of_countries(sentence: Sentence, who: Who, spokesmen: Spokesmen) -> Who:
    """`who`, with the countries for which they speak or of which they are said to be."""
    named = known(who, spokesmen)
    said = (countries_of(sentence[each].text) for each in _naming(sentence, who.at))
    return replace(named, speaks_for=named.speaks_for.union(*said))


def _naming(sentence: Sentence, at: int) -> Iterator[int]:
    """The places of the words of the name at `at`, and of what is said of it."""
    yield at
    for each in sentence.below(at, *_NAMING):
        yield from _naming(sentence, each)

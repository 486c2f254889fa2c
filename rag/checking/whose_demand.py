"""Whose demand it is: what a claim gives to a country as a demand, a condition or a position must not be another's.

A demand is held by whom its sentence gives it to. Where it gives it to nobody, or to nobody whose country is known, it
may be that of whoever says the sentence, or is the subject of its main clause. A name for which no article says for
whom it speaks may be anybody's: the judge decides.
"""

from collections.abc import Iterator

from rag.checking.attribution import source_chain
from rag.checking.countries import countries_of, is_capital, spokesmen_in
from rag.checking.demand_words import states_demand
from rag.checking.identity import Spokesmen, any_same, of_countries, spokesmen_of, with_countries
from rag.checking.parsed_sentences import heard, spans_of_sentences, touched
from rag.domain import CitedClaim, Evidence
from rag.english import Deed, Who, by_parse, parse
from rag.english.deeds import AGENT, OWNER, deeds_in, is_passive, subject_place, subjects
from rag.english.parties import whom
from rag.english.word_holders import EQUATING
from rag.english.words import Parsed

_DEMANDS = frozenset(
    """condition precondition demand term requirement stipulation insistence position proposal want insist stipulate
    seek request require urge""".split()
)
"""Nouns and verbs with which a claim gives a demand or a position to somebody."""
_HELD = frozenset({AGENT, OWNER, "by", "of", "from"})
"""The slots of those whose a demand is; of a verb only the agent's: what is demanded "from" somebody is not theirs."""
_NAMING = ("amod", "compound", "nmod", "poss", "appos")
"""The roles of words that say of what country somebody is: "the Italian envoy", "Italy's president"."""


@by_parse(1024)  # asked of the same question for every sentence that may answer it
def owner_of(statement: str) -> tuple[Who, ...]:
    """Those to whom `statement`, or a question, mainly gives a demand or a position; empty where it gives none."""
    sentence = parse(statement)
    for deed in deeds_in(sentence):
        if sentence[deed.at].lemma.lower() in _DEMANDS and _is_main(sentence, deed.at):
            held = [who for slot, who in deed.slots if slot in {AGENT, OWNER}]
            # "What does Paris demand?" is read as one thing, a Paris demand.
            names = (each for each in sentence.below(deed.at, "compound") if sentence[each].tag.startswith("NNP"))
            beside = [who for each in names for who in whom(sentence, each)] if deed.of_noun else []
            if named := tuple(_with_said(sentence, who, {}) for who in (*held, *beside) if not who.open):
                return named
    return ()


def _is_main(sentence: Parsed, at: int) -> bool:
    """Whether a sentence is about the demand at `at`: it is the root, or what is said to be or include something."""
    word, head = sentence[at], sentence[sentence[at].head]
    return word.head == at or (
        head.lemma in EQUATING and word.head in sentence.roots and word.role in {"nsubj", "attr", "ccomp"}
    )


def is_demand_of(owner: tuple[Who, ...], piece: Evidence, spokesmen: Spokesmen) -> bool:
    """Whether the demand of the sentence `piece` may be `owner`'s, by their own or a spokesman's name.

    `spokesmen` are those whom other articles introduce; what the sentence's own article says comes first.
    """
    return any_same(owner, _acting(piece, spokesmen))


def demand_of_another(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where `claim` gives a demand to a country and the cited words give it to another one,
    or to nobody with a name; else None.

    Example: the claim "Norway demands a ban on nets" on "Sweden demands a ban on nets".
    """
    mine = owner_of(claim.text)
    if not any(of_countries(who) for who in mine):
        return None
    spokesmen = spokesmen_of((), claim.beside)
    acting = [who for piece in claim.evidence for who in _acting(piece, spokesmen)]
    if any_same(mine, acting):
        return None
    others = [who for who in acting if of_countries(who)]
    if others:
        return f"the cited words give it to “{others[-1].name}”"
    return None if any(who.proper for who in acting) else "the cited words do not say whose it is"


def _acting(piece: Evidence, others: Spokesmen) -> list[Who]:
    """Those who hold a demand in the sentence `piece` and whose countries are known. Where there are none: whoever
    else holds one, says the sentence, or is the subject of its main clause. `others` are the spokesmen whom other
    articles introduce.
    """
    text, span = piece.article.text, piece.sentence.span
    spokesmen = {**others, **spokesmen_in(text)}
    speaker = parse(source_chain(piece.article, span).speaker or "")
    acting = [_with_said(speaker, who, spokesmen) for root in speaker.roots for who in whom(speaker, root)]
    holding = list[Who]()
    for number in touched(spans_of_sentences(text), span):
        there = heard(text, number)
        held = (who for who in _demanders(there.sentence) if who.at not in there.quoted)
        holding += [_with_said(there.sentence, who, spokesmen) for who in held]
        acting += [_with_said(sentence, who, spokesmen) for sentence, who in _main_subjects(text, number)]
    known = [who for who in holding if of_countries(who)]
    return known or [*holding, *acting]


def _demanders(sentence: Parsed) -> Iterator[Who]:
    """Those to whom a sentence gives a demand in it. A pronoun is taken for the sentence's first subject,
    active or passive.
    """
    first = [place for root in sentence.roots for place in sentence.below(root, "nsubj", "nsubjpass")][:1]
    for deed in deeds_in(sentence):
        if _is_demand(sentence, deed):
            held = _HELD if deed.of_noun else {AGENT}
            for who in (who for slot, who in deed.slots if slot in held):
                yield from whom(sentence, first[0]) if who.open and first else (who,)
            yield from _around(sentence, deed.at) if deed.of_noun else ()


def _is_demand(sentence: Parsed, deed: Deed) -> bool:
    """Whether a deed is a demand, or the making of one. Rejecting is none: who rejects demands nothing by it."""
    lemma = sentence[deed.at].lemma.lower()
    return lemma in _DEMANDS or (lemma != "reject" and states_demand(sentence[deed.at].text))


def _around(sentence: Parsed, at: int) -> Iterator[Who]:
    """Those to whom words around the demand at `at` give it: "Italian demands", "demands made by Lund",
    "that Lund set".
    """
    for each in sentence.below(at, "amod", "compound"):
        yield from (who for who in whom(sentence, each) if countries_of(who.text))
    for each in sentence.below(at, "acl", "relcl"):
        yield from () if is_passive(sentence, each) else subjects(sentence, each)
        by = (thing for agent in sentence.below(each, "agent") for thing in sentence.below(agent, "pobj"))
        yield from (who for thing in by for who in whom(sentence, thing))


def _main_subjects(text: str, number: int) -> Iterator[tuple[Parsed, Who]]:
    """The subjects of a sentence's main clauses, each with the sentence it stands in; none of a passive clause, none
    inside quotation marks. Where the subject is "it" or "the letter", those of the sentence before as well: the demand
    may be theirs.
    """
    there = heard(text, number)
    before = heard(text, number - 1) if number else None
    for root in there.sentence.roots:
        for clause in (root, *there.sentence.below(root, "conj")):
            place = subject_place(there.sentence, clause)
            if place is None or place in there.quoted or is_passive(there.sentence, clause):
                continue
            found = whom(there.sentence, place)
            yield from ((there.sentence, who) for who in found)
            means = there.sentence[place].tag == "PRP" or any(
                there.sentence[each].text.lower() in {"the", "this"} for each in there.sentence.below(place, "det")
            )
            if before and means:
                back = (each for top in before.sentence.roots for each in before.sentence.below(top, "nsubj"))
                yield from ((before.sentence, who) for each in back for who in whom(before.sentence, each))


def _with_said(sentence: Parsed, who: Who, spokesmen: Spokesmen) -> Who:
    """`who`, with the countries for which they speak by `spokesmen`, or which their sentence says they are of."""
    said = (countries_of(sentence[each].text) for each in _naming(sentence, who.at))
    return with_countries(who, spokesmen, frozenset().union(*said))


def _naming(sentence: Parsed, at: int) -> Iterator[int]:
    """The places of the noun at `at`, of words that say of what country it is, and of a capital after a preposition."""
    yield at
    for each in sentence.below(at, *_NAMING):
        yield from _naming(sentence, each)
    for each in sentence.below(at, "prep"):
        yield from (place for place in sentence.below(each, "pobj") if is_capital(sentence[place].text))

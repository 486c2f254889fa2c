"""Whether two phrases name the same party, or plainly two. The same are two spellings of a name, two words for one
country, and a country and somebody who speaks for it.

A name of which no article says for whom it speaks may be a country's: where that is open, nobody is taken for another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rag.checking.countries import countries_of, same_name, spokesmen_in
from rag.domain import Article, CitedClaim
from rag.english import Who

Spokesmen = Mapping[str, frozenset[str]]
"""By surname, the countries for which somebody speaks."""


def spokesmen_of(articles: Iterable[Article], beside: Iterable[Article] = ()) -> Spokesmen:
    """By surname, the countries of everybody whom any of `articles` introduces by a word for them ("Italian President
    Anna Holt"); where articles differ, the first counts. Of somebody whom none introduces, what the articles `beside`
    them say, if those agree.
    """
    said: dict[str, set[frozenset[str]]] = {}
    for text in dict.fromkeys(article.text for article in beside):
        for who, of in spokesmen_in(text).items():
            said.setdefault(who, set()).add(of)
    agreed = {who: next(iter(countries)) for who, countries in said.items() if len(countries) == 1}
    texts = dict.fromkeys(article.text for article in articles)
    return agreed | {who: of for text in reversed(texts) for who, of in spokesmen_in(text).items()}


def spokesmen_beside(claim: CitedClaim) -> Spokesmen:
    """By surname, the countries for which people speak: by the articles that `claim` cites and, where those are silent,
    by the others that were found for the question.
    """
    return spokesmen_of((piece.article for piece in claim.evidence), claim.beside)


def with_countries(who: Who, spokesmen: Spokesmen, said: frozenset[str] = frozenset()) -> Who:
    """`who`, with more countries for which they speak: those that `spokesmen` has for their surname, and those of which
    they are `said` to be.
    """
    surname = who.name.rpartition(" ")[2]
    return replace(who, speaks_for=who.speaks_for | spokesmen.get(surname, frozenset()) | said)


def of_countries(who: Who) -> frozenset[str]:
    """The countries that `who` names, or for which they speak."""
    return countries_of(who.name) | who.speaks_for


def any_same(some: Sequence[Who], others: Sequence[Who]) -> bool:
    """Whether any of `some` is any of `others`."""
    return any(is_same_party(one, other) for one in some for other in others)


def is_same_party(one: Who, other: Who) -> bool:
    """Whether both name the same: in whatever spelling, by a word for the same country, or as a country and somebody
    who speaks for it.
    """
    spelt = bool(one.proper and other.proper) and same_name(one.text, other.text)
    mine, theirs = countries_of(one.name), countries_of(other.name)
    return one.is_same(other) or spelt or bool(mine & (theirs | other.speaks_for) or theirs & one.speaks_for)


def are_plainly_others(some: Sequence[Who], others: Sequence[Who], parties: Sequence[Who]) -> bool:
    """Whether everybody in `some`, of the claim, is plainly somebody else than everybody in `others`, of the cited
    words. That can be said of two names, and of somebody who is among `parties`, those of the cited words, as well.

    A country and a name of which no article says for whom it speaks may be one.
    """
    return all(
        one.is_other(other)
        and not is_same_party(one, other)
        and not (_may_speak(one, other) or _may_speak(other, one))
        and ((one.proper and other.proper) or any(one.is_same(each) for each in parties))
        for one in some
        for other in others
    )


def _may_speak(one: Who, other: Who) -> bool:
    """Whether `one` is a name that may speak for the country `other`: nothing says of what country it is."""
    return bool(one.proper and countries_of(other.name)) and not (
        one.speaks_for or one.owners or countries_of(one.name)
    )

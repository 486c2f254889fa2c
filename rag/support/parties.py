"""Whose demand it is: a statement that begins with a country's name is no other country's, by the sentence it cites.

Countries, and who speaks for one, are read from the article ("Ukrainian Foreign Minister …"). Where that leaves doubt there is
no fault: the judge decides.
"""

import re
from collections.abc import Iterable, Mapping

from rag.domain import Article, CitedClaim, Evidence
from rag.support.countries import countries_of, country_pattern, speak_for
from rag.support.quotations import HIDDEN, without_quotations
from rag.wording import names

_NAME = re.compile(r"[A-ZÀ-Þ][\w’-]+")
# "KYIV — ", "PORT LOWE (Reuters) - ": where a report was written, which says nothing of who acts in it.
_DATELINE = re.compile(r"^\W*[A-ZÀ-Þ][A-ZÀ-Þ’.,/ -]{1,60}(?:\([^()]{1,40}\)\s*)?[—–-]+\s")
_OWNER = re.compile(
    r"^\W*(?P<who>[A-ZÀ-Þ][\w’'. -]{1,40}?)[’']s?\s(?:[\w-]+\s){0,3}?(?:conditions?|demands?|terms|requirements?|position|proposals?|aims?|goals?)\b"
)


def owner_of(statement: str) -> frozenset[str]:
    """The country whose demand, position or aim `statement` begins with; empty where it begins with none's."""
    found = _OWNER.match(statement)
    return countries_of(found["who"]) if found else frozenset()


def spokesmen_of(articles: Iterable[Article], beside: Iterable[Article] = ()) -> Mapping[str, frozenset[str]]:
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


def acts(country: frozenset[str], piece: Evidence, spokesmen: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sentence is about what `country` does or says: it is the first that it names, by its own or a spokesman's name.

    `spokesmen` are those whom other articles introduce; the sentence's own article comes first.
    """
    return bool(country & _first(piece, spokesmen))


def another_party(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited sentence is not the demand of the country that `claim` gives it to; None where it may be."""
    holder = owner_of(claim.text)
    spokesmen = spokesmen_of((), claim.beside) if holder else {}
    if not holder or any(acts(holder, piece, spokesmen) for piece in claim.evidence):
        return None
    acting = _first(claim.evidence[-1], spokesmen)
    if acting and not acting & holder:
        return f"the cited words are about {min(acting)}, not {min(holder)}"
    if not any(_named(piece, spokesmen) for piece in claim.evidence):
        return f"the cited words do not say that it is {min(holder)}’s"
    return None


def _first(piece: Evidence, spokesmen: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The country of the first name in a sentence outside of quotations: who acts in it. Empty where that is nobody known."""
    return next((of for _, of in _named(piece, spokesmen)), frozenset())


def _named(piece: Evidence, others: Mapping[str, frozenset[str]]) -> list[tuple[int, frozenset[str]]]:
    """Every name of a sentence outside of quotations, in order, with the country it is or speaks for; none for others."""
    article = piece.article
    told = piece.sentence.span.of(without_quotations(article.text)).replace(HIDDEN, " ")
    plain = _DATELINE.sub("", told)
    spokesmen, known = {**others, **speak_for(article.text)}, frozenset(names(plain, article.text))
    found = {match.start(): countries_of(match.group()) for match in country_pattern().finditer(plain)}
    for match in _NAME.finditer(plain):
        if match.start() not in found and (match.group() in known or match.group() in spokesmen):
            found[match.start()] = spokesmen.get(match.group(), frozenset())
    return sorted(found.items())

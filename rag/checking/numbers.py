"""Numbers of a claim that the words it cites do not have, in whatever form. Reads no grammar; knows no model."""

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.domain import Article, CitedClaim
from rag.english.days import days_in
from rag.english.numbers import THE_TWO, NumberAt, Quantity, is_roman, numbers_in, quantities

_BOUND = re.compile(
    r"\b(?:least|most|up to|as (?:much|many|little|few|high|low|long|late|early) as|from|over|under|above|below"
    r"|more|less|fewer|between|to [$£€]?\d|nearly|almost|start\w*|begin\w*|minimum|maximum|lowest|highest|limit|least"
    r"|cap\w*|reach\w*)\b",
    re.IGNORECASE,
)
"""Words beside which one end of a range may be told alone: "at least 30 days" of "30 to 40 days"."""


def missing_number(claim: CitedClaim, question: str) -> str | None:
    """The fault, in a sentence, where a number of `claim` is not in the cited words, in whatever form; else None.

    A number that the question brought in may stand anywhere in the article.
    """
    there = numbers_in(claim.words)
    told = numbers_in(claim.text)
    if half := _end_of_a_range(told, there, claim.text):
        return f"the cited words have {half} as one end of a range"
    missing = [number.quantity for number in told if not _carried(number.quantity, [other.quantity for other in there])]
    if missing and (names := [number.quantity for number in told if is_roman(claim.text, number)]):
        whole = quantities(
            "\n".join(f"{evidence.article.title}\n{evidence.article.text}" for evidence in claim.evidence)
        )
        # "Charles III", called Charles in the cited sentence: which Charles, the article says.
        missing = [each for each in missing if not (each in names and any(each.agrees_with(other) for other in whole))]
    if missing:  # only then: the whole article is read for it
        asked = _context_quantities(claim, question)
        missing = [quantity for quantity in missing if not any(quantity.agrees_with(other) for other in asked)]
    years = _years_told(claim) if missing else frozenset()
    missing = [quantity for quantity in missing if not _a_pair(quantity, claim) and quantity.value not in years]
    return f"the number {missing[0]} is not in the cited words" if missing else None


def _end_of_a_range(told: Sequence[NumberAt], there: Sequence[NumberAt], claim: str) -> Quantity | None:
    """A number `told` as the amount, where the cited words give it only as one end of "£5m to £8m"; else None."""
    ends = sum(any(other.ranged and number.quantity.agrees_with(other.quantity) for other in there) for number in told)
    if ends != 1 or any(number.ranged for number in told) or _BOUND.search(claim):
        return None
    for number in told:
        agreeing = [other for other in there if number.quantity.agrees_with(other.quantity)]
        if agreeing and all(other.ranged for other in agreeing):
            return number.quantity
    return None


def _carried(wanted: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether `wanted` is among the numbers `there`. Where its value stands there with another unit, a bare one does
    not count: "four minutes" is not in "four hours, and four …".
    """
    agreeing = [other for other in there if wanted.agrees_with(other)]
    alike = [other for other in there if other.value == wanted.value and other.unit is not None]
    if wanted.unit is not None and alike and not any(wanted.agrees_with(other) for other in alike):
        return any(other.unit is not None for other in agreeing)
    return bool(agreeing)


def _years_told(claim: CitedClaim) -> frozenset[int]:
    """The years of those days of `claim` that the cited words name without a year. Such a day is taken for the one
    nearest to the article's publication.
    """
    told = set[int]()
    for evidence in claim.evidence:
        published = evidence.article.published.earliest()
        if published and evidence.article.published.precision != "year":  # "on 20 December" may then be of two years
            there = [day.nearest_to(published) for day in days_in(evidence.quote)]
            told |= {day.year for day in days_in(claim.text) if day.year and day in there}
    return frozenset(told)


def _a_pair(quantity: Quantity, claim: CitedClaim) -> bool:
    """Whether a number is the two of "the two agreed", and the cited words name two by a word like "both" or "and"."""
    if quantity != Quantity(Decimal(2), None) or not THE_TWO.search(claim.text):
        return False
    return bool(re.search(r"\b(?:both|pair|couple|twins|each other|either)\b|\band\b", claim.words, re.IGNORECASE))


def _context_quantities(claim: CitedClaim, question: str) -> Sequence[Quantity]:
    """The numbers of the question that the cited articles have, in whatever unit, if not in the cited sentences.

    The year an article was published in is one of its numbers: "in October" in it means that year's.
    """
    there = [
        quantity
        for evidence in claim.evidence
        for quantity in quantities(f"{evidence.article.title}\n{evidence.article.text}\n{_year(evidence.article)}")
    ]
    return [
        quantity
        for quantity in quantities(question)
        if any(quantity.agrees_with(other) or quantity.value == other.value for other in there)
    ]


def _year(article: Article) -> str:
    return (article.published.value or "")[:4]

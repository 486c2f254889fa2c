"""Gate (a): what code can check of a claim against the words it cites: numbers, names, negation, direction, speaker.

A failed check gives a reason that a person understands. Passing proves nothing yet: the judge follows. Knows no model.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from rag.days import days_in
from rag.domain import Article, CitedClaim, Evidence
from rag.months import MONTHS
from rag.numbers import THE_TWO, Quantity, quantities
from rag.period import without_period
from rag.support.antecedent import named_only_later, reason_not_given
from rag.support.counted import counts_others
from rag.support.directive import rests_on_an_order
from rag.support.named import mentions, unknown_name
from rag.support.parties import acting_party, alias_pattern, attitude_holders, party_of, same_name
from rag.support.polarity import turned_round
from rag.support.roles import roles, swapped
from rag.support.speaker import another_speaker
from rag.support.topics import related
from rag.wording import CASED_NAMES, as_written, content_stems, named_as_things, names, stem, topic_stems, words

# A paraphrase may use some words of its own; a claim most of whose words are new is not about the cited sentence.
NEW_WORDS_FOUND = 0.5
# The share of a question's own topic words that an article may lack and still be asked.
TOPIC_MAY_LACK = 0.67
# The same where the article has all the names that the question asks about: the rest may be said in other words.
NAMED_MAY_LACK = 0.8
# "Which American chain …": what kind of thing is asked for need not be said by the article.
_AUXILIARY = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must"
_KIND_ASKED_FOR = re.compile(rf"\b(?:which|what)(?: (?!(?:{_AUXILIARY})\b)[\w-]+(?:[’']s)?){{1,2}}", re.IGNORECASE)

_A_MONTH_LONG = 31

def numbers(claim: CitedClaim, question: str) -> str | None:
    there = quantities(claim.words)
    missing = [quantity for quantity in quantities(claim.text) if not _carried(quantity, there)]
    if missing:  # only then: the whole article is read for it
        asked = _context_quantities(claim, question)
        missing = [quantity for quantity in missing if not any(quantity.agrees_with(other) for other in asked)]
    years = _years_told(claim) if missing else frozenset()
    missing = [quantity for quantity in missing if not _a_pair(quantity, claim) and quantity.value not in years]
    return f"the number {missing[0]} is not in the cited words" if missing else None


def _carried(wanted: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether a number is there. A bare one does not count where it also stands with another unit: "four hours, and four …"."""
    agreeing = [other for other in there if wanted.agrees_with(other)]
    alike = [other for other in there if other.value == wanted.value and other.unit is not None]
    if wanted.unit is not None and alike and not any(wanted.agrees_with(other) for other in alike):
        return any(other.unit is not None for other in agreeing)
    return bool(agreeing)


def _years_told(claim: CitedClaim) -> frozenset[int]:
    """The years of the days that `claim` names and the cited words name without one: theirs is the nearest to publication."""
    told = set[int]()
    for evidence in claim.evidence:
        published = evidence.article.published.earliest()
        if published and evidence.article.published.precision != "year":  # "on 20 December" may then be of two years
            there = [day.nearest_to(published) for day in days_in(evidence.quote)]
            told |= {day.year for day in days_in(claim.text) if day.year and day in there}
    return frozenset(told)


def _a_pair(quantity: Quantity, claim: CitedClaim) -> bool:
    """Whether a number only counts two that the cited words name: "the two agreed" of "both" or "Russia and Ukraine"."""
    if quantity != Quantity(Decimal(2), None) or not THE_TWO.search(claim.text):
        return False
    return bool(re.search(r"\b(?:both|pair|couple|twins|each other|either)\b|\band\b", claim.words, re.IGNORECASE))


def _context_quantities(claim: CitedClaim, question: str) -> Sequence[Quantity]:
    """Numbers that the question brought in count where the article, if not the sentence, has them too, in whatever unit.

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


def new_words(claim: CitedClaim, question: str) -> str | None:
    new = content_stems(claim.text) - content_stems(question)
    # A number that the cited words have is as good as a word of theirs; those that they lack were refused before.
    asked = quantities(question)
    told = [quantity for quantity in quantities(claim.text) if quantity not in asked]
    if not new:
        return None if told else "it adds nothing to the question"
    cited = content_stems(claim.words)
    same_topic = related(cited)
    missing = sorted(
        word for word in new - cited if word not in same_topic and not any(same_name(word, other) for other in cited)
    )
    if 1 - len(missing) / (len(new) + len(told)) < NEW_WORDS_FOUND:
        return f"most of what it says ({', '.join(as_written(missing, claim.text)[:4])}) is not in the cited words"
    return None


def polarity(claim: CitedClaim, _question: str) -> str | None:
    return turned_round(claim.text, claim.words)


def counts(claim: CitedClaim, _question: str) -> str | None:
    return counts_others(claim.text, claim.words)


def antecedent(claim: CitedClaim, _question: str) -> str | None:
    return named_only_later(claim) or reason_not_given(claim)


def order(claim: CitedClaim, _question: str) -> str | None:
    return rests_on_an_order(tuple(evidence.quote for evidence in claim.evidence))


def swapped_roles(claim: CitedClaim, _question: str) -> str | None:
    there = frozenset(role for e in claim.evidence for role in roles(e.quote))
    named = frozenset(role for role in roles(claim.text) if mentions(claim.words, role.who))
    return swapped(named, there)


def party(claim: CitedClaim, _question: str) -> str | None:
    return another_party(claim.text, claim.evidence)


def another_party(statement: str, cited: Sequence[Evidence]) -> str | None:
    """Why the cited words are not the demand or remark of the party that `statement` gives it to; None where they may be.

    Looks only at statements that give somebody an attitude ("Russia's conditions", "Kyiv rejected"): what one party
    demands is never pinned on another. The nearest sentence that names a party decides.
    """
    claimed = next(iter(attitude_holders(statement)), None)
    if claimed is None or any(claimed in attitude_holders(each.quote) for each in cited):
        return None
    acting, article = next(
        ((party, e.article) for e in reversed(cited) if (party := acting_party(e.quote, e.article.text)) is not None),
        (None, cited[-1].article),
    )
    acts_in_claim = acting == acting_party(statement, article.text) or acting in _agents(statement)
    if acting is not None and acting != claimed and not acts_in_claim:
        return f"the cited words are about {acting}, not {claimed}"
    return None


def _agents(statement: str) -> frozenset[str | None]:
    """The parties that a passive statement names as acting: "Russia's proposal was praised by Trump"."""
    by = re.finditer(rf"\bby\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}?({alias_pattern().pattern})", statement)
    return frozenset(party_of(found.group(1)) for found in by)


def off_topic(question: str, article: Article) -> str | None:
    """Why an article can't hold the answer at all: it lacks a name the question asks about, or most of its topic."""
    whole = f"{article.title}\n{article.text}"
    stems = {stem(word) for word in words(whole)}
    wanted = names(question, known=article.text)
    kind = {word for found in _KIND_ASKED_FOR.findall(question) for word in words(found)}
    for name in wanted:
        if (
            name not in kind
            and not _of_month(name, article)
            and not _is_in(name, whole, stems)
        ):
            return f"the article does not mention {name}"
    topic = topic_stems(without_period(question)) - {stem(word) for name in wanted for word in words(name)}
    about = stems | related(frozenset(stems))
    absent = sorted(word for word in topic if word not in about)
    may_lack = NAMED_MAY_LACK if wanted else TOPIC_MAY_LACK
    told_otherwise = len(absent) == 1 and not named_as_things(absent, question)  # one verb may be put in other words
    if topic and not told_otherwise and len(absent) / len(topic) > may_lack:
        return f"the article does not mention {', '.join(as_written(absent, question)[:3])}"
    return None


def _of_month(name: str, article: Article) -> bool:
    """Whether `name` is the month an article was published in, or the one before: it need not say so."""
    first, last = article.published.earliest(), article.published.latest()
    if name not in MONTHS or first is None or last is None or (last - first).days > _A_MONTH_LONG:
        return False
    return (first.month - 1 - MONTHS.index(name)) % len(MONTHS) <= 1


def _is_in(name: str, whole: str, stems: AbstractSet[str]) -> bool:
    present = name in words(whole) if name in CASED_NAMES else stem(name) in stems
    return present or mentions(whole, name)

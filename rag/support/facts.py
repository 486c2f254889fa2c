"""Gate (a): what code can check of a claim against the words it cites: numbers, names, negation, direction, speaker.

A failed check gives a reason that a person understands. Passing proves nothing yet: the judge follows. Knows no model.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from rag.domain import Article, CitedClaim, Evidence
from rag.numbers import Quantity, quantities
from rag.support import polarity
from rag.support.directive import rests_on_an_order
from rag.support.parties import acting_party, alias_pattern, attitude_holder, names_place, party_of, same_name
from rag.support.roles import roles, swapped
from rag.support.speaker import another_speaker
from rag.support.topics import related
from rag.wording import CASED_NAMES, as_written, content_stems, names, stem, topic_stems, words

# A paraphrase may use some words of its own; a claim most of whose words are new is not about the cited sentence.
NEW_WORDS_FOUND = 0.6
# The share of a question's own topic words that an article may lack and still be asked.
TOPIC_MAY_LACK = 0.67
# "Which American chain …": what kind of thing is asked for need not be said by the article.
_AUXILIARY = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must"
_KIND_ASKED_FOR = re.compile(rf"\b(?:which|what)(?: (?!(?:{_AUXILIARY})\b)[\w-]+(?:[’']s)?){{1,2}}", re.IGNORECASE)

# Part of how people are addressed: an article that has the word at all may have it anywhere.
_TITLES = frozenset(
    "President Prime Minister Foreign Defence Defense Chancellor Secretary Mr Mrs Ms Dr Sir King Queen Pope".split()
)

Check = Callable[[CitedClaim, str], str | None]


def failed_check(claim: CitedClaim, question: str) -> str | None:
    """Why `claim` can't stand on the words it cites, in a sentence for people; None where every check passes."""
    for check in _CHECKS:
        reason = check(claim, question)
        if reason:
            return reason
    return None


def _numbers(claim: CitedClaim, question: str) -> str | None:
    missing = _without(quantities(claim.text), quantities(claim.words))
    if missing:  # only then: the whole article is read for it
        missing = _without(missing, _context_quantities(claim, question))
    return f"the number {missing[0]} is not in the cited words" if missing else None


def _without(wanted: Sequence[Quantity], there: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in wanted if not any(quantity.agrees_with(other) for other in there)]


def _context_quantities(claim: CitedClaim, question: str) -> Sequence[Quantity]:
    """Numbers that the question brought in count where the article, if not the sentence, has them too.

    The year an article was published in is one of its numbers: "in October" in it means that year's.
    """
    there = [
        quantity
        for evidence in claim.evidence
        for quantity in quantities(f"{evidence.article.title}\n{evidence.article.text}\n{_year(evidence.article)}")
    ]
    return [quantity for quantity in quantities(question) if any(quantity.agrees_with(other) for other in there)]


def _year(article: Article) -> str:
    return (article.published.value or "")[:4]


def _names(claim: CitedClaim, question: str) -> str | None:
    """Every name of the claim is in the cited words, or is one that the question and the article share."""
    cited_text = claim.words
    articles = "\n".join(f"{e.article.title}\n{e.article.text}" for e in claim.evidence)
    missing = _missing_party(claim.text, cited_text)
    if missing and not (_mentions(articles, missing) and _mentions(question, missing)):
        return f"the name {missing} is not in the cited words"
    rest = alias_pattern().sub(lambda found: "x" * len(found.group()), claim.text)
    cited = words(cited_text)
    body = "\n".join(e.article.text for e in claim.evidence)
    for name in names(rest, known=body):
        if any(same_name(name, word) for word in cited) or (name in _TITLES and name in words(articles)):
            continue
        if not (_mentions(articles, name) and _mentions(question, name)) and not _given_name(
            name, claim.text, articles
        ):
            return f"the name {name} is not in the cited words"
    return None


def _missing_party(text: str, cited: str) -> str | None:
    """The first word of `text` for a party, or for one who speaks for it, that the cited words do not carry."""
    there = [found.group() for found in alias_pattern().finditer(cited)]
    for found in alias_pattern().finditer(text):
        name = found.group()
        same = [other for other in there if same_name(name, other)]
        if names_place(text, found.start()):
            same = [other for other in same if names_place(f"in {other}", 3)]
        if not same and name not in words(cited):
            return name
    return None


def _mentions(text: str, name: str) -> bool:
    return any(same_name(name, word) for word in _distinct(text)) or any(
        same_name(name, found.group()) for found in alias_pattern().finditer(text)
    )


@lru_cache(maxsize=256)
def _distinct(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _given_name(name: str, claim: str, articles: str) -> bool:
    """Whether the claim writes out a name as the article does elsewhere: "Vladimir Putin" for the cited "Putin"."""
    following = re.search(rf"\b{re.escape(name)}\s+([A-ZÀ-Þ][\w’-]+)", claim)
    return following is not None and re.search(rf"\b{re.escape(following.group())}\b", articles) is not None


def _new_words(claim: CitedClaim, question: str) -> str | None:
    new = content_stems(claim.text) - content_stems(question)
    if not new:
        asked = quantities(question)
        told = any(quantity not in asked for quantity in quantities(claim.text))
        return None if told else "it adds nothing to the question"
    cited = content_stems(claim.words)
    same_topic = related(cited)
    missing = sorted(
        word for word in new - cited if word not in same_topic and not any(same_name(word, other) for other in cited)
    )
    if 1 - len(missing) / len(new) < NEW_WORDS_FOUND:
        return f"most of what it says ({', '.join(as_written(missing, claim.text)[:4])}) is not in the cited words"
    return None


def _polarity(claim: CitedClaim, _question: str) -> str | None:
    cited = claim.words
    checks = (polarity.negation, polarity.opposite, polarity.bound, polarity.certainty)
    return next((reason for check in checks if (reason := check(claim.text, cited))), None)


def _order(claim: CitedClaim, _question: str) -> str | None:
    return rests_on_an_order(tuple(evidence.quote for evidence in claim.evidence))


def _roles(claim: CitedClaim, _question: str) -> str | None:
    return swapped(roles(claim.text), frozenset(role for e in claim.evidence for role in roles(e.quote)))


def _party(claim: CitedClaim, _question: str) -> str | None:
    return another_party(claim.text, claim.evidence)


def another_party(statement: str, cited: Sequence[Evidence]) -> str | None:
    """Why the cited words are not the demand or remark of the party that `statement` gives it to; None where they may be.

    Looks only at statements that give somebody an attitude ("Russia's conditions", "Kyiv rejected"): what one party
    demands is never pinned on another. The nearest sentence that names a party decides.
    """
    claimed = attitude_holder(statement)
    if claimed is None:
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
    asked = names(question, known=article.text)
    wanted = _with_parties(question, asked)
    kind = {word for found in _KIND_ASKED_FOR.findall(question) for word in words(found)}
    for name in wanted:
        if name not in kind and not _is_in(name, whole, stems) and not _given_to_known(name, question):
            return f"the article does not mention {name}"
    topic = topic_stems(question) - {stem(word) for name in wanted for word in words(name)}
    about = stems | related(frozenset(stems))
    absent = sorted(word for word in topic if word not in about)
    if topic and len(absent) / len(topic) > TOPIC_MAY_LACK:
        return f"the article does not mention {', '.join(as_written(absent, question)[:3])}"
    return None


def _is_in(name: str, whole: str, stems: AbstractSet[str]) -> bool:
    present = name in words(whole) if name in CASED_NAMES else stem(name) in stems
    return present or _mentions(whole, name)


def _with_parties(question: str, asked: Sequence[str]) -> list[str]:
    """The names asked about, those of several words whole: "United States", not "United" and "States"."""
    parties = [found.group() for found in alias_pattern().finditer(question)]
    inside = {word for party in parties for word in words(party)}
    return [*parties, *(name for name in asked if name not in inside)]


def _given_to_known(name: str, question: str) -> bool:
    """Whether a name is the given name of somebody everyone knows by surname: the "Vladimir" of "Vladimir Putin"."""
    following = re.search(rf"\b{re.escape(name)}\s+({alias_pattern().pattern})", question)
    return following is not None and not same_name(following.group(1), name)


_CHECKS: tuple[Check, ...] = (_order, _numbers, _names, _new_words, _polarity, _party, _roles, another_speaker)

"""Whether a claim speaks of what was asked, and its article of what the claim repeats. Words only; no model, no meaning.

A true sentence about something else is not an answer; a question's own words in a claim are not yet the article's.
"""

import re

from rag.domain import Article
from rag.numbers import quantities
from rag.support.parties import unquoted
from rag.support.topics import related
from rag.wording import as_written, content_stems, named_as_things, names, stem, topic_stems, words

ABSENT_BY_CHANCE = 2
"""One word of a question is often another one in the article: "facing" a boycott, the "incident"."""
MAY_BE_ABSENT = 0.5
"""The share of what a claim repeats of the question that its article may put in other words."""
_GAVE_UP = re.compile(
    r"\b(?:not (?:mentioned|specified|stated|provided|given|clear|known|named|disclosed|mention|specify|state|provide|yet)"
    r"|unclear|unknown|unspecified|the (?:passage|article|text)|none(?! of)|none of the (?:passages|articles|texts|excerpts)|(?:outlined|listed|described|discussed|detailed) in)\b",
    re.IGNORECASE,
)
# "World War I" is nobody who speaks.
_FIRST_PERSON = re.compile(r"\b(?:(?<!\bWar )(?<!\bPhase )(?<!\bPart )I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
_SPELLED_ONE = re.compile(
    r"\b(?:one|once|half|no|none|dozens?|hundreds|thousands|millions|(?:an?|another|every|each) (?:\w+ )?"
    r"(?:dozen|couple|few|hundred|thousand|million|billion|half|quarter|third|fifth|tenth|second|minute|hour|day|night|week|month|year|decade|century|mile|metre|kilometre))\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:much|many|long|old|far|often)\b|\bwhat (?:percentage|share|proportion)\b", re.IGNORECASE
)

# What a model says when it found a mention of the matter, but nothing about it.
_VAGUE = frozenset(
    stem(word)
    for word in """support conditional possible important necessary key crucial main major central certain clear different
    met considered discussed expected issue matter question part point fact concern result response answer""".split()
)


# What a question calls something without being about it: "the speech took place", of an address. An article need not say these.
_LIGHT = frozenset(
    stem(word)
    for word in """place speech event people person time day date year week month part case thing number amount kind move step
    matter situation group city town country place party side member official leader report news story man woman name work
    use happen take come go hold become""".split()
)


def off_question(claim: str, question: str) -> str | None:
    """Why `claim` can't be what `question` asks for, by its words alone; None where it may be."""
    if _GAVE_UP.search(claim):
        return "the model found no answer there"
    if _FIRST_PERSON.search(unquoted(claim)):
        return "it speaks as the person it quotes"
    numbers = set(quantities(claim)) - set(quantities(question))
    if _ASKS_NUMBER.search(question) and not numbers and not _SPELLED_ONE.search(claim):
        return "the question asks for a number, and it gives none"
    said = content_stems(claim) - content_stems(question)
    if said <= _VAGUE and not numbers:
        return "it says hardly more than the question"
    return None


def gave_up(claim):
    return "the model found no answer there" if _GAVE_UP.search(claim) else None


def first_person(claim):
    return "it speaks as the person it quotes" if _FIRST_PERSON.search(unquoted(claim)) else None


def no_number(claim, question):
    numbers = set(quantities(claim)) - set(quantities(question))
    if _ASKS_NUMBER.search(question) and not numbers and not _SPELLED_ONE.search(claim):
        return "the question asks for a number, and it gives none"


def vague(claim, question):
    numbers = set(quantities(claim)) - set(quantities(question))
    said = content_stems(claim) - content_stems(question)
    return "it says hardly more than the question" if said <= _VAGUE and not numbers else None


def beyond_article(claim: str, question: str, article: Article) -> str | None:
    """Why `article` can't carry what `claim` repeats of the question; None where it may.

    A small model says back what it is asked: asked what a memorandum could set out, it says so of an article that
    knows no memorandum. Names are left to the other checks, which know aliases.
    """
    whole = f"{article.title}\n{article.text}"
    stems = content_stems(whole)
    named = {stem(part) for name in names(question, known=article.text) for part in words(name)}
    repeated = (topic_stems(question) & content_stems(claim)) - named
    adverbs = {stem(word) for word in words(question) if word.endswith("ly")}
    absent = sorted(repeated - stems - related(stems) - _LIGHT - adverbs)
    by_chance = len(absent) < ABSENT_BY_CHANCE and not named_as_things(absent, question)
    if not absent or by_chance or len(absent) / len(repeated) < MAY_BE_ABSENT:
        return None
    return f"the article does not speak of {', '.join(as_written(absent, question)[:3])}"

"""The request as asked -> what is really asked: checked, dated, with its filters. Guesses nothing."""

import re
from dataclasses import dataclass
from datetime import date

from rag.answer import AskRequest, Request
from rag.domain import FORBIDDEN_CHARACTER
from rag.english.wording import is_function_word, words
from rag.errors import BadDate, BadInput, BadQuestion
from rag.reading.language import code_of
from rag.store.filters import Filters

MAX_QUESTION = 1000
"""Characters. A question longer than this is a text to be checked, and would crowd the evidence out of a prompt."""
MAX_ID = 100
"""Characters of a conversation's id."""
MAX_ARTICLES = 1000
"""Ids in one request."""
_CODE_LENGTH = 2

_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:what|which|who) (?:are|were|all)\b|\b(?:list|name) (?:all|the)\b"
    r"|\bwhat (?:do|does|did) [^?]{2,80}? (?:want|demand|require|ask for|call for|insist on|propose|promise|offer)\b",
    re.IGNORECASE,
)
_ASKS_FOR_TIMELINE = re.compile(
    r"\b(?:timeline|chronology|time line|sequence of events|course of events|order of events)\b"
    r"|\bhow (?:has|have|had|did) (?:[\w’'-]+ ){1,12}?"
    r"(?:changed?|develop(?:ed)?|evolved?|progress(?:ed)?|unfold(?:ed)?|shift(?:ed)?)\b"
    r"|\bwhat(?:[’']s| has| have| had)? (?:\w+ ){0,2}?(?:happened|changed)\b"
    r"[^?]*\b(?:since|after|over time|so far|up to now)\b"
    r"|\b(?:over time|step by step|from the beginning|in what order)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:is|are|was|were|has|have|had|did|does|do|will|would|can|could)(?:n[’']t)?\s(?!you\b)",
    re.IGNORECASE,
)


_ASKS_WHY = re.compile(r"^\W*(?:(?:and|but|so)\s+)?(?:why|how come|for what reason)\b", re.IGNORECASE)
_SAY = (
    "(?:say|said|tell|told|write|wrote|call(?:ed)?|repl(?:y|ied)|answer(?:ed)?|promised?|warn(?:ed)?|announced?"
    "|threaten(?:ed)?)"
)
_ASKS_FOR_WORDS = re.compile(
    r"(?<!\bmany )\b(?:words|wording|phrase|verbatim|quot(?:e|es|ed|ation)|word for word|put it)\b"
    rf"|\bexact(?:ly)?\b(?=.*\b{_SAY}\b)|\b{_SAY}\b(?=.*\bexactly\b)"
    r"|\bhow (?:did|does|has|had) [^?]{2,60}? (?:put|describe|phrase|word|sum up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a question and a search have in common, checked: the tidy question, which articles may be used, and the day
    it is asked on, None where none was given.
    """

    question: str
    wanted: Filters
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked question, the day it is asked on, and which articles may answer it.

    `standalone` is what is retrieved, drafted and judged: the question, or what it means in its conversation.
    """

    question: str
    standalone: str
    as_of: date
    wanted: Filters
    max_claims: int
    conversation_id: str | None


def understand(request: AskRequest, today: date) -> Asked:
    """Check and date a request; `today` is the default for `as_of`.

    Raises what `checked_request` raises, and BadInput for a conversation's id that can be none.
    """
    found = checked_request(request)
    conversation_id = checked_conversation(request.conversation_id)
    return Asked(
        found.question, found.question, found.as_of or today, found.wanted, request.max_claims, conversation_id
    )


def checked_request(request: Request) -> Checked:
    """What is really asked or looked for. Nothing is opened for it, so it costs nothing.

    Raises BadQuestion for a question that is empty, too long or not text, BadDate for a date that is none or a range
    that ends before it starts, BadInput for a filter that can be none.
    """
    return Checked(checked_question(request.question), checked_filter(request), parse_day("as_of", request.as_of))


def checked_question(question: str) -> str:
    """The question with its white space tidied. Raises BadQuestion."""
    if FORBIDDEN_CHARACTER.search(question.replace("\r", "")):
        raise BadQuestion("The question holds characters that are not text.", "Send it as UTF-8 text.")
    tidy = " ".join(question.split())
    if not any(letter.isalnum() for letter in tidy):
        raise BadQuestion("The question is empty.", "Ask something, such as “What are Russia's ceasefire conditions?”")
    if len(tidy) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(tidy):,} characters; at most {MAX_QUESTION:,} are read.", "Ask one thing at a time."
        )
    return tidy


def checked_conversation(conversation_id: str | None) -> str | None:
    """The id of a conversation, None where there is none. Raises BadInput for what can be no id."""
    if conversation_id is None or (conversation_id.isprintable() and 0 < len(conversation_id.strip()) <= MAX_ID):
        return conversation_id
    raise BadInput(
        f"A conversation's id has 1 to {MAX_ID} printable characters.",
        "Send the `conversation_id` of an earlier answer.",
    )


def checked_filter(request: Request) -> Filters:
    """The filter of a request, checked: which articles it lets be used.

    Raises BadDate for a date that is none, or a range that ends before it starts, and BadInput for what can be no
    outlet's name, no code of a language, an empty set of articles, or what can be no article's id.
    """
    first, last = parse_day("since", request.since), parse_day("until", request.until)
    if first and last and last < first:
        raise BadDate(f"The range ends ({last}) before it starts ({first}).", "Swap the two days.")
    if any(not outlet.strip() or FORBIDDEN_CHARACTER.search(outlet) for outlet in request.outlets):
        raise BadInput("An outlet's name is empty, or not text.", "Leave `outlets` out to ask all of them.")
    names = tuple(outlet.strip() for outlet in request.outlets)
    return Filters(first, last, names, checked_language(request.language), checked_articles(request.articles))


def checked_language(language: str | None) -> str | None:
    """The ISO 639-1 code of a language, None where none is asked for. Raises BadInput for what is no code."""
    code = code_of(language) if language is not None and len(language.strip()) == _CODE_LENGTH else None
    if language is not None and code is None:
        hint = (
            "Write the two letters of ISO 639-1, such as en, de or uk; "
            "leave `language` out for articles in all of them."
        )
        raise BadInput(f"language can't be {language!r}: that is no language's code.", hint)
    return code


def checked_articles(articles: tuple[str, ...] | None) -> tuple[str, ...]:
    """The ids of the articles to use; none where all may be used. Raises BadInput for an empty set, which would answer
    nothing, for too many, and for what can be no id.
    """
    if articles is None:
        return ()
    if not articles:
        raise BadInput("The set of articles is empty.", "Leave `articles` out to ask all of them.")
    if len(articles) > MAX_ARTICLES:
        raise BadInput(f"{len(articles):,} articles are named; at most {MAX_ARTICLES:,} can be.", "Name fewer.")
    if not all(one.strip() and one.isprintable() for one in articles):
        raise BadInput("An article's id is empty, or not text.", "`onrecord articles` lists the ids of all articles.")
    return tuple(dict.fromkeys(one.strip() for one in articles))


def parse_day(name: str, value: str | None) -> date | None:
    """A YYYY-MM-DD date, None where there is none. Raises BadDate, naming the field."""
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        parsed = None
    if parsed is None or str(parsed) != value:  # Python also reads 20250520 and 2025-W21-2
        raise BadDate(f"{name} can't be {value!r}: that is no date.", "Write dates as YYYY-MM-DD, such as 2025-05-20.")
    return parsed


def needs_context(question: str) -> bool:
    """Whether a question can't be understood without what was said before: it has nothing but function words, as "And
    why?" and "What about him?".

    A word with a capital inside the question may be a name, and is not counted as one of them.
    """
    first, *others = words(question)
    return is_function_word(first) and all(
        is_function_word(word) and (word[0].islower() or word == "I") for word in others
    )


def asks_for_several(question: str) -> bool:
    """Whether several things are asked for, which many sentences may give: "What are …?", "What do they want?"."""
    return bool(_ASKS_FOR_SEVERAL.search(question))


def asks_for_timeline(question: str) -> bool:
    """Whether a question asks how something went over time: "How has … changed?", "What has happened since …?"."""
    return bool(_ASKS_FOR_TIMELINE.search(question))


def asks_whether(question: str) -> bool:
    """Whether a question can be answered by yes or no: "Has the minister resigned?"."""
    return bool(_ASKS_WHETHER.search(question))


def asks_why(question: str) -> bool:
    """Whether a question asks for a reason."""
    return bool(_ASKS_WHY.search(question))


def asks_for_words(question: str) -> bool:
    """Whether a question asks for somebody's own words: "What exactly did she say?", "How did the minister put it?"."""
    return bool(_ASKS_FOR_WORDS.search(question))

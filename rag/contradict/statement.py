"""A statement to be compared: what it is about, of which time, in which stance. Two that differ there say nothing of each other.

Everything here serves precision: a contradiction is only looked for where both statements plainly speak of the same thing.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rag.contradict.turns import OPPOSITES
from rag.days import days_in
from rag.months import A_MONTH, A_WEEKDAY, CALENDAR
from rag.numbers import placed
from rag.support.countries import carried_by
from rag.support.topics import related
from rag.wording import is_function_word, names, stem, topic_stems, words

SAME_MATTER = 0.7
"""Of the fewer topic words, how many both statements must share to speak of the same thing."""
MANY, MANY_SHARED = 5, 0.6
UNNAMED_SHARED = 0.85
"""That share where the statements have no name in common: "the fire is contained" is said of every fire."""
BEYOND_NAMES = 0.4
"""That share of the words that are no names."""

# A verb of two words is one word to compare.
_PHRASES = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
    for pattern, word in (
        (r"step(?:s|ped|ping)? down|st(?:an|oo)d(?:s|ing)? down|quit(?:s|ting)?", "resigned"),
        (r"call(?:s|ed|ing)? off", "cancelled"),
        (r"turn(?:s|ed|ing)? down|vot(?:es?|ed|ing) down", "rejected"),
        (r"tak(?:es?|ing) down|took down|taken down|pull(?:s|ed|ing)? down", "dismantled"),
        (r"found guilty", "convicted"),
        (r"(?:found )?not guilty|cleared of", "acquitted"),
        (r"lost (?:his|her|their) (?:life|lives)", "killed"),
        (r"(?:remain|stay|keep|kept)(?:s|ed|ing)? (?:firmly |fully )?(?=open|closed|shut)", ""),
    )
)
_IRREGULAR = {
    past: present
    for line in """win won|hold held|rise rose risen|fall fell fallen|sell sold|buy bought|leave left|begin began begun
    |pay paid|meet met|strike struck|sink sank sunk|choose chose chosen|break broke broken|lose lost|beat beaten|build built
    |keep kept|find found|send sent|spend spent|steal stole stolen|fly flew flown|shut closed close closes closing|halt stop stops stopped stopping""".split(
        "|"
    )
    for present, *pasts in [line.split()]
    for past in pasts
}
_LEAD = re.compile(
    r"^(?:According to [^,]{1,90},\s+(?=\S)"
    r"|[^,“”]{1,90}?\b(?:said|says|told \w+|added|stated|reported)\b(?: (?:on|late on) \w+day)?(?: that)?,?\s+(?!by\b|in\b|of\b|to\b))"
)
_TAIL = re.compile(
    r",\s+(?:(?:said|says|added)\s[^“”]*|according to [^“”]*|[^,“”]{1,90}\b(?:said|says|told \w+|added)\b[^“”]{0,40})[.]?\s*$"
)
_PRONOUN = re.compile(r"^(?:it|he|she|they|its|his|her|their)\b", re.IGNORECASE)
_NAME_OF_TWO = re.compile(r"[A-ZÀ-Þ][\w’-]+ [A-ZÀ-Þ]|[A-ZÀ-Þ][\w-]+[’']s\b")
_MONTH = re.compile(rf"\b(?:{A_MONTH})\b")
_WEEKDAY = re.compile(rf"\b(?:{A_WEEKDAY})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?! (?:people|homes|votes))")
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b")
# What a figure or a day is of another time or case for: "last year", "in the draft", "at first".
_OTHER_TIME = re.compile(
    r"\b(?:last|previous|next|coming|following|past) (?:year|month|week|season|quarter|summer|winter|spring|autumn|time)\b"
    r"|\b(?:a|one|two|three) (?:years?|months?|weeks?) (?:ago|earlier|before)\b"
    r"|\b(?:previously|originally|initially|formerly|once|before that|at first|draft|earlier|until now|so far|used to|had been|had put"
    r"|had spoken|old|former|provisional)\b",
    re.IGNORECASE,
)
_STANCES = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, pattern in (
        (
            "ahead",
            r"will|shall|won[’']t|plan(?:s|ned)? to|expect\w*|forecast\w*|predict\w*|estimat\w*|due to|set to|set for|scheduled|planned for|is to|are to|about to|would",
        ),
        (
            "demanded",
            r"ask(?:s|ed|ing)? for|demand\w*|want(?:s|ed)?|seek\w*|sought|call(?:s|ed)? for|calls? on|insist\w*",
        ),
        ("offered", r"offer\w*|propos\w*|promis\w*|pledg\w*"),
        ("limited", r"limit\w*|permit\w*|maximum|minimum|capacity|made for|allow\w*|room for"),
        (
            "possible",
            r"may|might|could|if|whether|perhaps|possibly|reportedly|rumou?r\w*|consider\w*|allege\w*|accus\w*",
        ),
    )
)
_ROLE_WORDS = frozenset(map(stem, "about some around nearly almost roughly early late".split()))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `known` is what its article says otherwise, `year` the year that article was published in."""

    text: str
    known: str = field(default="", compare=False, repr=False)
    year: int | None = None

    @property
    def body(self) -> str:
        """What is stated, without who says so; a pronoun keeps who it stands for."""
        return _body(self.text)

    @property
    def topic(self) -> frozenset[str]:
        """The stems of what it is about: no numbers, days, months or weekdays."""
        return _topic(self.body)

    @property
    def named(self) -> tuple[str, ...]:
        """The names in what is stated, without months and weekdays."""
        return _named(self.body, self.known)


@lru_cache(maxsize=512)
def _body(text: str) -> str:
    plain = text
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    plain = _TAIL.sub(".", plain)
    found = _LEAD.match(plain)
    if found and not _PRONOUN.match(plain[found.end() :]):
        plain = plain[found.end() :]
    return " ".join(plain.split())


def _numberless(body: str) -> str:
    plain = list(body)
    for number in placed(body):
        plain[number.start : number.end] = " " * (number.end - number.start)
    return "".join(plain)


@lru_cache(maxsize=512)
def _topic(body: str) -> frozenset[str]:
    kept = (word for word in words(_numberless(body)) if topic_stems(word) and word not in CALENDAR)
    return frozenset(root(word) for word in kept) - _ROLE_WORDS


@lru_cache(maxsize=512)
def _named(body: str, known: str) -> tuple[str, ...]:
    plain = _numberless(body).strip()
    # "Ravelin Rovers won": a first word that a capital follows is a part of that name.
    led = f"So {plain}" if _NAME_OF_TWO.match(plain) else plain
    return tuple(name for name in names(led, known) if name not in CALENDAR)


def topic_roots(text: str) -> frozenset[str]:
    """The roots of the words of `text` that it is about: no function words, no numerals, none that only ask or tell."""
    return frozenset(root(word) for word in words(text) if topic_stems(word))


def root(word: str) -> str:
    """The stem of `word`, irregular verbs brought to their present: "won" and "wins" are both "win"."""
    return stem(_IRREGULAR.get(word.casefold(), word))


def alike(word: str, others: frozenset[str]) -> bool:
    """Whether one of `others` is `word` or speaks of the same topic; all are stems."""
    return word in others or bool(related(frozenset({word})) & others)


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the fewer stems, the part that the other side has as well, synonyms included; 0 where a side is empty."""
    fewer, more = sorted((one, other), key=lambda stems: (len(stems), sorted(stems)))
    return sum(alike(word, more) for word in fewer) / len(fewer) if fewer else 0.0


def same_matter(one: Statement, other: Statement, least: float = SAME_MATTER, at_least: int = 2) -> bool:
    """Whether both plainly speak of the same thing at the same time, so that they can contradict each other at all.

    Where many words are shared, as in two long sentences, a smaller share of them is as good.
    """
    fewer, more = sorted((one.topic, other.topic), key=lambda stems: (len(stems), sorted(stems)))
    shared = sum(alike(word, more) for word in fewer)
    if shared < at_least or shared < (MANY_SHARED if shared >= MANY else least) * len(fewer):
        return False
    return (
        not names_apart(one.named, other.named)
        and _alike_beyond_names(one, other, shared, len(fewer))
        and same_time(one, other)
        and _same_stance(one, other)
    )


def _alike_beyond_names(one: Statement, other: Statement, shared: int, fewer: int) -> bool:
    """Names alone make no event: other words must be shared too; without a common name, nearly all of them."""
    if len(only_in(one.named, other.named)) == len(one.named):
        return shared == fewer or (shared >= 3 and shared >= UNNAMED_SHARED * fewer)
    mine, theirs = (each.topic - {root(part) for name in each.named for part in words(name)} for each in (one, other))
    return not mine or not theirs or share(mine, theirs) >= BEYOND_NAMES


def names_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each side names what the other does not: two places, two firms, two people."""
    return bool(only_in(one, other)) and bool(only_in(other, one))


def only_in(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The names of `one` that `other` lacks."""
    return tuple(name for name in one if not carried_by(name, frozenset(other)))


def same_time(one: Statement, other: Statement) -> bool:
    """Whether nothing speaks for different times: years, "last year", "in the draft", the first and the second."""
    first, second = _years(one), _years(other)
    if first and second and not first & second:
        return False
    if not (first and second) and one.year and other.year and one.year != other.year:
        return False  # counts and holders change from year to year
    if bool(first) != bool(second) and (first or second) != {str(one.year or other.year)}:
        return False
    return all(_found(pattern, one.body) == _found(pattern, other.body) for pattern in (_OTHER_TIME, _ORDINAL))


def _years(statement: Statement) -> set[str]:
    return set(_YEAR.findall(statement.body))


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.casefold() for found in pattern.findall(text)}


def _same_stance(one: Statement, other: Statement) -> bool:
    return stances(one.body) == stances(other.body)


def stances(text: str) -> frozenset[str]:
    """How a statement is meant: of what is ahead, demanded, offered, a limit, or only possible."""
    return frozenset(name for name, pattern in _STANCES if pattern.search(text))


def days_apart(one: str, other: str) -> bool:
    """Whether both name days, months or weekdays, and none in common: they may speak of different events."""
    named = ({(day.month, day.day) for day in days_in(text)} for text in (one, other))
    first, second = named
    if first and second:
        return not first & second
    pairs = [(set(pattern.findall(one)), set(pattern.findall(other))) for pattern in (_MONTH, _WEEKDAY)]
    return any(first and second and not first & second for first, second in pairs)


def calendar(text: str) -> frozenset[str]:
    """The years, months and weekdays that `text` names."""
    return frozenset(name for pattern in (_YEAR, _MONTH, _WEEKDAY) for name in pattern.findall(text))


def turned(one: Statement, other: Statement) -> bool:
    """Whether one speaks of opening where the other speaks of closing: two events, each with figures and days of its own."""
    first, second = roots(one.body), roots(other.body)
    return any(
        first & side and not second & side and second & across and not first & across
        for pair in OPPOSITES
        for side, across in (pair, pair[::-1])
    )


@lru_cache(maxsize=512)
def roots(text: str) -> frozenset[str]:
    """The roots of all words of `text` that are no function words."""
    return frozenset(root(word) for word in words(text) if not is_function_word(word))


_DETERMINERS = frozenset("the a an its his her their this these those any all".split())


def object_of(text: str, act: str) -> frozenset[str]:
    """The roots of what stands right after the first word with the root `act`: "the water bill" of "signed the water bill".

    Empty where a preposition or the end of the clause follows.
    """
    for found in re.finditer(r"\w[\w’'-]*", text):
        if root(found.group()) == act:
            return leading(text[found.end() :])
    return frozenset()


def leading(text: str) -> frozenset[str]:
    """The roots of the first noun and what describes it: up to a preposition or a mark."""
    found: list[str] = []
    for word in words(re.split(r"[,.;:!?“”()–—]", text, maxsplit=1)[0]):
        if word.casefold() in _DETERMINERS:
            continue
        if is_function_word(word):
            break
        found.append(root(word))
    return frozenset(found)


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two objects may be one: "the bill" and "the water bill", not "the tax bill" and "the water bill"."""
    return all(alike(word, other) for word in one) or all(alike(word, one) for word in other)

"""What a text says, as far as code can tell: its content words, names and negations. Knows nothing of models.

Everything is compared in a folded form (case, typography, stem), never shown: shown words are always the stored ones.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"[’']s?$")
_INSIDE = re.compile(rf"(?<=[\w,] ){_WORD.pattern}")
_PART_END = re.compile(r"[.’']")
# The last line break is enough to tell, and is looked for from each one only up to the next: a long run of them
# stays linear.
_BEGINS = re.compile(r"(?:[.!?:]\s*+|\n[^\S\n]*+)[“\"‘']?$|[“\"]$")
_SAID = re.compile(r"\s+(?:said|says|told|added|warned|argued|announced|claimed|stated|insisted)\b")

FUNCTION_WORDS = frozenset(
    """a about after again against all also although am among an and any are as at be because been before being
    between both but by can could did do does doing done down during each either else ever every for from further get
    gets got had has have having he her here hers herself him himself his how however i if in including into is it its
    itself just let like may me might more most much must my myself near neither no nor not now of off on once one
    only onto or other our ours out over own per rather same shall she should since so some such than that the their
    theirs them themselves then there these they this those though through thus to too toward towards under until up
    upon us very was we were what when where whether which while who whom whose why will with within without would yet
    you your yours yourself""".split()
)
# Words that a question uses to ask, not to name what it asks about.
ASKING_WORDS = frozenset(
    """say says said tell tells told state states stated mention mentioned happen happens happened according many long
    often place kind type name named give gave given make made take took taken include includes included currently
    recently latest new people person thing things way reason reasons date day""".split()
)
NEGATIONS = frozenset("no not never none nobody nothing neither nor without cannot".split())

# Words that end with a dot inside a sentence; the first are no part of a name.
_TITLES = frozenset("Mr Mrs Ms Dr Gen Lt Col Sgt Adm Sen Rep Gov Prof".split())
_ABBREVIATIONS = _TITLES | frozenset("St Jan Feb Aug Sept Oct Nov Dec".split())
# Written so, these are names; in small letters they are function words.
CASED_NAMES = frozenset("US WHO IT May".split())
NOT_NEGATING = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bwhether or not\b"
    r"|\bno (?:doubt\b|(?:less|fewer|more) than\b)|\bno\.\s?(?=\d)",
    re.IGNORECASE,
)
"""A "not" or "no" that denies nothing."""
# One word that some write as two: "cease-fire", "co-operate".
_HYPHENATED = re.compile(
    r"\b(cease[-‐‑\s](?=fires?\b)|(?:co|re|pre|anti|counter|multi|sub|cyber)[-‐‑](?=[a-z]))", re.IGNORECASE
)


_LONGEST_STEMMED = 100
"""Letters; what is longer is no English word, and a run of "y" takes the stemmer time that grows with its square."""


@cache
def stem(word: str) -> str:
    """The Snowball English stem (Porter 2001) of a word, case and possessive folded."""
    folded = _POSSESSIVE.sub("", word.casefold().replace("’", "'"))
    if "." in folded and all(len(letter) == 1 for letter in folded.split(".")):
        return folded.replace(".", "")
    if len(folded) > _LONGEST_STEMMED:
        return folded
    return str(snowballstemmer.stemmer("english").stemWord(folded))


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, as written; "U.S." and "cease-fire" are one word each."""
    return [found.group() for found in _WORD.finditer(_joined(text))]


def _joined(text: str) -> str:
    return _HYPHENATED.sub(lambda found: found.group()[:-1], text.replace("\u00ad", ""))


def spaced_alike(text: str) -> str:
    """`text` as it is compared where white space and capitals do not count."""
    return " ".join(text.split()).casefold()


def is_function_word(word: str) -> bool:
    """Whether a word carries no meaning of its own; "us" is one, "US" a name."""
    return word.casefold() in FUNCTION_WORDS and word not in CASED_NAMES


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: no function words, no numerals."""
    return frozenset(
        stem(word) for word in words(text) if not is_function_word(word) and not word[0].isdigit() and len(word) > 1
    )


def as_written(stems: Collection[str], text: str) -> list[str]:
    """The words of `text` that have one of `stems`, as they stand there: what a person is shown instead of a stem."""
    return list(dict.fromkeys(word for word in words(text) if stem(word) in stems))


def topic_stems(question: str) -> frozenset[str]:
    """The stems of what a question is about: its content words, without those that only ask."""
    return frozenset(part for part in content_stems(question) if part not in _asking_stems())


@cache
def _asking_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in ASKING_WORDS)


def names(text: str, known: str = "") -> tuple[str, ...]:
    """The capitalised words of `text` that are not merely the first of a sentence, in order, without repeats.

    The first word of a sentence counts where something speaks for a name: what follows it, or that `known`, a longer
    text, always writes it with a capital. A text all in capitals tells no names.
    """
    if text.isupper():
        return ()
    found: dict[str, None] = {}
    for sentence_start, word, rest in _with_position(_joined(text)):
        capital = word[0].isupper() and len(word) > 1 and word not in _TITLES and not is_function_word(word)
        if capital and (not sentence_start or _looks_like_name(word, rest, text) or word in always_capital(known)):
            found.setdefault(_POSSESSIVE.sub("", word))
    return tuple(found)


@lru_cache(maxsize=256)
def always_capital(text: str) -> frozenset[str]:
    """The words that `text` writes with a capital inside a sentence, and nowhere in small letters."""
    small = {word for word in words(text) if word[0].islower()}
    inner = (word for start, word, _ in _with_position(text) if not start and word[0].isupper())
    return frozenset(word for word in inner if word.lower() not in small)


def _with_position(text: str) -> Iterator[tuple[bool, str, str]]:
    """Each word with whether it begins a sentence or a quotation, and the text after it."""
    end, before = 0, ""
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        abbreviated = between == ". " and (before in _ABBREVIATIONS or (len(before) == 1 and before.isupper()))
        start = not end or (not abbreviated and bool(_BEGINS.search(between)))
        end, before = match.end(), match.group()
        yield start, match.group(), text[end : end + 24]


def _looks_like_name(word: str, rest: str, text: str) -> bool:
    """Whether something beside its capital tells that the first word of a sentence is a name."""
    inner_capital = any(letter.isupper() for letter in word[1:])
    possessive = bool(_POSSESSIVE.search(word))
    compound = bool(re.match(r"-[A-ZÀ-Þ]", rest))
    speaks = bool(_SAID.match(rest)) and not word.endswith("s")
    return inner_capital or possessive or compound or speaks or word in _inside(text)


@lru_cache(maxsize=256)
def _inside(text: str) -> frozenset[str]:
    """The words of `text` that stand right behind a word or a comma; each whole, without its possessive ending, and its
    part before the first stop or apostrophe.
    """
    found: set[str] = set()
    for word in _INSIDE.findall(text):
        found.update((word, _POSSESSIVE.sub("", word), _PART_END.split(word, maxsplit=1)[0]))
    return frozenset(found)


def negations(text: str) -> int:
    """How many words of `text` negate: not, never, no, n't and their kin."""
    lowered = [word.casefold().replace("’", "'") for word in words(NOT_NEGATING.sub(" ", text))]
    return sum(word in NEGATIONS or word.endswith("n't") for word in lowered)

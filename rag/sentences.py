"""Where sentences of news end: the spans that citations point at.

Every mark that may end a sentence is looked at once, with the words before and after it. It ends none inside a quotation,
before a small letter or a comma, or behind an abbreviation that more must follow. What would need grammar ("the U.S.
Treasury", "… in the U.S. Officials …") is told by the word that follows: one that starts sentences, and hardly names.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.abbreviations import BEFORE_NAMES, BEFORE_NUMBERS, NEVER_LAST, PLACES_AND_DAYS, is_abbreviation
from rag.domain import Span
from rag.enclosed import enclosed
from rag.months import A_MONTH, A_WEEKDAY, WEEKDAYS
from rag.wording import CASED_NAMES, FUNCTION_WORDS

QUOTATION_LONGEST = 600
"""Characters; a longer quotation is cut between its sentences."""
LONGEST = 1_500
"""Characters; what goes on for longer, a list or a text without marks, is cut at a space, else between characters."""
_BEFORE = 60
"""Characters before a mark in which its word is looked for, and the word before that."""

_CLOSING = "\"'”’“‘»«›‹」』)\\]*"
# A run of marks is entered at its first only, and never given back: else a long run takes quadratic time.
_MARK = re.compile(
    rf"(?P<dots>(?<![.!?…])[.!?…]++(?:[ \u00a0][.…]++)*+)(?P<closing>(?:[{_CLOSING}]|\[\d{{1,3}}\])*+)"
    rf"|(?P<foreign>[。！？؟۔।]++)[{_CLOSING}]*+"
)
_TERMINALS = tuple(".!?…。！？؟۔।")
_WORD = re.compile(r"[^\W_]")
_NEAR_WORD = re.compile(r"[\W_]{0,10}+[^\W_]")
_FOLLOWING = re.compile(r"\s++(?P<opening>(?:[^\w\s]|_){0,5}+\s?(?:[^\w\s]|_){0,5}+)(?P<word>[^\W_][\w’'-]{0,40}+\.?)")
_GOES_ON = frozenset(",;:)]}%/&")
_QUOTES = re.compile(r"[\"'”’“‘»«›‹]")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_HALF_DAY = re.compile(r"\d*[ap]\.m")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_UNIT = re.compile(r"[a-z]{1,2}|[b-df-hj-np-tv-xz]{3}")
_OUTSIDE = re.compile(r"\A(?:.*[-–—/(\[“‘\"])?\W*")
"""What belongs to no word in front of a dot: "(D-Mass."."""
_WHEN = re.compile(
    rf"(?:(?:{A_WEEKDAY})|(?:{A_MONTH}) \d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]?[.\d\s]"
    r"|(?:[A-Z]{1,3}T|UTC|Eastern|Central|Mountain|Pacific)\b|[A-Z]\w+ time\b)"
)
"""What may follow a time of day: the day, or a zone."""
_SOMEBODY_SAYS = re.compile(
    r"(?:I|(?:al-|el-)?[A-ZÀ-Þ][\w’'.-]*(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|[a-z]{2,3}|al-\w+)){0,7})(?:,\s[^.!?“”\"]{1,100},)?"
    r"(?:\s(?:had|then|later|once|also|[a-z]+ly))?\s(?:said|says|asked|asks|told|tells|wrote|writes|added|replied|answered|shouted"
    r"|cried|yelled|screamed|exclaimed|wondered|demanded|declared|joked|quipped|insisted|recalled)\b(?! for\b)"
)
"""Of "“Who pays?” Ida Moe, a diver, asked.": what goes on with the sentence after the mark of the quotation."""
_STARTERS = FUNCTION_WORDS | frozenset(
    """according analysts another asked critics despite earlier elsewhere experts investors last later many meanwhile nobody
    observers officials one others instead sources three two""".split()
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Marks that may end a sentence, where they stand in a line, and what follows them."""

    line: str
    begun: int
    """Where the sentence begins."""
    start: int
    end: int
    """Behind what closes with them."""
    dots: str
    closing: str
    opening: str
    """Marks between the space and the word that follows."""
    word: str
    """The word that follows, with a dot if it has one."""
    at: int
    """Where it stands."""


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, which was cleaned: without outer whitespace, in order, apart, and holding every character
    that is not whitespace. The end of a line ends a sentence. A quotation of several sentences stays whole up to
    600 characters, so that its words are not parted from who said them.
    """
    return tuple(span for line in re.finditer(r"[^\n]+", text) for span in _sentences(line.group(), line.start()))


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as sentences do, in Latin, Chinese, Arabic, Urdu or Hindi punctuation, closing quotes aside."""
    return line.rstrip("\"'”’»›」』)]*").endswith(_TERMINALS)


def _sentences(line: str, offset: int) -> Iterator[Span]:
    begun = 0
    for end in (*_cuts(line), len(line)):
        while begun < end:
            cut = end if end - begun <= LONGEST else _cut_in(line, begun)
            words = line[begun:cut]
            if words.strip():
                yield Span(offset + cut - len(words.lstrip()), offset + begun + len(words.rstrip()))
            begun = cut


def _cut_in(line: str, begun: int) -> int:
    """Where a sentence that is too long is cut, at most LONGEST behind `begun`."""
    last = begun + LONGEST
    space = line.rfind(" ", begun + 1, last)
    return space if space > 0 else next((cut for cut in range(last, begun + 1, -1) if cuttable(line, cut)), last)


def cuttable(text: str, at: int) -> bool:
    """Whether a cut at `at`, inside `text`, parts no accent or joiner from the letter it belongs to."""
    return text[at - 1] != "\u200d" and unicodedata.category(text[at]) not in {"Mn", "Mc", "Me", "Cf", "Sk"}


def _cuts(line: str) -> Iterator[int]:
    """Where sentences of `line` end, but for the last. None is without a word, or leaves the rest without one."""
    pairs = enclosed(line)
    closers, whole = {pair.end - 1 for pair in pairs}, _whole(line, pairs)
    begun = looked = 0
    worded = False
    for match in _MARK.finditer(line):
        worded = worded or _WORD.search(line, looked, match.start()) is not None
        looked, end = match.start(), match.end()
        while line[end : end + 1].isspace() and end + 1 in closers:  # French: “« Non. » Il”
            end += 2
        if worded and not _within(whole, end) and _ends(line, begun, match, end):
            yield end
            begun, worded = end, False


def _whole(line: str, pairs: Sequence[Span]) -> list[Span]:
    """What is not cut, in order and apart: quotations, and brackets that open amid a sentence."""
    kept: list[Span] = []
    for pair in pairs:
        amid = line[max(0, pair.start - 3) : pair.start].rstrip()[-1:]
        apart = line[pair.start] in "([" and (not amid or amid in ".!?…”’\"'")
        if not apart and pair.end - pair.start <= QUOTATION_LONGEST:
            while kept and kept[-1].start > pair.start:
                kept.pop()
            kept.append(pair)
    return kept


def _within(spans: Sequence[Span], at: int) -> bool:
    following = bisect_left(spans, at, key=lambda span: span.end)
    return following < len(spans) and spans[following].start < at < spans[following].end


def _ends(line: str, begun: int, match: re.Match[str], end: int) -> bool:
    """Whether a sentence ends with the marks of `match` and what closes with them, up to `end`."""
    spaced = line[end : end + 1].isspace()
    if match["foreign"]:
        return (spaced or match["foreign"][-1] in "。！？") and _NEAR_WORD.match(line, end) is not None
    following = _FOLLOWING.match(line, end) if spaced else None
    if following is None or following["opening"][:1] in _GOES_ON:
        return False
    word = following["word"]
    if word[0].islower() and not _BRAND.match(word):
        return False
    return _is_end(
        _Mark(
            line,
            begun,
            match.start(),
            end,
            match["dots"],
            line[match.end("dots") : end],
            following["opening"].strip(),
            word,
            following.start("word"),
        )
    )


def _is_end(mark: _Mark) -> bool:
    quoted = _QUOTES.search(mark.closing) is not None
    dots = mark.dots.count(".") + 3 * mark.dots.count("…")
    cry = mark.dots.strip(".… \u00a0") != ""
    if quoted and (cry or dots > 1):
        return bool(mark.opening) or _SOMEBODY_SAYS.match(mark.line, mark.at, mark.at + 200) is None
    if cry or quoted or dots > 3:
        return True
    if dots == 3:  # "… and he paused… Then", but not "the pier … Marrow said … was"
        return not mark.line[mark.start - 1 : mark.start].isspace() and _starts(mark.word)
    return not _word_goes_on(mark)


def _word_goes_on(mark: _Mark) -> bool:
    """Whether the dot is only that of the word before it."""
    since = max(mark.begun, mark.start - _BEFORE)
    words = mark.line[since : mark.start].split()
    if not words:
        return False
    word, before = _OUTSIDE.sub("", words[-1]), words[-2] if len(words) > 1 else ""
    abbreviated = is_abbreviation(word)
    if mark.word[0].isdigit() and (word in BEFORE_NUMBERS or (before[-1:].isdigit() and _UNIT.fullmatch(word))):
        return True
    if not before and since == mark.begun:  # "1. Boil", "A. No", "Vol. 3": no sentence is so short
        return abbreviated or len(word) == 1 or (word.isdigit() and len(word) < 4)
    if mark.word[0].isdigit():
        return abbreviated and not _HALF_DAY.fullmatch(word)
    if word in BEFORE_NUMBERS:
        return word.lower() != "no" and _ROMAN.fullmatch(mark.word) is not None
    if _HALF_DAY.fullmatch(word):
        return _WHEN.match(mark.line, mark.at) is not None
    if word in BEFORE_NAMES or word in NEVER_LAST:
        return True
    return (abbreviated or (len(word) == 1 and word.isupper())) and _abbreviation_goes_on(word, before, mark)


def _abbreviation_goes_on(word: str, before: str, mark: _Mark) -> bool:
    """Whether a sentence goes on after `word.`, with which it may end."""
    if mark.opening[:1] in {"(", "[", "–", "—", "-"}:
        return True
    starts = _starts(mark.word)
    if word in PLACES_AND_DAYS and not mark.closing:
        title = mark.word.endswith(".") and not starts
        return title or mark.word in WEEKDAYS or (before.lower() == "the" and not starts)
    if word == "I":
        return before.endswith(".") and not starts
    alone = before[:1].islower() or before.endswith((",", ";", ":"))
    if alone and len(word) > 1 and "." not in word and word[0].isupper():  # "and Fr. Pell", not "Pell Sr."
        return True
    return not starts


def _starts(word: str) -> bool:
    """Whether a word with a capital begins a sentence, rather than being a name."""
    plain = word.rstrip(".")
    return plain.lower() in _STARTERS and plain not in CASED_NAMES

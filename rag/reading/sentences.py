"""Where sentences of news end: the spans that citations point at.

Every mark that may end a sentence is looked at once, with the words before and after it. It ends none inside a
quotation, before a small letter or a comma, or behind an abbreviation that more must follow. What would need grammar
("the U.S. Treasury", "… in the U.S. Officials …") is told by the word that follows: one that starts sentences, and
hardly names.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.domain import Span
from rag.english.months import A_MONTH, A_WEEKDAY, WEEKDAYS
from rag.english.wording import CASED_NAMES, FUNCTION_WORDS
from rag.reading.abbreviations import BEFORE_NAMES, BEFORE_NUMBERS, DAYS, NEVER_LAST, PLACES, is_abbreviation
from rag.reading.enclosed import enclosed

QUOTATION_LONGEST = 600
"""Characters; a longer quotation is cut between its sentences."""
LONGEST = 1_500
"""Characters; what goes on for longer, a list or a text without marks, is cut at a space, else between characters."""
_BEFORE = 60
"""Characters before a mark in which its word is looked for, and the word before that."""

_LIST_ITEM = 200
"""Characters around a number in which the number before or after it is looked for, in a list told in one line."""

_CLOSING = "\"'”’“‘»«›‹」』)\\]*"
# A run of marks is entered at its first only, and never given back: else a long run takes quadratic time.
_MARK = re.compile(
    rf"(?P<dots>(?<![.!?…])[.!?…]++(?:[ \u00a0][.…]++)*+)(?P<closing>(?:[{_CLOSING}]|\[\d{{1,3}}\])*+)"
    rf"|(?P<foreign>[。！？؟۔।]++)[{_CLOSING}]*+"
)
_TERMINALS = tuple(".!?…。！？؟۔।")
_WORD = re.compile(r"[^\W_]")
_NEAR_WORD = re.compile(r"[\W_]{0,10}+[^\W_]")
_FOLLOWING = re.compile(
    r"(?P<apart>\s*+)(?P<opening>(?:[^\w\s]|_){0,5}+\s?(?:[^\w\s]|_){0,5}+)(?P<word>[^\W_][\w’'-]{0,40}+\.?)"
)
_GOES_ON = frozenset(",;:)]}%/&")
_BEFORE_SMALL = frozenset('#@“„«"')
_OPENING = frozenset("“„‘«")
_QUOTES = re.compile(r"[\"'”’“‘»«›‹]")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_HALF_DAY = re.compile(r"\d*[ap]\.m")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_UNIT = re.compile(r"[a-z]{1,2}|[b-df-hj-np-tv-xz]{3}")
_OUTSIDE = re.compile(r"\A(?:.*[-–—/(\[“‘\"])?\W*")
"""What stands in front of the word that a dot belongs to, without a space between: "(D-" in "(D-Mass."."""
_WHEN = re.compile(
    rf"(?:(?:{A_WEEKDAY})|(?:{A_MONTH}) \d|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]?[.\d\s]"
    r"|(?:[A-Z]{1,3}T|UTC|Eastern|Central|Mountain|Pacific)\b|[A-Z]\w+ time\b)"
)
"""What may follow a time of day: the day, or a zone."""
_SOMEBODY_SAYS = re.compile(
    r"(?:I|(?:al-|el-)?[A-ZÀ-Þ][\w’'.-]*(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|[a-z]{2,3}|al-\w+)){0,7})(?:,\s[^.!?“”\"]{1,100},)?"
    r"(?:\s(?:had|then|later|once|also|[a-z]+ly))?\s(?:said|says|asked|asks|told|tells|wrote|writes|added|replied"
    r"|answered|shouted|cried|yelled|screamed|exclaimed|wondered|demanded|declared|joked|quipped|insisted|recalled)\b"
    r"(?! (?:for|that|it|he|she|they|there|nothing|little|no)\b)"
)
"""What goes on with a sentence after a quotation: "Ida Moe, a diver, asked" behind "“Who pays?”"."""
_ASIDE = re.compile(r"\s*(?:\([^()]{1,200}\)|[–—−-]+\s?[^.!?]{1,60}\Z)")
"""Behind a quotation in the line: something in brackets, or who said it."""
_STARTERS = FUNCTION_WORDS | frozenset(
    "according analysts another asked critics despite earlier elsewhere experts investors last later many "
    """meanwhile nobody
    observers officials one others instead sources three two""".split()
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Marks that may end a sentence, where they stand in a line, and what follows them."""

    line: str
    begun: int
    """Where the sentence begins."""
    start: int
    dots: str
    closing: str
    opening: str
    """Marks between the space and the word that follows."""
    word: str
    """The word that follows, with a dot if it has one."""
    at: int
    """Where that word stands."""


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, which was cleaned: in order, without outer whitespace, and not overlapping.

    They hold every character that is not whitespace. The end of a line ends a sentence. A quotation of several
    sentences stays whole up to 600 characters, so that its words are not parted from who said them.
    """
    return tuple(span for line in re.finditer(r"[^\n]+", text) for span in _sentences(line.group(), line.start()))


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as a sentence does, in Latin, Chinese, Arabic, Urdu or Hindi marks, closing quotes aside."""
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
    """Where the sentences of `line` end, but for the last. Each has a word, and so has the rest of the line."""
    pairs = enclosed(line)
    openers, closers = {pair.start for pair in pairs if line[pair.start] not in "(["}, {pair.end - 1 for pair in pairs}
    whole = _whole(pairs)
    begun = looked = 0
    first: re.Match[str] | None = None
    for match in _MARK.finditer(line):
        first = first or _WORD.search(line, looked, match.start())
        looked, end = match.start(), match.end()
        if match.end("dots") in openers:  # “He left.“We stay””
            end = match.end("dots")
        while line[end : end + 1].isspace() and end + 1 in closers:  # “« Non. » Il”
            end += 2
        if first and not _amid(whole, line, first.start(), end) and _ends(line, begun, match, end):
            yield end
            begun, first = end, None


def _whole(pairs: Sequence[Span]) -> list[Span]:
    """The quotations and brackets that are not cut, in order: the outermost pairs of marks, unless too far apart."""
    kept: list[Span] = []
    for pair in pairs:
        if pair.end - pair.start <= QUOTATION_LONGEST:
            while kept and kept[-1].start > pair.start:
                kept.pop()
            kept.append(pair)
    return kept


def _amid(whole: Sequence[Span], line: str, first: int, at: int) -> bool:
    """Whether `at` is inside a quotation, or inside a bracket; but a bracket that opens the sentence, whose first word
    is at `first`, may be cut.
    """
    following = bisect_left(whole, at, key=lambda span: span.end)
    if following == len(whole) or not whole[following].start < at < whole[following].end:
        return False
    return line[whole[following].start] not in "([" or first < whole[following].start


def _ends(line: str, begun: int, match: re.Match[str], end: int) -> bool:
    """Whether a sentence ends with the marks of `match` and what closes with them, up to `end`."""
    if match["foreign"]:
        apart = line[end : end + 1].isspace() or match["foreign"][-1] in "。！？"
        return apart and _NEAR_WORD.match(line, end) is not None
    following = _FOLLOWING.match(line, end)
    if following is None or following["opening"][:1] in _GOES_ON:
        return False
    word, opening = following["word"], following["opening"].strip()
    if word[0].islower() and not _BRAND.match(word) and following["opening"][-1:] not in _BEFORE_SMALL:
        return False
    closing = line[match.end("dots") : end]
    mark = _Mark(line, begun, match.start(), match["dots"], closing, opening, word, following.start("word"))
    return (following["apart"] != "" or _is_glued(mark)) and _is_end(mark)


def _is_glued(mark: _Mark) -> bool:
    """Whether a sentence begins without a space before it: "He left.“We stay”", "Who knew?Nobody did.",
    "left.The next".
    """
    if mark.opening:
        return mark.opening[0] in _OPENING
    behind = mark.at + len(mark.word)
    capital = mark.word.istitle() and mark.line[behind : behind + 1].isspace()
    return capital and (mark.closing != "" or mark.dots[-1] in "?!" or _starts(mark.word))


def _is_end(mark: _Mark) -> bool:
    dots = mark.dots.count(".") + 3 * mark.dots.count("…")
    cry = mark.dots.strip(".… \u00a0") != ""
    if _QUOTES.search(mark.closing):
        return not _told_after(mark, plain=dots == 1 and not cry)
    if cry or dots > 3:
        return True
    if dots == 3:  # "and he paused… Then", but not "the pier … Marrow said … was"
        return not mark.line[mark.start - 1 : mark.start].isspace() and _starts(mark.word)
    return not _word_goes_on(mark)


def _told_after(mark: _Mark, *, plain: bool) -> bool:
    """Whether the sentence goes on after a quotation that ended with marks, because who spoke follows. After a `plain`
    dot, that must end in a dot or a comma.
    """
    if mark.opening:
        aside = _ASIDE.match(mark.line, mark.start + len(mark.dots) + len(mark.closing))
        return aside is not None and not aside.group().endswith((".)", "!)", "?)"))
    if _starts(mark.word) and mark.word != "I":
        return False
    says = _SOMEBODY_SAYS.match(mark.line, mark.at, mark.at + 200)
    return says is not None and (not plain or mark.line[says.end() : says.end() + 1] in {".", ","})


def _word_goes_on(mark: _Mark) -> bool:
    """Whether the dot belongs to the word before it, and ends no sentence."""
    since = max(mark.begun, mark.start - _BEFORE)
    words = mark.line[since : mark.start].split()
    if not words:
        return False
    word, before = _OUTSIDE.sub("", words[-1]), words[-2] if len(words) > 1 else ""
    bracketed = mark.closing[:1] == ")" and words[-1][0] == "("  # "Gen. (ret.) Strand"
    begins = not before and since == mark.begun
    return (
        bracketed
        or _counts_items(words[-1].lstrip("(“‘"), before, mark, begins=begins)
        or _more_follows(word, before, mark, begins=begins)
    )


def _counts_items(word: str, before: str, mark: _Mark, *, begins: bool) -> bool:
    """Whether a number or letter is the mark of a list: "1. Boil", "A. No", "the answers: 1. Eels, 2. Crabs"."""
    number = word.isdecimal() and len(word) < 4
    if begins or not number:
        return begins and (number or len(word) == 1)
    near = mark.line[max(0, mark.start - _LIST_ITEM) : mark.start + _LIST_ITEM]
    beside = re.search(rf"(?<!\S)(?:{int(word) - 1}|{int(word) + 1})\.\s", near)
    return before.endswith((",", ";", ":")) and beside is not None


def _more_follows(word: str, before: str, mark: _Mark, *, begins: bool) -> bool:
    """Whether a word and its dot stand in a sentence that goes on with the next word."""
    abbreviated, initial = is_abbreviation(word), len(word) == 1 and word.isupper()
    counted = mark.word[0].isdigit() and word in BEFORE_NUMBERS
    if begins or counted:  # no sentence is so short
        return counted or abbreviated
    if _HALF_DAY.fullmatch(word):
        return _WHEN.match(mark.line, mark.at) is not None
    if mark.word[0].isdigit():
        unit = before[-1:].isdigit() and _UNIT.fullmatch(word)
        return bool(abbreviated or initial or unit)
    if word in BEFORE_NUMBERS:  # "Art. IV", "Ch. Supt."
        return word.lower() != "no" and bool(_ROMAN.fullmatch(mark.word) or _is_title(mark.word))
    return (abbreviated or initial) and _abbreviation_goes_on(word, before, mark)


def _abbreviation_goes_on(word: str, before: str, mark: _Mark) -> bool:
    """Whether a sentence goes on after `word.`, an abbreviation that may also end one."""
    if word in BEFORE_NAMES or word in NEVER_LAST or mark.opening[:1] in {"(", "[", "–", "—", "-"}:
        return True
    if _starts(mark.word):
        return False
    if word in DAYS:
        return mark.word.rstrip(".") in DAYS
    if word in PLACES and not mark.closing:
        title = mark.word.endswith(".") and not before.endswith(",")
        return title or mark.word in WEEKDAYS or before.lower() == "the"
    return True


def _starts(word: str) -> bool:
    """Whether a word with a capital begins a sentence, rather than being a name."""
    plain = word.rstrip(".")
    initial = len(word) == 2 and word != plain
    return plain.lower() in _STARTERS and plain not in CASED_NAMES and not initial


def _is_title(word: str) -> bool:
    return word.endswith(".") and word[:-1] in BEFORE_NAMES

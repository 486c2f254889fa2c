"""Article -> sentences and passages: the spans that citations point at and that are searched.

pysbd finds where sentences end, a few documented joins repair what it gets wrong in news, and every offset is checked
against the text: sentences are in order, apart, and together hold every character that is not whitespace. It knows no
model: how long a text is in tokens is asked of `count_tokens`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.domain import Article, Passage, Sentence, Span

TARGET_TOKENS = 110
"""Tokens of text a passage aims at, about 60 to 90 words. Every 30 tokens of prompt cost the embedded model most of a
second, and evidence is single sentences: a passage only has to hold enough around one to be found and understood."""

HEADER_BYTES = 160
"""How much of a title stands above each embedded passage, in UTF-8 bytes of its decomposed form: no tokenizer makes more
tokens than that, so a title can never crowd out the passage, whatever its script. An English title fits whole."""

_PARAGRAPH_ENOUGH = 0.75  # of the target: a passage this long ends with its paragraph
_SENTENCE_ENOUGH = 0.5  # of the target: one this long ends before a sentence that would make it too long
_TOO_LONG = 1.25
_REMNANT = 0.4  # of the target: a last passage shorter than this joins the one before it

_PYSBD_LONGEST = 1_500  # characters; pysbd takes time that grows with the square of its input
_PYSBD_LIST_ITEMS = 30  # "a) b) c)": pysbd's search for lists is slower still
_QUOTATION_LONGEST = 600  # characters; a longer quotation is cut between its sentences

_CLOSING = "\"'”’»›」』)\\]"
# A run of marks is entered at its first only, and never given back: else a long run takes quadratic time.
_END = re.compile(rf"(?:(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?=\s)|[。！？؟۔।]++[{_CLOSING}]*+)\s*")
_FOREIGN_END = re.compile(rf"(?<![؟۔।])[؟۔।]++[{_CLOSING}]*+\s+")  # pysbd's English rules do not know these
_TERMINALS = tuple(".!?…。！？؟۔।")
_LIST_ITEM = re.compile(r"(?<!\w)\w{1,4}[.)](?=\s|$)")
_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_DAYS = "Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun"
_ZONES = "E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|GMT|UTC|BST|CET|Eastern|Central|Pacific|Moscow|Kyiv|London|Beijing"
# Where pysbd parts what belongs together: what stands before the cut, and after it.
_JOINS = tuple(
    (re.compile(rf"(?:^|[\s(“‘\"'-])(?:{left})\Z"), re.compile(right))
    for left, right in (
        # Titles, ranks and places stand before a name: "Atty. Gen. Bo Day", "Ft. Worth".
        (
            r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gov|Lt|Gen|Col|Maj|Capt|Cmdr|Sgt|Adm|Brig|Sen|Rep|Amb|Atty|Supt|Det|Insp|Mt|Ft)\.",
            r"[A-Z]",
        ),
        # A time and its day or zone: "5 p.m. Tuesday", "9 a.m. ET".
        (r"[\d:.]+\s?[ap]\.m\.", rf"(?:{_DAYS})[a-z]*\b|(?:{_MONTHS})[a-z]*\.?\s\d|(?:{_ZONES})\b"),
        # A number and what it counts: "No. 10", "Jan. 3".
        (rf"(?:Nos?|Art|pp?|{_MONTHS})\.", r"\d"),
        # A company and its people: "Acme Ltd. Chief Executive Jo Bell".
        (r"(?:Inc|Corp|Co|Ltd)\.", r"(?:Chief|CEO|President|Chair|Executive|Vice)"),
    )
)
# Where pysbd sees no end, because the abbreviation may also stand before a name: words that start a sentence, hardly a name.
_MISSED = re.compile(
    r"(?:U\.S|U\.K|U\.N|E\.U|D\.C|[ap]\.m|Inc|Corp|Ltd|Jr|Sr)\.[\"”’)]*\s+"
    r"(?=(?:The|This|That|These|Those|A|An|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|But|And|Or|So|Yet|If|When|While|"
    r"Where|What|Who|Why|How|In|On|At|As|By|For|From|To|With|After|Before|Since|Under|Until|Once|Now|Then|There|Here|Some|"
    r"Many|Most|Both|Others|Analysts|Officials|Experts|Critics|Observers|Investors|Sources|Meanwhile|However|Although|"
    r"Though|Because|Despite|Instead|Later|Earlier|Last|No|Not|One|Two|Another|Asked|According)\s)"
)


@dataclass(frozen=True, slots=True)
class Split:
    """An article's sentences and passages, numbered in reading order."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


def split(article: Article, count_tokens: Callable[[str], int], limit: int = 256) -> Split:
    """The sentences of `article`, and passages of whole sentences, each sentence in exactly one of them.

    `count_tokens(embedded_text(article, passage)) <= limit` for every passage; a sentence too long for that becomes
    several. `count_tokens` must count all tokens, without truncation. Raises ValueError where the title alone fills `limit`.
    """

    def fits(span: Span) -> bool:
        return count_tokens(_embedded(article, span)) <= limit

    spans = [part for span in sentence_spans(article.text) for part in _fitting(article.text, span, fits)]
    sentences = tuple(Sentence(article.id, article.version, number, span) for number, span in enumerate(spans))
    groups = _grouped(article.text, spans, count_tokens, fits)
    passages = tuple(
        Passage(article.id, article.version, number, _hull(spans, group), group.start, group.stop - 1)
        for number, group in enumerate(groups)
    )
    return Split(sentences, passages)


def embedded_text(article: Article, passage: Passage) -> str:
    """What is embedded for `passage`: the title, a newline, its text. A very long title is cut."""
    return _embedded(article, passage.span)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, which was cleaned: without outer whitespace, in order, apart, and holding every character
    that is not whitespace. The end of a line ends a sentence. A quotation of several sentences stays whole up to
    600 characters, so that its words are not parted from who said them.
    """
    return tuple(
        trimmed
        for line in _lines(text)
        for chunk in _chunks(text, line)
        for found in _sentences(text, chunk)
        if (trimmed := _trimmed(text, found))
    )


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as sentences do, in Latin, Chinese, Arabic, Urdu or Hindi punctuation, closing quotes aside."""
    return line.rstrip("\"'”’»›」』)]*").endswith(_TERMINALS)


def _embedded(article: Article, span: Span) -> str:
    return f"{_header(article.title)}\n{span.of(article.text)}"


def _header(title: str) -> str:
    """As much of `title` as fits into HEADER_BYTES, cut at a space where there is one."""

    def weight(text: str) -> int:
        return len(unicodedata.normalize("NFD", text).encode())

    if weight(title) <= HEADER_BYTES:
        return title
    longest = max(end for end in range(HEADER_BYTES + 1) if weight(title[:end]) <= HEADER_BYTES)
    return title[:longest].rsplit(" ", 1)[0].rstrip()


def _lines(text: str) -> Iterator[Span]:
    return _pieces(Span(0, len(text)), (match.end() for match in re.finditer(r"\n+", text))) if text else iter(())


def _pieces(span: Span, cuts: Iterable[int]) -> Iterator[Span]:
    """`span` cut at the offsets `cuts`, which lie inside it in ascending order."""
    at = span.start
    for cut in (*cuts, span.end):
        if cut > at:
            yield Span(at, cut)
            at = cut


def _trimmed(text: str, span: Span) -> Span | None:
    """`span` without outer whitespace; None where it holds nothing else."""
    words = span.of(text)
    start = span.end - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def _chunks(text: str, line: Span) -> Iterator[Span]:
    """`line` in chunks that pysbd can take, cut at the last sentence end before its limit, else at a space."""
    start = line.start
    while line.end - start > _PYSBD_LONGEST:
        window = text[start : start + _PYSBD_LONGEST]
        ends = [match.end() for match in _END.finditer(window)] or [
            match.end() for match in re.finditer(r"\s+", window)
        ]
        cut = start + ends[-1] if ends else _hard_cut(text, start + 1, start + _PYSBD_LONGEST)
        yield Span(start, cut)
        start = cut
    if start < line.end:
        yield Span(start, line.end)


def _hard_cut(text: str, first: int, last: int) -> int:
    """The last offset up to `last` that parts no accent or joiner from the letter it belongs to, else `last`."""
    return next((cut for cut in range(last, first, -1) if _cuttable(text, cut)), last)


def _cuttable(text: str, cut: int) -> bool:
    return text[cut - 1] != "\u200d" and unicodedata.category(text[cut]) not in {"Mn", "Mc", "Me", "Cf", "Sk"}


def _sentences(text: str, chunk: Span) -> Iterator[Span]:
    """The sentences of one chunk of a line, with the whitespace around them."""
    words = chunk.of(text)
    cuts = _pysbd_cuts(words)
    if cuts is None:
        cuts = _simple_cuts(words)
    cuts = _joined(words, sorted({*cuts, *_missed_cuts(words)}))
    for piece in _pieces(Span(0, len(words)), cuts):
        long = piece.end - piece.start > _QUOTATION_LONGEST
        inner = _joined(piece.of(words), _simple_cuts(piece.of(words))) if long else []
        for part in _pieces(piece, [piece.start + cut for cut in inner]):
            yield Span(chunk.start + part.start, chunk.start + part.end)


def _simple_cuts(words: str) -> list[int]:
    """Every offset after closing punctuation and a space: what is left where pysbd can't be used."""
    return [match.end() for match in _END.finditer(words)]


def _pysbd_cuts(words: str) -> list[int] | None:
    """Where pysbd says that sentences start; None where its pieces are not, one after the other, the words it was given."""
    if not _END.search(words):
        return []
    if len(_LIST_ITEM.findall(words)) > _PYSBD_LIST_ITEMS:
        return None
    import pysbd  # noqa: PLC0415 - importing does nothing heavy

    try:
        # Its own search for offsets compiles every sentence into a pattern, and takes half of its time; ours is below.
        found = pysbd.Segmenter(language="en", clean=False).processor(words).process()
    except Exception:  # noqa: BLE001 - it builds regular expressions from the text; no text may stop an article from being read
        return None
    cuts, at = [], 0
    for piece in (piece.strip() for piece in found):
        start = words.find(piece, at)
        if not piece or start < 0 or words[at:start].strip():
            return None
        cuts.append(start)
        at = start + len(piece)
    return None if words[at:].strip() else cuts


def _missed_cuts(words: str) -> Iterator[int]:
    """Where sentences start that pysbd does not see; none inside a quotation."""
    yield from (match.end() for match in _FOREIGN_END.finditer(words))
    for match in _MISSED.finditer(words):
        before = words[: match.end()]
        if before.count("“") == before.count("”") and before.count('"') % 2 == 0:
            yield match.end()


def _joined(words: str, cuts: Sequence[int]) -> list[int]:
    """`cuts` without those that part what belongs together."""
    kept: list[int] = []
    for cut, following in pairwise([*cuts, len(words)]):
        if cut and not _belong_together(words[kept[-1] if kept else 0 : cut].rstrip(), words[cut:following].strip()):
            kept.append(cut)
    return kept


def _belong_together(left: str, right: str) -> bool:
    # What has no word is a closing quote or a stray mark; what starts small goes on with the sentence before it.
    if not any(map(str.isalnum, left)) or not any(map(str.isalnum, right)) or right[0].islower():
        return True
    if not ends_sentence(left):  # pysbd takes "1) grain, 2) fuel" for a list of sentences
        return True
    return any(before.search(left) and after.match(right) for before, after in _JOINS)


def _fitting(text: str, span: Span, fits: Callable[[Span], bool]) -> Iterator[Span]:
    """`span` in parts that fit, each as long as it can be: cut at whitespace, else between characters."""
    rest: Span | None = span
    while rest and not fits(rest):
        spaces = [rest.start + match.start() for match in re.finditer(r"\s+", rest.of(text))]
        places = [cut for cut in range(rest.start + 1, rest.end) if _cuttable(text, cut)]
        cut = _last_fitting(rest.start, spaces, fits) or _last_fitting(rest.start, places, fits)
        if cut is None:
            raise ValueError("the limit leaves no room for text below the title")
        yield Span(rest.start, cut)
        rest = _trimmed(text, Span(cut, rest.end))
    if rest:
        yield rest


def _last_fitting(start: int, cuts: Sequence[int], fits: Callable[[Span], bool]) -> int | None:
    """The last of the ascending `cuts` up to which the text fits, found by bisection; None where not even the first."""
    low, high, best = 0, len(cuts) - 1, None
    while low <= high:
        middle = (low + high) // 2
        if fits(Span(start, cuts[middle])):
            low, best = middle + 1, cuts[middle]
        else:
            high = middle - 1
    return best


def _grouped(
    text: str, spans: Sequence[Span], count_tokens: Callable[[str], int], fits: Callable[[Span], bool]
) -> list[range]:
    """Which sentences make up each passage."""
    sizes = [count_tokens(span.of(text)) for span in spans]
    groups: list[range] = []
    start = 0
    for number in range(1, len(spans)):
        group = range(start, number)
        too_much = not fits(_hull(spans, range(start, number + 1)))
        if too_much or _ends_passage(text, spans, sizes, group):
            groups.append(group)
            start = number
    last = range(start, len(spans))
    if groups and sum(sizes[last.start :]) < _REMNANT * TARGET_TOKENS:
        whole = range(groups[-1].start, last.stop)
        if fits(_hull(spans, whole)):
            return [*groups[:-1], whole]
    return [*groups, last]


def _ends_passage(text: str, spans: Sequence[Span], sizes: Sequence[int], group: range) -> bool:
    """Whether the passage of the sentences `group` should end before the sentence that follows them."""
    size, following = sum(sizes[group.start : group.stop]), group.stop
    last = spans[following - 1]
    ends_paragraph = "\n" in text[last.end : spans[following].start]
    if ends_paragraph and not ends_sentence(last.of(text)) and size < _TOO_LONG * TARGET_TOKENS:
        return False  # a heading stays with what it stands over
    if ends_paragraph and size >= _PARAGRAPH_ENOUGH * TARGET_TOKENS:
        return True
    return size >= _SENTENCE_ENOUGH * TARGET_TOKENS and size + sizes[following] > _TOO_LONG * TARGET_TOKENS


def _hull(spans: Sequence[Span], group: range) -> Span:
    return Span(spans[group.start].start, spans[group.stop - 1].end)

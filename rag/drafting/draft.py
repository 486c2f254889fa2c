"""Evidence to drafts, for a small embedded model: it answers freely from the nearest passages, and points nowhere.

Code ties each sentence it writes to the stored sentences that carry it (rag.drafting.tie). Checks nothing. A draft
carries no quotation: what a model writes is never shown as somebody's words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.checking.orders_to_machines import safe_headline
from rag.checking.yes_or_no import has_verdict, without_verdict
from rag.domain import Evidence, words_of
from rag.models.chat.speak import say
from rag.models.prompt import render
from rag.retrieval import Found

SHOWN = 1100
"""Characters of articles in one prompt, in the median some 260 tokens with the headlines. The number was chosen on a
development half: docs/decisions/0024.
"""
AROUND = 1
"""Sentences before and after each of the nearest ones that are shown with it."""
ARTICLES = 4
"""Articles that are drafted from one by one, where the answer is a timeline."""
HEADING = 90
"""Characters that an excerpt's headline, outlet and date are reckoned as."""
CLAIM_TOKENS = 60
CUT_OFF = 35
"""Words. A line that is longer and ends as no sentence does was cut off by the limit of tokens."""
_BULLET = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)\]]|\[\d{1,2}\])\s+")


# What the model says of what it was given; "the passage of the bill" and "the sum was not disclosed" are news.
_OF_THE_TEXT = re.compile(
    r"\b(?:the|these|this) (?:given |provided )?(?:passages?|articles?|texts?|excerpts?) "
    r"(?:do|does|did|says?|mentions?|states?|provides?|contains?|specif(?:y|ies)|indicates?)\b"
    r"|\b(?:in|by|to) (?:the|these|this) (?:given |provided )?(?:passages?|articles?|texts?|excerpts?)\b(?! of\b)"
    r"|\bnot (?:mentioned|specified|stated)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I(?!\.)|[Ww]e|[Oo]ur|[Mm]y|us)\b")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]|\b[A-Z]\w+ I\b")  # "World War I" is nobody who speaks


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences of one article that a draft is made from, in reading order; at least one."""

    sentences: tuple[Evidence, ...]

    @property
    def title(self) -> str:
        """The article's headline, unless it gives a machine an order."""
        return safe_headline(self.sentences[0].article.title)

    @property
    def outlet(self) -> str | None:
        """Who published it, where it says so."""
        return self.sentences[0].article.outlet

    @property
    def published(self) -> str:
        """The article's date, as far as it gives one."""
        return self.sentences[0].article.published.value or "undated"

    @property
    def words(self) -> str:
        """The sentences' words."""
        return words_of(self.sentences)


def nearest_excerpts(found: Found) -> tuple[Excerpt, ...]:
    """The nearest sentences of `found`, each with those around it in its passage, as many as fit into a prompt.

    The excerpt with the nearest sentence comes first; in each, sentences are in reading order. Where room is short,
    a sentence loses those around it before it is left out itself; the nearest is always shown. Empty where nothing
    was found.
    """
    chosen: dict[int, set[str]] = {}
    room = SHOWN
    for number, around, alone in _windows(found):
        shown = {key for keys in chosen.values() for key in keys}
        heading = 0 if number in chosen else HEADING
        for window in (around, alone):
            fresh = [piece for piece in window if piece.key not in shown]
            needed = sum(len(piece.quote) for piece in fresh) + heading
            if needed <= room or (window is alone and not chosen):
                room -= needed
                chosen.setdefault(number, set()).update(piece.key for piece in fresh)
                break
        else:
            break
    picked = (tuple(e for e in found.passages[number] if e.key in keys) for number, keys in chosen.items())
    return tuple(Excerpt(sentences) for sentences in picked if sentences)


def _windows(found: Found) -> Iterator[tuple[int, tuple[Evidence, ...], tuple[Evidence, ...]]]:
    """For each sentence, the nearest first: its passage's number, it with the sentences around it, and it alone."""
    places = {
        piece.key: (number, at)
        for number, passage in reversed([*enumerate(found.passages)])
        for at, piece in enumerate(passage)
    }
    for number, at in (places[piece.key] for piece in found.ranked if piece.key in places):
        passage = found.passages[number]
        yield number, passage[max(0, at - AROUND) : at + AROUND + 1], passage[at : at + 1]


def excerpts_by_article(found: Found) -> tuple[tuple[Excerpt, ...], ...]:
    """The nearest excerpts of each of at most four articles by itself, the best article first."""
    keys = dict.fromkeys((each.article.id, each.article.version) for each in found.ranked)
    return tuple(filter(None, (nearest_excerpts(_only(found, key)) for key in [*keys][:ARTICLES])))


def _only(found: Found, key: tuple[str, int]) -> Found:
    """What of `found` is of one article."""
    passages = (p for p in found.passages if p and (p[0].article.id, p[0].article.version) == key)
    ranked = (each for each in found.ranked if (each.article.id, each.article.version) == key)
    return Found(tuple(ranked), {}, tuple(passages))


def free_draft(
    model: BaseChatModel,
    question: str,
    excerpts: Sequence[Excerpt],
    *,
    whether: bool = False,
    config: RunnableConfig | None = None,
) -> tuple[str, ...]:
    """The one free sentence that answers `question` from all `excerpts` at once; empty where the model gives none.

    `whether` says that yes or no is asked for.
    """
    if not excerpts:
        return ()
    prompt = render("answer_from_articles", question=question, articles=excerpts, whether=whether)
    return _sentences(say(model, prompt, max_tokens=CLAIM_TOKENS, config=config), excerpts)[:1]


def is_report(line: str) -> bool:
    """Whether a model's sentence reports something: it speaks neither of the text that the model was given nor, outside
    quotation marks, in the first person.
    """
    return not (_OF_THE_TEXT.search(line) or _FIRST_PERSON.search(_QUOTED.sub("", line)))


def _sentences(reply: str, excerpts: Sequence[Excerpt]) -> tuple[str, ...]:
    """The sentences of a reply, a line each. A line that repeats a headline, or announces what follows, is none."""
    lines = [_BULLET.sub("", line).strip() for line in reply.splitlines()]
    if len(lines) > 1 and _ends(lines) and not _ends(lines[-1:]):
        lines.pop()  # cut off in the middle by the limit; where no line ends, that is how they are written
    lines = [line for line in lines if line and not line.endswith(":") and not _is_headline(line, excerpts)]
    lines = [line for line in lines if _ends([line]) or len(line.split()) < CUT_OFF]
    said = (
        line for line in lines if without_verdict(line) != line or not has_verdict(line)
    )  # "No." alone says nothing
    return tuple(dict.fromkeys(line for line in said if is_report(line)))


def _ends(lines: Sequence[str]) -> bool:
    """Whether any of `lines` ends as a sentence does."""
    return any(line.endswith((".", "!", "?", "”", '"')) for line in lines)


def _is_headline(line: str, excerpts: Sequence[Excerpt]) -> bool:
    said = re.sub(r"\s*\([^()]*\)$", "", line).casefold().rstrip(".!? ")
    return any(said == excerpt.title.casefold().rstrip(".!? ") for excerpt in excerpts)

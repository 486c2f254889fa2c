"""False claims of known kinds, made by code from a true sentence and from an honest paraphrase of it.

Each changes one thing, so that what a gate lets pass says what it does not see. A mutant is false of its
sentence: the sentence does not state it. The same input gives the same mutants everywhere: what is drawn is drawn
by the words themselves.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

from eval.mutate import names, quantities, turns
from eval.mutate.text import replaced, unquoted
from eval.yardstick.words import content_stems

MutationKind = Literal[
    "number",
    "date",
    "unit",
    "name",
    "place",
    "speaker",
    "negation added",
    "negation dropped",
    "direction",
    "quantifier",
    "modality",
    "stitched",
]
KINDS: tuple[MutationKind, ...] = get_args(MutationKind)
Base = Literal["copy", "paraphrase"]

_JOINTS = re.compile(
    r"(?P<saying> (?:said|says|told reporters|warned|added|announced) that )|(?P<relative>, (?:who|which|where|when) )"
    r"|(?P<clause>, (?:and|but) | because (?:of )?| while )"
)
_CLAUSE = re.compile(
    r"(?:the|an?|its|his|her|their|it|he|she|they|some|most|many|one|two|three|four|\d[\d,]*|[A-ZÀ-Þ][\w’]+) "
    r"(?!of which\b|\w+ (?:that|who|which)\b)"
)
_LONG_ENOUGH = 3  # content words that a half has of its own


@dataclass(frozen=True, slots=True)
class Mutant:
    """A false claim, what kind of falsehood it is, and whether it was made from the sentence itself or a paraphrase."""

    kind: MutationKind
    claim: str
    base: Base


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a sentence: its article with the names of all articles, and the article's other sentences."""

    around: names.Around
    others: tuple[str, ...]


def mutants(sentence: str, paraphrase: str | None, context: Context) -> list[Mutant]:
    """At most one mutant of each kind from `sentence`, and one from `paraphrase` where there is one."""
    bases: list[tuple[Base, str]] = [("copy", sentence)]
    if paraphrase is not None:
        bases.append(("paraphrase", paraphrase))
    made = []
    for base, claim in bases:
        for kind in KINDS:
            rng = Random(f"{kind} {claim}")  # noqa: S311  # drawn again by anyone, not secret
            known = {_plain(sentence), _plain(claim)}
            mutant = next(
                (new for new in _MAKERS[kind](claim, sentence, context, rng) if _plain(new) not in known), None
            )
            if mutant is not None:
                made.append(Mutant(kind, mutant, base))
    return made


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w£$€%]+", text.casefold()))


def _stitched(claim: str, sentence: str, context: Context, rng: Random) -> Iterator[str]:
    """The first half of `claim` with the second half of another sentence of its article.

    They are joined where both sentences have the same joint, such as ", but" or "said that".
    """
    here = list(_JOINTS.finditer(unquoted(claim)))
    rng.shuffle(here)
    there = [
        (other, joint)
        for other in rng.sample(context.others, len(context.others))
        for joint in _JOINTS.finditer(unquoted(other))
    ]
    for cut in here:
        for other, joint in there:
            rest = other[joint.end() :]
            if _joins(cut, joint, rest) and len(content_stems(rest) - content_stems(sentence)) >= _LONG_ENOUGH:
                yield replaced(claim, cut.end(), len(claim), rest)


def _joins(cut: re.Match[str], joint: re.Match[str], rest: str) -> bool:
    """Whether `rest`, which follows `joint` in its own sentence, can follow `cut` as well."""
    alike = cut.lastgroup == "saying" == joint.lastgroup or cut.group() == joint.group()
    left = cut.string[cut.end() :]
    if joint.lastgroup == "relative":  # "who lives in Orrel, said": what follows the relative clause is no part of it
        fits = not re.search("[,;–]", rest) and not re.search("[,;–]", left)
    else:
        fits = joint.lastgroup == "saying" or all(_CLAUSE.match(half) for half in (rest, left))
    whole = rest.count('"') % 2 == 0 and rest.count("“") == rest.count("”")
    return alike and fits and whole and len(content_stems(cut.string[: cut.start()])) >= _LONG_ENOUGH - 1


Maker = Callable[[str, str, Context, Random], Iterator[str]]


def _named(maker: Callable[[str, str, names.Around, Random], Iterator[str]]) -> Maker:
    return lambda claim, sentence, context, rng: maker(claim, sentence, context.around, rng)


def _counted(maker: Callable[[str, str, Random], Iterator[str]]) -> Maker:
    return lambda claim, sentence, _context, rng: maker(claim, sentence, rng)


def _turned(maker: Callable[[str, Random], Iterator[str]]) -> Maker:
    return lambda claim, _sentence, _context, rng: maker(claim, rng)


_MAKERS: dict[MutationKind, Maker] = {
    "number": _counted(quantities.numbers),
    "date": _counted(quantities.dates),
    "unit": _counted(quantities.units),
    "name": _named(names.people),
    "place": _named(names.places),
    "speaker": _named(names.speakers),
    "negation added": _turned(turns.negation_added),
    "negation dropped": _turned(turns.negation_dropped),
    "direction": _turned(turns.direction),
    "quantifier": _turned(turns.quantifier),
    "modality": _turned(turns.modality),
    "stitched": _stitched,
}


def contexts(articles: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[Context, ...]]:
    """The context of each sentence of each article, an article being its text and its sentences."""
    corpus = names.Names("\n".join(text for text, _ in articles))
    return [
        tuple(
            Context(names.Around(text, corpus), tuple(other for other in sentences if other != sentence))
            for sentence in sentences
        )
        for text, sentences in articles
    ]

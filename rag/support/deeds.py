"""What a claim tells of who did what to whom, held against what the cited words tell: exchanged parties, a lost or an added "not",
and what may be told as what is. Each compares deeds that both name, and finds a fault only where every such deed speaks against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rag.domain import CitedClaim
from rag.english import Deed, Sentence, Who, deeds_in, parse
from rag.english.deeds import AGENT, OWNER, PATIENT, is_stated
from rag.english.holders import SAYING, Held, held
from rag.support.countries import countries_of
from rag.wording import stem

_RECIPROCAL = frozenset(
    """meet marry agree talk speak discuss negotiate fight clash draw tie merge cooperate differ equal resemble debate quarrel
    similar different same equal""".split()
)
"""Acts that go both ways (the marry, meet and battle verbs of Levin 1993, "English Verb Classes")."""
_EITHER = frozenset({OWNER, "of"})
"""Slots of a noun for what is done, which hold its agent or its patient."""
_SHARED_LETTERS = 5
"""Letters that a verb and a noun of one root begin with: "criticise" and "criticism"."""
_BOUNDING = frozenset("only except until unless before".split())
"""Words that make a "not" of one sentence say what another says without."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A deed of the claim, and those of the cited words with the same act, each with all parties of its sentence."""

    told: Deed
    cited: tuple[tuple[Deed, Sequence[Who]], ...]


def turned_round(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited words give what `claim` tells to others; None where they may not."""
    mine = parse(claim.text)
    for match in _matches(claim):
        found = [_conflict(match.told, *deed, stated=is_stated(mine, match.told.at)) for deed in match.cited]
        if all(found) or (
            any(found) and all(why or _crossed(match, deed) for why, (deed, _) in zip(found, match.cited, strict=True))
        ):
            return next(why for why in found if why)
    return None


def anothers(claim: CitedClaim, _question: str) -> str | None:
    """Why most of what `claim` gives to somebody is another's in the cited words; None where it may be theirs."""
    there: dict[str, list[tuple[Held, list[Who]]]] = {}
    for piece in claim.evidence:
        sentence = parse(piece.quote)
        words = list(held(sentence))
        parties = [who for word in words for together in word.by for who in together]
        for word in words:
            there.setdefault(word.word, []).append((word, parties))
    theirs, others = 0, list[str]()
    for word in held(parse(claim.text)):
        if word.by and word.word in there:
            whose = [_is_held(word.by, each, parties) for each, parties in there[word.word]]
            theirs += any(each is True for each in whose)
            others += [word.word] if all(each is False for each in whose) else []
    return f"the cited words give {', '.join(others[:3])} to others" if len(others) > theirs else None


def _is_held(told: Sequence[Sequence[Who]], word: Held, parties: Sequence[Who]) -> bool | None:
    """Whether those who are `told` to hold a word, the nearest first, are those who hold it; None where that is open."""
    if not word.by or any(who.open for who in chain(*word.by)):
        return None
    found = None
    for number, who in enumerate(told):
        place = next((place for place, each in enumerate(word.by) if _same(who, each)), None)
        if place is None:
            if not _may_hold(who, word, innermost=number == 0) and all(_others(who, each, parties) for each in word.by):
                return False
        elif any(_same(outer, inner) for outer in told[number + 1 :] for inner in word.by[:place]):
            return False  # "Senk said that Hlavac had told it" of what Hlavac said that Senk had told
        else:
            found = True
    return found


def _may_hold(who: Sequence[Who], word: Held, *, innermost: bool) -> bool:
    """Whether somebody may hold a cited word whom the parse does not name as its holder: who takes part in the same, or is
    meant by "it" ("they reopen it": that which reopens); from outside, who holds the sentence above the word's clause.
    """
    if not innermost:
        return not word.whole
    return _same(who, word.beside) or any(each.open for each in word.beside)


def _same(some: Sequence[Who], others: Sequence[Who]) -> bool:
    return any(_is_same(one, other) for one in some for other in others)


def _is_same(one: Who, other: Who) -> bool:
    """Whether both name the same, or a word for the same country."""
    return one.is_same(other) or bool(countries_of(one.name) & countries_of(other.name))


def _others(some: Sequence[Who], others: Sequence[Who], parties: Sequence[Who]) -> bool:
    """Whether two phrases plainly name others: all are names, or both are among the `parties` of the cited sentence."""
    return all(
        one.is_other(other)
        and not _is_same(one, other)
        and ((one.named and other.named) or any(one.is_same(each) for each in parties))
        for one in some
        for other in others
    )


def denied_otherwise(claim: CitedClaim, _question: str) -> str | None:
    """Why the cited words deny what `claim` tells, or tell what it denies; None where they may not."""
    bounded = [set(_small(text)) & _BOUNDING for text in (claim.text, claim.words)]
    for told, cited in _stated(claim) if bounded[0] == bounded[1] else ():
        if told.standing.how == "may" or (
            told.standing.how != "if" and any(deed.standing.how == "if" for deed in cited)
        ):
            continue
        compared = "than" not in {slot for slot, _ in told.slots}  # "nobody is older than Anna", who is the oldest
        if cited and compared and all(deed.standing.denied != told.standing.denied for deed in cited):
            return f"the cited words {'tell' if told.standing.denied else 'deny'} that of “{told.act}”"
    return None


def too_sure(claim: CitedClaim, _question: str) -> str | None:
    """Why `claim` tells as done, or as sure to come, what the cited words leave open; None where they may not."""
    for told, cited in _stated(claim):
        if cited and all(_surer(told.standing.how, _left_open(deed)) for deed in cited):
            return f"the cited words leave open what it says of “{told.act}”"
    return None


def _left_open(deed: Deed) -> str:
    return deed.opened if deed.of_noun else deed.standing.how


def _surer(told: str, cited: str) -> bool:
    return cited in {"did": {"will", "may", "if"}, "does": {"may", "if"}, "will": {"may"}}.get(told, ())


def _small(text: str) -> list[str]:
    return text.lower().replace(",", " ").replace(".", " ").split()


def _parties(sentence: Sentence) -> list[Who]:
    return [who for deed in deeds_in(sentence) for _, who in deed.slots]


def _matches(claim: CitedClaim) -> Iterator[_Match]:
    """Every deed of the claim with the cited deeds of the same act."""
    there = [
        (deed, _parties(sentence))
        for piece in claim.evidence
        for sentence in (parse(piece.quote),)
        for deed in deeds_in(sentence)
    ]
    mine = parse(claim.text)
    for told in deeds_in(mine):
        cited = tuple((deed, parties) for deed, parties in there if _same_act(told.act, deed.act))
        if cited:
            yield _Match(told, cited)


def _stated(claim: CitedClaim) -> Iterator[tuple[Deed, tuple[Deed, ...]]]:
    """The deeds that the claim states as its own, not beside them, each with the cited ones that may be the same: neither's
    parties exclude it, and they share one. A thing is compared with a thing, where each is what is done.
    """
    mine = parse(claim.text)
    for match in _matches(claim):
        told = match.told
        if is_stated(mine, told.at) and (told.is_done or not told.of_noun):
            yield (
                told,
                tuple(
                    deed
                    for deed, there in match.cited
                    if (deed.is_done if told.of_noun else True)
                    and not _conflict(told, deed, there, saying=True)
                    and (told.of_noun or _one_matter(told, deed))
                ),
            )


def _same_act(one: str, other: str) -> bool:
    if one == other:
        return True
    if " " in one or " " in other:
        return False
    first, second = stem(one), stem(other)
    return first == second or (
        min(len(first), len(second)) >= _SHARED_LETTERS and first[:_SHARED_LETTERS] == second[:_SHARED_LETTERS]
    )


def _conflict(
    told: Deed, cited: Deed, there: Sequence[Who], *, stated: bool = True, saying: bool = False
) -> str | None:
    """Who does or suffers in `cited` what another does or suffers in `told`, as a sentence; None where they may agree.

    That another does it counts of what the claim itself has `stated`, and of what is said only where `saying`.
    """
    for slot, who in told.slots if told.act not in _RECIPROCAL else ():
        mine, others = _held(cited, slot)
        if who.open or slot in _EITHER or _same((who,), mine) or any(each.open for each in mine):
            continue
        alone = slot == AGENT and not told.filling(PATIENT)  # "the bridge reopens" of "they reopen the bridge"
        if _exchanged(who, told, cited, slot, alone=alone):
            return f"in the cited words “{who.text}” stands on the other side of “{cited.act}”"
        if alone and any(each.open for each in others):
            continue
        by_another = (
            stated and slot == AGENT and mine and (saying or told.act not in SAYING) and _others((who,), mine, there)
        )
        if by_another and _one_matter(told, cited, who):
            return f"in the cited words it is “{mine[0].text}” of whom “{cited.act}” is said"
    return None


def _crossed(match: _Match, cited: Deed) -> bool:
    """Whether `cited` has another where the deed told has somebody whom the cited words put into another deed of the kind:
    "Medinsky led for Moscow, and Umerov led for Kyiv" of who led for whom.
    """
    for slot, who in match.told.slots:
        mine = cited.filling(slot)
        elsewhere = any(_same((who,), deed.filling(slot)) for deed, _ in match.cited if deed is not cited)
        if slot != AGENT and mine and elsewhere and all(who.is_other(each) for each in mine):
            return True
    return False


def _one_matter(told: Deed, cited: Deed, but: Who | None = None) -> bool:
    """Whether two deeds share a party beside `but`, or either has none that it could share."""
    mine = [who for _, who in told.slots if who is not but and not who.open]
    theirs = [who for _, who in cited.slots if not who.open]
    return not mine or (not theirs and but is None) or _same(mine, theirs)


def _held(cited: Deed, slot: str) -> tuple[list[Who], list[Who]]:
    """Who fills `slot` in a cited deed, and who fills one that excludes it; what a noun is done to, any preposition may join."""
    mine, others = list[Who](), list[Who]()
    for name, who in cited.slots:
        joined = cited.of_noun and slot == PATIENT and name not in {AGENT, PATIENT, OWNER}
        (mine if name == slot or name in _EITHER or joined else others).append(who)
    return mine, others


def _exchanged(who: Who, told: Deed, cited: Deed, slot: str, *, alone: bool) -> bool:
    """Whether `who`, which fills `slot` of `told`, plainly fills another of `cited`."""
    more = set[str]() if told.standing.denied or cited.standing.denied else {"than"}  # "nobody is older than Anna"
    turned = {AGENT: set() if alone else {PATIENT}, PATIENT: {AGENT} if cited.filling(PATIENT) else set()}
    other_side = {AGENT: turned[AGENT] | more, PATIENT: turned[PATIENT]}.get(slot, set())
    theirs = [(name, each) for name, each in cited.slots if name != slot and _is_same(who, each)]
    if any(name in other_side for name, _ in theirs):
        return True
    swapped = any(_is_same(mine, each) for name, mine in told.slots if name != slot for each in cited.filling(slot))
    return swapped and bool({name for name, _ in theirs} - _EITHER) and not alone

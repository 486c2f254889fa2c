"""Collects checked claims into an answer: merges claims that say the same, and gives each citation its marker.

Takes claims one by one, so that a stream can show each at once; what was shown keeps its marker and is never
taken back. Asks no language model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rag.answer import AlsoIn, Citation, Claim, Disagreement, Quoted
from rag.checking.attribution import source_chain
from rag.checking.countries import same_name
from rag.checking.gates import Supported
from rag.checking.modality import modality_of
from rag.checking.scope import may_be_one_scope, scope_of
from rag.composing.contradict.statement import Statement
from rag.composing.disagree import contradiction, disagreements, superseded
from rag.domain import CitedClaim, Evidence
from rag.drafting import Similarity, leans_back
from rag.english.numbers import quantities
from rag.english.wording import content_stems, names, negations

SAME_WORDS = 0.8
"""Two claims say the same where this share of the words of the one with fewer words is in the other as well. Words are
stems of words that carry meaning, without those of the question."""
SAME_MEANING = 0.7
"""Cosine similarity of two claims, without the question's words, from which on they say the same."""
NEAR_MEANING = 0.4
"""And from which on the judge is asked whether they do."""
TOLD = 0.6
"""A claim tells a cited sentence if it has this share of the sentence's words that are not the question's."""
LED = 0.4
"""A cited sentence only leads to the next one if the claim has less than this share of the
words that the next one lacks."""
COMPARED = 2
"""How many shown claims the judge is asked about, for one new claim."""
MAX_CITATIONS = 4
"""How many citations a claim may come to by merging: a few make it as safe as many do, and easier to read."""

Copies = Callable[[Evidence], tuple[AlsoIn, ...]]


@dataclass(frozen=True, slots=True)
class Added:
    """A new claim, with the citations that are new with it, by marker."""

    claim: Claim
    citations: dict[str, Citation]


@dataclass(frozen=True, slots=True)
class Joined:
    """An earlier claim that a new one repeats; `citations` are the new ones it gained, by marker, perhaps none."""

    claim_id: str
    citations: dict[str, Citation]
    context: tuple[str, ...] = ()
    """The markers in `citations` whose sentences are only context."""


@dataclass(slots=True)
class Composer:
    """Collects checked claims of one answer to `question`; not for use by two threads at once.

    `also_in` gives the copies of an article that print a cited sentence as well: they are listed with its citation,
    and count as no further source.
    """

    question: str
    similarity: Similarity
    also_in: Copies = lambda _: ()
    claims: list[Claim] = field(default_factory=list)
    citations: dict[str, Citation] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)
    correcting: str | None = None
    """The id of the claim that corrects what the question takes for granted: it is read before all others."""

    def twin(self, checked: CitedClaim) -> Claim | None:
        """The first earlier claim that seems to say the same as `checked`; None if there is none. Whether the words
        that `checked` cites support that claim as well is for the gates to say.
        """
        scope, denied = scope_of(checked.evidence), modality_of(checked) == "denied"
        alike = (
            claim
            for claim in self.claims
            if may_be_one_scope(scope, claim.scope)
            if denied == (claim.modality == "denied")
            if contradiction(Statement(claim.text), Statement(checked.text)) is None
        )
        return next((claim for claim in alike if self._same(claim.text, checked.text)), None)

    def like(self, checked: CitedClaim) -> tuple[Claim, ...]:
        """Up to COMPARED earlier claims that are near enough in meaning to make the same point, the nearest first; none
        of them contradicts `checked`.

        A claim that does not cite every article of `checked` is left out if either of them has a number, a name or a
        “not” that the other lacks: one article's false claim must never make an honest claim count as its repetition.
        """
        asked = content_stems(self.question)
        scored = [
            (self.similarity(_without(claim.text, asked), _without(checked.text, asked)), claim)
            for claim in self.claims
            if self.is_of_its_articles(claim, checked)
            or not (_differ(claim.text, checked.text) or _differ(checked.text, claim.text))
            if contradiction(Statement(claim.text), Statement(checked.text)) is None
        ]
        near = sorted((each for each in scored if each[0] >= NEAR_MEANING), key=lambda each: -each[0])
        return tuple(claim for _, claim in near[:COMPARED])

    def is_of_its_articles(self, told: Claim, checked: CitedClaim) -> bool:
        """Whether a shown claim cites every article that `checked` rests on."""
        cited = {self.citations[marker].article_id for marker in told.citations}
        return {piece.article.id for piece in checked.evidence} <= cited

    def cites(self, claim: Claim, evidence: Evidence) -> bool:
        """Whether a shown claim already rests on that very sentence."""
        marker = self._known(citation_of(evidence))
        return marker in claim.citations

    def tells(self, evidence: Evidence) -> bool:
        """Whether a shown claim cites that very sentence and says most of it (TOLD),
        instead of citing it only as context.
        """
        said = content_stems(evidence.quote) - content_stems(self.question)
        return any(
            self.cites(claim, evidence) and len(said & content_stems(claim.text)) >= TOLD * len(said)
            for claim in self.claims
        )

    def add(self, standing: Supported, twin: Claim | None = None) -> Added | Joined:
        """Take in a claim that passed both gates: as a new one, or as more evidence for `twin`."""
        checked = standing.claim
        leading = _leading(checked)
        if twin is None:
            markers, fresh = self._cite(checked.evidence)
            claim = Claim(
                id=self.next_id,
                text=checked.text,
                support=round(standing.support, 4),
                citations=markers,
                context=self._context(markers, leading),
                scope=scope_of(checked.evidence),
                modality=modality_of(checked),
            )
            self.claims.append(claim)
            return Added(claim, fresh)
        room = MAX_CITATIONS - len(twin.citations)
        # All or nothing: these sentences were judged together, and one alone may not be understood.
        markers, fresh = self._cite(checked.evidence if len(checked.evidence) <= room else ())
        merged = tuple(dict.fromkeys((*twin.citations, *markers)))
        led = self._context(markers, leading)
        carrying = {m for m in twin.citations if m not in twin.context} | {m for m in markers if m not in led}
        context = tuple(marker for marker in merged if marker not in carrying)
        self.claims[self.claims.index(twin)] = twin.model_copy(update={"citations": merged, "context": context})
        return Joined(twin.id, fresh, tuple(marker for marker in context if marker in fresh))

    def _context(self, markers: Sequence[str], leading: Sequence[Evidence]) -> tuple[str, ...]:
        """The `markers` that stand for `leading` sentences."""
        led = {self._known(citation_of(piece)) for piece in leading}
        return tuple(marker for marker in markers if marker in led)

    def disagree(self, claim_id: str, known: Sequence[Disagreement] = ()) -> tuple[Disagreement, ...]:
        """The new disagreements between the claim of that id and the other claims, to be shown
        once; `disagreements` keeps them.

        `known` are disagreements of that claim that were found before it was added; they come first.
        """
        claim = next(claim for claim in self.claims if claim.id == claim_id)
        others = [other for other in self.claims if other is not claim]
        fresh = [
            found
            for found in disagreements(claim, others, self.citations)
            if not any(set(found.claims) == set(told.claims) for told in (*self.disagreements, *known))
        ]
        self.disagreements += (*known, *fresh)
        return (*known, *fresh)

    def told_with(self, claim: Claim) -> tuple[str, ...]:
        """The markers of `claim` and of every claim that is known to disagree with it."""
        ids = self._sides_of(claim)
        return tuple(marker for each in self.claims if each.id in ids for marker in each.citations)

    def _sides_of(self, claim: Claim) -> set[str]:
        """The ids of `claim` and of every claim that is known to disagree with it."""
        return {claim.id, *(each for found in self.disagreements if claim.id in found.claims for each in found.claims)}

    @property
    def next_id(self) -> str:
        """The id that the next new claim gets."""
        return f"c{len(self.claims) + 1}"

    def finished(self) -> tuple[Claim, ...]:
        """The claims as the complete answer has them: the one that corrects the question, then the surest first. A
        claim that a later article replaces names the claim that replaces it.

        Claims that disagree are as sure as the surest of them, so that they stand beside each other.
        """
        replaced = superseded(self.claims, self.disagreements, self.citations)
        ordered = sorted(self.claims, key=lambda claim: (claim.id != self.correcting, -self._sureness(claim)))
        return tuple(claim.model_copy(update={"superseded_by": replaced.get(claim.id)}) for claim in ordered)

    def _sureness(self, claim: Claim) -> float:
        """The highest support among a claim and those that it disagrees with, in tenths:
        finer differences mean nothing.
        """
        sides = self._sides_of(claim)
        return round(max(each.support for each in self.claims if each.id in sides), 1)

    def _cite(self, evidence: Sequence[Evidence]) -> tuple[tuple[str, ...], dict[str, Citation]]:
        markers, fresh = [], {}
        for piece in evidence:
            citation = citation_of(piece)
            marker = self._known(citation)
            if marker is None:
                marker = str(len(self.citations) + 1)
                shown = citation.model_copy(update={"also_in": self.also_in(piece)})
                self.citations[marker] = fresh[marker] = shown
            markers.append(marker)
        return tuple(dict.fromkeys(markers)), fresh

    def _known(self, quoted: Quoted) -> str | None:
        """The marker under which these words are cited already, from this article or from a copy that prints
        them; None where they are not.
        """
        for marker, citation in self.citations.items():
            if any(_place(quoted) == _place(known) for known in (citation, *citation.also_in)):
                return marker
        return None

    def _same(self, first: str, second: str) -> bool:
        if _differ(first, second) or _differ(second, first):
            return False
        asked = content_stems(self.question)
        one, other = content_stems(first) - asked, content_stems(second) - asked
        if not one or not other:
            return one == other
        if len(one & other) / min(len(one), len(other)) >= SAME_WORDS:
            return True
        return self.similarity(_without(first, asked), _without(second, asked)) >= SAME_MEANING


def _leading(checked: CitedClaim) -> tuple[Evidence, ...]:
    """The cited sentences that are there only to make the next one understood: that one refers back to them, and the
    claim says hardly anything that only they say. Example: of “The bridge at Lund was built in 1904 of stone. It will
    close in May.” the first, where the claim is “The bridge will close in May”.
    """
    said = content_stems(checked.text)

    def leads(piece: Evidence, following: Evidence) -> bool:
        adjacent = (following.article, following.sentence.number) == (piece.article, piece.sentence.number + 1)
        own = content_stems(piece.quote) - content_stems(following.quote)
        return adjacent and len(own & said) < LED * len(own) and leans_back(following.quote, following.article.text)

    return tuple(piece for piece, following in pairwise(checked.evidence) if leads(piece, following))


def citation_of(evidence: Evidence) -> Citation:
    """The citation of a sentence, with its source chain: who speaks, via whom, translated by
    whom, as far as its article says.
    """
    article, span = evidence.article, evidence.sentence.span
    chain = source_chain(article, span)
    return Citation.of(article, span, speaker=chain.speaker, via=chain.via, translated_by=chain.translated_by)


def _place(quoted: Quoted) -> tuple[str, int, int, int]:
    return quoted.article_id, quoted.version, quoted.start, quoted.end


def _differ(first: str, second: str) -> bool:
    """Whether `first` has a number or a name that `second` lacks, or they do not deny equally often: then they do not
    say the same, however alike they are.

    Neither was checked against the words that the other cites, so two claims that a check may
    tell apart must not be merged.
    """
    if any(not any(one.agrees_with(other) for other in quantities(second)) for one in quantities(first)):
        return True
    if negations(first) != negations(second):
        return True
    there = second.replace("-", " ").split()
    return any(not any(same_name(name, word.strip('.,;:!?“”"()')) for word in there) for name in names(first))


def _without(text: str, stems: frozenset[str]) -> str:
    return " ".join(word for word in text.split() if not content_stems(word) & stems)

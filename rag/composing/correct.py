"""Corrects the question first, where an article says that what it takes for granted is not so."""

from collections.abc import Iterator

from rag.answer import Event
from rag.checking.gates import Supported, first_supported
from rag.checking.topic import off_topic
from rag.checking.yes_or_no import answers_no
from rag.composing.presuppose import contradicting, premise_of
from rag.composing.quote import in_own_words
from rag.composing.show import show
from rag.composing.work import Work
from rag.domain import CitedClaim, Evidence
from rag.retrieval import Found


def show_correction(work: Work, usable: Found) -> Iterator[Event]:
    """Show a claim that corrects the question, where an article contradicts it; yields the events that show it.

    It is an article's own sentence, where one plainly denies what the question takes for granted. Otherwise the
    embedded model is asked whether that is so, and its answer is shown if it is a “no” that passes every check.
    """
    question = work.asked.standalone
    about_it = [piece for piece in usable.ranked if not off_topic(CitedClaim(piece.quote, (piece,)), question)]
    piece = contradicting(question, about_it)
    told = in_own_words(work, piece, usable) if piece else None
    if piece and told:
        yield from _shown(work, told, piece)
        return
    whether = premise_of(question)
    if whether is None or work.writer.capable:
        return
    work.know(usable)
    for tried in work.writer.written(whether, usable, work.composer.similarity, work.composer.tells, work.config):
        denied = [draft for draft in tried if answers_no(draft.text)]
        claim, failed = first_supported(denied, work.offered, whether, work.judge, work.config)
        work.dropped += failed
        if claim:
            yield from _shown(work, claim, claim.claim.evidence[-1])
            return


def _shown(work: Work, told: Supported, piece: Evidence) -> Iterator[Event]:
    """Show the claim that corrects the question; from then on the article of `piece` can't answer it."""
    work.contradicting = (piece.article.id, piece.article.version)
    work.composer.correcting = work.composer.next_id
    yield from show(work, told)

"""Says first that what a question takes for granted is not so, where an article says that it is not."""

from collections.abc import Iterator

from rag.answer import Event
from rag.checking.gates import Standing, first_standing
from rag.checking.topic import off_topic
from rag.checking.yes_or_no import answers_no
from rag.composing.presuppose import contradicting, premise_of
from rag.composing.quote import in_own_words
from rag.composing.run import Run
from rag.composing.show import show
from rag.domain import CitedClaim, Evidence
from rag.retrieval.found import Found


def corrected(run: Run, usable: Found) -> Iterator[Event]:
    """In an article's own words where one plainly denies what is taken for granted, else where the model, asked whether it is so,
    answers no, and that answer stands every check.
    """
    question = run.asked.standalone
    about_it = [piece for piece in usable.ranked if not off_topic(CitedClaim(piece.quote, (piece,)), question)]
    piece = contradicting(question, about_it)
    told = in_own_words(run, piece, usable) if piece else None
    if piece and told:
        yield from _shown(run, told, piece)
        return
    whether = premise_of(question)
    if whether is None or run.writer.capable:
        return
    run.know(usable)
    for tried in run.writer.written(whether, usable, run.composer.similarity, run.composer.tells, run.config):
        denied = [draft for draft in tried if answers_no(draft.text)]
        claim, failed = first_standing(denied, run.offered, whether, run.judge, run.config)
        run.dropped += failed
        if claim:
            yield from _shown(run, claim, claim.claim.evidence[-1])
            return


def _shown(run: Run, told: Standing, piece: Evidence) -> Iterator[Event]:
    """The claim that corrects the question; the article of `piece` can answer it no more."""
    run.contradicting = (piece.article.id, piece.article.version)
    run.composer.correcting = run.composer.next_id
    yield from show(run, told)

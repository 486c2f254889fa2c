"""A story takes one place and lists every outlet: with real indexes, the real embedder, and a fake LLM only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rag.answer import Answer, AskRequest, Citation
from rag.checking.gates import Supported
from rag.composing.compose import Composer
from rag.domain import Article, CitedClaim, Evidence, Span
from rag.keeping.ingest import store_all
from rag.models.chat.fake import FakeChat
from rag.models.embedding import Embedder
from rag.retrieval.copies import ADDED, LISTED, CopiesSeen
from rag.retrieval.retrieve import Retriever
from rag.settings import Settings
from rag.store.filters import Filters
from rag.store.record import Record
from rag.store.verify import verify
from tests.conftest import OpenFake
from tests.rag.pointing import claiming, inexact
from tests.rag.wire import OTHER, PARAGRAPHS, WIRE, printed

pytestmark = pytest.mark.slow


QUESTION = "How many people were injured when the ferry ran aground near Mossholm?"
INJURED = ("The grounding of the ferry near Mossholm injured 23 people.", "injuring 23 people")
SIGNED = "\n\n".join((*PARAGRAPHS[:5], "Sign up for our morning letter and never miss a story again."))
FIVE = (
    printed("Bay Courier"),
    printed("Tidewater News", WIRE.replace("“", '"').replace("”", '"').replace("six weeks", "six  weeks")),
    printed("Harbour Herald", "\n\n".join(PARAGRAPHS[:4])),
    printed("Pier Gazette", SIGNED),
    printed("Tarn Post", f"MOSSHOLM\n\n{WIRE}".replace("the harbour authority", "the Harbour Authority")),
)
LIBRARY = printed(
    "Great Tarn Times",
    "The library in Great Tarn will open on Sundays from June. Readers had asked for it since the reading room was "
    "rebuilt.\n\nThe county pays for two more librarians, whose posts are limited to three years.",
)
CORRECTION = printed(
    "Tidewater News",
    f"Correction: an earlier version of this article misstated the number of injured.\n\n{WIRE.replace('23 people', '32 people')}",
    "2025-06-04",
)


def keep(record: Record, embedder: Embedder, articles: Sequence[Article]) -> None:
    """Store articles as ingestion does."""
    assert {outcome.kind for outcome in store_all(articles, record, embedder)} <= {"new", "updated"}


def sources(ranked: Sequence[Evidence], words: str) -> list[str]:
    """The articles of the evidence that holds `words`."""
    return [evidence.article.id for evidence in ranked if words in evidence.quote]


def answered(settings: Settings, open_fake: OpenFake, **filters: object) -> Answer:
    """What is answered from what `settings` keep, by a model that points at the sentence with the injured."""
    request = AskRequest.model_validate({"question": QUESTION, "as_of": "2025-06-10", **filters})
    with open_fake(settings, FakeChat(reply=claiming(INJURED))) as engine:
        return engine.chain.invoke(request)


# Five outlets


def test_a_story_printed_by_five_outlets_takes_one_place_and_lists_five(
    settings: Settings, record: Record, embedder: Embedder, open_fake: OpenFake
) -> None:
    """One claim, one citation, and under it the four others that print the sentence, each with its own exact words."""
    keep(record, embedder, [*FIVE, LIBRARY])
    answer = answered(settings, open_fake)
    (citation,) = answer.citations.values()
    listed = {citation.outlet, *(copy.outlet for copy in citation.also_in)}
    assert listed == {"Bay Courier", "Harbour Herald", "Pier Gazette", "Tarn Post", "Tidewater News"}
    assert inexact(answer, record) == []
    assert sum("injuring 23 people" in piece.quote for piece in answer.evidence) == 1
    assert len({piece.quote for piece in answer.evidence}) == len(answer.evidence)
    assert verify(record) == []


def test_a_damaged_copy_is_found_by_verify(
    settings: Settings, record: Record, embedder: Embedder, open_fake: OpenFake
) -> None:
    """The words listed as another outlet's are checked like any quotation."""
    keep(record, embedder, FIVE)
    copy = next(iter(answered(settings, open_fake).citations.values())).also_in[0]
    with record.database.writing() as connection:
        connection.exec_driver_sql(
            f"UPDATE versions SET text = replace(text, 'commuters', 'passagers') WHERE article_id = '{copy.article_id}'"  # noqa: S608  # an id of this file
        )
    assert (1, f"citation 1, also in {copy.article_id}") in {
        (found.promise, found.where.split(", ", 1)[-1]) for found in verify(record)
    }


def test_who_asks_for_one_outlet_gets_its_copy(
    settings: Settings, record: Record, embedder: Embedder, open_fake: OpenFake
) -> None:
    """It is the best of those asked for, and the others are not listed: they were not asked for."""
    keep(record, embedder, FIVE)
    for outlet in ("Harbour Herald", "Bay Courier"):
        (citation,) = answered(settings, open_fake, outlets=(outlet,)).citations.values()
        assert (citation.outlet, citation.also_in) == (outlet, ())


def test_a_removed_copy_is_no_longer_listed(
    settings: Settings, record: Record, embedder: Embedder, open_fake: OpenFake
) -> None:
    """And where it was the one quoted, another takes its place."""
    keep(record, embedder, FIVE)
    (before,) = answered(settings, open_fake).citations.values()
    record.remove(before.article_id)
    (after,) = answered(settings, open_fake).citations.values()
    assert after.article_id in {copy.article_id for copy in before.also_in}
    assert before.article_id not in {copy.article_id for copy in after.also_in}
    assert len(after.also_in) == len(before.also_in) - 1


def test_where_only_another_copy_is_found_the_best_one_stands_in(record: Record, embedder: Embedder) -> None:
    """Under another headline the best copy's own passage may be far down: the story must not vanish with it."""
    later = printed("Pier Gazette", f"{WIRE}\n\nThis is what to know on Tuesday.", "2025-06-09")
    keep(record, embedder, [FIVE[0], later])
    found = sorted(record.passage_ids_of([FIVE[0].id]))
    place = CopiesSeen(record, Filters())
    kept = place.passages(lambda k: found[:k], 40)
    assert {passage.article_id for passage in record.passages_by_id(kept).values()} == {later.id}
    assert set().union(*place.stood_for.values()) == set(found)


def test_no_more_than_twenty_copies_are_listed(record: Record, embedder: Embedder, retriever: Retriever) -> None:
    """A page of links to the same words helps nobody."""
    keep(record, embedder, [printed(f"Outlet {n}") for n in range(LISTED + 5)])
    best = next(piece for piece in retriever.evidence(QUESTION, 8).ranked if "injuring 23" in piece.quote)
    assert len(retriever.also_in(best)) == LISTED


# Forty outlets


def test_forty_copies_push_nothing_out(record: Record, embedder: Embedder, retriever: Retriever) -> None:
    """Each with a line of its own, so that they are no twins: the other articles are still found, filtered or not."""
    forty = [
        printed(f"Outlet {n}", f"{WIRE}\n\nThis report first appeared in number {n} of Outlet {n}.") for n in range(40)
    ]
    own = printed("Estuary Echo", OTHER)
    keep(record, embedder, [*forty, own, LIBRARY])
    for wanted in (Filters(), Filters(since=date(2025, 6, 1))):
        ranked = retriever.evidence(QUESTION, 48, wanted).ranked
        assert len(sources(ranked, "injuring 23 people")) == 1
        assert {"estuary-echo", "great-tarn-times"} <= {evidence.article.id for evidence in ranked}
        hits = retriever.hits(QUESTION, 40, wanted)
        assert len({hit.passage.id for hit in hits}) == len(hits)
        assert sum(hit.passage.article_id.startswith("outlet-") for hit in hits) <= 2 + 2 * ADDED
        injured = next(evidence for evidence in ranked if "injuring 23 people" in evidence.quote)
        assert len(retriever.also_in(injured, wanted)) == LISTED


# Which copy speaks


def earlier_of(article: Article) -> Article:
    """What its outlet printed before, under another address: the wire story as it came."""
    return replace(printed(str(article.outlet)), id=f"{article.id}-earlier")


def test_a_correction_wins_and_what_its_outlet_printed_before_is_not_offered(
    record: Record, embedder: Embedder, retriever: Retriever
) -> None:
    """What others print stays theirs, and is offered beside it."""
    keep(record, embedder, [earlier_of(CORRECTION), FIVE[0], CORRECTION])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert sources(ranked, "injuring 32 people") == ["tidewater-news"]
    assert sources(ranked, "injuring 23 people") == ["bay-courier"]
    alone = retriever.evidence(QUESTION, 24, Filters(outlets=("bay courier",))).ranked
    assert sources(alone, "injuring 23 people") == ["bay-courier"]


def test_a_later_copy_wins_over_an_earlier_figure_of_its_outlet(
    record: Record, embedder: Embedder, retriever: Retriever
) -> None:
    """Also where it does not say that it corrects."""
    later = printed("Late Edition", WIRE.replace("23 people", "31 people"), "2025-06-05")
    keep(record, embedder, [earlier_of(later), later])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert sources(ranked, "injuring 31 people") == ["late-edition"]
    assert sources(ranked, "injuring 23 people") == []


@pytest.mark.parametrize("title", ["Ferry aground", "Correction: ferry aground"])
@pytest.mark.parametrize("outlet", ["Hostile Herald", None])
def test_a_near_copy_under_another_name_silences_nobody(
    record: Record, embedder: Embedder, retriever: Retriever, title: str, outlet: str | None
) -> None:
    """With one figure changed, dated later, and called a correction: both are offered, each as its own."""
    changed = printed("Hostile Herald", WIRE.replace("23 people", "97 people"), "2025-06-09")
    keep(record, embedder, [FIVE[0], replace(changed, title=title, outlet=outlet)])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert sources(ranked, "injuring 97 people") == ["hostile-herald"]
    assert sources(ranked, "injuring 23 people") == ["bay-courier"]


def test_of_copies_of_one_day_that_differ_in_a_figure_both_are_offered(
    record: Record, embedder: Embedder, retriever: Retriever
) -> None:
    """Nobody knows which of the two is right: a reader is to see that they disagree."""
    keep(record, embedder, [FIVE[0], printed("Harbour Herald", WIRE.replace("23 people", "32 people"))])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert len(sources(ranked, "injuring 23 people")) == len(sources(ranked, "injuring 32 people")) == 1


def test_another_spelling_is_no_second_source(record: Record, embedder: Embedder, retriever: Retriever) -> None:
    """British and American print of one day: each sentence once."""
    keep(record, embedder, [FIVE[0], printed("Tidewater News", WIRE.replace("harbour", "harbor"))])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert len(sources(ranked, "injuring 23 people")) == 1
    assert {evidence.article.id for evidence in ranked} == {"bay-courier"}


def test_what_only_another_copy_prints_is_not_lost(record: Record, embedder: Embedder, retriever: Retriever) -> None:
    """The best copy is cut: the paragraph that it lacks is found in an earlier one."""
    cut = printed("Late Edition", "\n\n".join(PARAGRAPHS[:4]), "2025-06-05")
    keep(record, embedder, [FIVE[0], cut])
    ranked = retriever.evidence("When was the ferry out of service for a fault in its steering gear?", 24).ranked
    assert sources(ranked, "nine days in March") == ["bay-courier"]
    assert sources(ranked, "injuring 23 people") == ["late-edition"]


def test_a_figure_that_was_replaced_is_no_context_either(
    record: Record, embedder: Embedder, retriever: Retriever
) -> None:
    """What only the earlier copy prints comes without the sentence before it, which a later copy says otherwise."""
    treated = "Most of them were treated on the quay by volunteers of the lifeboat station."
    early = printed("Bay Courier", WIRE.replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]} {treated}"))
    later = printed("Bay Courier", WIRE.replace("23 people", "31 people"), "2025-06-05")
    keep(record, embedder, [early, replace(later, id="bay-courier-later")])
    found = retriever.evidence("Who treated the injured on the quay?", 24)
    own = next(evidence for evidence in found.ranked if evidence.quote == treated)
    assert own.article.id == "bay-courier"
    assert own.key not in found.before
    assert not any("23 people" in piece.quote for passage in found.passages for piece in passage)
    assert found.before, "other sentences have theirs"


def test_a_report_of_its_own_stays_a_second_source(record: Record, embedder: Embedder, retriever: Retriever) -> None:
    """The same accident in other words is evidence beside the wire story."""
    keep(record, embedder, [FIVE[0], printed("Estuary Echo", OTHER)])
    ranked = retriever.evidence(QUESTION, 24).ranked
    assert {evidence.article.id for evidence in ranked} == {"bay-courier", "estuary-echo"}


# Citations


def test_words_of_a_copy_are_the_citation_that_lists_it(
    record: Record, embedder: Embedder, retriever: Retriever
) -> None:
    """Two copies are one source: the second claim gets the first one's marker."""
    keep(record, embedder, FIVE)
    best = next(e for e in retriever.evidence(QUESTION, 24).ranked if "injuring 23" in e.quote)
    other = retriever.also_in(best)[0]
    sentences = record.sentences_of_articles([(other.article_id, other.version)])[other.article_id, other.version]
    same = next(s for s in sentences if (s.span.start, s.span.end) == (other.start, other.end))
    copy = Evidence("s9", record.article(other.article_id), same, 0.5)
    composer = Composer(QUESTION, lambda _one, _other: 0.0, retriever.also_in)
    texts = {"The grounding injured 23 people.": best, "Twenty-three commuters of Mossholm bled.": copy}
    first, second = (composer.add(Supported(CitedClaim(text, (one,)), 0.9)) for text, one in texts.items())
    assert list(composer.citations) == ["1"]
    assert second.citations == {}
    assert first.citations["1"].also_in == retriever.also_in(best)


def test_a_stored_answer_from_before_stories_is_still_read() -> None:
    """Its citations list nothing."""
    old = Citation.of(FIVE[0], Span(0, 7)).model_dump(mode="json")
    assert Citation.model_validate(old | {"also_in": []}).also_in == ()

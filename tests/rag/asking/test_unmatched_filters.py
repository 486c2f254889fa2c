"""A filter that leaves nothing is told by what it names and no article has: in the same words wherever it was asked."""

import json
from collections.abc import Sequence
from dataclasses import replace

import httpx
import pytest
from markupsafe import escape

from rag.answer import AskRequest
from rag.asking.unmatched_filters import NAME, nearest_outlets, unknown_to, why_nothing
from rag.domain import Article
from rag.keeping.ingest import store_all
from rag.models.chat.fake import FakeChat
from rag.models.embedding import Embedder
from rag.settings import Settings
from rag.store.filters import Filters
from rag.store.record import Record
from tests.conftest import Command, OpenFake
from tests.rag.pointing import QUESTION
from tests.rag.wire import OTHER, printed
from tests.serving import serving

pytestmark = pytest.mark.slow


FERRY = replace(printed("Bay Courier"), language="en")
REPORT = replace(printed("The Tarn Post", OTHER), language="de")
ONLY_UNKNOWN = "No article on record is of the outlet “Meridan Wire”; the nearest known is “Meridian Wire”."


def keep(record: Record, embedder: Embedder, articles: Sequence[Article]) -> None:
    """Store articles as ingestion does."""
    assert {outcome.kind for outcome in store_all(articles, record, embedder)} == {"new"}


# What is not known


def test_an_unknown_outlet_is_named_with_those_near_it(record: Record, embedder: Embedder) -> None:
    """However it is misspelt or cut short; where none is near, it is said which there are."""
    keep(record, embedder, [FERRY, REPORT])
    assert unknown_to(record, Filters(outlets=("Bay Curier",))) == (
        "No article on record is of the outlet “Bay Curier”; the nearest known is “Bay Courier”."
    )
    assert unknown_to(record, Filters(outlets=("the post",))).endswith("the nearest known is “The Tarn Post”.")
    assert unknown_to(record, Filters(outlets=("XYZZY", "Xyzzy"))) == (
        "No article on record is of the outlet “Xyzzy”; known are “Bay Courier” and “The Tarn Post”."
    )


def test_only_what_is_not_known_is_named(record: Record, embedder: Embedder) -> None:
    """An outlet in another case is known, and so is one of several; an article that was removed is on record no more."""
    keep(record, embedder, [FERRY, REPORT])
    assert unknown_to(record, Filters(outlets=("bay courier",), language="de", articles=(REPORT.id,))) == ""
    told = unknown_to(record, Filters(outlets=("Bay Courier", "Xyzzy"), language="fr", articles=(FERRY.id, "none")))
    assert told == (
        "No article on record is of the outlet “Xyzzy”; known are “Bay Courier” and “The Tarn Post”. No article on record has the id “none”. "
        "No article on record is known to be in “fr”; known are “de” and “en”."
    )
    record.remove(FERRY.id)
    assert unknown_to(record, Filters(articles=(FERRY.id,))) == f"No article on record has the id “{FERRY.id}”."
    assert unknown_to(record, Filters(outlets=("Bay Courier",), language="en")) == (
        "No article on record is of the outlet “Bay Courier”; known is “The Tarn Post”. "
        "No article on record is known to be in “en”; known is “de”."
    )


def test_many_unknown_names_are_counted(record: Record, embedder: Embedder) -> None:
    """The first three are named, each cut where it is long: the sentence stays one that can be read."""
    keep(record, embedder, [FERRY])
    told = unknown_to(record, Filters(articles=tuple(f"a{number}" for number in range(1000))))
    assert told == "No article on record has the id “a0”, “a1”, “a2” or 997 more."
    long = unknown_to(record, Filters(outlets=tuple(f"{number}{'x' * 9000}" for number in range(9))))
    assert len(long) < 4 * NAME + 100


def test_known_filters_that_no_article_fits_together_are_not_called_unknown(record: Record, embedder: Embedder) -> None:
    """Nothing is wrong with either; an empty record says so whatever the filter is."""
    fits_none = Filters(outlets=("Bay Courier",), language="de")
    assert why_nothing(record, fits_none) == "No articles are stored yet. `onrecord ingest PATH` reads some."
    keep(record, embedder, [FERRY, REPORT])
    assert why_nothing(record, fits_none) == "Nothing on record matches the filters."
    assert why_nothing(record, Filters(outlets=("Tarn Post",))).startswith("No article on record is of the outlet")


@pytest.mark.parametrize(
    ("outlet", "found"),
    [
        ("BBC", ["BBC News", "BBC World Service"]),
        ("bbc news online", ["BBC News"]),
        ("Gaurdian", ["The Guardian"]),
        ("The", []),
        ("", []),
    ],
)
def test_outlets_are_near_by_their_words_or_their_letters(outlet: str, found: list[str]) -> None:
    """A word that every other outlet has makes none near."""
    known = ["The Guardian", "The Tarn Post", "BBC World Service", "BBC News", "Bay Courier"]
    assert nearest_outlets(outlet, known) == found


def test_at_most_three_outlets_are_near() -> None:
    """Those that share most letters."""
    known = [f"Bay Courier {'and Times ' * number}".strip() for number in range(6)]
    assert nearest_outlets("Bay Courier", known[::-1]) == known[:3]


# The same words everywhere


def test_an_unknown_outlet_is_told_alike_by_command_line_http_and_page(
    filled: Settings, open_fake: OpenFake, command: Command
) -> None:
    """No error: an abstention that says why, found without asking a model, and a search that finds nothing."""
    told = command("search", "--outlet", "Meridan Wire", QUESTION)
    assert (told.code, told.out, told.err) == (0, "", f"{ONLY_UNKNOWN}\n")
    fake, body = FakeChat(), {"question": QUESTION, "outlets": ["Meridan Wire"]}
    with serving(open_fake(filled, fake)) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
        assert http.post("/v1/search", json=body).json() == {
            "evidence": [],
            "note": "not an answer",
            "message": ONLY_UNKNOWN,
        }
        answer = http.post("/v1/ask", json=body).json()
        assert answer["abstention"] == {"reason": "no_relevant_passage", "message": ONLY_UNKNOWN, "nearest": []}
        assert str(escape(ONLY_UNKNOWN)) in http.get(f"/answers/{answer['id']}").text
        told = command("search", "--outlet", "Meridan Wire", QUESTION)
        assert (told.code, told.err) == (0, f"{ONLY_UNKNOWN}\n")
        told = command("ask", "--outlet", "Meridan Wire", QUESTION)
        assert told.code == 3
        assert ONLY_UNKNOWN in " ".join(told.out.split())
    assert fake.prompts == []


@pytest.mark.usefixtures("filled")
def test_a_search_that_nothing_fits_says_that_the_filters_are_why(command: Command) -> None:
    """Nothing is unknown about a day that no article is from; standard output stays empty, and with --json it is there."""
    ran = command("search", "--since", "2099-01-01", QUESTION)
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing on record matches the filters.\n")
    wired = json.loads(command("search", "--json", "--since", "2099-01-01", QUESTION).out)
    assert wired == {"evidence": [], "note": "not an answer", "message": "Nothing on record matches the filters."}
    assert json.loads(command("search", "--json", QUESTION).out)["message"] is None


def test_one_unknown_outlet_of_two_is_told_beside_the_reason(filled: Settings, open_fake: OpenFake) -> None:
    """The other one's sentences are near, and say nothing; who misspelt a name learns that it was one."""
    engine = open_fake(filled, FakeChat(reply=lambda _: '{"claims": []}', yes=lambda _: 0.0))
    asked = {"question": "Who won the 2022 World Cup?", "outlets": ("Meridan Wire", "Touchline Tribune")}
    abstention = engine.chain.invoke(AskRequest.model_validate(asked)).abstention
    assert abstention
    assert abstention.nearest
    assert abstention.message == (
        f"No answer could be confirmed from the articles. The nearest passages may hold one. {ONLY_UNKNOWN}"
    )

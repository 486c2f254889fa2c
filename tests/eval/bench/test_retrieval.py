"""The retrieval bench on the example articles: real embedder, real indexes, and floors that no change of the product moves."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cli import bench as bench_commands
from cli import main as onrecord
from eval.asking import Models, kept_in, open_models
from eval.bench.retrieval import Ranked, RetrievalBench, ask_all, bench_retrieval, graded
from eval.corpus import DISTRACTORS, chosen_articles, folder_of, store_and_index
from eval.datasets import examples_folder, load_questions
from eval.floors import BM25
from eval.questions import Dataset
from eval.report.retrieval import show_retrieval
from eval.retrieval import DENSE, FUSED, PRODUCT, RANKED, rankers
from rag.build import Engine, open_embedder
from rag.errors import BadDataset
from rag.models.embedding import Embedder
from rag.retrieval.retrieve import Retriever
from rag.settings import Settings
from tests.conftest import Command, Ran
from tests.eval.making import article, dataset, question

pytestmark = pytest.mark.slow


TODAY = date(2026, 1, 1)
MEASURES = {"Hit@1", "Hit@5", "Hit@10", "recall@10", "nDCG@10", "MRR@10"}


class Counting:
    """The real embedder, which remembers what it embedded, and stops like a kill at a batch that holds `stop_at`."""

    def __init__(self, inner: Embedder, stop_at: str | None = None) -> None:
        self.inner = inner
        self.stop_at = stop_at
        self.texts: list[str] = []
        self.model_id, self.dimensions, self.token_limit = inner.model_id, inner.dimensions, inner.token_limit
        self.count_tokens = inner.count_tokens

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the embedder does it."""
        if self.stop_at and any(self.stop_at in text for text in texts):
            raise KeyboardInterrupt
        self.texts += texts
        return self.inner.embed(texts)


@pytest.fixture(scope="module")
def settings_of(tmp_path_factory: pytest.TempPathFactory, models_dir: Path, embedder_folder: Path) -> Settings:
    """Settings with the real embedder, and a data folder that the bench must not touch."""
    assert embedder_folder
    return Settings(data_dir=tmp_path_factory.mktemp("untouched") / "data", models_dir=models_dir, threads=1)


@pytest.fixture(scope="module")
def embedder(settings_of: Settings) -> Embedder:
    """The real one."""
    return open_embedder(settings_of)


@pytest.fixture(scope="module")
def models(settings_of: Settings, embedder: Embedder) -> Models:
    """The embedder alone: a bench of retrieval has no other model."""
    return Models(settings_of, embedder, None, None)


@pytest.fixture(scope="module")
def examples() -> Dataset:
    """Twenty of the example questions, over all example articles."""
    folder = examples_folder()
    return load_questions(folder / "questions.jsonl", folder / "articles", "examples").only(limit=20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests of this file keep embedded articles."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def bench(examples: Dataset, models: Models, home: Path) -> RetrievalBench:
    """A bench of the examples."""
    return bench_retrieval(examples, models, home, quiet)


@pytest.fixture(scope="module")
def engine(examples: Dataset, models: Models, home: Path, bench: RetrievalBench) -> Iterator[Engine]:
    """An engine over the articles that the bench has kept."""
    assert bench
    settings = kept_in(folder_of(home, "examples", examples.articles(""), models.embedder), models)
    with open_models(settings, models, exact=False) as opened:
        yield opened


def quiet(_line: str) -> None:
    """No progress."""


def by_name(found: RetrievalBench) -> dict[str, Ranked]:
    """What came of each ranker."""
    return {one.ranker: one for one in found.rankers}


def test_the_product_and_three_floors_are_measured_on_the_same_questions(
    bench: RetrievalBench, examples: Dataset
) -> None:
    """Each figure within its interval, each with a time; questions without relevant articles are counted, not asked."""
    assert [one.ranker for one in bench.rankers] == [PRODUCT, BM25, DENSE, FUSED]
    for one in bench.rankers:
        assert set(one.measures) == MEASURES
        for found in one.measures.values():
            assert found.low is not None
            assert found.value is not None
            assert found.high is not None
            assert 0 <= found.low <= found.value <= found.high <= 1
        assert 0 < one.p50_ms <= one.p95_ms
    assert bench.questions == sum(bool(each.relevant) for each in examples.questions)
    assert 0 < bench.unlabelled == len(examples.questions) - bench.questions
    # The articles are short and their words are their own: whatever finds less than this is broken.
    assert all((one.measures["Hit@10"].value or 0) >= 0.9 for one in bench.rankers)


def test_a_gain_is_the_product_less_the_floor(bench: RetrievalBench) -> None:
    """With the interval of the pairs; the product has no gain over itself."""
    product, *floors = bench.rankers
    assert product.gains == {}
    for floor in floors:
        for name, gain in floor.gains.items():
            difference = (product.measures[name].value or 0) - (floor.measures[name].value or 0)
            assert gain.value == pytest.approx(difference, abs=1e-5)
            assert (gain.low or 0) <= (gain.value or 0) <= (gain.high or 0)


def test_what_it_took_is_told(bench: RetrievalBench, examples: Dataset) -> None:
    """Articles, passages, seconds and bytes."""
    kept = bench.corpus
    assert (kept.articles, kept.embedded_now) == (len(examples.articles("")),) * 2
    assert kept.passages > kept.articles
    assert min(kept.embedding_seconds, kept.indexing_seconds) > 0
    # A vector of 384 numbers of four bytes each is in the record, and in the dense index.
    assert min(kept.index_bytes, kept.record_bytes) > kept.passages * 384 * 4


def test_a_second_run_embeds_only_the_questions(
    bench: RetrievalBench, examples: Dataset, models: Models, embedder: Embedder, home: Path
) -> None:
    """And measures as much; what the embedding took is remembered."""
    counting = Counting(embedder)
    again = bench_retrieval(examples, replace(models, embedder=counting), home, quiet)
    assert set(counting.texts) <= {"ready", *(each.question for each in examples.questions)}
    assert again.corpus.embedded_now == 0
    assert again.corpus.embedding_seconds == bench.corpus.embedding_seconds
    assert by_name(again)[BM25].measures == by_name(bench)[BM25].measures
    for one, before in zip(again.rankers, bench.rankers, strict=True):
        for name, found in one.measures.items():
            # The dense index is approximate and was built anew: a neighbour far down may be another.
            assert found.value == pytest.approx(before.measures[name].value, abs=0.1)


def test_a_bench_that_was_stopped_goes_on_where_it_was(models: Models, embedder: Embedder, tmp_path: Path) -> None:
    """Batches that were committed are not embedded again."""
    articles = [article(f"In town {number} the bridge has closed.", f"a{number:02}") for number in range(20)]
    settings = kept_in(tmp_path / "kept", models)
    with pytest.raises(KeyboardInterrupt):
        store_and_index(articles, settings, Counting(embedder, stop_at="town 19"), quiet)
    counting = Counting(embedder)
    kept = store_and_index(articles, settings, counting, quiet)
    assert (kept.articles, kept.passages, kept.embedded_now) == (20, 20, 4)
    assert len(counting.texts) == 4


def test_a_worse_ranker_shows_worse_figures(engine: Engine, embedder: Embedder, examples: Dataset) -> None:
    """One that ranks backwards is surely worse in every measure that looks at the top."""
    good = rankers(engine, embedder)[PRODUCT]
    labelled = [each for each in examples.questions if each.relevant]
    runs = ask_all({PRODUCT: lambda asked, as_of: good(asked, as_of)[::-1], FUSED: good}, labelled, quiet)
    worse, floor = graded(labelled, runs)
    for name in ("Hit@1", "nDCG@10", "MRR@10"):
        assert (worse.measures[name].value or 0) < (floor.measures[name].value or 0) - 0.3
        assert (floor.gains[name].high or 0) < 0


def test_a_change_of_the_retriever_moves_the_product_and_no_floor(
    engine: Engine, embedder: Embedder, examples: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A floor that moves along shows nothing."""
    asked = [each.question for each in examples.questions]
    before = {name: [ranker(each, TODAY) for each in asked] for name, ranker in rankers(engine, embedder).items()}
    monkeypatch.setattr(Retriever, "hits", lambda *_, **__: [])
    after = {name: [ranker(each, TODAY) for each in asked] for name, ranker in rankers(engine, embedder).items()}
    assert after.pop(PRODUCT) == [[] for _ in asked]
    assert all(before.pop(PRODUCT))
    assert after == before
    assert all(len(set(ranking)) == len(ranking) <= RANKED for rankings in after.values() for ranking in rankings)


def test_a_quick_corpus_is_chosen_by_hash_and_never_by_half_or_order() -> None:
    """All labelled articles, and 800 of the others: the same ones every time."""
    sources = [article(f"The bridge closed {number} times.", f"a{number}") for number in range(1000)]
    asked = [question(f"q{number}", relevant=frozenset({f"a{number}", f"a{number + 500}"})) for number in range(10)]
    made = dataset(asked, *sources)
    quick = {each.id for each in chosen_articles(made, quick=True)}
    labelled = {name for each in asked for name in each.relevant}
    assert len(labelled) == 20
    assert labelled <= quick
    assert len(quick) == len(labelled) + DISTRACTORS
    turned = dataset(asked, *reversed(sources))
    assert {each.id for each in chosen_articles(turned, quick=True)} == quick
    assert {each.id for each in chosen_articles(made, quick=False)} == {each.id for each in sources}


def test_articles_are_kept_under_what_they_were_made_of(examples: Dataset, embedder: Embedder, home: Path) -> None:
    """Another text, or another embedder, is never measured by the vectors of this one."""
    articles = examples.articles("")
    place = folder_of(home, "examples", articles, embedder)
    assert place == folder_of(home, "examples", articles[::-1], embedder)
    other = Counting(embedder)
    other.model_id = "another"
    edited = (replace(articles[0], text=articles[0].text + " And more."), *articles[1:])
    shorter = Counting(embedder)
    shorter.token_limit = 60
    places = {place, folder_of(home, "examples", edited, embedder)}
    places |= {folder_of(home, "examples", articles, each) for each in (other, shorter)}
    assert len(places) == 4


def test_a_set_that_has_nothing_to_rank_is_refused(models: Models, tmp_path: Path) -> None:
    """By name: one whose questions have corpora of their own, one without relevant articles."""
    alone = [question(name, corpus=name, relevant=frozenset("a")) for name in "ab"]
    with pytest.raises(BadDataset, match="2 corpora of their own"):
        bench_retrieval(dataset(alone, article("It rained.")), models, tmp_path, quiet)
    with pytest.raises(BadDataset, match="No question of made in this half"):
        bench_retrieval(dataset([question()], article("It rained.")), models, tmp_path, quiet)


def test_a_terminal_shows_every_ranker_in_its_width(bench: RetrievalBench) -> None:
    """Figures, gains, times and sizes."""
    text = show_retrieval(bench)
    assert max(map(len, text.splitlines())) <= 100
    for name in (PRODUCT, BM25, DENSE, FUSED):
        # Once for each measure, once for the times.
        assert text.count(f" {name} ") + text.count(f"\n{name} ") >= len(MEASURES) + 1
    assert f"{bench.questions} questions" in text
    assert f"{by_name(bench)[PRODUCT].measures['Hit@1'].value:.3f}" in text


# The command


def one_object(ran: Ran) -> dict[str, object]:
    """What a command printed, which must be one JSON object."""
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def test_the_command_prints_one_object_and_keeps_what_it_embedded(
    command: Command, embedder_folder: Path, tmp_path: Path
) -> None:
    """Below the folder that it is given; the data folder of the product is left alone."""
    assert embedder_folder
    folder = tmp_path / "evals" / "articles"
    folder.mkdir(parents=True)
    for name, text in (("weir", "The Old Weir Bridge closes on Monday."), ("bread", "A rye loaf won the prize.")):
        (folder / f"{name}.json").write_text(json.dumps({"id": name, "title": f"About the {name}", "text": text}))
    gold = {"article": "weir", "sentence": "The Old Weir Bridge closes on Monday."}
    row = {"question": "When does the bridge close?", "as_of": "2025-05-20", "answers": ["Monday"], "gold": [gold]}
    rows = [json.dumps({"id": f"q{number}", **row}) for number in range(6)]
    (tmp_path / "evals" / "questions.jsonl").write_text("\n".join(rows))
    options = ("bench", "retrieval", "--set", "evals/questions.jsonl", "--data-dir", "kept", "--half", "dev", "--quick")
    ran = command(*options, "--json")
    assert ran.code == 0, ran.err
    found = one_object(ran)
    assert (found["set"], found["half"], found["quick"]) == ("questions", "dev", True)
    assert 0 < int(str(found["questions"])) < 6
    assert "2 of 2 articles have to be embedded" in ran.err
    assert [path.parent.parent for path in Path("kept").glob("*/record.sqlite")] == [Path("kept")]
    assert not (tmp_path / "data").exists()
    again = command(*options)
    assert "have to be embedded" not in again.err
    assert "0 articles embedded by this run" in again.out


def test_a_set_that_is_not_there_is_said_in_words(command: Command, embedder_folder: Path) -> None:
    """With the option and the variable that name its folder."""
    assert embedder_folder
    ran = command("bench", "retrieval", "--set", "xquad", "--data", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere: there is no such folder" in ran.err
    assert "--data or ONRECORD_EVAL_DATA" in ran.err


def test_the_timing_of_answers_is_reached_as_before() -> None:
    """`bench ask` takes what it took when it was the only bench."""
    options = onrecord._parser().parse_args(["bench", "ask", "Who won?", "Where?", "--repeat", "2"])
    assert (options.run, options.questions, options.repeat) == (bench_commands._ask, ["Who won?", "Where?"], 2)

"""Every set can be had by name, and holds together: ids, spans and texts."""

from pathlib import Path

import pytest

from eval.sets import SETS, load_set
from rag.errors import BadDataset
from tests.eval.sets.places import corpora_of, halves, real

pytestmark = pytest.mark.slow


# Questions, answerable ones, articles, then the questions of the development half and of the test half.
COUNTS = {
    "realtimeqa_strict": (285, 159, 2638, (144, 141)),
    "realtimeqa": (655, 276, 4596, (332, 323)),
    "clapnq": (600, 300, 600, (275, 325)),
    "quotesum": (91, 91, 280, (43, 48)),
    "xquad": (1190, 1190, 240, (603, 587)),
    "time_ir": (79, 79, 423, (36, 43)),
}


def test_every_set_has_known_counts() -> None:
    """No set is without the test of its counts."""
    assert COUNTS.keys() == SETS.keys()


@pytest.mark.parametrize("name", SETS)
def test_a_real_set_is_whole(name: str) -> None:
    """As many questions and articles as the set has, none lost, and each half as large as it always is."""
    dataset = real(name)
    answerable = sum(question.answerable for question in dataset.questions)
    articles = sum(len(stored) for stored in corpora_of(dataset).values())
    assert (len(dataset.questions), answerable, articles, halves(dataset)) == COUNTS[name]
    assert dataset.name == name


@pytest.mark.parametrize("name", SETS)
def test_a_real_set_refers_only_to_what_it_has(name: str) -> None:
    """Relevant and gold articles are in the question's own corpus, and every id occurs once."""
    dataset = real(name)
    corpora = {corpus: {article.id: article for article in stored} for corpus, stored in corpora_of(dataset).items()}
    for question in dataset.questions:
        assert question.relevant <= corpora[question.corpus].keys()
        for gold in question.gold:
            assert gold.span.of(corpora[question.corpus][gold.article_id].text).strip()
    ids = [article.id for stored in corpora_of(dataset).values() for article in stored]
    assert len(set(ids)) == len(ids)
    assert len({question.id for question in dataset.questions}) == len(dataset.questions)


@pytest.mark.parametrize("name", SETS)
def test_a_question_without_an_answer_has_nothing_that_answers_it(name: str) -> None:
    """No answers, no gold and no relevant article; one with an answer has an article that holds it."""
    for question in real(name).questions:
        assert question.answerable == bool(question.relevant)
        assert question.answerable or not (question.answers or question.gold)


@pytest.mark.parametrize("name", SETS)
def test_the_note_is_one_sentence(name: str) -> None:
    """It stands beside the numbers, where a paragraph would not be read."""
    note = real(name).note
    assert note.endswith(".")
    assert note.count(". ") == 0


def test_an_unknown_set_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """The set that comes with On Record is among them."""
    with pytest.raises(BadDataset, match="no set 'squad'") as refused:
        load_set("squad", tmp_path)
    assert all(name in refused.value.hint for name in ("examples", *SETS))


@pytest.mark.parametrize("name", SETS)
def test_a_missing_folder_is_refused_by_name(name: str, tmp_path: Path) -> None:
    """Nothing is asked of a folder that is not there."""
    with pytest.raises(BadDataset, match="nowhere: there is no such folder"):
        load_set(name, tmp_path / "nowhere")


@pytest.mark.parametrize("name", SETS)
def test_a_missing_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    """The message says which file, the hint which folder to give."""
    with pytest.raises(BadDataset, match=r"jsonl\.gz: it can't be read: no such file") as refused:
        load_set(name, tmp_path)
    assert refused.value.hint.startswith("Give the folder")

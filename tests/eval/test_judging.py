"""The judge is asked once about each pair, as the product asks it, and measured beside the lexical floor."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.outputs import ChatResult

from eval.judging import CITED_WHOLE, NEAREST, Judged, Verdicts, cited_claims, judged
from eval.pairs import Pair
from eval.reliability import measured, table
from eval.under_test import Judge, Thresholds
from rag.errors import BadDataset
from rag.models.chat.fake import FakeChat

SENTENCES = (
    "The town has a new mayor.",
    "The bridge will close on 7 July.",
    "Rain fell all week.",
    "The bridge was built in 1887.",
    "A bakery won a prize.",
    "The library opens on Sundays.",
    "Trams run every ten minutes.",
    "Repairs to the bridge cost £2 million.",
)


def pair(
    claim: str, source: str = " ".join(SENTENCES), *, label: bool = True, number: int = 0, title: str = ""
) -> Pair:
    """A pair of the subset "news"."""
    return Pair(f"p{number}", claim, source, title, label=label, subset="news")


def judge(yes: Callable[[str], float] = lambda _prompt: 0.9) -> tuple[Judge, FakeChat]:
    """The product's judge on a fake model, and that model."""
    fake = FakeChat(yes=yes)
    return Judge(fake, Thresholds(support=0.8, relevance=0.6)), fake


def quiet(_line: str) -> None:
    """Says nothing."""


def test_a_short_source_is_judged_whole() -> None:
    """Up to six sentences."""
    source = " ".join(SENTENCES[:CITED_WHOLE])
    (claim,) = cited_claims(pair("The bridge will close.", source))
    assert claim.words == source


def test_a_long_source_is_judged_by_its_nearest_sentences_in_reading_order() -> None:
    """The four that share most words with the claim; of those that share none, the first."""
    (claim,) = cited_claims(pair("Repairs will close the bridge."))
    assert claim.words == " ".join((SENTENCES[0], SENTENCES[1], SENTENCES[3], SENTENCES[7]))
    assert len(claim.evidence) == NEAREST


def test_every_sentence_of_a_claim_has_its_own_words() -> None:
    """Each is looked for on its own."""
    first, second = cited_claims(pair("A bakery won a prize. The library opens on Sundays."))
    assert SENTENCES[4] in first.words
    assert SENTENCES[5] in second.words


def test_the_first_sentence_stands_in_for_a_missing_headline() -> None:
    """A headline that is there stays."""
    assert cited_claims(pair("Rain fell."))[0].evidence[0].article.title == SENTENCES[0]
    assert cited_claims(pair("Rain fell.", title="Weather"))[0].evidence[0].article.title == "Weather"


def test_a_source_without_full_stops_is_cut(tmp_path: Path) -> None:
    """So that no prompt is longer than the model's context."""
    (claim,) = cited_claims(pair("The bridge closes.", "the bridge " * 3_000))
    assert len(claim.words) < 6_000
    found = Verdicts(judge()[0], tmp_path / "v.jsonl").support("p", [claim])
    assert found == pytest.approx(0.9)


def test_the_least_supported_sentence_decides(tmp_path: Path) -> None:
    """A claim of several sentences is not supported where one of them is not."""
    asked, fake = judge(lambda prompt: 0.2 if "Statement: It is old." in prompt else 0.9)
    (found,) = judged([pair("The bridge closes. It is old.")], Verdicts(asked, tmp_path / "v.jsonl"), quiet)
    assert found.support == pytest.approx(0.2)
    assert len(fake.prompts) == 2


def test_the_judge_sees_the_products_prompt(tmp_path: Path) -> None:
    """Headline, words and statement, in the words of the prompt file."""
    asked, fake = judge()
    judged([pair("Rain fell.", "Rain fell all week.", title="Weather")], Verdicts(asked, tmp_path / "v.jsonl"), quiet)
    assert "Headline: Weather\nPassage: Rain fell all week.\n\nStatement: Rain fell." in fake.prompts[0]


def test_the_checks_in_code_are_a_column_of_their_own(tmp_path: Path) -> None:
    """They refuse a number that is not there, whatever the judge says."""
    pairs = [pair("The bridge was built in 1887."), pair("The bridge was built in 1990.", number=1)]
    right, wrong = judged(pairs, Verdicts(judge()[0], tmp_path / "v.jsonl"), quiet)
    assert right.refused is None
    assert wrong.refused == "the number 1990 is not in the cited words"
    assert wrong.support == pytest.approx(0.9)


def test_what_was_judged_is_not_asked_again(tmp_path: Path) -> None:
    """Not even by another process, or after a kill in the middle of a line."""
    path, pairs = tmp_path / "v.jsonl", [pair("Rain fell."), pair("A bakery won.", number=1)]
    asked, fake = judge()
    first = judged(pairs, Verdicts(asked, path), quiet)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "half a li')
    assert judged(pairs, Verdicts(asked, path), quiet) == first
    assert len(fake.prompts) == 2
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()] == ["p0", "p1"]


def test_another_model_is_asked_anew(tmp_path: Path) -> None:
    """A verdict belongs to the model that gave it."""
    path, other = tmp_path / "v.jsonl", FakeChat(yes=lambda _prompt: 0.1, model_name="other")
    asked, _ = judge()
    judged([pair("Rain fell.")], Verdicts(asked, path), quiet)
    (found,) = judged([pair("Rain fell.")], Verdicts(Judge(other, asked.thresholds), path), quiet)
    assert found.support == pytest.approx(0.1)


@pytest.mark.parametrize("line", ["{}", '{"key": "k", "support": 2}', '{"key": "k", "support": "high"}', "no JSON"])
def test_a_damaged_file_is_refused_by_line(tmp_path: Path, line: str) -> None:
    """It is never read as something else."""
    path = tmp_path / "v.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadDataset, match=r"v\.jsonl, line 1"):
        Verdicts(judge()[0], path)


def test_the_estimated_time_is_said_first(tmp_path: Path) -> None:
    """With what is known already."""
    said: list[str] = []
    verdicts = Verdicts(judge()[0], tmp_path / "v.jsonl")
    judged([pair("Rain fell.")], verdicts, said.append)
    judged([pair("Rain fell."), pair("A bakery won.", number=1)], verdicts, said.append)
    assert said == [
        "0 of 1 pairs are judged already; 1 prompts to ask, about 5 s.",
        "1 of 2 pairs are judged already; 1 prompts to ask, about 5 s.",
    ]


class Mumbling(FakeChat):
    """A model that says neither yes nor no."""

    def _generate(self, *arguments: Any, **options: Any) -> ChatResult:
        result = super()._generate(*arguments, **options)
        for token in result.generations[0].message.response_metadata["logprobs"]["content"][0]["top_logprobs"]:
            token.update(token="Perhaps")  # noqa: S106  # a word of a reply
        return result


def test_neither_yes_nor_no_is_unjudged(tmp_path: Path) -> None:
    """None, counted apart, and left out of every figure; kept too, so that it is not asked again."""
    asked = Judge(Mumbling(), judge()[0].thresholds)
    path = tmp_path / "v.jsonl"
    found = judged([pair("Rain fell.")], Verdicts(asked, path), quiet)
    assert found[0].support is None
    assert Verdicts(asked, path).knows(cited_claims(pair("Rain fell.")))
    (news,) = measured(found, asked).subsets
    assert (news.pairs, news.unjudged, news.judge.auc, news.brier, news.note) == (1, 1, None, None, "nothing judged")


def known(support: float, *, label: bool, number: int, subset: str = "news", refused: str | None = None) -> Judged:
    """A pair judged already."""
    source = f"Source {number} of {subset}."
    return Judged(Pair(f"{subset}{number}", "A claim.", source, "", label=label, subset=subset), support, refused, 0.5)


PERFECT = [known(0.95 if number % 2 else 0.05, label=bool(number % 2), number=number) for number in range(20)]


def test_a_perfect_judge_beats_a_floor_that_knows_nothing() -> None:
    """By half an AUC, with an interval above zero; its errors are the 0.05 it leaves open."""
    (news,) = measured(PERFECT, judge()[0]).subsets
    assert (news.judge.auc, news.floor.auc, news.judge.balanced_accuracy) == (1.0, 0.5, 1.0)
    assert news.auc_gain.value == 0.5
    assert news.brier == pytest.approx(0.0025)
    assert news.calibration_error == pytest.approx(0.05)
    assert [each.count for each in news.reliability] == [10, 0, 0, 0, 0, 0, 0, 0, 0, 10]
    assert news.reliability[1].predicted is None


def test_only_what_passes_both_gates_is_shown() -> None:
    """Support of 0.95 is not enough where the checks refuse."""
    refused = [known(0.95, label=False, number=number, refused="a number") for number in range(30, 35)]
    (news,) = measured([*PERFECT, *refused], judge()[0]).subsets
    assert (news.shown.count, news.shown.of) == (10, 10)
    assert (news.kept.count, news.kept.of) == (10, 10)
    assert (news.refused_unsupported.count, news.refused_unsupported.of) == (5, 15)


def test_a_support_of_one_is_in_the_last_bin() -> None:
    """Bins are half-open but for the last."""
    (news,) = measured([known(1.0, label=True, number=0)], judge()[0]).subsets
    assert news.reliability[-1].count == 1


def test_one_class_is_stated_and_not_measured() -> None:
    """No AUC of a subset in which everything is supported."""
    (news,) = measured([known(0.9, label=True, number=number) for number in range(9)], judge()[0]).subsets
    assert news.note == "one class only: all supported"
    assert (news.judge.auc, news.judge.balanced_accuracy, news.auc_gain.value) == (None, None, None)


def test_subsets_are_measured_apart_and_together() -> None:
    """The last is all of them."""
    others = [known(0.3, label=bool(number % 2), number=number, subset="web") for number in range(20)]
    result = measured([*PERFECT, *others], judge()[0])
    assert [each.subset for each in result.subsets] == ["news", "web", "all"]
    assert result.subsets[-1].pairs == 40


def test_a_result_is_json_and_a_table() -> None:
    """Without a NaN; the table has a line for each subset and for each bin."""
    result = measured(PERFECT, judge()[0])
    assert json.loads(json.dumps(result.as_dict(), allow_nan=False))["subsets"][0]["judge"]["auc"] == 1.0
    shown = table(result)
    assert "| news | 20 | 10 | 0 | 1.000 | 0.500 | +0.500 [+0.500, +0.500] |" in shown
    assert "| 0.9–1.0 | 10 | 0.950 | 1.000 |" in shown

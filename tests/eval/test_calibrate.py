"""A judge is calibrated on labels: its order is kept, the same labels give the same file, and too few are refused."""

import json
import random
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.evals import main as evaluate
from eval.calibrate import FEWEST_PAIRS, Calibrated, calibrated, table, thresholds_toml
from eval.calibration import FEWEST_SHOWN, METHODS, applied, calibrated_across_halves, cut_for, fitted, log_loss
from eval.judging import Judged, Verdicts, judged
from eval.pairs import Pair, drafts, labelled
from eval.under_test import UNCUT, Judge, Thresholds, bound_thresholds
from rag.errors import BadDataset
from rag.models.chat.fake import FakeChat
from rag.models.prompt import prompt_hash

pytestmark = pytest.mark.slow


JUDGE = Judge(FakeChat(), UNCUT)


def found(number: int, support: float | None, *, label: bool, refused: str | None = None) -> Judged:
    """A judged pair about words of its own."""
    pair = Pair(f"p{number}", "Rain fell.", f"Rain fell on day {number}.", "", label=label, subset="labelled")
    return Judged(pair, support, refused, 0.5)


def overconfident(count: int = 120, seed: int = 7) -> list[Judged]:
    """Pairs of a judge that says .9 where .6 are supported, and orders them rightly on the whole."""
    draw = random.Random(seed)  # noqa: S311  # not for secrets
    made = []
    for number in range(count):
        true = draw.random()
        made.append(found(number, 1 - (1 - true) ** 3, label=draw.random() < true))
    return made


def separable(count: int = 60) -> list[Judged]:
    """Pairs of a judge that is never wrong: supported above .7."""
    return [found(number, number / count, label=number / count > 0.7) for number in range(count)]


def made_of(pairs: Sequence[Judged], wanted: float = 0.8, date: str = "2026-11-22") -> Calibrated:
    """Their calibration."""
    return calibrated(pairs, JUDGE, wanted=wanted, relevance=0.6, date=date, labels=["mine.jsonl"])


raw_scores = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=4, max_size=60)


@given(raw_scores)
@settings(max_examples=60, deadline=None)
def test_both_calibrations_keep_the_judges_order(scores: list[tuple[float, bool]]) -> None:
    """Whatever the labels: raw probabilities of the knots rise strictly, calibrated ones never fall, all are in (0, 1)."""
    raw, truth = np.array([raw for raw, _ in scores]), np.array([label for _, label in scores])
    for method in METHODS:
        knots = fitted(method, raw, truth)
        assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(knots))
        assert all(0 <= value <= 1 for value in applied(knots, np.linspace(0, 1, 50)))


def test_calibrated_probabilities_hold_better_than_raw_ones() -> None:
    """On the half they were not fitted on, of a judge that is too sure of itself."""
    pairs = overconfident(400)
    raw = np.array([each.support for each in pairs], dtype=float)
    truth = np.array([each.pair.label for each in pairs])
    first = np.arange(len(pairs)) % 2 == 0
    for method in METHODS:
        held_out = calibrated_across_halves(method, raw, truth, first)
        assert log_loss(held_out, truth) < log_loss(raw, truth)
        assert abs(held_out.mean() - truth.mean()) < abs(raw.mean() - truth.mean()) / 2


def test_a_half_is_predicted_from_the_other_half_alone() -> None:
    """Its own labels do not change what it gets."""
    raw, first = np.linspace(0, 1, 40), np.arange(40) < 20
    truth = np.arange(40) % 3 == 0
    changed = np.where(first, ~truth, truth)
    for method in METHODS:
        before, after = (
            calibrated_across_halves(method, raw, truth, first),
            calibrated_across_halves(method, raw, changed, first),
        )
        assert (before[first] == after[first]).all()
        assert (before[~first] != after[~first]).any()


def test_the_lowest_cut_that_reaches_the_precision_is_chosen() -> None:
    """Of 30 pairs the upper 20 are right but for one: at .9 ten or more of the best are shown, at 1 only those above it."""
    support = np.linspace(0.01, 0.59, 30).round(2)
    truth = np.array([number >= 10 and number != 12 for number in range(30)])
    almost, all_right = cut_for(0.9, support, truth), cut_for(1.0, support, truth)
    assert almost is not None
    assert all_right is not None
    assert (almost.right.count, almost.right.of) == (19, 21)
    assert (all_right.right.count, all_right.right.of) == (17, 17)
    assert all_right.kept.of == 19
    assert cut_for(0.9, support[: FEWEST_SHOWN - 1], np.ones(FEWEST_SHOWN - 1, dtype=bool)) is None


def test_a_judge_that_is_never_wrong_loses_nothing() -> None:
    """Every supported pair is shown, no other is; so in the halves."""
    made = made_of(separable(), wanted=0.95)
    assert (made.cut.right.count, made.cut.right.of) == (17, 17)
    assert made.cut.kept.interval.value == 1.0
    assert made.crossed.interval.value == 1.0


def test_the_file_is_what_the_product_reads(tmp_path: Path) -> None:
    """Bound to the judge and its prompts; what the cut shows by the product's own arithmetic is what the file promises."""
    pairs = overconfident()
    made = made_of(pairs)
    path = tmp_path / "mine.toml"
    path.write_text(thresholds_toml(made), encoding="utf-8")
    cuts = bound_thresholds("fake", "fake", ("judge_support", "judge_relevance"), path)
    assert (cuts.support, cuts.relevance, cuts.knots) == (made.cut.value, 0.6, made.knots)
    shown = [each for each in pairs if each.support is not None and cuts.calibrated(each.support) >= cuts.support]
    right = sum(each.pair.label for each in shown) / len(shown)
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    assert told["expected"]["precision"][0] == pytest.approx(right, abs=0.001)
    assert told["expected"]["precision"][3] == len(shown)
    assert right >= 0.8
    assert told["prompts"]["judge_support"] == prompt_hash("judge_support")
    assert (told["calibration"]["pairs"], told["calibration"]["date"]) == (120, "2026-11-22")
    assert "120 pairs" in table(made)


def test_the_same_labels_give_the_same_bytes() -> None:
    """In any order they are read; another day or another label changes the file."""
    text = thresholds_toml(made_of(overconfident()))
    assert thresholds_toml(made_of(overconfident())) == text
    assert thresholds_toml(made_of(overconfident()[::-1])) == text
    assert thresholds_toml(made_of(overconfident(), date="2026-11-23")) != text
    assert thresholds_toml(made_of(overconfident(seed=8))) != text


def test_what_the_judge_is_not_asked_in_the_product_is_left_out() -> None:
    """Pairs that the checks refuse, or that it said nothing of, change no number of the calibration."""
    others = [found(900 + n, 0.99, label=False, refused="the number 3 is not in the cited words") for n in range(30)]
    mute = [found(1000, None, label=True)]
    made, plain = made_of([*overconfident(), *others, *mute]), made_of(overconfident())
    assert (made.knots, made.cut, made.crossed) == (plain.knots, plain.cut, plain.crossed)
    assert (made.refused, made.unjudged, made.pairs) == (30, 1, 120)


def test_too_few_labels_are_refused_by_name() -> None:
    """How many there are, and how many are needed."""
    with pytest.raises(BadDataset, match=f"39 pairs are too few.*at least {FEWEST_PAIRS}"):
        made_of(overconfident(39))
    with pytest.raises(BadDataset, match="0 of 60 pairs are supported"):
        made_of([found(number, 0.5, label=False) for number in range(60)])
    same = Pair("p", "Rain fell.", "Rain fell.", "", label=True, subset="labelled")
    one_source = [Judged(same, each.support, None, 0.5) for each in separable()[:30]]
    other = [Judged(Pair("q", "It is.", "Rain fell.", "", label=False, subset="x"), 0.1, None, 0.5)] * 30
    with pytest.raises(BadDataset, match="cite the same words"):
        made_of([*one_source, *other])


def test_a_precision_out_of_reach_is_said_and_nothing_else_taken() -> None:
    """With what the best cut reaches."""
    coin = [found(number, 0.9, label=number % 2 == 0) for number in range(80)]
    with pytest.raises(BadDataset, match=r"95 % are supported: at best.*50 %") as error:
        made_of(coin, wanted=0.95)
    assert "--precision" in error.value.hint


# The command


def jsonl(path: Path, count: int = 60) -> Path:
    """Labelled claims of one's own: those about rain are supported."""
    rows = [
        {
            "id": f"m{number}",
            "claim": "Rain fell on the town." if number % 2 else "Snow fell on the town.",
            "cited": [f"Rain fell on the town, said the mayor, for the {number}th time, while snow fell elsewhere."],
            "supported": bool(number % 2),
        }
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def _faked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The embedded LLM is a fake that knows rain from snow."""
    fake = FakeChat(yes=lambda prompt: 0.99 if "Statement: Rain" in prompt else 0.4)
    monkeypatch.setattr("rag.build.embedded_llm", lambda _: fake)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_faked")
def test_the_command_writes_the_same_file_twice_and_asks_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rerun finds all verdicts; --json is one object with what the file holds."""
    command = ["calibrate", "--labels", str(jsonl(tmp_path / "mine.jsonl")), "--date", "2026-11-22", "--json"]
    assert evaluate([*command, "--to", "a.toml"]) == 0
    told = capsys.readouterr()
    assert "60 prompts to ask" in told.err
    assert evaluate([*command, "--to", "b.toml"]) == 0
    assert "0 prompts to ask" in capsys.readouterr().err
    assert Path("a.toml").read_bytes() == Path("b.toml").read_bytes()
    shown = json.loads(told.out)
    read = tomllib.loads(Path("a.toml").read_text(encoding="utf-8"))
    assert read["judge"]["model"] == shown["model"] == "fake"
    assert read["calibration"]["labels"] == ["mine.jsonl"]
    # No labels say anything of relevance, and the fake has no published cuts: its Yes must outweigh its No.
    assert read["judge"]["relevance"] == 0.5


@pytest.mark.usefixtures("_faked")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--date", "22.11.2026"], "no date"),
        (["--labels", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--precision", "95"], "not above 0 and up to 1"),
    ],
)
def test_what_is_wrong_with_a_command_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """And no file is written."""
    labels = [] if "--labels" in arguments else ["--labels", str(jsonl(tmp_path / "mine.jsonl"))]
    try:
        code = evaluate(["calibrate", "--to", "a.toml", *labels, *arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    assert code == 2
    assert told in capsys.readouterr().err
    assert not Path("a.toml").exists()


def test_labels_of_ones_own_need_four_fields(tmp_path: Path) -> None:
    """Our drafts are such labels as well; a line that lacks one is refused by line and field."""
    path = jsonl(tmp_path / "mine.jsonl", 2)
    assert [pair.label for pair in labelled(path)] == [False, True]
    assert len(drafts()) == 150
    path.write_text(path.read_text().replace('"supported": true', '"supported": "yes"'))
    with pytest.raises(BadDataset, match=r"mine\.jsonl, line 2, field 'supported'"):
        labelled(path)


def test_verdicts_are_kept_raw(tmp_path: Path) -> None:
    """A calibration may change without asking the judge again."""
    pair = Pair("p", "Rain fell.", "Rain fell all week.", "", label=True, subset="labelled")
    fake = FakeChat(yes=lambda _: 0.9)
    path = tmp_path / "v.jsonl"
    judged([pair], Verdicts(Judge(fake, UNCUT), path), lambda _: None)
    (later,) = judged([pair], Verdicts(Judge(fake, Thresholds(0, 0, ((0.9, 0.3),))), path), lambda _: None)
    assert later.support == pytest.approx(0.3)
    assert len(fake.prompts) == 1

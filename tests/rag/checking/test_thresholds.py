"""Cuts come from a file that is bound to its judge, and raw probabilities become calibrated ones by its knots."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Dropped
from rag.build import EMBEDDED_LLM
from rag.checking.gates import Supported, checked
from rag.checking.judge import Judge, Thresholds, thresholds
from rag.checking.thresholds import bound_thresholds
from rag.errors import BadSetting
from rag.models.chat.fake import FakeChat
from rag.models.prompt import prompt_hash
from tests.rag.claims import cited

PROMPTS = ("judge_support", "judge_answer", "judge_relevance")
KNOTS = ((0.2, 0.05), (0.6, 0.3), (0.9, 0.3), (0.95, 0.8))
probabilities = st.floats(0, 1)


def written(folder: Path, text: str) -> Path:
    """A file of thresholds."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def bound(folder: Path, model: str = "mine", support: str | None = None) -> Path:
    """A file for the judge `model`, as today's prompts are worded."""
    hashes = {name: prompt_hash(name) for name in PROMPTS} | ({"judge_support": support} if support else {})
    prompts = "\n".join(f'{name} = "{value}"' for name, value in hashes.items())
    cuts = "support = 0.5\nrelevance = 0.6"
    knots = f"[calibration]\nknots = {[list(knot) for knot in KNOTS]}"
    return written(folder, f'[judge]\nmodel = "{model}"\n{cuts}\n\n[prompts]\n{prompts}\n\n{knots}\n')


def test_without_knots_a_probability_stands_as_it_is() -> None:
    """As in the file that ships."""
    assert thresholds().knots == ()
    assert thresholds().calibrated(0.123456789) == 0.123456789


@given(probabilities, probabilities)
def test_what_is_calibrated_never_falls_where_the_raw_rises(one: float, other: float) -> None:
    """And stays within the outermost knots."""
    cuts = Thresholds(0.5, 0.5, KNOTS)
    low, high = sorted((one, other))
    assert 0.05 <= cuts.calibrated(low) <= cuts.calibrated(high) <= 0.8


def test_a_knot_stands_for_its_own_value_and_a_line_joins_two() -> None:
    """Straight between them."""
    cuts = Thresholds(0.5, 0.5, KNOTS)
    assert [cuts.calibrated(raw) for raw, _ in KNOTS] == [true for _, true in KNOTS]
    assert cuts.calibrated(0.4) == pytest.approx(0.175)


@pytest.mark.parametrize("knots", [((0.5, 0.9), (0.6, 0.1)), ((0.5, 0.1), (0.5, 0.2)), ((0.5, 1.1),)])
def test_a_calibration_that_turns_the_order_around_can_not_be_made(knots: tuple[tuple[float, float], ...]) -> None:
    """Nor one of no probabilities."""
    with pytest.raises(ValueError, match=r"rise|probability"):
        Thresholds(0.5, 0.5, knots)


def test_the_gate_and_the_reader_get_calibrated_support() -> None:
    """A raw .92 that stands for .5 passes a cut of .5, is shown as .5, and fails a cut of .51."""
    claim = cited("The bridge will reopen on Friday.", "The bridge will reopen on Friday, the council said.")
    fake = FakeChat(yes=lambda prompt: 1.0 if "The newspaper replied" in prompt else 0.92)
    question = "When will the bridge reopen?"

    def told(cut: float) -> Supported | Dropped:
        return checked(claim, question, Judge(fake, Thresholds(cut, 0.5, KNOTS)))

    stands = told(0.49)
    assert isinstance(stands, Supported)
    assert stands.support == pytest.approx(0.5)
    assert "support 0.500 is below 0.510" in str(told(0.51))


def test_cuts_are_read_with_their_knots(tmp_path: Path) -> None:
    """For the judge and the prompts they were measured with."""
    cuts = bound_thresholds("mine", "mine", PROMPTS, bound(tmp_path))
    assert cuts == Thresholds(0.5, 0.6, KNOTS)


@pytest.mark.parametrize(("cut", "unmeasured"), [("quoted", 1.0), ("answers", 0.5)])
def test_a_cut_that_was_not_measured_has_a_value_of_its_own(tmp_path: Path, cut: str, unmeasured: float) -> None:
    """A judge that was calibrated before there was one: no sentence in its own words is sure enough to answer by itself, and of
    being the answer its yes must outweigh its no. The file that ships has both.
    """
    path = bound(tmp_path)
    assert getattr(bound_thresholds("mine", "mine", PROMPTS, path), cut) == unmeasured
    path.write_text(
        path.read_text("utf-8").replace("support = 0.5", f"support = 0.5\n{cut} = 0.7", 1), encoding="utf-8"
    )
    assert getattr(bound_thresholds("mine", "mine", PROMPTS, path), cut) == 0.7
    assert 0 < getattr(thresholds(), cut) < 1


def test_the_published_cuts_are_the_embedded_judges_alone() -> None:
    """Nobody else gets them, and the error says how to get others."""
    assert bound_thresholds(EMBEDDED_LLM, EMBEDDED_LLM, PROMPTS) == thresholds()
    for judge, relevance in (("openai:x", "openai:x"), ("nli@1", EMBEDDED_LLM), (EMBEDDED_LLM, "openai:x")):
        with pytest.raises(BadSetting, match=rf"measured for the judge.*{EMBEDDED_LLM}") as error:
            bound_thresholds(judge, relevance, PROMPTS)
        assert "onrecord eval calibrate" in error.value.hint
        assert "ONRECORD_THRESHOLDS" in error.value.hint


def test_cuts_of_another_wording_are_refused(tmp_path: Path) -> None:
    """A judge that isn't asked with that prompt doesn't mind."""
    path = bound(tmp_path, support="0123456789ab")
    with pytest.raises(BadSetting, match="another wording of judge_support"):
        bound_thresholds("mine", "mine", PROMPTS, path)
    assert bound_thresholds("mine", "mine", ("judge_relevance",), path).support == 0.5


@pytest.mark.parametrize(
    "text",
    ["[judge", "", "judge = 3", "[judge]\nsupport = 0.5", "[judge]\nsupport = 2\nrelevance = 0.5",
     "calibration = {knots = [[1]]}\n[judge]\nsupport = 0.5\nrelevance = 0.5"],
)  # fmt: skip
def test_a_file_that_can_not_be_used_is_named(tmp_path: Path, text: str) -> None:
    """With what to do."""
    with pytest.raises(BadSetting, match=r"mine\.toml can't be used") as error:
        thresholds(written(tmp_path, text))
    assert "onrecord eval calibrate" in error.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """It is never replaced by the published one."""
    with pytest.raises(BadSetting, match=r"nowhere\.toml can't be used"):
        thresholds(tmp_path / "nowhere.toml")

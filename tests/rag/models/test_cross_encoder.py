"""A cross-encoder judges support by its label "entailment" or its one score: real, but tiny, models made for the tests."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.build import open_engine, open_judge
from rag.checking.judge import Judge, Thresholds
from rag.errors import BadSetting, ModelsMissing, Unjudged
from rag.models.chat.fake import FakeChat
from rag.models.cross_encoder import CrossEncoderJudge
from rag.settings import Settings
from tests.rag.claims import cited

pytestmark = pytest.mark.slow


WORDS = "the bridge will close in july reopen it is so".split()
CUTS = Thresholds(0.5, 0.5)
Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Makes a model of these labels in a folder, whose scores are `scores` whatever it reads."""

    def make(labels: Sequence[str], scores: Sequence[float]) -> Path:
        import torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # type: ignore[attr-defined]  # is there

        folder = tmp_path / f"judge-{len(list(tmp_path.glob('judge-*')))}"
        folder.mkdir()
        vocabulary = folder / "vocab.txt"
        vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *WORDS]))
        BertTokenizerFast(vocab_file=str(vocabulary), model_max_length=32).save_pretrained(folder)
        config = BertConfig(
            vocab_size=32, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
            max_position_embeddings=32, id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
        )  # fmt: skip
        model = BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.copy_(torch.tensor(list(scores)))
        model.save_pretrained(folder)
        return folder

    return make


def test_the_label_entailment_counts_wherever_it_stands(made: Made) -> None:
    """Its softmax, not the first label's; how it is written does not matter."""
    scores = [0.3, 2.0, -1.0]
    expected = math.exp(2.0) / sum(map(math.exp, scores))
    for labels in (["contradiction", "entailment", "neutral"], ["CONTRADICTION", "Entailment", "NEUTRAL"]):
        found = CrossEncoderJudge(str(made(labels, scores))).entailment(
            "The bridge will close in July.", "It will close."
        )
        assert found == pytest.approx(expected, abs=1e-5)


def test_a_single_score_becomes_a_probability(made: Made) -> None:
    """By the logistic function."""
    found = CrossEncoderJudge(str(made(["LABEL_0"], [1.5]))).entailment("The bridge will close.", "It will close.")
    assert found == pytest.approx(1 / (1 + math.exp(-1.5)), abs=1e-5)


def test_labels_that_do_not_say_which_is_support_are_refused(made: Made) -> None:
    """By name, when the model is opened: a guess could turn every verdict around."""
    for labels in (["LABEL_0", "LABEL_1"], ["not_entailment", "neutral"]):
        with pytest.raises(BadSetting, match=labels[0]):
            CrossEncoderJudge(str(made(labels, [0.0, 1.0])))


def test_what_is_not_on_this_machine_is_named(tmp_path: Path) -> None:
    """A folder without a model, and a name that the cache does not hold; nothing is fetched."""
    for model in (str(tmp_path), "nobody/no-such-judge"):
        with pytest.raises(ModelsMissing, match=model):
            CrossEncoderJudge(model)


def test_what_is_too_long_to_be_read_is_not_judged(made: Made) -> None:
    """A model that sees half of the words must not vouch for them: the claim is dropped as unjudged."""
    encoder = CrossEncoderJudge(str(made(["entailment", "neutral"], [1.0, 0.0])))
    with pytest.raises(Unjudged, match="longer than the judge"):
        encoder.entailment("The bridge will close. " * 10, "It will close.")


def test_its_name_changes_with_its_weights(made: Made) -> None:
    """So that cuts are never another model's, and stay the same model's."""
    one, other = (made(["entailment", "neutral"], scores) for scores in ([1.0, 0.0], [0.0, 1.0]))
    again = one.rename(one.parent / "moved")
    names = [CrossEncoderJudge(str(folder)).name.split("@") for folder in (again, other)]
    assert names[0][1] != names[1][1]
    assert names[0][0] == "moved"


def test_the_encoder_judges_support_and_the_chat_model_relevance(made: Made) -> None:
    """The chat model is not asked about support at all; the encoder reads the cited words."""
    encoder = CrossEncoderJudge(str(made(["neutral", "entailment"], [0.0, 0.0])))
    chat = FakeChat(yes=lambda _: 0.9)
    judge = Judge(chat, CUTS, encoder)
    assert judge.support(cited("It will close.", "The bridge will close.")) == pytest.approx(0.5)
    assert chat.prompts == []
    assert judge.relevance("It will close.", "Will it?") == pytest.approx(0.9)
    assert judge.name == encoder.name
    assert judge.prompts == ("judge_answer", "judge_relevance")


def test_settings_open_it_with_its_own_cuts_or_not_at_all(made: Made, filled: Settings, tmp_path: Path) -> None:
    """The published cuts are refused; those of a file bound to it are used, and the answer's record names it."""
    folder = made(["neutral", "entailment"], [0.0, 3.0])
    judged = filled.model_copy(update={"judge": str(folder)})
    with pytest.raises(BadSetting, match="onrecord eval calibrate"):
        open_judge(judged)
    uncut = open_judge(judged, uncut=True)
    table = {"model": uncut.name, "relevance_model": uncut.relevance_name, "support": 0.7, "relevance": 0.6}
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in table.items())
    from rag.models.prompt import prompt_hash

    mine = tmp_path / "mine.toml"
    hashes = "\n".join(f'{name} = "{prompt_hash(name)}"' for name in ("judge_answer", "judge_relevance"))
    mine.write_text(f"[judge]\n{lines}\n[prompts]\n{hashes}\n")
    bound = judged.model_copy(update={"thresholds": mine})
    assert open_judge(bound).thresholds == replace(CUTS, support=0.7, relevance=0.6)
    with open_engine(bound, judge_model=FakeChat()) as engine:
        assert engine.chain.models["judge"] == uncut.name
        assert engine.chain.judge.thresholds.support == 0.7

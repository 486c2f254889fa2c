"""A recorded model says what the real one said, and nothing else."""

import pytest
from langchain_core.callbacks import UsageMetadataCallbackHandler
from pydantic import BaseModel

from rag.errors import ModelFailed, RecordingMiss
from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.fake import FakeChat
from rag.models.chat.recorded import RecordedChat
from rag.models.chat.speak import say, yes_probability
from rag.models.prompt import Prompt
from rag.models.recording import Recording

pytestmark = pytest.mark.slow


TURNS = [("system", "Answer."), ("user", "What did Rubio say?")]


class Colour(BaseModel):
    """A schema to ask for."""

    name: str


def pair(fake: FakeChat) -> tuple[RecordedChat, RecordedChat]:
    """A model that records `fake`, and one that only replays."""
    recording = Recording()
    return (
        RecordedChat(recording=recording, model_name="fake", inner=fake),
        RecordedChat(recording=recording, model_name="fake"),
    )


def test_a_replay_says_the_same() -> None:
    """The words, and the probability to the last digit."""
    recorder, replayer = pair(FakeChat(reply=str.upper, yes=lambda _: 0.123456789))
    assert say(recorder, TURNS, max_tokens=9) == say(replayer, TURNS, max_tokens=9) == "ANSWER.\n\nWHAT DID RUBIO SAY?"
    assert yes_probability(recorder, TURNS) == yes_probability(replayer, TURNS) == pytest.approx(0.123456, abs=1e-4)


def test_the_recorded_model_is_asked_once() -> None:
    """Every further time the recording answers."""
    fake = FakeChat(reply=lambda _: "once")
    recorder, _ = pair(fake)
    assert [say(recorder, TURNS, max_tokens=9) for _ in range(3)] == ["once"] * 3
    assert len(fake.prompts) == 1


@pytest.mark.parametrize(
    "other",
    [[("system", "Answer."), ("user", "What did Rubio say ?")], [("user", "Answer."), ("user", "What did Rubio say?")]],
)
def test_another_prompt_is_a_miss(other: list[tuple[str, str]]) -> None:
    """A space or a role is enough: nothing is guessed from what is like it."""
    recorder, replayer = pair(FakeChat(reply=lambda _: "yes"))
    say(recorder, TURNS, max_tokens=9)
    with pytest.raises(RecordingMiss):
        say(replayer, other, max_tokens=9)


def test_other_parameters_or_another_model_are_a_miss() -> None:
    """What decides a reply is part of its key."""
    recorder, replayer = pair(FakeChat(reply=lambda _: "yes"))
    say(recorder, TURNS, max_tokens=9)
    with pytest.raises(RecordingMiss):
        say(replayer, TURNS, max_tokens=10)
    with pytest.raises(RecordingMiss):
        say(RecordedChat(recording=replayer.recording, model_name="other"), TURNS, max_tokens=9)


def test_a_miss_names_the_prompt_file() -> None:
    """Through the metadata of the call, where callbacks see it too."""
    _, replayer = pair(FakeChat())
    with pytest.raises(RecordingMiss, match="prompt judge_support that ends “…What did Rubio say"):
        yes_probability(replayer, Prompt("judge_support", TURNS))


def test_tokens_are_counted_once_and_replayed(smoke_llm: EmbeddedChat) -> None:
    """A model behind a recording costs what it costs alone; a replay reports the same."""
    recording = Recording()
    counted = []
    for model in (
        smoke_llm,
        RecordedChat(recording=recording, model_name="smoke", inner=smoke_llm),
        RecordedChat(recording=recording, model_name="smoke"),
    ):
        usage = UsageMetadataCallbackHandler()
        say(model, TURNS, max_tokens=3, config={"callbacks": [usage]})
        counted.append([(one["input_tokens"], one["output_tokens"]) for one in usage.usage_metadata.values()])
    assert counted[0] == counted[1] == counted[2]


def test_structured_output_is_recorded_as_its_value() -> None:
    """And validated again by whoever asked for it."""
    recorder, replayer = pair(FakeChat(reply=lambda _: '{"name": "red"}'))
    assert recorder.with_structured_output(Colour).invoke(TURNS) == {"name": "red"}
    assert replayer.with_structured_output(Colour).invoke(TURNS) == {"name": "red"}


def test_a_malformed_reply_is_recorded_as_malformed() -> None:
    """A replay fails in the same way, so that the retry is replayed too."""
    recorder, replayer = pair(FakeChat(reply=lambda _: "red"))
    for model in (recorder, replayer):
        with pytest.raises(ValueError, match="Invalid JSON"):
            model.with_structured_output(Colour).invoke(TURNS)


def test_a_failure_of_the_model_is_not_recorded() -> None:
    """It says nothing about the prompt; asked again, the model may answer."""

    def fail(_prompt: str) -> str:
        raise ModelFailed("The model is away.", "Try again.")

    recorder, replayer = pair(FakeChat(reply=fail))
    with pytest.raises(ModelFailed, match="away"):
        say(recorder, TURNS, max_tokens=9)
    with pytest.raises(RecordingMiss):
        say(replayer, TURNS, max_tokens=9)

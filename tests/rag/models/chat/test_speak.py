"""What we ask of any chat model, and the one error for whatever goes wrong."""

import math
import os
import subprocess
import sys
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import SecretStr

from rag.errors import ModelFailed, ModelsMissing
from rag.models.chat.fake import FakeChat
from rag.models.chat.speak import failed, say, yes_probability

TURNS = [("system", "You are brief."), ("user", "Is it?"), ("assistant", "Perhaps."), ("user", "Really?")]


class Scripted(BaseChatModel):
    """Replies with one message, or raises one error, and keeps what it was given."""

    answer: Any
    given: list[Any] = []  # noqa: RUF012  # pydantic copies it
    api_key: SecretStr | None = None
    model_name: str = "scripted"

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **options: Any) -> ChatResult:
        self.given.append(([(message.type, message.text) for message in messages], options))
        if isinstance(self.answer, Exception):
            raise self.answer
        return ChatResult(generations=[ChatGeneration(message=self.answer)])


def first_token(*likely: tuple[str, float]) -> AIMessage:
    """A reply whose first token might have been any of `likely`, with its probability."""
    top = [{"token": token, "logprob": math.log(probability)} for token, probability in likely]
    return AIMessage("?", response_metadata={"logprobs": {"content": [{"top_logprobs": top}]}})


def test_turns_reach_the_model_in_their_roles() -> None:
    """And the reply comes back without space around it."""
    model = Scripted(answer=AIMessage("  Yes.\n"))
    assert say(model, TURNS, max_tokens=5) == "Yes."
    ((turns, options),) = model.given
    assert turns == [("system", "You are brief."), ("human", "Is it?"), ("ai", "Perhaps."), ("human", "Really?")]
    assert options["max_tokens"] == 5


def test_the_probability_is_that_of_yes_against_no() -> None:
    """In any case and with spaces; other words do not count."""
    reply = first_token(("Yes", 0.3), (" yes", 0.1), ("No", 0.1), ("Maybe", 0.5))
    assert yes_probability(Scripted(answer=reply), TURNS) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (AIMessage("Yes"), "scripted gives no token probabilities"),
        (AIMessage("Yes", response_metadata={"logprobs": {"content": []}}), "gives no token probabilities"),
        (first_token(("Maybe", 0.9), ("The", 0.1)), "with neither"),
    ],
)
def test_no_honest_number_is_an_error(reply: AIMessage, reason: str) -> None:
    """Never a guess, never 0 or 1."""
    with pytest.raises(ModelFailed, match=reason):
        yes_probability(Scripted(answer=reply), TURNS)


def test_whatever_a_provider_raises_becomes_one_error() -> None:
    """Ours pass as they are."""
    with pytest.raises(ModelFailed, match=r"scripted could not answer \(TimeoutError: too slow\)"):
        say(Scripted(answer=TimeoutError("too slow\nTraceback …")), TURNS, max_tokens=5)
    with pytest.raises(ModelsMissing):
        say(Scripted(answer=ModelsMissing("Not here.")), TURNS, max_tokens=5)


def test_no_key_is_ever_in_an_error() -> None:
    """Some servers say back what they refuse."""
    error = failed(Scripted(answer=None, api_key=SecretStr("sk-very-secret")), ValueError("bad key sk-very-secret"))
    assert "sk-very-secret" not in str(error.as_dict())
    assert "bad key ***" in error.message


def test_an_empty_key_hides_nothing() -> None:
    """Nor does it break the message."""
    error = failed(Scripted(answer=None, api_key=SecretStr("")), ValueError("no key"))
    assert "ValueError: no key" in error.message
    assert "ValueError: no key" in failed(FakeChat(), ValueError("no key")).message


TRACED = """
from langsmith.utils import tracing_is_enabled
from rag.models.chat.fake import FakeChat
from rag.models.chat.speak import say
print(say(FakeChat(reply=lambda _: str(tracing_is_enabled())), [("user", "Is it?")], max_tokens=5), tracing_is_enabled())
"""


@pytest.mark.slow
def test_no_prompt_is_traced_anywhere() -> None:
    """LangSmith's variables, set for other work on the machine, do not send articles to it.

    In a process of its own, because LangSmith remembers the first value it reads.
    """
    environment = {**os.environ, "LANGSMITH_TRACING": "true"}
    ran = subprocess.run([sys.executable, "-c", TRACED], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]

"""A chat model for tests: it says what it was told to say, and remembers what it was asked. Never used by default."""

import math
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import PrivateAttr


class FakeChat(BaseChatModel):
    """Answers each prompt by `reply(prompt text)`, and every yes-or-no question by `yes(prompt text)`, a probability.

    `with_structured_output` parses the reply as JSON of the schema asked for, as real providers do, so that malformed
    replies fail in the same way. LangChain's own fakes raise NotImplementedError there.
    """

    reply: Callable[[str], str] = lambda _prompt: ""
    yes: Callable[[str], float] = lambda _prompt: 1.0
    model_name: str = "fake"
    tokens: tuple[int, int] | None = None
    """What it says that each call read and wrote; None where it doesn't say."""
    _prompts: list[str] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "onrecord-fake"

    @property
    def prompts(self) -> list[str]:
        """Every prompt so far, turns joined by blank lines."""
        return self._prompts

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # BaseChatModel's signature
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  # see above
        **kwargs: Any,
    ) -> ChatResult:
        prompt = "\n\n".join(message.text for message in messages)
        self._prompts.append(prompt)
        if kwargs.get("logprobs"):
            message = AIMessage(content="Yes", response_metadata={"logprobs": _tokens(self.yes(prompt))})
        else:
            message = AIMessage(content=self.reply(prompt))
        if self.tokens:
            read, wrote = self.tokens
            message.usage_metadata = UsageMetadata(input_tokens=read, output_tokens=wrote, total_tokens=read + wrote)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def with_structured_output(self, schema: Any, **_kwargs: Any) -> Runnable[Any, Any]:
        """The reply parsed as JSON into `schema`, a pydantic model."""
        return self | RunnableLambda(lambda message: schema.model_validate_json(message.text))


def _tokens(probability: float) -> dict[str, Any]:
    floor = 1e-9
    likely = [("Yes", max(probability, floor)), ("No", max(1 - probability, floor))]
    return {"content": [{"token": "Yes", "top_logprobs": [{"token": t, "logprob": math.log(p)} for t, p in likely]}]}

"""A chat model that answers from a recording, and asks the recorded model only for what is missing, if it is at hand.

Replies are kept by the model's name, the turns of the prompt, and the parameters. Log probabilities are rounded when
recorded, so that the run that records sees exactly what a replay sees.
"""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from rag.models.recording import Reply, content_key, replayed_or_recorded

_DECIMALS = 4


class RecordedChat(BaseChatModel):
    """The model `model_name` as recorded in `recording` (a rag.models.recording.Recording), or asked through `inner`.

    Raises RecordingMiss, naming the prompt, for what is not recorded where there is no `inner`.
    """

    recording: Any
    model_name: str
    inner: BaseChatModel | None = None

    @property
    def _llm_type(self) -> str:
        return "onrecord-recorded"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        turns = [[message.type, message.text] for message in messages]
        key = content_key("reply", self.model_name, turns, {**kwargs, "stop": stop})
        inner = self.inner

        def record() -> Reply:
            assert inner is not None  # noqa: S101  # only called where there is one
            # Not `invoke`: a call inside a call would be counted twice by whoever counts tokens.
            generated = inner._generate(messages, stop, None, **kwargs)  # noqa: SLF001
            return _kept(generated.generations[0].message)

        prompt = (run_manager.metadata or {}).get("prompt") if run_manager else None
        reply = replayed_or_recorded(self.recording, key, record if inner else None, prompt, turns)
        return ChatResult(generations=[ChatGeneration(message=self._message(reply))])

    def with_structured_output(self, schema: Any, **_kwargs: Any) -> Runnable[Any, Any]:
        """The recorded value of `schema`, a pydantic model; a reply that was not valid fails again as it did then."""

        def answer(turns: Sequence[tuple[str, str]], config: RunnableConfig) -> Any:
            key = content_key("structured", self.model_name, turns, schema.model_json_schema())
            prompt = (config.get("metadata") or {}).get("prompt")
            record = self._record_structured(schema, turns, config) if self.inner else None
            reply = replayed_or_recorded(self.recording, key, record, prompt, turns)
            if "invalid" in reply:
                raise ValueError(reply["invalid"])
            return reply["structured"]

        return RunnableLambda(answer)

    def _record_structured(
        self, schema: Any, turns: Sequence[tuple[str, str]], config: RunnableConfig
    ) -> Callable[[], Reply]:
        def record() -> Reply:
            assert self.inner is not None  # noqa: S101  # only called where there is one
            try:
                value = self.inner.with_structured_output(schema).invoke(list(turns), config)
                return {"structured": schema.model_validate(value).model_dump(mode="json")}
            except ValueError as error:  # a malformed reply is one, and is recorded as what it was
                return {"invalid": str(error)}

        return record

    def _message(self, reply: Reply) -> AIMessage:
        used = reply.get("usage", {"input": 0, "output": 0})
        return AIMessage(
            content=reply["text"],
            response_metadata={"logprobs": _logprobs(reply.get("likely")), "model_name": self.model_name},
            usage_metadata=UsageMetadata(
                input_tokens=used["input"], output_tokens=used["output"], total_tokens=used["input"] + used["output"]
            ),
        )


def _kept(message: BaseMessage) -> Reply:
    """What of a reply is recorded: its text, the likeliest first tokens, and how many tokens it cost."""
    reply: dict[str, Any] = {"text": message.text}
    tokens = ((message.response_metadata.get("logprobs") or {}).get("content")) or []
    if tokens:
        likely = tokens[0]["top_logprobs"]
        reply["likely"] = [[candidate["token"], round(candidate["logprob"], _DECIMALS)] for candidate in likely]
    used = getattr(message, "usage_metadata", None)
    if used:
        reply["usage"] = {"input": used["input_tokens"], "output": used["output_tokens"]}
    return reply


def _logprobs(likely: Sequence[tuple[str, float]] | None) -> dict[str, Any] | None:
    if not likely:
        return None
    top = [{"token": token, "logprob": logprob} for token, logprob in likely]
    return {"content": [{"token": top[0]["token"], "top_logprobs": top}]}

"""The embedded LLM: a GGUF file run in this process, as a LangChain chat model.

Streams, gives token log probabilities in OpenAI's shape, and stops within a batch of tokens when a stream is
closed or a callback raises. Calls of several threads take turns, a batch or a token at a time. Opens no
port. Knows nothing of prompts.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from rag.models.chat.runtime import Runtime, Token

MAX_TOKENS = 256
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


class EmbeddedChat(BaseChatModel):
    """A chat model over the GGUF file at `path`; `model_name` is what records show.

    Greedy, so that the same prompt gives the same words. The weights load at the first call, or at `warm()`. Raises
    ModelsMissing where the file is not there, ModelFailed where it can't be loaded or the prompt is too long.
    """

    path: Path
    model_name: str
    threads: int = 2
    _runtime: Any = PrivateAttr(default=None)
    _loading: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "onrecord-embedded"

    def warm(self) -> None:
        """Load the weights and read a first prompt, so that the first question does not wait for them."""
        self.invoke("Hello", max_tokens=1)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        runtime = self._loaded()
        prompt = runtime.tokens(_turns(messages))
        made = 0

        def look() -> None:
            if run_manager:  # a callback that raises is how a caller stops a call that is under way
                run_manager.on_llm_new_token("")

        said = ""
        limit = int(kwargs.get("max_tokens") or MAX_TOKENS)
        candidates = int(kwargs.get("top_logprobs") or 1) if kwargs.get("logprobs") else 0
        with closing(runtime.reply(prompt, limit, candidates, look)) as tokens:
            for token in tokens:
                made += 1
                kept, ended = _before_stop(said, token.text, stop or ())
                said += kept
                chunk = _chunk(kept, token)
                if run_manager and kept:
                    run_manager.on_llm_new_token(kept, chunk=chunk)
                yield chunk
                if ended:
                    break
        yield _last(self.model_name, len(prompt), made)

    def _loaded(self) -> Runtime:
        with self._loading:
            if self._runtime is None:
                self._runtime = Runtime(self.path, self.model_name, self.threads)
            runtime: Runtime = self._runtime
            return runtime


def _turns(messages: list[BaseMessage]) -> list[Mapping[str, str]]:
    # The runtime reads "<|im_end|>" in a message as the end of a turn: an article must not be able to end one.
    return [{"role": _ROLES[message.type], "content": message.text.replace("<|", "< |")} for message in messages]


def _before_stop(said: str, text: str, stop: tuple[str, ...] | list[str]) -> tuple[str, bool]:
    """What of `text` comes before a stop word that it completes after `said`, and whether it completes one."""
    found = [at for word in stop if (at := (said + text).find(word)) >= 0]
    return (text[: max(0, min(found) - len(said))], True) if found else (text, False)


def _chunk(text: str, token: Token) -> ChatGenerationChunk:
    said: dict[str, Any] = {}
    if token.likely:
        top = [{"token": candidate, "logprob": logprob} for candidate, logprob in token.likely]
        said["logprobs"] = {"content": [{"token": token.text, "top_logprobs": top}]}
    return ChatGenerationChunk(message=AIMessageChunk(content=text, response_metadata=said))


def _last(model_name: str, read: int, made: int) -> ChatGenerationChunk:
    usage = UsageMetadata(input_tokens=read, output_tokens=made, total_tokens=read + made)
    said = {"finish_reason": "stop", "model_name": model_name}
    return ChatGenerationChunk(message=AIMessageChunk(content="", response_metadata=said, usage_metadata=usage))

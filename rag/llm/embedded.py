"""The embedded LLM: a GGUF file run in this process by xllamacpp, as a LangChain chat model.

Streams, gives token log probabilities in OpenAI's shape, and stops at the next token when a stream is closed. One call
runs at a time: two threads on two cores would only slow each other down. Opens no port. Knows nothing of prompts.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from rag.errors import ModelFailed, ModelsMissing

CONTEXT_TOKENS = 4096
# Smaller batches than llama.cpp's own notice a cancel sooner while a prompt is being read.
BATCH_TOKENS = 256
# Drafting, judging and phrasing prompts alternate; a slot each keeps the unchanging start of each one cached.
SLOTS = 3
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


class EmbeddedChat(BaseChatModel):
    """A chat model over the GGUF file at `path`; `model_name` is what records show.

    Greedy by default (temperature 0), so that the same prompt gives the same words. The weights load at the first call,
    or at `warm()`. Raises ModelsMissing where the file is not there, ModelFailed where it can't be loaded or answers
    nothing usable.
    """

    path: Path
    model_name: str
    threads: int = 2
    _server: Any = PrivateAttr(default=None)
    _busy: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "onrecord-embedded"

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        with self._busy:
            self._loaded()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  # BaseChatModel's signature
        **kwargs: Any,
    ) -> ChatResult:
        with self._busy:
            reply = self._loaded().handle_chat_completions(_request(messages, stop, kwargs))
        choice = _checked(reply)["choices"][0]
        message = AIMessage(
            content=choice["message"].get("content") or "",
            response_metadata={
                "logprobs": choice.get("logprobs"),
                "finish_reason": choice.get("finish_reason"),
                "model_name": self.model_name,
            },
            usage_metadata=_usage(reply["usage"]),
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        request = _request(messages, stop, kwargs) | {"stream": True, "stream_options": {"include_usage": True}}
        for piece in self._pieces(request):
            chunk = _chunk(_checked(piece), self.model_name)
            if run_manager and chunk.text:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _pieces(self, request: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """The runtime's chunks as they come; closing this iterator stops the runtime at its next token."""
        arrived: queue.SimpleQueue[Mapping[str, Any] | BaseException | None] = queue.SimpleQueue()
        cancelled = threading.Event()

        def work() -> None:
            try:
                with self._busy:
                    self._loaded().handle_chat_completions(request, _forward(arrived.put, cancelled))
                arrived.put(None)
            except BaseException as error:  # noqa: BLE001  # it is raised again in the thread that reads
                arrived.put(error)

        worker = threading.Thread(target=work, name="embedded-llm", daemon=True)
        worker.start()
        try:
            while (piece := arrived.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            cancelled.set()
            worker.join()

    def _loaded(self) -> Any:
        if self._server is None:
            if not self.path.is_file():
                raise ModelsMissing(
                    f"The weights of {self.model_name} are not at {self.path}.", "Run `onrecord models pull`."
                )
            self._server = _load(self.path, self.threads)
        return self._server


def _load(path: Path, threads: int) -> Any:
    import xllamacpp  # noqa: PLC0415  # native and heavy: only a process that needs the model pays for it

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT_TOKENS * SLOTS
    params.n_parallel = SLOTS
    params.n_batch = params.n_ubatch = BATCH_TOKENS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except Exception as error:
        raise ModelFailed(
            f"The model file {path.name} could not be loaded ({error}).",
            "Run `onrecord models verify`; the model needs about 2 GB of free memory.",
        ) from error


def _request(messages: list[BaseMessage], stop: list[str] | None, options: Mapping[str, Any]) -> dict[str, Any]:
    # The runtime reads "<|im_end|>" in a message as the end of a turn: an article must not be able to end one.
    turns = [{"role": _ROLES[message.type], "content": message.text.replace("<|", "< |")} for message in messages]
    request = {"messages": turns, "temperature": 0, "cache_prompt": True, "max_tokens": 256, **options}
    return request | ({"stop": stop} if stop else {})


def _forward(put: Callable[[Any], None], cancelled: threading.Event) -> Callable[[Any], bool]:
    def on_chunk(chunk: Any) -> bool:
        for piece in chunk if isinstance(chunk, list) else [chunk]:
            put(piece)
        return cancelled.is_set()

    return on_chunk


def _checked(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    problem = reply.get("error") or (reply if "choices" not in reply and "message" in reply else None)
    if problem:
        reason = problem.get("message", problem) if isinstance(problem, Mapping) else problem
        raise ModelFailed(f"The embedded model refused the prompt ({reason}).", "Ask a shorter question.")
    return reply


def _usage(counted: Mapping[str, Any]) -> UsageMetadata:
    return UsageMetadata(
        input_tokens=counted["prompt_tokens"],
        output_tokens=counted["completion_tokens"],
        total_tokens=counted["total_tokens"],
    )


def _chunk(piece: Mapping[str, Any], model_name: str) -> ChatGenerationChunk:
    choice = piece["choices"][0] if piece["choices"] else {}
    said: dict[str, Any] = {"logprobs": choice["logprobs"]} if choice.get("logprobs") else {}
    if choice.get("finish_reason"):
        said |= {"finish_reason": choice["finish_reason"], "model_name": model_name}
    message = AIMessageChunk(
        content=choice.get("delta", {}).get("content") or "",
        response_metadata=said,
        usage_metadata=_usage(piece["usage"]) if piece.get("usage") else None,
    )
    return ChatGenerationChunk(message=message)

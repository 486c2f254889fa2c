"""Stops the model calls of one answer, from another thread and within a batch of tokens: nobody waits for it any more.

Knows neither who asked nor which model answers; a provider's call that is under way ends with its reply.
"""

import threading
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler


class Stopped(BaseException):  # not an Exception, as KeyboardInterrupt is none: nothing on its way up may handle it
    """Raised through a model call, and out of the events of an answer, after `Stop.set`."""


class Stop(BaseCallbackHandler):
    """A LangChain callback that ends the calls it is given to, once it is `set`: the
    one under way, and any later one.
    """

    def __init__(self) -> None:
        self._wanted = threading.Event()

    def set(self) -> None:
        """Stop; from any thread, any number of times."""
        self._wanted.set()

    def is_set(self) -> bool:
        """Whether `set` was called."""
        return self._wanted.is_set()

    def on_chat_model_start(self, *_: Any, **__: Any) -> None:
        """Called by LangChain before each call."""
        self._look()

    def on_llm_new_token(self, *_: Any, **__: Any) -> None:
        """Called at each token, and by the embedded model also while it reads its prompt or waits its turn."""
        self._look()

    def _look(self) -> None:
        if self._wanted.is_set():
            raise Stopped

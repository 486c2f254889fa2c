"""What one answer may spend at providers of models; each call is held against it before it is made.

A model that runs in this process costs nothing and is not counted. The tokens of a text are estimated: one for every
three bytes of UTF-8 is more than tokenizers make of news in English, and about what they make of other scripts. Once a
provider has said what a call took, that replaces the estimate. Knows nothing of prompts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from langchain_core.runnables import RunnableConfig

from rag.errors import BadSetting, OverBudget
from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.recorded import RecordedChat
from rag.settings import Settings

REPLY_TOKENS = 2048
"""How many tokens a reply may take, where a cost limit is set and the settings name no
limit for it: twenty claims fit in."""
BYTES_A_TOKEN = 3
TURN_TOKENS = 8
"""What providers add to each turn, such as its role."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, read and written, in any currency."""

    million_in: float
    million_out: float

    def of(self, read: int, written: int) -> float:
        """What these tokens cost."""
        return (read * self.million_in + written * self.million_out) / _MILLION


@dataclass(frozen=True, slots=True)
class SpendingLimits:
    """What one answer may spend; None is no limit. `cost` is in the prices' currency and can't be
    held without them: ValueError.
    """

    prices: Prices | None = None
    prompt_tokens: int | None = None
    cost: float | None = None
    reply_tokens: int = REPLY_TOKENS

    def __post_init__(self) -> None:
        if self.cost is not None and self.prices is None:
            raise ValueError("a cost can't be held without prices")


def limits_of(settings: Settings) -> SpendingLimits:
    """The limits that the settings name. Raises BadSetting where one price is missing, or both under a `max_cost`."""
    prices = (settings.llm_price_in, settings.llm_price_out)
    if (settings.max_cost is not None and prices == (None, None)) or (None in prices and prices != (None, None)):
        raise BadSetting(
            "A cost can't be told without both prices.", "Set ONRECORD_LLM_PRICE_IN and ONRECORD_LLM_PRICE_OUT."
        )
    return SpendingLimits(
        None if prices[0] is None or prices[1] is None else Prices(prices[0], prices[1]),
        settings.max_prompt_tokens,
        settings.max_cost,
        settings.max_output_tokens or REPLY_TOKENS,
    )


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a paid model: tokens read and written, as estimated before it or as the provider said after it."""

    read: int
    written: int
    said: bool = False


class Budget(BaseCallbackHandler):
    """What is left for one answer. Belongs to one run, among its callbacks, where `charge` finds it."""

    def __init__(self, limits: SpendingLimits) -> None:
        self.limits = limits
        self._calls: list[_Call] = []
        self._under_way = False

    @property
    def cost(self) -> float | None:
        """What the answer has cost so far: 0 where no paid model was asked, None where prices or usage aren't known."""
        if not self._calls:
            return 0.0
        if self.limits.prices is None or not all(call.said for call in self._calls):
            return None
        return round(self._spent(*self._calls), 8)

    def fits(self, texts: Sequence[str], reply: int) -> bool:
        """Whether a call with these turns, and a reply of that many tokens, is within what is left."""
        return self._over(_Call(estimated(texts), reply)) is None

    def begin(self, texts: Sequence[str], reply: int) -> None:
        """A call is about to be made. Raises OverBudget where it is not within what is left: then don't make it."""
        call = _Call(estimated(texts), reply)
        if over := self._over(call):
            raise OverBudget(
                f"This answer would take {over}.", "Ask more narrowly, or raise that limit in the settings."
            )
        self._calls.append(call)
        self._under_way = True

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Called by LangChain after a call: what it took, if it is a paid one and the provider
        says so, replaces the estimate.
        """
        if not self._under_way:
            return
        self._under_way = False
        generation = response.generations[0][0] if response.generations and response.generations[0] else None
        message = generation.message if isinstance(generation, ChatGeneration) else None
        usage = message.usage_metadata if isinstance(message, AIMessage) else None
        if usage:
            self._calls[-1] = _Call(usage["input_tokens"], usage["output_tokens"], said=True)

    def on_llm_error(self, *_: Any, **__: Any) -> None:
        """Called by LangChain when a call fails: it may have been billed all the same, so the estimate stands."""
        self._under_way = False

    def _over(self, call: _Call) -> str | None:
        """The limit that the call would break, together with all calls before it, as a part of a
        message; None where it breaks none.
        """
        limits, calls = self.limits, (*self._calls, call)
        read = sum(each.read for each in calls)
        if limits.prompt_tokens is not None and read > limits.prompt_tokens:
            return f"about {read} prompt tokens, and max_prompt_tokens is {limits.prompt_tokens}"
        if limits.cost is not None and (spent := self._spent(*calls)) > limits.cost:
            return f"up to {spent:.6f}, and max_cost is {limits.cost:g}"
        return None

    def _spent(self, *calls: _Call) -> float:
        assert self.limits.prices is not None  # noqa: S101  # SpendingLimits and `cost` see to it
        return sum(self.limits.prices.of(call.read, call.written) for call in calls)


def estimated(texts: Sequence[str]) -> int:
    """How many tokens the turns of a prompt will be at most, by the rule at the top of this file."""
    return sum(math.ceil(len(text.encode()) / BYTES_A_TOKEN) + TURN_TOKENS for text in texts)


def budget_for(model: BaseChatModel, config: RunnableConfig | None) -> Budget | None:
    """The budget of the run whose `config` it is; None where there is none, or where `model` costs nothing."""
    callbacks = (config or {}).get("callbacks") or []
    handlers = callbacks if isinstance(callbacks, list) else callbacks.handlers
    found = (handler for handler in handlers if isinstance(handler, Budget))
    return None if _free(model) else next(found, None)


def charge(
    model: BaseChatModel, config: RunnableConfig | None, texts: Sequence[str], max_tokens: int | None = None
) -> None:
    """To be called right before `model` is: raises OverBudget where the call doesn't fit the run's budget.

    `max_tokens` is the most the reply may take; the model's own limit, or that of the budget, where it is None.
    """
    if budget := budget_for(model, config):
        budget.begin(texts, max_tokens or reply_limit(model, budget))


def reply_limit(model: BaseChatModel, budget: Budget) -> int:
    """The most tokens of a reply that `model` was opened with; what the budget reckons with where it names none."""
    own = getattr(model, "max_tokens", None)
    return own if isinstance(own, int) else budget.limits.reply_tokens


def _free(model: BaseChatModel) -> bool:
    if isinstance(model, RecordedChat):
        return model.inner is None or _free(model.inner)
    return isinstance(model, EmbeddedChat)

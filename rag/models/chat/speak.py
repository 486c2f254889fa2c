"""The two things we ask of any chat model: a short text, and the probability that it says Yes.

Takes rendered prompt turns and a LangChain chat model, whichever it is; knows nothing of what the prompts are about.
"""

import math
from collections.abc import Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langsmith.run_helpers import tracing_context
from pydantic import SecretStr

from rag.errors import ModelFailed, OnRecordError, Unjudged
from rag.models.chat.budget import charge
from rag.models.prompt import Prompt, Turn

_ROLES = {"system": "system", "user": "human", "assistant": "ai"}
TOP_TOKENS = 20


def say(model: BaseChatModel, turns: Sequence[Turn], *, max_tokens: int, config: RunnableConfig | None = None) -> str:
    """The model's reply to `turns`, stripped. Raises ModelFailed where it can't be reached,
    OverBudget before it is asked.
    """
    message = _invoke(model, turns, config, max_tokens=max_tokens)
    return message.text.strip()


def yes_probability(model: BaseChatModel, turns: Sequence[Turn], config: RunnableConfig | None = None) -> float:
    """P(Yes) / (P(Yes) + P(No)) for the first token of the reply, in [0, 1].

    Needs a model that gives token log probabilities. Raises ModelFailed by name where it gives none, and
    Unjudged where neither word is among its 20 likeliest first tokens (then it did not understand the prompt,
    and no number would be honest).
    """
    message = _invoke(model, turns, config, max_tokens=1, logprobs=True, top_logprobs=TOP_TOKENS)
    tokens = ((message.response_metadata.get("logprobs") or {}).get("content")) or []
    if not tokens:
        raise ModelFailed(
            f"The model {_name(model)} gives no token probabilities, so it can't judge support.",
            "Use the embedded model as the judge.",
        )
    mass = {"yes": 0.0, "no": 0.0}
    for candidate in tokens[0]["top_logprobs"]:
        word = candidate["token"].strip().lower()
        if word in mass:
            mass[word] += math.exp(candidate["logprob"])
    if not sum(mass.values()):
        raise Unjudged(f"The model {_name(model)} answered a yes-or-no question with neither.", "Try another model.")
    return mass["yes"] / sum(mass.values())


def _invoke(model: BaseChatModel, turns: Sequence[Turn], config: RunnableConfig | None, **options: Any) -> AIMessage:
    messages = [(_ROLES[role], text) for role, text in turns]
    charge(model, config, [text for _, text in turns], options.get("max_tokens"))
    try:
        with tracing_context(enabled=False):  # LANGSMITH_TRACING set for other work must not send articles anywhere
            return model.invoke(messages, named(config, turns), **options)
    except OnRecordError:
        raise
    except Exception as error:  # providers raise their own trees; callers see one
        raise failed(model, error) from error


def named(config: RunnableConfig | None, turns: Sequence[Turn]) -> RunnableConfig:
    """`config` with the prompt's name in its metadata, so that callbacks and recordings can say
    which prompt a call was about.
    """
    known = config or RunnableConfig()
    if not isinstance(turns, Prompt):
        return known
    return RunnableConfig(**{**known, "metadata": {**(known.get("metadata") or {}), "prompt": turns.name}})


def failed(model: BaseChatModel, error: Exception) -> ModelFailed:
    """The one error for whatever a provider raised, without its keys or its traceback."""
    reason = f"{type(error).__name__}: {error}"
    for secret in _secrets(model):
        reason = reason.replace(secret, "***")
    reason = reason.split("\n", 1)[0][:300]
    return ModelFailed(
        f"The model {_name(model)} could not answer ({reason}).", "Check its address, key and limits, then ask again."
    )


def _secrets(model: BaseChatModel) -> list[str]:
    """The keys a model was given: some servers say them back when they refuse one."""
    held = (value.get_secret_value() for value in vars(model).values() if isinstance(value, SecretStr))
    return [secret for secret in held if secret]


def model_name(model: BaseChatModel) -> str:
    """What records call a chat model."""
    return str(getattr(model, "model_name", type(model).__name__))


def _name(model: BaseChatModel) -> str:
    return str(getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__)

"""Any chat model that LangChain can name, such as `openai:gpt-4o-mini`. Knows nothing of the embedded one."""

from typing import Any, Literal

from langchain_core.language_models import BaseChatModel

from rag.errors import BadSetting, ProviderMissing
from rag.models.chat.budget import REPLY_TOKENS
from rag.settings import Settings

TIMEOUT_SECONDS = 120
EXTRAS = ("openai", "anthropic", "ollama")


def open_provider(settings: Settings, purpose: Literal["llm", "judge"] = "llm") -> BaseChatModel:
    """The chat model that the setting `purpose` names. Contacts nothing yet.

    Raises BadSetting where the name has no provider LangChain knows, ProviderMissing where the provider's package is
    not installed or it was given no key.
    """
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # costs two seconds

    name = str(getattr(settings, purpose))
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise BadSetting(
            f"The setting {purpose!r} can't be {name!r}.",
            "Use `embedded`, or `provider:model` such as `openai:gpt-4o-mini`.",
        )
    options: dict[str, Any] = {"temperature": 0, "timeout": TIMEOUT_SECONDS, "max_retries": 2}
    if settings.max_output_tokens or settings.max_cost is not None:
        options["max_tokens"] = settings.max_output_tokens or REPLY_TOKENS
    if _has_the_key(settings, provider):
        options |= {"base_url": settings.llm_base_url} if settings.llm_base_url else {}
        options |= {"api_key": settings.llm_api_key.get_secret_value()} if settings.llm_api_key else {}
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        # For a provider without an extra of ours, LangChain says which package it needs.
        hint = f"Install it: `pip install 'onrecord[{provider}]'`." if provider in EXTRAS else str(error)
        raise ProviderMissing(f"The package for {provider!r} is not installed.", hint) from error
    except ValueError as error:
        if "provider" in str(error).lower():
            raise BadSetting(
                f"LangChain knows no provider {provider!r}.", "See the list of its chat model integrations."
            ) from error
        raise _no_key(provider, error) from error
    except Exception as error:  # each provider has its own exception for a missing key
        raise _no_key(provider, error) from error
    return opened


def _has_the_key(settings: Settings, provider: str) -> bool:
    """Whether address and key of the settings are this provider's: a judge's may be another one than the LLM's."""
    theirs = settings.judge if settings.llm == "embedded" else settings.llm
    return theirs.partition(":")[0] == provider


def _no_key(provider: str, error: Exception) -> ProviderMissing:
    reason = str(error).split("\n", 1)[0][:200]
    return ProviderMissing(
        f"The chat model of {provider!r} could not be set up ({reason}).",
        "Set ONRECORD_LLM_API_KEY, or the provider's own variable.",
    )

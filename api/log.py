"""What the server writes to its log: warnings and errors, on stderr, in characters that steer no terminal."""

import logging
from typing import Any

from rag.telling.terminal import safe

_OURS = ("api", "rag", "uvicorn")


class Plain(logging.Formatter):
    """A line or more for each event. Control characters that came from requests or articles are spelt out, since a
    terminal would obey them.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The event, with its traceback."""
        lines = super().format(record).split("\n")
        # Only the indentation of a traceback is kept as it is.
        return "\n".join(line[: len(line) - len(line.lstrip(" "))] + safe(line) for line in lines)


def logs() -> dict[str, Any]:
    """The configuration for `logging.config.dictConfig`; other packages' loggers are left alone."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": Plain, "format": "%(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "loggers": {name: {"handlers": ["stderr"], "level": "WARNING"} for name in _OURS},
    }

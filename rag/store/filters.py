"""Which articles a question may use: the filter of a request, checked already. Knows no index and no record."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be used, all by default. An article must fit everything that is given.

    `since` and `until`: it was surely published within these days; one dated "2025-05" fits only if all of May does, an
    undated one never. `outlets`: one of them published it; names are compared whole and without regard to case.
    `language`: an ISO 639-1 code; an article in an unknown language never fits. `articles`: it has one of these ids.
    """

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    language: str | None = None
    articles: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered out."""
        return self == Filters()

    @property
    def folded_outlets(self) -> list[str]:
        """The outlets in the form in which outlets are compared."""
        return sorted({outlet_key(outlet) for outlet in self.outlets})


def outlet_key(outlet: str) -> str:
    """An outlet's name for comparing without regard to case."""
    return outlet.strip().casefold()

"""Which articles a question may use: the filter of a request, checked already. Knows no index and no record."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles may be used, all by default; what is given must hold together.

    Published surely within [since, until]: one dated "2025-05" only if all of May is in it, an undated one never. By one
    of `outlets`, matched whole and without regard to case. In `language`, an ISO 639-1 code; in an unknown one never.
    Among `articles`, which are ids.
    """

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    language: str | None = None
    articles: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered out."""
        return self == Wanted()

    @property
    def folded_outlets(self) -> list[str]:
        """The outlets in the form in which outlets are compared."""
        return sorted({folded(outlet) for outlet in self.outlets})


def folded(outlet: str) -> str:
    """An outlet's name for comparing without regard to case."""
    return outlet.strip().casefold()

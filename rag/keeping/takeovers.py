"""Whether an article may update one that is on record under its id: only where it is the same outlet's.

Reads no file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.domain import Article
from rag.english.wording import spaced_alike
from rag.errors import UnreadableSource
from rag.reading.identity import article_id
from rag.store.record import Record


def refuse_takeovers(
    read: Iterable[Article | UnreadableSource], record: Record
) -> Iterator[Article | UnreadableSource]:
    """The items of `read`, in order. In the place of an article that would take over one of another outlet, an
    UnreadableSource says why it may not.
    """
    owners: dict[str, _Owner] = {}
    for item in read:
        if isinstance(item, UnreadableSource):
            yield item
            continue
        live = None if item.id in owners else record.live(item.id)
        owner = owners.get(item.id) or (live and _Owner.of(live))
        if owner and not owner.may_update(item):
            yield UnreadableSource(
                f"{item.source}: it states the id or address of an article of "
                f"{owner.outlet or 'an unknown outlet'} ({item.id}), and is of {item.outlet or 'an unknown outlet'}.",
                "Give it an id or an address of its own.",
            )
            continue
        owners[item.id] = _Owner.of(item)
        yield item


@dataclass(frozen=True, slots=True)
class _Owner:
    """The article that an id belongs to. Only what decides on updates is kept of it, for there may be many."""

    outlet: str | None
    source: str | None
    content_hash: str

    @classmethod
    def of(cls, article: Article) -> "_Owner":
        return cls(article.outlet, article.source, article.content_hash)

    def may_update(self, item: Article) -> bool:
        """Whether `item` may become its new version: it is of the same outlet, from the same place, or nothing new.

        What was fetched from its own address may: whatever its outlet is called, there it speaks for itself.
        """
        if (item.source or "").startswith(("http://", "https://")) and item.id == article_id(None, item.url, ""):
            return item.url is not None
        alike = self.outlet and spaced_alike(self.outlet) == spaced_alike(item.outlet or "")
        return bool(alike) or self.source == item.source or self.content_hash == item.content_hash

"""Trees of small pages."""

from typing import Any

from rag.reading.web.tree import keep_what_is_seen, tree_of


def seen(body: str, head: str = "") -> Any:
    """The tree of a page, without what its readers do not see."""
    tree = tree_of(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    keep_what_is_seen(tree)
    return tree

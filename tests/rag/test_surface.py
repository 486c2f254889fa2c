"""What programs may import: names that stay as they are, or whose change is told in CHANGELOG.md."""

import importlib
import inspect
import pkgutil

import pytest

import rag

PROGRAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "api.client": {"Client": ("ask", "close", "search", "search_for")},
    "rag.build": {"Engine": ("ask", "chain", "langchain_retriever", "search", "warm"), "open_engine": ("settings",)},
    "rag.retrieval.documents": {"PassageRetriever": ("as_of", "limit", "wanted")},
    "rag.search": {"open_search": ("settings",)},
    "rag.settings": {"Settings": (), "load_settings": ("environment", "file")},
}
"""The modules of docs/answers.md's "From Python" and their kind: each name with the methods, fields or arguments it has."""

PACKAGES = {
    "rag.drafting": "Similarity Writer as_claim cited_context leans_back unnamed_speaker",
    "rag.english": "Deed Parsed Parser Who Word by_parse deeds_in parse use",
    "rag.fetching": "FetchLimits Fetched Fetcher PoliteFetcher",
    "rag.indexes": "FOLDER Indexes ScoredPassage lost_changes refuse_lost",
    "rag.keeping": "BATCH_ARTICLES Difference Ingested Stage Tell Verdict back_up embed_again exported find_languages "
    "imported ingest_read look_up newest_first refuse_mixed_vectors store_all store_batch together",
    "rag.quoting": "RESHAPED Edited Folded as_compared find_edited find_quote folded parts_of_edited printed_at resolve",
    "rag.retrieval": "Found Reranker Retriever",
}
"""What the packages that have a surface offer the others; of the rest each module is imported by its own name."""


@pytest.mark.parametrize("module", PROGRAMS)
def test_what_programs_use_is_there(module: str) -> None:
    """Each name, with what is called of it."""
    for name, has in PROGRAMS[module].items():
        found = getattr(importlib.import_module(module), name)
        known = {*dir(found), *getattr(found, "model_fields", ()), *inspect.signature(found).parameters}
        assert known >= set(has), name


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_offers_what_is_pinned(package: str) -> None:
    """No more, no less; each name can be imported."""
    found = importlib.import_module(package)
    assert sorted(found.__all__) == sorted(PACKAGES[package].split())
    assert all(hasattr(found, name) for name in found.__all__)


def test_no_package_has_a_surface_that_is_not_pinned() -> None:
    """Directly under rag; those below them are of their parents' making."""
    packages = {f"rag.{each.name}" for each in pkgutil.iter_modules(rag.__path__) if each.ispkg}
    assert {name for name in packages if hasattr(importlib.import_module(name), "__all__")} == set(PACKAGES)

"""The retrieval bench for a terminal: every measure of every ranker, the product's gain over each floor, and times."""

from eval.bench.retrieval import Ranked, RetrievalBench
from eval.corpus import KeptCorpus
from eval.intervals import NOTHING
from eval.report.figures import figure, interval, signed, signed_interval
from eval.report.terminal import table, wrapped
from rag.telling.terminal import counted

MEGABYTE = 1_000_000


def show_retrieval(bench: RetrievalBench) -> str:
    """The bench as text, at most 100 columns wide."""
    product = bench.rankers[0].ranker
    gain = (
        f"A gain is what {product} has over the floor, paired by question; its interval leaves out 0 where it is sure."
    )
    parts = [
        wrapped(_about(bench)),
        *([wrapped(bench.note)] if bench.note else []),
        _measures(bench),
        wrapped(gain),
        _times(bench.rankers),
        wrapped(_index(bench.corpus)),
    ]
    return "\n\n".join(parts) + "\n"


def _about(bench: RetrievalBench) -> str:
    half = [f"half {bench.half}"] if bench.half else []
    quick = ["quick"] if bench.quick else []
    unlabelled = [f"{bench.unlabelled} without relevant articles left out"] if bench.unlabelled else []
    corpus = f"{counted(bench.corpus.articles, 'article')} in {counted(bench.corpus.passages, 'passage')}"
    asked = counted(bench.questions, "question")
    return " · ".join([bench.set, *half, *quick, asked, *unlabelled, corpus, bench.embedder])


def _measures(bench: RetrievalBench) -> str:
    heads = ("measure", "ranker", "value", "95 % interval", "gain", "95 % interval")
    rows = []
    for name in bench.rankers[0].measures:
        for place, one in enumerate(bench.rankers):
            value, gain = one.measures[name], one.gains.get(name, NOTHING)
            gained = (signed(gain.value), signed_interval(gain.low, gain.high)) if one.gains else ("", "")
            lead = "" if place else name
            rows.append((lead, one.ranker, figure(value.value), interval(value.low, value.high), *gained))
    return table(heads, rows)


def _times(rankers: tuple[Ranked, ...]) -> str:
    rows = [(one.ranker, f"{one.p50_ms:.1f} ms", f"{one.p95_ms:.1f} ms") for one in rankers]
    return table(("a query, its embedding included", "median", "95 % within"), rows)


def _index(kept: KeptCorpus) -> str:
    embedded = f"{counted(kept.embedded_now, 'article')} embedded by this run"
    return (
        f"Embedding took {kept.embedding_seconds:.0f} s in all ({embedded}), building both indexes "
        f"{kept.indexing_seconds:.1f} s; they take {kept.index_bytes / MEGABYTE:.1f} MB on disk, the record "
        f"{kept.record_bytes / MEGABYTE:.1f} MB."
    )

"""Numbers in words, the same in every report: three decimals, intervals, seconds. Nothing is ever NaN: it is a dash."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from eval.measures import MEASURES
from eval.measures.base import Measure
from rag.telling.terminal import counted

DASH = "–"
BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}
KIND_COLUMNS = ("right", "wrong", "abstained", "refused", "vital nuggets")
"""The measures that a summary gives for each kind of question."""


def figure(value: float | None) -> str:
    """A share or a p: "0.733". What is not quite 0 or 1 never looks as if it were: "<0.001", ">0.999"."""
    if value is None or not math.isfinite(value):
        return DASH
    if 0 < value < 1 and f"{value:.3f}" in ("0.000", "1.000"):
        return "<0.001" if value < 0.5 else ">0.999"
    return f"{value:.3f}"


def signed(value: float | None) -> str:
    """A difference with its sign, a plain hyphen for minus: "+0.040", "-0.120"; no difference is "0.000"."""
    if value is None or not math.isfinite(value):
        return DASH
    return f"{value:+.3f}" if round(value, 3) else "0.000"


def interval(low: float | None, high: float | None) -> str:
    """A 95 % interval of a share: "0.480 to 0.891"."""
    return DASH if figure(low) == DASH or figure(high) == DASH else f"{figure(low)} to {figure(high)}"


def signed_interval(low: float | None, high: float | None) -> str:
    """A 95 % interval of a difference: "-0.120 to +0.040"."""
    return DASH if signed(low) == DASH or signed(high) == DASH else f"{signed(low)} to {signed(high)}"


def seconds(milliseconds: float | None) -> str:
    """A length of time, given in milliseconds: "0.05 s", "4.7 s", "41 s"."""
    if milliseconds is None or not math.isfinite(milliseconds):
        return DASH
    length = milliseconds / 1000
    return f"{length:.2f} s" if length < 1 else f"{length:.1f} s" if length < 20 else f"{length:.0f} s"


def in_order(names: Iterable[str]) -> list[str]:
    """Names of measures in the order in which measures are shown; those that are no longer measured come last."""
    places = {name: place for place, name in enumerate(BY_NAME)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def broken_promises(summary: Mapping[str, Any]) -> list[str]:
    """The measures of a summary that hold a promise and are not at their best: "quote found (promise 1)"."""
    told = []
    for name in in_order(summary["measures"]):
        measure, value = BY_NAME.get(name), summary["measures"][name]["value"]
        if measure and measure.promise and value is not None and value != measure.best:
            told.append(f"{name} (promise {measure.promise})")
    return told


def about_run(summary: Mapping[str, Any]) -> str:
    """What a summary is of: "examples · half dev · 25 questions"."""
    half = [f"half {summary['half']}"] if summary["half"] else []
    limit = [f"limited to {summary['limit']}"] if summary["limit"] is not None else []
    return " · ".join([summary["set"], *half, *limit, counted(summary["questions"], "question")])


def told_outcomes(summary: Mapping[str, Any]) -> str:
    """The outcomes of a run: "answered 14 · abstained 11", or that nothing was asked."""
    return " · ".join(f"{name} {count}" for name, count in summary["outcomes"].items()) or "no question was asked"


def told_costs(costs: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows of what a run cost: what, median, 95th percentile, over how many questions. Times are in seconds."""
    rows = []
    for name, cost in costs.items():
        family, _, part = name.partition(".")
        shown = seconds if family == "timings_ms" else _tokens
        words = f"{part.replace('_', ' ')} {'time' if family == 'timings_ms' else family}"
        rows.append((words, shown(cost["median"]), shown(cost["p95"]), str(cost["questions"])))
    return rows


def _tokens(number: float) -> str:
    return f"{number:,.0f}"

"""The four charts of a run's page, each with the table it was drawn from; or why there is nothing to draw.

    trade-off     what a higher support cut would do to right, wrong and refused
    support       of what was shown, and of what the judge dropped
    reliability   whether claims with more support cite a gold sentence more often
    times         until the evidence, the first claim and the end

What is drawn is decided here, how in svg.py. Each says its own title, and in words what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.folder import Row
from eval.report import svg
from eval.report.curves import Questions, Traded, reliability, support_bins, times, tradeoff
from eval.report.figures import figure, interval, seconds
from eval.scoring import cost_summary
from rag.telling.terminal import counted

NO_QUESTIONS = "Not drawn: it needs the questions file, for what counts as right, and this page was made without it."
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for the page, with the table that it is drawn from (`heads` and `rows`).

    `told` says in words what it shows or, where `drawing` is None, why there is nothing to draw.
    """

    name: str
    title: str
    told: str
    drawing: Markup | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def charts(rows: Sequence[Row], costs: Sequence[Row], questions: Questions | None, cut: float) -> tuple[Chart, ...]:
    """All charts of a run, from its rows of answers.jsonl and costs.jsonl and the `cut` that support had to reach.

    `questions` are those asked, by id; None where they are not known.
    """
    return (
        tradeoff_chart(rows, questions, cut),
        support_chart(rows, cut),
        reliability_chart(rows, questions),
        times_chart(costs),
    )


def tradeoff_chart(rows: Sequence[Row], questions: Questions | None, cut: float) -> Chart:
    """Right, wrong and refused over the support cut, from the published one to 1."""
    name, title = "tradeoff", "What a higher cut would do"
    if questions is None:
        return Chart(name, title, NO_QUESTIONS)
    found = tradeoff(rows, questions, cut)
    if len(found) < 2 or found[0].right is found[0].refused is None:
        return Chart(name, title, "Not drawn: there is no question that has a right answer, or should be refused.")
    drawn = (
        f"Shown claims below the cut are taken away, from the published cut, {cut:.2f}, to 1; an answer without claims "
        "is an abstention. Right and wrong are of the questions that the articles answer, refused is of the others."
    )
    first, last = found[0], found[-1]
    described = (
        f"Lines over the support cut. At {first.cut:.2f}: right {figure(first.right)}, wrong {figure(first.wrong)}, "
        f"refused {figure(first.refused)}. At {last.cut:.2f}: right {figure(last.right)}, "
        f"wrong {figure(last.wrong)}, refused {figure(last.refused)}."
    )
    table = tuple((f"{one.cut:.3f}", figure(one.right), figure(one.wrong), figure(one.refused)) for one in found)
    shapes = _traded_lines(found)
    return Chart(
        name, title, drawn, svg.drawing(name, title, described, *shapes), ("cut", "right", "wrong", "refused"), table
    )


def _traded_lines(found: Sequence[Traded]) -> list[Markup]:
    low = found[0].cut
    x = svg.across(low, 1.0, svg.ticks_between(low, 1.0), "support cut", decimals=2)
    y = svg.upwards(0.0, 1.0, SHARES, "share of questions", decimals=2)
    series = {
        "right": [(one.cut, one.right) for one in found],
        "wrong": [(one.cut, one.wrong) for one in found],
        "refused": [(one.cut, one.refused) for one in found],
    }
    shapes = [svg.frame(x, y)]
    drawn = []
    for kind, values in series.items():
        if points := [(x.at(cut), y.at(share)) for cut, share in values if share is not None]:
            shapes.append(svg.line(points, kind))
            drawn.append((kind, kind, "line"))
    return [*shapes, svg.legend(drawn)]


def support_chart(rows: Sequence[Row], cut: float) -> Chart:
    """How the support of shown claims and of drafts dropped by the judge is spread."""
    name, title = "support", "Support of what was shown and dropped"
    bins = support_bins(rows)
    shown, dropped = sum(one.shown for one in bins), sum(one.dropped for one in bins)
    if not shown + dropped:
        return Chart(name, title, "Not drawn: no claim was shown, and the judge dropped none.")
    told = (
        f"{counted(shown, 'claim')} shown, {counted(dropped, 'draft')} dropped by the judge. Drafts that other checks "
        "dropped were never judged, and are not here."
    )
    x = svg.across(0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), "support", decimals=1)
    ticks = svg.round_ticks(max(one.shown + one.dropped for one in bins))
    y = svg.upwards(0.0, ticks[-1], ticks, "claims and drafts")
    shapes = [svg.frame(x, y), svg.legend([("dropped", "dropped", "bar"), ("shown", "shown", "bar")])]
    for one in bins:
        left, width = x.at(one.low) + 1, x.at(one.high) - x.at(one.low) - 2
        base, middle, top = y.at(0), y.at(one.dropped), y.at(one.dropped + one.shown)
        shapes.append(svg.bar(left, middle, width, base - middle, "dropped"))
        shapes.append(svg.bar(left, top, width, middle - top, "shown"))
    shapes.append(svg.upright(x.at(cut), f"cut {cut:.2f}"))
    table = tuple((f"{one.low:.2f} to {one.high:.2f}", str(one.shown), str(one.dropped)) for one in bins)
    described = f"A histogram. {told} The cut is {cut:.2f}."
    return Chart(
        name, title, told, svg.drawing(name, title, described, *shapes), ("support", "shown", "dropped"), table
    )


def reliability_chart(rows: Sequence[Row], questions: Questions | None) -> Chart:
    """Support in bins, against the share of claims that cite a sentence which states the answer."""
    name, title = "reliability", "Does more support mean better citations?"
    if questions is None:
        return Chart(name, title, NO_QUESTIONS)
    bins = reliability(rows, questions)
    if not bins:
        return Chart(name, title, "Not drawn: no claim was shown for a question with gold sentences.")
    told = (
        "The share of shown claims that cite a gold sentence, one that a person marked as stating the answer, with its "
        "95 % interval, and below it the number of claims. Claims on the dashed line are as good as their support says."
    )
    low = bins[0].low
    x = svg.across(low, 1.0, svg.ticks_between(low, 1.0), "support", decimals=2)
    y = svg.upwards(0.0, 1.0, SHARES, "share of claims that cite gold", decimals=2)
    shapes = [svg.frame(x, y), svg.line([(x.at(low), y.at(low)), (x.at(1.0), y.at(1.0))], "even")]
    for one in bins:
        middle = x.at((one.low + one.high) / 2)
        shapes.append(svg.line([(middle, y.at(one.gold.low or 0.0)), (middle, y.at(one.gold.high or 0.0))], "whisker"))
        shapes.append(svg.dot(middle, y.at(one.gold.value or 0.0), "right", 4.5))
        shapes.append(svg.text(middle, y.at(0.0) - 5, str(one.claims), kind="note", anchor="middle"))
    legend = svg.legend([("claims", "right", "dot"), ("share = support", "even", "line")])
    table = tuple(
        (
            f"{one.low:.2f} to {one.high:.2f}",
            str(one.claims),
            figure(one.gold.value),
            interval(one.gold.low, one.gold.high),
        )
        for one in bins
    )
    spoken = "; ".join(f"support {row[0]}: {row[2]} of {row[1]} claims" for row in table)
    drawing = svg.drawing(name, title, f"Dots with intervals. {spoken}.", *shapes, legend)
    return Chart(name, title, told, drawing, ("support", "claims", "cite gold", "95 % interval"), table)


def times_chart(costs: Sequence[Row]) -> Chart:
    """One dot a question, sorted by time, for the evidence, the first claim and the end."""
    name, title = "times", "How long it took"
    found = times(costs)
    if not found:
        return Chart(name, title, "Not drawn: this run kept no times.")
    told = "A dot is a question, the fastest at the bottom of its band. The upright line is the median."
    high = svg.round_ticks(max(values[-1] for values in found.values()))
    x = svg.across(0.0, high[-1], high, "seconds", decimals=svg.decimals_of(high))
    y = svg.upwards(0.0, 3.0, (), "questions, sorted by time")
    summary = cost_summary(costs)
    shapes, spoken = [svg.frame(x, y)], []
    for place, (kind, values) in enumerate(found.items()):
        one = summary[f"timings_ms.{kind}"]
        words = f"{kind.replace('_', ' ')}: median {seconds(one['median'])}, 95 % in {seconds(one['p95'])}"
        spoken.append(f"{words}, {counted(len(values), 'question')}")
        top = 34.0 + 55 * place
        shapes += _band(x, top, values, one["median"] / 1000)
        shapes.append(svg.text(x.start, top, words, kind="note"))
    table = tuple(_times_row(cost) for cost in costs)
    drawing = svg.drawing(name, title, f"Dots over seconds. {'; '.join(spoken)}.", *shapes)
    return Chart(name, title, told, drawing, ("question", "evidence", "first claim", "total"), table)


def _band(x: svg.Axis, top: float, values: Sequence[float], median: float) -> list[Markup]:
    """Dots for sorted values, rising through a band of the chart from left to right, and a line at their median."""
    low, high = top + 38, top + 9
    across = [
        svg.dot(x.at(value), low - (low - high) * place / max(1, len(values) - 1), "time", 2.2)
        for place, value in enumerate(values)
    ]
    return [svg.line([(x.at(median), low + 3), (x.at(median), high - 3)], "median"), *across]


def _times_row(cost: Row) -> tuple[str, ...]:
    kept = cost.get("timings_ms", {})
    return (str(cost["id"]), *(seconds(kept.get(name)) for name in ("evidence", "first_claim", "total")))

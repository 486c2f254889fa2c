"""The few shapes that our charts are made of, as inline SVG: frames with labelled axes, legends, bars, dots and lines.

A chart is 360 units wide, so that its type is legible on a telephone, and grows with the page. Colours are classes of
the page's style sheet. Everything that is text is escaped here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 360
HEIGHT = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 348, 48, 198


def element(name: str, *content: str, **attributes: str | float) -> Markup:
    """`<name attributes>content</name>`; `class_` is `class`, `stroke_width` is `stroke-width`. Text is escaped."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _short(value)) for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, told, Markup("").join(content))


def _short(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "start") -> Markup:
    """A line of text that starts at (x, y), or ends or has its middle there, by `anchor`."""
    return element("text", words, x=x, y=y, class_=f"type {kind}".rstrip(), text_anchor=anchor)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a chart.

    `low`, `high` and `ticks` are in the units of the data, `start` and `stop` are the places of `low` and `high` on the
    page; `decimals` are those of the ticks.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    label: str
    start: float
    stop: float
    decimals: int = 0

    def at(self, value: float) -> float:
        """The place on the page, along this axis, of a value in the units of the data."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)

    def told(self, tick: float) -> str:
        """A tick as it is written."""
        return f"{tick:,.{self.decimals}f}"


def across(low: float, high: float, ticks: Sequence[float], label: str, decimals: int = 0) -> Axis:
    """An axis from left to right."""
    return Axis(low, high, tuple(ticks), label, _LEFT, _RIGHT, decimals)


def upwards(low: float, high: float, ticks: Sequence[float], label: str, decimals: int = 0) -> Axis:
    """An axis from bottom to top."""
    return Axis(low, high, tuple(ticks), label, _BOTTOM, _TOP, decimals)


def round_ticks(high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 to the first at or above `high`, no more than `most` steps: 0, 10, 20, 30."""
    size = 10.0**-3
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * most >= high:
                count = next(n for n in range(1, most + 1) if n * step >= high)
                return tuple(round(n * step, 6) for n in range(count + 1))
        size *= 10


def ticks_between(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers within a range of at most 1, no more than `most`; both ends are among them where they are round."""
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if (high - low) / step < most)
    count = round(1 / step) + 1
    return tuple(tick for n in range(count) if low - 1e-9 <= (tick := round(n * step, 6)) <= high + 1e-9)


def decimals_of(ticks: Sequence[float]) -> int:
    """How many decimals are needed to write all ticks exactly."""
    return next(places for places in range(7) if all(round(tick, places) == tick for tick in ticks))


def frame(x: Axis, y: Axis) -> Markup:
    """Grid lines, ticks, and the label of each axis."""
    rows = [
        element("line", x1=_LEFT, x2=_RIGHT, y1=y.at(tick), y2=y.at(tick), class_="grid")
        + text(_LEFT - 6, y.at(tick) + 4, y.told(tick), anchor="end")
        for tick in y.ticks
    ]
    columns = [
        element("line", x1=x.at(tick), x2=x.at(tick), y1=_BOTTOM, y2=_BOTTOM + 4, class_="axis")
        + text(x.at(tick), _BOTTOM + 17, x.told(tick), anchor="middle")
        for tick in x.ticks
    ]
    base = element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="axis")
    names = text(2, 12, y.label, kind="name") + text(_RIGHT, _BOTTOM + 36, x.label, kind="name", anchor="end")
    return Markup("").join([*rows, *columns, base, names])


def legend(entries: Iterable[tuple[str, str, str]]) -> Markup:
    """The names of the series in one row, under the label of the y axis.

    Each entry is (words, class, shape); the shape is `line`, `bar` or `dot`.
    """
    x, drawn = float(_LEFT), []
    for words, kind, shape in entries:
        drawn += [_swatch(x, kind, shape), text(x + 24, 32, words)]
        x += 24 + len(words) * 6.4 + 16
    return Markup("").join(drawn)


def _swatch(x: float, kind: str, shape: str) -> Markup:
    if shape == "line":
        return element("line", x1=x, x2=x + 19, y1=28, y2=28, class_=f"line {kind}")
    if shape == "dot":
        return element("circle", cx=x + 10, cy=28, r=4, class_=f"dot {kind}")
    return element("rect", x=x + 4, y=22, width=12, height=12, class_=f"bar {kind}")


def upright(x: float, words: str) -> Markup:
    """A dashed line upwards from the place `x` on the page, with `words` above it that stay within the drawing."""
    named = text(x, _TOP - 4, words, kind="note", anchor="end" if x > WIDTH * 0.8 else "middle")
    return element("line", x1=x, x2=x, y1=_TOP, y2=_BOTTOM, class_="cut") + named


def line(points: Sequence[tuple[float, float]], kind: str) -> Markup:
    """A line through points on the page."""
    return element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=f"line {kind}")


def bar(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """A filled rectangle; nothing for no height."""
    return element("rect", x=x, y=y, width=width, height=height, class_=f"bar {kind}") if height > 0 else Markup("")


def dot(x: float, y: float, kind: str, radius: float = 3.5) -> Markup:
    """A filled circle."""
    return element("circle", cx=x, cy=y, r=radius, class_=f"dot {kind}")


def drawing(name: str, title: str, description: str, *shapes: Markup, height: float = HEIGHT) -> Markup:
    """A whole chart. Its ids begin with `name`; title and description are for those who can't see it."""
    told = element("title", title, id=f"{name}-title") + element("desc", description, id=f"{name}-desc")
    return element(
        "svg",
        told,
        *shapes,
        viewBox=f"0 0 {WIDTH} {_short(height)}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def strip(value: float | None, low: float | None, high: float | None, floor: float | None) -> Markup:
    """A value from 0 to 1 on a short line, with its interval and its floor.

    Hidden from screen readers, for the figures beside it say the same.
    """
    shapes = [element("line", x1=4, x2=96, y1=7, y2=7, class_="grid")]
    if low is not None and high is not None:
        shapes.append(element("line", x1=4 + 92 * low, x2=4 + 92 * high, y1=7, y2=7, class_="line whisker"))
    if floor is not None:
        shapes.append(element("line", x1=4 + 92 * floor, x2=4 + 92 * floor, y1=1, y2=13, class_="floor"))
    if value is not None:
        shapes.append(dot(4 + 92 * value, 7, "right", 4))
    return element(
        "svg", *shapes, viewBox="0 0 100 14", preserveAspectRatio="xMinYMid", class_="strip", aria_hidden="true"
    )

"""CSS -> whether a page's readers see an element, and whether they see it struck out.

Reads the declarations that hide or strike, written in a `style` attribute or in the page's own style sheets. Of
selectors it knows names, ids and classes of one element; a rule that needs more (a parent, a state) can show an
element, but never hide it. It fetches no style sheet, computes no layout and runs no script.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Declarations = Mapping[str, str]
"""Properties in lower case, each with its value in lower case and with single spaces."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|ex|ch|vw|vh|%|)")
_FAR = {"": 400, "px": 400, "pt": 300, "em": 40, "rem": 40, "ex": 80, "ch": 80, "vw": 100, "vh": 100, "%": 100}
"""From how far away, in each unit, text lies outside of what can be scrolled to or read."""
_SELECTOR = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+")
_ESCAPED = re.compile(r"\\.")
_SIGN = re.compile(r"[^\w\s-]")
_LAST = re.compile(r"[^\s>+~]+\Z")
_ALWAYS = re.compile(r"@(?:layer|supports)\b|@media\s+(?:screen|all)\s*\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(r"@media\b.*\b(?:print|speech|not)\b|@[\w-]*keyframes|@font-face", re.IGNORECASE | re.DOTALL)
_MOVING = ("animation", "transition", "transform", "will-change")
_DECIDING = frozenset(
    "display visibility opacity clip clip-path position left right top bottom text-indent font font-size height "
    "max-height width max-width overflow overflow-x overflow-y transform color background background-color "
    "content-visibility -webkit-text-fill-color text-decoration text-decoration-line animation transition will-change "
    "margin-left margin-top padding padding-top padding-bottom".split()
)


def declarations(style: str) -> Declarations:
    """The declarations of a `style` attribute or of the body of a rule; of a property that is given twice, the last."""
    found: dict[str, str] = {}
    firm: set[str] = set()
    for part in _COMMENT.sub(" ", style).split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        plain, important, _ = value.lower().partition("!")
        if colon and (important or name not in firm):
            found[name] = " ".join(plain.split())
            firm.update([name] if important else [])
    return found


def hides(style: Declarations) -> bool:
    """Whether an element with these declarations can't be seen, nor anything in it, whatever that declares."""
    get = style.get
    return (
        get("display") == "none"
        or get("content-visibility") == "hidden"
        or (_at_most(get("opacity"), 0.05) and not any(name in style for name in _MOVING))  # else it fades in
        or _off_screen(style)
        or _cut_away(style)
    )


def hides_its_words(style: Declarations) -> bool:
    """Whether an element's words can't be seen with these declarations, unless an element in it declares otherwise."""
    size = style.get("font-size") or style.get("font", "").split("/")[0]
    return style.get("visibility") in {"hidden", "collapse"} or _tiny(size) or _colourless(style)


def shows_its_words(style: Declarations) -> bool:
    """Whether an element with these declarations may be seen within one that hides its words."""
    shows = style.get("visibility") == "visible" or "color" in style or "font-size" in style or "font" in style
    return shows and not hides_its_words(style)


def strikes(style: Declarations) -> bool:
    """Whether text with these declarations is struck out."""
    return "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")


def _length(value: str | None) -> tuple[float, str] | None:
    match = _LENGTH.fullmatch(value or "")
    return (float(match[1]), match[2]) if match else None


def _at_most(value: str | None, most: float) -> bool:
    length = _length(value)
    return length is not None and length[0] / (100 if length[1] == "%" else 1) <= most


def _tiny(size: str | None) -> bool:
    length = _length((size or "").split(" ")[-1])
    return length is not None and length[0] <= (2 if length[1] in {"px", "pt"} else 10 if length[1] == "%" else 0.1)


def _far(value: str | None) -> bool:
    length = _length(value)
    return length is not None and length[0] <= -_FAR[length[1]]


def _off_screen(style: Declarations) -> bool:
    placed = style.get("position") in {"absolute", "fixed"}
    indent = _length(style.get("text-indent"))
    moved = re.findall(r"translate[xy3d]*\(([^()]*)\)", style.get("transform", ""))
    return (
        (placed and any(_far(style.get(side)) for side in ("left", "right", "top", "bottom")))
        or any(_far(style.get(side)) for side in ("text-indent", "margin-left", "margin-top"))
        or (indent is not None and indent[1] == "%" and indent[0] >= 100)
        or any(_far(part.strip()) and not part.strip().endswith("%") for move in moved for part in move.split(","))
    )


def _cut_away(style: Declarations) -> bool:
    path = style.get("clip-path", "")
    inset = re.match(r"inset\((\d+(?:\.\d+)?)%", path)
    sides = re.findall(r"-?\d*\.?\d+", style.get("clip", ""))
    overflow = " ".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    cut = "hidden" in overflow or "clip" in overflow
    padded = any(not style.get(f"padding{side}", "0").startswith("0") for side in ("", "-top", "-bottom"))
    sizes = [_length(style.get(name)) for name in ("height", "max-height", "width", "max-width")]
    return (
        (inset is not None and float(inset[1]) >= 50)
        or re.match(r"circle\(0|polygon\([0px%, ]*\)", path) is not None
        or (len(sides) == 4 and all(abs(float(side)) <= 1 for side in sides))
        or (
            cut
            and not padded
            and any(size is not None and 0 <= size[0] <= 1 and size[1] in {"", "px"} for size in sizes)
        )
        or re.search(r"scale[xy]?\(0(?:\.0+)?[,)]", style.get("transform", "")) is not None
    )


def _colourless(style: Declarations) -> bool:
    colour = style.get("-webkit-text-fill-color") or style.get("color", "")
    clear = colour == "transparent" or re.fullmatch(r"(?:rgb|hsl)a\(.*[,/] ?0?\.?0+%?\)", colour) is not None
    return clear or (colour != "" and _colour(colour) in set(map(_colour, background_of(style))))


def background_of(style: Declarations) -> list[str]:
    """The words of the background, such as its colour, that these declarations state; [] where they state none."""
    stated = style.get("background-color") or style.get("background") or ""
    words = re.sub(r",\s*", ",", stated).split(" ")
    return [word for word in words if word not in {"", "none", "transparent", "inherit", "initial", "unset"}]


def _colour(value: str) -> str:
    """A colour in one way of writing, whichever of several `value` uses."""
    if short := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", value):
        return "#" + "".join(digit * 2 for digit in short.groups())
    if parts := re.fullmatch(r"rgb\((\d{1,3}), ?(\d{1,3}), ?(\d{1,3})\)", value):
        return "#" + "".join(f"{int(part):02x}" for part in parts.groups())
    return {"white": "#ffffff", "black": "#000000"}.get(value, value)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A page's style sheets, as far as they decide what is seen: what `rules` declare, by selector of one element."""

    rules: Mapping[str, Declarations]
    shown: frozenset[str]
    """Names, classes and ids that some rule, under whatever condition, shows."""

    def of(self, element: Any) -> Declarations:
        """What the rules and the `style` attribute declare of `element`, the more exact after the less."""
        classes = _SIGN.sub("_", element.get("class") or "").split()[:50]
        keys = [f".{name}" for name in classes] + ([f"#{element.get('id')}"] if element.get("id") else [])
        names = [element.tag, *keys, *(f"{element.tag}{key}" for key in keys)]
        pairs = [f"{one}{other}" for one in keys for other in keys if one < other] if len(keys) < 8 else []
        found: dict[str, str] = {}
        for name in [*names, *pairs] if self.rules else ():
            found |= self.rules.get(name, {})
        if any(key in self.shown for key in [*keys, element.tag]):
            found = {name: value for name, value in found.items() if name not in {"display", "visibility", "opacity"}}
        return {**found, **declarations(element.get("style") or "")}


def sheets_of(tree: Any) -> Sheets:
    """The style sheets written in the page itself."""
    rules: dict[str, dict[str, str]] = defaultdict(dict)
    shown: set[str] = set()
    for sheet in tree.iter("style"):
        for conditional, selectors, body in _rules(_COMMENT.sub(" ", sheet.text or "")):
            style = {name: value for name, value in declarations(body).items() if name in _DECIDING}
            for selector in selectors.split(",") if style else ():
                _add(_ESCAPED.sub("_", selector.strip()), style, rules, shown, conditional=conditional)
    return Sheets(dict(rules), frozenset(shown))


def _add(
    selector: str, style: dict[str, str], rules: dict[str, dict[str, str]], shown: set[str], *, conditional: bool
) -> None:
    match = _SELECTOR.fullmatch(selector)
    parts = sorted(_PART.findall(match[2])) if match else []
    tag = (match[1] or "").lower() if match else ""
    if match and not conditional and len(parts) <= 2 and (parts or tag not in {"", "*", "html", "body"}):
        rules[f"{tag}{''.join(parts)}" if len(parts) < 2 else "".join(parts)].update(style)
        return
    reveals = style.get("display", "none") != "none" or style.get("visibility") == "visible"
    last = _LAST.search(selector)
    if (reveals or ("opacity" in style and not hides(style))) and last:
        shown.update(_PART.findall(last[0]) or [last[0].lower()])


def _rules(sheet: str) -> Iterator[tuple[bool, str, str]]:
    """The rules of a sheet: for each, whether it stands under a condition such as the width of a screen, its selectors
    and its body.
    """
    # What each open brace belongs to; is it under a condition; is it for something else than a screen.
    within: list[tuple[str, bool, bool]] = []
    start = 0
    for piece in re.finditer(r"([^{};]*+)([{};])|[^{};]++", sheet):
        prelude, sign = (piece[1] or "").strip(), piece[2]
        if sign == "{":
            outer, conditional, elsewhere = within[-1] if within else ("@", False, False)
            at = prelude.startswith("@")
            conditional |= not outer.startswith("@") or (at and not _ALWAYS.match(prelude))
            within.append((prelude, conditional, elsewhere or (at and _ELSEWHERE.match(prelude) is not None)))
            start = piece.end()
        elif sign == "}" and within:
            selectors, conditional, elsewhere = within.pop()
            if not elsewhere and not selectors.startswith("@"):
                yield conditional, selectors, sheet[start : piece.end() - 1]
                start = piece.end()

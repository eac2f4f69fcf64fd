"""What a page holds but does not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml.html import HtmlElement

from flows.parse.html_styles import UNSEEN, Style, Styles, color

#: Elements that show nothing themselves, or only where scripts do not run.
UNSHOWN = frozenset({"template", "noscript", "datalist", "dialog", "object", "input", "select", "textarea"})
FOR_SCREEN_READERS = frozenset(
    {"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "assistive-text", "a11y-hidden"}
)
OFF_SCREEN = 500  # pixels; text moved that far out of its place is not meant to be seen
ZERO = re.compile(r"0*(?:\.0*)?(?:px|em|rem|pt|%|vh|vw)?")
SMALL = re.compile(r"(?:0*1|0*\.\d+)(?:px|pt)")
LENGTH = re.compile(r"-(\d+(?:\.\d+)?)(px|em|rem|pt|%|vw|vh)?")
MOVED = re.compile(r"translate(?:x|y|3d)?\(\s*([^,)]+)(?:,\s*([^,)]+))?")
NOTHING = re.compile(
    r"scale\(\s*0\s*\)|inset\(\s*(?:100|50)%|polygon\((?:\s*+0(?:px)?\s++0(?:px)?\s*+,?)++\)|circle\(\s*0"
)
PIXELS = {"em": 16, "rem": 16, "pt": 1.33, "%": 10, "vw": 10, "vh": 10}
ALIKE = 16  # difference of red, green or blue that no eye tells


def remove_hidden(page: HtmlElement) -> None:
    """Take out of a page every element that a reader cannot see, with all that is in it."""
    styles = Styles(page)
    doomed = [element for element in page.iter() if isinstance(element.tag, str) and _is_hidden(element, styles)]
    for element in doomed:
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()


def _is_hidden(element: HtmlElement, styles: Styles) -> bool:
    if element.tag in UNSHOWN or ("hidden" in element.attrib and element.get("hidden") != "until-found"):
        return True
    if element.get("aria-hidden", "").casefold() == "true":
        return True
    if not FOR_SCREEN_READERS.isdisjoint(element.get("class", "").casefold().split()):
        return True
    style = styles.of(element)
    return bool(style) and (hides(style) or _is_invisible_ink(element, style, styles))


def hides(style: Style) -> bool:
    """Whether declarations of CSS leave nothing of an element to be seen."""
    return _is_off(style) or _is_clipped(style) or _is_away(style)


def _is_off(style: Style) -> bool:
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if style.get("content-visibility") == "hidden" or _is_tiny(style.get("font-size", "")):
        return True
    return _is_zero(style.get("opacity", ""))


def _is_clipped(style: Style) -> bool:
    is_cut = style.get("overflow") in ("hidden", "clip")
    if is_cut and _any(style, ("width", "height", "max-width", "max-height"), _is_tiny):
        return True
    if style.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px")):
        return True
    return _any(style, ("clip-path", "transform"), lambda value: bool(NOTHING.search(value)))


def _is_away(style: Style) -> bool:
    moved = MOVED.search(style.get("transform", ""))
    if moved and any(_is_far(length) for length in moved.groups("")):
        return True
    if style.get("position") in ("absolute", "fixed") and _any(style, ("left", "top", "right", "bottom"), _is_far):
        return True
    return _any(style, ("text-indent", "margin-left", "margin-top"), _is_far)


def _is_invisible_ink(element: HtmlElement, style: Style, styles: Styles) -> bool:
    """Whether an element's own words have the color of what is behind them."""
    said = style.get("color", "")
    if not said or UNSEEN.fullmatch(said):
        return bool(said)
    ink, paper = color(said), styles.paper(element)
    return bool(ink and paper) and all(abs(a - b) <= ALIKE for a, b in zip(ink or (), paper or (), strict=True))


def _any(style: Style, names: Iterable[str], holds: Callable[[str], bool]) -> bool:
    return any(holds(style.get(name, "")) for name in names)


def _is_zero(length: str) -> bool:
    return bool(length) and bool(ZERO.fullmatch(length))


def _is_tiny(length: str) -> bool:
    return _is_zero(length) or bool(SMALL.fullmatch(length))


def _is_far(length: str) -> bool:
    match = LENGTH.fullmatch(length.strip())
    return match is not None and float(match[1]) * PIXELS.get(match[2] or "px", 1) >= OFF_SCREEN

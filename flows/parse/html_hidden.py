"""What a page holds but does not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml.html import HtmlElement

#: Elements that show nothing themselves, or only where scripts do not run.
UNSHOWN = frozenset({"template", "noscript", "datalist", "dialog", "object", "input", "select", "textarea"})
OFF_SCREEN = 500  # pixels; text moved that far out of its place is not meant to be seen
BRACE = re.compile("[{}]")
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)", re.IGNORECASE)
SCREEN_READER = frozenset(
    {"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "assistive-text", "a11y-hidden"}
)
ZERO = re.compile(r"0+(?:\.0*)?(?:px|em|rem|pt|%|vh|vw)?")
LENGTH = re.compile(r"-?(\d+(?:\.\d+)?)(px|em|rem|pt|%|vw|vh)?")
PIXELS = {"em": 16, "rem": 16, "pt": 1.33, "%": 10, "vw": 10, "vh": 10}
INKS = dict.fromkeys(("#fff", "#ffffff", "rgb(255,255,255)"), "white") | dict.fromkeys(("#000", "#000000"), "black")


def remove_hidden(page: HtmlElement) -> None:
    """Take out of a page every element that a reader cannot see, with all that is in it."""
    styles = _Styles(page)
    doomed = [element for element in page.iter() if isinstance(element.tag, str) and _is_hidden(element, styles)]
    for element in doomed:
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()


def _is_hidden(element: HtmlElement, styles: _Styles) -> bool:
    if element.tag in UNSHOWN or ("hidden" in element.attrib and element.get("hidden") != "until-found"):
        return True
    if element.get("aria-hidden", "").casefold() == "true":
        return True
    if not SCREEN_READER.isdisjoint(element.get("class", "").casefold().split()):
        return True
    style = styles.of(element)
    return bool(style) and hides(style)


def hides(style: dict[str, str]) -> bool:
    """Whether declarations of CSS leave nothing of an element to be seen."""
    return _is_off(style) or _is_clipped(style) or _is_away(style) or _is_invisible_ink(style)


def _is_off(style: dict[str, str]) -> bool:
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    return style.get("content-visibility") == "hidden" or _any(style, ("opacity", "font-size"), _is_zero)


def _is_clipped(style: dict[str, str]) -> bool:
    if style.get("overflow") in ("hidden", "clip") and _any(
        style, ("width", "height", "max-width", "max-height"), _is_tiny
    ):
        return True
    if style.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px")):
        return True
    return style.get("clip-path") in ("inset(100%)", "inset(50%)") or "scale(0)" in style.get("transform", "")


def _is_away(style: dict[str, str]) -> bool:
    if _is_far(style.get("text-indent", "")):
        return True
    is_placed = style.get("position") in ("absolute", "fixed")
    return is_placed and _any(style, ("left", "top", "right", "bottom"), _is_far)


def _any(style: dict[str, str], names: Iterable[str], holds: Callable[[str], bool]) -> bool:
    return any(holds(style.get(name, "")) for name in names)


def declarations(css: str) -> dict[str, str]:
    """Property and value of each declaration, in lower case."""
    pairs = (part.split(":", 1) for part in css.casefold().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule that holds on every screen: none within `@media` and its like."""
    first, *others = css.split("/*")
    css = first + "".join(part.partition("*/")[2] for part in others)
    depth, at, opened = 0, 0, 0
    for brace in BRACE.finditer(css):
        if brace.group() == "{":
            depth += 1
            opened = brace.start() if depth == 1 else -1
        elif depth:
            depth -= 1
            if not depth:
                if opened >= 0:
                    yield css[at:opened], css[opened + 1 : brace.start()]
                at = brace.end()


class _Styles:
    """The declarations that simple selectors (tag, class, id) of a page's own style sheets make."""

    def __init__(self, page: HtmlElement) -> None:
        self.rules: list[tuple[str, str, frozenset[str], dict[str, str]]] = []
        for sheet in page.iter("style"):
            for selectors, body in rules(sheet.text or ""):
                style = declarations(body)
                if hides(style):
                    self.rules += _simple(selectors.split(","), style)

    def of(self, element: HtmlElement) -> dict[str, str]:
        """What the page says of how an element looks; its own `style` goes before the sheets."""
        style: dict[str, str] = {}
        if self.rules:
            classes = frozenset(element.get("class", "").split())
            for tag, name, wanted, said in self.rules:
                if tag in ("", element.tag) and name in ("", element.get("id")) and wanted <= classes:
                    style.update(said)
        return style | declarations(element.get("style", ""))


def _simple(selectors: Iterable[str], style: dict[str, str]) -> list[tuple[str, str, frozenset[str], dict[str, str]]]:
    found = []
    for selector in selectors:
        match = SIMPLE.fullmatch(selector.strip())
        if match and (match["id"] or match["classes"]):
            classes = frozenset(filter(None, match["classes"].split(".")))
            found.append(((match["tag"] or "").lower(), match["id"] or "", classes, style))
    return found


def _is_zero(length: str) -> bool:
    return bool(ZERO.fullmatch(length))


def _is_tiny(length: str) -> bool:
    return _is_zero(length) or length == "1px"


def _is_far(length: str) -> bool:
    match = LENGTH.fullmatch(length)
    return (
        match is not None and length.startswith("-") and float(match[1]) * PIXELS.get(match[2] or "px", 1) >= OFF_SCREEN
    )


def _is_invisible_ink(style: dict[str, str]) -> bool:
    ink = style.get("color", "").replace(" ", "")
    paper = (style.get("background-color") or style.get("background", "")).replace(" ", "")
    return ink == "transparent" or (bool(ink) and INKS.get(ink, ink) == INKS.get(paper, paper))

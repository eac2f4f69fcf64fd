"""What a page holds but does not show."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

#: Elements that show nothing themselves, or only where scripts do not run.
UNSHOWN = frozenset({"template", "noscript", "datalist", "dialog", "object", "input", "select", "textarea"})
OFF_SCREEN = 500  # pixels; text moved that far out of its place is not meant to be seen
RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NESTED = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # @media and its like hold for some screens only
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)", re.IGNORECASE)
SCREEN_READER = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "assistive-text", "a11y-hidden"})
ZERO = re.compile(r"0+(?:\.0*)?(?:px|em|rem|pt|%|vh|vw)?")
LENGTH = re.compile(r"-?(\d+(?:\.\d+)?)(px|em|rem|pt|%|vw|vh)?")
PIXELS = {"em": 16, "rem": 16, "pt": 1.33, "%": 10, "vw": 10, "vh": 10}
WHITE = {"white": "fff", "#fff": "fff", "#ffffff": "fff", "rgb(255,255,255)": "fff", "black": "000", "#000": "000", "#000000": "000"}


def remove_hidden(page: HtmlElement) -> None:
    """Take out of a page every element that a reader cannot see, with all that is in it."""
    styles = _Styles(page)
    doomed = [element for element in page.iter() if isinstance(element.tag, str) and _is_hidden(element, styles)]
    for element in doomed:
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()


def _is_hidden(element: HtmlElement, styles: _Styles) -> bool:
    if element.tag in UNSHOWN or "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if element.get("aria-hidden", "").casefold() == "true":
        return True
    if not SCREEN_READER.isdisjoint(element.get("class", "").casefold().split()):
        return True
    style = styles.of(element)
    return bool(style) and hides(style)


def hides(style: dict[str, str]) -> bool:
    """Whether declarations of CSS leave nothing of an element to be seen."""
    value = style.get
    if value("display") == "none" or value("visibility") in ("hidden", "collapse") or value("content-visibility") == "hidden":
        return True
    if any(ZERO.fullmatch(value(name, "")) for name in ("opacity", "font-size")):
        return True
    if value("overflow") in ("hidden", "clip") and any(_is_tiny(value(n, "")) for n in ("width", "height", "max-height", "max-width")):
        return True
    if value("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px")) or value("clip-path") in ("inset(100%)", "inset(50%)"):
        return True
    if value("position") in ("absolute", "fixed") and any(_is_far(value(name, "")) for name in ("left", "top", "right", "bottom")):
        return True
    return _is_far(value("text-indent", "")) or "scale(0)" in value("transform", "") or _is_invisible_ink(style)


def declarations(css: str) -> dict[str, str]:
    """Property and value of each declaration, in lower case."""
    pairs = (part.split(":", 1) for part in css.casefold().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


class _Styles:
    """The declarations that simple selectors (tag, class, id) of a page's own style sheets make."""

    def __init__(self, page: HtmlElement) -> None:
        self.rules: list[tuple[str, str, frozenset[str], dict[str, str]]] = []
        for sheet in page.iter("style"):
            css = NESTED.sub("", COMMENT.sub("", sheet.text or ""))
            for selectors, body in RULE.findall(css):
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


def _is_tiny(length: str) -> bool:
    return bool(ZERO.fullmatch(length)) or length == "1px"


def _is_far(length: str) -> bool:
    match = LENGTH.fullmatch(length)
    return bool(match) and length.startswith("-") and float(match[1]) * PIXELS.get(match[2] or "px", 1) >= OFF_SCREEN


def _is_invisible_ink(style: dict[str, str]) -> bool:
    ink = style.get("color", "").replace(" ", "")
    paper = (style.get("background-color") or style.get("background", "")).replace(" ", "")
    return ink == "transparent" or bool(ink) and WHITE.get(ink, ink) == WHITE.get(paper, paper)

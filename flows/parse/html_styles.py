"""How a page says that its elements look: the `style` attribute, and simple rules of its own style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

BRACE = re.compile("[{}]")
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)", re.IGNORECASE)
#: Properties that can take an element out of sight.
TELLING = frozenset(
    {
        "display",
        "visibility",
        "content-visibility",
        "opacity",
        "font-size",
        "overflow",
        "clip",
        "clip-path",
        "transform",
    }
    | {"position", "left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top"}
    | {"width", "height", "max-width", "max-height", "color", "background", "background-color"}
)
WHITE = (255, 255, 255)
COLORS = {"white": WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240)}
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{1,2})?(?![0-9a-f])")
RGB = re.compile(r"rgba?\((\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})")
UNSEEN = re.compile(r"transparent|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)(?![0-9a-f])|rgba\([^()]*[,/]\s*0?\.?0+%?\s*\)")

Style = dict[str, str]  # property → value, both in lower case
Color = tuple[int, int, int]


class Rule(NamedTuple):
    """A rule for the elements with a tag, an id and classes, or some of these."""

    tag: str
    name: str
    classes: frozenset[str]
    style: Style
    order: int


class Styles:
    """What a page says of how its elements look."""

    def __init__(self, page: HtmlElement) -> None:
        """Read the page's own style sheets; those it fetches from elsewhere are not known."""
        self.by_key: dict[str, list[Rule]] = {}
        self.count = 0
        self.has_others = any("stylesheet" in (link.get("rel") or "").casefold() for link in page.iter("link"))
        for sheet in page.iter("style"):
            for selectors, body in rules(sheet.text or ""):
                style = {name: value for name, value in declarations(body).items() if name in TELLING}
                for selector in selectors.split(",") if style else ():
                    self._add(selector.strip(), style)

    def of(self, element: HtmlElement) -> Style:
        """What applies to an element: later rules over earlier ones, its own `style` over all."""
        classes = frozenset(element.get("class", "").split())
        keys = [f".{one}" for one in classes] + [f"#{element.get('id')}", str(element.tag)]
        found = (rule for key in keys for rule in self.by_key.get(key, ()) if _applies(rule, element, classes))
        style: Style = {}
        for rule in sorted(found, key=lambda rule: rule.order):
            style.update(rule.style)
        own = element.get("style")
        return style | declarations(own) if own else style

    def paper(self, element: HtmlElement) -> Color | None:
        """The color behind an element's words: its own or the nearest around it; None where no one can say."""
        here: HtmlElement | None = element
        while here is not None:
            style = self.of(here)
            said = style.get("background-color") or style.get("background")
            if said and not UNSEEN.search(said) and said not in ("none", "inherit", "initial"):
                return color(said)
            here = here.getparent()
        return None if self.has_others else WHITE

    def _add(self, selector: str, style: Style) -> None:
        match = SIMPLE.fullmatch(selector)
        if not match or not selector:
            return
        tag, name, classes = (match["tag"] or "").lower(), match["id"] or "", match["classes"].split(".")[1:]
        key = f".{classes[0]}" if classes else f"#{name}" if name else tag
        self.count += 1
        self.by_key.setdefault(key, []).append(Rule(tag, name, frozenset(classes), style, self.count))


def _applies(rule: Rule, element: HtmlElement, classes: frozenset[str]) -> bool:
    return rule.tag in ("", element.tag) and rule.name in ("", element.get("id")) and rule.classes <= classes


def declarations(css: str) -> Style:
    """Property and value of each declaration."""
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


def color(said: str) -> Color | None:
    """Red, green and blue of a color, 0 to 255; None for names and notations that are not read."""
    if match := HEX.search(said):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        red, green, blue = bytes.fromhex(digits)
        return red, green, blue
    if match := RGB.search(said):
        return int(match[1]), int(match[2]), int(match[3])
    return COLORS.get(said.split()[0]) if said.split() else None

"""What stands around an article's own words: outlet lines, correction notes, comments, the site's own text."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import lines

OUTLET = re.compile(
    r"[(\[*_]*+(?:(?:this\s++)?(?:(?:article|piece|post|story|report|essay|text|column)\s++)?(?:(?:was|is)\s++)?"
    r"(?:(?:first|originally|also|cross-?\s?posted|re-?posted)\s++)*"
    r"(?:published|appeared|posted|reprinted|cross-?\s?posted|re-?posted|run)\s++(?:(?:first|originally)\s++)?"
    r"(?:at|in|on|by|from|with)|source\s*+:|via\s*+:)\s++(?:the\s++website\s++of\s++)?(?P<name>\S.*+)",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"[(\[*_\s]*+(?:"
    r"(?:this\s+|the\s+)?(?:post|article|story|report|piece|text|headline|essay|item|page)\s+(?:has\s+been|was|is)\s+"
    r"(?:since\s+|later\s+|subsequently\s+)?(?:corrected|updated|amended|changed|edited|modified|clarified|revised)\b"
    r"|(?:an?|the)\s+(?:earlier|previous|original)\s+version\s+(?:of\s+this\b|\w+ed\b|incorrectly|mis)"
    r"|(?:correction|corrections|clarification|erratum|corrigendum|errata|retraction)s?\s*+(?:\([^()]{0,40}\)|,[^:]{0,40})?\s*+[:—–-]"
    r"|(?:editor|author|ed|publisher)[’'`]?s?[’']?\s+note\b"
    r"|update[ds]?\s*+(?:\d++\s*+)?(?:\([^()]{0,40}\)|,[^:]{0,40})?\s*+[:—–]"
    r"|note\s*:\s*(?:this|an?|the)\s+(?:article|story|post|earlier|previous|original)\b"
    r"|we\s+(?:have\s+)?(?:corrected|amended|updated)\s+(?:this|the)\b)",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    r"(?:\d[\d,]*|no|one|two|three|four|five)\s+(?:thoughts?|responses?|comments?|repl(?:y|ies))"
    r"(?:\s+(?:on|to|so far)\b.*|\W*)"
    r"|(?:reader\W+)?(?:comments|responses|discussion|kommentare|commentaires|comentarios)(?:\s*[(\[]\s*\d+\s*[)\]])?\W*"
    r"|(?:thoughts|comments|replies)\s+on\s+[“\"‘'«].*",
    re.IGNORECASE | re.DOTALL,
)
REPLY_FORM = re.compile(
    r"(?:leave|post|add|write|submit)\s+(?:a|your)\s+(?:reply|comment|response)\b.{0,80}|join\s+the\s+(?:conversation|discussion)\W*"
    r"|schreibe\s+einen\s+kommentar.*|kommentar\s+verfassen.*|laisser\s+un\s+commentaire.*|deja\s+(?:un\s+comentario|una\s+respuesta).*",
    re.IGNORECASE,
)
PINGBACK = re.compile(
    r"(?:\(?\d{1,4}[.)]\s*|[-*•]\s*)?(?:pingback|trackback)s?\s*:\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
CREDIT = r"(?:ap photo|getty images|afp|reuters|epa|flickr|shutterstock|wikimedia commons|file photo|istock|screenshot)"
CAPTION = re.compile(
    r"[(\[*_]*(?:(?:file\s+)?(?:photo|photos|image|picture|photograph|illustration|figure|fig\.|map|chart|graphic|table|video|caption)"
    r"(?:\s+\d+[a-z]?\b)?\s*(?:by\b|credit|courtesy|[:.–—|]\s)|(?:image|photo|picture)\s+(?:credit|source|courtesy))"
    rf"|[^\n]{{0,400}}\((?:(?:photo|image|picture|credit|source)\b[^()]{{0,80}}|[^()]{{0,40}}{CREDIT}[^()]{{0,40}})\)\W*$",
    re.IGNORECASE,
)
NAVIGATION = re.compile(
    r"home\s*[/>»|]"
    r"|(?:like|follow|join|find) .{1,60} on (?:facebook|twitter|instagram|linkedin|telegram|youtube)\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\d{1,2}(?::\d\d){1,2}(?:\s*/\s*\d{1,2}(?::\d\d){1,2})?")
SHORT = 200  # characters; longer blocks are someone's prose, whatever they begin with
EDGES = " \t\u00a0.…:;,!?»«|·•*-–—>()[]\"“”'0123456789+&×✕→←↑▶"


def outlet(line: str) -> tuple[int, int] | None:
    """The bounds of the outlet's name in a line that says only where a piece was published."""
    match = OUTLET.fullmatch(line.rstrip("*_)]. ")) if len(line) <= SHORT else None
    if not match or (not match["name"][0].isupper() and not match["name"].startswith("the ")):
        return None
    start = match.start("name") + (4 if match["name"].startswith("the ") else 0)
    return start, match.end("name")


def is_correction(block: str) -> bool:
    """Whether a block is a correction, update or editor's note."""
    return bool(CORRECTION.match(block))


def opens_comments(block: str) -> bool:
    """Whether a block is the heading of a comments section."""
    return len(block) <= SHORT and bool(COMMENTS.fullmatch(block))


def opens_reply_form(block: str) -> bool:
    """Whether a block is the heading of a form for comments."""
    return len(block) <= SHORT and bool(REPLY_FORM.fullmatch(block))


def pingback(block: str) -> tuple[int, int] | None:
    """The bounds of what a pingback names, in a block that is one."""
    match = PINGBACK.fullmatch(block)
    return match.span("title") if match and match["title"].strip() else None


def is_caption(block: str) -> bool:
    """Whether a block describes or credits a picture."""
    return len(block) <= 2 * SHORT and bool(CAPTION.match(block))


def opens_related(block: str) -> bool:
    """Whether a block is the heading of a list of other pieces."""
    return len(block) <= SHORT and _folded(block).strip(EDGES) in _set("related_lines")


def is_site_text(block: str) -> bool:
    """Whether a block is the site's own text: share buttons, links to other pieces, forms, notices, ornaments."""
    if len(block) > SHORT:
        return False
    if not any(character.isalnum() for character in block) or CLOCK.fullmatch(block) or NAVIGATION.match(block):
        return True
    line = _folded(block)
    return line.strip(EDGES) in _set("site_lines") or line.startswith(lines("site_starts"))


def is_frame(block: str) -> bool:
    """Whether a block is the site's own text, or heads its comments or the form for them."""
    return is_site_text(block) or opens_comments(block) or opens_reply_form(block)


def is_site_word(block: str) -> bool:
    """Whether a block may be a button or a menu's entry, if others stand beside it."""
    return len(block) <= SHORT and _folded(block).strip(EDGES) in _set("site_words")


def _folded(block: str) -> str:
    return " ".join(block.replace("’", "'").casefold().split())


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lines(name))

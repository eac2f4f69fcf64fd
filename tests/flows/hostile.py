"""Articles of authors who know this program: every field, file name and archive member tries to be run somewhere."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

ESCAPES = "\x1b[31mred\x1b[0m \x9b31m \x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x07 \u202edesrever\u2066 \u200b"
#: What each does where it is run, and what runs it.
TRICKS = {
    "sql": "Robert'); DROP TABLE articles; --",
    "script": "</textarea></title></p><script>document.title = 'pwned'</script>",
    "markup": '<img src=http://evil.example/x.png onerror=alert(1)><svg/onload=alert(2)>" onmouseover="alert(3)',
    "markdown": "[click](javascript:alert(1)) ![x](http://evil.example/x.png) | a | b |\n|---|---|\n`rm -rf /`",
    "equals": '=HYPERLINK("http://evil.example","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-1+1",
    "at": "@SUM(1+1)",
    "wide": "＝1+1",
    "wide-at": "＠SUM(1+1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "space": " =1+1",
    "quote": '"=1+1',
    "terminal": ESCAPES,
    "log": "one line\r\n2026-01-01 00:00:00 ERROR forged",
    "format": "%s%n%(x)s {0.__class__} {x!r} $HOME ${HOME} `id` $(id)",
    "rich": "[red]red[/red] [link=http://evil.example]x[/link] [/]",
    "jinja": "{{ 7 * 7 }} {% raw %} {{ config }} {#",
    "path": "../../../../../../tmp/dateline-escaped.txt",
}
#: File names; a slash or NUL can't be in one.
NAMES = [trick.replace("/", "∕") + ".txt" for name, trick in TRICKS.items() if name not in ("script", "markup")]
NAMES += ["<img src=x onerror=alert(1)>.txt", "-rf.txt", "~.txt", "CON.txt", "a:b.txt"]
BODY = """\
Two dock workers were killed on Tuesday when a bomb exploded at the harbour of Tallinn, police said. {trick}

"We had watched {trick} for months," said Jaan Kask {trick} of the Baltic Front. Jaan Kask, better known as \
Abu {trick} Yusuf, leads the Baltic Front, a group that {trick} claimed the attack with 300 {trick} fighters.

The mayor of Riga, Anna Ozola, called it "{trick}".
"""


def text(trick: str) -> str:
    """An article with a trick wherever something is read from."""
    return f"{trick}\n\nBy {trick} on March 3, 2021\n\n{BODY.format(trick=trick)}"


def row(name: str, trick: str) -> dict[str, object]:
    """An article as a row, with a trick in each field."""
    return {
        "id": f"{name} {trick}",
        "title": trick,
        "authors": [f"Mari Tamm {trick}", trick],
        "publisher": trick,
        "url": f"https://news.example/{name}?q={trick}",
        "section": trick,
        "keywords": [trick, f"harbour {trick}"],
        "published": "2021-03-03",
        "text": BODY.format(trick=trick),
    }


def write(folder: Path) -> None:
    """Lay out the set in a folder; nothing of it may ever lie elsewhere."""
    folder.mkdir(parents=True)
    lines = [json.dumps(row(name, trick)) for name, trick in TRICKS.items()]
    broken = [f'{{"text": {trick}' for trick in TRICKS.values()]  # no JSON: refused, and shown as refused
    (folder / "rows.jsonl").write_text("\n".join([*lines, *(each.replace("\n", " ") for each in broken)]), "utf-8")
    for number, name in enumerate(NAMES):
        (folder / name).write_text(text(f"{list(TRICKS.values())[number % len(TRICKS)]}"), "utf-8", newline="")
    (folder / "page.html").write_text(page(), "utf-8")
    (folder / "members.tar").write_bytes(tarred())
    (folder / "members.zip").write_bytes(zipped())
    (folder / "broken\x1b[31m\nERROR forged\u202e.bin").write_bytes(b"\x00\xff" * 50)


def page() -> str:
    """A web page whose head and links are hostile."""
    tricks = "".join(f"<p>{BODY.format(trick=trick)}</p>" for trick in TRICKS.values())
    links = "".join(
        f'<p>Police said so on Tuesday in <a href="{href}">Tallinn, which is a town</a> of Estonia.</p>'
        for href in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "//evil")
    )
    return (
        "<!doctype html><html><head><title>{{ 7 * 7 }}&lt;script&gt;alert(1)&lt;/script&gt;</title>"
        '<meta name="author" content="=1+1 &lt;script&gt;alert(1)&lt;/script&gt;">'
        '<meta property="article:published_time" content="2021-03-03">'
        '<link rel="canonical" href="javascript:alert(1)"><base href="http://evil.example/"></head>'
        f"<body><article><h1>=cmd</h1>{tricks}{links}</article></body></html>"
    )


#: Names of members that lead out of where they are unpacked, or stand for something else.
SLIPS = ["../../../../../../tmp/dateline-escaped.txt", "/tmp/dateline-escaped.txt", "a/../../dateline-escaped.txt"]  # noqa: S108
SLIPS += ["..\\..\\dateline-escaped.txt", "C:\\dateline-escaped.txt", ESCAPES.replace("/", "") + ".txt", "=1+1.txt"]


def tarred() -> bytes:
    """A tar archive with slips, links to outside and devices."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for number, name in enumerate(SLIPS):
            content = text(f"{number} {TRICKS['terminal']}").encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        kinds = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}
        for name, kind in kinds.items():
            member = tarfile.TarInfo(f"{name}.txt")
            member.type, member.linkname, member.devmajor, member.devminor = kind, "/etc/passwd", 1, 5
            archive.addfile(member)
        inside = tarfile.TarInfo("link.txt/dateline-escaped.txt")  # through the link
        archive.addfile(inside)
    return data.getvalue()


def zipped() -> bytes:
    """A zip archive with slips and a link to outside."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number, name in enumerate(SLIPS):
            archive.writestr(zipfile.ZipInfo(name), text(f"{number} zipped"))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return data.getvalue()

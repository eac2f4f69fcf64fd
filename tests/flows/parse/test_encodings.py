# ruff: noqa: E501
"""Forty encodings, as a page, a message and a feed declare them: the words as they were written, or a refusal."""

from __future__ import annotations

import pytest

from flows.document import Document
from tests.flows.parse.reading import parsed

WORDS = {
    "Der Bürgermeister ließ die Brücke über den Fluß am Dienstag sperren.": (
        *("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "latin-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-9"),
        *("iso8859-10", "iso8859-14", "iso8859-15", "iso8859-16", "cp437", "cp850", "cp852", "mac-roman", "utf-8"),
    ),
    "Мэр закрыл мост через реку во вторник после взрыва на рынке.": (
        *("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic", "cp855"),
    ),
    "Ο δήμαρχος έκλεισε τη γέφυρα την Τρίτη.": ("cp1253", "iso8859-7", "cp737"),
    "أغلق رئيس البلدية الجسر يوم الثلاثاء.": ("cp1256", "iso8859-6"),
    "ראש העיר סגר את הגשר ביום שלישי.": ("cp1255", "iso8859-8"),
    "市長は火曜日に橋を閉鎖した。": ("shift_jis", "euc_jp", "iso2022_jp"),
    "市长星期二关闭了大桥。": ("gb2312", "gbk", "gb18030"),
    "市長星期二關閉了大橋。": ("big5",),
    "시장은 화요일에 다리를 폐쇄했다.": ("euc_kr", "johab"),
    "นายกเทศมนตรีปิดสะพาน": ("cp874", "tis-620"),
}  # fmt: skip
CASES = [(encoding, words) for words, encodings in WORDS.items() for encoding in encodings]
PLAIN = "Four people were killed on Tuesday when a bomb went off in the market, police said. "


def inputs(encoding: str, words: str) -> dict[str, bytes]:
    page = f"<html><head><meta charset='{encoding}'><title>T</title></head><body><article><p>{PLAIN}</p><p>{words}</p></article></body></html>"
    mail = f"MIME-Version: 1.0\nContent-Type: text/plain; charset={encoding}\nContent-Transfer-Encoding: 8bit\n\n{PLAIN}{words}\n"
    feed = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><item><title>T</title><description>{PLAIN * 9}{words}</description></item></channel></rss>"
    return {name: text.encode(encoding) for name, text in (("a.html", page), ("a.eml", mail), ("a.rss", feed))}


def test_there_are_forty() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(("encoding", "words"), CASES, ids=[encoding for encoding, _ in CASES])
def test_declared_words_are_read_as_written(encoding: str, words: str) -> None:
    for name, data in inputs(encoding, words).items():
        for one in parsed(name, data):
            assert not isinstance(one, Document) or words in one.text, name

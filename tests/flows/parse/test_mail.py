# ruff: noqa: E501
"""Newsletters: messages and mailboxes."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Refusal
from tests.flows.parse.reading import PROSE, document, kinds, outcomes, parsed

LONG = f"<p>{PROSE}</p><p>{PROSE.replace('bomb', 'second bomb')}</p>"


def message(text: str = "", markup: str = "", **headers: str) -> EmailMessage:
    one = EmailMessage()
    said = {
        "From": "Jane Doe from The Daily Example <news@a.example>",
        "Subject": "Blast hits märket",
        "Date": "Wed, 03 Mar 2021 23:30:00 -0500",
        "Message-ID": "<7@a.example>",
    }
    for name, value in {**said, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        one[name] = value
    if text:
        one.set_content(text)
    if markup:
        one.add_alternative(markup, subtype="html") if text else one.set_content(markup, subtype="html")
    return one


def test_headers_say_who_and_when() -> None:
    found = document("a.eml", message(PROSE).as_bytes())
    assert (found.external_id, found.title) == ("7@a.example", "Blast hits märket")
    assert (found.authors, found.publisher) == (("Jane Doe",), "The Daily Example")
    assert (found.published_edtf, str(found.published_at)) == ("2021-03-03", "2021-03-04 04:30:00+00:00")
    assert found.text.split() == PROSE.split()


@pytest.mark.parametrize(
    ("sender", "authors", "publisher"),
    [
        ("Jane Doe <jane@a.example>", ("Jane Doe",), None),
        ('"The Daily Example" <news@a.example>', (), "The Daily Example"),
        ("=?utf-8?q?Jane_Do=C3=A9?= <j@a.example>", ("Jane Doé",), None),
        ("Bank of England <n@a.example>", (), "Bank of England"),
        ("Jane Doe | The Example <n@a.example>", ("Jane Doe",), "The Example"),
        ("news@a.example", (), None),
        ("", (), None),
    ],
)
def test_a_sender_is_an_author_or_a_publisher(sender: str, authors: tuple[str, ...], publisher: str | None) -> None:
    found = document("a.eml", message(PROSE, From=sender).as_bytes())
    assert (found.authors, found.publisher) == (authors, publisher)


def test_html_goes_before_plain_text_and_hidden_words_stay_out() -> None:
    markup = f"""<html><body><div style="display:none">Preheader of Atlantis</div><table><tr><td><h2>What police say</h2>{LONG}
    <ul><li>Four dead</li></ul></td></tr></table><p><a href="https://a.example/7">View this email in your browser</a></p></body></html>"""
    found = document("a.eml", message("Read it on the web", markup).as_bytes())
    assert "Atlantis" not in found.text
    assert ("heading", "What police say") in kinds(found)
    assert ("list_item", "Four dead") in kinds(found)
    assert ("paragraph", PROSE) in kinds(found)
    assert ("boilerplate", "View this email in your browser") in kinds(found)
    assert found.url == "https://a.example/7"


def test_attachments_are_left_out() -> None:
    one = message(PROSE)
    one.add_attachment(b"Nine hundred died in Atlantis.", maintype="text", subtype="plain", filename="a.txt")
    assert "Atlantis" not in document("a.eml", one.as_bytes()).text


def test_what_is_sealed_or_empty_is_refused() -> None:
    sealed = b"MIME-Version: 1.0\r\nFrom: a@a.example\r\nContent-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\n\r\nx\r\n--x--\r\n"
    assert outcomes("a.eml", sealed) == [("a.eml", "encrypted")]
    assert outcomes("a.eml", b"MIME-Version: 1.0\r\nSubject: x\r\n\r\n") == [("a.eml", "empty")]


def test_a_mailbox_gives_each_message(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for number in range(3):
        box.add(message(f"{PROSE}\n\nFrom Riga we hear of {number} more.", Message_ID=f"<{number}@a.example>"))
    box.close()
    data = (tmp_path / "a.mbox").read_bytes()
    found = parsed("letters", data)
    assert [(one.source, one.external_id) for one in found if isinstance(one, Document)] == [
        (f"letters#{n + 1}", f"{n}@a.example") for n in range(3)
    ]
    assert all(
        one.text.rstrip().endswith(f"From Riga we hear of {n} more.")
        for n, one in enumerate(found)
        if isinstance(one, Document)
    )


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "From: ",
                "Date: ",
                "Message-ID: ",
                "Subject: ",
                "Content-Type: ",
                "=?utf-8?q?=FF?=",
                "<",
                '"',
                "text/html; charset=",
                "multipart/mixed; boundary=x",
                "\r\n",
                "\r\n\r\n",
                "--x",
                "\x00",
                "é",
                "<p>words</p>",
                "base64",
                "Content-Transfer-Encoding: ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_message_gives_a_document_or_a_refusal(said: str) -> None:
    for one in parsed("a.eml", b"MIME-Version: 1.0\r\n" + said.encode()):
        assert isinstance(one, Document | Refusal)

"""E-mails: their own text, what is attached, and broken ones."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from ingest.files import files_in
from ingest.mail import attachments_of, is_mail, text_of_mail
from ingest.reader import read_document
from tests.ingest.papers import utlatande


def mail(subject: str = "Svar om belysningen", *, text: str = "Hej!\n\nSvaret bifogas.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Vendela Stråth <vendela@norrviken.example>"
    message["To"] = "namnden@norrviken.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 12 Mar 2009 10:00:00 +0100"
    message.set_content(text)
    return message


def carrying(message: EmailMessage, *files: tuple[str, bytes]) -> EmailMessage:
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        (mail().as_bytes(), True, "as written by a mail program"),
        (b"\xef\xbb\xbf" + mail().as_bytes(), True, "after a byte order mark"),
        (b"From v@norrviken.example Thu Mar 12 10:00:00 2009\n" + mail().as_bytes(), True, "cut from a mailbox file"),
        (b"Received: by x\r\n\tfor <y>\r\nFrom: a@b\r\nTo: c@d\r\n\r\nHej", True, "folded lines, CRLF"),
        ("Till: nämnden\nFrån: förvaltningen\nDatum: 2009-03-12\n\nText".encode(), False, "a letter's own head"),
        (b"From: a@b\n\nHej", False, "one field alone can be text"),
        (b"Subject: x\nTo: y\nDate: z\n\nHej", False, "no sender"),
        (b"From: a@b\nHej p\xc3\xa5 dig\nTo: c@d\nSubject: e\n\n", False, "running text among the fields"),
        (b"", False, "nothing"),
    ],
)
def test_mail_is_known_by_its_head(content: bytes, expected: bool, why: str) -> None:
    assert is_mail(content) is expected, why


def test_mail_is_a_document_under_its_subject() -> None:
    content = carrying(mail(), ("utlåtande.pdf", utlatande())).as_bytes()
    document = read_document("brev", content)
    assert document.source.media_type == "message/rfc822"
    assert document.text == (
        "Från: Vendela Stråth <vendela@norrviken.example>\n\nTill: namnden@norrviken.example\n\nDatum: 2009-03-12\n\n"
        "Svar om belysningen\n\nHej!\n\nSvaret bifogas.\n\nBifogad fil: utlåtande.pdf"
    )
    assert [(section.kind, section.heading) for section in document.sections if section.kind == "title"] == [
        ("title", "Svar om belysningen")
    ]


def test_html_alone_is_read_as_a_page() -> None:
    message = mail()
    message.set_content("<p>Hej!</p><script>x()</script><ul><li>ett</li></ul>", subtype="html")
    assert text_of_mail(message.as_bytes()).text.endswith("Hej!\n\n- ett")


def test_words_of_subject_and_sender_are_decoded() -> None:
    head = b"From: =?utf-8?q?=C3=85sa?= <a@b>\nTo: c@d\nSubject: =?iso-8859-1?q?Gr=F6na_g=E5rdar?=\n\nHej"
    assert text_of_mail(head).text.startswith("Från: Åsa <a@b>\n\nTill: c@d\n\nGröna gårdar")


def test_unknown_letters_of_the_text_are_read_as_windows_1252() -> None:
    content = b"From: a@b\nTo: c@d\nSubject: x\nContent-Type: text/plain; charset=okand\n\ng\xe5rd"
    assert text_of_mail(content).text.endswith("gård")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("svar.pdf", "svar.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\akter\\svar.pdf", "svar.pdf"),
        ("..", "bilaga 1"),
        ("rad\u202ebruten.pdf", "radbruten.pdf"),
    ],
)
def test_names_of_attachments_are_only_names(given_name: str, kept: str) -> None:
    found = list(attachments_of(carrying(mail(), (given_name, b"x")).as_bytes()))
    assert [(attachment.name, attachment.content) for attachment in found] == [(kept, b"x")]


def test_equal_names_are_told_apart() -> None:
    content = carrying(mail(), ("a.txt", b"1"), ("a.txt", b"2")).as_bytes()
    assert [attachment.name for attachment in attachments_of(content)] == ["a.txt", "2 a.txt"]


def test_logo_in_the_text_is_no_attachment() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG" + b"0" * 500, maintype="image", subtype="png", disposition="inline", cid="<logo>")
    assert list(attachments_of(message.as_bytes())) == []


def test_attachments_become_files_of_their_own(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mapp/protokoll.txt", "Protokoll")
    inner = carrying(mail("Vidarebefordrat"), ("inre.txt", b"Inre text"))
    outer = carrying(mail(), ("utlåtande.pdf", utlatande()), ("allt.zip", packed.getvalue()))
    outer.add_attachment(inner)
    (tmp_path / "brev.eml").write_bytes(outer.as_bytes())
    found = {file.name: file for file in files_in([tmp_path])}
    assert list(found) == [
        "brev.eml",
        "brev.eml/utlåtande.pdf",
        "brev.eml/allt.zip/mapp/protokoll.txt",
        "brev.eml/bilaga 3.eml",
        "brev.eml/bilaga 3.eml/inre.txt",
    ]
    attached = found["brev.eml/utlåtande.pdf"]
    assert attached.content == utlatande()
    assert attached.path == str(tmp_path / "brev.eml/utlåtande.pdf")
    assert "Belysning längs gångvägen" in read_document(attached.name, attached.content).text


def test_mails_within_mails_end_somewhere(tmp_path: Path) -> None:
    message = mail("innerst")
    for depth in range(12):
        outer = mail(f"skal {depth}")
        outer.add_attachment(message)
        message = outer
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert 2 <= len(list(files_in([tmp_path]))) <= 6


def test_identity_numbers_are_masked() -> None:
    document = read_document("a.eml", mail("Ärende 811218-9876", text="Hon, 811218-9876, har sökt.\n").as_bytes())
    assert "9876" not in repr(document)
    assert document.masked_numbers == 2


BROKEN_HEADS = st.sampled_from(
    [b"From: a@b", b"To: c@d", b"Subject: =?utf-8?q?=C3", b"Date: ig\xe5r",
     b"Content-Type: multipart/mixed; boundary=x",
     b"Content-Type: text/html; charset=\xff", b"Content-Transfer-Encoding: base64", b"--x", b"", b"Hej <b>", b"=?=?",
     b"From: =?x?b?====?=", b"Content-Disposition: attachment; filename*0*=''", b"Cc: ,;:<>", b"\xff\xfe\x00",
     b"Content-Type: message/rfc822", b"To: \"", b"Content-Type: ;;;"]
)  # fmt: skip


@given(st.lists(BROKEN_HEADS, max_size=14))
@settings(max_examples=300, deadline=None)
def test_broken_mails_end_in_a_document_or_a_named_error(lines: list[bytes]) -> None:
    content = b"From: a@b\nTo: c@d\nSubject: e\n" + b"\n".join(lines)
    with suppress(UnreadableError):
        read_document("a.eml", content)
    with suppress(UnreadableError):
        assert all(attachment.name for attachment in attachments_of(content))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_wrong_bytes_never_crash(changes: list[tuple[int, int]]) -> None:
    content = bytearray(carrying(mail(), ("a.txt", b"text" * 20)).as_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    with suppress(UnreadableError):
        read_document("a.eml", bytes(content))
        list(attachments_of(bytes(content)))

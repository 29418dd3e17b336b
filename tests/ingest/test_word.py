"""Word files: styles, lists, tables, changes, notes, pages; what is refused; broken packages."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DamagedFileError, EncryptedFileError, UnreadableError, UnsupportedFormatError
from ingest.libreoffice import docx_of
from ingest.office_package import COMPOUND_HEADER, office_kind
from ingest.reader import read_document
from ingest.word import text_of_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package with one part put in or exchanged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", method) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return buffer.getvalue()


def body(inner: str) -> bytes:
    """A package whose document holds this XML."""
    part = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
    return with_part(saved(docx.Document()), "word/document.xml", part.encode())


def blocks_of(content: bytes) -> list[tuple[str, str]]:
    read = text_of_word(content).read
    return [(block.role, read.text[block.start : block.end]) for block in read.blocks]


def utlatande() -> bytes:
    """A tjänsteutlåtande as its template makes it: header fields in a table, headings by style, a numbered list."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "NORRVIKENS STADSDELSFÖRVALTNING"
    document.sections[0].footer.paragraphs[0].text = "Telefon 08-465 00 00"
    fields = document.add_table(2, 2)
    for row, texts in enumerate([["Handläggare", "Diarienummer"], ["Vendela Stråth", "311-77/2009"]]):
        for column, text in enumerate(texts):
            fields.cell(row, column).text = text
    document.add_heading("Belysning längs gångvägen", 0)
    document.add_heading("Förslag till beslut", 1)
    document.add_paragraph("Nämnden godkänner svaret.", style="List Number")
    document.add_paragraph("Ärendet avslutas.", style="List Number")
    document.add_paragraph().add_run("Bakgrund").bold = True
    document.add_paragraph("Elva stolpar längs gångvägen saknar armatur, och tre av dem lutar så att de bör bytas.")
    document.add_paragraph("punkt", style="List Bullet")
    document.add_page_break()
    costs = document.add_table(2, 3)
    for row, texts in enumerate([["År", "2008", "2009"], ["Kostnad", "1 200", "1 400"]]):
        for column, text in enumerate(texts):
            costs.cell(row, column).text = text
    return saved(document)


def test_whole_paper() -> None:
    document = read_document("utan ändelse", utlatande())
    assert document.text == (
        "Handläggare\n\nVendela Stråth\n\nDiarienummer\n\n311-77/2009\n\nBelysning längs gångvägen\n\n"
        "Förslag till beslut\n\n1. Nämnden godkänner svaret.\n2. Ärendet avslutas.\n\nBakgrund\n\n"
        "Elva stolpar längs gångvägen saknar armatur, och tre av dem lutar så att de bör bytas.\n\n- punkt\n\n"
        "År\t2008\t2009\n\nKostnad\t1 200\t1 400"
    )
    assert [section.kind for section in document.sections] == ["front", "title", "proposal", "background"]
    assert [line.text for line in document.furniture] == ["NORRVIKENS STADSDELSFÖRVALTNING", "Telefon 08-465 00 00"]
    assert document.source.media_type.endswith("wordprocessingml.document")
    assert document.source.pages == 2
    assert document.page_at(document.text.index("Kostnad")) == 2


@pytest.mark.parametrize(
    ("inner", "expected", "why"),
    [
        (
            (
                "<w:p><w:r><w:t>Kvar</w:t></w:r><w:del><w:r><w:delText>Bort</w:delText></w:r></w:del>"
                "<w:ins><w:r><w:t xml:space='preserve'> och nytt</w:t></w:r></w:ins></w:p>"
            ),
            [("paragraph", "Kvar och nytt")],
            "changes tracked",
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Dolt</w:t></w:r><w:r><w:t>Synligt</w:t></w:r></w:p>",
            [("paragraph", "Synligt")],
            "hidden text",
        ),
        (
            (
                "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>före</w:t><w:softHyphen/><w:t>slå</w:t>"
                "<w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
            ),
            [("paragraph", "föreslå-x")],
            "field code, hyphens",
        ),
        (
            "<w:p><w:r><w:t>Dnr:</w:t><w:tab/><w:t>12/2009</w:t></w:r></w:p>",
            [("paragraph", "Dnr: 12/2009")],
            "a label and its value",
        ),
        (
            "<w:p><w:r><w:t>Handläggare</w:t><w:tab/><w:t>Datum för mötet</w:t></w:r></w:p>",
            [("paragraph", "Handläggare"), ("paragraph", "Datum för mötet")],
            "header fields side by side",
        ),
        (
            "<w:p><w:r><w:t>Lön</w:t><w:tab/><w:t>1 200</w:t><w:tab/><w:t>1 400</w:t></w:r></w:p>",
            [("paragraph", "Lön\t1 200\t1 400")],
            "a row set with tabs",
        ),
        (
            "<w:p><w:r><w:t>Alma Rydh</w:t><w:br/><w:t>chef</w:t></w:r></w:p>",
            [("paragraph", "Alma Rydh"), ("paragraph", "chef")],
            "lines of a signature",
        ),
        ("<w:p><w:r><w:t>att anta svaret</w:t></w:r></w:p>", [("item", "att anta svaret")], "a point of a proposal"),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            [("paragraph", "I en ruta")],
            "a field of a form",
        ),
        (
            (
                "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inre</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc>"
                "</w:tr></w:tbl>"
            ),
            [("paragraph", "inre")],
            "a table in a table",
        ),
    ],
)
def test_marks_of_word(inner: str, expected: list[tuple[str, str]], why: str) -> None:
    assert blocks_of(body(inner)) == expected, why


def test_pages_as_word_laid_them_out() -> None:
    inner = (
        "<w:p><w:r><w:t>Första sidan som går</w:t><w:lastRenderedPageBreak/><w:t>över till nästa</w:t></w:r></w:p>"
        "<w:p><w:r><w:br w:type='page'/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Tredje</w:t></w:r></w:p>"
    )
    read = text_of_word(body(inner)).read
    assert [read.text[page.start : page.end].strip() for page in read.pages] == [
        "Första sidan som går", "över till nästa", "Tredje"]  # fmt: skip


def test_lists_count_as_word_counts_them() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    inner = "".join(
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr></w:pPr>"
        f"<w:r><w:t>p</w:t></w:r></w:p>"
        for level in (0, 1, 1, 2, 0, 1)
    )
    content = with_part(body(inner), "word/numbering.xml", numbering.encode())
    assert [text for _, text in blocks_of(content)] == ["3. p", "a) p", "b) p", "3.b.i p", "4. p", "a) p"]


def test_footnote_stands_after_the_text() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>Enligt avtalet.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    inner = (
        "<w:p><w:r><w:t>Före</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:t> efter.</w:t></w:r></w:p>"
    )
    content = with_part(body(inner), "word/footnotes.xml", notes.encode())
    assert [text for _, text in blocks_of(content)] == ["Före efter.", "1 Enligt avtalet."]


def test_text_box_is_read_once() -> None:
    document = docx.Document()
    run = document.add_paragraph("Efter rutan").runs[0]._r
    box = OxmlElement("w:pict")
    content = OxmlElement("w:txbxContent")
    paragraph = OxmlElement("w:p")
    inner, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "I rutan"
    inner.append(text)
    paragraph.append(inner)
    content.append(paragraph)
    box.append(content)
    run.append(box)
    assert run.find(qn("w:pict")) is not None
    assert blocks_of(saved(document)) == [("paragraph", "I rutan"), ("paragraph", "Efter rutan")]


def test_macros_and_links_out_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a document was about to open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/header" Target="http://norrviken.example/h.xml" TargetMode="External"/>'
        '<Relationship Id="r2" Type="http://x/footer" Target="../../../../etc/passwd"/></Relationships>'
    )
    content = with_part(utlatande(), "word/_rels/document.xml.rels", relations.encode())
    content = with_part(content, "word/vbaProject.bin", b"Sub AutoOpen()")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert macro != types
    document = read_document("a.docm", with_part(content, "[Content_Types].xml", macro))
    assert "Nämnden godkänner svaret." in document.text
    assert document.furniture == ()


def test_entities_are_not_followed() -> None:
    part = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Text&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert blocks_of(with_part(saved(docx.Document()), "word/document.xml", part.encode())) == [("paragraph", "Text")]


def package(kind: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + kind + b"</Types>")
    return buffer.getvalue()


def old_office(stream: str) -> bytes:
    return COMPOUND_HEADER + b"\x00" * 500 + stream.encode("utf-16-le") + b"\x00" * 500


ODT = "application/vnd.oasis.opendocument.text"


def odt(text: str = "") -> bytes:
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", ODT), ("content.xml", "text/xml"))
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr("content.xml", text)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{listed}</m:manifest>')
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (package(b"spreadsheetml.sheet.main+xml"), UnsupportedFormatError, "spreadsheet"),
        (package(b"presentationml.presentation.main+xml"), UnsupportedFormatError, "slide show"),
        (package(b"nothing known"), UnsupportedFormatError, "Office document"),
        (package(b"wordprocessingml.document.main+xml"), DamagedFileError, "its text is missing"),
        (body("<w:p>").replace(b"PK\x01\x02", b"PK\x09\x09"), DamagedFileError, "damaged"),
        (with_part(utlatande(), "word/document.xml", b"<w:document"), DamagedFileError, "not XML"),
        (old_office("EncryptedPackage"), EncryptedFileError, "password"),
        (old_office("Workbook"), UnsupportedFormatError, "spreadsheet"),
        (
            with_part(utlatande(), "word/document.xml", b" " * 70 * 2**20),
            UnreadableError,
            "unpacks to too much",
        ),
    ],
    ids=["xlsx", "pptx", "other", "no text", "no directory", "no XML", "protected", "xls", "bomb"],
)
def test_refused(content: bytes, error: type[UnreadableError], says: str) -> None:
    with pytest.raises(error, match=says):
        read_document("a.docx", content)


@pytest.mark.parametrize(
    ("content", "says"),
    [(old_office("WordDocument"), "old Word document"), (odt(), "OpenDocument"), (b"{\\rtf1 Hej}", "rich text")],
)
def test_without_libreoffice_it_says_what_to_do(content: bytes, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFormatError, match=f"{says}.*save it as .docx or PDF, or install LibreOffice"):
        read_document("fil", content)


needs_libreoffice = pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@needs_libreoffice
def test_rich_text_through_libreoffice() -> None:
    document = read_document("fil", b"{\\rtf1\\ansi F\\'f6rslag till beslut\\par N\\'e4mnden godk\\'e4nner.\\par}")
    assert document.text == "Förslag till beslut\n\nNämnden godkänner."
    assert document.source.media_type == "application/rtf"


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_other_forms_of_a_paper_give_the_same_text(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(utlatande())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    document = read_document("fil", (tmp_path / f"a.{kind}").read_bytes())
    assert document.text == read_document("fil", utlatande()).text
    assert document.source.media_type == {"doc": "application/msword"}.get(kind, ODT)


@needs_libreoffice
def test_libreoffice_fetches_nothing() -> None:
    asked: list[str] = []

    class Ears(BaseHTTPRequestHandler):
        def handle(self) -> None:  # whatever the method
            asked.append(str(self.rfile.readline()))

    with HTTPServer(("127.0.0.1", 0), Ears) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert "Efter bilden" in read_document("a", odt(linked_odt(address))).text
        server.shutdown()
    assert asked == []


@needs_libreoffice
def test_time_of_libreoffice_is_limited_and_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(DamagedFileError, match=r"more than 0\.2 seconds"):
        docx_of(b"{\\rtf1 Hej}", "rtf", seconds=0.2)
    assert list(tmp_path.iterdir()) == []


def linked_odt(address: str) -> str:
    """Text of an OpenDocument with a picture and a section that lie elsewhere."""
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table")}
    names |= {"draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "xlink": "http://www.w3.org/1999/xlink"}
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    return (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:text><text:p>'
        f'<draw:frame text:anchor-type="as-char"><draw:image xlink:href="{address}/bild.png" xlink:type="simple"'
        ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/del.odt"/><text:p>Del</text:p>'
        "</text:section><text:p>Efter bilden</text:p></office:text></office:body></office:document-content>"
    )


def test_identity_numbers_are_masked() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Akt 811218-9876"
    document.add_paragraph("Hon, 811218-").add_run("9876, har sökt.").bold = True
    read = read_document("a.docx", saved(document))
    assert "9876" not in repr(read)
    assert read.masked_numbers == 2


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=120, deadline=None)
def test_wrong_bytes_never_crash(changes: list[tuple[int, int]]) -> None:
    content = bytearray(UTLATANDE)
    for place, byte in changes:
        content[place % len(content)] = byte
    with suppress(UnreadableError):
        read_document("a.docx", bytes(content))


PIECES = st.sampled_from(
    ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>text</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
     "</w:tc>", "<w:br/>", "<w:tab/>", "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>", "<w:pPr><w:numPr/></w:pPr>",
     "<w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:rPr><w:sz w:val='x'/></w:rPr>",
     "<w:rPr><w:sz w:val='-4'/></w:rPr>", "<w:lastRenderedPageBreak/>", "<w:br w:type='page'/>", "<w:txbxContent/>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_xml_ends_in_a_document_or_a_named_error(pieces: list[str]) -> None:
    part = f'<w:document xmlns:w="{W}"><w:body>{"".join(pieces)}</w:body></w:document>'
    with suppress(UnreadableError):
        read_document("a.docx", with_part(EMPTY, "word/document.xml", part.encode()))


def test_kind_by_content() -> None:
    assert office_kind(UTLATANDE) == "docx"
    assert office_kind(UTLATANDE[:200]) is None
    assert office_kind(b"%PDF-1.4") is None


UTLATANDE = utlatande()
EMPTY = saved(docx.Document())

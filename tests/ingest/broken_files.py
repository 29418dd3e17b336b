"""Files as no reader wants them: made, not kept. ``broken_files(folder)`` writes one of each kind.

Run it to look at them: ``python -m tests.ingest.broken_files FOLDER``.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.ingest.papers import Run, pdf, utlatande

SENTENCE = "Nämnden behöver mer ljus på gångvägen."
MANY_PAGES = 100_000


def objects_to_pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects with a sound cross-reference table; object 1 is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def one_page(content: bytes, *, page: bytes = b"", font: bytes = b"", catalogue: bytes = b"") -> dict[int, bytes]:
    """Objects of a PDF with one page that draws ``content`` in Helvetica."""
    font = font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = page or b"/MediaBox [0 0 595 842]"
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % page,
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        5: font,
    }


def shown(text: str, x: int = 72, y: int = 700, mode: int = 0) -> bytes:
    """The drawing of one line of text in Helvetica."""
    return b"BT /F1 11 Tf %d Tr %d %d Td (%s) Tj ET" % (mode, x, y, text.encode("cp1252"))


def truncated() -> bytes:
    return utlatande()[:900]


def truncated_at_the_end() -> bytes:
    return utlatande()[:-200]


def damaged_xref() -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n999999999", utlatande())


def shifted_xref() -> bytes:
    return b"Mellan raderna\n" + utlatande()


def encrypted() -> bytes:
    return pdf([[Run(90, 90, "Hemligt")]], password="lösen")


def many_empty_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + MANY_PAGES))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, MANY_PAGES),
    }
    objects |= dict.fromkeys(range(3, 3 + MANY_PAGES), b"<< /Type /Page /Parent 2 0 R >>")
    return objects_to_pdf(objects)


def page_of_ten_metres() -> bytes:
    side = 28_346  # points
    return objects_to_pdf(one_page(shown(SENTENCE), page=b"/MediaBox [0 0 %d %d]" % (side, side)))


def empty_page_of_ten_metres() -> bytes:
    side = 28_346
    drawing = b"0 0 %d %d re f" % (side, side)
    return objects_to_pdf(one_page(drawing, page=b"/MediaBox [0 0 %d %d]" % (side, side)))


def circular_page_tree() -> bytes:
    objects = one_page(shown(SENTENCE))
    objects[2] = b"<< /Type /Pages /Kids [3 0 R 2 0 R 6 0 R] /Count 3 >>"
    objects[6] = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R] /Count 2 >>"
    return objects_to_pdf(objects)


def page_tree_of_itself() -> bytes:
    objects = one_page(shown(SENTENCE))
    objects[2] = b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1000000 >>"
    return objects_to_pdf(objects)


def font_without_unicode() -> bytes:
    """A font of glyph numbers that does not say which letters they are."""
    objects = one_page(b"BT /F1 11 Tf 72 700 Td <00480049004A004B004C004D004E004F0050> Tj ET", font=b"6 0 R")
    objects[5] = b"<< /Type /Font /Subtype /Type0 /BaseFont /Okand /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    objects[6] = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Okand /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>"
    )
    objects[7] = (
        b"<< /Type /FontDescriptor /FontName /Okand /Flags 4 /FontBBox [0 0 500 500] /ItalicAngle 0 /Ascent 500 "
        b"/Descent 0 /CapHeight 500 /StemV 80 >>"
    )
    return objects_to_pdf(objects)


def text_outside_the_page() -> bytes:
    return objects_to_pdf(one_page(shown(SENTENCE) + b"\n" + shown("Utanför sidan.", -4000, 9000)))


def invisible_text() -> bytes:
    return objects_to_pdf(one_page(b"0.9 g 0 0 595 842 re f 0 g\n" + shown(SENTENCE, mode=3)))


def script_and_files() -> bytes:
    """JavaScript that runs on opening, a file inside, a link that starts a program: none of it is ever run."""
    names = b"/EmbeddedFiles << /Names [(x.exe) 7 0 R] >> /JavaScript << /Names [(a) 6 0 R] >>"
    catalogue = b"/OpenAction 6 0 R /Names << %s >>" % names
    objects = one_page(shown(SENTENCE), catalogue=catalogue)
    objects[6] = b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\); while \\(true\\) {}) >>"
    objects[7] = b"<< /Type /Filespec /F (x.exe) /EF << /F 8 0 R >> >>"
    objects[8] = b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"
    return objects_to_pdf(objects)


def bomb_in_a_stream() -> bytes:
    """A page whose drawing unpacks to 600 MB."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(600)) + packer.flush()
    objects = one_page(b"")
    objects[4] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return objects_to_pdf(objects)


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w", force_zip64=True) as entry:
            for _ in range(300):
                entry.write(b"\0" * 2**20)
        archive.writestr("bra.txt", f"Bakgrund\n\n{SENTENCE}")
    return buffer.getvalue()


def zip_within_zip() -> bytes:
    inner = b"text"
    for depth in range(40):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", inner)
        inner = buffer.getvalue()
    return inner


def right_to_left() -> bytes:
    return f"Översättning\n\n{SENTENCE} البلدية قررت זה מסמך \u202eomvänt\u202c 🏛️👩‍👩‍👧 e\u0301\u0308".encode()


def nothing_but_combining_marks() -> bytes:
    return ("a" + "\u0301" * 200_000).encode()


def one_endless_line() -> bytes:
    return ("ord " * 1_000_000).encode()


def docx_with_macro_and_outside_reference() -> bytes:
    """A Word file with a macro, and a picture and a template that lie on the network."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations.format(
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": relations.format(
            f'<Relationship Id="r1" Type="{office}/image" Target="http://127.0.0.1:9/a.png" TargetMode="External"/>'
            f'<Relationship Id="r2" Type="{office}/attachedTemplate" Target="http://127.0.0.1:9/b.dotm" '
            'TargetMode="External"/>'
        ),
        "word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{SENTENCE} &x;</w:t></w:r></w:p></w:body></w:document>",
        "word/vbaProject.bin": "Sub AutoOpen()",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


# name -> maker, whether it can be read, words of its reason when not
Broken = tuple[Callable[[], bytes], bool, str]
BROKEN: dict[str, Broken] = {
    "avhuggen.pdf": (truncated, False, ""),
    "avhuggen på slutet.pdf": (truncated_at_the_end, False, "damaged"),
    "skadad korsreferens.pdf": (damaged_xref, True, ""),
    "förskjuten.pdf": (shifted_xref, True, ""),
    "lösenord.pdf": (encrypted, False, "password"),
    "hundratusen sidor.pdf": (many_empty_pages, False, ""),
    "tio meter.pdf": (page_of_ten_metres, True, ""),
    "tio meter utan text.pdf": (empty_page_of_ten_metres, False, "text"),
    "sidträd i cirkel.pdf": (circular_page_tree, True, ""),
    "sidträd av sig självt.pdf": (page_tree_of_itself, False, ""),
    "teckensnitt utan namn.pdf": (font_without_unicode, True, ""),
    "text utanför.pdf": (text_outside_the_page, True, ""),
    "osynlig text.pdf": (invisible_text, True, ""),
    "skript och filer.pdf": (script_and_files, True, ""),
    "bomb i sidan.pdf": (bomb_in_a_stream, False, ""),
    "bomb.zip": (zip_bomb, False, "too large"),
    "zip i zip.zip": (zip_within_zip, False, ""),
    "höger till vänster.txt": (right_to_left, True, ""),
    "bara accenter.txt": (nothing_but_combining_marks, True, ""),
    "en rad.txt": (one_endless_line, True, ""),
    "makro.docx": (docx_with_macro_and_outside_reference, True, ""),
    "tom.pdf": (lambda: b"", False, "empty"),
    "nollor.pdf": (lambda: b"\0" * 10_000, False, ""),
    "bara huvud.pdf": (lambda: b"%PDF-1.7\n", False, ""),
}
ODD_PATH = b"udda \xff\xfe \n \x1b[31m namn.txt"


def broken_files(folder: Path) -> None:
    """One of each kind in the folder, with a path of odd bytes, a loop of links and a link out of it."""
    for name, (make, _, _) in BROKEN.items():
        (folder / name).write_bytes(make())
    with open(os.fsencode(folder) + b"/" + ODD_PATH, "wb") as odd:
        odd.write(f"Bakgrund\n\n{SENTENCE}".encode())
    (folder / "varv").symlink_to(folder)
    (folder / "ring a").symlink_to(folder / "ring b")
    (folder / "ring b").symlink_to(folder / "ring a")
    (folder / "ut").symlink_to("/etc/hostname")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    broken_files(target)

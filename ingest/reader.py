"""Documents from bytes: what kind of file it is, its text, blocks and sections, with identity numbers masked.

The content decides the kind, never the name, with one exception: a file that calls itself .pdf and is not one is
refused, because something went wrong on its way here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from corpus.errors import DamagedFileError, EmptyFileError, EncryptedFileError, NoTextLayerError, UnsupportedFormatError
from corpus.records import Document, FurnitureLine, Page, Source, TextFrom
from ingest.bundles import sections_of_bundle, text_of_bundle
from ingest.furniture import without_furniture
from ingest.libreoffice import docx_of
from ingest.mail import is_mail, text_of_mail
from ingest.ocr import with_pictures_read
from ingest.office_package import OfficeKind, is_broken_zip, office_kind
from ingest.pdf import pages_from_pdf
from ingest.plain_text import decoded, text_of_plain
from ingest.reading_order import ReadText, text_of_pages
from ingest.sections import sections_in
from ingest.web import is_web_page, text_of_web_page
from ingest.word import text_of_word
from nlp.personal_data import mask_identity_numbers

PDF_HEADER = b"%PDF-"
PDF_HEADER_WITHIN = 1024  # bytes: readers accept a header after a little junk
RTF_HEADER = b"{\\rtf"

# What a file begins with -> what it is
KNOWN_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
REFUSED_OFFICE: dict[OfficeKind, str] = {"sheet": "a spreadsheet", "slides": "a slide show"}
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file holds, before identity numbers are masked."""

    read: ReadText
    media_type: str
    furniture: tuple[FurnitureLine, ...] = ()
    text_from: TextFrom = "text"
    warnings: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()  # of the papers of a bundle


def read_document(name: str, content: bytes) -> Document:
    """The document in a PDF (scanned pages by OCR), Word file, web page, e-mail (without what is attached) or text.

    Raises a subclass of ``UnreadableError`` with the reason: empty, unsupported, damaged, protected, without text.
    """
    if not content:
        raise EmptyFileError("The file is empty.")
    found = _found(name, content)
    if not found.read.text:
        raise NoTextLayerError("The file holds no text layer and no text that could be read.")
    return _document(name, content, found)


def _found(name: str, content: bytes) -> _Found:
    if PDF_HEADER in content[:PDF_HEADER_WITHIN]:
        return _read_pdf(content)
    if PurePath(name).suffix.casefold() == ".pdf":
        raise UnsupportedFormatError(
            "The file is named .pdf but is not a PDF; open it in the program that made it and save it as PDF."
        )
    if (kind := office_kind(content)) is not None:
        return _read_office(content, kind)
    if content.startswith(RTF_HEADER):
        return _read_word(docx_of(content, "rtf"), "rtf")
    if is_mail(content):
        return _Found(text_of_mail(content), "message/rfc822")
    if is_web_page(content):
        page = text_of_web_page(content)
        return _Found(page.read, "text/html", page.furniture)
    _refuse_known(content)
    media_type = "text/markdown" if name.casefold().endswith((".md", ".markdown")) else "text/plain"
    return _Found(text_of_plain(decoded(content)), media_type)


def _read_pdf(content: bytes) -> _Found:
    scanned = with_pictures_read(content, pages_from_pdf(content))
    if bundle := text_of_bundle(scanned.pages):
        return _Found(
            bundle.read,
            "application/pdf",
            bundle.furniture,
            _text_from(scanned.pages),
            warnings=scanned.warnings,
            starts=bundle.starts,
        )
    pages, furniture = without_furniture(scanned.pages)
    return _Found(
        text_of_pages(pages), "application/pdf", furniture, _text_from(scanned.pages), warnings=scanned.warnings
    )


def _text_from(pages: list[Page]) -> TextFrom:
    ways = {page.text_from for page in pages if page.lines}
    return ways.pop() if len(ways) == 1 else "mixed"


def _read_office(content: bytes, kind: OfficeKind) -> _Found:
    if kind == "protected":
        raise EncryptedFileError("The document is protected by a password; save it without one and add it again.")
    if kind in REFUSED_OFFICE:
        raise UnsupportedFormatError(f"The file is {REFUSED_OFFICE[kind]}; save it as PDF and add it again.")
    return _read_word(content if kind == "docx" else docx_of(content, kind), kind)


def _read_word(content: bytes, kind: str) -> _Found:
    word = text_of_word(content)
    return _Found(word.read, MEDIA_TYPES[kind], word.furniture)


def _refuse_known(content: bytes) -> None:
    """Raises ``UnsupportedFormatError``, or ``DamagedFileError``, for bytes that are known to be no text."""
    if is_broken_zip(content):
        raise DamagedFileError("The Office document (or zip archive) is damaged; save it again, or as PDF.")
    start = content[:64].lstrip().lower()
    for beginning, kind in KNOWN_FORMATS:
        if start.startswith(beginning.lower()) and not (beginning == b"MZ" and start.isascii()):
            raise UnsupportedFormatError(f"The file is {kind}; save it as PDF or text and add it again.")


def _document(name: str, content: bytes, found: _Found) -> Document:
    scanned = found.text_from != "text"
    text, masked = mask_identity_numbers(found.read.text, misread=scanned)
    edges = [(mask_identity_numbers(line.text, misread=scanned), line.page) for line in found.furniture]
    safe_name, in_name = mask_identity_numbers(name)
    source = Source(
        name=safe_name,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=len(found.read.pages),
        text_from=found.text_from,
        media_type=found.media_type,
    )
    return Document(
        source=source,
        text=text,
        pages=found.read.pages,
        blocks=found.read.blocks,
        sections=(
            sections_of_bundle(text, found.read.blocks, found.starts)
            if found.starts
            else sections_in(text, found.read.blocks)
        ),
        furniture=tuple(FurnitureLine(line, page) for (line, _), page in edges),
        masked_numbers=masked + in_name + sum(count for (_, count), _ in edges),
        warnings=found.warnings,
        starts=found.starts,
    )

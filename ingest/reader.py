"""Documents from bytes: what kind of file it is, its text, blocks and sections, with identity numbers masked.

The content decides the kind, never the name, with one exception: a file that calls itself .pdf and is not one is
refused, because something went wrong on its way here.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from corpus.errors import EmptyFileError, NoTextLayerError, UnsupportedFormatError
from corpus.records import Document, FurnitureLine, Source
from ingest.furniture import without_furniture
from ingest.pdf import pages_from_pdf
from ingest.plain_text import decoded, text_of_plain
from ingest.reading_order import ReadText, text_of_pages
from ingest.sections import sections_in
from nlp.personal_data import mask_identity_numbers

PDF_HEADER = b"%PDF-"
PDF_HEADER_WITHIN = 1024  # bytes: readers accept a header after a little junk

# What a file begins with -> what it is
KNOWN_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def read_document(name: str, content: bytes) -> Document:
    """The document in a PDF or text file.

    Raises a subclass of ``UnreadableError`` with the reason: empty, unsupported, damaged, protected, without text.
    """
    if not content:
        raise EmptyFileError("The file is empty.")
    if PDF_HEADER in content[:PDF_HEADER_WITHIN]:
        read, furniture = _read_pdf(content)
        media_type = "application/pdf"
    else:
        read, furniture = text_of_plain(decoded(_text_content(name, content))), ()
        media_type = "text/markdown" if name.casefold().endswith((".md", ".markdown")) else "text/plain"
    if not read.text:
        raise NoTextLayerError("The file holds no text layer and no text that could be read.")
    return _document(name, content, read, furniture, media_type)


def _read_pdf(content: bytes) -> tuple[ReadText, tuple[FurnitureLine, ...]]:
    pages, furniture = without_furniture(pages_from_pdf(content))
    return text_of_pages(pages), furniture


def _text_content(name: str, content: bytes) -> bytes:
    """The bytes, when they can be text and the name does not promise a PDF."""
    if PurePath(name).suffix.casefold() == ".pdf":
        raise UnsupportedFormatError(
            "The file is named .pdf but is not a PDF; open it in the program that made it and save it as PDF."
        )
    start = content[:64].lstrip().lower()
    for beginning, kind in KNOWN_FORMATS:
        if start.startswith(beginning.lower()) and not (beginning == b"MZ" and start.isascii()):
            raise UnsupportedFormatError(f"The file is {kind}; save it as PDF or text and add it again.")
    return content


def _document(
    name: str, content: bytes, read: ReadText, furniture: tuple[FurnitureLine, ...], media_type: str
) -> Document:
    text, masked = mask_identity_numbers(read.text)
    edges = [(mask_identity_numbers(line.text), line.page) for line in furniture]
    safe_name, in_name = mask_identity_numbers(name)
    source = Source(
        name=safe_name,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=len(read.pages),
        text_from="text",
        media_type=media_type,
    )
    return Document(
        source=source,
        text=text,
        pages=read.pages,
        blocks=read.blocks,
        sections=sections_in(text, read.blocks),
        furniture=tuple(FurnitureLine(line, page) for (line, _), page in edges),
        masked_numbers=masked + in_name + sum(count for (_, count), _ in edges),
    )

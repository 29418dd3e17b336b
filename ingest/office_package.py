"""XML parts of an Office file, taken out of its zip with limits; nothing in it is run, nothing it points to fetched."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from corpus.errors import DamagedFileError, EncryptedFileError, UnreadableError

OfficeKind: TypeAlias = Literal["docx", "doc", "odt", "sheet", "slides", "protected"]

ZIP_HEADER = b"PK\x03\x04"
COMPOUND_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and protected files of any age
LARGEST_PART = 64 * 2**20  # bytes of one XML part; the text of a thousand pages is 5 MB
LARGEST_PACKAGE = 1024 * 2**20  # bytes of everything, pictures included
MOST_PARTS = 20_000
BROKEN = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError, zlib.error)
BOMB_RATIO = 200  # unpacked to packed; XML of Word reaches 40

# what stands in [Content_Types].xml or mimetype -> kind
KINDS: tuple[tuple[bytes, OfficeKind], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docx"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "sheet"),
    (b"opendocument.presentation", "slides"),
    (b"spreadsheetml", "sheet"),
    (b"ms-excel", "sheet"),
    (b"presentationml", "slides"),
    (b"ms-powerpoint", "slides"),
)
# what the streams of an old Office file are called -> kind
STREAMS: tuple[tuple[str, OfficeKind], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "sheet"),
    ("PowerPoint Document", "slides"),
)


def office_kind(content: bytes) -> OfficeKind | None:
    """What kind of Office file it is, by what is inside; None when it is none."""
    if content.startswith(COMPOUND_HEADER):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "protected"
        return next((kind for name, kind in STREAMS if name.encode("utf-16-le") in content), None)
    if not content.startswith(ZIP_HEADER):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in ("mimetype", "[Content_Types].xml"):
                if name in archive.NameToInfo:
                    declared = archive.open(name).read(2**20)
                    return next((kind for mark, kind in KINDS if mark in declared), None)
    except BROKEN:
        return None
    return None


def is_broken_zip(content: bytes) -> bool:
    """True for a zip, Office or other, whose directory cannot be read."""
    if not content.startswith(ZIP_HEADER):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)):
            return False
    except BROKEN:
        return True


@contextmanager
def opened_package(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip behind an Office file, checked for bombs. Raises ``DamagedFileError``, ``UnreadableError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
                raise UnreadableError("The document unpacks to too much; save it again, or as PDF.")
            yield archive
    except BROKEN as error:
        raise DamagedFileError("The document is damaged: its package cannot be opened.") from error


def xml_part(archive: zipfile.ZipFile, name: str) -> Any | None:
    """Root element of a part, None when it is not there. Raises ``DamagedFileError``, ``EncryptedFileError``."""
    from lxml import etree

    entry = archive.NameToInfo.get(name)
    if entry is None:
        return None
    if entry.flag_bits & 1:
        raise EncryptedFileError("The document is protected by a password; save it without one and add it again.")
    if entry.file_size > LARGEST_PART or entry.file_size > BOMB_RATIO * max(entry.compress_size, 2**16):
        raise UnreadableError("The document unpacks to too much; save it again, or as PDF.")
    with archive.open(entry) as opened:
        content = opened.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableError("The document unpacks to too much; save it again, or as PDF.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError("The document is damaged: a part of it is not XML.") from error

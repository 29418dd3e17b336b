"""Files to take in: single files, folders, zip archives, what e-mails carry; each with its bytes or its problem.

Nothing outside the named paths is ever read: links that lead out of a folder are passed over, folders behind links
are not entered, and names inside a zip archive or an e-mail are only names.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from corpus.errors import DamagedFileError, EncryptedFileError, UnreadableError, UserMistakeError
from ingest.mail import attachments_of, is_mail

LARGEST_FILE = 256 * 2**20  # bytes; a scanned bundle of a thousand pages is a tenth of it
LARGEST_ARCHIVE = 16 * 2**30  # bytes a zip archive may unpack to
MOST_ENTRIES = 100_000
BOMB_RATIO = 300  # unpacked size to packed size; text reaches 20, blank scans 100
BOMB_SIZE = 32 * 2**20  # smaller entries may have any ratio
SIDECAR = ".json"
LARGEST_SIDECAR = 2**20  # bytes
DEEPEST_MAIL = 4  # mails attached to mails
ZIP_HEADER = b"PK\x03\x04"
OFFICE_ENTRIES = frozenset({"[Content_Types].xml", "mimetype"})  # Word, LibreOffice: one document, no archive

# what systems leave behind in folders; "~$" is Word's lock file
LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db"})
HIDDEN_PREFIXES = (".", "~$")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: ``path`` as a person finds it again, ``name`` within the folder given; bytes or a problem.

    ``sidecar`` is the file that says what a register knows of it: "a.pdf.json" beside "a.pdf".
    """

    path: str
    name: str
    content: bytes | None
    problem: UnreadableError | None = None
    sidecar: bytes | None = None


def files_in(paths: Iterable[Path | str]) -> Iterator[SourceFile]:
    """The files behind paths, in the order given, folders sorted by name, one in memory at a time.

    Raises ``UserMistakeError`` before anything is read when a path does not exist.
    """
    wanted = [Path(path) for path in paths]
    for path in wanted:
        if not os.path.lexists(path):
            raise UserMistakeError(f"There is no file or folder {path}.")
    return _files(wanted)


def number_of_files(paths: Iterable[Path | str]) -> int:
    """How many files ``files_in`` will look at, a zip archive counted as one."""
    return sum(1 for path in paths for _ in _found(Path(path)))


def found_in(path: Path) -> Iterator[Path]:
    """The files at or under ``path`` that would be looked at; nothing is opened."""
    return (found for found, _ in _found(path) if isinstance(found, Path))


def _files(wanted: list[Path]) -> Iterator[SourceFile]:
    for path in wanted:
        for found, name in _found(path):
            if isinstance(found, UnreadableError):
                yield SourceFile(name, name, None, found)
            elif _is_archive_file(found):
                yield from _unpacked(found, str(found), name)
            else:
                yield from _with_attachments(_read(found, name))


# --- folders -------------------------------------------------------------------------------------------------


def _found(path: Path) -> Iterator[tuple[Path | UnreadableError, str]]:
    """Regular files at or under ``path`` with their names from there; folders that cannot be listed as problems."""
    if not path.is_dir():
        yield path, path.name
        return
    root = path.resolve()
    problems: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        present = frozenset(names)
        for name in sorted(names):
            file = Path(folder) / name
            if not _is_passed_over(name) and not _is_sidecar(name, present) and _is_inside(file, root):
                yield file, file.relative_to(path).as_posix()
        for problem in problems:
            yield UnreadableError(f"The folder cannot be opened: {_reason(problem)}."), str(problem.filename)
        problems.clear()


def _is_passed_over(name: str) -> bool:
    return name.startswith(HIDDEN_PREFIXES) or name.casefold() in LEFT_BEHIND


def _is_sidecar(name: str, names: Container[str]) -> bool:
    """True for "a.pdf.json" where "a.pdf" is too."""
    return name.endswith(SIDECAR) and name.removesuffix(SIDECAR) in names


def _sidecar_of(file: Path) -> bytes | None:
    try:
        with open(f"{file}{SIDECAR}", "rb") as opened:
            return opened.read(LARGEST_SIDECAR)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _reason(error).encode()  # no JSON: the file is not taken in without what its register says


def _is_inside(file: Path, root: Path) -> bool:
    """True for a regular file, or a link to one that stays within the folder."""
    try:
        if file.is_symlink():
            return file.resolve(strict=True).is_relative_to(root) and file.is_file()
        return stat.S_ISREG(file.lstat().st_mode)
    except (OSError, RuntimeError):  # a loop of links
        return False


def _read(file: Path, name: str) -> SourceFile:
    try:
        mode = file.stat()
        if not stat.S_ISREG(mode.st_mode):
            return SourceFile(str(file), name, None, UnreadableError("This is not a file but a device or a pipe."))
        if mode.st_size > LARGEST_FILE:
            return SourceFile(str(file), name, None, _too_large(mode.st_size))
        return SourceFile(str(file), name, file.read_bytes(), sidecar=_sidecar_of(file))
    except OSError as error:
        problem = UnreadableError(f"The file cannot be opened: {_reason(error)}.")
        return SourceFile(str(file), name, None, problem)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _too_large(size: int) -> UnreadableError:
    return UnreadableError(
        f"The file is too large: {size // 2**20} MiB, where {LARGEST_FILE // 2**20} are taken; divide it."
    )


# --- e-mails -------------------------------------------------------------------------------------------------


def _with_attachments(file: SourceFile, depth: int = 0) -> Iterator[SourceFile]:
    """The file, and after an e-mail what is attached to it, as if the mail were a folder."""
    yield file
    if file.content is None or depth >= DEEPEST_MAIL or not is_mail(file.content):
        return
    try:
        for attachment in attachments_of(file.content):
            path, name = f"{file.path}/{attachment.name}", f"{file.name}/{attachment.name}"
            if _is_archive(io.BytesIO(attachment.content)):
                yield from _unpacked(io.BytesIO(attachment.content), path, name, depth + 1)
            else:
                yield from _with_attachments(SourceFile(path, name, attachment.content), depth + 1)
    except UnreadableError:
        return  # said of the mail itself when it is read


# --- zip archives --------------------------------------------------------------------------------------------


def _is_archive_file(file: Path) -> bool:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # opening a pipe waits for whoever writes to it
            return False
        with file.open("rb") as opened:
            return _is_archive(opened)
    except OSError:
        return False


def _is_archive(opened: BinaryIO) -> bool:
    """True for a zip archive, by its first bytes; Office documents are zip files too, but one document each."""
    try:
        if opened.read(4) != ZIP_HEADER:
            return False
        with zipfile.ZipFile(opened) as archive:
            return OFFICE_ENTRIES.isdisjoint(archive.namelist())
    except zipfile.BadZipFile:
        return True  # damaged: said so when it is unpacked
    except (OSError, ValueError, NotImplementedError):
        return False


def _unpacked(file: Path | BinaryIO, path: str, name: str, depth: int = 0) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if _is_document(entry)]
            by_name = {entry.filename: entry for entry in entries}
            entries = [entry for entry in entries if not _is_sidecar(entry.filename, by_name)]
            if problem := _archive_problem(entries):
                yield SourceFile(path, name, None, problem)
                return
            for entry in entries:
                inside = _safe_name(entry)
                content, trouble = _unpacked_entry(archive, entry)
                beside = by_name.get(entry.filename + SIDECAR)
                sidecar = _unpacked_entry(archive, beside)[0] or b"" if beside else None
                entry_file = SourceFile(f"{path}/{inside}", f"{name}/{inside}", content, trouble, sidecar)
                yield from _with_attachments(entry_file, depth)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        problem = DamagedFileError(f"The zip archive is damaged ({type(error).__name__}); pack it again.")
        yield SourceFile(path, name, None, problem)


def _is_document(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_safe_name(entry)).parts
    return not entry.is_dir() and not any(_is_passed_over(part) for part in parts)


def _archive_problem(entries: list[zipfile.ZipInfo]) -> UnreadableError | None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        return UnreadableError("The zip archive unpacks to too much; divide it.")
    return None


def _unpacked_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[bytes | None, UnreadableError | None]:
    if entry.flag_bits & 1:
        return None, EncryptedFileError("The file is protected by a password inside the zip archive.")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > LARGEST_FILE or (entry.file_size > BOMB_SIZE and ratio > BOMB_RATIO):
        return None, _too_large(entry.file_size)
    try:
        with archive.open(entry) as opened:
            content = opened.read(LARGEST_FILE + 1)
    except Exception as error:  # every packing method has errors of its own (zlib.error, LZMAError, ...)
        return None, DamagedFileError(f"The file inside the zip archive is damaged ({type(error).__name__}).")
    return (None, _too_large(len(content))) if len(content) > LARGEST_FILE else (content, None)


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The entry's name; packers that do not say so often write UTF-8 ("MÃ¶te" for "Möte")."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _safe_name(entry: zipfile.ZipInfo) -> str:
    """The name without anything that could lead elsewhere: "../../etc/x" -> "etc/x"."""
    printable = "".join(letter for letter in _decoded(entry).replace("\\", "/") if letter.isprintable())
    parts = [part for part in PurePosixPath(printable).parts if part not in ("..", ".", "/") and ":" not in part]
    return "/".join(parts) or "namnlös"

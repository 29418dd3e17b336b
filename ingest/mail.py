"""An e-mail: its subject, sender, addressee, date and text as one document; what is attached as files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

from corpus.errors import DamagedFileError
from ingest.plain_text import TITLE_SIZE, drafts_of_plain
from ingest.reading_order import Draft, ReadText, cleaned, text_of_drafts
from ingest.web import drafts_of_html

# "From: Vendela Stråth <v@norrviken.example>", "Message-ID: <...>": a line of a mail's head
HEAD_LINE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):")
FOLDED = (b" ", b"\t")
HEAD_WITHIN = 65_536  # bytes: heads of mails that went through many servers reach 20,000
SENDER = frozenset({b"from", b"sender", b"return-path"})
ALSO = frozenset({b"to", b"cc", b"subject", b"date", b"message-id", b"mime-version", b"received", b"content-type"})
MBOX_LINE = re.compile(
    rb"^From \S+.*\n"
)  # "From v@norrviken.example Thu Mar 12 10:00:00 2009": before a mail in a mbox

# field of the head -> what it is called in the text
FIELDS = (("From", "Från"), ("To", "Till"), ("Cc", "Kopia"))
MOST_ATTACHMENTS = 1000
DEEPEST = 20  # parts within parts
SMALL_PICTURE = 100_000  # bytes: a picture set into the text that is smaller is a logo


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent with a mail; the name is only a name, never a path."""

    name: str
    content: bytes


def is_mail(content: bytes) -> bool:
    """True for bytes that begin with the head of a mail: a sender and at least two more of the usual fields."""
    start = MBOX_LINE.sub(b"", content[:HEAD_WITHIN].removeprefix(b"\xef\xbb\xbf"))
    seen: set[bytes] = set()
    for line in start.split(b"\n"):
        line = line.rstrip(b"\r")
        if not line:
            break
        if field := HEAD_LINE.match(line):
            seen.add(field[1].lower())
        elif not line.startswith(FOLDED) or not seen:
            return False
    return bool(seen & SENDER) and len(seen & ALSO) >= 2


def text_of_mail(content: bytes) -> ReadText:
    """The mail's own text under its subject. Raises ``DamagedFileError``."""
    message = _message(content)
    drafts = [Draft("paragraph", 1, 0.0, False, [(line, 1)]) for line in _head(message)]
    if subject := _field(message, "Subject"):
        drafts.append(Draft("heading", 1, TITLE_SIZE, True, [(subject, 1)]))
    drafts += _body(message)
    drafts += [
        Draft("paragraph", 1, 0.0, False, [(f"Bifogad fil: {attachment.name}", 1)]) for attachment in _attached(message)
    ]
    return text_of_drafts(drafts, [1])


def attachments_of(content: bytes) -> Iterator[Attachment]:
    """The files attached to a mail, mails within it as files that end in .eml. Raises ``DamagedFileError``."""
    yield from _attached(_message(content))


def _message(content: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(MBOX_LINE.sub(b"", content.removeprefix(b"\xef\xbb\xbf"), count=1), policy=default)
    except (MessageError, ValueError, RecursionError) as error:
        raise DamagedFileError("The e-mail is damaged: its parts cannot be told apart.") from error
    if not isinstance(message, EmailMessage):
        raise DamagedFileError("The e-mail is damaged: its parts cannot be told apart.")
    return message


# --- the text ------------------------------------------------------------------------------------------------


def _head(message: EmailMessage) -> Iterator[str]:
    for name, shown in FIELDS:
        if value := _field(message, name):
            yield f"{shown}: {value}"
    try:
        yield f"Datum: {parsedate_to_datetime(_field(message, 'Date')).date().isoformat()}"
    except (ValueError, TypeError, IndexError, OverflowError):
        return


def _field(message: EmailMessage, name: str) -> str:
    """A field of the head, decoded; "" when it is missing or broken beyond reading."""
    try:
        return cleaned(str(message[name] or "").replace("\t", " ").replace("\ufffd", ""))
    except Exception:  # the parser of heads fails on broken ones in ways of its own (IndexError, AttributeError, ...)
        return ""


def _body(message: EmailMessage) -> list[Draft]:
    """The text as sent in plain form, else from its HTML form."""
    try:
        part = message.get_body(("plain", "html"))
    except Exception:  # as above
        part = None
    if part is None:
        return []
    text = _text(part)
    if part.get_content_type() == "text/html":
        return drafts_of_html(text)
    return drafts_of_plain(text)


def _text(part: Any) -> str:
    raw = _bytes(part)
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        return raw.decode("cp1252", "replace")


# --- what is attached ----------------------------------------------------------------------------------------


def _attached(message: EmailMessage) -> Iterator[Attachment]:
    names: dict[str, int] = {}
    for number, part in enumerate(_files(message, 0), 1):
        if number > MOST_ATTACHMENTS:
            return
        is_mail_part = part.get_content_maintype() == "message"
        content = _mail_within(part) if is_mail_part else _bytes(part)
        if not content:
            continue
        name = _name(part, f"bilaga {number}" + (".eml" if is_mail_part else ""))
        again = names.get(name, 0)
        names[name] = again + 1
        yield Attachment(f"{again + 1} {name}" if again else name, content)


def _files(part: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """Parts that are files: attached by their own word, or of a kind that is no mail text."""
    if depth > DEEPEST:
        return
    if part.get_content_maintype() == "multipart":
        for inner in part.get_payload() if isinstance(part.get_payload(), list) else ():
            if isinstance(inner, EmailMessage):
                yield from _files(inner, depth + 1)
        return
    kind = part.get_content_maintype()
    named = _file_name(part) is not None
    if kind == "text" and not named and _disposition(part) != "attachment":
        return
    if kind == "image" and (_disposition(part) == "inline" or part["Content-ID"]) and len(_bytes(part)) < SMALL_PICTURE:
        return
    if depth > 0 or kind not in ("text", "message"):
        yield part


def _disposition(part: EmailMessage) -> str | None:
    try:
        return part.get_content_disposition()
    except Exception:  # as in _field
        return None


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # as in _field
        return None


def _name(part: EmailMessage, otherwise: str) -> str:
    """The file's name without folders and signs that cannot be shown."""
    given = (_file_name(part) or "").replace("\\", "/")
    printable = "".join(letter for letter in PurePosixPath(given).name if letter.isprintable() and letter != "\ufffd")
    return printable.strip(" .")[:200] or otherwise


def _bytes(part: Any) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _mail_within(part: EmailMessage) -> bytes:
    payload: Any = part.get_payload()
    try:
        return b"".join(inner.as_bytes() for inner in payload) if isinstance(payload, list) else b""
    except Exception:  # a mail that cannot be written again is broken in its head
        return b""

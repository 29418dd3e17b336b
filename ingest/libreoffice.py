"""Word files older than .docx, OpenDocument texts and rich text, made into .docx by LibreOffice where it is installed.

LibreOffice runs without a window, in a profile that is thrown away, with macros switched off and links not followed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path
from shutil import which

from corpus.errors import DamagedFileError, UnsupportedFormatError

SECONDS = 120.0
LARGEST_RESULT = 256 * 2**20  # bytes
NAMES = {
    "doc": "an old Word document (.doc)",
    "odt": "an OpenDocument text (.odt)",
    "rtf": "a rich text document (.rtf)",
}

# Settings of the profile: no macro runs, whoever signed it; links out of a document are neither updated nor followed,
# and whatever is fetched all the same is asked of an address where nobody answers.
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Inet/Settings", "ooInetProxyType", "2"),  # by hand, as follows
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),  # "discard"
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)


def docx_of(content: bytes, kind: str, *, seconds: float = SECONDS) -> bytes:
    """The file as .docx; ``kind`` is "doc", "odt" or "rtf".

    Raises ``UnsupportedFormatError`` where LibreOffice is not installed, ``DamagedFileError`` when it cannot read it.
    """
    program = which("soffice") or which("libreoffice")
    if program is None:
        raise UnsupportedFormatError(
            f"The file is {NAMES[kind]}; save it as .docx or PDF, or install LibreOffice on this machine."
        )
    with tempfile.TemporaryDirectory(prefix="beslut-office-") as folder:
        source, profile = Path(folder) / f"document.{kind}", Path(folder) / "profile"
        source.write_bytes(content)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        result = Path(folder) / "out" / "document.docx"
        _convert(program, source, profile, result.parent, seconds)
        if not result.is_file() or result.stat().st_size > LARGEST_RESULT:
            raise DamagedFileError(f"The file is {NAMES[kind]} that LibreOffice cannot read; save it as PDF.")
        return result.read_bytes()


def _profile() -> str:
    return PROFILE.format(items="\n".join(ITEM.format(path=path, name=name, value=to) for path, name, to in SETTINGS))


def _convert(program: str, source: Path, profile: Path, folder: Path, seconds: float) -> None:
    command = [
        *(program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
    ]
    # a group of its own: LibreOffice starts children that would outlive it
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise DamagedFileError(
                f"LibreOffice needed more than {seconds:g} seconds for the file; save it as PDF."
            ) from error

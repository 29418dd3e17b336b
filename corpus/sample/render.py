"""PDFs and expected tags of the demo archive out of their sources: ``python -m corpus.sample.render [--check]``.

``--check`` writes nothing and ends with 1 when a committed file differs from what its source gives. PDFs are
compared with their streams unpacked, since two builds of zlib may pack the same page differently.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from pathlib import Path

from corpus.sample.expected_tags import tags_text
from corpus.sample.layouts import pdf_of
from corpus.sample.sources import PDF_FOLDER, SOURCE_FOLDER, SampleSource, sample_sources

# "stream\r\n<packed page>endstream": one stream of a PDF, group 1 its bytes
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def files_of(source: SampleSource) -> dict[Path, bytes]:
    """The two files a source gives, by path: its PDF and its expected tags."""
    return {
        PDF_FOLDER / f"{source.slug}.pdf": pdf_of(source),
        SOURCE_FOLDER / f"{source.slug}.tags.json": tags_text(source).encode("utf-8"),
    }


def write_all() -> int:
    """Number of sources written; files whose content is already right are left alone."""
    sources = sample_sources()
    for source in sources:
        for path, content in files_of(source).items():
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
    return len(sources)


def stale_files() -> list[Path]:
    """Committed files that differ from what the sources give, are missing, or have no source."""
    wanted = {path: content for source in sample_sources() for path, content in files_of(source).items()}
    kept = {*PDF_FOLDER.glob("*.pdf"), *SOURCE_FOLDER.glob("*.tags.json")}
    differing = {path for path in wanted.keys() & kept if not same_content(wanted[path], path.read_bytes())}
    return sorted(differing | (wanted.keys() ^ kept))


def same_content(first: bytes, second: bytes) -> bool:
    """True when two files are equal, or two PDFs draw the same."""
    return first == second or (first.startswith(b"%PDF") and page_streams(first) == page_streams(second))


def page_streams(pdf: bytes) -> list[bytes]:
    """The unpacked streams of a PDF, in order."""
    return [zlib.decompress(stream) for stream in STREAM.findall(pdf)]


def main() -> int:
    """Exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a committed file differs")
    if not parser.parse_args().check:
        print(f"{write_all()} documents written")
        return 0
    stale = stale_files()
    for path in stale:
        print(f"differs from its source: {path.name}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

"""PDFs, expected tags and sections of the demo archive: ``python -m corpus.sample.render [--check]``.

``--check`` writes nothing and ends with 1 when a committed file differs from what its source gives. PDFs are
compared with their streams unpacked, since two builds of zlib may pack the same page differently.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

from corpus.sample.expected_sections import sections_text
from corpus.sample.expected_tags import tags_text
from corpus.sample.layouts import pdf_of
from corpus.sample.sources import PDF_FOLDER, SAMPLE_FOLDER, SOURCE_FOLDER, SampleSource, sample_sources

CLUSTER_FILE = SAMPLE_FOLDER / "clusters.yaml"

# "\nstream\r\n<packed page>endstream": one stream of a PDF, group 1 its bytes
STREAM = re.compile(rb"\nstream\r?\n(.*?)endstream", re.DOTALL)


def clusters_text(sources: Sequence[SampleSource]) -> str:
    """``clusters.yaml``: the slugs of every cluster and of every case chain, as the front matter says them."""
    rows = ["# Written by corpus.sample.render from the front matter; do not edit.\n"]
    for key in ("cluster", "chain"):
        rows.append(f"{key}s:\n")
        for name in sorted({name for source in sources if (name := source.text(key))}):
            slugs = sorted(source.slug for source in sources if source.text(key) == name)
            rows += [f"  {name}:\n", *(f"  - {slug}\n" for slug in slugs)]
    return "".join(rows)


def files_of(source: SampleSource) -> dict[Path, bytes]:
    """The files a source gives, by path: its PDF, its expected tags and its expected sections."""
    return {
        PDF_FOLDER / f"{source.slug}.pdf": pdf_of(source),
        SOURCE_FOLDER / f"{source.slug}.tags.json": tags_text(source).encode("utf-8"),
        SOURCE_FOLDER / f"{source.slug}.sections.json": sections_text(source).encode("utf-8"),
    }


def wanted_files() -> dict[Path, bytes]:
    """Every file the sources give, by path."""
    sources = sample_sources()
    files = {path: content for source in sources for path, content in files_of(source).items()}
    return files | {CLUSTER_FILE: clusters_text(sources).encode("utf-8")}


def write_all() -> int:
    """Number of files the archive has; those whose content is already right are left alone."""
    wanted = wanted_files()
    for path, content in wanted.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    return len(wanted)


def stale_files() -> list[Path]:
    """Committed files that differ from what the sources give, are missing, or have no source."""
    wanted = wanted_files()
    kept = {*PDF_FOLDER.glob("*.pdf"), *SOURCE_FOLDER.glob("*.json"), *SAMPLE_FOLDER.glob("clusters.yaml")}
    differing = {path for path in wanted.keys() & kept if not same_content(wanted[path], path.read_bytes())}
    return sorted(differing | (wanted.keys() ^ kept))


def same_content(first: bytes, second: bytes) -> bool:
    """True when two files are equal, or two PDFs draw the same."""
    return first == second or (first.startswith(b"%PDF") and page_streams(first) == page_streams(second) != [])


def page_streams(pdf: bytes) -> list[bytes]:
    """The unpacked streams of a PDF, in order."""
    # a decompressobj minds neither the line end before "endstream" nor its absence
    return [zlib.decompressobj().decompress(stream) for stream in STREAM.findall(pdf)]


def main() -> int:
    """Exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a committed file differs")
    if not parser.parse_args().check:
        print(f"{write_all()} files are as their sources say")
        return 0
    stale = stale_files()
    for path in stale:
        print(f"differs from its source: {path.name}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

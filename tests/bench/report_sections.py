"""Reports whose sections are written by several measurements."""

from __future__ import annotations


def put_section(report_text: str, heading: str, section: str) -> str:
    """The report with one section replaced, or added at its end."""
    before, found, rest = report_text.partition(f"{heading}\n")
    if not found:
        return f"{report_text.rstrip()}\n\n{section}".lstrip()
    _, next_heading, after = rest.partition("\n## ")
    return before + section + (f"\n## {after}" if next_heading else "")

"""The scores of the tags over all gold in the repository, and the last ones kept in docs/reports/tagging.json.

python -m tests.acceptance.tagging_scores            # compares with the last scores
python -m tests.acceptance.tagging_scores --write    # makes the present ones the last (by hand only, not in CI)
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.sample.sources import PDF_FOLDER, SOURCE_FOLDER
from search_api.tagging_evaluation import drops, evaluate_tagging
from search_api.tagging_gold import gold_in
from search_api.tagging_rules import fields
from tests.bench.report_sections import put_section

REPORT_HEADING = "## Scores"
REPOSITORY = Path(__file__).resolve().parents[2]
GOLD = REPOSITORY / "tests" / "golden" / "tagging"
LAST = REPOSITORY / "docs" / "reports" / "tagging.json"
REPORT = LAST.with_suffix(".md")

# name of a set -> (labels, documents): printed pages and the same as text are two sets
SETS: dict[str, tuple[Path, Path | None]] = {
    "sample": (SOURCE_FOLDER, PDF_FOLDER),
    "snippets": (GOLD / "snippets", None),
    "unseen, printed": (GOLD / "unseen", GOLD / "printed"),
    "unseen, as text": (GOLD / "unseen", None),
    "later, printed": (GOLD / "later", GOLD / "later_printed"),
    "later, as text": (GOLD / "later", None),
    "wider, printed": (GOLD / "wider", GOLD / "wider_printed"),
    "wider, as text": (GOLD / "wider", None),
}


def present() -> list[str]:
    """The sets that there is gold for."""
    return [name for name, (labels, _) in SETS.items() if labels.is_dir()]


def scores_of(name: str) -> dict[str, Any]:
    """The report of one set."""
    return evaluate_tagging(gold_in(*SETS[name]))


def last_scores() -> dict[str, Any]:
    """The committed scores by set: {"documents", "fields": {name: counts and shares}}."""
    scores: dict[str, Any] = json.loads(LAST.read_text(encoding="utf-8"))
    return scores


def fallen(name: str, last: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What fell in a set, as text with the failing examples; empty when nothing did."""
    found = list(drops(last, now))
    return "\n".join([f"{name}:", *found]) if found else ""


def write(reports: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep the scores, without the failures, and the table of them. Refused in CI: no machine lowers its own bar."""
    if os.environ.get("CI"):
        raise SystemExit("scores are written by hand only, never in CI")
    kept = {
        name: {"documents": report["documents"], "fields": dict(report["fields"])} for name, report in reports.items()
    }
    LAST.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    REPORT.write_text(put_section(text, REPORT_HEADING, table(kept)), encoding="utf-8")


def table(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """The section of the report: F1 of every field on every set, and how each field is compared."""
    names = list(kept)
    documents = ", ".join(f"{name}: {kept[name]['documents']}" for name in names)
    lines = [
        REPORT_HEADING,
        "",
        "`python -m tests.acceptance.tagging_scores --write`: F1 (right / missed / surplus values).",
        f"Documents: {documents}.",
        "",
        "| field | " + " | ".join(names) + " | compared |",
        "|---" * (len(names) + 2) + "|",
    ]
    for field, rule in fields():
        cells = [_cell(kept[name]["fields"].get(field)) for name in names]
        if any(cells):
            lines.append(f"| {field} | " + " | ".join(cells) + f" | {rule} |")
    return "\n".join(lines) + "\n"


def _cell(counts: Mapping[str, Any] | None) -> str:
    if counts is None or not counts["right"] + counts["missed"] + counts["extra"]:
        return ""
    found = f"{counts['right']} / {counts['missed']} / {counts['extra']}"
    return f"{counts['f1']:.3f}" + (f" ({found})" if counts["f1"] < 1 else f" ({counts['right']})")


def main() -> None:
    """Compare or write."""
    reports = {name: scores_of(name) for name in present()}
    if "--write" in sys.argv[1:]:
        write(reports)
        return
    messages = [fallen(name, last_scores().get(name, {"fields": {}}), report) for name, report in reports.items()]
    print("\n".join(filter(None, messages)) or "no field fell")
    sys.exit(any(messages))


if __name__ == "__main__":
    main()

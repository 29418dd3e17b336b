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

REPOSITORY = Path(__file__).resolve().parents[2]
GOLD = REPOSITORY / "tests" / "golden" / "tagging"
LAST = REPOSITORY / "docs" / "reports" / "tagging.json"

# name of a set -> (labels, documents): printed pages and the same as text are two sets
SETS: dict[str, tuple[Path, Path | None]] = {
    "sample": (SOURCE_FOLDER, PDF_FOLDER),
    "snippets": (GOLD / "snippets", None),
    "unseen, printed": (GOLD / "unseen", GOLD / "printed"),
    "unseen, as text": (GOLD / "unseen", None),
    "later, printed": (GOLD / "later", GOLD / "later_printed"),
    "later, as text": (GOLD / "later", None),
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
    """Keep the scores, without the failures. Refused in CI: a machine must not lower its own bar."""
    if os.environ.get("CI"):
        raise SystemExit("scores are written by hand only, never in CI")
    kept = {
        name: {"documents": report["documents"], "fields": dict(report["fields"])} for name, report in reports.items()
    }
    LAST.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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

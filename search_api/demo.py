"""Three real questions to the demo archive, answered in the terminal: the end of ``make demo``."""

from __future__ import annotations

import sys
from pathlib import Path

from search_api.cli.options import settings_for
from search_api.cli.search_commands import show_answer
from search_api.owner_client import run_operation

# one for each kind of user: a case officer, a politician, a researcher
QUESTIONS = (
    "hundrastgård på parkmark, vad beslutades",
    "motioner från V om webbsändning av nämndens möten",
    "hemlösa kvinnor skyddat boende 2005-2015",
)


def main(home: Path) -> None:
    """Print each question with its three best answers."""
    settings = settings_for(home)
    for question in QUESTIONS:
        print(f'\n\n=== beslut search "{question}" ===')
        show_answer(run_operation("search", {"text": question, "limit": 3}, settings))
    print()


if __name__ == "__main__":
    main(Path(sys.argv[sys.argv.index("--home") + 1] if "--home" in sys.argv else "demo"))

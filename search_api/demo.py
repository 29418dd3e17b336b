"""Real questions to the demo archive, answered in the terminal: the end of ``make demo``."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.sample.questions import demo_questions
from search_api.cli.options import settings_for
from search_api.cli.search_commands import show_answer
from search_api.owner_client import run_operation


def main(home: Path) -> None:
    """Print each question with its three best answers."""
    settings = settings_for(home)
    for question in demo_questions():
        print(f'\n\n=== beslut search "{question}"')
        show_answer(run_operation("search", {"text": question, "limit": 3}, settings))
    print()


if __name__ == "__main__":
    main(Path(sys.argv[sys.argv.index("--home") + 1] if "--home" in sys.argv else "demo"))

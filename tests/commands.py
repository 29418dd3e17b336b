"""Running ``beslut`` as a user does: a process, its exit code, what it printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

BESLUT = [sys.executable, "-c", "from search_api.cli import main; main()"]
SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sample"


def beslut(*arguments: object, stdin: str | None = None, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """The finished process of one command."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BESLUT_")}
    return subprocess.run(
        [*BESLUT, *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        timeout=timeout,
        env=environment,
        check=False,
    )


def beslut_json(*arguments: object, **options: Any) -> Any:
    """The JSON value a command printed; it must have ended with 0."""
    done = beslut(*arguments, "--json", **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

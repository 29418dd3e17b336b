"""The command ``beslut``. Exit codes: 0 done, 1 the user's mistake, 2 usage, 3 archive or engine unavailable."""

from search_api.cli.main import main

__all__ = ["main"]

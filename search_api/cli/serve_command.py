"""``beslut serve``: the API and the pages in one process."""

from __future__ import annotations

from pathlib import Path

import click

from search_api.cli.options import configured_model, home_option, note


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="BESLUT_HOST")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), envvar="BESLUT_PORT")
@home_option
def serve(host: str, port: int, home: Path) -> None:
    """Serve search pages and API until Ctrl-C. This process owns the archive; other commands ask it."""
    from search_api.app import serve as run

    note(f"beslut: serving {home}; stop with Ctrl-C")
    run(home, host=host, port=port, model=configured_model())

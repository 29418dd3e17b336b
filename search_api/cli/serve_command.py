"""``beslut serve``: the API and the pages in one process."""

from __future__ import annotations

from pathlib import Path

import click

from search_api.cli.options import home_option, note, settings_for


@click.command()
@click.option("--host", help="Address to listen on (BESLUT_HOST, else 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one (BESLUT_PORT, else 8000).")
@home_option
def serve(host: str | None, port: int | None, home: Path | None) -> None:
    """Serve search pages and API until Ctrl-C. This process owns the archive; other commands ask it."""
    from search_api.app import serve as run

    settings = settings_for(home, host=host, port=port)
    note(f"beslut: serving {settings.home}; stop with Ctrl-C")
    run(settings)

"""The command group and its outermost error handling."""

from __future__ import annotations

import importlib
import sys

import click

from corpus.errors import BeslutError

# command -> module that defines it: a command imports its own module only, so that `beslut search` starts fast
COMMANDS = {
    "ingest": "ingest_command",
    "quarantine": "quarantine_commands",
    "status": "archive_commands",
    "verify": "archive_commands",
    "optimize": "archive_commands",
    "withdraw": "archive_commands",
    "reprocess": "reprocess_command",
    "correct": "correct_command",
    "export": "archive_commands",
    "load": "archive_commands",
    "search": "search_commands",
    "similar": "search_commands",
    "bulk": "search_commands",
    "tag": "tag_command",
    "evaluate": "model_commands",
    "rank": "model_commands",
    "embed": "model_commands",
    "serve": "serve_command",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Command names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"search_api.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="beslutsarkivet", prog_name="beslut")
def beslut() -> None:
    """Search system for Swedish municipal decisions.

    Fill an archive with `beslut ingest FILES`, ask it with `beslut search "fråga"`, open the pages with
    `beslut serve`. The archive lies in --home, BESLUT_HOME or ./arkiv.
    """


def main() -> None:
    """Run the command line; expected errors end with one line on stderr and their exit code."""
    try:
        beslut(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("beslut: interrupted; run the same command again to go on", err=True)
        sys.exit(130)
    except BeslutError as error:
        click.echo(f"beslut: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `beslut search … | head`
        sys.stderr.close()
        sys.exit(0)

"""Commands: options in, diagnostics and progress out, exit code.

A command file is imported when its command is run, so that `--help` answers at once.
"""

import importlib

import click

from batchpages import __version__

COMMANDS = {
    "build": "Check the project, build the storefront, and publish it to public/.",
    "clean": "Empty the store of results; never public/ or the record of what was published.",
}
"""Every command with its one line of help. Each is `command` in the module of its name."""


class LazyCommands(click.Group):
    """A group that imports a command's module only to run it, or to show the command's own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"batchpages.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="Example: batchpages build")
@click.version_option(__version__, prog_name="batchpages")
def main() -> None:
    """Turn batch stories into a static storefront."""

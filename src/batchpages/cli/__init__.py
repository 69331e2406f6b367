"""Commands: options in, diagnostics and progress out, exit code.

A command file is imported when its command is run, so that `--help` answers at once.
"""

import importlib
import os

import click

from batchpages import __version__

COMMANDS = {
    "new": "Begin a site, a batch, a product, a maker, an ingredient, a stockist, a page or a theme.",
    "build": "Check the project, build the storefront into public/ and label sheets into labels/.",
    "check": "Say what a build would say, and what the texts lack; publish nothing.",
    "labels": "Make labels to be printed, with the code of each batch's page.",
    "ledger": "Show every address that was put on labels, and whether it still has its page.",
    "serve": "Show the storefront in a browser, and follow every save.",
    "schema": "Print what may be written in each kind of file, for editors; or write their files anew.",
    "theme": "Show the themes that can be used; begin one, or copy a template out to change it.",
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

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; one that does not exist is told with the one that is most like it."""
        if args[0] not in COMMANDS:
            import difflib  # takes a fifth of the time that `--help` does

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if near:
                ctx.fail(f"there is no command `{args[0]}`; did you mean `{near[0]}`?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="Example: batchpages build")
@click.version_option(__version__, prog_name="batchpages")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn batch stories into a static storefront."""
    if os.environ.get("NO_COLOR"):  # https://no-color.org/
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True

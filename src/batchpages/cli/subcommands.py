"""Commands that have commands of their own: groups, and those that do something without one too."""

from typing import Any

import click

LONGEST = 200
"""Characters of a line of help, more than any command needs."""


class InOrder(click.Group):
    """A group that lists its commands in the order in which they were added, each with the whole of its first sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The names, in that order."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """The list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(LONGEST)) for name, command in self.commands.items()])


class WithMore(click.Command):
    """A command that gives way to one of `more` where its name stands first: `labels` makes labels, `labels stocks` lists stocks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.more: dict[str, click.Command] = {}

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """The context of this command, or of the one that is named first."""
        at = self._first_word(args)
        other = self.more.get(args[at]) if at < len(args) else None
        if other is not None:
            return other.make_context(f"{info_name} {args[at]}", [*args[:at], *args[at + 1 :]], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def _first_word(self, args: list[str]) -> int:
        """Where the first word stands that is no option, and no option's value."""
        flags = {name for param in self.params if isinstance(param, click.Option) and param.is_flag for name in param.opts} | {"-h", "--help"}
        at = 0
        while at < len(args) and args[at].startswith("-"):
            at += 1 if args[at] in flags or "=" in args[at] or (args[at][1] != "-" and len(args[at]) > 2) else 2
        return at

    def add(self, command: click.Command) -> None:
        """Let one more command have its name first."""
        self.more[str(command.name)] = command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The other commands, and then the example."""
        with formatter.section("More commands"):
            formatter.write_dl([(f"{ctx.command_path} {name}", command.get_short_help_str(LONGEST)) for name, command in self.more.items()])
        super().format_epilog(ctx, formatter)

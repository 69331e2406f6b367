"""Commands that have commands of their own, and do something without one too."""

from typing import Any

import click


class WithMore(click.Command):
    """A command that gives way to one of `more` where its name stands first: `labels` makes labels, `labels stocks` lists stocks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.more: dict[str, click.Command] = {}

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """The context of this command, or of the one that is named first."""
        other = self.more.get(args[0]) if args else None
        if other is not None:
            return other.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def add(self, command: click.Command) -> None:
        """Let one more command have its name first."""
        self.more[str(command.name)] = command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The other commands, and then the example."""
        with formatter.section("More commands"):
            formatter.write_dl([(f"{ctx.command_path} {name}", command.get_short_help_str(100)) for name, command in self.more.items()])
        super().format_epilog(ctx, formatter)

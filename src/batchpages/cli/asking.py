"""Asking, where somebody sits at a terminal. A wrong answer is told, and asked for again."""

import sys
from collections.abc import Callable, Sequence

import click

from batchpages.diagnostics import UsageError


def in_terminal() -> bool:
    """Whether there is somebody to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str = "", check: Callable[[str], object] = str) -> str:
    """An answer that `check` raises no `UsageError` for."""
    return str(click.prompt(question, default=default or None, value_proc=_checked(check), err=True))


def choose(question: str, choices: Sequence[tuple[str, str]], default: str) -> str:
    """One of some names, each with its title, by its number in a list or by itself."""
    names = [name for name, _ in choices]
    if len(names) == 1:
        return names[0]
    click.echo(f"{question}:", err=True)
    for number, (name, title) in enumerate(choices, 1):
        click.echo(f"  {number:>2}  {title or name} ({name})", err=True)

    def chosen(answer: str) -> str:
        if answer in names:
            return answer
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        raise UsageError(f"type a number from 1 to {len(names)}, or a name from the list")

    return str(click.prompt("Number", default=str(names.index(default) + 1), value_proc=_checked(chosen), err=True))


def _checked(check: Callable[[str], object]) -> Callable[[str], str]:
    """A check of answers: what it gives if that is a text, else the answer."""

    def checked(answer: str) -> str:
        try:
            found = check(answer.strip())
        except UsageError as wrong:
            raise click.BadParameter(str(wrong)) from None
        return found if isinstance(found, str) else answer.strip()

    return checked

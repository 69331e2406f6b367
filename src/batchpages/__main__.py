"""`python -m batchpages`, and the installed command."""

import sys


def main() -> None:
    """Run a command. Ctrl-C ends it without a traceback, also while it is still being imported."""
    try:
        from batchpages.cli import main as command  # noqa: PLC0415 -- so that the import is inside of the `try`

        command()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

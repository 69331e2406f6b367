"""The real command, run in this process: what a user of `batchpages build` sees, as text."""

import gc
import re

from click.testing import CliRunner

from batchpages.cli import main

SECONDS = re.compile(r"in \d+\.\d s$", re.MULTILINE)


def run(root, *options):
    """Build a project as on the day that tests take for today, without label sheets unless asked: the exit code, and what was printed."""
    labels = [] if "--labels" in options else ["--no-labels"]
    try:
        result = CliRunner().invoke(main, ["build", "--project", str(root), "--date", "2026-11-24", *labels, *options])
    finally:
        gc.enable()  # a command turns it off, as befits a process that ends soon
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert not result.stdout
    return f"exit code {result.exit_code}\n{SECONDS.sub('in 0.0 s', result.stderr)}"

"""How long label sheets take: a project of many batches is built without and with them, and the parts of one sheet are timed.

    python benchmarks/labels.py --batches 1000

Ratios to the build without labels, in the same run, are what counts. CPU is that of all processes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETTINGS = "name: Bench\nbase_url: https://orvalho-e-sal.pt/\nlabels:\n  target: {target}\n"
BATCH = (
    "---\ntitle: Batch number {n} of the year\nproduct: balm\nmaker: leila\ncode: SR-{n:05}\nmade: 2026-03-01\nbest_before: 2028-10\nunits: 120\n---\n{story}\n"
)
STORY = "It rained for nineteen days, and the salt of the year dissolved before anybody had raked it. " * 20


def write(root: Path, batches: int, target: str) -> None:
    files = {
        "batchpages.yaml": SETTINGS.format(target=target),
        "content/products/balm.md": "---\ntitle: Salt & Rose Balm\nsize: 50 ml\npao: 9\ngtin: '5609999001019'\n---\nA balm.\n",
        "content/makers/leila.md": "---\ntitle: Leila Haddad\n---\nShe stirs.\n",
    }
    files |= {f"content/batches/batch-{n:05}.md": BATCH.format(n=n, story=STORY) for n in range(batches)}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def timed(root: Path, *options: str) -> tuple[float, float, str]:
    """Wall time and CPU in seconds of one build, and its last line."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"CI": ""}
    done = subprocess.run([sys.executable, "-m", "batchpages", "build", "-C", root, *options], env=environment, capture_output=True, text=True, check=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr.strip().splitlines()[-1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--batches", type=int, default=1000)
    options.add_argument("--target", choices=["batch", "short", "gs1"], default="batch")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, given.batches, given.target)
        (bare, bare_cpu, _), (wall, cpu, line) = timed(root, "--no-labels"), timed(root)
        again = timed(root)
        print(line)
        print(f"without labels {bare:.2f} s, CPU {bare_cpu:.2f} s; then the sheets {wall:.2f} s, CPU {cpu:.2f} s; then nothing to do {again[0]:.2f} s")
        print(f"a sheet: {cpu / given.batches * 1000:.1f} ms CPU")


if __name__ == "__main__":
    main()

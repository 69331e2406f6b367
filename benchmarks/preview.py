"""How long it takes from a save until the browser shows it: a project of many batches is previewed, and one story edited again and again.

    python benchmarks/preview.py --batches 1000 --edits 100

Needs Playwright and a Chromium. The clock starts before the file is written and stops when the page holds the new words.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

SETTINGS = "name: Bench\nbase_url: https://orvalho-e-sal.pt/\n"
NAMED = "---\ntitle: Number {n}\n---\nOne of several.\n"
BATCH = "---\ntitle: Batch number {n} of the year\nproduct: product-{product}\nmaker: maker-{maker}\ncode: SR-{n:05}\nmade: 2026-03-01\n---\n{story}\n"
STORY = "It rained for nineteen days, and the salt of the year dissolved before anybody had raked it.\n\n" * 20


def write(root: Path, batches: int) -> None:
    """A project of so many batches, 40 of each product and 100 by each maker."""
    files = {"batchpages.yaml": SETTINGS}
    files |= {f"content/products/product-{n}.md": NAMED.format(n=n) for n in range(batches // 40 + 1)}
    files |= {f"content/makers/maker-{n}.md": NAMED.format(n=n) for n in range(batches // 100 + 1)}
    files |= {f"content/batches/batch-{n:05}.md": BATCH.format(n=n, product=n // 40, maker=n % (batches // 100 + 1), story=STORY) for n in range(batches)}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


WATCH = """
window.seen = new Promise((resolve) => {
  const look = () => document.body.textContent.includes(%r) && resolve(performance.timeOrigin + performance.now());
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
});
"""


def edited(page: object, story: Path, text: str, word: str) -> float:
    """Milliseconds from the save until the page shows the word."""
    page.evaluate(f"() => {{ {WATCH % word} }}")  # type: ignore[attr-defined]
    started = time.time() * 1000
    story.write_text(f"{text}\nAnd {word}.\n", encoding="utf-8")
    return float(page.evaluate("() => window.seen")) - started  # type: ignore[attr-defined]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--batches", type=int, default=1000)
    options.add_argument("--edits", type=int, default=100)
    options.add_argument("--pause", type=float, default=0.3, help="seconds between edits")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        write(root, given.batches)
        serve = subprocess.Popen([sys.executable, "-m", "batchpages", "serve", "-C", folder, "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            address = serve.stdout.readline().strip()  # type: ignore[union-attr]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            page.goto(f"{address}batches/batch-{given.batches // 2:05}/")
            page.wait_for_timeout(1500)
            story = root / f"content/batches/batch-{given.batches // 2:05}.md"
            text = story.read_text(encoding="utf-8")
            times = []
            for edit in range(given.edits):
                times.append(edited(page, story, text, f"edit{edit:04}"))
                time.sleep(given.pause)
            browser.close()
        finally:
            serve.terminate()
            serve.wait()
    cuts = statistics.quantiles(times, n=20)
    print(f"{given.batches} batches, {given.edits} edits: p50 {statistics.median(times):.0f} ms, p95 {cuts[18]:.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()

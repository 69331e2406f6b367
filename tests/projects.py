"""Small projects for tests: written from a mapping of paths to texts, built in this process."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from batchpages.edges.shown import shown
from batchpages.engine.run import ChooseExecutor
from batchpages.start import build
from batchpages.wish import Report, Wish

TODAY = datetime.date(2026, 11, 24)
SETTINGS = "name: Test Brand\ntagline: Made in batches.\nbase_url: https://brand.example/\n"
SMALL = {
    "batchpages.yaml": SETTINGS,
    "content/products/balm.md": "---\ntitle: Rose Balm\nsize: 50 ml\n---\nA balm.\n",
    "content/makers/leila.md": "---\ntitle: Leila\nplace: Olhão\ncountry: PT\n---\nShe makes balm.\n",
    "content/ingredients/rose.md": "---\ntitle: Rose otto\norigin: {place: Kazanlak, country: BG}\n---\nFrom the valley.\n",
    "content/batches/first.md": (
        "---\ntitle: The first\nproduct: balm\nmaker: leila\ncode: RB-1\nmade: 2026-03-01\nsourcing:\n  - ingredient: rose\n    share: 2 %\n---\n"
        "It rained in May. [Leila](maker:leila) waited.\n"
    ),
    "content/batches/second.md": (
        "---\ntitle: The second\nsummary: Drier.\nproduct: balm\nmaker: leila\ncode: RB-2\nmade: 2026-05-01\nprice: 12.00 EUR\n---\n"
        "It was dry. See [the first](batch:first).\n"
    ),
}
"""A project that builds: one product, one maker, one ingredient, two batches."""


def in_process(_: int) -> None:
    """The executor of small work."""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def build_here(root: Path, output: Path | None = None, choose: ChooseExecutor = in_process, **wish: object) -> Report:
    """Build as on the day that tests take for today, and without label sheets, unless `wish` asks for them."""
    options = {"date": TODAY, "labels": False} | wish
    return build(root, Wish(output or root / "public", **options), choose, lambda *_: None)


def messages(report: Report, root: Path) -> list[str]:
    found = []
    for each in shown(report.diagnostics, root):
        place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
        found.append(f"{place}: {each.severity}: {each.what}")
        found += [f"    also: {other}" for other in each.also]
        found += [f"    hint: {each.hint}"] if each.hint else []
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

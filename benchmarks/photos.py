"""What a cold build adds to the bare work on photographs: the same photographs by a short script of Pillow's, and by a build, in turn.

    python benchmarks/photos.py --photos 100 --pairs 5

Both make of each photograph three WebP (480, 960 and 1600 px wide, quality 80) and one JPEG (960, quality 82), in the same number of processes. The
build has a page for each photograph too; what the pages cost is seen by one of the same project without photographs. Ratios within a pair are what
counts. All lies in memory where there is such a file system. CPU is that of all processes, memory that of the largest one.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

SETTINGS = "name: Bench\nbase_url: https://shop.example/\ntheme:\n  name: bare\n"
THEME = """\
name: bare
words: {en: {}}
images:
  hero: {for: hero, widths: [480, 960, 1600], formats: [webp, jpeg], quality: {webp: 80, jpeg: 82}, fallback: 960}
"""
PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ batch.title }}</title></head><body><main><h1>{{ batch.title }}</h1>
{% if batch.photo %}{% set hero = batch.photo.images.hero %}<picture>{% for each in hero.sources %}<source type="{{ each.type }}" srcset="{{ each.srcset }}">{% endfor %}
<img src="{{ hero.address }}" width="{{ hero.width }}" height="{{ hero.height }}" alt="{{ batch.photo.alt }}"></picture>{% endif %}
{{ batch.story }}</main></body></html>
"""
PHOTO = "photos:\n  - file: hero.jpg\n    alt: Something that grew\n"
BATCH = "---\ntitle: Batch number {n}\nproduct: balm\nmaker: leila\ncode: SR-{n:05}\nmade: 2026-03-01\n{photo}---\n{story}\n"
STORY = "It rained for nineteen days, and the salt of the year dissolved before anybody had raked it. " * 20


class Cost(NamedTuple):
    """Wall time and CPU in seconds, and the memory of the largest process in MB."""

    wall: float
    cpu: float
    memory: float


def draw(number: int, to: Path) -> None:
    """A picture of 2400 × 1600 px with shapes, edges and grain, some 700 kB as JPEG, as a camera's is."""
    dice = random.Random(number)
    layers = []
    for _ in "RGB":
        shapes = Image.frombytes("L", (24, 16), dice.randbytes(24 * 16)).resize((2400, 1600), Image.Resampling.BICUBIC)
        edges = Image.frombytes("L", (120, 80), dice.randbytes(120 * 80)).resize((2400, 1600), Image.Resampling.NEAREST)
        layers.append(Image.blend(Image.blend(shapes, edges, 0.15), Image.frombytes("L", (2400, 1600), dice.randbytes(2400 * 1600)), 0.06))
    Image.merge("RGB", layers).save(to, "JPEG", quality=88)


def bare(photo: Path, to: Path) -> None:
    """What the photographs cost whoever makes them: one decode, and each size made of the one before."""
    with Image.open(photo) as image:
        height = round(1600 * image.height / image.width)
        image.draft("RGB", (1600, height))
        big = image.resize((1600, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    middle = big.resize((960, round(960 * height / 1600)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = middle.resize((480, round(480 * height / 1600)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    for each in (big, middle, small):
        each.save(to / f"{photo.parent.name}-{each.width}.webp", quality=80, method=4 if each.width <= 1000 else 2)
    middle.save(to / f"{photo.parent.name}-960.jpg", quality=82)


def bare_all(project: Path, to: Path, jobs: int) -> None:
    photos = [(photo, to) for photo in sorted(project.glob("content/batches/*/hero.jpg"))]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        pool.starmap(bare, photos, chunksize=1)
        pool.close()
        pool.join()


def write(root: Path, photos: list[Path], *, shown: bool) -> None:
    files = {
        "batchpages.yaml": SETTINGS,
        "themes/bare/theme.yaml": THEME,
        "themes/bare/templates/batch.html": PAGE,
        "content/products/balm.md": "---\ntitle: Salt & Rose Balm\n---\nA balm.\n",
        "content/makers/leila.md": "---\ntitle: Leila Haddad\n---\nShe stirs.\n",
    }
    for n, photo in enumerate(photos):
        home = f"content/batches/batch-{n:05}"
        files[f"{home}/story.md"] = BATCH.format(n=n, photo=PHOTO if shown else "", story=STORY)
        if shown:
            (root / home).mkdir(parents=True)
            shutil.copyfile(photo, root / home / "hero.jpg")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def timed(argv: list[str]) -> Cost:
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, *argv])
    _, status, use = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{argv} ended with {child.returncode}")
    return Cost(wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024)


def build(root: Path, jobs: int) -> Cost:
    for made in ("public", ".batchpages"):
        shutil.rmtree(root / made, ignore_errors=True)
    return timed(["-m", "batchpages", "build", "-C", str(root), "--no-labels", "--quiet", "--jobs", str(jobs)])


def script(root: Path, to: Path, jobs: int) -> Cost:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    return timed([__file__, "--bare", str(root), str(to), "--jobs", str(jobs)])


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def compare(root: Path, photos: list[Path], pairs: int, jobs: int) -> None:
    write(root / "project", photos, shown=True)
    write(root / "pages", photos, shown=False)
    costs: dict[str, list[Cost]] = {"script": [], "build": [], "pages": []}
    runs: dict[str, Callable[[], Cost]] = {
        "script": lambda: script(root / "project", root / "bare", jobs),
        "build": lambda: build(root / "project", jobs),
        "pages": lambda: build(root / "pages", jobs),
    }
    for pair in range(pairs):
        for name in sorted(runs, reverse=bool(pair % 2)):
            costs[name].append(runs[name]())
    for name, called in (("script", "the bare script"), ("build", "batchpages build"), ("pages", "the same without photographs")):
        wall, cpu, memory = (statistics.median(values) for values in zip(*costs[name], strict=True))
        print(f"{called}: wall {wall:.2f} s, CPU {cpu:.2f} s ({cpu / len(photos) * 1000:.0f} ms a photograph), {memory:.0f} MB")
    ratios = [(b.wall / s.wall, b.cpu / s.cpu, (b.cpu - p.cpu) / s.cpu) for s, b, p in zip(*costs.values(), strict=True)]
    wall, cpu, photographs = (statistics.median(values) for values in zip(*ratios, strict=True))
    print(f"build to script: wall {wall:.2f}, CPU {cpu:.2f}; without what the pages take, CPU {photographs:.2f}")
    print(f"bytes: script {size(root / 'bare')}, build {size(root / 'project/public/img')}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--photos", type=int, default=40)
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--of", type=Path, metavar="DIR", help="a folder of JPEGs to take; otherwise they are drawn")
    options.add_argument("--bare", type=Path, nargs=2, metavar=("PROJECT", "DIR"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.bare:
        bare_all(*given.bare, given.jobs)
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        root = Path(folder)
        photos = sorted(given.of.glob("*.jpg"))[: given.photos] if given.of else [root / f"{n}.jpg" for n in range(given.photos)]
        if not given.of:
            for n, photo in enumerate(photos):
                draw(n, photo)
        compare(root, photos, given.pairs, given.jobs)


if __name__ == "__main__":
    main()

"""The pictures of docs/, made anew from a new site and from the example project: `.venv/bin/python docs/pictures/make.py`.

They are taken from the real commands, with a headless Chromium (BATCHPAGES_BROWSER names another one). Letters are those of this computer.
"""

import base64
import contextlib
import html
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DAY = 1795478400
"""Midnight of 24 November 2026: no picture depends on the day on which it is made."""
BATCH = "content/batches/two-days-in-the-kitchen/story.md"
LABELLED = "SR-2026-002"
WITHOUT_PANEL = "document.querySelector('batchpages-preview').style.display = 'none'"
WITH_PANEL = "document.querySelector('batchpages-preview').style.display = ''"
CODE_STYLE = """
body { margin: 0; display: grid; grid-template-columns: 1fr 1fr; height: 632px; overflow: hidden; background: #fff }
pre { margin: 0; padding: 22px 24px; background: #f6f4f0; font: 12.5px/1.55 "DejaVu Sans Mono", monospace; white-space: pre-wrap; color: #2b2925 }
b { color: #7a3b00; font-weight: 600 } i { color: #a09a8e; font-style: normal }
img { width: 100%; border-left: 1px solid #d8d4cc }
"""


def make(browser: Browser, folder: Path) -> None:
    """Make every picture, into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        begin_and_write(browser, Path(scratch), folder)
        look_at_the_example(browser, Path(scratch), folder)


# --- a new site: the pages of docs/first-page.md -----------------------------------------------------------------------------


def begin_and_write(browser: Browser, scratch: Path, folder: Path) -> None:
    """Do what docs/first-page.md says, and look at it on the way."""
    batchpages(scratch, "new", "site", "my-shop", "--timezone", "UTC")
    shop = scratch / "my-shop"
    batchpages(shop, "new", "batch", "Two days in the kitchen")
    file, told = shop / BATCH, (ROOT / "docs" / "first-page.md").read_text(encoding="utf-8")
    (story,) = re.findall(r"(?s)```markdown\n(.*?)```", told)
    with served(shop) as address:
        page = opened(browser, address + "batches/two-days-in-the-kitchen/", 1000, 560)
        page.locator("batchpages-preview .draft").wait_for()
        save(folder / "draft.png", page.screenshot())

        begun = file.read_text(encoding="utf-8")
        file.write_text(begun + story, encoding="utf-8")
        page.get_by_text("On Saturday it was firm.").wait_for()
        save(folder / "file-and-page.png", beside(browser, written(begun) + re.sub(r"(?<=\S)\n(?=\S)", " ", story), page))

        file.write_text(file.read_text(encoding="utf-8").replace("product: linden-soap", "product: linden-sope"), encoding="utf-8")
        page.locator("batchpages-preview .mistakes").wait_for()
        save(folder / "mistake.png", page.screenshot())

        now = file.read_text(encoding="utf-8").replace("product: linden-sope", "product: linden-soap").replace("draft: true\n", "")
        file.write_text(re.sub(r"(?m)^draft: true.*\n", "", now), encoding="utf-8")
        page.locator("batchpages-preview .mistakes").wait_for(state="hidden")
        page.locator("batchpages-preview .hints > summary").click()
        save(folder / "hints.png", page.screenshot(clip={"x": 440, "y": 400, "width": 560, "height": 160}))


def written(begun: str) -> str:
    """The fields of a file, without its remarks and what is not in use."""
    head = begun.partition("\n---\n")[0].splitlines()
    fields = [re.sub(r"\s+#.*", "", line) for line in head if re.match(r"---$|\w+:", line)]
    return "\n".join([*fields, "---\n"])


def beside(browser: Browser, text: str, page: Page) -> bytes:
    """A picture of a file beside its page."""
    page.set_viewport_size({"width": 680, "height": 760})
    page.evaluate(WITHOUT_PANEL)
    seen = base64.b64encode(page.screenshot(full_page=True)).decode()
    page.evaluate(WITH_PANEL)
    page.set_viewport_size({"width": 1000, "height": 560})
    coloured = re.sub(r"(?m)^(\w+:)", r"<b>\1</b>", re.sub(r"(?m)^(---|## )", r"<i>\1</i>", html.escape(text)))
    both = browser.new_page(viewport={"width": 1000, "height": 632}, device_scale_factor=2)
    both.set_content(f'<style>{CODE_STYLE}</style><pre>{coloured}</pre><div><img src="data:image/png;base64,{seen}"></div>')
    both.wait_for_function("document.images[0].complete")
    return both.screenshot()


# --- the example project: a page on a phone, and labels ------------------------------------------------------------------------


def look_at_the_example(browser: Browser, scratch: Path, folder: Path) -> None:
    """Look at the example project as a shopper does, and print its labels."""
    shop = scratch / "example"
    shop.mkdir()
    shutil.copytree(ROOT / "content", shop / "content")
    shutil.copy(ROOT / "batchpages.yaml", shop)
    with served(shop, "--no-drafts") as address:
        page = opened(browser, address + "batches/rain-in-may/", 390, 680)
        page.locator("batchpages-preview").wait_for(state="attached")
        page.evaluate(WITHOUT_PANEL)
        save(folder / "phone.png", page.screenshot())
    batchpages(shop, "labels", LABELLED, "--copies", "21", "--outline", "--output", "sheet.pdf")
    sheet = pypdfium2.PdfDocument(shop / "sheet.pdf")[0]
    save(folder / "label-sheet.png", png(sheet.render(scale=1.4).to_pil()))
    mm = 5 * 72 / 25.4
    left, top, wide, high = 7.2, 15.15, 63.5, 38.1  # the first label of an L7160
    box = [round(each * mm) for each in (left - 0.4, top - 0.4, left + wide + 0.4, top + high + 0.2)]
    save(folder / "label.png", png(sheet.render(scale=5).to_pil().crop(box)))


# --- tools -----------------------------------------------------------------------------------------------------------------------


def batchpages(where: Path, *words: str) -> None:
    """Run a command."""
    subprocess.run([sys.executable, "-m", "batchpages", *words], cwd=where, env=surroundings(), check=True, stdin=subprocess.DEVNULL)


def surroundings() -> dict[str, str]:
    """The environment of a command: always the same day, and no build service."""
    return os.environ | {"SOURCE_DATE_EPOCH": str(DAY), "CI": "", "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def served(shop: Path, *options: str):
    """A preview of a project: its address."""
    command = [sys.executable, "-m", "batchpages", "serve", "--quiet", "--port", "0", *options]
    with subprocess.Popen(command, cwd=shop, env=surroundings(), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)


def opened(browser: Browser, address: str, width: int, height: int) -> Page:
    """A page in a window of its own."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2, reduced_motion="reduce")
    page.goto(address)
    return page


def png(picture: Image.Image) -> bytes:
    """A picture as bytes."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def save(path: Path, taken: bytes) -> None:
    """Write a picture, with a line around it and few colours, so that it is small."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#c9c5bd", width=2)
    picture.quantize(80, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        program = os.environ.get("BATCHPAGES_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        make(playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"]), HERE)

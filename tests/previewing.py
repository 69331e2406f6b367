"""The real `batchpages serve`, in a process of its own, and what a page of it shows in a browser."""

import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from playwright.sync_api import expect

import projects

SHOP = projects.SMALL | {
    "batchpages.yaml": f"{projects.SETTINGS}theme: mine\ncheck:\n  - {{rule: short-story, reason: Tests are short.}}\n",
    "themes/mine/theme.yaml": "name: mine\nextends: shelf\n",
    "themes/mine/templates/_story.html": '{% if story %}<div class="story"><p class="by-hand">Written by hand.</p>{{ story }}</div>{% endif %}\n',
    "themes/mine/assets/site.css": "body { background: rgb(250, 240, 230); margin: 0 }\n",
    "content/static/hello.txt": "Hello.\n",
}
"""A project with a theme of its own: a template, a stylesheet; and a file that is published as it is."""
FIRST, SECOND = "content/batches/first.md", "content/batches/second.md"
STORY, STYLE = "themes/mine/templates/_story.html", "themes/mine/assets/site.css"
DRAFT = "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\ndraft: true\n---\nNobody has read this yet.\n"
PATIENCE = 10_000
"""Milliseconds that anything may take here; a preview takes a hundredth of it."""
AGAIN = "content/static/again.txt"
ROUND = re.compile(r"files? made in|the last good pages are shown")


class Preview:
    """A preview of the project in `root`: its `address` without a slash at the end, and what it has `said` on stderr, line by line."""

    def __init__(self, root, *options, port=0, environment=None):
        self.root = root
        command = [sys.executable, "-m", "batchpages", "serve", "-C", str(root), "--port", str(port), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
        self.said = []
        self._hears = threading.Thread(target=self._hear, daemon=True)
        self._hears.start()
        self.address = re.match(r"http://[^/]+", self.process.stdout.readline())[0]
        self.port = int(self.address.rpartition(":")[2])

    def _hear(self):
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))

    @property
    def rounds(self):
        """How many rounds there were so far."""
        return sum(bool(ROUND.search(line)) for line in self.said)

    def write(self, files):
        projects.write(self.root, files)

    def change(self, path, old, new):
        """Save a file with something else in place of a text that stands in it."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write({path: text.replace(old, new)})

    def get(self, path):
        """The status and the body of what stands at a path."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def restore(self, files):
        """Make the project what it was, and wait until it is shown."""
        for path in ("content", "themes"):
            for there in sorted((self.root / path).rglob("*")):
                if there.is_file() and there.relative_to(self.root).as_posix() not in {*files, AGAIN}:
                    there.unlink()
        for folder in sorted((path for path in self.root.rglob("*") if path.is_dir()), reverse=True):
            if folder.is_relative_to(self.root / "content") and not any(folder.iterdir()):
                folder.rmdir()
        self.write({path: text for path, text in files.items() if not (self.root / path).exists() or (self.root / path).read_text(encoding="utf-8") != text})
        shutil.rmtree(self.root / ".git", ignore_errors=True)
        self.settle()

    def settle(self):
        """Wait until all that was saved so far is shown: a round goes by the whole project, so this file tells of all."""
        mark = str(time.monotonic_ns())
        self.write({AGAIN: mark})
        until = time.monotonic() + 20
        while self.get("/again.txt") != (200, mark.encode()):
            assert time.monotonic() < until, self.said
            time.sleep(0.02)

    def stop(self, how=signal.SIGINT):
        """End it as Ctrl-C does: its exit code, and how many seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(20)
        took = time.monotonic() - began
        self._hears.join(5)
        self.process.stdout.close()
        self.process.stderr.close()
        return code, took


# --- a page of it ------------------------------------------------------------------------------------------------------------


def followed(page):
    """Whether the page is the one that was opened, never reloaded."""
    return page.evaluate("window.same === true")


def shows(page, text):
    expect(page.locator("main").get_by_text(text).first).to_be_visible(timeout=PATIENCE)


def overlay(page):
    return page.locator("batchpages-preview .mistakes")


def mended(page):
    expect(overlay(page)).to_be_hidden(timeout=PATIENCE)


def mistakes(page, count):
    """The mistakes over a page, once there are so many of them, each as its lines of text."""
    items = overlay(page).locator("li")
    expect(items).to_have_count(count, timeout=PATIENCE)
    return [item.inner_text() for item in items.all()]

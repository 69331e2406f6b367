"""The real `batchpages serve`, in a process of its own."""

import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import projects

AGAIN = "content/static/again.txt"
ROUND = re.compile(r"files? made in|the last good pages are shown")


class Preview:
    """A preview of the project in `root`: its `address` without a slash at the end, and what it has `said` on stderr, line by line."""

    def __init__(self, root, *options, port=0):
        self.root = root
        command = [sys.executable, "-m", "batchpages", "serve", "-C", str(root), "--port", str(port), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
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

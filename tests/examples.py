"""What a page of the documentation shows, and how it is tried.

A fence of `sh` is run. A fence of `console` is run, and its output compared but for the time and what stands as `…`; `batchpages serve` in it is ended
once it stands. A fence of `diff` changes the file that is named in backticks on the line before it: each line with `-` begins one line of the
file, which those with `+` after it replace. Any other fence with a language but `text` is a file of the project, named on the line before it; where that line says "add", it is
added to the end of the file.

Pure information is no message: diagnostics that are only `info`, with their hints, may be left out of a `console` fence.
"""

import io
import itertools
import re
import signal
import subprocess
import threading
from collections import defaultdict
from typing import NamedTuple

from PIL import Image

SECONDS = re.compile(r"in \d+\.\d+ s")
INFORMATION = re.compile(r"(?m)^\S+: info: .*\n(?:    (?:also|hint): .*\n)*")
PORT = re.compile(r"(?<=http://127\.0\.0\.1:)\d+")
MOST_SECONDS = 60


class Fence(NamedTuple):
    lead: str
    language: str
    text: str


class Shell(NamedTuple):
    """A shell with `batchpages` in it."""

    path: str
    environment: dict[str, str]

    def run(self, script, folder):
        """The exit code and the output of a script."""
        done = subprocess.run(
            [self.path, "-e", "-c", script], cwd=folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return done.returncode, done.stdout

    def begin_to_serve(self, command, folder):
        """What a preview says until it stands. It takes any port that is free, and says that it is the usual one."""
        script = f"exec {command} --port 0"
        with subprocess.Popen(
            [self.path, "-c", script], cwd=folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            patience = threading.Timer(MOST_SECONDS, process.kill)
            patience.start()
            said = ""
            for line in process.stdout:
                said += line
                if line == "Ctrl-C ends the preview.\n":
                    break
            process.send_signal(signal.SIGINT)
            ending = process.stdout.read()
            patience.cancel()
        assert process.returncode == 0, said + ending
        return PORT.sub("8000", said)


def sections(page):
    """The fences of a page that are tried, by the heading that they stand under."""
    found, heading, lead, lines = defaultdict(list), "", "", iter(page.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        if line.startswith("```"):
            text = "".join(f"{inside}\n" for inside in itertools.takewhile(lambda inside: inside != "```", lines))
            if line not in ("```", "```text"):
                found[heading].append(Fence(lead, line.removeprefix("```"), text))
        elif line:
            lead = line
    return found


def follow(fence, project, shell):
    """Do what a fence says, in a project."""
    if fence.language == "sh":
        code, output = shell.run(fence.text, project)
        assert code == 0, output
    elif fence.language == "console":
        compare(fence, project, shell)
    elif fence.language == "diff":
        change(fence, project)
    else:
        write(fence, project)


def named_file(fence, project):
    names = re.findall(r"`([^`]+)`", fence.lead)
    assert names, f"the line before the fence names no file: {fence.lead}"
    return project / names[-1]


def write(fence, project):
    """Write a file that a page shows, and stand-ins for the pictures and PDFs that it names."""
    path = named_file(fence, project)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if " add" in fence.lead else "w", encoding="utf-8") as file:
        file.write(fence.text)
    picture = io.BytesIO()
    Image.new("RGB", (4, 3)).save(picture, "JPEG")
    for name in re.findall(r"\b[\w-]+\.(?:jpg|pdf)\b", fence.text) if path.name in ("story.md", "batch.yaml") else ():
        (path.parent / name).write_bytes(picture.getvalue() if name.endswith(".jpg") else b"%PDF-1.4\n")


def change(fence, project):
    """Change lines of a file as a page says."""
    path = named_file(fence, project)
    lines, at = path.read_text(encoding="utf-8").splitlines(), None
    for line in fence.text.splitlines():
        sign, text = line[:1], line[1:]
        if sign == "-":
            (at,) = (number for number, each in enumerate(lines) if each.startswith(text))
            del lines[at]
        else:
            assert sign == "+"
            lines.insert(at, text)
            at += 1
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def compare(fence, project, shell):
    """Run the commands of a page, and hold what they say against what it shows."""
    for example in re.split(r"(?m)^\$ ", fence.text)[1:]:
        command, _, expected = example.partition("\n")
        output = shell.begin_to_serve(command, project) if command.startswith("batchpages serve") else shell.run(command, project)[1]
        pattern = re.escape(SECONDS.sub("in … s", expected)).replace("…", ".*")
        assert re.fullmatch(pattern, output) or re.fullmatch(pattern, INFORMATION.sub("", output)), output

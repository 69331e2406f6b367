"""Tasks for the engine's tests, in a module that worker processes can import."""

import os
import signal

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.task import Result

calls = []


def shout(inputs, read):
    """The files it is given, in capitals, after a word; with everything that a result can hold."""
    calls.append(inputs["word"])
    text = inputs["word"] + "".join(read(bytes.fromhex(digest)).decode() for digest in inputs["files"])
    files = {"text": text.upper().encode(), "length": str(len(text)).encode()}
    warning = Diagnostic(Place("a.md", ("title",)), f"loud {inputs['word']}", severity="warning")
    return Result(files, text.encode(), (f"/{inputs['word']}/",), ("top",), (warning,))


def copy(inputs, read):
    """A file as it is."""
    return Result({"file": read(bytes.fromhex(inputs["files"][0]))})


def fail(inputs, read):
    """An author's mistake."""
    return Result({"text": b"half"}, diagnostics=(Diagnostic(Place("a.md"), "wrong"),))


def crash(inputs, read):
    """Our mistake."""
    raise ZeroDivisionError("a bug")


def end(inputs, read):
    """The end of the process that does it, as when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)

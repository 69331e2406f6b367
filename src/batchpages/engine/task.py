"""A task is a value: a function's name, its plain inputs, and the digests of the files it reads."""

import functools
import hashlib
import importlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic

Digest = bytes
"""The name of some bytes: their BLAKE2b digest, 20 bytes long."""

Read = Callable[[Digest], bytes]
"""Gives the bytes that a digest names."""


class Result(msgspec.Struct, frozen=True):
    """What a task gives: named files, what the joins need to know of them, and the diagnostics found.

    `files` are the bytes that are kept or published. `entry` is small encoded data that is kept in the store's index
    itself, for the pure joins that run at every build. `links` and `anchors` are those of the files, for verifying.
    A result with an error is used by the build that made it and never stored.
    """

    files: Mapping[str, bytes] = {}
    entry: bytes = b""
    links: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is an error among the diagnostics."""
        return any(d.severity == "error" for d in self.diagnostics)


class Task(msgspec.Struct, frozen=True):
    """`function` (as `module:name`) applied to plain `inputs` and to the bytes of `files`.

    The function is called as `function(inputs, read) -> Result` and must be pure. In its inputs it finds `files` once more, as
    hexadecimal digests in the same order, so that other inputs can say what each file is; it may `read` no others.
    """

    function: str
    inputs: Mapping[str, Any]
    files: tuple[Digest, ...] = ()

    def key(self, code: Digest) -> Digest:
        """The digest of all that can change the result; `code` stands for the program itself and its libraries."""
        inputs = msgspec.json.encode(self.inputs, order="deterministic")
        head = b"%s\0%s\0%d\0%s" % (code, self.function.encode(), len(inputs), inputs)
        return hashlib.blake2b(head + b"".join(self.files), digest_size=20).digest()


class Output(NamedTuple):
    """One file to publish: the task that makes it and which of the task's files it is, and the author's file that asked for it.

    One that is `told` cannot be made, and the mistake in its template has been told.
    """

    path: str
    task: Task
    name: str
    source: str
    told: bool = False


def digest_of(data: bytes) -> Digest:
    """The digest that names `data`."""
    return hashlib.blake2b(data, digest_size=20).digest()


@functools.cache
def function_named(name: str) -> Callable[[Mapping[str, Any], Read], Result]:
    """The function that a task names as `module:name`, imported on first use."""
    module, _, attribute = name.partition(":")
    function: Callable[[Mapping[str, Any], Read], Result] = getattr(importlib.import_module(module), attribute)
    return function


def execute(task: Task, read: Read) -> Result:
    """Run one task here and now."""
    return function_named(task.function)({**task.inputs, "files": [digest.hex() for digest in task.files]}, read)

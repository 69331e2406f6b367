"""The program itself, as one digest: our own source, the exact Python, and the libraries that shape what is made."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from batchpages.engine.task import Digest

PACKAGE = Path(__file__).resolve().parent.parent
SHAPING = (
    "babel",
    "font_source_sans_pro",
    "fonttools",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "pypdf",
    "pyyaml",
    "qrcode",
    "reportlab",
    "resvg_py",
)
OPTIONAL = ("pi_heif",)
"""Libraries that shape what is made only where they are installed."""


def digest() -> Digest:
    """Changes whenever the same input might give other bytes (html.parser differs even between patch releases of Python)."""
    found = hashlib.blake2b(f"{sys.implementation.name} {sys.version}\0".encode(), digest_size=20)
    for library in _libraries():
        found.update(f"{library}\0".encode())
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "themes"))
        for name in sorted(name for name in files if name.endswith(".py")):
            path = Path(folder, name)
            found.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.digest()


def _libraries() -> Iterator[str]:
    """The libraries as their installers recorded them, such as `jinja2-3.1.6`; the first on the path is the one that is imported.

    Read from the names of their folders, since `importlib.metadata` takes longer to import than a small build does.
    """
    found: dict[str, str] = {}
    shaping = {*SHAPING, *OPTIONAL}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            stem, dot, ending = name.lower().rpartition(".")
            library = stem.partition("-")[0]
            if dot and ending in ("dist-info", "egg-info") and library in shaping:
                found.setdefault(library, stem)
    for name in SHAPING:
        if name not in found:
            from importlib.metadata import version  # noqa: PLC0415 -- for unusual installations

            found[name] = f"{name}-{version(name)}"
    yield from (found[name] for name in sorted(found))


def bundled_themes() -> Path:
    """The folder of the themes that come with the program: inside the package, or beside `src` in a checkout."""
    packed = PACKAGE / "themes"
    return packed if packed.is_dir() else PACKAGE.parent.parent / "themes"

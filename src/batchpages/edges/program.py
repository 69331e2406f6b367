"""The program itself, as one digest: our own source, the exact Python, and the libraries that shape what is made."""

import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from batchpages.engine.task import Digest

PACKAGE = Path(__file__).resolve().parent.parent
SHAPING = ("babel", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pillow", "pyyaml")


def digest() -> Digest:
    """Changes whenever the same input might give other bytes (html.parser differs even between patch releases of Python)."""
    found = hashlib.blake2b(f"{platform.python_implementation()} {platform.python_version()}\0".encode(), digest_size=20)
    for name in SHAPING:
        found.update(f"{name} {version(name)}\0".encode())
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "themes"))
        for name in sorted(name for name in files if name.endswith(".py")):
            path = Path(folder, name)
            found.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.digest()


def bundled_themes() -> Path:
    """The folder of the themes that come with the program: inside the package, or beside `src` in a checkout."""
    packed = PACKAGE / "themes"
    return packed if packed.is_dir() else PACKAGE.parent.parent / "themes"

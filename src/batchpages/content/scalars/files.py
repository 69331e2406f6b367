"""Files and pictures beside a story."""

import re
from typing import NamedTuple

from batchpages.content.scalars.addresses import https
from batchpages.content.scalars.converter import refused
from batchpages.model import PICTURES, PUBLISHED_BESIDE

MAX_NAME_BYTES = 200
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
"""Names that Windows keeps for itself."""


def file(text: str) -> str:
    """A file in the record's own folder, by a relative path with forward slashes that every system can have."""
    if text.startswith(("/", "~", "\\")) or re.match("[A-Za-z]:", text):
        raise refused(text, "is no file beside the story", re.split(r"[/\\]", text)[-1], "write its name, such as `petals.jpg`")
    return _relative(text, BESIDE)


def project_file(text: str) -> str:
    """A file of the project, by its path from the project's folder."""
    if text.startswith(("/", "~", "\\")) or re.match("[A-Za-z]:", text):
        raise refused(text, "is no path within the project", text.lstrip("/") if text.startswith("/") and text.strip("/") else "", IN_PROJECT.write)
    return _relative(text, IN_PROJECT)


class _Home(NamedTuple):
    """How messages speak of where a file lies: what to do with one that lies elsewhere, and what to write."""

    put: str
    folder: str
    write: str


BESIDE = _Home("put the file beside the story", "the record's own folder", "write its name, such as `petals.jpg`")
IN_PROJECT = _Home("put the file into the project", "the project", "write its path from the project's folder, such as `brand/logo.svg`")


def _no_web_address(text: str, home: _Home) -> None:
    if re.match("(?i)(https?:|www[.])", text):
        raise refused(text, "is a web address, and a file is wanted", "", f"{home.put}, and {home.write}")


def _relative(text: str, home: _Home) -> str:
    _no_web_address(text, home)
    if "\\" in text:
        raise refused(text, "has a backslash in it", text.replace("\\", "/"))
    parts = text.split("/")
    if ".." in parts:
        raise refused(text, "leads out of the folder", "", f"put the file into {home.folder} and write its name")
    if "." in parts or "" in parts:
        raise refused(text, "is no plain path", "/".join(part for part in parts if part not in (".", "")), home.write)
    for part in parts:
        _portable(text, part)
    if text.lower().endswith((".md", ".yaml", ".yml")):
        raise refused(
            text, "is one of the project's own texts, which are never published as they are", "", "name a picture or a document, such as `analysis.pdf`"
        )
    return text


def photo(text: str) -> str:
    """A picture in the record's own folder."""
    file(text)
    if not text.lower().endswith(tuple(PICTURES)):
        raise refused(text, "is no picture that can be read", "", "export it as JPEG, PNG, WebP, AVIF, TIFF or HEIC, and write its name, such as `petals.jpg`")
    return text


def file_or_https(text: str) -> str:
    """A PDF in the record's own folder, or a whole web address with https."""
    if re.match("(?i)https?:|www[.]|//", text):
        return https(text)
    file(text)
    if not text.lower().endswith(PUBLISHED_BESIDE):
        raise refused(text, "is no file that a page can lead to", "", "save it as a PDF beside the story, such as `analysis.pdf`, or name its https address")
    return text


def _portable(text: str, name: str) -> None:
    if not name.isprintable() or re.search('[<>:"|?*]', name):
        raise refused(text, "has a character in it that not every system allows in a name", "", 'rename the file, without any of `< > : " | ? *`')
    if name.startswith((".", " ")) or name.endswith((".", " ")) or len(name.encode()) > MAX_NAME_BYTES:
        raise refused(text, "is a name that not every system allows, or that is hidden", "", "rename the file, such as `petals.jpg`")
    if DEVICES.fullmatch(name):
        raise refused(text, "is a name that Windows keeps for itself", "", "rename the file, such as `petals.jpg`")

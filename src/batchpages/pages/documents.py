"""Certificates and other PDFs that are published as they are, and whom their metadata names as author."""

import io
import logging
from collections.abc import Iterator, Mapping
from typing import IO, Any, cast

from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Read, Result

HEADER_WITHIN = 1024
"""Readers look for `%PDF-` in so many bytes from the start (Adobe's implementation note 13 to PDF 1.7)."""
NEEDED = (b"/Author", b"/Metadata", b"/ObjStm")
"""What has none of these names nobody: the key of the author, that of XMP, and streams in which either might be."""
NOBODY = {"", "anonymous", "unknown", "unspecified"}
"""What programs write where nobody has given a name."""
NAMES_TOLD = 3
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

MOST_UNPACKED = 4_000_000
"""The most bytes that one stream may unpack to."""
ALL_UNPACKED = 64_000_000
"""The most bytes that all streams together may unpack to."""
ALL_UNPACKED_MENDED = 8_000_000
"""The same where a table of contents is mended, for which streams are not only unpacked but read."""
MOST_READ = 60_000_000
"""The most bytes that are read of a file, one after the other or again; each step of reading counts as `STEP` bytes. It is some seconds."""
STEP = 60
OTHER_LIBRARY_NEEDED = 4
"""From this version of encryption on it may be AES (ISO 32000-2, table 20), which pypdf reads only where another library is installed."""


def document(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: a PDF as it is. One that no phone could open is an error; a person's name in its metadata is a warning."""
    data = read(bytes.fromhex(inputs["files"][0]))
    found = _refused(data, inputs["path"]) or _author_told(data, inputs["path"])
    return Result({"file": data}, diagnostics=(found,) if found else ())


def _refused(data: bytes, path: str) -> Diagnostic | None:
    if not data:
        return Diagnostic(Place(path), "the file is empty, so that nobody could open it", "export the PDF again, and put it in the place of this one")
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        what = "the file's name says PDF, but it is none, so that a phone could not open it"
        return Diagnostic(Place(path), what, "open it in the program that made it, and export it as PDF")
    return None


def _author_told(data: bytes, path: str) -> Diagnostic | None:
    names = [name for name in authors(data) if name.strip(" ()").casefold() not in NOBODY]
    if not names:
        return None
    more = f" and {len(names) - NAMES_TOLD} more" if len(names) > NAMES_TOLD else ""
    what = f"the file is published as it is, and its properties name {', '.join(map(shown, names[:NAMES_TOLD]))}{more} as author"
    hint = "leave it, if everybody may read that; or take the author out of the document's properties, and export the PDF again"
    return Diagnostic(Place(path), what, hint, "warning")


def authors(data: bytes) -> tuple[str, ...]:
    """Whom a PDF's metadata names as author: its Info dictionary, and Dublin Core's creators in its XMP. Each name once.

    A file that cannot be read names nobody. How long it takes is bounded, whatever is in the file.
    """
    if not any(name in data for name in NEEDED):
        return ()
    found: dict[str, None] = {}
    streams = 1 + data.count(b"stream") // 2
    for mending, unpacked in ((False, ALL_UNPACKED), (True, ALL_UNPACKED_MENDED)):
        try:
            for name in _read(data, min(MOST_UNPACKED, 1 + unpacked // streams), mending=mending):
                found[" ".join(name.split())] = None
            break
        except Exception:  # noqa: BLE001, S112 -- the library meets what is damaged with whatever error comes: KeyError, AssertionError, RecursionError …
            continue
    return tuple(filter(None, found))


def _read(data: bytes, most: int, *, mending: bool) -> Iterator[str]:
    """The names in a PDF, of whose streams each unpacks to `most` bytes; with `mending`, what is damaged is looked for all over the file."""
    import pypdf  # noqa: PLC0415 -- it takes longer to import than most builds take

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with pypdf.apply_configuration(
        zlib_maximum_output_length=most,
        zlib_maximum_recovery_input_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        array_based_stream_maximum_output_length=most,
        brotli_maximum_output_length=most,
        stream_decoding_work_maximum_length=4 * most,
        jbig2dec_binary=None,
    ):
        reader = pypdf.PdfReader(cast("IO[bytes]", _Sparing(data)), strict=not mending, root_object_recovery_limit=100, xref_stream_maximum_entries=500_000)
        if reader.is_encrypted and cast("dict[str, Any]", reader.trailer["/Encrypt"]).get("/V", 0) >= OTHER_LIBRARY_NEEDED:
            return
        info = reader.metadata
        author = info.get("/Author") if info else None
        if author:
            yield _text(author.get_object())
        xmp = reader.xmp_metadata
        if xmp:
            yield from _creators(xmp.rdf_root)


def _text(value: object) -> str:
    """A text of a PDF; in another encoding than there is for texts, its letters may be wrong ones. What is no text is empty."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _creators(rdf: Any) -> Iterator[str]:
    """The creators in XMP, an element of the DOM: items of a list, as they should be, or a plain text. What it is `about` does not matter."""
    for description in rdf.childNodes:
        if description.nodeType == description.ELEMENT_NODE:
            yield description.getAttributeNS(DC, "creator")
        for creator in description.childNodes:
            if (creator.namespaceURI, creator.localName) == (DC, "creator"):
                for item in creator.getElementsByTagNameNS(RDF, "li") or [creator]:
                    yield "".join(child.data for child in item.childNodes if child.nodeType == child.TEXT_NODE)


class _Sparing:
    """A file in memory, of which only so much can be read."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)
        self._left = MOST_READ
        self.seek, self.tell = self._file.seek, self._file.tell

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left -= STEP + len(data)
        if self._left < 0:
            raise OverflowError("reading this file takes too long")
        return data

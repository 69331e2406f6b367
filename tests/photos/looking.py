"""Looking at photos, and at what is told of them."""

import io

import msgspec
from PIL import Image

from batchpages.engine.task import digest_of
from batchpages.model import PICTURES, PhotoFacts
from batchpages.photos.facts import parse_photo

ENDING_OF = {format_: ending for ending, format_ in PICTURES.items()}


def encoded(format_, image=None, **options):
    image = image or Image.new("RGB", (8, 6), (200, 100, 50))
    data = io.BytesIO()
    image.save(data, format_, **options)
    return data.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "a rose"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def parsed(data, name="content/batches/rose/petals.jpg"):
    return parse_photo({"path": name, "files": [digest_of(data).hex()]}, {digest_of(data): data}.__getitem__)


def facts_of(result):
    return msgspec.msgpack.decode(result.entry, type=PhotoFacts)


def facts(data, name="petals.jpg"):
    result = parsed(data, name)
    assert result.diagnostics == ()
    return facts_of(result)


def mistake(data, name="petals.jpg"):
    result = parsed(data, name)
    assert (result.entry, len(result.diagnostics), result.failed) == (b"", 1, True)
    found = result.diagnostics[0]
    assert found.place.path == name
    assert found.hint
    return found

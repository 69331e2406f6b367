"""Sheets made in memory, and looked at as a printer and a phone would: rasterised, decoded, measured."""

from typing import NamedTuple

import cv2
import msgspec
import numpy
import pypdfium2
import zxingcpp

from batchpages import model
from batchpages.engine.task import digest_of
from batchpages.labels.find_stock import find
from batchpages.labels.forms import Imposition, Item, Made, Style
from batchpages.labels.sheet import sheet

DPI = 300
MM = 25.4 / DPI
"""One pixel in mm."""
BATCH = model.BatchLabel(title="Rain in May", code="SR-2026-002", best_before="2027-10-31", units=240)
PRODUCT = model.ProductLabel(title="Salt & Rose Balm", size="50 ml", pao=6)
ADDRESSES = {
    "batch": "https://orvalho-e-sal.pt/batches/rain-in-may/",
    "short": "https://orvalho-e-sal.pt/B/SR-2026-002/",
    "gs1": "https://orvalho-e-sal.pt/01/05609999001019/10/SR-2026-002",
}
PLACES = ("content/batches/rain-in-may/story.md", "content/products/balm.md")


def make(stock="l7160", target="batch", *, batch=BATCH, product=PRODUCT, fonts=(), logo=None, address="", units=(0, 0), copies=0, paper=None, **style):
    """The result of the task of one sheet, as a build would run it."""
    kept = {}

    def add(data):
        kept[digest_of(data)] = data
        return digest_of(data)

    labels = model.LabelSettings()
    found = find(stock) if isinstance(stock, str) else stock
    wanted = {"correction": labels.correction, "dpi": DPI, "lines": labels.lines, "words": labels.words, "language": "en", "brand": "Orvalho & Sal"} | style
    named = Style(stock=found, target=target, own_fonts=tuple(f"fonts/{n}.otf" for n, _ in enumerate(fonts)), logo="logo.svg" if logo else "", **wanted)
    first, last = units
    serial = target == "gs1" and last > 0
    item = Item(address=address or ADDRESSES[target], copies=copies or (1 if last else found.slots), first=first, last=last, serial=serial, places=PLACES)
    files = [add(msgspec.json.encode(each)) for each in (named, batch, product)] + [add(data) for data in (*fonts, *([logo] if logo else []))]
    inputs = {"items": [msgspec.to_builtins(item)], "imposition": msgspec.to_builtins(paper or Imposition()), "files": [digest.hex() for digest in files]}
    return sheet(inputs, kept.__getitem__)


def pdf(result):
    """The PDF of a result that has one."""
    assert "sheet" in result.files, result.diagnostics
    return result.files["sheet"]


def made(result):
    return msgspec.msgpack.decode(result.entry, type=Made)


def pages(data, dpi=DPI):
    """The pages of a PDF in shades of grey, as a printer of this resolution would put them on paper."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72, grayscale=True).to_numpy().reshape(-1, round(page.get_width() * dpi / 72 + 0.4999)) for page in document]


class Seen(NamedTuple):
    """A code on a page: what it says, and its middle in mm from the upper left corner."""

    text: str
    x: float
    y: float


def codes(page, dpi=DPI):
    """Every code on a page, as ZXing sees them, in any order."""
    found = []
    for each in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode):
        corners = [each.position.top_left, each.position.top_right, each.position.bottom_right, each.position.bottom_left]
        middle = [sum(getattr(corner, axis) for corner in corners) / 4 * 25.4 / dpi for axis in "xy"]
        found.append(Seen(each.text, *middle))
    return found


def by_slot(found, stock):
    """Codes by the label that their middle lies on."""
    slots = {}
    for slot in range(stock.slots):
        left, top = stock.position(slot)
        slots[slot] = [each for each in found if left < each.x < left + stock.label_width and top < each.y < top + stock.label_height]
    return slots


def decoded_by_opencv(page, stock, slot, dpi=DPI):
    """What OpenCV reads on one label."""
    left, top = stock.position(slot)
    scale = dpi / 25.4
    label = page[max(0, int(top * scale)) : int((top + stock.label_height) * scale), max(0, int(left * scale)) : int((left + stock.label_width) * scale)]
    framed = cv2.copyMakeBorder(numpy.ascontiguousarray(label), 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255)
    larger = cv2.resize(framed, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return cv2.QRCodeDetector().detectAndDecode(larger)[0]


class Letter(NamedTuple):
    """A letter on a page: its box in mm from the upper left corner."""

    letter: str
    left: float
    top: float
    right: float
    bottom: float


def letters(data, page=0):
    """Every letter on a page that has ink."""
    sheet_ = pypdfium2.PdfDocument(data)[page]
    text, height = sheet_.get_textpage(), sheet_.get_height()
    found = []
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1).replace("\ufffe", "-")  # a hyphen at the end of a line
        if letter.strip():
            left, bottom, right, top = text.get_charbox(at)
            found.append(Letter(letter, *(value * 25.4 / 72 for value in (left, height - top, right, height - bottom))))
    return found


def words(data, page=0):
    """All text of a page."""
    return pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()

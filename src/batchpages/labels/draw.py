"""Labels on paper → a PDF: vectors in pure black, fonts within, and the same bytes for the same labels. A home of `reportlab`."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from batchpages.labels.arrange import Layout
from batchpages.labels.code import Code
from batchpages.labels.flow import PT, Line
from batchpages.labels.fonts import Fonts
from batchpages.labels.forms import Imposition
from batchpages.labels.logo import Picture
from batchpages.labels.stock import Stock

rl_config.useA85 = 0  # streams of plain bytes are a fifth smaller

MM = 72 / 25.4
"""One mm in the units of a PDF."""
HAIRLINE = 0.1
"""The width in mm of an outline."""
RULE, TICK = 100, 10
"""Length in mm of the rule on a test page, and from one of its ticks to the next."""


class Label(NamedTuple):
    """One label: its layout, its code, and what it says of the number of its unit where it has one."""

    layout: Layout
    code: Code
    number: str = ""


def draw(labels: Sequence[Label], stock: Stock, imposition: Imposition, fonts: Fonts, picture: Picture | None) -> tuple[bytes, int]:
    """A PDF of these labels, and how many pages it has. `picture` is the logo."""
    sheet = _Sheet(stock, imposition, fonts)
    forms: dict[tuple[int, str], str] = {}
    for at, label in enumerate(labels, imposition.start - 1):
        if at % stock.slots == 0 and at >= imposition.start:
            sheet.end_page()
        key = (id(label.layout), label.code.text)
        if key not in forms:
            forms[key] = f"label{len(forms)}"
            sheet.define(forms[key], label, picture)
        if imposition.outline:
            sheet.outline(at)
        sheet.place(at, forms[key], label)
    return sheet.end()


def draw_test_page(stock: Stock, nudge: tuple[float, float] = (0, 0)) -> bytes:
    """The outlines of a stock's labels, numbered, and a rule of 100 mm: to hold against a real sheet. `nudge` is in mm."""
    sheet = _Sheet(stock, Imposition(nudge=nudge), Fonts([], []))
    for slot in range(stock.slots):
        sheet.outline(slot)
        sheet.number(slot)
    sheet.rule()
    return sheet.end()[0]


class _Sheet:
    """A PDF under way."""

    def __init__(self, stock: Stock, imposition: Imposition, fonts: Fonts) -> None:
        self.stock, self.imposition, self.fonts = stock, imposition, fonts
        self.width, self.height = stock.page
        self.pages = 0
        self.file = io.BytesIO()
        # `invariant` leaves out dates and what is random. Viewers that know PrintScaling then print at 100 % (ISO 32000-1, table 150).
        font = fonts.runs("0", "regular")[0].font
        self.canvas = Canvas(self.file, pagesize=(self.width * MM, self.height * MM), pageCompression=1, invariant=1, initialFontName=font)
        self.canvas.setTitle(f"Labels on {stock.id}")
        self.canvas.setCreator("batchpages")
        self.canvas.setViewerPreference("PrintScaling", "None")

    def define(self, name: str, label: Label, picture: Picture | None) -> None:
        """What labels of one code have in common, drawn once."""
        canvas, layout = self.canvas, label.layout
        canvas.beginForm(name, 0, 0, self.stock.label_width * MM, self.stock.label_height * MM)
        canvas.setFillGray(0)
        self._code(label.code, layout)
        for line in layout.block.lines:
            if line.line != "number":
                self._line(line, line.text)
        box = layout.block.logo
        if picture and box:
            canvas.drawImage(ImageReader(picture), box.x * MM, self._up(box.y + box.height), box.width * MM, box.height * MM)
        canvas.endForm()

    def place(self, at: int, form: str, label: Label) -> None:
        """Put a label onto a place of the page."""
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(*self._corner(at))
        canvas.doForm(form)
        for line in label.layout.block.lines:
            if line.line == "number":
                canvas.setFillGray(0)
                less = self.fonts.width(line.text, line.weight) - self.fonts.width(label.number, line.weight)
                self._line(line._replace(x=line.x + less * line.size * PT / 2) if label.layout.centred else line, label.number)
        canvas.restoreState()

    def outline(self, at: int) -> None:
        """Draw the die of a place."""
        canvas, stock = self.canvas, self.stock
        width, height = stock.label_width * MM, stock.label_height * MM
        canvas.saveState()
        canvas.translate(*self._corner(at))
        canvas.setStrokeGray(0)
        canvas.setLineWidth(HAIRLINE * MM)
        if stock.shape == "round":
            canvas.circle(width / 2, height / 2, width / 2)
        else:
            canvas.roundRect(0, 0, width, height, stock.radius * MM)
        canvas.restoreState()

    def number(self, at: int) -> None:
        """Write the number of a place into its upper part, as `--start-slot` counts them."""
        canvas, stock = self.canvas, self.stock
        canvas.saveState()
        canvas.translate(*self._corner(at))
        canvas.setFillGray(0)
        size = min(12.0, stock.label_height / PT / 5)
        canvas.setFont(self.fonts.runs("0", "regular")[0].font, size)
        canvas.drawCentredString(stock.label_width / 2 * MM, stock.label_height * 0.78 * MM, str(at + 1))
        canvas.restoreState()

    def rule(self) -> None:
        """A rule of 100 mm across the middle of the page, where it is as wide as that, with a tick for each 10 mm."""
        if self.width < RULE:
            return
        canvas, left, y = self.canvas, (self.width - RULE) / 2 * MM, self.height / 2 * MM
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
        canvas.setLineWidth(2 * HAIRLINE * MM)
        canvas.line(left, y, left + RULE * MM, y)
        for tick in range(0, RULE + 1, TICK):
            canvas.line(left + tick * MM, y - 1.5 * MM, left + tick * MM, y + 1.5 * MM)
        canvas.setFont(self.fonts.runs("0", "regular")[0].font, 9)
        canvas.drawCentredString(self.width / 2 * MM, y + 2.5 * MM, f"{RULE} mm · {self.stock.id} · print at 100 %, not fitted to the page")
        canvas.restoreState()

    def end_page(self) -> None:
        """No more on this page."""
        self.canvas.showPage()
        self.pages += 1

    def end(self) -> tuple[bytes, int]:
        """The whole PDF, and its pages."""
        self.end_page()
        self.canvas.save()
        return self.file.getvalue(), self.pages

    def _corner(self, at: int) -> tuple[float, float]:
        """The lower left corner of a place, in the units and the direction of a PDF."""
        left, top = self.stock.position(at)
        return (left + self.imposition.nudge[0]) * MM, (self.height - top - self.imposition.nudge[1] - self.stock.label_height) * MM

    def _up(self, down: float) -> float:
        """A height in mm under a label's upper edge, in the units and the direction of a PDF."""
        return (self.stock.label_height - down) * MM

    def _code(self, code: Code, layout: Layout) -> None:
        """The dark modules as one path, so that there is no seam between any two of them."""
        path, size = self.canvas.beginPath(), layout.module * MM
        left, top = layout.code.x * MM, self._up(layout.code.y)
        for y, row in enumerate(code.rows):
            x = 0
            while x < len(row):
                end = x
                while end < len(row) and row[end]:
                    end += 1
                if end > x:
                    path.rect(left + x * size, top - (y + 1) * size, (end - x) * size, size)
                x = end + 1
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _line(self, line: Line, text: str) -> None:
        x = line.x * MM
        for run in self.fonts.runs(text, line.weight):
            self.canvas.setFont(run.font, line.size)
            self.canvas.drawString(x, self._up(line.baseline), run.text)
            x += self.canvas.stringWidth(run.text, run.font, line.size)

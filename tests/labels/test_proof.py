"""Finished sheets, looked at from outside: rasterised at 300 dpi, every code read by two decoders, every label where the stock has it.

A handful of stocks in the test suite, all of them with `make labels-proof` (`--every-stock`).
"""

import math

import pytest
import sheets

from batchpages.labels.code import code
from batchpages.labels.find_stock import find
from batchpages.labels.forms import Imposition
from batchpages.labels.stocks import STOCKS

FEW = ("avery-l7160", "avery-5160", "avery-22805", "avery-l7630", "herma-4387", "herma-8831", "avery-5167", "dymo-99012", "brother-dk-11209", "zebra-4x6")
TARGETS = ("batch", "short", "gs1")
EXACT = 0.2
"""How far off, in mm, a label may be found."""


def pytest_generate_tests(metafunc):
    if "stock" in metafunc.fixturenames:
        every = [stock.id for stock in STOCKS] if metafunc.config.getoption("--every-stock") else FEW
        metafunc.parametrize("stock", every)


def room_for_a_code(stock, side):
    """The side in mm that each module could have, were there nothing else on the label: 4 quiet modules inside the die, dark ones 1.5 mm off it."""
    if stock.shape == "round":
        return min(stock.label_width / math.sqrt(2) / (side + 8), (stock.label_width - 3) / math.sqrt(2) / side)
    return min(min(length / (side + 8), (length - 3) / side) for length in (stock.label_width, stock.label_height))


@pytest.mark.parametrize("lines", [("product", "title", "size", "number", "best_before", "pao", "code", "scan"), ("code",)], ids=["all", "code"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_code_is_read_and_every_label_stands_where_it_should(stock, target, lines):
    found = find(stock)
    result = sheets.make(stock, target, lines=lines, paper=Imposition(outline=True))
    made = code(sheets.ADDRESSES[target], "M", capitals=target == "short")
    least = 0.396 if target == "gs1" else 0.33
    if "sheet" not in result.files:
        (refusal,) = result.diagnostics
        assert refusal.severity == "error"
        if room_for_a_code(found, made.side) < least:
            assert f"under {least:g} mm they do not scan" in refusal.what
        else:
            assert "has no room for" in refusal.what
            assert found.label_width * found.label_height < 1200, "there is room for text on a label of 12 cm²"
            assert lines != ("code",) or min(found.label_width, found.label_height) < 21
        return
    (page,) = sheets.pages(sheets.pdf(result))
    entry = sheets.made(result)
    assert entry.module >= least
    seen = sheets.codes(page)
    assert [each.text for each in seen] == [made.text] * found.slots
    (first,) = sheets.by_slot(seen, found)[0]
    at_first = first.x - found.left, first.y - found.top
    for slot, on_label in sheets.by_slot(seen, found).items():
        (each,), (left, top) = on_label, found.position(slot)
        assert each.x - left == pytest.approx(at_first[0], abs=EXACT)
        assert each.y - top == pytest.approx(at_first[1], abs=EXACT)
        assert sheets.decoded_by_opencv(page, found, slot) == made.text
        assert outline(page, found, slot) == pytest.approx((left, top, left + found.label_width, top + found.label_height), abs=EXACT)


def outline(page, stock, slot):
    """Where the drawn edges of a label are on the paper, in mm: left, top, right, bottom, each looked for near where it should be."""
    left, top = stock.position(slot)
    right, bottom = left + stock.label_width, top + stock.label_height
    across, down = (left + right) / 2, (top + bottom) / 2
    column, row = page[:, pixel(across, page.shape[1])], page[pixel(down, page.shape[0]), :]
    return edge(row, left), edge(column, top), edge(row, right), edge(column, bottom)


def pixel(mm, size):
    return min(size - 1, int(mm / sheets.MM))


def edge(line, mm):
    """The middle of the ink within 0.3 mm of a place on a line of pixels."""
    first, last = max(0, pixel(mm - 0.3, len(line))), pixel(mm + 0.3, len(line)) + 1
    inked = [at for at in range(first, last) if line[at] < 160]
    assert inked, f"no edge near {mm:.2f} mm"
    return (inked[0] + inked[-1] + 1) / 2 * sheets.MM

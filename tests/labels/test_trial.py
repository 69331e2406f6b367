"""What can be printed without a build: the list of stocks, and test pages to hold against a real sheet."""

import numpy
import pytest
import sheets
from test_proof import edge, outline, pixel

import projects
from batchpages.diagnostics import UsageError
from batchpages.labels.draw import draw_test_page
from batchpages.labels.find_stock import find
from batchpages.trial import every_stock, write_test_page


@pytest.mark.parametrize("id_", ["avery-l7160", "avery-5160", "avery-l7630", "herma-8831"])
def test_a_test_page_has_the_edges_of_every_label_and_a_rule_of_100_mm(id_):
    stock = find(id_)
    (page,) = sheets.pages(draw_test_page(stock))
    for slot in range(stock.slots):
        left, top = stock.position(slot)
        assert outline(page, stock, slot) == pytest.approx((left, top, left + stock.label_width, top + stock.label_height), abs=0.2)
    width, height = stock.page
    ticks = page[pixel(height / 2 + 1.2, page.shape[0])]
    ends = [edge(ticks, (width - 100) / 2), edge(ticks, (width + 100) / 2)]
    assert ends[1] - ends[0] == pytest.approx(100, abs=0.1)
    said = sheets.words(draw_test_page(stock))
    assert f"100 mm · {id_}" in said
    assert str(stock.slots) in said.split()


def test_a_test_page_is_moved_as_labels_are():
    (straight,), (moved,) = (sheets.pages(draw_test_page(find("l7160"), nudge)) for nudge in ((0, 0), (2, -1)))
    across, down = round(2 / sheets.MM), round(1 / sheets.MM)
    one = outline(straight, find("l7160"), 7)
    shifted = numpy.roll(numpy.roll(moved, -across, axis=1), down, axis=0)
    assert outline(shifted, find("l7160"), 7) == pytest.approx(one, abs=0.15)


OWN = (
    "labels:\n  stock: jar\n  stocks:\n    - {id: jar, shape: round, width: 48, height: 48, columns: 3, rows: 5, left: 20, top: 15, pitch_x: 60, pitch_y: 55}\n"
)


def test_a_stock_of_the_project_is_listed_first_and_tried_without_a_name(tmp_path):
    root = projects.write(tmp_path, {"batchpages.yaml": projects.SETTINGS + OWN})
    assert [stock.id for stock in every_stock(root)][:2] == ["jar", "avery-5160"]
    path, stock = write_test_page(root, "", (0, 0), tmp_path / "try.pdf")
    assert (path, stock.id) == (tmp_path / "try.pdf", "jar")
    assert path.read_bytes().startswith(b"%PDF")


def test_a_stock_that_cannot_be_is_told_by_its_mistake(tmp_path):
    root = projects.write(tmp_path, {"batchpages.yaml": projects.SETTINGS + OWN.replace("height: 48", "height: 50")})
    with pytest.raises(UsageError, match="the stock `jar` cannot be: a round label is as high as it is wide"):
        write_test_page(root, "jar", (0, 0), tmp_path / "try.pdf")
    assert not (tmp_path / "try.pdf").exists()


def test_without_a_project_a_stock_has_to_be_named(tmp_path):
    assert write_test_page(None, "5160", (0, 0), tmp_path / "try.pdf")[1].id == "avery-5160"
    with pytest.raises(UsageError, match="there is no stock"):
        write_test_page(None, "5161", (0, 0), tmp_path / "no.pdf")

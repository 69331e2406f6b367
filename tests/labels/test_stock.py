"""The geometry of stocks, and finding one by its name."""

import pytest

from batchpages import model
from batchpages.labels.find_stock import find
from batchpages.labels.refused import RefusedError
from batchpages.labels.stock import PLAY, Stock, custom, trouble
from batchpages.labels.stocks import STOCKS

UNVERIFIED = {"avery-22806", "avery-22807", "avery-94107", "avery-5294", "avery-l7120", "avery-l7121", "zebra-2x1", "zebra-4x6"}


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.id)
def test_every_stock_fits_on_its_paper_without_overlaps(stock):
    width, height = stock.page
    left, top = stock.position(stock.slots - 1)
    assert left + stock.label_width <= width + PLAY
    assert top + stock.label_height <= height + PLAY
    assert stock.columns == 1 or stock.pitch_x >= stock.label_width
    assert stock.rows == 1 or stock.pitch_y >= stock.label_height
    assert stock.shape != "round" or stock.label_width == stock.label_height
    assert stock.source


def test_there_is_each_stock_whose_figures_are_published_and_doubtful_ones_say_so():
    assert len(STOCKS) == len({stock.id for stock in STOCKS}) == 45
    assert {stock.id for stock in STOCKS if not stock.verified} == UNVERIFIED


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("avery-l7160", "avery-l7160"),
        ("L7160", "avery-l7160"),
        ("l7160", "avery-l7160"),
        ("Avery L7160", "avery-l7160"),
        (" AVERY_5160 ", "avery-5160"),
        ("4790", "avery-zweckform-4790"),
        ("zweckform-4790", "avery-zweckform-4790"),
        ("dk-11209", "brother-dk-11209"),
        ("2x1", "zebra-2x1"),
    ],
)
def test_a_stock_is_found_by_its_name_or_the_end_of_it(name, id_):
    assert find(name).id == id_


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("L7161", "did you mean `l716"),
        ("avery-l7169", "did you mean `avery-l716"),
        ("", "`batchpages labels stocks` lists them"),
        ("my own", "`batchpages labels stocks` lists them"),
    ],
)
def test_a_stock_that_does_not_exist_is_told_with_the_nearest(name, hint):
    with pytest.raises(RefusedError) as told:
        find(name)
    assert hint in told.value.hint


def test_an_end_that_several_have_is_not_enough():
    own = (Stock("small-lid", "roll", "round", 30, 30), Stock("large-lid", "roll", "round", 50, 50))
    with pytest.raises(RefusedError) as told:
        find("lid", own)
    assert told.value.hint == "write one of `small-lid`, `large-lid`"


def test_a_stock_of_ones_own_comes_first():
    own = Stock("avery-l7160", "A4", "rectangle", 60, 40, 3, 7, 5, 5, 65, 40)
    assert find("avery-l7160", (own,)) is own
    assert find("l7160", (own,)) is own


def test_labels_without_a_pitch_touch_each_other():
    made = custom(model.CustomStock(id="tags", width=50, height=30, columns=4, rows=9, left=5, top=10))
    assert made.position(5) == (55, 40)


FINE = {"id": "tags", "width": 50, "height": 30, "columns": 4, "rows": 9, "left": 5, "top": 10}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sheet": "roll"}, "sheet"),
        ({"shape": "round"}, "height"),
        ({"pitch_x": 49}, "pitch_x"),
        ({"pitch_y": 29}, "pitch_y"),
        ({"left": 11}, "columns"),
        ({"top": 28}, "rows"),
        ({"radius": 16}, "radius"),
        ({"sheet": "Letter", "rows": 9}, "rows"),
    ],
)
def test_what_is_impossible_about_a_stock_is_told_at_its_field(fields, field):
    assert trouble(model.CustomStock(**FINE)) == ("", "", "")
    found, what, hint = trouble(model.CustomStock(**(FINE | fields)))
    assert found == field
    assert what
    assert hint


def test_the_figures_are_those_of_their_sources():
    """A few rows against the published figures, in mm: LibreOffice's labels.xml and gLabels' templates."""
    l7160, ol1025 = find("l7160"), find("ol1025")
    assert (l7160.page, l7160.columns, l7160.rows, l7160.position(0), l7160.position(20)) == ((210, 297), 3, 7, (7.2, 15.15), pytest.approx((139.28, 243.75)))
    assert (ol1025.shape, ol1025.label_width, ol1025.slots, ol1025.position(62)) == ("round", 25.4, 63, pytest.approx((180.975, 241.3)))

"""The code on a label: what it holds, how large it is, and what capitals save."""

import numpy
import pytest
import zxingcpp
from qrcode import util

from batchpages.labels import code as codes
from batchpages.labels.code import code, in_capitals, side_of

BATCH = "https://orvalho-e-sal.pt/batches/rain-in-may/"


def read(made):
    rows = numpy.kron(numpy.array([[0 if dark else 255 for dark in row] for row in made.rows], dtype=numpy.uint8), numpy.ones((8, 8), dtype=numpy.uint8))
    (found,) = zxingcpp.read_barcodes(numpy.pad(rows, 32, constant_values=255), formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text, found.ec_level


@pytest.mark.parametrize("correction", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("address", [BATCH, "https://x.pt/B/1/", f"https://shop.example/batches/{'a' * 300}/", "https://xn--caf-dma.pt/shop/B/A-1/"])
def test_every_address_comes_back_as_it_was(address, correction):
    made = code(address, correction)
    text, level = read(made)
    assert text == made.text
    assert text in (address, in_capitals(address))
    assert level == made.correction
    assert made.side == side_of(made.version) == len(made.rows[0])


def test_host_and_scheme_are_in_capitals_only_where_that_makes_it_smaller():
    assert code(BATCH, "M")[::4] == ("HTTPS://ORVALHO-E-SAL.PT/batches/rain-in-may/", 4)
    assert code("https://x.pt/b/", "L")[::4] == ("https://x.pt/b/", 0)
    assert code("https://x.pt/b/", "L", capitals=True).text == "HTTPS://X.PT/b/"


def test_what_it_saves_is_counted_against_the_same_address_in_small_letters(monkeypatch):
    made = code("https://id.dalgiardino.com/01/05609999001019/10/L2411A/21/0042", "Q")
    assert made.saved == 8
    monkeypatch.setattr(codes, "in_capitals", lambda address: address)
    code.cache_clear()
    assert code("https://id.dalgiardino.com/01/05609999001019/10/L2411A/21/0042", "Q").side == made.side + made.saved
    code.cache_clear()


def test_correction_that_costs_no_space_is_added():
    assert code("https://x.pt/batches/a/", "L")[2:4] == (2, "M")
    assert code("https://x.pt/batches/a/", "Q")[2:4] == (3, "H")


@pytest.mark.parametrize("count", [*range(1, 60), 100, 300])
@pytest.mark.parametrize("correction", ["L", "M", "Q", "H"])
def test_the_version_is_the_smallest_that_holds_it(count, correction):
    """Counted once more by the library itself."""
    for text in ("https://a.pt/" + "x" * count, "HTTPS://A.PT/" + "X" * count):
        made = code(text, correction)
        parts = codes._segments(made.text)
        util.create_data(made.version, codes._LEVELS[correction], parts)
        if made.version > 1:
            with pytest.raises(util.exceptions.DataOverflowError):
                util.create_data(made.version - 1, codes._LEVELS[correction], parts)


def test_an_address_that_no_code_can_hold_is_refused():
    with pytest.raises(ValueError, match="no QR code holds"):
        code("https://x.pt/" + "a" * 3000, "L")


def test_the_mask_is_the_one_with_the_least_penalty_on_average():
    """Over addresses such as ours, by the four rules of ISO/IEC 18004, 7.8.3; the next best is behind by a twentieth at least."""
    addresses = [f"https://{host}/batches/{slug}-{n}/" for host in ("orvalho-e-sal.pt", "shop.example") for slug in ("rain", "a-long-story") for n in range(4)]

    def penalty(mask):
        found = []
        for address in addresses:
            made = codes.qrcode.QRCode(error_correction=codes._LEVELS["M"], border=0, mask_pattern=mask)
            made.add_data(address, optimize=0)
            made.make(fit=True)
            found.append(util.lost_point(made.modules))
        return sum(found)

    penalties = {mask: penalty(mask) for mask in range(8)}
    assert min(penalties, key=penalties.get) == codes.MASK

"""What a finished sheet of labels says, where its letters stand, and what a PDF of it is made of."""

import importlib.resources
import io
import re
import zlib

import pytest
import sheets
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from batchpages import model
from batchpages.labels.find_stock import find
from batchpages.labels.forms import Imposition
from batchpages.labels.stock import Stock

MARGIN = 1.5
WIDE = "Rosmarin-Wildkräuter-Gesichtsöl mit Sanddorn, kalt gepresst, Nr 4"
GREEK = "Βάλσαμο τριαντάφυλλου και αλατιού από τη λιμνοθάλασσα"
CYRILLIC = "Розовый бальзам с морской солью из лагуны"
POLISH = "Żółty krem różany z solą morską, Łódź"
HARD = {"60 letters": WIDE, "Greek": GREEK, "Cyrillic": CYRILLIC, "Polish": POLISH}


def distance_to_the_edge(letter, stock, slot):
    """How far in mm a letter's box keeps from the die; less than 0 where it leaves the label."""
    left, top = stock.position(slot)
    x = (letter.left - left, letter.right - left)
    y = (letter.top - top, letter.bottom - top)
    if stock.shape == "round":
        radius = stock.label_width / 2
        return radius - max(((a - radius) ** 2 + (b - radius) ** 2) ** 0.5 for a in x for b in y)
    return min(x[0], stock.label_width - x[1], y[0], stock.label_height - y[1])


def on_slot(letters, stock, slot):
    left, top = stock.position(slot)
    return [each for each in letters if left <= each.left < left + stock.label_width and top <= each.top < top + stock.label_height]


@pytest.mark.parametrize("stock", ["l7160", "5160", "22805", "l7630", "avery-22807", "dymo-99012", "zebra-2x1", "l7163"])
@pytest.mark.parametrize("title", HARD.values(), ids=HARD)
def test_no_letter_leaves_its_label_or_reaches_into_the_quiet_zone(stock, title):
    found = find(stock)
    product = model.ProductLabel(title=title, size="50 ml", pao=6)
    result = sheets.make(stock, product=product, batch=model.BatchLabel(title="Regen im Mai", code="SR-2026-002", best_before="2027-10-31"), language="de")
    letters = sheets.letters(sheets.pdf(result))
    entry = sheets.made(result)
    assert entry.smallest >= 5
    (page,) = sheets.pages(result.files["sheet"])
    quiet = (17 + 4 * entry.version + 8) * entry.module / 2
    for slot, (seen,) in sheets.by_slot(sheets.codes(page), found).items():
        its = on_slot(letters, found, slot)
        assert "".join(each.letter for each in its).startswith(title.replace(" ", "")[:9])
        for letter in its:
            assert distance_to_the_edge(letter, found, slot) >= MARGIN - 0.05, letter
            aside = letter.right <= seen.x - quiet + 0.15 or letter.left >= seen.x + quiet - 0.15
            above_or_below = letter.bottom <= seen.y - quiet + 0.15 or letter.top >= seen.y + quiet - 0.15
            assert aside or above_or_below, letter


@pytest.fixture(scope="module")
def noto():
    """Noto Sans CJK JP, an OpenType font with PostScript outlines."""
    (font,) = (path for path in importlib.resources.files("noto_cjk_sans_jp_regular").iterdir() if path.name.endswith(".otf"))
    return font.read_bytes()


def test_japanese_comes_out_right_with_a_font_of_the_project(noto):
    title = "薔薇と海塩のバーム（五月の雨、オリャオンの干潟から）"
    result = sheets.make("l7160", product=model.ProductLabel(title=title, size="50 ml"), fonts=[noto], language="ja")
    assert title in re.sub(r"\s", "", sheets.words(sheets.pdf(result)))
    (page,) = sheets.pages(result.files["sheet"])
    assert len(sheets.codes(page)) == 21
    letters = on_slot(sheets.letters(result.files["sheet"]), find("l7160"), 0)
    assert all(distance_to_the_edge(letter, find("l7160"), 0) >= MARGIN - 0.05 for letter in letters)
    ink = page[int(20 / sheets.MM) : int(40 / sheets.MM), int(9 / sheets.MM) : int(40 / sheets.MM)]
    assert (ink < 100).sum() > 2000, "the letters are drawn, and not only named"


def test_a_letter_that_no_font_has_leaves_the_sheet_out_and_says_where_to_get_one():
    result = sheets.make(product=model.ProductLabel(title="薔薇のバーム"))
    (told,) = result.diagnostics
    assert (told.severity, result.files) == ("warning", {})
    assert told.place.path == "content/products/balm.md"
    assert told.what == "the label of `SR-2026-002` cannot be printed: no font has `薔` (U+8594)"
    assert "https://fonts.google.com/noto" in told.hint


@pytest.mark.parametrize(("title", "scripts"), [("بلسم الورد", "Hebrew and Arabic"), ("קרם ורדים", "Hebrew and Arabic"), ("गुलाब", "the scripts of India")])
def test_scripts_whose_letters_join_or_turn_are_not_printed_wrong(title, scripts):
    (told,) = sheets.make(product=model.ProductLabel(title=title)).diagnostics
    assert scripts in told.what


def test_a_font_for_web_pages_is_told_as_that():
    (told,) = sheets.make(product=model.ProductLabel(title="薔薇"), fonts=[b"wOF2" + bytes(99)]).diagnostics
    assert (told.what, told.hint) == ("`fonts/0.otf` is a font for web pages", "take the `.ttf` or `.otf` of the same font")


@pytest.mark.parametrize("data", [b"", b"nothing", b"\x00\x01\x00\x00" + bytes(200), b"OTTO" + bytes(99), b"ttcf" + bytes(99)])
def test_a_file_that_is_no_font_is_told(data):
    (told,) = sheets.make(product=model.ProductLabel(title="薔薇"), fonts=[data]).diagnostics
    assert (told.severity, told.place.field) == ("error", ("labels", "fonts"))
    assert told.what == "`fonts/0.otf` is no font that can be read"


def test_a_label_says_what_there_is_to_say_in_its_order():
    said = sheets.words(sheets.pdf(sheets.make("zebra-4x6", units=(7, 7), batch=model.BatchLabel(**BATCH_FIELDS, units=240, numbered=True))))
    assert [line for line in said.replace("\xa0", " ").splitlines() if line] == [
        "Salt & Rose Balm",
        "Rain in May",
        "50 ml",
        "Best before 31 October 2027",
        "Once opened, use within 6 months",
        "Batch SR-2026-002",
        "Scan for the story",
        "No. 7 / 240",
    ]


BATCH_FIELDS = {"title": "Rain in May", "code": "SR-2026-002", "best_before": "2027-10-31"}


def test_lines_are_chosen_and_the_code_is_always_there():
    said = sheets.words(sheets.pdf(sheets.make("zebra-4x6", lines=("title", "scan"), words=model.LabelWords(scan="Read me", code="L%s"))))
    assert [line for line in said.splitlines() if line] == ["Rain in May", "LSR-2026-002", "Read me"]


def test_numbered_units_have_a_label_each_with_a_code_of_its_own_where_it_is_gs1():
    batch = model.BatchLabel(**BATCH_FIELDS, units=23, numbered=True)
    result = sheets.make("l7160", "gs1", units=(1, 23), batch=batch)
    first, second = sheets.pages(sheets.pdf(result))
    assert (sheets.made(result).pages, sheets.made(result).labels) == (2, 23)
    seen = sheets.by_slot(sheets.codes(first), find("l7160"))
    assert [seen[slot][0].text.rpartition("/21/")[2] for slot in range(21)] == [str(number) for number in range(1, 22)]
    assert sorted(each.text.rpartition("/21/")[2] for each in sheets.codes(second)) == ["22", "23"]
    numbers = [f"No. {number} / 23" for number in range(1, 24)]
    said = (sheets.words(result.files["sheet"]) + "\n" + sheets.words(result.files["sheet"], 1)).replace("\xa0", " ")
    assert re.findall(r"No\. \d+ / \d+", said) == numbers


def test_a_sheet_that_was_begun_goes_on_at_its_first_free_label():
    stock = find("l7160")
    result = sheets.make("l7160", copies=20, paper=Imposition(start=5))
    first, second = sheets.pages(sheets.pdf(result))
    seen = sheets.by_slot(sheets.codes(first), stock)
    assert [len(seen[slot]) for slot in range(21)] == [0] * 4 + [1] * 17
    assert [len(seen) for seen in sheets.by_slot(sheets.codes(second), stock).values()] == [1] * 3 + [0] * 18


def test_all_is_moved_by_what_a_printer_is_off():
    straight, moved = (sheets.codes(sheets.pages(sheets.pdf(sheets.make(paper=Imposition(nudge=nudge))))[0]) for nudge in ((0, 0), (1.5, -0.75)))
    for before, after in zip(sorted(straight, key=lambda seen: (seen.x, seen.y)), sorted(moved, key=lambda seen: (seen.x, seen.y)), strict=True):
        assert (after.x - before.x, after.y - before.y) == pytest.approx((1.5, -0.75), abs=0.1)


def test_a_roll_has_one_label_on_each_page_of_its_size():
    result = sheets.make("dymo-99012", copies=3)
    pages = sheets.pages(sheets.pdf(result))
    assert [len(sheets.codes(page)) for page in pages] == [1, 1, 1]
    assert pages[0].shape == pytest.approx((89 / sheets.MM, 36 / sheets.MM), abs=1)


def drawn(data):
    """What each stream of a PDF draws, fonts and the like aside."""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        stream = zlib.decompressobj().decompress(found[1])
        if b" cm" in stream[:40]:
            yield stream


def test_it_is_vectors_in_pure_black_at_full_size_with_its_fonts_inside():
    data = sheets.pdf(sheets.make(paper=Imposition(outline=True)))
    streams = list(drawn(data))
    assert len(streams) == 2, "the label, and the page that it stands on 21 times"
    colours = [found for stream in streams for found in re.findall(rb"([\d. ]+) (g|G|rg|RG|k|K|sc|SC|scn|SCN|cs|CS|sh)\n", stream)]
    assert {(values.split()[-1], operator) for values, operator in colours} == {(b"0", b"g"), (b"0", b"G")}
    assert b"/PrintScaling /None" in data
    assert b"/Subtype /Image" not in data
    assert data.count(b"/FontFile2") == len(re.findall(rb"/Type /Font\s", data)) == 2
    assert b"Helvetica" not in data


def test_the_same_labels_are_the_same_bytes():
    one, other = (sheets.pdf(sheets.make("l7630", "gs1", batch=model.BatchLabel(**BATCH_FIELDS, units=3, numbered=True), units=(1, 3))) for _ in range(2))
    assert one == other
    assert b"CreationDate (D:2000" in one or b"CreationDate" not in one


def test_a_code_that_would_be_too_fine_is_refused_with_the_ways_out():
    (told,) = sheets.make("herma-4386", "gs1").diagnostics
    assert told.severity == "error"
    assert re.search(r"would be 0\.3\d mm each, and under 0.396 mm they do not scan", told.what)
    for way in ("larger label", "`correction`", "shorter host"):
        assert way in told.hint
    assert "`target: short`" in sheets.make("herma-4386", "batch", address=f"https://orvalho-e-sal.pt/batches/{'a' * 90}/").diagnostics[0].hint


def test_what_does_not_fit_is_located():
    product = model.ProductLabel(title="Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")
    (told,) = sheets.make("22805", product=product).diagnostics
    assert told.place == told.place.__class__("content/products/balm.md", ("title",))
    assert told.what.endswith("on `avery-22805` (38.1 × 38.1 mm), even with letters of 5 pt")
    softened = model.ProductLabel(title="Rindfleisch\u00adetikettierungs\u00adüberwachungs\u00adaufgaben\u00adübertragungs\u00adgesetz")
    said = sheets.words(sheets.pdf(sheets.make("22805", product=softened, lines=("product", "code"))))
    assert "Rindfleisch" in said.splitlines()[0]
    assert len(said.splitlines()) > 3


def test_a_stock_of_ones_own_is_printed_like_any():
    stock = Stock("jar-lid", "A4", "round", 48, 48, 3, 5, 20, 15, 60, 55)
    result = sheets.make(stock)
    assert [len(seen) for seen in sheets.by_slot(sheets.codes(sheets.pages(sheets.pdf(result))[0]), stock).values()] == [1] * 15


# --- the number of a unit, and the logo ---------------------------------------------------------------------------------------


def test_a_number_is_that_of_its_unit_whatever_figures_stand_around_it():
    words = model.LabelWords(number="Edition 2020, No. %s / %s")
    batch = model.BatchLabel(**BATCH_FIELDS, units=20, numbered=True)
    said = sheets.words(sheets.pdf(sheets.make("l7163", units=(1, 20), batch=batch, words=words, lines=("number", "code")))).replace("\xa0", " ")
    assert re.findall(r"Edition.*\d", said) == [f"Edition 2020, No. {number} / 20" for number in range(1, 15)]


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><style>.a{fill:#123}</style><rect class="a" width="200" height="80" rx="9"/></svg>"""


@pytest.mark.parametrize("lines", [("logo", "product", "code"), ("product", "logo", "code")])
def test_a_logo_stands_in_its_place_among_the_lines(lines):
    result = sheets.make("l7160", logo=SVG.encode(), lines=lines)
    data = sheets.pdf(result)
    assert data.count(b"/Subtype /Image") == 1
    assert b"/DeviceGray" in data
    stock = find("l7160")
    its = on_slot(sheets.letters(data), stock, 0)
    (page,) = sheets.pages(data)
    column = page[int(stock.top / sheets.MM) : int((stock.top + stock.label_height) / sheets.MM), int((stock.left + 4) / sheets.MM)]
    black = [at * sheets.MM + stock.top for at in range(len(column)) if column[at] < 128 and (column[max(0, at - 20) : at + 20] < 128).sum() > 35]
    product = next(letter for letter in its if letter.letter == "S")
    assert (min(black) < product.top) == (lines[0] == "logo")


ENTITIES = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefg", "bcdefgh", strict=True))
DEEP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + "<g>" * 100_000 + "</g>" * 100_000 + "</svg>"
LEVELS = "".join(f'<g id="g{n + 1}">{f"""<use href="#g{n}"/>""" * 5}</g>' for n in range(10))
USES = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><rect id="g0" width="1" height="1"/>{LEVELS}</defs><use href="#g10"/></svg>'
BOMB = f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>&h;</desc></svg>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is neither a PNG nor an SVG that can be drawn"),
        (b"\x89PNG\r\n\x1a\n broken", "is a PNG that cannot be read"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "is blank"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Hi</text></svg>', "holds a `<text>`, which is not printed"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/hosts"/></svg>', "holds a `<image>`, which is not printed"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 9"><rect width="900" height="9"/></svg>', "is more than 20 times as long as it is high"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><filter id="f"><feImage href="/etc/x.png"/></filter></svg>', "holds a `<filter>`"),
        (BOMB.encode(), "defines entities of its own"),
        (DEEP.encode(), "is too complicated for a logo"),
        (USES.encode(), "is too complicated for a logo"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(data, said):
    (told,) = sheets.make(logo=data or b" ").diagnostics
    assert (told.severity, told.place.field) == ("error", ("logo",))
    assert told.what.startswith(f"`logo.svg` {said}")


def test_serial_numbers_that_would_change_the_size_of_the_code_do_not():
    """The address of unit 1 would fit into a smaller code than that of unit 120."""
    batch = model.BatchLabel(title="Rain", code="SSSSSSSSS", units=120, numbered=True)
    address = "https://orvalho-e-sal.pt/01/05609999001019/10/SSSSSSSSS"
    result = sheets.make("l7160", "gs1", address=address, batch=batch, units=(1, 120))
    sizes = {
        each.x - find("l7160").position(slot)[0] for slot, (each,) in sheets.by_slot(sheets.codes(sheets.pages(sheets.pdf(result))[0]), find("l7160")).items()
    }
    assert max(sizes) - min(sizes) < 0.2


def test_a_small_label_goes_without_the_logo_and_says_so():
    assert not sheets.made(sheets.make("l7160", logo=SVG.encode())).without_logo
    result = sheets.make("5160", logo=SVG.encode())
    assert sheets.made(result).without_logo
    assert b"/Subtype /Image" not in sheets.pdf(result)
    assert sheets.made(result).smallest == sheets.made(sheets.make("5160")).smallest, "it takes nothing from what is read"


def test_what_belongs_together_stays_on_one_line():
    for stock in ("dymo-99012", "22805", "l7120", "l6112"):
        lines = sheets.words(sheets.pdf(sheets.make(stock))).replace("\xa0", " ").splitlines()
        for whole in ("6 months", "31 October 2027", "SR-2026-002", "50 ml"):
            assert any(whole in line for line in lines), (stock, whole)


def test_where_all_lines_are_too_many_the_hint_is_a_setting_that_works():
    for stock in ("5167", "6450", "l7651", "herma-8831", "herma-8851"):
        (told,) = sheets.make(stock).diagnostics
        assert told.place.field == ("labels", "lines")
        lines = tuple(re.search(r"`lines: \[(.*?)\]`", told.hint)[1].split(", "))
        assert "sheet" in sheets.make(stock, lines=lines).files


def test_two_weights_of_a_variable_font_are_taken():
    """A font whose one letter is a bar that grows with its weight: 100 wide at 400, 300 at 600."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "bar"])
    builder.setupCharacterMap({ord("薔"): "bar"})
    pens = {name: TTGlyphPen(None) for name in (".notdef", "bar")}
    for point, draw in zip([(100, 0), (100, 700), (200, 700), (200, 0)], ["moveTo", "lineTo", "lineTo", "lineTo"], strict=True):
        getattr(pens["bar"], draw)(point)
    pens["bar"].closePath()
    builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "bar": (1000, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bar", "styleName": "Regular"})
    builder.setupFvar([("wght", 400, 400, 600, "Weight")], [])
    wider = TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (200, 0), (200, 0), (0, 0), (0, 0), (0, 0), (0, 0)])
    builder.setupGvar({"bar": [wider], ".notdef": []})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    result = sheets.make(
        "zebra-4x6", fonts=[data.getvalue()], product=model.ProductLabel(title="薔"), batch=model.BatchLabel(title="薔", code="A"), lines=("product", "title")
    )
    bold, regular = (letter for letter in sheets.letters(sheets.pdf(result)) if letter.letter == "薔")
    assert (bold.right - bold.left) / (regular.right - regular.left) == pytest.approx(3 * 10 / 8.5, rel=0.05)

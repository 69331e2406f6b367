"""Photographs as a visitor meets them, in headless Chromium: what is fetched and when, what stands there until then, on screens, on paper and in a preview."""

import io
import re
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hard_pictures import PATCHES, encoded
from PIL import Image
from playwright.sync_api import expect

import photographed
import projects
from photographed import jpeg
from previewing import PATIENCE, followed, mended, shows

pytestmark = pytest.mark.browser

FIRST = "content/batches/first/story.md"
LONG = "\n\n".join(f"Paragraph {number} of a long story, which goes on for more than one line of a phone." for number in range(120))
"""Longer than the way on which Chromium fetches ahead."""
CLEAR = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
SHOP = photographed.SHOP | {
    FIRST: photographed.SHOP[FIRST].replace("It rained", f"{LONG}\n\nIt rained"),
    "content/batches/second/story.md": f"{photographed.SHOP['content/batches/second.md']}\n![Steam](clear.png)\n",
    "content/batches/second/clear.png": encoded(CLEAR, "PNG"),
}
del SHOP["content/batches/second.md"]
PAGES = {
    "home": "/",
    "batches": "/batches/",
    "batch": "/batches/first/",
    "product": "/products/balm/",
    "maker": "/makers/leila/",
    "ingredient": "/ingredients/rose/",
    "free page": "/about/",
    "stockists": "/stockists/",
}
HEROES = ("home", "batch", "product", "maker", "ingredient")
SHOWN = "img => img.complete && img.naturalWidth > 0"
CAME = f"() => [...document.images].filter(img => img.checkVisibility()).every({SHOWN})"
SOURCE = "img => [...img.parentNode.children].map(e => e.srcset || e.src).find(set => set.includes(new URL(img.currentSrc).pathname))"
SHIFTS = (
    "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })"
    ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 200) })"
)
BOXES = """() => {
    scrollTo({top: 0, behavior: 'instant'});
    const seen = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility() && element.tagName !== 'SOURCE');
    return seen.map(element => element.getBoundingClientRect()).map(box => [box.x, box.y, box.width, box.height].map(Math.round));
}"""
TONE = tuple(sum(patch[channel] for patch in PATCHES) / len(PATCHES) for channel in range(3))

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
every_hero = pytest.mark.parametrize("path", [PAGES[name] for name in HEROES], ids=HEROES)
phone_and_desktop = pytest.mark.parametrize(("width", "dark"), [(390, True), (1440, False)], ids=["phone, dark", "desktop, light"])
both_widths = pytest.mark.parametrize("width", [390, 1440])


def until(page, expression, argument=None):
    """Wait until something holds, by asking again and again: the policy of a page lets nobody watch for it from within."""
    for _ in range(round(PATIENCE / 50)):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


@pytest.fixture(scope="module")
def site(browser, tmp_path_factory, hosted):
    root = projects.write(tmp_path_factory.mktemp("photographed"), SHOP)
    report = projects.build_here(root)
    assert not projects.messages(report, root)
    return hosted(root)


@pytest.fixture
def visit(look):
    """Opens a page and keeps what it asks for (`page.asked`) and complains of (`page.said`)."""

    def opened(address, width=390, **options):
        page = look("about:blank", width, **options)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("requestfailed", lambda request: page.said.append(f"failed: {request.url}"))
        page.goto(address, wait_until="networkidle")
        return page

    return opened


@pytest.fixture
def wait(look):
    """Opens a page whose pictures do not come before they are let (`page.let()`)."""

    def opened(address, width=390, **options):
        page = look("about:blank", width, **options)
        held, open_ = [], []

        def let():
            open_.append(True)
            for route in held:
                route.continue_()

        page.route("**/img/**", lambda route: route.continue_() if open_ else held.append(route))
        page.let = let
        page.goto(address, wait_until="domcontentloaded")
        until(page, "document.styleSheets.length > 0")
        return page

    return opened


def pictures(page):
    """The names of the files below `img/` that a page asked for, in that order."""
    return [unquote(urlsplit(url).path.rpartition("/img/")[2]) for url in page.asked if "/img/" in url]


def of(photo, names):
    return [name for name in names if name.startswith(f"{photo}-")]


def file_width(name):
    return int(re.search(r"-(\d+)\.\w+$", name)[1])


def chosen(img):
    """The file that a browser shows in a picture."""
    return unquote(img.evaluate("img => img.currentSrc").rpartition("/img/")[2])


def go_through(page):
    """Scroll by every picture, as one who reads to the end."""
    for img in page.locator("img").all():
        img.scroll_into_view_if_needed()
        page.wait_for_timeout(30)


def pixel(page, box):
    """The colour that is seen in the middle of a box."""
    screen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return screen.getpixel((round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)))


def near(colour, other):
    return all(abs(one - two) <= 6 for one, two in zip(colour, other, strict=True))


def background(page):
    return tuple(map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]))


# --- what is fetched, and when -----------------------------------------------------------------------------------------------


@both_widths
@every_hero
def test_the_first_photograph_is_preloaded_and_fetched_once(site, visit, path, width):
    page = visit(site + path, width)
    hero = page.locator("img").first
    assert hero.evaluate(SHOWN)
    assert hero.get_attribute("loading") is None
    name = chosen(hero)
    photo = re.sub(r"-[0-9a-f]{12}-\d+\.\w+$", "", name)
    alike = hero.evaluate("img => [...document.images].filter(other => other.alt === img.alt).length")
    assert page.asked.count(hero.evaluate("img => img.currentSrc")) == 1
    assert len(of(photo, pictures(page))) == alike, "no second size or format of it"
    by = page.evaluate("name => performance.getEntriesByName(name).map(entry => entry.initiatorType)", hero.evaluate("img => img.currentSrc"))
    assert by == ["link"], "it was asked for by the preload"


@pytest.mark.parametrize(("width", "density"), [(390, 1), (390, 3), (1440, 1)])
@every_page
def test_what_is_fetched_fits_the_screen(site, visit, path, width, density):
    page = visit(site + path, width, device_scale_factor=density)
    go_through(page)
    until(page, CAME)
    for img in page.locator("img").all():
        seen = img.evaluate("img => img.getBoundingClientRect().width") * density
        name = chosen(img)
        offered = [file_width(each) for each in re.findall(r"[^ ,]+\.\w+(?=[ ,]|$)", img.evaluate(SOURCE))]
        assert file_width(name) <= 2 * seen or file_width(name) == min(offered), f"{name} for {seen} px"
        assert file_width(name) >= 0.9 * seen or file_width(name) == max(offered), f"{name} for {seen} px is not sharp"


@both_widths
def test_what_is_further_down_comes_once_it_is_near(site, visit, width):
    page = visit(site + PAGES["batch"], width)
    later = page.locator("img").all()[1:]
    assert len(later) >= 5
    assert {img.get_attribute("loading") for img in later} == {"lazy"}
    assert [img.evaluate(SHOWN) for img in later] == [False] * len(later)
    assert len(pictures(page)) == 1, pictures(page)
    for img in later:
        img.scroll_into_view_if_needed()
        until(page, SHOWN, img.element_handle())
    names = pictures(page)
    assert len(names) == len(set(names)) == len(later) + 1, "each of them once"


# --- until it has come -------------------------------------------------------------------------------------------------------


@both_widths
@every_page
def test_nothing_moves_when_pictures_come_late(site, wait, path, width):
    page = wait(site + path, width)
    places = [img.bounding_box() for img in page.locator("img").all()]
    assert places
    assert all(box["width"] > 40 and box["height"] > 40 for box in places)
    go_through(page)
    before = page.evaluate(BOXES)
    assert not page.evaluate(f"[...document.images].some({SHOWN})")
    page.let()
    go_through(page)
    until(page, CAME)
    after = page.evaluate(BOXES)
    assert len(after) == len(before)
    moved = [abs(one - other) for box, was in zip(after, before, strict=True) for one, other in zip(box, was, strict=True)]
    assert max(moved) < 3, "each size of a picture has whole pixels, so their proportions differ by a hair; a shift counts from 3 px on"
    assert page.evaluate(SHIFTS) == 0


@phone_and_desktop
@every_hero
def test_its_colour_stands_there_until_it_comes(site, wait, path, width, dark):
    page = wait(site + path, width, height=1600, dark=dark)
    hero = page.locator("img").first
    assert near(pixel(page, hero.bounding_box()), TONE)
    corner = hero.bounding_box() | {"width": 8, "height": 8}
    assert near(pixel(page, corner), TONE), "all of its place is coloured"
    page.let()
    until(page, SHOWN, hero.element_handle())
    assert near(pixel(page, corner), PATCHES[0]), "and then the picture is seen"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_one_that_is_seen_through_has_no_colour(site, wait, dark):
    page = wait(f"{site}/batches/second/", dark=dark)
    clear = page.locator(".story img")
    assert page.locator(".frame", has=clear).locator(".tone").count() == 0
    clear.scroll_into_view_if_needed()
    assert pixel(page, clear.bounding_box()) == background(page)


# --- what it asks of a browser, and of readers ---------------------------------------------------------------------------------


@both_widths
@every_page
def test_a_page_complains_of_nothing_and_says_what_every_picture_shows(site, visit, path, width):
    page = visit(site + path, width)
    go_through(page)
    until(page, CAME)
    assert page.said == []
    assert pictures(page)
    assert page.evaluate("[...document.images].every(img => img.hasAttribute('alt'))")


@phone_and_desktop
@every_page
def test_axe_finds_nothing(site, visit, path, width, dark):
    page = visit(site + path, width, dark=dark)
    go_through(page)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 640, 1920])
@every_page
def test_nothing_is_wider_than_the_screen(site, visit, path, width):
    page = visit(site + path, width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_first_screen_of_a_phone_shows_the_batch_and_its_photograph(site, visit):
    page = visit(site + PAGES["batch"])
    told = [page.get_by_text(text, exact=True).first for text in ("The first", "Leila", "RB-1")]
    for seen in (*told, page.locator("img").first):
        box = seen.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844


# --- paper -------------------------------------------------------------------------------------------------------------------


def test_a_fact_sheet_has_no_picture_and_is_one_page(site, visit):
    page = visit(site + PAGES["batch"], 1440)
    go_through(page)
    until(page, CAME)

    def printed(media):
        page.emulate_media(media=media)
        return page.pdf(format="A4", prefer_css_page_size=True)

    drawn = re.compile(rb"/Subtype\s*/Image\b")
    assert drawn.search(printed("screen")), "pictures can be found in what is printed"
    paper = printed("print")
    assert not drawn.search(paper)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert page.locator("img:visible, .tone:visible, figcaption:visible").count() == 0


# --- in a preview --------------------------------------------------------------------------------------------------------------

PREVIEWED = photographed.SHOP | {
    "content/batches/first/hero.jpg": jpeg(600, 400),
    "content/products/balm/balm.jpg": jpeg(300, 400),
    "content/batches/first/told.jpg": jpeg(500, 400),
}


@pytest.fixture
def first(start, see):
    preview = start(PREVIEWED)
    return preview, see(f"{preview.address}/batches/first/")


def comes(page, img):
    img.scroll_into_view_if_needed()
    until(page, SHOWN, img.element_handle())


def test_a_preview_shows_photographs(first):
    _, page = first
    assert page.locator("img").count() >= 5
    for img in page.locator("img").all():
        comes(page, img)


def test_a_replaced_photo_is_shown_without_a_reload(first):
    preview, page = first
    hero = page.locator("img").first
    comes(page, hero)
    before = chosen(hero)
    preview.write({"content/batches/first/hero.jpg": encoded(Image.new("RGB", (600, 400), (20, 30, 160)), "JPEG")})
    until(page, "([img, before]) => !decodeURI(img.currentSrc).endsWith(before)", [hero.element_handle(), before])
    comes(page, hero)
    assert near(pixel(page, hero.bounding_box()), (20, 30, 160))
    assert followed(page)


def test_a_photo_that_is_added_to_a_story_appears(first):
    preview, page = first
    preview.write({"content/batches/first/new.jpg": jpeg(480, 360)})
    preview.change(FIRST, "It rained", "![What came in late](new.jpg)\n\nIt rained")
    added = page.get_by_alt_text("What came in late")
    expect(added).to_have_count(1)
    comes(page, added)
    mended(page)
    shows(page, "It rained")
    assert followed(page)

"""The storefront as a shopper meets it, in headless Chromium: WCAG, keyboard, no JavaScript, small screens, paper."""

import gzip
import re
import urllib.request
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "batches": "/batches/",
    "batch": "/batches/the-late-harvest/",
    "recalled": "/batches/two-days-in-may/",
    "upcoming": "/batches/what-the-sieve-kept/",
    "sold out": "/batches/ninety-one-jars/",
    "unit": "/01/05609999001019/10/SR-2026-003/21/7/",
    "retired": "/batches/gone/",
    "product": "/products/salt-rose-balm/",
    "maker": "/makers/ines-conceicao/",
    "ingredient": "/ingredients/rose-otto/",
    "stockists": "/stockists/",
    "recalls": "/recalls/",
    "free page": "/about/",
    "not found": "/no/such/page/",
}
BATCHES = ("batch", "recalled", "upcoming", "sold out")

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
every_batch = pytest.mark.parametrize("path", [PAGES[name] for name in BATCHES], ids=BATCHES)


# --- WCAG 2.2 AA -------------------------------------------------------------------------------------------------------------

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@every_page
@pytest.mark.parametrize(("width", "dark"), [(390, True), (1440, False)], ids=["phone, dark", "desktop, light"])
def test_axe_finds_nothing(site, look, path, width, dark):
    found = Axe().run(look(site + path, width, dark=dark), options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("accent", ["#ffe066", "#101010", "#f4f4f4"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_any_accent_can_be_read(browser, shop, look, accent, dark):
    address = shop({"batchpages.yaml": lambda settings: settings.replace('"#9c4a2f"', f'"{accent}"')})
    found = Axe().run(look(address + PAGES["batch"], 1440, dark=dark), options={"runOnly": ["color-contrast"]})
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_reaches_the_content_first_and_then_every_link(site, look):
    page = look(site + PAGES["batch"], 1440)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#_main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"), "the link that skips to the content is seen when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_main"
    page.reload()
    links = page.locator("a[href]:visible").count()
    seen = set()
    for _ in range(links + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('a[href]')].indexOf(document.activeElement)"))
        outline = page.evaluate("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'")
        assert outline, "what has the focus shows it"
    assert len(seen - {-1}) >= links


# --- what it asks of a browser ---------------------------------------------------------------------------------------------


@every_page
def test_a_page_asks_nobody_else_and_complains_of_nothing(browser, site, path):
    context = browser.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.goto(site + path, wait_until="networkidle")
    expected = [line for line in said if not (path == PAGES["not found"] and "404" in line)]
    assert expected == []
    assert asked
    assert all(url.startswith(site) for url in asked)
    assert context.cookies() == []
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
    assert page.locator("[style], style").count() == 0
    context.close()


@every_batch
def test_a_batch_comes_in_one_round_trip(site, path):
    """Fourteen kilobytes, compressed, are what a server may send at once (RFC 6928: ten segments)."""
    html = urllib.request.urlopen(site + path).read()
    (style,) = re.findall(rb'rel="stylesheet" href="([^"]+)"', html)
    css = urllib.request.urlopen(urljoin(site, style.decode())).read()
    size = len(gzip.compress(html, 9)) + len(gzip.compress(css, 9))
    assert size <= 14_000, f"{size} bytes"


@every_page
def test_nothing_moves_while_it_loads(site, look, path):
    page = look(site + path)
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 100) })"
    )
    assert shift == 0


# --- what is seen ------------------------------------------------------------------------------------------------------------

FIRST_SCREEN = ("Salt & Rose Balm", "The late harvest", "Inês Conceição", "SR-2026-003", "21 October 2026", "120")


def test_the_first_screen_of_a_phone_says_which_batch_this_is(site, look):
    page = look(site + PAGES["batch"])
    for text in FIRST_SCREEN:
        box = page.get_by_text(text, exact=False).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844, f"{text} is not on the first screen"


def test_who_scans_a_label_sees_which_one_it_is(site, look):
    assert "No. 7" in look(site + PAGES["unit"]).locator(".details").inner_text()
    assert "No. " not in look(site + PAGES["batch"]).locator(".details").inner_text()


def test_a_batch_that_is_gone_leads_on(site, look):
    page = look(site + PAGES["retired"])
    assert "GONE-1" in page.locator("h1").inner_text()
    page.get_by_role("link", name="The late harvest").click()
    assert page.url == site + PAGES["batch"]


@pytest.mark.parametrize("width", [390, 1440])
def test_a_recall_comes_before_anything_else(site, look, width):
    page = look(site + PAGES["recalled"], width)
    first = page.locator("main > *").first
    assert first.locator("h1").count() == 1
    assert "recall" in first.inner_text().lower()
    for text in ("FH-2026-002", "Stop using", "refund"):
        assert text in first.inner_text()
    assert first.bounding_box()["y"] < 120


@every_page
@pytest.mark.parametrize("options", [{"width": 320}, {"width": 640, "letters": "200%"}, {"width": 1920}], ids=["320 px", "letters twice as large", "1920 px"])
def test_nothing_is_wider_than_the_screen(site, look, path, options):
    page = look(site + path, options["width"])
    if "letters" in options:
        page.evaluate(f"document.documentElement.style.fontSize = '{options['letters']}'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenseife"
HARD = {
    "arabic": ("ar", "بلسم الورد والملح", "rtl"),
    "german": ("de", LONG, "ltr"),
    "greek": ("el", "Βάλσαμο με τριαντάφυλλο και αλάτι", "ltr"),
    "japanese": ("ja", "薔薇と塩のバーム、春の雨", "ltr"),
}


@pytest.mark.parametrize(("language", "title", "direction"), HARD.values(), ids=HARD)
def test_hard_names_and_other_scripts_fit(browser, shop, look, language, title, direction):
    story = f"---\ntitle: {title}\nproduct: salt-rose-balm\nmaker: ines-conceicao\ncode: SR-2026-009\n---\n{title}\n"
    address = shop({"batchpages.yaml": lambda settings: settings.replace("language: en", f"language: {language}"), "content/batches/hard.md": story})
    for width in (320, 1440):
        page = look(f"{address}/batches/hard/", width)
        assert page.locator("html").get_attribute("dir") == direction
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@every_page
def test_it_reads_without_javascript_and_without_the_stylesheet(browser, site, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(site + path)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    context.close()


def test_an_old_address_leads_to_the_new_one(browser, site):
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{site}/batches/antakya-laurel/")
        page.wait_for_url(f"{site}/batches/laurel-from-samandag/")
        context.close()


# --- paper -------------------------------------------------------------------------------------------------------------------


@every_batch
def test_a_batch_prints_as_a_fact_sheet_on_one_page(site, look, path):
    paper = look(site + path, 1440).pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1

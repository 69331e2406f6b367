"""`batchpages serve` as an author meets it: a real preview in a process of its own, and headless Chromium that looks at it."""

import contextlib
import http.server
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import projects
from previewing import AGAIN, Preview

pytestmark = pytest.mark.browser

SHOP = projects.SMALL | {
    "batchpages.yaml": f"{projects.SETTINGS}theme: mine\n",
    "themes/mine/theme.yaml": "name: mine\nextends: shelf\n",
    "themes/mine/templates/_story.html": '{% if story %}<div class="story"><p class="by-hand">Written by hand.</p>{{ story }}</div>{% endif %}\n',
    "themes/mine/assets/site.css": "body { background: rgb(250, 240, 230); margin: 0 }\n",
    "content/static/hello.txt": "Hello.\n",
}
"""A project with a theme of its own: a template, a stylesheet; and a file that is published as it is."""
FIRST, SECOND = "content/batches/first.md", "content/batches/second.md"
STORY, STYLE = "themes/mine/templates/_story.html", "themes/mine/assets/site.css"
DRAFT = "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\ndraft: true\n---\nNobody has read this yet.\n"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(80))
PATIENCE = 10_000
"""Milliseconds that anything may take here; a preview takes a hundredth of it."""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    started = Preview(projects.write(tmp_path_factory.mktemp("preview"), SHOP))
    yield started
    started.stop()


@pytest.fixture
def preview(running):
    """A preview of `SHOP` with its default options."""
    running.restore(SHOP)
    return running


@pytest.fixture
def start(tmp_path):
    """Starts a preview of its own: `start({path: text}, "--poll")`, or without files that of the folder as it is."""
    started = []

    def begin(files=None, *options, port=0):
        started.append(Preview(projects.write(tmp_path / "shop", files or {}), *options, port=port))
        return started[-1]

    yield begin
    for each in started:
        each.stop()


@pytest.fixture
def see(look):
    """Opens a page in a window of its own, and marks the window, so that a reload is seen. Nothing that it complains of is let pass."""
    complaints = []

    def opened(address, **options):
        page = look("about:blank", **options)
        watch(page, complaints)
        page.goto(address)
        page.evaluate("window.same = true")
        return page

    yield opened
    assert complaints == []


def watch(page, complaints):
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: "status of 404" in message.text or complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))


def followed(page):
    """Whether the page is the one that was opened, never reloaded."""
    return page.evaluate("window.same === true")


def shows(page, text):
    expect(page.locator("main").get_by_text(text).first).to_be_visible(timeout=PATIENCE)


def overlay(page):
    return page.locator("batchpages-preview .mistakes")


def mended(page):
    expect(overlay(page)).to_be_hidden(timeout=PATIENCE)


def mistakes(page, count):
    """The mistakes over a page, once there are so many of them, each as its lines of text."""
    items = overlay(page).locator("li")
    expect(items).to_have_count(count, timeout=PATIENCE)
    return [item.inner_text() for item in items.all()]


# --- a save ------------------------------------------------------------------------------------------------------------------


def test_an_edited_story_is_shown_without_a_reload(preview, see):
    page = see(f"{preview.address}/batches/first/")
    shows(page, "It rained in May.")
    preview.change(FIRST, "It rained in May.", "It snowed in May.")
    shows(page, "It snowed in May.")
    assert "It rained" not in page.content()
    assert followed(page)


def test_the_page_stays_where_it_was_scrolled_to(preview, see):
    preview.change(FIRST, "It rained", f"{LONG}\n\nIt rained")
    page = see(f"{preview.address}/batches/first/")
    shows(page, "Paragraph 79")
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
    preview.change(FIRST, "Paragraph 79", "Section 79")
    shows(page, "Section 79")
    assert page.evaluate("scrollY") == 1500
    assert followed(page)


def test_what_was_unfolded_and_what_has_the_focus_stay_so(preview, see):
    more = "<details><summary>More of it</summary><p>All of the rain.</p></details>\n\n"
    preview.change(FIRST, "It rained", f"{more}It rained")
    page = see(f"{preview.address}/batches/first/")
    page.get_by_text("More of it").click()
    page.get_by_role("link", name="Leila", exact=True).nth(1).focus()
    focused = page.evaluate("(window.kept = document.activeElement).textContent")
    preview.change(FIRST, more, f"A new beginning.\n\n{more}And between.\n\n")
    shows(page, "A new beginning.")
    shows(page, "All of the rain.")
    assert page.evaluate("document.activeElement.textContent") == focused
    assert page.evaluate("document.activeElement === window.kept")
    assert page.locator("main details[open]").count() == 1
    page.get_by_text("More of it").click()
    preview.change(FIRST, "A new beginning.", "Another beginning.")
    shows(page, "Another beginning.")
    expect(page.get_by_text("All of the rain.")).to_be_hidden()
    preview.change(FIRST, "<details>", "<details open>")
    expect(page.get_by_text("All of the rain.")).to_be_visible(timeout=PATIENCE)
    assert followed(page)


def test_an_edited_template_is_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change(STORY, "Written by hand.", "Written at night.")
    shows(page, "Written at night.")
    assert followed(page)


NOTE_COLOURS = """() => {
    window.seen = new Set();
    const note = () => { window.seen.add(getComputedStyle(document.body).backgroundColor); requestAnimationFrame(note) };
    note();
    new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true });
}"""


def turns(page, colour):
    page.wait_for_function("colour => getComputedStyle(document.body).backgroundColor === colour", arg=colour, timeout=PATIENCE)


def test_an_edited_stylesheet_is_followed_and_no_moment_is_without_style(preview, see):
    page = see(f"{preview.address}/batches/first/")
    page.evaluate(NOTE_COLOURS)
    for colour in ("rgb(200, 220, 240)", "rgb(1, 2, 3)"):
        preview.write({STYLE: f"body {{ background: {colour}; margin: 0 }}\n"})
        turns(page, colour)
    assert page.evaluate("[...window.seen]") == ["rgb(250, 240, 230)", "rgb(200, 220, 240)", "rgb(1, 2, 3)"]
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert followed(page)


def test_a_stylesheet_that_changes_faster_than_it_comes_leaves_no_moment_without_style(preview, look):
    page = look(f"{preview.address}/batches/first/")
    page.evaluate("window.same = true")
    page.evaluate(NOTE_COLOURS)
    page.route("**/*.css", lambda route: (time.sleep(0.05), route.continue_()))
    for number in range(20):
        preview.write({STYLE: f"body {{ background: rgb(1, 2, {number}); margin: 0 }}\n"})
        page.wait_for_timeout(30)
    turns(page, "rgb(1, 2, 19)")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert "rgba(0, 0, 0, 0)" not in page.evaluate("[...window.seen]")
    assert followed(page)


def test_edited_settings_are_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    expect(page.get_by_role("link", name="Another Brand").first).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_title(re.compile("Another Brand"), timeout=PATIENCE)
    assert followed(page)


def test_a_site_that_is_to_stand_under_a_path_stands_there(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change("batchpages.yaml", "https://brand.example/", "https://brand.example/shop/")
    page.wait_for_url(f"{preview.address}/shop/batches/first/", timeout=PATIENCE)
    shows(page, "It rained in May.")
    page.goto(preview.address)
    assert page.url == f"{preview.address}/shop/"
    shows(page, "Made in batches.")
    assert preview.get("/batches/first/")[0] == 404
    preview.change("batchpages.yaml", "https://brand.example/shop/", "https://brand.example/")
    page.wait_for_url(f"{preview.address}/", timeout=PATIENCE)
    shows(page, "Made in batches.")


def test_tabs_on_different_pages_all_follow(preview, see):
    first = see(f"{preview.address}/batches/first/")
    second = first.context.new_page()
    second.goto(f"{preview.address}/batches/second/")
    second.evaluate("window.same = true")
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    for page in (first, second):
        expect(page.get_by_role("link", name="Another Brand").first).to_be_visible(timeout=PATIENCE)
    preview.change(SECOND, "It was dry.", "It was damp.")
    shows(second, "It was damp.")
    preview.change(FIRST, "It rained in May.", "It snowed in May.")
    shows(first, "It snowed in May.")
    assert followed(first)
    assert followed(second)


def test_an_editor_that_replaces_a_file_is_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    for number in range(3):
        beside = preview.root / f"content/batches/.first.md.{number}~"
        beside.write_text(SHOP[FIRST].replace("May", f"May {number}"), encoding="utf-8")
        beside.replace(preview.root / FIRST)
        shows(page, f"It rained in May {number}")
    mended(page)
    assert followed(page)


def test_an_editor_that_empties_a_file_before_it_writes_leaves_no_mistake_behind(preview, see):
    page = see(f"{preview.address}/batches/first/")
    with (preview.root / FIRST).open("w", encoding="utf-8") as file:
        time.sleep(0.05)
        file.write(SHOP[FIRST].replace("It rained", "It snowed"))
    shows(page, "It snowed in May.")
    mended(page)
    assert followed(page)


# --- a mistake ---------------------------------------------------------------------------------------------------------------


def test_mistakes_stand_over_the_last_good_page_until_they_are_mended(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.write({
        FIRST: SHOP[FIRST].replace("maker: leila", "maker: leyla").replace("It rained", "It snowed"),
        SECOND: SHOP[SECOND].replace("price: 12.00 EUR", "price: twelve"),
    })  # fmt: skip
    maker, price = mistakes(page, 2)
    assert f"{FIRST}:4:8" in maker
    assert "maker: leyla" in maker
    assert "did you mean leila?" in maker
    assert f"{SECOND}:8:8" in price
    assert "price: twelve" in price
    expect(overlay(page).get_by_role("heading")).to_contain_text("2 mistakes")
    shows(page, "It rained in May.")
    assert followed(page)
    preview.write({SECOND: SHOP[SECOND]})
    mistakes(page, 1)
    preview.change(FIRST, "leyla", "leila")
    mended(page)
    shows(page, "It snowed in May.")
    assert followed(page)


def test_a_project_that_is_broken_from_the_start_is_shown_once_it_is_mended(start, see):
    preview = start(SHOP | {FIRST: SHOP[FIRST].replace("maker: leila", "maker: leyla")})
    page = see(f"{preview.address}/batches/first/")
    (maker,) = mistakes(page, 1)
    assert f"{FIRST}:4:8" in maker
    expect(overlay(page).get_by_role("heading")).to_have_text("1 mistake. The page appears once this is mended.")
    assert page.locator("main").count() == 0
    preview.write({FIRST: SHOP[FIRST]})
    shows(page, "It rained in May.")
    mended(page)


@pytest.mark.parametrize("to", ["/nowhere/", "/batches/second/#nowhere"])
def test_a_link_to_nowhere_does_not_replace_the_last_good_page(preview, see, to):
    page = see(f"{preview.address}/batches/first/")
    preview.change(FIRST, "It rained in May.", f"It snowed, [they say]({to}).")
    (link,) = mistakes(page, 1)
    assert f"{FIRST}:11" in link
    assert to in link
    shows(page, "It rained in May.")
    preview.change(FIRST, to, "/batches/second/")
    mended(page)
    shows(page, "It snowed, they say.")


def test_a_mistake_in_a_template_is_told_with_its_line(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change(STORY, "Written by hand.", "{{ page.titel }}")
    (found,) = mistakes(page, 1)
    assert f"{STORY}:1" in found
    assert "titel" in found
    shows(page, "Written by hand.")
    preview.write({STORY: SHOP[STORY]})
    mended(page)


def test_settings_that_are_gone_end_nothing(preview, see, tmp_path):
    page = see(f"{preview.address}/batches/first/")
    settings = preview.root / "batchpages.yaml"
    away = settings.rename(tmp_path / "away.yaml")
    assert "batchpages.yaml" in "\n".join(mistakes(page, 1))
    shows(page, "It rained in May.")
    away.rename(settings)
    mended(page)
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    expect(page).to_have_title(re.compile("Another Brand"), timeout=PATIENCE)


def test_hints_stay_out_of_the_way(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.write({"themes/mine/templates/_unused.html": "Nobody includes this.\n"})
    hints = page.locator("batchpages-preview .hints")
    expect(hints.locator("summary")).to_have_text("1 hint", timeout=PATIENCE)
    expect(overlay(page)).to_be_hidden()
    expect(hints.get_by_text("no page uses this template")).to_be_hidden()
    hints.locator("summary").click()
    expect(hints.get_by_text("no page uses this template")).to_be_visible()
    (preview.root / "themes/mine/templates/_unused.html").unlink()
    expect(hints).to_be_hidden(timeout=PATIENCE)


def test_what_is_said_over_a_page_can_be_folded_away_with_the_keyboard(preview, see):
    page = see(f"{preview.address}/batches/first/", width=390)
    preview.change(FIRST, "maker: leila", "maker: leyla")
    mistakes(page, 1)
    assert overlay(page).bounding_box()["height"] <= 0.6 * 844 + 3
    heading = overlay(page).locator("summary")
    heading.focus()
    page.keyboard.press("Enter")
    expect(overlay(page).locator("li")).to_be_hidden()
    assert overlay(page).bounding_box()["height"] < 80
    preview.change(FIRST, "product: balm", "product: bam")
    expect(heading).to_contain_text("2 mistakes", timeout=PATIENCE)
    expect(overlay(page).locator("li").first).to_be_hidden()


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1440, False)], ids=["phone, dark", "desktop, light"])
def test_axe_finds_nothing_in_what_is_said_over_a_page(preview, see, width, dark):
    preview.write({"content/batches/third.md": DRAFT, "themes/mine/templates/_unused.html": "Nobody includes this.\n"})
    preview.settle()
    page = see(f"{preview.address}/batches/third/", width=width, dark=dark)
    page.locator("batchpages-preview .hints summary").click()
    preview.change(FIRST, "maker: leila", "maker: leyla")
    mistakes(page, 1)
    page.evaluate("document.body.replaceChildren()")  # how the page itself looks is for other tests
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


# --- files that come and go --------------------------------------------------------------------------------------------------


def test_a_renamed_batch_takes_its_open_page_along(preview, see):
    preview.write({"content/batches/third/story.md": DRAFT})
    preview.settle()
    page = see(f"{preview.address}/batches/third/")
    (preview.root / "content/batches/third").rename(preview.root / "content/batches/renamed")
    page.wait_for_url(f"{preview.address}/batches/renamed/", timeout=PATIENCE)
    shows(page, "Nobody has read this yet.")


def test_a_deleted_batch_is_not_found_until_it_is_back(preview, see, tmp_path):
    page = see(f"{preview.address}/batches/second/")
    kept = (preview.root / SECOND).rename(tmp_path / "second.md")
    shows(page, "There is nothing here")
    assert preview.get("/batches/second/")[0] == 404
    kept.rename(preview.root / SECOND)
    shows(page, "It was dry.")
    mended(page)


def test_ten_batches_that_are_copied_in_at_once_are_all_shown(preview, see, tmp_path):
    for number in range(10):
        text = DRAFT.replace("RB-3", f"RB-{10 + number}").replace("The third", f"Copied {number}")
        projects.write(tmp_path, {f"copied/copied-{number}/story.md": text, f"copied/copied-{number}/notes.txt": "x" * 100_000})
    page = see(f"{preview.address}/batches/")
    before = preview.rounds
    shutil.copytree(tmp_path / "copied", preview.root / "content/batches", dirs_exist_ok=True)
    expect(page.get_by_role("link", name=re.compile(r"Copied \d"))).to_have_count(10, timeout=PATIENCE)
    mended(page)
    assert followed(page)
    assert preview.rounds - before <= 4


def test_a_checkout_of_another_branch_is_followed(preview, see):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@brand.example", *words], cwd=preview.root, check=True, capture_output=True)

    page = see(f"{preview.address}/batches/first/")
    listed = see(f"{preview.address}/batches/")
    git("init", "--initial-branch=main")
    git("add", "content", "themes", "batchpages.yaml")
    git("commit", "--message=one")
    git("checkout", "-b", "other")
    new = {f"content/batches/new-{number}.md": DRAFT.replace("RB-3", f"RB-{10 + number}").replace("The third", f"New {number}") for number in range(10)}
    preview.write(new | {FIRST: SHOP[FIRST].replace("rained", "snowed")})
    git("add", "content")
    git("commit", "--message=two")
    shows(page, "It snowed in May.")
    expect(listed.get_by_role("link", name=re.compile(r"New \d"))).to_have_count(10, timeout=PATIENCE)
    before = preview.rounds
    git("checkout", "main")
    shows(page, "It rained in May.")
    expect(listed.get_by_role("link", name=re.compile(r"New \d"))).to_have_count(0, timeout=PATIENCE)
    mended(page)
    assert preview.rounds - before <= 4


# --- drafts ------------------------------------------------------------------------------------------------------------------


def test_a_draft_is_marked_on_its_page_and_beside_links_to_it(preview, see):
    preview.write({"content/batches/third.md": DRAFT})
    preview.settle()
    page = see(f"{preview.address}/batches/third/")
    expect(page.locator("batchpages-preview .draft")).to_contain_text("draft", ignore_case=True)
    page.goto(f"{preview.address}/batches/")
    expect(page.locator("batchpages-preview .draft")).to_be_hidden()
    mark = "name => getComputedStyle([...document.links].find((link) => link.textContent === name), '::after').content"
    page.wait_for_function(f"name => ({mark})(name) !== 'none'", arg="The third")
    page.wait_for_function(f"({mark})('The third') !== 'none'")
    assert "draft" in page.evaluate(mark, "The third")
    assert page.evaluate(mark, "The second") == "none"
    preview.change("content/batches/third.md", "draft: true\n", "")
    page.wait_for_function(f"name => ({mark})(name) === 'none'", arg="The third")


def test_drafts_can_be_hidden(start, see):
    preview = start(SHOP | {"content/batches/third.md": DRAFT}, "--no-drafts")
    page = see(f"{preview.address}/batches/")
    shows(page, "The second")
    assert page.get_by_text("The third").count() == 0
    assert preview.get("/batches/third/")[0] == 404


# --- who looks ---------------------------------------------------------------------------------------------------------------


def test_another_site_can_neither_read_the_preview_nor_embed_it(preview, see, look, tmp_path):
    (tmp_path / "index.html").write_text(f'<!doctype html><title>Elsewhere</title><iframe src="{preview.address}/"></iframe>')
    with serving(tmp_path) as elsewhere:
        page = look(elsewhere)
        heard = """address => new Promise((done) => {
            const source = new EventSource(address);
            source.onmessage = () => done('message');
            source.onerror = () => { source.close(); done('refused') };
        })"""
        assert page.evaluate(heard, f"{preview.address}/.batchpages/events?see=x+/") == "refused"
        assert page.evaluate("address => fetch(address).then(() => 'read', () => 'refused')", f"{preview.address}/") == "refused"
        assert "Made in batches." not in page.frames[1].content()
    with urllib.request.urlopen(f"{preview.address}/.batchpages/events?see=x+/", timeout=20) as events:
        assert b"Made in batches." in events.readline()


@contextlib.contextmanager
def serving(folder):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Quiet(*args, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_without_javascript_the_page_is_there_all_the_same(preview, look):
    page = look(f"{preview.address}/batches/first/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="The first")).to_be_visible()
    expect(page.get_by_text("It rained in May.")).to_be_visible()


def test_every_file_is_served_as_it_is_built(preview, tmp_path):
    preview.write({"content/batches/third.md": DRAFT})
    preview.settle()
    output = tmp_path / "public"
    projects_copy = shutil.copytree(preview.root, tmp_path / "copy", ignore=shutil.ignore_patterns(".batchpages"))
    command = [sys.executable, "-m", "batchpages", "build", "-C", projects_copy, "--drafts", "--no-labels", "--output", output]
    subprocess.run(command, check=True, capture_output=True)
    built = projects.tree(output)
    assert {"batches/third/index.html", "404.html", "hello.txt", "feed.xml"} <= built.keys()
    for name, data in built.items():
        _, served = preview.get("/" + name.removesuffix("index.html"))
        if name.endswith(".html"):
            served, count = re.subn(rb'<script src="/\.batchpages/page\.js[^"]*"></script>', b"", served)
            assert count == 1, name
        assert served == data, name


# --- its own life ------------------------------------------------------------------------------------------------------------


class Counting:
    """Stands between a browser and a preview, and counts connections: each is one request."""

    def __init__(self, port):
        self._port, self.count = port, 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                self.count += 1
                self._threads.append(threading.Thread(target=self._connect, args=(browser,)))
                self._threads[-1].start()

    def _connect(self, browser):
        with browser, socket.create_connection(("127.0.0.1", self._port)) as preview:
            back = threading.Thread(target=self._carry, args=(preview, browser))
            back.start()
            self._carry(browser, preview)
            back.join()

    def _carry(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listening.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(20)
        self._listening.close()


def test_when_nothing_is_saved_nothing_happens_and_nothing_is_ever_published(preview, see):
    with Counting(preview.port) as between:
        page = see(f"{between.address}/batches/first/")
        preview.change(FIRST, "It rained", "It snowed")
        shows(page, "It snowed in May.")
        preview.settle()
        time.sleep(0.3)
        before = preview.rounds, between.count
        assert before[1] > 3
        time.sleep(2)
        assert (preview.rounds, between.count) == before
        page.context.close()
    assert {path for path in projects.tree(preview.root) if not path.startswith(".batchpages/preview/")} == {*SHOP, AGAIN}


def test_control_c_ends_it_at_once_though_somebody_looks(start, look):
    preview = start(SHOP)
    page = look(f"{preview.address}/batches/first/")
    preview.change(FIRST, "It rained", "It snowed")
    shows(page, "It snowed in May.")
    code, seconds = preview.stop()
    assert (code, seconds < 1) == (0, True)
    assert preview.said[-1] == "The preview has ended."
    assert "Traceback" not in "\n".join(preview.said)


def test_a_page_goes_on_when_the_preview_is_started_again(start, look):
    preview = start(SHOP)
    page = look(f"{preview.address}/batches/first/")
    page.evaluate("window.same = true")
    shows(page, "It rained in May.")
    preview.stop()
    ended = page.locator("batchpages-preview .lost")
    expect(ended).to_contain_text("The preview has ended", timeout=PATIENCE)
    shows(page, "It rained in May.")
    again = start({FIRST: SHOP[FIRST].replace("It rained", "It snowed")}, port=preview.port)
    assert again.port == preview.port
    shows(page, "It snowed in May.")
    expect(ended).to_be_hidden()
    assert followed(page)


def test_a_taken_port_is_told_and_the_next_one_used(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        preview = start(SHOP, port=port)
        assert preview.port > port
        preview.settle()
        assert f"Port {port} is taken, so this is {preview.port}." in preview.said


def test_a_disk_that_tells_of_nothing_is_looked_at_again_and_again(start, see):
    preview = start(SHOP, "--poll")
    page = see(f"{preview.address}/batches/first/")
    preview.change(FIRST, "It rained", "It snowed")
    shows(page, "It snowed in May.")
    assert followed(page)

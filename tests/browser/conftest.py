"""The example storefront, served as a static host serves it; previews; and a headless Chromium that looks at them."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import projects
from previewing import PATIENCE, SHOP, Preview

EXAMPLE = Path(__file__).resolve().parent.parent.parent
LEDGER = (
    "https://orvalho-e-sal.pt/01/05609999001019/10/SR-2026-003/21/7: {batch: SR-2026-003, issued: 2026-10-21, labels: 1}\n"
    "https://orvalho-e-sal.pt/batches/gone/: {batch: GONE-1, issued: 2026-10-21, labels: 21, retired: SR-2026-003}\n"
)
"""Labels of the example that lead to the page of a unit, and to one of a batch that is gone."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser():
    program = os.environ.get("BATCHPAGES_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        assert not os.environ.get("BATCHPAGES_REQUIRE_BROWSER"), "no Chromium on this machine, and BATCHPAGES_REQUIRE_BROWSER is set"
        pytest.skip("no Chromium on this machine (name one with BATCHPAGES_BROWSER)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


class StaticHost(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with its `_headers`, and its 404 page for what is not there."""

    def end_headers(self):
        for line in (Path(self.directory) / "_headers").read_text().splitlines():
            if line.startswith("/*"):
                applies = True
            elif line.startswith("/"):
                applies = False
            elif applies:
                name, value = line.strip().split(": ", 1)
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(StaticHost, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def hosted():
    """Serves what a project in a folder published: its address."""
    servers = []

    def opened(root):
        server, address = serve(root / "public")
        servers.append(server)
        return address

    yield opened
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def shop(tmp_path_factory, hosted):
    """Builds the example in a folder of its own, with changes, and serves it: its address."""

    def opened(changes=None, **wish):
        root = tmp_path_factory.mktemp("shop")
        shutil.copytree(EXAMPLE / "content", root / "content")
        settings = (EXAMPLE / "batchpages.yaml").read_text(encoding="utf-8")
        projects.write(
            root, {"batchpages.yaml": settings} | {path: change(settings) if callable(change) else change for path, change in (changes or {}).items()}
        )
        report = projects.build_here(root, **wish)
        assert not report.diagnostics
        return hosted(root)

    return opened


@pytest.fixture(scope="session")
def site(browser, shop):
    return shop({"labels.ledger.yaml": LEDGER})


@pytest.fixture
def look(browser):
    """Opens a page in a new window of its own: `look(address, width=390, dark=False, …)`."""
    contexts = []

    def opened(address, width=390, height=844, *, dark=False, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


# --- previews ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
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

"""The preview as a server, met by headless Chromium: who may look, what is served, how it ends and begins again."""

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
from playwright.sync_api import expect

import projects
from previewing import AGAIN, DRAFT, FIRST, PATIENCE, SHOP, followed, shows

pytestmark = pytest.mark.browser


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

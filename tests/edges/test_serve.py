import json
import socket
import time

import pytest
from werkzeug.test import Client

from batchpages.diagnostics import MachineError
from batchpages.edges.screen import Moment, Problem, Screen
from batchpages.edges.serve import TRIES, _App, bind, reached_at, trusted, with_script
from batchpages.engine.files import Stretch
from batchpages.engine.task import digest_of

PAGE = b"<!doctype html>\n<p>Salt</p>"


def moment_of(folder, files, **values):
    """A moment with these files, which lie in a folder."""
    found = {}
    for number, (name, data) in enumerate(files.items()):
        path = folder / str(number)
        path.write_bytes(data)
        found[name] = (digest_of(data), Stretch(str(path)))
    return Moment(files=found, **values)


@pytest.fixture
def screen(tmp_path):
    screen = Screen()
    (tmp_path / "private.yaml").write_bytes(b"secret")
    screen.show(moment_of(tmp_path, {"index.html": PAGE, "batches/one/index.html": PAGE, "404.html": b"gone", "assets/site.css": b"p {}"}))
    return screen


def get(screen, path, bound="127.0.0.1", method="GET", **headers):
    headers = {"Host": "localhost:8000"} | {name.replace("_", "-"): value for name, value in headers.items()}
    environ = {"wsgi.url_scheme": "http", "PATH_INFO": path.encode().decode("latin-1"), "REMOTE_ADDR": "127.0.0.1"}
    return Client(_App(screen, bound)).open("/", method=method, headers=headers, environ_overrides=environ)


# --- who may ask -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.9.9.9", "[::1]:8000", "shop.localhost:80"])
def test_names_of_this_computer_are_answered(screen, host):
    assert get(screen, "/", Host=host).status_code == 200


FOREIGN = [
    "", "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "evil.example:8000", "localhost.", "localhost@evil.example", "evil.example#localhost",
    "localhost,evil.example", "localhost, localhost", "0.0.0.0", "192.168.1.5", "10.0.0.1:8000", "[::]", "[::1", "::1", "[localhost]", "localhost:", "localhost:x",
    "localhost:999999", "localhost/evil", " localhost", "2130706433", "0x7f.1", "xlocalhost", "loc\u00e4lhost",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/.batchpages/events", "/.batchpages/page.js"])
def test_no_other_name_is_answered(screen, host, path):
    answer = get(screen, path, Host=host)
    assert (answer.status_code, b"Salt" in answer.data) == (403, False)


def test_the_network_is_answered_by_number_where_it_was_asked_for(screen):
    assert get(screen, "/", bound="0.0.0.0", Host="192.168.1.5:8000").status_code == 200
    assert get(screen, "/", bound="shop.local", Host="shop.local:8000").status_code == 200
    assert get(screen, "/", bound="0.0.0.0", Host="evil.example:8000").status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://localhost", "http://localhost:9000", "https://localhost:8000", "http://127.0.0.1:8000", ""]
)
def test_no_other_origin_is_answered(screen, origin):
    assert get(screen, "/.batchpages/events", Origin=origin).status_code == 403


@pytest.mark.parametrize(
    ("site", "mode", "code"), [("cross-site", "no-cors", 403), ("same-site", "cors", 403), ("cross-site", "navigate", 200), ("same-origin", "cors", 200)]
)
def test_other_sites_can_link_here_and_no_more(screen, site, mode, code):
    answer = get(screen, "/", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode)
    assert answer.status_code == code
    assert code == 403 or "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_it_is_only_for_reading(screen, method):
    assert get(screen, "/", method=method).status_code == 405


# --- what is shown ---------------------------------------------------------------------------------------------------------

NOWHERE = [
    "/private.yaml", "/../private.yaml", "/assets/../private.yaml", "/..%2fprivate.yaml", "/%2e%2e/private.yaml", "/..\\private.yaml", "/assets//site.css",
    "/.batchpages/../private.yaml", "/.batchpages/store/index", "/.batchpages/", "/.batchpages/page.js/", "/etc/passwd", "//etc/passwd", "/\0", "/index.html\0",
    "//evil.example/", "//evil.example", "/\\evil.example", "/\r\nSet-Cookie: a=b", "/batches/one\r\nX: y", "/" + "a/" * 30_000, "/\ud7ff\ufffd",
]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE, ids=range(len(NOWHERE)))
def test_only_what_is_shown_has_an_address(screen, tmp_path, path):
    answer = get(screen, path)
    assert answer.status_code == 404
    assert b"secret" not in answer.data
    assert "Location" not in answer.headers
    assert get(screen, f"{tmp_path}/private.yaml").status_code == 404


def test_an_address_without_its_slash_leads_on(screen):
    answer = get(screen, "/batches/one")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/batches/one/")


def test_it_stands_under_the_path_of_the_base(tmp_path):
    screen = Screen()
    screen.show(moment_of(tmp_path, {"index.html": PAGE}, base="/shop/"))
    assert get(screen, "/shop/").status_code == 200
    assert get(screen, "/shop").headers["Location"] == "/shop/"
    assert get(screen, "/").headers["Location"] == "/shop/"
    assert get(screen, "/index.html").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("a.css", "text/css; charset=utf-8"), ("a.woff2", "font/woff2"), ("a.WEBP", "image/webp"), ("CNAME", "application/octet-stream")]
)
def test_files_are_given_as_they_are(tmp_path, name, kind):
    screen = Screen()
    screen.show(moment_of(tmp_path, {name: b"\xff bytes"}))
    answer = get(screen, f"/{name}")
    assert (answer.data, answer.content_type) == (b"\xff bytes", kind)


BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("start", [b"<!doctype html>", b"\n <!DOCTYPE html>", b"<!-- a --> <!-- b -->\n<!doctype html>", BOM + b"<!doctype html>", b""])
def test_the_script_stands_behind_the_doctype_and_all_else_is_as_published(start):
    page = with_script(start + b"<p>Salt", "ab")
    script = page.removeprefix(start).removesuffix(b"<p>Salt")
    assert script.startswith(b"<script src=")
    assert script.endswith(b'is=ab"></script>')


def test_many_comments_and_no_doctype_are_looked_through_once():
    started = time.monotonic()
    assert with_script(b"<!-- a -->" * 2000 + b"<p>", "").startswith(b"<script")
    assert time.monotonic() - started < 1


def test_a_file_that_has_just_changed_is_waited_for(screen, tmp_path, monkeypatch):
    (tmp_path / "3").write_bytes(b"p { }")
    monkeypatch.setattr("batchpages.edges.serve.PATIENCE", 0)
    assert get(screen, "/assets/site.css").status_code == 503
    again = moment_of(tmp_path, {"assets/site.css": b"p { }"})
    monkeypatch.setattr(screen, "after", lambda *_: again)
    assert get(screen, "/assets/site.css").data == b"p { }"


# --- what a browser is told --------------------------------------------------------------------------------------------------


def told(screen, *see):
    answer = Client(_App(screen, "127.0.0.1")).get("/.batchpages/events", query_string={"see": list(see)}, headers={"Host": "localhost:8000"}, buffered=False)
    first = next(iter(answer.response))
    looked_at = screen.looked_at()
    answer.close()
    return json.loads(first.removeprefix(b"data: ")), looked_at


def test_a_browser_is_told_of_pages_that_are_not_as_it_has_them(screen):
    data, looked_at = told(screen, f"{digest_of(PAGE).hex()} /", " /batches/one/", "old /nothing/")
    assert data["pages"]["/batches/one/"] == {"is": digest_of(PAGE).hex(), "html": PAGE.decode()}
    assert data["pages"]["/nothing/"]["html"] == "gone"
    assert "/" not in data["pages"]
    assert looked_at == ["index.html", "batches/one/index.html"]
    assert screen.looked_at() == [], "it has gone"


def test_a_browser_is_told_what_is_wrong_and_where_a_page_has_gone(tmp_path):
    screen = Screen()
    problem = Problem("error", "", "a.md:1:2", 1, 2, "line", "wrong", "hint", "", ())
    moment = moment_of(tmp_path, {"batches/new/index.html": PAGE}, problems=(problem,), moved={"/batches/old/": "/batches/new/"})
    screen.show(moment)
    data, _ = told(screen, " /batches/old/")
    assert data["pages"] == {"/batches/old/": {"to": "/batches/new/"}}
    assert data["problems"][0]["text"] == "line"


def test_a_page_in_another_encoding_breaks_nothing(tmp_path):
    screen = Screen()
    screen.show(moment_of(tmp_path, {"old.html": "é".encode("latin-1")}))
    assert told(screen, " /old.html")[0]["pages"]["/old.html"]["html"] == "\ufffd"


# --- where it stands ---------------------------------------------------------------------------------------------------------


def test_the_next_free_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken, bind("127.0.0.1", taken.getsockname()[1]) as other:
        assert taken.getsockname()[1] < other.getsockname()[1] < taken.getsockname()[1] + TRIES


def test_a_host_that_nobody_knows_is_told():
    with pytest.raises(MachineError, match="no such host"):
        bind("nobody.invalid", 8000)


def test_an_address_of_another_computer_is_told():
    with pytest.raises(MachineError, match=r"cannot listen at `192\.0\.2\.1`"):
        bind("192.0.2.1", 8000)


@pytest.mark.parametrize(("host", "reached"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("shop.local", "shop.local")])
def test_how_it_is_reached(host, reached):
    assert reached_at(host) == reached


def test_the_name_that_was_asked_for_is_trusted_in_any_case():
    assert trusted("SHOP.local:1", "shop.LOCAL")

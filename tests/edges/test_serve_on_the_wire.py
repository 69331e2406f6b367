"""The preview's server on a real socket, and what programs send that are no browser."""

import errno
import socket
import threading
import time

import pytest

from batchpages.diagnostics import MachineError
from batchpages.edges.screen import Moment, Screen
from batchpages.edges.serve import TRIES, _Quietly, bind, serve
from batchpages.engine.files import Stretch
from batchpages.engine.task import digest_of

PAGE = b"<!doctype html>\n<p>Salt</p>"
LOCAL = b"Host: localhost\r\n"


@pytest.fixture
def screen(tmp_path):
    (tmp_path / "page").write_bytes(PAGE)
    (tmp_path / "private.yaml").write_bytes(b"secret")
    screen = Screen()
    screen.show(Moment(files={name: (digest_of(PAGE), Stretch(str(tmp_path / "page"))) for name in ("index.html", "batches/one/index.html", "404.html")}))
    return screen


@pytest.fixture
def connect(screen, capfd):
    """Opens connections to a server that shows `screen`. It says nothing in the terminal, whatever it is sent."""
    opened = []
    with bind("127.0.0.1", 0) as listening:
        server = serve(screen, listening, "127.0.0.1")

        def connect(sends=b""):
            opened.append(socket.create_connection(listening.getsockname(), timeout=10))
            opened[-1].sendall(sends)
            return opened[-1]

        yield connect
        for each in opened:
            each.close()
        server.shutdown()
        server.server_close()
    assert capfd.readouterr() == ("", "")


def answer(connection):
    """All that comes until the server hangs up."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        parts.append(b"")
    return b"".join(parts)


def status(answered):
    return int(answered.split(b" ", 2)[1])


ELSEWHERE = [
    b"http://localhost/",
    b"http://evil.example/",
    b"http://[::1/",
    b"http://[zz]/",
    b"http://a:99999999/",
    b"file:///etc/passwd",
    b"*",
    b"batches/one/",
    b"?",
]


@pytest.mark.parametrize("host", [b"localhost", b"evil.example"])
@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_request_for_anything_but_a_path_is_refused(connect, target, host):
    answered = answer(connect(b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"))
    assert (status(answered), b"Salt" in answered) == (400, False)


@pytest.mark.parametrize(
    "headers", [b"", b"Host:\r\n", b"Host: evil.example\r\n" + LOCAL, LOCAL + b"Host: evil.example\r\n", b"Host: localhost\r\n evil\r\n", b"Host: [\r\n"]
)
@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_no_host_several_or_a_broken_one_are_refused(connect, headers, version):
    assert status(answer(connect(b"GET / HTTP/" + version + b"\r\n" + headers + b"\r\n"))) == 403


PATHS = [
    b"/../private.yaml", b"/%2e%2e/private.yaml", b"/..%2fprivate.yaml", b"/..%5cprivate.yaml", b"/%00", b"/\0", b"//evil.example/%2e%2e", b"/%ff%fe", b"/\xff\xfe",
    b"/batches/one%0d%0aSet-Cookie:%20a=b", b"/%252e%252e/private.yaml", b"//[x/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_encoding_of_a_path_leads_out(connect, path):
    answered = answer(connect(b"GET " + path + b" HTTP/1.1\r\n" + LOCAL + b"\r\n"))
    head = answered.partition(b"\r\n\r\n")[0]
    assert status(answered) == 404
    assert b"secret" not in answered
    assert b"Location" not in head
    assert b"Set-Cookie" not in head


@pytest.mark.parametrize("method", [b"POST", b"PUT", b"OPTIONS", b"CONNECT", b"PROPFIND", b"get\xff"])
def test_a_body_is_read_and_changes_nothing(connect, method):
    connection = connect(method + b" / HTTP/1.1\r\n" + LOCAL + b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000)
    connection.shutdown(socket.SHUT_WR)
    assert status(answer(connection)) == 405


ODD = {
    "a long line": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + LOCAL + b"\r\n", 414),
    "a long header": (b"GET / HTTP/1.1\r\n" + LOCAL + b"X: " + b"a" * 70_000 + b"\r\n\r\n", 431),
    "many headers": (b"GET / HTTP/1.1\r\n" + LOCAL + b"X: a\r\n" * 500 + b"\r\n", 431),
    "a length that is none": (b"GET / HTTP/1.1\r\n" + LOCAL + b"Content-Length: x\r\n\r\n", 200),
    "a body": (b"GET / HTTP/1.1\r\n" + LOCAL + b"Content-Length: 2\r\n\r\nhi", 200),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_requests_are_answered(connect, name):
    sends, code = ODD[name]
    assert status(answer(connect(sends))) == code


def test_what_is_no_request_is_hung_up_on(connect):
    for sends in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) + b"\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n"):
        assert b"Salt" not in answer(connect(sends))


def test_one_connection_is_one_answer(connect):
    answered = answer(connect((b"GET / HTTP/1.1\r\n" + LOCAL + b"\r\n") * 2))
    assert answered.count(b"HTTP/1.1 200") == 1


def test_who_connects_and_says_nothing_is_not_waited_for_without_end(connect, monkeypatch):
    monkeypatch.setattr(_Quietly, "timeout", 0.2)
    silent, slow = connect(), connect(b"GET / HTTP/1.1\r\nHo")
    assert (answer(silent), answer(slow)) == (b"", b"")


def test_many_listen_and_each_leaves_nothing_behind(connect, screen):
    before = threading.active_count()
    listening = [connect(b"GET /.batchpages/events?see=x%20/ HTTP/1.1\r\n" + LOCAL + b"\r\n") for _ in range(100)]
    assert all(b"200 OK" in each.recv(65536) for each in listening)
    assert status(answer(connect(b"GET / HTTP/1.1\r\n" + LOCAL + b"\r\n"))) == 200
    for each in listening:
        each.close()
    until = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < until:
        screen.show(screen.moment)  # whoever has gone is found when there is something to tell
        time.sleep(0.02)
    assert threading.active_count() <= before
    assert screen.looked_at() == []


# --- where it stands -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["a" * 300, ".", "", "http://localhost", "127.0.0.1:8000"])
def test_what_is_no_name_of_a_host_is_told(host):
    with pytest.raises(MachineError, match="no such host"):
        bind(host, 8000)


def all_fail(monkeypatch, number):
    def fails(*_args, **_options):
        raise OSError(number, "no")

    monkeypatch.setattr(socket, "create_server", fails)


@pytest.mark.parametrize(
    ("number", "port", "says"),
    [
        (errno.EADDRINUSE, 8000, f"none of the ports 8000 to {8000 + TRIES - 1} is free; name another with `--port`"),
        (errno.EADDRINUSE, 65530, "none of the ports 65530 to 65535 is free;"),
        (errno.EADDRINUSE, 65535, "the port 65535 is not free;"),
        (errno.EACCES, 1, "is free, since the system keeps that for its own services; name another"),
    ],
)
def test_where_no_port_is_free_it_is_said_why(monkeypatch, number, port, says):
    all_fail(monkeypatch, number)
    with pytest.raises(MachineError) as told:
        bind("127.0.0.1", port)
    assert says in str(told.value)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="there is no IPv6 here")
def test_all_addresses_are_those_of_both_kinds():
    with bind("::", 0) as listening:
        for address in ("127.0.0.1", "::1"):
            socket.create_connection((address, listening.getsockname()[1]), timeout=5).close()

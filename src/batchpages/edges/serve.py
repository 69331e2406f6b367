"""The preview server: what is shown, under its addresses, to browsers on this computer. It looks up and never searches the disk."""

import errno
import ipaddress
import mimetypes
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIEnvironment

import msgspec
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from batchpages import __version__
from batchpages.addresses import IMAGES
from batchpages.diagnostics import MachineError
from batchpages.edges.files import reason
from batchpages.edges.screen import Moment, Screen
from batchpages.pages.policy import POLICY, SECURITY_HEADERS

OURS = "/.batchpages/"
"""Where the preview's own files stand."""
FILES = {name: (Path(__file__).with_name("browser") / name).read_bytes() for name in ("page.js", "channel.js")}
HEADERS = dict(header.split(": ", 1) for header in SECURITY_HEADERS) | {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
"""What not every system's own table knows."""
TRIES = 20
"""How many ports are tried, one after the other."""
PING = 15.0
"""Seconds after which a silent connection is written to, to find whether somebody still listens."""
SILENT = 30.0
"""Seconds for which a request is waited for where somebody has connected: browsers do so in advance, and some never ask."""
PATIENCE = 2.0
"""Seconds for which a file that is being changed is waited for."""
UNDER_WAY = 60.0
"""Seconds for which a photograph that is being prepared is waited for."""
DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<!--(?>.*?-->)\s*+)*+<!doctype[^>]*>", re.IGNORECASE | re.DOTALL)
NOTHING_YET = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
    b'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
)
"""The page where there is none yet: what is wrong stands over it."""
CHANGING = 503
NOT_FOUND = 404
OUTSIDE = "The preview stands at %s"


def with_script(page: bytes, mark: str) -> bytes:
    """A page with the script that keeps it up to date, in front of all that the page says of scripts; `mark` names what the page is."""
    script = f'<script src="{OURS}page.js?v={__version__}&amp;is={mark}"></script>'.encode()
    match = DOCTYPE.match(page)
    at = match.end() if match else 0
    return page[:at] + script + page[at:]


def trusted(host: str, bound: str) -> bool:
    """Whether a Host header can be that of a browser that was meant to come here: a name that leads elsewhere can be made to lead here.

    Names of this computer are, and the one that was asked for; addresses by number are where others than this computer may look too.
    """
    match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?", host)
    if match is None:
        return False
    name = match[1].strip("[]").lower()
    if name in ("localhost", bound.lower()) or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not is_this_computer(bound)


def is_this_computer(bound: str) -> bool:
    """Whether only this computer can reach what listens at a host."""
    try:
        return ipaddress.ip_address(bound).is_loopback
    except ValueError:
        return bound.lower() == "localhost"


class _App:
    """The application, as WSGI calls it."""

    def __init__(self, screen: Screen, bound: str) -> None:
        self._screen, self._bound = screen, bound

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        response = self._answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        host = request.headers.get("Host", "")
        if not trusted(host, self._bound):
            return Response("This preview answers to names of this computer only.\n", 403)
        if request.headers.get("Origin", f"http://{host}") != f"http://{host}" or _from_elsewhere(request):
            return Response("This preview answers to its own pages only.\n", 403)
        if request.method not in ("GET", "HEAD"):
            return Response("This preview is only for reading.\n", 405, {"Allow": "GET, HEAD"})
        path = request.path
        if path.startswith(OURS):
            return self._ours(path.removeprefix(OURS), request)
        return self._shown(path, f"http://{host}{OURS}")

    def _shown(self, path: str, ours: str) -> Response:
        moment = self._screen.moment
        response = _file(path, moment, ours)
        if response.status_code == NOT_FOUND and path.startswith(moment.base + IMAGES):
            return _file(path, self._screen.photograph(path.removeprefix(moment.base), PATIENCE, UNDER_WAY), ours)
        if response.status_code == CHANGING:
            return _file(path, self._screen.after(moment.number, PATIENCE), ours)
        return response

    def _ours(self, name: str, request: Request) -> Response:
        if name == "events":
            events = _Events(self._screen, [see.partition(" ")[::2] for see in request.args.getlist("see")])
            return Response(iter(events), mimetype="text/event-stream")
        if name in FILES:
            policy = "default-src 'none'; connect-src 'self'"
            return Response(FILES[name], mimetype="text/javascript", headers={"Content-Security-Policy": policy})
        return Response("There is no such file.\n", 404)


def _from_elsewhere(request: Request) -> bool:
    """Whether another site's page asks, other than by a link that somebody follows."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and request.headers.get("Sec-Fetch-Mode") != "navigate"


def _file(path: str, moment: Moment, ours: str) -> Response:
    """What stands at an address, as a static host answers."""
    name, status = moment.name(path), 200
    if not name and moment.name(f"{path}/"):
        return Response(status=302, headers={"Location": f"{path}/"})
    if not name and not path.startswith(moment.base):
        return Response(OUTSIDE % moment.base, 302 if path == "/" else 404, {"Location": moment.base} if path == "/" else {})
    if not name:
        name, status = "404.html", NOT_FOUND
    policy = {"Content-Security-Policy": f"{POLICY}; script-src {ours}; worker-src {ours}; frame-ancestors 'none'"}
    if name not in moment.files:
        return Response(with_script(NOTHING_YET, ""), status, policy, mimetype="text/html")
    data = moment.data(name)
    if data is None:
        if name.endswith(".html"):  # its script shows it once it is there
            return Response(with_script(NOTHING_YET, ""), CHANGING, policy, mimetype="text/html")
        return Response("This file is being changed; try again.\n", CHANGING, {"Retry-After": "1"})
    if name.endswith(".html"):
        data = with_script(data, moment.files[name][0].hex())
    ending = Path(name).suffix.lower()
    kind = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(data, status, policy, mimetype=kind)


class _Events:
    """What one browser is told, until it listens no more: what is wrong, and the pages it looks at where they are not as it has them."""

    def __init__(self, screen: Screen, seen: Iterable[tuple[str, str]]) -> None:
        self._screen = screen
        self._seen = {address: digest for digest, address in seen}

    def __iter__(self) -> Iterator[bytes]:
        """Server-sent events (WHATWG HTML, 9.2)."""
        self._screen.look(self, tuple(map(unquote, self._seen)))
        number = -1
        try:
            while True:
                moment = self._screen.after(number, PING)
                yield self._told(moment) if moment.number != number else b":\n\n"
                number = moment.number
        finally:
            self._screen.look(self, ())

    def _told(self, moment: Moment) -> bytes:
        pages = {address: page for address, digest in self._seen.items() if (page := _news(unquote(address), digest, moment))}
        self._seen |= {address: page["is"] for address, page in pages.items() if "is" in page}
        data = {"problems": moment.problems, "drafts": moment.drafts, "pages": pages}
        return b"data: %s\n\n" % msgspec.json.encode(data)


def _news(address: str, digest: str, moment: Moment) -> dict[str, str] | None:
    """How a page differs from what somebody sees; where its story has gone elsewhere, to which address."""
    if not moment.files:
        return None
    name = moment.name(address)
    if not name and (to := moment.moved.get(address)):
        return {"to": to}
    name = name or "404.html"
    if not address.startswith(moment.base) or name not in moment.files or moment.files[name][0].hex() == digest:
        return None
    data = moment.data(name)
    return {"is": moment.files[name][0].hex(), "html": data.decode("utf-8", "replace")} if data is not None else None


# --- the server ------------------------------------------------------------------------------------------------------------


class _Quietly(WSGIRequestHandler):
    """Requests are not logged: what a person at the terminal looks for is what the project says."""

    timeout = SILENT

    def parse_request(self) -> bool:
        """Whether a request has come that is answered: one for a path. Another names a host of its own, in place of the header's."""
        if not super().parse_request():
            return False
        self.connection.settimeout(None)  # it has come whole; a large file may take a phone longer
        if not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        return True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that the library gives it
        """Nothing either: it is about what others send, such as a browser that tries HTTPS first."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at a port, or at the next one that is free. Raises `MachineError` where there is none."""
    last, refused = min(port + TRIES - 1, 65535), True
    for tried in range(port, last + 1) if port else (0,):
        try:
            family = socket.getaddrinfo(host, tried, type=socket.SOCK_STREAM)[0][0]
            return socket.create_server((host, tried), family=family, dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6())
        except (OSError, UnicodeError) as error:
            if not isinstance(error, OSError) or error.errno not in (errno.EADDRINUSE, errno.EACCES):
                why = reason(error) if isinstance(error, OSError) and not isinstance(error, socket.gaierror) else "no such host is known here"
                raise MachineError(f"cannot listen at `{host}`: {why}; name an address of this computer with `--host`") from None
            refused = refused and error.errno == errno.EACCES
    which = f"none of the ports {port} to {last} is" if port < last else f"the port {port} is not"
    raise MachineError(f"{which} free{', since the system keeps that for its own services' * refused}; name another with `--port`, such as 8000")


def reached_at(host: str) -> str:
    """The name by which a host is best reached: where all of this computer's addresses are listened at, the one that its network knows."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 -- somebody has asked for it
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing; the address is one of RFC 5737, which nobody has
                return str(probe.getsockname()[0])
            except OSError:
                return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def serve(screen: Screen, listening: socket.socket, host: str) -> BaseWSGIServer:
    """Answer browsers from now on, in threads that end with the process."""
    port = listening.getsockname()[1]
    server = make_server(host, port, _App(screen, host), threaded=True, request_handler=_Quietly, fd=listening.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server

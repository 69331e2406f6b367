"""What stands on labels: the whole address of a batch, and whether the host it is at will last."""

import re
from urllib.parse import quote, urlsplit

from batchpages.addresses import Addresses
from batchpages.model import Entry, Target

RESERVED = (
    "localhost",
    "local",
    "test",
    "example",
    "invalid",
    "internal",
    "example.com",
    "example.net",
    "example.org",
    "lan",
    "home",
    "corp",
    "localdomain",
    "home.arpa",
    "nip.io",
    "sslip.io",
)
"""Names that lead to nothing on the open internet, or to somebody's own network (RFC 2606, RFC 6761, RFC 6762, RFC 8375)."""

PREVIEWS = (
    (r".+--.+\.netlify\.app", "Netlify makes for one deploy or branch"),
    (r".+\..+\.pages\.dev", "Cloudflare Pages makes for one deploy or branch"),
    (r".+-git-.+\.vercel\.app|.+-(?=[a-z]*\d)[a-z0-9]{9}-.+\.vercel\.app", "Vercel makes for one deploy or branch"),
    (r".+-pr-\d+\.onrender\.com", "Render makes for one change"),
    (r".+\.(?:ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|loca\.lt|localhost\.run|serveo\.net)", "a tunnel to one computer has for a while"),
    (r".+\.(?:app\.github\.dev|gitpod\.io|webcontainer\.io|csb\.app|replit\.dev)", "an editor in the browser has while it is open"),
)
"""Hosts that are gone in days, and whose they are."""


def whole(base_url: str) -> str:
    """A base as it is printed and kept in the ledger: host in small letters and in ASCII (RFC 3490), path percent-encoded, a slash at its end."""
    parts = urlsplit(base_url)
    host = _ascii(parts.hostname or "")
    port = f":{parts.port}" if parts.port and parts.port != 443 else ""
    path = quote(parts.path.strip("/"), safe="/%~")
    return f"https://{host}{port}/{path}/" if path else f"https://{host}{port}/"


def cannot_last(base_url: str) -> str:
    """Why an address under this base must not be printed; empty where it may be."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").rstrip(".")
    if not _is_certain(host):
        return f"`{host}` is not written in one way only in the ASCII that codes hold; write its `xn--` form, as your registrar gives it"
    if re.fullmatch(r"[\d.]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?", host):
        return f"`{host}` is the number of a computer, which changes"
    if any(host == name or host.endswith(f".{name}") for name in RESERVED):
        return f"`{host}` leads nowhere outside of your own computer or network" if "example" not in host else f"`{host}` is a name for examples"
    if parts.scheme != "https":
        return f"`{base_url}` has no https"
    if parts.port and parts.port != 443:
        return f"`{parts.netloc}` has a port, as servers for trying things out do"
    return next((f"`{host}` is an address that {whose}" for pattern, whose in PREVIEWS if re.fullmatch(pattern, host)), "")


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host  # and `cannot_last` says so


def _is_certain(host: str) -> bool:
    """Whether the host's ASCII form means the same to all: IDNA 2003, which Python has, makes `ss` of `ß`, and browsers do not any more."""
    if host.isascii():
        return True
    try:
        return host.encode("idna").decode("idna") == host.lower() and not re.search("[ßς\u200c\u200d]", host)
    except UnicodeError:
        return False


def path_of(batch: Entry, gtin: str, target: Target, addresses: Addresses, serial: int = 0) -> str:
    """The path that a batch's code leads to, or the one of its unit with a serial number; with a slash at its end."""
    if target == "short":
        return addresses.short(batch.code)
    if target == "gs1":
        return addresses.digital_link(gtin, batch.code, serial)
    return addresses.record("batch", batch.slug)


def printed(path: str, target: Target, addresses: Addresses) -> str:
    """A path as a whole address, as it is printed. A GS1 Digital Link has no slash at its end."""
    address = whole(addresses.base_url) + path.removeprefix(addresses.base_path)
    return address.rstrip("/") if target == "gs1" else address

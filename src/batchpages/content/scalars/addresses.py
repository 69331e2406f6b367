"""E-mail and web addresses."""

import re
from urllib.parse import urljoin, urlsplit

from batchpages.content.scalars.converter import Invalid, refused


def email(text: str) -> str:
    """An e-mail address."""
    valid = r"[^\s@<>\"(),;:\\]+@[^\W_][\w-]*(\.[\w-]+)+"
    if re.fullmatch(valid, text):
        return text
    meant = re.sub(r"^.*<|>.*$|^mailto:|\s", "", text)
    raise refused(text, "is no e-mail address", meant if re.fullmatch(valid, meant) else "", "write it as `name@example.com`")


def https(text: str) -> str:
    """A whole web address, with https."""
    return _web_address(text, ("https",))


def base_url(text: str) -> str:
    """Where the storefront is published: scheme, host and, where it stands under one, a path."""
    parts = urlsplit(_web_address(text, ("https", "http")))
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise refused(text, "has a `?` or a `#` in it", re.split("[?#]", text)[0])
    if any(part in (".", "..") for part in parts.path.split("/")):
        raise refused(text, "has a `.` or `..` in its path", urljoin(text, parts.path))
    return text


def _web_address(text: str, schemes: tuple[str, ...]) -> str:
    if re.search(r"[\s<>\"\\^`{|}]", text) or not text.isprintable():
        raise refused(text, "is no web address: it holds a space or another character that none can", "", "copy it from the browser's address line")
    if text.startswith("//") or not text.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        bare = re.sub("^(?i:[htps]{3,7}[:;]/*|[htps]{3,7}//)?/*", "", text)
        looks_like_one = re.match(r"(?!.*@)[\w-]+(\.[\w-]+)+([:/]|$)", bare) and not re.match("(?!https?:)[a-z]+:", text, re.IGNORECASE)
        raise refused(
            text, "does not begin with `https://`", f"https://{bare}" if looks_like_one else "", "write the whole address, such as `https://shop.example/rose`"
        )
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    local = "http" in schemes and re.fullmatch("localhost|[0-9a-f.]*:[0-9a-f:.]+", host)
    if not local and not re.fullmatch(r"[^\W_]([\w-]{0,61}[^\W_])?(\.[^\W_]([\w-]{0,61}[^\W_])?)+", host):
        raise refused(text, "has no host, or one that cannot be", "", "write the whole address, such as `https://shop.example/rose`")
    if "@" in parts.netloc:
        raise refused(text, "has a user's name or password in it", "", "delete all before the `@`, and the `@`")
    return text


def host(text: str) -> str:
    """A host that the storefront used to have, with the path if it stood under one: `brand.github.io/shop`."""
    bare, _, path = re.sub("^(?i:https?:)?//", "", text).strip("/").partition("/")
    meant = "/".join(filter(None, (bare.lower(), path)))
    try:
        base_url(f"https://{meant}/")
    except Invalid:
        raise refused(text, "is no host", "", "write it without `https://`, such as `old-name.pt` or `brand.github.io/shop`") from None
    if text != meant:
        raise refused(text, "is not how a host is written", meant)
    return text

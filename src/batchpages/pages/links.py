"""Which links and anchors a page holds, for verifying. Only links within the site are of interest."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from batchpages.addresses import Addresses

# Comments and the contents of scripts hold no links; elsewhere `<` begins a tag, since text is escaped. A tag without a
# space has no attributes. The quantifiers give nothing back, so that no page takes long.
_TAG = re.compile(r"""<(?:!--.*?-->|(script\b[^>]*>).*?</script>|[A-Za-z][^\s/>]*+[\s/](?:[^>"']++|"[^"]*+"|'[^']*+')*+>)""", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_LEADING = {"href", "src", "srcset", "imagesrcset", "poster", "content"}
_PLAIN = re.compile(r"/(?:[\w%~-]++(?:[/.][\w%~-]++)*+/?)?(?:#[\w%~.-]++)?")
"""A path that is absolute and has nothing to resolve: most links are."""
_SHARED = re.compile(r"""\bproperty\s*=\s*["']?og:image["']?[\s>/]""", re.IGNORECASE)
"""What a `<meta>` says whose content is a picture's address (ogp.me)."""
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*(.+)", re.IGNORECASE)


def links_of(html: str, address: str, addresses: Addresses) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The links of a page at `address` that stay on the site, as absolute paths with their fragment, and its anchors.

    Every link stands once; an anchor stands as often as the page has it, so that doubles can be told.
    """
    links: dict[str, None] = {}
    anchors = []
    for match in _TAG.finditer(html):
        tag = match[1] or match[0]
        if tag.startswith("<!"):
            continue
        for name, *values in _ATTRIBUTE.findall(tag):
            name = name.lower()  # noqa: PLW2901 -- HTML's names are one in either case
            if name == "id":
                anchors.append(unescape("".join(values)))
            elif name in _LEADING:
                links.update(dict.fromkeys(_targets(name, unescape("".join(values)), tag)))
    paths = (inside(link, address, addresses) for link in links)
    return tuple(dict.fromkeys(filter(None, paths))), tuple(anchors)


def _targets(attribute: str, value: str, tag: str) -> list[str]:
    if attribute == "content":
        refresh = _REFRESH.match(value) if "http-equiv" in tag else None
        return [refresh[1].strip("'\" ")] if refresh else [value] if _SHARED.search(tag) else []
    if attribute in ("srcset", "imagesrcset"):
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value]


def inside(link: str, address: str, addresses: Addresses) -> str:
    """A link on the page at `address` as a path of this site; empty where it leads elsewhere.

    A whole address on the same host that is not below the site's own base is that of another site, which lives beside this one.
    """
    if _PLAIN.fullmatch(link):
        return link
    if link.startswith(("https://", "http://")) and link.isprintable() and not link.startswith(addresses.root.removesuffix(addresses.base_path)):
        return ""
    try:
        root, target = urlsplit(addresses.root), urlsplit(urljoin(addresses.absolute(address), link))
    except ValueError:
        return ""
    if (target.scheme, target.netloc) != (root.scheme, root.netloc) or (
        (link.startswith("//") or ":" in link.partition("/")[0]) and not target.path.startswith(addresses.base_path)
    ):
        return ""
    return target.path + (f"#{target.fragment}" if target.fragment else "")

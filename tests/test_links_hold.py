"""The example storefront at `/` and below a path, looked at by a parser that shares nothing with ours: every link holds."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

import projects

EXAMPLE = Path(__file__).resolve().parent.parent


class Page(HTMLParser):
    """What a page links to, and the anchors that it has."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.anchors.add(value)
            elif name in ("href", "src", "poster"):
                self.links.append(value)
            elif name == "srcset":
                self.links += [each.split()[0] for each in value.split(",")]


def links_of(public, base_url):
    """Every link in every published file, with the address that it is seen from."""
    for path in public.rglob("*"):
        address = base_url + path.relative_to(public).as_posix().removesuffix("index.html")
        if path.suffix == ".html":
            yield from ((link, address) for link in Page(path.read_text(encoding="utf-8")).links)
        elif path.suffix == ".css":
            yield from ((link, address) for link in re.findall(r"url\(\"?([^\")]+)", path.read_text(encoding="utf-8")))
        elif path.suffix == ".xml":
            yield from ((each.text, address) for each in ET.parse(path).iter() if each.tag.endswith(("}loc", "}id")))


@pytest.mark.parametrize("base_url", ["https://orvalho-e-sal.pt/", "https://orvalho-e-sal.pt/shop/", "https://example.net/a/b/"])
def test_every_link_of_the_example_holds(tmp_path, base_url):
    shutil.copytree(EXAMPLE / "content", tmp_path / "content")
    shutil.copy(EXAMPLE / "batchpages.yaml", tmp_path)
    assert not projects.build_here(tmp_path, base_url=base_url).diagnostics
    public, base = tmp_path / "public", urlsplit(base_url)
    anchors = {path: Page(path.read_text(encoding="utf-8")).anchors for path in public.rglob("*.html")}
    within = 0
    for link, seen_from in links_of(public, base_url):
        target = urlsplit(urljoin(seen_from, link))
        if target.netloc != base.netloc or not target.path.startswith(base.path):
            assert link.startswith(("https://", "mailto:", "tel:")), f"{link}, seen from {seen_from}, leads out of the site"
            continue
        path = public / unquote(target.path.removeprefix(base.path))
        path = path / "index.html" if target.path.endswith("/") else path
        assert path.is_file(), f"{link}, seen from {seen_from}"
        assert path not in anchors or unquote(target.fragment) in anchors[path], f"{link}, seen from {seen_from}"
        within += 1
    assert len(anchors) > 50
    assert within > 1000

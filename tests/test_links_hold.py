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


PRINTED = ("B/SR-2026-003/", "01/05609999001019/10/SR-2026-003/", "01/05609999001019/10/SR-2026-003/21/7/", "batches/gone/")


def ledger(base):
    """What labels of the example lead to: a batch by two other addresses, one of its units, and a batch that is gone."""
    line = "{}: {{batch: {}, issued: 2026-10-21, labels: 21{}}}\n"
    return "".join(line.format(base + path, *(("GONE-1", ", retired: SR-2026-003") if "gone" in path else ("SR-2026-003", ""))) for path in PRINTED)


@pytest.mark.parametrize(
    ("in_settings", "wished"),
    [
        ("https://orvalho-e-sal.pt/", ""),
        ("https://orvalho-e-sal.pt/shop/", ""),
        ("https://orvalho-e-sal.pt/", "https://orvalho-e-sal.pt/shop/"),
        ("https://orvalho-e-sal.pt/", "https://example.net/a/b/"),
    ],
    ids=["root", "path", "preview below a path", "preview elsewhere"],
)
def test_every_link_of_the_example_holds(tmp_path, in_settings, wished):
    shutil.copytree(EXAMPLE / "content", tmp_path / "content")
    settings = (EXAMPLE / "batchpages.yaml").read_text(encoding="utf-8").replace("https://orvalho-e-sal.pt/\n", f"{in_settings}\n")
    projects.write(tmp_path, {"batchpages.yaml": settings, "labels.ledger.yaml": ledger(in_settings)})
    base_url = wished or in_settings
    assert not projects.build_here(tmp_path, base_url=wished).diagnostics
    public, base = tmp_path / "public", urlsplit(base_url)
    anchors = {path: Page(path.read_text(encoding="utf-8")).anchors for path in public.rglob("*.html")}
    assert {public / path / "index.html" for path in PRINTED} < anchors.keys()
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

import pytest

from batchpages.content.scalars import FORMATS
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("mailto:a@b.pt", "`a@b.pt`"),
        ("Ola <a@b.pt>", "`a@b.pt`"),
        ("a@b", "name@example.com"),
    ],
)
def test_an_email_address_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["email"], text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("http://shop.example/x", "`https://shop.example/x`"),
        ("www.shop.example", "`https://www.shop.example`"),
        ("shop.example/x", "`https://shop.example/x`"),
        ("HTTPS://shop.example", "`https://shop.example`"),
        ("//shop.example/x", "`https://shop.example/x`"),
        ("javascript:alert(1)", "`https://shop.example/rose`"),
        ("data:text/html,x", "`https://shop.example/rose`"),
        ("https://", "`https://shop.example/rose`"),
        ("https:///x", "`https://shop.example/rose`"),
        ("https://shop/", "`https://shop.example/rose`"),
        ("https://.x.de/", "`https://shop.example/rose`"),
        ("https://[::1", "`https://shop.example/rose`"),
        ("https://x.de:99999/", "`https://shop.example/rose`"),
        ("https://a:b@shop.example/", "before the `@`"),
        ("https://shop.example/a b", "address line"),
        ("https://shop.example/a\tb", "address line"),
        ("https://shop.example\\@evil.example", "address line"),
        ('https://shop.example/"onload=', "address line"),
        ("https://shop.example/<script>", "address line"),
        ("https://shop.example/" + "x" * 3000, "2000 characters"),
    ],
)
def test_a_web_address_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["https"], text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("https://o.pt/a?b", "`https://o.pt/a`"), ("https://o.pt/#", "`https://o.pt/`"), ("o.pt", "`https://o.pt`"), ("ftp://o.pt", "whole address")],
)
def test_a_base_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["base-url"], text)


@pytest.mark.parametrize(("text", "meant"), [("https://x.example/a/../b/", "https://x.example/b/"), ("https://x.example/./", "https://x.example/")])
def test_the_base_has_no_steps_in_its_path(text, meant):
    assert hint_of(FORMATS["base-url"], text) == f"write `{meant}`"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("https://old-name.pt/", "`old-name.pt`"),
        ("http://old-name.pt", "`old-name.pt`"),
        ("//old-name.pt", "`old-name.pt`"),
        ("old-name.pt/", "`old-name.pt`"),
        ("Old-Name.pt", "`old-name.pt`"),
        ("HTTPS://Brand.github.io/Shop/", "`brand.github.io/Shop`"),
        ("old name.pt", "without `https://`"),
        ("old-name", "without `https://`"),
        ("https://", "without `https://`"),
        ("old-name.pt/shop?x", "without `https://`"),
        ("old-name.pt/../shop", "without `https://`"),
        ("me@old-name.pt", "without `https://`"),
        ("ftp://old-name.pt", "without `https://`"),
        ("old-name.pt:99999", "without `https://`"),
        ("old-name.pt/" + "x" * 3000, "2000 characters"),
    ],
)
def test_a_former_host_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["host"], text)


@pytest.mark.parametrize("text", ["old-name.pt", "shop.old-name.co.uk", "brand.github.io/Shop/two", "bücher.example", "xn--bcher-kva.example"])
def test_a_former_host_may_have_a_path(text):
    assert FORMATS["host"](text) == text

import html as entities

import pytest

from batchpages.diagnostics import Place
from content.story.reading import PATH, only_error, parse


@pytest.mark.parametrize("kind", ["batch", "product", "maker", "ingredient", "stockist", "page"])
@pytest.mark.parametrize("text", ["[x]({})", "[x](<{}>)", "[x][y]\n\n[y]: {}", '<a href="{}">x</a>', "<p><a href='{}'>x</a></p>"])
def test_every_kind_of_record_can_be_linked_in_every_way(kind: str, text: str) -> None:
    assert [reference[:2] for reference in parse(text.format(f"{kind}:some-name")).references] == [(kind, "some-name")]


@pytest.mark.parametrize(
    "target",
    ["https://example.com", "http://example.com/a?b=c&d#e", "HTTPS://EXAMPLE.COM/", "mailto:a@b.pt", "tel:+351289000214", "#part", "/about/", "/feed.xml", "/"],
)
def test_addresses_that_stay(target: str) -> None:
    parsed = parse(f"[x]({target})")
    assert parsed.diagnostics == ()
    assert "".join(map(str, parsed.story.segments)) == f'<p><a href="{entities.escape(target)}">x</a></p>'


@pytest.mark.parametrize(
    ("target", "says", "hints"),
    [
        ("makr:leila", "`makr:leila` is not a record", "did you mean `maker:leila`?"),
        ("Maker:leila", "is not a record", "did you mean `maker:leila`?"),
        ("maker:Leila Haddad", "cannot be a record", "did you mean `maker:leila-haddad`?"),
        ("maker:zoé", "cannot be a record", "did you mean `maker:zoe`?"),
        ("maker:", "cannot be a record", "maker:rose-balm"),
        ("maker:a--b", "cannot be a record", "did you mean `maker:a-b`?"),
        ("maker:leila#", "nothing after it", "`maker:leila`"),
        ("", "leads nowhere", "maker:leila"),
        ("javascript:alert(1)", "cannot begin with `javascript:`", "https://"),
        ("ftp://example.com/", "cannot begin with `ftp:`", "https://"),
        ("data:text/html,x", "cannot begin with `data:`", "https://"),
        ("//example.com", "how to reach", "https://"),
        ("/\\example.com", "how to reach", "https://"),
        ("https:example.com", "not a whole address", "https://example.com/page"),
        ("https://", "not a whole address", "https://example.com/page"),
        ("www.example.com", "on this site", "did you mean `https://www.example.com`?"),
        ("http://localhost:8000/care/", "your own computer", "a page is `page:about`"),
        ("http://127.0.0.1/", "your own computer", "a page is `page:about`"),
        ("https://[::1]:80", "your own computer", "a page is `page:about`"),
        ("example.com/shop", "on this site", "did you mean `https://example.com/shop`?"),
        ("info@example.pt", "not an address yet", "did you mean `mailto:info@example.pt`?"),
        ("about", "neither a record nor a file", "page:about"),
        ("../other/lab.pdf", "leads out of the folder", "own folder"),
        ("%2e%2e/lab.pdf", "leads out of the folder", "own folder"),
        ("private.yaml", "never published", "analysis.pdf"),
        ("photo.jpg", "cannot be linked to", "![what it shows](photo.jpg)"),
        ("page.html", "cannot be linked to", "PDF"),
    ],
)
def test_wrong_targets_are_errors_at_their_place(target: str, says: str, hints: str) -> None:
    what, hint, place = only_error(f"Some [x](<{target}>) here")
    assert says in what
    assert hints in hint
    assert place == Place(PATH, text=target or "]()")
    assert "".join(map(str, parse(f"[x](<{target}>)").story.segments)) == "<p><a>x</a></p>"


@pytest.mark.parametrize(
    ("text", "says", "hints"),
    [
        ("![](a.jpg)", "`a.jpg` is not described", "say what it shows"),
        ("![ ](a.jpg)", "is not described", "say what it shows"),
        ('<img src="a.jpg">', "is not described", "say what it shows"),
        ("![a](https://example.com/a.jpg)", "from elsewhere", "beside the story"),
        ("![a](//example.com/a.jpg)", "from elsewhere", "beside the story"),
        ("![a](data:image/png;base64,AAAA)", "from elsewhere", "beside the story"),
        ("![a]()", "has no file", "beside the story"),
        ("![a](lab.pdf)", "is no picture", "JPEG"),
        ("![a](a.svg)", "is no picture", "JPEG"),
        ("![a](../a.jpg)", "leads out of the folder", "own folder"),
    ],
)
def test_wrong_pictures_are_errors(text: str, says: str, hints: str) -> None:
    what, hint, _ = only_error(text)
    assert says in what
    assert hints in hint


@pytest.mark.parametrize(
    ("target", "record"),
    [
        ("../makers/leila.md", "maker:leila"),
        ("content/makers/leila.md", "maker:leila"),
        ("makers/leila.md", "maker:leila"),
        ("../../makers/leila.md", "maker:leila"),
        ("./makers/leila.md", "maker:leila"),
        ("../makers/leila/story.md", "maker:leila"),
        ("../../batches/rain-in-may/story.md", "batch:rain-in-may"),
        ("../stockists/casa.md", "stockist:casa"),
        ("../makers/leila.md#tools", "maker:leila#tools"),
        ("..%2Fmakers/leila.md", "maker:leila"),
    ],
)
def test_the_file_of_a_record_is_not_its_page(target: str, record: str) -> None:
    what, hint, place = only_error(f"Some [x]({target}) here")
    assert what == f"`{target}` is the file that a record is written in, and not its page"
    assert hint == f"did you mean `{record}`?"
    assert place == Place(PATH, text=target)


@pytest.mark.parametrize("target", ["../settings/leila.md", "../makers/Leila.md", "../makers/a/b.md", "makers.md", "../static/a.md"])
def test_another_text_is_no_record(target: str) -> None:
    assert "did you mean" not in only_error(f"[x]({target})")[1]

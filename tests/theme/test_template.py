import msgspec
import pytest

from batchpages.engine.task import Result, digest_of
from batchpages.theme.template import parse_template


def parsed(text: str | bytes) -> Result:
    data = text.encode() if isinstance(text, str) else text
    digest = digest_of(data)
    inputs = {"path": "themes/sea/templates/batch.html", "name": "batch.html", "files": [digest.hex()]}
    return parse_template(inputs, {digest: data}.__getitem__)


def said(text: str | bytes) -> list[tuple[int, int, str, str]]:
    found = parsed(text).diagnostics
    assert all(d.place.path == "themes/sea/templates/batch.html" for d in found)
    return [(d.place.line, d.place.column, d.what, d.hint) for d in found]


def test_a_template_names_those_it_needs():
    text = '{% extends "shelf/batch.html" %}{% import "m.html" as m %}{% block a %}{% include ["x.html", "y.html"] %}{% from "f.html" import g %}{% endblock %}'
    result = parsed(text)
    assert result.diagnostics == ()
    assert msgspec.msgpack.decode(result.entry) == ["f.html", "m.html", "shelf/batch.html", "x.html", "y.html"]


@pytest.mark.parametrize(
    "tag",
    [
        "include which",
        'include "a" ~ b',
        'include ["a.html", b]',
        'extends "a.html" if b else "c.html"',
        "import b as c",
        "from b import c",
    ],
)
def test_a_template_that_is_not_named_is_refused(tag):
    word = tag.split()[0]
    assert [(line, column, what) for line, column, what, _ in said(f"<p>\n  {{% {tag} %}}")] == [(2, 6, f"`{word}` must name its template in quotes")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>\n{% forr x in y %}", (2, 4, "there is no tag `{% forr %}`", "did you mean `for`?")),
        ("{% if a %}\n<p>\n", (2, 1, "the file ends while `{% if %}` is still open", "close it with `{% endif %}`")),
        (
            "{% for a in b %}\n  {% endif %}",
            (2, 6, "`{% endif %}` does not belong here", "`{% for %}` is still open: close it with `{% endfor %}` first"),
        ),
        ("a\n\n <b>{{ a b }}", (3, 10, "`b` stands where `}}` was expected", "look for a missing quote, comma or bracket before it")),
        ("\n{{ a ? b }}", (2, 6, "`?` has no meaning inside `{{ }}` or `{% %}`", "put texts in quotes")),
        ("\n  {{ 'a }}", (2, 6, "a text that begins with ' is never closed", "end it with '")),
        ("a\n{{ b", (2, 1, "the file ends where `}}` was expected", "close what is open in this line")),
        ("\n{% block a-b %}{% endblock %}", (2, 4, "the name of a block cannot hold a hyphen", "use an underscore instead")),
        ("{{ a) }}", (1, 5, "`)` is not expected here", "look for a missing quote, comma or bracket before it")),
        (
            "{% if %}{% endif %}",
            (1, 7, "`%}` stands where an expression was expected", "look for a missing quote, comma or bracket before it"),
        ),
        ("a\n{# b", (2, 1, "a comment that begins with `{#` is never closed", "close it with `#}`")),
        ("{{ a | uper }}", (1, 8, "there is no filter `uper`", "did you mean `upper`?")),
        ("{% if a is defnd %}{% endif %}", (1, 12, "there is no test `defnd`", "did you mean `defined`?")),
        ("{{ [1] | random }}", (1, 10, "there is no filter `random`", "the filters are those of the Jinja template language")),
        (
            "{% block x %}{% endblock %}\n{% block x %}{% endblock %}",
            (2, 10, "the block `x` is defined twice in this template", "give one of the two another name"),
        ),
        (b"<p>\n\xe9", (2, 1, "this is not UTF-8 text", "save the file again, with the encoding UTF-8")),
        ("<p>\n a\0b", (2, 3, "this is not a text: it holds a NUL character", "save the file again, with the encoding UTF-8")),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", (0, 0, "this template is nested too deeply", "split it into several templates")),
        ("{{ 1" + "+1" * 5000 + " }}", (0, 0, "this template is nested too deeply", "split it into several templates")),
    ],
)
def test_a_mistake_is_told_at_its_place(text, expected):
    assert said(text) == [expected]


def test_all_unknown_filters_are_told_at_once():
    assert len(said("{% if x %}{{ a|uper }}{% endif %}{{ a|lowr }}")) == 2


def test_a_line_is_counted_alike_whatever_its_end():
    assert said("a\r\nb\r\n{{ a b }}") == said("a\nb\n{{ a b }}")


def test_a_huge_file_is_refused_unread():
    assert "1,000,001 bytes" in said("x" * 1_000_001)[0][2]

import re
import types
import typing
from decimal import Decimal

import msgspec
import pytest
from markupsafe import escape

from batchpages.diagnostics import AuthorError
from batchpages.engine.task import digest_of
from batchpages.pages import kinds, views
from batchpages.theme.environment import render

PLAIN = {str, int, float, bool, Decimal, types.NoneType, views.Html}
ALL = [each for each in (vars(views) | vars(kinds)).values() if isinstance(each, type) and issubclass(each, views.View)]


def leaves(type_):
    """The types that a field's type is made of."""
    if typing.get_origin(type_) is typing.Annotated:
        return leaves(typing.get_args(type_)[0])
    inside = [each for each in typing.get_args(type_) if each is not ...]
    return {leaf for each in inside for leaf in leaves(each)} if inside else {type_}


def fields(view):
    return typing.get_type_hints(view, include_extras=True)


def reached(start):
    """All views that a template can get at from some views."""
    found, waiting = set(), [*start]
    while waiting:
        view = waiting.pop()
        if view not in found:
            found.add(view)
            waiting += [leaf for type_ in fields(view).values() for leaf in leaves(type_) if isinstance(leaf, type) and issubclass(leaf, views.View)]
    return found


@pytest.mark.parametrize("view", ALL, ids=lambda view: view.__name__)
def test_a_view_is_plain_data(view):
    assert view.__doc__
    assert view.__struct_config__.frozen
    for name, type_ in fields(view).items():
        assert not name.startswith("_"), "a template cannot reach it"
        assert all(leaf in PLAIN or issubclass(leaf, views.View) for leaf in leaves(type_)), f"{name}: {type_}"


@pytest.mark.parametrize(("kind", "template", "view"), [(kind, *given) for kind, given in kinds.KINDS.items()])
def test_every_kind_has_a_template_that_is_given_what_every_template_is_given(kind, template, view):
    assert template.endswith(".html")
    assert view.__doc__ == template
    assert issubclass(view, kinds.Common)
    assert view.__struct_fields__[: len(kinds.Common.__struct_fields__)] == kinds.Common.__struct_fields__


def test_no_two_kinds_share_a_template():
    assert len({template for template, _ in kinds.KINDS.values()}) == len(kinds.KINDS)


def test_the_page_says_which_kinds_there_are():
    (said,) = (meta for meta in fields(views.Page)["kind"].__metadata__ if meta.description)
    assert set(re.findall(r"`(\w+)`", said.description)) == kinds.KINDS.keys()


def test_no_view_is_without_use():
    assert {*ALL} - reached(view for _, view in kinds.KINDS.values()) <= {views.View, kinds.Common}


def test_no_view_holds_what_is_private():
    names = {name for view in ALL for name in view.__struct_fields__}
    assert not names & {"private", "costs", "cost", "formula", "suppliers", "notes", "ordered", "draft"}


def test_html_is_printed_as_it_is_and_text_is_escaped():
    assert str(escape(views.Html("<b>&amp;</b>"))) == "<b>&amp;</b>"
    assert str(escape("<b>")) == "&lt;b&gt;"
    assert str(escape(views.Html("<b>") + "<i>")) == "&lt;b&gt;&lt;i&gt;", "joined to a text it is a text again"


LINK = views.Link(title="Rose", address="/rose/")


class Given(views.View, frozen=True, kw_only=True):
    site: views.Link
    header: tuple[views.Link, ...]


def printed(expression):
    """What a template prints that prints this."""
    source = f"{{{{ {expression} }}}}".encode()
    return render("a.html", [("a.html", digest_of(source))], {"a.html": "themes/t/a.html"}, Given(site=LINK, header=(LINK,)), lambda _: source)


@pytest.mark.parametrize(
    "expression",
    [
        "site",
        'site ~ ""',
        '"" ~ site',
        "site | string",
        '"%s" | format(site)',
        '"%s" % site',
        '"{}".format(site)',
        "[site] | join",
        "header | join",
        '[site, site] | join(", ")',
        "site | upper",
        "site | e",
        "site | safe",
        "site | replace('a', 'b')",
        "header | map('string') | join",
        "header",
        "header[0]",
    ],
)
def test_whatever_a_template_makes_texts_with_a_view_is_none(expression):
    with pytest.raises(AuthorError) as caught:
        printed(expression)
    assert not any("Rose" in d.what or "Link(" in d.what for d in caught.value.diagnostics)


@pytest.mark.parametrize(
    "expression",
    [
        '[site] ~ ""',
        'header ~ ""',
        "header | string",
        '{"a": site} | string',
        '"%r" | format(site)',
        '"{!r}".format(site)',
        "[header] | join",
        '"%s" | format(header)',
    ],
)
def test_whatever_a_template_makes_texts_with_a_list_of_views_is_none(expression):
    with pytest.raises(AuthorError):
        printed(expression)


@pytest.mark.parametrize("expression", ["site.title", "site.title ~ ''", "header | map(attribute='title') | join(', ')", '"%s" | format(site.title)'])
def test_the_fields_of_a_view_are_texts(expression):
    assert printed(expression) == "Rose"


def test_a_view_cannot_be_changed():
    link = views.Link(title="Rose", address="/rose/")
    with pytest.raises(AttributeError):
        link.title = "Mint"
    assert msgspec.structs.asdict(link) == {"title": "Rose", "address": "/rose/"}

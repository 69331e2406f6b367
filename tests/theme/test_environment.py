import msgspec
import pytest
from markupsafe import Markup

from batchpages.diagnostics import AuthorError
from batchpages.engine.task import digest_of
from batchpages.theme.environment import render


class Batch(msgspec.Struct, frozen=True):
    title: str
    recall: str | None = None
    items: tuple[str, ...] = ()

    def secret(self) -> str:
        return "hidden"


class View(msgspec.Struct, frozen=True):
    batch: Batch
    words: dict[str, str]
    story: object
    batches: tuple[Batch, ...] = ()


VIEW = View(Batch("Salt & rose", items=("a", "b")), {"made": "Made", "items": "Items"}, Markup("<p>Rain</p>"))


def page(main: str, view: msgspec.Struct = VIEW, **others: str) -> str:
    sources = {"main.html": main} | {name.replace("__", "/") + ".html": text for name, text in others.items()}
    bytes_of = {digest_of(text.encode()): text.encode() for text in sources.values()}
    closure = sorted((name, digest_of(text.encode())) for name, text in sources.items())
    return render("main.html", closure, {name: f"themes/sea/templates/{name}" for name in sources}, view, bytes_of.__getitem__)


def said(main: str, **others: str) -> tuple[str, str, str]:
    with pytest.raises(AuthorError) as caught:
        page(main, **others)
    (fault,) = caught.value.diagnostics
    place = fault.place
    return f"{place.path.removeprefix('themes/sea/templates/')}:{place.line}:{place.column}", fault.what, fault.hint


# --- what a template can do ------------------------------------------------------------------------------------------


def test_texts_are_escaped_and_markup_is_not():
    assert page("{{ batch.title }} {{ story }} {{ '<' }}") == "Salt &amp; rose <p>Rain</p> &lt;"


def test_a_line_with_a_tag_leaves_no_line_and_the_last_line_end_stays():
    assert page("<ul>\n  {% for item in batch.items %}\n  <li>{{ item }}\n  {% endfor %}\n</ul>\n") == "<ul>\n  <li>a\n  <li>b\n</ul>\n"


def test_names_in_a_table_come_before_its_methods():
    assert page("{{ words.items }} {{ words['items'] }} {{ words.get('made') }}") == "Items Items Made"


def test_fields_come_before_what_a_list_can_do():
    assert page("{{ batch.items | join(', ') }}") == "a, b"


def test_a_template_can_ask_whether_a_name_is_there():
    assert page("{{ batch.titel is defined }} {{ nothing | default('none') }}") == "False none"


def test_an_override_extends_the_template_of_the_same_name_below():
    below = '{% extends "base.html" %}{% block main %}below{% endblock %}'
    main = '{% extends "shelf/main.html" %}{% block main %}above {{ super() }}{% endblock %}'
    assert page(main, base="<main>{% block main %}{% endblock %}</main>", shelf__main=below) == "<main>above below</main>"


def test_pure_helpers_are_there():
    assert page("{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }}") == "2"
    assert page("{% for i in range(3) %}{{ loop.cycle('a', 'b') }}{% endfor %}") == "aba"
    assert page("{{ '%s of %s' | format(1, 2) }}") == "1 of 2"


def test_a_template_changed_under_the_same_name_is_another():
    assert (page("one"), page("two"), page("one")) == ("one", "two", "one")


def test_a_view_with_other_values_makes_another_page_of_the_same_template():
    other = View(Batch("Fig"), {}, "")
    assert (page("{{ batch.title }}"), page("{{ batch.title }}", other)) == ("Salt &amp; rose", "Fig")


def test_sources_are_read_once():
    main = digest_of(b"{{ batch.title }} once")
    reads = []

    def read(digest: bytes) -> bytes:
        reads.append(digest)
        return b"{{ batch.title }} once"

    for _ in range(3):
        render("main.html", [("main.html", main)], {}, VIEW, read)
    assert reads == [main]


# --- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>\n\n  {{ batch.titel }}", ("main.html:3:6", "`batch.titel` is not given to this template", "did you mean `title`?")),
        ("{{ batch['titel'] }}", ("main.html:1:4", "`batch['titel']` is not given to this template", "did you mean `title`?")),
        ("\n{{ batsh.title }}", ("main.html:2:4", "`batsh` is not given to this template", "did you mean `batch`?")),
        (
            "<b>titel</b> {{ batch.title }} titel {{ batch\n  .titel }}",
            ("main.html:2:4", "`titel` is not given to this template", "did you mean `title`?"),
        ),
        ("{{ zzz }}", ("main.html:1:4", "`zzz` is not given to this template", "there is `batch`, `batches`, `story`, `words`")),
        (
            "{{ words.maid }}",
            (
                "main.html:1:4",
                "`words.maid` is not given to this template",
                "did you mean `made`? Else: a word of your own goes into `words` in `theme.yaml`, such as `en: {maid: …}`",
            ),
        ),
        (
            "{% if batch.recall.hazard %}{% endif %}",
            ("main.html:1:7", "`batch.recall` is empty here, and so has no `hazard`", "ask first: `{% if batch.recall %}`"),
        ),
        (
            "<a>{{ batches[0].title }}",
            ("main.html:1:7", "`batches[0]` is not there: the list holds 0, counted from 0", "ask first: `{% if batches %}`"),
        ),
        (
            "{{ batches.title }}",
            ("main.html:1:4", "`batches` is a list; it has no `title` of its own", "go through it: `{% for one in batches %}`"),
        ),
        (
            "{{\n  batch.title\n  ~ batch.codes\n}}",
            ("main.html:3:5", "`batch.codes` is not given to this template", "there is `items`, `recall`, `title`"),
        ),
        ("{{ loop.index }}", ("main.html:1:4", "`loop` is not given to this template", "`loop` is there inside `{% for %}` only")),
        ("a {{ batch }}", ("main.html:1:3", "what is printed here is not a text", "print one of its fields")),
        ("a\n {{ batch.recall }}", ("main.html:2:2", "what is printed here is empty", "ask first, with `{% if … %}`")),
        (
            "{{ batch.items }}",
            (
                "main.html:1:1",
                "what is printed here is a list",
                "go through it with `{% for … in … %}`, or print it with the filter `join`",
            ),
        ),
        ("{{ 'x'.join }}", ("main.html:1:1", "what is printed here is not a text", "print one of its fields")),
        ("{{ words }}", ("main.html:1:1", "what is printed here is not a text", "print one of its fields")),
        (
            "\n{{ 1 / 0 }}",
            ("main.html:2:1", "this cannot be worked out: division by zero", "look at what is added, called or printed in this line"),
        ),
        (
            "{{ batch.title() }}",
            (
                "main.html:1:1",
                "this cannot be worked out: `str` object is not callable",
                "look at what is added, called or printed in this line",
            ),
        ),
        ("\n{% include 'mainn.html' %}", ("main.html:2:13", "there is no template `mainn.html`", "did you mean `main.html`?")),
        ("\n{% if a %}", ("main.html:2:1", "the file ends while `{% if %}` is still open", "close it with `{% endif %}`")),
        (
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            (
                "main.html:1:1",
                "this template calls itself without end",
                "let the macro stop at some depth, or the include at an empty list",
            ),
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(template, expected):
    assert said(template) == expected


def test_the_innermost_template_is_the_one_that_is_named():
    assert said("\n{% include 'part.html' %}", part="<p>\n{{ batch.titel }}")[0] == "part.html:2:4"
    assert said("{% extends 'base.html' %}\n{% block b %}\n{{ batch.titel }}{% endblock %}", base="{% block b %}{% endblock %}")[0] == "main.html:3:4"


def test_a_macro_is_told_what_it_lacks():
    place, what, hint = said("{% import 'm.html' as m %}{{ m.f() }}", m="{% macro f() %}\n{{ batch.title }}{% endmacro %}")
    assert (place, what) == ("m.html:2:4", "`batch` is not given to this template")
    assert "pass `batch` to it" in hint


def test_a_template_that_is_no_text_is_told():
    digest = digest_of(b"\xff")
    with pytest.raises(AuthorError, match="not UTF-8"):
        render("a.html", [("a.html", digest)], {"a.html": "themes/sea/a.html"}, VIEW, lambda _: b"\xff")


def test_our_own_mistakes_are_not_the_author_s():
    def read(digest: bytes) -> bytes:
        raise KeyError(digest)

    with pytest.raises(KeyError):
        render("a.html", [("a.html", b"unknown")], {}, VIEW, read)


# --- what a template cannot do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "''['__class__']",
        "'' | attr('__class__')",
        "'' | attr('__cla' ~ 'ss__')",
        "[''] | map(attribute='__class__') | list",
        "['a'] | map('attr', '__class__') | join",
        "cycler.__init__.__globals__",
        "joiner.__init__.__globals__",
        "namespace.__init__",
        "self.__init__.__globals__",
        "self._TemplateReference__context",
        "range.__self__",
        "dict.mro()",
        "dict.__subclasses__()",
        "batch.__class__",
        "batch.__struct_fields__",
        "batch['__class__']",
        "batch.secret()",
        "batch['secret']()",
        "batch | attr('secret')",
        "'{0.__class__}'.format(batch)",
        "'{0.secret}'.format(batch)",
        "'{0[__class__]}'.format('')",
        "'{x.__class__}'.format_map({'x': batch})",
        "('' | attr('format'))('{0.__class__}', 1).__class__",
        "['{0.__class__}'] | map('format', batch) | map(attribute='__class__') | first",
        "batch.title.__html__.__self__",
        "(1).__class__.__base__",
        "words.update(made='x')",
        "words.clear()",
        "words.pop('made')",
        "lipsum()",
        "lipsum.__globals__",
        "[1, 2] | random",
        "batch | pprint",
        "now()",
        "config",
        "request",
        "get_flashed_messages",
    ],
)
def test_the_sandbox_holds(expression):
    with pytest.raises(AuthorError):
        page(f"{{{{ {expression} }}}}")
    assert VIEW.words == {"made": "Made", "items": "Items"}


def test_a_loop_shows_nothing_of_its_inside():
    with pytest.raises(AuthorError):
        page("{% for a in batch.items %}{{ loop._iterator }}{% endfor %}")
    with pytest.raises(AuthorError):
        page("{% macro m() %}{{ caller.__init__ }}{% endmacro %}{% call m() %}{% endcall %}")


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(10001) %}{% endfor %}",
        "{{ range(10 ** 30) | list }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 1000000000 * 'a' }}",
        "{{ [1] * 1000000000 }}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ 'a'.ljust(10 ** 9) }}",
        "{{ 'a'.zfill(10 ** 9) | length }}",
        "{{ '\t'.expandtabs(10 ** 9) | length }}",
        "{{ '%01000000000d' % 1 }}",
        "{{ '%*d' % (10 ** 9, 1) }}",
        "{{ '%1000000000s' | format(1) }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ '{:>{}}'.format(1, 10 ** 9) }}",
        "{{ '{a:>1000000000}'.format_map({'a': 1}) }}",
        "{{ 'a' | center(10 ** 9) }}",
        "{{ 'a\nb' | indent(width=10 ** 9) }}",
        "{{ [1] | batch(10 ** 9, 'x') | list }}",
        "{{ [1] | slice(10 ** 9) | list }}",
        "{% set n = namespace(x=3) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{{ 1 | round(900000000, 'floor') }}",
        "{{ ('a' * 100000).translate({97: 'b' * 100000}) | length }}",
        "{{ ('a ' * 50000) | wordwrap(1, wrapstring='b' * 100000) | length }}",
        "{% for i in range(10000) %}{% for j in range(10000) %}0123456789{% endfor %}{% endfor %}",
    ],
)
def test_what_would_never_end_is_bounded(template):
    with pytest.raises(AuthorError):
        page(template)


DOUBLING = "{%% set t = namespace(a='0123456789') %%}{%% macro twice(x) %%}{{ x }}{{ x }}{%% endmacro %%}{%% for i in range(99) %%}%s{%% endfor %%}{{ t.a }}"


@pytest.mark.parametrize(
    "step",
    [
        "{% set t.a = t.a ~ t.a %}",
        "{% set t.a = t.a + t.a %}",
        "{% set t.a = twice(t.a) %}",
        "{% set t.a %}{{ t.a }}{{ t.a }}{% endset %}",
        "{% set t.a = [t.a, t.a] | join %}",
        "{% set t.a = ''.join([t.a, t.a]) %}",
        "{% set t.a = 'xy' | replace('x', t.a) | replace('y', t.a) %}",
        "{% set t.a = t.a.replace('0', t.a) %}",
    ],
)
def test_a_text_that_doubles_is_bounded(step):
    what = said(DOUBLING % step)[1]
    assert "more than 8,000,000 characters" in what


def test_texts_of_usual_size_are_put_together():
    assert (
        page("{% set a = 'a' %}{{ a ~ 'b' }}{{ a + 'c' }}{{ [a, 'd'] | join('-') }}{{ '-'.join([a, 'e']) }}{{ 'xyx' | replace('x', 'z', 1) }}")
        == "abaca-da-ezyx"
    )
    assert page("{{ ('<b>' ~ '&') }}{{ [1, 2] | join('<') }}") == "&lt;b&gt;&amp;1&lt;2"


def test_a_range_and_a_product_of_usual_size_pass():
    assert page("{{ range(10000) | length }} {{ 6 * 7 }} {{ 2 ** 10 }} {{ '-' * 3 }} {{ 2 ** -1 }}") == "10000 42 1024 --- 0.5"


def test_padding_and_formats_of_usual_size_pass():
    assert page("{{ 'a'.ljust(3) }}|{{ 'a' | center(3) }}|{{ '%03d' % 7 }}|{{ '%s of %s' | format(1234567, 2) }}") == "a  | a |007|1234567 of 2"
    assert page("{{ '{:,} {}'.format(1234567, 'a') }} {{ [1, 2, 3] | batch(2) | list | length }} {{ 'a\nb' | indent(2) }}") == "1,234,567 a 2 a\n  b"


def test_rounding_and_wrapping_of_usual_size_pass():
    assert page("{{ 2.345 | round(1) }}|{{ 'a b c' | wordwrap(3) }}|{{ 12345678901234567890 * 10 }}") == "2.3|a b\nc|123456789012345678900"


def test_a_template_outside_the_closure_is_not_there(tmp_path):
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    for name in (str(tmp_path / "secret.html"), "../secret.html", "secret.html"):
        assert "there is no template" in said(f"{{% include {name!r} %}}")[1]

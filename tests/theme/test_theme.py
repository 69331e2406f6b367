import time

import pytest

from batchpages.diagnostics import Place
from batchpages.theme.manifest import Manifest, Option
from batchpages.theme.theme import Asset, Layer, Template, assemble, closure, lineage

SETTINGS = Place("batchpages.yaml", ("theme",))


def template(path: str, *references: str) -> Template:
    return Template(path, path.encode(), references)


def layer(name: str, templates: dict[str, tuple[str, ...]], assets: tuple[str, ...] = (), **manifest: object) -> Layer:
    made = {file: template(f"themes/{name}/templates/{file}", *references) for file, references in templates.items()}
    return Layer(Manifest(name, **manifest), f"themes/{name}/theme.yaml", made, {a: (f"themes/{name}/assets/{a}", a.encode()) for a in assets})


SHELF = layer(
    "shelf",
    {"base.html": ("_menu.html",), "_menu.html": (), "batch.html": ("base.html",)},
    ("site.css", "mark.svg"),
    options={"accent": Option("colour", "#111"), "type": Option("choice", "serif", ("serif", "sans")), "motto": Option("text", "")},
    words={
        "en": {"made": "Made", "code": "Batch", "menu": "Menu"},
        "de": {"made": "Gemacht", "code": "Charge"},
        "de-AT": {"made": "Gmacht"},
    },
)


def test_the_nearest_theme_wins_and_the_others_stay_reachable():
    sea = layer("sea", {"batch.html": ("shelf/batch.html",)}, ("site.css",))
    theme, faults = assemble([sea, SHELF], {}, "en", SETTINGS)
    assert faults == ()
    assert theme.name == "sea"
    assert theme.templates["batch.html"].path == theme.templates["sea/batch.html"].path == "themes/sea/templates/batch.html"
    assert theme.templates["shelf/batch.html"].path == "themes/shelf/templates/batch.html"
    assert theme.assets == {
        "site.css": Asset("themes/sea/assets/site.css", b"site.css"),
        "mark.svg": Asset("themes/shelf/assets/mark.svg", b"mark.svg"),
    }


def test_a_closure_holds_all_that_a_template_needs_and_nothing_else():
    sea = layer("sea", {"batch.html": ("shelf/batch.html",), "_menu.html": (), "home.html": ("base.html",)})
    theme, _ = assemble([sea, SHELF], {}, "en", SETTINGS)
    assert closure(theme, "batch.html") == (
        ("_menu.html", b"themes/sea/templates/_menu.html"),
        ("base.html", b"themes/shelf/templates/base.html"),
        ("batch.html", b"themes/sea/templates/batch.html"),
        ("shelf/batch.html", b"themes/shelf/templates/batch.html"),
    )


def test_options_that_are_not_chosen_have_their_default():
    theme, faults = assemble([SHELF], {"accent": "#abc"}, "en", SETTINGS)
    assert faults == ()
    assert theme.options == {"accent": "#abc", "motto": "", "type": "serif"}


def test_a_nearer_theme_may_change_an_option():
    sea = layer("sea", {}, options={"accent": Option("colour", "#00f")})
    theme, _ = assemble([sea, SHELF], {}, "en", SETTINGS)
    assert theme.options["accent"] == "#00f"


@pytest.mark.parametrize(
    ("chosen", "field", "what", "hint"),
    [
        ({"acent": "#abc"}, ("theme", "acent", ""), "the theme has no option `acent`", "did you mean `accent`?"),
        ({"zzz": "1"}, ("theme", "zzz", ""), "the theme has no option `zzz`", "its options are `accent`, `motto`, `type`"),
        ({"accent": "red; }"}, ("theme", "accent"), "`red; }` is not a colour", 'write it as `"#9c4a2f"`'),
        ({"type": "script"}, ("theme", "type"), "`script` is none of its choices", "write `serif` or `sans`"),
        ({"motto": "a\nb"}, ("theme", "motto"), "this text holds a line break or an invisible control character", "write it on one line"),
    ],
)
def test_a_wrong_option_is_told_at_its_field(chosen, field, what, hint):
    theme, (fault,) = assemble([SHELF], chosen, "en", SETTINGS)
    assert (fault.place, fault.what, fault.hint) == (Place("batchpages.yaml", field), what, hint)
    assert theme.options == {"accent": "#111", "motto": "", "type": "serif"}


def test_words_fall_back_to_the_base_language_and_then_to_english():
    sea = layer("sea", {}, words={"en": {"code": "Lot"}, "fr": {"code": "Lot"}})
    words = {language: assemble([sea, SHELF], {}, language, SETTINGS)[0].words for language in ("de-at", "de-CH", "fr")}
    assert words["de-at"] == {"made": "Gmacht", "code": "Charge", "menu": "Menu"}
    assert words["de-CH"] == {"made": "Gemacht", "code": "Charge", "menu": "Menu"}
    assert words["fr"] == {"made": "Made", "code": "Lot", "menu": "Menu"}


def test_a_nearer_theme_s_word_wins_in_the_same_language():
    sea = layer("sea", {}, words={"en": {"code": "Lot"}})
    assert assemble([sea, SHELF], {}, "en", SETTINGS)[0].words["code"] == "Lot"


def test_a_template_that_is_not_there_is_told_once_where_it_is_named():
    sea = layer("sea", {"home.html": ("bse.html",)})
    _, (fault,) = assemble([sea, SHELF], {}, "en", SETTINGS)
    assert fault.place == Place("themes/sea/templates/home.html", text="bse.html")
    assert (fault.what, fault.hint) == ("there is no template `bse.html`", "did you mean `base.html`?")


def test_an_override_that_extends_itself_is_told_how_to_reach_the_other():
    sea = layer("sea", {"batch.html": ("batch.html",)})
    _, (fault,) = assemble([sea, SHELF], {}, "en", SETTINGS)
    assert fault.place == Place("themes/sea/templates/batch.html", text="batch.html")
    assert fault.what == "these templates use one another in a circle: `batch.html` → `batch.html`"
    assert fault.hint == 'write `"shelf/batch.html"` for the template of the theme below'


def test_each_circle_is_told_once():
    sea = layer(
        "sea",
        {
            "a.html": ("b.html", "c.html"),
            "b.html": ("a.html",),
            "c.html": ("d.html",),
            "d.html": ("c.html",),
            "e.html": ("a.html", "c.html"),
        },
    )
    theme, faults = assemble([sea], {}, "en", SETTINGS)
    assert [f.what.partition(": ")[2] for f in faults] == ["`a.html` → `b.html` → `a.html`", "`c.html` → `d.html` → `c.html`"]
    assert [name for name, _ in closure(theme, "e.html")] == ["a.html", "b.html", "c.html", "d.html", "e.html"]


def test_templates_that_share_much_are_checked_fast():
    count = 60
    sea = layer("sea", {f"{n}.html": tuple(f"{m}.html" for m in range(n)) for n in range(count)})
    begun = time.perf_counter()
    assert assemble([sea], {}, "en", SETTINGS)[1] == ()
    assert time.perf_counter() - begun < 1


def manifests(**extends: str) -> dict[str, tuple[Manifest, str]]:
    return {name: (Manifest(name, below), f"themes/{name}/theme.yaml") for name, below in extends.items()}


def test_a_lineage_goes_from_the_nearest_theme_to_the_last():
    assert lineage("a", manifests(a="b", b="c", c="", d=""), SETTINGS) == (("a", "b", "c"), ())


def test_a_theme_that_is_missing_is_told_where_it_is_named():
    _, (fault,) = lineage("shlef", manifests(shelf=""), SETTINGS)
    assert (fault.place, fault.what, fault.hint) == (SETTINGS, "there is no theme `shlef`", "did you mean `shelf`?")
    chain, (fault,) = lineage("a", manifests(a="b"), SETTINGS)
    assert (chain, fault.place, fault.what) == (("a",), Place("themes/a/theme.yaml", ("extends",)), "there is no theme `b`")


def test_themes_in_a_circle_are_told():
    chain, (fault,) = lineage("a", manifests(a="b", b="c", c="b"), SETTINGS)
    assert chain == ("a", "b", "c")
    assert fault.place == Place("themes/c/theme.yaml", ("extends",))
    assert fault.what == "these themes extend one another in a circle: `b` → `c` → `b`"

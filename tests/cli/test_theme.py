"""`batchpages theme`: what there is to use, beginning a theme, copying a template out."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import projects
from batchpages.cli import main
from batchpages.edges.program import bundled_themes
from batchpages.starters.theme import theme_files

SHELF = bundled_themes() / "shelf"
MINE = {"batchpages.yaml": projects.SETTINGS + "theme: mine\n", "themes/mine/theme.yaml": "name: mine\nextends: shelf\n"}


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = projects.write(tmp_path / "shop", projects.SMALL)
    monkeypatch.chdir(root)
    return root


def run(*arguments):
    done = CliRunner().invoke(main, ["theme", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def use(root, name, more=""):
    projects.write(root, {"batchpages.yaml": f"{projects.SETTINGS}theme:\n  name: {name}\n{more}"})


# --- list ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("root")
def test_the_bundled_theme_is_listed_with_its_options():
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert re.fullmatch(
        r"shelf: bundled, in use\n"
        r"    A magazine\. .*\n"
        r"    accent \(colour\), `#9c4a2f` where none is given: The one colour beside black and white\. .*\n"
        r"    type \(serif or sans\), `serif` where none is given: The voice of titles and stories\.\n",
        out,
    )


def test_the_theme_in_use_comes_first_and_then_what_is_below_it(root):
    option = 'options:\n  notice:\n    type: text\n    default: ""\n'
    projects.write(
        root, {**MINE, "themes/mine/theme.yaml": f"name: mine\nextends: shelf\ndescription: Ours.\n{option}", "themes/bad/theme.yaml": "name: worse\n"}
    )
    lines = run("list")[1].splitlines()
    assert lines[:4] == ["mine: yours, in use, extends shelf", "    Ours.", "    notice (text), empty where none is given", "shelf: bundled, in use below mine"]
    assert lines[-1] == "bad: yours, its theme.yaml has mistakes, which `batchpages build` tells once it is in use"


def test_a_theme_that_is_missing_is_told(root):
    use(root, "gone")
    code, out, err = run("list")
    assert (code, err) == (0, "batchpages: the settings ask for a theme `gone`, and there is none\n")
    assert out.startswith("shelf: bundled\n")


# --- new ----------------------------------------------------------------------------------------------------------------


def test_a_new_theme_is_begun_and_builds(root):
    code, out, err = run("new", "mine")
    assert (code, out.splitlines()) == (0, ["themes/mine/theme.yaml", "themes/mine/templates/base.html", "themes/mine/assets/mine.css"])
    assert err == "To use it, write `theme: mine` in batchpages.yaml.\n"
    use(root, "mine")
    assert projects.messages(projects.build_here(root), root) == []
    assert re.search(r'href="/assets/mine-\w+\.css"', (root / "public/index.html").read_text())


def test_with_all_that_is_optional_taken_a_new_theme_builds(root):
    run("new", "mine")
    manifest = root / "themes/mine/theme.yaml"
    text = re.sub(r"(?m)^# ", "", manifest.read_text(encoding="utf-8"))
    manifest.write_text(text, encoding="utf-8")
    use(root, "mine", '  corners: round\n  paper-tone: "#eee"\n  notice: Hello\n')
    assert projects.messages(projects.build_here(root), root) == []
    assert "From the hands of" in (root / "public/batches/first/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("theme: shelf\n", "To use it, write `theme: mine` in batchpages.yaml, in place of `theme: shelf`.\n"),
        ("theme: {name: shelf, type: sans}\n", "To use it, write `name: mine` under `theme:` in batchpages.yaml.\n"),
        ("theme: {type: sans}\n", "To use it, write `name: mine` under `theme:` in batchpages.yaml.\n"),
    ],
)
def test_it_says_which_line_has_a_theme_used(settings, said, root):
    projects.write(root, {"batchpages.yaml": projects.SETTINGS + settings})
    assert run("new", "mine")[2] == said


@pytest.mark.parametrize(
    ("name", "said"), [("shelf", "already"), ("My Look", "such as `my-look`"), ("../x", "such as `x`"), ("con", "cannot be"), ("", "such as `mine`")]
)
def test_a_name_that_no_theme_can_have_is_told(name, said, root):
    code, out, err = run("new", name)
    assert (code, out) == (2, "")
    assert said in err
    assert not (root / "themes").exists()


def test_what_is_there_is_never_overwritten(root):
    projects.write(root, {"themes/mine/assets/mine.css": "mine"})
    code, out, err = run("new", "mine")
    assert (code, out) == (2, "")
    assert "`themes/mine/assets/mine.css` is there already, and is never overwritten" in err
    assert projects.tree(root / "themes") == {"mine/assets/mine.css": b"mine"}, "and nothing is left half"


def test_every_line_of_a_new_theme_is_short():
    assert all(len(line) <= 120 for text in theme_files("mine", "shelf").values() for line in text.splitlines())


# --- eject --------------------------------------------------------------------------------------------------------------


def test_files_are_copied_into_the_theme_in_use(root):
    projects.write(root, MINE)
    code, out, err = run("eject", "batch.html", "assets/site.css", "shelf/_footer.html", "batch.html")
    assert (code, out.splitlines()) == (0, ["themes/mine/templates/batch.html", "themes/mine/assets/site.css", "themes/mine/templates/_footer.html"])
    assert 'begin with `{% extends "shelf/batch.html" %}` and bring that block' in err
    assert "bring a stylesheet beside it" in err
    assert (root / "themes/mine/assets/site.css").read_bytes() == (SHELF / "assets/site.css").read_bytes()
    assert projects.messages(projects.build_here(root), root) == []


def test_a_copy_is_never_overwritten_and_all_or_none_are_made(root):
    projects.write(root, {**MINE, "themes/mine/templates/batch.html": '{% extends "shelf/batch.html" %}'})
    code, out, err = run("eject", "home.html", "batch.html")
    assert (code, out) == (2, "")
    assert "`themes/mine/templates/batch.html` is there already" in err
    assert not Path("themes/mine/templates/home.html").exists()


def test_with_a_bundled_theme_in_use_it_says_what_to_do_and_does_it(root):
    code, _, err = run("eject", "batch.html")
    assert (code, err.startswith("batchpages: the theme in use, `shelf`, came with batchpages")) == (2, True)
    assert "`--to mine`" in err
    code, out, err = run("eject", "batch.html", "--to", "mine")
    assert (code, out) == (0, "themes/mine/templates/batch.html\n")
    assert err.endswith("To use it, write `theme: mine` in batchpages.yaml.\n")
    assert run("eject", "home.html", "--to", "mine")[0] == 0, "and again, now that it is there"
    use(root, "mine")
    assert projects.messages(projects.build_here(root), root) == []


def test_a_theme_between_is_copied_from_before_the_one_below_it(root):
    projects.write(
        root,
        {
            **MINE,
            "themes/mine/theme.yaml": "name: mine\nextends: middle\n",
            "themes/middle/theme.yaml": "name: middle\nextends: shelf\n",
            "themes/middle/templates/batch.html": '{% extends "shelf/batch.html" %}',
        },
    )
    assert run("eject", "batch.html")[0] == 0
    assert (root / "themes/mine/templates/batch.html").read_text() == '{% extends "shelf/batch.html" %}'


@pytest.mark.parametrize(
    ("arguments", "files", "said"),
    [
        (["bach.html"], MINE, "the theme has no `bach.html`; did you mean `batch.html`? Its files are `404.html`"),
        (["xyz"], MINE, "the theme has no `xyz`; its files are `404.html`"),
        (["../../batchpages.yaml"], MINE, "the theme has no `../../batchpages.yaml`"),
        (["batch.html", "--to", "shelf"], {}, "there is a theme `shelf` already"),
        (["batch.html", "--to", "../x"], {}, "cannot be the name of a theme"),
        (["batch.html"], {**MINE, "themes/mine/theme.yaml": "name: mine\n"}, "`mine` extends no other theme that can be read"),
        (["batch.html"], {"batchpages.yaml": projects.SETTINGS + "theme: gone\n"}, "asks for a theme `gone`, and there is none"),
        ([], MINE, "Missing argument 'FILE...'"),
    ],
)
def test_what_cannot_be_copied_is_told(arguments, files, said, root):
    before = set(projects.tree(projects.write(root, files)))
    code, out, err = run("eject", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert {path for path in projects.tree(root) if not path.startswith(".batchpages")} == before

"""The documentation is true: reference up to date, examples run, links lead somewhere.

How an example is tried is told in `examples.py`. Each section of a page begins with the smallest shop, which docs/content.md shows, and builds without a
message in the end, unless it shows what its commands print. That shop is for a domain for examples, of which each build says that it gets no
label sheets. The README's first page, and docs/first-page.md, begin in an empty folder and are followed from top to bottom.
"""

import os
import re
import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import click
import msgspec
import pytest

import reference
from batchpages import model
from batchpages.content.described import describe
from batchpages.pages import kinds, views
from examples import INFORMATION, Shell, follow, sections
from projects import build_here

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FROM_NOTHING = {("README.md", "Your first page"), *(("docs/first-page.md", section) for section in sections(ROOT / "docs" / "first-page.md"))}
"""The page and heading of sections that begin in an empty folder."""
SHELL = shutil.which("sh")
COMMANDS = dict(reference.every_command())


def named(page):
    return page.relative_to(ROOT).as_posix()


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def without_fences(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


# --- reference ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_generated_parts_are_up_to_date(page, update):
    text = page.read_text(encoding="utf-8")
    if update:
        page.write_text(reference.renewed(text), encoding="utf-8")
    else:
        assert text == reference.renewed(text), "run `make docs`, and read the difference"


def test_every_generated_part_stands_somewhere():
    assert Counter(part for page in PAGES for _, part, _ in reference.PART.findall(page.read_text(encoding="utf-8"))) == Counter(list(reference.PARTS))


@pytest.mark.parametrize("type_", [*model.RECORDS.values(), model.Settings, model.Private], ids=lambda type_: type_.__name__)
def test_every_field_is_documented(type_):
    whole = read("docs/content.md")
    text = re.split(rf"(?m)^### {type_.__name__}$", whole)[1].partition("\n### ")[0]
    for field in describe(type_):
        assert f"\n| `{field.name}` |" in text
        assert all(f"\n| `{inner.name}` |" in whole for inner in field.fields)
        assert all(each.description for each in (field, *field.fields))


def test_every_view_is_documented():
    text = read("docs/themes.md")
    for template, page in kinds.KINDS.values():
        assert f"\n| `{template}` |" in text
        assert all(f"`{field}`, " in text or field in kinds.Common.__struct_fields__ for field in page.__struct_fields__)
    for name, view in vars(views).items():
        if isinstance(view, type) and issubclass(view, views.View) and view is not views.View:
            part = text.partition(f"\n#### {name}\n")[2].partition("\n#### ")[0]
            assert all(f"\n| `{field.name}` |" in part for field in msgspec.structs.fields(view)), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name):
    text = read("docs/build.md").partition(f"\n### `{name}`\n")[2].partition("\n### ")[0]
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert all(re.search(rf"`{opt}[ `]", text) for opt in (*parameter.opts, *parameter.secondary_opts))
        else:
            assert f" {parameter.metavar}`" in text


def test_commands_of_commands_are_documented():
    assert {"batchpages labels stocks", "batchpages labels test-page", "batchpages ledger forget"} <= COMMANDS.keys()
    assert {"batchpages new batch", "batchpages new site", "batchpages theme eject"} <= COMMANDS.keys()


@pytest.mark.parametrize("page", ["docs/build.md", "docs/photographs.md"])
def test_the_messages_that_are_explained_are_said_somewhere(page):
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    rows = read(page).partition("| message |")[2].partition("\n\n")[0].splitlines()[2:]
    assert rows
    for row in rows:
        said = [piece.strip() for piece in re.split(r"`[^`]*`|…", row.split("|")[1]) if len(piece.strip()) > 4]
        assert said
        assert any(all(piece in source for piece in said) for source in sources), row


# --- examples ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """A shell with `batchpages`, and a `pipx` that installs nothing and a browser that shows nothing."""
    if SHELL is None:
        pytest.skip("the examples are for a POSIX shell")
    commands = tmp_path_factory.mktemp("bin")
    for name, does in (("batchpages", f'exec {shlex.quote(sys.executable)} -m batchpages "$@"'), ("pipx", "exit 0"), ("xdg-open", "exit 0")):
        (commands / name).write_text(f"#!{SHELL}\n{does}\n", encoding="utf-8")
        (commands / name).chmod(0o755)
    # On a build service, which sets CI, no address can be added to the ledger; the examples are for the computer of an author.
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    return Shell(SHELL, os.environ | {"PATH": path, "SOURCE_DATE_EPOCH": "1795478400", "TZ": "UTC", "CI": "", "PYTHONUNBUFFERED": "1"})


@pytest.fixture
def run(shell):
    return shell.run


@pytest.fixture(scope="module")
def smallest_shop(shell, tmp_path_factory):
    """The project that examples begin with, not built yet."""
    folder = tmp_path_factory.mktemp("smallest") / "my-shop"
    for fence in sections(ROOT / "docs" / "content.md")["The smallest shop"]:
        follow(fence, folder, shell)
    code, output = shell.run("batchpages build", folder)
    assert code == 0
    assert re.fullmatch(r"7 pages, 7 other files: 14 made, .*\n", INFORMATION.sub("", output))
    assert (folder / "public/batches/the-first/index.html").exists()
    shutil.rmtree(folder / "public")
    shutil.rmtree(folder / ".batchpages")
    return folder


@pytest.fixture
def project(smallest_shop, tmp_path):
    return shutil.copytree(smallest_shop, tmp_path / "my-shop")


@pytest.mark.parametrize(
    ("page", "section"),
    [pytest.param(page, section, id=f"{page.stem}: {section}") for page in PAGES for section in sections(page) if (named(page), section) not in FROM_NOTHING],
)
def test_examples_run(page, section, project, shell, monkeypatch):
    fences = sections(page)[section]
    for fence in fences:
        follow(fence, project, shell)
    if not any(fence.language == "console" for fence in fences):
        monkeypatch.delenv("CI", raising=False)
        report = build_here(project, labels=True)
        assert [each for each in report.diagnostics if each.severity != "info"] == []
        assert report.pages


def test_the_readme_s_first_page(shell, tmp_path):
    (fence,) = sections(ROOT / "README.md")["Your first page"]
    install_and_begin, serve = fence.text.removesuffix("\n").rsplit("\n", 1)
    code, output = shell.run(install_and_begin, tmp_path)
    assert code == 0, output
    assert "content/batches/rain-in-may/story.md" in output
    assert "http://127.0.0.1:8000/\n" in shell.begin_to_serve(serve.partition("#")[0], tmp_path / "my-shop")


def test_the_first_page_in_ten_minutes(shell, tmp_path):
    """It goes into the folder that it made, and builds that without a message."""
    folder = tmp_path
    for fences in sections(ROOT / "docs" / "first-page.md").values():
        for fence in fences:
            follow(fence, folder, shell)
            folder = folder / "my-shop" if fence.text == "cd my-shop\n" else folder
    assert (folder / "public/batches/two-days-in-the-kitchen/index.html").exists()


@pytest.fixture
def project_with_labels(project, run):
    """The project at an address that lasts, and its batch under the code of the examples, of which a sheet was made."""
    for name, before, after in (("batchpages.yaml", "my-shop.example", "orvalho-e-sal.pt"), ("content/batches/the-first.md", "RB-2026-001", "SR-2026-002")):
        text = (project / name).read_text(encoding="utf-8")
        assert before in text
        (project / name).write_text(text.replace(before, after), encoding="utf-8")
    assert run("batchpages build", project)[0] == 0
    return project


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_that_runs(name, project_with_labels, tmp_path, run):
    example = " ".join(run(f"{name} --help", project_with_labels)[1].rpartition("Example: ")[2].split())
    assert example.startswith(name)
    script = example.replace(" /tmp/", f" {tmp_path}/")
    if name == "batchpages serve":  # it runs until somebody ends it
        script = f"{script} > address & while ! test -s address; do sleep 0.1; done; kill $!; wait $!"
    code, output = run(script, project_with_labels)
    assert code == 0, output


def test_the_full_example_shows_every_field_of_a_batch():
    text = read("docs/content.md").partition("\n## Every field\n")[0]
    for field in describe(model.Batch):
        assert all(re.search(rf"\b{each.name}:", text) for each in (field, *field.fields)), field.name


def test_the_targets_of_make_exist():
    targets = re.findall(r"(?m)^    make (\w+)", read("README.md"))
    assert targets == ["site", "test"]
    assert all(f"\n{target}:" in read("Makefile") for target in targets)


# --- links ---------------------------------------------------------------------------------------------------------------------


def headings(page):
    return [reference.anchor(heading) for heading in re.findall(r"(?m)^#+ (.*)$", without_fences(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", without_fences(page.read_text(encoding="utf-8")))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = unquote(target).partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert there.is_relative_to(ROOT), target
        assert not fragment or fragment in headings(there), target


def pictures(page):
    """The pictures that a page shows, each with what it says instead."""
    text = re.sub(r"`[^`\n]*`", "", without_fences(page.read_text(encoding="utf-8")))
    shown = [*re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text), *re.findall(r'<img alt="([^"]*)" src="([^"]+)" width="\d+">', text)]
    assert len(shown) == text.count("![") + text.count("<img")
    return [((page.parent / path).resolve(), instead) for instead, path in shown]


def test_pictures_are_there_small_described_and_shown_somewhere():
    shown = [each for page in PAGES for each in pictures(page)]
    assert {path for path, _ in shown} == set((ROOT / "docs" / "pictures").glob("*.png"))
    for path, instead in shown:
        assert path.stat().st_size < 120_000, path
        assert len(instead) > 30, path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_two_headings_have_one_anchor(page):
    assert [anchor for anchor, count in Counter(headings(page)).items() if count > 1] == []

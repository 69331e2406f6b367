"""The documentation is true: reference up to date, examples run, links lead somewhere.

A fence of `sh` is run. A fence of `console` is run, and its output compared but for the time and what stands as `…`. Any other fence with a language but `text` is a file of the
project, named in backticks on the line before it; where that line says "add", it is added to the end of the file. Each
section of a page begins with the project of the README's first page, and builds without a message in the end, unless it
shows what its commands print.

Pure information is no message: diagnostics that are only `info`, with their hints, may be left out of a `console` fence.
That project is for a domain for examples, of which each build says that it gets no label sheets.
"""

import io
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import click
import msgspec
import pytest
from PIL import Image

import reference
from batchpages import model
from batchpages.content.described import describe
from batchpages.pages import kinds, views
from projects import build_here

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = shutil.which("sh")
SECONDS = re.compile(r"in \d+\.\d s")
INFORMATION = re.compile(r"(?m)^\S+: info: .*\n(?:    (?:also|hint): .*\n)*")
COMMANDS = dict(reference.every_command())


class Fence(NamedTuple):
    lead: str
    language: str
    text: str


def named(page):
    return page.relative_to(ROOT).as_posix()


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def without_fences(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def sections(page):
    """The fences of a page that are tried, by the heading that they stand under."""
    found, heading, lead, lines = defaultdict(list), "", "", iter(page.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        if line.startswith("```"):
            text = "".join(f"{inside}\n" for inside in itertools.takewhile(lambda inside: inside != "```", lines))
            if line not in ("```", "```text"):
                found[heading].append(Fence(lead, line.removeprefix("```"), text))
        elif line:
            lead = line
    return found


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


def test_the_messages_that_are_explained_are_said_somewhere():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    rows = read("docs/build.md").partition("| message |")[2].partition("\n\n")[0].splitlines()[2:]
    for row in rows:
        said = [piece.strip() for piece in re.split(r"`[^`]*`|…", row.split("|")[1]) if len(piece.strip()) > 4]
        assert said
        assert any(all(piece in source for piece in said) for source in sources), row


# --- examples ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs a script in a folder, with `batchpages` and a `pipx` that installs nothing."""
    if SHELL is None:
        pytest.skip("the examples are for a POSIX shell")
    commands = tmp_path_factory.mktemp("bin")
    for name, does in (("batchpages", f'exec {shlex.quote(sys.executable)} -m batchpages "$@"'), ("pipx", "exit 0")):
        (commands / name).write_text(f"#!{SHELL}\n{does}\n", encoding="utf-8")
        (commands / name).chmod(0o755)
    # On a build service, which sets CI, no address can be added to the ledger; the examples are for the computer of an author.
    environment = os.environ | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "1795478400", "CI": ""}

    def run_script(script, folder):
        done = subprocess.run(
            [SHELL, "-e", "-c", script], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return done.returncode, done.stdout

    return run_script


@pytest.fixture(scope="module")
def first_page(run, tmp_path_factory):
    """The project of the README's first page, not built yet."""
    folder = tmp_path_factory.mktemp("first-page")
    (script,) = sections(ROOT / "README.md")["Your first page"]
    code, output = run(script.text, folder)
    assert code == 0
    assert re.fullmatch(r"7 pages, 7 other files: 14 made, .*\n", INFORMATION.sub("", output))
    assert (folder / "my-shop/public/batches/the-first/index.html").exists()
    shutil.rmtree(folder / "my-shop/public")
    shutil.rmtree(folder / "my-shop/.batchpages")
    return folder / "my-shop"


@pytest.fixture
def project(first_page, tmp_path):
    return shutil.copytree(first_page, tmp_path / "my-shop")


def write(fence, project):
    """Write a file that a page shows, and stand-ins for the pictures and PDFs that it names."""
    names = re.findall(r"`([^`]+)`", fence.lead)
    assert names, f"the line before the fence names no file: {fence.lead}"
    path = project / names[-1]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if " add" in fence.lead else "w", encoding="utf-8") as file:
        file.write(fence.text)
    picture = io.BytesIO()
    Image.new("RGB", (4, 3)).save(picture, "JPEG")
    for name in re.findall(r"\b[\w-]+\.(?:jpg|pdf)\b", fence.text) if path.name in ("story.md", "batch.yaml") else ():
        (path.parent / name).write_bytes(picture.getvalue() if name.endswith(".jpg") else b"%PDF-1.4\n")


def compare(fence, project, run):
    for example in re.split(r"(?m)^\$ ", fence.text)[1:]:
        command, _, expected = example.partition("\n")
        _, output = run(command, project)
        pattern = re.escape(SECONDS.sub("in … s", expected)).replace("…", ".*")
        assert re.fullmatch(pattern, output) or re.fullmatch(pattern, INFORMATION.sub("", output)), output


@pytest.mark.parametrize(
    ("page", "section"),
    [pytest.param(page, section, id=f"{page.stem}: {section}") for page in PAGES for section in sections(page) if section != "Your first page"],
)
def test_examples_run(page, section, project, run, monkeypatch):
    fences = sections(page)[section]
    for fence in fences:
        if fence.language == "sh":
            assert run(fence.text, project)[0] == 0
        elif fence.language == "console":
            compare(fence, project, run)
        else:
            write(fence, project)
    if not any(fence.language == "console" for fence in fences):
        monkeypatch.delenv("CI", raising=False)
        report = build_here(project, labels=True)
        assert [each for each in report.diagnostics if each.severity != "info"] == []
        assert report.pages


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


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_two_headings_have_one_anchor(page):
    assert [anchor for anchor, count in Counter(headings(page)).items() if count > 1] == []

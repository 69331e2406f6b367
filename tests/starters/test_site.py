"""A new project: whole, published, and without anything to mend, on whatever day it is begun."""

import datetime
import re

import pytest

import projects
from batchpages.content.scalars import FORMATS
from batchpages.model import SLUG
from batchpages.starters.editor import editor_files
from batchpages.starters.fields import HOW
from batchpages.starters.site import NewSite, site_files, usual_address, usual_name

SITE = NewSite("Sal", "https://sal.pt/")


@pytest.mark.parametrize("day", [datetime.date(2026, 1, 1), datetime.date(2026, 8, 27), datetime.date(2026, 8, 28), datetime.date(2027, 12, 31)])
def test_a_new_site_builds_with_nothing_to_mend(day, tmp_path):
    root = projects.write(tmp_path, site_files(SITE, day))
    report = projects.build_here(root, date=day)
    assert report.diagnostics == ()
    assert (root / "public/batches/the-tree-behind-the-school/index.html").exists()
    assert 'href="/about/"' in (root / "public/index.html").read_text(encoding="utf-8")


def test_its_labels_can_be_made(tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    report = projects.build_here(projects.write(tmp_path, site_files(SITE, projects.TODAY)), labels=True)
    assert (report.diagnostics, report.sheets) == ((), 1)


def test_its_batch_has_a_story_that_is_long_enough_and_nothing_lies_unused():
    files = site_files(SITE, projects.TODAY)
    batch = files["content/batches/the-tree-behind-the-school/story.md"]
    assert len(batch.split("---\n")[2].split()) > 150
    for path in files:
        folder, slug = re.fullmatch(r"content/(\w+)/([\w-]+)(?:\.md|/story\.md)", path).groups() if path.startswith("content/") else ("", "")
        assert folder in ("", "batches", "pages") or re.search(rf"(?m): {slug}$", batch), path


def test_its_days_are_in_order_and_past():
    for day in (datetime.date(2026, 3, 1), datetime.date(2026, 11, 25)):
        batch = site_files(SITE, day)["content/batches/the-tree-behind-the-school/story.md"]
        made, filled, released = (re.search(rf"(?m)^{name}: (\S+)$", batch)[1] for name in ("made", "filled", "released"))
        assert made < filled < released <= day.isoformat() < re.search(r"(?m)^best_before: (\S+)$", batch)[1]


def test_every_setting_that_is_optional_can_be_taken(tmp_path):
    files = site_files(NewSite("Sal", "https://sal.example/"), projects.TODAY)
    given, how, optional = files["batchpages.yaml"].partition(HOW)
    files["batchpages.yaml"] = given + how + re.sub(r"(?m)^# ", "", optional)
    files["logo.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    files["fonts/NotoSansJP-Regular.ttf"] = "not read where no labels are made"
    root = projects.write(tmp_path, files)
    assert projects.messages(projects.build_here(root), root) == []


def test_lines_of_the_settings_are_short():
    assert all(len(line) <= 100 for line in site_files(SITE, projects.TODAY)["batchpages.yaml"].splitlines())


@pytest.mark.parametrize(
    ("folder", "name"), [("my-shop", "My shop"), ("orvalho_e_sal", "Orvalho e sal"), ("...", "My Shop"), ("", "My Shop"), ("ü" * 200, "Ü" + "ü" * 79)]
)
def test_a_folder_gives_a_name(folder, name):
    assert usual_name(folder) == name


def test_its_language_says_how_an_address_is_spelt():
    assert usual_address("Müller & Söhne", "de-CH") == "https://mueller-soehne.example/"


@pytest.mark.parametrize("name", ["Orvalho & Sal", "Сад", "x" * 80, "L'Ø"])
def test_a_name_gives_an_address(name):
    address = usual_address(name, "en")
    assert FORMATS["base-url"](address) == address
    assert re.fullmatch(rf"https://{SLUG}\.example/", address)


def test_editors_are_told_of_its_fields():
    files = site_files(SITE, projects.TODAY)
    assert files["batchpages.yaml"].startswith("# yaml-language-server: $schema=./.vscode/schemas/settings.json\n")
    assert files.keys() > editor_files().keys()


def test_git_leaves_out_what_is_made_and_joins_ledgers():
    files = site_files(SITE, projects.TODAY)
    assert files[".gitignore"].split() == ["/public/", "/labels/", ".batchpages/"]
    assert "labels.ledger.yaml merge=union" in files[".gitattributes"]

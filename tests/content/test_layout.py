import os

import pytest

import projects
from batchpages.content import layout
from batchpages.content.layout import is_beside_a_record, record_task, records_in, settings_task


def look(*paths):
    """The records as (kind, slug, roles), and what is told as (path, what, hint)."""
    records, found = records_in({path: path.encode() for path in paths})
    assert all(digest == path.encode() for record in records for _, path, digest in record.files)
    told = [(d.place.path, d.what, d.hint) for d in found]
    assert all(d.severity == "error" for d in found)
    return [(record.kind, record.slug, [role for role, _, _ in record.files]) for record in records], told


def only(*paths):
    _, told = look(*paths)
    assert len(told) == 1, told
    return told[0]


# --- records ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "kind"), [(folder, kind) for kind, folder in layout.FOLDERS.items()])
def test_a_record_is_a_file_or_a_folder_with_a_story(folder, kind):
    assert look(f"content/{folder}/one.md", f"content/{folder}/two/story.md") == ([(kind, "one", ["story"]), (kind, "two", ["story"])], [])


def test_a_batch_may_have_its_data_and_what_is_private_beside_its_story():
    paths = [f"content/batches/rose/{name}" for name in ("private.yaml", "batch.yaml", "story.md", "petals.jpg", "lab/report.pdf", "notes.txt")]
    records, found = records_in(dict.fromkeys(paths, b"digest"))
    assert found == []
    assert records[0].path == "content/batches/rose/story.md"
    assert records[0].files == tuple((role, f"content/batches/rose/{name}", b"digest") for name, role in layout.ROLES.items())


def test_records_come_in_the_order_of_their_paths():
    paths = ["content/pages/b.md", "content/batches/z/story.md", "content/batches/a.md", "content/pages/a/story.md"]
    assert [slug for _, slug, _ in look(*paths)[0]] == ["a", "z", "a", "b"]


def test_both_forms_of_one_record_are_two_records():
    """The catalog tells that they have one name."""
    assert [slug for _, slug, _ in look("content/pages/a.md", "content/pages/a/story.md")[0]] == ["a", "a"]


def test_what_is_static_or_no_text_is_nobodys_record():
    assert look("content/static/a.md", "content/static/x/story.md", "content/batches/petals.jpg", "batchpages.yaml", "themes/t/theme.yaml") == ([], [])


def test_the_tasks_read_the_files_and_nothing_else():
    assert settings_task(b"digest").files == (b"digest",)
    (record,), _ = records_in({"content/batches/rose/story.md": b"s", "content/batches/rose/batch.yaml": b"d"})
    task = record_task(record, "pt")
    assert task.files == (b"s", b"d")
    assert task.inputs["sources"] == [("story", "content/batches/rose/story.md"), ("data", "content/batches/rose/batch.yaml")]
    assert (task.inputs["kind"], task.inputs["slug"], task.inputs["language"]) == ("batch", "rose", "pt")


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("content/batches/rose/petals.jpg", True),
        ("content/pages/about/a/b.pdf", True),
        ("content/batches/petals.jpg", False),
        ("content/static/a/b.jpg", False),
        ("content/batches", False),
        ("themes/batches/a/b.jpg", False),
    ],
)
def test_what_lies_in_a_records_folder_is_beside_it(path, beside):
    assert is_beside_a_record(path) == beside


# --- what nobody would read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what", "hint"),
    [
        ("content/batches/2026/rose/story.md", "`rose/story.md` is not read", "move its folder to `content/batches/rose/`"),
        ("content/batches/rose/Story.md", "`Story.md` is not read", "did you mean `story.md`?"),
        (
            "content/batches/rose/index.md",
            "`index.md` is not read",
            "name it `story.md`, or move it to `content/batches/index.md`: a folder in there holds one batch",
        ),
        ("content/makers/leila/batch.yaml", "`batch.yaml` is not read", "a maker's folder holds `story.md`"),
        ("content/makers/leila/private.yaml", "`private.yaml` is not read", "a maker's folder holds `story.md`"),
        ("content/batches/rose/batch.yml", "`batch.yml` is not read", "did you mean `batch.yaml`?"),
        ("content/batches/rose.markdown", "`rose.markdown` is not read", "name it `rose.md`"),
        ("content/batches/rose.MD", "`rose.MD` is not read", "name it `rose.md`"),
        ("content/batches/rose.txt", "`rose.txt` is not read", "name it `rose.md`"),
        ("content/batches/rose.md.txt", "`rose.md.txt` is not read", "name it `rose.md`"),
        ("content/batches/rose.docx", "`rose.docx` is not read", "copy its text into a new file in a text editor, and save that as `rose.md`"),
        ("content/batches/rose/story.txt", "`story.txt` is not read: the folder needs a `story.md`", "name it `story.md`"),
        ("content/batches/rose/Rain.odt", "`Rain.odt` is not read: the folder needs a `story.md`", "save that as `story.md`"),
        ("content/batches/batch.yaml", "`batch.yaml` is not read", "it belongs into the folder of a batch: `content/batches/rain-in-may/batch.yaml`"),
        ("content/batch/rose.md", "nothing reads the folder `content/batch/`", "did you mean the folder `content/batches/`?"),
        ("content/drawer/rose.md", "nothing reads the folder `content/drawer/`", "`content/` holds the folders "),
        ("content/Static/x.txt", "nothing reads the folder `content/Static/`", "did you mean the folder `content/static/`?"),
        ("content/rose.md", "this file is not read", "`content/` holds the folders "),
        ("content/pages.md", "this file is not read", "did you mean the folder `content/pages/`?"),
        (
            "content/static/a/private.yaml",
            "`private.yaml` is private, and files in `static` are published as they are",
            "content/batches/rain-in-may/private.yaml",
        ),
    ],
)
def test_what_nobody_would_read_is_told_once_with_what_was_meant(path, what, hint):
    told = only(path)
    assert told[:2] == (path, what)
    assert hint in told[2]


def test_a_folder_in_a_folder_is_told_once():
    assert only(*(f"content/batches/2026/rose/{name}" for name in ("batch.yaml", "private.yaml", "story.md")))[0] == "content/batches/2026/rose/story.md"


def test_a_project_without_content_is_warned():
    (found,) = records_in({"batchpages.yaml": b"", "contents/batches/rose.md": b""})[1]
    assert (found.place.path, found.severity) == ("content", "warning")


@pytest.mark.parametrize("name", ["private.yml", "Private.yaml", "PRIVATE.YML"])
def test_what_somebody_takes_for_a_private_file_is_not_published_either(name):
    assert only(f"content/static/{name}")[0] == f"content/static/{name}"


def test_a_folder_without_a_story_is_told():
    assert only("content/batches/rose/batch.yaml", "content/batches/rose/petals.jpg")[:2] == (
        "content/batches/rose",
        "there is no `story.md` in the folder of batch `rose`",
    )
    assert only("content/makers/leila/photo.jpg")[0] == "content/makers/leila"


def test_where_something_in_a_folder_is_wrong_that_is_all_that_is_told():
    assert only("content/batches/rose/Story.md", "content/batches/rose/batch.yaml", "content/batches/rose/petals.jpg")[0] == "content/batches/rose/Story.md"


def test_a_stray_text_beside_a_story_is_told_and_the_record_is_read():
    records, told = look("content/batches/rose/story.md", "content/batches/rose/more.md")
    assert records == [("batch", "rose", ["story"])]
    assert [path for path, _, _ in told] == ["content/batches/rose/more.md"]


# --- whole builds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["content/batches/2026/rose/story.md", "content/batches/rose/Story.md", "content/batches/rose/batch.yaml"])
def test_one_misplaced_file_is_one_message_of_a_build(path, tmp_path):
    projects.write(tmp_path, projects.SMALL | {path: projects.SMALL["content/batches/first.md"].replace("RB-1", "RB-3")})
    told = projects.messages(projects.build_here(tmp_path), tmp_path)
    assert len([line for line in told if not line.startswith("    ")]) == 1, told


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
def test_a_certificate_that_is_a_link_out_is_one_message_of_a_build(tmp_path):
    text = projects.SMALL["content/batches/first.md"].replace("sourcing:", "checks:\n  - {test: pH, result: pass, certificate: ph.pdf}\nsourcing:")
    root = projects.write(tmp_path / "shop", projects.SMALL | {"content/batches/third/story.md": text.replace("RB-1", "RB-3")})
    (root / "content/batches/third/ph.pdf").symlink_to(projects.write(tmp_path, {"ph.pdf": "%PDF-1.4"}) / "ph.pdf")
    (what, _) = projects.messages(projects.build_here(root), root)
    assert what.startswith("content/batches/third/ph.pdf: error: this link leads out of the project")

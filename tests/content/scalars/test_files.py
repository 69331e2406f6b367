import pytest

from batchpages.content.scalars import FORMATS, file
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("../x.jpg", "own folder"),
        ("a/../../x.jpg", "own folder"),
        ("/etc/passwd", "`passwd`"),
        ("C:\\Users\\x\\petals.jpg", "`petals.jpg`"),
        ("c:petals.jpg", "petals.jpg"),
        ("\\\\server\\x.jpg", "`x.jpg`"),
        ("~/x.jpg", "`x.jpg`"),
        ("img\\x.jpg", "`img/x.jpg`"),
        ("./x.jpg", "`x.jpg`"),
        ("a//x.jpg", "`a/x.jpg`"),
        ("a/", "`a`"),
        ("x\x00.jpg", "rename"),
        ("x\x1b.jpg", "rename"),
        ("x?.jpg", "rename"),
        ("con.jpg", "rename"),
        ("Lpt1", "rename"),
        ("x.jpg.", "rename"),
        (".git/config", "rename"),
        ("ü" * 120, "rename"),
        ("private.yaml", "picture or a document"),
        ("Private.YAML", "picture or a document"),
        ("../batch/story.md", "own folder"),
        ("https://x.de/a.jpg", "beside the story"),
    ],
)
def test_a_file_that_cannot_be_one(text, hint):
    assert hint in hint_of(file, text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("../logo.svg", "put the file into the project"),
        ("brand/../../logo.svg", "put the file into the project"),
        ("/brand/logo.svg", "`brand/logo.svg`"),
        ("/", "path from the project's folder"),
        ("C:\\brand\\logo.svg", "path from the project's folder"),
        ("\\\\server\\logo.svg", "path from the project's folder"),
        ("~/logo.svg", "path from the project's folder"),
        ("brand\\logo.svg", "`brand/logo.svg`"),
        ("./logo.svg", "`logo.svg`"),
        ("brand//logo.svg", "`brand/logo.svg`"),
        ("brand/", "`brand`"),
        ("logo?.svg", "rename"),
        ("brand/nul.svg", "rename"),
        (".git/logo.svg", "rename"),
        ("content/batches/rose/private.yaml", "picture or a document"),
        ("https://x.de/logo.svg", "put the file into the project"),
        ("www.x.de/logo.svg", "put the file into the project"),
        ("x" * 3000, "2000 characters"),
    ],
)
def test_a_file_of_the_project_that_cannot_be_one(text, hint):
    assert hint in hint_of(FORMATS["project-file"], text)


@pytest.mark.parametrize("text", ["logo.svg", "brand/logo 2.svg", "fonts/Não Serif.otf", "content/brand/logo.png"])
def test_a_file_of_the_project_is_named_from_its_folder(text):
    assert FORMATS["project-file"](text) == text


@pytest.mark.parametrize("text", ["x.gif", "x.svg", "x.pdf", "x", "../x.jpg"])
def test_a_picture_that_cannot_be_one(text):
    assert hint_of(FORMATS["photo"], text)


@pytest.mark.parametrize(("text", "hint"), [("http://x.de/a", "`https://x.de/a`"), ("www.x.de", "`https://www.x.de`"), ("../a.pdf", "own folder")])
def test_evidence_that_is_neither_file_nor_address(text, hint):
    assert hint in hint_of(FORMATS["file-or-https"], text)


@pytest.mark.parametrize("text", ["report.docx", "x.jpg", "a/b.html", "report", "report.pdf.exe", "pdf"])
def test_evidence_that_no_page_can_lead_to(text):
    assert "save it as a PDF beside the story" in hint_of(FORMATS["file-or-https"], text)


@pytest.mark.parametrize("text", ["report.pdf", "a/Report 2.PDF", "https://lab.example/report.docx"])
def test_evidence_that_a_page_can_lead_to(text):
    assert FORMATS["file-or-https"](text) == text

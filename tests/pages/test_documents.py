"""PDFs that are published as they are: who is named, what is no PDF, and that nothing in a file stops a build."""

import io
import subprocess
import sys
import time
import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas

import projects
from batchpages.engine.task import digest_of
from batchpages.pages import documents
from batchpages.pages.documents import authors, document

PATH = "content/batches/first/analysis.pdf"
CATALOG = "<</Type/Catalog>>"
WITH_XMP = "<</Type/Catalog/Metadata 3 0 R>>"
ANA = "<</Author(Ana)>>"


def drawn(author=None, **options):
    """A PDF of one page."""
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    if author is not None:
        canvas.setAuthor(author)
    canvas.drawString(72, 72, "pH 5.4")
    canvas.save()
    return out.getvalue()


def pdf(*objects, trailer="/Root 1 0 R/Info 2 0 R"):
    """A PDF of these objects, the first of which is 1."""
    out, at = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each if isinstance(each, bytes) else each.encode())
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    tail = b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, trailer.encode(), len(out))
    return bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + table + tail)


def stream(data, fields=""):
    return f"<<{fields}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def xmp(inside, about="", **attributes):
    """A stream of XMP with one description."""
    more = "".join(f' dc:{name}="{value}"' for name, value in attributes.items())
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<rdf:Description rdf:about="{about}"{more}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return text.encode()


def with_xmp(data, fields="", info="<<>>"):
    return pdf(WITH_XMP, info, stream(data, f"/Type/Metadata/Subtype/XML{fields}"))


def creators(*names, of="Seq"):
    items = "".join(f"<rdf:li>{name}</rdf:li>" for name in names)
    return f"<dc:creator><rdf:{of}>{items}</rdf:{of}></dc:creator>"


def compressed(info):
    """A PDF as newer programs write it: objects in a stream, and the table of contents in another."""
    objects = f"1 0 2 {len(CATALOG) + 1} "
    inside = zlib.compress(f"{objects}{CATALOG} {info}".encode())
    out = bytearray(b"%PDF-1.7\n")
    packed = len(out)
    out += b"3 0 obj\n" + stream(inside, f"/Type/ObjStm/N 2/First {len(objects)}/Filter/FlateDecode") + b"\nendobj\n"
    table = len(out)
    rows = [(0, 0, 255), (2, 3, 0), (2, 3, 1), (1, packed, 0), (1, table, 0)]
    data = zlib.compress(b"".join(bytes([kind]) + place.to_bytes(2, "big") + bytes([at]) for kind, place, at in rows))
    out += b"4 0 obj\n" + stream(data, "/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Info 2 0 R/Filter/FlateDecode") + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def result(data):
    digest = digest_of(data)
    return document({"path": PATH, "files": [digest.hex()]}, {digest: data}.__getitem__)


def told(data):
    """What is said of a file, which is given as it is all the same."""
    made = result(data)
    assert made.files == {"file": data}
    assert all(each.place.path == PATH and each.hint for each in made.diagnostics)
    return [(each.severity, each.what) for each in made.diagnostics]


# --- who is named ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (drawn("Maria Silva"), ("Maria Silva",)),
        (drawn("Zoë  Ćosić\n"), ("Zoë Ćosić",)),
        (drawn(""), ()),
        (pdf(CATALOG, ANA), ("Ana",)),
        (pdf(CATALOG, "<</Author 3 0 R>>", "(Ana)"), ("Ana",)),
        (pdf(CATALOG, "<</Author<FEFF00410301>>>"), ("A\u0301",)),
        (pdf(CATALOG, b"<</Author(Ana \x81\x9f)>>"), ("Ana \x81\x9f",)),
        (pdf(CATALOG, "<</Author/Ana>>"), ("/Ana",)),
        (pdf(CATALOG, "<</Author[(Ana)]>>"), ()),
        (pdf(CATALOG, "<</Author null/Title(Author)>>"), ()),
        (pdf(CATALOG, "<</Title(Ana)>>"), ()),
        (pdf(CATALOG, trailer="/Root 1 0 R"), ()),
        (compressed(ANA), ("Ana",)),
        (compressed("<</Title(Ana)>>"), ()),
    ],
)
def test_the_author_of_the_info_dictionary_is_found(data, names):
    assert authors(data) == names


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (xmp(creators("Ana", "Rui")), ("Ana", "Rui")),
        (xmp(creators("Ana", of="Bag")), ("Ana",)),
        (xmp("<dc:creator> Ana </dc:creator>"), ("Ana",)),
        (xmp(creators("Ana"), about="uuid:1"), ("Ana",)),
        (xmp("", creator="Ana"), ("Ana",)),
        (xmp(creators("Ana")).decode().encode("utf-16"), ("Ana",)),
        (xmp(creators("")), ()),
        (xmp("<dc:title>Ana</dc:title>"), ()),
        (xmp("<dc:creator></dc:creator>"), ()),
    ],
)
def test_the_creators_in_xmp_are_found(data, names):
    assert authors(with_xmp(data)) == names
    assert authors(with_xmp(zlib.compress(data), "/Filter/FlateDecode")) == names


def test_each_name_is_told_once_and_a_long_list_is_cut():
    both = with_xmp(xmp(creators("Ana", "Rui", "Eva", "Ivo", "Lia")), info=ANA)
    assert authors(both) == ("Ana", "Rui", "Eva", "Ivo", "Lia")
    assert told(both) == [("warning", "the file is published as it is, and its properties name `Ana`, `Rui`, `Eva` and 2 more as author")]
    assert told(drawn("Maria Silva")) == [("warning", "the file is published as it is, and its properties name `Maria Silva` as author")]
    assert "`" + "x" * 60 + "…`" in told(drawn("x" * 500))[0][1]


@pytest.mark.parametrize("data", [drawn(), drawn("(anonymous)"), drawn("Unknown"), b"%PDF-1.4\n%%EOF\n", b"\n" * 1000 + b"%PDF-1.4"])
def test_what_names_nobody_is_not_told(data):
    assert told(data) == []


def test_what_is_encrypted_is_read_where_it_opens_without_a_password():
    assert authors(drawn("Ana", encrypt="")) == ("Ana",)
    assert authors(drawn("Ana", encrypt="a password")) == ()
    strange = pdf(CATALOG, ANA, "<</Filter/Standard/V 5/R 6/Length 256/O(x)/U(x)/OE(x)/UE(x)/P -4/Perms(x)>>", trailer="/Root 1 0 R/Info 2 0 R/Encrypt 3 0 R")
    assert authors(strange) == ()


# --- what is no PDF --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"PK\x03\x04 a document", b"%PDF", b" " * 1020 + b"%PDF-1.4", b"version https://git-lfs.github.com/spec/v1\n"])
def test_what_is_no_pdf_is_an_error(data):
    assert told(data) == [("error", "the file's name says PDF, but it is none, so that a phone could not open it")]


def test_an_empty_file_is_an_error():
    assert told(b"") == [("error", "the file is empty, so that nobody could open it")]


# --- what is damaged, or made to do harm -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"x\n" * 9 + pdf(CATALOG, ANA),
        pdf(CATALOG, ANA).replace(b"startxref\n", b"startxref\n1"),
        pdf(CATALOG, ANA).replace(b"%PDF-1.7", b"%PDF-1.7\n% edited by hand"),
        pdf("<</Type/Catalog/Metadata 9 0 R>>", ANA),
        with_xmp(b"<no end", info=ANA),
        with_xmp(b"\xff\xfe", "/Filter/FlateDecode", info=ANA),
        with_xmp(b"x", "/Filter/JBIG2Decode", info=ANA),
        with_xmp(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>', info=ANA),
        with_xmp(zlib.compress(b" " * 100_000_000), "/Filter/FlateDecode", info=ANA),
        with_xmp(zlib.compress(zlib.compress(b" " * 100_000_000)), "/Filter[/FlateDecode/FlateDecode]", info=ANA),
        with_xmp(b"<a>" * 90_000 + b"</a>" * 90_000, info=ANA),
        with_xmp(xmp("<a>" * 9_000 + "</a>" * 9_000), info=ANA),
    ],
    ids=range(12),
)
def test_damage_elsewhere_hides_no_author(data):
    assert authors(data) == ("Ana",)


def many_streams(number, pairs):
    """Streams of objects, each of which unpacks to so many pairs of numbers, in a file whose table of contents is gone."""
    packed = stream(zlib.compress(b"1 1 " * pairs), "/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    return b"%PDF-1.7 /Author\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, packed) for at in range(number)) + b"startxref\n5\n%%EOF"


HOSTILE = {
    "no table": b"%PDF-1.7\n1 0 obj\n/Author",
    "half": drawn("Ana")[:700],
    "nested lists": pdf(CATALOG, "<</Author" + "[" * 100_000 + "]" * 100_000 + ">>"),
    "two that lead to each other": pdf(CATALOG, "<</Author 3 0 R>>", "4 0 R", "3 0 R"),
    "one that leads to itself": pdf(CATALOG, "<</Author 2 0 R>>"),
    "a table after itself": pdf(CATALOG, "<</Author null>>").replace(b"/Info", b"/Prev 60/Info"),
    "a length that is itself": pdf(WITH_XMP, "<<>>", "<</Length 3 0 R>>\nstream\nx\nendstream"),
    "a text without end": pdf(CATALOG, "<</Author" + "(" * 200_000 + ">>"),
    "many lines": b"%PDF-1.7 /Author\n" + b"a\n" * 500_000,
    "one line": b"%PDF-1.7 /Author\n" + b"a" * 5_000_000,
    "many objects": b"%PDF-1.7 /Author\n" + b"".join(b"%d 0 obj\n<</A 1>>\nendobj\n" % at for at in range(20_000)) + b"startxref\n5\n%%EOF",
    "many streams": many_streams(1000, 400),
    "great streams": many_streams(16, 1_000_000),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_read_names_nobody_and_ends_soon(data, capfd):
    began = time.process_time()
    assert told(data) == []
    assert time.process_time() - began < 20
    assert capfd.readouterr() == ("", ""), "the library says nothing by itself"


def test_any_byte_may_be_wrong():
    for whole in (pdf(CATALOG, ANA), compressed(ANA), with_xmp(xmp(creators("Ana")))):
        for at in range(len(whole)):
            found = authors(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
            assert all(isinstance(name, str) for name in found)


def test_reading_stops_where_it_takes_too_long(monkeypatch):
    data = pdf(CATALOG, ANA)
    assert authors(data) == ("Ana",)
    monkeypatch.setattr(documents, "MOST_READ", 2_000)
    assert authors(data) == ()


# --- in a build ------------------------------------------------------------------------------------------------------


def test_only_what_is_published_is_told_and_told_again_where_it_is_kept(tmp_path):
    name, other = "content/batches/third/analysis.pdf", "content/batches/third/draft.pdf"
    story = "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\nchecks: [{test: pH, result: pass, certificate: analysis.pdf}]\n---\nIt rained.\n"
    root = projects.write(tmp_path, projects.SMALL | {"content/batches/third/story.md": story, name: drawn("Ana"), other: drawn("Rui")})
    first = projects.build_here(root)
    assert [(each.place.path, each.severity) for each in first.diagnostics] == [(name, "warning")]
    assert "`Ana`" in first.diagnostics[0].what
    assert drawn("Ana")[:9] in [data[:9] for path, data in projects.tree(root / "public").items() if path.endswith(".pdf")]
    projects.write(root, {"content/makers/leila.md": "---\ntitle: Leila S.\n---\nShe makes balm.\n"})
    again = projects.build_here(root)
    assert again.diagnostics == first.diagnostics
    projects.write(root, {"content/batches/third/story.md": story.replace("title", "draft: true\ntitle")})
    assert projects.build_here(root).diagnostics == ()


def test_what_is_no_pdf_is_told_once_and_nothing_is_published(tmp_path):
    story = "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\n---\nSee [the report](report.pdf).\n"
    root = projects.write(tmp_path, projects.SMALL | {"content/batches/third/story.md": story, "content/batches/third/report.pdf": b"no"})
    assert [message.partition(": ")[0] for message in projects.messages(projects.build_here(root), root) if "hint:" not in message] == [
        "content/batches/third/report.pdf"
    ]
    assert not (root / "public").exists()


@pytest.mark.parametrize(("data", "imported"), [(pdf(CATALOG, "<</Title(pH)>>"), False), (pdf(CATALOG, ANA), True)])
def test_the_library_is_imported_only_where_somebody_may_be_named(data, imported):
    code = f"import sys; from batchpages.pages.documents import authors; authors({data!r}); print('pypdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == f"{imported}\n"

"""New records: every field is there with its meaning, and taking a `# ` away gives what passes."""

import datetime
import io
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import projects
from batchpages import model
from batchpages.content.described import describe
from batchpages.content.prose import text_in_type
from batchpages.content.records import parse_record
from batchpages.diagnostics import UsageError
from batchpages.engine.task import digest_of
from batchpages.starters.fields import WIDTH
from batchpages.starters.names import title_of
from batchpages.starters.records import GROUPS, Wanted, begin
from batchpages.starters.site import GROUPS as SETTINGS_GROUPS
from begun import PEOPLE, TODAY, batch, entry, known

PROJECT = {
    "batchpages.yaml": projects.SETTINGS,
    "content/products/rose-balm.md": "---\ntitle: Rose Balm\n---\n",
    "content/makers/leila.md": "---\ntitle: Leila\n---\n",
    "content/ingredients/wax.md": "---\ntitle: Wax\n---\n",
    "content/stockists/door.md": "---\ntitle: Door\n---\n",
}
KNOWN = known(entry("product", "rose-balm"), entry("maker", "leila"), entry("ingredient", "wax"), entry("stockist", "door"))


def uncommented(text, *, but=""):
    """A file in which each field that is a remark is one no more, but for one with all that it holds."""
    lines, skipped = [], False
    for line in text.splitlines():
        if re.match(r"# [a-z]", line):
            skipped = bool(but) and line.startswith(f"# {but}:")
        elif not line.startswith("#"):
            skipped = False
        lines.append(line.removeprefix("# ") if not skipped else line)
    return "\n".join(lines) + "\n"


def only(text, name):
    """A file in which one field is a remark no more, with all that it holds."""
    lines, inside = [], False
    for line in text.splitlines():
        if re.match(r"# [a-z]", line):
            inside = line.startswith(f"# {name}:")
        elif not line.startswith("#"):
            inside = False
        lines.append(line.removeprefix("# ") if inside else line)
    return "\n".join(lines) + "\n"


def picture():
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "JPEG")
    return file.getvalue()


def build(tmp_path, begun, text):
    """Build a project with a record in it that lies in a folder of its own, beside the pictures that it names."""
    path = begun.path if begun.path.endswith("/story.md") else f"{begun.path.removesuffix('.md')}/story.md"
    folder = path.rpartition("/")[0]
    pictures = {f"{folder}/{name}": picture() for name in ("petals.jpg", "steam.jpg")}
    root = projects.write(tmp_path, {**PROJECT, **pictures, path: text})
    return projects.messages(projects.build_here(root, drafts=True), root)


@pytest.mark.parametrize("kind", model.KINDS)
def test_a_new_record_builds_as_it_is(kind, tmp_path):
    begun = begin(KNOWN, Wanted(kind, "Rain in May"))
    assert build(tmp_path, begun, begun.text) == []


@pytest.mark.parametrize(("kind", "but"), [("batch", "recall"), ("batch", "status"), *((kind, "") for kind in model.KINDS if kind != "batch")])
def test_with_every_field_taken_it_builds(kind, but, tmp_path):
    begun = begin(KNOWN, Wanted(kind, "Rain in May"))
    text = uncommented(begun.text, but=but)
    assert {f"{field.name}:" for field in describe(model.RECORDS[kind]) if field.name != but} <= set(re.findall(r"(?m)^[a-z_]+:", text))
    assert build(tmp_path, begun, text) == []


@pytest.mark.parametrize(("kind", "name"), [(kind, field.name) for kind in model.KINDS for field in describe(model.RECORDS[kind])])
def test_with_each_field_alone_it_builds(kind, name, tmp_path):
    begun = begin(KNOWN, Wanted(kind, "Rain in May"))
    assert re.search(rf"(?m)^(?:# )?{name}:", begun.text)
    assert build(tmp_path, begun, only(begun.text, name)) == []


@pytest.mark.parametrize("kind", model.KINDS)
def test_every_field_has_its_meaning_beside_it_and_lines_are_short(kind):
    text = begin(KNOWN, Wanted(kind, "Rain in May")).text
    assert all(len(line) <= WIDTH for line in text.partition("\n<!--")[0].splitlines())
    words = " ".join(" ".join(line.rpartition("# ")[2] for line in text.splitlines()).split())
    for field in describe(model.RECORDS[kind]):
        for each in (field, *field.fields):
            assert " ".join(each.description.split()[-3:]) in words, each.name


def test_the_groups_name_every_field_and_no_other():
    for kind, groups in (*GROUPS.items(), (None, SETTINGS_GROUPS)):
        fields = {field.name for field in describe(model.RECORDS[kind] if kind else model.Settings)}
        named = [name for group in groups for name in group.names]
        given = {"title", "product", "maker", "code", "made", "draft"} if kind else {"name", "base_url", "language", "timezone", "currency"}
        assert len(named) == len(set(named))
        assert set(named) | (given & fields) == fields


def test_a_batch_begins_as_a_draft_of_today_with_the_next_code():
    project = known(*PEOPLE, batch("a", "CS-2026-004", product="carob-soap", maker="joao", date=datetime.date(2026, 5, 1)), batch("b", "RB-2026-002"))
    text = begin(project, Wanted("batch", 'Rain: in "May"')).text
    assert [re.split(r"\s+#", line)[0] for line in re.findall(r"(?m)^[a-z]+:.*", text)] == [
        "title: 'Rain: in \"May\"'",
        "product: carob-soap",
        "maker: joao",
        "code: CS-2026-005",
        f"made: {TODAY.isoformat()}",
        "draft: true",
    ]


def test_the_maker_is_the_one_of_the_products_newest_batch():
    project = known(*PEOPLE, batch("a", "RB-1", maker="joao", date=datetime.date(2025, 1, 1)), batch("b", "CS-1", product="carob-soap", date=TODAY))
    assert "maker: joao" in begin(project, Wanted("batch", product="rose-balm")).text
    assert "maker: leila" in begin(project, Wanted("batch")).text


def test_what_the_newest_batch_names_must_be_there():
    project = known(*PEOPLE, batch("a", "RB-1", product="gone", maker="gone", date=TODAY), batch("b", "CS-1", product="carob-soap", maker="joao"))
    text = begin(project, Wanted("batch")).text
    assert "product: carob-soap" in text
    assert "maker: joao" in text


@pytest.mark.parametrize(
    ("project", "wanted", "said"),
    [
        (known(), {}, 'there is no product yet, and a batch needs one; make it with `batchpages new product "…"`'),
        (known(entry("product", "balm")), {}, "there is no maker yet"),
        (known(*PEOPLE), {"product": "rose-blam"}, "there is no product `rose-blam`; did you mean `rose-balm`?"),
        (known(*PEOPLE), {"maker": "zoe"}, "there is no maker `zoe`; there is `joao`, `leila`"),
        (known(*PEOPLE), {"code": "no code"}, "write `NO-CODE`"),
        (known(*PEOPLE, batch("rain", "RB-1")), {"slug": "rain"}, "there is `content/batches/rain.md` already"),
        (known(*PEOPLE), {"title": "x" * 300}, "the title has 300 characters"),
    ],
)
def test_what_cannot_be_is_told(project, wanted, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        begin(project, Wanted("batch", **wanted))


def test_a_batch_without_a_title_is_called_by_its_code():
    begun = begin(known(*PEOPLE), Wanted("batch"))
    assert (begun.title, begun.path) == ("Batch CS-2026-001", "content/batches/cs-2026-001/story.md")


def test_where_no_ingredient_is_there_yet_it_says_how_to_make_one():
    assert "`batchpages new ingredient`" in " ".join(begin(known(*PEOPLE), Wanted("batch")).text.split("# "))
    assert "batchpages new" not in begin(KNOWN, Wanted("batch")).text


HOSTILE = [
    "🌹🌹",
    "مطر في مايو",
    "x" * 120,
    'it\'s: "so" # 7',
    "a\nb",
    "---",
    "- [x] {y} *z* &a !b %c @d `e`",
    "\u202eevil",
    "null",
    "~",
    "2026-01-01",
    "<script>",
]


@given(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=150), st.sampled_from(model.KINDS))
def test_any_title_gives_a_record_that_is_read_again(title, kind):
    try:
        wanted = title_of(title)
        begun = begin(known(*PEOPLE), Wanted(kind, title))
    except UsageError:
        return
    data = begun.text.encode()
    result = parse_record(
        {"kind": kind, "slug": begun.slug, "language": "en", "sources": [("story", begun.path)], "files": [digest_of(data).hex()]}, lambda _: data
    )
    assert result.diagnostics == ()
    assert msgspec.json.decode(result.files["record"])["title"] == text_in_type(wanted, "en")

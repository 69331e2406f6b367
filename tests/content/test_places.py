import pytest

from batchpages.content import places
from batchpages.content.places import locator
from batchpages.diagnostics import Diagnostic, Place
from batchpages.located_yaml import KEY

STORY = "content/batches/rose/story.md"
DATA = "content/batches/rose/batch.yaml"
TEMPLATE = "themes/t/templates/page.html"
FILES = {
    STORY: (
        "---\ntitle: Rose\nproduct: balm\nstockists: [casa, feira]\n---\n"
        "See [her](maker:leila), [her again](maker:leila)\nand `maker:leila`, and [this one](batch:fig).\n\n![A pot](pot.jpg)\n"
    ),
    DATA: "maker: leila\nchecks:\n  - {test: pH, certificate: ph.pdf}\nsourcing:\n  - ingredient: rose\n    lot: R-1\n",
    "content/batches/rose/private.yaml": "notes: one\ncosts:\n  - {what: a wage, amount: 12}\n",
    "content/makers/leila.md": "---\ntitle: Leila\nlinks:\n  - {label: Shop, url: https://leila.example/}\n---\nWith [the rose](batch:rose).\n",
    "batchpages.yaml": "name: Shop\ntheme:\n  accent: red\n",
    TEMPLATE: '<p>\n  <a href="/x/">one</a>\n  <a href="/x/">two</a>\n',
}


def where(place, files=FILES):
    return str(locator(lambda path: (text := files.get(path)) and (text if isinstance(text, bytes) else text.encode()))(place))


# --- fields -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(STORY, ("title",)), f"{STORY}:2:8"),
        (Place(STORY, ("stockists", 1)), f"{STORY}:4:19"),
        (Place(STORY, ("maker",)), f"{DATA}:1:8"),
        (Place(STORY, ("checks", 0, "certificate")), f"{DATA}:3:29"),
        (Place(STORY, ("sourcing", 0)), f"{DATA}:5:5"),
        (Place(DATA, ("sourcing", 0, "lot")), f"{DATA}:6:10"),
        (Place("content/makers/leila.md", ("links", 0, "url")), "content/makers/leila.md:4:24"),
        (Place("content/batches/rose/private.yaml", ("costs", 0, "amount")), "content/batches/rose/private.yaml:3:28"),
        (Place("batchpages.yaml", ("theme", "accent")), "batchpages.yaml:3:11"),
    ],
)
def test_a_field_is_where_its_value_stands(place, found):
    assert where(place) == found


def test_a_key_is_where_its_name_stands():
    assert where(Place("batchpages.yaml", ("theme", "accent", KEY))) == "batchpages.yaml:3:3"
    assert where(Place(STORY, ("checks", 0, "certificate", KEY))) == f"{DATA}:3:16"


def test_a_field_that_is_missing_is_at_what_should_hold_it():
    assert where(Place(STORY, ("sourcing", 0, "share"))) == f"{DATA}:5:5"
    assert where(Place(STORY, ("checks", 7, "test"))) == f"{DATA}:3:3"
    assert where(Place(STORY, ("code",))) == f"{STORY}:2:1"


# --- mentions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "found"),
    [
        ("stockist:feira", f"{STORY}:4:19"),
        ("ingredient:rose", f"{DATA}:5:17"),
        ("ph.pdf", f"{DATA}:3:29"),
        ("batch:fig", f"{STORY}:7:35"),
        ("pot.jpg", f"{STORY}:9:10"),
    ],
)
def test_a_mention_is_found_in_any_of_the_records_files(mention, found):
    assert where(Place(STORY, mention=mention)) == found


def test_a_mention_in_yaml_comes_before_one_in_the_story():
    assert where(Place(STORY, mention="maker:leila")) == f"{DATA}:1:8"
    assert where(Place(STORY, mention="maker:leila"), {STORY: FILES[STORY]}) == f"{STORY}:6:11"


# --- texts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nth", "column"), [(0, 11), (1, 37), (9, 37)])
def test_a_text_in_a_story_is_found_as_often_as_it_stands_and_not_in_code(nth, column):
    assert where(Place(STORY, text="maker:leila", nth=nth)) == f"{STORY}:6:{column}"


def test_a_text_in_another_file_is_found_as_often_as_it_stands():
    assert [where(Place(TEMPLATE, text="/x/", nth=nth)) for nth in range(3)] == [f"{TEMPLATE}:2:12", f"{TEMPLATE}:3:12", TEMPLATE]
    assert where(Place("content/batches/rose/private.yaml", text="12")) == "content/batches/rose/private.yaml:3:28"


# --- what is known, and what cannot be known ------------------------------------------------------------------------------


def test_a_line_that_is_known_is_not_looked_up():
    assert str(locator(pytest.fail)(Place(STORY, line=4, column=2))) == f"{STORY}:4:2"
    assert str(locator(pytest.fail)(Place(STORY))) == STORY


NEEDLES = [{"field": ("title",)}, {"text": "maker:leila"}, {"mention": "maker:leila"}]


@pytest.mark.parametrize("needle", [{"text": "nowhere to be seen"}, {"mention": "maker:nobody"}, {"mention": "none.pdf"}])
def test_what_is_not_found_is_the_file_alone(needle):
    assert where(Place(STORY, **needle)) == STORY


@pytest.mark.parametrize("needle", NEEDLES)
@pytest.mark.parametrize(
    "data", [None, b"\xff\xfe", b"no front matter", b"", b"---\ntitle: Rose\n", b"a" * 2_000_000], ids=["gone", "UTF-16", "text", "empty", "half", "flood"]
)
def test_a_file_that_is_gone_or_is_no_longer_a_story_is_named_alone(needle, data):
    assert where(Place(STORY, **needle), {STORY: data}) == STORY


def test_a_file_beside_it_that_is_no_text_hides_nothing():
    assert where(Place(STORY, text="batch:fig"), FILES | {DATA: b"\xff"}) == f"{STORY}:7:35"


# --- work -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def parsed(monkeypatch):
    """What is parsed, each time that it is."""
    calls = []

    def counted(name):
        really = getattr(places, name)
        monkeypatch.setattr(places, name, lambda *arguments, **options: calls.append(name) or really(*arguments, **options))

    counted("parse")
    counted("parse_story")
    return calls


def test_a_file_is_read_and_parsed_once_however_many_places_it_has(parsed):
    links = "".join(f"[{n}](maker:m-{n}) [{n}](/gone-{n}/)\n" for n in range(300))
    files = {STORY: f"---\ntitle: Rose\nstockists: [{', '.join(f's-{n}' for n in range(300))}]\n---\n{links}", DATA: "maker: leila\n"}
    reads = []

    def read(path):
        reads.append(path)
        return files[path].encode()

    locate = locator(read)
    told = [Diagnostic(Place(STORY, **{how: name.format(n)}), "wrong") for n in range(300) for how, name in (("mention", "maker:m-{}"), ("text", "/gone-{}/"))]
    told += [Diagnostic(Place(STORY, ("stockists", n)), "wrong") for n in range(300)]
    assert [locate(each.place).line for each in told] == [n + 5 for n in range(300) for _ in range(2)] + [3] * 300
    assert sorted(reads) == [DATA, STORY]
    assert sorted(parsed) == ["parse", "parse", "parse_story"], "the fields of both files, and the story"

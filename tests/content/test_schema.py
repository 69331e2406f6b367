import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages import model
from batchpages.content import schema
from batchpages.content.described import describe
from batchpages.diagnostics import Place
from batchpages.located_yaml import find, parse

HEAD = "title: Rain in May\nproduct: rose-balm\nmaker: leila\ncode: RB-1\n"


def read(type_, *texts):
    parts = [(f"{index}.yaml", parse(text)[0]) for index, text in enumerate(texts)]
    return schema.read(parts, type_)


def told(type_, *texts):
    """Each diagnostic as (path:line:column, what, hint)."""
    trees = {f"{index}.yaml": parse(text)[0] for index, text in enumerate(texts)}
    result = schema.read(list(trees.items()), type_)
    assert result.noun is None
    lines = []
    for diagnostic in result.diagnostics:
        line, column = find(trees[diagnostic.place.path], diagnostic.place.field)
        lines.append((f"{diagnostic.place.path}:{line}:{column}", diagnostic.what, diagnostic.hint))
    return lines


def only(type_, *texts):
    lines = told(type_, *texts)
    assert len(lines) == 1, lines
    return lines[0]


def test_a_batch_is_read_from_its_parts():
    text = (
        "made: 2026-04-18\nunits: 240\nnumbered: true\nstatus: few-left\nprice: 38.00 EUR\nstockists: [a, b]\n"
        "sourcing:\n  - ingredient: rose\n    share: 62 %\n    origin: {country: NO, latitude: 42.6}\n"
        "checks:\n  - {test: pH, result: pass, certificate: ph.pdf}\n  - {test: Lead, result: fail, certificate: https://lab.example/x}\n"
        "photos:\n  - file: a.jpg\n    alt: ''\nprovenance:\n  - on: 2026-04\n    what: Picked\n    photo: {file: b.jpg, alt: Roses}\n"
    )
    result = read(model.Batch, HEAD, text)
    assert result.diagnostics == ()
    assert result.noun == model.Batch(
        title="Rain in May",
        product="rose-balm",
        maker="leila",
        code="RB-1",
        made=datetime.date(2026, 4, 18),
        units=240,
        numbered=True,
        status="few-left",
        price=model.Money(amount=Decimal("38.00"), currency="EUR"),
        stockists=("a", "b"),
        sourcing=(model.Sourcing(ingredient="rose", share=Decimal(62), origin=model.Origin(country="NO", latitude=42.6)),),
        checks=(
            model.Check(test="pH", result="pass", certificate="ph.pdf"),
            model.Check(test="Lead", result="fail", certificate="https://lab.example/x"),
        ),
        photos=(model.Photo(file="a.jpg", alt=""),),
        provenance=(model.Event(on="2026-04", what="Picked", photo=model.StepPhoto(file="b.jpg", alt="Roses")),),
    )
    assert result.values["made"] == datetime.date(2026, 4, 18)
    assert result.references == (
        ("product", "rose-balm", Place("0.yaml", ("product",))),
        ("maker", "leila", Place("0.yaml", ("maker",))),
        ("stockist", "a", Place("1.yaml", ("stockists", 0))),
        ("stockist", "b", Place("1.yaml", ("stockists", 1))),
        ("ingredient", "rose", Place("1.yaml", ("sourcing", 0, "ingredient"))),
    )
    assert result.files == (
        ("ph.pdf", Place("1.yaml", ("checks", 0, "certificate"))),
        ("a.jpg", Place("1.yaml", ("photos", 0, "file"))),
        ("b.jpg", Place("1.yaml", ("provenance", 0, "photo", "file"))),
    )


def test_data_that_other_readers_change_stays():
    result = read(model.Batch, HEAD + "sourcing:\n  - {ingredient: no, lot: NO}\n  - {ingredient: '012', lot: 012}\n  - {ingredient: x, lot: 12:30}\n")
    assert [part.lot for part in result.noun.sourcing] == ["NO", "012", "12:30"]
    assert [slug for kind, slug, _ in result.references if kind == "ingredient"] == ["no", "012", "x"]


def test_fields_go_by_their_names_in_yaml():
    result = read(model.Stockist, "title: T\nfrom: 2026-09-25\nto: 2026-09-27\n")
    assert result.noun.from_ == datetime.date(2026, 9, 25)
    assert result.values["from"] == datetime.date(2026, 9, 25)
    assert "no field `from_`" in only(model.Stockist, "title: T\nfrom_: 2026-09-25\n")[1]


def test_space_around_a_text_is_no_part_of_it():
    assert read(model.Batch, HEAD + "summary: |\n  Two\n  lines\n").noun.summary == "Two\nlines"


@pytest.mark.parametrize("text", ["made:\n", "made: ''\n", "made: '  '\n", "stockists:\n", "price:\n", "recall:\n", "summary: ''\n"])
def test_an_optional_field_may_be_left_empty(text):
    result = read(model.Batch, HEAD + text)
    assert result.noun == read(model.Batch, HEAD).noun
    assert not result.values.keys() & {"made", "stockists", "price", "recall", "summary"}


def test_a_required_field_may_not_be_left_empty_or_out():
    lines = told(model.Batch, "product:\nmaker: ''\ncode: A\n")
    assert [(place, what) for place, what, _ in lines] == [
        ("0.yaml:1:9", "`product` is empty"),
        ("0.yaml:2:8", "`maker` is empty"),
        ("0.yaml:1:1", "`title` is missing"),
    ]


def test_a_missing_field_of_a_list_item_stands_at_the_item():
    place, what, hint = only(model.Batch, HEAD + "sourcing:\n  - ingredient: a\n  - lot: x\n")
    assert (place, what) == ("0.yaml:7:5", "`ingredient` is missing")
    assert "`ingredient: …`" in hint


def test_only_a_quoted_empty_text_says_decoration():
    assert read(model.Batch, HEAD + 'photos:\n  - {file: a.jpg, alt: ""}\n').noun.photos[0].alt == ""
    place, what, hint = only(model.Batch, HEAD + "photos:\n  - file: a.jpg\n    alt:\n")
    assert (place, what) == ("0.yaml:7:9", "`alt` is empty")
    assert '`alt: ""`' in hint


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("sumary: x\n", "5:1", "`summary`"),
        ("Made: 2026-04-18\n", "5:1", "`made`"),
        ("colour: red\n", "5:1", "`facts: [{label: colour, value: …}]`"),
        ("slug: rose\n", "5:1", "the name of its file or folder"),
        ("Description: x\n", "5:1", "`summary`"),
        ("costs: 5\n", "5:1", "`private.yaml`"),
        ("sourcing:\n  - ingredient: a\n    loot: x\n", "7:5", "`lot`"),
        ("sourcing:\n  - ingredient: a\n    origin:\n      contry: NO\n", "8:7", "`country`"),
        ("photos:\n  - {file: a.jpg, alt: x, zzz: y}\n", "6:27", "`caption`"),
    ],
)
def test_an_unknown_field_stands_at_its_name_with_the_near_one(text, place, hint):
    where, what, said = only(model.Batch, HEAD + text)
    assert where == f"0.yaml:{place}"
    assert "there is no field" in what
    assert hint in said


def test_a_required_field_with_a_misspelt_name_is_told_once():
    place, _, hint = only(model.Batch, HEAD.replace("title:", "titel:"))
    assert (place, hint) == ("0.yaml:1:1", "did you mean `title`?")


def test_a_field_in_both_parts_is_told_at_the_second():
    result = read(model.Batch, HEAD, "units: 3\ncode: RB-2\nmaker: x\n")
    assert [d.what for d in result.diagnostics] == ["`code` is given in `0.yaml` too", "`maker` is given in `0.yaml` too"]
    tree = parse("units: 3\ncode: RB-2\nmaker: x\n")[0]
    assert find(tree, result.diagnostics[0].place.field) == (2, 1)
    assert find(parse(HEAD)[0], result.diagnostics[0].also[0].field) == (4, 1)
    assert result.values["code"] == "RB-1"
    assert result.noun is None


def test_an_unknown_field_in_both_parts_is_unknown_in_each():
    assert [what for _, what, _ in told(model.Batch, HEAD + "zzz: 1\n", "zzz: 2\n")] == ["there is no field `zzz` here"] * 2


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("stockists: tidewrack\n", "5:12", "`stockists: [tidewrack]`"),
        ("stockists: {a: b}\n", "5:12", "beginning with `- `"),
        ("photos: a.jpg\n", "5:9", "`- file: a.jpg`"),
        ("photos:\n  file: a.jpg\n  alt: x\n", "6:3", "`- file: petals.jpg`"),
        ("photos:\n  - a.jpg\n", "6:5", "`file`, `alt`"),
        ("price: {amount: 38}\n", "5:8", "`price: 38.00 EUR`"),
        ("summary: [Soft]\n", "5:10", "write `summary: Soft`; a text that begins with `[`"),
        ("summary: [Soft, dry]\n", "5:10", "write one, such as `summary: Soft`"),
        ("price: “38.00 EUR”\n", "5:8", "write `38.00 EUR`"),
        ("stockists:\n  -a\n  -b\n", "6:3", "such as `- a`"),
        ("stockists:\n  - [a]\n", "6:5", "`- a`"),
        ("recall: yes\n", "5:9", "`hazard`"),
        ("sourcing:\n  - ingredient: a\n    origin: Kazanlak\n", "7:13", "`country`"),
        ("stockists:\n  - a\n  -\n", "7:4", "delete its `-`"),
    ],
)
def test_a_wrong_shape_is_told_with_an_example(text, place, hint):
    where, _, said = only(model.Batch, HEAD + text)
    assert where == f"0.yaml:{place}"
    assert hint in said


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("made: 18.4.2026\n", "`2026-04-18`"),
        ("draft: yes\n", "`true`"),
        ("units: 1,240\n", "`1240`"),
        ("units: 0\n", "from 1 to"),
        ("price: €38\n", "`38.00 EUR`"),
        ("status: sold out\n", "`sold-out`"),
        ("best_before: October 2027\n", "`2027-10`"),
        ("buy: http://a.example\n", "`https://a.example`"),
        ("sourcing:\n  - {ingredient: a, origin: {country: no}}\n", "`NO`"),
        ("sourcing:\n  - {ingredient: a, origin: {latitude: 91}}\n", "from -90 to 90"),
        ("checks:\n  - {test: a, result: passed}\n", "`pass`"),
        ("checks:\n  - {test: a, result: pass, certificate: ../a.pdf}\n", "own folder"),
        ("photos:\n  - {file: a.gif, alt: x}\n", "JPEG"),
        ("summary: " + "x" * 2001 + "\n", "2000"),
        ('summary: "a\\e[31m"\n', "`\\`"),
        ("formerly: [Rose Balm]\n", "`rose-balm`"),
    ],
)
def test_a_wrong_value_is_told_once_with_a_hint(text, hint):
    assert hint in only(model.Batch, HEAD + text)[2]


def test_every_mistake_is_found_in_one_run():
    text = "made: x\nunits: y\nzzz: 1\nsourcing:\n  - {share: 1}\n  - {ingredient: a, harvested: never, origin: {country: no}}\n"
    lines = told(model.Batch, "title: T\n" + text)
    assert [place for place, _, _ in lines] == [
        "0.yaml:2:7",
        "0.yaml:3:8",
        "0.yaml:4:1",
        "0.yaml:6:13",
        "0.yaml:6:5",
        "0.yaml:7:32",
        "0.yaml:7:57",
        *["0.yaml:1:1"] * 3,
    ]


def test_valid_fields_are_known_beside_wrong_ones():
    result = read(model.Batch, HEAD + "made: x\nunits: 3\n")
    assert result.noun is None
    assert dict(result.values) == {"title": "Rain in May", "product": "rose-balm", "maker": "leila", "code": "RB-1", "units": 3}


@pytest.mark.parametrize("text", ["title: *x\n", "title: !x y\n", "title: {{ x }}\n", "? [a]\n: b\n", "title: #9c4\n"])
def test_what_the_yaml_reader_told_is_not_told_again(text):
    tree, mistakes = parse(text + HEAD.partition("\n")[2])
    assert len(mistakes) == 1
    result = schema.read([("a.md", tree)], model.Batch)
    assert result.noun is None
    assert result.diagnostics == ()


def test_a_broken_item_makes_no_second_message():
    tree, _ = parse(HEAD + "stockists: [a, *b]\nsourcing:\n  - {ingredient: *c}\n")
    result = schema.read([("a.md", tree)], model.Batch)
    assert (result.noun, result.diagnostics) == (None, ())
    assert result.values.keys() == {"title", "product", "maker", "code"}


def test_nothing_to_read_is_no_noun():
    assert schema.read([], model.Batch) == schema.Read(None, {}, (), (), ())


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("theme: shelf\n", {"name": "shelf"}),
        ("theme: {name: shelf, accent: '#9c4a2f', type: ''}\n", {"name": "shelf", "accent": "#9c4a2f"}),
        ("theme:\n", {}),
        ("", {}),
    ],
)
def test_a_theme_is_a_name_or_a_name_and_options(text, theme):
    assert read(model.Settings, "name: N\nbase_url: https://a.example/\n" + text).noun.theme == theme


@pytest.mark.parametrize(("text", "place"), [("theme: [shelf]\n", "3:8"), ("theme: {name: [a]}\n", "3:15"), ("theme:\n  accent: {a: b}\n", "4:11")])
def test_a_theme_of_another_shape_is_told(text, place):
    assert only(model.Settings, "name: N\nbase_url: https://a.example/\n" + text)[0] == f"0.yaml:{place}"


def test_nested_defaults_of_the_settings():
    noun = read(model.Settings, "name: N\nbase_url: https://a.example/\nlabels:\n  dpi: 600\n  stocks:\n    - {id: mine, width: 60, height: 40.5}\n").noun
    assert noun.labels == model.LabelSettings(dpi=600, stocks=(model.CustomStock(id="mine", width=60.0, height=40.5),))
    place, _, hint = only(model.Settings, "name: N\nbase_url: https://a.example/\nlabels: {stocks: [{id: a, width: 0, height: 5}]}\n")
    assert (place, hint) == ("0.yaml:3:34", "write a number above 0")


def test_guessing_ends_where_nobody_reads_on():
    text = "".join(f"wrong{index}: x\n" for index in range(3000))
    lines = told(model.Batch, HEAD + text)
    assert len(lines) == 3000
    assert all(hint for _, _, hint in lines)


@pytest.mark.parametrize("type_", [*model.RECORDS.values(), model.Private, model.Settings])
def test_every_noun_is_described(type_):
    fields = describe(type_)
    assert [field.name for field in fields]
    assert all(field.type and field.description for field in fields)


def test_a_description_has_all_that_a_reference_page_shows():
    fields = {field.name: field for field in describe(model.Batch)}
    assert fields["title"].required
    assert fields["code"].type == "batch code"
    assert fields["code"].examples == ("RB-2026-014",)
    assert fields["status"].type == "one of `upcoming`, `available`, `few-left`, `sold-out`, `recalled`"
    assert fields["stockists"].type == "list; each item: name of a stockist"
    assert fields["sourcing"].type == "list"
    sourcing = {field.name: field for field in fields["sourcing"].fields}
    assert sourcing["ingredient"].type == "name of an ingredient"
    assert sourcing["ingredient"].required
    assert [field.name for field in sourcing["origin"].fields] == ["place", "country", "latitude", "longitude"]
    assert fields["made"].type == "date"
    assert not fields["made"].required
    assert "from" in {field.name for field in describe(model.Stockist)}


def test_every_example_of_the_model_is_valid():
    for type_ in (*model.RECORDS.values(), model.Settings):
        for field in describe(type_):
            for example in field.examples if not field.fields and not field.type.startswith("list") else ():
                text = f'{field.name}: "{example}"\n' if field.name == "code_pattern" else f"{field.name}: {example}\n"
                assert field.name in read(type_, text).values, (field.name, example)


NAMES = st.sampled_from(
    ["title", "code", "made", "price", "photos", "file", "alt", "sourcing", "ingredient", "origin", "country", "stockists", "theme", "name", "x"]
)
VALUES = st.recursive(
    st.sampled_from(["", "''", "A", "NO", "2026-04-18", "62 %", "*x", "!y z", "petals.jpg", "https://a.example/", "[]", "{}", "'\u00e9'"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(NAMES, inner), max_size=3).map(lambda pairs: "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"),
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.sampled_from([*model.RECORDS.values(), model.Settings, model.Private]))
def test_whatever_is_read_is_a_noun_or_has_a_mistake_with_a_place(pairs, type_):
    tree, mistakes = parse("".join(f"{name}: {value}\n" for name, value in pairs))
    if tree is None:
        return
    result = schema.read([("a.md", tree)], type_)
    assert (result.noun is not None) or result.diagnostics or mistakes
    for diagnostic in result.diagnostics:
        assert diagnostic.hint
        assert find(tree, diagnostic.place.field) >= (1, 1)
    places = [d.place.field for d in result.diagnostics if "missing" not in d.what]
    assert len(places) == len(set(places))


def fields_within(fields, way):
    for field in fields:
        yield from fields_within(field.fields, (*way, field.name)) if field.fields else [(".".join((*way, field.name)), field.examples)]


@pytest.mark.parametrize("type_", [*model.RECORDS.values(), model.Settings, model.Private], ids=lambda type_: type_.__name__)
def test_every_field_has_an_example(type_):
    assert [name for name, examples in fields_within(describe(type_), ()) if not examples] == []

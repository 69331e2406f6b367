import json
import re
from pathlib import Path
from typing import get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from batchpages import model
from batchpages.content import described, scalars, schema
from batchpages.content.json_schema import NOUNS, json_schema
from batchpages.content.json_schema import _noun as noun_schema
from batchpages.content.records import _check_fields
from batchpages.content.scalars.looks import LOOKS, PLAIN_LOOKS
from batchpages.content.text import decode, split_front_matter
from batchpages.diagnostics import AuthorError
from batchpages.located_yaml import Scalar, parse
from editors import Core, seen

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATORS = {name: Draft7Validator(json_schema(name)) for name in NOUNS}


def wrong(name, value):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATORS[name].iter_errors(value)]


def properties(part):
    """Every field of a schema, however deep: its name and what is said of it."""
    if isinstance(part, list):
        return [found for each in part for found in properties(each)]
    if not isinstance(part, dict):
        return []
    own = list(part.get("properties", {}).items()) if "if" not in part else []
    inside = [found for key, value in part.items() if key not in ("if", "then", "examples", "default", "enum") for found in properties(value)]
    return own + (inside if "if" not in part else [])


def at(name, *way):
    """The schema of a field."""
    value = json_schema(name)
    for step in way:
        value = value["properties"][step] if "properties" in value else value["items"]["properties"][step]
    return value


# --- what they say -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOUNS)
def test_each_is_a_schema_of_draft_07(name):
    Draft7Validator.check_schema(json_schema(name))
    assert json_schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert json_schema(name)["additionalProperties"] is False


@pytest.mark.parametrize("name", NOUNS)
def test_fields_are_those_of_the_noun_and_each_is_described(name):
    fields = described.describe(NOUNS[name])
    assert list(json_schema(name)["properties"]) == [field.name for field in fields]
    found = properties(json_schema(name))
    assert len(found) >= len(fields) + sum(len(field.fields) for field in fields)
    assert [field for field, said in found if not said["description"].endswith((".", ")"))] == []


@pytest.mark.parametrize("name", NOUNS)
def test_what_is_required_is_what_the_noun_requires_but_in_a_part(name):
    required = [field.name for field in described.describe(NOUNS[name]) if field.required]
    assert json_schema(name).get("required", []) == ([] if name == "batch-part" else required)


@pytest.mark.parametrize("name", NOUNS)
def test_examples_and_defaults_are_right(name):
    for field, said in properties(json_schema(name)):
        alone = Draft7Validator({**said, "definitions": json_schema(name)["definitions"]})
        examples = [[example] if "items" in said else example for example in said.get("examples", [])]
        for value in [*examples, *([said["default"]] if "default" in said else [])]:
            assert alone.is_valid(value), (field, value)


def test_what_editors_show():
    assert at("batch", "status")["anyOf"][0]["enum"] == ["upcoming", "available", "few-left", "sold-out", "recalled"]
    country = at("maker", "country")["anyOf"][0]
    assert dict(zip(country["enum"], country["enumDescriptions"], strict=True))["NO"] == "Norway"
    assert at("batch", "units")["examples"] == [240]
    assert at("settings", "theme")["examples"] == ["shelf", {"name": "shelf", "accent": "#9c4a2f"}]
    assert at("settings", "labels", "dpi")["default"] == 300
    assert at("settings", "labels", "lines")["default"][:2] == ["logo", "product"]
    assert "default" not in at("batch", "made")
    assert at("batch", "made")["anyOf"][0]["errorMessage"] == "Write a date, such as `2026-04-18`."
    assert at("batch", "sourcing", "ingredient")["errorMessage"] == "Write the name of an ingredient, as its file or folder is called."


def test_what_editors_must_not_offer():
    """An editor offers every `type` that it finds; the word `null` is a text to batchpages, and mostly a wrong one."""
    for name in NOUNS:
        assert not re.search(r'"type": (\[[^\]]*)?"null"', json.dumps(json_schema(name)))


def test_every_type_and_format_has_a_look():
    assert LOOKS.keys() | {"country", "currency"} == scalars.FORMATS.keys()
    assert PLAIN_LOOKS.keys() == scalars.PLAIN.keys()


def test_patterns_are_of_the_kind_that_javascript_knows():
    for look in [*LOOKS.values(), *PLAIN_LOOKS.values()]:
        re.compile(look.pattern)
        assert not re.search(r"\(\?[a-zA-Z#<]|\\[AZzbBwWdD]|[*+?}]\+", look.pattern), look.pattern


# --- what they take ------------------------------------------------------------------------------------------------------


def schema_of(path):
    """The schema that a file is for; nothing where it is none of ours."""
    kind = next((model.KIND_OF[part] for part in path.parts if part in model.KIND_OF), None)
    if path.name == "batchpages.yaml":
        return "settings"
    if kind == "batch" and path.parent.name != "batches" and path.name in ("story.md", "batch.yaml", "private.yaml"):
        return "private" if path.name == "private.yaml" else "batch-part"
    return kind if path.suffix == ".md" else None


def fields_that_are_read(path, name):
    """A file's fields as YAML, where there is no mistake in them; else nothing."""
    try:
        text = decode(path.read_bytes(), "x")
        text = split_front_matter(text, "x")[0] if path.suffix == ".md" else text
    except AuthorError:
        return ""
    tree, mistakes = parse(text)
    read = schema.read([("x", tree)] if tree else [], NOUNS[name])
    told = [each for each in read.diagnostics if not (name == "batch-part" and each.what.endswith(" is missing"))]
    return "" if tree is None or mistakes or told or _check_fields(name, read.values, tree.entries.keys(), "x") else text


OWN = [(ROOT / "batchpages.yaml"), *(path for path in (ROOT / "content").rglob("*.*") if path.suffix in (".md", ".yaml") and "photos-source" not in path.parts)]
OTHERS = [path for path in (ROOT / "tests" / "sites").rglob("*.*") if path.suffix in (".md", ".yaml") and "project" in path.parts]


def test_files_of_this_repository_are_taken():
    found = {path: (schema_of(path), fields_that_are_read(path, schema_of(path))) for path in (*OWN, *OTHERS) if schema_of(path)}
    assert all(found[path][1] for path in OWN), "the example project is right"
    right = {path: (name, text) for path, (name, text) in found.items() if text}
    assert {name for name, _ in right.values()} == NOUNS.keys()
    assert {path.name: wrong(name, value) for path, (name, text) in right.items() for value in seen(text) if wrong(name, value)} == {}


NOTHING = re.compile("~|null|Null|NULL")
ODD = [
    "012",
    "0",
    "-5",
    "NO",
    "no",
    "1.10",
    "12:30",
    "2026-04-18",
    "2026-04",
    "62 %",
    "38.00 EUR",
    "38.00\u00a0EUR",
    "38.00\u202fEUR",
    "38",
    "true",
    "false",
    "TRUE",
    "1E5",
    "1E-5",
    "0x1f",
    "0o17",
]
ODD += [
    ".5",
    "5.",
    "+3",
    "1_000",
    "x",
    "a b",
    "- a",
    "é" * 120,
    "5601234567892",
    "012345678905",
    ".inf",
    "[x]",
    "{a: b}",
    "#1",
    "a: b",
    "a #b",
    "%",
    "@",
    "'",
    '"',
]


def readable(convert, text):
    try:
        convert(text.strip())
    except scalars.Invalid:
        return False
    return bool(text.strip()) and not NOTHING.fullmatch(text)


def look_of(bare, metas):
    extra = described.extra_of(metas)
    return LOOKS["slug"] if "record" in extra else LOOKS.get(extra.get("format", "")) or PLAIN_LOOKS.get(bare)


def texts(bare, metas):
    """Texts that a field takes: usual ones and odd ones."""
    convert, extra, look = described.converter(bare, metas)[0], described.extra_of(metas), look_of(bare, metas)
    examples = [str(example) for example in described.limit(metas, "examples") or ()] + [str(word) for word in get_args(bare)]
    examples += {"country": ["PT", "NO"], "currency": ["EUR", "ITL"]}.get(extra.get("format"), [])
    known = [text for text in [*examples, *ODD, *([look.example] if look else [])] if readable(convert, text)]
    if "record" in extra:  # every name of a file or folder is one in an address
        known = [text for text in known if re.fullmatch(model.SLUG, text)]
    is_word = get_origin(bare) is not None or extra.get("format") in ("country", "currency")
    return st.sampled_from(known) if is_word else _padded(st.sampled_from(known))


def _padded(strategy):
    return strategy | strategy.map(lambda text: f" {text}\n")


def values(bare, metas):
    if get_origin(bare) is tuple:
        return st.lists(values(*described.unwrapped(get_args(bare)[0])), max_size=2)
    if get_origin(bare) is dict:
        return st.sampled_from(["shelf", "12", {"name": "shelf", "accent": "#9c4a2f", "x": "12", "y": ""}, {}])
    if described.has_fields(bare, metas):
        return nouns(bare)
    return texts(bare, metas)


def nouns(type_):
    """What an author may write of a noun, as texts, lists and mappings."""
    required, free = {}, {}
    for info in msgspec.structs.fields(type_):
        bare, metas = described.unwrapped(info.type)
        given_ = values(bare, metas)
        if not info.required:
            free[info.encode_name] = given_ | st.sampled_from(["", " ", None])
        else:
            required[info.encode_name] = given_ | st.just("") if described.extra_of(metas).get("format") == "may-be-empty" else given_
    return st.fixed_dictionaries(required, optional=free)


def as_yaml(value):
    """YAML in one line; texts stand without quotes wherever they can. None is an empty value."""
    if not value and not isinstance(value, dict | list):
        return "" if value is None else '""'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {as_yaml(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    tree, mistakes = parse(f"x: {{y: {value}, z: 1}}")
    node = tree.entries["x"].value.entries.get("y") if tree and not mistakes and not tree.entries["x"].value.broken else None
    plain = node and isinstance(node.value, Scalar) and node.value.plain and node.value.text == value and len(tree.entries["x"].value.entries) == 2
    return value if plain else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("name", [name for name in NOUNS if name != "batch-part"])
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_whatever_is_read_is_taken(name, data):
    given_ = data.draw(nouns(NOUNS[name]))
    text = as_yaml(given_)
    tree, mistakes = parse(text)
    assert not mistakes
    assert schema.read([("x", tree)], NOUNS[name]).diagnostics == ()
    if name == "batch":  # rules between fields are kept by `content.records`
        given_ = given_ | ({"status": "recalled"} if isinstance(given_.get("recall"), dict) else {"status": "sold-out"} if "status" in given_ else {})
        text = as_yaml(given_)
    for value in seen(text):
        assert wrong(name, value) == [], text


ALPHABET = st.sampled_from([chr(code) for code in range(32, 127)] + ["é", "日"])


def scalar_fields():
    """Every kind of field that is one text and has a look, once: its schema, its type and what is said of it."""
    found = {}
    others = (model.Photo, model.Sourcing, model.Origin, model.LabelWords, model.CustomStock, model.FormulaPart, model.Contact)
    for type_ in dict.fromkeys((*NOUNS.values(), *others)):
        for info in msgspec.structs.fields(type_):
            bare, metas = described.unwrapped(info.type)
            if not described.has_fields(bare, metas) and look_of(bare, metas) is not None:
                found.setdefault(look_of(bare, metas).pattern, pytest.param(type_, info.encode_name, bare, metas, id=f"{type_.__name__}-{info.encode_name}"))
    return list(found.values())


@pytest.mark.parametrize(("type_", "name", "bare", "metas"), scalar_fields())
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_looks_like_it_and_is_read_is_taken(type_, name, bare, metas, data):
    convert, look = described.converter(bare, metas)[0], look_of(bare, metas)
    text = data.draw(
        st.from_regex(look.pattern, fullmatch=True, alphabet=ALPHABET)
        | st.text(st.sampled_from("0123456789-+.eExabAN %/:@"), max_size=12)
        | st.sampled_from(ODD)
    )
    if not readable(convert, text) or ("record" in described.extra_of(metas) and not re.fullmatch(model.SLUG, text)):
        return
    alone = Draft7Validator({"properties": {name: FIELDS[type_][name]}, "definitions": json_schema("page")["definitions"]})
    for value in seen(as_yaml({name: text})):
        assert alone.is_valid(value), value


FIELDS = {type_: noun_schema(type_)["properties"] for type_ in vars(model).values() if isinstance(type_, type) and issubclass(type_, model.Noun)}


@pytest.mark.parametrize("text", ["012", "NO", "1.10", "12:30", "2026-04-18", "62 %", "38.00 EUR", "true", "0x1f", "1e3", "=", ".inf"])
def test_a_text_needs_no_quotes(text):
    for value in seen(f"title: {text}\nsupplier: {text}\n"):
        assert wrong("ingredient", value) == []


def test_an_editor_sees_what_we_think_it_sees():
    text = "a: 012\nb: NO\nc: 2026-04-18\nd: true\ne: ~\nf: 1.10\ng: 12:30\nh: 0x1f\ni: '012'\n"
    expected = {"a": 12, "b": "NO", "c": "2026-04-18", "d": True, "e": None, "f": 1.1, "g": "12:30", "h": 31, "i": "012"}
    assert seen(text)[1] == expected
    assert Core is not None


def test_a_part_of_a_batch_may_lack_what_the_other_part_says():
    assert wrong("batch-part", {"units": 240, "status": "recalled"}) == []
    assert wrong("batch", {"units": 240})


# --- what they refuse ----------------------------------------------------------------------------------------------------

HEAD = "title: T\nproduct: p\nmaker: m\ncode: RB-1\n"
WRONG = {
    "batch": [
        "title: T\nproduct: p\nmaker: m\n",
        HEAD.replace("T\n", "\n"),
        HEAD.replace("T\n", f"{'x' * 121}\n"),
        HEAD.replace("RB-1", "rb-1"),
        HEAD.replace("RB-1", "CON"),
        HEAD.replace("p\n", "Rose Balm\n", 1),
        f"{HEAD}colour: red\n",
        *(f"{HEAD}made: {day}\n" for day in ("18.4.2026", "2026-04", "2026-13-01", "2026-04-31", "2026", "0000-01-01")),
        *(f"{HEAD}units: {units}\n" for units in ("many", "0", "1.5", "20000000", "[1]", "'1 000'")),
        f"{HEAD}draft: yes\n",
        f"{HEAD}draft: 1\n",
        f"{HEAD}status: sold out\n",
        *(f"{HEAD}price: {price}\n" for price in ("38,00 EUR", "€38", "38.001 EUR", "-38", "38.00 eur")),
        f"{HEAD}buy: www.shop.example\n",
        f"{HEAD}buy: https://shop\n",
        f"{HEAD}stockists: porto\n",
        f"{HEAD}stockists: [Porto]\n",
        f"{HEAD}stockists:\n  - \n",
        f"{HEAD}photos: petals.jpg\n",
        f"{HEAD}photos: [{{file: petals.jpg}}]\n",
        *(f"{HEAD}photos: [{{file: {file}, alt: x}}]\n" for file in ("petals.gif", "../petals.jpg", "/petals.jpg", "a\\b.jpg", "'C:/a.jpg'", "./a.jpg")),
        f"{HEAD}photos: [{{file: petals.jpg, alt: x, focus: 30 60}}]\n",
        f"{HEAD}sourcing: [rose]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, share: 62}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, share: 101 %}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, origin: {{country: no}}}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, origin: {{latitude: 92}}}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, origin: {{latitude: 37N}}}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, colour: red}}]\n",
        f"{HEAD}sourcing: [{{ingredient: rose, harvested: 2025-13}}]\n",
        f"{HEAD}checks: [{{test: pH, result: passed}}]\n",
        f"{HEAD}claims: [{{says: x, evidence: proof.docx}}]\n",
        f"{HEAD}recall: {{on: 2026-05-01}}\n",
        f"{HEAD}facts: [{{label: x}}]\n",
        f"{HEAD}formerly: [Old Name]\n",
        f"{HEAD}summary: [x]\n",
    ],
    "product": ["title: T\ngtin: 56-01234567892\n", "title: T\npao: 121\n", "title: T\ninci: Cera Alba\n"],
    "maker": ["role: x\n", "title: T\nsince: last year\n", "title: T\nsince: 12\n", "title: T\nlinks: [https://a.example]\n"],
    "stockist": ["title: T\nkind: store\n", "title: T\nfrom: tomorrow\n", "title: T\nurl: http://a.example\n"],
    "page": ["title: T\nmenu: top\n", "title: T\nmenu: 2\n"],
    "private": ["costs: [{what: x}]\n", "costs: [{what: x, amount: 12 euro}]\n", "formula: [{ingredient: x, percent: 12}]\n", "note: x\n"],
    "settings": [
        "name: x\n",
        *(f"name: x\nbase_url: {url}\n" for url in ("brand.example", "https://brand.example/?a", "ftp://brand.example")),
        *(
            f"name: x\nbase_url: https://brand.example\n{line}\n"
            for line in (
                "currency: EURO",
                "currency: XXX",
                "language: English",
                "timezone: Europe Lisbon",
                "former_hosts: [https://a.example]",
                "theme: [shelf]",
                "theme: {name: [shelf]}",
                "code_pattern: '{PRODUCT}'",
                "code_pattern: '{NAME}-{NNN}'",
                "contact: hello",
                "contact: {email: hello}",
                "logo: /logo.svg",
                "labels: {dpi: 12}",
                "labels: {target: gs2}",
                "labels: {lines: [logo, colour]}",
                "labels: {words: {code: Batch}}",
                "labels: {stocks: [{id: Jar, width: 1, height: 1}]}",
                "labels: {stocks: [{id: jar, width: 0, height: 1}]}",
                "check: [{rule: x}]",
            )
        ),
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, every in WRONG.items() for text in every])
def test_what_is_wrong_is_underlined(name, text):
    assert schema.read([("x", parse(text)[0])], NOUNS[name]).diagnostics or "p: Rose" in text or "product: Rose" in text or "[Porto]" in text
    for value in seen(text)[1:]:
        assert wrong(name, value) != []


def test_a_recall_and_a_status_go_together():
    recall = "recall: {on: 2026-05-01, hazard: x, do: x, remedy: x, contact: x}\n"
    for text, expected in ((f"{HEAD}status: recalled\n", 1), (f"{HEAD}status: sold-out\n{recall}", 1), (f"{HEAD}{recall}", 0), (f"{HEAD}status:\n{recall}", 0)):
        assert len(wrong("batch", seen(text)[1])) == expected, text

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import projects
from batchpages import language
from batchpages.diagnostics import shown
from batchpages.engine.task import digest_of, execute
from batchpages.pages import leaks, structured_data

PRIVATE = "content/batches/rose/private.yaml"


def told(text, *values, public=()):
    """The private values that a text would publish."""
    every = found({PRIVATE: values}, {"index.html": text.encode()}, public)
    return [value for value in sorted(values) if any(f"publish {shown(value)}, which" in d.what for d in every)]


def found(private, pages, public=(), tag="en"):
    bytes_of = {}

    def add(data):
        bytes_of[digest_of(data)] = data
        return digest_of(data)

    plan = leaks.tasks(private, {path: add(data) for path, data in pages.items()}, add, tag)
    entries = {path: execute(task, bytes_of.__getitem__).entry for path, (task, _) in plan.items()}
    return list(leaks.told(private, entries, lambda: public, tag))


# --- texts -----------------------------------------------------------------------------------------------------------


def test_a_leak_is_told_with_its_page_and_its_place():
    (leak,) = found({PRIVATE: ["Essências do Vale"]}, {"batches/rose/index.html": "<p>from Essências do Vale</p>".encode()})
    assert (leak.place.path, leak.place.text, leak.severity) == (PRIVATE, "Essências do Vale", "error")
    assert "`/batches/rose/`" in leak.what
    assert leak.hint


@pytest.mark.parametrize(
    "text",
    [
        "Quinta d'Azul - 12 kg",
        "QUINTA D'AZUL - 12 KG",
        "<p>(Quinta d'Azul - 12 kg).</p>",
        "Quinta d’Azul – 12 kg",
        "Quinta d‘Azul — 12\u00a0kg",
        "Quinta d&#39;Azul &ndash; 12&nbsp;kg",
        "Quinta d&#x27;Azul - 12\u202fkg",
        "Quinta   d'Azul\n    - 12\tkg",
        "Quinta d'Azul \u2212 12 kg",
        "Quinta <em>d'Azul</em> - <b>12</b> kg",
        '<a href="/x/" title="y">Quinta</a> d\'Azul - 12 <abbr title="kilogram">kg</abbr>',
        '<meta content="Quinta d&#39;Azul - 12 kg">',
        '{"note":"Quinta d\\u0027Azul - 12\\nkg"}',
        "Ｑuinta d'Azul - 12 kg",
    ],
)
def test_a_private_text_is_found_however_it_is_dressed(text):
    assert told(text, "Quinta d'Azul - 12 kg") == ["Quinta d'Azul - 12 kg"]


@pytest.mark.parametrize("text", ["Quinta<br>do Azul", "<td>Quinta</td><td>do Azul</td>", "<li>Quinta<li>do Azul"])
def test_a_private_text_is_found_where_a_tag_stands_for_its_space(text):
    assert told(text, "Quinta do Azul")


@pytest.mark.parametrize("value", ['say "no" & go', "a < b > c", "Müller's \u2028 x", "tea & “mint”"])
def test_a_private_text_is_found_in_structured_data_and_in_json(value):
    assert told(structured_data.script({"description": f"we {value} here"}), value) == [value]
    assert told(json.dumps({"description": f"we {value} here"}), value) == [value]
    assert told(json.dumps({"description": f"we {value} here"}, ensure_ascii=False), value) == [value]


def test_a_private_text_with_a_backslash_is_found_in_json():
    value = "stored in C:\\lab\\oils"
    assert told(structured_data.script({"description": value}), value) == [value]


@pytest.mark.parametrize("text", ["Quintas d'Azul", "Quinta d'Azule", "xQuinta d'Azul", "7Quinta d'Azul", "Quinta", "d'Azul Quinta", "Quinta x d'Azul"])
def test_a_private_text_is_found_only_as_a_whole(text):
    assert told(text, "Quinta d'Azul") == []


def test_a_private_text_is_found_behind_one_of_which_it_is_only_a_piece():
    assert told("Quintas, Quinta", "Quinta") == ["Quinta"]
    assert told("rose-geraniums and rose-geranium", "rose-geranium") == ["rose-geranium"]


def test_every_private_value_is_told_once_with_the_pages_that_hold_it():
    pages = {"a.html": b"nothing", "b.html": b"one secret", "c.html": b"one secret, other secret"}
    every = found({PRIVATE: ["one secret", "other secret"], "other/private.yaml": ["one secret"]}, pages)
    told = [(d.place.path, d.place.text, d.what.partition(" would")[0]) for d in every]
    assert sorted(told) == [
        (PRIVATE, "one secret", "`/b.html`, `/c.html`"),
        (PRIVATE, "other secret", "`/c.html`"),
        ("other/private.yaml", "one secret", "`/b.html`, `/c.html`"),
    ]


def test_of_many_pages_the_deepest_are_named():
    pages = dict.fromkeys(("index.html", "batches/index.html", "batches/rose/index.html", "batches/rose/batch.json", "feed.xml"), b"one secret")
    (leak,) = found({PRIVATE: ["one secret"]}, pages)
    assert leak.what == "`/batches/rose/`, `/batches/rose/batch.json`, `/batches/` and 2 more would publish `one secret`, which is private"


def test_an_amount_that_names_no_currency_is_in_that_of_the_settings():
    assert leaks.in_currency(("214.37 ¤", "9.85 USD", "salt ¤ and more"), "EUR") == ("214.37 EUR", "9.85 USD", "salt ¤ and more")
    assert next(iter(leaks.scalars({"amount": "22.00", "currency": ""}, "EUR"))) == "22.00 EUR"


def test_a_value_that_is_public_too_is_no_leak():
    assert told("bottled in Tavira", "Tavira", public=["Tavira"]) == []
    assert told("bottled in Tavira", "Tavira", public=["  TAVIRA "]) == []
    assert told("it costs €38.00", "38.00 EUR", public=["38.00 EUR"]) == []
    assert told("it costs €38.00", "38.00 EUR", public=["€38.00"]) == []
    assert told("bottled in Tavira", "Tavira", public=["Tavira, by the sea"]) == ["Tavira"]


def test_bytes_that_are_no_text_can_be_searched():
    assert [d.place.text for d in found({PRIVATE: ["one secret"]}, {"a.txt": b"\xff\xfe\x00 one secret \x80"})] == ["one secret"]


@pytest.mark.parametrize("data", [b"\x89\xff\x00%s\x80", b"caf\xe9;%s\r\n"])
def test_a_value_in_bytes_that_are_no_text_is_found_as_a_page_may_write_it(data):
    for value, written in (("one secret", b"one secret"), ("214.37 EUR", "€ 214,37".encode()), ("12.55 %", b"12,55%")):
        assert [d.place.path for d in found({PRIVATE: [value]}, {"a.bin": data % written})] == [PRIVATE]
        assert found({PRIVATE: [value]}, {"a.bin": data % b"nothing"}) == []


@pytest.mark.parametrize("path", ["old.htm", "README", "prices.tsv", "a.MD", ".well-known/security", "report.pdf", "archive.xyz", "_redirects"])
def test_an_output_is_searched_whatever_its_name_ends_in(path):
    (leak,) = found({PRIVATE: ["one secret"]}, {path: b"one secret"})
    assert f"`/{path}`" in leak.what


@pytest.mark.parametrize("path", ["assets/a.jpg", "IMG.JPG", "fonts/a.woff2", "favicon.ico"])
def test_packed_pictures_and_fonts_are_not_searched(path):
    assert leaks.tasks({PRIVATE: ["one secret"]}, {path: b"digest"}, digest_of, "en").keys() == {leaks.NAMES}


@pytest.mark.parametrize("path", ["files/one secret.pdf", "one secret/index.html", "assets/One Secret.jpg"])
def test_a_value_in_the_name_of_an_output_is_found(path):
    (leak,) = found({PRIVATE: ["one secret"]}, {path: b"nothing"})
    assert leak.what == "the names of the files would publish `one secret`, which is private"


def test_without_private_values_nothing_is_searched():
    assert leaks.tasks({}, {"a.html": b"digest"}, pytest.fail, "en") == {}


def test_public_values_are_asked_for_only_where_something_was_found():
    assert list(leaks.told({PRIVATE: ["one secret"]}, {"a.html": b""}, lambda: pytest.fail("asked"), "en")) == []


def test_every_text_in_data_is_public_also_as_an_amount_and_as_a_share():
    data = {"price": {"amount": "38.00", "currency": "EUR"}, "sourcing": [{"share": "34.22", "lot": "RG-07"}], "draft": True, "units": 3}
    assert {"38.00 EUR", "34.22 %", "RG-07"} <= set(leaks.scalars(data, "EUR"))


@given(st.text("ab .-'\"&<>é’", min_size=6, max_size=20).filter(lambda t: any(c.isalnum() for c in t) and "<" not in t))
@settings(max_examples=60)
def test_any_private_text_is_found_in_json(value):
    assert told(structured_data.script({"x": value}), value) == [value]


@pytest.mark.parametrize("text", ["12.55 %", "12.55%", "12,55 %", "12,55%", "12.55\u00a0%", "12,55\u202f%", "12.55&nbsp;%", "<b>12.55</b> %", "(12.55%)"])
def test_a_share_is_found_as_pages_write_it(text):
    assert told(f"<p>holds {text} of rose</p>", "12.55 %") == ["12.55 %"]


@pytest.mark.parametrize("text", ["112.55 %", "12.555 %", "12.5 %", "12.55", "3.12,55 %", "12.55 percent"])
def test_another_share_is_not_taken_for_it(text):
    assert told(f"<p>holds {text} of rose</p>", "12.55 %") == []


# --- whole builds ----------------------------------------------------------------------------------------------------

SHOP = projects.SMALL | {
    "batchpages.yaml": projects.SETTINGS + "currency: GBP\n",
    "content/batches/third/story.md": "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\n---\nStirred.\n",
    "content/batches/third/private.yaml": (
        "notes: told to nobody\n"
        "costs:\n  - {what: a wage, amount: 214.37}\n"
        "formula:\n  - {ingredient: rose, percent: 12.55 %}\n"
        "suppliers:\n  - {ingredient: rose, price: 18.43 EUR}\n"
    ),
}


def leaked(root, **files):
    """Where each private value stands that a build of the shop with these files would publish, and what is said of it."""
    told = projects.messages(projects.build_here(projects.write(root, SHOP | {f"content/static/{path}": data for path, data in files.items()})), root)
    return [line.removeprefix("content/batches/third/private.yaml:") for line in told if not line.startswith("    ")]


def test_the_shop_leaks_nothing_by_itself(tmp_path):
    assert leaked(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It cost £214.37.", "3:28: error: `/notes` would publish `214.37 GBP`"),
        ("It cost 214,37 GBP", "3:28: error: `/notes` would publish `214.37 GBP`"),
        ("It cost €18.43.", "7:31: error: `/notes` would publish `18.43 EUR`"),
        ("told to nobody", "1:8: error: `/notes` would publish `told to nobody`"),
        ("with 12,55% of rose", "5:33: error: `/notes` would publish `12.55 %`"),
    ],
)
def test_a_leak_is_told_at_its_line_and_column(text, place, tmp_path):
    (said,) = leaked(tmp_path, notes=text)
    assert said == f"{place}, which is private"


def test_a_share_is_told_at_its_place_however_it_is_written_there(tmp_path):
    plain = projects.write(tmp_path, SHOP) / "content/batches/third/private.yaml"
    plain.write_text("formula:\n  - {ingredient: rose, percent: 12.55%}\n", encoding="utf-8")
    projects.write(tmp_path, {"content/static/notes": "12.55 %"})
    (what, _) = projects.messages(projects.build_here(tmp_path), tmp_path)
    assert what.startswith("content/batches/third/private.yaml:2:33: error: ")


def test_an_amount_without_a_currency_is_in_the_settings_one_alone(tmp_path):
    assert leaked(tmp_path, notes="It cost €214.37 or 214.37 EUR.") == []


@pytest.mark.parametrize("name", ["old.htm", "notes", "prices.tsv", ".well-known/notes"])
def test_static_files_of_every_ending_are_searched(name, tmp_path):
    assert leaked(tmp_path, **{name: "told to nobody"}) == [f"1:8: error: `/{name}` would publish `told to nobody`, which is private"]
    assert leaked(tmp_path, **{name: b"\xff\xfe\x00 told to nobody \x80"}) == [f"1:8: error: `/{name}` would publish `told to nobody`, which is private"]


def test_the_names_of_static_files_are_searched(tmp_path):
    assert leaked(tmp_path, **{"told to nobody.txt": "x"}) == ["1:8: error: the names of the files would publish `told to nobody`, which is private"]


def test_a_private_file_among_the_static_ones_is_refused(tmp_path):
    (said,) = leaked(tmp_path, **{"shop/private.yaml": "notes: another\n"})
    assert said == "content/static/shop/private.yaml: error: `private.yaml` is private, and files in `static` are published as they are"


# --- amounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["4.37 EUR", "4,37 EUR", "€4.37", "€ 4.37", "4.37 €", "4,37\u00a0€", "4,37€", "&euro;4.37", "4.37&nbsp;<abbr>EUR</abbr>", "<b>€</b>4.37", "(€4.37)"]
)
def test_an_amount_is_found_as_pages_write_it(text):
    assert told(f"<p>costs {text} each</p>", "4.37 EUR") == ["4.37 EUR"]


@pytest.mark.parametrize("text", ["14.37 EUR", "€14.37", "4.375 EUR", "€4.371", "4.37", "4.37 USD", "$4.37", "4.3 EUR", "0437 EUR", "€4.3", "437 EUR"])
def test_another_amount_is_not_taken_for_it(text):
    assert told(f"<p>costs {text} each</p>", "4.37 EUR") == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4 EUR", "€4.50"),
        ("4 EUR", "€ 4,50"),
        ("12 EUR", "€12,000"),
        ("237.00 EUR", "1,237.00 EUR"),
        ("237.00 EUR", "1.237,00 €"),
        ("4 EUR", "€40"),
        ("4.50 EUR", "€4"),
        ("4 EUR", "4.4 EUR"),
        ("4 EUR", "14 EUR, 4 USD"),
    ],
)
def test_a_piece_of_an_amount_is_no_amount(value, text):
    assert told(f"<p>costs {text} each</p>", value) == []


def test_an_amount_at_the_end_of_a_sentence_or_of_a_list_is_found():
    assert told("It costs €4. That is all.", "4 EUR") == ["4 EUR"]
    assert told("It costs 4 €, and more.", "4 EUR") == ["4 EUR"]


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("4.37 EUR", "en"),
        ("4.37 EUR", "pt"),
        ("4.37 EUR", "fr"),
        ("38.00 USD", "en"),
        ("38.00 GBP", "en"),
        ("1240.00 EUR", "en"),
        ("1240 EUR", "en"),
        ("1240 JPY", "ja"),
        ("38 EUR", "de"),
        ("4.5 EUR", "fr"),
        ("1240.00 EUR", "de"),
        ("1240.00 EUR", "fr"),
        ("12400.00 EUR", "pt"),
        ("38.00 JPY", "en"),
        ("38.00 CHF", "en"),
        ("38.00 CHF", "de-CH"),
        ("38.00 EUR", "de-CH"),
        ("38.00 SEK", "sv"),
        ("38.00 INR", "en"),
    ],
)
def test_an_amount_is_found_as_the_sites_language_writes_it(value, tag):
    figure, currency = value.split()
    assert told(f"<p>{language.money_text(Decimal(figure), currency, tag)}</p>", value) == [value]


@pytest.mark.parametrize(("value", "text"), [("38.00 EUR", "€38"), ("4.50 EUR", "4.5 EUR"), ("38 EUR", "€38.00")])
def test_an_amount_is_found_without_needless_zeros(value, text):
    assert told(f"<p>costs {text} each</p>", value) == [value]


# --- forms in which pages, people and our own typography write a value ----------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text", "tag"),
    [
        ("オリーブ畑の秘密", "これはオリーブ畑の秘密です。", "ja"),
        ("เนยเชียเกรดสอง", "ใช้เนยเชียเกรดสองจากกานา", "th"),
        ("paid late -- again", "they paid late – again, we hear", "en"),
        ("paid late --- again", "they paid late — again", "en"),
        ('call it "Slipway"', "we call it «\u202fSlipway\u202f» here", "fr"),
        ("Fornecedor Azul", "Forne\u00adcedor\u200b Azul", "pt"),
        ("214.37 BRL", "R$ 214,37", "pt-BR"),
        ("214.37 AUD", "A$214.37", "en"),
        ("214.37 CAD", "it cost $214.37", "en"),
        ("214.37 CHF", "Fr. 214.37", "de-CH"),
        ("21437 KRW", "₩21,437", "en"),
        ("12.50 %", "we use 12.5 % of it", "en"),
        ("12.50 %", "12,5% davon", "de"),
        ("2026-03-09", "ordered on 9 March 2026", "en"),
        ("2026-03-09", "am 9. März 2026 bestellt", "de"),
    ],
)
def test_a_value_is_found_as_people_and_pages_write_it(value, text, tag):
    assert [d.place.path for d in found({PRIVATE: [value]}, {"a.html": text.encode()}, tag=tag)] == [PRIVATE]


@pytest.mark.parametrize(("value", "text"), [("12.50 %", "112.5 %"), ("214.37 CAD", "$1214.37"), ("2026-03-09", "19 March 2026"), ("秘密の畑で", "秘密の畑")])
def test_what_only_looks_like_it_is_no_leak(value, text):
    assert found({PRIVATE: [value]}, {"a.html": text.encode()}) == []

import datetime

import msgspec
import pytest

import projects
from batchpages import model
from batchpages.addresses import RESERVED_PAGE_SLUGS
from batchpages.content.layout import record_task, records_in
from batchpages.content.places import locator
from batchpages.engine.task import digest_of, execute

BATCH = "title: Rose\nproduct: balm\nmaker: leila\ncode: RB-1\n"


def parsed(fields, story="It rained. See [her](maker:leila).\n", *, kind="batch", slug="rose", language="en", **beside):
    """The result for a record, and what is told as (place, what, hint)."""
    folder = f"content/{model.FOLDERS[kind]}/{slug}"
    files = {f"{folder}/story.md": f"---\n{fields}---\n{story}"} | {f"{folder}/{name}.yaml": text for name, text in beside.items()}
    data = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    bytes_of = {digest_of(each): each for each in data.values()}
    (record,), _ = records_in({path: digest_of(each) for path, each in data.items()})
    result = execute(record_task(record, language), bytes_of.__getitem__)
    locate = locator(data.get)
    return result, [(str(locate(d.place)).removeprefix(f"{folder}/"), d.what, d.hint) for d in result.diagnostics]


def entry(*arguments, **options):
    return msgspec.msgpack.decode(parsed(*arguments, **options)[0].entry, type=model.Entry)


def told(*arguments, **options):
    found = parsed(*arguments, **options)[1]
    assert all(hint for _, _, hint in found)
    return [(place, what) for place, what, _ in found]


# --- parts and entry -----------------------------------------------------------------------------------------------------


def test_a_batch_has_five_parts_and_an_entry():
    fields = "title: Rose\nproduct: balm\nsummary: Short.\n"
    data = (
        "maker: leila\ncode: RB-1\nmade: 2026-03-01\nstatus: few-left\nstockists: [casa]\nsourcing:\n  - {ingredient: salt, share: 2 %}\n  - ingredient: salt\n"
    )
    result, found = parsed(fields, batch=data, private="notes: nothing to hide\n")
    assert found == []
    assert result.files.keys() == {"card", "record", "story", "sourcing", "label"}
    card = msgspec.json.decode(result.files["card"], type=model.BatchCard)
    assert (card.slug, card.title, card.summary, card.date, card.status) == ("rose", "Rose", "Short.", datetime.date(2026, 3, 1), "few-left")
    assert msgspec.json.decode(result.files["record"], type=model.Batch).stockists == ("casa",)
    assert [part.ingredient for part in msgspec.json.decode(result.files["sourcing"], type=tuple[model.Sourcing, ...])] == ["salt", "salt"]
    assert msgspec.msgpack.decode(result.entry, type=model.Entry) == model.Entry(
        kind="batch",
        slug="rose",
        path="content/batches/rose/story.md",
        title="Rose",
        references=("product:balm", "maker:leila", "stockist:casa", "ingredient:salt"),
        code="RB-1",
        product="balm",
        maker="leila",
        ingredients=("salt",),
        stockists=("casa",),
        date=datetime.date(2026, 3, 1),
        status="few-left",
        private=("nothing to hide",),
    )


def test_a_label_is_told_what_it_says_and_an_entry_what_its_code_needs():
    fields = BATCH + "best_before: 2027-10\nunits: 240\nnumbered: true\nsummary: Short.\n"
    label = msgspec.json.decode(parsed(fields)[0].files["label"], type=model.BatchLabel)
    assert label == model.BatchLabel(title="Rose", code="RB-1", best_before="2027-10", units=240, numbered=True)
    assert (entry(fields).units, entry(fields).numbered) == (240, True)
    assert msgspec.json.decode(parsed(BATCH)[0].files["label"]) == {"title": "Rose", "code": "RB-1"}
    assert (entry(BATCH).units, entry(BATCH).numbered, entry(BATCH).gtin) == (0, False, "")


def test_a_label_is_told_of_its_product_too():
    fields = "title: Balm\nsize: 50 ml\npao: 6\ngtin: '4006381333931'\n"
    result, found = parsed(fields, kind="product")
    assert found == []
    assert result.files.keys() == {"card", "record", "story", "label"}
    assert msgspec.json.decode(result.files["label"], type=model.ProductLabel) == model.ProductLabel(title="Balm", size="50 ml", pao=6)
    assert entry(fields, kind="product").gtin == "4006381333931"
    assert msgspec.json.decode(parsed("title: Balm\n", kind="product")[0].files["label"]) == {"title": "Balm"}


def test_a_label_does_not_change_with_what_it_does_not_say():
    assert parsed(BATCH, "Another story.\n")[0].files["label"] == parsed(BATCH + "summary: Drier.\nstatus: few-left\n")[0].files["label"]


def test_what_is_private_is_in_no_part():
    result, _ = parsed(BATCH, private="notes: a well kept secret\ncosts:\n  - {what: a wage, amount: 214.37 EUR}\n")
    assert not any(b"secret" in data or b"214.37" in data for data in result.files.values())


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("maker", "country: PT"), ("ingredient", "inci: Sal"), ("stockist", "kind: shop"), ("page", "menu: header")],
)
def test_other_records_have_three_parts(kind, fields):
    result, found = parsed(f"title: One\n{fields}\n", "Words.\n", kind=kind)
    assert found == []
    assert result.files.keys() == {"card", "record", "story"}


def test_without_a_summary_a_card_shows_how_the_story_begins():
    card = msgspec.json.decode(parsed(BATCH, "It rained.\n\nThen not.\n")[0].files["card"])
    assert card["summary"] == "It rained."


@pytest.mark.parametrize(
    ("fields", "day"), [("made: 2026-01-01\n", 1), ("made: 2026-01-01\nfilled: 2026-01-02\n", 2), ("filled: 2026-01-02\nreleased: 2026-01-03\n", 3)]
)
def test_a_batch_goes_by_the_latest_of_its_days(fields, day):
    assert entry(BATCH + fields).date == datetime.date(2026, 1, day)


def test_files_and_references_are_told_once_each_in_fields_and_story():
    fields = BATCH + "checks:\n  - {test: pH, result: pass, certificate: ph.pdf}\n"
    found = entry(fields, "[a](ph.pdf) [b](batch:fig) [c](batch:fig) ![A pot](pot.jpg)\n")
    assert found.files == ("ph.pdf", "pot.jpg")
    assert found.references == ("product:balm", "maker:leila", "batch:fig")


def test_the_language_shapes_the_texts():
    assert b"\xe2\x80\x9eSo\xe2\x80\x9c" in parsed(BATCH, 'He said "So".\n', language="de")[0].files["story"]


# --- rules between fields -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["Rose", "rose--balm", "rose_balm", "-rose", "rosé", "rose balm"])
def test_a_name_must_be_able_to_be_an_address(slug):
    ((place, what, hint),) = parsed(BATCH, slug=slug)[1]
    assert (place, what) == ("story.md", f"`{slug}` cannot be an address")
    assert "rename it" in hint


@pytest.mark.parametrize("slug", sorted(RESERVED_PAGE_SLUGS))
def test_a_page_cannot_have_the_name_of_one_of_the_storefronts_own(slug):
    ((place, what),) = told("title: One\n", kind="page", slug=slug)
    assert (place, what) == ("story.md", f"a page cannot be called `{slug}`: the storefront has its own pages there")
    assert told("title: One\n", kind="maker", slug=slug) == []


def test_a_page_cannot_have_had_the_name_of_one_either():
    fields = "title: One\nformerly: [old, batches, recalls]\n"
    assert told(fields, kind="page") == [
        (place, f"the storefront has its own pages at `/{slug}/`, so that it cannot lead here")
        for place, slug in (("story.md:3:17", "batches"), ("story.md:3:26", "recalls"))
    ]
    assert told("title: One\nformerly: [batches]\n", kind="maker") == []


NOTICE = "recall: {on: 2026-05-01, hazard: Glass., do: Stop., remedy: Refund., contact: '112'}\n"


def test_a_recalled_batch_says_what_to_do():
    assert told(BATCH + "status: recalled\n") == [("story.md:6:9", "the batch is recalled, but nothing tells its owners what to do")]
    assert told(BATCH + "status: recalled\n" + NOTICE) == []
    assert told(BATCH + "status: recalled\nrecall:\n") == [("story.md:6:9", "the batch is recalled, but nothing tells its owners what to do")]
    assert told(BATCH, batch="status: recalled\n") == [("batch.yaml:1:9", "the batch is recalled, but nothing tells its owners what to do")]


def test_a_batch_with_a_notice_is_recalled():
    assert told(BATCH + NOTICE) == []
    assert told(BATCH + "status: sold-out\n" + NOTICE) == [("story.md:6:9", "there is a recall notice, but the status is `sold-out`")]
    assert entry(BATCH + NOTICE).recalled == datetime.date(2026, 5, 1)


def test_a_notice_that_is_wrong_is_one_mistake():
    assert len(told(BATCH + "status: recalled\n" + NOTICE.replace("2026-05-01", "tomorrow"))) == 1


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (["60 %", "40 %"], None),
        (["60 %", "41 %"], None),
        (["60 %", "42 %"], "102"),
        (["33.4 %"] * 3, "100.2"),
        (["33.35 %"] * 3, "100.05"),
        (["100.0 %", "0.06 %"], "100.06"),
        (["14.3 %"] * 7, None),
    ],
)
def test_shares_add_up_to_a_whole_but_for_what_rounding_adds(shares, total):
    sourcing = "sourcing:\n" + "".join(f"  - {{ingredient: i-{n}, share: {share}}}\n" for n, share in enumerate(shares))
    assert told(BATCH + sourcing) == ([("story.md:7:3", f"the shares add up to {total} %")] if total else [])


def test_a_market_ends_after_it_begins():
    assert told("title: Fair\nfrom: 2026-12-05\nto: 2026-12-04\n", kind="stockist") == [
        ("story.md:4:5", "it ends on 2026-12-04, before it begins on 2026-12-05")
    ]
    assert told("title: Fair\nfrom: 2026-12-05\nto: 2026-12-05\n", kind="stockist") == []
    assert told("title: Fair\nto: 2026-12-05\n", kind="stockist") == []


# --- private values -------------------------------------------------------------------------------------------------------


def test_private_values_are_texts_amounts_and_shares():
    private = (
        "notes: never told\nordered: 2026-01-07\ncosts:\n  - {what: a wage, amount: 214.37}\n  - {what: wax, amount: 9.85 USD}\n"
        "formula:\n  - {ingredient: rose otto, percent: 12.55 %}\n  - {ingredient: salt, percent: 5 %}\n"
        "suppliers:\n  - {ingredient: beeswax, price: 18.43 EUR}\n"
    )
    assert entry(BATCH, private=private).private == tuple(
        sorted(["never told", "2026-01-07", "a wage", f"214.37 {model.ANY_CURRENCY}", "9.85 USD", "rose otto", "12.55 %", "beeswax", "18.43 EUR"])
    )


def test_without_a_private_file_nothing_is_private():
    assert entry(BATCH).private == ()


@pytest.mark.parametrize("private", ["note: x\n", "costs: none\n", "costs:\n  - {what: a wage}\n", b"\xff", "notes: [\n"])
def test_a_private_file_with_a_mistake_stops_the_build(private):
    result, found = parsed(BATCH, private=private)
    assert found
    assert all(place.startswith("private.yaml:") for place, _, _ in found)
    assert result.failed


# --- broken records -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "options"),
    [
        ("title: Rose\n", {}),
        (BATCH + "units: many\n", {}),
        (BATCH, {"story": "[x](javascript:alert(1))\n"}),
        (BATCH, {"batch": b"\xff"}),
        (BATCH, {"private": "note: x\n"}),
        ("title: [\n", {}),
    ],
)
def test_a_broken_record_keeps_its_name_and_has_no_parts(fields, options):
    result, found = parsed(fields, **options)
    assert found
    assert result.files == {}
    kept = msgspec.msgpack.decode(result.entry, type=model.Entry)
    assert (kept.broken, kept.name, kept.path) == (True, "batch:rose", "content/batches/rose/story.md")


def test_a_broken_record_keeps_what_is_right():
    kept = entry(BATCH + "units: many\nformerly: [old]\n")
    assert (kept.title, kept.code, kept.formerly, kept.references) == ("Rose", "RB-1", ("old",), ("product:balm", "maker:leila"))


def test_a_file_that_cannot_be_read_makes_no_field_missing():
    assert [place for place, _ in told("title: Rose\n", batch=b"maker: leila\n\xff")] == ["batch.yaml:2:1"]


def test_a_name_is_no_longer_than_others_can_name_it(tmp_path):
    long = "a" * 101
    projects.write(
        tmp_path, projects.SMALL | {f"content/makers/{long}.md": "---\ntitle: Long\n---\n", f"content/makers/{long[:100]}.md": "---\ntitle: Fits\n---\n"}
    )
    (what, _) = projects.messages(projects.build_here(tmp_path), tmp_path)
    assert what == f"content/makers/{long}.md: error: the name has 101 characters; an address can have 100"

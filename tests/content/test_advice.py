"""The rules of prose: what each finds, what comes close and is left in peace, and what is never held against them."""

import datetime
from typing import get_args

import msgspec
import pytest

from batchpages import model
from batchpages.content import layout
from batchpages.content.advice import advise
from batchpages.content.catalog import Record, link
from batchpages.diagnostics import Severity
from batchpages.engine.task import digest_of, execute

TODAY = datetime.date(2026, 11, 24)
LONG = " ".join(["word"] * 80)
BATCH = "content/batches/first.md"
FIELDS = {"title": "The first", "summary": "Drier.", "product": "balm", "maker": "leila", "code": "RB-1"}
SHOP = {
    "content/products/balm.md": "---\ntitle: Rose Balm\nsummary: A balm.\n---\n",
    "content/makers/leila.md": "---\ntitle: Leila\n---\n",
}


class Reading:
    """Reads parts, and counts them."""

    def __init__(self):
        self.parts, self.count = {}, 0

    def __call__(self, digest):
        self.count += 1
        return self.parts[digest]


def parsed(files, read):
    """The records that some files make, as the store would keep them."""
    sources = {path: digest_of(text.encode()) for path, text in files.items()}
    texts = {digest_of(text.encode()): text.encode() for text in files.values()}
    for each in layout.records_in(sources)[0]:
        result = execute(layout.record_task(each, "en"), texts.__getitem__)
        parts = {name: digest_of(data) for name, data in result.files.items()}
        read.parts |= {parts[name]: data for name, data in result.files.items()}
        yield Record(msgspec.msgpack.decode(result.entry, type=model.Entry), parts)


def advice(files, today=TODAY, silenced=(), known=None, read=None, *, drafts=False):
    read = read or Reading()
    catalog, _ = link(list(parsed(files, read)), files.keys(), today, drafts=drafts)
    return advise(catalog, files.keys(), today, read, frozenset(silenced), known)


def batch(story=LONG, **fields):
    text = "".join(f"{name}: {value}\n" for name, value in (FIELDS | fields).items() if value is not None)
    return f"---\n{text}---\n{story}\n"


def shop(story=LONG, **fields):
    return SHOP | {BATCH: batch(story, **fields)}


def told(files, today=TODAY, **options):
    """What is told, as (path and field, rule, what)."""
    found = advice(files, today, **options).told
    assert all(each.hint and each.severity == model.RULES[each.rule].severity for each in found)
    return [(".".join(map(str, (each.place.path, *each.place.field))), each.rule, each.what) for each in found]


def test_the_table_has_every_rule_and_no_other():
    assert list(model.RULES) == list(get_args(model.Rule))
    assert all(words.severity in get_args(Severity) and words.tells.endswith(".") for words in model.RULES.values())
    assert not any(words.severity == "error" for words in model.RULES.values()), "what a build lets pass is no error"


def test_a_batch_that_lacks_nothing_gets_no_advice():
    dates = {"made": "2026-03-01", "filled": "2026-03-01", "released": "2026-03-20", "best_before": "2026-11-24", "status": "available"}
    claims = "[{says: It is wild., evidence: 'https://x.example/', expires: 2026-11-24}]"
    assert told(shop(buy="https://x.example/", claims=claims, **dates)) == []


# --- one record ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "where", "rule", "what"),
    [
        ({"summary": None}, "", "no-summary", "the batch has no summary"),
        ({"story": "word " * 79}, "", "short-story", "the story has 79 words"),
        ({"story": "Rain."}, "", "short-story", "the story has 1 word"),
        ({"story": ""}, "", "short-story", "there is no story"),
        (
            {"made": "2026-03-02", "filled": "2026-03-01"},
            ".filled",
            "dates-out-of-order",
            "it was filled on 2026-03-01, before it was made on 2026-03-02",
        ),
        (
            {"filled": "2026-03-02", "released": "2026-03-01"},
            ".released",
            "dates-out-of-order",
            "it came on sale on 2026-03-01, before it was filled on 2026-03-02",
        ),
        (
            {"made": "2026-03-02", "released": "2026-03-01"},
            ".released",
            "dates-out-of-order",
            "it came on sale on 2026-03-01, before it was made on 2026-03-02",
        ),
        (
            {"made": "2026-04-01", "best_before": "2026-03"},
            ".best_before",
            "best-before-too-early",
            "it is best before 2026-03, and was made on 2026-04-01",
        ),
        (
            {"made": "2026-03-02", "filled": "2026-03-05", "best_before": "2026-03-04"},
            ".best_before",
            "best-before-too-early",
            "it is best before 2026-03-04, and was filled on 2026-03-05",
        ),
        (
            {"released": "2026-03-05", "best_before": "2026-02"},
            ".best_before",
            "best-before-too-early",
            "it is best before 2026-02, and came on sale on 2026-03-05",
        ),
        (
            {"best_before": "2026-11-23", "status": "available"},
            ".best_before",
            "past-best-before",
            "its best-before date, 2026-11-23, has passed, and it is still offered",
        ),
        (
            {"best_before": "2026-10", "status": "few-left"},
            ".best_before",
            "past-best-before",
            "its best-before date, 2026-10, has passed, and it is still offered",
        ),
        (
            {"best_before": "2026-10", "price": "9.00 EUR", "buy": "https://x.example/"},
            ".best_before",
            "past-best-before",
            "its best-before date, 2026-10, has passed, and it is still offered",
        ),
        ({"status": "sold-out", "buy": "https://x.example/"}, ".buy", "needless-buy-link", "the batch is sold out, and has a link to buy it"),
        (
            {"recall": "{on: 2026-07-01, hazard: Glass., do: Stop., remedy: Money., contact: '1'}", "buy": "https://x.example/"},
            ".buy",
            "needless-buy-link",
            "the batch has been recalled, and has a link to buy it",
        ),
        (
            {"claims": "[{says: It is wild., verified_by: Us}]"},
            ".claims.0",
            "claim-without-evidence",
            "the claim `It is wild.` has no evidence",
        ),
        (
            {"claims": "[{says: It is wild., evidence: 'https://x.example/', expires: 2026-11-23}]"},
            ".claims.0.expires",
            "expired-evidence",
            "the evidence for `It is wild.` expired after 2026-11-23",
        ),
    ],
)
def test_what_a_batch_lacks_is_told_once_at_its_place(fields, where, rule, what):
    assert told(shop(**fields)) == [(BATCH + where, rule, what)]


@pytest.mark.parametrize(
    "fields",
    [
        {"made": "2026-03-02", "filled": "2026-03-02", "released": "2026-03-02", "best_before": "2026-03-02", "status": "sold-out"},
        {"made": "2026-03-31", "best_before": "2026-03", "status": "sold-out"},
        {"best_before": "2026-11", "status": "available"},
        {"best_before": "2026-10", "status": "sold-out"},
        {"best_before": "2026-10", "status": "upcoming", "buy": "https://x.example/"},
        {"best_before": "2026-10", "price": "9.00 EUR"},
        {"best_before": "2026-10"},
        {"status": "few-left", "buy": "https://x.example/"},
        {"status": "sold-out", "price": "9.00 EUR"},
        {"claims": "[{says: It is wild., evidence: 'https://x.example/'}]"},
    ],
)
def test_what_only_comes_close_is_left_in_peace(fields):
    assert told(shop(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"made": "2062-03-01", "filled": "2026-03-01", "released": "2026-03-20", "best_before": "2027-10"}, ["dates-out-of-order"]),
        ({"made": "2026-03-01", "best_before": "2025-03", "status": "available"}, ["best-before-too-early"]),
        ({"claims": "[{says: It is wild., expires: 2026-01-01}]"}, ["claim-without-evidence"]),
        ({"best_before": "2026-10", "claims": "[{says: It is wild., evidence: 'https://x.example/', expires: 2026-11-01}]"}, []),
    ],
)
def test_one_mistake_makes_one_message(fields, rules):
    assert [rule for _, rule, _ in told(shop(**fields))] == rules


def test_each_claim_is_looked_at():
    claims = "[{says: One.}, {says: Two., evidence: 'https://x.example/'}, {says: Three.}]"
    assert [where for where, _, _ in told(shop(claims=claims))] == [f"{BATCH}.claims.0", f"{BATCH}.claims.2"]


def test_a_product_wants_a_summary_and_an_ingredient_certificates_that_hold():
    files = shop(sourcing="[{ingredient: rose}]") | {
        "content/products/balm.md": "---\ntitle: Rose Balm\n---\n",
        "content/ingredients/rose.md": "---\ntitle: Rose\ncertificates: [{title: Fair}, {title: Organic, expires: 2026-11-23}, {title: Wild, expires: 2026-11-24}]\n---\n",
    }
    assert told(files) == [
        ("content/products/balm.md", "no-summary", "the product has no summary"),
        ("content/ingredients/rose.md.certificates.1.expires", "expired-certificate", "the certificate `Organic` expired after 2026-11-23"),
    ]


def test_drafts_are_left_in_peace_and_what_will_be_published_is_not():
    lacking = {"story": "", "summary": None, "claims": "[{says: It is wild.}]", "made": "2026-03-02", "filled": "2026-03-01"}
    assert told(shop(draft="true", **lacking)) == []
    assert told(shop(draft="true", **lacking), drafts=True) == [], "also where drafts are shown"
    assert len(told(shop(publish_on="2026-12-24", **lacking))) == 4


def test_a_product_wants_its_summary_once_there_is_a_batch_of_it():
    soap = {"content/products/soap.md": "---\ntitle: Soap\n---\n"}
    second = {"product": "soap", "code": "RB-2"}
    assert [rule for _, rule, _ in told(shop() | soap)] == ["unused-product"]
    assert told(shop() | soap | {"content/batches/second.md": batch(draft="true", **second)}) == []
    assert [rule for _, rule, _ in told(shop() | soap | {"content/batches/second.md": batch(**second)})] == ["no-summary"]


# --- between records ---------------------------------------------------------------------------------------------------------

UNUSED = {
    "content/products/soap.md": "---\ntitle: Soap\nsummary: A soap.\n---\n",
    "content/makers/joao.md": "---\ntitle: João\n---\nHe is [himself](maker:joao).\n",
    "content/ingredients/rose.md": "---\ntitle: Rose\n---\n",
    "content/stockists/door.md": "---\ntitle: The door\nkind: shop\n---\n",
}


def test_what_nothing_names_is_told():
    assert told(shop() | UNUSED) == [
        ("content/products/soap.md", "unused-product", "nothing names the product `soap`"),
        ("content/makers/joao.md", "unused-maker", "nothing names the maker `joao`"),
        ("content/ingredients/rose.md", "unused-ingredient", "nothing names the ingredient `rose`"),
        ("content/stockists/door.md", "unused-stockist", "nothing names the stockist `door`"),
    ]


def test_what_a_draft_or_a_text_names_is_used():
    draft = {"product": "soap", "maker": "joao", "code": "X-1", "sourcing": "[{ingredient: rose}]", "draft": "true"}
    text = "---\ntitle: About\n---\nSee [the door](stockist:door).\n"
    assert told(shop() | UNUSED | {"content/batches/second.md": batch(**draft), "content/pages/about.md": text}) == []


def test_a_misspelt_name_or_a_broken_record_makes_nothing_else_unused():
    assert {rule for _, rule, _ in told(shop(sourcing="[{ingredient: roes}]") | UNUSED)} == {"unused-product", "unused-maker", "unused-stockist"}
    broken = {"content/batches/second.md": "---\ntitle: [\n---\n"}
    assert told(shop() | UNUSED | broken) == [], "it may have named all of them"


@pytest.mark.parametrize(("today", "over"), [(datetime.date(2026, 12, 6), []), (datetime.date(2026, 12, 7), ["event-over"])])
def test_a_market_is_over_after_its_last_day_and_then_not_unused_too(today, over):
    market = {"content/stockists/market.md": "---\ntitle: Market\nkind: market\nfrom: 2026-12-04\nto: 2026-12-06\n---\n"}
    assert [rule for _, rule, _ in told(shop(stockists="[market]") | market, today)] == over
    assert [rule for _, rule, _ in told(shop() | market, today)] == (over or ["unused-stockist"])


# --- files beside a record -------------------------------------------------------------------------------------------------------

FOLDER = "content/batches/first"
STORY = f"{FOLDER}/story.md"


def folder(*names, story=LONG, **fields):
    """The shop, its batch in a folder, with these files beside it."""
    return SHOP | {STORY: batch(story, **fields)} | {f"{FOLDER}/{name}": name for name in names}


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["a.jpg"], "nothing names `a.jpg` beside the story, so that no page shows it"),
        (["b.PDF", "a.jpg"], "nothing names `a.jpg` and `b.PDF` beside the story, so that no page shows them"),
        (["old/a.webp"], "nothing names `old/a.webp` beside the story, so that no page shows it"),
        ([f"{n}.png" for n in range(5)], "nothing names `0.png`, `1.png`, `2.png`, `3.png` and `4.png` beside the story, so that no page shows them"),
        ([f"{n}.png" for n in range(7)], "nothing names `0.png`, `1.png`, `2.png`, `3.png`, `4.png` and 2 more beside the story, so that no page shows them"),
    ],
)
def test_pictures_and_pdfs_that_nothing_names_are_told_once_a_folder(names, what):
    assert told(folder(*names)) == [(STORY, "unused-files", what)]


def test_what_a_field_or_the_story_names_is_used():
    named = {"photos": "[{file: a.jpg, alt: A jar.}]", "story": f"{LONG}\n\nSee [the paper](b.pdf).\n\n![A tree.](more/c.png)"}
    assert told(folder("a.jpg", "b.pdf", "more/c.png", **named)) == []
    assert [what for _, _, what in told(folder("a.jpg", "b.pdf", "more/c.png", "c.png", **named))] == [
        "nothing names `c.png` beside the story, so that no page shows it"
    ]


def test_files_of_other_kinds_and_in_other_places_are_none_of_its_business():
    assert told(folder("notes.odt", "a.xcf") | {"content/static/a.jpg": "a", "content/batches/a.jpg": "a", "brand/a.pdf": "a"}) == []


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"photos": "[{file: petal.jpg, alt: A petal.}]"}, {"title": None}])
def test_files_of_a_draft_of_what_is_broken_or_beside_a_misspelt_name_are_left_in_peace(fields):
    assert "unused-files" not in {rule for _, rule, _ in told(folder("petals.jpg", **fields))}


def test_files_of_a_batch_that_waits_and_of_every_kind_are_told():
    assert [rule for _, rule, _ in told(folder("a.jpg", publish_on="2026-12-24"))] == ["unused-files"]
    makers = {"content/makers/leila/story.md": "---\ntitle: Leila\n---\n", "content/makers/leila/leila.jpg": "a"}
    files = {path: text for path, text in shop().items() if path != "content/makers/leila.md"} | makers
    assert [where for where, _, _ in told(files)] == ["content/makers/leila/story.md"]


def test_files_of_a_product_are_told_once_there_is_a_batch_of_it():
    soap = {"content/products/soap/story.md": "---\ntitle: Soap\nsummary: A soap.\n---\n", "content/products/soap/soap.jpg": "a"}
    assert [rule for _, rule, _ in told(shop() | soap)] == ["unused-product"]
    second = {"content/batches/second.md": batch(product="soap", code="RB-2")}
    assert [rule for _, rule, _ in told(shop() | soap | second)] == ["unused-files"]


# --- silence, and what is known -------------------------------------------------------------------------------------------------


def test_a_rule_that_is_silenced_is_counted_and_not_told():
    files = shop(story="", summary=None) | UNUSED
    found = advice(files, silenced={"short-story", "unused-maker", "event-over"})
    assert [each.rule for each in found.told] == ["no-summary", "unused-product", "unused-ingredient", "unused-stockist"]
    assert found.silenced == 2


def test_what_is_known_is_not_read_again_on_any_day_and_what_has_changed_is():
    files, read = shop(best_before="2026-11", status="available"), Reading()
    first = advice(files, read=read)
    assert (first.told, read.count) == ((), 4), "two parts each of a batch and a product"
    later = advice(files, datetime.date(2026, 12, 1), known=first.known, read=read)
    assert ([each.rule for each in later.told], read.count) == (["past-best-before"], 4)
    changed = advice(files | {"content/products/balm.md": "---\ntitle: Balm\n---\n"}, known=later.known, read=read)
    assert ([each.rule for each in changed.told], read.count) == (["no-summary"], 6)
    assert len(changed.known) == 2, "what is gone is forgotten"

from decimal import Decimal

from batchpages import model
from batchpages.pages import product
from pages import made


def seen(*batches, **said):
    """The view of a product with these batches, each given as its fields, oldest first."""
    kept = made.Kept()
    records = [made.product(kept), made.maker(kept), made.maker(kept, "omar")]
    records += [
        made.ingredient(kept, "carob", supplier="Usual & Sons", origin=model.Origin(place="Tavira", country="PT")),
        made.ingredient(kept, "salt"),
        made.ingredient(kept, "wax"),
    ]
    records += [made.batch(kept, f"b{n}", code=f"B-{n}", **fields) for n, fields in enumerate(batches)]
    catalog = made.linked(records)
    return product.view(made.parts(kept, product.parts_of(catalog.record("product", "balm"), catalog), **said))["product"]


def changes(before, after, **said):
    """What changed between two batches, as (what, subject, before, after)."""
    newest = seen(before, after, **said).batches[0]
    return [(c.what, c.subject, c.before, c.after) for c in newest.changes]


def of(ingredient, share=None, **fields):
    return model.Sourcing(ingredient=ingredient, share=None if share is None else Decimal(share), **fields)


def holding(*sourcing, **fields):
    return {"sourcing": sourcing, **fields}


def money(amount, currency="EUR"):
    return model.Money(amount=Decimal(amount), currency=currency)


def test_batches_stand_newest_first_and_the_oldest_is_the_first():
    family = seen({}, {}, {}).batches
    assert [each.batch.code for each in family] == ["B-2", "B-1", "B-0"]
    assert [each.first for each in family] == [False, False, True]
    assert [each.changes for each in family] == [(), (), ()]


def test_a_product_without_batches_can_be_shown():
    assert seen().batches == ()


def test_each_batch_is_held_against_the_one_before_it():
    family = seen({"units": 100}, {"units": 200}, {"units": 1240}).batches
    assert [[(c.before, c.after) for c in each.changes] for each in family] == [[("200", "1,240")], [("100", "200")], []]


def test_the_same_batch_again_shows_no_change():
    same = holding(of("carob", 62, lot="1"), of("salt"), units=3, price=money(38))
    assert changes(same, {**same, "title": "Other", "sourcing": (of("carob", "62.0", lot="2"), of("salt"))}) == []


def test_a_material_that_came_or_went_is_told_with_its_share():
    assert changes(holding(of("carob", 60), of("salt", 5)), holding(of("carob", 60), of("wax", "12.5"))) == [
        ("added", "Wax", "", "12.5%"),
        ("gone", "Salt", "5%", ""),
    ]
    assert changes(holding(of("carob")), holding(of("carob"), of("wax"))) == [("added", "Wax", "", "")]


def test_the_order_of_materials_is_no_change():
    assert changes(holding(of("carob", 60), of("salt", 5)), holding(of("salt", 5), of("carob", 60))) == []


def test_a_share_that_changed_is_told():
    assert changes(holding(of("carob", 60)), holding(of("carob", 62))) == [("share", "Carob", "60%", "62%")]
    assert changes(holding(of("carob")), holding(of("carob", 62))) == []


def test_two_lots_of_a_material_count_as_one():
    assert changes(holding(of("carob", 30, lot="1"), of("carob", 30, lot="2")), holding(of("carob", 60))) == []
    assert changes(holding(of("carob", 30), of("carob", 30)), holding(of("carob", 61))) == [("share", "Carob", "60%", "61%")]


def test_an_origin_or_a_supplier_is_held_against_the_usual_one():
    loule = model.Origin(place="Loulé", country="PT")
    assert changes(holding(of("carob")), holding(of("carob", origin=loule))) == [("origin", "Carob", "Tavira, Portugal", "Loulé, Portugal")]
    assert changes(holding(of("carob")), holding(of("carob", origin=model.Origin(place="Tavira", country="PT")))) == []
    assert changes(holding(of("carob")), holding(of("carob", supplier="Quinta"))) == [("supplier", "Carob", "Usual & Sons", "Quinta")]
    assert changes(holding(of("carob", supplier="Usual & Sons")), holding(of("carob"))) == []
    assert changes(holding(of("salt")), holding(of("salt", supplier="Quinta"))) == [], "it is known only now, and has not changed"


def test_two_origins_stand_side_by_side():
    loule = model.Origin(place="Loulé", country="PT")
    assert changes(holding(of("carob")), holding(of("carob"), of("carob", origin=loule))) == [
        ("origin", "Carob", "Tavira, Portugal", "Tavira, Portugal + Loulé, Portugal")
    ]


def test_what_is_not_known_of_one_lot_leaves_no_trace():
    lots = (of("salt", supplier="Quinta"), of("salt"))
    assert changes(holding(of("salt", supplier="Sea & Co")), holding(*lots)) == [("supplier", "Salt", "Sea & Co", "Quinta")]


def test_a_maker_that_changed_is_told_by_name():
    assert changes({"maker": "leila"}, {"maker": "omar"}) == [("maker", "", "Leila", "Omar")]


def test_a_price_that_changed_is_told():
    assert changes({"price": money("38.00")}, {"price": money("39.50")}) == [("price", "", "€38.00", "€39.50")]
    assert changes({"price": money(38)}, {"price": money("38.00")}) == []
    assert changes({"price": money(38)}, {"price": money(38, "USD")})[0][0] == "price"
    assert changes({}, {"price": money(38)}) == changes({"price": money(38)}, {}) == []


def test_a_price_that_only_names_its_currency_now_has_not_changed():
    assert changes({"price": money(38, "")}, {"price": money(38, "EUR")}) == []


def test_units_that_changed_are_told_and_units_that_are_not_known_are_not():
    assert changes({"units": 240}, {"units": 1240}) == [("units", "", "240", "1,240")]
    assert changes({"units": 240}, {}) == changes({}, {"units": 240}) == []


def test_changes_are_written_in_the_sites_language():
    before, after = holding(of("carob", "60.5"), price=money("38.00"), units=1240), holding(of("carob", 62), price=money("39.50"), units=2480)
    told = changes(before, after, language="de")
    assert [(what, old.replace("\xa0", " "), new.replace("\xa0", " ")) for what, _, old, new in told] == [
        ("share", "60,5 %", "62 %"),
        ("price", "38,00 €", "39,50 €"),
        ("units", "1.240", "2.480"),
    ]


def test_a_draft_is_not_held_against():
    assert [each.batch.code for each in seen({"units": 1}, {"units": 2, "draft": True}, {"units": 1}).batches] == ["B-2", "B-0"]
    assert seen({"units": 1}, {"units": 2, "draft": True}, {"units": 1}).batches[0].changes == ()

import datetime

import msgspec
import pytest

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.content import catalog
from batchpages.engine.task import digest_of
from batchpages.model import Shot
from batchpages.photos.plan import plan
from batchpages.theme.images import ImageSet
from pages import made

ALL_KINDS = frozenset({"batch", "product", "maker", "ingredient", "stockist", "page"})
FIRST = ("hero", "card", "share")
IMAGES = {
    role: ImageSet((role,), (width,), formats=("jpeg",))
    for role, width in zip(("hero", "card", "gallery", "figure", "step", "share"), range(100, 700, 100), strict=True)
}
WIDTH_OF = {role: each.widths[0] for role, each in IMAGES.items()}
WIDE = (3000, 2000)


class Shop:
    """Records with photographs, and what is known of these."""

    def __init__(self):
        self.kept, self.records, self.facts = made.Kept(), [made.product(made.Kept()), made.maker(made.Kept())], {}

    def add(self, kind, slug, *shots, path="", size=WIDE, data=b"", **fields):
        path = path or f"content/{model.FOLDERS[kind]}/{slug}/story.md"
        nouns = {"batch": made.batch, "product": made.product, "maker": made.maker, "ingredient": made.ingredient, "page": made.page}
        if kind == "stockist":
            record = made.record(self.kept, slug, model.Stockist(title=slug), path=path, shots=shots)
        elif kind == "batch":
            record = made.batch(self.kept, slug, path=path, **fields)
        else:
            record = nouns[kind](self.kept, slug, **fields)
        record = record._replace(entry=msgspec.structs.replace(record.entry, shots=shots, path=path))
        for shot in shots:
            known = model.PhotoFacts(*size, "#7a6b5c", digest_of(data or f"{slug}/{shot.file}".encode()).hex())
            part = self.kept.add(msgspec.json.encode(known))
            self.facts[part] = known
            record.parts[f"photo:{shot.file}"] = part
        self.records = [each for each in self.records if each.entry.name != record.entry.name] + [record]
        return self

    def plan(self, images=IMAGES, has_pages=ALL_KINDS, *, avif=False, drafts=False, base_url="https://shop.example/"):
        linked, _ = catalog.link(self.records, set(), made.TODAY, drafts=drafts)
        return list(plan(linked, images, has_pages, Addresses(base_url), self.facts, avif=avif))


def widths(outputs):
    return sorted(variant[0] for output in outputs for name, variant in output.task.inputs["variants"].items() if name == output.name)


def of(*roles):
    return sorted(WIDTH_OF[role] for role in roles)


# --- which -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["batch", "product", "maker", "ingredient"])
def test_a_record_with_a_page_has_all_that_its_pictures_are_shown_as(kind):
    shop = Shop().add(kind, "rose", Shot("a.jpg", FIRST), Shot("b.jpg", ("gallery",)), Shot("c.jpg", ("figure",)))
    assert widths(shop.plan()) == of(*FIRST, "gallery", "figure")


@pytest.mark.parametrize("kind", ["stockist", "page"])
def test_stockists_and_free_pages_have_figures(kind):
    assert widths(Shop().add(kind, "rose", Shot("a.jpg", ("figure",))).plan()) == of("figure")


def test_a_step_has_its_picture():
    assert widths(Shop().add("batch", "rose", Shot("a.jpg", ("step",))).plan()) == of("step")


@pytest.mark.parametrize("kind", ["batch", "product", "maker", "ingredient"])
def test_a_record_without_a_page_of_its_own_is_shown_on_others_alone(kind):
    shop = Shop().add(kind, "rose", Shot("a.jpg", FIRST), Shot("b.jpg", ("gallery", "step")), Shot("c.jpg", ("figure",)))
    assert widths(shop.plan(has_pages=ALL_KINDS - {kind})) == of("card")


@pytest.mark.parametrize("waits", [{"draft": True}, {"publish_on": made.TODAY + datetime.timedelta(days=1)}])
def test_what_is_not_out_yet_publishes_nothing(waits):
    shop = Shop().add("batch", "rose", Shot("a.jpg", FIRST), **waits)
    assert shop.plan() == []
    assert widths(shop.plan(drafts=True)) == of(*FIRST)


def test_what_is_due_today_is_published():
    assert widths(Shop().add("batch", "rose", Shot("a.jpg", FIRST), publish_on=made.TODAY).plan()) == of(*FIRST)


def test_a_broken_picture_plans_nothing():
    shop = Shop().add("batch", "rose", Shot("a.jpg", FIRST), Shot("b.jpg", ("gallery",)))
    del shop.records[-1].parts["photo:a.jpg"]
    assert widths(shop.plan()) == of("gallery")


def test_a_theme_that_says_nothing_of_images_shows_those_in_stories():
    shop = Shop().add("batch", "rose", Shot("a.jpg", FIRST), Shot("b.jpg", ("figure",)))
    assert widths(shop.plan({})) == [480, 960, 960, 1440], "WebP, and a JPEG of the middle width"


def test_all_sets_of_a_role_are_made_and_what_two_roles_share_is_made_once():
    images = {"small": ImageSet(("card", "hero"), (100,), formats=("jpeg",)), "large": ImageSet(("card",), (100, 200), formats=("jpeg",))}
    assert widths(Shop().add("batch", "rose", Shot("a.jpg", FIRST)).plan(images)) == [100, 200]


def test_avif_is_made_where_it_is_asked_for():
    images = {"hero": ImageSet(("hero",), (100,))}
    shop = Shop().add("batch", "rose", Shot("a.jpg", FIRST))
    assert sorted(output.path.rpartition(".")[2] for output in shop.plan(images)) == ["jpg", "webp"]
    assert sorted(output.path.rpartition(".")[2] for output in shop.plan(images, avif=True)) == ["avif", "jpg", "webp"]


# --- how -----------------------------------------------------------------------------------------------------------------------


def test_one_task_makes_all_of_a_photograph():
    outputs = Shop().add("batch", "rose", Shot("a.jpg", FIRST)).plan()
    assert {id(output.task) for output in outputs} == {id(outputs[0].task)}
    assert outputs[0].task.files == (digest_of(b"rose/a.jpg"),)
    assert outputs[0].task.inputs["path"] == outputs[0].source == "content/batches/rose/a.jpg"
    assert {output.name for output in outputs} == set(outputs[0].task.inputs["variants"])
    assert {output.path for output in outputs} == {f"img/{output.name}" for output in outputs}


def test_the_folder_of_the_site_is_no_part_of_a_path():
    plain = Shop().add("batch", "rose", Shot("a, b.jpg", FIRST)).plan()
    below = Shop().add("batch", "rose", Shot("a, b.jpg", FIRST)).plan(base_url="https://shop.example/shop/")
    assert [(output.path, output.task) for output in plain] == [(output.path, output.task) for output in below]
    assert plain[0].path.startswith("img/a, b-")


def test_two_records_with_the_same_picture_share_each_address():
    shop = Shop().add("batch", "one", Shot("a.jpg", FIRST), data=b"same").add("batch", "two", Shot("a.jpg", (*FIRST, "step")), data=b"same")
    outputs = shop.plan()
    assert len({output.path for output in outputs}) == len(outputs)
    assert widths(outputs) == of(*FIRST, "step")


def test_pictures_of_one_name_and_other_bytes_do_not():
    shop = Shop().add("batch", "one", Shot("a.jpg", ("hero",))).add("batch", "two", Shot("a.jpg", ("hero",)))
    assert len({output.path for output in shop.plan()}) == 2


def test_the_focus_decides_what_is_cut_out():
    images = {"hero": ImageSet(("hero",), (100,), "1:1", formats=("jpeg",))}

    def box(focus):
        (output,) = Shop().add("batch", "rose", Shot("a.jpg", ("hero",), focus)).plan(images)
        return output.task.inputs["variants"][output.name][4:]

    assert box("") == (500, 0, 2500, 2000)
    assert box("0% 0%") == (0, 0, 2000, 2000)
    assert box("100% 0%") == (1000, 0, 3000, 2000)


def test_the_plan_is_in_the_same_order_each_time():
    def paths(slugs):
        shop = Shop()
        for slug in slugs:
            shop.add("batch", slug, Shot("a.jpg", FIRST))
        return [output.path for output in shop.plan()]

    assert paths(["one", "two", "three"]) == paths(["three", "one", "two"])

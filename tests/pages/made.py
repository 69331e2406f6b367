"""Small catalogs, made of nouns: what the tests of pages are about, without a project folder."""

import datetime

import msgspec

from batchpages import model
from batchpages.content import catalog
from batchpages.content.catalog import Record
from batchpages.engine.task import digest_of
from batchpages.pages.kinds import KINDS
from batchpages.pages.parts import Parts, SiteParts
from batchpages.pages.site import Site
from batchpages.theme.theme import Asset, Template, Theme

BASE = "https://shop.example/"
TODAY = datetime.date(2026, 6, 1)
NO_STORY = model.Story()


class Kept(dict):
    """Bytes by their digest."""

    def add(self, data):
        digest = digest_of(data)
        self[digest] = data
        return digest

    def read(self, digest):
        return self[digest]


def record(kept, slug, noun, story=NO_STORY, **entry):
    """A record as wave 1 gives it; `entry` is what its entry says beside what the noun says."""
    kind = next(kind for kind, type_ in model.RECORDS.items() if type_ is type(noun))
    shown = {name: getattr(noun, name) for name in model.CARDS[kind].__struct_fields__ if hasattr(noun, name)}
    said = {name: getattr(noun, name) for name in model.Entry.__struct_fields__ if hasattr(noun, name) and getattr(noun, name) != ()}
    said |= {"kind": kind, "slug": slug, "path": f"content/{model.FOLDERS[kind]}/{slug}.md"}
    if kind == "stockist":
        shown["stockist"] = noun
        said["until"] = noun.to
    if kind == "batch":
        shown["date"] = said["date"] = noun.released or noun.filled or noun.made
        said["ingredients"] = tuple(dict.fromkeys(part.ingredient for part in noun.sourcing))
        said["recalled"] = noun.recall.on if noun.recall else None
        said["units"] = noun.units or 0
    card = model.CARDS[kind](**(shown | {"slug": slug}))
    parts = {"card": card, "record": noun, "story": story} | ({"sourcing": noun.sourcing} if kind == "batch" else {})
    return Record(model.Entry(**(said | entry)), {name: kept.add(msgspec.json.encode(part)) for name, part in parts.items()})


def batch(kept, slug, **fields):
    """A batch of `balm` by `leila`, unless its fields say something else."""
    entry = {name: fields.pop(name) for name in ("files", "path") if name in fields}
    noun = model.Batch(**({"title": slug.title(), "product": "balm", "maker": "leila", "code": slug.upper()} | fields))
    return record(kept, slug, noun, **entry)


def product(kept, slug="balm", **fields):
    return record(kept, slug, model.Product(**({"title": slug.title()} | fields)))


def maker(kept, slug="leila", **fields):
    return record(kept, slug, model.Maker(**({"title": slug.title()} | fields)))


def ingredient(kept, slug, **fields):
    return record(kept, slug, model.Ingredient(**({"title": slug.title()} | fields)))


def page(kept, slug, **fields):
    return record(kept, slug, model.Page(**({"title": slug.title()} | fields)))


def linked(records):
    """The catalog of some records, which must be right."""
    found, diagnostics = catalog.link(records, set(), TODAY, drafts=False)
    assert not [d for d in diagnostics if "beside" not in d.what]
    return found


def site(kept, records, *, without=(), base_url=BASE, sources=None, assets=None, printed=None, **settings):
    """All that planning needs, with a theme that has every template but some; `printed` is what labels lead to, by path."""
    templates = {name: Template(f"themes/t/templates/{name}", kept.add(name.encode())) for name, _ in KINDS.values() if name not in without}
    theme = Theme("t", templates, {name: Asset(f"themes/t/assets/{name}", kept.add(data)) for name, data in (assets or {}).items()})
    brand = model.Settings(name="Shop", base_url=base_url, **settings)
    static = {path: kept.add(data) for path, data in (sources or {}).items()}
    return Site(linked(records), brand, theme, static, TODAY, kept.add, printed=printed or {})


def parts(kept, shown, inputs=None, **said):
    """What a page's task is given; `said` is what its site says beside the least."""
    least = {"name": "Shop", "tagline": "", "base_url": BASE, "language": "en", "currency": "EUR", "has_pages": frozenset({*KINDS, "stockist"})}
    shown = {"site": kept.add(msgspec.json.encode(SiteParts(**(least | said)))), **shown}
    return Parts({**(inputs or {}), "roles": list(shown), "files": [digest.hex() for digest in shown.values()]}, kept.read)

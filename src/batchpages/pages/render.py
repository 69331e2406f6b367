"""One page: its parts → its view → HTML. The task that makes every page of a template."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from batchpages import language, model
from batchpages.addresses import Addresses
from batchpages.diagnostics import AuthorError, Diagnostic, Place
from batchpages.engine.task import Read, Result
from batchpages.pages import batch, lists, others, product, structured_data, views
from batchpages.pages.kinds import KINDS
from batchpages.pages.links import links_of
from batchpages.pages.parts import Parts, SiteParts
from batchpages.pages.pictures import picture
from batchpages.pages.policy import POLICY
from batchpages.theme.environment import render


class Head(NamedTuple):
    """What a page's `<head>` says of it."""

    title: str
    description: str
    structured_data: dict[str, Any] | None = None
    open_graph_type: str = "website"
    photo: views.Photo | None = None


class PageKind(NamedTuple):
    """How a kind of page is made: what its template is given, what its head says, and the data that is published beside it."""

    view: Callable[[Parts], dict[str, Any]]
    head: Callable[[dict[str, Any], Parts], Head]
    data: Callable[[dict[str, Any], Parts], bytes] | None = None


def _titled(kind: str) -> Callable[[dict[str, Any], Parts], Head]:
    """The head of a page that there is one of: the theme's words give its title, as `title_<kind>`."""
    return lambda _, parts: Head(parts.site.words.get(f"title_{kind}", ""), parts.site.tagline)


def _home(_: dict[str, Any], parts: Parts) -> Head:
    """Where somebody shares the home page, the newest batch that has a picture stands for it, unless batches have no pages to be shared."""
    roles = parts.roles("card:") if "batch" in parts.site.has_pages else ()
    newest = (_shared("batch", parts.get(role, model.BatchCard), parts) for role in roles)
    return Head("", parts.site.tagline, structured_data.organisation(parts), photo=next(filter(None, newest), None))


def _shared(kind: model.Kind, card: model.Card, parts: Parts) -> views.Photo | None:
    """What stands for a record where somebody shares its page: elsewhere, so with whole addresses."""
    photo = picture(card.photo, f"{kind}:{card.slug}", "share", parts)
    if photo is None or not photo.images:
        return None
    whole = {name: replace(image, address=parts.addresses.absolute(image.address)) for name, image in photo.images.items()}
    return replace(photo, images=whole)


def _batch(given: dict[str, Any], parts: Parts) -> Head:
    view: views.Batch = given["batch"]
    card = parts.get("batch.card", model.BatchCard)
    photo = _shared("batch", card, parts)
    return Head(f"{view.title}, {view.product.title} {view.code}", card.summary, structured_data.batch(view, photo, parts), "product", photo)


def _product(_: dict[str, Any], parts: Parts) -> Head:
    card = parts.get("product.card", model.ProductCard)
    return Head(card.title, card.summary, photo=_shared("product", card, parts))


def _maker(_: dict[str, Any], parts: Parts) -> Head:
    card = parts.get("maker.card", model.MakerCard)
    return Head(card.title, card.summary, open_graph_type="profile", photo=_shared("maker", card, parts))


def _ingredient(_: dict[str, Any], parts: Parts) -> Head:
    card = parts.get("ingredient.card", model.IngredientCard)
    return Head(card.title, card.summary, photo=_shared("ingredient", card, parts))


def _page(given: dict[str, Any], _: Parts) -> Head:
    return Head(given["content"].title, given["content"].summary)


def _moved(given: dict[str, Any], _: Parts) -> Head:
    return Head(given["target"].title, "")


def _retired(given: dict[str, Any], parts: Parts) -> Head:
    return Head(f"{parts.site.words.get('code', '')} {given['code']}".strip(), "")


MADE: dict[str, PageKind] = {
    "home": PageKind(lists.home, _home),
    "batches": PageKind(lists.batches, _titled("batches")),
    "batch": PageKind(batch.view, _batch, structured_data.batch_json),
    "product": PageKind(product.view, _product),
    "maker": PageKind(lists.maker, _maker),
    "ingredient": PageKind(lists.ingredient, _ingredient),
    "stockists": PageKind(others.stockists, _titled("stockists")),
    "page": PageKind(others.page, _page),
    "recalls": PageKind(others.recalls, _titled("recalls")),
    "moved": PageKind(others.moved, _moved),
    "retired": PageKind(others.retired, _retired),
    "not_found": PageKind(others.not_found, _titled("not_found")),
}
"""How each kind of page is made."""

NOT_FOR_SEARCH = {"not_found"}


def page(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: make one page. Its file is `page`, beside it `data` where its kind has any; its links and anchors are those of the HTML.

    `inputs` hold the page's `kind` and `address`, the `canonical` address where that is another, and what its view asks for.
    """
    parts = Parts(inputs, read)
    kind = MADE[inputs["kind"]]
    given = kind.view(parts)
    common = _common(inputs["kind"], inputs["address"], inputs.get("canonical", inputs["address"]), kind.head(given, parts), parts)
    template, view = KINDS[inputs["kind"]]
    closure = [(role.removeprefix("template:"), parts.digest(role)) for role in parts.roles("template:")]
    try:
        html = render(template, closure, parts.get("templates", dict[str, str]), view(**common, **given), read)
        encoded = html.encode()
    except AuthorError as error:
        return Result(diagnostics=error.diagnostics)
    except UnicodeEncodeError:
        what = "this template prints half of a character (`\\ud800` and the like), which is no text"
        return Result(diagnostics=(Diagnostic(Place(parts.get("templates", dict[str, str])[template]), what, "write the whole character"),))
    links, anchors = links_of(html, inputs["address"], parts.addresses)
    files = {"page": encoded} | ({"data": kind.data(given, parts)} if kind.data and "unit" not in inputs else {})
    return Result(files, fragments(links), links, tuple(dict.fromkeys(anchors)), _doubles(anchors, inputs))


def fragments(links: tuple[str, ...]) -> bytes:
    """Those links that lead to an anchor, encoded for the index: they can break when another page changes."""
    found = [link for link in links if "#" in link]
    return msgspec.msgpack.encode(found) if found else b""


def _doubles(anchors: tuple[str, ...], inputs: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    doubled = sorted({anchor for anchor in anchors if anchors.count(anchor) > 1})
    source = Place(inputs["source"]) if inputs.get("source") else Place(inputs["address"])
    return tuple(Diagnostic(source, f"the page has two places called `#{anchor}`", "give one of the headings or elements another `id`") for anchor in doubled)


def _common(kind: str, address: str, canonical: str, head: Head, parts: Parts) -> dict[str, Any]:
    site = parts.site
    page_ = views.Page(
        kind=kind,
        title=head.title,
        description=head.description,
        address=address,
        canonical="" if kind in NOT_FOR_SEARCH else parts.addresses.absolute(canonical),
        structured_data=views.Html(structured_data.script(head.structured_data)) if head.structured_data else "",
        open_graph_type=head.open_graph_type,
        photo=head.photo,
    )
    view = _site(parts.read(parts.digest("site")))
    return {"site": view, "page": page_, "assets": site.assets, "words": site.words, "options": site.options}


@functools.lru_cache(maxsize=4)
def _site(encoded: bytes) -> views.Site:
    """What every page is given of the site: the same for all of them, so it is made once."""
    site = msgspec.json.decode(encoded, type=SiteParts)
    addresses = Addresses(site.base_url)

    def links(kind: model.Kind, named: tuple[tuple[str, str], ...]) -> tuple[views.Link, ...]:
        return tuple(views.Link(title=title, address=addresses.record(kind, slug)) for title, slug in named if kind in site.has_pages)

    def named(name: str) -> str:
        return addresses.named(name) if name in site.has_pages else ""

    return views.Site(
        name=site.name,
        tagline=site.tagline,
        language=site.language,
        direction=language.direction(site.language),
        home=addresses.named("home"),
        batches=named("batches"),
        stockists=named("stockists"),
        recalls=named("recalls"),
        feed=addresses.named("feed") if "batch" in site.has_pages else "",
        header=links("page", site.header),
        footer=links("page", site.footer),
        products=links("product", site.products),
        email=site.email,
        phone=site.phone,
        address=site.address,
        social=tuple(views.Link(title=label, address=url) for label, url in site.social),
        responsible_person=_responsible(site),
        policy=POLICY,
    )


def _responsible(site: SiteParts) -> str:
    person = site.responsible_person
    if person is None:
        return ""
    country = language.country_name(person.country, site.language) if person.country else ""
    return ", ".join(filter(None, (person.name, person.address, country, person.email)))

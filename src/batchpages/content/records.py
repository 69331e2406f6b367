"""One record: its files → its parts for pages, its entry for the index, and what is wrong with it."""

import datetime
import re
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

import msgspec

from batchpages import model
from batchpages.addresses import RESERVED_PAGE_SLUGS
from batchpages.content import schema
from batchpages.content.layout import Role
from batchpages.content.prose import set_in_type, text_in_type
from batchpages.content.shots import shots_of
from batchpages.content.slugs import latin_slug_of
from batchpages.content.story import ParsedStory, parse_story
from batchpages.content.text import decode, early_story, split_front_matter
from batchpages.diagnostics import AuthorError, Diagnostic, Place
from batchpages.engine.task import Read, Result
from batchpages.located_yaml import Mapping as YamlMapping
from batchpages.located_yaml import Mistake, parse

SHORTEST_PRIVATE_TEXT = 6
"""Shorter private texts (`12 %`, `salt`) stand in public texts by chance."""


def parse_record(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: parse a record. Its files are `card`, `record`, `story`, for a batch also `sourcing`, and for a
    batch or product `label`; its entry a `model.Entry`.

    A broken record has an entry, marked so, and no files.
    """
    kind: model.Kind = inputs["kind"]
    path = inputs["sources"][0][1]
    found = list(_check_slug(kind, inputs["slug"], path))
    texts: dict[Role, tuple[str, YamlMapping | None]] = {}
    story = ParsedStory(model.Story(), (), (), ())
    for (role, source), digest in zip(inputs["sources"], inputs["files"], strict=True):
        try:
            text, line, body = decode(read(bytes.fromhex(digest)), source), 1, ""
            if role == "story":
                text, line, body, _ = split_front_matter(text, source)
                story = parse_story(body, source, inputs["language"])
            tree, mistakes = parse(text, first_line=line)
            early = early_story(text, line, source) if tree is None and role == "story" else None
            found += [early] if early else [located(mistake, source) for mistake in mistakes]
            texts[role] = (source, tree)
        except AuthorError as error:
            found += error.diagnostics
            texts[role] = (source, None)
    found += story.diagnostics
    public = [(source, tree) for role, (source, tree) in texts.items() if role != "private" and tree is not None]
    fields = schema.read(public, model.RECORDS[kind])
    readable = all(tree is not None for role, (_, tree) in texts.items() if role != "private")
    found += fields.diagnostics if readable else [d for d in fields.diagnostics if d.place.field]
    given = {name for _, tree in public for name, entry in tree.entries.items() if not schema.is_empty(entry.value)}
    found += _check_fields(kind, fields.values, given, public[0][0] if public else path)
    secrets, mistakes_there = _private(texts.get("private"))
    found += mistakes_there
    noun = fields.noun
    if isinstance(noun, model.Batch) and noun.recall and not noun.status:
        noun = msgspec.structs.replace(noun, status="recalled")
    broken = noun is None or any(d.severity == "error" for d in found)
    title = text_in_type(fields.values.get("title", ""), inputs["language"])
    entry = _entry(kind, inputs["slug"], path, title, fields, story, secrets, broken=broken)
    if noun is not None:
        entry = msgspec.structs.replace(entry, shots=shots_of(noun, story.story))
    files = {} if broken or noun is None else _parts(kind, inputs["slug"], set_in_type(noun, inputs["language"]), story.story)
    return Result(files, msgspec.msgpack.encode(entry), diagnostics=tuple(found))


def located(mistake: Mistake, path: str) -> Diagnostic:
    """What is wrong with some YAML, as a diagnostic."""
    also = tuple(Place(path, line=line, column=column) for line, column in mistake.also)
    return Diagnostic(Place(path, line=mistake.line, column=mistake.column), mistake.what, mistake.hint, also=also)


def _check_slug(kind: model.Kind, slug: str, path: str) -> Sequence[Diagnostic]:
    if len(slug) > model.MAX_SLUG:
        return [Diagnostic(Place(path), f"the name has {len(slug)} characters; an address can have {model.MAX_SLUG}", "rename it to something shorter")]
    if not re.fullmatch(model.SLUG, slug):
        hint = f"rename it to small letters, digits and hyphens, such as `{latin_slug_of(slug) or 'rose-balm'}`"
        return [Diagnostic(Place(path), f"`{slug}` cannot be an address", hint)]
    if kind == "page" and slug in RESERVED_PAGE_SLUGS:
        return [
            Diagnostic(Place(path), f"a page cannot be called `{slug}`: the storefront has its own pages there", f"rename it, for instance to `{slug}-page`")
        ]
    return []


def _check_fields(kind: model.Kind, values: Mapping[str, Any], given: Set[str], path: str) -> Sequence[Diagnostic]:
    """Rules between the fields of one record. Fields that are `given` and have no value are wrong, which breaks no rule."""
    if kind == "batch":
        return [*_check_recall(values, given, path), *_check_shares(values, path)]
    if kind == "page":
        return _check_old_addresses(values.get("formerly", ()), path)
    if kind == "stockist" and values.get("from") and values.get("to") and values["to"] < values["from"]:
        return [Diagnostic(Place(path, ("to",)), f"it ends on {values['to']}, before it begins on {values['from']}", "exchange `from` and `to`")]
    return []


def _check_old_addresses(slugs: Sequence[str], path: str) -> Sequence[Diagnostic]:
    what = "the storefront has its own pages at `/{}/`, so that it cannot lead here"
    taken = [(at, slug) for at, slug in enumerate(slugs) if slug in RESERVED_PAGE_SLUGS]
    return [Diagnostic(Place(path, ("formerly", at)), what.format(slug), "take it out of `formerly`") for at, slug in taken]


def _check_recall(values: Mapping[str, Any], given: Set[str], path: str) -> Sequence[Diagnostic]:
    if values.get("status") == "recalled" and "recall" not in given:
        hint = "add `recall:` with `on`, `hazard`, `do`, `remedy` and `contact`"
        return [Diagnostic(Place(path, ("status",)), "the batch is recalled, but nothing tells its owners what to do", hint)]
    if values.get("recall") and values.get("status") not in (None, "recalled"):
        return [Diagnostic(Place(path, ("status",)), f"there is a recall notice, but the status is `{values['status']}`", "write `status: recalled`")]
    return []


def _check_shares(values: Mapping[str, Any], path: str) -> Sequence[Diagnostic]:
    """Shares add up to 100 % at most, but for what rounding each of them can add: half of its last digit."""
    shares = [part.share for part in values.get("sourcing", ()) if part.share is not None]
    rounding = sum(Decimal(5).scaleb(int(share.as_tuple().exponent) - 1) for share in shares)
    if sum(shares) - rounding > 100:
        return [Diagnostic(Place(path, ("sourcing",)), f"the shares add up to {sum(shares)} %", "they can be 100 % at most")]
    return []


def _private(source: tuple[str, YamlMapping | None] | None) -> tuple[tuple[str, ...], Sequence[Diagnostic]]:
    """The values of a private file that must not be published, as texts."""
    if source is None or source[1] is None:
        return (), ()
    read = schema.read([(source[0], source[1])], model.Private)
    if read.noun is None:
        return (), read.diagnostics
    private = read.noun
    texts = [private.notes, *(cost.what for cost in private.costs), *(f"{part.percent} %" for part in private.formula)]
    texts += [part.ingredient for part in private.formula] + [price.ingredient for price in private.suppliers]
    texts += [private.ordered.isoformat()] if private.ordered else []
    amounts = [cost.amount for cost in private.costs] + [part.price for part in private.suppliers]
    long = {text for text in texts if len(text) >= SHORTEST_PRIVATE_TEXT}
    return tuple(sorted(long | {f"{amount.amount} {amount.currency or model.ANY_CURRENCY}" for amount in amounts})), read.diagnostics


def _parts(kind: model.Kind, slug: str, noun: model.Noun, story: model.Story) -> dict[str, bytes]:
    encode = msgspec.json.Encoder().encode
    parts = {"card": encode(_card(kind, slug, noun, story)), "record": encode(noun), "story": encode(story)}
    if isinstance(noun, model.Batch):
        parts["sourcing"] = encode(noun.sourcing)
        label = model.BatchLabel(title=noun.title, code=noun.code, best_before=noun.best_before, units=noun.units or 0, numbered=noun.numbered)
        parts["label"] = encode(label)
    if isinstance(noun, model.Product):
        parts["label"] = encode(model.ProductLabel(title=noun.title, size=noun.size, pao=noun.pao or 0))
    return parts


def _card(kind: model.Kind, slug: str, noun: model.Noun, story: model.Story) -> model.Card:
    summary = getattr(noun, "summary", "") or story.excerpt
    if isinstance(noun, model.Stockist):
        return model.StockistCard(slug=slug, title=noun.title, stockist=noun)
    card = model.CARDS[kind]
    shown = {name: getattr(noun, name) for name in card.__struct_fields__ if hasattr(noun, name)}
    shown["photo"] = next(iter(getattr(noun, "photos", ())), None)
    if isinstance(noun, model.Batch):
        shown["date"] = noun.released or noun.filled or noun.made
    return card(**(shown | {"slug": slug, "summary": summary}))


def _entry(
    kind: model.Kind, slug: str, path: str, title: str, fields: "schema.Read[Any]", story: ParsedStory, private: tuple[str, ...], *, broken: bool
) -> model.Entry:
    values = fields.values
    references = dict.fromkeys(f"{to}:{name}" for to, name, _ in (*fields.references, *story.references))
    files = dict.fromkeys(name for name, _ in (*fields.files, *story.files))
    date: datetime.date | None = values.get("released") or values.get("filled") or values.get("made")
    recall: model.Recall | None = values.get("recall")
    return model.Entry(
        kind=kind,
        slug=slug,
        path=path,
        title=title,
        references=tuple(references),
        files=tuple(files),
        formerly=tuple(values.get("formerly", ())),
        menu=values.get("menu"),
        code=values.get("code", ""),
        product=values.get("product", ""),
        maker=values.get("maker", ""),
        ingredients=tuple(dict.fromkeys(part.ingredient for part in values.get("sourcing", ()))),
        stockists=tuple(values.get("stockists", ())),
        date=date,
        publish_on=values.get("publish_on"),
        until=values.get("to"),
        draft=values.get("draft", False),
        status=values.get("status") or ("recalled" if recall else None),
        recalled=recall.on if recall else None,
        private=private,
        broken=broken,
        gtin=values.get("gtin", ""),
        units=values.get("units") or 0,
        numbered=values.get("numbered", False),
    )

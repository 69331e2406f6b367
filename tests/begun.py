"""A project for what begins in it: two products, a maker, and their batches."""

import datetime

from batchpages import model
from batchpages.starters.known import Known

TODAY = datetime.date(2026, 11, 24)


def entry(kind, slug, **fields):
    return model.Entry(kind, slug, f"content/{model.FOLDERS[kind]}/{slug}.md", **fields)


def batch(slug, code, product="rose-balm", maker="leila", **fields):
    return entry("batch", slug, code=code, product=product, maker=maker, **fields)


def known(*entries, pattern="", printed_codes=(), printed=(), today=TODAY):
    settings = model.Settings(name="Brand", base_url="https://brand.example/", **({"code_pattern": pattern} if pattern else {}))
    codes = frozenset(filter(None, (each.code for each in entries))) | frozenset(printed_codes)
    return Known(settings, entries, codes, frozenset(printed), today)


PEOPLE = (entry("product", "rose-balm", title="Rose Balm"), entry("product", "carob-soap"), entry("maker", "leila"), entry("maker", "joao"))

"""batchpages, for the common benchmark: the catalogue as records, and a minimal theme with the same pages as the peers.

The runner finds it when BENCH_ADAPTERS names the folder above, and runs the `batchpages` of BATCHPAGES, or of the PATH.
Its full variant has the peers' web sizes of a photograph, and a sheet of labels for each batch, since codes stand on labels here and not on pages.
"""

import os
import subprocess
from collections import Counter

from adapters.common import Base

THEME = "name: plain\nwords: {en: {}}\n"
IMAGES = "images:\n  hero: {for: hero, widths: [480, 960, 1600], formats: [webp, jpeg], quality: {webp: 80, jpeg: 82}, fallback: 960}\n"
LASTING = "https://shop.orvalho-e-sal.pt/"
"""Where the shop is in the full variant: the catalogue's host is a name for examples, and no label is made of one."""
BASE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page.title or site.name }}</title>
<meta name="viewport" content="width=device-width">{% if page.canonical %}<link rel="canonical" href="{{ page.canonical }}">{% endif %}
<meta name="description" content="{{ page.description or site.name }}">
<link rel="alternate" type="application/atom+xml" href="{{ site.feed }}"><link rel="stylesheet" href="{{ assets['site.css'] }}">
{% block head %}{% endblock %}</head>
<body><header><a href="{{ site.home }}">{{ site.name }}</a></header>
<main>{% block main %}{% endblock %}</main>
<footer>{{ site.name }}</footer></body></html>
"""
CARD = """\
<li class="card"><a href="{{ item.address }}">{{ item.title }}</a> <code>{{ item.code }}</code> <span class="{{ item.status }}">{{ item.status }}</span> {{ item.price.amount }} {{ item.price.currency }}<p>{{ item.summary }}</p></li>
"""
BATCH = """\
{% extends "base.html" %}
{% block head %}<script type="application/ld+json">{{ page.structured_data }}</script>{% endblock %}
{% block main %}
<h1>{{ batch.title }}</h1>
<p class="facts"><code>{{ batch.code }}</code> <a href="{{ batch.product.address }}">{{ batch.product.title }}</a> {{ batch.price.amount }} {{ batch.price.currency }}, {{ batch.units }} made, {{ batch.status }}</p>
{% if batch.photo %}{% set hero = batch.photo.images.hero %}
<picture class="hero">{% for each in hero.sources %}<source type="{{ each.type }}" sizes="{{ hero.sizes }}" srcset="{{ each.srcset }}">{% endfor %}<img src="{{ hero.address }}" width="{{ hero.width }}" height="{{ hero.height }}" alt="{{ batch.photo.alt }}"></picture>
{% endif %}<article class="story">{{ batch.story }}</article>
<table class="sourcing"><thead><tr><th>Ingredient</th><th>Share</th><th>Supplier</th><th>Origin</th></tr></thead><tbody>
{% for m in batch.materials %}<tr><td>{{ m.title }}</td><td>{{ m.share }}</td><td>{{ m.supplier }}</td><td><a href="https://maps.example/?q={{ m.origin.latitude }},{{ m.origin.longitude }}">{{ m.origin.text }}</a></td></tr>
{% endfor %}</tbody></table>
<p class="allergens">Allergens: {% for fact in batch.facts %}{{ fact.value }}{% else %}none{% endfor %}</p>
<section class="maker"><h2><a href="{{ batch.maker.address }}">{{ batch.maker.title }}</a></h2><p>{{ batch.maker.role }}, {{ batch.maker.place.text }}, since {{ batch.maker.since }}</p><p>{{ batch.maker.summary }}</p></section>
<ol class="timeline">{% for s in batch.steps %}<li><time datetime="{{ s.on.iso }}">{{ s.on.iso }}</time> <b>{{ s.what }}</b> {{ s.where }}</li>
{% endfor %}</ol>
<nav class="family-nav">{% if batch.older %}<a rel="prev" href="{{ batch.older.address }}">{{ batch.older.title }}</a>{% endif %} {% if batch.newer %}<a rel="next" href="{{ batch.newer.address }}">{{ batch.newer.title }}</a>{% endif %}</nav>
{% endblock %}
"""
PRODUCT = """\
{% extends "base.html" %}
{% block main %}<h1>{{ product.facts.title }}</h1><p>{{ product.facts.summary }}</p>
<ul class="batches">{% for each in product.batches %}{% set item = each.batch %}{% include "_card.html" %}{% endfor %}</ul>{% endblock %}
"""
MAKER = """\
{% extends "base.html" %}
{% block main %}<h1>{{ maker.card.title }}</h1><p>{{ maker.card.role }}, {{ maker.card.place.text }}, since {{ maker.card.since }}</p><p>{{ maker.card.summary }}</p>
<ul class="batches">{% for item in maker.batches %}{% include "_card.html" %}{% endfor %}</ul>{% endblock %}
"""
BATCHES = """\
{% extends "base.html" %}
{% block main %}<h1>{{ site.name }}</h1>
<ul class="batches">{% for item in batches %}{% include "_card.html" %}{% endfor %}</ul>
<nav class="pages">{% if pagination.newer %}<a rel="prev" href="{{ pagination.newer }}">Newer</a>{% endif %} Page {{ pagination.number }} of {{ pagination.total }} {% if pagination.older %}<a rel="next" href="{{ pagination.older }}">Older</a>{% endif %}</nav>{% endblock %}
"""
HOME = """\
{% extends "base.html" %}
{% block main %}<h1>{{ site.name }}</h1><ul>{% for item in batches %}{% include "_card.html" %}{% endfor %}</ul><p><a href="{{ site.batches }}">All batches</a></p>{% endblock %}
"""
NOT_FOUND = '{% extends "base.html" %}\n{% block main %}<h1>Not found</h1>{% endblock %}\n'
TEMPLATES = {"base": BASE, "_card": CARD, "batch": BATCH, "product": PRODUCT, "maker": MAKER, "batches": BATCHES, "home": HOME, "404": NOT_FOUND}
PROGRAM = os.environ.get("BATCHPAGES", "batchpages")
STATUS = {"low": "few-left", "archived": "sold-out"}
COUNTRIES = {
    "Bulgaria": "BG", "France": "FR", "Romania": "RO", "Portugal": "PT", "Scotland": "GB", "Ghana": "GH", "Spain": "ES", "Greece": "GR",
    "Italy": "IT", "Mexico": "MX", "India": "IN", "Sweden": "SE", "Morocco": "MA", "USA": "US",
}  # fmt: skip


class Adapter(Base):
    name = "batchpages"
    can_full = True
    full = False
    env = {"CI": ""}
    caches = (".batchpages", "labels")
    layout = {"families": "products", "front": "batches/index.html", "more": "batches/page"}

    def write(self, full):
        self.full = full
        base_url = LASTING if full else f"{self.info['base_url']}/"
        self.put("batchpages.yaml", f"name: {self.info['title']}\nbase_url: {base_url}\ntheme:\n  name: plain\n")
        self.put("themes/plain/theme.yaml", THEME + IMAGES if full else THEME)
        self.put("themes/plain/assets/site.css", "body{font:1rem/1.5 serif;max-width:60rem;margin:auto}\n")
        for name, text in TEMPLATES.items():
            self.put(f"themes/plain/templates/{name}.html", text)
        for f in self.families:
            self.put(f"content/products/{f['slug']}.md", self.front({"title": f["title"], "summary": f["summary"]}))
        for m in self.makers:
            meta = {"title": m["name"], "role": m["workshop"], "place": m["place"], "country": COUNTRIES[m["country"]], "since": m["since"]}
            self.put(f"content/makers/{m['slug']}.md", self.front(meta, m["bio"] + "\n"))
        for slug, name in {self.slug(i["name"]): i["name"] for b in self.batches for i in b["ingredients"]}.items():
            self.put(f"content/ingredients/{slug}.md", self.front({"title": name}))
        taken = Counter()
        for b in self.batches:
            taken[b["code"]] += 1
            if taken[b["code"]] > 1:  # families of the catalogue share prefixes, and we hold each code to be its batch's own
                b["code"] += f"-{taken[b['code']]}"
            story = self.story(b["slug"]).replace("](/families/", "](/products/")
            meta = self.batch(b)
            if full:
                meta["photos"] = [{"file": "hero.jpg", "alt": b["title"]}]
                self.photo(b["slug"], self.site / f"content/batches/{b['slug']}/hero.jpg")
            self.put(self.story_path(b["slug"]), self.front(meta, story))

    def slug(self, name):
        return name.lower().replace(" ", "-")

    def batch(self, b):
        sourcing = [
            {
                "ingredient": self.slug(i["name"]),
                "share": f"{i['share']} %",
                "supplier": i["supplier"],
                "origin": {
                    "place": i["origin"]["place"],
                    "country": COUNTRIES[i["origin"]["country"]],
                    "latitude": i["origin"]["lat"],
                    "longitude": i["origin"]["lon"],
                },
            }
            for i in b["ingredients"]
        ]
        meta = {
            "title": b["title"], "summary": b["summary"], "product": b["family"], "maker": b["maker"], "code": b["code"], "made": b["date"][:10],
            "units": b["units"], "status": STATUS.get(b["status"], b["status"]), "price": f"{b['price']} {b['currency']}", "sourcing": sourcing,
            "provenance": [{"on": e["date"], "what": f"{e['title']}: {e['note']}", "where": e["place"]} for e in b["timeline"]],
        }  # fmt: skip
        if b["allergens"]:
            meta["facts"] = [{"label": "Allergens", "value": ", ".join(b["allergens"])}]
        return meta

    def story_path(self, slug):
        return f"content/batches/{slug}/story.md" if self.full else f"content/batches/{slug}.md"

    def story_file(self, slug):
        return self.site / self.story_path(slug)

    def command(self):
        return [PROGRAM, "build", "--quiet", *(() if self.full else ("--no-labels",))]

    def wipe(self):
        super().wipe()
        (self.site / "labels.ledger.yaml").unlink(missing_ok=True)

    def version(self):
        return subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]

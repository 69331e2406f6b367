"""Edits of a small project, as what people do to a shop between two builds: each takes its files and gives others."""

import functools
import random
import re
import struct
import zlib

SHOP = {
    "batchpages.yaml": "name: Shop\ntagline: Made in batches.\nbase_url: https://shop.example/\ntheme:\n  name: plain\n",
    "themes/plain/theme.yaml": (
        'name: plain\noptions:\n  accent: {type: colour, default: "#aa0000"}\nwords:\n  en: {title_batches: All, title_recalls: Recalls, by: by}\n'
        "images:\n  wide: {for: [hero, batch.card], widths: [16, 32], crop: 4:1}\n  rest: {for: [gallery, figure], widths: 24}\n"
    ),
    "themes/plain/assets/site.css": "h1 { color: var(--accent); background: url(dot.svg) }\n",
    "themes/plain/assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "themes/plain/templates/base.html": (
        '<!doctype html><html lang="{{ site.language }}"><head><title>{{ page.title }}</title><link rel="stylesheet" href="{{ assets["site.css"] }}"></head>'
        '<body><a href="{{ site.home }}">{{ site.name }}</a>{% for l in site.header %}<a href="{{ l.address }}">{{ l.title }}</a>{% endfor %}'
        "{% block main %}{% endblock %}</body></html>\n"
    ),
    "themes/plain/templates/_item.html": (
        '<p><a href="{{ item.address }}">{{ item.title }}</a> {{ item.summary }} {{ item.status }}</p>{% set photo = item.photo %}{% include "_photo.html" %}\n'
    ),
    "themes/plain/templates/_photo.html": (
        "{% if photo %}{% for image in photo.images.values() %}<picture>{% for s in image.sources %}"
        '<source srcset="{{ s.srcset }}">{% endfor %}<img src="{{ image.address }}" alt="{{ photo.alt }}"></picture>{% endfor %}{% endif %}\n'
    ),
    "themes/plain/templates/home.html": (
        '{% extends "base.html" %}{% block main %}<p>{{ site.tagline }}</p>{% for item in batches %}{% include "_item.html" %}{% endfor %}{% endblock %}\n'
    ),
    "themes/plain/templates/batches.html": (
        '{% extends "base.html" %}{% block main %}{{ total }}{% for item in batches %}{% include "_item.html" %}{% endfor %}{% endblock %}\n'
    ),
    "themes/plain/templates/batch.html": (
        '{% extends "base.html" %}{% block main %}<h1>{{ batch.title }}</h1>{{ batch.code }} {{ words.by }} <a href="{{ batch.maker.address }}">'
        "{{ batch.maker.title }}</a>{% if batch.recall %}{{ batch.recall.hazard }}{% endif %}{{ batch.story }}"
        '{% for photo in [batch.photo] + batch.gallery | list %}{% include "_photo.html" %}{% endfor %}'
        '{% for m in batch.materials %}<a href="{{ m.address }}">{{ m.title }}</a> {{ m.share }}{% endfor %}'
        '{% for t in batch.tests %}{% if t.certificate %}<a href="{{ t.certificate }}">{{ t.test }}</a>{% endif %}{% endfor %}'
        '{% if batch.older %}<a href="{{ batch.older.address }}">{{ batch.older.title }}</a>{% endif %}{% endblock %}\n'
    ),
    "themes/plain/templates/product.html": (
        '{% extends "base.html" %}{% block main %}<h1>{{ product.facts.title }}</h1>{{ product.story }}'
        '{% for each in product.batches %}{% set item = each.batch %}{% include "_item.html" %}{% for c in each.changes %}{{ c.what }}{% endfor %}{% endfor %}'
        "{% endblock %}\n"
    ),
    "themes/plain/templates/maker.html": (
        '{% extends "base.html" %}{% block main %}{{ maker.card.title }}{{ maker.story }}'
        '{% for item in maker.batches %}{% include "_item.html" %}{% endfor %}{% endblock %}\n'
    ),
    "themes/plain/templates/ingredient.html": (
        '{% extends "base.html" %}{% block main %}{{ ingredient.title }}{% for item in ingredient.batches %}{{ item.share }}{% include "_item.html" %}'
        "{% endfor %}{% endblock %}\n"
    ),
    "themes/plain/templates/page.html": '{% extends "base.html" %}{% block main %}{{ content.story }}{% endblock %}\n',
    "themes/plain/templates/recalls.html": (
        '{% extends "base.html" %}{% block main %}{% for r in recalls %}{{ r.notice.do }}{% endfor %}'
        "{% for f in families %}{% for c in f.codes %}{{ c.code }}{% endfor %}{% endfor %}{% endblock %}\n"
    ),
    "themes/plain/templates/moved.html": '{% extends "base.html" %}{% block main %}<a href="{{ target.address }}">{{ target.title }}</a>{% endblock %}\n',
    "content/products/balm.md": "---\ntitle: Balm\n---\nA balm.\n",
    "content/products/soap.md": "---\ntitle: Soap\n---\nA soap.\n",
    "content/makers/leila.md": "---\ntitle: Leila\n---\nShe stirs.\n",
    "content/makers/omar.md": "---\ntitle: Omar\n---\nHe pours.\n",
    "content/ingredients/rose.md": "---\ntitle: Rose\n---\nA flower.\n",
    "content/ingredients/wax.md": "---\ntitle: Wax\n---\nFrom bees.\n",
    "content/pages/about.md": "---\ntitle: About\nmenu: header\n---\nSee [the balm](product:balm).\n",
    "content/batches/one.md": (
        "---\ntitle: One\nproduct: balm\nmaker: leila\ncode: A-1\nmade: 2026-03-01\nunits: 100\n"
        "sourcing:\n  - {ingredient: rose, share: 2 %}\n---\nIt rained.\n\nThen it did not.\n"
    ),
    "content/batches/two.md": (
        "---\ntitle: Two\nproduct: balm\nmaker: leila\ncode: A-2\nmade: 2026-04-01\nunits: 90\n"
        "sourcing:\n  - {ingredient: rose, share: 3 %}\n  - {ingredient: wax, share: 9 %}\n---\nSee [the maker](maker:leila).\n"
    ),
    "content/batches/three/story.md": "---\ntitle: Three\nproduct: soap\nmaker: omar\ncode: B-1\nmade: 2026-05-01\n---\nDry days.\n",
    "content/batches/three/batch.yaml": "price: 12.00 EUR\nchecks:\n  - {test: pH, result: pass}\n",
}
"""A project that builds, with a theme of its own, small enough to be built hundreds of times."""


def batches(files):
    return sorted(path for path in files if path.startswith("content/batches/") and path.endswith(".md"))


def stories(files):
    return sorted(path for path in files if path.startswith("content/") and path.endswith(".md"))


def field(text, name, value):
    """The text with a field of its front matter set, or taken out where the value is none."""
    head, body = text.removeprefix("---\n").split("---\n", 1)
    head = re.sub(rf"(?m)^{name}:.*\n(?:  .*\n)*", "", head)
    return "---\n" + head + (f"{name}: {value}\n" if value is not None else "") + "---\n" + body


def set_field(files, path, name, value):
    return files | {path: field(files[path], name, value)}


def slug_of(path):
    return path.removesuffix("/story.md").removesuffix(".md").rpartition("/")[2]


def moved(files, path, slug):
    """A batch under another slug, with all that lies beside it."""
    if path.endswith("/story.md"):
        old = path.removesuffix("story.md")
        return {(f"content/batches/{slug}/{name.removeprefix(old)}" if name.startswith(old) else name): text for name, text in files.items()}
    return {(f"content/batches/{slug}.md" if name == path else name): text for name, text in files.items()}


def picture(number):
    """A PNG of 40 × 24 px and a few shades, dark at one end."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((column * 5 + row + number) % 256 for column in range(40)) for row in range(24))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 24, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- edits: (files, chance) → files -----------------------------------------------------------------------------------


def body(files, chance):
    path = chance.choice(stories(files))
    return files | {path: files[path] + f"\nA word more: {chance.randrange(9)}.\n"}


def opening(files, chance):
    """The first paragraph, which lists show."""
    path = chance.choice(stories(files))
    head, body_ = files[path].removeprefix("---\n").split("---\n", 1)
    return files | {path: f"---\n{head}---\nWord {chance.randrange(9)}.\n\n{body_}"}


def title(files, chance):
    return set_field(files, chance.choice(stories(files)), "title", f"Title {chance.randrange(5)}")


def summary(files, chance):
    there = [path for path in stories(files) if path.startswith(("content/batches/", "content/products/", "content/pages/"))]
    return set_field(files, chance.choice(there), "summary", chance.choice([None, "Short.", "Shorter."]))


def rename(files, chance):
    if not batches(files):
        return files
    path, slug = chance.choice(batches(files)), f"batch-{chance.randrange(4)}"
    old = slug_of(path)
    if any(slug_of(other) == slug for other in batches(files)):
        return files
    return moved(set_field(files, path, "formerly", f"[{old}]") if chance.random() < 0.7 else files, path, slug)


def delete(files, chance):
    if not batches(files):
        return files
    path = chance.choice(batches(files))
    folder = path.removesuffix("story.md") if path.endswith("/story.md") else path
    return {name: text for name, text in files.items() if not name.startswith(folder)}


def add(files, chance):
    number = chance.randrange(6)
    product, maker = chance.choice(["balm", "soap"]), chance.choice(["leila", "omar"])
    text = f"---\ntitle: New {number}\nproduct: {product}\nmaker: {maker}\ncode: N-{number}\nmade: 2026-06-{number + 1:02}\n---\nNew.\n"
    return files | {f"content/batches/new-{number}.md": text}


def family(files, chance):
    return set_field(files, chance.choice(batches(files)), "product", chance.choice(["balm", "soap"])) if batches(files) else files


def hands(files, chance):
    return set_field(files, chance.choice(batches(files)), "maker", chance.choice(["leila", "omar"])) if batches(files) else files


def draft(files, chance):
    return set_field(files, chance.choice(batches(files)), "draft", chance.choice([None, "true", "false"])) if batches(files) else files


def later(files, chance):
    return set_field(files, chance.choice(batches(files)), "publish_on", chance.choice([None, "2026-11-24", "2026-11-25"])) if batches(files) else files


def status(files, chance):
    return set_field(files, chance.choice(batches(files)), "status", chance.choice([None, "available", "few-left", "sold-out"])) if batches(files) else files


def recall(files, chance):
    notice = chance.choice([None, "{on: 2026-07-01, hazard: Glass., do: Stop., remedy: Refund., contact: 112}"])
    return set_field(files, chance.choice(batches(files)), "recall", notice) if batches(files) else files


def sourcing(files, chance):
    lines = [f"{{ingredient: {name}, share: {chance.randrange(1, 9)} %}}" for name in chance.choice([["rose"], ["wax"], ["rose", "wax"]])]
    return set_field(files, chance.choice(batches(files)), "sourcing", f"[{', '.join(lines)}]") if batches(files) else files


def certificate(files, chance):
    path = "content/batches/three/"
    if f"{path}story.md" not in files:
        return files
    report = {f"{path}report.pdf": f"%PDF-1.4 {chance.randrange(3)}\n".encode()}
    return files | report | {f"{path}batch.yaml": "checks:\n  - {test: pH, result: pass, certificate: report.pdf}\n"}


def with_pictures(edit):
    """An edit of pictures beside the batch `three`, whatever it is called now: `edit(files, story, pictures, chance)` gives what becomes of its files."""

    @functools.wraps(edit)
    def edited_(files, chance):
        paths = [path for path in batches(files) if path.endswith("/story.md")]
        if not paths:
            return files
        story = paths[0]
        folder = story.removesuffix("story.md")
        return edit(files, story, [name for name in sorted(files) if name.startswith(folder) and name.endswith(".png")], chance)

    return edited_


@with_pictures
def photos(files, story, pictures, chance):
    """Other photos, of which some may be new and some not named any more."""
    folder, names = story.removesuffix("story.md"), chance.sample(["pot.png", "pan.png", "lid, blue.png"], chance.randrange(1, 4))
    lines = "".join(f'\n  - {{file: "{name}", alt: A {name[:3]}}}' for name in names)
    new = {f"{folder}{name}": picture(chance.randrange(3)) for name in names if f"{folder}{name}" not in pictures}
    return set_field(files | new, story, "photos", lines)


@with_pictures
def no_photos(files, story, pictures, chance):
    kept = {path: data for path, data in files.items() if path not in pictures or chance.random() < 0.5}
    return set_field(kept, story, "photos", None)


@with_pictures
def focus(files, story, pictures, chance):
    point = chance.choice(["0% 0%", "50% 50%", "100% 90%"])
    return files | {story: re.sub(r"(?m)^(  - \{file:.*?)(?:, focus: .*)?\}$", rf"\1, focus: {point}}}", files[story])}


@with_pictures
def alt(files, story, pictures, chance):
    return files | {story: re.sub(r"alt: [^,}]*", f'alt: "{chance.choice(["", "It", "That"])}"', files[story])}


@with_pictures
def figure(files, story, pictures, chance):
    """A picture in the story, where it may stand among the photos too."""
    name = chance.choice(["pot.png", "pan.png"])
    path = story.replace("story.md", name)
    return files | {path: files.get(path, picture(2)), story: files[story] + f"\n![It]({name})\n"}


@with_pictures
def replaced(files, story, pictures, chance):
    return files | {chance.choice(pictures): picture(chance.randrange(5))} if pictures else files


@with_pictures
def swapped(files, story, pictures, chance):
    """Two pictures change their names."""
    one, two = chance.sample(pictures, 2) if len(pictures) > 1 else (story, story)
    return files | {one: files[two], two: files[one]}


@with_pictures
def spoilt(files, story, pictures, chance):
    """A picture is cut off, or gone."""
    path = chance.choice(pictures) if pictures else ""
    if chance.random() < 0.5:
        return {name: data for name, data in files.items() if name != path}
    return files | ({path: files[path][:80]} if path else {})


def same_picture(files, chance):
    """Two records with one picture of one name."""
    path = "content/ingredients/rose.md"
    if path not in files:
        return files
    here = "content/ingredients/rose/"
    text = field(files[path], "photos", "[{file: pot.png, alt: A rose}]")
    return {name: data for name, data in files.items() if name != path} | {f"{here}story.md": text, f"{here}pot.png": picture(chance.randrange(3))}


def sizes(files, chance):
    """Other sizes in the theme."""
    new = f"widths: [16, {chance.choice([20, 32, 64])}], crop: {chance.choice(['4:1', '1:1'])}"
    path = "themes/plain/theme.yaml"
    return files | {path: re.sub(r"widths: \[.*?\], crop: \d:\d", new, files[path])}


def avif(files, chance):
    text = re.sub(r"(?m)^images:.*\n", "", files["batchpages.yaml"])
    return files | {"batchpages.yaml": text + f"images: {{avif: {chance.choice(['true', 'false'])}}}\n"}


def private(files, chance):
    if "content/batches/three/story.md" not in files:
        return files
    return files | {"content/batches/three/private.yaml": f"notes: secret number {chance.randrange(2)}\n"}


def settings(files, chance):
    name, value = chance.choice([("tagline", "New."), ("tagline", "Newer."), ("name", "Store"), ("language", "de"), ("base_url", "https://shop.example/shop/")])
    return files | {"batchpages.yaml": re.sub(rf"(?m)^{name}:.*\n", "", files["batchpages.yaml"]) + f"{name}: {value}\n"}


def option(files, chance):
    return files | {
        "batchpages.yaml": re.sub(r"(?m)^  accent:.*\n", "", files["batchpages.yaml"]).replace(
            "  name: plain\n", f'  name: plain\n  accent: "#00{chance.randrange(10)}000"\n'
        )
    }


def template(files, chance):
    path = chance.choice(sorted(path for path in files if path.endswith(".html")))
    return files | {path: files[path].replace("\n", f"<!-- {chance.randrange(3)} -->\n")[:4000]}


def template_gone(files, chance):
    """A theme that makes a kind of page no longer, or again."""
    path = f"themes/plain/templates/{chance.choice(['maker', 'ingredient', 'recalls', 'moved'])}.html"
    return {name: text for name, text in files.items() if name != path} if path in files else files | {path: SHOP[path]}


def stylesheet(files, chance):
    path = chance.choice(["themes/plain/assets/site.css", "themes/plain/assets/dot.svg"])
    return files | {path: SHOP[path] + "\n" * chance.randrange(4)}


def word(files, chance):
    return files | {"themes/plain/theme.yaml": files["themes/plain/theme.yaml"].replace("by: by", f"by: by{chance.randrange(3)}")}


def static(files, chance):
    path = f"content/static/{chance.choice(['CNAME', 'a/b.txt'])}"
    return {name: text for name, text in files.items() if name != path} if path in files else files | {path: f"{chance.randrange(3)}\n"}


def page(files, chance):
    path = "content/pages/care.md"
    return (
        {name: text for name, text in files.items() if name != path} if path in files else files | {path: "---\ntitle: Care\nmenu: footer\n---\nKeep cool.\n"}
    )


def mistake(files, chance):
    path = chance.choice(stories(files))
    return chance.choice(
        [
            lambda: set_field(files, path, "colour", "red"),
            lambda: set_field(files, path, "title", '""'),
            lambda: files | {path: files[path] + "\n[nothing](batch:nothing)\n"},
            lambda: {name: text for name, text in files.items() if name != "content/makers/omar.md"},
            lambda: files | {"themes/plain/templates/home.html": "{{ nothing }}"},
        ]
    )()


EDITS = [
    body, opening, title, summary, rename, delete, add, family, hands, draft, later, status, recall, sourcing, certificate, private,
    photos, no_photos, focus, alt, figure, replaced, swapped, spoilt, same_picture, sizes, avif,
    settings, option, template, template_gone, stylesheet, word, static, page, mistake,
]  # fmt: skip


def edited(files, edit, seed):
    """The files after an edit; the seed decides what it meets."""
    return edit(files, random.Random(seed))

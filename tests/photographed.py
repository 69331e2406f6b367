"""A small shop with photographs, and all that its published pages ask for under `img/`."""

import io
import json
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from hard_pictures import encoded, patches
from PIL import Image

import projects


def jpeg(width, height, **options):
    return encoded(patches((width, height)), "JPEG", subsampling=2, **options)


def record(text, photos="", story=""):
    """The text of a record with a list of photos, each as `{file: …, alt: …}`, and with more in its story."""
    head, body = text.removeprefix("---\n").split("---\n", 1)
    listed = "photos:\n" + "".join(f"  - {line}\n" for line in photos.splitlines()) if photos else ""
    return f"---\n{head}{listed}---\n{body}\n{story}\n"


SMALL = projects.SMALL
BATCH = record(
    SMALL["content/batches/first.md"].replace("sourcing:", "provenance:\n  - {on: 2026-03-01, what: Steamed, photo: {file: steam.jpg, alt: Steam}}\nsourcing:"),
    "{file: hero.jpg, alt: Petals, caption: Wet., credit: Leila, focus: 30% 60%}\n{file: second.png, alt: A jar}\n{file: told.jpg, alt: A hand, credit: Ines}",
    '![A hand over the kettle](told.jpg "The kettle.")\n\n![Rain](rain.webp)',
)
SHOP = {
    "batchpages.yaml": SMALL["batchpages.yaml"],
    "content/products/balm/story.md": record(SMALL["content/products/balm.md"], "{file: balm.jpg, alt: The balm}"),
    "content/products/balm/balm.jpg": jpeg(900, 1200),
    "content/makers/leila/story.md": record(SMALL["content/makers/leila.md"], "{file: leila.jpg, alt: Leila}"),
    "content/makers/leila/leila.jpg": jpeg(400, 300),
    "content/ingredients/rose/story.md": record(SMALL["content/ingredients/rose.md"], "{file: rose.jpg, alt: A rose}\n{file: valley.jpg, alt: The valley}"),
    "content/ingredients/rose/rose.jpg": jpeg(500, 500),
    "content/ingredients/rose/valley.jpg": jpeg(700, 200),
    "content/pages/about/story.md": "---\ntitle: About\n---\nUs.\n\n![The shop](shop.png)\n",
    "content/pages/about/shop.png": encoded(patches((300, 300)), "PNG"),
    "content/stockists/corner/story.md": "---\ntitle: Corner\nplace: Faro\n---\nBy the sea.\n\n![The door](door.jpg)\n",
    "content/stockists/corner/door.jpg": jpeg(320, 400),
    "content/batches/first/story.md": BATCH,
    "content/batches/first/hero.jpg": jpeg(2100, 1400),
    "content/batches/first/second.png": encoded(patches((600, 400)), "PNG"),
    "content/batches/first/told.jpg": jpeg(1000, 800),
    "content/batches/first/rain.webp": encoded(patches((350, 500)), "WEBP"),
    "content/batches/first/steam.jpg": jpeg(640, 640),
    "content/batches/first/nobody-names-this.jpg": jpeg(64, 48),
    "content/batches/second.md": SMALL["content/batches/second.md"],
}
"""Every role of a photograph, with the bundled theme."""

OPEN_GRAPH = {"": "address", ":width": "width", ":height": "height"}
FEW = """\
images:
  main: {for: [hero, card, share], widths: [16, 32], crop: 2:1}
  rest: {for: [gallery, figure, step], widths: [16, 32]}
"""
"""Few small sizes, which are made in no time."""


def with_few_sizes(files, images=FEW):
    """The same shop in a theme of its own that shows all of its sizes and not much else."""
    macro = (
        "{% macro all(photo) %}{% if photo %}{% for image in photo.images.values() %}<picture>{% for s in image.sources %}"
        '<source type="{{ s.type }}" srcset="{{ s.srcset }}">{% endfor %}<img src="{{ image.address }}"{% if image.srcset %} srcset="{{ image.srcset }}"{% endif %}'
        ' width="{{ image.width }}" height="{{ image.height }}" alt="{{ photo.alt }}"></picture>{% endfor %}{% endif %}{% endmacro %}\n'
    )

    meta = "".join(f'<meta property="og:image{name}" content="{{{{ image.{value} }}}}">' for name, value in OPEN_GRAPH.items())

    def page(what):
        head = f"{{% if page.photo %}}{{% for image in page.photo.images.values() %}}{meta}{{% endfor %}}{{% endif %}}"
        return f'{{% from "_all.html" import all %}}<title>t</title>{head}{what}\n'

    templates = {
        "_all": macro,
        "batch": page(
            "{{ all(batch.photo) }}{% for p in batch.gallery %}{{ all(p) }}{% endfor %}{% for s in batch.steps %}{{ all(s.photo) }}{% endfor %}{{ batch.story }}"
        ),
        "home": page("{% for b in batches %}{{ all(b.photo) }}{% endfor %}"),
        "page": page("{{ content.story }}"),
        "stockists": page("{% for s in shops %}{{ s.story }}{% endfor %}"),
    }
    for kind in ("product", "maker", "ingredient"):
        templates[kind] = page(f"{{{{ all({kind}.photo) }}}}{{% for p in {kind}.gallery %}}{{{{ all(p) }}}}{{% endfor %}}{{{{ {kind}.story }}}}")
    theme = {f"themes/few/templates/{name}.html": text for name, text in templates.items()}
    return files | theme | {"themes/few/theme.yaml": f"name: few\n{images}", "batchpages.yaml": files["batchpages.yaml"] + "theme: few\n"}


# --- what is published -----------------------------------------------------------------------------------------------------


class Use(NamedTuple):
    """A picture that a page asks for: from where, at which address as it is written, and the size in px that is said of it; 0 where nothing is."""

    page: str
    how: str
    address: str
    width: int = 0
    height: int = 0


class _Page(HTMLParser):
    def __init__(self, path, html):
        super().__init__()
        self.path, self.uses, self.pictures, self.script, self.meta = path, [], [], None, {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "img":
            self.pictures.append(found)
            self.uses.append(Use(self.path, "src", found["src"], int(found["width"]), int(found["height"])))
        if found.get("property", "").startswith("og:image"):
            self.meta[found["property"]] = found["content"]
        for name in ("srcset", "imagesrcset"):
            self.uses += [Use(self.path, name, address, width) for address, width in candidates(found.get(name) or "")]
        if tag == "script" and found.get("type") == "application/ld+json":
            self.script = ""

    def handle_data(self, data):
        if self.script == "":
            self.script = data
            self.uses += [Use(self.path, "json-ld", address) for address in json.loads(data).get("image", ())]

    def close(self):
        super().close()
        if "og:image" in self.meta:
            self.uses.append(Use(self.path, "og:image", self.meta["og:image"], int(self.meta["og:image:width"]), int(self.meta["og:image:height"])))


def candidates(srcset):
    """The addresses of a `srcset` and their widths, as a browser reads it (HTML, 4.8.4.2.1): an address ends at white space."""
    found, rest = [], srcset
    while rest := rest.lstrip(" ,"):
        address, _, rest = rest.partition(" ")
        if address.endswith(","):
            found.append((address.rstrip(","), 0))
            continue
        descriptor, _, rest = rest.partition(",")
        found.append((address, int(descriptor.strip().removesuffix("w") or 0)))
    return found


class Published(NamedTuple):
    """What a build left: the bytes below `img/` by file name, what pages ask for, and every `<img>` by page."""

    images: dict[str, bytes]
    uses: tuple[Use, ...]
    pictures: dict[str, list[dict[str, str]]]
    tree: dict[str, bytes]

    def used(self):
        """The file names below `img/` that something asks for."""
        return {unquote(use.address.rpartition("/img/")[2]) for use in self.uses}

    def sizes(self):
        return {name: Image.open(io.BytesIO(data)).size for name, data in self.images.items()}


def published(folder):
    tree = projects.tree(folder)
    uses, pictures = [], {}
    for path, data in tree.items():
        if path.endswith((".html", "batch.json", "feed.xml")):
            text = data.decode()
            if path.endswith("batch.json"):
                told = json.loads(text)
                photos = [*told.get("photos", ()), *(step["photo"] for step in told.get("provenance", ()) if "photo" in step)]
                uses += [Use(path, "json", photo["url"], photo["width"], photo["height"]) for photo in photos]
                text = told["story"]
            page = _Page(path, text)
            page.close()
            uses += page.uses
            pictures[path] = page.pictures
    images = {path.removeprefix("img/"): data for path, data in tree.items() if path.startswith("img/")}
    return Published(images, tuple(uses), pictures, tree)

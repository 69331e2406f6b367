"""A record's photographs → what a template is given of them, and the figures in a story."""

from collections.abc import Sequence
from html import escape

from batchpages import model
from batchpages.content.shots import others
from batchpages.pages import views
from batchpages.pages.parts import Parts, photo_part
from batchpages.theme.images import ENDINGS, ImageSet, Variant, cut, sets_for


def picture(photo: model.Photo | model.StepPhoto | None, record: str, role: model.Role, parts: Parts, focus: str = "") -> views.Photo | None:
    """A photo of a record (as `batch:rose`) in a role; none where there is none, or where it is broken, which is told."""
    facts = parts.find(photo_part(record, photo.file), model.PhotoFacts) if photo else None
    if photo is None or facts is None:
        return None
    caption, credit = (photo.caption, photo.credit) if isinstance(photo, model.Photo) else ("", "")
    focus = photo.focus if isinstance(photo, model.Photo) else focus
    kind: model.Kind = record.partition(":")[0]  # type: ignore[assignment]  # what stands before the colon of a record's name
    sets = sets_for(parts.site.images, kind, role)
    images = {name: _image(each, photo.file, facts, focus, parts) for name, each in sets.items()}
    return views.Photo(alt=photo.alt, caption=caption, credit=credit, colour=facts.colour, images=images)


def gallery(photos: Sequence[model.Photo], story: model.Story, record: str, parts: Parts) -> tuple[views.Photo, ...]:
    """A record's photos but the first, and but those that its story shows."""
    return tuple(filter(None, (picture(photo, record, "gallery", parts) for photo in others(photos, story))))


def figure(hole: model.Figure, record: str, photos: Sequence[model.Photo], parts: Parts) -> str:
    """A picture in a story, as HTML. Whoever took it, and what must stay in sight, is known where it is among the record's `photos` too."""
    known = next((photo for photo in photos if photo.file == hole.file), None)
    taken = model.Photo(file=hole.file, alt=hole.alt, caption=hole.caption, credit=known.credit if known else "", focus=known.focus if known else "")
    shown = picture(taken, record, "figure", parts)
    if shown is None:
        return ""
    image = shown.images.get("figure") or next(iter(shown.images.values()))
    said = " ".join(filter(None, (escape(shown.caption), _credit(shown.credit, parts))))
    return f'<figure class="figure">{_html(shown, image)}{f"<figcaption>{said}</figcaption>" if said else ""}</figure>'


def _credit(credit: str, parts: Parts) -> str:
    """Who took a picture, in the theme's words."""
    words = parts.site.words.get("photo_by", "%s").replace("%s", credit)
    return f'<span class="credit">{escape(words)}</span>' if credit else ""


def _html(photo: views.Photo, image: views.Image) -> str:
    """A picture that loads once it is near. Until then its colour stands there, where a stylesheet gives that any size."""
    tone = f'<svg class="tone" width="0" height="0" aria-hidden="true" focusable="false"><rect width="100%" height="100%" fill="{photo.colour}"/></svg>'
    sizes = escape(f"auto, {image.sizes}")
    sources = "".join(f'<source type="{each.type}" srcset="{each.srcset}" sizes="{sizes}">' for each in image.sources)
    srcset = f' srcset="{image.srcset}" sizes="{sizes}"' if image.srcset else ""
    img = f'<img src="{image.address}"{srcset} width="{image.width}" height="{image.height}" alt="{escape(photo.alt)}" loading="lazy" decoding="async">'
    return f'<span class="frame">{tone if photo.colour else ""}<picture>{sources}{img}</picture></span>'


def _image(image_set: ImageSet, file: str, facts: model.PhotoFacts, focus: str, parts: Parts) -> views.Image:
    made = cut(image_set, facts.width, facts.height, focus, avif=parts.site.avif)
    widest = made.fallback
    return views.Image(
        address=_address(widest, file, facts, parts),
        type=f"image/{widest.format}",
        srcset=_srcset(made.formats[-1], file, facts, parts) if len(made.formats[-1]) > 1 else "",
        sources=tuple(views.ImageSource(type=f"image/{each[0].format}", srcset=_srcset(each, file, facts, parts)) for each in made.formats[:-1]),
        sizes=image_set.sizes,
        width=widest.width,
        height=widest.height,
    )


def _srcset(variants: Sequence[Variant], file: str, facts: model.PhotoFacts, parts: Parts) -> str:
    return ", ".join(f"{_address(each, file, facts, parts)} {each.width}w" for each in variants)


def _address(variant: Variant, file: str, facts: model.PhotoFacts, parts: Parts) -> str:
    return parts.addresses.image(file, variant.mark(bytes.fromhex(facts.digest)), variant.width, ENDINGS[variant.format])

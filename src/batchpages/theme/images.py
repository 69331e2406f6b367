"""How a theme shows photographs: the web sizes that it declares, and what they come to for one photograph. Pure arithmetic.

A theme's templates cannot ask for a size: what it needs is declared, so that a plan can list it. No photograph is ever made larger than it is.
"""

from typing import Annotated, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from batchpages.engine.task import Digest, digest_of
from batchpages.model import KINDS, Kind, Role

Format = Literal["avif", "webp", "jpeg"]
ROLES: tuple[Role, ...] = get_args(Role)
PURPOSES: tuple[str, ...] = (*ROLES, *(f"{kind}.{role}" for kind in KINDS for role in ROLES))
"""What an image set can be for: a role, or that of one kind of record, such as `maker.card`."""
FORMATS: tuple[Format, ...] = get_args(Format)
"""Best first: a browser takes the first that it knows, and all know the last."""
ENDINGS: dict[Format, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
QUALITY: dict[Format, int] = {"avif": 58, "webp": 75, "jpeg": 80}
"""What holds where a theme says nothing. Measured on photographs with grain, beside 80 and 82: a fifth fewer bytes, and no difference that shows at
twice the size; AVIF at 58 has at least the SSIM of WebP at 80.
"""
WORTH = 1.1
"""How many times as wide as the widest declared one a photograph must be to be made in its own width too."""
RECIPE = 1
"""Part of each picture's address, to be counted up when the same photograph would come out as other pixels: addresses are cached for a year."""


class ImageSet(msgspec.Struct, frozen=True, omit_defaults=True):
    """The web sizes in which some photographs are made."""

    purposes: Annotated[
        tuple[str, ...],
        Meta(
            description="Which photographs: `hero`, `card`, `gallery`, `figure`, `step` or `share`, or several in a list; with a kind of record before it, such as `maker.card`, only those of that kind."
        ),
    ] = msgspec.field(name="for", default=())
    widths: Annotated[tuple[int, ...], Meta(description="In px, the smallest first; none is made larger than the photograph.")] = ()
    crop: Annotated[str, Meta(description="Width to height, such as `4:5`, cut around the photograph's `focus`; the whole photograph where there is none.")] = (
        ""
    )
    sizes: Annotated[
        str, Meta(description="How wide it stands on the page, as HTML's `sizes` says it, so that a browser can choose; `100vw` if not given.")
    ] = "100vw"
    formats: Annotated[
        tuple[Format, ...],
        Meta(description="Of `avif`, `webp` and `jpeg`; all of them if not given. AVIF is made only where the settings ask for it."),
    ] = FORMATS
    quality: Annotated[
        dict[Format, int], Meta(description=f"From 1 to 100, by format; {', '.join(f'`{name}: {q}`' for name, q in QUALITY.items())} if not given.")
    ] = {}
    fallback: Annotated[
        int, Meta(description="The one width in which the last format is made, for browsers that know no better; the middle one if not given.")
    ] = 0
    description: Annotated[str, Meta(description="What it is for.")] = ""


FIGURES = ImageSet(("figure",), (480, 960, 1440))
"""What stands in for a theme that says nothing of pictures in stories: an author's picture is shown in any theme."""


class Box(NamedTuple):
    """A part of a photograph as it is seen, in px."""

    left: int
    top: int
    right: int
    bottom: int


class Variant(NamedTuple):
    """One web size of a photograph: `width` × `height` px, cut out of `box`."""

    width: int
    height: int
    format: Format
    quality: int
    box: Box

    def mark(self, photo: Digest) -> Digest:
        """What names the bytes that this makes of a photograph, with its width and its format, without looking at them."""
        return digest_of(photo + msgspec.json.encode((self.quality, self.box, RECIPE)))


class Cut(NamedTuple):
    """What an image set comes to for one photograph: for each format, best first, its variants, the narrowest first.

    The last format has one variant where there are several formats.
    """

    formats: tuple[tuple[Variant, ...], ...]

    @property
    def fallback(self) -> Variant:
        """What every browser can show: of the last format, the widest."""
        return self.formats[-1][-1]


def sets_for(images: dict[str, ImageSet], kind: Kind, role: Role) -> dict[str, ImageSet]:
    """The sets that are made of photographs of a kind of record in a role, by name."""
    found = {name: each for name, each in images.items() if role in each.purposes or f"{kind}.{role}" in each.purposes}
    return found or ({"figure": FIGURES} if role == "figure" else {})


def cut(image_set: ImageSet, width: int, height: int, focus: str, *, avif: bool) -> Cut:
    """The variants that a set makes of a photograph of `width` × `height` px, with its `focus` as `30% 60%` if there is one."""
    box = _box(image_set.crop, width, height, focus)
    across = box.right - box.left
    widths = _widths(image_set.widths, across)
    wished = image_set.fallback or image_set.widths[len(image_set.widths) // 2]
    fallback = max((each for each in widths if each <= wished), default=widths[0])
    formats = [each for each in image_set.formats if avif or each != "avif"]
    last = formats[-1]

    def variants(format_: Format) -> tuple[Variant, ...]:
        quality = image_set.quality.get(format_, QUALITY[format_])
        wanted = (fallback,) if format_ == last and len(formats) > 1 else widths
        return tuple(Variant(each, _height(each, box), format_, quality, box) for each in wanted)

    return Cut(tuple(variants(each) for each in formats))


def _widths(declared: tuple[int, ...], across: int) -> tuple[int, ...]:
    """The declared widths that `across` px can give; and that itself, where it is short of the next one and worth a size of its own."""
    given = tuple(each for each in declared if each <= across)
    whole = len(given) < len(declared) and (not given or across >= given[-1] * WORTH)
    return (*given, across) if whole else given


def ratio(crop: str) -> tuple[int, int]:
    """Width and height of a crop such as `4:5`."""
    width, _, height = crop.partition(":")
    return int(width), int(height)


def _box(crop: str, width: int, height: int, focus: str) -> Box:
    """The largest part of a photograph that has the proportions of a crop, as near around the focus as it can be."""
    if not crop:
        return Box(0, 0, width, height)
    across, down = ratio(crop)
    box_width = min(width, max(1, round(height * across / down)))
    box_height = min(height, max(1, round(width * down / across)))
    x, y = (float(part.rstrip("%")) / 100 for part in (focus or "50% 50%").split())
    left = round(min(max(width * x - box_width / 2, 0), width - box_width))
    top = round(min(max(height * y - box_height / 2, 0), height - box_height))
    return Box(left, top, left + box_width, top + box_height)


def _height(width: int, box: Box) -> int:
    """Of the box alone, so that a width of it has one height in whatever set."""
    return max(1, min(round(width * (box.bottom - box.top) / (box.right - box.left)), box.bottom - box.top))

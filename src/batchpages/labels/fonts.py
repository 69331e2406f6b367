"""Letters: which font has them, how wide they are, and fonts of one's own made fit for a PDF. A home of `reportlab` and the one of `fontTools`."""

import functools
import hashlib
import importlib.resources
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from fontTools import subset, ttLib
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import table__g_l_y_f
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

Weight = Literal["regular", "bold"]

BUNDLED: dict[Weight, str] = {"regular": "SourceSansPro-Regular.ttf", "bold": "SourceSansPro-Semibold.ttf"}
"""Source Sans Pro, for Latin, Greek and Cyrillic letters."""

WEIGHTS: dict[Weight, float] = {"regular": 400, "bold": 600}
"""The weight that is taken of a variable font."""

NOT_SET = (
    (0x0590, 0x08FF, "Hebrew and Arabic"),
    (0xFB1D, 0xFEFC, "Hebrew and Arabic"),
    (0x0900, 0x0DFF, "the scripts of India"),
    (0x0E00, 0x0FFF, "Thai, Lao and Tibetan"),
    (0x1000, 0x109F, "Burmese"),
    (0x1780, 0x17FF, "Khmer"),
)
"""Scripts whose letters join, change places or run from the right, which is not done here: printed one by one they would be wrong."""

_SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x00A0], "\u00a0") | {0x2003: " ", 0x2002: " ", 0x3000: " "}


class FontError(ValueError):
    """A file that is no font, or none that can be printed with. Its text says why; `hint` what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


class MissingLetter(NamedTuple):
    """A letter that cannot be printed, and the scripts that it belongs to where that is the reason."""

    letter: str
    scripts: str = ""


class Run(NamedTuple):
    """Letters side by side of one font, by the name that `reportlab` knows it by."""

    font: str
    text: str


def tidy(text: str) -> str:
    """A text as labels print it: composed letters (Unicode NFC), plain spaces, nothing that cannot be seen but soft hyphens."""
    composed = unicodedata.normalize("NFC", text).translate(_SPACES)
    return "".join(c for c in composed if c == "\u00ad" or unicodedata.category(c) not in ("Cf", "Cc")).strip()


class Fonts:
    """The fonts that labels are printed with: the bundled one, and after it those of the project, each as the bytes of its file.

    `letters` are all that will be printed; of the project's fonts only these are taken. Raises `FontError`.
    """

    def __init__(self, own: Sequence[bytes], letters: Iterable[str]) -> None:
        wanted = "".join(sorted(set("".join(letters))))
        self._bundled: dict[Weight, TTFont] = {weight: _bundled(weight) for weight in BUNDLED}
        rest = "".join(c for c in wanted if ord(c) not in self._bundled["regular"].face.charToGlyph)
        self._own = [_own(data, rest) for data in own] if rest.strip() else []
        self._width = functools.cache(self._measured)

    def missing(self, text: str) -> MissingLetter | None:
        """The first letter of a text that cannot be printed."""
        for letter in text:
            for first, last, scripts in NOT_SET:
                if first <= ord(letter) <= last:
                    return MissingLetter(letter, scripts)
            if letter != "\u00ad" and self._font(letter, "regular") is None:
                return MissingLetter(letter)
        return None

    def runs(self, text: str, weight: Weight) -> list[Run]:
        """A text in pieces of one font each."""
        runs: list[Run] = []
        for letter in text:
            font = self._font(letter, weight) or self._bundled[weight]
            if runs and runs[-1].font == font.fontName:
                runs[-1] = Run(font.fontName, runs[-1].text + letter)
            else:
                runs.append(Run(font.fontName, letter))
        return runs

    def width(self, text: str, weight: Weight) -> float:
        """The width of a text in ems: times the size it is the width in the size's unit."""
        return self._width(text, weight)

    def _measured(self, text: str, weight: Weight) -> float:
        return float(sum(pdfmetrics.stringWidth(run.text, run.font, 1) for run in self.runs(text, weight)))

    def _font(self, letter: str, weight: Weight) -> TTFont | None:
        return next((fonts[weight] for fonts in (self._bundled, *self._own) if ord(letter) in fonts[weight].face.charToGlyph), None)


@functools.cache
def _bundled(weight: Weight) -> TTFont:
    data = importlib.resources.files("font_source_sans_pro").joinpath("files", BUNDLED[weight]).read_bytes()
    return _registered(data, f"SourceSansPro-{weight}")


@functools.lru_cache(maxsize=16)
def _own(data: bytes, letters: str) -> dict[Weight, TTFont]:
    """A font of the project with only these letters, as TrueType outlines; of a variable one two weights."""
    try:
        name = hashlib.blake2b(data + letters.encode(), digest_size=8).hexdigest()
        font = _shrunk(data, letters)
        if "fvar" not in font:
            both = _registered(_saved(font), f"own-{name}")
            return {"regular": both, "bold": both}
        instances = {weight: instancer.instantiateVariableFont(_shrunk(data, letters), _at(font, weight)) for weight in WEIGHTS}
        return {weight: _registered(_saved(instance), f"own-{name}-{weight}") for weight, instance in instances.items()}
    except (ttLib.TTLibError, TTFError, subset.Subsetter.SubsettingError, KeyError, ValueError, AssertionError, EOFError) as error:
        raise FontError("is no font that can be read", "take a TrueType or OpenType file (`.ttf`, `.otf`), such as those of Google's Noto fonts") from error


def _shrunk(data: bytes, letters: str) -> ttLib.TTFont:
    font = ttLib.TTFont(io.BytesIO(data), fontNumber=0 if data[:4] == b"ttcf" else -1, lazy=True, recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2, 3, 4, 6], drop_tables=[*DROPPED])
    shrunk = subset.Subsetter(options)
    shrunk.populate(text=letters)
    shrunk.subset(font)
    return font


def _at(font: ttLib.TTFont, weight: Weight) -> dict[str, float]:
    """Where on its axes a variable font is taken: at this weight, or as near to it as it goes, and else as it is by default."""
    wanted = {"wght": WEIGHTS[weight]}
    return {a.axisTag: float(min(max(wanted.get(a.axisTag, a.defaultValue), a.minValue), a.maxValue)) for a in font["fvar"].axes}


def _saved(font: ttLib.TTFont) -> bytes:
    if "glyf" not in font:
        _with_truetype_outlines(font)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MVAR", "HVAR", "VVAR", "avar", "meta")
"""Tables that a PDF has no use for."""


def _with_truetype_outlines(font: ttLib.TTFont) -> None:
    """Turn PostScript outlines (`CFF`, `CFF2`) into TrueType ones, which is what `reportlab` embeds; no farther off than a thousandth of an em."""
    glyphs, outlines = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 1000, reverse_direction=True))
        outlines[name] = pen.glyph()
    glyf = font["glyf"] = table__g_l_y_f()
    glyf.glyphs, glyf.glyphOrder = outlines, font.getGlyphOrder()
    font["loca"] = ttLib.newTable("loca")
    font["maxp"] = maxp = ttLib.newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(outlines)
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    maxp.maxComponentElements = max((len(getattr(glyph, "components", ())) for glyph in outlines.values()), default=0)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    for name, outline in outlines.items():
        outline.recalcBounds(glyf)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(outline, "xMin", 0))
    for table in ("CFF ", "CFF2"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"


def _registered(data: bytes, name: str) -> TTFont:
    font = TTFont(name, io.BytesIO(data), shapable=False)
    pdfmetrics.registerFont(font)
    return font

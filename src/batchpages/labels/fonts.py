"""Letters: which font has them, how wide they are, and fonts of one's own made fit for a PDF. A home of `reportlab` and the one of `fontTools`."""

import functools
import importlib.resources
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from fontTools import ttLib
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from batchpages.labels.refused import RefusedError

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

    `letters` are all that will be printed; of the project's fonts only these are taken. Raises `RefusedError`.
    """

    def __init__(self, own: Sequence[bytes], letters: Iterable[str]) -> None:
        wanted = "".join(sorted(set("".join(letters))))
        self._bundled: dict[Weight, TTFont] = {weight: _bundled(weight) for weight in BUNDLED}
        rest = "".join(c for c in wanted if ord(c) not in self._bundled["regular"].face.charToGlyph)
        self._own = [_own(data, index, rest) for index, data in enumerate(own)] if rest.strip() else []
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


def _own(data: bytes, index: int, letters: str) -> dict[Weight, TTFont]:
    """A font of the project with only these letters, as TrueType outlines; of a variable one two weights."""
    if data[:4] in (b"wOFF", b"wOF2"):
        raise RefusedError("is a font for web pages", "take the `.ttf` or `.otf` of the same font")
    try:
        font = _opened(data)
        if "fvar" not in font:
            both = _registered(_drawn(font, f"own{index}", letters, {}), f"own{index}")
            return {"regular": both, "bold": both}
        return {weight: _registered(_drawn(font, name := f"own{index}-{weight}", letters, _at(font, weight)), name) for weight in WEIGHTS}
    except Exception as error:
        raise RefusedError("is no font that can be read", "take a TrueType or OpenType file (`.ttf`, `.otf`), such as those of Google's Noto fonts") from error


ANY_DAY = 3_786_825_600
"""A date that fonts get, the same for all (2024, in seconds since 1904): the same letters are the same bytes."""


@functools.lru_cache(maxsize=4)
def _opened(data: bytes) -> ttLib.TTFont:
    return ttLib.TTFont(io.BytesIO(data), fontNumber=0 if data[:4] == b"ttcf" else -1, lazy=True)


def _at(font: ttLib.TTFont, weight: Weight) -> dict[str, float]:
    """Where on its axes a variable font is taken: at this weight, or as near to it as it goes, and else as it is by default."""
    wanted = {"wght": WEIGHTS[weight]}
    return {a.axisTag: float(min(max(wanted.get(a.axisTag, a.defaultValue), a.minValue), a.maxValue)) for a in font["fvar"].axes}


def _drawn(font: ttLib.TTFont, ps_name: str, letters: str, location: Mapping[str, float]) -> bytes:
    """A small TrueType font of some letters. A PDF knows fonts by their `ps_name`. PostScript outlines become quadratic, no farther off than a thousandth of an em."""
    names = {ord(letter): name for letter in letters if (name := font.getBestCmap().get(ord(letter)))}
    order = [".notdef", *dict.fromkeys(name for name in names.values() if name != ".notdef")]
    glyphs, made, metrics = font.getGlyphSet(location=location or None), {}, {}
    for name in order:
        pen = TTGlyphPen(None)
        recording = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        recording.replay(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 1000, reverse_direction="glyf" not in font))
        made[name] = pen.glyph()
        metrics[name] = round(glyphs[name].width)
    built = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    built.setupGlyphOrder(order)
    built.setupCharacterMap(names)
    built.setupGlyf(made)
    built.setupHorizontalMetrics({name: (width, made[name].xMin if hasattr(made[name], "xMin") else 0) for name, width in metrics.items()})
    built.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    built.setupNameTable({"familyName": "Own", "styleName": "Regular", "psName": ps_name})
    built.setupOS2()
    built.setupPost(keepGlyphNames=False)
    built.font["head"].created = built.font["head"].modified = ANY_DAY
    data = io.BytesIO()
    built.font.recalcTimestamp = False
    built.save(data)
    return data.getvalue()


def _registered(data: bytes, name: str) -> TTFont:
    font = TTFont(name, io.BytesIO(data), shapable=False)
    pdfmetrics.registerFont(font)
    return font

"""What a label says, line by line, in the language of the site."""

from collections.abc import Mapping, Sequence

import msgspec

from batchpages import language
from batchpages.labels.fonts import Weight, tidy
from batchpages.model import BatchLabel, LabelLine, LabelWords, ProductLabel

WORDS: dict[str, dict[str, str]] = {
    "cs": {
        "scan": "Naskenujte příběh",
        "code": "Šarže %s",
        "number": "č. %s / %s",
        "best_before": "Min. trvanlivost do %s",
        "pao": "Po otevření %s měs.",
        "pao_one": "Po otevření 1 měs.",
    },
    "da": {
        "scan": "Scan og læs historien",
        "code": "Batch %s",
        "number": "Nr. %s / %s",
        "best_before": "Mindst holdbar til %s",
        "pao": "Åbnet: brug inden %s mdr.",
        "pao_one": "Åbnet: brug inden 1 md.",
    },
    "de": {
        "scan": "Die Geschichte: hier scannen",
        "code": "Charge %s",
        "number": "Nr. %s / %s",
        "best_before": "Mindestens haltbar bis %s",
        "pao": "Nach dem Öffnen %s Monate haltbar",
        "pao_one": "Nach dem Öffnen 1 Monat haltbar",
    },
    "el": {
        "scan": "Σαρώστε για την ιστορία",
        "code": "Παρτίδα %s",
        "number": "Αρ. %s / %s",
        "best_before": "Ανάλωση κατά προτίμηση πριν από %s",
        "pao": "Μετά το άνοιγμα: %s μήνες",
        "pao_one": "Μετά το άνοιγμα: 1 μήνας",
    },
    "en": {
        "scan": "Scan for the story",
        "code": "Batch %s",
        "number": "No. %s / %s",
        "best_before": "Best before %s",
        "pao": "Once opened, use within %s months",
        "pao_one": "Once opened, use within 1 month",
    },
    "es": {
        "scan": "Escanea y lee su historia",
        "code": "Lote %s",
        "number": "N.º %s / %s",
        "best_before": "Consumir preferentemente antes de %s",
        "pao": "Una vez abierto: %s meses",
        "pao_one": "Una vez abierto: 1 mes",
    },
    "fi": {
        "scan": "Skannaa ja lue tarina",
        "code": "Erä %s",
        "number": "Nro %s / %s",
        "best_before": "Parasta ennen %s",
        "pao": "Avattuna: %s kk",
        "pao_one": "Avattuna: 1 kk",
    },
    "fr": {
        "scan": "Scannez, lisez son histoire",
        "code": "Lot %s",
        "number": "Nº %s / %s",
        "best_before": "À consommer de préférence avant %s",
        "pao": "Après ouverture : %s mois",
        "pao_one": "Après ouverture : 1 mois",
    },
    "it": {
        "scan": "Inquadra e leggi la storia",
        "code": "Lotto %s",
        "number": "N. %s / %s",
        "best_before": "Da consumarsi preferibilmente entro %s",
        "pao": "Dopo l’apertura: %s mesi",
        "pao_one": "Dopo l’apertura: 1 mese",
    },
    "nl": {
        "scan": "Scan en lees het verhaal",
        "code": "Partij %s",
        "number": "Nr. %s / %s",
        "best_before": "Ten minste houdbaar tot %s",
        "pao": "Na opening %s maanden houdbaar",
        "pao_one": "Na opening 1 maand houdbaar",
    },
    "pl": {
        "scan": "Zeskanuj i poznaj historię",
        "code": "Partia %s",
        "number": "Nr %s / %s",
        "best_before": "Najlepiej zużyć przed %s",
        "pao": "Po otwarciu: %s mies.",
        "pao_one": "Po otwarciu: 1 mies.",
    },
    "pt": {
        "scan": "Leia a história deste lote",
        "code": "Lote %s",
        "number": "N.º %s / %s",
        "best_before": "Consumir de preferência antes de %s",
        "pao": "Depois de aberto: %s meses",
        "pao_one": "Depois de aberto: 1 mês",
    },
    "ru": {
        "scan": "Сканируйте: история партии",
        "code": "Партия %s",
        "number": "№ %s / %s",
        "best_before": "Годен до %s",
        "pao": "После вскрытия: %s мес.",
        "pao_one": "После вскрытия: 1 мес.",
    },
    "sv": {
        "scan": "Skanna och läs historien",
        "code": "Parti %s",
        "number": "Nr %s / %s",
        "best_before": "Bäst före %s",
        "pao": "Öppnad: använd inom %s mån.",
        "pao_one": "Öppnad: använd inom 1 mån.",
    },
    "uk": {
        "scan": "Скануйте: історія партії",
        "code": "Партія %s",
        "number": "№ %s / %s",
        "best_before": "Краще спожити до %s",
        "pao": "Після відкриття: %s міс.",
        "pao_one": "Після відкриття: 1 міс.",
    },
    "ja": {
        "scan": "読み取って物語を",
        "code": "製造番号 %s",
        "number": "No. %s / %s",
        "best_before": "賞味期限 %s",
        "pao": "開封後%sか月以内",
        "pao_one": "開封後1か月以内",
    },
}
"""The words of labels by language; a language that is not here has the English ones, and any can be changed in the settings."""


NO_BREAK = "\u00a0"
"""A space at which no line ends: the number of a unit stays on one."""
SHORT, LONGEST_WHOLE = 3, 18
"""Characters up to which a value keeps the word behind it, and up to which a quantity or a date is never divided."""


class Text(msgspec.Struct, frozen=True):
    """One line of a label: which it is, its text, how large it stands beside the others, and its weight.

    `space` is how far it keeps from the line before it, in its own size.
    """

    line: LabelLine
    text: str
    size: float
    weight: Weight = "regular"
    space: float = 0


STYLES: dict[LabelLine, tuple[float, Weight, float]] = {
    "logo": (7, "regular", 0.3),
    "brand": (7, "bold", 0),
    "product": (10, "bold", 0),
    "title": (8.5, "regular", 0),
    "size": (7, "regular", 0.3),
    "number": (7, "regular", 0.3),
    "best_before": (7, "regular", 0.3),
    "pao": (7, "regular", 0.3),
    "code": (7, "bold", 0.3),
    "scan": (7, "regular", 0.3),
}
"""The size in pt that each line has where there is room, its weight, and the space above it where a line of another kind goes before."""

DETAILS: tuple[LabelLine, ...] = ("size", "number", "best_before", "pao")
"""Lines that stand close to each other."""


def texts(lines: Sequence[LabelLine], batch: BatchLabel, product: ProductLabel, brand: str, words: LabelWords, tag: str, number: int = 0) -> tuple[Text, ...]:
    """The lines of a label from top to bottom, without those that there is nothing to say in; the batch code is always among them.

    `number` is that of the unit, where each has its own label. The logo's line has no text.
    """
    wanted = list(lines) if "code" in lines else [*(line for line in lines if line != "scan"), "code", *(line for line in lines if line == "scan")]
    said = _said(batch, product, brand, words, tag, number)
    shown = [line for line in dict.fromkeys(wanted) if tidy(said.get(line, "")) or line == "logo"]
    return tuple(_text(line, said[line], before) for line, before in zip(shown, [None, *shown], strict=False))


def _text(line: LabelLine, said: str, before: LabelLine | None) -> Text:
    size, weight, space = STYLES[line]
    close = before is None or (line in DETAILS and before in DETAILS)
    return Text(line, tidy(said), size, weight, 0 if close else space)


def number_text(number: int, units: int, words: LabelWords, tag: str) -> str:
    """What a label says of the number of its unit; it stays on one line."""
    return tidy(_filled(_known(words, tag)["number"], str(number), str(units)).replace(" ", NO_BREAK))


def _said(batch: BatchLabel, product: ProductLabel, brand: str, words: LabelWords, tag: str, number: int) -> dict[LabelLine, str]:
    known = _known(words, tag)
    months = known["pao_one"] if product.pao == 1 and not words.pao else known["pao"]
    return {
        "logo": "",
        "brand": brand,
        "product": product.title,
        "title": batch.title,
        "size": _together(product.size),
        "number": number_text(number, batch.units, words, tag) if number else "",
        "best_before": _filled(known["best_before"], _together(language.day_text(batch.best_before, tag))) if batch.best_before else "",
        "pao": _filled(months, str(product.pao)) if product.pao else "",
        "code": _filled(known["code"], batch.code),
        "scan": known["scan"],
    }


def _known(words: LabelWords, tag: str) -> Mapping[str, str]:
    """The words of a language, with those that the settings put in their place."""
    own = {name: value for name in LabelWords.__struct_fields__ if (value := getattr(words, name))}
    return {**WORDS.get(tag.partition("-")[0].lower(), WORDS["en"]), **own}


def _filled(words: str, *values: str) -> str:
    """Words with their values; a short value stays on one line with the word behind it, such as `6 months`."""
    for value in values:
        before, _, after = words.partition("%s")
        glued = after.replace(" ", NO_BREAK, 1) if after.startswith(" ") and len(value) <= SHORT else after
        words = before + value + glued
    return words


def _together(text: str) -> str:
    """A text that stays on one line: a quantity with its unit, a date."""
    return text.replace(" ", NO_BREAK) if len(text) <= LONGEST_WHOLE else text

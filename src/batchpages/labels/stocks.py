"""The label sheets and rolls that can be bought, with the source of each one's figures.

Figures of LibreOffice are those of its `labels.xml` (Debian libreoffice-common 7.4.7), those of gLabels of its templates (j-evins/glabels-qt,
commit 4c0ce11), those of brother_ql of pklaus/brother_ql, `labels.py`. Where two differed, the grid that stands in the middle of the paper was taken.
Of those that are not `verified`, sources disagree, or the figures are those of another maker's sheet of the same die; nobody has held them against the paper.
Avery L7104 and L7780 and the continuous Brother DK-22205 are missing: nobody publishes their geometry, or they have none of their own.
"""

from batchpages.labels.stock import Stock

# fmt: off
STOCKS: tuple[Stock, ...] = (
    Stock("avery-5160", "Letter", "rectangle", 66.68, 25.4, 3, 10, 4.78, 12.7, 69.85, 25.4, radius=1.59, source="LibreOffice, labels.xml: Avery Letter Size / 5160 Address"),
    Stock("avery-5163", "Letter", "rectangle", 101.6, 50.8, 2, 5, 3.96, 12.7, 106.36, 50.8, radius=3.18, source="LibreOffice, labels.xml: Avery Letter Size / 5163 Address / Shipping"),
    Stock("avery-5164", "Letter", "rectangle", 101.6, 84.67, 2, 3, 3.96, 12.7, 106.36, 84.67, radius=3.18, source="LibreOffice, labels.xml: Avery Letter Size / 5164 Address / Shipping"),
    Stock("avery-5167", "Letter", "rectangle", 44.45, 12.7, 4, 20, 7.14, 12.7, 52.4, 12.7, radius=1.59, source="LibreOffice, labels.xml: Avery Letter Size / 5167 Return Address"),
    Stock("avery-22805", "Letter", "rectangle", 38.1, 38.1, 4, 6, 19.842, 12.7, 46.037, 43.18, radius=1.59, source="gLabels, online-templates.xml: OL2681"),
    Stock("avery-22806", "Letter", "rectangle", 50.8, 50.8, 3, 4, 15.875, 16.383, 66.675, 65.278, radius=0.79, verified=False, source="gLabels, online-templates.xml: OL2679"),
    Stock("avery-22807", "Letter", "round", 50.8, 50.8, 3, 4, 15.875, 15.24, 66.675, 66.04, verified=False, source="gLabels, online-templates.xml: OL2682"),
    Stock("avery-94107", "Letter", "rectangle", 50.8, 50.8, 3, 4, 15.875, 16.383, 66.675, 65.278, radius=0.79, verified=False, source="gLabels, online-templates.xml: OL2679"),
    Stock("avery-6450", "Letter", "round", 25.4, 25.4, 7, 9, 9.525, 12.7, 28.575, 28.575, source="gLabels, online-templates.xml: OL1025"),
    Stock("avery-5293", "Letter", "round", 41.275, 41.275, 4, 6, 10.559, 13.945, 51.168, 42.047, source="gLabels, avery-us-templates.xml: 5193"),
    Stock("avery-5294", "Letter", "round", 63.5, 63.5, 3, 4, 5.334, 10.795, 69.85, 63.881, verified=False, source="gLabels, avery-us-templates.xml: 5194"),
    Stock("onlinelabels-ol2681", "Letter", "rectangle", 38.1, 38.1, 4, 6, 19.842, 12.7, 46.037, 43.18, radius=1.59, source="gLabels, online-templates.xml: OL2681"),
    Stock("onlinelabels-ol2679", "Letter", "rectangle", 50.8, 50.8, 3, 4, 15.875, 16.383, 66.675, 65.278, radius=0.79, source="gLabels, online-templates.xml: OL2679"),
    Stock("onlinelabels-ol2682", "Letter", "round", 50.8, 50.8, 3, 4, 15.875, 15.24, 66.675, 66.04, source="gLabels, online-templates.xml: OL2682"),
    Stock("onlinelabels-ol1025", "Letter", "round", 25.4, 25.4, 7, 9, 9.525, 12.7, 28.575, 28.575, source="gLabels, online-templates.xml: OL1025"),
    Stock("onlinelabels-ol5425", "Letter", "rectangle", 25.4, 25.4, 8, 10, 6.35, 12.7, 25.4, 25.4, source="gLabels, online-templates.xml: OL5425"),
    Stock("avery-l7159", "A4", "rectangle", 64, 33.86, 3, 8, 6.46, 13.06, 66.54, 33.86, source="LibreOffice, labels.xml: Avery A4 / L7159 Address"),
    Stock("avery-l7160", "A4", "rectangle", 63.5, 38.1, 3, 7, 7.2, 15.15, 66.04, 38.1, radius=1.76, source="LibreOffice, labels.xml: Avery A4 / L7160 Address"),
    Stock("avery-l7163", "A4", "rectangle", 99.06, 38.1, 2, 7, 4.67, 15.15, 101.6, 38.1, radius=1.76, source="LibreOffice, labels.xml: Avery A4 / L7163 Address"),
    Stock("avery-l7651", "A4", "rectangle", 38.1, 21.17, 5, 13, 4.67, 10.9, 40.64, 21.17, radius=1.76, source="LibreOffice, labels.xml: Avery A4 / L7651 Mini Address"),
    Stock("avery-j8160", "A4", "rectangle", 63.5, 38.1, 3, 7, 7.2, 15.15, 66.04, 38.1, radius=1.76, source="LibreOffice, labels.xml: Avery A4 / J8160 Address"),
    Stock("avery-l7630", "A4", "round", 63.5, 63.5, 3, 4, 5.25, 14.75, 68, 68, source="LibreOffice, labels.xml: Avery A4 / L7630 Circular"),
    Stock("avery-l6112", "A4", "round", 40, 40, 4, 6, 16, 13.43, 46, 46, source="LibreOffice, labels.xml: Avery A4 / L6112 Anti Tamper Labels"),
    Stock("avery-l7120", "A4", "rectangle", 35, 35, 5, 7, 7.5, 11, 40, 40, verified=False, source="public label generators; others differ"),
    Stock("avery-l7121", "A4", "rectangle", 45, 45, 4, 5, 7.5, 26, 50, 50, verified=False, source="one public label generator; others differ"),
    Stock("avery-zweckform-4790", "A4", "round", 40, 40, 4, 6, 16, 13.43, 46, 46, source="LibreOffice, labels.xml: Avery Zweckform / 4790 Inkjet-Etiketten, rund"),
    Stock("avery-zweckform-3416", "A4", "round", 60, 60, 3, 4, 8, 17.93, 67, 67, source="LibreOffice, labels.xml: Avery Zweckform / 3416 Kreise"),
    Stock("herma-8831", "A4", "rectangle", 25.4, 25.4, 6, 11, 16.1, 8.8, 30.48, 25.4, source="LibreOffice, labels.xml: Herma A4 / 8831 InkPrint Special weiß, quadratisch"),
    Stock("herma-4386", "A4", "round", 20, 20, 8, 12, 16.11, 14.53, 22.54, 22.54, source="LibreOffice, labels.xml: Herma A4 / 4386 SuperPrint Kreise 20 mm, weiß, ablösbar"),
    Stock("herma-4387", "A4", "round", 30, 30, 6, 8, 8.65, 19.61, 32.54, 32.54, source="LibreOffice, labels.xml: Herma A4 / 4387 SuperPrint Kreise 30 mm, weiß"),
    Stock("herma-4476", "A4", "round", 40, 40, 4, 6, 16, 13.5, 46, 46, source="LibreOffice, labels.xml: Herma A4 / 4476 SuperPrint Kreise 40 mm, weiß"),
    Stock("herma-4477", "A4", "round", 60, 60, 3, 4, 8, 18, 67, 67, source="LibreOffice, labels.xml: Herma A4 / 4477 SuperPrint Kreise 60 mm, weiß"),
    Stock("herma-8851", "A4", "round", 32, 32, 5, 7, 12.8, 18.2, 38.1, 38.1, source="LibreOffice, labels.xml: Herma A4 / 8851 InkPrint Special Kreise 32 mm, weiß"),
    Stock("herma-4211", "A4", "rectangle", 25.4, 16.93, 7, 16, 8.48, 13.06, 27.94, 16.93, source="LibreOffice, labels.xml: Herma A4 / 4211 SuperPrint weiß, Ecken abgerundet, ablösbar"),
    Stock("endisch-6503333", "A4", "rectangle", 33, 33, 6, 8, 6, 16.5, 33, 33, source="gLabels, endisch-templates.xml: 6503333x"),
    Stock("rayfilm-2307", "A4", "rectangle", 35, 35, 6, 8, 0, 8.5, 35, 35, source="gLabels, rayfilm-templates.xml: 2307"),
    Stock("brother-dk-1201", "roll", "rectangle", 28.96, 89.83, radius=1.5, unprintable=(1.5, 2.96), source="gLabels, brother-other-templates.xml: DK-1201"),
    Stock("brother-dk-1202", "roll", "rectangle", 61.98, 99.82, radius=1.5, unprintable=(1.5, 2.96), source="gLabels, brother-other-templates.xml: DK-1202"),
    Stock("brother-dk-1208", "roll", "rectangle", 38.01, 89.83, radius=1.5, unprintable=(1.5, 2.96), source="gLabels, brother-other-templates.xml: DK-1208"),
    Stock("brother-dk-11209", "roll", "rectangle", 62, 29, unprintable=(1.5, 2.96), source="brother_ql, labels.py: 62x29"),
    Stock("dymo-30334", "roll", "rectangle", 57, 32, radius=2, source="gLabels, dymo-other-templates.xml: 30334"),
    Stock("dymo-11354", "roll", "rectangle", 57, 32, radius=2, source="gLabels, dymo-other-templates.xml: 30334"),
    Stock("dymo-99012", "roll", "rectangle", 36, 89, source="gLabels, dymo-other-templates.xml: 99012"),
    Stock("zebra-2x1", "roll", "rectangle", 50.8, 25.4, verified=False, source="nominal size"),
    Stock("zebra-4x6", "roll", "rectangle", 101.6, 152.4, verified=False, source="nominal size"),
)
# fmt: on
"""In the order of their names."""

"""The batch that a new project begins with, and all that belongs to it: a soap of an example brand. To be read, and then taken away."""

import datetime

PRODUCT = """\
---
title: Linden Soap
summary: A mild bar of rapeseed oil and linden blossom, cured for six weeks.
category: Soap
size: 95 g
inci: [Sodium Canolate, Aqua, Glycerin, Tilia Cordata Flower Extract]
use: Wet it, work up a lather in your hands, and leave it to drain.
storage: On a rack, out of the spray.
---

Rapeseed makes a soft soap that takes its time. We steep the oil with linden blossom for ten days first, in the dark,
and stir it with lye at no more than 35 °C, because above that the scent is gone by evening. Each loaf gives 48 bars.
They lie on slats under the roof for six weeks before one is wrapped.
"""

MAKER = """\
---
title: Marta Sander
role: Soap maker
place: Lüchow
country: DE
since: 2017
---

Marta taught chemistry for eleven years and still writes on the wall. What she writes there is the weight of the lye,
before she pours it, and the name of whoever has checked it. Nobody has ever found a mistake. She says that this is
what the wall is for.
"""

OIL = """\
---
title: Rapeseed oil
inci: Brassica Campestris Seed Oil
origin:
  place: Clenze
  country: DE
supplier: Ölmühle Harms
---

Pressed cold, eight kilometres away, from what grows between the mill and us. Henning Harms lets it settle for three
weeks and filters it through cloth. It is the yellow of a school bus in April and nearly brown by autumn.
"""

BLOSSOM = """\
---
title: Linden blossom
inci: Tilia Cordata Flower Extract
origin:
  place: Lüchow
  country: DE
supplier: The parish, for a cake
---

From the four small-leaved lindens behind the old school. They flower for nine days or so, usually around the first of
July, and are picked into pillowcases.
"""

BATCH = """\
---
title: The tree behind the school
summary: Linden blossom picked in four mornings from one tree, since the other three flowered without us.
product: linden-soap
maker: marta-sander
code: LS-{year}-001
made: {year}-07-14
filled: {year}-08-25
released: {year}-08-28
best_before: {best_before}-08
units: 94
status: available
price: 8.50 {currency}
sourcing:
  - ingredient: rapeseed-oil
    lot: H-{year}-19
    share: 71 %
    note: Bottled in the week before, and paler than last year's.
  - ingredient: linden-blossom
    share: 3 %
    harvested: {year}-07-04
provenance:
  - on: {year}-07-01
    what: Picked, on four mornings before eight
    where: Behind the old school, Lüchow
    by: Marta Sander and Class 4b
  - on: {year}-07-04
    what: Steeped in the oil, in the dark
  - on: {year}-07-14
    what: Stirred and poured, two loaves
    by: Marta Sander
  - on: {year}-08-25
    what: Wrapped
checks:
  - test: pH of a 1 % solution
    result: pass
    value: "9.4"
    limit: 9.0 to 10.5
    lab: Our own bench
packaging:
  - part: Wrapper
    material: Uncoated paper
    recycle: Paper bin
facts:
  - label: Blossom
    value: 2.1 kg from one tree
  - label: Loaves
    value: Two, of which the second lost a corner
---

There are four lindens behind the old school, and in most years they flower one after the other, so that there is
always one to go to. This year three of them opened in the same hot weekend at the end of June, while
[Marta](maker:marta-sander) was at a wedding in Kassel. By Monday they were humming with bees from one end to the other
and past their best for us. The fourth stands in the shade of the gym. It was a week late, as it is every year, and
nobody had ever thought that an advantage.

She picked from the first of July, before eight, while the flowers were dry and the playground empty. On the second
morning Class 4b came out to see what was in the pillowcases. On the third they brought their own. Together they picked
2.1 kilos, which is less than half of what we like to have, and one wasp sting.

## What we changed

With so little blossom we made two loaves instead of five, and left the [oil](ingredient:rapeseed-oil) on it for ten
days rather than seven. It came off greener and smelt of honey and cut grass. In the bar that has become fainter: you
notice it on your hands a minute later, which is about how the tree does it too.

Ninety-four bars came out rather than ninety-six, since a corner of the second loaf stayed in the mould. Class 4b has
had the crumbs, and has reported that they work.
"""

ABOUT = """\
---
title: About us
summary: Who we are, and what a batch is to us.
menu: header 1
---

This page is yours: say who you are, where you work and why in batches. It is `content/pages/about.md`.

## What a batch is

We buy what the growers have and make what that allows, so no two batches of ours are quite the same. Each one has a
code on its label, and the code leads to a page about that batch: who made it, what went in, where that came from, and
what went wrong. [The tree behind the school](batch:the-tree-behind-the-school) is one to begin with.
"""


def files(today: datetime.date, currency: str) -> dict[str, str]:
    """The example's files by their paths, as of the last summer whose soap is on sale."""
    year = today.year if today >= datetime.date(today.year, 8, 28) else today.year - 1
    batch = BATCH.format(year=year, best_before=year + 2, currency=currency)
    return {
        "content/products/linden-soap.md": PRODUCT,
        "content/makers/marta-sander.md": MAKER,
        "content/ingredients/rapeseed-oil.md": OIL,
        "content/ingredients/linden-blossom.md": BLOSSOM,
        "content/batches/the-tree-behind-the-school/story.md": batch,
        "content/pages/about.md": ABOUT,
    }

"""The stock that a name means: whole, or its end, in any case."""

import re
from collections.abc import Sequence

from batchpages.diagnostics import did_you_mean, shown
from batchpages.labels.refused import RefusedError
from batchpages.labels.stock import Stock
from batchpages.labels.stocks import STOCKS


def find(name: str, own: Sequence[Stock] = ()) -> Stock:
    """The stock of a name such as `avery-l7160`, `Avery L7160` or `L7160`; those of one's `own` come first.

    Raises `RefusedError` where there is none, or where several end so.
    """
    wanted = re.sub(r"[\s_/-]+", "-", name.strip()).casefold()
    for stocks in (own, STOCKS):
        by_id = {stock.id.casefold(): stock for stock in stocks}
        if wanted in by_id:
            return by_id[wanted]
        ending = [stock for id_, stock in by_id.items() if wanted and id_.endswith(f"-{wanted}")]
        if len(ending) == 1:
            return ending[0]
        if ending:
            raise RefusedError(f"several stocks are called {shown(name)}", f"write one of `{'`, `'.join(stock.id for stock in ending)}`")
    every = [*own, *STOCKS]
    near = _near(wanted, [stock.id for stock in every]) or _near(wanted, [stock.id.rpartition("-")[2] for stock in every])
    raise RefusedError(f"there is no stock {shown(name)}", near or "`batchpages labels stocks` lists them; others go into `labels.stocks` in the settings")


def _near(wanted: str, names: Sequence[str]) -> str:
    """A hint with the nearest of some names: of those that begin most like what is wanted, since the last figures are what one mistypes."""
    alike = {name: _alike(name, wanted) for name in names}
    longest = max(alike.values(), default=0)
    return did_you_mean(wanted, [name for name in names if alike[name] == longest]) or did_you_mean(wanted, names)


def _alike(one: str, other: str) -> int:
    """How many letters two names begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

"""The stocks that a project can print on, and pages to try one with. Needs no build."""

from pathlib import Path

import msgspec

from batchpages import model
from batchpages.content.settings import parse_settings
from batchpages.diagnostics import UsageError
from batchpages.edges.files import save, told_as_machine_error
from batchpages.engine.task import digest_of
from batchpages.labels.draw import draw_test_page
from batchpages.labels.find_stock import find
from batchpages.labels.refused import RefusedError
from batchpages.labels.stock import Stock, custom, trouble
from batchpages.labels.stocks import STOCKS
from batchpages.printing import check_output
from batchpages.wish import SETTINGS


def own_settings(root: Path) -> model.Settings:
    """The settings of a project, or what is right of them. Raises `MachineError` where they cannot be read."""
    with told_as_machine_error("read", root / SETTINGS):
        data = (root / SETTINGS).read_bytes()
    return msgspec.msgpack.decode(parse_settings({"files": [digest_of(data).hex()]}, lambda _: data).entry, type=model.Settings)


def own_stocks(settings: model.Settings) -> tuple[Stock, ...]:
    """The stocks of the settings that are in order."""
    return tuple(custom(stock) for stock in settings.labels.stocks if not trouble(stock)[1])


def every_stock(root: Path | None) -> tuple[Stock, ...]:
    """The stocks that can be asked for, those of the project first."""
    return (*(own_stocks(own_settings(root)) if root else ()), *STOCKS)


def write_test_page(root: Path | None, name: str, nudge: tuple[float, float], output: Path | None) -> tuple[Path, Stock]:
    """The outlines of a stock as a PDF; gives where it is, and the stock. Raises `UsageError` where there is no such stock."""
    settings = own_settings(root) if root else None
    for own in settings.labels.stocks if settings else ():
        _, what, hint = trouble(own)
        if what and own.id == (name or settings.labels.stock if settings else ""):
            raise UsageError(f"the stock `{own.id}` cannot be: {what}; {hint}")
    try:
        stock = find(name or (settings.labels.stock if settings else ""), own_stocks(settings) if settings else ())
    except RefusedError as error:
        raise UsageError(f"{error.what}; {error.hint}") from None
    if output and root:
        check_output(output, root)
    path = output or Path.cwd() / f"test-page-{stock.id}.pdf"
    with told_as_machine_error("write", path):
        save(path, draw_test_page(stock, nudge))
    return path, stock

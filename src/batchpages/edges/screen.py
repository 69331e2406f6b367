"""What browsers are shown, moment by moment: made in one thread, read in those that answer browsers."""

import threading
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

import msgspec

from batchpages.engine.files import MissingError, Stretch, reader
from batchpages.engine.task import Digest


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, as it stands over a page: `place` as a terminal names it, and the `text` of that line.

    `at` is the address of the page that shows the record where it stands; it is empty where that is no record.
    """

    severity: str
    at: str
    place: str
    line: int
    column: int
    text: str
    what: str
    hint: str
    rule: str
    also: tuple[str, ...]


class Moment(NamedTuple):
    """What is shown at one moment: files by their output path, under the path of the base, and what is said over them. `awaited` are
    photographs that are made once somebody asks for them.

    `drafts` has the addresses of pages that a build would not publish, each with what to say there; `moved` the addresses of
    pages that have gone, each with that of the page which has come in its place.
    """

    number: int = 0
    base: str = "/"
    files: Mapping[str, tuple[Digest, Stretch]] = {}
    problems: tuple[Problem, ...] = ()
    drafts: Mapping[str, str] = {}
    moved: Mapping[str, str] = {}
    awaited: Set[str] = frozenset()

    def name(self, address: str) -> str:
        """The output path of an address; empty where it is that of nothing. Only looked up: no address is ever made a path of the disk."""
        if not address.startswith(self.base):
            return ""
        path = address.removeprefix(self.base)
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        return name if name in self.files else ""

    def address(self, name: str) -> str:
        """The address of an output path."""
        return self.base + name.removesuffix("index.html")

    def data(self, name: str) -> bytes | None:
        """The bytes of an output; none where they have changed since, and another moment is about to come."""
        digest, stretch = self.files[name]
        try:
            return reader({digest: stretch}.get)(digest)
        except MissingError:
            return None


class Screen:
    """The moment that is shown now, and which addresses are being looked at. Calls `asks` when somebody asks for a photograph."""

    def __init__(self, asks: Callable[[], None] = lambda: None) -> None:
        self.moment = Moment()
        self._asks, self._asked = asks, dict[str, None]()
        self._come = threading.Condition()
        self._looked_at: dict[object, tuple[str, ...]] = {}

    def show(self, moment: Moment) -> None:
        """Show another moment, and tell all who wait."""
        with self._come:
            self.moment = moment._replace(number=self.moment.number + 1)
            self._come.notify_all()

    def after(self, number: int, seconds: float) -> Moment:
        """The moment now, or the next one where that has been seen; at most so many seconds later."""
        with self._come:
            self._come.wait_for(lambda: self.moment.number != number, seconds)
            return self.moment

    def add(self, files: Mapping[str, tuple[Digest, Stretch]]) -> None:
        """Show photographs that were awaited. It is the same moment: no page is another for that."""
        with self._come:
            self.moment = self.moment._replace(files={**self.moment.files, **files}, awaited=self.moment.awaited - files.keys())
            self._come.notify_all()

    def photograph(self, name: str, patience: float, seconds: float) -> Moment:
        """The moment in which a photograph is there. The page that shows it may have come before the moment that knows of it, for which
        there is `patience`; then it is made, for which there are so many `seconds`.
        """
        with self._come:
            number = self.moment.number
            self._come.wait_for(lambda: name in self.moment.awaited or self.moment.number != number, patience)
            if name in self.moment.awaited:
                self._asked[name] = None
                self._asks()
                self._come.wait_for(lambda: name not in self.moment.awaited, seconds)
            return self.moment

    def asked(self) -> list[str]:
        """The awaited photographs that somebody has asked for, the first to ask first."""
        with self._come:
            self._asked = {name: None for name in self._asked if name in self.moment.awaited}
            return list(self._asked)

    def look(self, who: object, addresses: tuple[str, ...]) -> None:
        """Note what somebody looks at; nothing where nobody does any more."""
        with self._come:
            self._looked_at.pop(who, None)
            if addresses:
                self._looked_at[who] = addresses

    def looked_at(self) -> list[str]:
        """The output paths of the pages that are being looked at, the latest first."""
        with self._come:
            addresses = [address for each in reversed(self._looked_at.values()) for address in each]
        return list(dict.fromkeys(name for address in addresses if (name := self.moment.name(address))))

"""The preview: the project built again after each change, in memory, into what browsers are shown. Nothing is published, no label issued."""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from batchpages import notes
from batchpages.addresses import IMAGES, Addresses
from batchpages.build import Checked, First, look_through
from batchpages.content.advice import Known, advise
from batchpages.diagnostics import Diagnostic, MachineError, errors
from batchpages.edges import clock, lock, program
from batchpages.edges.disk import Disk, Folder
from batchpages.edges.screen import Moment, Screen
from batchpages.engine.files import MissingError, Stretch, reading
from batchpages.engine.run import ChooseExecutor, Done, Plan, run
from batchpages.engine.store import Kept, Store
from batchpages.engine.task import Digest, Output, Task
from batchpages.pages.links import links_of
from batchpages.pages.site import RECORD_PAGES
from batchpages.printing import Make, Storefront, ready_sheets
from batchpages.wish import PREVIEW, Tell, Wish

BREATH = 0.001
"""Seconds that are left to the threads that answer browsers."""
PATIENCE = 0.3
"""Seconds of making pages after which a further change begins it anew."""
TRIES = 5
"""How often a look is taken anew at once where files change while they are read, and how often in a row a round is broken off."""
LOST = Stretch("")
"""Where bytes are that were in a store that has been damaged."""
LONGEST = 120.0
"""Seconds after which a file that cannot be read as it was seen is no longer thought to be one that is just being copied."""


class Round(NamedTuple):
    """How one round ended: what was found, how many files were made, and in how many seconds. Nothing new is shown where there is a mistake.

    `changed` says whether files are known to have changed: a round also begins with a new day, and after one that was broken off.
    """

    diagnostics: tuple[Diagnostic, ...]
    made: int
    seconds: float
    changed: bool


class _AnewError(Exception):
    """Something has changed again, and what is under way is of no use."""


class Preview:
    """A project, and the screen that it is shown on. The caller holds the lock of `PREVIEW`, and calls everything from one thread.
    Where the folder with the lock is deleted, it is taken anew.

    `came` says whether anything has happened since. `files` are those that the settings name, wherever they lie.
    """

    def __init__(self, root: Path, wish: Wish, screen: Screen, choose: ChooseExecutor, came: Callable[[], bool]) -> None:
        self._root, self._wish, self._screen, self._choose, self._came = root, wish, screen, choose, came
        self._state = root / PREVIEW
        self._store = Store(self._state / "store", program.digest())
        self._disk: Disk | None = None
        self._shop: Storefront | None = None
        self._seen: tuple[object, ...] = ()
        self._locks = contextlib.ExitStack()
        self._good: Mapping[str, tuple[Digest, Stretch]] = {}
        self._broken_off = 0
        self._in_vain_since = 0.0
        self._known: Known = {}
        self._unsaved = False
        self._images: Mapping[str, Output] = {}
        self._darkroom = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="photographs")
        self.files: tuple[str, ...] = ()

    def refresh(self, tell: Tell) -> Round | None:
        """Look at the project, and show it as it is now; nothing where it is as it was, or where it changes meanwhile and is to be
        looked at again. Raises `MachineError` where the disk fails, or the project has gone.
        """
        self._stand()
        for _ in range(TRIES):
            try:
                found = self._round(tell)
            except _AnewError:
                self._seen = ()
                return None
            except MissingError as error:
                self._seen = ()
                if not error.path or Path(error.path).is_relative_to(self._state):
                    self._empty()  # the store is damaged; else a file has changed between the look at it and its reading
            else:
                self._in_vain_since = 0.0
                return found
        self._in_vain_since = self._in_vain_since or time.monotonic()
        if time.monotonic() - self._in_vain_since > LONGEST:
            raise MachineError("files keep changing while they are read; wait until it is quiet, and start the preview again")
        return None

    def asked(self) -> bool:
        """Whether browsers wait for photographs."""
        return bool(self._screen.asked())

    def develop(self) -> bool:
        """Make the photographs that browsers have asked for, in threads, since most of that is done outside of Python's lock; until something
        has changed, which goes first. Says whether any were asked for.
        """
        sources = {self._images[path].source for path in self._screen.asked() if path in self._images}
        if not sources:
            return False
        plan = {path: (output.task, output.name) for path, output in self._images.items() if output.source in sources}
        try:
            for each in run(plan, self._store, self._store.pages, lambda _: self._darkroom, heavy=True):
                self._unsaved = True
                digest = each.kept.files[plan[each.name][1]].digest
                self._good = {**self._good, each.name: (digest, self._find(digest))}
                self._screen.add({each.name: self._good[each.name]})
                if self._came():
                    break
        except MissingError:
            return False  # the author's picture has changed since, or the store is damaged: for a round to find
        return True

    def settle(self) -> None:
        """Keep what was made for the next preview, and tidy up; for a moment in which nothing happens."""
        if not self._unsaved or not self._stands():
            return
        self._save()
        self._unsaved = False
        self._store = Store(self._store.folder, self._store.code)
        if self._disk:
            self._store.elsewhere(self._disk.places)
        self._good = {path: (digest, self._store.find(digest) or LOST) for path, (digest, _) in self._good.items()}
        self._screen.show(self._screen.moment._replace(files=self._good))
        gc.collect()

    def latest(self) -> str:
        """The address of the page that was edited last; that of the home page where none is shown."""
        moment, shop = self._screen.moment, self._shop
        if not shop or not self._disk:
            return moment.base
        addresses = Addresses(shop.settings.base_url)
        shown_at = {record.entry.path: addresses.record(kind, record.entry.slug) for kind in RECORD_PAGES for record in shop.catalog.shown(kind)}
        edited = self._disk.latest([path for path, address in shown_at.items() if moment.name(address)])
        return shown_at.get(edited, moment.base)

    def close(self) -> None:
        """Keep what was made, and end."""
        self._darkroom.shutdown(wait=False, cancel_futures=True)
        if self._stands():
            self._save()
        else:
            self._store.close()
        self._locks.close()

    def _stands(self) -> bool:
        """Whether all is there yet that was made: somebody may have deleted it, or moved the project."""
        return (self._state / lock.LOCK).exists() and self._store.whole()

    def _stand(self) -> None:
        if not self._root.is_dir():
            raise MachineError(f"the project's folder `{self._root}` is not there any more; start the preview again where it is now")
        if self._stands():
            return
        if not (self._state / lock.LOCK).exists():
            self._locks.enter_context(lock.hold(self._state))
        self._empty()
        self._seen = ()

    def _save(self) -> None:
        self._store.save(published=False, shown={digest for digest, _ in self._good.values()})

    def _empty(self) -> None:
        self._store.close()
        for path in self._store.folder.glob("*"):
            path.unlink(missing_ok=True)
        Disk.forget(self._state)
        self._store = Store(self._store.folder, self._store.code)
        self._good = {path: (digest, LOST) for path, (digest, _) in self._good.items()}

    # --- one round ---------------------------------------------------------------------------------------------------------

    def _round(self, tell: Tell) -> Round | None:
        started = time.perf_counter()
        disk = Disk(self._root, self._state, None)
        seen = self._as_seen(disk)
        if seen == self._seen:
            return None
        changed = bool(self._seen) and seen[1:] != self._seen[1:]
        disk.site = Folder(self._good.keys(), {path: digest for path, (digest, _) in self._good.items()})
        self._disk, self._unsaved = disk, True
        self._store.elsewhere(disk.places)
        make = self._make(tell)
        checked = look_through(self._wish, disk, self._store, make, tell, First(frozenset(self._screen.looked_at()), self._show_early))
        sheets = ready_sheets(checked.shop, disk, self._store, make, wanted=False)
        found = tuple(dict.fromkeys([*checked.diagnostics, *sheets.diagnostics]))
        if errors(found) and self._overtaken():
            raise _AnewError  # a file that is just being written is a mistake for a moment
        self._screen.show(self._moment(checked, found, self._advice(checked.shop, disk.sources.keys())))
        self.files = disk.named
        disk.remember(None)
        self._seen, self._broken_off = self._as_seen(disk), 0
        return Round(found, checked.made, time.perf_counter() - started, changed)

    def _as_seen(self, disk: Disk) -> tuple[object, ...]:
        """All that a round goes by, the day first."""
        days = clock.days(self._wish.date, self._shop.settings.timezone) if self._shop else None
        return days, disk.sources, disk.bundled, disk.diagnostics

    def _make(self, tell: Tell) -> Make:
        """What runs plans. Raises `_AnewError` where that takes long, and something has changed again."""

        def make(plan: Plan, doing: str, *, pages: bool = False, heavy: bool = False) -> dict[str, Done]:
            began = time.monotonic()
            done: dict[str, Done] = {}
            for each in run(plan, self._store, self._store.pages if pages else self._store.parts, self._choose, heavy=heavy):
                done[each.name] = each
                if each.made:
                    tell(doing, len(done), len(plan))
                if pages and time.monotonic() - began > PATIENCE and self._overtaken():
                    raise _AnewError
            return done

        return make

    def _overtaken(self) -> bool:
        """Whether something has changed again; not for ever, since a round has to end some time."""
        if self._broken_off >= TRIES or not self._came():
            return False
        self._broken_off += 1
        return True

    def _show_early(self, plan: Plan, done: Mapping[str, Done]) -> None:
        """Show the pages that are looked at before all is looked through, unless one of them has a mistake. Where another has, they go again."""
        results = {path: each.kept for path, each in done.items()}
        files = {path: kept.files[name].digest for path, kept in results.items() if (name := plan[path][1]) in kept.files}
        now = self._screen.moment
        if self._shop is None or len(files) < len(results) or all(path in now.files and now.files[path][0] == files[path] for path in files):
            return
        found = {path: self._store.links(kept) for path, kept in results.items()}
        addresses = Addresses(self._shop.settings.base_url)
        if all(self._leads(link, found, addresses) for links, _ in found.values() for link in links):
            self._screen.show(now._replace(files={**self._good, **self._files(files)}))
            time.sleep(BREATH)

    def _leads(self, link: str, found: Mapping[str, tuple[list[str], list[str]]], addresses: Addresses) -> bool:
        """Whether a link leads to one of the pages whose links and anchors were `found`, to a photograph, or to a last good one."""
        target, fragment = addresses.output(link), unquote(link.partition("#")[2])
        if link.startswith(addresses.base_path + IMAGES):
            return True
        if not link.startswith(addresses.base_path) or not (target in found or target in self._good):
            return False
        if fragment in ("", "top") or not target.endswith(".html"):
            return True
        anchors = found[target][1] if target in found else links_of((self._screen.moment.data(target) or b"").decode(), link, addresses)[1]
        return fragment in anchors

    # --- what is shown -----------------------------------------------------------------------------------------------------

    def _advice(self, shop: Storefront, sources: Set[str]) -> tuple[Diagnostic, ...]:
        with reading(self._store.find) as read:
            advice = advise(shop.catalog, sources, shop.today, read, {each.rule for each in shop.settings.check}, self._known)
        self._known = advice.known
        return advice.told

    def _moment(self, checked: Checked, found: tuple[Diagnostic, ...], advice: tuple[Diagnostic, ...]) -> Moment:
        """The project as it is now, or the last good one where there is a mistake; and in both cases what was found."""
        moment, shop, before = self._screen.moment._replace(files=self._good), checked.shop, self._shop
        if not errors(found):
            addresses = Addresses(shop.settings.base_url)
            moved = notes.moved(before, shop, checked.wanted) if before else {}
            still = {old: new for old, new in moment.moved.items() if addresses.output(old) not in checked.wanted}
            files = {**self._files(checked.wanted), **self._developed(checked.images)}
            awaited = checked.images.keys() - files.keys()
            moment = Moment(moment.number, addresses.base_path, files, (), notes.drafts(shop, addresses), {**still, **moved}, awaited)
            self._images = checked.images
            self._good, self._shop = moment.files, shop
        return moment._replace(problems=notes.problems((*found, *advice), self._root, Addresses(shop.settings.base_url)))

    def _files(self, wanted: Mapping[str, Digest]) -> dict[str, tuple[Digest, Stretch]]:
        """Where the bytes of each file can be read; looked up only for what is new."""
        known, nothing = self._good, (b"", LOST)
        return {
            path: there if (there := known.get(path, nothing))[0] == digest and there[1] != LOST else (digest, self._find(digest))
            for path, digest in wanted.items()
        }

    def _developed(self, images: Mapping[str, Output]) -> dict[str, tuple[Digest, Stretch]]:
        """Those photographs that were made before. Their addresses name their bytes, so what is shown already is as it was."""
        found = {path: self._good[path] for path in images if path in self._good and self._good[path][1] != LOST}
        task: Task | None = None
        kept: Kept | None = None
        for path, output in images.items():
            if path in found or path in self._screen.moment.awaited:
                continue
            if output.task is not task:
                task, kept = output.task, self._store.get(output.task.key(self._store.code))
            if kept:
                digest = kept.files[output.name].digest
                found[path] = digest, self._find(digest)
        return found

    def _find(self, digest: Digest) -> Stretch:
        stretch = self._store.find(digest)
        if stretch is None:
            raise MissingError(digest)
        return stretch

"""The preview server from its start to Ctrl-C: a round after each change, and now and then one to be sure."""

import gc
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from batchpages.edges import lock
from batchpages.edges.disk import FOLDERS
from batchpages.edges.files import told_as_machine_error
from batchpages.edges.screen import Screen
from batchpages.edges.serve import bind, is_this_computer, reached_at, serve
from batchpages.edges.watch import Changes
from batchpages.engine.run import ChooseExecutor
from batchpages.preview import Preview, Round
from batchpages.wish import LEDGER, PREVIEW, SETTINGS, Tell, Wish

SURE = 1.0
"""Seconds without an event after which the files are looked at all the same: events are a short way, never the truth."""
BLIND = 0.25
"""Seconds between looks where no events come."""
SHARE = 20
"""A look at all files takes at most the 20th part of the time, however many there are; the 5th where no events come, and somebody is at work."""
AWAKE = 60.0
"""Seconds after a change for which somebody is thought to be at work."""


class Listening(NamedTuple):
    """Where the preview stands: its port, the address of its home page and of the page that was edited last.

    `to_network` says whether others than this computer can look. `why_polling` says why the system tells of no changes; it is empty where it does.
    """

    port: int
    address: str
    latest: str
    to_network: bool
    why_polling: str


def preview(
    root: Path,
    wish: Wish,
    where: tuple[str, int],
    choose: ChooseExecutor,
    tell: Tell,
    listens: Callable[[Listening], None],
    tells: Callable[[Round], None],
    *,
    events: bool,
) -> None:
    """Show a project at a host and port, until Ctrl-C.

    Calls `listens` once it can be seen, and `tells` after each round. Raises `MachineError` where another preview of the project runs,
    no port is free, or the disk fails.
    """
    with lock.hold(root / PREVIEW), told_as_machine_error("work in", root / PREVIEW), bind(*where) as listening:
        files = (SETTINGS, LEDGER)
        with Changes(root, FOLDERS, files, events=events) as changes:
            screen = Screen(changes.wake)
            shown = Preview(root, wish, screen, choose, changes.came)
            try:
                if first := shown.refresh(tell):
                    tells(first)
                serve(screen, listening, where[0])
                listens(_listening(listening, where[0], screen, shown, changes))
                _follow(shown, changes, tells)
            finally:
                shown.close()


def _listening(listening: socket.socket, host: str, screen: Screen, shown: Preview, changes: Changes) -> Listening:
    port = listening.getsockname()[1]
    start = f"http://{reached_at(host)}:{port}"
    return Listening(port, start + screen.moment.base, start + shown.latest(), not is_this_computer(host), changes.why)


def _follow(shown: Preview, changes: Changes, tells: Callable[[Round], None]) -> None:
    blind, cost, latest = bool(changes.why), 0.0, time.monotonic()
    while True:
        came = changes.wait(0 if shown.asked() else _pause(cost, time.monotonic() - latest, blind=blind))
        if not came and shown.develop():
            continue
        began = time.monotonic()
        found = shown.refresh(lambda *_: None)
        if found:
            tells(found)
            latest = time.monotonic()
            gc.collect()  # here, and not by itself in the middle of a round: a command does without, but this one lasts
        else:
            cost = time.monotonic() - began
            if not came:
                shown.settle()
                gc.collect(0)  # what answers to browsers have left behind
        if came or (found and found.changed):
            blind = not came
        changes.follow((SETTINGS, LEDGER, *shown.files))


def _pause(cost: float, still: float, *, blind: bool) -> float:
    """Seconds until the next look, where one takes `cost` seconds and nothing has changed for `still`."""
    if not blind:
        return max(SURE, cost * SHARE)
    return max(BLIND, cost * (SHARE / 4 if still < AWAKE else SHARE))

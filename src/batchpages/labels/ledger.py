"""`labels.ledger.yaml`: every address that ever went onto a label sheet, one readable line each. Old ledger → new; nothing is ever forgotten.

It is YAML, written by this program and seldom by hand, and read line by line: ten thousand lines are read at every build, and a merge by
git must be able to mix the lines of two branches in any order.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Digest, Read, Result, Task
from batchpages.wish import LEDGER

HEAD = (
    "# Every address that was put on labels. Keep this file in git, and merge it with `labels.ledger.yaml merge=union` in .gitattributes.\n"
    "# batchpages adds lines and takes none away. `retired: <batch>` at the end of a line lets the page there lead on to that batch.\n"
)

_LINE = re.compile(
    r"(?P<address>https://[^\s/?#\\]+/(?:[^\s?#\\]+/)?(?:batches/[a-z0-9-]+/|B/[0-9A-Z-]+/|01/\d{14}/10/[0-9A-Z-]+(?:/21/\d+)?))/?: +"
    r"\{ *batch: *[\"']?(?P<batch>[0-9A-Z-]+)[\"']?, *issued: *(?P<issued>\d{4}-\d\d-\d\d), *labels: *(?P<labels>\d{1,12})"
    r"(?:, *retired: *[\"']?(?P<retired>[0-9A-Za-z-]+)[\"']?)? *\}"
)
_CLIMBS = re.compile(r"/(?:\.|%2[eE]){1,2}/|//.*//")
"""An address that no page could have: it climbs, or has an empty step."""
_LINE_END = re.compile(r"\r\n?|\n")
_MARKER = re.compile(r"<{7}|={7}$|>{7}|\|{7}")


class Issued(msgspec.Struct, frozen=True, array_like=True):
    """An address that was issued: for the batch of a code, on a day, on how many printed labels; `line` is where it stands, from 1.

    `labels` counts those made to be printed with `batchpages labels`; sheets that lie ready add none. `retired` names the batch that
    the page leads on to, by its code or slug, where the batch itself is gone. `remarks` are the lines of comment before it.
    """

    address: str
    batch: str
    issued: datetime.date
    labels: int = 0
    retired: str = ""
    line: int = 0
    remarks: tuple[str, ...] = ()


class Ledger(msgspec.Struct, frozen=True, array_like=True):
    """All that was issued, by address, and the lines of comment after the last of them."""

    entries: dict[str, Issued] = {}
    remarks: tuple[str, ...] = ()


class Print(NamedTuple):
    """An address that labels are made for: the batch's code, and how many labels go to be printed."""

    address: str
    batch: str
    labels: int


def ledger_task(digest: Digest) -> Task:
    """The task that reads the ledger."""
    return Task("batchpages.labels.ledger:parse_ledger", {}, (digest,))


def parse_ledger(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: read the ledger. Its entry is the `Ledger`; a line that cannot be read is an error."""
    ledger, found = parse(read(bytes.fromhex(inputs["files"][0])))
    return Result(entry=msgspec.msgpack.encode(ledger), diagnostics=tuple(found))


def parse(data: bytes) -> tuple[Ledger, list[Diagnostic]]:
    """The ledger in a file, whatever the order of its lines. Two lines for one address, as a merge leaves them, are joined."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Ledger(), [Diagnostic(Place(LEDGER), f"byte {error.start + 1} is no UTF-8 text", "take the file as it was from git")]
    entries: dict[str, Issued] = {}
    found: list[Diagnostic] = []
    remarks: list[str] = []
    unjoined = False
    for number, line in enumerate(_LINE_END.split(text), 1):
        bare = line.strip()
        if not bare:
            continue
        if bare.startswith("#"):
            if f"{bare}\n" not in HEAD.splitlines(keepends=True):
                remarks.append(bare)
            continue
        if _MARKER.match(bare):
            if bare[0] == "<" or not unjoined:  # the lines that belong to it are no further mistakes
                found.append(_not_joined(number))
            unjoined = bare[0] != ">"
            continue
        entry = _entry(bare, number, tuple(remarks))
        if isinstance(entry, Diagnostic):
            found.append(entry)
            continue
        remarks = []
        other = entries.get(entry.address)
        joined = _joined(other, entry) if other else entry
        if isinstance(joined, Diagnostic):
            found.append(joined)
        else:
            entries[entry.address] = joined
    return Ledger(entries, tuple(remarks)), found


def ever_printed(data: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Every batch code, and every slug of a batch, that stands in a ledger, whether or not its lines can be read otherwise."""
    text = data.decode("utf-8", "replace")
    codes = re.findall(r"\b(?:batch|retired): *[\"']?([0-9A-Z-]{1,20})\b", text) + re.findall(r"/(?:B|10)/([0-9A-Z-]{1,20})/", text)
    return frozenset(codes), frozenset(re.findall(r"/batches/([a-z0-9-]+)/", text))


def issue(ledger: Ledger, prints: Iterable[Print], today: datetime.date) -> Ledger:
    """The ledger with these addresses in it, and their labels counted; the same one where there is nothing to add."""
    entries = dict(ledger.entries)
    for each in prints:
        known = entries.get(each.address)
        if known is None:
            entries[each.address] = Issued(each.address, each.batch, today, each.labels)
        elif each.labels or (each.batch != known.batch and not known.labels):
            batch = known.batch if known.labels else each.batch  # a code that was never printed can still be corrected
            entries[each.address] = msgspec.structs.replace(known, batch=batch, labels=known.labels + each.labels)
    return Ledger(entries, ledger.remarks) if entries != ledger.entries else ledger


def forget(ledger: Ledger, code: str) -> tuple[Ledger, list[Issued], list[Issued]]:
    """The ledger without the addresses of a batch of which no label was printed; those, and those that stay since some were."""
    its = [entry for entry in ledger.entries.values() if entry.batch.casefold() == code.casefold()]
    gone, stay = [e for e in its if not e.labels], [e for e in its if e.labels]
    if stay:
        return ledger, [], stay
    forgotten = {entry.address for entry in gone}
    return Ledger({address: entry for address, entry in ledger.entries.items() if address not in forgotten}, ledger.remarks), gone, []


def written(ledger: Ledger) -> bytes:
    """The ledger's file: sorted by address, a line each."""
    lines = [HEAD]
    for address in sorted(ledger.entries):
        entry = ledger.entries[address]
        retired = f", retired: {entry.retired}" if entry.retired else ""
        lines += [f"{remark}\n" for remark in entry.remarks]
        lines.append(f"{address}: {{batch: {entry.batch}, issued: {entry.issued.isoformat()}, labels: {entry.labels}{retired}}}\n")
    lines += [f"{remark}\n" for remark in ledger.remarks]
    return "".join(lines).encode()


def _not_joined(number: int) -> Diagnostic:
    what, hint = "git could not join two branches here", "keep the lines of both, and delete those that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
    return Diagnostic(Place(LEDGER, line=number, column=1), what, hint)


def _entry(line: str, number: int, remarks: tuple[str, ...]) -> Issued | Diagnostic:
    match = _LINE.fullmatch(line)
    if match is None or _CLIMBS.search(match["address"]):
        what = f"{shown(line)} is no line of a ledger"
        hint = "take the line as it was from git; each reads `https://…/: {batch: CODE, issued: 2026-04-18, labels: 21}`"
        return Diagnostic(Place(LEDGER, line=number, column=1), what, hint)
    try:
        day = datetime.date.fromisoformat(match["issued"])
    except ValueError:
        return Diagnostic(Place(LEDGER, line=number, column=match.start("issued") + 1), f"`{match['issued']}` is no date", "take the line as it was from git")
    return Issued(match["address"], match["batch"], day, int(match["labels"]), match["retired"] or "", number, remarks)


def _joined(one: Issued, other: Issued) -> Issued | Diagnostic:
    """Two lines of one address as one: issued on the earlier day, on as many labels as the higher count says."""
    if one.batch != other.batch or (one.retired and other.retired and one.retired != other.retired):
        what = f"`{one.address}` stands here for `{other.batch}`, and in line {one.line} for `{one.batch}`"
        if one.batch == other.batch:
            what = f"`{one.address}` leads on to `{other.retired}` here, and in line {one.line} to `{one.retired}`"
        return Diagnostic(
            Place(LEDGER, line=other.line, column=1), what, "delete the wrong one of the two lines", also=(Place(LEDGER, line=one.line, column=1),)
        )
    return msgspec.structs.replace(
        one,
        issued=min(one.issued, other.issued),
        labels=max(one.labels, other.labels),
        retired=one.retired or other.retired,
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks))),
    )

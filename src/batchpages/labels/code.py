"""What a printed code says → its modules. The one home of `qrcode`."""

import functools
import re
from typing import NamedTuple

import qrcode
from qrcode import constants, util

from batchpages.model import Correction

QUIET_ZONE = 4
"""Modules that stay blank around a code (ISO/IEC 18004, 6.3.8)."""

MASK = 2
"""The mask that every code has. Any is valid; looking for the best of eight takes many times longer than all the rest."""

_LEVELS: dict[Correction, int] = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]*")


class Code(NamedTuple):
    """A QR code: the text in it, its rows of dark (true) and light modules, and how it came to be.

    `saved` is by how many modules a side it is smaller than with the host in small letters.
    """

    text: str
    rows: tuple[tuple[bool, ...], ...]
    version: int
    correction: Correction
    saved: int

    @property
    def side(self) -> int:
        """Modules a side, without the quiet zone."""
        return len(self.rows)


def side_of(version: int) -> int:
    """Modules a side of a version (ISO/IEC 18004, 5.3.1)."""
    return 17 + 4 * version


@functools.lru_cache(maxsize=256)
def code(address: str, correction: Correction, *, capitals: bool = False, least: int = 1) -> Code:
    """The code of an address, with scheme and host in capitals where that makes it smaller, or where `capitals` are asked for.

    Those are the same in either case (RFC 3986, 3.1 and 3.2.2), and capitals take two thirds of the space. It has the highest
    error correction from `correction` on that makes it no larger; `least` is the lowest version that it can have. Raises `ValueError` where no code can hold so much.
    """
    small, large = _segments(address), _segments(in_capitals(address))
    with_small, with_large = _version(small, correction), _version(large, correction)
    chosen, segments, version = (in_capitals(address), large, with_large) if capitals or with_large < with_small else (address, small, with_small)
    version, levels = max(version, least), list(_LEVELS)
    best = next(level for level in reversed(levels[levels.index(correction) :]) if level == correction or _fits(segments, level, version))
    made = qrcode.QRCode(version=version, error_correction=_LEVELS[best], border=0, mask_pattern=MASK)
    made.data_list = segments
    made.make(fit=False)
    rows = tuple(tuple(map(bool, row)) for row in made.modules)
    return Code(chosen, rows, version, best, max(0, side_of(with_small) - side_of(version)))


def in_capitals(address: str) -> str:
    """An address with its scheme and host in capitals."""
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.upper()}://{host.upper()}{slash}{path}"


def _segments(text: str) -> list[util.QRData]:
    """A text as what of it can be alphanumeric from its start on, and the rest as bytes; all of it as bytes where that part is short."""
    match = _ALPHANUMERIC.match(text)
    head = match[0] if match else ""
    if len(head) < len(text) and len(head) < WORTH_SWITCHING:
        return [util.QRData(text.encode(), mode=util.MODE_8BIT_BYTE, check_data=False)]
    parts = [util.QRData(head.encode(), mode=util.MODE_ALPHA_NUM, check_data=False)]
    return parts + ([util.QRData(text[len(head) :].encode(), mode=util.MODE_8BIT_BYTE, check_data=False)] if len(head) < len(text) else [])


WORTH_SWITCHING = 6
"""Characters from which on a segment of its own takes less space (13 bits for its header, 2.5 bits a character gained)."""


def _version(segments: list[util.QRData], correction: Correction) -> int:
    version = next((version for version in range(1, 41) if _fits(segments, correction, version)), None)
    if version is None:
        raise ValueError("no QR code holds so long an address")
    return version


def _fits(segments: list[util.QRData], correction: Correction, version: int) -> bool:
    limit: int = util.BIT_LIMIT_TABLE[_LEVELS[correction]][version]
    needed: int = sum(4 + util.length_in_bits(part.mode, version) + _bits(part) for part in segments)
    return needed <= limit


def _bits(part: util.QRData) -> int:
    count = len(part.data)
    return 11 * (count // 2) + 6 * (count % 2) if part.mode == util.MODE_ALPHA_NUM else 8 * count

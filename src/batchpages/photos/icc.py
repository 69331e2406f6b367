"""ICC profiles of spaces that files only name: three primaries, a white and a curve as the bytes of a profile (ICC.1:2022)."""

import functools
import struct
from collections.abc import Sequence

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

_D65 = (0.3127, 0.3290)
_D50: Vector = (0.9642, 1.0, 0.8249)
"""The white of the connection space, as XYZ (ICC.1:2022, 7.2.16)."""
_BRADFORD: Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
"""XYZ → the responses of cones in which whites are adapted (ICC.1:2022, E.2)."""


@functools.cache
def adobe_rgb() -> bytes:
    """Adobe RGB (1998), from its primaries and its gamma of 2 + 51/256 (Adobe RGB (1998) Color Image Encoding, 4.3.1)."""
    return _profile(((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), b"curv" + struct.pack(">4xIH2x", 1, 0x0233))


@functools.cache
def display_p3() -> bytes:
    """Display P3: the primaries of SMPTE EG 432-1 with the white and the curve of sRGB (IEC 61966-2-1)."""
    curve = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    return _profile(((0.68, 0.32), (0.265, 0.69), (0.15, 0.06)), b"para" + struct.pack(">4xH2x", 3) + _fixed(curve))


def _profile(primaries: Sequence[tuple[float, float]], curve: bytes) -> bytes:
    """A display's profile with a matrix and one curve for all channels; `primaries` are chromaticities x, y of red, green and blue."""
    values = {b"wtpt": _xyz(_D50)}
    values |= dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(_xyz, _columns(_colorants(primaries))), strict=True))
    values |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    start = 128 + 4 + 12 * len(values)
    tags, data = struct.pack(">I", len(values)), b""
    for name, value in values.items():
        tags += name + struct.pack(">II", start + len(data), len(value))
        data += value
    head = struct.pack(">I4xI4s4s4s12x4s28x", start + len(data), 0x04400000, b"mntr", b"RGB ", b"XYZ ", b"acsp") + _fixed(_D50)
    return head.ljust(128, b"\0") + tags + data


def _xyz(value: Vector) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(value)


def _fixed(numbers: Sequence[float]) -> bytes:
    """Numbers as s15Fixed16."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _colorants(primaries: Sequence[tuple[float, float]]) -> Matrix:
    """RGB → XYZ under D50, for primaries under D65."""
    spread = _columns((_lifted(primaries[0]), _lifted(primaries[1]), _lifted(primaries[2])))
    white = _lifted(_D65)
    to_xyz = _scaled(spread, _apply(_inverse(spread), white))
    seen, meant = _apply(_BRADFORD, white), _apply(_BRADFORD, _D50)
    adapt = _product(_scaled(_inverse(_BRADFORD), (meant[0] / seen[0], meant[1] / seen[1], meant[2] / seen[2])), _BRADFORD)
    return _product(adapt, to_xyz)


def _lifted(chromaticity: tuple[float, float]) -> Vector:
    """A chromaticity as XYZ with Y = 1."""
    x, y = chromaticity
    return x / y, 1.0, (1 - x - y) / y


def _columns(rows: Matrix) -> Matrix:
    first, second, third = zip(*rows, strict=True)
    return first, second, third


def _apply(matrix: Matrix, vector: Vector) -> Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _product(left: Matrix, right: Matrix) -> Matrix:
    first, second, third = (_apply(left, column) for column in _columns(right))
    return _columns((first, second, third))


def _scaled(matrix: Matrix, factors: Vector) -> Matrix:
    """A matrix with each column times its factor."""
    first, second, third = ((row[0] * factors[0], row[1] * factors[1], row[2] * factors[2]) for row in matrix)
    return first, second, third


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c = matrix
    crossed = (_cross(b, c), _cross(c, a), _cross(a, b))
    volume = sum(one * other for one, other in zip(a, crossed[0], strict=True))
    return _scaled(_columns(crossed), (1 / volume, 1 / volume, 1 / volume))


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]

"""The workshop in the net loft: the long table under the windows, the kettle, the shelf with the five jars."""

import math
import random

import bpy
import numpy as np
from forms import area, fbm, glow, grid, plain, tube
from props import balm_material, dropper_bottle, jar, lid
from studio import box, camera, copy, glass, lathe, link, metal, paper, plaster, rounded, shoot, srgb, sun, wood, world


def hanging_apron(at, mat):
    """An apron that hangs from a nail by its neck band, in the folds in which it was left."""
    x, y, z = at
    u, v = np.meshgrid(np.linspace(-1, 1, 90), np.linspace(0, 1, 90))
    wide = 0.055 + 0.20 * np.clip(v * 2.6, 0, 1) ** 0.7 + 0.05 * v
    folds = 0.034 * np.sin(u * 7.5 + 1.2 * v + 0.6 * fbm(u * 2, v * 2, 2, 4)) * np.clip(0.35 + v, 0, 1) + 0.020 * fbm(u * 5, v * 3, 3, 7)
    obj = grid("apron", x + wide * u + 0.02 * fbm(u, v * 2, 2, 1), y - 0.05 - folds, z - 0.12 - v * 0.86 - 0.03 * u * u, mat)
    layer = obj.data.uv_layers.new()
    for loop in obj.data.loops:
        co = obj.data.vertices[loop.vertex_index].co
        layer.data[loop.index].uv = (co.x, co.z)
    for side in (-1, 1):
        tube("band", [(x + side * 0.05, y - 0.04, z - 0.13), (x + side * 0.04, y - 0.02, z - 0.05), (x + side * 0.01, y - 0.012, z)], 0.006, mat)
    tube("strings", [(x - 0.22, y - 0.03, z - 0.5), (x - 0.27, y - 0.03, z - 0.62), (x - 0.25, y - 0.02, z - 0.85), (x - 0.28, y - 0.02, z - 1.08)], 0.006, mat)


def canteen(at, *, mat):
    """The 40-litre jam kettle of a school: a steel tub on three legs, with a tap and a thermometer that has been taped over."""
    x, y, z = at
    tub = lathe(
        "tub",
        rounded(
            [
                (0, 0.30, 0),
                (0.20, 0.31, 0.1),
                (0.27, 0.42, 0.12),
                (0.275, 0.86, 0.02),
                (0.30, 0.87, 0.012),
                (0.30, 0.885, 0.01),
                (0.262, 0.885, 0.02),
                (0.255, 0.44, 0.1),
                (0, 0.34, 0),
            ]
        ),
        mat=mat,
        wobble=0.002,
    )
    tub.location = at
    for k in range(3):
        a = math.radians(90 + 120 * k)
        tube("leg", [(x + 0.20 * math.cos(a), y + 0.20 * math.sin(a), z + 0.36), (x + 0.26 * math.cos(a), y + 0.26 * math.sin(a), z)], 0.019, mat)
    tube("spout", [(x + 0.03, y - 0.24, z + 0.37), (x + 0.03, y - 0.34, z + 0.37), (x + 0.03, y - 0.37, z + 0.35), (x + 0.03, y - 0.37, z + 0.30)], 0.02, mat)
    box("tap", (0.014, 0.012, 0.09), at=(x + 0.03, y - 0.31, z + 0.43), bevel=0.004, mat=mat)
    dial = lathe("dial", rounded([(0, 0.02, 0), (0.045, 0.02, 0.004), (0.05, 0, 0)]), mat=mat)
    dial.location, dial.rotation_euler = (x - 0.13, y - 0.245, z + 0.64), (math.radians(90), 0, math.radians(-28))
    for turn in (38, -35):
        tape = box("tape", (0.12, 0.001, 0.028), at=(x - 0.137, y - 0.268, z + 0.64), turn=(0, turn, -28), mat=paper(srgb("#cdbb8f")))
        tape.location.y -= 0.002 if turn > 0 else 0
    for side in (-1, 1):
        tube(
            "handle",
            [
                (x + side * 0.275, y - 0.07, z + 0.77),
                (x + side * 0.34, y - 0.07, z + 0.78),
                (x + side * 0.34, y + 0.07, z + 0.78),
                (x + side * 0.275, y + 0.07, z + 0.77),
            ],
            0.011,
            mat,
        )


def window_in_wall(x, y, width, bottom, height, frame, lime, *, depth=0.34):
    """The frame of a window in a wall at `x` that looks along X, with its sill, and the light behind it."""
    for side in (-1, 1):
        box("jamb", (0.05, 0.055, height), at=(x - 0.1, y + side * (width / 2 - 0.027), bottom + height / 2), bevel=0.005, mat=frame)
    for z in (bottom + 0.03, bottom + height - 0.03):
        box("rail", (0.05, width, 0.06), at=(x - 0.1, y, z), bevel=0.005, mat=frame)
    box("mullion", (0.045, 0.045, height), at=(x - 0.1, y, bottom + height / 2), bevel=0.005, mat=frame)
    for k in (1, 2):
        box("bar", (0.035, width, 0.024), at=(x - 0.1, y, bottom + height * k / 3), bevel=0.004, mat=frame)
    box("sill", (depth, width + 0.08, 0.035), at=(x + 0.02, y, bottom - 0.015), bevel=0.008, mat=lime)


def scale(at, turn, steel):
    """The workshop's balance: a low body, a steel plate, a small grey window with figures."""
    body = box("scale", (0.20, 0.26, 0.055), at=(0, 0, 0.033), bevel=0.014, mat=plain("scale body", (0.55, 0.54, 0.50), 0.45))
    parts = [
        body,
        box("plate", (0.175, 0.16, 0.006), at=(0, 0.035, 0.072), bevel=0.003, mat=steel),
        box("display", (0.085, 0.002, 0.022), at=(-0.02, -0.1295, 0.038), bevel=0.0005, mat=plain("display", (0.20, 0.23, 0.19), 0.2)),
    ]
    holder = link(bpy.data.objects.new("scale", None))
    for part in parts:
        part.parent = holder
    holder.location, holder.rotation_euler = at, (0, 0, math.radians(turn))


def demijohn(at, glass_, syrup, cloth):
    """A glass demijohn with fig syrup, its neck under a cloth."""
    outer = rounded(
        [
            (0, 0.012, 0),
            (0.10, 0, 0.02),
            (0.145, 0.06, 0.06),
            (0.15, 0.17, 0.08),
            (0.06, 0.265, 0.06),
            (0.028, 0.30, 0.02),
            (0.028, 0.36, 0.004),
            (0.034, 0.372, 0.004),
            (0.022, 0.372, 0),
        ]
    )
    body = lathe("demijohn", outer, mat=glass_)
    fill = lathe(
        "syrup", rounded([(0, 0.018, 0), (0.097, 0.008, 0.02), (0.141, 0.06, 0.06), (0.147, 0.165, 0.02), (0.143, 0.185, 0.01), (0, 0.185, 0)]), mat=syrup
    )
    cap = lathe(
        "cloth",
        rounded([(0, 0.379, 0), (0.03, 0.378, 0.008), (0.037, 0.36, 0.01), (0.033, 0.345, 0.004), (0.052, 0.315, 0.01)]),
        mat=cloth,
        wobble=0.006,
        segments=64,
    )
    for part in (body, fill, cap):
        part.location = at


def exercise_books(at, turn, count, seed):
    """A pile of school exercise books, one a year."""
    chance = random.Random(seed)
    covers = ((0.10, 0.17, 0.22), (0.35, 0.12, 0.08), (0.30, 0.26, 0.15), (0.12, 0.20, 0.13), (0.42, 0.36, 0.26))
    z = at[2]
    for k in range(count):
        a = turn + chance.gauss(0, 7)
        for name, size, lift, mat in (
            ("pages", (0.158, 0.218, 0.007), 0.005, paper(srgb("#e9e2cf"))),
            ("cover", (0.165, 0.225, 0.0012), 0.0006, plain("cover", covers[k % 5], 0.8)),
            ("cover", (0.165, 0.225, 0.0012), 0.0096, plain("cover", covers[k % 5], 0.8)),
        ):
            box(name, size, at=(at[0] + chance.gauss(0, 0.003), at[1] + chance.gauss(0, 0.003), z + lift), turn=(0, 0, a), bevel=0.0004, mat=mat)
        z += 0.0112


def workshop(*, preview=False):
    """The long table at ten in the morning, before the door opens."""
    world((0.75, 0.82, 0.95), 0.10)
    lime, frame = plaster(srgb("#d6d0c4")), plain("window paint", (0.20, 0.24, 0.22), 0.55)
    boards, beam = wood(srgb("#54402f"), srgb("#94775a"), boards=0.17, rough=0.7), wood(srgb("#33271e"), srgb("#6a5340"), rough=0.8)
    top = wood(srgb("#5d4330"), srgb("#a98863"), boards=0.21)
    steel, old = metal((0.62, 0.61, 0.59), rough=0.36), metal((0.30, 0.29, 0.28), rough=0.5)
    windows = ((0.75, 1.0), (2.75, 1.0))
    left = -1.75
    edges = [-2.5, *[e for y, w in windows for e in (y - w / 2, y + w / 2)], 4.3]
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        box("wall", (0.34, b - a, 2.9), at=(left - 0.17, (a + b) / 2, 1.45), mat=lime)
    for y, w in windows:
        box("below", (0.34, w, 0.98), at=(left - 0.17, y, 0.49), mat=lime)
        box("above", (0.34, w, 0.52), at=(left - 0.17, y, 2.64), mat=lime)
        window_in_wall(left - 0.1, y, w, 0.98, 1.4, frame, lime)
        glow("sky", (w * 3.2, 2.6), (left - 1.0, y + 0.6, 1.7), (0, y, 1.7), 4.2, (0.90, 0.95, 1.0))
        area("window", (w * 0.95, 1.35), (left - 0.02, y, 1.68), (left + 2, y, 1.15), 62, (0.90, 0.95, 1.0), 165)
    box("end wall", (6, 0.3, 2.9), at=(1.0, 4.35, 1.45), bevel=0.02, mat=lime)
    box("far right", (0.3, 8, 2.9), at=(3.4, 1, 1.45), mat=lime)
    box("floor", (8, 6, 0.05), at=(0.8, 1, -0.025), turn=(0, 0, 90), mat=boards)
    for k in range(6):
        box("beam", (0.13, 6, 0.19), at=(0.8, -1.6 + 1.15 * k, 2.78), turn=(0, 0, 90), bevel=0.012, mat=beam)
    box("ceiling", (8, 6, 0.03), at=(0.8, 1, 2.92), turn=(0, 0, 90), mat=wood(srgb("#8f877a"), srgb("#b8b0a2"), boards=0.14, rough=0.85))
    table_x, table_top = -0.72, 0.84
    box("table", (3.9, 0.88, 0.05), at=(table_x, 1.55, table_top - 0.025), turn=(0, 0, 90), bevel=0.006, mat=top)
    for y in (-0.2, 1.6, 3.3):
        for side in (-1, 1):
            box("leg", (0.075, 0.075, table_top - 0.05), at=(table_x + side * 0.36, y, (table_top - 0.05) / 2), bevel=0.006, mat=beam)
    for side in (-1, 1):
        box("apron rail", (3.6, 0.028, 0.10), at=(table_x + side * 0.36, 1.55, table_top - 0.10), turn=(0, 0, 90), bevel=0.003, mat=beam)
    chance = random.Random(4)
    cream = balm_material()
    first, open_jar, cover = jar(seed=1, balm=cream), jar(seed=2, closed=False, balm=cream), lid(seed=3)
    spots = [(-0.82 + 0.075 * i, 1.0 + 0.085 * j) for j in range(6) for i in range(4)]
    for k, (x, y) in enumerate(spots):
        copy(
            open_jar if k > 9 else first, at=(x + chance.gauss(0, 0.004), y + chance.gauss(0, 0.004), table_top + 0.013), turn=(0, 0, 52 + chance.gauss(0, 13))
        )
    box("tray", (0.58, 0.36, 0.012), at=(-0.705, 1.21, table_top + 0.006), turn=(0, 0, 90), bevel=0.003, mat=wood(srgb("#7a5d42"), srgb("#b4946c")))
    for k in range(7):
        copy(cover, at=(-0.45 + chance.gauss(0, 0.03), 0.62 + 0.06 * k * 0.8, table_top), turn=(0, 0, 40 * k))
    copy(first, at=(-0.44, 0.42, table_top), turn=(0, 0, 30))
    for source in (first, open_jar, cover):
        source.location = (20, 20, 0)
    scale((-0.66, 0.22, table_top), 28, steel)
    copy(first, at=(-0.676, 0.252, table_top + 0.0755), turn=(0, 0, 41))
    bottle = dropper_bottle(seed=4)
    for k, (x, y) in enumerate(((-1.0, 2.0), (-0.94, 2.06), (-1.02, 2.1), (-0.93, 2.16))):
        copy(bottle, at=(x, y, table_top), turn=(0, 0, 50 + 9 * k))
    bottle.location = (20, 20, 0)
    pail = lathe(
        "pail",
        rounded([(0, 0.004, 0), (0.085, 0, 0.01), (0.11, 0.20, 0.01), (0.117, 0.207, 0.004), (0.107, 0.205, 0.003), (0.082, 0.01, 0.01), (0, 0.008, 0)]),
        mat=steel,
    )
    pail.location = (-0.86, 2.55, table_top)
    tube("paddle", [(-0.84, 2.52, table_top + 0.02), (-0.72, 2.62, table_top + 0.42)], 0.011, top)
    exercise_books((-0.42, 1.95, table_top), 64, 4, 3)
    tube("pencil", [(-0.45, 1.90, table_top + 0.05), (-0.34, 1.99, table_top + 0.05)], 0.0036, plain("pencil", (0.55, 0.30, 0.05), 0.5))
    canteen((0.95, 3.35, 0.0), mat=steel)
    oar = [(1.42, 3.9, 0.02), (1.50, 4.14, 1.15)]
    tube("oar", oar, 0.02, top)
    box("blade of an oar", (0.11, 0.016, 0.5), at=(1.515, 4.165, 1.36), turn=(-12, 4, 0), bevel=0.006, mat=top)
    for z in (1.52, 1.92):
        box("shelf", (1.9, 0.22, 0.03), at=(0.15, 4.07, z), bevel=0.004, mat=beam)
        for x in (-0.6, 0.9):
            box("bracket", (0.03, 0.18, 0.03), at=(x, 4.08, z - 0.03), bevel=0.003, mat=old)
    clear, syrup = glass((0.94, 0.97, 0.95)), plain("syrup", (0.20, 0.062, 0.016), 0.15)
    muslin = plain("muslin", (0.66, 0.62, 0.54), 0.95)
    for x in (-0.55, -0.2, 0.14):
        demijohn((x, 4.06, 1.535), clear, syrup, muslin)
    for k in range(4):
        copy(first, at=(0.52 + 0.085 * k, 4.04 + 0.01 * k, 1.535), turn=(0, 0, 10 * k))
    for k in range(9):
        size = (chance.uniform(0.10, 0.17), 0.13, chance.uniform(0.08, 0.2))
        box(
            "carton",
            size,
            at=(-0.62 + 0.19 * k, 4.07, 1.935 + size[2] / 2),
            turn=(0, 0, chance.gauss(0, 5)),
            bevel=0.002,
            mat=plain("grey board", (0.33, 0.31, 0.28), 0.9),
        )
    hanging_apron((1.84, 4.2, 1.86), plain("apron", (0.17, 0.20, 0.22), 0.95))
    nail = [(-0.98, 4.19, 1.82), (-0.98, 4.16, 1.82)]
    tube("nail", nail, 0.004, old)
    tube("string", [(-0.98, 4.17, 1.82), (-0.985, 4.17, 1.6), (-0.98, 4.17, 1.48)], 0.0015, muslin)
    tube("probe", [(-0.98, 4.17, 1.48), (-0.98, 4.17, 1.27)], 0.004, steel)
    for y, turn in ((0.55, 12), (1.9, -20)):
        stool((-0.02, y, 0), turn, beam)
    sun(elevation=34, azimuth=-62, strength=4.5, angle=1.0, colour=(1.0, 0.88, 0.72))
    camera((1.02, -1.2, 1.42), (-0.30, 2.0, 1.06), lens=29, fstop=2.8, focus=(-0.66, 0.9, 0.9))
    return shoot("workshop", exposure=0.85, preview=preview)


def stool(at, turn, mat):
    """A three-legged stool."""
    seat = lathe("seat", rounded([(0, 0.0, 0), (0.15, 0.0, 0.008), (0.158, 0.018, 0.01), (0.15, 0.036, 0.01), (0, 0.03, 0)]), mat=mat)
    seat.location = (at[0], at[1], 0.55)
    for k in range(3):
        a = math.radians(turn + 120 * k)
        tube("leg", [(at[0] + 0.09 * math.cos(a), at[1] + 0.09 * math.sin(a), 0.56), (at[0] + 0.18 * math.cos(a), at[1] + 0.18 * math.sin(a), 0)], 0.017, mat)

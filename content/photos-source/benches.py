"""Two benches: João's, with the tools of the cannery on the wall, and Zoë's, with the balance."""

import math
import random

import bpy

# isort: split
import bmesh
import numpy as np
from forms import area, mesh_of, plain, thing, tube
from loft import soap
from props import reagent_bottle
from studio import MM, box, camera, displace, glass, lathe, link, material, metal, paper, plane, plaster, rounded, shoot, srgb, wood, world
from workroom import exercise_books


def flat_part(name, outline, thick, mat, *, bevel=1.2 * MM):
    """A part cut from a plate along an outline of (x, z), rounded at its edges, standing in the plane of the wall."""
    bm = bmesh.new()
    face = bm.faces.new([bm.verts.new((x, 0, z)) for x, z in outline])
    pushed = bmesh.ops.extrude_face_region(bm, geom=[face])["geom"]
    bmesh.ops.translate(bm, verts=[g for g in pushed if isinstance(g, bmesh.types.BMVert)], vec=(0, -thick, 0))
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
    obj = thing(name, mesh_of(name, bm, mat))
    modifier = obj.modifiers.new("bevel", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method, modifier.angle_limit = bevel, 2, "ANGLE", 0.5
    return obj


def together(parts, at, turn=0.0):
    """Hang parts on the wall as one, turned in its plane."""
    holder = link(bpy.data.objects.new("tool", None))
    for part in parts:
        part.parent = holder
    holder.location, holder.rotation_euler = at, (0, math.radians(turn), 0)
    return holder


def arc(cx, cz, r, start, end, steps=14):
    """Points on an arc, in degrees."""
    return [(cx + r * math.cos(math.radians(a)), cz + r * math.sin(math.radians(a))) for a in np.linspace(start, end, steps)]


def spanner(length, jaw, steel):
    """An open-ended spanner that hangs by its ring."""
    w = jaw * 0.55
    head = [
        (-w * 0.8, -length * 0.78),
        *arc(0, -length * 0.86, jaw, 160, 240, 7),
        (-jaw * 0.36, -length - jaw * 0.25),
        (-jaw * 0.36, -length * 0.88),
        (jaw * 0.36, -length * 0.86),
        (jaw * 0.36, -length - jaw * 0.1),
        *arc(0, -length * 0.86, jaw, 300, 380, 7),
        (w * 0.8, -length * 0.78),
    ]
    shaft = [*head, (w * 0.62, -jaw), *arc(0, 0, jaw * 0.82, -55, 235, 18), (-w * 0.62, -jaw)]
    return [flat_part("spanner", shaft, jaw * 0.42, steel)]


def hammer(wood_, steel):
    """A ball hammer, head up, hung between two nails."""
    handle = lathe("handle", [(0, -0.30), (0.013, -0.298), (0.0165, -0.25), (0.013, -0.14), (0.0105, -0.05), (0.012, 0.02), (0, 0.022)], mat=wood_)
    head = lathe(
        "head",
        rounded(
            [
                (0, -0.048, 0),
                (0.015, -0.048, 0.003),
                (0.0155, -0.03, 0.004),
                (0.011, -0.022, 0.003),
                (0.0145, -0.012, 0.003),
                (0.0145, 0.014, 0.003),
                (0.010, 0.022, 0.003),
                (0.0135, 0.036, 0.012),
                (0, 0.05, 0.008),
            ]
        ),
        mat=steel,
    )
    head.rotation_euler = (0, math.pi / 2, 0)
    return [handle, head]


def pliers(steel, grip):
    """Pliers, a little open, hung over a nail."""
    parts = []
    for side in (-1, 1):
        path = [(side * 0.004, -0.006, 0.0), (side * 0.012, -0.006, -0.03), (side * 0.022, -0.006, -0.075), (side * 0.021, -0.006, -0.125)]
        parts.append(tube("arm", path, 0.0056, grip))
        parts.append(tube("arm", [(side * 0.002, -0.006, 0.012), path[0], path[1]], 0.0062, steel))
        parts.append(
            flat_part(
                "jaw", [(0.0005 * side, 0.0), (side * 0.011, 0.004), (side * 0.010, 0.02), (side * 0.0035, 0.052), (side * 0.0008, 0.052)][::side], 0.009, steel
            )
        )
    joint = lathe("joint", rounded([(0, -0.006, 0), (0.011, -0.006, 0.002), (0.011, 0.006, 0.002), (0, 0.007, 0)]), mat=steel)
    joint.rotation_euler, joint.location = (math.pi / 2, 0, 0), (0, -0.006, 0)
    return [*parts, joint]


def screwdriver(length, grip, steel):
    """A screwdriver with a turned handle, blade down."""
    handle = lathe(
        "grip",
        rounded(
            [(0, 0.0, 0), (0.009, 0.0, 0.004), (0.014, -0.02, 0.01), (0.0125, -0.07, 0.02), (0.015, -0.088, 0.004), (0.008, -0.1, 0.004), (0.006, -0.102, 0)]
        ),
        mat=grip,
    )
    blade = lathe("blade", [(0.0035, -0.1), (0.0035, -length + 0.02), (0.0048, -length + 0.006), (0.004, -length), (0, -length)], mat=steel)
    for vertex in blade.data.vertices:
        if vertex.co.z < -length + 0.012:
            vertex.co.y *= 0.25
    return [handle, blade]


def handsaw(wood_, steel):
    """A small saw, hung by its handle."""
    blade = flat_part("blade", [(-0.042, -0.10), (0.045, -0.10), (0.016, -0.46), (-0.018, -0.46)], 0.0012, steel, bevel=0.0003)
    outer = [*arc(0.0, -0.05, 0.062, 20, 160, 12), (-0.055, -0.115), (-0.03, -0.135), (0.03, -0.135), (0.055, -0.115)]
    handle = flat_part("handle", outer, 0.02, wood_, bevel=0.005)
    hole = flat_part("hole", [*arc(0, -0.052, 0.026, 0, 180, 9), *arc(0, -0.068, 0.026, 180, 360, 9)], 0.06, None, bevel=0.0)
    hole.location.y = 0.02
    cut = handle.modifiers.new("grip", "BOOLEAN")
    cut.operation, cut.object = "DIFFERENCE", hole
    handle.modifiers.move(1, 0)
    hole.hide_render = True
    return [blade, handle, hole]


def wire_cutter(at, frame, steel, brass, soap):
    """The soap cutter: a cheese wire on the iron frame of a lid press, over a cradle of wood, with a log half cut."""
    x, y, z = at
    box("base", (0.62, 0.20, 0.03), at=(x, y, z + 0.015), bevel=0.004, mat=frame)
    for side in (-1, 1):
        box("cheek", (0.60, 0.018, 0.034), at=(x, y + side * 0.062, z + 0.045), bevel=0.003, mat=frame)
        tube(
            "arm",
            [
                (x - 0.03, y + side * 0.085, z + 0.03),
                (x - 0.03, y + side * 0.085, z + 0.18),
                (x - 0.045, y + side * 0.082, z + 0.31),
                (x - 0.09, y + side * 0.06, z + 0.38),
            ],
            0.0095,
            steel,
        )
        knob = lathe("knob", rounded([(0, -0.008, 0), (0.012, -0.008, 0.003), (0.014, 0.004, 0.003), (0.006, 0.01, 0.002), (0, 0.011, 0)]), mat=brass)
        knob.location, knob.rotation_euler = (x - 0.04, y + side * 0.098, z + 0.24), (math.pi / 2 * -side, 0, 0)
    tube("grip", [(x - 0.09, y - 0.075, z + 0.38), (x - 0.09, y + 0.075, z + 0.38)], 0.016, frame)
    tube("wire", [(x - 0.04, y - 0.09, z + 0.24), (x - 0.04, y + 0.09, z + 0.24)], 0.0006, steel)
    log = box("log", (0.27, 0.086, 0.056), at=(x + 0.14, y, z + 0.06), bevel=0.003, mat=soap)
    displace(log, 0.0008, 30)
    for k, (dx, lean) in enumerate(((-0.024, 0), (-0.056, 2), (-0.090, 4), (-0.155, 14))):
        box("bar", (0.0265, 0.085, 0.056), at=(x + dx, y + 0.001 * k, z + 0.0605 + 0.0008 * lean), turn=(0, -lean, 0), bevel=0.0025, mat=soap)


def joao_bench(*, preview=False):
    """João's bench, seen from the right: the tools that he took instead of three months' pay."""
    world((0.7, 0.78, 0.9), 0.14)
    steel, dark = metal((0.31, 0.295, 0.28), rough=0.46), metal((0.13, 0.115, 0.10), rough=0.55)
    brass, ash = metal((0.55, 0.38, 0.16), rough=0.36), wood(srgb("#5f4630"), srgb("#a07e57"), worn=1.6)
    red, black = plain("red grip", (0.22, 0.035, 0.025), 0.5), plain("black grip", (0.03, 0.03, 0.032), 0.55)
    wall = plane("wall", (5, 3), cuts=(240, 140), mat=plaster(srgb("#c9c5b8")))
    wall.rotation_euler, wall.location = (math.pi / 2, 0, 0), (0, 0.0, 1.3)
    displace(wall, 0.008, 1.7, seed=4)
    box("bench", (3.2, 0.72, 0.07), at=(0, -0.38, 0.865), bevel=0.008, mat=wood(srgb("#43301f"), srgb("#8c6b49"), boards=0.24))
    box("batten", (1.9, 0.024, 0.075), at=(-0.12, -0.014, 1.56), bevel=0.004, mat=ash)
    box("batten", (1.25, 0.024, 0.07), at=(-0.32, -0.014, 1.27), turn=(0, 0.4, 0), bevel=0.004, mat=ash)
    nails = []
    for k, (size, x) in enumerate(((0.25, -0.98), (0.22, -0.90), (0.19, -0.83), (0.165, -0.77), (0.14, -0.72))):
        jaw = size * 0.10
        together(spanner(size, jaw, steel if k % 2 else dark), (x, -0.034, 1.56), (-1) ** k * 1.2)
        nails.append((x, 1.56 + jaw * 0.3))
    together(hammer(ash, dark), (-0.545, -0.055, 1.585), 1.5)
    nails += [(-0.57, 1.565), (-0.52, 1.565)]
    together(pliers(dark, red), (-0.40, -0.036, 1.565), -2)
    together(pliers(steel, black), (-0.31, -0.036, 1.565), 3)
    together(handsaw(ash, steel), (-0.10, -0.032, 1.62), 2)
    together(screwdriver(0.26, ash, steel), (0.10, -0.045, 1.60), 0.6)
    together(screwdriver(0.22, red, steel), (0.16, -0.045, 1.60), -0.8)
    together(screwdriver(0.18, ash, dark), (0.215, -0.045, 1.60), 1)
    for x, r in ((0.36, 0.055), (0.50, 0.042)):
        for k in range(4):
            turns = [
                (x + (r + 0.002 * k) * math.cos(a), -0.034 - 0.003 * k, 1.50 + (r + 0.002 * k) * math.sin(a) * 1.12)
                for a in np.linspace(0, 2 * math.pi, 13)[:-1]
            ]
            tube("wire coil", turns, 0.0011, steel if r > 0.05 else brass, cyclic=True)
        nails.append((x, 1.553))
    for k in range(3):
        cover = lathe("drilled lid", rounded([(0, 0.0, 0), (0.052, 0.0, 0.003), (0.056, 0.010, 0.003), (0.053, 0.012, 0.002), (0, 0.006, 0)]), mat=steel)
        cover.rotation_euler, cover.location = (math.pi / 2, 0.3 * k, 0), (-0.46 + 0.012 * k, -0.035 - 0.013 * k, 1.215 - 0.004 * k)
    nails.append((-0.45, 1.262))
    for k, (x, drop) in enumerate(((-0.86, 0.02), (-0.76, 0.018), (-0.66, 0.016))):
        ring = [
            (x + 0.028 * math.cos(a) * (1 - 0.12 * k), -0.034, 1.235 - drop + 0.028 * math.sin(a) * (1 - 0.12 * k))
            for a in np.linspace(0, 2 * math.pi, 13)[:-1]
        ]
        tube("washer ring", ring, 0.006, dark if k % 2 else brass, cyclic=True)
        nails.append((x, 1.262))
    box("photocopy", (0.21, 0.0006, 0.297), at=(0.60, -0.006, 1.33), turn=(2, 1.6, 0), bevel=0.0001, mat=paper(srgb("#e6e3da")))
    grey = plain("pencil line", (0.30, 0.30, 0.31), 0.8)
    rng = random.Random(6)
    for row in range(17):
        x, z = 0.525, 1.442 - 0.0142 * row
        while x < 0.665 - (0.07 if row in (5, 11, 16) else 0):
            long = rng.uniform(0.006, 0.022)
            points = [
                (x + long * t, -0.0105 - 0.0004 * row, z + 0.0016 * math.sin(9 * t + 3 * row) + rng.gauss(0, 0.0009) - 0.028 * (x - 0.60))
                for t in np.linspace(0, 1, 6)
            ]
            tube("word", points, 0.00042, grey, resolution=2)
            x += long + 0.006
    tube("pin", [(0.60, -0.004, 1.467), (0.60, -0.016, 1.468)], 0.004, brass)
    for x, z in nails:
        tube("nail", [(x, -0.01, z), (x, -0.06, z + 0.004)], 0.0022, dark)
    wire_cutter((0.32, -0.36, 0.90), ash, dark, brass, soap("carob soap", (0.175, 0.078, 0.037), (0.105, 0.046, 0.022)))
    tin = lathe(
        "tin",
        rounded([(0, 0.002, 0), (0.045, 0, 0.003), (0.046, 0.11, 0.002), (0.0475, 0.112, 0.001), (0.045, 0.111, 0.001), (0.0435, 0.006, 0.003), (0, 0.005, 0)]),
        mat=steel,
    )
    tin.location = (-0.42, -0.22, 0.90)
    for _ in range(9):
        a, r = rng.uniform(0, 6.28), rng.uniform(0.01, 0.034)
        foot = (-0.42 - 0.02 * math.cos(a), -0.22 - 0.02 * math.sin(a), 0.908)
        tube(
            "pencil",
            [foot, (-0.42 + r * math.cos(a) * 1.2, -0.22 + r * math.sin(a) * 1.2, 0.90 + rng.uniform(0.14, 0.19))],
            0.0036,
            rng.choice((ash, red, black, plain("yellow", (0.5, 0.3, 0.04), 0.5))),
        )
    exercise_books((-0.72, -0.42, 0.90), 14, 3, 5)
    tube("pencil", [(-0.80, -0.45, 0.9385), (-0.66, -0.40, 0.9385)], 0.0036, plain("yellow", (0.5, 0.3, 0.04), 0.5))
    rag = plane("rag", (0.34, 0.30), cuts=(80, 80), mat=plain("rag", (0.20, 0.215, 0.23), 0.95))
    for vertex in rag.data.vertices:
        vx, vy, _ = vertex.co
        vertex.co.z = (
            0.012
            + 0.030 * abs(math.sin(9 * vx + 5 * vy)) * math.exp(-14 * (vx * vx + vy * vy))
            + 0.022 * abs(math.sin(21 * vy - 6 * vx)) * math.exp(-20 * (vx * vx + vy * vy))
        )
        vertex.co.x *= 0.75
        vertex.co.y *= 0.8
    displace(rag, 0.010, 14, seed=2)
    rag.location, rag.rotation_euler = (-0.14, -0.46, 0.9005 - min(v.co.z for v in rag.data.vertices)), (0, 0, 0.5)
    area("window", (1.3, 1.5), (-2.1, -1.3, 1.95), (0.1, -0.1, 1.2), 70, (0.93, 0.96, 1.0))
    area("door", (1.0, 2.0), (2.4, -1.9, 1.4), (0.2, -0.1, 1.2), 10, (1.0, 0.9, 0.78))
    camera((0.42, -1.95, 1.40), (-0.04, -0.1, 1.26), lens=42, fstop=4, focus=(0.0, -0.12, 1.3))
    return shoot("joao-bench", exposure=0.7, preview=preview)


def zoe_balance(*, preview=False):
    """Zoë's corner: the balance in its glass case, and the three buffers on the shelf over it."""
    world((0.75, 0.84, 0.95), 0.22)
    white, grey = plain("enamel", (0.72, 0.72, 0.70), 0.35), plain("grey", (0.30, 0.31, 0.31), 0.5)
    steel, clear = metal((0.66, 0.65, 0.63), rough=0.3), glass((0.965, 0.985, 0.975))
    wall = plane("wall", (4, 3), cuts=(160, 120), mat=plaster(srgb("#d9d6cd"), rough=0.7))
    wall.rotation_euler, wall.location = (math.pi / 2, 0, 0), (0, 0.0, 1.3)
    box("bench", (3.0, 0.70, 0.05), at=(0, -0.35, 0.875), bevel=0.006, mat=wood(srgb("#6c5138"), srgb("#ab8a63"), boards=0.18))
    oak = wood(srgb("#6c5138"), srgb("#b3936c"))
    box("shelf", (1.35, 0.17, 0.024), at=(-0.02, -0.085, 1.42), bevel=0.003, mat=oak)
    for x in (-0.55, 0.5):
        box("bracket", (0.022, 0.15, 0.022), at=(x, -0.08, 1.397), bevel=0.002, mat=steel)
    for k, (figure, liquid) in enumerate((("4", "#f4c9c2"), ("5", "#f1ead2"), ("7", "#e9e6b4"))):
        bottle = reagent_bottle(figure, "1/11", liquid=srgb(liquid), level=(0.82, 0.7, 0.86)[k], seed=k)
        bottle.location, bottle.rotation_euler = (-0.17 + 0.062 * k, -0.095 - 0.004 * k, 1.432), (0, 0, math.radians((8, -5, 12)[k]))
    for x, r, h in ((0.18, 0.034, 0.09), (0.275, 0.042, 0.115), (0.40, 0.027, 0.07)):
        beaker((x, -0.09, 1.432), r, h, clear)
    body_x = -0.10
    box("balance", (0.23, 0.34, 0.075), at=(body_x, -0.30, 0.945), bevel=0.016, mat=white)
    box("panel", (0.19, 0.004, 0.045), at=(body_x, -0.4705, 0.945), turn=(0, 0, 0), bevel=0.0015, mat=grey)
    box("display", (0.105, 0.003, 0.024), at=(body_x - 0.02, -0.4735, 0.95), bevel=0.0008, mat=plain("display", (0.33, 0.38, 0.30), 0.15))
    data = bpy.data.curves.new("figures", "FONT")
    data.body, data.size, data.align_x, data.space_character = "26.214 g", 0.0175, "RIGHT", 1.12
    figures = link(bpy.data.objects.new("figures", data))
    data.materials.append(plain("figures", (0.015, 0.02, 0.015), 0.5))
    figures.location, figures.rotation_euler = (body_x + 0.026, -0.4755, 0.944), (math.pi / 2, 0, 0)
    pan = lathe("pan", rounded([(0, 0.0, 0), (0.008, 0.0, 0), (0.008, 0.012, 0.001), (0.045, 0.013, 0.002), (0.045, 0.016, 0.001), (0, 0.016, 0)]), mat=steel)
    pan.location = (body_x, -0.28, 0.983)
    for side in (-1, 1):
        box("pane", (0.003, 0.24, 0.22), at=(body_x + side * 0.108, -0.27, 1.095), bevel=0.0006, mat=clear)
        for y in (-0.39, -0.15):
            box("post", (0.009, 0.009, 0.225), at=(body_x + side * 0.108, y, 1.096), bevel=0.002, mat=white)
        box("rail", (0.012, 0.25, 0.012), at=(body_x + side * 0.108, -0.27, 1.213), bevel=0.003, mat=white)
    box("back pane", (0.21, 0.003, 0.22), at=(body_x, -0.15, 1.095), bevel=0.0006, mat=clear)
    for y in (-0.39, -0.15):
        box("rail", (0.22, 0.012, 0.012), at=(body_x, y, 1.213), bevel=0.003, mat=white)
    tube("knob", [(body_x, -0.24, 1.219), (body_x, -0.24, 1.232)], 0.011, grey)
    beaker((body_x + 0.004, -0.28, 0.9995), 0.022, 0.055, clear, fill=0.45, liquid=srgb("#f2e9d4"))
    for x, y, r, h, fill, shade in (
        (0.20, -0.32, 0.042, 0.115, 0.62, "#efe6d2"),
        (0.31, -0.24, 0.033, 0.09, 0.0, ""),
        (0.285, -0.42, 0.027, 0.07, 0.35, "#8a4a1c"),
    ):
        beaker((x, y, 0.90), r, h, clear, fill=fill, liquid=srgb(shade) if shade else None)
    tube("rod", [(0.168, -0.335, 0.906), (0.262, -0.275, 1.085)], 0.003, clear)
    spoon = [(0.06, -0.52, 0.9035), (0.10, -0.545, 0.9035), (0.16, -0.58, 0.9045), (0.19, -0.595, 0.9035)]
    tube("spatula", spoon, 0.0022, steel, radii=(1.6, 1, 1, 2.2))
    notebook((-0.47, -0.42, 0.90), -14)
    cloth = plane("cloth", (0.30, 0.22), cuts=(60, 50), mat=plain("cloth", (0.62, 0.62, 0.60), 0.95))
    for vertex in cloth.data.vertices:
        vx, vy, _ = vertex.co
        vertex.co.z = 0.004 + 0.007 * abs(math.sin(17 * vx + 6 * vy)) + 0.004 * abs(math.sin(31 * vy))
    displace(cloth, 0.003, 22, seed=5)
    cloth.location, cloth.rotation_euler = (0.52, -0.42, 0.902), (0, 0, 0.5)
    area("window", (1.1, 1.5), (1.75, -1.05, 1.75), (-0.1, -0.3, 1.05), 42, (0.93, 0.97, 1.0))
    area("room", (1.6, 1.6), (-1.8, -1.9, 1.7), (0, -0.2, 1.1), 7, (1.0, 0.93, 0.84))
    camera((0.12, -1.72, 1.26), (0.0, -0.25, 1.165), lens=42, fstop=3.5, focus=(-0.05, -0.44, 1.05))
    return shoot("zoe-balance", exposure=1.0, preview=preview)


def beaker(at, r, h, clear, *, fill=0.0, liquid=None):
    """A beaker with a lip; with `fill`, something of the colour `liquid` in it."""
    t = 1.3 * MM
    body = lathe(
        "beaker",
        rounded(
            [
                (0, 0.0, 0),
                (r, 0.0, 0.006),
                (r, h - 0.004, 0.004),
                (r + 0.003, h, 0.001),
                (r + 0.0015, h + 0.0005, 0.0005),
                (r - t, h - 0.006, 0.003),
                (r - t, t, 0.005),
                (0, t, 0),
            ]
        ),
        mat=clear,
    )
    for vertex in body.data.vertices:
        near = math.exp(-(((math.atan2(vertex.co.y, vertex.co.x) + 2.4) / 0.35) ** 2)) * max(0.0, (vertex.co.z - h + 0.014) / 0.014)
        vertex.co.x *= 1 + 0.22 * near
        vertex.co.y *= 1 + 0.22 * near
    body.location = at
    if fill:
        m = material("contents")
        m.surface({"Base Color": liquid, "Roughness": 0.25, "Subsurface Weight": 0.5, "Subsurface Scale": 0.004, "Subsurface Radius": (1, 0.8, 0.5)})
        level = h * fill
        inside = lathe(
            "contents",
            rounded([(0, t + 0.0001, 0), (r - t - 0.0001, t, 0.005), (r - t - 0.0001, level + 0.0012, 0.0004), (r - t - 0.0016, level, 0.001), (0, level, 0)]),
            mat=m.material,
        )
        inside.location = at


def notebook(at, turn):
    """An open notebook with a page and a half of pencil, and the pencil."""
    holder = link(bpy.data.objects.new("notebook", None))
    leaf_, grey = paper(srgb("#ebe5d6")), plain("pencil line", (0.24, 0.24, 0.25), 0.8)
    parts = [box("cover", (0.306, 0.212, 0.002), at=(0, 0, 0.001), bevel=0.0008, mat=plain("cover", (0.09, 0.12, 0.14), 0.7))]
    for side in (-1, 1):
        page = plane("page", (0.148, 0.205), cuts=(40, 4), mat=leaf_)
        for vertex in page.data.vertices:
            t = (vertex.co.x * side + 0.074) / 0.148
            vertex.co.z = 0.003 + 0.010 * abs(math.sin(math.pi * min(1, t * 1.15))) ** 0.7 * (1 - 0.55 * t) + 0.001
        page.location.x = side * 0.0745
        parts.append(page)
    chance = random.Random(9)
    for side, rows in ((-1, 17), (1, 9)):
        for row in range(rows):
            x, y = 0.012, 0.085 - 0.0105 * row
            while x < 0.128 - (0.05 if row % 6 == 5 else 0):
                long = chance.uniform(0.004, 0.017)
                points = []
                for t in np.linspace(0, 1, 7):
                    px = x + long * t
                    along = (px if side > 0 else 0.148 - px) / 0.148
                    lift = 0.0046 + 0.010 * abs(math.sin(math.pi * min(1, along * 1.15))) ** 0.7 * (1 - 0.55 * along)
                    points.append(((px if side > 0 else px - 0.148), y + chance.gauss(0, 0.0011), lift))
                parts.append(tube("word", points, 0.00033, grey, resolution=2))
                x += long + 0.0055
    parts.append(tube("pencil", [(0.03, -0.06, 0.0155), (0.17, 0.0, 0.0125)], 0.0036, plain("yellow", (0.5, 0.3, 0.04), 0.5)))
    for part in parts:
        part.parent = holder
    holder.location, holder.rotation_euler = at, (0, 0, math.radians(turn))

"""Inside the net loft: the racks on which the soap cures, and the workshop with its long table."""

import math
import random

import bpy
from forms import area, glow, thing, tube
from studio import MM, apply, box, camera, displace, link, material, paper, plaster, shoot, srgb, subdivide, sun, wood, world


def soap(name, colour, dark):
    """Cut soap that has been drying: duller and paler towards its edges, streaked by the wire."""
    m = material(name)
    chance = m.add("ShaderNodeObjectInfo")["Random"]
    away = m.add("ShaderNodeCombineXYZ", {"X": m.math("MULTIPLY", chance, 40.0), "Y": m.math("MULTIPLY", chance, 90.0)})[0]
    place = m.add("ShaderNodeVectorMath", {0: m.where(), 1: away}, operation="ADD")["Vector"]
    cloud = m.noise(24, detail=6, rough=0.62, at=place, warp=0.6)
    bran = m.span(m.noise(520, detail=2, at=place), 0.60, 0.68)
    wire = m.noise(1.0, detail=4, at=m.add("ShaderNodeMapping", {"Vector": place, "Scale": (900, 20, 20)})["Vector"])
    shade = m.mix(m.span(cloud, 0.3, 0.7), dark, colour)
    shade = m.mix(m.math("MULTIPLY", bran, 0.5), shade, tuple(0.35 * c for c in dark))
    shade = m.mix(m.span(chance, 0, 1, 0, 0.35), shade, tuple(min(1.0, 1.5 * c + 0.02) for c in colour))
    relief = m.math("ADD", m.math("MULTIPLY", wire, 0.6), cloud)
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(cloud, 0.3, 0.7, 0.42, 0.62),
            "Subsurface Weight": 0.12,
            "Subsurface Radius": (1, 0.6, 0.35),
            "Subsurface Scale": 2.5 * MM,
            "Specular IOR Level": 0.35,
            "Normal": m.bump(relief, 0.5 * MM, strength=0.6),
        }
    )
    return m.material


def bars(count, seed):
    """Meshes of bars of soap that stand on their long edge: no two cut quite alike."""
    chance = random.Random(seed)
    made = []
    for index in range(count):
        size = (26 * MM * chance.uniform(0.92, 1.08), 84 * MM, 57 * MM * chance.uniform(0.97, 1.03))
        bar = apply(box("bar", size, bevel=2.2 * MM))
        subdivide(bar, 2, simple=True)
        displace(bar, 1.1 * MM, 38, seed=seed + index)
        for vertex in bar.data.vertices:
            vertex.co.x += 0.02 * vertex.co.z * chance.choice((-1, 1)) * (index % 3) / 2
            vertex.co.z += size[2] / 2
        bar.data.materials.append(None)
        made.append(bar.data)
        bpy.data.objects.remove(bar)
    return made


def rack(x, length, tiers, filled, *, depth=0.42, seed=0, lath, post, kinds, start=0.0):
    """A rack along Y whose open side looks to the aisle: posts, laths, and for each tier of `filled` the kind of soap and from where to where it stands."""
    chance = random.Random(seed)
    for end in range(4):
        y = start + length * end / 3
        for side in (-1, 1):
            box(
                "post",
                (0.035, 0.045, tiers[-1] + 0.35),
                at=(x + side * (depth / 2 + 0.018), y, (tiers[-1] + 0.35) / 2),
                turn=(chance.uniform(-0.3, 0.3), 0, 0),
                bevel=0.003,
                mat=post,
            )
        for height in tiers:
            box("bearer", (depth + 0.09, 0.022, 0.04), at=(x, y + 0.032, height - 0.034), turn=(0, chance.uniform(-0.3, 0.3), 0), bevel=0.002, mat=post)
    for tier, height in enumerate(tiers):
        laths = 8
        for k in range(laths):
            lx = x + (k / (laths - 1) - 0.5) * (depth - 0.03)
            stick = box("lath", (length + 0.1, 0.03, 0.012), bevel=0.002, mat=lath)
            stick.rotation_euler = (0, 0, math.radians(90 + chance.uniform(-0.25, 0.25)))
            stick.location = (lx, start + length / 2 + chance.uniform(-0.03, 0.03), height - 0.008)
        for kind, first, last, rows in filled.get(tier, ()):
            mat, meshes = kinds[kind]
            for row in range(rows):
                rx = x + depth / 2 - 0.035 - row * 0.068
                y = start + length * first + chance.uniform(0, 0.02)
                while y < start + length * last:
                    if chance.random() > 0.02:
                        bar = thing("soap", chance.choice(meshes), at=(rx + chance.gauss(0, 0.004), y, height - 0.002), turn=(0, 0, chance.gauss(0, 2.6)))
                        bar.material_slots[0].link = "OBJECT"
                        bar.material_slots[0].material = mat
                    y += 0.099 + chance.gauss(0, 0.004)


def tag(at, text_lines, seed):
    """A paper tag on a thread, with something pencilled on it."""
    chance = random.Random(seed)
    x, y, z = at
    card = box("tag", (0.002, 0.042, 0.07), at=(x, y, z - 0.085), turn=(chance.uniform(-6, 6), 4, chance.uniform(-12, 12)), bevel=0.0005, mat=paper())
    pencil = material("pencil")
    pencil.surface({"Base Color": (0.10, 0.10, 0.11), "Roughness": 0.5})
    for row, line in enumerate(text_lines):
        data = bpy.data.curves.new("writing", "FONT")
        data.body, data.size, data.align_x, data.shear = line, 0.0125, "CENTER", 0.25
        writing = link(bpy.data.objects.new("writing", data))
        data.materials.append(pencil.material)
        writing.parent = card
        writing.rotation_euler = (math.pi / 2, 0, math.pi / 2)
        writing.location = (0.0013, 0, 0.008 - 0.017 * row)
    tube("thread", [(x, y, z + 0.01), (x + 0.002, y + 0.004, z - 0.02), (x, y, z - 0.055)], 0.0005, paper())


def boarded_wall(x, y_first, y_last, height, mat, *, gap=0.012, seed=0):
    """A wall of upright boards with light between them."""
    chance = random.Random(seed)
    y = y_first
    while y < y_last:
        width = chance.uniform(0.11, 0.17)
        board = box("board", (height, width, 0.022), bevel=0.003, mat=mat)
        board.rotation_euler = (math.radians(90 + chance.uniform(-1, 1)), math.radians(90), math.radians(90 + chance.uniform(-0.3, 0.3)))
        board.rotation_euler = (0, math.radians(-90), 0)
        board.location = (x + chance.uniform(-0.004, 0.004), y + width / 2, height / 2)
        y += width + max(0.002, chance.gauss(gap, gap / 2))


def curing_shelves(*, preview=False):
    """The aisle between two racks of soap, at the hour when the sun comes through the boards."""
    world((0.55, 0.62, 0.75), 0.10)
    lath, post, board = (
        wood(srgb("#6b3f28"), srgb("#a87350")),
        wood(srgb("#3d2c20"), srgb("#6e523b"), rough=0.75),
        wood(srgb("#2c231c"), srgb("#5a4a3c"), rough=0.8),
    )
    kinds = {
        "carob": (soap("carob soap", (0.175, 0.078, 0.037), (0.105, 0.046, 0.022)), bars(5, 1)),
        "laurel": (soap("laurel soap", (0.20, 0.175, 0.075), (0.125, 0.118, 0.048)), bars(5, 11)),
        "milk": (soap("milk soap", (0.46, 0.30, 0.15), (0.36, 0.215, 0.10)), bars(5, 21)),
    }
    tiers = [0.18, 0.47, 0.76, 1.05, 1.34, 1.63, 1.92]
    left = {
        1: [("carob", 0, 0.9, 6)],
        2: [("carob", 0, 1, 6)],
        3: [("carob", 0.0, 1, 6)],
        4: [("laurel", 0.0, 0.74, 6)],
        5: [("carob", 0, 0.97, 6)],
        6: [("milk", 0.1, 0.8, 6)],
    }
    rack(-0.72, 3.6, tiers, left, seed=3, lath=lath, post=post, kinds=kinds)
    tag((-0.487, 0.93, 1.335), ["CS-26-001", "2 Feb."], 2)
    tag((-0.487, 1.74, 1.045), ["carob 3", "12 Nov."], 5)
    floor = box("floor", (9, 4, 0.04), at=(0, 2, -0.02), turn=(0, 0, 90), mat=wood(srgb("#3a2c22"), srgb("#7a614a"), boards=0.16))
    floor.location.z = -0.02
    boarded_wall(1.25, -1.5, 5.2, 2.9, board, seed=1, gap=0.016)
    boarded_wall(-1.25, -1.5, 5.2, 2.9, board, seed=2, gap=0.004)
    lime = plaster(srgb("#cfc8bc"))
    for name, size, at in (
        ("below", (2.6, 0.25, 0.95), (0, 5.0, 0.475)),
        ("above", (2.6, 0.25, 0.9), (0, 5.0, 2.55)),
        ("left", (0.9, 0.25, 1.2), (-0.85, 5.0, 1.5)),
        ("right", (0.9, 0.25, 1.2), (0.85, 5.0, 1.5)),
        ("behind", (2.6, 0.1, 3), (0, -1.6, 1.5)),
    ):
        box(name, size, at=at, bevel=0.02, mat=lime)
    frame = wood(srgb("#5f6a66"), srgb("#8d9791"), rough=0.7)
    for size, at in (
        ((0.045, 0.05, 1.15), (0, 4.98, 1.52)),
        ((0.8, 0.05, 0.04), (0, 4.98, 1.62)),
        ((0.05, 0.06, 1.2), (-0.385, 4.98, 1.52)),
        ((0.05, 0.06, 1.2), (0.385, 4.98, 1.52)),
        ((0.8, 0.06, 0.05), (0, 4.98, 2.08)),
        ((0.86, 0.32, 0.035), (0, 4.95, 0.965)),
    ):
        box("frame", size, at=at, bevel=0.004, mat=frame)
    for k in range(7):
        box("rafter", (3.2, 0.09, 0.14), at=(0, -1 + k * 1.0, 2.72), bevel=0.006, mat=post)
    box("ceiling", (8, 3.4, 0.03), at=(0, 2, 2.85), turn=(0, 0, 90), mat=board)
    glow("morning", (1.7, 2.4), (0.2, 5.6, 1.6), (0, 3, 1.5), 9.0, (0.88, 0.94, 1.0))
    glow("garden", (6.0, 2.6), (1.7, 2, 1.3), (0, 2, 1.3), 5.0, (1.0, 0.9, 0.76))
    area("hatch", (1.2, 1.6), (0.9, -1.1, 2.1), (-0.6, 1.2, 1.1), 26, (0.93, 0.96, 1.0))
    sun(elevation=24, azimuth=68, strength=22, angle=0.5, colour=(1.0, 0.80, 0.56))
    camera((0.42, -0.28, 1.5), (-0.52, 1.35, 1.23), lens=35, fstop=2.0, focus=(-0.5, 0.75, 1.36))
    return shoot("curing-shelves", exposure=0.75, preview=preview)

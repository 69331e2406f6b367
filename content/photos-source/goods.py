"""The still lifes: goods and what they are made of. ``python goods.py SCENE`` renders one."""

from __future__ import annotations

import itertools
import math
import random

import bpy
import naturals as n
import props as p
import studio as s
from mathutils import Vector
from mathutils.noise import noise
from studio import MM, srgb


def put(obj: bpy.types.Object, x: float, y: float, turn: float = 0.0, z: float = 0.0) -> bpy.types.Object:
    """Stand a prop on the table, turned by degrees."""
    obj.location = (x, y, z)
    obj.rotation_euler.z = math.radians(turn)
    return obj


def lean_lid(jar: tuple[float, float], side: float, *, z: float = 0.0, seed: int = 0) -> bpy.types.Object:
    """A lid that leans on a jar: ``side`` is where it stands seen from the jar, in degrees from +X."""
    tilt, away = math.radians(33), math.radians(side)
    cap = p.lid(seed=seed)
    cap.rotation_euler = (tilt, 0, away + math.radians(90))
    far = p.JAR_RADIUS + 29.1 * MM * math.cos(tilt) + 0.3 * MM
    cap.location = (jar[0] + far * math.cos(away), jar[1] + far * math.sin(away), 29.1 * MM * math.sin(tilt) + z)
    return cap


def late_harvest(*, preview: bool) -> object:
    """Numbered jars in October's side light, salt in flakes, linen."""
    table = s.plane("table", (2.4, 1.3), mat=s.wood(srgb("#5a4330"), srgb("#a98a66"), boards=0.17))
    table.location = (0, 0.05, 0)
    s.box("wall", (4, 0.04, 2.4), at=(1.2, 0.5, 0.6), mat=s.plaster(srgb("#c4bbac")))
    s.cloth(
        "linen",
        (0.5, 0.3),
        at=(-0.1, -0.05, 0),
        turn=-9,
        folds=9,
        height=11 * MM,
        creases=(3, 2),
        seed=4,
        mat=s.linen(srgb("#d5ccbb")),
        flat=((-0.02, 0.03, 0.045), (0.06, 0.1, 0.04), (0.115, -0.01, 0.045), (0.03, -0.06, 0.06)),
    )
    cloth = 1.6 * MM
    put(p.jar(seed=1), -0.112, 0.0, 8, cloth)
    put(p.jar(seed=2), -0.04, 0.06, -12, cloth)
    put(p.jar(seed=5), 0.03, 0.1, 15)
    put(p.jar(seed=6), -0.045, 0.06, 35, 51.6 * MM + cloth)
    put(p.jar(seed=7), 0.125, 0.085, -30)
    put(p.jar(seed=3, closed=False, swipe=True, balm=p.balm_material(srgb("#e2d9b0"))), 0.012, -0.045, -14, cloth)
    lying = p.jar(seed=4, number="47")
    lying.rotation_euler = (math.radians(90), 0, math.radians(152))
    lying.location = (0.075, -0.045, 29.4 * MM)
    lean_lid((0.012, -0.045), 188, z=cloth, seed=9)
    white = n.salt_material()
    n.scatter(
        n.crystals(white, size=3.2 * MM, flakes=True, seed=2),
        n.spill((-0.035, -0.118), reach=0.05, count=620, seed=3, z=cloth, stretch=(1.5, 0.7)),
        seed=5,
        flat=True,
    )
    n.scatter(
        n.crystals(white, size=2.0 * MM, flakes=True, seed=8),
        n.spill((-0.04, -0.115), reach=0.14, count=160, seed=9, z=cloth, stretch=(1.4, 0.6)),
        seed=6,
        flat=True,
    )
    s.sun_through((0.03, 0.06, 0.06), elevation=20, azimuth=-74, size=(0.5, 0.3), panes=(2, 2), strength=7, angle=1.4)
    s.window((-1.5, -0.1, 0.9), (0, 0, 0.05), power=16, colour=(0.9, 0.95, 1.0))
    s.world((0.66, 0.7, 0.78), 0.3)
    s.camera((0.05, -0.56, 0.2), (-0.005, 0.015, 0.038), lens=70, fstop=7, focus=(0.0, -0.05, 0.03))
    return s.shoot("late-harvest-jars", exposure=0.85, preview=preview)


def rain_in_may(*, preview: bool) -> object:
    """One open jar on wet stone, a few petals, grey light from behind."""
    s.plane("sill", (2.4, 2.4), cuts=(8, 8), mat=s.stone(srgb("#6f6e6b"), wet=0.75))
    put(p.jar(code="SR-2026-002", closed=False, swipe=True, balm=p.balm_material(srgb("#ecdccf")), seed=3), -0.03, 0, 6)
    lean_lid((-0.03, 0.0), -8, seed=3)
    pink = n.petal_material()
    spots = (
        (-0.105, -0.045, 200, 31),
        (-0.068, -0.075, 80, 27),
        (0.04, -0.075, 330, 25),
        (0.12, 0.02, 15, 29),
        (0.085, 0.095, 100, 30),
        (-0.14, 0.06, 300, 30),
    )
    for k, (x, y, turn, size) in enumerate(spots):
        petal = n.blade("petal", size * MM, size * 0.95 * MM, pink, widest=0.66, tip=0.45, cup=0.22, bend=-0.3 if k % 2 else 0.25, wave=0.12, seed=k)
        n.settle(petal, (x, y, 0), (4 * (k % 3), -6, turn))
    s.window((-0.5, 1.35, 0.7), (0, 0, 0.02), size=(1.0, 0.9), panes=(2, 2), power=52, colour=(0.93, 0.97, 1.0))
    s.window((-1.3, -0.1, 0.6), (0, 0, 0.02), size=(0.8, 0.9), power=12, colour=(0.93, 0.97, 1.0))
    s.world((0.74, 0.77, 0.8), 0.25)
    s.camera((0.04, -0.5, 0.24), (0.0, 0.015, 0.022), lens=72, fstop=5.0, focus=(-0.03, -0.025, 0.035))
    return s.shoot("rain-in-may-jar", exposure=0.2, preview=preview)


def _spread_figs(seed: int) -> list[tuple[float, float]]:
    """Figs in one layer, not touching; gives where they lie."""
    skin = n.fig_material()
    shapes = []
    for k in range(9):
        fig = n.dried_fig(seed=k, size=(38 + 1.4 * k) * MM)
        for part in (fig, *fig.children):
            part.data.materials.append(skin)
        shapes.append(fig)
    rng = random.Random(seed)
    spots = []
    for row, column in itertools.product(range(13), range(17)):
        if rng.random() < 0.1:
            continue
        spots.append(((column - 8 + 0.5 * (row % 2)) * 64 * MM + rng.uniform(-9, 9) * MM, (row - 6) * 58 * MM + rng.uniform(-9, 9) * MM))
        fig = s.copy(rng.choice(shapes), at=(*spots[-1], 21.5 * MM))
        scale = rng.uniform(0.85, 1.1)
        fig.scale = (scale, scale, scale)
        fig.rotation_euler = (rng.uniform(-0.15, 0.15), rng.uniform(-0.15, 0.15), rng.uniform(0, math.tau))
    for fig in shapes:
        for part in (*fig.children, fig):
            bpy.data.objects.remove(part)
    return spots


def _net(over: list[tuple[float, float]]) -> None:
    """A fishing net stretched over figs, on which it rests."""
    cord = s.material("cord")
    cord.surface({"Base Color": srgb("#5d6f6a"), "Roughness": 0.8})
    for k, side in itertools.product(range(-22, 23), (-1, 1)):
        points = []
        for step in range(46):
            x = (step / 45 - 0.5) * 1.5
            y = k * 0.062 + side * x
            if abs(y) > 0.5:
                continue
            near = min(math.hypot(x - fx, y - fy) for fx, fy in over)
            z = 37 * MM + 7 * MM * math.exp(-((near / 0.02) ** 2)) + 3 * MM * math.sin(9 * x + 4 * y)
            points.append((x + 2.5 * MM * math.sin(70 * y + k), y + 2.5 * MM * math.sin(60 * x), z))
        if len(points) > 4:
            s.thread(points, 0.55 * MM, cord.material)


def figs(*, preview: bool) -> object:
    """Dried figs on a mat of cane, on the roof, at noon, under the net against gulls."""
    roof = s.plane("roof", (6, 6), mat=s.plaster(srgb("#d9d2c4")))
    roof.location.z = -75 * MM
    n.cane_mat((1.5, 0.9), seed=2)
    _net(_spread_figs(5))
    s.sun(elevation=60, azimuth=-62, strength=7.0, colour=(1.0, 0.95, 0.87))
    s.world((0.6, 0.74, 0.95), 0.6)
    s.camera((-0.06, -0.62, 0.4), (0.0, -0.04, 0.0), lens=60, fstop=5.6, focus=(0.0, -0.1, 0.03))
    return s.shoot("figs-under-the-net", exposure=-0.25, look="AgX - Medium High Contrast", preview=preview)


def milk_at_six(*, preview: bool) -> object:
    """Pale bars of milk soap, one of them banded, beside the jug, in the first light."""
    table = s.plane("table", (2.4, 1.2), mat=s.wood(srgb("#6d5a48"), srgb("#b79d80"), boards=0.14))
    table.location.y = 0.1
    s.box("wall", (4, 0.04, 2.4), at=(-1.0, 0.5, 0.6), mat=s.plaster(srgb("#aab0b2")))
    pale = p.soap_material(srgb("#d9bf97"), speck=srgb("#8d6238"), specks=0.35)
    put(p.soap_bar(pale, seed=1, stamped=False), -0.045, 0.0, 14)
    put(p.soap_bar(pale, seed=2, stamped=False), -0.05, 0.004, -8, 27 * MM)
    put(p.soap_bar(pale, seed=3), -0.042, -0.002, 21, 54 * MM)
    banded = p.soap_material(srgb("#d4b88e"), core=None, speck=srgb("#7d5230"), specks=0.6)
    lying = put(p.soap_bar(banded, seed=4), 0.058, -0.078, -33)
    leaning = p.soap_bar(pale, seed=6, stamped=False)
    leaning.rotation_euler = (math.radians(90), math.radians(0), math.radians(74))
    leaning.location = (-0.137, 0.01, 27 * MM)
    s.cloth(
        "linen",
        (0.34, 0.3),
        at=(0.13, 0.06, 0),
        turn=24,
        folds=8,
        height=13 * MM,
        creases=(2, 2),
        seed=8,
        mat=s.linen(srgb("#e2ddd0")),
        flat=((-0.005, 0.0, 0.06),),
    )
    jug = put(p.jug(s.ceramic(srgb("#e8e3d6"))), 0.12, 0.065, 205, 1.6 * MM)
    jug.scale = (1.12, 1.12, 1.12)
    lying.location.z = 0
    s.sun_through((0.03, 0.03, 0.06), elevation=16, azimuth=72, size=(0.36, 0.34), panes=(2, 2), strength=5.5, angle=1.8, colour=(1.0, 0.82, 0.66))
    s.window((1.4, 0.1, 0.8), (0, 0, 0.05), power=22, colour=(0.86, 0.92, 1.0))
    s.world((0.6, 0.68, 0.8), 0.35)
    s.camera((-0.1, -0.62, 0.2), (0.015, 0.02, 0.055), lens=62, fstop=5.6, focus=(-0.03, -0.03, 0.05))
    return s.shoot("milk-at-six-soap", exposure=0.65, preview=preview)


def laurel_soap(*, preview: bool) -> object:
    """Laurel soap, khaki outside, and one bar cut across to its green heart; leaves and berries."""
    top = s.plane("top", (1.6, 1.2), mat=s.stone(srgb("#b5afa4"), grain=0.6))
    top.location.y = 0.1
    s.box("wall", (4, 0.04, 2.4), at=(1.2, 0.48, 0.6), mat=s.plaster(srgb("#8d8c7e")))
    khaki, green = srgb("#76713f"), srgb("#2b4424")
    soap = p.soap_material(khaki, core=green, speck=srgb("#3a2d14"), specks=0.35)
    fresh = p.soap_material(srgb("#4d5a2e"), core=green, speck=srgb("#2d2a12"), specks=0.3)
    put(p.soap_bar(soap, seed=1, stamped=False), -0.06, 0.06, 9)
    put(p.soap_bar(fresh, seed=2), -0.054, 0.054, -13, 27 * MM)
    half = p.slab("half", (40 * MM, 54 * MM, 27 * MM), 1.2 * MM, step=0.7 * MM, mat=soap)
    for vertex in half.data.vertices:
        vertex.co.x -= 20 * MM
    put(half, 0.045, -0.012, -62)
    other = p.slab("half", (40 * MM, 54 * MM, 27 * MM), 1.2 * MM, step=0.7 * MM, mat=soap)
    for vertex in other.data.vertices:
        vertex.co.x += 20 * MM
        vertex.co.y *= 0.99
    put(other, 0.078, 0.03, -28)
    leaf, bark = n.leaf_material(srgb("#44552a")), s.wood(srgb("#3a2d20"), srgb("#5c4a35"))
    n.settle_all(n.twig(0.17, 7, (74 * MM, 24 * MM), leaf, bark, seed=4), (-0.18, -0.07, 0), (4, 1, 12), sink=3 * MM)
    for k, (x, y, turn) in enumerate(((0.13, -0.06, 160), (0.02, -0.105, 25))):
        n.settle(n.blade("leaf", (66 + 6 * k) * MM, 24 * MM, leaf, cup=0.1, bend=0.14, wave=0.2, seed=40 + k), (x, y, 0), (5, 0, turn))
    berry = s.material("berry")
    bloom = berry.noise(160, detail=4)
    berry.surface(
        {"Base Color": berry.mix(berry.span(bloom, 0.4, 0.7), srgb("#151316"), srgb("#3d3a46")), "Roughness": berry.span(bloom, 0.35, 0.7, 0.25, 0.6)}
    )
    rng = random.Random(3)
    for x, y in ((-0.005, -0.075), (0.006, -0.066), (-0.012, -0.06), (0.1, -0.085), (-0.03, -0.1), (0.118, -0.02)):
        fruit = n.pebble((13.5 * MM, 10.5 * MM, 11 * MM), berry.material, seed=rng.randint(1, 99), rough=0.05)
        n.settle(fruit, (x, y, 0), (rng.uniform(-20, 20), rng.uniform(-20, 20), rng.uniform(0, 360)))
    s.window((-1.2, 0.25, 0.75), (0, 0, 0.02), power=46, colour=(1.0, 0.96, 0.9))
    s.world((0.7, 0.72, 0.74), 0.18)
    s.camera((0.03, -0.52, 0.27), (0.0, 0.0, 0.02), lens=68, fstop=5.6, focus=(0.02, -0.03, 0.025))
    return s.shoot("laurel-soap", exposure=0.3, preview=preview)


def stubborn_log(*, preview: bool) -> object:
    """A log of carob soap on its board, half cut, the wire beside it, and the mark of a thumb."""
    table = s.plane("table", (2.4, 1.4), mat=s.wood(srgb("#3c3026"), srgb("#6b5644"), boards=0.16))
    table.location.y = 0.15
    s.box("wall", (4, 0.04, 2.4), at=(1.3, 0.62, 0.6), mat=s.plaster(srgb("#8f887c")))
    s.box("board", (0.62, 0.19, 0.022), at=(0.0, 0.02, 0.011), turn=(0, 0, 4), bevel=3 * MM, mat=s.wood(srgb("#8a5b3c"), srgb("#c0946b"), worn=0.8))
    brown = p.soap_material(srgb("#5d3b26"), speck=srgb("#2c180d"), specks=0.55)
    sheet = s.cloth("paper", (0.5, 0.17), at=(0.0, 0.02, 0.022), turn=5, folds=3, height=4 * MM, seed=3, mat=s.paper(srgb("#cbb899")), flat=((0, 0, 0.24),))
    sheet.location.z = 0.0222
    high = 23.4 * MM
    log = p.slab("log", (0.235, 80 * MM, 54 * MM), 2.5 * MM, step=1.0 * MM, mat=brown)
    for vertex in log.data.vertices:
        x, y, z = vertex.co
        place = Vector((x, y, z))
        vertex.co += Vector((0, noise(place * 24), 0)) * 0.8 * MM
        if z > 50 * MM:
            vertex.co.z += 1.6 * MM * math.sin(y * 70) * math.sin(x * 38 + 2 * noise(place * 9)) + 0.8 * MM * noise(place * 55)
            thumb = math.hypot((x + 0.045) / 0.0095, (y + 0.012) / 0.0125)
            vertex.co.z += -8 * MM * math.exp(-(thumb**3)) + 1.6 * MM * math.exp(-(((thumb - 1.35) / 0.3) ** 2))
    n.settle(log, (-0.118, 0.016, high), (0, 0, 5))
    crumbs = n.crystals(brown, size=3.4 * MM, seed=4)
    n.scatter(crumbs, n.spill((0.06, -0.035), reach=0.1, count=70, seed=4, z=high, stretch=(1.3, 0.5)), seed=8, size=(0.3, 1.3))
    for k, (x, y, turn, lean) in enumerate(((0.02, 0.029, 7, 0), (0.061, 0.034, 1, 0), (0.105, 0.028, 14, 0), (0.175, 0.03, -52, 90))):
        bar = p.slab("bar", (27 * MM, 80 * MM, 54 * MM), 1.2 * MM, step=0.9 * MM, mat=brown)
        for vertex in bar.data.vertices:
            place = vertex.co.copy()
            vertex.co.x += 0.5 * MM * noise(place * 30 + Vector((k * 9, 0, 0)))
            if place.z > 50 * MM:
                vertex.co.z += 1.4 * MM * math.sin(place.y * 70) + 0.7 * MM * noise(place * 55)
        n.settle(bar, (x, y, high), (0, lean, turn))
    steel = s.metal((0.85, 0.84, 0.8), rough=0.3)
    wire = [(-0.1 + 0.016 * k, -0.102 - 0.016 * math.sin(k * 0.55) - 0.0008 * k, 0.0012 + 0.006 * math.sin(k * 0.6) ** 2) for k in range(13)]
    s.thread(wire, 0.45 * MM, steel)
    for x, y, turn in ((-0.1, -0.102, 70), (0.092, -0.116, 102)):
        toggle = s.lathe(
            "toggle",
            s.rounded(
                [
                    (0, 0, 0),
                    (6 * MM, 0, 2 * MM),
                    (7.4 * MM, 20 * MM, 20 * MM),
                    (5.4 * MM, 38 * MM, 10 * MM),
                    (7.4 * MM, 56 * MM, 20 * MM),
                    (6 * MM, 76 * MM, 2 * MM),
                    (0, 76 * MM, 0),
                ]
            ),
            mat=s.wood(srgb("#6d4a30"), srgb("#a57c55")),
            segments=48,
        )
        toggle.rotation_euler = (math.radians(90), 0, math.radians(turn))
        centre = Vector((math.sin(math.radians(turn)), -math.cos(math.radians(turn)), 0)) * 38 * MM
        toggle.location = (x - centre.x, y - centre.y, 7.2 * MM)
    s.window((-1.25, 0.35, 0.7), (0, 0, 0.05), power=70, colour=(0.98, 0.97, 0.94))
    s.world((0.66, 0.7, 0.74), 0.2)
    s.camera((0.33, -0.55, 0.29), (0.02, 0.0, 0.04), lens=60, fstop=5.0, focus=(0.03, -0.01, 0.06))
    return s.shoot("stubborn-log", exposure=0.85, preview=preview)


def peel(*, preview: bool) -> object:
    """A bowl of yuzu peel and two bottles of the oil that it went into."""
    table = s.plane("table", (2.4, 1.2), mat=s.wood(srgb("#3f3128"), srgb("#6a5443"), boards=0.15))
    table.location.y = 0.1
    s.box("wall", (4, 0.04, 2.4), at=(1.25, 0.52, 0.6), mat=s.plaster(srgb("#6f7a7c")))
    bowl = put(p.bowl(s.ceramic(srgb("#d6d2c8"))), -0.055, 0.02)
    zest, pith = n.peel_materials()
    rng = random.Random(4)
    pieces, proxies = [], []
    for k in range(40):
        shape = {"radius": rng.uniform(25, 31) * MM, "span": (rng.uniform(1.1, 1.8), rng.uniform(0.7, 1.1)), "seed": k}
        angle, far = k * 2.4, rng.uniform(0.0, 0.034)
        pieces.append(n.peel(zest, pith, **shape))
        proxies.append(n.peel(zest, pith, **shape, cuts=(7, 5)))
        proxies[-1].rotation_euler = (rng.uniform(-0.6, 0.6) + (math.pi if rng.random() < 0.3 else 0), rng.uniform(-0.6, 0.6), rng.uniform(0, 6.3))
        proxies[-1].location = (-0.055 + far * math.cos(angle), 0.02 + far * math.sin(angle), 0.04 + 0.012 * k)
    s.tumble(proxies, [bowl, table], frames=55)
    for piece, proxy in zip(pieces, proxies, strict=True):
        piece.matrix_world = proxy.matrix_world.copy()
        bpy.data.objects.remove(proxy)
    for k, (x, y, turn, over) in enumerate(((0.06, -0.07, 30, 0), (0.0, -0.095, 200, 180), (0.115, -0.03, 120, 0))):
        n.settle(n.peel(zest, pith, span=(1.7 - 0.2 * k, 0.9), seed=30 + k), (x, y, 0), (over, 6, turn))
    put(p.dropper_bottle(code="RO-2026-002", seed=1), 0.065, 0.045, 8)
    put(p.dropper_bottle(code="RO-2026-002", seed=2), 0.12, 0.085, -14)
    s.window((-1.2, 0.3, 0.8), (0, 0, 0.05), power=52, colour=(1.0, 0.97, 0.92))
    s.card((0.6, -0.2, 0.3), (0.05, 0, 0.05), (0.4, 0.5))
    s.world((0.6, 0.66, 0.72), 0.15)
    s.camera((0.05, -0.6, 0.27), (0.015, 0.01, 0.042), lens=68, fstop=5.6, focus=(0.02, -0.03, 0.05))
    return s.shoot("yuzu-peel", exposure=0.7, preview=preview)


def orlandos_oil(*, preview: bool) -> object:
    """The pale cut of rockrose: a bottle without its pipette, a glass of the oil, a twig on schist."""
    top = s.plane("top", (2.0, 1.4), cuts=(8, 8), mat=s.wood(srgb("#7b6653"), srgb("#b59c80"), boards=0.19))
    top.location.y = 0.1
    s.box("wall", (4, 0.04, 2.4), at=(-1.2, 0.5, 0.6), mat=s.plaster(srgb("#c7bda9")))
    slab = p.slab("schist", (0.26, 0.19, 0.016), 2.0 * MM, step=2.2 * MM, mat=s.slate(srgb("#54544f")))
    for vertex in slab.data.vertices:
        place = vertex.co.copy()
        if place.z > 8 * MM:
            vertex.co.z += 1.6 * MM * noise(place * 16) + 0.5 * MM * noise(place * 70)
        vertex.co.x += 7 * MM * noise(Vector((place.y * 14, place.z * 40, 3)))
        vertex.co.y += 7 * MM * noise(Vector((place.x * 14, place.z * 40, 8)))
    put(slab, 0.03, 0.01, -9)
    put(p.dropper_bottle(closed=False, seed=3), -0.04, 0.015, 12, 16.6 * MM)
    put(p.beaker(srgb("#efce68"), level=0.42), 0.04, 0.045, 0, 16.6 * MM)
    drop = p.pipette(seed=2, oil=14 * MM)
    drop.rotation_euler = (0, math.radians(86), math.radians(24))
    drop.location = (0.05, -0.042, 27.8 * MM)
    green, bark = n.leaf_material(srgb("#3b4627"), shine=0.16, dry=0.15), s.wood(srgb("#4b2e1d"), srgb("#6d4730"))
    for k, (x, y, z, turn, length) in enumerate(((0.2, 0.05, 0.022, 196, 0.15), (0.21, -0.03, 0.014, 172, 0.12))):
        branch = n.twig(length, 6, (58 * MM, 9.5 * MM), green, bark, seed=11 + k, opposite=True, tip=1.2)
        branch.location, branch.rotation_euler = (x, y, z), (math.radians(20 * k), math.radians(-3), math.radians(turn))
    s.sun_through((-0.06, 0.17, 0.14), elevation=24, azimuth=66, size=(0.5, 0.34), panes=(2, 2), strength=6, angle=1.5, colour=(1.0, 0.88, 0.7))
    s.window((1.3, 0.2, 0.8), (0, 0, 0.05), power=24, colour=(0.95, 0.97, 1.0))
    s.world((0.66, 0.7, 0.76), 0.3)
    s.camera((-0.07, -0.55, 0.2), (0.03, 0.01, 0.045), lens=70, fstop=5.6, focus=(-0.02, 0.0, 0.05))
    return s.shoot("orlandos-oil", exposure=1.1, preview=preview)


def three_buffers(*, preview: bool) -> object:
    """The shelf over the balance: buffers 4, 5 and 7, with the day on each, and a tube."""
    s.box("wall", (4, 0.04, 2.4), at=(0.6, 0.11, 0.0), mat=s.plaster(srgb("#d2cbbd"), rough=1.4))
    s.box("shelf", (1.6, 0.17, 0.026), at=(0, 0.005, -0.013), bevel=2 * MM, mat=s.wood(srgb("#6a4c36"), srgb("#a98560"), worn=1.3))
    for k, (figure, colour, level, x, y, turn) in enumerate(
        (("4", "#f6d9cc", 0.8, -0.085, 0.0, 10), ("5", "#f3efe2", 0.77, -0.036, 0.012, -6), ("7", "#f2edb9", 0.82, 0.016, -0.004, 14))
    ):
        put(p.reagent_bottle(figure, "1.10.", liquid=srgb(colour), level=level, seed=k), x, y, turn)
    put(p.tube(code="FH-2026-003", seed=2), 0.088, 0.022, -6)
    nail = s.lathe("nail", [(2.6 * MM, 0), (2.6 * MM, 1.2 * MM), (0, 1.4 * MM)], mat=s.metal((0.4, 0.38, 0.35), rough=0.5), segments=24)
    nail.rotation_euler, nail.location = (math.radians(90), 0, 0), (-0.155, 0.087, 0.12)
    s.sun_through((-0.02, 0.05, 0.09), elevation=30, azimuth=-118, size=(0.36, 0.32), panes=(2, 2), strength=4.5, angle=1.6, colour=(1.0, 0.9, 0.76))
    s.window((-1.1, -0.7, 0.6), (0, 0, 0.05), power=20, colour=(0.95, 0.97, 1.0))
    s.world((0.7, 0.72, 0.75), 0.3)
    s.camera((0.06, -0.7, 0.1), (-0.008, 0.0, 0.06), lens=76, fstop=5.0, focus=(-0.03, -0.01, 0.03))
    return s.shoot("three-buffers", exposure=0.35, preview=preview)


def two_days_in_may(*, preview: bool) -> object:
    """One tube of the batch that was recalled, lying by itself, in grey light."""
    top = s.plane("top", (2.0, 2.0), mat=s.linen(srgb("#a5a6a4")))
    top.location.y = 0.1
    tube = p.tube(code="FH-2026-002", squeezed=0.8, seed=5)
    tube.rotation_euler = (math.radians(-90), 0, math.radians(-38))
    tube.location = (-0.047, -0.06, 12.2 * MM)
    tube.rotation_euler.x = math.radians(-87.5)
    s.window((-1.0, 0.8, 0.75), (0, 0, 0.0), power=34, colour=(0.93, 0.96, 1.0))
    s.world((0.74, 0.77, 0.8), 0.25)
    s.camera((0.0, -0.27, 0.44), (0.014, 0.004, 0.0), lens=62, fstop=6.3, focus=(0.0, 0.0, 0.02))
    return s.shoot("two-days-in-may-tube", exposure=0.25, preview=preview)


def finer_than_flour(*, preview: bool) -> object:
    """Salt ground finer than flour, heaped on slate, and the sieve."""
    top = s.plane("top", (2.0, 1.6), cuts=(8, 8), mat=s.slate(srgb("#33373a")))
    top.location.y = 0.1
    fine = s.material("fine salt")
    powder = fine.noise(1900, detail=3, rough=0.7)
    fine.surface(
        {
            "Base Color": (0.9, 0.9, 0.89),
            "Roughness": 0.9,
            "Subsurface Weight": 0.25,
            "Subsurface Radius": (1, 1, 1),
            "Subsurface Scale": 2 * MM,
            "Normal": fine.bump(fine.math("ADD", powder, fine.noise(300, detail=4)), 0.35 * MM, strength=0.7),
        }
    )
    hill = n.heap("salt", 0.085, 0.052, fine.material, seed=3, rough=0.5)
    put(hill, -0.048, 0.0)
    rng = random.Random(9)
    rim = [vertex.co for vertex in hill.data.vertices if vertex.co.z < 0.9 * MM and rng.random() < 0.5]
    foot = [(co * (0.96 + rng.expovariate(28)) + Vector((-0.048, 0, 0.1 * MM - co.z)), 0.0) for co in rim]
    n.scatter(n.crystals(fine.material, size=1.1 * MM, seed=8), foot, seed=7, size=(0.12, 0.75))
    n.scatter(
        n.crystals(fine.material, size=1.0 * MM, seed=3), n.spill((-0.048, -0.0), reach=0.16, count=900, seed=2, stretch=(1.2, 0.9)), seed=4, size=(0.3, 1.5)
    )
    n.scatter(n.crystals(n.salt_material(), size=3.4 * MM, seed=6), n.spill((0.125, -0.095), reach=0.035, count=130, seed=8), seed=5)
    put(p.sieve(), 0.08, 0.118)
    s.window((-1.1, 0.45, 0.5), (0, 0, 0.02), power=40, colour=(1.0, 0.97, 0.93))
    s.world((0.62, 0.68, 0.75), 0.12)
    s.camera((0.06, -0.52, 0.25), (0.005, 0.015, 0.022), lens=66, fstop=5.6, focus=(-0.05, -0.03, 0.03))
    return s.shoot("finer-than-flour", exposure=0.25, preview=preview)


def ninety_one_jars(*, preview: bool) -> object:
    """Jars poured and not yet lidded, in rows, and the place of one that was picked up."""
    table = s.plane("table", (2.6, 2.0), mat=s.wood(srgb("#5a4634"), srgb("#9c8061"), boards=0.16))
    table.location.y = 0.3
    filled = [p.jar(seed=k, closed=False, labelled=False, balm=p.balm_material(srgb("#ddd3a4"))) for k in range(4)]
    rng = random.Random(12)
    for row, column in itertools.product(range(11), range(13)):
        if (row, column) == (3, 6):
            continue
        x, y = (column - 6) * 66 * MM + rng.uniform(-2.5, 2.5) * MM, (row - 3) * 66 * MM + rng.uniform(-2.5, 2.5) * MM
        s.copy(rng.choice(filled), at=(x, y, 0), turn=(0, 0, rng.uniform(0, 360)))
    for jar in filled:
        for part in (*jar.children, jar):
            bpy.data.objects.remove(part)
    s.window((-1.3, 0.9, 0.85), (0, 0.1, 0), power=62, colour=(0.96, 0.98, 1.0))
    s.world((0.66, 0.7, 0.76), 0.2)
    s.camera((0.16, -0.5, 0.52), (0.0, 0.03, 0.02), lens=58, fstop=4.5, focus=(0.0, -0.03, 0.03))
    return s.shoot("ninety-one-jars", exposure=0.4, preview=preview)


def what_the_sieve_kept(*, preview: bool) -> object:
    """Splinters of carob in the sieve, and a test bar that has them in it."""
    table = s.plane("table", (2.4, 1.4), mat=s.wood(srgb("#8b775f"), srgb("#c4ad8c"), boards=0.18))
    table.location.y = 0.15
    s.box("wall", (4, 0.04, 2.4), at=(1.2, 0.6, 0.6), mat=s.plaster(srgb("#aaa294")))
    put(p.sieve(), 0.05, 0.055)
    bits = s.material("bits")
    cloud = bits.noise(300, detail=3)
    one = bits.add("ShaderNodeObjectInfo")["Random"]
    shade = bits.ramp(
        bits.math("ADD", bits.math("MULTIPLY", one, 0.7), bits.span(cloud, 0.3, 0.7, 0, 0.3)),
        [(0.0, srgb("#2b170d")), (0.6, srgb("#5a361d")), (1.0, srgb("#8a5c34"))],
    )
    bits.surface({"Base Color": shade, "Roughness": 0.6, "Normal": bits.bump(cloud, 0.4 * MM, strength=0.6)}, plain=srgb("#4a2d19"))
    splinters = n.crystals(bits.material, size=3.6 * MM, count=9, seed=3)
    for splinter in splinters:
        for vertex in splinter.data.vertices:
            vertex.co.y *= 0.34
            vertex.co.z *= 0.6
    rng = random.Random(6)
    spots = []
    for _ in range(2600):
        far, angle = 0.052 * math.sqrt(rng.random()), rng.uniform(0, math.tau)
        pile = 0.017 * max(0.0, 1 - (far / 0.05) ** 2) * (1 + 0.3 * noise(Vector((far * 60, angle, 0))))
        spots.append((Vector((0.05 + far * math.cos(angle), 0.055 + far * math.sin(angle), 0.0098 + pile * rng.uniform(0.55, 1.0))), 0.0))
    spots += n.spill((-0.03, -0.06), reach=0.09, count=150, seed=5, stretch=(1.4, 0.7))
    n.scatter(splinters, spots, seed=4, size=(0.35, 1.3))
    coarse = p.soap_material(srgb("#74492d"), speck=srgb("#2c170c"), specks=0.5, coarse=1.0)
    put(p.soap_bar(coarse, seed=3, stamped=False), -0.085, 0.01, 24)
    put(p.soap_bar(coarse, seed=9, stamped=False), -0.075, 0.012, -6, 27 * MM)
    flat = p.soap_bar(coarse, seed=5, stamped=False, size=(78 * MM, 53 * MM, 26 * MM))
    put(flat, -0.03, -0.07, -38)
    s.window((-1.2, 0.35, 0.65), (0, 0, 0.03), power=50, colour=(1.0, 0.96, 0.9))
    s.world((0.66, 0.7, 0.76), 0.16)
    s.camera((0.08, -0.54, 0.3), (-0.012, 0.005, 0.02), lens=68, fstop=5.6, focus=(-0.02, -0.03, 0.03))
    return s.shoot("what-the-sieve-kept", exposure=0.4, preview=preview)


def _portrait(name: str, wall: str, *, height: float, focus: tuple[float, float, float], preview: bool, lens: float = 85, exposure: float = 0.45) -> object:
    """The four products' own pictures: the same stone top and light from the left, a wall of another colour, upright."""
    top = s.plane("top", (2.4, 1.2), cuts=(8, 8), mat=s.stone(srgb("#c5bcae"), grain=0.5))
    top.location.y = 0.1
    s.box("wall", (4, 0.04, 2.4), at=(1.25, 0.42, 0.6), mat=s.plaster(srgb(wall)))
    s.window((-1.15, 0.05, 0.75), (0, 0, 0.05), power=42, colour=(1.0, 0.97, 0.93))
    s.card((0.55, -0.1, 0.25), (0.0, 0, 0.05), (0.3, 0.5))
    s.world((0.66, 0.7, 0.76), 0.22)
    s.camera((0.03, -0.62, 0.2), (0.0, 0.0, height), lens=lens, fstop=5.6, focus=focus)
    return s.shoot(name, size=(1280, 1600), exposure=exposure, preview=preview)


def balm(*, preview: bool) -> object:
    """Salt & Rose Balm, beside a spoonful of coarse salt."""
    put(p.jar(code="SR-2026-003", seed=11), -0.012, 0.03, -6, 27.4 * MM)
    block = p.slab("block", (0.13, 0.11, 0.027), 2 * MM, step=2 * MM, mat=s.wood(srgb("#6a4c36"), srgb("#a98560")))
    put(block, -0.005, 0.035, 14)
    white = n.salt_material()
    n.scatter(n.crystals(white, size=3.2 * MM, seed=2), n.spill((0.02, -0.075), reach=0.045, count=420, seed=3, stretch=(1.3, 0.7)), seed=5)
    n.scatter(
        n.crystals(white, size=3.0 * MM, seed=5),
        [(spot + Vector((0, 0, 2.2 * MM)), 0) for spot, _ in n.spill((0.018, -0.075), reach=0.02, count=120, seed=4)],
        seed=6,
    )
    petal = n.blade("petal", 29 * MM, 27 * MM, n.petal_material(), widest=0.66, tip=0.45, cup=0.22, bend=0.25, wave=0.12, seed=2)
    n.settle(petal, (-0.06, -0.06, 0), (0, -6, 150))
    return _portrait("salt-rose-balm", "#b9a89a", height=0.042, lens=92, preview=preview, focus=(-0.01, 0.0, 0.05))


def soap(*, preview: bool) -> object:
    """Carob Soap, one bar bare and one in its paper, and the pods."""
    brown = p.soap_material(srgb("#6d4329"))
    put(p.soap_bar(brown, seed=1, stamped=False), -0.005, 0.026, 22)
    put(p.soap_bar(brown, seed=4), 0.0, 0.024, 8, 27 * MM)
    for part in (p.soap_bar(brown, seed=7, stamped=False), p.band(code="CS-2025-001")):
        part.rotation_euler = (math.radians(66), 0, math.radians(-10))
        part.location = (-0.018, -0.026, 24.8 * MM)
    skin = n.carob_material()
    n.settle(n.carob_pod(skin, seed=2), (0.02, -0.115, 0), (4, 0, 20))
    n.settle(n.carob_pod(skin, seed=5, length=140 * MM), (0.088, 0.03, 0), (-6, 0, 70))
    return _portrait("carob-soap", "#a39a88", exposure=0.6, height=0.04, preview=preview, focus=(-0.015, -0.04, 0.04))


def cream(*, preview: bool) -> object:
    """Fig Hand Cream, standing on its cap, with two dried figs."""
    put(p.tube(seed=1), -0.015, 0.01, -12)
    skin = n.fig_material()
    for k, (x, y, turn) in enumerate(((0.045, -0.03, 30), (0.06, 0.03, 110), (0.002, -0.079, -25))):
        fig = n.dried_fig(seed=3 + 4 * k, size=(44 - 3 * k) * MM)
        for part in (fig, *fig.children):
            part.data.materials.append(skin)
        n.settle(fig, (x, y, 0), (0, 0, turn))
    return _portrait("fig-hand-cream", "#8f9284", height=0.066, preview=preview, focus=(-0.015, -0.01, 0.07))


def oil(*, preview: bool) -> object:
    """Rockrose Face Oil and a twig of rockrose."""
    put(p.dropper_bottle(seed=6), -0.016, 0.0, -4)
    green, bark = n.leaf_material(srgb("#3b4627"), shine=0.16, dry=0.15), s.wood(srgb("#4b2e1d"), srgb("#6d4730"))
    for k, (x, y, z, turn, length) in enumerate(((0.105, -0.055, 0.008, 176, 0.13), (0.11, 0.045, 0.012, 190, 0.11))):
        branch = n.twig(length, 6, (56 * MM, 9.5 * MM), green, bark, seed=21 + k, opposite=True, tip=1.2)
        branch.location, branch.rotation_euler = (x, y, z), (math.radians(15 * k), math.radians(-2), math.radians(turn))
    return _portrait("rockrose-face-oil", "#b7a283", height=0.043, lens=112, preview=preview, focus=(-0.012, -0.005, 0.05))


SCENES = {
    "late-harvest": late_harvest,
    "rain-in-may": rain_in_may,
    "figs": figs,
    "milk-at-six": milk_at_six,
    "laurel-soap": laurel_soap,
    "stubborn-log": stubborn_log,
    "peel": peel,
    "orlandos-oil": orlandos_oil,
    "three-buffers": three_buffers,
    "two-days-in-may": two_days_in_may,
    "finer-than-flour": finer_than_flour,
    "ninety-one-jars": ninety_one_jars,
    "what-the-sieve-kept": what_the_sieve_kept,
    "balm": balm,
    "soap": soap,
    "cream": cream,
    "oil": oil,
}

if __name__ == "__main__":
    s.run(SCENES, __doc__)

"""Orlando's still house in Cortelha, by the light of its fire."""

import math
import random

import bpy

# isort: split
import bmesh
import numpy as np
from forms import area, mesh_of, thing, tube
from studio import aim, box, camera, displace, lathe, link, material, metal, plane, plaster, shoot, srgb, wood, world


def copper(*, worn=1.0):
    """Copper that has seen fire: brown and violet where it was hot, bright where hands go, with green at the seams."""
    m = material("copper")
    cloud = m.noise(5.5, detail=7, rough=0.65, warp=0.8)
    streak = m.noise(1.0, detail=5, rough=0.6, at=m.where(scale=(9, 9, 1.3)))
    fine = m.noise(60, detail=6, rough=0.7)
    height = m.add("ShaderNodeSeparateXYZ", {"Vector": m.where()})["Z"]
    shade = m.mix(m.span(cloud, 0.34, 0.66), (0.62, 0.27, 0.14), (0.33, 0.13, 0.075))
    shade = m.mix(m.span(streak, 0.5, 0.72, 0, 0.75 * worn), shade, (0.13, 0.065, 0.05))
    shade = m.mix(m.math("MULTIPLY", m.span(height, 0.55, 0.0), 0.8 * worn), shade, (0.030, 0.022, 0.020))
    green = m.math("MULTIPLY", m.span(m.noise(11, detail=6, rough=0.7), 0.60, 0.70), 0.35 * worn)
    shade = m.mix(green, shade, (0.10, 0.22, 0.17))
    rough = m.math("ADD", m.span(cloud, 0.3, 0.7, 0.24, 0.46), m.span(fine, 0.4, 0.7, 0, 0.12))
    dents = m.math("ADD", m.math("MULTIPLY", m.span(m.cells(16), 0, 0.6), 0.7), m.math("MULTIPLY", m.noise(3.2, detail=3), 2.0))
    m.surface(
        {
            "Base Color": shade,
            "Metallic": m.span(green, 0, 0.4, 1.0, 0.4),
            "Roughness": rough,
            "Normal": m.bump(m.math("ADD", dents, m.math("MULTIPLY", fine, 0.1)), 0.006, strength=0.6),
        }
    )
    return m.material


def stone_wall(width, height, at, turn, mat, mortar, *, seed=0):
    """A wall of schist laid in clay: flat stones, none like another."""
    chance = random.Random(seed)
    holder = link(bpy.data.objects.new("wall", None))
    holder.location, holder.rotation_euler = at, (0, 0, math.radians(turn))
    shapes = []
    for k in range(7):
        bm = bmesh.new()
        bmesh.ops.create_cube(bm, size=1)
        bmesh.ops.bevel(bm, geom=bm.edges[:], offset=0.16, segments=2, affect="EDGES")
        bmesh.ops.subdivide_edges(bm, edges=bm.edges[:], cuts=3, use_grid_fill=True)
        obj = thing("stone", mesh_of("stone", bm, mat, smooth=True))
        displace(obj, 0.20, 1.5, seed=seed + k)
        shapes.append(obj.data)
        bpy.data.objects.remove(obj)
    z = 0.0
    while z < height:
        tall = chance.uniform(0.07, 0.19)
        x = -width / 2 - chance.uniform(0, 0.3)
        while x < width / 2:
            long = chance.uniform(0.16, 0.55)
            stone = thing(
                "stone",
                chance.choice(shapes),
                at=(x + long / 2, chance.uniform(-0.02, 0.025), z + tall / 2 + chance.uniform(-0.012, 0.012)),
                turn=(chance.gauss(0, 3), chance.gauss(0, 2.2), chance.choice((0, 180)) + chance.gauss(0, 3)),
            )
            stone.scale = (long * 1.0, 0.24, tall * 1.02)
            stone.parent = holder
            x += long + chance.uniform(0.0, 0.02)
        z += tall
    back = box("mortar", (width + 0.5, 0.2, height), at=(0, 0.05, height / 2), mat=mortar)
    back.parent = holder


def fire(at, size, seed):
    """Twigs burning: embers, and tongues of flame that hide how they are made by being bright."""
    chance = random.Random(seed)
    flame = material("flames")
    height = flame.add("ShaderNodeSeparateXYZ", {"Vector": flame.where("Generated")})["Z"]
    colour = flame.ramp(height, [(0, (1.0, 0.55, 0.16)), (0.5, (1.0, 0.30, 0.05)), (1, (0.7, 0.10, 0.01))])
    glow = flame.add("ShaderNodeEmission", {"Color": colour, "Strength": flame.span(height, 0, 1, 15, 3)})["Emission"]
    clear = flame.add("ShaderNodeBsdfTransparent")["BSDF"]
    wisps = flame.span(flame.noise(1.0, detail=4, at=flame.where(scale=(16, 16, 5)), warp=1.0), 0.42, 0.66)
    flame.tree.links.new(
        flame.add("ShaderNodeMixShader", {"Fac": flame.math("MULTIPLY", wisps, flame.span(height, 1.0, 0.35)), 1: clear, 2: glow})["Shader"],
        flame.out.inputs["Surface"],
    )
    for _ in range(18):
        x, y = at[0] + chance.gauss(0, size * 0.45), at[1] + chance.gauss(0, size * 0.22)
        tall, wide = size * chance.uniform(0.25, 0.9), size * chance.uniform(0.06, 0.15)
        tongue = lathe(
            "flame",
            [(0, 0), *[(wide * math.sin(math.pi * t**0.6) ** 0.9, tall * t) for t in np.linspace(0.04, 0.96, 14)], (0, tall)],
            mat=flame.material,
            segments=40,
        )
        displace(tongue, wide * 1.1, 3.2 / size, seed=seed + chance.randint(0, 99))
        tongue.location = (x, y, at[2])
    ember = material("embers")
    hot = ember.span(ember.noise(26, detail=5, rough=0.7), 0.46, 0.62)
    ember.surface(
        {"Base Color": (0.02, 0.018, 0.017), "Roughness": 0.9, "Emission Color": (1.0, 0.22, 0.03), "Emission Strength": ember.math("MULTIPLY", hot, 18.0)}
    )
    for _ in range(60):
        x, y = at[0] + chance.gauss(0, size * 0.5), at[1] + chance.gauss(0, size * 0.3)
        angle = chance.uniform(0, 3.14)
        reach = chance.uniform(0.08, 0.2)
        tube(
            "stick",
            [
                (x - reach * math.cos(angle), y - reach * math.sin(angle), at[2] + chance.uniform(0, 0.05)),
                (x + reach * math.cos(angle), y + reach * math.sin(angle), at[2] + chance.uniform(0, 0.07)),
            ],
            chance.uniform(0.007, 0.018),
            ember.material,
        )
    lamp = bpy.data.lights.new("fire", "AREA")
    lamp.shape, lamp.size, lamp.energy, lamp.color = "DISK", size * 1.3, 30, (1.0, 0.42, 0.13)
    obj = link(bpy.data.objects.new("fire", lamp))
    obj.location = (at[0], at[1] - 0.22, at[2] + 0.22)
    aim(obj, (at[0] + 0.1, at[1] - 2, at[2] + 0.2))


def still(at, body):
    """The second still on its legs: pot, dome, swan neck, and the pipe down into the cooling tank."""
    x, y, z = at
    pot = [
        (0, 0),
        (0.40, 0.0),
        (0.47, 0.035),
        (0.485, 0.08),
        (0.485, 0.86),
        (0.497, 0.868),
        (0.497, 0.895),
        (0.485, 0.903),
        (0.47, 0.98),
        (0.40, 1.10),
        (0.27, 1.19),
        (0.185, 1.225),
        (0.185, 1.25),
        (0.20, 1.258),
        (0.20, 1.285),
        (0.183, 1.292),
        (0.175, 1.34),
    ]
    head = [(0.175, 1.34), (0.19, 1.38), (0.235, 1.45), (0.245, 1.52), (0.205, 1.60), (0.135, 1.655), (0.105, 1.69), (0.095, 1.73)]
    for name, profile in (("pot", pot), ("head", head)):
        lathe(name, profile, mat=body, wobble=0.006, segments=128).location = at
    neck = [
        (0, 0, 1.68),
        (0.0, 0, 1.80),
        (0.04, 0.0, 1.93),
        (0.26, 0.02, 2.00),
        (0.62, 0.04, 1.90),
        (0.95, 0.06, 1.66),
        (1.20, 0.08, 1.36),
        (1.33, 0.09, 1.10),
        (1.36, 0.09, 0.78),
        (1.36, 0.09, 0.1),
    ]
    tube("swan neck", [(x + a, y + b, z + c) for a, b, c in neck], 0.092, body, radii=[1, 0.98, 0.92, 0.82, 0.70, 0.58, 0.48, 0.42, 0.40, 0.40], resolution=24)
    for k, point in ((4, 0.085), (6, 0.062)):
        a, b, c = neck[k]
        ring = lathe("flange", [(point * 0.7, -0.012), (point * 1.1, -0.012), (point * 1.1, 0.012), (point * 0.7, 0.012)], mat=body, segments=48)
        ring.location, ring.rotation_euler = (x + a - 0.02, y + b, z + c - 0.012), (0, math.radians(118 if k == 4 else 128), 0)
    chance = random.Random(2)
    for level in (0.06, 0.842):
        for k in range(44):
            angle = k / 44 * 6.283
            rivet = lathe("rivet", [(0.011, 0), (0.010, 0.004), (0.005, 0.007), (0, 0.008)], mat=body, segments=12)
            rivet.location = (x + 0.484 * math.cos(angle), y + 0.484 * math.sin(angle), z + level + chance.uniform(-0.003, 0.003))
            rivet.rotation_euler = (0, math.radians(90), angle)
    for side in (-1, 1):
        tube(
            "handle",
            [
                (x + side * 0.12, y - 0.47, z + 0.62),
                (x + side * 0.12, y - 0.55, z + 0.63),
                (x + side * 0.02, y - 0.56, z + 0.63),
                (x + side * 0.0, y - 0.56, z + 0.63),
            ],
            0.012,
            body,
        )


def still_house(*, preview=False):
    """The still at five in the morning: fire a metre below, blue light in the window."""
    world((0.35, 0.45, 0.7), 0.03)
    rng = random.Random(6)
    schist = material("schist")
    chance = schist.add("ShaderNodeObjectInfo")["Random"]
    base = schist.ramp(chance, [(0, (0.13, 0.105, 0.085)), (0.35, (0.20, 0.155, 0.115)), (0.7, (0.16, 0.145, 0.135)), (1, (0.27, 0.20, 0.13))])
    layers = schist.noise(1.0, detail=7, rough=0.65, at=schist.where(scale=(1.2, 1.2, 5)))
    schist.surface(
        {
            "Base Color": schist.mix(schist.span(layers, 0.35, 0.65), schist.mix(1.0, base, (0.5, 0.5, 0.5), blend="MULTIPLY"), base),
            "Roughness": 0.85,
            "Normal": schist.bump(layers, 0.12, strength=0.7),
        }
    )
    clay = plaster(srgb("#6e5a46"))
    stone_wall(6.6, 3.9, (0.9, 1.35, 0), 0, schist, clay, seed=1)
    stone_wall(3.4, 0.85, (-1.95, 0.0, 0), 90, schist, clay, seed=2)
    stone_wall(3.4, 1.9, (-1.95, 0.0, 2.0), 90, schist, clay, seed=5)
    for y, wide in ((-1.35, 0.9), (1.1, 0.9)):
        stone_wall(wide, 1.2, (-1.95, y, 0.82), 90, schist, clay, seed=7)
    oak = wood(srgb("#3b2b1f"), srgb("#6f543c"), rough=0.75)
    box("lintel", (2.3, 0.3, 0.16), at=(-1.9, -0.1, 2.02), turn=(0, 0, 90), bevel=0.02, mat=oak)
    box("sill", (2.0, 0.34, 0.06), at=(-1.88, -0.1, 0.86), turn=(0, 0, 90), bevel=0.01, mat=oak)
    floor = plane("floor", (8, 8), cuts=(160, 160), mat=None)
    earth = material("earth floor")
    damp = earth.span(earth.noise(1.6, detail=5), 0.45, 0.6)
    earth.surface(
        {
            "Base Color": earth.mix(damp, (0.16, 0.12, 0.09), (0.07, 0.052, 0.042)),
            "Roughness": earth.span(damp, 0, 1, 0.9, 0.35),
            "Normal": earth.bump(earth.noise(24, detail=6, rough=0.65), 0.02, strength=0.7),
        }
    )
    floor.data.materials.append(earth.material)
    displace(floor, 0.02, 1.4, seed=3)
    red = copper()
    iron = metal((0.11, 0.10, 0.095), rough=0.55)
    still((0.0, 0.45, 0.90), red)
    for angle in (45, 135, 225, 315):
        a = math.radians(angle)
        tube("leg", [(0.40 * math.cos(a), 0.45 + 0.40 * math.sin(a), 0.92), (0.5 * math.cos(a), 0.45 + 0.5 * math.sin(a), 0.0)], 0.026, iron)
    plate = lathe("plate", [(0, 0), (0.52, 0), (0.525, 0.006), (0.52, 0.012), (0, 0.012)], mat=iron)
    plate.location = (0, 0.45, 0.56)
    hearth = [(-0.62, 0.12), (-0.64, 0.45), (-0.6, 0.8), (0.62, 0.15), (0.64, 0.5), (0.6, 0.82)]
    for k, (hx, hy) in enumerate(hearth):
        block = box(
            "hearth stone", (0.2, 0.3, 0.2), at=(hx, hy, 0.09), turn=(rng.gauss(0, 3), rng.gauss(0, 3), rng.gauss(0, 12)), bevel=0.03, mat=schist.material
        )
        displace(block, 0.02, 6, seed=k)
    fire((0.0, 0.40, 0.03), 0.42, 4)
    tank = lathe(
        "tank",
        [(0.0, 0.02), (0.40, 0.02), (0.42, 0.0), (0.455, 0.9), (0.47, 1.06), (0.455, 1.06), (0.44, 0.9), (0.40, 0.08), (0, 0.08)],
        mat=metal((0.30, 0.30, 0.29), rough=0.5),
        wobble=0.006,
    )
    tank.location = (1.38, 0.55, 0)
    for level in (0.22, 0.62, 0.96):
        hoop = lathe(
            "hoop", [(0.42 + 0.035 * level, -0.02), (0.432 + 0.035 * level, -0.02), (0.433 + 0.035 * level, 0.02), (0.42 + 0.035 * level, 0.02)], mat=iron
        )
        hoop.location = (1.38, 0.55, level)
    water = lathe("water", [(0.44, 0.93), (0, 0.93)], segments=48)
    wet = material("cooling water")
    wet.surface({"Base Color": (0.012, 0.016, 0.016), "Roughness": 0.04, "Normal": wet.bump(wet.noise(14, detail=3), 0.01, strength=0.4)})
    water.data.materials.append(wet.material)
    water.location = (1.38, 0.55, 0)
    tube("outlet", [(1.10, 0.25, 0.30), (1.05, 0.16, 0.29), (1.0, 0.10, 0.26), (0.99, 0.08, 0.22)], 0.014, red)
    glass = material("jar")
    glass.through(glass.add("ShaderNodeBsdfGlass", {"Roughness": 0.02, "IOR": 1.45})["BSDF"], (0.85, 0.88, 0.86))
    jam = lathe(
        "jam jar",
        [
            (0, 0),
            (0.042, 0),
            (0.046, 0.008),
            (0.046, 0.10),
            (0.04, 0.115),
            (0.04, 0.13),
            (0.037, 0.13),
            (0.037, 0.113),
            (0.043, 0.10),
            (0.043, 0.01),
            (0, 0.006),
        ],
        mat=glass.material,
    )
    jam.location = (0.985, 0.06, 0.06)
    box("stand", (0.3, 0.26, 0.06), at=(0.98, 0.05, 0.03), turn=(0, 0, 12), bevel=0.006, mat=oak)
    bark = material("twigs")
    bark.surface({"Base Color": bark.mix(bark.noise(40, detail=4), (0.10, 0.06, 0.04), (0.24, 0.15, 0.10)), "Roughness": 0.9})
    for _ in range(230):
        x, y = -1.25 + rng.gauss(0, 0.22), -0.25 + rng.gauss(0, 0.2)
        z = max(0.02, 0.42 - 1.2 * (abs(x + 1.25) + abs(y + 0.25)) + rng.uniform(-0.1, 0.05)) * rng.uniform(0.3, 1)
        angle, reach = rng.gauss(0.5, 0.5), rng.uniform(0.2, 0.42)
        tube(
            "twig",
            [
                (x - reach * math.cos(angle), y - reach * math.sin(angle), z + rng.uniform(-0.06, 0.06) + 0.05),
                (x, y, z + 0.06 + rng.uniform(0, 0.03)),
                (x + reach * math.cos(angle), y + reach * math.sin(angle), z + rng.uniform(-0.06, 0.08) + 0.05),
            ],
            rng.uniform(0.003, 0.009),
            bark.material,
        )
    area("dawn", (1.7, 1.2), (-2.6, -0.4, 1.75), (0.5, 0.5, 0.9), 210, (0.62, 0.78, 1.0))
    area("door", (1.2, 2.2), (2.6, -2.6, 1.4), (0.3, 0.5, 1.0), 75, (0.7, 0.82, 1.0))
    camera((0.66, -4.5, 1.36), (0.56, 0.45, 1.33), lens=35, fstop=4, focus=(0.05, 0.0, 1.6))
    return shoot("still-house", exposure=1.05, preview=preview)

"""Rockrose: its flower from near, and the hills of the Caldeirão that are covered with it."""

import itertools
import math
import random

import bpy

# isort: split
import bmesh
import numpy as np
from forms import fbm, grid, mesh_of, noise, perspective_ground, scatter, smoothstep, thing, tube
from outdoors import cloudy_sky
from studio import MM, camera, displace, link, material, plane, shoot, sun


def petal_material():
    """White tissue that the light comes through, with a blotch the colour of old blood and yellow at its foot."""
    m = material("rockrose petal")
    along, across = (m.add("ShaderNodeAttribute", attribute_name=name)["Fac"] for name in ("along", "across"))
    ragged = m.math("MULTIPLY", m.math("SUBTRACT", m.noise(260, detail=5, rough=0.65), 0.5), 0.16)
    reach = m.math("ADD", m.math("ADD", along, ragged), m.math("MULTIPLY", m.math("MULTIPLY", across, across), 0.55))
    blotch = m.math("MULTIPLY", m.span(reach, 0.40, 0.35), m.span(along, 0.12, 0.17))
    foot = m.span(along, 0.17, 0.10)
    veins = m.noise(1.0, detail=2, at=m.add("ShaderNodeCombineXYZ", {"X": m.math("MULTIPLY", along, 1.5), "Y": m.math("MULTIPLY", across, 17.0)})[0])
    white = m.mix(m.span(veins, 0.45, 0.72, 0, 0.28), (0.86, 0.85, 0.83), (0.66, 0.66, 0.62))
    shade = m.mix(foot, m.mix(blotch, white, (0.085, 0.006, 0.014)), (0.72, 0.50, 0.06))
    relief = m.bump(m.math("ADD", veins, m.math("MULTIPLY", m.noise(700, detail=4), 0.5)), 0.35 * MM, strength=0.5)
    front = m.add("ShaderNodeBsdfPrincipled", {"Base Color": shade, "Roughness": 0.6, "Sheen Weight": 0.15, "Specular IOR Level": 0.25, "Normal": relief})[
        "BSDF"
    ]
    back = m.add("ShaderNodeBsdfTranslucent", {"Color": shade, "Normal": relief})["BSDF"]
    both = m.add("ShaderNodeMixShader", {"Fac": 0.48, 1: front, 2: back})["Shader"]
    m.tree.links.new(both, m.out.inputs["Surface"])
    return m


def petal(seed, mat, *, length=44 * MM, open_=0.5, points=(90, 80)):
    """One petal with its foot at the origin along +X: broad, creased as if it had been kept in a pocket, which in the bud it was."""
    u, v = np.meshgrid(np.linspace(0.02, 1, points[0]), np.linspace(-1, 1, points[1]), indexing="ij")
    half = length * (0.07 + 0.60 * smoothstep(0, 0.75, u) ** 0.8) * np.sqrt(np.clip(1 - np.clip((u - 0.62) / 0.38, 0, 1) ** 2.4, 0, 1))
    rim = 1 + 0.035 * fbm(v * 2.2 + seed, u * 2, 3, seed) * u
    x, y = length * u * rim * (1 - 0.05 * v * v), half * v
    creases = np.zeros_like(u)
    for octave, size in enumerate((3.2, 7.0, 15.0)):
        creases += (np.abs(noise(u * size * 0.7 + 3 * seed, v * size * 0.75 + 9 * seed, seed + 20 + octave)) - 0.2) * 0.62**octave
    z = length * (open_ * u**1.25 - 0.30 * u**3.2) + 0.10 * length * v * v * u
    z += length * 0.12 * creases * smoothstep(0.12, 0.5, u) + length * 0.05 * fbm(v * 2.6, u * 1.4 + seed, 2, seed + 5) * u**3
    return grid("petal", x, y, z, mat, along=u, across=v)


def flower(seed, mats, *, open_=0.5, points=(90, 80), stamens=120):
    """A flower that looks up, its middle at the origin: the parts, as children of an empty."""
    chance = random.Random(seed)
    whole = link(bpy.data.objects.new("flower", None))
    for k in range(5):
        part = petal(seed * 7 + k, mats["petal"], open_=open_ * chance.uniform(0.8, 1.2), points=points)
        part.rotation_euler = (chance.gauss(0, 0.07), chance.gauss(0, 0.05), math.radians(72 * k + chance.gauss(0, 4)))
        part.location.z = 0.5 * MM * k
        part.parent = whole
    bm = bmesh.new()
    for _ in range(stamens):
        angle, reach = chance.uniform(0, 6.283), 1.2 + 6.5 * chance.random() ** 0.7
        rise = 9.0 - 0.35 * reach + chance.uniform(-1.6, 1.2)
        tip = (reach * MM * math.cos(angle), reach * MM * math.sin(angle), rise * MM)
        foot = (tip[0] * 0.25, tip[1] * 0.25, 0.5 * MM)
        thread = tube(
            "filament",
            [foot, (tip[0] * 0.8, tip[1] * 0.8, rise * 0.5 * MM), (tip[0] * 0.95, tip[1] * 0.95, rise * 0.85 * MM), tip],
            0.16 * MM,
            mats["filament"],
            resolution=2,
        )
        thread.parent = whole
        made = bmesh.ops.create_uvsphere(bm, u_segments=8, v_segments=6, radius=1)["verts"]
        lean = chance.uniform(0, 3.1)
        for vert in made:
            p = vert.co
            px, py = p.x * 0.85 * math.cos(lean) - p.y * 0.5 * math.sin(lean), p.x * 0.85 * math.sin(lean) + p.y * 0.5 * math.cos(lean)
            vert.co = (tip[0] + px * MM, tip[1] + py * MM, tip[2] + 0.55 * p.z * MM)
    thing("anthers", mesh_of("anthers", bm, mats["anther"], smooth=True)).parent = whole
    bm = bmesh.new()
    bmesh.ops.create_uvsphere(bm, u_segments=24, v_segments=16, radius=1)
    for vert in bm.verts:
        ribs = 1 + 0.06 * math.cos(10 * math.atan2(vert.co.y, vert.co.x))
        vert.co = (vert.co.x * 2.6 * MM * ribs, vert.co.y * 2.6 * MM * ribs, (4.5 + vert.co.z * 3.6) * MM)
    thing("ovary", mesh_of("ovary", bm, mats["ovary"], smooth=True)).parent = whole
    return whole


def leaf(mat, length, width, seed, *, fold=0.35, bend=0.4):
    """The mesh of a narrow leaf along +X with its foot at the origin, folded a little along its rib and waved at its edge."""
    u, v = np.meshgrid(np.linspace(0, 1, 40), np.linspace(-1, 1, 15), indexing="ij")
    half = width / 2 * np.sin(np.pi * np.clip(u, 0, 1) ** 0.8) ** 0.8 * (1 - 0.15 * u)
    x, y = length * u, half * v
    z = np.abs(v) * half * fold - bend * length * u * u * 0.5 + 0.05 * width * np.sin(u * 17 + seed) * v * v
    obj = grid("leaf", x, y, z, mat, along=u, across=v)
    mesh = obj.data
    bpy.data.objects.remove(obj)
    return mesh


def flower_materials():
    """All that a rockrose is made of."""
    leaf_m = material("rockrose leaf")
    across = leaf_m.add("ShaderNodeAttribute", attribute_name="across")["Fac"]
    rib = leaf_m.span(leaf_m.math("ABSOLUTE", across), 0.0, 0.09, 1, 0)
    tone = leaf_m.mix(leaf_m.noise(90, detail=5), (0.022, 0.042, 0.016), (0.055, 0.088, 0.030))
    tone = leaf_m.mix(leaf_m.math("MULTIPLY", rib, 0.6), tone, (0.13, 0.16, 0.07))
    front = leaf_m.add(
        "ShaderNodeBsdfPrincipled",
        {
            "Base Color": tone,
            "Roughness": leaf_m.span(leaf_m.noise(240, detail=4), 0.35, 0.65, 0.16, 0.42),
            "Coat Weight": 0.5,
            "Coat Roughness": 0.12,
            "Normal": leaf_m.bump(leaf_m.noise(600, detail=3), 0.3 * MM, strength=0.5),
        },
    )["BSDF"]
    back = leaf_m.add("ShaderNodeBsdfTranslucent", {"Color": (0.13, 0.20, 0.03)})["BSDF"]
    leaf_m.tree.links.new(leaf_m.add("ShaderNodeMixShader", {"Fac": 0.22, 1: front, 2: back})["Shader"], leaf_m.out.inputs["Surface"])
    made = {"petal": petal_material(), "leaf": leaf_m}
    for name, colour, rough in (
        ("filament", (0.75, 0.60, 0.16), 0.5),
        ("anther", (0.80, 0.42, 0.03), 0.7),
        ("ovary", (0.42, 0.50, 0.22), 0.45),
        ("stem", (0.12, 0.055, 0.03), 0.55),
        ("bud", (0.20, 0.13, 0.06), 0.4),
    ):
        m = material(name)
        m.surface(
            {
                "Base Color": m.mix(m.noise(300, detail=4), tuple(0.75 * c for c in colour), colour),
                "Roughness": rough,
                "Subsurface Weight": 0.1,
                "Subsurface Scale": 0.002,
            }
        )
        made[name] = m
    return made


def twig(path, mats, leaves, *, seed, radius=1.5 * MM, step=16 * MM):
    """A stem along points with leaves in crossed pairs."""
    chance = random.Random(seed)
    tube("stem", path, radius, mats["stem"], radii=[1.3 - 0.5 * k / (len(path) - 1) for k in range(len(path))])
    points = [np.array(p) for p in path]
    flip = 0
    for a, b in itertools.pairwise(points):
        way = (b - a) / np.linalg.norm(b - a)
        for along in np.arange(step * 0.5, np.linalg.norm(b - a), step):
            at = a + way * along
            for side in (0, 180):
                obj = thing("leaf", chance.choice(leaves), at=tuple(at), scale=chance.uniform(0.65, 1.1))
                obj.rotation_euler = (chance.gauss(0, 0.25), math.radians(chance.uniform(-62, -18)), math.radians(side + 90 * flip + chance.gauss(0, 18)))
            flip = 1 - flip


def bush(mat, seed):
    """The mesh of a round bush seen from so far that it has no leaves."""
    bm = bmesh.new()
    bmesh.ops.create_icosphere(bm, subdivisions=5, radius=1)
    obj = thing("bush", mesh_of("bush", bm, mat))
    displace(obj, 0.5, 1.6, seed=seed)
    displace(obj, 0.16, 7, seed=seed)
    mesh = obj.data
    bpy.data.objects.remove(obj)
    return mesh


def blur_of_hills():
    """What is far behind the flower: bushes and other flowers, out of focus."""
    chance = random.Random(3)
    greens = []
    for k, colour in enumerate(((0.13, 0.155, 0.062), (0.19, 0.19, 0.085), (0.085, 0.11, 0.055), (0.30, 0.24, 0.11))):
        m = material(f"bush {k}")
        m.surface({"Base Color": m.mix(m.noise(30, detail=6, rough=0.7), tuple(0.35 * c for c in colour), tuple(1.5 * c for c in colour)), "Roughness": 0.8})
        greens.append(bush(m, k))
    soil = material("soil")
    soil.surface({"Base Color": (0.30, 0.215, 0.14), "Roughness": 0.95})
    plane("soil", (30, 30), mat=soil.material).location = (0, 14, -0.62)
    for _ in range(260):
        far = chance.uniform(0.9, 9)
        size = chance.uniform(0.12, 0.4) * (0.6 + 0.12 * far)
        thing(
            "bush",
            chance.choice(greens),
            at=(chance.uniform(-0.75, 0.75) * far, far, -0.36 - 0.02 * far + chance.uniform(-0.1, 0.06) + 0.03 * size),
            scale=size * 0.62,
        )
    white = material("far flower")
    white.surface({"Base Color": (0.86, 0.85, 0.82), "Roughness": 0.7})
    bm = bmesh.new()
    bmesh.ops.create_circle(bm, segments=10, radius=0.04, cap_ends=True)
    spots = [(chance.uniform(-0.7, 0.7) * f, f, chance.uniform(-0.21, -0.07) * (0.7 + f * 0.16)) for f in (chance.uniform(0.9, 5) for _ in range(46))]
    scatter([mesh_of("far flower", bm, white)], spots, 5, (0.7, 1.2), 55)


def rockrose_flower(*, preview=False):
    """A flower of esteva from a hand's breadth, against the morning sun."""
    cloudy_sky(elevation=28, azimuth=-35, strength=0.12, clouds=0.5, tint=(1, 0.98, 0.95), seed=1.2, dust=1.5)
    sun(elevation=30, azimuth=-42, strength=4.2, angle=0.6, colour=(1.0, 0.87, 0.70))
    mats = flower_materials()
    bloom = flower(5, mats, open_=0.5)
    bloom.rotation_euler = (math.radians(38), math.radians(9), math.radians(24))
    bloom.location = (0.012, 0, 0)
    leaves = [
        leaf(mats["leaf"], chance_l * MM, w * MM, k, bend=b) for k, (chance_l, w, b) in enumerate(((62, 11, 0.5), (54, 10, 0.2), (70, 12, 0.75), (46, 9, 0.4)))
    ]
    twig([(0.020, 0.055, -0.19), (0.010, 0.030, -0.10), (0.010, 0.014, -0.045)], mats, leaves, seed=4)
    tube("stalk", [(0.010, 0.014, -0.046), (0.010, 0.010, -0.03), (0.011, 0.005, -0.014), (0.012, 0.001, -0.001)], 1.3 * MM, mats["stem"])
    twig([(-0.075, 0.10, -0.2), (-0.085, 0.085, -0.10), (-0.100, 0.08, -0.045), (-0.105, 0.075, -0.005)], mats, leaves, seed=8)
    twig([(0.15, 0.15, -0.2), (0.155, 0.145, -0.09), (0.15, 0.14, -0.03), (0.145, 0.135, 0.012)], mats, leaves, seed=12)
    twig([(-0.035, -0.09, -0.2), (-0.05, -0.085, -0.13), (-0.062, -0.08, -0.095), (-0.07, -0.076, -0.075)], mats, leaves, seed=14, step=12 * MM)
    second = flower(9, mats, open_=0.75, points=(60, 50), stamens=60)
    second.rotation_euler = (math.radians(-14), math.radians(34), math.radians(80))
    second.location = (-0.112, 0.078, 0.004)
    for k, (x, y, z, size) in enumerate(((0.145, 0.134, 0.024, 7.5), (0.034, 0.035, -0.028, 5.5), (-0.068, 0.09, -0.02, 5))):
        bm = bmesh.new()
        bmesh.ops.create_uvsphere(bm, u_segments=24, v_segments=20, radius=1)
        for vert in bm.verts:
            ridge = 1 + 0.10 * abs(math.sin(1.5 * math.atan2(vert.co.y, vert.co.x) + vert.co.z))
            vert.co = (vert.co.x * ridge * (1 - 0.35 * max(0, vert.co.z)), vert.co.y * ridge * (1 - 0.35 * max(0, vert.co.z)), vert.co.z * 1.45)
        thing("bud", mesh_of("bud", bm, mats["bud"], smooth=True), at=(x, y, z), turn=(12 * k, 8, 0), scale=size * MM)
    blur_of_hills()
    camera((-0.045, -0.40, 0.125), (-0.012, 0, 0.004), lens=85, fstop=6.3, focus=(0.008, -0.012, 0.008))
    return shoot("rockrose-flower", exposure=1.15, preview=preview)


def shrub(seed, mats, *, height=0.9, flowers=0):
    """A whole rockrose bush as a collection that can be placed often: stems, leaves in pairs, and flowers where the stems end."""
    chance = random.Random(seed)
    bm_leaf, bm_petal, bm_heart = bmesh.new(), bmesh.new(), bmesh.new()
    stems = []
    for _ in range(26):
        angle, reach, rise = chance.uniform(0, 6.283), chance.uniform(0.05, 0.42), height * chance.uniform(0.55, 1.05)
        foot = np.array([0.05 * math.cos(angle), 0.05 * math.sin(angle), 0.0])
        tip = np.array([reach * math.cos(angle), reach * math.sin(angle), rise])
        bend = (foot + tip) / 2 + np.array([0.10 * math.cos(angle), 0.10 * math.sin(angle), 0.06 * height])
        stems.append((foot, bend, tip))
        for t in np.linspace(0.35, 1.0, 15):
            at = foot * (1 - t) ** 2 + bend * 2 * t * (1 - t) + tip * t * t
            for side in (0, math.pi):
                turn = angle + side + chance.gauss(0, 0.7) + t * 9
                lift = chance.uniform(0.25, 1.0)
                long, wide = chance.uniform(0.05, 0.085), chance.uniform(0.007, 0.011)
                way = np.array([math.cos(turn) * math.cos(lift), math.sin(turn) * math.cos(lift), math.sin(lift)])
                across = np.array([-math.sin(turn), math.cos(turn), 0.0])
                down = np.array([0, 0, -0.018])
                points = [at, at + way * long * 0.45 + across * wide, at + way * long + down, at + way * long * 0.45 - across * wide]
                bm_leaf.faces.new([bm_leaf.verts.new(p) for p in points])
        if len(stems) <= flowers:
            facing = np.array([0.35 * math.cos(angle) + chance.gauss(0, 0.2), 0.35 * math.sin(angle) + chance.gauss(0, 0.2) - 0.25, 1.0])
            facing /= np.linalg.norm(facing)
            a = np.cross(facing, [0.3, 1, 0.2])
            a /= np.linalg.norm(a)
            b = np.cross(facing, a)
            for k in range(5):
                turn = 1.2566 * k + chance.gauss(0, 0.08)
                side = a * math.cos(turn) + b * math.sin(turn)
                cross = -a * math.sin(turn) + b * math.cos(turn)
                shape = [(0.003, 0, 0), (0.022, 0.017, 0.004), (0.040, 0.020, 0.008), (0.046, 0.0, 0.005), (0.040, -0.020, 0.011), (0.022, -0.017, 0.006)]
                ring = [bm_petal.verts.new(tip + side * r + cross * w + facing * (h + chance.gauss(0.004, 0.003))) for r, w, h in shape]
                bm_petal.faces.new(ring)
                spot = [
                    bm_heart.verts.new(tip + side * r + cross * w + facing * (0.0075 + r * 0.25))
                    for r, w in ((0.008, 0), (0.014, 0.005), (0.019, 0), (0.014, -0.005))
                ]
                bm_heart.faces.new(spot).material_index = 0
            middle = bmesh.ops.create_icosphere(bm_heart, subdivisions=2, radius=0.007)["verts"]
            for vert in middle:
                vert.co = tip + facing * 0.009 + np.array(vert.co)
                for face in vert.link_faces:
                    face.material_index = 1
    group = bpy.data.collections.new(f"shrub {seed}")
    meshes = [
        mesh_of("leaves", bm_leaf, mats["leaf"], smooth=True),
        mesh_of("petals", bm_petal, mats["far petal"], smooth=True),
        mesh_of("hearts", bm_heart, mats["blotch"], smooth=True),
    ]
    meshes[2].materials.append(mats["anther"].material)
    for mesh in meshes:
        group.objects.link(bpy.data.objects.new(mesh.name, mesh))
    for foot, bend, tip in stems:
        obj = tube("stem", [tuple(foot), tuple(bend), tuple(tip)], 0.004, mats["stem"], radii=(1.5, 1, 0.6), resolution=2)
        bpy.context.scene.collection.objects.unlink(obj)
        group.objects.link(obj)
    return group


def hills(x, y):
    """The height of the Caldeirão at a place: a slope that falls away before the eye, and one round hill after another."""
    rolling = (16 + 0.085 * y) * (fbm(x / 520 + 3.1, y / 340 + 0.4, 5, 17, 0.33) + 0.13)
    near = -0.30 * np.minimum(y, 60) + 0.0016 * np.minimum(y, 60) ** 2 + 0.35 * fbm(x / 3.1, y / 3.1, 4, 5)
    return near + rolling * smoothstep(25, 300, y) - 34 * smoothstep(30, 260, y)


def caldeirao_hills(*, preview=False):
    """The hills north of Olhão in April, white with esteva."""
    cloudy_sky(elevation=20, azimuth=-62, strength=0.13, clouds=0.6, tint=(1.0, 0.97, 0.93), seed=8.3, dust=1.4, cover=0.44)
    sun(elevation=20, azimuth=-62, strength=4.2, angle=0.6, colour=(1.0, 0.83, 0.62))
    x, y = perspective_ground(34, 0.8, 4200, 500, 900)
    z = hills(x, y)
    m = material("hill")
    place = m.where()
    far = m.add("ShaderNodeCameraData")["View Distance"]
    drift = m.add(
        "ShaderNodeVectorMath",
        {
            0: place,
            1: m.add(
                "ShaderNodeVectorMath",
                {0: m.add("ShaderNodeTexNoise", {"Vector": place, "Scale": 0.12, "Detail": 4.0})["Color"], "Scale": 9.0},
                operation="SCALE",
            )["Vector"],
        },
        operation="ADD",
    )["Vector"]
    small, large = m.span(m.cells(0.5, at=drift), 0.2, 0.8, 1, 0), m.span(m.cells(0.13, at=drift), 0.2, 0.8, 1, 0)
    clumps = m.math("ADD", m.math("MULTIPLY", small, 0.6), m.math("MULTIPLY", large, 0.4))
    patch = m.noise(0.012, detail=6, rough=0.6)
    scrub = m.mix(m.span(patch, 0.38, 0.62), (0.050, 0.066, 0.028), (0.120, 0.118, 0.056))
    soil = m.mix(m.noise(3.0, detail=7, rough=0.65), (0.24, 0.165, 0.105), (0.40, 0.30, 0.20))
    cover = m.math("MULTIPLY", m.span(m.math("ADD", clumps, m.math("MULTIPLY", m.noise(0.3, detail=5), 0.5)), 0.26, 0.52), m.span(far, 4, 14))
    shade = m.mix(cover, soil, m.mix(clumps, m.mix(1.0, scrub, (0.55, 0.6, 0.6), blend="MULTIPLY"), scrub))
    bloom = m.math("MULTIPLY", m.span(m.cells(2.6), 0.16, 0.08), m.span(far, 30, 60))
    shade = m.mix(m.math("MULTIPLY", bloom, 0.6), shade, (0.72, 0.70, 0.66))
    relief = m.bump(m.math("ADD", m.math("MULTIPLY", clumps, m.span(far, 8, 20)), m.math("MULTIPLY", m.noise(9, detail=6, at=place), 0.06)), 1.3, strength=0.9)
    surface = m.node("ShaderNodeBsdfPrincipled", {"Base Color": shade, "Roughness": 0.95, "Specular IOR Level": 0.1, "Normal": relief})
    air = m.add("ShaderNodeEmission", {"Color": (0.56, 0.60, 0.66), "Strength": 0.55})["Emission"]
    thick = m.math("SUBTRACT", 1.0, m.math("EXPONENT", m.math("MULTIPLY", far, -1 / 1500)))
    m.tree.links.new(m.add("ShaderNodeMixShader", {"Fac": thick, 1: surface.outputs["BSDF"], 2: air})["Shader"], m.out.inputs["Surface"])
    grid("hills", x, y, z, m)
    mats = flower_materials()
    mats["far petal"], mats["blotch"] = material("far petal"), material("blotch")
    mats["far petal"].surface({"Base Color": (0.86, 0.85, 0.82), "Roughness": 0.6, "Subsurface Weight": 0.2, "Subsurface Scale": 0.003})
    mats["blotch"].surface({"Base Color": (0.09, 0.007, 0.014), "Roughness": 0.7})
    groups = [shrub(k, mats, height=h, flowers=f) for k, (h, f) in enumerate(((0.9, 9), (0.75, 4), (1.05, 13), (0.8, 0), (0.95, 6)))]
    chance = random.Random(21)
    placed = 0
    while placed < 1500:
        far_ = 2.0 * (60 / 2.0) ** chance.random()
        px = chance.uniform(-0.62, 0.62) * far_
        if (far_ < 9 and abs(px - 0.25 - 0.12 * math.sin(far_)) < 0.52 + 0.03 * far_) or (far_ < 3.0 and abs(px) < 0.9):
            continue
        pz = float(hills(np.array([px]), np.array([far_]))[0])
        bush_ = link(bpy.data.objects.new("bush", None))
        bush_.instance_type, bush_.instance_collection = "COLLECTION", chance.choice(groups)
        bush_.location, bush_.rotation_euler = (px, far_, pz - 0.03), (chance.gauss(0, 0.08), chance.gauss(0, 0.08), chance.uniform(0, 6.283))
        bush_.scale = [chance.uniform(0.55, 1.15)] * 3
        placed += 1
    stone = material("schist")
    stone.surface(
        {
            "Base Color": stone.mix(stone.noise(9, detail=6), (0.12, 0.10, 0.085), (0.26, 0.20, 0.15)),
            "Roughness": 0.85,
            "Normal": stone.bump(stone.noise(30, detail=6), 0.02),
        }
    )
    shapes = []
    for k in range(5):
        rock = thing("stone", bush(stone.material, 40 + k))
        for vertex in rock.data.vertices:
            vertex.co.z *= 0.35
        shapes.append(rock.data)
        bpy.data.objects.remove(rock)
    spots = [(sx, sy, float(hills(np.array([sx]), np.array([sy]))[0])) for sx, sy in ((chance.uniform(-1.6, 1.9), chance.uniform(1.2, 9)) for _ in range(160))]
    scatter(shapes, spots, 9, (0.01, 0.085), 12)
    camera((0.0, 0.0, 1.45), (0.05, 10, 0.35), lens=32, fstop=7.1, focus=(0, 4.2, 0.0)).data.clip_end = 20000
    return shoot("caldeirao-hills", exposure=0.95, preview=preview)

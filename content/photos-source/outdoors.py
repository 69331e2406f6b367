"""What is out of doors in more than one picture: the sky, hills in the haze, and small plants."""

import itertools
import math
import random

import bpy

# isort: split
import bmesh
import numpy as np
from forms import fbm, grid, mesh_of
from studio import Nodes, material


def cloudy_sky(*, elevation, azimuth, strength=0.2, clouds=0.6, tint=(1, 1, 1), seed=0.0, dust=1.0, scale=1.0, sun=1.0, disc=False, cover=0.47):
    """The sky with a layer of thin cloud; angles in degrees, `azimuth` from +Y clockwise, `cover` less for more cloud, `tint` the light on it."""
    made = bpy.data.worlds.new("cloudy sky")
    bpy.context.scene.world = made
    made.use_nodes = True
    n = Nodes(made.node_tree)
    air = n.node("ShaderNodeTexSky", sky_type="NISHITA", sun_disc=disc, sun_elevation=math.radians(elevation), sun_rotation=math.radians(azimuth))
    air.dust_density, air.ozone_density, air.sun_intensity = dust, 1.4, sun
    blue = air.outputs["Color"]

    def math_(operation, a, b):
        return n.add("ShaderNodeMath", {0: a, 1: b}, operation=operation)[0]

    def ramp(value, *stops):
        node = n.node("ShaderNodeValToRGB", {"Fac": value})
        while len(node.color_ramp.elements) < len(stops):
            node.color_ramp.elements.new(1.0)
        for element, (position, level) in zip(node.color_ramp.elements, stops, strict=True):
            element.position, element.color = position, (level, level, level, 1)
        return node.outputs["Color"]

    def mix(by, a, b, blend="MIX"):
        return n.add("ShaderNodeMixRGB", {"Fac": by, "Color1": a, "Color2": b}, blend_type=blend)[0]

    way = n.add("ShaderNodeSeparateXYZ", {"Vector": n.add("ShaderNodeTexCoord")["Generated"]})
    up = math_("ADD", math_("MAXIMUM", way["Z"], 0.0), 0.08)
    sheet = n.add("ShaderNodeCombineXYZ", {"X": math_("DIVIDE", way["X"], up), "Y": math_("DIVIDE", way["Y"], up), "Z": seed})[0]
    drawn = n.add("ShaderNodeMapping", {"Vector": sheet, "Rotation": (0, 0, 0.5), "Scale": (0.3 * scale, 0.75 * scale, 1)})["Vector"]
    veil = n.add("ShaderNodeTexNoise", {"Vector": drawn, "Scale": 1.0, "Detail": 9.0, "Roughness": 0.57, "Distortion": 0.4})["Fac"]
    amount = math_("MULTIPLY", ramp(veil, (cover, 0), (cover + 0.22, 1)), ramp(way["Z"], (0.0, 0.3), (0.08, 1), (0.6, 0.5)))
    lit = mix(1.0, mix(0.45, blue, (0.9, 0.9, 0.9)), tuple(1.35 * t for t in tint), "MULTIPLY")
    colour = mix(math_("MULTIPLY", amount, clouds), blue, lit)
    shine = n.node("ShaderNodeBackground", {"Color": colour, "Strength": strength})
    out = n.node("ShaderNodeOutputWorld", {"Surface": shine.outputs[0]})
    made.node_tree.nodes.active = out


def far_hills(*, seed=0, haze=(0.5, 0.5, 0.6), distances=(2600, 4200, 7000), heights=(40, 110, 260), span=0.9, scrub=(0.055, 0.058, 0.042), base=0.3):
    """Low hills one behind the other, paler with every ridge; gives the height of the first ridge as a function of x."""
    for i, (distance, height) in enumerate(zip(distances, heights, strict=True)):
        x = np.linspace(-distance * span, distance * span, 900)
        ridge = height * np.clip(base + 0.95 * fbm(x / distance * 2.3 + 7.3 * i, x * 0 + seed, 6, seed + i), 0.02, 2)
        rise = np.array([0.0, 0.25, 0.5, 0.75, 1.0])[:, None]
        m = material(f"hill {i}")
        far = (i + 1.0) / (len(distances) + 0.6)
        bushes = m.mix(m.span(m.noise(0.03, detail=5), 0.35, 0.65), tuple(0.5 * c for c in scrub), scrub)
        m.surface({"Base Color": m.mix(far, bushes, haze), "Roughness": 1.0, "Specular IOR Level": 0.0})
        xs = np.tile(x, (5, 1))
        grid(f"hill {i}", xs, distance + rise * height * 2 + xs * 0, rise * ridge[None, :] - 2, m)


def glasswort(seed):
    """The mesh of one small bush of glasswort, grey-green with red tips."""
    chance = random.Random(seed)
    bm = bmesh.new()
    for _ in range(150):
        angle, reach, rise = chance.uniform(0, 6.28), chance.uniform(0.0, 0.17), chance.uniform(0.03, 0.12)
        root = np.array([0.4 * reach * math.cos(angle), 0.4 * reach * math.sin(angle), 0])
        tip = np.array([reach * math.cos(angle), reach * math.sin(angle), rise])
        rings = []
        for t in (0, 0.5, 1):
            p = root + (tip - root) * t + np.array([chance.gauss(0, 0.004), chance.gauss(0, 0.004), 0.024 * math.sin(3 * t)])
            r = 0.0036 * (1.1 - 0.4 * t)
            rings.append([bm.verts.new((p[0] + r * math.cos(k * 2.1), p[1] + r * math.sin(k * 2.1), p[2])) for k in range(3)])
        for lower, upper in itertools.pairwise(rings):
            for k in range(3):
                bm.faces.new((lower[k], lower[k - 2], upper[k - 2], upper[k]))
    made = bpy.data.materials.get("glasswort")
    if not made:
        m = material("glasswort")
        height = m.add("ShaderNodeSeparateXYZ", {"Vector": m.where()})["Z"]
        shade = m.ramp(m.span(height, 0, 0.14), [(0, (0.05, 0.055, 0.03)), (0.4, (0.12, 0.11, 0.05)), (1, (0.22, 0.06, 0.05))])
        m.surface({"Base Color": shade, "Roughness": 0.7})
        made = m.material
    return mesh_of("glasswort", bm, made)

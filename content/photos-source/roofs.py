"""The flat roofs of Olhão, with figs drying on one of them and the lagoon beyond."""

import math
import random

import bpy
import numpy as np
from forms import fbm, grid, plain, thing, tube
from outdoors import cloudy_sky
from studio import MM, box, camera, displace, lathe, material, plane, shoot, srgb, subdivide, sun, wood


def whitewash(colour, *, stains=1.0):
    """Many coats of lime: lumps, runs of rain below every edge, and grey where the sun never comes."""
    m = material("whitewash")
    chance = m.add("ShaderNodeObjectInfo")["Random"]
    place = m.add("ShaderNodeVectorMath", {0: m.add("ShaderNodeNewGeometry")["Position"], 1: (0.0, 0.0, 0.0)}, operation="ADD")["Vector"]
    broad = m.noise(0.55, detail=6, rough=0.6, at=place)
    runs = m.noise(1.0, detail=5, rough=0.62, at=m.add("ShaderNodeMapping", {"Vector": place, "Scale": (2.6, 2.6, 0.22)})["Vector"])
    fine = m.noise(16, detail=6, rough=0.65, at=place)
    shade = m.mix(m.span(broad, 0.35, 0.68), colour, tuple(0.84 * c for c in colour))
    shade = m.mix(m.span(runs, 0.52, 0.74, 0, 0.55 * stains), shade, tuple(c * t for c, t in zip(colour, (0.56, 0.53, 0.47), strict=True)))
    shade = m.mix(m.span(m.noise(3.5, detail=7, rough=0.7, at=place, warp=0.4), 0.62, 0.70, 0, 0.45 * stains), shade, (0.42, 0.38, 0.32))
    shade = m.mix(m.span(chance, 0, 1, 0, 0.16), shade, (0.60, 0.55, 0.47))
    relief = m.math("ADD", m.math("MULTIPLY", broad, 2.0), m.math("MULTIPLY", fine, 0.6))
    m.surface({"Base Color": shade, "Roughness": 0.93, "Specular IOR Level": 0.2, "Normal": m.bump(relief, 0.02, strength=0.5)})
    return m.material


def tiles(colour):
    """Square clay tiles of a roof terrace, laid in lime."""
    m = material("roof tiles")
    place = m.add("ShaderNodeNewGeometry")["Position"]
    brick = m.node(
        "ShaderNodeTexBrick",
        {
            "Vector": place,
            "Scale": 1.0,
            "Mortar Size": 0.008,
            "Brick Width": 0.3,
            "Row Height": 0.3,
            "Color1": colour,
            "Color2": tuple(0.72 * c for c in colour),
            "Mortar": (0.42, 0.36, 0.30),
        },
        offset=0.0,
    )
    worn = m.span(m.noise(1.3, detail=7, rough=0.65, at=place), 0.42, 0.7, 0, 0.75)
    shade = m.mix(worn, brick.outputs["Color"], (0.50, 0.44, 0.37))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": 0.9,
            "Normal": m.bump(m.math("ADD", m.noise(22, detail=5, at=place), m.math("MULTIPLY", brick.outputs["Fac"], -0.6)), 0.006, strength=0.6),
        }
    )
    return m.material


class Town:
    """What houses are made of, and the houses."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.lime = [
            whitewash((0.80, 0.775, 0.735)),
            whitewash((0.76, 0.74, 0.70), stains=1.5),
            whitewash((0.72, 0.655, 0.56), stains=1.3),
            whitewash((0.80, 0.785, 0.76), stains=0.7),
        ]
        self.floors = [tiles((0.40, 0.20, 0.12)), tiles((0.46, 0.27, 0.18)), whitewash((0.62, 0.59, 0.55), stains=2), whitewash((0.66, 0.62, 0.56), stains=2)]
        self.dark = plain("shut window", (0.035, 0.038, 0.042), 0.25)
        self.shutters = [plain("shutter", c, 0.55) for c in ((0.06, 0.11, 0.10), (0.16, 0.07, 0.045), (0.10, 0.13, 0.17), (0.25, 0.22, 0.18))]
        self.bands = [plain("band", c, 0.9) for c in ((0.40, 0.26, 0.10), (0.16, 0.22, 0.30), (0.42, 0.38, 0.33))]
        self.iron = plain("iron", (0.09, 0.085, 0.08), 0.6)
        self.white = plain("plastic", (0.62, 0.63, 0.62), 0.45)
        self.linen = [plain("washing", c, 0.95) for c in ((0.74, 0.73, 0.70), (0.42, 0.47, 0.52), (0.60, 0.42, 0.34), (0.72, 0.66, 0.52))]
        self.clay = plain("flower pot", (0.34, 0.15, 0.09), 0.85)
        self.green = plain("pot plant", (0.05, 0.085, 0.03), 0.8)

    def block(self, size, at, mat, bevel=0.035):
        """A block that stands on `at`."""
        return box("wall", size, at=(at[0], at[1], at[2] + size[2] / 2), turn=(0, 0, self.chance.gauss(0, 0.35)), bevel=bevel, mat=mat)

    def house(self, x, y, w, d, h, *, watch=None):
        """A cube with a parapet round its roof; with `watch`, a smaller cube on it and a stair up to that."""
        chance, wall = self.chance, self.chance.choice(self.lime)
        self.block((w, d, h), (x, y, 0), wall)
        rise, thick = chance.choice((0.3, 0.55, 0.8, 0.95)), 0.2
        self.block((w - 0.3, d - 0.3, 0.03), (x, y, h), chance.choice(self.floors), 0.004)
        for side in (-1, 1):
            self.block((thick, d, rise), (x + side * (w / 2 - thick / 2), y, h - 0.01), wall)
            self.block((w, thick, rise * chance.choice((1, 1, 0.7))), (x, y + side * (d / 2 - thick / 2), h - 0.01), wall)
        if chance.random() < 0.3:
            self.block((w + 0.06, 0.06, 0.22), (x, y - d / 2, h - 0.35), chance.choice(self.bands), 0.01)
        for k in range(chance.randint(1, 3)):
            wx = x + (k - 0.8) * w * 0.32 + chance.uniform(-0.3, 0.3)
            if abs(wx - x) < w / 2 - 0.6:
                self.opening((wx, y - d / 2, h - 2.4), 0.8, 1.25)
        watch = chance.random() < 0.5 if watch is None else watch
        if watch:
            s = chance.uniform(2.1, 3.0)
            sx, sy, sh = x + chance.choice((-1, 1)) * (w / 2 - s / 2 - 0.02), y + chance.choice((-1, 1)) * (d / 2 - s / 2 - 0.02), chance.uniform(2.1, 2.7)
            self.block((s, s, sh), (sx, sy, h), wall)
            top = chance.choice((0.2, 0.35, 0.6))
            for side in (-1, 1):
                self.block((0.16, s, top), (sx + side * (s / 2 - 0.08), sy, h + sh - 0.01), wall)
                self.block((s, 0.16, top), (sx, sy + side * (s / 2 - 0.08), h + sh - 0.01), wall)
            self.opening((sx + chance.uniform(-0.3, 0.3), sy - s / 2, h + 0.12), 0.75, 1.85)
            if chance.random() < 0.7:
                steps, way = 9, 1 if sx < x else -1
                for k in range(steps):
                    self.block((0.27, 0.75, sh * (k + 1) / steps), (sx + way * (s / 2 + 0.14 + 0.27 * (steps - 1 - k)), sy - s / 2 + 0.4, h), wall, 0.02)
        self.clutter(x, y, w, d, h)

    def opening(self, at, w, h):
        """A window or a door: a dark pane, a raised surround, and sometimes a shutter."""
        x, y, z = at
        surround = self.chance.choice([*self.bands, *self.lime])
        self.block((w + 0.26, 0.05, h + 0.26), (x, y, z - 0.13), surround, 0.01)
        self.block((w, 0.07, h), (x, y, z), self.chance.choice([self.dark, self.dark, *self.shutters]), 0.006)
        self.block((0.05, 0.085, h), (x, y, z), surround, 0.006)

    def clutter(self, x, y, w, d, h):
        """Chimneys, aerials, tanks, washing, pots."""
        chance = self.chance
        if chance.random() < 0.65:
            cx, cy = x + chance.uniform(-0.35, 0.35) * w, y + chance.uniform(-0.3, 0.4) * d
            tall = chance.uniform(0.9, 1.7)
            self.block((0.55, 0.45, tall), (cx, cy, h), chance.choice(self.lime), 0.03)
            self.block((0.68, 0.58, 0.08), (cx, cy, h + tall), chance.choice(self.lime), 0.02)
            for k in range(4):
                self.block((0.05, 0.46, 0.26), (cx + (k - 1.5) * 0.13, cy, h + tall + 0.06), chance.choice(self.lime), 0.008)
            self.block((0.62, 0.52, 0.10), (cx, cy, h + tall + 0.31), chance.choice(self.lime), 0.04)
        if chance.random() < 0.55:
            ax, ay, az = x + chance.uniform(-0.4, 0.4) * w, y + chance.uniform(-0.4, 0.4) * d, h + chance.uniform(2.2, 4.4)
            tube("mast", [(ax, ay, h), (ax + chance.gauss(0, 0.05), ay, az)], 0.02, self.iron)
            for k in range(7):
                reach = 0.38 - 0.03 * k
                tube("rod", [(ax - reach, ay + 0.12 * k - 0.3, az - 0.06), (ax + reach, ay + 0.12 * k - 0.3, az - 0.06)], 0.008, self.iron)
            tube("boom", [(ax, ay - 0.35, az - 0.06), (ax, ay + 0.5, az - 0.06)], 0.012, self.iron)
        if chance.random() < 0.25:
            tank = lathe("tank", [(0, 0), (0.5, 0), (0.54, 0.06), (0.54, 0.8), (0.5, 0.9), (0.2, 1.0), (0, 1.02)], mat=self.white, segments=32)
            tank.location = (x + chance.uniform(-0.3, 0.3) * w, y + chance.uniform(-0.3, 0.3) * d, h + 0.25)
            self.block((0.9, 0.9, 0.26), (tank.location.x, tank.location.y, h), self.lime[1], 0.02)
        if chance.random() < 0.28:
            self.washing((x - w * 0.38, y + chance.uniform(-0.2, 0.3) * d, h), w * 0.76)
        for _ in range(chance.choice((0, 0, 1, 3))):
            self.pot((x + chance.uniform(-0.4, 0.4) * w, y - d / 2 + 0.4, h + 0.03))

    def washing(self, at, length):
        """A line between two posts, with sheets and shirts on it."""
        x, y, z = at
        for end in (0, length):
            tube("post", [(x + end, y, z), (x + end, y, z + 1.95)], 0.025, self.iron)
        tube("line", [(x + length * t, y, z + 1.9 - 0.5 * t * (1 - t)) for t in np.linspace(0, 1, 7)], 0.006, self.iron)
        at_x = 0.25
        while at_x < length - 0.6:
            w, h = self.chance.choice(((0.55, 0.7), (1.2, 1.3), (0.4, 0.5), (0.7, 1.0)))
            if at_x + w > length - 0.2:
                break
            u, v = np.meshgrid(np.linspace(0, 1, 24), np.linspace(0, 1, 16))
            sway = 0.07 * np.sin(u * 11 + self.chance.uniform(0, 6)) * v + 0.10 * v * v + 0.03 * fbm(u * 4, v * 4, 2, 3)
            top = z + 1.9 - 0.5 * (at_x + u * w) / length * (1 - (at_x + u * w) / length)
            grid("sheet", x + at_x + u * w, y + sway, top - v * h, self.chance.choice(self.linen))
            at_x += w + self.chance.uniform(0.08, 0.7)

    def pot(self, at):
        """A clay pot with something green in it."""
        pot = lathe("pot", [(0, 0), (0.1, 0), (0.15, 0.22), (0.17, 0.24), (0.17, 0.28), (0.14, 0.28), (0.13, 0.2), (0, 0.19)], mat=self.clay, segments=24)
        pot.location = at
        chance = self.chance
        for _ in range(26):
            angle, reach, rise = chance.uniform(0, 6.28), chance.uniform(0.05, 0.24), chance.uniform(0.2, 0.5)
            tip = (at[0] + reach * math.cos(angle), at[1] + reach * math.sin(angle), at[2] + 0.2 + rise)
            tube("leaf", [(at[0], at[1], at[2] + 0.2), tip], 0.012, self.green, radii=(1, 0.4))


def dried_figs(count, seed):
    """Meshes of figs some days into their drying: slack, flattened, wrinkled, with a neck."""
    made = []
    for index in range(count):
        fig = lathe(
            "fig",
            [(0, -0.019), (0.010, -0.018), (0.0185, -0.010), (0.0205, 0), (0.016, 0.011), (0.008, 0.019), (0.0035, 0.026), (0.003, 0.031), (0, 0.032)],
            segments=40,
        )
        subdivide(fig, 1)
        displace(fig, 0.0042, 60, seed=seed + index, octaves=3)
        displace(fig, 0.0014, 260, seed=seed + index, octaves=2)
        for vertex in fig.data.vertices:
            vertex.co.y *= 0.68
        made.append(fig.data)
        bpy.data.objects.remove(fig)
    return made


def fig_skin():
    """The skin of white figs as the sun browns it."""
    m = material("fig skin")
    chance = m.add("ShaderNodeObjectInfo")["Random"]
    tone = m.math("ADD", m.math("MULTIPLY", chance, 0.5), m.math("MULTIPLY", m.noise(60, detail=5), 0.7))
    shade = m.ramp(m.span(tone, 0.25, 0.95), [(0, (0.34, 0.24, 0.085)), (0.4, (0.26, 0.13, 0.05)), (0.75, (0.13, 0.055, 0.03)), (1, (0.07, 0.03, 0.025))])
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(m.noise(90, detail=4), 0.3, 0.7, 0.42, 0.7),
            "Subsurface Weight": 0.15,
            "Subsurface Radius": (1, 0.5, 0.25),
            "Subsurface Scale": 3 * MM,
            "Normal": m.bump(m.noise(420, detail=4), 0.6 * MM, strength=0.6),
        }
    )
    return m.material


def cane_mat(at, size, turn, cane, skin, figs, seed):
    """A mat of canes on bricks, with figs in one layer, not touching."""
    chance = random.Random(seed)
    holder = bpy.data.objects.new("mat", None)
    bpy.context.scene.collection.objects.link(holder)
    holder.location, holder.rotation_euler = at, (0, 0, math.radians(turn))
    w, d = size
    y = -d / 2
    while y < d / 2:
        r = chance.uniform(0.0055, 0.0085)
        ends = (-w / 2 + chance.uniform(-0.03, 0.03), w / 2 + chance.uniform(-0.03, 0.03))
        stick = tube("cane", [(t, y + chance.gauss(0, 0.0012), chance.gauss(0, 0.0012)) for t in np.linspace(*ends, 6)], r, cane)
        stick.parent = holder
        y += 2 * r + 0.001
    for sx in (-0.8, 0, 0.8):
        cord = box("cord", (0.012, d + 0.02, 0.022), at=(sx * w / 2 * 0.9, 0, 0), bevel=0.004, mat=plain("cord", (0.25, 0.18, 0.10), 0.9))
        cord.parent = holder
    brick = plain("brick", (0.36, 0.15, 0.085), 0.9)
    for sx in (-1, 1):
        for sy in (-1, 1):
            block = box(
                "brick", (0.22, 0.105, 0.07), at=(sx * (w / 2 - 0.16), sy * (d / 2 - 0.1), -0.045), turn=(0, 0, chance.uniform(-9, 9)), bevel=0.006, mat=brick
            )
            block.parent = holder
    spots = []
    for i in range(int(w / 0.056)):
        for j in range(int(d / 0.058)):
            if chance.random() < 0.07:
                continue
            px, py = -w / 2 + 0.04 + i * 0.056 + chance.gauss(0, 0.006), -d / 2 + 0.04 + j * 0.058 + chance.gauss(0, 0.006)
            spots.append((px, py))
    for px, py in spots:
        fig = thing(
            "fig", chance.choice(figs), skin, at=(px, py, 0.021), turn=(90 + chance.gauss(0, 10), chance.uniform(0, 360), 0), scale=chance.uniform(0.85, 1.12)
        )
        fig.rotation_euler = (math.radians(90 + chance.gauss(0, 9)), 0, chance.uniform(0, 6.28))
        fig.parent = holder


def lagoon():
    """The ria at low water: bright channels, sandbars, and the islands as a line before the sea."""
    wx = np.array([[-4000, 4000], [-4000, 4000]], float)
    wy = np.array([[95, 95], [9000, 9000]], float)
    m = material("lagoon")
    place = m.add("ShaderNodeNewGeometry")["Position"]
    bands = m.noise(1.0, detail=6, rough=0.6, at=m.add("ShaderNodeMapping", {"Vector": place, "Scale": (0.0035, 0.011, 1)})["Vector"], warp=0.5)
    bank = m.span(bands, 0.53, 0.56)
    shallow = m.span(bands, 0.40, 0.54)
    water = m.mix(shallow, (0.045, 0.10, 0.13), (0.16, 0.22, 0.20))
    shade = m.mix(bank, water, m.mix(m.noise(0.02, detail=5, at=place), (0.30, 0.26, 0.19), (0.13, 0.13, 0.075)))
    ripple = m.bump(m.noise(0.9, detail=5, rough=0.6, at=place), 0.25, strength=0.5)
    m.surface({"Base Color": shade, "Roughness": m.span(bank, 0, 1, 0.18, 0.9), "Specular IOR Level": 0.5, "Normal": ripple})
    grid("lagoon", wx, wy, wx * 0, m)
    sand = plain("islands", (0.50, 0.46, 0.40), 0.95)
    x = np.linspace(-3000, 3000, 500)
    for k, (far, tall) in enumerate(((1500, 5.0), (2300, 9.0))):
        edge = tall * np.clip(0.35 + 1.1 * fbm(x / 420 + 9 * k, x * 0, 5, k), 0.02, 2)
        rise = np.array([0.0, 1.0])[:, None]
        grid("island", np.tile(x, (2, 1)), far + rise * 30 + x * 0, rise * edge - 0.2, sand)
    hull = [plain("hull", c, 0.5) for c in ((0.7, 0.7, 0.68), (0.12, 0.2, 0.32), (0.5, 0.2, 0.1))]
    chance = random.Random(9)
    for _ in range(46):
        bx, by = chance.uniform(-260, 260), chance.uniform(150, 620)
        long = chance.uniform(4, 8)
        box("boat", (long, 1.7, 0.9), at=(bx, by, 0.3), turn=(0, 0, 20 + chance.gauss(0, 9)), bevel=0.3, mat=chance.choice(hull))
        if chance.random() < 0.4:
            box("cabin", (1.6, 1.3, 1.1), at=(bx, by, 1.2), bevel=0.1, turn=(0, 0, 20), mat=hull[0])
        if chance.random() < 0.4:
            tube("mast", [(bx, by, 0.5), (bx, by, long)], 0.06, hull[0])


def gull(at, turn, size=1.0):
    """A yellow-legged gull that has sat down to wait."""
    white, grey, black, yellow = (
        plain(n, c, 0.7)
        for n, c in (("gull", (0.78, 0.77, 0.75)), ("wing", (0.26, 0.28, 0.30)), ("wing tip", (0.02, 0.02, 0.02)), ("beak", (0.70, 0.42, 0.05)))
    )
    holder = bpy.data.objects.new("gull", None)
    bpy.context.scene.collection.objects.link(holder)
    holder.location, holder.rotation_euler, holder.scale = at, (0, 0, math.radians(turn)), (size, size, size)
    body = [
        (0, -0.20),
        (0.025, -0.19),
        (0.062, -0.13),
        (0.088, -0.04),
        (0.092, 0.04),
        (0.075, 0.11),
        (0.05, 0.16),
        (0.042, 0.20),
        (0.047, 0.245),
        (0.045, 0.275),
        (0.028, 0.30),
        (0, 0.308),
    ]
    parts = []
    trunk = lathe("body", body, mat=white, segments=32)
    for vertex in trunk.data.vertices:
        t = vertex.co.z
        up = 0.10 * max(0.0, (t - 0.06) / 0.24) ** 1.0 + (0.06 if t > 0.2 else 0.06 * max(0, (t - 0.1) / 0.1))
        vertex.co = (t * (0.92 if t < 0.12 else 0.62) + (0 if t < 0.12 else 0.036), vertex.co.y * 0.92, vertex.co.x + up + 0.20)
    parts.append(trunk)
    for side in (-1, 1):
        wing = lathe("wing", [(0, -0.27), (0.012, -0.25), (0.04, -0.12), (0.062, 0.0), (0.05, 0.08), (0.02, 0.12), (0, 0.125)], mat=grey, segments=24)
        for vertex in wing.data.vertices:
            vertex.co = (vertex.co.z, side * (0.072 + 0.22 * vertex.co.y) - side * 0.16 * max(0.0, -vertex.co.z), vertex.co.x + 0.225 + 0.02 * vertex.co.z)
        tip = lathe("tip", [(0, -0.34), (0.010, -0.31), (0.016, -0.22), (0, -0.16)], mat=black, segments=16)
        for vertex in tip.data.vertices:
            vertex.co = (vertex.co.z, side * 0.03 + 0.3 * vertex.co.y, vertex.co.x + 0.222)
        parts += [
            wing,
            tip,
            tube("leg", [(0.0, side * 0.035, 0.13), (0.0, side * 0.035, 0.0)], 0.006, yellow),
            box("foot", (0.06, 0.04, 0.008), at=(0.02, side * 0.036, 0.004), bevel=0.003, mat=yellow),
        ]
        eye = lathe("eye", [(0, -0.006), (0.006, 0), (0, 0.006)], mat=black, segments=10)
        eye.location = (0.215, side * 0.037, 0.368)
        parts.append(eye)
    beak = tube("beak", [(0.222, 0, 0.385), (0.255, 0, 0.384), (0.275, 0, 0.380), (0.286, 0, 0.370)], 0.011, yellow, radii=(1.2, 1, 0.9, 0.4))
    parts.append(beak)
    for part in parts:
        part.parent = holder


def olhao_roofs(*, preview=False):
    """Late afternoon on the açoteia: mats of figs, and the white cubes down to the lagoon."""
    cloudy_sky(elevation=17, azimuth=78, strength=0.14, clouds=0.45, tint=(1, 0.97, 0.94), seed=6.1, dust=0.8, cover=0.5, scale=1.3)
    sun(elevation=17, azimuth=78, strength=4.4, angle=0.6, colour=(1.0, 0.80, 0.58))
    town = Town(4)
    chance = random.Random(12)
    y = 9.5
    row = 0
    while y < 92:
        d = chance.uniform(6, 8.5)
        x = -62 + chance.uniform(0, 4)
        while x < 62:
            w = chance.uniform(4.4, 8.0)
            if abs(x) < 10 + 0.75 * y:
                h = chance.uniform(4.6, 6.6) - 0.012 * y + (1.3 if chance.random() < 0.12 else 0)
                town.house(x + w / 2, y + d / 2 + chance.uniform(-0.5, 0.5), w - 0.02, d, h)
            x += w + (2.6 if chance.random() < 0.22 else 0)
        y += d + (3.0 if row % 2 else 0.1)
        row += 1
    lagoon()
    ground = plane("ground", (400, 130), mat=plain("street", (0.28, 0.25, 0.22), 0.95))
    ground.location = (0, 40, -0.05)
    roof, wall = 8.9, town.lime[0]
    town.block((16, 9, 0.1), (0, 3.2, roof - 0.1), town.floors[1], 0.01)
    town.block((16, 0.26, 0.62), (0, 7.2, roof), wall, 0.06)
    town.block((0.26, 9, 0.62), (-3.9, 3.0, roof), wall, 0.06)
    cane, skin, figs = wood(srgb("#8a6d42"), srgb("#cdb07a"), rough=0.6), fig_skin(), dried_figs(6, 3)
    for k, (mx, my, turn) in enumerate(((-1.25, 3.55, 3), (0.75, 3.75, -4), (-0.9, 5.35, -2), (1.35, 5.6, 5))):
        cane_mat((mx, my, roof + 0.085), (1.75, 1.1), turn, cane, skin, figs, 30 + k)
    gull((-2.1, 7.2, roof + 0.615), -35, 1.05)
    chair(at=(2.75, 5.9, roof), turn=-62)
    camera((0.2, -0.1, roof + 1.68), (-0.1, 9.0, roof + 0.38), lens=30, fstop=8, focus=(0, 6, roof)).data.clip_end = 20000
    return shoot("olhao-roofs", exposure=0.75, preview=preview)


def chair(at, turn):
    """A kitchen chair that has been carried up, with a straw seat."""
    paint = plain("chair paint", (0.10, 0.20, 0.22), 0.55)
    straw = plain("straw", (0.42, 0.32, 0.16), 0.9)
    holder = bpy.data.objects.new("chair", None)
    bpy.context.scene.collection.objects.link(holder)
    holder.location, holder.rotation_euler = at, (0, 0, math.radians(turn))
    parts = [box("seat", (0.42, 0.40, 0.04), at=(0, 0, 0.45), bevel=0.018, mat=straw)]
    for sx in (-0.19, 0.19):
        parts.append(tube("leg", [(sx, -0.18, 0), (sx, -0.18, 0.46)], 0.018, paint))
        parts.append(tube("back", [(sx, 0.19, 0), (sx, 0.18, 0.4), (sx * 0.98, 0.2, 0.7), (sx * 0.96, 0.26, 0.93)], 0.018, paint))
        parts.append(tube("rung", [(sx, -0.18, 0.2), (sx, 0.19, 0.2)], 0.011, paint))
    for z, y in ((0.6, 0.195), (0.75, 0.215), (0.88, 0.245)):
        parts.append(box("slat", (0.36, 0.015, 0.06), at=(0, y, z), turn=(8, 0, 0), bevel=0.006, mat=paint))
    parts.append(tube("rung", [(-0.19, -0.18, 0.28), (0.19, -0.18, 0.28)], 0.011, paint))
    for part in parts:
        part.parent = holder

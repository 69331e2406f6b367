"""The salt pans below Castro Marim, on an October evening."""

import math
import random

import numpy as np
from forms import fbm, grid, perspective_ground, scatter, smoothstep, tube
from outdoors import cloudy_sky, far_hills, glasswort
from studio import box, camera, lathe, material, metal, plaster, shoot, wood

TURN = math.radians(24)
AWAY = (0.9, 1.9)
WIDE, LONG = 6.2, 4.6
HALF_ANGLE, NEAR, FAR, COLUMNS, ROWS = 36, 1.3, 900, 900, 1500


def pans():
    """The ground, clay dykes round shallow pans with heaps of salt along the paths: its x, y, z, and how much salt lies on it."""
    x, y = perspective_ground(HALF_ANGLE, NEAR, FAR, COLUMNS, ROWS)
    wobble = 0.16 * fbm(x * 0.5, y * 0.5, 3, 5) + 0.06 * fbm(x * 2.4, y * 2.4, 2, 9)
    u = x * math.cos(TURN) + y * math.sin(TURN) + wobble + AWAY[0]
    v = -x * math.sin(TURN) + y * math.cos(TURN) + 0.9 * wobble + AWAY[1]
    du, dv = np.abs((u + WIDE / 2) % WIDE - WIDE / 2), np.abs((v + LONG / 2) % LONG - LONG / 2)
    path = np.abs((u / WIDE).round() % 3) < 0.5
    dyke = smoothstep(0.34, 0.16, dv) * 0.115
    dyke = np.maximum(dyke, smoothstep(np.where(path, 0.95, 0.36), np.where(path, 0.65, 0.16), du) * np.where(path, 0.18, 0.12))
    detail = 0.026 * fbm(x * 3.1, y * 3.1, 4, 21) * smoothstep(260, 20, y) + 0.004 * fbm(x * 17, y * 17, 3, 71) * smoothstep(30, 8, y)
    z = -0.07 + 0.03 * fbm(x * 0.6, y * 0.6, 3, 3) + dyke + detail * (0.4 + 6 * dyke)
    salt = np.zeros_like(z)
    chance = random.Random(11)
    for row in range(-3, 60):
        for column in range(-12, 14):
            main = column % 3 == 0
            if chance.random() < (0.12 if main else 0.62) or (not main and row < 2):
                continue
            cu = column * WIDE + chance.uniform(-0.3, 0.3) * (1.3 if main else 0.4)
            cv = (row + 0.5) * LONG + chance.uniform(-1.7, 1.7)
            size = chance.uniform(0.34, 0.58) * (1 if main else 0.7)
            if main and column >= 0 and row < 1:
                continue
            first, last = np.searchsorted(y[:, 0], np.array([-1.2, 1.2]) + (cu - AWAY[0]) * math.sin(TURN) + (cv - AWAY[1]) * math.cos(TURN))
            part = slice(first, last)
            r = np.hypot(u[part] - cu, v[part] - cv)
            lumps = fbm(u[part] * 4, v[part] * 4, 3, row + 60 + column)
            heap = np.maximum(size * 0.68 * (1 - r / size * (1 + 0.3 * lumps)) - 0.06 * np.exp(-r / 0.08), 0)
            z[part] += heap
            salt[part] = np.maximum(salt[part], smoothstep(0.0, 0.03, heap))
    rime = smoothstep(0.03, 0.0, np.abs(z - 0.014)) * smoothstep(-0.3, 0.1, fbm(x * 1.3, y * 1.3, 4, 31))
    rime = np.maximum(rime, 0.75 * smoothstep(0.2, 0.45, fbm(x * 0.9, y * 0.9, 4, 37)) * smoothstep(0.02, 0.08, dyke))
    return x, y, z, np.maximum(salt, rime)


def ground_at(z, u, v):
    """The place on the ground that the corner (u, v) of the pans' own grid has."""
    u, v = u - AWAY[0], v - AWAY[1]
    x, y = u * math.cos(TURN) - v * math.sin(TURN), u * math.sin(TURN) + v * math.cos(TURN)
    row = round(math.log(max(y, 0.1) / NEAR) / math.log(FAR / NEAR) * (ROWS - 1))
    column = round((math.degrees(math.atan2(x, y)) / HALF_ANGLE + 1) / 2 * (COLUMNS - 1))
    return (x, y, float(z[row, column])) if 0 <= row < ROWS and 0 <= column < COLUMNS else (x, y, -1.0)


def clay_and_salt():
    """Grey-brown clay, darker where it is wet, and salt on it where the attribute says so."""
    m = material("clay and salt")
    height = m.add("ShaderNodeSeparateXYZ", {"Vector": m.where()})["Z"]
    fine, broad = m.noise(38, detail=8, rough=0.7), m.noise(1.1, detail=5)
    crumbs = m.span(m.cells(24), 0.05, 0.5)
    dry = m.mix(m.span(broad, 0.35, 0.7), (0.20, 0.145, 0.11), (0.32, 0.25, 0.19))
    wet = m.mix(broad, (0.045, 0.034, 0.028), (0.075, 0.055, 0.043))
    damp = m.span(m.math("ADD", m.math("MULTIPLY", height, 9.0), m.math("MULTIPLY", broad, 0.35)), 0.25, 0.75, 1, 0)
    mask = m.add("ShaderNodeAttribute", attribute_name="salt")["Fac"]
    salt = m.span(m.math("ADD", mask, m.math("MULTIPLY", m.math("SUBTRACT", fine, 0.5), 0.9)), 0.36, 0.60)
    shade = m.mix(salt, m.mix(damp, dry, wet), m.mix(fine, (0.74, 0.72, 0.71), (0.9, 0.89, 0.88)))
    relief = m.bump(m.math("ADD", m.math("ADD", fine, m.math("MULTIPLY", crumbs, -0.35)), m.math("MULTIPLY", m.noise(160, detail=3), 0.5)), 0.035, strength=0.8)
    m.surface({"Base Color": shade, "Roughness": m.span(damp, 0, 1, 0.85, 0.35), "Normal": relief})
    return m


def brine():
    """Still water, with a skin of salt on it here and there that dulls the reflection."""
    m = material("brine")
    skin = m.span(m.noise(0.3, detail=6, rough=0.62, warp=0.8), 0.52, 0.64)
    speckle = m.math("MULTIPLY", skin, m.math("ADD", m.math("MULTIPLY", m.span(m.cells(46.0), 0.1, 0.5, 1, 0), 0.30), 0.10))
    ripple = m.bump(m.noise(2.2, detail=3, rough=0.4), 0.0013)
    clear = m.surface(
        {
            "Base Color": (0.62, 0.50, 0.42),
            "Transmission Weight": 1.0,
            "IOR": 1.34,
            "Normal": ripple,
            "Roughness": m.math("ADD", m.math("MULTIPLY", skin, 0.12), 0.012),
        }
    )
    crust = m.add("ShaderNodeBsdfDiffuse", {"Color": (0.78, 0.77, 0.76)})["BSDF"]
    m.through(m.add("ShaderNodeMixShader", {"Fac": speckle, 1: clear.outputs["BSDF"], 2: crust})["Shader"], (0.8, 0.75, 0.7))
    return m


def lantern(at):
    """A hurricane lamp that has been set down."""
    iron = metal((0.10, 0.095, 0.09), rough=0.5)
    pane = material("lamp glass")
    pane.surface({"Transmission Weight": 1.0, "Roughness": 0.1, "IOR": 1.15, "Base Color": (1, 0.93, 0.82)})
    flame = material("flame")
    flame.surface({"Emission Color": (1.0, 0.46, 0.13), "Emission Strength": 320.0})
    parts = [
        lathe("tank", [(0, 0), (0.07, 0), (0.075, 0.012), (0.072, 0.045), (0.045, 0.06), (0.03, 0.075), (0, 0.08)], mat=iron),
        lathe("glass", [(0.032, 0.08), (0.052, 0.11), (0.055, 0.135), (0.036, 0.19)], mat=pane),
        lathe("hood", [(0.04, 0.19), (0.046, 0.2), (0.03, 0.22), (0.028, 0.245), (0, 0.25)], mat=iron),
        lathe("flame", [(0, 0.095), (0.011, 0.108), (0.009, 0.13), (0, 0.155)], segments=16, mat=flame),
        *[tube("rail", [(s * 0.06, 0, 0.03), (s * 0.074, 0, 0.1), (s * 0.068, 0, 0.18), (s * 0.03, 0, 0.235)], 0.005, iron) for s in (-1, 1)],
        tube("bail", [(-0.07, 0, 0.17), (-0.06, -0.09, 0.2), (0.05, -0.1, 0.19), (0.07, 0, 0.17)], 0.0022, iron),
    ]
    for part in parts:
        part.location = at


def skimmer(head, tail):
    """A wooden skimmer that lies along a dyke."""
    grey = wood((0.16, 0.12, 0.09), (0.36, 0.30, 0.24))
    tube("pole", [(*head[:2], head[2] + 0.05), (*tail[:2], tail[2] + 0.04)], 0.015, grey)
    along = math.degrees(math.atan2(tail[1] - head[1], tail[0] - head[0]))
    box("blade", (0.022, 0.5, 0.11), at=(*head[:2], head[2] + 0.055), turn=(0, 10, along), bevel=0.006, mat=grey)


def castle_hill(at, width, height):
    """Castro Marim on its hill: some white houses, and the walls of the castle above."""
    white, grey = plaster((0.62, 0.56, 0.54)), plaster((0.36, 0.30, 0.29))
    chance = random.Random(8)
    hill = material("castle hill")
    hill.surface({"Base Color": (0.10, 0.095, 0.085), "Roughness": 1.0})
    x = np.linspace(-1, 1, 160)
    profile = height * np.clip(1.1 * np.exp(-((x / 0.42) ** 2)) + 0.10 * fbm(x * 4, x * 0, 4, 3) - 0.05, 0, 2)
    rise = np.array([0, 0.5, 1.0])[:, None]
    grid("castle hill", at[0] + np.tile(x * width, (3, 1)), at[1] + rise * 150 + x * 0, rise * profile - 1, hill)
    for _ in range(110):
        t, part = chance.gauss(-0.12, 0.30), chance.uniform(0.08, 0.72) ** 1.3
        size = (chance.uniform(5, 10), 7, chance.uniform(3, 5))
        level = part * float(np.interp(t, x, profile))
        box("house", size, at=(at[0] + t * width, at[1] + part * 150 - 2, level), turn=(0, 0, chance.uniform(-25, 25)), mat=white)
    for t, long, tall in ((0.0, 46, 7), (-0.085, 9, 12), (0.075, 8, 10), (0.03, 10, 9)):
        top = float(np.interp(t, x, profile))
        box("castle", (long, 9, tall), at=(at[0] + t * width, at[1] + 146, top + tall / 2 - 4), mat=grey)


def salt_pans(*, preview=False):
    """Dusk over the pans: a lamp, a skimmer, heaps of salt, and the hill of Castro Marim behind."""
    cloudy_sky(elevation=-0.4, azimuth=52, strength=1.0, clouds=0.9, tint=(1.25, 0.78, 0.66), seed=3.3, dust=0.7, cover=0.42)
    x, y, z, salt = pans()
    grid("ground", x, y, z, clay_and_salt(), salt=salt)
    wx, wy = perspective_ground(38, 1.0, 900, 2, 2)
    grid("water", wx, wy, np.zeros_like(wx), brine())
    far_hills(seed=4, haze=(0.36, 0.33, 0.40), distances=(2600, 4300, 7500), heights=(60, 190, 520))
    castle_hill((-330, 1500), 300, 46)
    lamp = ground_at(z, 6.2, 8.0)
    lantern((lamp[0], lamp[1], lamp[2] - 0.005))
    skimmer(ground_at(z, 6.1, 5.3), ground_at(z, 6.32, 7.1))
    chance = random.Random(5)
    spots = []
    while len(spots) < 500:
        spot = ground_at(z, chance.uniform(-14, 30), chance.uniform(2, 40))
        if 0.05 < spot[2] < 0.15 and fbm(np.array([spot[0] * 0.4]), np.array([spot[1] * 0.4]), 2, 8)[0] > 0.12:
            spots.append((spot[0], spot[1], spot[2] - 0.01))
    scatter([glasswort(i) for i in range(5)], spots, 3, (0.5, 1.2), 14)
    camera((0, 0, 1.8), (-0.55, 10, 1.0), lens=32, fstop=5.6, focus=lamp).data.clip_end = 20000
    return shoot("salt-pans", exposure=0.5, preview=preview)

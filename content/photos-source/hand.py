"""A hand that holds a jar to the window, with the salt lying on the floor of the glass."""

import itertools
import math

import bpy

# isort: split
import bmesh
import numpy as np
from forms import area, glow, grid, mesh_of, plain, thing
from mathutils import Matrix, Vector
from props import jar
from studio import MM, apply, box, camera, displace, lathe, material, plaster, rounded, shoot, srgb, world
from workroom import window_in_wall

THUMB = [(78, -22, -40), (62, -41, -14), (33, -47, 5), (7, -42, 14)]
WRIST = (104, -6, -72)
ELBOW = (250, -50, -285)


def round_joint(angle, radius, z):
    """A joint of a finger behind the jar, at an angle from +X about the jar's axis."""
    return radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle)), z


FINGERS = [
    ([round_joint(8, 64, 22), round_joint(70, 46, 32), round_joint(117, 41, 29), round_joint(155, 38.5, 22)], (10.5, 9.0, 8.2, 7.0)),
    ([round_joint(12, 66, 4), round_joint(72, 47, 11), round_joint(122, 42, 7), round_joint(163, 38.5, 1)], (10.8, 9.2, 8.3, 7.0)),
    ([round_joint(10, 64, -14), round_joint(70, 46, -9), round_joint(119, 41, -13), round_joint(158, 38.5, -17)], (10.3, 8.8, 8.0, 6.8)),
    ([round_joint(4, 60, -31), round_joint(60, 45, -29), round_joint(104, 40, -32), round_joint(140, 38, -35)], (9.4, 7.8, 7.0, 6.0)),
]


def limb(bm, a, b, ra, rb, flat=1.0):
    """A tapered rod with round ends, between two joints (millimetres)."""
    a, b = Vector(a) * MM, Vector(b) * MM
    ra, rb = ra * MM, rb * MM
    turn = (b - a).to_track_quat("Z", "Y").to_matrix().to_4x4()
    length = (b - a).length
    rings, steps = [], 28
    profile = [(ra * math.sin(t), -ra * math.cos(t)) for t in np.linspace(0.05, math.pi / 2, 8)] + [
        (rb * math.cos(t), length + rb * math.sin(t)) for t in np.linspace(0, math.pi / 2 - 0.05, 8)
    ]
    for r, h in profile:
        rings.append(
            [bm.verts.new(turn @ Vector((r * math.cos(k / steps * math.tau), flat * r * math.sin(k / steps * math.tau), h)) + a) for k in range(steps)]
        )
    for low, high in itertools.pairwise(rings):
        for k in range(steps):
            bm.faces.new((low[k], low[k - steps + 1], high[k - steps + 1], high[k]))
    bm.faces.new(rings[0][::-1])
    bm.faces.new(rings[-1])


def skin():
    """The skin of somebody who works out of doors: mottled, redder at the knuckles, lined."""
    m = material("skin")
    mottle = m.noise(60, detail=5, rough=0.6)
    red = m.add("ShaderNodeAttribute", attribute_name="red")["Fac"]
    shade = m.mix(m.span(mottle, 0.3, 0.7), (0.40, 0.205, 0.125), (0.50, 0.28, 0.185))
    shade = m.mix(m.math("MULTIPLY", red, 0.55), shade, (0.46, 0.15, 0.10))
    freckle = m.span(m.noise(330, detail=3), 0.64, 0.72, 0, 0.35)
    shade = m.mix(freckle, shade, (0.24, 0.10, 0.055))
    cells = m.cells(900, feature="DISTANCE_TO_EDGE")
    lines = m.add("ShaderNodeMath", {0: m.span(cells, 0.0, 0.18), 1: 0.55}, operation="MULTIPLY")[0]
    pores = m.noise(1500, detail=3)
    relief = m.math("ADD", lines, m.math("MULTIPLY", pores, 0.5))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(mottle, 0.3, 0.7, 0.42, 0.58),
            "Subsurface Weight": 0.55,
            "Subsurface Radius": (1.0, 0.32, 0.16),
            "Subsurface Scale": 5 * MM,
            "Specular IOR Level": 0.4,
            "Normal": m.bump(relief, 0.22 * MM, strength=0.8),
        }
    )
    return m.material


def right_hand():
    """The hand: rods for the bones, melted into one another, then creased at the joints; and the nail of the thumb."""
    bm = bmesh.new()
    for joints, radii in FINGERS:
        limb(bm, WRIST, joints[0], 17, radii[0] + 2.5)
        for (a, b), (ra, rb) in zip(itertools.pairwise(joints), itertools.pairwise(radii), strict=False):
            middle = Vector(a) * 0.45 + Vector(b) * 0.55
            limb(bm, a, middle, ra + 0.4, (ra + rb) / 2 - 0.5)
            limb(bm, middle, b, (ra + rb) / 2 - 0.5, rb + (0.4 if b is not joints[3] else -0.4))
    for (a, ra), (b, rb) in zip(zip(THUMB, (17, 12.5, 10.6, 8.4), strict=True), list(zip(THUMB, (17, 12.5, 10.6, 8.4), strict=True))[1:], strict=False):
        limb(bm, a, b, ra, rb, 0.94)
    limb(bm, WRIST, THUMB[0], 20, 18)
    limb(bm, WRIST, THUMB[1], 19, 12)
    limb(bm, THUMB[1], FINGERS[0][0][0], 11, 9.5)
    limb(bm, WRIST, ELBOW, 25, 41, 0.82)
    hand = thing("hand", mesh_of("hand", bm, smooth=True))
    melt = hand.modifiers.new("melt", "REMESH")
    melt.mode, melt.voxel_size, melt.use_smooth_shade = "VOXEL", 1.15 * MM, True
    soft = hand.modifiers.new("soft", "SMOOTH")
    soft.factor, soft.iterations = 0.5, 26
    apply(hand)
    count = len(hand.data.vertices)
    co = np.empty(count * 3, np.float32)
    hand.data.vertices.foreach_get("co", co)
    co = co.reshape(-1, 3).astype(float) / MM
    normal = np.empty(count * 3, np.float32)
    hand.data.vertices.foreach_get("normal", normal)
    normal = normal.reshape(-1, 3)
    red, push = np.zeros(count), np.zeros(count)
    ip, tip, mcp = (np.array(THUMB[k], float) for k in (2, 3, 1))
    for centre, way, size, grooves in (
        (ip, (tip - mcp), 15, (-6.2, -4.1, -2.2, -0.4, 1.5, 3.3, 5.4)),
        (mcp, ip - np.array(THUMB[0], float), 17, (-6, -3.4, -0.8, 1.9, 4.8)),
    ):
        way = way / np.linalg.norm(way)
        offset = co - centre
        along = offset @ way + 0.9 * np.sin(offset[:, 2] * 0.45 + offset[:, 0] * 0.2)
        near = np.exp(-((np.linalg.norm(offset, axis=1) / size) ** 4))
        dorsal = np.clip(-normal[:, 1] * 1.4, 0, 1)
        for k, groove in enumerate(grooves):
            push -= (0.55 - 0.10 * (k % 3)) * near * dorsal * np.exp(-(((along - groove) / 0.62) ** 2))
        push += 0.8 * near * dorsal * np.exp(-((along / 7) ** 2))
        red += 0.7 * near
    red += np.exp(-((np.linalg.norm(co - tip, axis=1) / 12) ** 2))
    for joints, _ in FINGERS:
        red += 0.6 * np.exp(-((np.linalg.norm(co - np.array(joints[3]), axis=1) / 12) ** 2)) + 0.5 * np.exp(
            -((np.linalg.norm(co - np.array(joints[1]), axis=1) / 10) ** 2)
        )
    wrist = np.array(WRIST, float)
    arm = np.array(ELBOW, float) - wrist
    arm /= np.linalg.norm(arm)
    along = (co - wrist) @ arm
    for groove in (-7, -3.5):
        push -= 0.12 * np.exp(-(((along - groove - 0.06 * co[:, 1]) / 0.8) ** 2)) * (np.linalg.norm(co - wrist, axis=1) < 42)
    for offset in (-7.0, 5.0):
        side = np.cross(arm, (0, 1, 0.2))
        lateral = (co - wrist) @ side
        push += 0.9 * np.exp(-(((lateral - offset) / 2.2) ** 2)) * np.clip(-normal[:, 1], 0, 1) * np.exp(-(((along + 12) / 30) ** 2))
    co = (co + normal * push[:, None]) * MM
    hand.data.vertices.foreach_set("co", co.astype(np.float32).ravel())
    hand.data.attributes.new("red", "FLOAT", "POINT").data.foreach_set("value", np.clip(red, 0, 1).astype(np.float32))
    hand.data.materials.append(skin())
    displace(hand, 0.7 * MM, 38, seed=3)
    nail(ip, tip)
    return hand


def nail(ip, tip):
    """The thumb's nail, set into the back of its last joint."""
    m = material("nail")
    m.surface(
        {
            "Base Color": m.mix(m.noise(300, detail=2), (0.52, 0.30, 0.24), (0.60, 0.38, 0.31)),
            "Roughness": 0.3,
            "Coat Weight": 0.3,
            "Coat Roughness": 0.2,
            "Subsurface Weight": 0.4,
            "Subsurface Scale": 2 * MM,
            "Subsurface Radius": (1, 0.4, 0.25),
            "Normal": m.bump(m.noise(1.0, detail=3, at=m.where(scale=(900, 60, 60))), 0.1 * MM),
        }
    )
    u, v = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
    across, along = u * np.sqrt(1 - 0.28 * v * v), v * np.sqrt(1 - 0.30 * u * u)
    plate = grid("nail", across * 6.3 * MM, along * 7.4 * MM, (2.1 - 3.3 * u * u + 0.5 * v - 0.9 * v * v) * MM, m)
    way = Vector(tip - ip).normalized()
    back = Vector((0.10, -1.0, 0.30))
    back = (back - way * back.dot(way)).normalized()
    side = way.cross(back)
    place = Vector(ip + (tip - ip) * 0.99) * MM + back * 7.0 * MM
    plate.matrix_world = Matrix(((side.x, way.x, back.x, place.x), (side.y, way.y, back.y, place.y), (side.z, way.z, back.z, place.z), (0, 0, 0, 1)))
    thick = plate.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.8 * MM


def sleeve(mat):
    """A shirt sleeve rolled up below the elbow."""
    wrist, elbow = Vector(WRIST) * MM, Vector(ELBOW) * MM
    length = (elbow - wrist).length
    profile = rounded(
        [
            (0.034, 0.085, 0),
            (0.046, 0.082, 0.004),
            (0.0475, 0.118, 0.004),
            (0.0445, 0.121, 0.002),
            (0.047, 0.124, 0.003),
            (0.050, 0.152, 0.004),
            (0.046, 0.156, 0.002),
            (0.051, 0.164, 0.006),
            (0.064, length + 0.2, 0),
        ]
    )
    fine = []
    for (ra, ha), (rb, hb) in itertools.pairwise(profile):
        parts = max(1, round(abs(hb - ha) / 0.004))
        fine += [(ra + (rb - ra) * k / parts, ha + (hb - ha) * k / parts) for k in range(parts)]
    cuff = lathe("sleeve", fine, mat=mat, segments=140)
    for vertex in cuff.data.vertices:
        vertex.co.y *= 0.86
    displace(cuff, 0.009, 22, seed=6, octaves=3)
    cuff.rotation_euler = (elbow - wrist).to_track_quat("Z", "Y").to_euler()
    cuff.location = wrist


def hand_and_jar(*, preview=False):
    """Jar one, held to the window by somebody who has come in out of the rain."""
    world((0.62, 0.70, 0.82), 0.28)
    held = jar(labelled=False, closed=False, seed=1)
    held.rotation_euler = (math.radians(-2), math.radians(4), 0.4)
    held.location = (0, 0, -0.024)
    snow = material("salt on the floor of the jar")
    snow.surface({"Base Color": (0.93, 0.93, 0.92), "Roughness": 0.8, "Subsurface Weight": 0.3, "Subsurface Scale": 0.002})
    layer = lathe("snow", rounded([(0, 6.9 * MM, 0), (25.5 * MM, 6.4 * MM, 4.3 * MM), (25.53 * MM, 10.0 * MM, 0.4 * MM), (0, 9.6 * MM, 0)]), mat=snow)
    layer.parent = held
    right_hand()
    sleeve(plain("shirt", (0.20, 0.235, 0.28), 0.95))
    lime, frame = plaster(srgb("#cfc9bd")), plain("window paint", (0.20, 0.24, 0.22), 0.55)
    window_x = 1.5
    holder_before = set(bpy.data.objects)
    window_in_wall(0.0, 0.0, 1.0, -0.55, 1.4, frame, lime)
    for obj in set(bpy.data.objects) - holder_before:
        x, y, z = obj.location
        obj.location, obj.rotation_euler = (-0.18 + y, window_x - x, z), (0, 0, math.radians(90))
    for size, at in (
        ((2.4, 0.3, 3), (-1.88, window_x + 0.1, 0)),
        ((2.4, 0.3, 3), (1.52, window_x + 0.1, 0)),
        ((1.2, 0.3, 1), (-0.18, window_x + 0.1, -1.05)),
        ((1.2, 0.3, 1), (-0.18, window_x + 0.1, 1.35)),
    ):
        box("wall", size, at=at, bevel=0.02, mat=lime)
    glow("rain", (3.2, 3.0), (-0.18, window_x + 0.9, 0.2), (-0.18, 0, 0.2), 2.1, (0.86, 0.92, 1.0))
    area("window", (1.0, 1.35), (-0.18, window_x - 0.25, 0.15), (0.0, 0, 0), 26, (0.88, 0.94, 1.0))
    area("room", (0.9, 1.2), (-0.9, -0.9, 0.7), (0, 0, 0), 1.9, (1.0, 0.90, 0.78))
    camera((-0.03, -0.62, 0.045), (0.020, 0, -0.012), lens=84, fstop=5.6, focus=(0.0, -0.034, 0.0))
    return shoot("jar-to-the-window", exposure=0.7, preview=preview)

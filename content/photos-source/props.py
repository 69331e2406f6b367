"""The goods of the shop as props: jar, dropper bottle, tube, bar of soap, reagent bottle, and the labels that they carry.

Every prop stands on the origin, upright, with its label towards -Y. It is an empty object with the parts as its children, so that it is moved and turned as one.
"""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import bpy  # isort: skip (bmesh comes with it)
import bmesh
import numpy as np
import studio as s
from mathutils import Vector, noise
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from studio import MM, srgb

FONT = Path(bpy.utils.system_resource("DATAFILES")) / "fonts" / "Inter.woff2"
INK = (38, 34, 31)
RUST = (156, 74, 47)

# Zoë's and Inês's figures as strokes in a box one unit high
STROKES = {
    "0": [[(0.3, 1), (0.08, 0.75), (0.05, 0.3), (0.25, 0), (0.5, 0.15), (0.55, 0.6), (0.42, 0.93), (0.28, 1)]],
    "1": [[(0.1, 0.75), (0.32, 1), (0.3, 0)]],
    "2": [[(0.06, 0.78), (0.25, 1), (0.5, 0.85), (0.42, 0.5), (0.04, 0.02), (0.58, 0.04)]],
    "3": [[(0.08, 0.9), (0.35, 1), (0.5, 0.78), (0.22, 0.55), (0.52, 0.35), (0.38, 0.02), (0.04, 0.1)]],
    "4": [[(0.4, 1), (0.03, 0.36), (0.62, 0.34)], [(0.46, 0.62), (0.42, -0.05)]],
    "5": [[(0.55, 1), (0.14, 0.97), (0.08, 0.58), (0.38, 0.6), (0.54, 0.34), (0.36, 0.02), (0.03, 0.08)]],
    "6": [[(0.45, 1), (0.12, 0.55), (0.08, 0.15), (0.34, 0), (0.52, 0.25), (0.36, 0.48), (0.1, 0.3)]],
    "7": [[(0.03, 0.96), (0.6, 1), (0.24, -0.02)], [(0.14, 0.5), (0.52, 0.54)]],
    "8": [[(0.45, 0.8), (0.25, 1), (0.12, 0.78), (0.48, 0.3), (0.28, 0), (0.06, 0.24), (0.48, 0.8)]],
    "9": [[(0.5, 0.75), (0.28, 0.5), (0.08, 0.72), (0.28, 1), (0.5, 0.8), (0.42, 0)]],
    ".": [[(0.06, 0.0), (0.1, 0.03)]],
    "/": [[(0.0, -0.1), (0.4, 1.05)]],
    " ": [],
}


# ---------------------------------------------------------------- what is printed and written


def handwriting(draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], height: float, *, width: float, ink: tuple, seed: int = 1) -> None:
    """Figures by hand, the left foot of the first at ``at``; all lengths in pixels."""
    rng = random.Random(f"{text} {seed}")
    x, y = at
    for figure in text:
        lean, grow = rng.uniform(0.06, 0.16), rng.uniform(0.92, 1.08)
        right = 0.12
        for stroke in STROKES[figure]:
            points = [(px + rng.uniform(-0.02, 0.02), py + rng.uniform(-0.02, 0.02)) for px, py in stroke]
            right = max(right, *(px for px, _ in points))
            curve = _curve(points) if len(points) > 2 else points
            spots = [(x + (px + lean * py) * height * grow, y - py * height * grow) for px, py in curve]
            for (x0, y0), (x1, y1) in itertools.pairwise(spots):
                pressed = width * rng.uniform(0.85, 1.1)
                draw.line((x0, y0, x1, y1), fill=ink, width=max(1, round(pressed)))
                draw.ellipse((x1 - pressed / 2, y1 - pressed / 2, x1 + pressed / 2, y1 + pressed / 2), fill=ink)
        x += (right + 0.2) * height
        y += rng.uniform(-0.04, 0.04) * height


def _curve(points: list[tuple[float, float]], steps: int = 8) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through points."""
    ends = [points[0], *points, points[-1]]
    out = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append(
                tuple(
                    0.5 * (2 * b[i] + (c[i] - a[i]) * t + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3)
                    for i in (0, 1)
                )
            )
    return [*out, points[-1]]


def _font(size: float, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Blender's own sans, at a weight."""
    font = ImageFont.truetype(FONT, round(size))
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight if b"eight" in axis["name"] else axis["default"] for axis in axes])
    return font


def _spaced(draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], font: ImageFont.FreeTypeFont, *, spacing: float, fill: tuple) -> float:
    """Text set wide; gives where it ends."""
    x, y = at
    for letter in text:
        draw.text((x, y), letter, font=font, fill=fill, anchor="ls")
        x += draw.textlength(letter, font=font) + spacing
    return x


def mark(draw: ImageDraw.ImageDraw, at: tuple[float, float], size: float, *, fill: tuple, width: float) -> None:
    """The workshop's mark, a drop of dew and a crystal of salt; ``at`` is its left foot."""
    x, y = at
    drop = [(0.5 + 0.36 * math.sin(t), 0.38 - 0.36 * math.cos(t)) for t in np.linspace(math.radians(-122), math.radians(122), 40)]
    outline = [(0.5, 1.08), *drop, (0.5, 1.08)]
    draw.line([(x + px * size, y - py * size) for px, py in outline], fill=fill, width=round(width), joint="curve")
    hexagon = [(1.85 + 0.46 * math.sin(math.radians(60 * k)), 0.5 + 0.5 * math.cos(math.radians(60 * k))) for k in range(7)]
    draw.line([(x + px * size, y - py * size) for px, py in hexagon], fill=fill, width=round(width), joint="curve")
    for k in (1, 3, 5):
        px, py = hexagon[k]
        draw.line([(x + 1.85 * size, y - 0.5 * size), (x + px * size, y - py * size)], fill=fill, width=round(width))


def label(name: str, code: str, measure: str, *, size: tuple[float, float], dots: int = 26, plain: bool = False) -> bpy.types.Image:
    """A label as an image: the mark, the product's name, its code and what it holds. ``size`` in millimetres, ``dots`` pixels to one."""
    width, height = round(size[0] * dots), round(size[1] * dots)
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    left = 3.2 * dots
    mark(draw, (left, 6.9 * dots), 3.0 * dots, fill=INK, width=0.26 * dots)
    _spaced(draw, "ORVALHO & SAL", (left + 9.2 * dots, 5.9 * dots), _font(1.75 * dots, 500), spacing=0.32 * dots, fill=INK)
    y = height * 0.5 + 0.6 * dots
    for line in name.split("\n"):
        draw.text((left, y), line, font=_font(3.5 * dots, 500), fill=INK, anchor="ls")
        y += 4.1 * dots
    foot = height - 2.6 * dots
    if not plain:
        draw.rectangle((left, foot - 3.0 * dots, left + 6 * dots, foot - 2.78 * dots), fill=RUST)
    _spaced(draw, code, (left, foot), _font(1.55 * dots, 400), spacing=0.12 * dots, fill=INK)
    text = _font(1.55 * dots, 400)
    draw.text((width - 3.2 * dots, foot), measure, font=text, fill=INK, anchor="rs")
    return _image(f"label {code}", picture)


def tag(figure: str, below: str = "", *, size: tuple[float, float] = (20, 16), dots: int = 26, pencil: bool = False) -> bpy.types.Image:
    """A small label written by hand: one large figure and a date below."""
    width, height = round(size[0] * dots), round(size[1] * dots)
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    ink = (120, 118, 118) if pencil else (32, 36, 58)
    tall = height * (0.56 if below else 0.34)
    wide = 0.62 * tall * len(figure)
    handwriting(draw, figure, (width / 2 - wide / 2 - 0.02 * width, height * 0.66), tall, width=tall * (0.05 if pencil else 0.075) + 2, ink=ink)
    if below:
        small = height * 0.17
        handwriting(draw, below, (width / 2 - 0.3 * small * len(below), height * 0.9), small, width=0.12 * small, ink=ink)
    return _image(f"tag {figure}", picture.filter(ImageFilter.GaussianBlur(0.7)))


def _image(name: str, picture: Image.Image) -> bpy.types.Image:
    """A picture as one that materials can use."""
    made = bpy.data.images.new(name, *picture.size)
    pixels = np.asarray(picture.convert("RGBA"), dtype=np.float32)[::-1] / 255
    made.pixels.foreach_set(np.ascontiguousarray(pixels).ravel())
    made.pack()
    return made


# ---------------------------------------------------------------- parts


def _whole(name: str, parts: list[bpy.types.Object]) -> bpy.types.Object:
    """An empty that holds the parts together."""
    empty = s.link(bpy.data.objects.new(name, None))
    for part in parts:
        part.parent = empty
    return empty


def wrap(
    radius: float,
    bottom: float,
    size: tuple[float, float],
    mat: bpy.types.Material,
    *,
    tilt: float = 0.0,
    steps: int = 48,
    towards: float = -66.0,
) -> bpy.types.Object:
    """A label round a cylinder, its middle at the angle ``towards``, where the text, which is on its left, faces -Y; ``tilt`` is for a hand not quite steady."""
    width, height = size
    lean = math.tan(math.radians(tilt))
    vertices, faces, uvs = [], [], []
    rows = 6
    for j in range(rows + 1):
        for i in range(steps + 1):
            u, v = i / steps, j / rows
            angle = math.radians(towards) + (u - 0.5) * width / radius
            lift = 0.1 * MM + 0.05 * MM * (abs(u - 0.5) * 2) ** 8
            z = bottom + v * height + (u - 0.5) * width * lean
            vertices.append(((radius + lift) * math.cos(angle), (radius + lift) * math.sin(angle), z))
            uvs.append((u, v))
    for j in range(rows):
        for i in range(steps):
            a = j * (steps + 1) + i
            faces.append((a, a + 1, a + steps + 2, a + steps + 1))
    obj = s.mesh("label", vertices, faces, mat=mat)
    layer = obj.data.uv_layers.new()
    for loop in obj.data.loops:
        layer.data[loop.index].uv = uvs[loop.vertex_index]
    return obj


def slab(
    name: str,
    size: tuple[float, float, float],
    radius: float,
    *,
    step: float = 1.0 * MM,
    mat: bpy.types.Material | None = None,
    stamp: Image.Image | None = None,
    depth: float = 1.0 * MM,
) -> bpy.types.Object:
    """A block with rounded edges and a dense, even mesh, standing on z = 0; ``stamp`` is pressed into the top, black deepest."""
    half = [d / 2 for d in size]
    made = bmesh.new()
    for axis in range(3):
        a, b = [other for other in range(3) if other != axis]
        across = _steps(half[a], radius, step)
        up = _steps(half[b], radius, step)
        for sign in (-1, 1):
            rows = []
            for v in up:
                row = []
                for u in across:
                    point = [0.0, 0.0, 0.0]
                    point[a], point[b], point[axis] = u, v, sign * half[axis]
                    core = [max(-h + radius, min(h - radius, p)) for p, h in zip(point, half, strict=True)]
                    out = Vector(point) - Vector(core)
                    row.append(made.verts.new(Vector(core) + out.normalized() * radius))
                rows.append(row)
            for low, high in itertools.pairwise(rows):
                for k in range(len(low) - 1):
                    face = (low[k], low[k + 1], high[k + 1], high[k])
                    made.faces.new(face if (sign > 0) == (axis != 1) else face[::-1])
    bmesh.ops.remove_doubles(made, verts=made.verts, dist=radius * 0.02 + 1e-6)
    if stamp is not None:
        _press(made, stamp, size, depth)
    for vertex in made.verts:
        vertex.co.z += half[2]
    data = bpy.data.meshes.new(name)
    made.to_mesh(data)
    made.free()
    data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
    if mat is not None:
        data.materials.append(mat)
    return s.link(bpy.data.objects.new(name, data))


def _steps(half: float, radius: float, step: float) -> list[float]:
    """Where a slab's grid lines lie: even on the flat, and eight to a rounded edge, evenly by angle."""
    edge = [half - radius + radius * math.tan(math.radians(45) * k / 8) for k in range(1, 9)]
    count = max(2, round(2 * (half - radius) / step))
    flat = [(-1 + 2 * k / count) * (half - radius) for k in range(count + 1)]
    return [-e for e in reversed(edge)] + flat + edge


def _press(made: bmesh.types.BMesh, stamp: Image.Image, size: tuple[float, float, float], depth: float) -> None:
    """Press an image into the upper face."""
    heights = np.asarray(stamp.convert("L"), dtype=np.float32) / 255
    rows, columns = heights.shape
    for vertex in made.verts:
        if vertex.co.z > size[2] / 2 - 1e-6:
            column = int((vertex.co.x / size[0] + 0.5) * (columns - 1))
            row = int((0.5 - vertex.co.y / size[1]) * (rows - 1))
            vertex.co.z -= depth * (1 - heights[row, column])


# ---------------------------------------------------------------- materials of the goods


def balm_material(colour: s.Colour = srgb("#e6dcb8")) -> bpy.types.Material:
    """Set balm: fat with salt in it, translucent at its edges."""
    m = s.material("balm")
    cloud = m.noise(120, detail=4)
    grain = m.noise(2600, detail=2)
    shade = m.mix(m.span(cloud, 0.3, 0.7), tuple(c * 0.95 for c in colour), tuple(min(c * 1.05, 0.95) for c in colour))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(cloud, 0.3, 0.7, 0.34, 0.5),
            "Specular IOR Level": 0.45,
            "Subsurface Weight": 0.6,
            "Subsurface Radius": (1.0, 0.75, 0.4),
            "Subsurface Scale": 3 * MM,
            "Normal": m.bump(m.math("ADD", cloud, m.math("MULTIPLY", grain, 0.4)), 0.12 * MM, strength=0.5),
        },
        plain=colour,
    )
    return m.material


def soap_material(
    colour: s.Colour = srgb("#7b5236"),
    *,
    core: s.Colour | None = None,
    speck: s.Colour = srgb("#3c2415"),
    specks: float = 0.5,
    coarse: float = 0.0,
    half: tuple[float, float, float] = (40 * MM, 27 * MM, 14 * MM),
) -> bpy.types.Material:
    """Cured soap: waxy, clouded, with carob in it, and the wire's fine drag across it; ``core`` is another colour deep inside a bar."""
    m = s.material("soap")
    place = m.where()
    cloud = m.noise(48, detail=5, rough=0.6, warp=1.0)
    shade = m.mix(m.span(cloud, 0.3, 0.72), tuple(c * 0.82 for c in colour), tuple(min(c * 1.2, 0.95) for c in colour))
    if core is not None:
        parts = m.add("ShaderNodeSeparateXYZ", {"Vector": place})
        far: object = 0.0
        for axis, middle, reach in (("X", 0.0, half[0]), ("Y", 0.0, half[1]), ("Z", half[2], half[2])):
            share = m.math("ABSOLUTE", m.math("DIVIDE", m.math("SUBTRACT", parts[axis], middle), reach))
            far = m.math("ADD", far, m.math("POWER", share, 5.0))
        inside = m.span(m.math("ADD", m.math("POWER", far, 0.2), m.span(cloud, 0.3, 0.7, -0.07, 0.07)), 0.55, 0.98, 1.0, 0.0)
        shade = m.mix(inside, shade, core)
    fine = m.noise(900, detail=3, rough=0.7)
    dust = m.span(fine, 0.58, 0.68, 0.0, specks)
    shade = m.mix(dust, shade, speck)
    drag = m.noise(1.0, detail=3, at=m.where(scale=(12, 500, 600)))
    relief = m.math("ADD", m.math("MULTIPLY", cloud, 0.8), m.math("MULTIPLY", drag, 0.5))
    if coarse:
        bits = m.span(m.cells(360, at=m.where(scale=(1, 1.7, 1.3), turn=(0.4, 0.7, 0.5))), 0.34, 0.26)
        bits = m.math("MULTIPLY", bits, m.span(m.noise(240, detail=1), 0.46, 0.54))
        shade = m.mix(m.math("MULTIPLY", bits, coarse), shade, tuple(c * 0.7 for c in speck))
        relief = m.math("ADD", relief, m.math("MULTIPLY", bits, 1.2 * coarse))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(cloud, 0.3, 0.7, 0.42, 0.6),
            "Specular IOR Level": 0.4,
            "Subsurface Weight": 0.35,
            "Subsurface Radius": (1.0, 0.7, 0.45),
            "Subsurface Scale": 3 * MM,
            "Normal": m.bump(relief, 0.35 * MM, strength=0.6),
        },
        plain=colour,
    )
    return m.material


def plastic(colour: s.Colour = srgb("#1d1b1a"), *, rough: float = 0.42) -> bpy.types.Material:
    """Moulded plastic that has been handled."""
    m = s.material("plastic")
    smear = m.noise(60, detail=5, rough=0.7, warp=1.0)
    m.surface(
        {
            "Base Color": colour,
            "Roughness": m.span(smear, 0.3, 0.7, rough - 0.08, rough + 0.14),
            "Normal": m.bump(m.noise(1800, detail=2), 0.04 * MM, strength=0.5),
        }
    )
    return m.material


# ---------------------------------------------------------------- the jar

JAR_RADIUS, JAR_HEIGHT = 29 * MM, 50 * MM


def lid(*, seed: int = 0) -> bpy.types.Object:
    """The jar's aluminium lid, standing on its rim."""
    r, h = 28.6 * MM, 15 * MM
    profile = s.rounded(
        [
            (r - 0.9 * MM, 0.3 * MM, 0),
            (r - 0.3 * MM, 0, 0.2 * MM),
            (r + 0.5 * MM, 0.1 * MM, 0.4 * MM),
            (r + 0.5 * MM, 1.5 * MM, 0.5 * MM),
            (r, 2.0 * MM, 0.4 * MM),
            (r, h, 1.5 * MM),
            (r - 3.4 * MM, h, 0.5 * MM),
            (r - 4.2 * MM, h - 0.5 * MM, 0.5 * MM),
            (0, h - 0.45 * MM, 0),
        ]
    )
    body = s.lathe("lid", profile, mat=s.metal(brushed=0.5, rough=0.34), wobble=0.1 * MM, seed=seed)
    liner = s.lathe(
        "liner", s.rounded([(r - 0.9 * MM, 0.3 * MM, 0), (r - 1.0 * MM, h - 1.6 * MM, 0.4 * MM), (0, h - 1.5 * MM, 0)]), mat=plastic(srgb("#e9e7e2"))
    )
    return _whole("lid", [body, liner])


def jar(
    *,
    code: str = "SR-2026-003",
    closed: bool = True,
    balm: bpy.types.Material | None = None,
    swipe: bool = False,
    fill: float = 1.0,
    labelled: bool = True,
    number: str = "",
    seed: int = 0,
) -> bpy.types.Object:
    """The 50 ml jar of clear glass, filled with balm, with its label; ``swipe`` where a thumb has been in it, ``fill`` how full it is, ``number`` in pencil under it."""
    r = JAR_RADIUS
    outside = [
        (0, 1.6 * MM, 0),
        (19 * MM, 1.2 * MM, 2 * MM),
        (22 * MM, 0, 1.2 * MM),
        (r, 0, 4.5 * MM),
        (r, 35 * MM, 3.2 * MM),
        (26.2 * MM, 36.8 * MM, 1.0 * MM),
        (26.2 * MM, 46.5 * MM, 0.8 * MM),
        (23.4 * MM, 46.5 * MM, 0.8 * MM),
        (23.4 * MM, 37 * MM, 3 * MM),
        (25.4 * MM, 33.5 * MM, 2 * MM),
        (25.4 * MM, 6.2 * MM, 4.5 * MM),
        (0, 6.8 * MM, 0),
    ]
    parts = [s.lathe("glass", s.rounded(outside), mat=s.glass((0.96, 0.985, 0.97)), segments=128)]
    rng = random.Random(seed)
    top = 7 * MM + 31.5 * MM * fill + rng.uniform(-0.5, 0.5) * MM
    neck = 23.4 * MM if top > 37 * MM else 25.4 * MM
    profile = s.rounded(
        [
            (0, 6.7 * MM, 0),
            (25.46 * MM, 6.1 * MM, 4.5 * MM),
            (25.46 * MM, min(33.5 * MM, top - 2 * MM), 2 * MM),
            (neck + 0.05 * MM, min(36.9 * MM, top - 0.6 * MM), 1 * MM),
            (neck + 0.05 * MM, top + 0.5 * MM, 0.4 * MM),
            (neck - 1.6 * MM, top, 1.2 * MM),
            (0, top - 0.2 * MM, 0),
        ]
    )
    flat = profile[:-1] + [(neck * 0.9 * (1 - k / 40), top - 0.15 * MM) for k in range(40)] + [profile[-1]]
    content = s.lathe("balm", flat, segments=128, mat=balm or balm_material())
    _balm_surface(content, top, neck, swipe=swipe, seed=seed)
    parts.append(content)
    if labelled:
        image = label("Salt & Rose\nBalm", code, "50 ml", size=(66, 25))
        parts.append(wrap(r, 6.2 * MM, (66 * MM, 25 * MM), s.paper(image=image), tilt=rng.uniform(-0.7, 0.7)))
    if number:
        disc = s.lathe("base label", [(0, 0), (18 * MM, 0)], mat=s.paper(image=tag(number, size=(36, 36), pencil=True)))
        layer = disc.data.uv_layers.new()
        for loop in disc.data.loops:
            x, y, _ = disc.data.vertices[loop.vertex_index].co
            layer.data[loop.index].uv = (0.5 - x / (36 * MM), 0.5 + y / (36 * MM))
        disc.location = (0, 0, 1.1 * MM)
        parts.append(disc)
    if closed:
        cap = lid(seed=seed)
        cap.location = (0, 0, 36.6 * MM)
        cap.rotation_euler.z = rng.uniform(0, 6)
        parts.append(cap)
    return _whole("jar", parts)


def _balm_surface(content: bpy.types.Object, top: float, radius: float, *, swipe: bool, seed: int) -> None:
    """The set surface: a faint ring and sag from cooling, and the furrow of a thumb."""
    for vertex in content.data.vertices:
        x, y, z = vertex.co
        if z < top - 0.7 * MM:
            continue
        away = math.hypot(x, y) / radius
        if away > 0.93:
            continue
        ease = min(1.0, (0.93 - away) * 8)
        z += ease * (0.22 * MM * noise.fractal(Vector((x * 90 + seed * 4, y * 90, 0)), 0.9, 2.1, 4) - 0.5 * MM * (1 - away * away))
        if swipe:
            along, across = x * 0.86 + y * 0.5, -x * 0.5 + y * 0.86
            bend = across - 0.003 + 14 * along * along
            reach = max(0.0, 1 - (abs(along + 0.002) / 0.0155) ** 4)
            z -= ease * reach * (3.6 * MM * math.exp(-((bend / 0.0062) ** 4)) - 1.5 * MM * math.exp(-(((abs(bend) - 0.0085) / 0.0022) ** 2)))
            z -= ease * reach * 0.3 * MM * math.exp(-((bend / 0.006) ** 4)) * math.sin(across * 3300 + 2 * noise.noise(Vector((x * 200, y * 200, 1))))
            heap = math.hypot(along - 0.0135, across - 0.0005) / 0.0055
            z += ease * 2.0 * MM * math.exp(-heap * heap) * (1 + 0.5 * noise.noise(Vector((x * 500, y * 500, 2))))
        vertex.co.z = z


# ---------------------------------------------------------------- the dropper bottle


def dropper_bottle(
    *,
    name: str = "Rockrose\nFace Oil",
    code: str = "RO-2026-001",
    level: float = 0.86,
    closed: bool = True,
    labelled: bool = True,
    seed: int = 0,
) -> bpy.types.Object:
    """The 30 ml bottle of amber glass with its pipette; ``level`` is how full it is. Oil bends light as glass does, so glass and oil are one body down to the level."""
    r = 16.6 * MM
    surface = (4 + 50 * level) * MM
    outside = [
        (0, 1.4 * MM, 0),
        (11 * MM, 1.2 * MM, 1 * MM),
        (13 * MM, 0, 0.8 * MM),
        (r, 0, 2.6 * MM),
        (r, 56 * MM, 7 * MM),
        (9.2 * MM, 62 * MM, 3 * MM),
        (9.2 * MM, 72 * MM, 0.6 * MM),
        (6.9 * MM, 72 * MM, 0.6 * MM),
        (6.9 * MM, 61 * MM, 3 * MM),
        (r - 2.2 * MM, 54.5 * MM, 6 * MM),
    ]
    outside += [(r - 2.2 * MM, surface + 0.8 * MM, 0.3 * MM), (r - 3.0 * MM, surface, 0.6 * MM), (0, surface, 0)]
    parts = [s.lathe("bottle", s.rounded(outside, steps=10), mat=s.glass(srgb("#c8701a"), depth=22 * MM), segments=128)]
    if labelled:
        image = label(name, code, "30 ml", size=(48, 34))
        parts.append(wrap(r, 8 * MM, (48 * MM, 34 * MM), s.paper(image=image), tilt=random.Random(seed).uniform(-0.8, 0.8)))
    if closed:
        top = pipette(seed=seed)
        top.location = (0, 0, 61.5 * MM)
        parts.append(top)
    return _whole("dropper bottle", parts)


def pipette(*, seed: int = 0, tube: float = 52 * MM, oil: float = 0.0) -> bpy.types.Object:
    """The pipette: ribbed black collar, rubber teat and glass tube; its collar's foot is at the origin."""
    collar = s.lathe(
        "collar",
        s.rounded(
            [
                (9.4 * MM, 0.2 * MM, 0),
                (10.6 * MM, 0, 0.4 * MM),
                (10.9 * MM, 11.5 * MM, 0.8 * MM),
                (8.0 * MM, 12 * MM, 0.6 * MM),
                (6.4 * MM, 12 * MM, 0),
            ]
        ),
        segments=240,
        mat=plastic(),
    )
    for vertex in collar.data.vertices:
        x, y, z = vertex.co
        if 1.2 * MM < z < 10.6 * MM and math.hypot(x, y) > 10.2 * MM:
            k = round(math.degrees(math.atan2(y, x)) / 1.5)
            vertex.co.xy *= 1.0 - (0.022 if k % 4 < 2 else 0.0)
    teat = s.lathe(
        "teat",
        s.rounded(
            [
                (7.4 * MM, 11.5 * MM, 0),
                (7.4 * MM, 13.8 * MM, 0.8 * MM),
                (6.2 * MM, 14.4 * MM, 0.8 * MM),
                (6.6 * MM, 24 * MM, 8 * MM),
                (6.1 * MM, 35 * MM, 4.5 * MM),
                (0, 36 * MM, 0),
            ],
            steps=10,
        ),
        mat=plastic(srgb("#24211f"), rough=0.55),
        wobble=0.2 * MM,
        seed=seed,
    )
    r = 3.5 * MM
    stem = s.lathe(
        "tube",
        s.rounded(
            [
                (0.5 * MM, 12 * MM - tube, 0),
                (0.95 * MM, 12 * MM - tube, 0.2 * MM),
                (1.3 * MM, 18 * MM - tube, 2 * MM),
                (r, 24 * MM - tube, 3 * MM),
                (r, 8 * MM, 0),
                (r - 0.8 * MM, 8 * MM, 0),
                (r - 0.8 * MM, 24.5 * MM - tube, 3 * MM),
                (0.5 * MM, 18 * MM - tube, 2 * MM),
                (0.5 * MM, 12 * MM - tube, 0),
            ]
        ),
        mat=s.glass((0.97, 0.98, 0.97)),
        segments=48,
    )
    parts = [collar, teat, stem]
    if oil:
        parts.append(
            s.lathe(
                "oil",
                [
                    (0, 13 * MM - tube),
                    (0.52 * MM, 13 * MM - tube),
                    (0.52 * MM, 18 * MM - tube),
                    (r - 0.78 * MM, 24.5 * MM - tube),
                    (r - 0.78 * MM, 24.5 * MM - tube + oil),
                    (0, 24 * MM - tube + oil),
                ],
                mat=s.glass(srgb("#f0d37a"), depth=7 * MM, ior=1.47),
                segments=48,
            )
        )
    return _whole("pipette", parts)


# ---------------------------------------------------------------- the tube


def tube(*, code: str = "FH-2026-003", squeezed: float = 0.0, seed: int = 0) -> bpy.types.Object:
    """The 75 ml aluminium tube, standing on its cap, enamelled between a bare shoulder and a bare, folded crimp; ``squeezed`` from 0 to 1."""
    r, length = 17.5 * MM, 118 * MM
    foot = 20 * MM
    rows, around = 150, 128
    vertices, faces, uvs = [], [], []
    away = Vector((seed * 3.1, seed * 1.7, 0))
    for j in range(rows + 1):
        v = j / rows
        flat = max(0.0, min(1.0, (v - 0.12) / 0.86)) ** 1.5
        wide = r * ((1 - flat) + flat * math.pi / 2)
        deep = r * (1 - flat) + 0.5 * MM
        for i in range(around + 1):
            u = i / around
            angle = math.radians(-90) + (u - 0.5) * math.tau
            c, n = math.cos(angle), math.sin(angle)
            power = 1 - 0.45 * flat
            x = math.copysign(abs(c) ** power, c) * wide
            y = n * deep
            press = squeezed * math.exp(-(((v - 0.5) / 0.2) ** 2)) * 5 * MM
            dent = (
                noise.fractal(Vector((x * 38, v * 4.0, (1 if n < 0 else -1))) + away, 1.0, 2.0, 3)
                * (0.5 + 1.6 * squeezed)
                * MM
                * math.sin(math.pi * min(1, v * 1.05)) ** 0.5
            )
            y -= (press * (1 - (x / wide) ** 2) + dent) * math.copysign(min(1.0, abs(n) * 1.5), n)
            vertices.append((x, y, foot + v * length))
        ring = [Vector(vertex) for vertex in vertices[-around - 1 :]]
        gone = list(itertools.accumulate(((after - here).length for here, after in itertools.pairwise(ring)), initial=0.0))
        uvs += [(far / gone[-1], v) for far in gone]
    for j in range(rows):
        for i in range(around):
            a = j * (around + 1) + i
            faces.append((a, a + 1, a + around + 2, a + around + 1))
    body = s.mesh("tube", vertices, faces, mat=_enamel(code, r, length, seed))
    layer = body.data.uv_layers.new()
    for loop in body.data.loops:
        layer.data[loop.index].uv = uvs[loop.vertex_index]
    bare = s.metal(rough=0.36)
    width = math.pi * r
    crimp = slab("crimp", (width + 0.6 * MM, 2.0 * MM, 6.5 * MM), 0.5 * MM, step=1 * MM, mat=bare)
    for vertex in crimp.data.vertices:
        x, _, z = vertex.co
        vertex.co.y += 0.18 * MM * noise.noise(Vector((x * 60, 0, seed))) + 0.1 * MM * math.sin(x * 900) * (1 if z > 1.5 * MM else 0)
    crimp.location = (0, 0, foot + length - 1.5 * MM)
    shoulder = s.lathe(
        "shoulder",
        s.rounded([(6 * MM, foot - 8 * MM, 0), (6 * MM, foot - 5.2 * MM, 0.5 * MM), (r, foot - 0.6 * MM, 1.2 * MM), (r + 0.02 * MM, foot + 0.5 * MM, 0)]),
        mat=bare,
    )
    cap = s.lathe(
        "cap",
        s.rounded(
            [
                (0, 0.5 * MM, 0),
                (8 * MM, 0, 0.6 * MM),
                (10 * MM, 0, 1 * MM),
                (11.2 * MM, foot - 5.6 * MM, 0.8 * MM),
                (5 * MM, foot - 5.2 * MM, 0),
            ]
        ),
        segments=180,
        mat=plastic(srgb("#23201e")),
    )
    for vertex in cap.data.vertices:
        x, y, z = vertex.co
        if 1.5 * MM < z < 12.5 * MM and math.hypot(x, y) > 9.5 * MM:
            vertex.co.xy *= 1.0 - 0.012 * (1 + math.cos(45 * math.atan2(y, x)))
    return _whole("tube", [body, crimp, shoulder, cap])


def _enamel(code: str, radius: float, length: float, seed: int) -> bpy.types.Material:
    """The tube's print: warm white enamel on aluminium, with the label's text, worn at the creases."""
    dots = 16
    width, height = round(math.tau * radius / MM * dots), round(length / MM * dots)
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    left = width / 2 - 13.5 * dots
    mark(draw, (left, 24 * dots), 4.0 * dots, fill=INK, width=0.34 * dots)
    _spaced(draw, "ORVALHO & SAL", (left, 31 * dots), _font(2.2 * dots, 500), spacing=0.4 * dots, fill=INK)
    for k, line in enumerate(("Fig", "Hand", "Cream")):
        draw.text((left, (52 + 6.4 * k) * dots), line, font=_font(5.6 * dots, 500), fill=INK, anchor="ls")
    draw.rectangle((left, 75 * dots, left + 8 * dots, 75.3 * dots), fill=RUST)
    _spaced(draw, code, (left, 80 * dots), _font(2.1 * dots, 400), spacing=0.15 * dots, fill=INK)
    draw.text((left, 84 * dots), "75 ml", font=_font(2.1 * dots, 400), fill=INK, anchor="ls")
    image = _image(f"tube {code}", picture)
    m = s.material("enamel")
    uv = m.add("ShaderNodeTexCoord")["UV"]
    v = m.add("ShaderNodeSeparateXYZ", {"Vector": uv})["Y"]
    ink = m.add("ShaderNodeTexImage", {"Vector": uv}, image=image, interpolation="Cubic", extension="EXTEND")["Color"]
    edge = m.math("ADD", v, m.span(m.noise(300, detail=2), 0.3, 0.7, -0.0006, 0.0006))
    bare = m.math("MAXIMUM", m.span(edge, 0.965, 0.967), m.span(edge, 0.02, 0.018))
    chips = m.math("MULTIPLY", m.span(m.noise(170, detail=5, rough=0.7), 0.7, 0.72), m.span(m.noise(25 + seed, detail=1), 0.52, 0.58))
    bare = m.math("MAXIMUM", bare, chips)
    smear = m.noise(70, detail=4, warp=1.0)
    shade = m.mix(m.span(smear, 0.3, 0.7, 0.0, 0.6), m.mix(1.0, srgb("#e4dccb"), ink, blend="MULTIPLY"), m.mix(1.0, srgb("#dcd3c0"), ink, blend="MULTIPLY"))
    m.surface(
        {
            "Base Color": m.mix(bare, shade, (0.8, 0.79, 0.77)),
            "Metallic": bare,
            "Roughness": m.span(smear, 0.3, 0.7, 0.34, 0.48),
            "Normal": m.bump(smear, 0.25 * MM, strength=0.5),
        }
    )
    return m.material


# ---------------------------------------------------------------- soap

BAR = (80 * MM, 54 * MM, 27 * MM)


def stamp_image(size: tuple[float, float] = (80, 54), dots: int = 14) -> Image.Image:
    """What is pressed into a bar: the mark and the name, softened as a brass stamp leaves them."""
    picture = Image.new("L", (round(size[0] * dots), round(size[1] * dots)), 255)
    draw = ImageDraw.Draw(picture)
    mark(draw, (size[0] / 2 * dots - 14.6 * dots, 32 * dots), 12.5 * dots, fill=0, width=1.15 * dots)
    _spaced(draw, "ORVALHO & SAL", (size[0] / 2 * dots - 19.2 * dots, 41.5 * dots), _font(3.7 * dots, 600), spacing=0.7 * dots, fill=0)
    return picture.filter(ImageFilter.GaussianBlur(0.3 * dots))


def soap_bar(mat: bpy.types.Material | None = None, *, stamped: bool = True, seed: int = 0, size: tuple[float, float, float] = BAR) -> bpy.types.Object:
    """A bar of 110 g lying on its back, its edges planed, nicked and not quite square."""
    bar = slab(
        "soap", size, 2.2 * MM, step=0.5 * MM if stamped else 1.2 * MM, mat=mat or soap_material(), stamp=stamp_image() if stamped else None, depth=0.9 * MM
    )
    away = Vector((seed * 5.3, seed * 2.1, seed * 3.3))
    rng = random.Random(seed)
    nicks = [
        Vector((rng.choice((-1, 1)) * size[0] / 2 * rng.uniform(0.2, 1), rng.choice((-1, 1)) * size[1] / 2, size[2] * rng.choice((0, 1)))) for _ in range(4)
    ]
    lean = rng.uniform(-0.02, 0.02)
    for vertex in bar.data.vertices:
        p = vertex.co.copy()
        vertex.co += (
            Vector(
                (
                    noise.noise(p * 22 + away),
                    noise.noise(p * 22 + away + Vector((9, 0, 0))),
                    0.5 * noise.noise(p * 22 + away + Vector((0, 9, 0))),
                )
            )
            * 0.55
            * MM
        )
        vertex.co.x += lean * (p.z - size[2] / 2)
        vertex.co += Vector((0, 0, 1)) * 0.07 * MM * noise.fractal(p * 160 + away, 0.9, 2.0, 3)
        for nick in nicks:
            far = (p - nick).length
            if far < 4 * MM:
                inwards = Vector((0, 0, size[2] / 2)) - p
                vertex.co += inwards.normalized() * 0.8 * MM * (1 - far / (4 * MM)) ** 2
    low = min(v.co.z for v in bar.data.vertices)
    for vertex in bar.data.vertices:
        vertex.co.z -= low
    return bar


# ---------------------------------------------------------------- glass for the laboratory


def reagent_bottle(figure: str, date: str, *, liquid: s.Colour = srgb("#f3e3c8"), level: float = 0.75, seed: int = 0) -> bpy.types.Object:
    """A small clear bottle with a black cap, a figure and a date on its label by hand. The liquid and its glass are one body, as in the dropper bottle."""
    r = 15.5 * MM
    surface = (4 + 40 * level) * MM
    outside = [
        (0, 1.4 * MM, 0),
        (10 * MM, 1 * MM, 1 * MM),
        (12 * MM, 0, 0.8 * MM),
        (r, 0, 2.5 * MM),
        (r, 46 * MM, 6 * MM),
        (8.6 * MM, 51 * MM, 2.5 * MM),
        (8.6 * MM, 60 * MM, 0.6 * MM),
        (6.6 * MM, 60 * MM, 0.6 * MM),
        (6.6 * MM, 50.5 * MM, 2 * MM),
        (r - 1.8 * MM, 45 * MM, 5 * MM),
        (r - 1.8 * MM, surface + 0.7 * MM, 0.3 * MM),
        (r - 2.4 * MM, surface, 0.5 * MM),
        (0, surface, 0),
    ]
    body = s.lathe("bottle", s.rounded(outside), mat=s.glass(liquid, depth=26 * MM, ior=1.42), segments=96)
    rng = random.Random(seed)
    note = wrap(r, 9 * MM, (25 * MM, 21 * MM), s.paper(image=tag(figure, date, size=(25, 21))), tilt=rng.uniform(-3, 3), towards=-90)
    cap = s.lathe(
        "cap",
        s.rounded(
            [
                (9.4 * MM, 0, 0),
                (10.2 * MM, 0, 0.4 * MM),
                (10.2 * MM, 12 * MM, 0.9 * MM),
                (0, 12.2 * MM, 0),
            ]
        ),
        segments=160,
        mat=plastic(),
    )
    for vertex in cap.data.vertices:
        x, y, z = vertex.co
        if 1 * MM < z < 10.8 * MM and math.hypot(x, y) > 9.8 * MM:
            vertex.co.xy *= 1.0 - 0.012 * (1 + math.cos(40 * math.atan2(y, x)))
    cap.location = (0, 0, 51.5 * MM)
    return _whole(f"reagent {figure}", [body, note, cap])


# ---------------------------------------------------------------- the kitchen's things


def jug(mat: bpy.types.Material, *, milk: bool = True) -> bpy.types.Object:
    """A milk jug of a third of a litre, its lip pulled to a spout towards +X."""
    profile = s.rounded(
        [
            (0, 2.5 * MM, 0),
            (30 * MM, 2.5 * MM, 1 * MM),
            (31 * MM, 0, 0.8 * MM),
            (36 * MM, 0, 2 * MM),
            (43 * MM, 30 * MM, 30 * MM),
            (40 * MM, 66 * MM, 30 * MM),
            (31 * MM, 92 * MM, 20 * MM),
            (37 * MM, 116 * MM, 3 * MM),
            (34.2 * MM, 117 * MM, 1.4 * MM),
            (28 * MM, 92 * MM, 20 * MM),
            (37 * MM, 66 * MM, 30 * MM),
            (39 * MM, 30 * MM, 26 * MM),
            (32 * MM, 6 * MM, 6 * MM),
            (0, 6 * MM, 0),
        ],
        steps=12,
    )
    body = s.lathe("jug", profile, segments=128, mat=mat, wobble=0.8 * MM)
    for vertex in body.data.vertices:
        x, y, z = vertex.co
        if z > 84 * MM:
            high = min(1.0, (z - 84 * MM) / (33 * MM))
            near = math.exp(-((math.atan2(y, x) / 0.42) ** 2))
            vertex.co.x += 13 * MM * near * high**2
            vertex.co.y *= 1 - 0.25 * near * high
            vertex.co.z += 4 * MM * near * high**2
    bow = [(-34, 104), (-46, 110), (-66, 104), (-72, 78), (-62, 52), (-48, 38), (-38, 36)]
    vertices, faces, around = [], [], 20
    path = _curve([(x * MM, z * MM) for x, z in bow], 10)
    for k, (x, z) in enumerate(path):
        before, after = path[max(0, k - 1)], path[min(len(path) - 1, k + 1)]
        along = Vector((after[0] - before[0], 0, after[1] - before[1])).normalized()
        out = Vector((along.z, 0, -along.x))
        for i in range(around):
            angle = math.tau * i / around
            vertices.append(Vector((x, 0, z)) + out * math.cos(angle) * 3.6 * MM + Vector((0, 1, 0)) * math.sin(angle) * 7 * MM)
    for k in range(len(path) - 1):
        for i in range(around):
            a, b = k * around + i, k * around + (i + 1) % around
            faces.append((a, b, b + around, a + around))
    parts = [body, s.mesh("handle", vertices, faces, mat=mat)]
    if milk:
        m = s.material("milk")
        m.surface({"Base Color": srgb("#f3ead9"), "Roughness": 0.12, "Subsurface Weight": 0.6, "Subsurface Radius": (1, 0.9, 0.7), "Subsurface Scale": 3 * MM})
        parts.append(s.lathe("milk", [(29.5 * MM, 99 * MM), (28.4 * MM, 98 * MM), (0, 97.8 * MM)], mat=m))
    return _whole("jug", parts)


def bowl(mat: bpy.types.Material, *, radius: float = 75 * MM, height: float = 48 * MM) -> bpy.types.Object:
    """A shallow bowl."""
    r, h = radius, height
    profile = s.rounded(
        [
            (0, 3 * MM, 0),
            (r * 0.4, 3 * MM, 1 * MM),
            (r * 0.41, 0, 0.8 * MM),
            (r * 0.47, 0, 1 * MM),
            (r * 0.5, 5 * MM, 4 * MM),
            (r * 0.9, h * 0.5, 26 * MM),
            (r, h, 1.5 * MM),
            (r - 3.2 * MM, h + 0.3 * MM, 1.5 * MM),
            (r * 0.85, h * 0.5, 26 * MM),
            (r * 0.45, 9 * MM, 8 * MM),
            (0, 8 * MM, 0),
        ],
        steps=12,
    )
    return s.lathe("bowl", profile, segments=128, mat=mat, wobble=1.2 * MM)


def beaker(liquid: s.Colour, *, radius: float = 22 * MM, height: float = 54 * MM, level: float = 0.5) -> bpy.types.Object:
    """A small glass, part filled with oil; oil and glass are one body, as in the dropper bottle."""
    r, h = radius, height
    top = h * level
    profile = s.rounded(
        [
            (0, 0.9 * MM, 0),
            (r * 0.6, 0.7 * MM, 1 * MM),
            (r * 0.75, 0, 1 * MM),
            (r, 0, 4 * MM),
            (r, h - 3 * MM, 4 * MM),
            (r + 1.4 * MM, h, 0.7 * MM),
            (r - 0.2 * MM, h, 0.7 * MM),
            (r - 1.6 * MM, h - 4 * MM, 4 * MM),
            (r - 1.6 * MM, top + 1.0 * MM, 0.3 * MM),
            (r - 2.4 * MM, top, 0.6 * MM),
            (0, top, 0),
        ]
    )
    return s.lathe("beaker", profile, segments=128, mat=s.glass(liquid, depth=36 * MM))


def sieve(*, radius: float = 62 * MM, height: float = 38 * MM) -> bpy.types.Object:
    """A sieve of brass, standing on its rim, with its cloth of wire a third of the way up."""
    brass = s.metal(srgb("#bda679"), rough=0.42, brushed=0.3, worn=1.3)
    r, h = radius, height
    ring = s.lathe(
        "ring",
        s.rounded(
            [
                (r - 1.0 * MM, 0.3 * MM, 0),
                (r, 0, 0.3 * MM),
                (r, 8 * MM, 0.2 * MM),
                (r + 1.6 * MM, 9 * MM, 0.7 * MM),
                (r + 1.6 * MM, h - 2 * MM, 0.2 * MM),
                (r + 2.8 * MM, h - 1.4 * MM, 0.8 * MM),
                (r + 2.6 * MM, h, 0.8 * MM),
                (r + 0.4 * MM, h, 0.5 * MM),
                (r + 0.4 * MM, 9 * MM, 0.4 * MM),
                (r - 1.0 * MM, 8 * MM, 0.2 * MM),
                (r - 1.0 * MM, 0.3 * MM, 0),
            ]
        ),
        segments=160,
        mat=brass,
        wobble=0.5 * MM,
    )
    m = s.material("wire cloth")
    parts = m.add("ShaderNodeSeparateXYZ", {"Vector": m.where()})
    wires = [m.math("ABSOLUTE", m.math("SINE", m.math("MULTIPLY", parts[axis], math.pi / (0.9 * MM)))) for axis in ("X", "Y")]
    solid = m.span(m.math("MINIMUM", *wires), 0.42, 0.36)
    wire = m.add("ShaderNodeBsdfPrincipled", {"Base Color": srgb("#b5a37c"), "Metallic": 1.0, "Roughness": 0.4})["BSDF"]
    hole = m.add("ShaderNodeBsdfTransparent")["BSDF"]
    both = m.add("ShaderNodeMixShader", {"Fac": solid, 1: hole, 2: wire})["Shader"]
    m.tree.links.new(both, m.out.inputs["Surface"])
    cloth = s.lathe("wire cloth", [(0, 8.2 * MM)] + [(r * k / 12, 8.2 * MM + 1.4 * MM * (k / 12) ** 2) for k in range(1, 13)], mat=m)
    return _whole("sieve", [ring, cloth])


def band(*, code: str = "CS-2026-002", size: tuple[float, float, float] = BAR, width: float = 44 * MM, seed: int = 0) -> bpy.types.Object:
    """The paper round a bar, printed on its top, and the cotton thread that ties it."""
    half_y, high, radius = size[1] / 2 + 0.5 * MM, size[2] + 0.9 * MM, 2.6 * MM
    corners = [(half_y, 0.0), (half_y, high), (-half_y, high), (-half_y, 0.0)]
    loop: list[tuple[float, float]] = []
    for k, (y, z) in enumerate(corners):
        inner = (y - math.copysign(radius, y), z + (radius if z == 0 else -radius))
        start = (-90, 0, 90, 180)[k]
        loop += [(inner[0] + radius * math.cos(math.radians(start + 15 * a)), inner[1] + radius * math.sin(math.radians(start + 15 * a))) for a in range(7)]
    loop.append(loop[0])
    columns = 24
    vertices, faces = [], []
    for y, z in loop:
        for i in range(columns + 1):
            x = (i / columns - 0.5) * width
            vertices.append(
                (
                    x,
                    y + 0.25 * MM * noise.noise(Vector((x * 60, y * 40, z * 60 + seed))),
                    z + (0.3 * MM * noise.noise(Vector((x * 45, y * 45, seed))) if z > high * 0.6 else 0),
                )
            )
    for j in range(len(loop) - 1):
        for i in range(columns):
            a = j * (columns + 1) + i
            faces.append((a, a + 1, a + columns + 2, a + columns + 1))
    image = label("Carob Soap", code, "110 g", size=(width / MM, size[1] / MM))
    sheet = s.mesh("wrapper", vertices, faces, mat=s.paper(srgb("#d9cbb2"), image=image))
    layer = sheet.data.uv_layers.new()
    for loop_ in sheet.data.loops:
        x, y, _ = sheet.data.vertices[loop_.vertex_index].co
        layer.data[loop_.index].uv = (0.5 + x / width, max(0.0, min(1.0, 0.5 + y / size[1])))
    cotton = s.material("cotton")
    cotton.surface({"Base Color": srgb("#e8e2d4"), "Roughness": 0.9})
    parts = [sheet]
    for x, lean in ((9.0 * MM, 0.6 * MM), (10.3 * MM, -0.5 * MM)):
        parts.append(
            s.thread(
                [(x + lean * math.sin(k * 0.5), y * 1.012, z + 0.45 * MM if z > high / 2 else z) for k, (y, z) in enumerate(loop)], 0.42 * MM, cotton.material
            )
        )
    knot = Vector((9.6 * MM, -4 * MM, high + 0.7 * MM))
    for turn, length, lift in ((0.5, 17, 3.5), (2.5, 15, 4.0)):
        along, across = Vector((math.cos(turn), math.sin(turn), 0)), Vector((-math.sin(turn), math.cos(turn), 0))
        shape = [(0, 0, 0), (0.45, 0.28, 0.8), (1.0, 0.16, 0.5), (1.0, -0.16, 0.3), (0.45, -0.2, 0.5), (0, 0, 0)]
        parts.append(
            s.thread([tuple(knot + (along * a + across * b) * length * MM + Vector((0, 0, c * lift * MM))) for a, b, c in shape], 0.42 * MM, cotton.material)
        )
    for turn, length in ((-0.7, 19), (-2.2, 16)):
        along, across = Vector((math.cos(turn), math.sin(turn), 0)), Vector((-math.sin(turn), math.cos(turn), 0))
        parts.append(
            s.thread(
                [tuple(knot + (along * a + across * b) * length * MM) for a, b in ((0, 0), (0.3, 0.1), (0.7, -0.06), (1, 0.06))], 0.42 * MM, cotton.material
            )
        )
    return _whole("wrapper", parts)

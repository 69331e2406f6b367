"""What the goods are made of, as props: salt, petals, leaves, figs, peel, pods, wax."""

from __future__ import annotations

import math
import random

import bpy  # isort: skip (bmesh comes with it)
import bmesh
import studio as s
from mathutils import Vector, noise
from studio import MM, srgb


def scatter(
    shapes: list[bpy.types.Object],
    spots: list[tuple[Vector, float]],
    *,
    seed: int = 0,
    flat: bool = False,
    size: tuple[float, float] = (0.6, 1.3),
) -> list[bpy.types.Object]:
    """Copies of shapes at spots, each (place, how far it may sink), turned at random, or only about Z with ``flat``; the shapes themselves are taken away."""
    rng = random.Random(seed)
    made = []
    for place, sink in spots:
        obj = s.link(rng.choice(shapes).copy())
        scale = size[0] + (size[1] - size[0]) * rng.random() ** 2
        obj.scale = (scale, scale, scale)
        obj.location = place - Vector((0, 0, sink))
        tilt = 0.12 if flat else math.pi
        obj.rotation_euler = (rng.uniform(-tilt, tilt), rng.uniform(-tilt, tilt), rng.uniform(0, math.tau))
        made.append(obj)
    for shape in shapes:
        bpy.data.objects.remove(shape)
    return made


def settle(obj: bpy.types.Object, at: tuple[float, float, float], turn: tuple[float, float, float] = (0, 0, 0), *, sink: float = 0.0) -> bpy.types.Object:
    """Lay an object down turned (degrees) so that its lowest point touches the height of ``at``."""
    obj.rotation_euler = tuple(math.radians(t) for t in turn)
    obj.location = (0, 0, 0)
    bpy.context.view_layer.update()
    low = min((obj.matrix_world @ v.co).z for v in obj.data.vertices)
    obj.location = (at[0], at[1], at[2] - low - sink)
    return obj


def settle_all(whole: bpy.types.Object, at: tuple[float, float, float], turn: tuple[float, float, float] = (0, 0, 0), *, sink: float = 0.0) -> None:
    """Lay down an empty with all that it holds, as ``settle`` does one object."""
    whole.rotation_euler = tuple(math.radians(t) for t in turn)
    whole.location = (0, 0, 0)
    bpy.context.view_layer.update()
    low = min((part.matrix_world @ Vector(corner)).z for part in whole.children for corner in part.bound_box)
    whole.location = (at[0], at[1], at[2] - low - sink)


# ---------------------------------------------------------------- salt


def salt_material() -> bpy.types.Material:
    """Sea salt: white by being full of faces, a little grey and damp."""
    m = s.material("salt")
    cloud = m.noise(700, detail=2)
    m.surface(
        {
            "Base Color": m.mix(m.span(cloud, 0.3, 0.7), (0.86, 0.86, 0.85), (0.95, 0.95, 0.95)),
            "Roughness": m.span(cloud, 0.3, 0.7, 0.18, 0.42),
            "IOR": 1.54,
            "Transmission Weight": 0.2,
            "Subsurface Weight": 0.3,
            "Subsurface Radius": (1, 1, 1),
            "Subsurface Scale": 1.5 * MM,
        }
    )
    return m.material


def crystals(mat: bpy.types.Material, *, size: float = 2.2 * MM, flakes: bool = False, count: int = 7, seed: int = 0) -> list[bpy.types.Object]:
    """Grains of coarse salt to scatter: broken cubes, or with ``flakes`` the flat scales of cold brine."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        work = bmesh.new()
        points = []
        for _ in range(14):
            p = Vector((rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)))
            p = Vector([max(-0.72, min(0.72, c * 1.25)) for c in p])
            p.z *= 0.24 if flakes else 0.8
            p.y *= rng.uniform(0.7, 1.0)
            points.append(work.verts.new(p * size * 0.7))
        bmesh.ops.convex_hull(work, input=points)
        bmesh.ops.delete(work, geom=[v for v in work.verts if not v.link_faces], context="VERTS")
        bmesh.ops.bevel(work, geom=work.edges[:], offset=size * 0.04, segments=1, affect="EDGES")
        data = bpy.data.meshes.new("crystal")
        work.to_mesh(data)
        work.free()
        data.materials.append(mat)
        made.append(s.link(bpy.data.objects.new("crystal", data)))
    return made


def spill(
    centre: tuple[float, float], *, reach: float, count: int, seed: int, z: float = 0.0, stretch: tuple[float, float] = (1, 1)
) -> list[tuple[Vector, float]]:
    """Spots where something has been spilt: close about the centre, and a few far from it."""
    rng = random.Random(seed)
    spots = []
    for _ in range(count):
        far = reach * abs(rng.gauss(0, 0.45)) ** 1.2
        angle = rng.uniform(0, math.tau)
        spots.append((Vector((centre[0] + far * math.cos(angle) * stretch[0], centre[1] + far * math.sin(angle) * stretch[1], z + 0.7 * MM)), 0.0))
    return spots


def heap(
    name: str,
    radius: float,
    height: float,
    mat: bpy.types.Material,
    *,
    rough: float = 1.0,
    seed: int = 0,
    cuts: int = 220,
    power: float = 1.05,
) -> bpy.types.Object:
    """A heap of something fine: a soft cone with slips and small avalanches, thin at its foot."""
    obj = s.plane(name, (2.8 * radius, 2.8 * radius), cuts=(cuts, cuts), mat=mat)
    away = Vector((seed * 5.1, seed * 2.7, 0))
    keep = []
    for vertex in obj.data.vertices:
        x, y, _ = vertex.co
        place = Vector((x, y, 0))
        far = math.hypot(x, y) / radius * (1 + 0.16 * noise.noise(place / radius * 1.3 + away) + 0.05 * noise.fractal(place / radius * 5 + away, 0.8, 2, 4))
        body = max(0.0, 1.04 - math.sqrt(far * far + 0.012)) ** power
        z = height * (body + 0.02 * max(0.0, 1.15 - far))
        z += (
            rough
            * height
            * body**0.5
            * (0.055 * noise.fractal(place / radius * 6 + away, 0.75, 2.1, 6) + 0.02 * noise.fractal(place / radius * 40, 0.6, 2.1, 3))
        )
        vertex.co.z = z - 0.25 * MM
        keep.append(far < 1.1)
    work = bmesh.new()
    work.from_mesh(obj.data)
    work.verts.ensure_lookup_table()
    bmesh.ops.delete(work, geom=[v for v, stays in zip(work.verts, keep, strict=True) if not stays], context="VERTS")
    work.to_mesh(obj.data)
    work.free()
    return obj


# ---------------------------------------------------------------- leaves and petals


def blade(
    name: str,
    length: float,
    width: float,
    mat: bpy.types.Material,
    *,
    widest: float = 0.45,
    tip: float = 1.0,
    cup: float = 0.15,
    bend: float = 0.15,
    wave: float = 0.05,
    seed: int = 0,
    cuts: tuple[int, int] = (44, 18),
) -> bpy.types.Object:
    """A leaf or a petal along X from its foot at the origin: ``widest`` is where, ``tip`` how pointed, ``cup`` and ``bend`` how it curls, ``wave`` its edge."""
    vertices, faces, uvs = [], [], []
    along, across = cuts
    away = Vector((seed * 3.3, seed * 8.1, 0))
    for i in range(along + 1):
        t = i / along
        wide = math.sin(0.5 * math.pi * t / widest) ** 0.85 if t < widest else math.cos(0.5 * math.pi * (t - widest) / (1 - widest)) ** tip
        wide = max(wide, 0.02) * (1 + 0.06 * noise.noise(Vector((t * 5, 0, 0)) + away))
        for j in range(across + 1):
            u = 2 * j / across - 1
            y = u * wide * width / 2
            edge = abs(u) ** 2
            z = cup * width * edge * wide - bend * length * (t - 0.4) ** 2
            z += wave * width * edge * noise.noise(Vector((t * 7, u * 1.5, 0)) + away) + 0.015 * width * noise.fractal(
                Vector((t * 6, u * 4, 1)) + away, 0.9, 2, 3
            )
            x = t * length - 0.03 * length * noise.noise(Vector((t * 4, u * 2, 2)) + away)
            vertices.append((x, y, z))
            uvs.append((t, u * 0.5 + 0.5))
    for i in range(along):
        for j in range(across):
            a = i * (across + 1) + j
            faces.append((a, a + across + 1, a + across + 2, a + 1))
    obj = s.mesh(name, vertices, faces, mat=mat)
    layer = obj.data.uv_layers.new()
    for loop in obj.data.loops:
        layer.data[loop.index].uv = uvs[loop.vertex_index]
    return obj


def _sheet(m: s.Material, shade: bpy.types.NodeSocket, through: bpy.types.NodeSocket, inputs: dict, share: float) -> None:
    """A thin surface that lets some light through."""
    front = m.node("ShaderNodeBsdfPrincipled", {"Base Color": shade, **inputs})
    back = m.add("ShaderNodeBsdfTranslucent", {"Color": through})["BSDF"]
    both = m.add("ShaderNodeMixShader", {"Fac": share, 1: front.outputs["BSDF"], 2: back})["Shader"]
    m.tree.links.new(both, m.out.inputs["Surface"])


def petal_material(colour: s.Colour = srgb("#d9a3a0"), foot: s.Colour = srgb("#efe0cf")) -> bpy.types.Material:
    """A rose's petal, paler at its foot, with fine veins and the first brown of its edge."""
    m = s.material("petal")
    uv = m.add("ShaderNodeTexCoord")["UV"]
    parts = m.add("ShaderNodeSeparateXYZ", {"Vector": uv})
    veins = m.noise(1.0, detail=2, at=m.add("ShaderNodeMapping", {"Vector": uv, "Scale": (2.5, 46, 1)})["Vector"], warp=0.4)
    shade = m.mix(m.span(parts["X"], 0.0, 0.5), foot, colour)
    shade = m.mix(m.span(veins, 0.4, 0.7, 0.0, 0.4), shade, tuple(c * 0.72 for c in colour))
    edge = m.math("ABSOLUTE", m.math("SUBTRACT", parts["Y"], 0.5))
    brown = m.math(
        "MULTIPLY", m.span(m.math("MAXIMUM", m.span(edge, 0.3, 0.5), m.span(parts["X"], 0.8, 1.0)), 0.5, 1.0), m.span(m.noise(170, detail=3), 0.5, 0.65)
    )
    shade = m.mix(m.math("MULTIPLY", brown, 0.6), shade, srgb("#8d5a44"))
    _sheet(m, shade, shade, {"Roughness": 0.5, "Specular IOR Level": 0.3, "Sheen Weight": 0.3, "Normal": m.bump(veins, 0.3 * MM, strength=0.5)}, 0.4)
    return m.material


def leaf_material(colour: s.Colour = srgb("#4c5a2c"), *, shine: float = 0.35, dry: float = 0.3) -> bpy.types.Material:
    """A leathery leaf with its ribs; ``dry`` browns it in places."""
    m = s.material("leaf")
    uv = m.add("ShaderNodeTexCoord")["UV"]
    parts = m.add("ShaderNodeSeparateXYZ", {"Vector": uv})
    side = m.math("ABSOLUTE", m.math("SUBTRACT", parts["Y"], 0.5))
    rib = m.span(side, 0.0, 0.025, 1.0, 0.0)
    slant = m.math("SUBTRACT", m.math("MULTIPLY", parts["X"], 13.0), m.math("MULTIPLY", side, 7.0))
    vein = m.span(m.math("ABSOLUTE", m.math("SUBTRACT", m.math("FRACT", slant), 0.5)), 0.0, 0.09, 1.0, 0.0)
    net = m.span(m.cells(430, feature="DISTANCE_TO_EDGE"), 0.0, 0.1, 1.0, 0.0)
    cloud = m.noise(70, detail=4)
    shade = m.mix(m.span(cloud, 0.3, 0.7), tuple(c * 0.65 for c in colour), tuple(c * 1.35 for c in colour))
    pale = m.math("MAXIMUM", rib, m.math("MULTIPLY", vein, 0.4))
    shade = m.mix(m.math("MULTIPLY", pale, 0.55), shade, srgb("#a3a46a"))
    spots = m.math("MULTIPLY", m.span(m.noise(45, detail=5, rough=0.7), 0.6, 0.68), dry)
    shade = m.mix(spots, shade, srgb("#6e4f2c"))
    through = m.mix(0.5, shade, srgb("#9aa531"))
    relief = m.math("SUBTRACT", m.math("MULTIPLY", net, -0.15), m.math("ADD", rib, m.math("MULTIPLY", vein, 0.35)))
    rough = m.span(cloud, 0.3, 0.7, shine, shine + 0.2)
    _sheet(m, shade, through, {"Roughness": rough, "Specular IOR Level": 0.5, "Normal": m.bump(relief, 0.35 * MM, strength=0.8)}, 0.22)
    return m.material


# ---------------------------------------------------------------- stones


def pebble(size: tuple[float, float, float], mat: bpy.types.Material, *, seed: int = 0, rough: float = 0.12) -> bpy.types.Object:
    """A stone that water has rounded."""
    work = bmesh.new()
    bmesh.ops.create_icosphere(work, subdivisions=6, radius=1.0)
    away = Vector((seed * 4.7, seed * 1.3, seed * 2.9))
    for vertex in work.verts:
        p = vertex.co.copy()
        p *= 1 + rough * noise.fractal(p * 0.9 + away, 0.8, 2.0, 3) + 0.01 * noise.fractal(p * 8 + away, 0.8, 2.0, 3)
        if p.z > 0:
            p.z *= 0.92
        vertex.co = Vector((p.x * size[0] / 2, p.y * size[1] / 2, p.z * size[2] / 2))
    data = bpy.data.meshes.new("pebble")
    work.to_mesh(data)
    work.free()
    data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
    data.materials.append(mat)
    return s.link(bpy.data.objects.new("pebble", data))


# ---------------------------------------------------------------- fruit


def dried_fig(*, seed: int = 0, size: float = 42 * MM) -> bpy.types.Object:
    """A fig after nine days of sun: slumped, ribbed from neck to eye, lying on its side. The depth of its creases is its colour attribute."""
    rng = random.Random(seed)
    away = Vector((seed * 3.1, seed * 5.3, seed * 1.7))
    rows, around = 84, 110
    vertices, faces, depths = [], [], []
    squash, long = rng.uniform(0.48, 0.62), rng.uniform(0.95, 1.2)
    for j in range(rows + 1):
        t = j / rows
        polar = math.pi * t
        ring = math.sin(polar)
        neck = math.exp(-(((t - 0.06) / 0.16) ** 2))
        for i in range(around):
            angle = math.tau * i / around
            ribs = noise.fractal(Vector((math.cos(angle) * 3.6, math.sin(angle) * 3.6, t * 1.2)) + away, 0.7, 2.2, 4)
            fine = noise.fractal(Vector((math.cos(angle) * 13, math.sin(angle) * 13, t * 3.0)) + away, 0.7, 2.1, 3)
            lumps = noise.fractal(Vector((math.cos(angle) * 0.8, math.sin(angle) * 0.8, t * 2.4)) + away, 0.9, 2, 2)
            crease = (1 - abs(ribs)) ** 3
            bulk = ring * (1 - 0.42 * neck) * (1 + 0.13 * lumps - 0.13 * crease + 0.035 * fine)
            x = -math.cos(polar) * long * (1 + 0.25 * neck * (1 if t < 0.5 else 0)) * 0.5
            if t > 0.94:
                x -= 0.10 * (t - 0.94) / 0.06
            y = bulk * math.cos(angle) * 0.52
            z = bulk * math.sin(angle) * 0.52 * squash
            z += 0.05 * noise.noise(Vector((x * 2, y * 2, 0)) + away)
            vertices.append((x * size, y * size, z * size))
            depths.append(max(0.0, min(1.0, 0.6 * crease + 0.35 * fine + 0.1)))
    for j in range(rows):
        for i in range(around):
            a, b = j * around + i, j * around + (i + 1) % around
            faces.append((a, b, b + around, a + around))
    obj = s.mesh("fig", vertices, faces)
    attribute = obj.data.attributes.new("crease", "FLOAT", "POINT")
    attribute.data.foreach_set("value", depths)
    stalk = s.lathe(
        "stalk", [(2.6 * MM, 0), (1.9 * MM, 3 * MM), (1.7 * MM, 7 * MM), (2.0 * MM, 8.5 * MM), (0, 8.6 * MM)], segments=16, wobble=0.5 * MM, seed=seed
    )
    stalk.rotation_euler = (0, math.radians(-90 + rng.uniform(-25, 25)), 0)
    stalk.location = (-0.6 * long * size, 0, 0)
    stalk.parent = obj
    return obj


def fig_material() -> bpy.types.Material:
    """The skin of Lampa Branca, dry: straw to brown, darkest in the creases, with a bloom of sugar; each fruit a little different."""
    m = s.material("fig")
    crease = m.add("ShaderNodeAttribute", attribute_name="crease")["Fac"]
    cloud = m.noise(90, detail=5, rough=0.65)
    one = m.add("ShaderNodeObjectInfo")["Random"]
    ripe = m.math("ADD", m.math("MULTIPLY", one, 0.55), m.span(cloud, 0.3, 0.7, -0.1, 0.4))
    shade = m.ramp(ripe, [(0.0, srgb("#b9a070")), (0.4, srgb("#a07c4c")), (0.75, srgb("#7d5733")), (1.0, srgb("#523422"))])
    shade = m.mix(m.span(crease, 0.2, 0.85, 0.0, 0.85), shade, srgb("#3a2212"))
    bloom = m.math("MULTIPLY", m.span(m.noise(260, detail=4, rough=0.7), 0.5, 0.72), m.span(m.noise(40, detail=2), 0.4, 0.65))
    shade = m.mix(m.math("MULTIPLY", bloom, 0.45), shade, srgb("#d9ccb2"))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(bloom, 0, 1, 0.46, 0.8),
            "Specular IOR Level": 0.4,
            "Subsurface Weight": 0.18,
            "Subsurface Radius": (1, 0.5, 0.2),
            "Subsurface Scale": 3 * MM,
            "Normal": m.bump(m.math("ADD", cloud, m.noise(700, detail=3)), 0.5 * MM, strength=0.6),
        },
        plain=srgb("#8f6f47"),
    )
    return m.material


def cane_mat(size: tuple[float, float], *, seed: int = 0) -> list[bpy.types.Object]:
    """A mat of split canes along X, tied in rows with twine; their tops are near z = 10 mm."""
    rng = random.Random(seed)
    m = s.material("cane")
    one = m.add("ShaderNodeObjectInfo")["Random"]
    streak = m.noise(1.0, detail=4, rough=0.7, at=m.where(scale=(4, 260, 260)))
    patch = m.noise(14, detail=4)
    shade = m.ramp(
        m.math("ADD", m.math("MULTIPLY", one, 0.5), m.span(streak, 0.3, 0.7, 0.0, 0.5)),
        [(0.0, srgb("#cdb88d")), (0.5, srgb("#b2986a")), (1.0, srgb("#86693f"))],
    )
    shade = m.mix(m.span(patch, 0.52, 0.75, 0.0, 0.45), shade, srgb("#5f4c33"))
    m.surface({"Base Color": shade, "Roughness": 0.55, "Specular IOR Level": 0.35, "Normal": m.bump(streak, 0.4 * MM, strength=0.6)}, plain=srgb("#a58c61"))
    made, y = [], -size[1] / 2
    while y < size[1] / 2:
        radius = rng.uniform(4.2, 6.4) * MM
        knots = [rng.uniform(0, 0.2) + k * rng.uniform(0.16, 0.26) - size[0] / 2 for k in range(12)]
        bow, phase = rng.uniform(-2.5, 2.5) * MM, rng.uniform(0, 6)
        vertices, faces, steps, around = [], [], round(size[0] / (6 * MM)), 14
        for i in range(steps + 1):
            x = (i / steps - 0.5) * size[0] + rng.uniform(-0.3, 0.3) * MM
            swell = 1 + sum(0.16 * math.exp(-(((x - k) / (2.6 * MM)) ** 2)) - 0.05 * math.exp(-(((x - k - 5 * MM) / (5 * MM)) ** 2)) for k in knots)
            cy, cz = bow * math.sin(x * 5 + phase), 0.8 * MM * math.sin(x * 7 + phase * 2)
            for k in range(around):
                angle = math.tau * k / around
                vertices.append((x, cy + radius * swell * math.cos(angle), 5 * MM + cz + radius * 0.85 * swell * math.sin(angle)))
        for i in range(steps):
            for k in range(around):
                a, b = i * around + k, i * around + (k + 1) % around
                faces.append((a, a + around, b + around, b))
        cane = s.mesh("cane", vertices, faces, mat=m)
        cane.location.y = y + radius
        made.append(cane)
        y += 2 * radius * rng.uniform(0.98, 1.12)
    return made


def twig(
    length: float,
    leaves: int,
    leaf: tuple[float, float],
    green: bpy.types.Material,
    bark: bpy.types.Material,
    *,
    seed: int = 0,
    opposite: bool = False,
    tip: float = 1.0,
) -> bpy.types.Object:
    """A leafy twig along X; its leaves are alternate, or in pairs with ``opposite``."""
    rng = random.Random(seed)
    empty = s.link(bpy.data.objects.new("twig", None))
    path = [Vector((length * k / 8, 0.06 * length * math.sin(k * 0.5 + seed), 0.05 * length * math.sin(k * 0.4 + 1 + seed))) for k in range(9)]
    s.thread([tuple(point) for point in path], 1.3 * MM, bark).parent = empty
    count = leaves * 2 if opposite else leaves
    for k in range(count):
        step = k // 2 if opposite else k
        t = 0.14 + 0.86 * (step + 0.5 + (0 if opposite else rng.uniform(-0.2, 0.2))) / leaves
        at = path[min(7, int(t * 8))].lerp(path[min(8, int(t * 8) + 1)], t * 8 - int(t * 8))
        grow = (1.05 - 0.4 * t) * rng.uniform(0.85, 1.1)
        made = blade(
            "leaf",
            leaf[0] * grow,
            leaf[1] * grow,
            green,
            tip=tip,
            cup=rng.uniform(0.05, 0.25),
            bend=rng.uniform(0.1, 0.4),
            wave=0.12,
            seed=seed * 20 + k,
            cuts=(34, 12),
        )
        side = 1 if k % 2 else -1
        made.rotation_euler = (
            math.radians(side * rng.uniform(5, 38)),
            math.radians(rng.uniform(-24, 8)),
            math.radians(side * rng.uniform(32, 62) * (1.1 - 0.5 * t)),
        )
        made.location = at
        made.parent = empty
    last = blade("leaf", leaf[0] * 0.62, leaf[1] * 0.6, green, tip=tip, cup=0.25, bend=0.2, wave=0.12, seed=seed * 20 + 19, cuts=(34, 12))
    last.location, last.parent = path[-1] - Vector((1.5 * MM, 0, 0)), empty
    return empty


def peel(
    mat: bpy.types.Material,
    pith: bpy.types.Material,
    *,
    radius: float = 34 * MM,
    span: tuple[float, float] = (1.5, 0.9),
    seed: int = 0,
    cuts: tuple[int, int] = (56, 40),
) -> bpy.types.Object:
    """A piece of citrus peel, torn off a fruit and curling: ``span`` in radians along X and Y."""
    rng = random.Random(seed)
    away = Vector((seed * 3.9, seed * 1.1, seed * 2.3))
    thick = 3.0 * MM
    nu, nv = cuts
    spread = rng.uniform(1.0, 1.6)
    outer, inner = [], []
    for j in range(nv + 1):
        for i in range(nu + 1):
            u, v = 2 * i / nu - 1, 2 * j / nv - 1
            # a square drawn on to a disc, its border torn
            a, b = u * math.sqrt(1 - v * v / 2), v * math.sqrt(1 - u * u / 2)
            edge = 1 + 0.24 * noise.fractal(Vector((math.atan2(b, a) * 0.9, 0, 0)) + away, 0.8, 2.1, 3)
            lat, lon = a * edge * span[0] / 2, b * edge * span[1] / 2
            r = radius * (1 + 0.05 * noise.noise(Vector((lat * 2, lon * 2, 0)) + away) + 0.012 * noise.fractal(Vector((lat * 9, lon * 9, 0)) + away, 0.9, 2, 2))
            along = Vector((math.sin(lat / spread) * spread, 0, math.cos(lat / spread) * spread - spread + 1))
            out = Vector((math.sin(lat / spread) * math.cos(lon), math.sin(lon), math.cos(lat / spread) * math.cos(lon)))
            place = Vector((along.x * math.cos(lon * 0.3), math.sin(lon), along.z - 1 + math.cos(lon))) * r
            rim = max(abs(u), abs(v)) ** 8
            outer.append(place - out * thick * 0.35 * rim)
            inner.append(place - out * thick * (1 - 0.25 * rim) + out * 0.5 * MM * noise.fractal(place * 260, 0.8, 2, 2))
    count = len(outer)
    faces, slots = [], []
    for j in range(nv):
        for i in range(nu):
            a = j * (nu + 1) + i
            faces.append((a, a + 1, a + nu + 2, a + nu + 1))
            faces.append((a + count, a + nu + 1 + count, a + nu + 2 + count, a + 1 + count))
            slots += [0, 1]
    border = list(range(nu)) + [nu + j * (nu + 1) for j in range(nv)] + [nv * (nu + 1) + i for i in range(nu, 0, -1)] + [j * (nu + 1) for j in range(nv, 0, -1)]
    for a, b in zip(border, border[1:] + border[:1], strict=True):
        faces.append((b, a, a + count, b + count))
        slots.append(1)
    obj = s.mesh("peel", outer + inner, faces)
    obj.data.materials.append(mat)
    obj.data.materials.append(pith)
    obj.data.polygons.foreach_set("material_index", slots)
    return obj


def peel_materials(colour: s.Colour = srgb("#e0b02c")) -> tuple[bpy.types.Material, bpy.types.Material]:
    """Yuzu: the pitted, oily outside and the pith."""
    m = s.material("zest")
    pits = m.cells(560)
    hollow = m.span(pits, 0.0, 0.42)
    cloud = m.noise(60, detail=4)
    shade = m.mix(m.span(cloud, 0.3, 0.7), tuple(c * 0.8 for c in colour), tuple(min(1, c * 1.15) for c in colour))
    shade = m.mix(m.math("MULTIPLY", m.span(m.noise(38, detail=5, rough=0.7), 0.62, 0.7), 0.6), shade, srgb("#a4823a"))
    shade = m.mix(m.span(hollow, 0.0, 1.0, 0.35, 0.0), shade, srgb("#b8841c"))
    relief = m.math("ADD", hollow, m.math("MULTIPLY", m.noise(120, detail=3), 1.6))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": 0.38,
            "Specular IOR Level": 0.5,
            "Subsurface Weight": 0.3,
            "Subsurface Radius": (1, 0.6, 0.15),
            "Subsurface Scale": 2 * MM,
            "Normal": m.bump(relief, 0.55 * MM, strength=0.8),
        },
        plain=colour,
    )
    white = s.material("pith")
    fibre = white.noise(220, detail=4, rough=0.7)
    white.surface(
        {
            "Base Color": white.mix(white.span(fibre, 0.3, 0.7), srgb("#e6d9ae"), srgb("#f4edd6")),
            "Roughness": 0.85,
            "Subsurface Weight": 0.3,
            "Subsurface Radius": (1, 0.9, 0.6),
            "Subsurface Scale": 2 * MM,
            "Normal": white.bump(fibre, 0.9 * MM, strength=0.7),
        },
        plain=srgb("#efe6c8"),
    )
    return m.material, white.material


def carob_pod(mat: bpy.types.Material, *, length: float = 165 * MM, seed: int = 0) -> bpy.types.Object:
    """A ripe pod of carob: flat, bent, thick at both seams, swollen where its seeds are."""
    rng = random.Random(seed)
    away = Vector((seed * 2.3, seed * 6.1, 0))
    bend, twist = rng.uniform(0.5, 1.3), rng.uniform(-0.5, 0.5)
    steps, around = 150, 48
    vertices, faces = [], []
    for k in range(steps + 1):
        t = k / steps
        taper = min(1.0, (t / 0.09) ** 0.6 if t < 0.09 else 1.0, ((1 - t) / 0.1) ** 0.6 if t > 0.9 else 1.0)
        angle = bend * (t - 0.5)
        radius = length / bend
        centre = Vector((radius * math.sin(angle), radius * (math.cos(angle) - 1) + 2.5 * MM * noise.noise(Vector((t * 5, 0, 0)) + away), 0))
        side = Vector((math.sin(angle), math.cos(angle), 0))
        up = Vector((0, 0, 1))
        turn = twist * (t - 0.5)
        side, up = side * math.cos(turn) + up * math.sin(turn), up * math.cos(turn) - side * math.sin(turn)
        seed_at = math.sin(t * 11 * math.pi) ** 2
        half, thick = 11.5 * MM * taper * (1 + 0.08 * noise.noise(Vector((t * 9, 1, 0)) + away)), 3.6 * MM * taper
        for i in range(around):
            a = math.tau * i / around
            c, d = math.cos(a), math.sin(a)
            seam = math.exp(-(((abs(c) - 0.93) / 0.16) ** 2))
            z = math.copysign(abs(d) ** 0.75, d) * (thick * (0.72 + 0.3 * seed_at * (1 - abs(c))) + 1.5 * MM * seam)
            wrinkle = 0.55 * MM * noise.fractal(Vector((t * 30, c * 2.5, d)) + away, 0.8, 2.1, 4)
            vertices.append(centre + side * (c * half + wrinkle * c) + up * (z + wrinkle * d))
    for k in range(steps):
        for i in range(around):
            a, b = k * around + i, k * around + (i + 1) % around
            faces.append((a, a + around, b + around, b))
    faces += [tuple(range(around)), tuple(reversed(range(steps * around, (steps + 1) * around)))]
    return s.mesh("pod", vertices, faces, mat=mat)


def carob_material() -> bpy.types.Material:
    """The skin of a carob pod: nearly black brown, leathery, dusty from the ground."""
    m = s.material("carob")
    cloud = m.noise(60, detail=5, rough=0.65)
    fine = m.noise(500, detail=4, rough=0.7)
    dust = m.span(m.noise(75, detail=5, rough=0.7), 0.52, 0.75)
    shade = m.mix(m.span(cloud, 0.3, 0.7), srgb("#24130c"), srgb("#4c2a19"))
    shade = m.mix(m.math("MULTIPLY", dust, 0.28), shade, srgb("#8d7763"))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(dust, 0, 1, 0.34, 0.7),
            "Normal": m.bump(m.math("ADD", cloud, m.math("MULTIPLY", fine, 0.5)), 0.5 * MM, strength=0.7),
        },
        plain=srgb("#38200f"),
    )
    return m.material

"""Shapes for the pictures of places: fields of noise, ground seen in perspective, bars along lines, and scattering."""

import math
import random

import bpy
import numpy as np
from studio import aim, link, material, plane


def noise(x, y, seed=0):
    """Gradient noise in the plane, about -0.7 to 0.7, for arrays of any shape."""
    table = np.random.default_rng(seed)
    angle = table.uniform(0, 2 * np.pi, (256, 256))
    gx, gy = np.cos(angle), np.sin(angle)
    x0, y0 = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    fx, fy = x - x0, y - y0
    u, v = fx * fx * fx * (fx * (fx * 6 - 15) + 10), fy * fy * fy * (fy * (fy * 6 - 15) + 10)

    def corner(i, j):
        a, b = (x0 + i) & 255, (y0 + j) & 255
        return gx[a, b] * (fx - i) + gy[a, b] * (fy - j)

    low = corner(0, 0) * (1 - u) + corner(1, 0) * u
    high = corner(0, 1) * (1 - u) + corner(1, 1) * u
    return low * (1 - v) + high * v


def fbm(x, y, octaves=4, seed=0, gain=0.5):
    """Noise on several scales, each twice as fine as the one before."""
    total, weight = np.zeros_like(x), 1.0
    for octave in range(octaves):
        total += weight * noise(x * 2**octave, y * 2**octave, seed + octave)
        weight *= gain
    return total


def smoothstep(low, high, x):
    """0 below `low`, 1 above `high`, and smooth between (also with low > high)."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def grid(name, x, y, z, mat=None, smooth=True, **attributes):
    """A surface from three arrays of one shape, with further arrays as attributes of its points."""
    rows, columns = x.shape
    index = np.arange(rows * columns).reshape(rows, columns)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(rows * columns)
    mesh.vertices.foreach_set("co", np.stack([x, y, z], axis=-1).astype(np.float32).ravel())
    mesh.loops.add(quads.size)
    mesh.loops.foreach_set("vertex_index", quads.astype(np.int32).ravel())
    mesh.polygons.add(len(quads))
    mesh.polygons.foreach_set("loop_start", np.arange(0, quads.size, 4, dtype=np.int32))
    mesh.update(calc_edges=True)
    mesh.polygons.foreach_set("use_smooth", np.full(len(quads), smooth))
    for key, values in attributes.items():
        mesh.attributes.new(key, "FLOAT", "POINT").data.foreach_set("value", values.astype(np.float32).ravel())
    return thing(name, mesh, mat)


def perspective_ground(half_angle, near, far, columns, rows, at=(0, 0)):
    """Points of the plane, evenly dense for an eye at `at` that looks along +y: fine in front, coarse at the horizon."""
    angle = np.radians(np.linspace(-half_angle, half_angle, columns))
    distance = np.geomspace(near, far, rows)
    return at[0] + distance[:, None] * np.tan(angle)[None, :], at[1] + distance[:, None] * np.ones(columns)[None, :]


def thing(name, mesh, mat=None, at=(0, 0, 0), turn=(0, 0, 0), scale=1.0):
    """Put a mesh into the scene; `turn` is in degrees."""
    obj = link(bpy.data.objects.new(name, mesh))
    obj.location, obj.rotation_euler = at, [math.radians(a) for a in turn]
    obj.scale = (scale, scale, scale) if isinstance(scale, (int, float)) else scale
    if mat and not mesh.materials:
        mesh.materials.append(getattr(mat, "material", mat))
    return obj


def mesh_of(name, bm, mat=None, smooth=False):
    """Finish a bmesh."""
    mesh = bpy.data.meshes.new(name)
    bm.to_mesh(mesh)
    bm.free()
    mesh.polygons.foreach_set("use_smooth", np.full(len(mesh.polygons), smooth))
    if mat:
        mesh.materials.append(getattr(mat, "material", mat))
    return mesh


def tube(name, points, radius, mat=None, radii=None, cyclic=False, resolution=6):
    """A round bar, pipe, stem or wire along points; `radii` are factors of the radius for each of them."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.use_fill_caps = "3D", radius, resolution // 2, True
    spline = curve.splines.new("NURBS" if len(points) > 3 else "POLY")
    spline.points.add(len(points) - 1)
    for i, point in enumerate(points):
        spline.points[i].co = (*point, 1)
        spline.points[i].radius = radii[i] if radii else 1.0
    spline.use_cyclic_u = cyclic
    if spline.type == "NURBS":
        spline.order_u, spline.use_endpoint_u, spline.resolution_u = 4, True, 8
    if mat:
        curve.materials.append(getattr(mat, "material", mat))
    return link(bpy.data.objects.new(name, curve))


def plain(name, colour, rough=0.7):
    """A material of one colour, clouded a little."""
    m = material(name)
    m.surface({"Base Color": m.mix(m.noise(9, detail=6), tuple(0.82 * c for c in colour), tuple(min(1, 1.06 * c) for c in colour)), "Roughness": rough})
    return m.material


def area(name, size, at, towards, energy, colour, spread=180):
    """A soft lamp, such as the sky in a window."""
    data = bpy.data.lights.new(name, "AREA")
    data.shape, data.size, data.size_y, data.energy, data.color, data.spread = "RECTANGLE", *size, energy, colour, math.radians(spread)
    obj = link(bpy.data.objects.new(name, data))
    obj.location = at
    aim(obj, towards)
    return obj


def glow(name, size, at, towards, strength, colour):
    """Daylight outside an opening, as a bright sheet that casts no shadow."""
    light = material(name)
    light.surface({"Base Color": (0, 0, 0), "Emission Color": colour, "Emission Strength": strength})
    sheet = plane(name, size, mat=light.material)
    sheet.location = at
    sheet.visible_shadow = False
    aim(sheet, towards)


def scatter(meshes, places, seed=0, scale=(0.8, 1.2), lean=8.0):
    """Put copies of the meshes at places, turned about at random and leaning by up to `lean` degrees."""
    chance = random.Random(seed)
    for i, place in enumerate(places):
        turn = (chance.uniform(-lean, lean), chance.uniform(-lean, lean), chance.uniform(0, 360))
        thing(f"copy{i}", chance.choice(meshes), at=place, turn=turn, scale=chance.uniform(*scale))

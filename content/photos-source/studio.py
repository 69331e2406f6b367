"""The studio: render settings, camera, light, the materials that several pictures share, film grain and the JPEG.

Lengths are metres throughout, so that depth of field and translucency come out at their true scale. ``MM`` turns millimetres into them.
"""

from __future__ import annotations

import argparse
import itertools
import math
import tempfile
from pathlib import Path

import bpy  # isort: skip (bmesh comes with it)
import bmesh
import numpy as np
from mathutils import Matrix, Vector, noise
from PIL import Image

MM = 0.001
HERE = Path(__file__).resolve().parent
FINISHED = HERE / "finished"
PREVIEWS = Path(tempfile.gettempdir()) / "photo-previews"

# of a finished picture: light paths for each pixel, and the share of its width that is rendered (a lens resolves little more, and grain is laid over the whole)
QUALITY = {"samples": 64, "sharp": 0.75}

Colour = tuple[float, float, float]


# ---------------------------------------------------------------- the scene, its camera and the developing


def reset() -> None:
    """An empty scene in metres."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.unit_settings.system = "METRIC"


def srgb(text: str) -> Colour:
    """The linear colour of a hexadecimal sRGB one, such as ``#9c4a2f``."""
    text = text.lstrip("#")
    values = [int(text[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def link(obj: bpy.types.Object) -> bpy.types.Object:
    """Put an object into the scene."""
    bpy.context.scene.collection.objects.link(obj)
    return obj


def aim(obj: bpy.types.Object, target: tuple[float, float, float]) -> None:
    """Turn a camera or a lamp towards a point."""
    direction = Vector(target) - obj.location
    obj.rotation_euler = direction.to_track_quat("-Z", "Y").to_euler()


def camera(
    location: tuple[float, float, float],
    target: tuple[float, float, float],
    *,
    lens: float = 70,
    fstop: float = 4.0,
    focus: tuple[float, float, float] | None = None,
    roll: float = 0.0,
) -> bpy.types.Object:
    """A full-frame camera that looks at ``target`` and is focused on ``focus``, or on the target where none is given; ``roll`` is in degrees."""
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    data.sensor_width = 36
    data.clip_start = 0.01
    data.dof.use_dof = True
    data.dof.aperture_fstop = fstop
    data.dof.aperture_blades = 0
    obj = link(bpy.data.objects.new("camera", data))
    obj.location = location
    aim(obj, target)
    obj.rotation_euler.rotate_axis("Z", math.radians(roll))
    bpy.context.view_layer.update()
    sharp = Vector(focus if focus is not None else target)
    data.dof.focus_distance = abs((obj.matrix_world.inverted() @ sharp).z)
    bpy.context.scene.camera = obj
    return obj


def world(colour: Colour = (0.5, 0.55, 0.6), strength: float = 0.15) -> None:
    """The dim light of the rest of the room: one colour, darker from below."""
    made = bpy.data.worlds.new("room")
    bpy.context.scene.world = made
    made.use_nodes = True
    n = Nodes(made.node_tree, keep=True)
    where = n.add("ShaderNodeTexCoord")["Generated"]
    height = n.add("ShaderNodeSeparateXYZ", {"Vector": where})["Z"]
    level = n.add("ShaderNodeMapRange", {"Value": height, "From Min": -1.0, "From Max": 1.0, "To Min": 0.25 * strength, "To Max": strength})["Result"]
    n.tree.links.new(level, n.tree.nodes["Background"].inputs["Strength"])
    n.tree.nodes["Background"].inputs["Color"].default_value = (*colour, 1)


def window(
    location: tuple[float, float, float],
    target: tuple[float, float, float],
    *,
    size: tuple[float, float] = (0.9, 1.3),
    power: float = 60.0,
    colour: Colour = (1.0, 0.96, 0.9),
    panes: tuple[int, int] = (2, 3),
    spread: float = 180.0,
) -> bpy.types.Object:
    """A window as a lamp, with glazing bars in front of it, so that glass and metal reflect a window and not a rectangle."""
    data = bpy.data.lights.new("window", "AREA")
    data.shape = "RECTANGLE"
    data.size, data.size_y = size
    data.energy = power
    data.color = colour
    data.spread = math.radians(spread)
    obj = link(bpy.data.objects.new("window", data))
    obj.location = location
    aim(obj, target)
    bpy.context.view_layer.update()
    bar = material("glazing bar")
    bar.surface({"Base Color": (0.3, 0.3, 0.28), "Roughness": 0.6})
    across, up = panes
    for index in range(1, across):
        box("bar", (0.035, size[1], 0.03), parent=obj, at=((index / across - 0.5) * size[0], 0, -0.05), mat=bar)
    for index in range(1, up):
        box("bar", (size[0], 0.028, 0.03), parent=obj, at=(0, (index / up - 0.5) * size[1], -0.05), mat=bar)
    return obj


def sun(*, elevation: float, azimuth: float, strength: float = 3.0, angle: float = 0.53, colour: Colour = (1.0, 0.93, 0.82)) -> bpy.types.Object:
    """Direct sun; it stands ``azimuth`` degrees from +Y clockwise, and ``angle`` is how large it is in the sky (larger is softer)."""
    data = bpy.data.lights.new("sun", "SUN")
    data.energy = strength
    data.angle = math.radians(angle)
    data.color = colour
    obj = link(bpy.data.objects.new("sun", data))
    up, round_ = math.radians(elevation), math.radians(azimuth)
    stands = Vector((math.sin(round_) * math.cos(up), math.cos(round_) * math.cos(up), math.sin(up)))
    obj.rotation_euler = (-stands).to_track_quat("-Z", "Y").to_euler()
    return obj


def sun_through(
    at: tuple[float, float, float],
    *,
    elevation: float,
    azimuth: float,
    size: tuple[float, float],
    panes: tuple[int, int] = (2, 3),
    away: float = 1.4,
    strength: float = 4.0,
    angle: float = 1.2,
    colour: Colour = (1.0, 0.86, 0.68),
) -> bpy.types.Object:
    """Sun that comes through a window and falls about the point ``at``: a wall with an opening stands ``away`` metres towards the sun."""
    lamp = sun(elevation=elevation, azimuth=azimuth, strength=strength, angle=angle, colour=colour)
    towards = lamp.rotation_euler.to_matrix() @ Vector((0, 0, 1))
    frame = link(bpy.data.objects.new("opening", None))
    frame.location = Vector(at) + towards * away
    frame.rotation_euler = lamp.rotation_euler
    dark = material("shutter")
    dark.surface({"Base Color": (0.25, 0.22, 0.2), "Roughness": 0.9})
    width, height = size
    wide = 3.0
    parts = [
        ((wide, wide), (0, (wide + height) / 2)),
        ((wide, wide), (0, -(wide + height) / 2)),
        ((wide, height), ((wide + width) / 2, 0)),
        ((wide, height), (-(wide + width) / 2, 0)),
    ]
    parts += [((0.03, height), ((k / panes[0] - 0.5) * width, 0)) for k in range(1, panes[0])]
    parts += [((width, 0.025), (0, (k / panes[1] - 0.5) * height)) for k in range(1, panes[1])]
    for (across, up), (x, y) in parts:
        board = box("shutter", (across, up, 0.02), at=(x, y, 0), parent=frame, mat=dark)
        board.visible_camera = board.visible_glossy = board.visible_transmission = board.visible_diffuse = False
    return lamp


def card(
    location: tuple[float, float, float],
    target: tuple[float, float, float],
    size: tuple[float, float],
    colour: Colour = (0.85, 0.83, 0.8),
) -> bpy.types.Object:
    """A reflector (or, in black, a flag) outside the picture."""
    sheet = plane("card", size)
    sheet.location = location
    aim(sheet, target)
    paint = material("card")
    paint.surface({"Base Color": colour, "Roughness": 0.9})
    sheet.data.materials.append(paint.material)
    sheet.visible_camera = False
    return sheet


def develop(image: Path, to: Path, *, size: tuple[int, int] | None = None, grain: float = 1.0, seed: int = 7) -> None:
    """Bring a render to its size, lay film grain over it, a little stronger in the middle tones, and write the JPEG."""
    picture = Image.open(image).convert("RGB")
    if size is not None and picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    pixels = np.asarray(picture, dtype=np.float32) / 255
    rng = np.random.default_rng(seed)
    height, width = pixels.shape[:2]
    fine = rng.standard_normal((height, width, 1)).astype(np.float32)
    soft = (fine + np.roll(fine, 1, 0) + np.roll(fine, 1, 1) + np.roll(fine, (1, 1), (0, 1))) / 2
    tint = rng.standard_normal((height, width, 3)).astype(np.float32) * 0.25
    luminance = pixels @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    weight = (0.35 + 2.6 * luminance * (1 - luminance))[..., None]
    pixels += (soft * 0.75 + fine * 0.4 + tint) * weight * grain * 0.0085
    to.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8)).save(to, quality=88, optimize=True, subsampling=0)


def shoot(
    name: str,
    *,
    size: tuple[int, int] = (1600, 1067),
    exposure: float = 0.0,
    look: str = "AgX - Base Contrast",
    preview: bool = False,
    grain: float = 1.0,
) -> Path:
    """Render the scene and develop it: the finished picture, or with ``preview`` a small one in the system's temporary folder."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = 12 if preview else QUALITY["samples"]
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.1 if preview else 0.03
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "ACCURATE"
    cycles.seed = 11
    cycles.max_bounces = 9
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 4
    cycles.transmission_bounces = 9
    cycles.use_light_tree = False
    cycles.transparent_max_bounces = 16
    cycles.caustics_reflective = False
    cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 6.0
    cycles.blur_glossy = 0.5
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.render.resolution_percentage = round(100 * 420 / max(size)) if preview else round(100 * QUALITY["sharp"])
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.render.use_persistent_data = False
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = look
    scene.view_settings.exposure = exposure
    target = (PREVIEWS if preview else FINISHED) / f"{name}.jpg"
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.png"
        scene.render.filepath = str(raw)
        bpy.ops.render.render(write_still=True)
        develop(raw, target, size=None if preview else size, grain=grain * (0.4 if preview else 1.0))
    return target


def run(scenes: dict, description: str) -> None:
    """The command line of a module of scenes: the names to render, ``--preview`` and ``--list``."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("scenes", nargs="*", help="names of scenes; none means all")
    parser.add_argument("--preview", action="store_true", help="420 pixels, few samples, in the temporary folder")
    parser.add_argument("--samples", type=int, default=QUALITY["samples"], help="light paths for each pixel of a finished picture")
    parser.add_argument("--sharp", type=float, default=QUALITY["sharp"], help="share of a finished picture's width that is rendered, 1 for all")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    options = parser.parse_args()
    unknown = [name for name in options.scenes if name not in scenes]
    if unknown:
        parser.error(f"no scene {', '.join(unknown)}; there are {', '.join(scenes)}")
    if options.list:
        print("\n".join(scenes))
        return
    QUALITY.update(samples=options.samples, sharp=options.sharp)
    for name in options.scenes or scenes:
        reset()
        print(scenes[name](preview=options.preview))


# ---------------------------------------------------------------- nodes and materials


class Nodes:
    """A node tree that is written from left to right: each node is added with its inputs, and gives its outputs."""

    def __init__(self, tree: bpy.types.NodeTree, *, keep: bool = False) -> None:
        self.tree = tree
        if not keep:
            tree.nodes.clear()

    def node(self, kind: str, inputs: dict | None = None, **settings: object) -> bpy.types.Node:
        """Add a node; an input is a value or another node's output."""
        made = self.tree.nodes.new(kind)
        for name, value in settings.items():
            setattr(made, name, value)
        for name, value in (inputs or {}).items():
            socket = made.inputs[name]
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            elif socket.type == "RGBA" and len(value) == 3:
                socket.default_value = (*value, 1)
            else:
                socket.default_value = value
        return made

    def add(self, kind: str, inputs: dict | None = None, **settings: object) -> bpy.types.bpy_prop_collection:
        """Add a node and give its outputs."""
        return self.node(kind, inputs, **settings).outputs


class Material(Nodes):
    """A material with the few moves that all of ours are made of."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        super().__init__(self.material.node_tree)
        self.out = self.node("ShaderNodeOutputMaterial")
        self._where: bpy.types.NodeSocket | None = None

    def where(
        self, kind: str = "Object", *, scale: tuple[float, float, float] = (1, 1, 1), turn: tuple[float, float, float] = (0, 0, 0)
    ) -> bpy.types.NodeSocket:
        """Coordinates, in metres of the object unless another kind is named."""
        place = self.add("ShaderNodeTexCoord")[kind]
        if scale == (1, 1, 1) and turn == (0, 0, 0):
            return place
        return self.add("ShaderNodeMapping", {"Vector": place, "Scale": scale, "Rotation": turn})["Vector"]

    def noise(self, scale: float, *, detail: float = 4, rough: float = 0.55, at: bpy.types.NodeSocket | None = None, warp: float = 0.0) -> bpy.types.NodeSocket:
        """Fractal noise, about 0.3 to 0.7; ``scale`` is cells a metre."""
        place = at if at is not None else self.where()
        return self.add("ShaderNodeTexNoise", {"Vector": place, "Scale": scale, "Detail": detail, "Roughness": rough, "Distortion": warp})["Fac"]

    def cells(self, scale: float, *, feature: str = "F1", at: bpy.types.NodeSocket | None = None, output: str = "Distance") -> bpy.types.NodeSocket:
        """Voronoi cells."""
        place = at if at is not None else self.where()
        return self.add("ShaderNodeTexVoronoi", {"Vector": place, "Scale": scale}, feature=feature)[output]

    def ramp(self, value: bpy.types.NodeSocket, stops: list[tuple[float, Colour]]) -> bpy.types.NodeSocket:
        """Colours along a value."""
        made = self.node("ShaderNodeValToRGB", {"Fac": value})
        ramp = made.color_ramp
        while len(ramp.elements) < len(stops):
            ramp.elements.new(1.0)
        for element, (position, colour) in zip(ramp.elements, stops, strict=True):
            element.position = position
            element.color = (*colour, 1)
        return made.outputs["Color"]

    def span(self, value: bpy.types.NodeSocket, low: float, high: float, to_low: float = 0.0, to_high: float = 1.0) -> bpy.types.NodeSocket:
        """A value's range stretched to another, and cut off there."""
        return self.add("ShaderNodeMapRange", {"Value": value, "From Min": low, "From Max": high, "To Min": to_low, "To Max": to_high})["Result"]

    def math(self, operation: str, first: object, second: object = 0.0) -> bpy.types.NodeSocket:
        """Arithmetic on two values."""
        made = self.tree.nodes.new("ShaderNodeMath")
        made.operation = operation
        for socket, value in zip(made.inputs, (first, second), strict=False):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = value
        return made.outputs[0]

    def mix(self, by: object, first: object, second: object, *, blend: str = "MIX") -> bpy.types.NodeSocket:
        """Two colours mixed."""
        made = self.tree.nodes.new("ShaderNodeMix")
        made.data_type = "RGBA"
        made.blend_type = blend
        for socket, value in ((made.inputs[0], by), (made.inputs[6], first), (made.inputs[7], second)):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = value if isinstance(value, float | int) else (*value, 1)
        return made.outputs[2]

    def bump(self, height: bpy.types.NodeSocket, distance: float, *, strength: float = 1.0, on: bpy.types.NodeSocket | None = None) -> bpy.types.NodeSocket:
        """A surface's small relief; ``distance`` in metres is what a height of one stands for."""
        inputs = {"Height": height, "Distance": distance, "Strength": strength}
        if on is not None:
            inputs["Normal"] = on
        return self.add("ShaderNodeBump", inputs)["Normal"]

    def surface(self, inputs: dict, *, plain: Colour | None = None) -> bpy.types.Node:
        """The principled surface, set as the material's; gives the node. Light that only bounces off it sees ``plain``, which takes half the time."""
        made = self.node("ShaderNodeBsdfPrincipled", inputs)
        shader = made.outputs["BSDF"]
        if plain is not None:
            bounced = self.add("ShaderNodeLightPath")["Is Diffuse Ray"]
            matt = self.add("ShaderNodeBsdfDiffuse", {"Color": plain})["BSDF"]
            shader = self.add("ShaderNodeMixShader", {"Fac": bounced, 1: shader, 2: matt})["Shader"]
        self.tree.links.new(shader, self.out.inputs["Surface"])
        return made

    def through(self, shader: bpy.types.NodeSocket, tint: Colour) -> None:
        """Set a shader of glass as the surface, and let light pass through it in shadows, where it would otherwise be black."""
        path = self.add("ShaderNodeLightPath")
        clear = self.add("ShaderNodeBsdfTransparent", {"Color": tint})["BSDF"]
        shadow = self.math("MAXIMUM", path["Is Shadow Ray"], path["Is Diffuse Ray"])
        both = self.add("ShaderNodeMixShader", {"Fac": shadow, 1: shader, 2: clear})["Shader"]
        self.tree.links.new(both, self.out.inputs["Surface"])


def material(name: str) -> Material:
    """A new, empty material."""
    return Material(name)


def linen(colour: Colour = srgb("#d8d0c0"), *, thread: float = 0.9 * MM) -> bpy.types.Material:
    """Washed linen: a plain weave with slubs, threads of uneven shade, and a soft edge. It needs UVs in metres, which ``cloth`` and ``plane`` give."""
    m = material("linen")
    uv = m.add("ShaderNodeTexCoord")["UV"]
    wobble = m.add("ShaderNodeTexNoise", {"Vector": uv, "Scale": 60.0, "Detail": 2.0})["Color"]
    shift = m.add("ShaderNodeVectorMath", {0: wobble, "Scale": 1.2 * MM}, operation="SCALE")["Vector"]
    place = m.add("ShaderNodeVectorMath", {0: uv, 1: shift}, operation="ADD")["Vector"]
    parts = m.add("ShaderNodeSeparateXYZ", {"Vector": place})
    waves = []
    for axis in ("X", "Y"):
        phase = m.math("MULTIPLY", parts[axis], math.tau / thread)
        waves.append(phase)
    warp_over = m.math("MULTIPLY", m.math("SINE", waves[0]), m.math("SINE", m.math("MULTIPLY", waves[1], 0.5)))
    weft_over = m.math("MULTIPLY", m.math("SINE", waves[1]), m.math("SINE", m.math("MULTIPLY", waves[0], 0.5)))
    weave = m.math("MAXIMUM", m.math("ABSOLUTE", warp_over), m.math("ABSOLUTE", weft_over))
    slub_x = m.noise(1.0, detail=3, at=m.add("ShaderNodeMapping", {"Vector": uv, "Scale": (30, 900, 1)})["Vector"])
    slub_y = m.noise(1.0, detail=3, at=m.add("ShaderNodeMapping", {"Vector": uv, "Scale": (900, 30, 1)})["Vector"])
    slub = m.math("MAXIMUM", m.span(slub_x, 0.5, 0.75), m.span(slub_y, 0.52, 0.78))
    patchy = m.noise(14, detail=3)
    light = m.math("ADD", m.math("MULTIPLY", slub, 0.25), m.span(patchy, 0.3, 0.7, -0.08, 0.08))
    light = m.math("ADD", light, m.math("MULTIPLY", weave, 0.22))
    shade = m.mix(light, tuple(c * 0.74 for c in colour), tuple(min(c * 1.12, 0.95) for c in colour))
    relief = m.math("ADD", weave, m.math("MULTIPLY", slub, 0.7))
    m.surface(
        {
            "Base Color": shade,
            "Roughness": 0.92,
            "Specular IOR Level": 0.15,
            "Sheen Weight": 0.25,
            "Sheen Roughness": 0.6,
            "Normal": m.bump(relief, 0.22 * MM, strength=0.8),
        },
        plain=colour,
    )
    return m.material


def wood(dark: Colour = srgb("#5d4330"), light: Colour = srgb("#a07f5e"), *, rough: float = 0.62, boards: float = 0.0, worn: float = 1.0) -> bpy.types.Material:
    """Old oiled wood, the grain along X: rings, pores, scratches and stains. ``boards`` is the width of the boards across Y, none for a single piece."""
    m = material("wood")
    place = m.where()
    if boards:
        y = m.add("ShaderNodeSeparateXYZ", {"Vector": place})["Y"]
        number = m.math("FLOOR", m.math("DIVIDE", y, boards))
        random = m.add("ShaderNodeTexWhiteNoise", {"W": number}, noise_dimensions="1D")
        away = m.add("ShaderNodeVectorMath", {0: random["Color"], "Scale": 9.0}, operation="SCALE")["Vector"]
        place = m.add("ShaderNodeVectorMath", {0: place, 1: away}, operation="ADD")["Vector"]
    along = m.add("ShaderNodeMapping", {"Vector": place, "Scale": (0.9, 11, 11)})["Vector"]
    bend = m.noise(1.6, detail=3, at=along, warp=0.6)
    rings = m.math("FRACT", m.math("MULTIPLY", bend, 13.0))
    rings = m.math("MULTIPLY", rings, m.span(rings, 1.0, 0.82))
    fibre = m.noise(1.0, detail=5, rough=0.7, at=m.add("ShaderNodeMapping", {"Vector": place, "Scale": (14, 700, 700)})["Vector"])
    pores = m.span(m.noise(1.0, detail=2, at=m.add("ShaderNodeMapping", {"Vector": place, "Scale": (60, 1500, 1500)})["Vector"]), 0.62, 0.72)
    tone = m.math("ADD", m.math("MULTIPLY", rings, 0.55), m.span(fibre, 0.25, 0.75, 0.0, 0.5))
    shade = m.mix(tone, light, dark)
    stain = m.span(m.noise(6, detail=5, rough=0.6), 0.45, 0.7)
    shade = m.mix(m.math("MULTIPLY", stain, 0.3 * worn), shade, tuple(c * 0.55 for c in dark))
    shade = m.mix(m.math("MULTIPLY", pores, 0.55), shade, tuple(c * 0.35 for c in dark))
    relief = m.math("SUBTRACT", m.math("MULTIPLY", fibre, 0.5), m.math("ADD", m.math("MULTIPLY", pores, 0.8), m.math("MULTIPLY", rings, 0.3)))
    if boards:
        gap = m.math("ABSOLUTE", m.math("SUBTRACT", m.math("FRACT", m.math("DIVIDE", y, boards)), 0.5))
        groove = m.span(gap, 0.5 - 1.4 * MM / boards, 0.5 - 0.3 * MM / boards)
        shade = m.mix(groove, shade, (0.012, 0.009, 0.007))
        relief = m.math("SUBTRACT", relief, m.math("MULTIPLY", groove, 6.0))
        shade = m.mix(m.span(random["Value"], 0, 1, 0, 0.35), shade, tuple(c * 0.8 for c in dark))
    shine = m.span(m.math("ADD", stain, fibre), 0.3, 1.3, rough + 0.1, rough - 0.12)
    m.surface(
        {"Base Color": shade, "Roughness": shine, "Specular IOR Level": 0.35, "Normal": m.bump(relief, 0.35 * MM, strength=0.7)},
        plain=tuple(0.6 * a + 0.4 * b for a, b in zip(light, dark, strict=True)),
    )
    return m.material


def stone(colour: Colour = srgb("#8e8b85"), *, wet: float = 0.0, grain: float = 1.0) -> bpy.types.Material:
    """Limestone, honed by use: clouds, pits and specks. ``wet`` from 0 to 1 darkens it and lays a film of water on its lower places."""
    m = material("stone")
    clouds = m.noise(9, detail=6, rough=0.62)
    fine = m.noise(260, detail=4, rough=0.7)
    pits = m.span(m.cells(170), 0.0, 0.16)
    specks = m.span(m.noise(900, detail=2), 0.62, 0.7)
    veins = m.span(m.math("ABSOLUTE", m.math("SUBTRACT", m.noise(7, detail=5, warp=1.2), 0.5)), 0.0, 0.02, 1.0, 0.0)
    shade = m.mix(m.span(clouds, 0.25, 0.75), tuple(c * 0.78 for c in colour), tuple(min(c * 1.16, 0.95) for c in colour))
    shade = m.mix(m.math("MULTIPLY", specks, 0.5 * grain), shade, tuple(c * 0.4 for c in colour))
    shade = m.mix(m.math("MULTIPLY", veins, 0.35), shade, tuple(min(c * 1.6, 0.95) for c in colour))
    relief = m.math("ADD", m.math("MULTIPLY", fine, 0.6), m.math("MULTIPLY", pits, 0.5))
    relief = m.math("ADD", relief, m.math("MULTIPLY", clouds, 1.2))
    rough = 0.75
    normal = m.bump(relief, 0.6 * MM * grain, strength=0.8)
    if wet:
        pool = m.span(m.noise(16, detail=4, rough=0.5), 0.62 - 0.3 * wet, 0.7 - 0.3 * wet)
        damp = m.span(m.noise(16, detail=4, rough=0.5), 0.5 - 0.3 * wet, 0.66 - 0.3 * wet)
        shade = m.mix(m.math("MULTIPLY", damp, 0.85), shade, m.mix(1.0, shade, (0.6, 0.6, 0.61), blend="MULTIPLY"))
        rough = m.span(pool, 0.0, 1.0, 0.55, 0.1)
        normal = m.bump(m.math("MULTIPLY", relief, m.span(pool, 0, 1, 1.0, 0.06)), 0.6 * MM * grain, strength=0.8)
    m.surface({"Base Color": shade, "Roughness": rough, "Specular IOR Level": 0.5, "Normal": normal}, plain=tuple(c * (1 - 0.5 * wet) for c in colour))
    return m.material


def slate(colour: Colour = srgb("#3b3f42")) -> bpy.types.Material:
    """Riven slate."""
    m = material("slate")
    flat = m.where(scale=(1, 1, 3))
    layers = m.noise(11, detail=8, rough=0.62, at=flat, warp=0.4)
    fine = m.noise(420, detail=3, rough=0.7)
    dust = m.span(m.noise(35, detail=6, rough=0.7), 0.5, 0.75)
    shade = m.mix(m.span(layers, 0.3, 0.7), tuple(c * 0.7 for c in colour), tuple(c * 1.35 for c in colour))
    shade = m.mix(m.math("MULTIPLY", dust, 0.25), shade, (0.35, 0.34, 0.33))
    steps = m.math("ADD", layers, m.math("MULTIPLY", fine, 0.06))
    m.surface({"Base Color": shade, "Roughness": m.span(dust, 0, 1, 0.5, 0.75), "Normal": m.bump(steps, 7 * MM, strength=0.6)}, plain=colour)
    return m.material


def plaster(colour: Colour = srgb("#cfc8bc"), *, rough: float = 1.0) -> bpy.types.Material:
    """Limewashed wall: brush and trowel marks, hairline cracks, patches of another day's wash."""
    m = material("plaster")
    broad = m.noise(3.0, detail=6, rough=0.6)
    brush = m.noise(1.0, detail=6, rough=0.65, at=m.where(scale=(16, 16, 50), turn=(0.3, 0.5, 0.4)), warp=0.8)
    fine = m.noise(240, detail=3, rough=0.6)
    crack = m.span(m.math("ABSOLUTE", m.math("SUBTRACT", m.noise(4.2, detail=7, rough=0.6, warp=0.5), 0.47)), 0.0, 0.004, 1.0, 0.0)
    crack = m.math("MULTIPLY", crack, m.span(m.noise(2.2, detail=1), 0.52, 0.6))
    shade = m.mix(m.span(broad, 0.3, 0.7), tuple(c * 0.86 for c in colour), tuple(min(c * 1.1, 0.95) for c in colour))
    shade = m.mix(m.span(brush, 0.35, 0.65, 0.0, 0.3), shade, tuple(c * 0.8 for c in colour))
    shade = m.mix(m.math("MULTIPLY", crack, 0.5), shade, tuple(c * 0.35 for c in colour))
    relief = m.math("ADD", m.math("ADD", m.math("MULTIPLY", broad, 2.0), brush), m.math("MULTIPLY", fine, 0.18))
    relief = m.math("SUBTRACT", relief, m.math("MULTIPLY", crack, 0.6))
    m.surface(
        {"Base Color": shade, "Roughness": 0.95, "Specular IOR Level": 0.2, "Normal": m.bump(relief, 2.2 * MM * rough, strength=0.7)},
        plain=tuple(c * 0.93 for c in colour),
    )
    return m.material


def ceramic(colour: Colour = srgb("#dcd8cf"), *, speckle: float = 0.6, rough: float = 0.32) -> bpy.types.Material:
    """Stoneware under a satin glaze with iron specks."""
    m = material("ceramic")
    specks = m.span(m.cells(420), 0.12, 0.05)
    specks = m.math("MULTIPLY", specks, m.span(m.noise(190, detail=1), 0.5, 0.62))
    cloud = m.noise(22, detail=4)
    rings = m.noise(1.0, detail=3, at=m.where(scale=(9, 9, 260)))
    shade = m.mix(m.span(cloud, 0.3, 0.7), tuple(c * 0.9 for c in colour), tuple(min(c * 1.06, 0.95) for c in colour))
    shade = m.mix(m.math("MULTIPLY", specks, speckle), shade, (0.09, 0.055, 0.03))
    relief = m.math("ADD", m.math("MULTIPLY", rings, 0.7), cloud)
    m.surface(
        {
            "Base Color": shade,
            "Roughness": m.span(cloud, 0.3, 0.7, rough - 0.07, rough + 0.12),
            "Coat Weight": 0.25,
            "Coat Roughness": 0.12,
            "Subsurface Weight": 0.05,
            "Subsurface Radius": (1, 0.8, 0.6),
            "Subsurface Scale": 1.5 * MM,
            "Normal": m.bump(relief, 0.5 * MM, strength=0.6),
        },
        plain=colour,
    )
    return m.material


def metal(colour: Colour = (0.82, 0.81, 0.8), *, rough: float = 0.32, brushed: float = 0.0, worn: float = 1.0) -> bpy.types.Material:
    """Bare metal with scratches and the smears of fingers; ``brushed`` draws it round the Z axis."""
    m = material("metal")
    smear = m.noise(38, detail=5, rough=0.65, warp=1.0)
    hair = m.noise(1.0, detail=4, rough=0.8, at=m.where(scale=(30, 2600, 300), turn=(0, 0, 0.5)))
    scratch = m.span(hair, 0.66, 0.72)
    shine = m.math("ADD", m.span(smear, 0.35, 0.68, rough - 0.07 * worn, rough + 0.14 * worn), m.math("MULTIPLY", scratch, 0.12 * worn))
    relief = m.math("ADD", m.math("MULTIPLY", smear, 1.0), m.math("MULTIPLY", scratch, -0.2 * worn))
    inputs = {
        "Base Color": m.mix(m.span(smear, 0.4, 0.7, 0, 0.25 * worn), colour, tuple(c * 0.72 for c in colour)),
        "Metallic": 1.0,
        "Roughness": shine,
        "Normal": m.bump(relief, 0.12 * MM, strength=0.5 * worn),
    }
    if brushed:
        inputs["Anisotropic"] = brushed
        inputs["Tangent"] = m.add("ShaderNodeTangent", direction_type="RADIAL", axis="Z")["Tangent"]
    m.surface(inputs)
    return m.material


def glass(tint: Colour = (1, 1, 1), *, depth: float = 0.0, rough: float = 0.0, ior: float = 1.5) -> bpy.types.Material:
    """Glass. ``tint`` is what is left of white light behind ``depth`` of it, or at its surface where no depth is given."""
    m = material("glass")
    waves = m.noise(28, detail=2)
    prints = m.span(m.noise(60, detail=5, rough=0.7, warp=1.5), 0.56, 0.75, 0.0, 0.06)
    inputs = {"Color": (1, 1, 1) if depth else tint, "Roughness": m.math("ADD", prints, rough), "IOR": ior, "Normal": m.bump(waves, 0.5 * MM, strength=0.25)}
    shader = m.add("ShaderNodeBsdfGlass", inputs)["BSDF"]
    m.through(shader, tuple(0.35 + 0.6 * c for c in tint) if not depth else tint)
    if depth:
        # the coefficient of a pure absorber is its density times one minus its colour
        extinction = [-math.log(max(c, 1e-3)) / depth for c in tint]
        density = max(*extinction, 1e-6)
        absorbed = m.add("ShaderNodeVolumeAbsorption", {"Color": tuple(1 - e / density for e in extinction), "Density": density})["Volume"]
        m.tree.links.new(absorbed, m.out.inputs["Volume"])
    return m.material


def paper(colour: Colour = srgb("#ece5d8"), *, image: bpy.types.Image | None = None) -> bpy.types.Material:
    """Uncoated paper with its fibres, printed with an image along its UVs if one is given."""
    m = material("paper")
    fibre = m.noise(1400, detail=3, rough=0.7)
    mottle = m.noise(80, detail=5)
    shade = m.mix(m.span(mottle, 0.3, 0.7), tuple(c * 0.94 for c in colour), tuple(min(1.03 * c, 0.97) for c in colour))
    if image is not None:
        uv = m.add("ShaderNodeTexCoord")["UV"]
        ink = m.add("ShaderNodeTexImage", {"Vector": uv}, image=image, interpolation="Cubic", extension="EXTEND")["Color"]
        shade = m.mix(1.0, shade, ink, blend="MULTIPLY")
    m.surface(
        {"Base Color": shade, "Roughness": 0.88, "Specular IOR Level": 0.25, "Normal": m.bump(m.math("ADD", fibre, mottle), 0.06 * MM, strength=0.6)},
        plain=tuple(c * 0.9 for c in colour),
    )
    return m.material


# ---------------------------------------------------------------- geometry that every picture needs


def mesh(name: str, vertices: list, faces: list, *, smooth: bool = True, mat: bpy.types.Material | Material | None = None) -> bpy.types.Object:
    """An object of vertices and faces."""
    data = bpy.data.meshes.new(name)
    data.from_pydata([tuple(v) for v in vertices], [], faces)
    data.polygons.foreach_set("use_smooth", [smooth] * len(data.polygons))
    data.update()
    obj = link(bpy.data.objects.new(name, data))
    if mat is not None:
        data.materials.append(mat.material if isinstance(mat, Material) else mat)
    return obj


def plane(name: str, size: tuple[float, float], *, cuts: tuple[int, int] = (1, 1), mat: bpy.types.Material | None = None) -> bpy.types.Object:
    """A flat grid about the origin, with UVs in metres."""
    nx, ny = cuts
    vertices = [((i / nx - 0.5) * size[0], (j / ny - 0.5) * size[1], 0) for j in range(ny + 1) for i in range(nx + 1)]
    faces = [(j * (nx + 1) + i, j * (nx + 1) + i + 1, (j + 1) * (nx + 1) + i + 1, (j + 1) * (nx + 1) + i) for j in range(ny) for i in range(nx)]
    obj = mesh(name, vertices, faces, mat=mat)
    layer = obj.data.uv_layers.new()
    for loop in obj.data.loops:
        x, y, _ = obj.data.vertices[loop.vertex_index].co
        layer.data[loop.index].uv = (x, y)
    return obj


def box(
    name: str,
    size: tuple[float, float, float],
    *,
    at: tuple[float, float, float] = (0, 0, 0),
    turn: tuple[float, float, float] = (0, 0, 0),
    bevel: float = 0.0,
    parent: bpy.types.Object | None = None,
    mat: bpy.types.Material | Material | None = None,
) -> bpy.types.Object:
    """A block with rounded edges; ``turn`` in degrees."""
    made = bmesh.new()
    bmesh.ops.create_cube(made, size=1.0, matrix=Matrix.Diagonal((*size, 1)))
    data = bpy.data.meshes.new(name)
    made.to_mesh(data)
    made.free()
    obj = link(bpy.data.objects.new(name, data))
    obj.location = at
    obj.rotation_euler = tuple(math.radians(t) for t in turn)
    if bevel:
        modifier = obj.modifiers.new("bevel", "BEVEL")
        modifier.width = bevel
        modifier.segments = 4
        data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
        obj.modifiers.new("normals", "WEIGHTED_NORMAL")
    if parent is not None:
        obj.parent = parent
    if mat is not None:
        data.materials.append(mat.material if isinstance(mat, Material) else mat)
    return obj


def rounded(points: list[tuple[float, float, float]], *, steps: int = 6) -> list[tuple[float, float]]:
    """A profile whose corners are rounded: each point is (radius, height, radius of the corner), and the ends are kept."""
    out: list[tuple[float, float]] = [points[0][:2]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        corner = Vector(here[:2])
        to_before, to_after = Vector(before[:2]) - corner, Vector(after[:2]) - corner
        if here[2] <= 0:
            out.append(tuple(corner))
            continue
        reach = min(here[2], to_before.length * 0.49, to_after.length * 0.49)
        start, end = corner + to_before.normalized() * reach, corner + to_after.normalized() * reach
        for step in range(steps + 1):
            t = step / steps
            out.append(tuple(start * (1 - t) ** 2 + corner * 2 * t * (1 - t) + end * t * t))
    out.append(points[-1][:2])
    return out


def lathe(
    name: str,
    profile: list[tuple[float, float]],
    *,
    segments: int = 96,
    mat: bpy.types.Material | Material | None = None,
    wobble: float = 0.0,
    seed: int = 0,
) -> bpy.types.Object:
    """Turn a profile of (radius, height) about Z; a radius of zero closes it. ``wobble`` in metres makes it a little out of true."""
    vertices: list[Vector] = []
    rings: list[list[int]] = []
    for radius, height in profile:
        if radius < 1e-7:
            rings.append([len(vertices)])
            vertices.append(Vector((0, 0, height)))
            continue
        ring = []
        for k in range(segments):
            angle = math.tau * k / segments
            out = Vector((math.cos(angle), math.sin(angle), 0))
            off = wobble * noise.noise(Vector((out.x * 0.8 + seed * 7.3, out.y * 0.8, height * 14)))
            ring.append(len(vertices))
            vertices.append(out * (radius + off) + Vector((0, 0, height)))
        rings.append(ring)
    faces = []
    for low, high in itertools.pairwise(rings):
        for k in range(segments):
            after = (k + 1) % segments
            if len(low) == 1 and len(high) == 1:
                break
            if len(low) == 1:
                faces.append((low[0], high[after], high[k]))
            elif len(high) == 1:
                faces.append((low[k], low[after], high[0]))
            else:
                faces.append((low[k], low[after], high[after], high[k]))
    return mesh(name, vertices, faces, mat=mat)


def displace(obj: bpy.types.Object, amount: float, scale: float, *, seed: int = 0, octaves: int = 4) -> None:
    """Push an object's vertices along their normals by noise: ``amount`` metres, ``scale`` cells a metre."""
    data = obj.data
    normals = [v.normal.copy() for v in data.vertices]
    away = Vector((seed * 3.7, seed * 1.9, seed * 5.1))
    for vertex, normal in zip(data.vertices, normals, strict=True):
        vertex.co += normal * amount * noise.fractal(vertex.co * scale + away, 0.9, 2.1, octaves)
    data.update()


def subdivide(obj: bpy.types.Object, levels: int = 2, *, simple: bool = False) -> bpy.types.Object:
    """Divide a mesh for good, rounding it unless ``simple``."""
    modifier = obj.modifiers.new("subdivision", "SUBSURF")
    modifier.levels = modifier.render_levels = levels
    modifier.subdivision_type = "SIMPLE" if simple else "CATMULL_CLARK"
    return apply(obj)


def apply(obj: bpy.types.Object) -> bpy.types.Object:
    """Make an object's modifiers part of its mesh."""
    graph = bpy.context.evaluated_depsgraph_get()
    data = bpy.data.meshes.new_from_object(obj.evaluated_get(graph))
    obj.modifiers.clear()
    obj.data = data
    return obj


def copy(obj: bpy.types.Object, *, at: tuple[float, float, float] | None = None, turn: tuple[float, float, float] | None = None) -> bpy.types.Object:
    """Another object with the same mesh, with its children; ``turn`` in degrees."""
    made = link(obj.copy())
    for child in obj.children:
        copy(child).parent = made
    if at is not None:
        made.location = at
    if turn is not None:
        made.rotation_euler = tuple(math.radians(t) for t in turn)
    return made


def thread(points: list[tuple[float, float, float]], radius: float, mat: bpy.types.Material, *, ends: bool = True) -> bpy.types.Object:
    """A thread, a wire, a stem or a handle along points."""
    data = bpy.data.curves.new("thread", "CURVE")
    data.dimensions = "3D"
    data.bevel_depth = radius
    data.bevel_resolution = 3
    data.use_fill_caps = ends
    spline = data.splines.new("NURBS")
    spline.points.add(len(points) - 1)
    for spot, point in zip(spline.points, points, strict=True):
        spot.co = (*point, 1)
    spline.use_endpoint_u = True
    spline.order_u = 4
    data.materials.append(mat)
    return link(bpy.data.objects.new("thread", data))


def cloth(
    name: str,
    size: tuple[float, float],
    *,
    at: tuple[float, float, float] = (0, 0, 0),
    turn: float = 0.0,
    folds: int = 7,
    height: float = 12 * MM,
    creases: tuple[int, int] = (0, 0),
    flat: tuple[tuple[float, float, float], ...] = (),
    seed: int = 1,
    mat: bpy.types.Material | None = None,
) -> bpy.types.Object:
    """A cloth that lies in soft folds of about ``height``, with the sharp creases of having been put away folded into so many parts.

    ``flat`` names places, (x, y, radius) from its middle, where something stands on it and it lies close to the table.
    """
    cuts = max(80, round(max(size) / (3 * MM)))
    obj = plane(name, size, cuts=(min(cuts, 260), min(260, max(40, round(cuts * size[1] / size[0])))), mat=mat)
    rng = np.random.default_rng(seed)
    lines = [
        (
            rng.uniform(-0.5, 0.5) * size[0],
            rng.uniform(-0.5, 0.5) * size[1],
            rng.uniform(0, math.pi),
            rng.uniform(0.25, 0.7) * max(size),
            rng.uniform(0.4, 1.0) * height,
            rng.uniform(0.7, 1.5),
            rng.uniform(-1, 1),
        )
        for _ in range(folds)
    ]
    away = Vector((seed * 11.3, seed * 4.1, 0))
    for vertex in obj.data.vertices:
        x, y, _ = vertex.co
        place = Vector((x, y, 0))
        z = 0.0
        for cx, cy, angle, length, high, wide, bend in lines:
            along = (x - cx) * math.cos(angle) + (y - cy) * math.sin(angle)
            across = -(x - cx) * math.sin(angle) + (y - cy) * math.cos(angle)
            across += bend * along * along * 1.5 + 0.014 * noise.noise(place * 9 + away)
            width = high * wide * (1.0 if across > 0 else 0.55)
            z = max(z, high * math.exp(-((across / width) ** 2)) * max(0.0, 1 - (2 * along / length) ** 2)) + 0.25 * min(
                z, high * math.exp(-((across / width) ** 2))
            )
        z += 0.18 * height * max(0.0, noise.fractal(place * 8 + away, 0.8, 2.1, 3)) + 0.5 * MM * noise.fractal(place * 55 + away, 0.8, 2.2, 3)
        for parts, where, extent in ((creases[0], x, size[0]), (creases[1], y, size[1])):
            for k in range(1, parts):
                off = abs(where - (k / parts - 0.5) * extent + 1.2 * MM * noise.noise(place * 14))
                z += (2.6 * MM * math.exp(-off / (5 * MM))) * (1 if k % 2 else -0.4)
        for fx, fy, radius in flat:
            far = math.hypot(x - fx, y - fy)
            z *= min(1.0, max(0.0, (far - radius) / (0.03 + radius * 0.4))) ** 0.8
        hem = max(abs(x) - size[0] / 2 + 7 * MM, abs(y) - size[1] / 2 + 7 * MM)
        vertex.co.z = max(0.0, z) + 0.6 * MM + (0.5 * MM if hem > 0 else 0)
        vertex.co.x += 4 * MM * noise.noise(place * 6 + away)
        vertex.co.y += 4 * MM * noise.noise(place * 6 - away)
    obj.location = at
    obj.rotation_euler.z = math.radians(turn)
    thick = obj.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.8 * MM
    smooth = obj.modifiers.new("smooth", "SUBSURF")
    smooth.levels = smooth.render_levels = 1
    return obj


def tumble(pieces: list[bpy.types.Object], fixed: list[bpy.types.Object], *, frames: int = 70) -> None:
    """Let pieces fall from where they are on to what is fixed, and leave them where they come to rest."""
    scene = bpy.context.scene
    bpy.ops.rigidbody.world_add()
    falling = scene.rigidbody_world
    falling.substeps_per_frame, falling.solver_iterations = 14, 14
    falling.point_cache.frame_end = frames
    for obj in [*pieces, *fixed]:
        bpy.context.view_layer.objects.active = obj
        bpy.ops.rigidbody.object_add(type="ACTIVE" if obj in pieces else "PASSIVE")
        body = obj.rigid_body
        body.collision_shape = "CONVEX_HULL" if obj in pieces else "MESH"
        body.use_margin, body.collision_margin = True, 0.2 * MM
        body.friction, body.restitution, body.linear_damping, body.angular_damping = 0.8, 0.0, 0.3, 0.6
        body.mass = 0.01
    for frame in range(1, frames + 1):
        scene.frame_set(frame)
    resting = [obj.matrix_world.copy() for obj in pieces]
    bpy.ops.rigidbody.world_remove()
    for obj, where in zip(pieces, resting, strict=True):
        obj.matrix_world = where

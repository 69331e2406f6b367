"""A theme's assets → the files that are published. No asset makes a browser ask another site for anything."""

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote
from xml.parsers import expat

from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.engine.task import Read, Result
from batchpages.theme.manifest import COLOUR, OPTION_NAME
from batchpages.theme.source import decoded, position

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
    |(?P<url>url\(\s*(?:"(?P<double>[^"\\\n]*)"|'(?P<single>[^'\\\n]*)'|(?P<bare>[^"'()\\\s]*))\s*\))
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<name>@?(?:[\w-]|\\.|[^\x00-\x7f])+\(?)
    |(?P<space>\s+)""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
"""What matters in CSS: addresses, names of functions and rules, the comments and strings in which neither counts, and space."""

NEEDS_NO_SPACE = ("", "{", "}", ";", ",")
CHARSET = re.compile(r'@charset "[^"]*";\s*', re.IGNORECASE)
RASTER = re.compile(r"data:image/(?:png|jpeg|webp|gif|avif)[;,]", re.IGNORECASE)
ELSEWHERE = re.compile(r"""@import|url\(\s*["']?\s*(?!["'#\s])""", re.IGNORECASE)


def stylesheet(inputs: Mapping[str, Any], read: Read) -> Result:
    """A task: one published stylesheet, `asset`, with the theme's colours in front and the addresses of other assets in it.

    Inputs: `path` to print, `name` of the stylesheet in `assets/`, `options` of the theme by name, of which those that
    are colours become custom properties, `assets`: the address of each of the theme's other assets by name, `files`: the
    digest of its bytes, in hex.
    """
    text, faults = decoded(read(bytes.fromhex(inputs["files"][0])), inputs["path"])
    if faults:
        return Result(diagnostics=faults)
    found: list[Diagnostic] = []
    links: set[str] = set()

    def replaced(token: re.Match[str]) -> str:
        if token["space"] or token["comment"]:
            return _space(token["space"] or "", text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1])
        if token["url"]:
            address, what, hint = _address(token["double"] or token["single"] or token["bare"] or "", inputs["name"], inputs["assets"])
            if address and not address.startswith("#"):
                links.add(address.partition("#")[0])
        else:
            address, (what, hint) = "", _refused(token["name"] or "", text, token.end())
        if what:
            line, column = position(text, token.start())
            found.append(Diagnostic(Place(inputs["path"], line=line, column=column), what, hint))
        return f'url("{address}")' if address else token[0]

    css = TOKEN.sub(replaced, text)
    css = _properties(inputs["options"]) + css[len(charset[0]) if (charset := CHARSET.match(css)) else 0 :]
    return Result({"asset": css.encode()}, links=tuple(sorted(links)), diagnostics=tuple(found))


def _space(written: str, before: str, after: str) -> str:
    """What is left of space, or of a comment, between two signs: a page and its stylesheet are to come in one round trip."""
    if before in NEEDS_NO_SPACE or after in NEEDS_NO_SPACE or (not written and (before.isspace() or after.isspace())):
        return ""
    return ("\n" if "\n" in written else " ") if written else "/**/"


def _properties(options: Mapping[str, str]) -> str:
    colours = [f"--{name}:{value}" for name, value in sorted(options.items()) if OPTION_NAME.fullmatch(name) and COLOUR.fullmatch(value)]
    return f":root{{{';'.join(colours)}}}\n" if colours else ""


def _address(written: str, name: str, assets: Mapping[str, str]) -> tuple[str, str, str]:
    """The published address for one that is written in a stylesheet; or an empty one, what is wrong, and a hint."""
    file, hash_, fragment = written.partition("#")
    end = hash_ + quote(unquote(fragment), safe="/:;,=@()")
    if not file and fragment:
        return end, "", ""
    if file[:5].lower() == "data:":
        return "", "this stylesheet holds a file within itself (`data:`)", "put the file into `assets/` and write its name"
    if re.match(r"[a-z][a-z0-9+.-]*:|/", file, re.IGNORECASE):
        hint = "put the file into `assets/` and write its name, so that no other site is asked for it"
        return "", f"`{written[:80]}` leads out of the theme", hint
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file)))
    if file and wanted in assets:
        return assets[wanted] + end, "", ""
    hint = did_you_mean(wanted, assets, "write the name of a file in `assets/`, as seen from this stylesheet")
    return "", f"there is no asset `{wanted}`" if file else "this address is empty", hint


def _refused(name: str, text: str, end: int) -> tuple[str, str]:
    """What is wrong with the name of a rule or function that ends at `end`, and what to do; empty texts where it may stand."""
    lower = name.lower()
    if lower == "@import":
        return "`@import` cannot be used in a theme", "link each stylesheet from the template, by its name in `assets`"
    if "\\" in name and (name.startswith("@") or name.endswith("(")):
        return "a rule or function is written with a `\\` in its name", "write its name in plain letters"
    if lower == "url(":
        return "this address cannot be read", 'put it in quotes: `url("picture.webp")`'
    if lower == "src(" or (lower.endswith("image-set(") and _names_a_picture(text[end : end + 2000])):
        return f"`{name})` cannot be given a text", 'write `url("picture.webp")`'
    return "", ""


def _names_a_picture(arguments: str) -> bool:
    """Whether one of the pictures that `image-set(` is given is a text rather than a `url()`."""
    value = re.split(r"[;{}]", re.sub(r"""(?:url|type)\([^)]*\)""", "", arguments))[0]
    return re.search(r"""(?:^|,)\s*["']""", value) is not None


def copy(inputs: Mapping[str, Any], read: Read) -> Result:
    """A task: an asset as it is, `asset`. An SVG picture must be a picture and nothing else.

    Inputs: `path` to print, `name` in `assets/`, `files`: the digest of its bytes, in hex.
    """
    data = read(bytes.fromhex(inputs["files"][0]))
    name = inputs["name"].lower()
    if name.endswith(".svgz"):
        return Result(diagnostics=(Diagnostic(Place(inputs["path"]), "a packed SVG picture cannot be checked", "save it as `.svg`"),))
    return Result({"asset": data}, diagnostics=svg_faults(data, inputs["path"]) if name.endswith(".svg") else ())


def svg_faults(data: bytes, path: str) -> tuple[Diagnostic, ...]:
    """What in an SVG picture runs a script, shows another document, or asks for another file."""
    found: list[Diagnostic] = []
    parser = expat.ParserCreate()

    def say(what: str, hint: str) -> None:
        found.append(Diagnostic(Place(path, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1), what, hint))

    _watch(parser, say)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = Place(path, line=error.lineno, column=error.offset + 1)
        found.append(Diagnostic(place, f"this is not an SVG picture: {expat.ErrorString(error.code)}", "save it again as SVG"))
    except _StopReading:
        pass
    return tuple(found)


def _watch(parser: expat.XMLParserType, say: Callable[[str, str], None]) -> None:
    """Have a parser say what is wrong with the picture that it reads."""
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(name.rpartition(":")[2].lower())
        for what in _active(inside[-1], attributes):
            say(what, "save it again as a plain SVG picture, or delete this part")

    def end(_: str) -> None:
        inside.pop()

    def text(characters: str) -> None:
        if inside and inside[-1] == "style" and ELSEWHERE.search(characters):
            say("the style of this picture asks for another file", "delete `@import` and `url()` from it")

    def instruction(target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            say("this picture asks for a stylesheet", "delete the `<?xml-stylesheet …?>`")

    def entity(*_: object) -> None:
        say("this picture defines words of its own (`<!ENTITY …>`)", "save it again as a plain SVG picture")
        raise _StopReading

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.ProcessingInstructionHandler, parser.EntityDeclHandler = instruction, entity


class _StopReading(Exception):  # noqa: N818 - not an error
    """There is nothing to gain from reading on."""


def _active(name: str, attributes: Mapping[str, str]) -> list[str]:
    """What is wrong with an element of an SVG picture."""
    found = []
    if name in {"script", "handler", "listener"}:
        found.append("this picture holds a script")
    if name in {"foreignobject", "iframe", "embed", "object", "audio", "video"}:
        found.append(f"this picture holds another document (`<{name}>`)")
    for key, value in attributes.items():
        local = key.rpartition(":")[2].lower()
        if local.startswith("on"):
            found.append(f"this picture holds a script (`{key}`)")
        elif local in {"href", "src", "data"} and not value.strip().startswith("#") and not RASTER.match(value.strip()):
            found.append(f"this picture leads to `{value[:60]}`")
        elif local == "attributename" and value.rpartition(":")[2].strip().lower() in {"href", "src"}:
            found.append("this picture changes where it leads to")
        elif ELSEWHERE.search(value):
            found.append(f"`{key}` of this picture asks for another file")
    return found

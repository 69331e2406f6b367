"""The task that parses a `theme.yaml`, apart from what a theme is: most builds have none to parse, and import no parser."""

import re
from collections.abc import Mapping as Table
from typing import Any, cast, get_args

import msgspec

from batchpages.diagnostics import Diagnostic, Place, did_you_mean, shown
from batchpages.engine.task import Read, Result
from batchpages.located_yaml import Mapping, Mistake, Node, Scalar, Sequence, parse
from batchpages.theme.manifest import OPTION_NAME, Manifest, Option, OptionType, fault, one_of
from batchpages.theme.nodes import Say, entries, fields, text
from batchpages.theme.parse_images import parse_images
from batchpages.theme.source import decoded

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORD_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
LONGEST_WORD = 2000

TYPES: tuple[str, ...] = get_args(OptionType)


def parse_manifest(inputs: Table[str, Any], read: Read) -> Result:
    """A task. Inputs: `path` to print, `folder`: the name of the theme's folder, `files`: the digest of `theme.yaml`, in hex.

    The result's entry is the `Manifest` in MessagePack, and empty where there is a mistake.
    """
    path = inputs["path"]
    source, faults = decoded(read(bytes.fromhex(inputs["files"][0])), path)
    if faults:
        return Result(diagnostics=faults)
    tree, mistakes = parse(source)
    found = [_located(mistake, path) for mistake in mistakes]

    def say(node: Node, what: str, hint: str = "") -> None:
        found.append(Diagnostic(Place(path, line=node.line, column=node.column), what, hint))

    manifest = _manifest(tree, inputs["folder"], say) if tree is not None else None
    return Result(entry=b"" if found else msgspec.msgpack.encode(manifest), diagnostics=tuple(found))


def _located(mistake: Mistake, path: str) -> Diagnostic:
    also = tuple(Place(path, line=line, column=column) for line, column in mistake.also)
    return Diagnostic(Place(path, line=mistake.line, column=mistake.column), mistake.what, mistake.hint, also=also)


def _manifest(tree: Mapping, folder: str, say: Say) -> Manifest:
    given = fields(tree, ("name", "extends", "description", "options", "images", "words"), say)
    name = text(given.get("name"), say)
    if "name" not in given:
        say(tree, "the theme has no `name`", f"write `name: {folder}`")
    elif name != folder and name:
        say(given["name"], f"the theme is called {shown(name)}, and its folder `{folder}`", f"write `name: {folder}`, or rename the folder")
    extends = text(given.get("extends"), say)
    if extends and not NAME.fullmatch(extends):
        say(given["extends"], f"{shown(extends)} cannot be the name of a theme", "write it as its folder is called, such as `shelf`")
    if extends and extends == folder:
        say(given["extends"], "the theme extends itself", "write the name of another theme, or delete the line")
    options = {key.text: option for key, value in entries(given.get("options"), say) if (option := _option(key, value, say)) is not None}
    words = {key.text: _words(key, value, say) for key, value in entries(given.get("words"), say)}
    images = parse_images(given.get("images"), say)
    return Manifest(name, extends, text(given.get("description"), say), options, images, words)


def _option(key: Scalar, node: Node, say: Say) -> Option | None:
    if not OPTION_NAME.fullmatch(key.text) or key.text == "name":
        say(
            key,
            f"{shown(key.text)} cannot be the name of an option",
            "`name` names the theme" if key.text == "name" else "use small letters, digits and hyphens, such as `accent`",
        )
    if not isinstance(node, Mapping):
        if not node.broken:
            say(node, f"the option `{key.text}` needs a `type` and a `default`", "indent them below it")
        return None
    given = fields(node, ("type", "default", "choices", "description"), say)
    for required, hint in (("type", "write `type: colour`"), ("default", "write what holds where the settings say nothing")):
        if required not in given:
            say(key, f"the option `{key.text}` has no `{required}`", hint)
    type_, default = text(given.get("type"), say), text(given.get("default"), say)
    if type_ not in TYPES:
        if type_:
            say(given["type"], f"{shown(type_)} is no type of option", did_you_mean(type_, TYPES, f"write {one_of(TYPES)}"))
        return None
    option = Option(cast("OptionType", type_), default, _choices(type_, given.get("choices"), key, say), text(given.get("description"), say))
    can_tell = "default" in given and not given["default"].broken and (option.choices or type_ != "choice")
    if can_tell and (wrong := fault(option, default)):
        say(given["default"], *wrong)
    return option


def _choices(type_: str, node: Node | None, key: Scalar, say: Say) -> tuple[str, ...]:
    if type_ != "choice":
        if node is not None:
            say(node, "only an option of `type: choice` has choices", "delete them, or write `type: choice`")
    elif node is None:
        say(key, f"the option `{key.text}` has no `choices`", "write `choices: [serif, sans]`")
    elif isinstance(node, Sequence) and node.items:
        return tuple(text(item, say) for item in node.items)
    elif not node.broken:
        say(node, "the choices must be a list of at least one", "write `choices: [serif, sans]`")
    return ()


def _words(key: Scalar, node: Node, say: Say) -> dict[str, str]:
    if not LANGUAGE.fullmatch(key.text):
        say(key, f"{shown(key.text)} is not a language", "write a language tag, such as `en`, `pt` or `de-AT`")
    words = {}
    for name, value in entries(node, say):
        if not WORD_NAME.fullmatch(name.text):
            say(name, f"{shown(name.text)} cannot be the name of a word", "use small letters, digits, `_` and `-`, such as `made_by`")
        words[name.text] = text(value, say)
        if len(words[name.text]) > LONGEST_WORD:
            say(value, f"this text has {len(words[name.text])} characters; {LONGEST_WORD} are allowed", "shorten it")
    return words

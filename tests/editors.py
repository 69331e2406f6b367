"""What an editor makes of YAML: plain scalars by the core schema of YAML 1.2, or nothing but texts."""

import re

import yaml


class Texts(yaml.CBaseLoader):
    """Every scalar is a text."""


class Core(yaml.CSafeLoader):
    """The core schema: dates are texts, `NO` is one, `012` is the number 12."""

    yaml_implicit_resolvers = {}


def _integer(loader, node):
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


INFINITE = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}

for tag, pattern, construct in (
    ("null", "~|null|Null|NULL|", lambda _loader, _node: None),
    ("bool", "true|True|TRUE|false|False|FALSE", lambda _loader, node: node.value.lower() == "true"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", _integer),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        lambda _loader, node: INFINITE[node.value.lower()] if node.value.lower() in INFINITE else float(node.value),
    ),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
    Core.add_constructor(f"tag:yaml.org,2002:{tag}", construct)


def seen(text):
    """The ways in which editors see a YAML text."""
    return [yaml.load(text, loader) or {} for loader in (Texts, Core)]

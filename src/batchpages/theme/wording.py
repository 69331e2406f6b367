"""What the template engine says, in the words of an author: what is wrong, what to type instead, where to look in the line."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from batchpages.diagnostics import Place, did_you_mean
from batchpages.theme.source import position

TAGS = (
    *(
        "autoescape",
        "block",
        "call",
        "elif",
        "else",
        "extends",
        "filter",
        "for",
        "from",
        "if",
        "import",
        "include",
        "macro",
        "print",
        "raw",
        "set",
        "with",
    ),
    *("endautoescape", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endraw", "endset", "endwith"),
)
"""Every tag that a template may hold."""

TOKENS = {
    "end of print statement": "`}}`",
    "end of statement block": "`%}`",
    "begin of print statement": "`{{`",
    "begin of statement block": "`{%`",
    "end of template": "the end of the file",
    "name": "a name",
    "string": "a text in quotes",
    "integer": "a number",
    "template data / text": "text",
}
"""The engine's names of tokens that an author would not know."""

ONLY_IN = {
    "loop": "`loop` is there inside `{% for %}` only",
    "super": "`super()` is there inside `{% block %}` only",
    "caller": "`caller()` is there inside a macro that is used with `{% call %}` only",
}
"""Names that are there in some places only."""

LOOK_BEFORE = "look for a missing quote, comma or bracket before it"
CODE = re.compile(r"^(?:(?!\{[{%]).)*?[}%]\}|\{[{%].*?(?:[}%]\}|$)")
"""A tag or expression in one line, which may have begun in a line before it or end in one after it."""
LINES = 10
"""How many lines, from that on which a statement begins, its mistake is looked for."""
MANY = 14
"""A list of more names than this helps nobody."""


class Wording(msgspec.Struct, frozen=True):
    """A mistake in plain words. `token` is what to look for in the line; `offset` where it stands in the text, where that is known."""

    what: str
    hint: str = ""
    token: str = ""
    offset: int = -1


FIXED = {
    "Missing end of comment": Wording("a comment that begins with `{#` is never closed", "close it with `#}`", "{#"),
    "tag name expected": Wording("`{%` must be followed by the name of a tag", "a value is printed with `{{ }}`", "{%"),
    "Block names": Wording("the name of a block cannot hold a hyphen", "use an underscore instead", "block"),
}
"""The wordings of messages that begin in one of these ways."""
ENDLESS = Wording("this template calls itself without end", "let the macro stop at some depth, or the include at an empty list")


def of_syntax(message: str) -> Wording:
    """The wording of a syntax error, from the engine's English message."""
    if found := re.match(r"Encountered unknown tag '(.+?)'", message):
        return _of_tag(found[1], message)
    if message.startswith("Unexpected end of template"):
        tag = _open_tag(message)
        return Wording(f"the file ends while `{{% {tag} %}}` is still open", f"close it with `{{% end{tag} %}}`")
    if found := re.match(r"No (filter|test) named '(.+?)'", message):
        return Wording(f"there is no {found[1]} `{found[2]}`", token=found[2])
    if found := re.match(r"block '(.+?)' defined twice", message):
        return Wording(f"the block `{found[1]}` is defined twice in this template", "give one of the two another name", found[1])
    for begin, said in FIXED.items():
        if message.startswith(begin):
            return said
    return _of_token(message) or Wording(plain(message))


def _of_token(message: str) -> Wording | None:
    if found := re.match(r"[Ee]xpected (?:token '(.+?)'|(.+)), got '(.+)'$", message):
        wanted, got = found[2] or _token(found[1]), _token(found[3])
        return Wording(f"{got} stands where {wanted} was expected", LOOK_BEFORE, got.strip("`") if got.startswith("`") else "")
    if found := re.match(r"unexpected char (['\"])(.+)\1 at (\d+)", message, re.DOTALL):
        return _of_character(found[2], int(found[3]))
    if found := re.match(r"unexpected end of template, expected '(.+)'", message):
        return Wording(f"the file ends where {_token(found[1])} was expected", "close what is open in this line")
    if found := re.match(r"unexpected '(.+?)'(?:, expected '(.+)')?$", message):
        ends = "a value ends with `}}`, and a tag with `%}`" if found[1] == "}" else LOOK_BEFORE
        hint = f"write `{found[2]}` instead" if found[2] else ends
        return Wording(f"{_token(found[1])} is not expected here", hint, _token(found[1]).strip("`"))
    return None


def _of_character(character: str, offset: int) -> Wording:
    if character in "'\"":
        return Wording(f"a text that begins with {character} is never closed", f"end it with {character}", character, offset)
    return Wording(f"`{character}` has no meaning inside `{{{{ }}}}` or `{{% %}}`", "put texts in quotes", character, offset)


def _token(name: str) -> str:
    return TOKENS.get(name, f"`{name}`")


def _of_tag(name: str, message: str) -> Wording:
    if name not in TAGS:
        known = [tag for tag in TAGS if tag.startswith("end") == name.startswith("end")]
        hint = did_you_mean(name, known, "the tags are those of the Jinja template language")
        return Wording(f"there is no tag `{{% {name} %}}`", hint, name)
    tag = _open_tag(message)
    hint = f"`{{% {tag} %}}` is still open: close it with `{{% end{tag} %}}` first" if tag else "nothing is open that it could belong to"
    return Wording(f"`{{% {name} %}}` does not belong here", hint, name)


def _open_tag(message: str) -> str:
    found = re.search(r"needs to be closed is '(.+?)'", message)
    return found[1] if found else ""


def of_missing(owner: Any, name: str | int, line: str, given: Collection[str]) -> Wording:
    """The wording for a name that is not there.

    `owner` is what was asked for `name`; `given` are the names at the top level, of which one was meant where `owner` is
    the ellipsis. `line` is the line of the template, from which the whole expression is taken.
    """
    whole, before = (str(name), "") if owner is ... else _expression(str(name), line)
    if owner is ...:
        passed = f"an imported macro sees what it is called with, and nothing else: pass `{name}` to it" if name in given else ""
        return Wording(f"`{name}` is not given to this template", passed or ONLY_IN.get(str(name), "") or _names(str(name), given), str(name))
    if owner is None:
        return Wording(f"`{before or 'it'}` is empty here, and so has no `{name}`", f"ask first: `{{% if {before or '…'} %}}`", whole)
    if isinstance(owner, tuple | list):
        if isinstance(name, int):
            return Wording(f"`{whole}` is not there: the list holds {len(owner)}, counted from 0", f"ask first: `{{% if {before or '…'} %}}`", whole)
        return Wording(f"`{before or 'this'}` is a list; it has no `{name}` of its own", f"go through it: `{{% for one in {before or '…'} %}}`", whole)
    hint = _names(str(name), names_in(owner))
    if before == "words":
        own = f"a word of your own goes into `words` in `theme.yaml`, such as `en: {{{name}: …}}`"
        hint = f"{hint} Else: {own}" if hint.endswith("?") else own
    return Wording(f"`{whole}` is not given to this template", hint, whole)


def names_in(value: Any) -> tuple[str, ...]:
    """The names that a template can ask a value for."""
    if isinstance(value, msgspec.Struct):
        return value.__struct_fields__
    return tuple(map(str, value)) if isinstance(value, Mapping) else ()


def _names(name: str, known: Collection[str]) -> str:
    listed = f"there is {', '.join(f'`{k}`' for k in sorted(known))}" if 0 < len(known) <= MANY else ""
    return did_you_mean(name, known, listed)


def _expression(name: str, line: str) -> tuple[str, str]:
    """The expression in the line that ends in `name`, and what stands before that."""
    found = re.search(rf"([A-Za-z_][\w.\[\]'\"]*?)(?:\.|\[['\"]?){re.escape(name)}(?!\w)(?:['\"]?\])?", line)
    return (found[0], found[1]) if found else (name, "")


def place(said: Wording, text: str, path: str, line: int) -> Place:
    """The place of a wording's token in a line, or in one of the lines after it: a statement's line is that on which it begins."""
    if said.offset >= 0:
        line, column = position(text, said.offset)
        return Place(path, line=line, column=column)
    lines = text.split("\n")[max(line - 1, 0) :][:LINES]
    for number, there in enumerate(lines if said.token else ()):
        found = re.search(rf"(?<!\w){re.escape(said.token)}(?!\w)", _code(there))
        if found:
            return Place(path, line=line + number, column=found.start() + 1)
    first = lines[0] if lines else ""
    return Place(path, line=line, column=max(first.find(said.token) if said.token else -1, len(first) - len(first.lstrip())) + 1)


def _code(line: str) -> str:
    """The line with spaces for all that stands outside of `{{ }}` and `{% %}`; the line itself where it has none of these."""
    spans = [found.span() for found in CODE.finditer(line)]
    if not spans:
        return line
    return "".join(c if any(start <= at < end for start, end in spans) else " " for at, c in enumerate(line))


def of_dynamic(word: str) -> Wording:
    """The wording for a template that is not named outright by `extends`, `include`, `import` or `from`."""
    return Wording(f"`{word}` must name its template in quotes", f'write `{{% {word} "name.html" … %}}`, and choose with `{{% if %}}`', word)


def of_secret(message: str) -> Wording:
    """The wording for what the sandbox keeps from a template, from the engine's message."""
    found = re.search(r"attribute '(.+?)'", message)
    name = found[1] if found else "this"
    return Wording(f"`{name}` is not open to templates", "a template can use the fields it is given", name)


def of_failure(error: Exception) -> Wording:
    """The wording for an error of Python in a template."""
    what = plain(str(error)) or type(error).__name__
    return Wording(f"this cannot be worked out: {what}", "look at what is added, called or printed in this line")


def plain(message: str) -> str:
    """One of the engine's messages as ours begin and quote."""
    text = re.sub(r"'([^']*)'", r"`\1`", message).rstrip(".")
    return text[:1].lower() + text[1:]

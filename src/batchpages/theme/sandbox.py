"""Jinja's sandbox as templates have it: the fields of views, pure filters, no empty values printed, and bounds on what grows."""

import functools
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import CodeType
from typing import Any

import jinja2
import jinja2.compiler
import jinja2.sandbox
import msgspec
from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.runtime import Context, StrictUndefined, Undefined
from jinja2.utils import missing
from markupsafe import Markup

from batchpages.theme.wording import Wording

LONGEST_PAGE = 8_000_000
"""How many characters a page may have, or a text that is put together for one."""
LONGEST_RANGE = 10_000
"""How many numbers a range may have."""
LONGEST_REPETITION = 100_000
"""How many items or characters `*`, padding and a width in a format may make, and how many bits `**`."""
PADDING = frozenset({"ljust", "rjust", "center", "zfill", "expandtabs"})
"""The methods of a text that make it as long as they are told to."""
SIZED = ("batch", "center", "indent", "round", "slice")
"""The filters that make as much as they are told to."""
WIDE = re.compile(r"[%{][^%{}]*\d{6}")
"""A format that says a width of more digits than `LONGEST_REPETITION` allows."""
PRINTED = (str, Markup, int, float, Decimal, Undefined)
"""What can be printed as it is. A view, a list or nothing at all is printed by mistake only."""


class NotGiven(jinja2.UndefinedError):
    """A name was used that is not there. `owner` is what was asked for it, or the ellipsis at the top level."""

    def __init__(self, owner: Any, name: str | int | None, message: str) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = "" if name is None else name


class Refused(Exception):  # noqa: N818 - it is told as an author's mistake
    """What the sandbox refuses to do. Carries its wording."""

    def __init__(self, what: str, hint: str, token: str = "") -> None:
        super().__init__(what)
        self.wording = Wording(what, hint, token)


class _Undefined(StrictUndefined):
    """Jinja's strict undefined value, whose error also says what was asked."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = jinja2.UndefinedError) -> None:
        if exc is jinja2.UndefinedError and not hint:
            exc = functools.partial(NotGiven, ... if obj is missing else obj, name)
        super().__init__(hint, obj, name, exc)


class _Generator(jinja2.compiler.CodeGenerator):
    """Jinja's compiler, of which `~` takes what can be printed and keeps within a bound."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """`a ~ b`"""
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a view shows its fields only, and the names in a table come before the table's methods."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})
    code_generator_class = _Generator

    def joined(self, pieces: tuple[Any, ...]) -> str:
        """What `~` puts together; HTML where a piece is."""
        text = jinja2.runtime.markup_join(map(_checked, pieces))
        _too_long(len(text))
        return text

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """What Jinja puts the pieces of macros and block assignments together with."""
        pieces = list(pieces)
        _too_long(sum(map(len, pieces)))
        return "".join(pieces)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`"""
        kind = type(obj)
        if kind is dict and attribute in obj:
            return obj[attribute]
        try:
            fields = kind.__struct_fields__
        except AttributeError:
            return super().getattr(obj, attribute)
        return getattr(obj, attribute) if attribute in fields else self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`"""
        if isinstance(obj, msgspec.Struct):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 -- Jinja passes it
        """Those operators that can make much of little."""
        return {"*": _times, "**": _power, "%": _remainder, "+": _plus}[operator](left, right)

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Any call; padding only within its bound."""
        if getattr(function, "__name__", "") in PADDING and isinstance(getattr(function, "__self__", None), str):
            _sized(function.__name__, args, kwargs)
        if getattr(function, "__name__", "") == "translate" and isinstance(getattr(function, "__self__", None), str):
            raise Refused("`translate` cannot be used in a template", "use the filter `replace`", "translate")
        if (growth := GROWING.get(getattr(function, "__name__", ""))) and isinstance(text := getattr(function, "__self__", None), str):
            _too_long(growth(text, *args))
        return super().call(context, function, *args, **kwargs)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The safe form of a text's `format`, only within its bound; nothing for any other value."""
        safe = super().wrap_str_format(value)
        if safe is None:
            return None

        def sized(*args: Any, **kwargs: Any) -> str:
            _format_sized(value.__self__, (*args, *kwargs.values()))
            return safe(*args, **kwargs)

        return sized


def _too_long(length: int) -> None:
    if length > LONGEST_PAGE:
        raise Refused(f"this template makes a text of more than {LONGEST_PAGE:,} characters", "look for a loop that goes on too long")


def _replaced(text: Any, old: Any = "", new: Any = "", count: int | None = None, *_: Any) -> int:
    """How long a text is at most, once all of one piece is replaced by another."""
    times = str(text).count(str(old))
    return len(str(text)) + (times if count is None or count < 0 else min(times, count)) * len(str(new))


def _joined(separator: Any, items: Iterable[Any] = (), *_: Any) -> int:
    """How long some items are with a separator between them."""
    items = list(items)
    return sum(len(item) for item in items if isinstance(item, str)) + len(str(separator)) * len(items)


GROWING: Mapping[str, Callable[..., int]] = {"replace": _replaced, "join": _joined}
"""The methods of a text that can make much of little, and how much they would make."""


def _plus(left: Any, right: Any) -> Any:
    if isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        _too_long(len(left) + len(right))
    return operator.add(left, right)


def _times(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > LONGEST_REPETITION:
        raise Refused("`*` would make a number that is too large", "use a smaller one", "*")
    for many, count in ((left, right), (right, left)):
        if isinstance(many, str | list | tuple) and isinstance(count, int) and len(many) * count > LONGEST_REPETITION:
            raise Refused(f"`*` would make more than {LONGEST_REPETITION:,} characters or items", "use a smaller number", "*")
    return operator.mul(left, right)


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > LONGEST_REPETITION:
        raise Refused("`**` would make a number that is too large", "use a smaller one", "**")
    return operator.pow(left, right)


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        _format_sized(left, right if isinstance(right, tuple) else (right,))
    return operator.mod(left, right)


def _sized(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    if any(isinstance(size, int) and size > LONGEST_REPETITION for size in (*args, *kwargs.values())):
        raise Refused(f"`{name}` would make more than {LONGEST_REPETITION:,} characters or items", "use a smaller number", name)


def _format_sized(text: str, values: tuple[Any, ...]) -> None:
    """A width stands in the format itself, or is one of its values where the format asks for that by `*` or inner braces."""
    for value in values:
        _checked(value)
    asked = "*" in text or re.search(r"\{[^{}]*\{", text)
    if WIDE.search(text) or (asked and any(isinstance(value, int) and value > LONGEST_REPETITION for value in values)):
        raise Refused(f"this format would make more than {LONGEST_REPETITION:,} characters", "use a smaller width", "format")


def _sized_filter(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(filter_)
    def sized(*args: Any, **kwargs: Any) -> Any:
        _sized(name, args[1:], kwargs)
        return filter_(*args, **kwargs)

    return sized


def _replace(evaluation: Any, text: Any, *args: Any, **kwargs: Any) -> Any:
    _too_long(_replaced(text, *args))
    return jinja2.filters.FILTERS["replace"](evaluation, text, *args, **kwargs)


def _join(evaluation: Any, items: Any, d: Any = "", attribute: Any = None) -> Any:
    items = list(items)
    if attribute is None:
        _too_long(_joined(d, map(_checked, items)))
    return jinja2.filters.FILTERS["join"](evaluation, items, d, attribute)


def _string(value: Any) -> Any:
    return jinja2.filters.FILTERS["string"](_checked(value))


def _wordwrap(environment: Any, text: Any, *args: Any, **kwargs: Any) -> Any:
    _too_long(len(str(text)) * max((len(each) for each in (*args, *kwargs.values()) if isinstance(each, str)), default=1))
    return jinja2.filters.FILTERS["wordwrap"](environment, text, *args, **kwargs)


def _format(text: Any, *args: Any, **kwargs: Any) -> Any:
    _format_sized(str(text), (*args, *kwargs.values()))
    return jinja2.filters.FILTERS["format"](text, *args, **kwargs)


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if numbers[LONGEST_RANGE:]:
        raise Refused(f"`range` would make more than {LONGEST_RANGE:,} numbers", "use a smaller one", "range")
    return numbers


def _checked(value: Any) -> Any:
    """The value, unless it is no text and only a mistake would make one of it."""
    if type(value) in PRINTED or isinstance(value, PRINTED):
        return value
    if value is None:
        raise Refused("what is printed here is empty", "ask first, with `{% if … %}`", "{{")
    if isinstance(value, tuple | list):
        raise Refused("what is printed here is a list", "go through it with `{% for … in … %}`, or print it with the filter `join`", "{{")
    raise Refused("what is printed here is not a text", "print one of its fields", "{{")


@jinja2.pass_context
def _printable(_: Context, value: Any) -> Any:
    """What may be printed. Takes the context so that Jinja does not print constants by itself, past this check."""
    return _checked(value)


class _Codes(jinja2.BaseLoader):
    """Gives the compiled templates of one closure, and nothing from the disk."""

    def __init__(self, codes: Mapping[str, CodeType]) -> None:
        self.codes = codes

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> jinja2.Template:  # noqa: A002 -- Jinja's name for it
        code = self.codes.get(name)
        if code is None:
            raise jinja2.TemplateNotFound(name)
        return environment.template_class.from_code(environment, code, environment.make_globals(globals), None)


def sandbox(codes: Mapping[str, CodeType]) -> Sandbox:
    """An environment that knows the compiled templates of one closure, by their names."""
    environment = Sandbox(
        loader=_Codes(codes),
        autoescape=True,
        undefined=_Undefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    del environment.globals["lipsum"]
    environment.globals["range"] = _range
    for impure in ("random", "pprint"):
        del environment.filters[impure]
    environment.filters |= {name: _sized_filter(name, environment.filters[name]) for name in SIZED} | {
        "format": _format,
        "string": _string,
        "wordwrap": jinja2.pass_environment(_wordwrap),
        "replace": jinja2.pass_eval_context(_replace),
        "join": jinja2.pass_eval_context(_join),
    }
    return environment

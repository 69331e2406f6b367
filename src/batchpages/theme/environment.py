"""Templates → HTML, in a sandbox, and Jinja's errors → an author's.

A template sees the fields of one view, the fields of what these hold, and pure filters; no name beginning with `_`, no
method of a view, nothing that changes between two runs. Every text is escaped; what is HTML already says so (`__html__`).
Escaping does not stop `javascript:` in an `href`: views hold checked addresses only, and that is what keeps it out.
A range, a repetition, a width, a power, every text that is put together, and a page are bounded; the time that a template takes is not.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from types import CodeType

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.exceptions import SecurityError

from batchpages.diagnostics import AuthorError, Diagnostic, Place, did_you_mean
from batchpages.engine.task import Digest, Read
from batchpages.theme import wording
from batchpages.theme.sandbox import LONGEST_PAGE, NotGiven, Refused, Sandbox, sandbox
from batchpages.theme.source import decoded
from batchpages.theme.wording import Wording

TOO_DEEP = (RecursionError, MemoryError, OverflowError, SyntaxError)
"""What Python raises for a template, or an expression in it, that is nested more deeply than it can compile."""

Closure = tuple[tuple[str, Digest], ...]
Position = tuple[str, int]


@functools.lru_cache(maxsize=1)
def _compiler() -> Sandbox:
    return sandbox({})


# --- rendering -------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def _code_of(name: str, digest: Digest) -> list[CodeType]:  # noqa: ARG001 - they are the key
    """A template as this process compiled it, once it did: empty until there is a `read` to compile it with."""
    return []


@functools.lru_cache(maxsize=64)
def _environment_of(closure: Closure) -> list[Sandbox]:  # noqa: ARG001 - it is the key
    """The environment that this process made for a closure, once it did."""
    return []


def _compiled(name: str, digest: Digest, path: str, read: Read) -> CodeType:
    kept = _code_of(name, digest)
    if not kept:
        text, faults = decoded(read(digest), path)
        if faults:
            raise AuthorError(*faults)
        try:
            kept.append(_compiler().compile(text, name, name))
        except TOO_DEEP:
            raise AuthorError(_too_deep(path)) from None
    return kept[0]


def _template(name: str, closure: Closure, paths: Mapping[str, str], read: Read) -> jinja2.Template:
    kept = _environment_of(closure)
    if not kept:
        kept.append(sandbox({n: _compiled(n, digest, paths.get(n, n), read) for n, digest in closure}))
    return kept[0].get_template(name)


def render(name: str, closure: Sequence[tuple[str, Digest]], paths: Mapping[str, str], view: msgspec.Struct, read: Read) -> str:
    """The page that a template makes of a view, each field of which is a name at the template's top level.

    `closure` holds the template and all that it extends, includes and imports, as `theme.closure` gives it; `paths` the
    path to print for each of them. Raises `AuthorError` for every mistake in a template.
    """
    given = {field: getattr(view, field) for field in view.__struct_fields__}
    try:
        return _bounded(_template(name, tuple(closure), paths, read).generate(given), paths.get(name, name))
    except AuthorError:
        raise
    except Exception as error:
        sources = dict(closure)
        at = _innermost(error, sources)
        if not at[1] and not isinstance(error, jinja2.TemplateError):
            raise
        text, _ = decoded(read(sources[at[0] or name]), "")
        raise AuthorError(_diagnostic(error, paths.get(at[0] or name, name), text, at[1], tuple(given), sources)) from error


def _bounded(pieces: Iterator[str], path: str) -> str:
    kept, size = [], 0
    while some := list(itertools.islice(pieces, 1000)):
        kept.append("".join(some))
        size += len(kept[-1])
        if size > LONGEST_PAGE:
            what = f"this template makes a page of more than {LONGEST_PAGE:,} characters"
            raise AuthorError(Diagnostic(Place(path), what, "look for a loop that goes on too long"))
    return "".join(kept)


# --- checking --------------------------------------------------------------------------------------------------------


def check(name: str, text: str, path: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names of the templates that a template extends, includes and imports, sorted; and its mistakes of syntax."""
    environment = _compiler()
    try:
        tree = environment.parse(text, name, name)
        found = [*_unknown(tree, environment, text, path)]
        references, dynamic = _references(tree, text, path)
        if not found:
            environment.compile(tree, name, name)
    except jinja2.TemplateSyntaxError as error:
        return (), (_diagnostic(error, path, text, error.lineno, (), {}),)
    except TOO_DEEP:
        return (), (_too_deep(path),)
    return tuple(sorted(references)), (*found, *dynamic)


def _too_deep(path: str) -> Diagnostic:
    return Diagnostic(Place(path), "this template is nested too deeply", "split it into several templates")


def _unknown(tree: nodes.Template, environment: Sandbox, text: str, path: str) -> Iterator[Diagnostic]:
    known = (("filter", nodes.Filter, environment.filters), ("test", nodes.Test, environment.tests))
    for what, kind, names in known:
        for node in tree.find_all(kind):
            if (unknown := node.name) not in names:
                said = Wording(
                    f"there is no {what} `{unknown}`", did_you_mean(unknown, names, f"the {what}s are those of the Jinja template language"), unknown
                )
                yield Diagnostic(wording.place(said, text, path, node.lineno), said.what, said.hint)


def _references(tree: nodes.Template, text: str, path: str) -> tuple[set[str], list[Diagnostic]]:
    names: set[str] = set()
    dynamic = []
    for kind, word in ((nodes.Extends, "extends"), (nodes.Include, "include"), (nodes.Import, "import"), (nodes.FromImport, "from")):
        for node in tree.find_all(kind):
            target = node.template  # type: ignore[attr-defined]
            items = target.items if isinstance(target, nodes.List | nodes.Tuple) else [target]
            values = [item.value if isinstance(item, nodes.Const) else None for item in items]
            names.update(value for value in values if isinstance(value, str))
            if not all(isinstance(value, str) for value in values):
                said = wording.of_dynamic(word)
                dynamic.append(Diagnostic(wording.place(said, text, path, node.lineno), said.what, said.hint))
    return names, dynamic


# --- what went wrong, in an author's words ---------------------------------------------------------------------------


def _innermost(error: BaseException, names: Mapping[str, Digest]) -> Position:
    """The innermost template and its line that an error went through; `("", 0)` where there is none."""
    found: Position = ("", 0)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return (error.name or "", error.lineno)
    frame = error.__traceback__
    while frame is not None:
        name = frame.tb_frame.f_code.co_filename
        if name in names:
            found = (name, frame.tb_lineno)
        frame = frame.tb_next
    return found


def _diagnostic(error: Exception, path: str, text: str, line: int, given: Sequence[str], names: Mapping[str, Digest]) -> Diagnostic:
    lines = "\n".join(text.split("\n")[max(line - 1, 0) :][: wording.LINES])
    said = _wording(error, lines, given, names)
    return Diagnostic(wording.place(said, text, path, line), said.what, said.hint)


def _wording(error: Exception, lines: str, given: Sequence[str], names: Mapping[str, Digest]) -> Wording:
    match error:
        case Refused():
            said = error.wording
        case NotGiven():
            said = wording.of_missing(error.owner, error.name, lines, given)
        case jinja2.TemplateNotFound():
            said = Wording(f"there is no template `{error.name}`", did_you_mean(str(error.name), names), str(error.name))
        case SecurityError():
            said = wording.of_secret(str(error))
        case RecursionError():
            said = wording.ENDLESS
        case jinja2.TemplateError():
            said = wording.of_syntax(error.message or "")
        case _:
            said = wording.of_failure(error)
    return said

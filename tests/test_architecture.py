"""The floor plan, one home for each library, and a docstring for each public name."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "batchpages"
FILES = sorted(SOURCE.rglob("*.py"))

HOMES = {
    "babel": {"language.py"},
    "click": {"cli/"},
    "jinja2": {"theme/environment.py", "theme/sandbox.py"},
    "markupsafe": {"theme/environment.py", "theme/sandbox.py"},
    "markdown": {"content/story/convert.py"},
    "nh3": {"content/story/sanitise.py"},
    "PIL": {"photos/", "labels/logo.py"},
    "pi_heif": {"photos/kinds.py"},
    "pypdf": {"pages/documents.py"},
    "qrcode": {"labels/code.py"},
    "reportlab": {"labels/draw.py", "labels/fonts.py"},
    "fontTools": {"labels/fonts.py"},
    "resvg_py": {"labels/logo.py"},
    "watchdog": {"edges/watch.py"},
    "werkzeug": {"edges/serve.py"},
    "yaml": {"located_yaml/reading.py"},
}
"""Each third-party library's one home. msgspec is the type layer, and is at home wherever values are typed."""

EDGES = {"os", "shutil", "tempfile", "subprocess", "socket", "pathlib"}
"""What touches the world outside; the pure folders import none of it."""

HEAVY = {
    "jinja2",
    "markdown",
    "yaml",
    "PIL",
    "pi_heif",
    "pypdf",
    "qrcode",
    "watchdog",
    "msgspec",
    "reportlab",
    "fontTools",
    "resvg_py",
    "nh3",
    "babel",
    "werkzeug",
}
PURE = (
    "content/",
    "pages/",
    "photos/",
    "labels/",
    "starters/",
    "theme/",
    "addresses.py",
    "model/",
    "located_yaml/",
    "language.py",
    "conflicts.py",
    "diagnostics.py",
)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def where(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("place", sorted({*PURE, *set().union(*HOMES.values())}))
def test_the_floor_plan_names_what_is_there(place: str) -> None:
    assert (SOURCE / place).exists(), "a rule about what is gone holds nothing"


@pytest.mark.parametrize("path", FILES, ids=where)
def test_each_library_has_one_home(path: Path) -> None:
    for library in imports(path) & HOMES.keys():
        assert any(where(path).startswith(home) for home in HOMES[library]), f"{library} lives in {HOMES[library]}"


@pytest.mark.parametrize("path", [f for f in FILES if where(f).startswith(PURE)], ids=where)
def test_pure_folders_do_not_touch_the_world(path: Path) -> None:
    assert not imports(path) & EDGES


@pytest.mark.parametrize("path", FILES, ids=where)
def test_public_names_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=where)
def test_files_stay_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400, "a file that outgrows this wants a new name"


def loaded_by(*arguments: str) -> set[str]:
    code = f"import sys; sys.argv[1:] = {list(arguments)!r}\nfrom batchpages.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.splitlines()}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not loaded_by(*arguments) & HEAVY


def test_folders_state_their_rule() -> None:
    for folder in {path.parent for path in FILES}:
        docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert docstring, f"{folder.name} does not say what it is for"

"""The rooms of the house: who may import whom, how large things may be, what must be said of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SOURCES = tuple(sorted([*HOUSE.glob("extractor/**/*.py"), *HOUSE.glob("patterns/**/*.py")]))

FLOORS = (
    ("patterns", "version"),
    ("model", "language"),
    ("errors", "options"),
    ("regular_files",),
    ("guard", "provenance", "own_rules", "confidence", "kept_files", "ruled"),
    ("read", "layout", "find", "resolve", "audit"),
    ("pipeline", "finders"),
    ("store",),
    ("search", "verdicts"),
    ("across",),
    ("query", "facsimile", "corrections"),
    ("export", "evaluate", "doctor", "spacy_component", "examples"),
    ("web",),
    ("cluster",),
    ("run",),
    ("cli",),
)
"""Ground floor first. A room imports from earlier floors only; on one floor nobody imports a neighbour."""

FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
NO_NOUN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools", "base", "data2"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def module_name(path: Path) -> str:
    """``extractor.find.dates`` for the file of that module."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The room of a module of ours; None for the package ``extractor`` itself and for what is not ours."""
    parts = module.split(".")
    if parts[0] == "patterns":
        return "patterns"
    return parts[1] if parts[0] == "extractor" and len(parts) > 1 else None


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


MODULES = {module_name(path): path for path in SOURCES}


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Our own modules that a file imports anywhere in it, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            source = node.module or ""
            found = [f"{source}.{name.name}" if f"{source}.{name.name}" in MODULES else source for name in node.names]
        else:
            continue
        for name in found:
            if name.split(".")[0] in ("extractor", "patterns"):
                yield name, node.lineno


def test_every_room_has_a_floor() -> None:
    rooms = {room for module in MODULES if (room := room_of(module)) is not None}
    assert rooms <= FLOOR_OF.keys(), f"rooms without a floor: {sorted(rooms - FLOOR_OF.keys())}"


def test_a_room_imports_only_from_floors_below() -> None:
    wrong = [
        f"{path.relative_to(HOUSE)}:{line} imports {name}"
        for module, path in MODULES.items()
        for name, line in imports_of(path)
        if (own := room_of(module)) is not None
        and (other := room_of(name)) != own
        and (other is None or FLOOR_OF[other] >= FLOOR_OF[own])
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        module: {name for name, _ in imports_of(path)} for module, path in MODULES.items() if module != "extractor"
    }
    settled: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join([*way[way.index(module) :], module])
        if module in settled or module not in graph:
            return
        for name in sorted(graph[module]):
            visit(name, (*way, module))
        settled.add(module)

    for module in sorted(graph):
        visit(module, ())
    assert settled == graph.keys()


def test_a_package_says_what_it_is_and_holds_no_code() -> None:
    """Nobody inside depends on what a package re-exports; only ``extractor/__init__.py`` loads public names late."""
    packages = [path for path in SOURCES if path.name == "__init__.py"]
    silent = [path.relative_to(HOUSE) for path in packages if not ast.get_docstring(tree_of(path))]
    full = [path.relative_to(HOUSE) for path in packages if len(tree_of(path).body) > 1]
    assert silent == []
    assert full in ([], [Path("extractor/__init__.py")])


def test_a_package_names_the_file_to_read_first() -> None:
    absent = [
        f"{path.relative_to(HOUSE)}: {name}"
        for path in SOURCES
        if path.name == "__init__.py"
        for name in re.findall(r"`(\w+\.py)`", ast.get_docstring(tree_of(path)) or "")
        if not (path.parent / name).exists()
    ]
    assert absent == []


def test_a_module_is_named_for_what_it_is_about() -> None:
    assert not [path.relative_to(HOUSE) for path in SOURCES if NO_NOUN & set(path.stem.split("_"))]


@pytest.mark.parametrize("folder", ["extractor", "patterns", "notebooks"])
def test_files_and_functions_stay_small(folder: str) -> None:
    long = []
    for path in sorted((HOUSE / folder).rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            long.append(f"{path.relative_to(HOUSE)}: {lines} lines")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(HOUSE)}:{node.lineno}: {node.name} has {length} lines")
    assert not long, "\n".join(long)


def is_property(node: ast.AST) -> bool:
    """A property is named like an attribute and explained with its class."""
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(mark, ast.Name) and mark.id in ("property", "cached_property") for mark in node.decorator_list
    )


def public_without_docstring(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Names and lines of the public functions and classes of a body, and of the methods in them."""
    for node in body:
        if is_property(node):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name, node.lineno
            if isinstance(node, ast.ClassDef):
                yield from public_without_docstring(node.body)


def test_everything_public_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(HOUSE)}:{line}: {name}"
        for path in SOURCES
        for name, line in public_without_docstring(tree_of(path).body)
    ]
    assert not silent, "\n".join(silent)


def test_every_file_says_what_it_is() -> None:
    silent = [
        path.relative_to(HOUSE) for path in SOURCES if path.read_text().strip() and not ast.get_docstring(tree_of(path))
    ]
    assert not silent

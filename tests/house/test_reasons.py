"""What must be said of the code: parameters in docstrings, reasons of tests that wait, and keys that are values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_rooms import HOUSE, MODULES, SOURCES, tree_of

CLOCKS = frozenset({"monotonic", "perf_counter", "process_time", "thread_time", "monotonic_ns", "perf_counter_ns"})

WAITING = {
    "tests/fuzz/batch.py": "gives up a run that hangs, and says which file took more than its limit",
    "tests/fuzz/fuzz.py": "prints how long a run took",
    "tests/guard/clock.py": "turns the clock of the guard forward while a page hangs",
    "tests/guard/processes.py": "waits for processes to come and go, and gives up after PATIENCE",
    "tests/guard/test_guard.py": "turns the clock of the guard forward, so that nobody waits for a timeout",
}
"""Tests that may look at a clock, and why. None of them says how fast anything is."""


def functions_of(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """The public functions of a body, and the methods of its public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from functions_of(node.body)


def is_command(node: ast.FunctionDef) -> bool:
    """A command's docstring is its help page; its options are explained where they are declared."""
    names = [mark.func if isinstance(mark, ast.Call) else mark for mark in node.decorator_list]
    return any(isinstance(name, ast.Attribute) and name.attr == "command" for name in names)


def unnamed(node: ast.FunctionDef) -> list[str]:
    """The parameters that the docstring of a function with three or more does not name."""
    given = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    own = [name for name in given if name not in ("self", "cls")]
    said = ast.get_docstring(node) or ""
    return [name for name in own if not re.search(rf"\b{name}\b", said)] if len(own) >= 3 else []


def silent_functions(path: Path) -> list[str]:
    """The public functions of a file that do not name their parameters, with these."""
    return [
        f"{path.relative_to(HOUSE)}:{node.lineno}: {node.name} does not name {', '.join(lacking)}"
        for node in functions_of(tree_of(path).body)
        if not is_command(node) and (lacking := unnamed(node))
    ]


def test_a_function_of_three_parameters_names_each_in_its_docstring() -> None:
    silent = [line for path in MODULES.values() for line in silent_functions(path)]
    assert not silent, "\n".join(silent)


def test_no_value_is_known_by_its_address() -> None:
    """``id()`` of a value that is gone names another one; values are their own keys."""
    calls = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert calls == []


def clocks_and_deadlines(path: Path) -> Iterator[int]:
    """The lines of a test that look at a clock, or set a deadline for examples."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.keyword) and node.arg == "deadline":
            yield node.value.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time":
            yield from [node.lineno] if node.attr in CLOCKS | {"time", "time_ns"} else []
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from [node.lineno] if CLOCKS & {name.name for name in node.names} else []


def test_no_test_asks_how_long_something_takes() -> None:
    """A busy machine is slow, not wrong. Costs are compared with costs, in tests/benchmarks."""
    looking = {
        path.relative_to(HOUSE).as_posix(): list(clocks_and_deadlines(path))
        for path in sorted((HOUSE / "tests").rglob("*.py"))
        if "benchmarks" not in path.parts
    }
    allowed = {*WAITING, "tests/conftest.py"}  # the profile of hypothesis, which has no deadline
    assert {path: lines for path, lines in looking.items() if lines and path not in allowed} == {}


def test_a_test_that_the_code_names_exists() -> None:
    """A threshold names the test that holds it; a test that was renamed holds nothing for its reader."""
    tests = {path.name for path in (HOUSE / "tests").rglob("test_*.py")}
    named = [
        f"{path.relative_to(HOUSE)}: {name}"
        for path in SOURCES
        for name in re.findall(r"test_\w+\.py", path.read_text(encoding="utf-8"))
        if name not in tests
    ]
    assert named == []

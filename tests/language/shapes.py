"""The messages that a user may read, collected from the source: errors, failures, notes, heads of tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "extractor"
# What takes a message: errors of the family and those of stages, failures, notes.
TAKERS = ("Failure", "_unreadable", "note", "_complain", "spoken")
TABLE = "write_table"
# Stands for a value: a number fits a shape wherever a name does.
VALUE = "7"
# Errors that reach no user unless the program has a fault; then their text goes into the report of it as it is.
INTERNAL = ("ValueError", "TypeError", "KeyError", "AttributeError", "ImportError", "_RewritingError")
# Notes of a comparison are made of parts and said by them (test_comparison_words.py).
NOTES = "query/comparison"

Names = Mapping[str, ast.expr]


def messages() -> dict[str, str]:
    """Each message with ``VALUE`` in place of its values → the file and line that writes it."""
    found: dict[str, str] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        where = path.relative_to(HOUSE).as_posix()
        for call, names in calls(ast.parse(path.read_text(encoding="utf-8")), {}):
            if not (where.startswith(NOTES) and name_of(call) == "note"):
                told = [text for argument in arguments(call) for text in texts(argument, names)]
                found |= {text: f"{where}:{call.lineno}" for text in told if any(map(str.isalpha, text))}
    return found


def calls(node: ast.AST, names: Names) -> Iterator[tuple[ast.Call, Names]]:
    """All calls, each with what its function assigns to names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, names
        inside = assigned(child) if isinstance(child, ast.FunctionDef) else names
        yield from calls(child, inside)


def assigned(function: ast.FunctionDef) -> Names:
    return {
        target.id: each.value
        for each in ast.walk(function)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }


def texts(node: ast.expr, names: Names) -> list[str]:
    """The texts that an expression may be: both of a choice, what its names stand for; none where it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(each) for each in product(*(part_of(part, names) for part in parts))]
        case ast.IfExp(body=body, orelse=other):
            return [*texts(body, names), *texts(other, names)]
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            ends = (texts(left, names) or [VALUE], texts(right, names) or [VALUE])
            return ["".join(each) for each in product(*ends)]
        case ast.Name(id=name) if name in names:
            return texts(names[name], {})
    return []


def part_of(part: ast.expr, names: Names) -> list[str]:
    if isinstance(part, ast.FormattedValue):
        return texts(part.value, names) or [VALUE]
    return texts(part, names)


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def arguments(call: ast.Call) -> list[ast.expr]:
    """Those of a call that a user may read."""
    name = name_of(call)
    if name == TABLE:
        heads = call.args[0].elts if call.args and isinstance(call.args[0], ast.Tuple) else []
        return [*heads, *(each.value for each in call.keywords if each.arg == "title")]
    if name == "Failure":
        # The first two are the stage and the page.
        return [call.args[0], *call.args[2:]] if call.args else [each.value for each in call.keywords]
    if name in TAKERS or (name.endswith("Error") and name not in INTERNAL):
        return [*call.args, *(each.value for each in call.keywords if each.arg == "next_step")]
    return []

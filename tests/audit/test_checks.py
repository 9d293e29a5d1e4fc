"""The registry of checks: the documentation says what it says, and nobody makes what it does not name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from extractor.audit import checks
from extractor.audit.checks import CHECKS, KINDS, SEVERITIES, explained, unknown

HOUSE = Path(__file__).parents[2]
MAKERS = sorted([*HOUSE.glob("extractor/audit/*.py"), *HOUSE.glob("extractor/across/*.py")])


def test_the_page_has_the_tables_of_the_registry() -> None:
    page = (HOUSE / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in page if line.startswith("| `")] == list(explained())


def test_each_kind_is_named_once_and_may_be_grave_in_known_ways_only() -> None:
    assert len(set(KINDS)) == len(KINDS)
    assert all(check.severities and set(check.severities) <= SEVERITIES.keys() for check in CHECKS)
    assert all(check.in_document or check.over_corpus for check in CHECKS)


def test_what_is_not_in_the_registry_is_unknown() -> None:
    assert unknown(["sum", "shading", "error", "grave", "shading"]) == ["shading", "grave"]


@pytest.mark.parametrize("path", MAKERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_kinds_and_severities_are_written_as_the_registry_names_them(path: Path) -> None:
    """No maker of checks writes the name of a kind or a severity in quotes: a slip there would make a new kind."""
    if path.name == Path(checks.__file__).name and path.parent.name == "audit":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "") in ("Check", "CheckRow"):
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            assert not call.args, f"line {call.lineno}: fields of a check are named"
            assert not isinstance(named["kind"], ast.Constant), f"line {call.lineno}"
            assert not isinstance(named["severity"], ast.Constant), f"line {call.lineno}"

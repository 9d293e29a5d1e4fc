"""Runs notebooks as Jupyter does, without a kernel: cell by cell in one namespace, with what each cell shows."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair
import pandas

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = tuple(sorted(FOLDER.glob("*.ipynb")))
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Shown:
    """What a cell shows: the value of its last line, in each form that a notebook could show, by media type."""

    cell: str
    value: Any
    forms: Mapping[str, Any]

    @property
    def picture(self) -> ElementTree.Element:
        """The drawing of a chart; fails where it is none."""
        return ElementTree.fromstring(self.forms["image/svg+xml"])


@dataclass(frozen=True)
class Run:
    """The ``names`` that a notebook leaves and what its cells showed, by the name that stands in their last line."""

    names: Mapping[str, Any]
    shown: tuple[Shown, ...]

    def __getitem__(self, name: str) -> Any:
        return self.names[name]

    def picture_of(self, name: str) -> ElementTree.Element:
        """The drawing of the chart that the cell ends with whose last line begins with ``name``."""
        (found,) = [shown for shown in self.shown if re.split(r"\W", shown.cell)[0] == name]
        return found.picture


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """All cells of a notebook."""
    cells: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


def code_of(notebook: Path) -> list[dict[str, Any]]:
    """Its code cells."""
    return [cell for cell in cells_of(notebook) if cell["cell_type"] == "code"]


def run(notebook: Path) -> Run:
    """Runs all cells of a notebook; a warning is an error, since a reader would see it."""
    names: dict[str, Any] = {}
    with _as_before(), warnings.catch_warnings():
        warnings.simplefilter("error")
        shown = [_run_cell(notebook, cell, names) for cell in code_of(notebook)]
    return Run(names, tuple(shown))


@contextmanager
def _as_before() -> Iterator[None]:
    """How tables and charts are shown is as before, whatever a notebook says of it."""
    renderer, theme = altair.renderers.active, altair.theme.active
    with pandas.option_context("display.max_colwidth", None):
        yield
    altair.renderers.enable(renderer)
    altair.theme.enable(theme)


def _run_cell(notebook: Path, cell: Mapping[str, Any], names: dict[str, Any]) -> Shown:
    place = f"{notebook.name}:{cell['id']}"
    body = ast.parse("".join(cell["source"]), place)
    last = body.body.pop()
    assert isinstance(last, ast.Expr), f"{place} shows nothing: its last line is no expression"
    exec(compile(body, place, "exec"), names)
    value = eval(compile(ast.Expression(last.value), place, "eval"), names)
    assert value is not None, f"{place} shows nothing"
    return Shown(ast.unparse(last), value, _forms(value))


def _forms(value: Any) -> dict[str, Any]:
    if hasattr(value, "_repr_mimebundle_"):
        bundle: dict[str, Any] = value._repr_mimebundle_()
        return bundle
    makers = {"text/html": "_repr_html_", "image/png": "_repr_png_"}
    rich = {media: getattr(value, name)() for media, name in makers.items() if hasattr(value, name)}
    return {"text/plain": repr(value), **rich}

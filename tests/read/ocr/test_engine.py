"""Engines are found by their entry points, and loaded only when a page needs them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.errors import MissingPartError, UsageError
from extractor.options import Options
from extractor.read.ocr import engine
from extractor.read.ocr.engine import OWN, engine_named, known_engines
from extractor.read.ocr.tesseract import Tesseract
from tests.read.ocr.stand_in import StandIn

ROOT = Path(__file__).parents[3]


def test_an_engine_of_another_package_stands_beside_the_own_one(stand_in: Path) -> None:
    assert {"tesseract", "stand-in"} <= known_engines().keys()
    assert isinstance(engine_named("stand-in"), StandIn)
    assert engine_named("stand-in") is engine_named("stand-in")


def test_the_own_engine_is_there_where_this_program_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "entry_points", lambda group: ())
    engine_named.cache_clear()
    assert isinstance(engine_named(Options().ocr_engine), Tesseract)


def test_the_own_engine_is_registered_as_any_other_would_be() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][engine.GROUP] == {OWN.name: OWN.value}


def test_an_unknown_name_is_told_with_the_known_ones(stand_in: Path) -> None:
    with pytest.raises(UsageError, match="tesserakt") as raised:
        engine_named("tesserakt")
    assert "stand-in, tesseract, unready" in raised.value.next_step


@pytest.mark.parametrize(("name", "why"), [("broken", "AttributeError"), ("unready", "ValueError: no licence")])
def test_an_engine_that_does_not_load_is_a_missing_part(stand_in: Path, name: str, why: str) -> None:
    with pytest.raises(MissingPartError, match=f"{name}.*{why}") as raised:
        engine_named(name)
    assert "tests.read.ocr.stand_in" in raised.value.next_step


def test_documents_of_another_engine_are_other_results() -> None:
    assert replace(Options(), ocr_engine="stand-in").result_key() != Options().result_key()

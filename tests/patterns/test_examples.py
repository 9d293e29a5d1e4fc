"""Every example of every registry: what must be read is read with its fields, what must not be is not."""

from __future__ import annotations

import pytest

from extractor.examples.checking import misses
from patterns.loader import Entry, load, names
from tests.patterns.readers import READERS

ENTRIES = [pytest.param(name, entry, id=f"{name}-{entry.id}") for name in names() for entry in load(name)]


@pytest.mark.parametrize("name", names())
def test_every_registry_has_a_reader(name: str) -> None:
    assert name in READERS, f"patterns/{name}.toml has no reader: write one in extractor/examples, add it to READERS"


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_examples(name: str, entry: Entry) -> None:
    reader = READERS.get(name)
    if reader is None:
        pytest.skip(f"patterns/{name}.toml has no reader in extractor/examples")
    assert [*misses(entry, reader)] == []


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_every_entry_has_examples(name: str, entry: Entry) -> None:
    uncited = entry.get("cited") is False or entry.get("left_out") or entry.get("generic")
    assert entry.match or uncited, f"patterns/{name}.toml, {entry.id}: no example that must match"
    assert entry.reject, f"patterns/{name}.toml, {entry.id}: no example that must not"

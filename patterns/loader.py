"""Reads the registries: one TOML file a subject, one ``[[entry]]`` a fact, each with examples both ways.

A long subject has several files: ``indicators.budget.toml`` goes on where ``indicators.toml`` ends. A user may add
entries of his own (``own.py``): they count as those of the files do.

An entry has an ``id``, the fields of its subject, ``match`` (strings in which it must be read, each a string
or a table with ``text`` and expected fields) and ``reject`` (strings in which it must not). The tests run all
examples of all files through the reader that the file's subject belongs to.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

# ``importlib.resources`` would cost more time than reading the files; installers unpack a wheel in any case.
_FOLDER = Path(__file__).parent

# 64 bits: who runs other registries does so by mistake, not to deceive.
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Example:
    """A string in which an entry must be read, and fields that must come out of it."""

    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of a registry. ``fields`` holds all its keys but ``id``, ``match`` and ``reject``."""

    id: str
    fields: Mapping[str, Any]
    match: tuple[Example, ...]
    reject: tuple[str, ...]

    # A user's own entries cross to worker processes; views of mappings are not pickled.
    def __reduce__(self) -> tuple[Any, ...]:
        return entry_from, (self.table(), "")

    def table(self) -> dict[str, Any]:
        """The entry as a table of its file."""
        match = [{"text": example.text, **example.expect} for example in self.match]
        return {"id": self.id, **self.fields, "match": match, "reject": list(self.reject)}

    def __getitem__(self, name: str) -> Any:
        """The field of this name; raises ``KeyError`` that names the entry where it has none."""
        if name not in self.fields:
            raise KeyError(f"the entry {self.id!r} has no field {name!r}")
        return self.fields[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The field of this name, or ``default``."""
        return self.fields.get(name, default)


@cache
def digest() -> str:
    """What tells these registries from others: 16 hex digits over the names and bytes of all their files."""
    total = hashlib.sha256()
    for file in sorted(_FOLDER.rglob("*.toml")):
        content = file.read_bytes()
        total.update(f"{file.relative_to(_FOLDER).as_posix()} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()[:_DIGITS]


def needed(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some strings; of no strings it matches the empty string at every place.

    A caller searches a text in lower case for it first, and runs a slow pattern only where one of the strings stands.
    """
    return re.compile("|".join(map(re.escape, words)))


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of some strings; for a few strings this is several times as fast as one pattern."""
    for word in words:  # noqa: SIM110 -- a generator costs more than the look
        if word in text:
            return True
    return False


# The entries that a user adds, by registry: set once, before any registry is read, and the same as long as the process
# lives. What is compiled of registries is kept in some eighty caches, so a later change would reach a part of them.
_own: dict[str, tuple[Entry, ...]] = {}


def add(entries: Mapping[str, tuple[Entry, ...]]) -> None:
    """Adds entries of a user's own to the registries, by name of the registry, for the life of the process.

    Raises ``RuntimeError`` where a registry was read before, with other entries.
    """
    if load.cache_info().currsize:
        raise RuntimeError("registries were read before")
    _own.clear()
    _own.update(entries)


def is_read() -> bool:
    """Whether this process has read a registry: from then on nothing can be added."""
    return load.cache_info().currsize > 0


@cache
def load(name: str) -> tuple[Entry, ...]:
    """All entries of a registry: the program's in their order, then those of the user's own.

    An entry of the user's own with the id of one of the program's stands in its place. Raises as ``shipped`` does.
    """
    own = {entry.id: entry for entry in _own.get(name, ())}
    entries = shipped(name)
    known = {entry.id for entry in entries}
    further = (entry for entry in own.values() if entry.id not in known)
    return (*(own.get(entry.id, entry) for entry in entries), *further)


@cache
def shipped(name: str) -> tuple[Entry, ...]:
    """All entries of ``patterns/<name>.toml`` in the order of the file, then those of ``<name>.<part>.toml`` by name.

    Raises ``FileNotFoundError`` for an unknown registry and ``ValueError`` for an entry without id, or two of one.
    """
    paths = [_FOLDER / f"{name}.toml", *sorted(_FOLDER.glob(f"{name}.*.toml"))]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    entries = tuple(entry_from(raw, name) for text in texts for raw in tomllib.loads(text).get("entry", []))
    # Loud at once: a second entry of one id would silently take the place of the first in ``entries_of``.
    ids = [entry.id for entry in entries]
    if len(set(ids)) < len(ids):
        raise ValueError(f"patterns/{name}.toml: an id stands twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return entries


def entry_of(name: str, id_: str) -> Entry:
    """The entry ``id_`` of ``patterns/<name>.toml``. Raises ``KeyError`` where it has none."""
    found = entries_of(name).get(id_)
    if found is None:
        raise KeyError(f"patterns/{name}.toml has no entry {id_!r}")
    return found


@cache
def entries_of(name: str) -> Mapping[str, Entry]:
    """The entries of ``patterns/<name>.toml`` by id."""
    return MappingProxyType({entry.id: entry for entry in load(name)})


def names() -> tuple[str, ...]:
    """The names of all registries, sorted."""
    return tuple(sorted({path.name.split(".")[0] for path in _FOLDER.glob("*.toml")}))


def entry_from(raw: Mapping[str, Any], name: str) -> Entry:
    """The entry that a table of TOML says. ``name`` of its registry; raises ``ValueError`` where it has no id."""
    if not raw.get("id"):
        raise ValueError(f"patterns/{name}.toml: an entry has no id: {raw}")
    kept = {key: value for key, value in raw.items() if key not in ("id", "match", "reject")}
    return Entry(
        raw["id"],
        MappingProxyType(kept),
        tuple(_example(example) for example in raw.get("match", [])),
        tuple(raw.get("reject", [])),
    )


def _example(raw: str | dict[str, Any]) -> Example:
    if isinstance(raw, str):
        return Example(raw, MappingProxyType({}))
    return Example(raw["text"], MappingProxyType({key: value for key, value in raw.items() if key != "text"}))

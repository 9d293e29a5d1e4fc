"""Whether an entry does what its examples say: read in each ``match`` with its fields, and in no ``reject``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.examples import figures, tables, texts
from extractor.examples.reading import Reader
from patterns.loader import Entry
from patterns.own.entries import Fault, OwnEntry

READERS: dict[str, Reader] = {**texts.READERS, **figures.READERS, **tables.READERS}
"""Registry → its reader. ``encodings`` and ``misreadings`` have none: no string can show what they do on a page."""


class Miss(NamedTuple):
    """An example that fails, and how."""

    text: str
    says: str


def misses(entry: Entry, reader: Reader) -> Iterator[Miss]:
    """The examples of an entry that fail; what a reader raises fails too."""
    for example in entry.match:
        try:
            got = reader(entry, example.text)
        except Exception as error:  # noqa: BLE001 - a rule of a user's may be wrong in any way, and is to be told
            yield Miss(example.text, f"it cannot be read: {type(error).__name__}: {error}")
            continue
        if got is None:
            yield Miss(example.text, "is not read")
        elif wrong := {name: got.get(name) for name, wanted in example.expect.items() if got.get(name) != wanted}:
            told = ", ".join(f"{name} = {value!r} and not {example.expect[name]!r}" for name, value in wrong.items())
            yield Miss(example.text, f"is read with {told}")
    for text in entry.reject:
        try:
            if reader(entry, text) is not None:
                yield Miss(text, "is read, and must not be")
        except Exception as error:  # noqa: BLE001 - as above
            yield Miss(text, f"it cannot be read: {type(error).__name__}: {error}")


def check(own: OwnEntry) -> list[Fault]:
    """The examples of an entry of the user's own that fail, each with its line."""
    reader = READERS.get(own.registry)
    if reader is None:
        says = f"{own.entry.id}: {own.registry} takes no entries of your own: no string can show what they do"
        return [Fault(own.file, own.line, says)]
    return [
        Fault(own.file, own.line_of(miss.text), f"{own.entry.id}: {miss.says}: {miss.text}")
        for miss in misses(own.entry, reader)
    ]

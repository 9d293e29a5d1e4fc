"""Files of rules of a user's own → their entries, each with its place; what is no entry is told with file and line."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from patterns.loader import Entry, entry_from, names, shipped
from patterns.toml_places import lines_of, syntax_line, table_lines

# What an id may hold: it stands in keys (``vn:organ@place:type:year:number``), addresses and lists.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file of rules. ``line`` counts from 1."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.says}"


class RulesError(ValueError):
    """Rules that cannot be used; ``faults`` are all that is wrong with them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of a user's: where it stands, and whether it takes the place of one of the program's."""

    registry: str
    entry: Entry
    file: str
    line: int
    lines: tuple[str, ...]
    replaces: bool

    def line_of(self, text: str) -> int:
        """The line on which a field or an example of the entry stands, else its first."""
        written = json.dumps(text, ensure_ascii=False)[1:-1]
        for number, line in enumerate(self.lines):
            if text in line or written in line:
                return self.line + number
        return self.line


def entries_of_file(file: Path, faults: list[Fault]) -> list[OwnEntry]:
    """The entries of a file; ``faults`` takes up what is wrong with it."""
    registry = file.name.split(".")[0]
    if registry not in names():
        near = difflib.get_close_matches(registry, names(), n=3)
        advice = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(names())}"
        faults.append(Fault(file.name, 1, f"there is no registry {registry!r}; {advice}"))
        return []
    if not file.is_file():  # opening a named pipe would wait for ever
        faults.append(Fault(file.name, 1, "it is no file"))
        return []
    try:
        text = file.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(file.name, 1, f"it cannot be read: {error}"))
        return []
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(file.name, syntax_line(error, text), f"it is no TOML: {error}"))
        return []
    lines = lines_of(text)
    for name in tables.keys() - {"entry"}:
        faults.append(Fault(file.name, line_of_key(lines, name), f"`{name}` is not known; rules are [[entry]] tables"))
    found = tables.get("entry", [])
    if not isinstance(found, list) or not all(isinstance(raw, dict) for raw in found):
        faults.append(Fault(file.name, line_of_key(lines, "entry"), "`entry` is no list of tables: write [[entry]]"))
        return []
    return [each for raw, at, end in _places(found, text) if (each := _own(raw, file, at, lines[at:end], faults))]


def _places(found: list[dict[str, Any]], text: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each table with its first line, counted from 0, and the one behind its last."""
    heads, end = [line - 1 for line in table_lines(text, "entry")], len(lines_of(text))
    # Tables that are written in another way (``entry = [{…}]``) stand somewhere in the whole file.
    if len(heads) != len(found):
        heads, ends = [0] * len(found), [end] * len(found)
    else:
        ends = [*heads, end][1:]
    yield from zip(found, heads, ends, strict=True)


def _own(raw: dict[str, Any], file: Path, at: int, lines: list[str], faults: list[Fault]) -> OwnEntry | None:
    registry = file.name.split(".")[0]
    if not isinstance(raw.get("id"), str) or not raw["id"]:
        faults.append(Fault(file.name, at + 1, "an entry has no id"))
        return None
    replaces = any(entry.id == raw["id"] for entry in shipped(registry))
    if not replaces and not _ID.fullmatch(raw["id"]):
        says = f"the id {raw['id']!r} may hold letters without marks, digits, hyphens, dots and underscores alone"
        faults.append(Fault(file.name, at + line_of_key(lines, "id"), says))
        return None
    for field in ("match", "reject"):
        examples = raw.get(field, [])
        if not isinstance(examples, list) or not all(_is_example(each, field) for each in examples):
            says = f"{raw['id']}: `{field}` is no list of texts"
            faults.append(Fault(file.name, at + line_of_key(lines, field), says))
            return None
    entry = entry_from(raw, registry)
    return OwnEntry(registry=registry, entry=entry, file=file.name, line=at + 1, lines=tuple(lines), replaces=replaces)


def _is_example(raw: object, field: str) -> bool:
    return isinstance(raw, str) or (field == "match" and isinstance(raw, dict) and isinstance(raw.get("text"), str))


def line_of_key(lines: list[str], name: str) -> int:
    """The line that begins with this key or table, counted from 1; the first where none does."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(name)}[\"']?\s*[\]=.]")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)


def twins(entries: list[OwnEntry]) -> Iterator[Fault]:
    """The entries whose id stands before them already."""
    seen: dict[tuple[str, str], OwnEntry] = {}
    for each in entries:
        first = seen.setdefault((each.registry, each.entry.id), each)
        if first is not each:
            yield Fault(
                each.file, each.line, f"the id {each.entry.id!r} stands twice: also in {first.file}, line {first.line}"
            )

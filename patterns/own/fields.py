"""What is wrong with the fields of a user's own entries, by those that the program's entries of the registry have."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import regex

from patterns.loader import Entry, shipped
from patterns.own.entries import Fault, OwnEntry, line_of_key

# Fields that are regular expressions beside ``pattern``, which is one in every registry.
REGULAR = {
    "aliases": ("tail", "number"),
    "date_roles": ("before",),
    "headings": ("label", "end"),
}

# Fields that hold ids of a registry; a dot leads into a table.
NAMED = {
    "aliases": {"type": "doc_types", "target.type": "doc_types"},
    "doc_types": {"organ": "organs"},
    "indicators": {"parent": "indicators", "numerator": "indicators", "denominator": "indicators"},
    "laws": {"kind": "doc_types"},
    "organs": {"successor": "organs", "of": "organs"},
    "provinces": {"into": "provinces"},
}

# Fields that hold one of some words: another would say nothing, and in silence.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "date_roles": ("role",),
    "doc_types": ("family",),
    "headings": ("needs",),
    "indicators": ("time", "better", "change"),
    "landmarks": ("at",),
    "organs": ("kind", "level"),
    "qualifiers": ("sense",),
    "scenarios": ("scenario",),
    "stamps": ("says",),
    "text_times": ("side",),
}

# Fields that hold a day, month or year.
DAYS = ("target.issued_on", "issued_on", "effective_on", "valid_from", "valid_to")

_KINDS: Mapping[type, str] = {
    str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table", float: "a number"
}  # fmt: skip

_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")

_PART = re.compile(r"\$[A-Za-z][A-Za-z_]*[A-Za-z]")


def field_faults(own: OwnEntry, entries: list[OwnEntry]) -> Iterator[Fault]:
    """What is wrong with the fields of an entry, by those that the program's entries of the registry have."""

    def fault(field: str, says: str) -> Fault:
        line = line_of_key(list(own.lines), field)
        return Fault(own.file, own.line + line - 1, f"{own.entry.id}: {says}")

    fields = own.entry.fields
    known = _kinds(own.registry)
    for name, value in fields.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}"
            yield fault(name, f"`{name}` is no field of {own.registry}; {advice}")
        elif type(value) not in known[name]:
            wanted = " or ".join(sorted(_KINDS.get(kind, kind.__name__) for kind in known[name]))
            yield fault(name, f"`{name}` must be {wanted}")
        elif isinstance(value, list) and not {type(each) for each in value} <= _items(own.registry)[name]:
            yield fault(name, f"`{name}` is a list of other things in {own.registry}")
        elif isinstance(value, dict) and (lacks := _keys(own.registry)[name] - value.keys()):
            yield fault(name, f"`{name}` lacks {', '.join(sorted(lacks))}")
        elif any(isinstance(each, date) for each in (value.values() if isinstance(value, dict) else ())):
            yield fault(name, f"`{name}` holds a day: put it between quotation marks")
        elif _is_empty(value) and not _may_be_empty(own.registry, name):
            yield fault(name, f"`{name}` holds an empty text")
        elif name in CHOICES.get(own.registry, ()) and value not in (words := _words(own.registry, name)):
            yield fault(name, f"`{name}` must be one of {', '.join(words)}")
        elif (name == "pattern" or name in REGULAR.get(own.registry, ())) and (
            wrong := _pattern_fault(value, entries, is_whole=name == "pattern")
        ):
            yield fault(name, f"`{name}` {wrong}")
    for name in _lacking(own.registry, fields):
        yield fault("id", f"`{name}` is missing")
    for path, registry in NAMED.get(own.registry, {}).items():
        value = _at(fields, path)
        if isinstance(value, str) and value not in _ids(registry, entries):
            near = difflib.get_close_matches(value, _ids(registry, entries), n=3)
            advice = f"did you mean {', '.join(near)}?" if near else f"`trichluc rules list {registry}` shows the ids"
            yield fault(path.split(".")[0], f"`{path}`: {registry} has no entry {value!r}; {advice}")
    for path in DAYS:
        value = _at(fields, path)
        if isinstance(value, str) and not _is_day(value):
            yield fault(path.split(".")[0], f"`{path}` is no day such as 2022-01-06, month or year")
    if not own.entry.match and not _is_without_examples(own.entry):
        yield fault("id", "`match` is missing: at least one text in which it must be read")


@cache
def _kinds(registry: str) -> Mapping[str, frozenset[type]]:
    """The fields that the program's entries have, with the types of their values."""
    found: defaultdict[str, set[type]] = defaultdict(set)
    for entry in shipped(registry):
        for name, value in entry.fields.items():
            found[name].add(type(value))
    return {name: frozenset(kinds) for name, kinds in found.items()}


@cache
def _items(registry: str) -> Mapping[str, frozenset[type]]:
    """The types of what stands in the lists of the program's entries."""
    found: defaultdict[str, set[type]] = defaultdict(set)
    for entry in shipped(registry):
        for name, value in entry.fields.items():
            found[name].update(map(type, value if isinstance(value, list) else ()))
    return {name: frozenset(kinds) for name, kinds in found.items()}


@cache
def _keys(registry: str) -> Mapping[str, frozenset[str]]:
    """The keys that all tables of a field have in the program's entries."""
    found: dict[str, frozenset[str]] = {}
    for entry in shipped(registry):
        for name, value in entry.fields.items():
            if isinstance(value, dict):
                found[name] = found.get(name, frozenset(value)) & value.keys()
    return found


@cache
def _shapes(registry: str) -> frozenset[frozenset[str]]:
    """The sets of fields that the program's entries get by with: an entry has at least those of one of them."""
    shapes = {frozenset(entry.fields) for entry in shipped(registry)}
    return frozenset(shape for shape in shapes if not any(other < shape for other in shapes))


def _lacking(registry: str, fields: Mapping[str, Any]) -> list[str]:
    """The fields that an entry lacks to be like one of the program's: of several the one that it has most of."""
    shapes = ((shape - fields.keys(), -len(shape & fields.keys())) for shape in _shapes(registry))
    return min((len(lacks), shared, sorted(lacks)) for lacks, shared in shapes)[2]


@cache
def _words(registry: str, name: str) -> tuple[str, ...]:
    """The words that a field holds in the program's entries."""
    return tuple(sorted({entry[name] for entry in shipped(registry) if name in entry.fields}))


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        # A month begins with its first day, a year with that of January.
        date.fromisoformat(value + "-01-01"[len(value) - len("0000") :])
    except ValueError:
        return False
    return True


def _is_empty(value: object) -> bool:
    """Whether a text is empty, or one of a list: it would be found everywhere."""
    return any(isinstance(each, str) and not each.strip() for each in (value if isinstance(value, list) else (value,)))


@cache
def _may_be_empty(registry: str, name: str) -> bool:
    return any(_is_empty(entry.get(name)) for entry in shipped(registry))


def _is_without_examples(entry: Entry) -> bool:
    """Types and organs that are never printed alone have nothing in which they must be read."""
    return bool(entry.get("cited") is False or entry.get("left_out") or entry.get("generic"))


def _pattern_fault(source: str, entries: list[OwnEntry], *, is_whole: bool) -> str | None:
    """Why a regular expression cannot be used, the whole one of a rule or a part; named parts count as some words."""
    parts = _ids("phrases", entries)
    for named in _PART.findall(source):
        if named[1:].upper() not in parts:
            return f"is no regular expression: there is no part {named}"
    try:
        compiled = regex.compile(_PART.sub("(?:x)", source).replace("<type>", "(?:x)"))
    except regex.error as error:
        return f"is no regular expression: {error}"
    return "fits nothing at all, and so everywhere" if is_whole and compiled.match("") else None


def _ids(registry: str, entries: list[OwnEntry]) -> set[str]:
    return {entry.id for entry in shipped(registry)} | {each.entry.id for each in entries if each.registry == registry}


def _at(fields: Mapping[str, Any], path: str) -> Any:
    value: Any = fields
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value

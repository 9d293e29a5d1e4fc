"""What a user decides about indicators in a TOML file: own ones, and labels pinned, indicators merged or split."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extractor.errors import UsageError
from patterns.figures.indicators import Indicator, indicators
from patterns.figures.measures import measure
from patterns.spelling import fold
from patterns.tables.labels import plain

# What may be decided: the fields that must stand there, and those that may.
FIELDS = {
    "indicator": ({"key", "name"}, {"unit"}),
    "pin": ({"label", "to"}, {"under", "unit"}),
    "merge": ({"keys", "to"}, set()),
    "split": ({"key", "to"}, {"label", "under", "unit", "name"}),
}

# ``tomllib`` does not say where a table stands; a message shall.
_HEAD = re.compile(r"^\s*\[\[\s*([\w-]+)\s*\]\]", re.MULTILINE)
_KEY = re.compile(r"[a-z0-9][a-z0-9.-]*")


class Decision(NamedTuple):
    """One decision, a row of ``indicator_decisions``. ``line`` is where it stands in the user's file."""

    kind: str
    key: str | None
    label: str | None
    under: str | None
    unit: str | None
    target: str
    name: str | None
    line: int


class Print(NamedTuple):
    """A label as decisions look at it: ``under`` is the label of the row above, ``context`` the keys above it."""

    label: str
    unit: str | None
    under: str | None
    context: frozenset[str]


class Decisions:
    """All decisions of a user, quick to ask."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self.all = tuple(decisions)
        self.own = {each.target: _own(each) for each in decisions if each.name}
        self._merged = {each.key: each.target for each in decisions if each.kind == "merge" and each.key}
        self._pins: dict[str, list[Decision]] = defaultdict(list)
        self._splits: dict[str, list[Decision]] = defaultdict(list)
        for each in decisions:
            if each.kind == "pin" and each.label:
                self._pins[plain(each.label)].append(each)
            elif each.kind == "split" and each.key:
                self._splits[each.key].append(each)

    def pinned(self, printed: Print) -> str | None:
        """The key that a label is pinned to, None where it is not; the decision that says most goes first."""
        if not self._pins:
            return None
        fitting = [each for each in self._pins.get(plain(printed.label), ()) if _fits(each, printed)]
        return (
            max(fitting, key=lambda each: (bool(each.under) + bool(each.unit), -each.line)).target if fitting else None
        )

    def settled(self, key: str, printed: Print) -> str:
        """The key of a label after splits, then merges."""
        for each in self._splits.get(key, ()):
            if _fits(each, printed) and (each.label is None or plain(each.label) == plain(printed.label)):
                key = each.target
                break
        # Merges may lead on from one to the next, and a user may close the circle.
        seen = {key}
        while (other := self._merged.get(key)) and other not in seen:
            key = other
            seen.add(key)
        return key


def read_decisions(text: str, name: str) -> list[Decision]:
    """The decisions of a file. ``name`` is that of the file, for messages.

    Raises ``UsageError`` that says the line for what is no TOML, no decision, or a contradiction.
    """
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not TOML: {error}", "Correct that line.") from error
    lines = _lines(text)
    found: list[Decision] = []
    for kind, entries in written.items():
        if kind not in FIELDS or not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            where = f"{name}, line {lines.get((kind, 0), 1)}"
            raise UsageError(
                f"{where}: {kind!r} is nothing to decide",
                "Write [[indicator]], [[pin]], [[merge]] or [[split]], one for each decision.",
            )
        for number, entry in enumerate(entries):
            found += _decision(kind, entry, name, lines.get((kind, number), 1))
    _check_own(found, name)
    return found


def check_targets(decisions: Sequence[Decision], known: frozenset[str], name: str) -> None:
    """Raises ``UsageError`` for a decision about a key that neither the registry, the user nor the corpus has.

    ``decisions`` are all of the file ``name`` (for the message), ``known`` the keys that the database holds.
    """
    import difflib  # only a decision that is refused needs it

    own = {each.target: _own(each) for each in decisions if each.name}
    defined = {**indicators(), **own}
    everything = {*known, *own, *(each.key for each in indicators().values() if not each.heading)}
    for each in decisions:
        for key in (each.key, each.target):
            if key is not None and key not in everything:
                near = difflib.get_close_matches(key, everything, n=1)
                advice = f"Did you mean {near[0]!r}?" if near else "`trichluc indicators list TEXT` shows the keys."
                raise UsageError(f"{name}, line {each.line}: there is no indicator {key!r}", advice)
        _check_kinds(each, defined, name)


def _decision(kind: str, entry: Mapping[str, Any], name: str, line: int) -> Iterator[Decision]:
    needed, allowed = FIELDS[kind]
    where = f"{name}, line {line}: [[{kind}]]"
    if missing := sorted(needed - entry.keys()):
        raise UsageError(f"{where} lacks {', '.join(missing)}", f"It needs {', '.join(sorted(needed))}.")
    if strange := sorted(entry.keys() - needed - allowed):
        may = ", ".join(sorted(needed | allowed))
        raise UsageError(f"{where} has {', '.join(strange)}, which means nothing there", f"It may have {may}.")
    for field, value in entry.items():
        wanted = list if field == "keys" else str
        if (
            not isinstance(value, wanted)
            or not value
            or (wanted is list and not all(isinstance(v, str) for v in value))
        ):
            raise UsageError(
                f"{where}: {field} may not be {value!r}", f"Write {'a list of keys' if wanted is list else 'words'}."
            )
    if kind == "split" and not {"label", "under", "unit"} & entry.keys():
        raise UsageError(f"{where} does not say which labels go", "Give label, under or unit.")
    given = {field: entry.get(field) for field in ("label", "under", "unit", "name")}
    target = entry.get("to") or entry["key"]
    if kind == "merge":
        for key in entry["keys"]:
            if key != target:
                yield Decision(kind, key, target=target, line=line, **given)
    else:
        yield Decision(kind, entry["key"] if kind == "split" else None, target=target, line=line, **given)


def _check_own(decisions: Sequence[Decision], name: str) -> None:
    seen: dict[str, int] = {}
    merged: dict[str, Decision] = {}
    for each in decisions:
        where = f"{name}, line {each.line}"
        if each.name:
            if each.target in indicators() or each.target in seen:
                raise UsageError(f"{where}: there is an indicator {each.target!r} already", "Give it another key.")
            if not _KEY.fullmatch(each.target):
                raise UsageError(f"{where}: {each.target!r} is no key", "Write small letters, digits and hyphens.")
            seen[each.target] = each.line
        if each.kind == "merge" and each.key:
            if each.key in merged and merged[each.key].target != each.target:
                first = merged[each.key]
                raise UsageError(
                    f"{where}: {each.key!r} is merged into {first.target!r} in line {first.line} already",
                    "Leave one of them out.",
                )
            merged[each.key] = each
    for each in merged.values():
        if (back := merged.get(each.target)) and back.target == each.key:
            raise UsageError(
                f"{name}, line {each.line}: {each.key!r} and {each.target!r} are merged into each other",
                "Leave one out.",
            )


def _check_kinds(each: Decision, known: Mapping[str, Indicator], name: str) -> None:
    one, other = known.get(each.key or ""), known.get(each.target)
    mine, theirs = measure(each.unit or (one.unit if one else None)), measure(other.unit if other else None)
    if mine and theirs and mine.kind != theirs.kind:
        said = each.unit or (one.unit if one else "")
        raise UsageError(
            f"{name}, line {each.line}: {said!r} and {other.unit if other else ''!r} do not measure the same",
            "An indicator has values of one kind; make another one with [[indicator]].",
        )


def _own(each: Decision) -> Indicator:
    return Indicator(each.target, each.name or each.target, unit=each.unit)


def _fits(each: Decision, printed: Print) -> bool:
    if each.unit and fold(each.unit) != fold(printed.unit or ""):
        return False
    if not each.under:
        return True
    return each.under in printed.context or set(fold(each.under).split()) <= set(fold(printed.under or "").split())


def _lines(text: str) -> dict[tuple[str, int], int]:
    """(kind, running number) → line of its head."""
    count: dict[str, int] = defaultdict(int)
    found = {}
    for head in _HEAD.finditer(text):
        found[head[1], count[head[1]]] = text.count("\n", 0, head.start(1)) + 1
        count[head[1]] += 1
    return found

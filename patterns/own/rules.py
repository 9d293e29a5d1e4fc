"""Rules of a user's own: a folder of TOML files with further entries for the registries.

A file is called like the registry it adds to (``aliases.toml``, ``indicators.mine.toml``) and has the same form. An
entry with the id of one of the program's takes its place. All that is wrong is told at once, each with file and line.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from patterns import loader
from patterns.loader import Entry
from patterns.own.entries import Fault, OwnEntry, RulesError, entries_of_file, twins
from patterns.own.fields import field_faults

# 32 bits: the rules of one user at different times have to differ; the key stands in every row of ``documents``.
DIGEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The rules of a folder. ``digest`` changes with all that may change what is read, not with examples or remarks."""

    folder: Path
    entries: tuple[OwnEntry, ...]
    digest: str


NONE = OwnRules(Path(), (), "")


_used: list[OwnRules] = []


def in_use() -> OwnRules:
    """The rules of the user's own that this process reads with; ``NONE`` where it reads with the program's alone."""
    return _used[0] if _used else NONE


def use(folder: Path) -> OwnRules:
    """Has this process read with the rules of a folder too.

    Raises ``RulesError`` for rules that cannot be used, and ``RuntimeError`` where the process has read with others.
    """
    rules = read_rules(folder)
    install(rules)
    # Examples may have changed, and say nothing of what is read.
    _used[:] = [rules]
    return rules


def install(rules: OwnRules) -> None:
    """Has this process read with rules that were read before, be it by another. Raises ``RuntimeError`` as ``use``."""
    if rules.digest != in_use().digest:
        added: defaultdict[str, list[Entry]] = defaultdict(list)
        for each in rules.entries:
            added[each.registry].append(each.entry)
        loader.add({registry: tuple(entries) for registry, entries in added.items()})
        _used[:] = [rules]


def read_rules(folder: Path) -> OwnRules:
    """The rules of a folder, checked. Raises ``RulesError`` with all that is wrong."""
    if not folder.is_dir():
        says = "it is a file: name the folder that holds it" if folder.exists() else "there is no such folder"
        raise RulesError((Fault(str(folder), 1, says),))
    faults: list[Fault] = []
    files = sorted(file for file in folder.iterdir() if is_rules(file))
    entries = [each for file in files for each in entries_of_file(file, faults)]
    faults += _not_read(folder)
    faults += twins(entries)
    for each in entries:
        faults += field_faults(each, entries)
    if faults:
        raise RulesError(tuple(sorted(faults, key=lambda fault: (fault.file, fault.line))))
    said = [(each.registry, each.entry.id, dict(each.entry.fields)) for each in entries]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:DIGEST_DIGITS]
    return OwnRules(folder, tuple(entries), digest if entries else "")


def is_rules(file: Path) -> bool:
    """Whether a file is one of rules, by its name in any case; hidden ones are those of editors and systems."""
    return file.suffix.lower() == ".toml" and not file.name.startswith(".") and not file.is_dir()


def _not_read(folder: Path) -> Iterator[Fault]:
    """Files of rules in folders below: whoever put them there believes that they are in use."""
    for below in sorted(folder.iterdir()):
        if below.is_dir() and not below.name.startswith("."):
            with suppress(OSError):  # what may not be entered holds no rules of theirs
                for file in sorted(each for each in below.iterdir() if is_rules(each)):
                    says = "rules in a folder below are not read: move the file up, or name that folder"
                    yield Fault(f"{below.name}/{file.name}", 1, says)

"""The file of corrections: ``[[correction]]`` tables, each with its line; all that is wrong is told with its line."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from extractor.errors import UsageError
from extractor.regular_files import text_of
from patterns.toml_places import syntax_line, table_lines

# The file that is taken where none is named: it lies beside the database.
FILE_NAME = "corrections.toml"

KEYS = ("fact", "document", "table", "page", "print", "field", "value", "reason", "who", "when")
NEEDED = ("field", "value", "reason", "who", "when")

# The table of which a file is a list.
TABLE = "correction"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as the file says it, on the ``line`` where it begins.

    ``fact`` is the id of a fact or document, None where it is named by ``document`` (id, path, file name or the first
    digits of its SHA-256) and ``printed``, its text as printed, with ``table`` and ``page`` where that stands several
    times. ``value`` is as text, None for nothing.
    """

    line: int
    fact: str | None
    document: str | None
    table: str | None
    page: int | None
    printed: str | None
    field: str
    value: str | None
    reason: str
    who: str
    when: str


def file_of(database: Path, named: str | Path | None = None) -> Path | None:
    """The file of corrections of a database: the one that is named, else the one beside it, None where there is none.

    Raises ``UsageError`` for a named file that is not there.
    """
    if named:
        file = Path(named).expanduser()
        if not file.is_file():
            raise UsageError(f"There is no file of corrections {file}", "Check the path; --corrections names the file.")
        return file
    beside = database.parent / FILE_NAME
    return beside if beside.exists() else None


def corrections_of(database: Path, named: str | Path | None = None) -> tuple[Correction, ...]:
    """The corrections of the file that ``file_of`` finds; none where there is no file."""
    file = file_of(database, named)
    return read_corrections(file) if file else ()


def read_corrections(file: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order. Raises ``UsageError`` with all that is wrong, each with its line."""
    try:
        # As all text of the database: a keyboard may write a letter and its mark as two characters.
        text = normalize("NFC", text_of(file))
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}", "Give a TOML file, written in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = syntax_line(error, text)
        raise UsageError(f"{file}, line {line}: it is no TOML: {error}", "Correct the file.") from error
    entries, lines = tables.get(TABLE, []), table_lines(text, TABLE)
    strange = next(iter(tables.keys() - {TABLE}), None)
    if strange is not None or not isinstance(entries, list) or len(lines) != len(entries):
        line = next(iter(table_lines(text, strange)), 1) if strange is not None else 1
        raise UsageError(f"{file}, line {line}: it may hold [[correction]] tables alone", "Correct the file.")
    faults = [fault for entry, line in zip(entries, lines, strict=True) for fault in _faults(entry, line)]
    if faults:
        shown = "\n  ".join(f"{file}, line {line}: {says}" for line, says in faults)
        raise UsageError(f"The corrections cannot be used:\n  {shown}", "Correct the file.")
    return tuple(_correction(entry, line) for entry, line in zip(entries, lines, strict=True))


def _faults(entry: dict[str, Any], line: int) -> Iterator[tuple[int, str]]:
    for key, value in entry.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            yield (
                line,
                f"`{key}` is not known; " + (f"did you mean `{near[0]}`?" if near else f"there are: {_listed()}"),
            )
        elif isinstance(value, list | dict):
            yield line, f"`{key}` takes one value"
        elif isinstance(value, str) and any(category(sign) == "Cc" and sign not in "\n\t" for sign in value):
            yield line, f"`{key}` holds a character that nobody sees"
        elif key == "page" and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            yield line, "`page` must be a whole number from 1 on"
    for key in NEEDED:
        if key not in entry or (key != "value" and not str(entry[key]).strip()):
            yield line, f"`{key}` is missing"
    if not entry.get("fact") and not entry.get("document"):
        yield line, "`fact` is missing, or `document` and `print`"
    # Else the document itself would be corrected.
    if not entry.get("fact") and not entry.get("print") and (entry.get("table") or entry.get("page")):
        yield line, "`print` is missing: `table` and `page` say where it stands"


def _listed() -> str:
    return ", ".join(KEYS)


def _correction(entry: dict[str, Any], line: int) -> Correction:
    return Correction(
        line=line,
        fact=_text(entry.get("fact")),
        document=_text(entry.get("document")),
        table=_text(entry.get("table")),
        page=entry.get("page"),
        printed=_text(entry.get("print")),
        field=str(entry["field"]),
        value=_text(entry["value"]),
        reason=str(entry["reason"]),
        who=str(entry["who"]),
        when=_text(entry["when"]) or "",
    )


def _text(value: Any) -> str | None:
    """A value of TOML as text: days are ISO, nothing is None."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date | datetime) else str(value)

"""What the key of an instrument says to a reader."""

from __future__ import annotations

from extractor.resolve.keys import TITLED, key_parts
from patterns.instruments.doc_types import DocType, doc_types


def name_of_key(key: str) -> str:
    """What a key says, for readers: ``Luật Đất đai năm 2024``, ``Nghị định số 61``; the key itself where it is none."""
    parts = key_parts(key)
    if parts is None:
        return key
    kind = next((one for one in doc_types().values() if one.code == parts.series), None)
    year = parts.year.removeprefix("d")
    if parts.organ == TITLED:
        return _title_of_key(kind, parts.number, year)
    return " ".join(
        [
            kind.name if kind else "",
            *(["số", parts.number] if parts.number else []),
            *(["năm", year] if year.isdigit() else []),
        ]
    ).strip()


def _title_of_key(kind: DocType | None, plain: str, year: str) -> str:
    """The name of a law by its title in a key; with its accents where the registry of laws has it."""
    # Not at the top: few names need it, and reading the registry takes a tenth of a second.
    from patterns.instruments.laws import laws_called

    called = laws_called(kind, plain, int(year)) if kind and year.isdigit() else ()
    name = called[0].name if called else f"{kind.name if kind else ''} {plain.replace('-', ' ')}".strip()
    return f"{name} năm {year}" if year.isdigit() else name

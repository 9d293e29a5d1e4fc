"""The instruments that the reports cite: how they are printed and what identifies them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"

TYPES = {
    "NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "TT": "Thông tư", "CT": "Chỉ thị",
    "CĐ": "Công điện", "KH": "Kế hoạch", "TB": "Thông báo", "BC": "Báo cáo", "HD": "Hướng dẫn", "TTr": "Tờ trình",
}  # fmt: skip
LOCAL_ORGANS = {"UBND", "HĐND", "TU", "SNV", "STP", "STTTT", "VPUBND"}
RELATIONS = {
    "bh": "ban hành", "th": "thực hiện", "dc": "dẫn chiếu", "cc": "căn cứ", "tt": "thay thế", "self": "tự thân",
}  # fmt: skip
SYMBOL = re.compile(r"(?P<number>\d+)(?:/(?P<year>\d{4}))?[/-](?P<symbol>\D.*)")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A numbered act. ``name`` is the printed type word or, for a law, its title."""

    identifier: str
    issued_on: date
    doc_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument as it stands in a sentence; ``issued_on`` is null where no date is printed."""

    raw: str
    doc_type: str
    identifier: str | None
    issued_on: str | None
    key: str | None
    relation: str | None


def ascii_slug(text: str) -> str:
    """Lower-case base letters and digits only, đ as d."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return re.sub(r"[^a-z0-9.]", "", plain.lower())


def short_date(day: date) -> str:
    """``05/3/2020``: days below ten and the months 1 and 2 padded, as the rules on form ask."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def long_date(day: date) -> str:
    """``05 tháng 3 năm 2020``."""
    return short_date(day).replace("/", " tháng ", 1).replace("/", " năm ", 1)


def parts(identifier: str) -> tuple[str, str | None, str]:
    """Number, year of the symbol and the rest of an identifier: ``30/2020/NĐ-CP`` → ``30``, ``2020``, ``NĐ-CP``."""
    found = SYMBOL.fullmatch(identifier)
    if not found:
        raise ValueError(f"no number and symbol in {identifier!r}")
    return found["number"], found["year"], found["symbol"]


def doc_type_of(identifier: str) -> str:
    """The type that the symbol names; a symbol without one is an official letter (công văn)."""
    _, _, symbol = parts(identifier)
    return TYPES.get(re.split(r"[-/]", symbol)[0], "Công văn")


def key_of(identifier: str, doc_type: str, issued_on: date | None, place: str) -> str | None:
    """The canonical key; ``place`` is the slug that local organs take. Null where no year is known."""
    number, year, symbol = parts(identifier)
    if not year and not issued_on:
        return None
    head, _, rest = re.sub("/", "-", symbol).partition("-")
    if head in TYPES:
        organ, series = rest.split("-")[0], ascii_slug(head)
    elif head.startswith("UBTVQH"):
        organ, series = head, "nq"
    else:
        organ, series = head, "so" if head.startswith("QH") else "cv"
    if doc_type == "Công văn":
        series = "cv"
    scope = f"@{place}" if organ in LOCAL_ORGANS else ""
    when = year if year or not issued_on else f"d{issued_on.year}"
    return f"vn:{ascii_slug(organ)}{scope}:{series}:{when}:{int(number)}"


@dataclass(frozen=True, slots=True)
class Instruments:
    """All instruments of one province by their short name, and the place that local ones belong to."""

    entries: Mapping[str, Instrument]
    place: str

    @classmethod
    def load(cls, province: str, place: str, folder: Path = TEXTS) -> Instruments:
        """The central instruments and those of a province.

        province: file stem of its texts. place: its slug. folder: where the files are.
        """
        entries = {}
        for file in ("instruments", f"{province}_instruments"):
            table = tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
            for short, (identifier, issued_on, *name) in table["instruments"].items():
                doc_type = "Luật" if name else doc_type_of(identifier)
                if re.search("UBTVQH", identifier):
                    doc_type = "Nghị quyết"
                entries[short] = Instrument(identifier, issued_on, doc_type, name[0] if name else doc_type)
        return cls(entries, place)

    def cite(self, sign: str) -> Citation:
        """``name``, ``name/form``, ``name@relation`` or all three as a citation.

        Forms: ``full`` (type, number, short date), ``long`` (date in words), ``short`` (no date), ``item`` (no
        type: inside a list), ``plain`` (without the word số), ``alias:NAME``, ``wrong:YYYY`` (a planted year).
        """
        sign, _, relation = sign.partition("@")
        if relation and relation not in RELATIONS:
            raise ValueError(f"no relation {relation!r} in {sign!r}")
        name, _, form = sign.partition("/")
        entry = self.entries[name]
        if form.startswith("alias:"):
            key = key_of(entry.identifier, entry.doc_type, entry.issued_on, self.place)
            return Citation(form.removeprefix("alias:"), "Đề án", None, None, key, RELATIONS.get(relation))
        day = entry.issued_on
        if form.startswith("wrong:"):
            day = day.replace(year=int(form.removeprefix("wrong:")))
        before = {"item": "số ", "plain": f"{entry.name} "}.get(form, f"{entry.name} số ")
        after = "" if form == "short" else f" ngày {long_date(day) if form == 'long' else short_date(day)}"
        printed = day if after else None
        return Citation(
            raw=f"{before}{entry.identifier}{after}",
            doc_type=entry.doc_type,
            identifier=entry.identifier,
            issued_on=printed.isoformat() if printed else None,
            key=key_of(entry.identifier, entry.doc_type, printed, self.place),
            relation=RELATIONS.get(relation),
        )

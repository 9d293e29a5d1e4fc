"""The invented figures of a province over the four periods of a year, and how they are printed.

Counts are given; sums, differences and rates are worked out from them, so that a report adds up by itself.
A count may also be ``-`` (does not apply) or empty (not given).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
PERIODS = ("Q1", "H1", "9M", "Y")

NONE = "không có"
SIGN = re.compile(r"(?P<name>=?[\w., ]+?)(?:!(?P<misprint>[\d.,]+))?(?P<percent>%)?(?:(?P<how>[:~])(?P<unit>.+))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure that follows from others: ``kind`` is ``sum``, ``difference`` or ``rate``."""

    name: str
    kind: str
    operands: tuple[str, ...]
    decimals: int = 0

    def of(self, operands: Sequence[float]) -> float:
        """What the rule gives for its operands."""
        if self.kind == "sum":
            return sum(operands)
        if self.kind == "difference":
            return operands[0] - sum(operands[1:])
        return float(rate(operands[0], operands[1], self.decimals))


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number. ``tail`` is the unit where it is printed behind; ``name`` is null for a literal."""

    raw: str
    value: float | None
    unit: str | None
    name: str | None = None
    tail: str = ""


def number(value: float) -> str:
    """``12469022`` → ``12.469.022``; ``99.65`` → ``99,65``."""
    whole, _, fraction = str(value).removesuffix(".0").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


def rate(part: float, whole: float, decimals: int) -> Decimal:
    """100·part/whole, rounded half up, trailing zeros dropped."""
    exact = Decimal(100) * Decimal(part) / Decimal(whole)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded


def _rules(table: Mapping[str, Any]) -> Iterator[Rule]:
    """The rules of a figures file; the operands of a rate may be followed by its decimals (else two)."""
    for kind in ("sum", "difference"):
        for name, operands in table.get(kind, {}).items():
            yield Rule(name, kind, tuple(operands))
    for name, (part, whole, *decimals) in table.get("rate", {}).items():
        yield Rule(name, "rate", (part, whole), decimals[0] if decimals else 2)


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one province at the end of one period. ``pad`` prints one digit as two (``05``)."""

    values: Mapping[str, float | str]
    rules: tuple[Rule, ...]
    pad: bool = False

    @classmethod
    def load(cls, province: str, period: str, folder: Path = TEXTS) -> Series:
        """Read the counts of a period and work out what follows from them.

        province: file stem of its figures. period: one of ``PERIODS``. folder: where the file is.
        """
        table = tomllib.loads((folder / f"{province}_figures.toml").read_text(encoding="utf-8"))
        values: dict[str, float | str] = {
            name: row[PERIODS.index(period)] if isinstance(row, list) else row for name, row in table["counts"].items()
        }
        rules = tuple(_rules(table))
        for rule in rules:
            given = [value for operand in rule.operands if not isinstance(value := values[operand], str)]
            if len(given) < len(rule.operands):
                raise ValueError(f"{rule.name} of {province} is made of a figure that is not given")
            values[rule.name] = rule.of(given)
        return cls(values, rules, table.get("pad", False))

    def format(self, name: str) -> str:
        """The figure as it is printed, without its unit."""
        value = self.values[name]
        if isinstance(value, str):
            return value
        text = number(value)
        return f"0{text}" if self.pad and len(text) == 1 and text != "0" else text

    def print(self, sign: str) -> Figure:
        """A figure by its sign.

        ``name:unit`` prints the unit behind, ``name~unit`` only knows it, ``name%`` is a rate, ``=27:unit`` a
        literal (``=không có:unit`` says zero), ``name!94,76%`` a planted misprint.
        """
        found = SIGN.fullmatch(sign)
        if not found:
            raise ValueError(f"no figure in {sign!r}")
        name, unit = found["name"], "%" if found["percent"] else found["unit"]
        text = found["misprint"] or (name.removeprefix("=") if name.startswith("=") else self.format(name))
        raw = text + ("%" if found["percent"] else "")
        return Figure(
            raw=raw,
            value=0.0 if text.casefold() == NONE else float(text.replace(".", "").replace(",", ".")),
            unit=unit,
            name=None if name.startswith("=") else name,
            tail=f" {unit}" if found["how"] == ":" else "",
        )

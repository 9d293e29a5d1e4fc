"""Numbers with the signs of a language."""

from __future__ import annotations


def printed_number(value: float | None, language: str) -> str:
    """A number with the signs of the language: ``1.234,5`` in Vietnamese, ``1,234.5`` in English; "" for None.

    Nothing is rounded away that a report prints: six decimals stay.
    """
    if value is None:
        return ""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6f}".rstrip("0")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))

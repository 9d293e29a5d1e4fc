"""Numbers with the signs of a language."""

from __future__ import annotations


def printed_number(value: float | None, language: str) -> str:
    """A number with the signs of the language: ``1.234,5`` in Vietnamese, ``1,234.5`` in English; "" for None.

    Nothing is rounded away that a report prints: six decimals stay.
    """
    if value is None:
        return ""
    # What is left of a difference of two floats may be smaller than six decimals: that is 0, and has no point or sign.
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))

"""What a comparison says in words: English text that keeps what it is made of, for readers of another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.language.catalogue import Words
from extractor.language.printed import printed_day

# Of a whole comparison. Their Vietnamese stands in the catalogues (test_comparison_words.py).
NO_SUCH_PLACE = "No place or organ within the reports has {place!r} in its name."
OTHER_PLACES = "Other places have values too: {places}."
HIDDEN_PLACES = "{total} values of places within the reports are not shown (--place NAME, or --place '*'): {places}."
ONLY_PLANNED = "No outcome is printed, but what is planned or forecast: {options} shows it."
NO_INDICATOR = "This database holds no indicator: read reports with forms into it first, with `trichluc ingest`."
NO_PERIOD = "This database has no value of it with a period."
THERE_ARE = "There are values of {first} to {last}, of {places}."
NOW_ONE = "{province} is one with {others} since 1 July 2025: --merged takes them in."
NO_SUM_OF_RATES = "--merged: a rate of several provinces is not the sum of their rates."
NO_SUM_OF_RATES_BUT = (
    "--merged: a rate of several provinces is not the sum of their rates; compare {numerator} and {denominator}."
)
NO_SUM_OF_CODES = "--merged: codes have no sum."
AND_MORE = "{names} and {number} more"
UNKNOWN_ORGANS = "unknown organs"

# Of one value.
ALSO_IN, NONE_IN, ESTIMATED = "also in {file}", "none in {file}", "estimate {value} in {file}"
ELSEWHERE = "{location}, page {page}: {said}"
UNCONVERTED, PRINTED_IN = "printed in {unit}, which cannot be brought to {to}", "printed in {unit}"
CORRECTED = "corrected by hand: {read} was read"
PART_OF = "part of {province} since 1 July 2025"
MERGED_WITH = "with {others} since 1 July 2025: not comparable with what stands before"
SUMMED, NO_VALUE_OF = "{province}: {said} ({file}, page {page})", "no value of {provinces}"

TEXTS = (
    *(NO_SUCH_PLACE, OTHER_PLACES, HIDDEN_PLACES, ONLY_PLANNED, NO_INDICATOR, NO_PERIOD, THERE_ARE, NOW_ONE),
    *(NO_SUM_OF_RATES, NO_SUM_OF_RATES_BUT, NO_SUM_OF_CODES, AND_MORE, UNKNOWN_ORGANS, ALSO_IN, NONE_IN, ESTIMATED),
    *(ELSEWHERE, UNCONVERTED, PRINTED_IN, CORRECTED, PART_OF, MERGED_WITH, SUMMED, NO_VALUE_OF),
)
"""All texts above."""

# Provinces and organs that a note names at most, so that it stays a sentence.
MOST_NAMED = 12


class Note(str):
    """English text, which is what it is to everything that writes it, with the ``parts`` that it is made of.

    A part is an English text and the values of its braces; values may be notes themselves.
    """

    parts: tuple[tuple[str, Mapping[str, object]], ...] = ()

    def said(self, words: Words, others: Mapping[str, str] | None = None) -> str:
        """The text in the language of ``words``; ``others`` are texts that a reader is told in place of some."""
        return "; ".join(
            words((others or {}).get(text, text), **{name: _said(value, words) for name, value in values.items()})
            if values
            else words((others or {}).get(text, text))
            for text, values in self.parts
        )


def note(text: str, **values: object) -> Note:
    """A note of one part: a ``text`` of this module and the ``values`` of its braces."""
    made = Note(text.format(**values) if values else text)
    made.parts = ((text, values),)
    return made


def joined(*notes: str | None) -> str:
    """One note of several; those that are None or empty are left out, and text that is no note stays as it is."""
    given = [each for each in notes if each]
    if len(given) < 2:
        return given[0] if given else ""
    made = Note("; ".join(given))
    made.parts = tuple(
        part for each in given for part in (each.parts if isinstance(each, Note) else (("{text}", {"text": each}),))
    )
    return made


def named(names: Sequence[str]) -> str:
    """Names in a sentence, those behind the twelfth counted."""
    shown = ", ".join(names[:MOST_NAMED])
    return note(AND_MORE, names=shown, number=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else shown


def _said(value: object, words: Words) -> object:
    if isinstance(value, Note):
        return value.said(words)
    return printed_day(value, words.language) if isinstance(value, str) else value

"""Citations, footnotes, figures and checks: facts of the database matched with facts of the gold, then their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from extractor.evaluate.extracted import Extracted, Row
from extractor.evaluate.gold import Gold, GoldCheck, GoldCitation, GoldFigure, Said
from extractor.evaluate.score import Outcome, compared, extra
from extractor.evaluate.texts import alike, folded, identifier_form, letters, likeness, same_number

# A note may lack a letter in forty: of the gold's notes those that OCR misread reach .976 ("so-940"), one that lost its
# second line .50. Nothing known lies between (test_metrics.py).
LEAST_NOTE = 0.97

# So many letters tell one place of a paragraph from another, and survive what differs before them: with 40 a gold that
# quotes more than the database keeps would miss (test_metrics.py).
MARKER_LETTERS = 12

# A gold may write a longer unit than is printed ("TTHC nội bộ" for "TTHC"): the first letters are what both have
# (test_metrics.py).
UNIT_LETTERS = 3

# Golds give computed values with two decimals; what differs by a rounding of the last one is the same value.
CHECK_TOLERANCE = 0.006

# An identifier within the words of a check: ``30/2020/NĐ-CP``, ``4951/QĐ-UBND``, ``12/2024/QĐST-DS``.
_IDENTIFIER = re.compile(r"\d[\w.]*[/-][^\W\d][\w/-]+|\d+/\d{4}/[\w-]+")


def compare_citations(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``citations`` counts those with an identifier; those cited by title alone are ``citations.title_only``."""
    for want, got in pair_citations(gold, extracted):
        if want is None:
            if got is not None and got["identifier"]:
                yield extra("citations", f"p{got['page']} {got['raw']!r} as {got['identifier']}")
            continue
        metric = "citations" if want.identifier else "citations.title_only"
        yield compared(metric, got is not None, f"p{want.page} {want.raw!r}")
        if got is not None:
            if want.identifier:
                yield from compare_fields(want, got)
            yield from _compare_identity(want, got)


def pair_citations(gold: Gold, extracted: Extracted) -> Iterator[tuple[GoldCitation | None, Row | None]]:
    """Each citation of the gold with the one that meets it or None, then those of the database that meet none."""
    # The head of a document is scored by ``compare_head``; its own number is no citation.
    have = [row for row in extracted.citations if row["location"] != "header" and gold.covers(row["page"])]
    free = [row for row in have if row["identifier"]]
    without = [row for row in have if not row["identifier"]]
    met: set[str] = set()
    for want in gold.citations:
        if want.location == "header" or not gold.covers(want.page):
            continue
        if want.identifier:
            match = _by_identifier(want, free)
            yield want, match
            if match is not None:
                free.remove(match)
        elif want.title_only:
            match = _by_title(want, without)
            yield want, match
            if match is not None:
                met.add(match["id"])
    yield from ((None, row) for row in [*free, *without] if row["id"] not in met)


def _by_identifier(want: GoldCitation, rows: Sequence[Row]) -> Row | None:
    """The first of the same identifier on the citation's pages, one at the same location before all others."""
    form = identifier_form(want.identifier)
    near = [
        row for row in rows if want.page <= row["page"] <= want.page_end and identifier_form(row["identifier"]) == form
    ]
    same_location = [row for row in near if row["location"] == want.location]
    return next(iter(same_location or near), None)


def _by_title(want: GoldCitation, rows: Sequence[Row]) -> Row | None:
    words = letters(want.raw)
    near = [
        row
        for row in rows
        if want.page <= row["page"] <= want.page_end and (letters(row["raw"]) in words or words in letters(row["raw"]))
    ]
    return max(near, key=lambda row: likeness(row["raw"], want.raw), default=None)


def compare_fields(want: GoldCitation, got: Row) -> Iterator[Outcome]:
    """What a citation says beside its identifier: type, day, note, print."""
    if want.doc_type:
        same = folded(got["doc_type"]) == folded(want.doc_type)
        yield compared("citations.doc_type", same, f"{want.doc_type!r}, got {got['doc_type']!r}")
    if want.dated:
        same = (got["issued_on"] or None) == want.issued_on
        yield compared("citations.issued_on", same, f"{want.raw!r}: {want.issued_on}, got {got['issued_on']}")
    if want.footnote:
        same = str(got["footnote_number"]) == want.footnote
        yield compared("citations.footnote", same, f"note {want.footnote}, got {got['footnote_number']}")
    printed = letters(got["raw"])
    same = letters(want.identifier) in printed or printed in letters(want.raw)
    yield compared("citations.raw", same, f"{want.raw!r}, got {got['raw']!r}")


def _compare_identity(want: GoldCitation, got: Row) -> Iterator[Outcome]:
    if want.key:
        same = names_instrument(got, want.key)
        yield compared("citations.key", same, f"{want.raw!r}: {want.key}, got {got['instrument_keys']}")
    if want.relation:
        same = folded(got["relation"]) == folded(want.relation)
        example = f"p{want.page} {want.raw!r}: {want.relation!r}, got {got['relation']!r}"
        yield compared("citations.relation", same, example)


def names_instrument(got: Row, key: str) -> bool:
    """Whether a citation names the instrument of a key: a gold file names a law by its number or by its title."""
    return key.casefold() in (each.casefold() for each in json.loads(got["instrument_keys"] or "[]"))


def compare_footnotes(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``footnotes``, ``footnotes.text`` and ``footnotes.marker``."""
    have = {(row["page"], str(row["number"])): row for row in extracted.footnotes if gold.covers(row["page"])}
    for want in gold.footnotes:
        got = have.get((want.page, want.number))
        yield compared("footnotes", got is not None, f"p{want.page} note {want.number}")
        if got is None:
            continue
        example = f"note {want.number}: {want.text[:80]!r}, got {str(got['text'])[:80]!r}"
        yield compared("footnotes.text", alike(got["text"], want.text, LEAST_NOTE), example)
        if want.marker_before:
            same = letters(got["marker_before"]).endswith(letters(want.marker_before)[-MARKER_LETTERS:])
            example = f"note {want.number} after {want.marker_before[-25:]!r}, got {got['marker_before']!r}"
            yield compared("footnotes.marker", same, example)
    wanted = {(want.page, want.number) for want in gold.footnotes}
    for (page, number), row in have.items():
        if (page, number) not in wanted:
            yield extra("footnotes", f"p{page} note {number}: {str(row['text'])[:60]!r}")


def compare_figures(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``figures`` and their fields; figures too many count only where the gold lists every figure."""
    for want, got, good in pair_figures(gold, extracted):
        if want is None:
            if got is not None and gold.all_figures:
                yield extra("figures", f"p{got['page']} {got['raw']!r} = {got['value']} {got['unit']!r}")
            continue
        where = f"p{want.page} {want.raw!r} {want.unit!r}"
        yield compared("figures", got is not None, where)
        if got is not None:
            if letters(want.unit):
                yield compared("figures.unit", good, f"{where}, got {got['unit']!r}")
            yield from compare_said("figures", want.said, got, where)


def pair_figures(gold: Gold, extracted: Extracted) -> Iterator[tuple[GoldFigure | None, Row | None, bool]]:
    """Each figure of the gold with the one in running text that meets it or None, and whether that has its unit.

    Then those of the database that meet none.
    """
    if not gold.figures:
        return
    in_text = [row for row in extracted.figures if row["location"] != "table" and gold.covers(row["page"])]
    free = [row for row in in_text if row["value"] is not None]
    unread = [row for row in in_text if row["value"] is None]
    for want in gold.figures:
        near = [row for row in free if row["page"] == want.page and same_number(row["value"], want.value)]
        # One with the right unit before all others: of two equal numbers on a page each has its own.
        good = [row for row in near if _same_unit(want, row)]
        got = next(iter(good or near), None)
        if got is not None:
            free.remove(got)
        yield want, got, bool(good)
    yield from ((None, row, False) for row in [*free, *unread])


def compare_said(metric: str, said: Said, got: Row, where: str) -> Iterator[Outcome]:
    """Period, day, scenario and change of a figure, each where the gold asks for it.

    ``metric`` is what they are fields of, ``said`` what the gold says, ``got`` the row of ``figures``; ``where`` names
    the number in examples.
    """
    if said.period:
        period = got["period_start"], got["period_end"]
        yield compared(f"{metric}.period", period == said.period, f"{where}: {said.period}, got {period}")
    for field in ("as_of", "scenario", "change"):
        if want := getattr(said, field):
            same = got[field] == want
            yield compared(f"{metric}.{field}", same, f"{where}: {field} {want!r}, got {got[field]!r}")


def _same_unit(want: GoldFigure, row: Row) -> bool:
    """The gold's unit (its beginning: ``TTHC`` or ``TTHC nội bộ``), or the noun printed after the number."""
    unit = letters(want.unit)
    if not unit or letters(row["unit"])[:UNIT_LETTERS] == unit[:UNIT_LETTERS]:
        return True
    return bool(row["unit"]) and folded(f"{want.raw} {row['unit']}") in folded(want.sentence)


def compare_audit(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``audit``: a fault is met by a failing check of severity ``error`` on its pages that names its value.

    A failing check that meets only a rounding of the gold, or nothing, is one too many.
    """
    if not gold.checks:
        return
    failing = [row for row in extracted.checks if not row["holds"] and row["severity"] == "error"]
    faults = [check for check in gold.checks if not check.holds]
    used = set()
    for check in faults:
        if check.severity == "find":
            met = [row["id"] for row in failing if _meets(row, check)]
            used.update(met)
            yield compared("audit", bool(met), f"{check.name} {check.description}")
    # A fault that the gold does not ask for may still be found; a rounding that is called an error is one too many.
    excused = [check for check in faults if check.severity not in ("find", "rounding")]
    for row in failing:
        if row["id"] not in used and not any(_meets(row, check) for check in excused):
            yield extra("audit", f"{row['kind']} {row['statement']}")


def _meets(row: Row, check: GoldCheck) -> bool:
    if check.pages and row["page"] is not None and row["page"] not in check.pages:
        return False
    if check.kind == "date":
        text = identifier_form(f"{row['statement']} {row['explanation']}")
        named = _IDENTIFIER.findall(f"{check.description} {check.stated_raw}")
        return any(identifier_form(name) in text for name in named)
    numbers = [float(row[side]) for side in ("expected", "actual") if isinstance(row[side], int | float)]
    return any(abs(number - value) < CHECK_TOLERANCE for number in numbers for value in check.values)

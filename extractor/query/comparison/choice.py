"""Which of several prints of one period stand: one for each value that its reports do not agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.query.comparison.notes import ALSO_IN, ELSEWHERE, ESTIMATED, NONE_IN, Note, joined, note
from extractor.query.comparison.points import ESTIMATE, RESTATED, SEVERAL, Observation
from extractor.store.keys import running_number


class Choice(NamedTuple):
    """A print that stands for its value, with the mark and the note of its point (see ``Point``)."""

    observation: Observation
    mark: str
    note: str


def choices(seen: Sequence[Observation]) -> Iterator[Choice]:
    """What stands of the prints of one series and period, that of the latest report last.

    A value that several reports print stands once, by the latest of them; a report with no number (a dash, a blank)
    is only named in the note where another has one.
    """
    if len(seen) == 1:  # as nearly all are
        yield Choice(seen[0], "", seen[0].refused or "")
        return
    seen, estimates = _outcome(seen)
    # A dash and a blank are two prints without a number; equal numbers are one print, however they are written.
    by_value: dict[tuple[float | None, str], list[Choice]] = {}
    for prints in _by_report(seen):
        own = _of_one_report(prints)
        for one, remark in own:
            value = (one.value, "" if one.value is not None else one.printed.value_kind)
            by_value.setdefault(value, []).append(Choice(one, SEVERAL if len(own) > 1 else "", remark))
    numbers = [found for value, found in by_value.items() if value[0] is not None]
    shown = numbers or list(by_value.values())
    silent = {_file(each) for value, found in by_value.items() if numbers and value[0] is None for each in found}
    for found in shown:
        last = found[-1]
        also = {_file(each) for each in found} - {_file(last)}
        files = [
            *(note(ALSO_IN, file=each) for each in sorted(also)),
            *(note(NONE_IN, file=each) for each in sorted(silent)),
            *estimates,
        ]
        mark = SEVERAL if any(each.mark for each in found) else RESTATED if len(shown) > 1 else ""
        yield Choice(last.observation, mark, joined(last.note, *files))


def _outcome(seen: Sequence[Observation]) -> tuple[Sequence[Observation], list[Note]]:
    """What was done where that is printed, and the estimates of it in words; else the estimates, and no words."""
    done = [each for each in seen if each.printed.scenario != ESTIMATE]
    if not any(each.value is not None for each in done):
        return seen, []
    values = {each.value for each in done}
    estimates = (each for each in seen if each.printed.scenario == ESTIMATE and each.value not in values)
    said = {note(ESTIMATED, value=each.printed.value_raw, file=each.report.file_name) for each in estimates}
    return done, sorted(said)


def _by_report(seen: Sequence[Observation]) -> list[list[Observation]]:
    """The prints of each report, the latest report last; two files of one instrument are one report."""
    found: dict[str, list[Observation]] = defaultdict(list)
    for each in seen:
        found[each.report.instrument_key or each.report.id].append(each)
    return sorted(found.values(), key=lambda prints: (prints[0].report.issued_on or "", prints[0].report.file_name))


def _of_one_report(prints: Sequence[Observation]) -> list[tuple[Observation, str]]:
    """What a report says, with a note: the table's value before that of the text, the text's only where it differs.

    Of two files of one report that one counts which was not read by OCR.
    """
    # A scan of a report that is there as text as well can only add misread digits.
    clean = [each for each in prints if not each.report.is_ocr] or list(prints)
    first = min(each.report.id for each in clean)
    own = sorted(
        (each for each in clean if each.report.id == first),
        key=lambda each: (each.printed.location != "table", each.printed.page, running_number(each.printed.fact_id)),
    )
    tables = [each for each in own if each.printed.location == "table"]
    plain = [each for each in own if each.printed.qualifier is None and each.refused is None]
    points = [each for each in tables if each.value is not None] or tables or plain or own
    chosen: dict[tuple[float | None, str], Observation] = {}
    for each in points:
        chosen.setdefault((each.value, each.printed.value_kind), each)
    values = {each.value for each in points}
    others = [each for each in own if each.value not in values]
    remark = joined(*map(_elsewhere, others))
    return [(each, joined(remark, each.refused)) for each in chosen.values()]


def _elsewhere(each: Observation) -> Note:
    return note(ELSEWHERE, location=note(each.printed.location), page=each.printed.page, said=_said(each))


def _said(each: Observation) -> str:
    return " ".join(filter(None, (each.printed.qualifier, each.printed.value_raw)))


def _file(choice: Choice) -> str:
    return choice.observation.report.file_name

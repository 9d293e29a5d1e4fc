"""The codes of a comparison (bases, marks, kinds of periods, scenarios) in the language of a reader."""

from __future__ import annotations

from extractor.language.catalogue import Words
from extractor.language.printed import printed_period
from extractor.query.comparison.points import (
    AT_THE_END,
    ESTIMATE,
    FORECAST,
    IN_THE_PERIOD,
    NO_REPORT,
    NO_VALUE,
    PLAN,
    RESTATED,
    SEVERAL,
    SINCE_JANUARY,
    SUM,
    TO_DATE,
    Point,
)


def basis_said(basis: str, words: Words) -> str:
    """What values are counted over; "" for codes and for what is not known."""
    return {
        AT_THE_END: words("at the end of the period"),
        TO_DATE: words("to date"),
        SINCE_JANUARY: words("since 1 January"),
        IN_THE_PERIOD: words("in the period"),
    }.get(basis, "")


def kind_said(kind: str, words: Words) -> str:
    """The periods of a kind: of a year all months together, all quarters together."""
    known = {
        "M": words("months"),
        "Q": words("quarters"),
        "H1": words("first half-years"),
        "H2": words("second half-years"),
        "9M": words("first nine months"),
        "Y": words("years"),
    }
    return known.get(family_of(kind)) or words("other periods")


def family_of(kind: str) -> str:
    """Months of one year follow one another, and so do quarters: ``M`` for ``M03``, ``Q`` for ``Q1``."""
    return kind[0] if kind[:1] in ("M", "Q") else kind


def mark_said(mark: str, words: Words) -> str:
    """The mark of a point (see ``Point``); "" for none."""
    return {
        RESTATED: words("reports differ"),
        SEVERAL: words("several values in one report"),
        SUM: words("sum of provinces"),
        NO_VALUE: words("report without this value"),
        NO_REPORT: words("no report"),
    }.get(mark, "")


def scenario_said(scenario: str | None, words: Words) -> str:
    """What is no outcome; "" for what was done."""
    return {
        ESTIMATE: words("estimate"),
        PLAN: words("plan"),
        FORECAST: words("forecast"),
    }.get(scenario or "", "")


def series_said(point: Point, words: Words) -> str:
    """The name of the series of a point, with its scenario in words."""
    name = point.series
    if point.scenario and name.endswith(f": {point.scenario}"):
        return f"{name.removesuffix(f': {point.scenario}')}: {scenario_said(point.scenario, words)}"
    return name


def period_said(point: Point, words: Words) -> str:
    """The period of a point as a reader knows it."""
    return printed_period(point.period_kind, point.period_start, point.period_end, words.language, point.period)


def blank_said(point: Point, words: Words) -> str:
    """Why a point has no number: its mark, or what is printed in place of one."""
    if point.mark:
        return mark_said(point.mark, words)
    return point.value_raw or words("left blank")

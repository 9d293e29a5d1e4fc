"""What ``find`` reads in a text and where it stands: citations, dates, figures, organs.

``start`` and ``end`` of every fact are offsets into the text of its region, ``end`` exclusive; ``raw`` is the print
between them with line breaks as one blank; ``confidence`` is 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic

from extractor.model.layout import Row, Table
from extractor.model.pages import Box, T


@dataclass(frozen=True)
class Citation:
    """A reference to an instrument (văn bản) in a text.

    ``text[start:end]`` is the print; ``raw`` is that with line breaks as one blank. ``find`` fills what is
    printed, ``resolve`` adds ``key``, ``status``, ``relation``. ``number`` keeps its zeros, ``identifier`` is
    number and symbol repaired, None where no symbol is printed. ``method`` is the id of the rule that read it.

    What ``resolve`` says comes with its reason. ``issuer_from`` is what the organ of the key was read from: ``symbol``,
    ``words`` (the issuer printed beside the number), ``type`` (only one organ issues such) or ``alias``;
    ``organ_known`` is False where the registry does not hold that organ; ``place_from`` is ``words``, ``document``
    (the citing one's place) or ``alias``. ``evidence`` is what settled an open key: ``document`` where another
    citation of the same document did. ``relation_trigger`` are the words that gave the relation,
    ``relation_from`` where they stand (``resolve.relations.Relation``). ``url`` is the hyperlink over the print.
    ``confidence`` is how sure the print is read, ``key_confidence`` how sure it is that it names the instrument of that
    key; until ``extractor.confidence`` measures them, the first is an order and the second None.

    Read and resolved citations are made by ``of`` and ``changed``, which equal the class and ``dataclasses.replace``.
    """

    # The one value without slots, with a constructor and a replacement by hand: a frozen dataclass with slots and
    # dataclasses.replace needs a quarter more time for all citations of a text of 2 MB (.51 s against .41 s), as each
    # is replaced for every step that resolves it. It would take less room (.74 kB a citation against 1.00 kB).

    raw: str
    start: int
    end: int
    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    identifier: str | None = None
    year: int | None = None
    issued_on: str | None = None
    issuer: str | None = None
    key: str | None = None
    relation: str | None = None
    confidence: float = 1.0
    key_confidence: float | None = None
    method: str = ""
    status: str = "unresolved"
    title: str | None = None
    year_source: str | None = None
    pinpoint: str | None = None
    range_end: str | None = None
    via: str | None = None
    unit: str | None = None
    organs: tuple[str, ...] | None = None
    date_error: str | None = None
    issuer_conflict: str | None = None
    lang: str | None = None
    issuer_from: str | None = None
    organ_known: bool | None = None
    place_from: str | None = None
    evidence: str | None = None
    relation_trigger: str | None = None
    relation_from: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, values: dict[str, Any]) -> Citation:
        """The citation that has these values by the names of its fields, and keeps the dictionary.

        ``raw``, ``start`` and ``end`` are among them; a field that is left out has the value of the class. Raises
        ``TypeError`` for a name that is no field.
        """
        if not _CITATION_FIELDS.issuperset(values):
            raise _others(values)
        # The values go straight into the dictionary of the new object: a frozen class sets each field by a call.
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    def changed(self, **changes: Any) -> Citation:
        """A copy with other values for some fields. Raises ``TypeError`` for a name that is no field."""
        if not _CITATION_FIELDS.issuperset(changes):
            raise _others(changes)
        copy = object.__new__(Citation)
        object.__setattr__(copy, "__dict__", self.__dict__ | changes)
        return copy


# Made once: ``changed`` is called several times for every citation.
_CITATION_FIELDS = frozenset(each.name for each in fields(Citation))


def _others(values: Mapping[str, Any]) -> TypeError:
    return TypeError(f"not fields of a citation: {', '.join(sorted(values.keys() - _CITATION_FIELDS))}")


@dataclass(frozen=True, slots=True)
class Date:
    """A date or span of dates in a text. ``first``/``last`` are ISO days, None where the date is impossible.

    ``precision`` is ``day``, ``month``, ``quarter``, ``year`` or ``range``; ``role`` is ``issued``, ``as_of``,
    ``deadline``, ``period``, ``effective`` or None.
    """

    raw: str
    start: int
    end: int
    first: str | None
    last: str | None
    precision: str
    role: str | None = None
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. ``value`` is in the printed unit; ``label`` is the phrase it measures.

    ``period_start``/``period_end`` or ``as_of`` (ISO days) are the time that governs it; ``time_from`` says where that
    is printed: ``sentence``, ``head`` (of its column), ``section`` (its heading) or ``document`` (its title); before
    ``resolve`` it may be a relation to the report's period (``SAME_SPAN``, ``YEAR_TO_DATE``) without days.
    ``scope`` is ``cumulative`` where the words say that it accumulates (lũy kế, từ đầu năm), ``period`` where they say
    that it is of the period alone (riêng trong tháng), else None.

    ``scenario`` is ``actual``, ``estimate``, ``plan`` or ``forecast``, None where nothing is printed.

    ``change`` makes it the difference to a base, no level: ``increase``, ``decrease``, ``ratio`` (``bằng 105% so với``)
    or ``share``; ``base`` is what it is compared with, as printed (``cùng kỳ năm 2023``), None where that is not said.
    ``base_at`` says where the number of that base stands, figures away as with ``linked``; None where it is nowhere.

    ``place`` is the place or organ that the head of its row or column names, None where it is the document's.

    ``link`` ties it to another figure of the same text, ``linked`` figures away in the order of the text (-1 is the one
    before); in ``Document.figures`` that one stands at the own index plus ``linked``. This is the one reading of wholes
    and parts: the audit adds up what the links say. This figure is

    - ``part`` of an enumerated whole (``trong đó``, a colon, brackets, ``cả`` behind the parts), most often with all
      the other parts;
    - ``component`` of a whole that, so the words, consists of the enumerated ones (``gồm``, ``chia ra``);
    - ``some`` of a whole of which not all parts are named (``chủ yếu``, ``nhất là``, dots behind the last one);
    - ``joined`` with one other in a later whole that may leave some out (``A một phần và B toàn trình; đã tích hợp C
      một phần và toàn trình``);
    - ``numerator`` of a fraction; ``rate`` of a count (of the numerator where that is one of a fraction); ``base`` of
      a rate, what is 100 % (``bằng 42% kế hoạch (6.250 triệu đồng)``);
    - ``change`` of a level; ``range`` from this one to that one.

    With ``part``, ``component`` and ``some``, ``linked`` is None where the whole stands in another text: that of a note
    that begins with ``Trong đó`` in the sentence with its marker.

    ``column`` indexes the columns of the figure's table, None outside tables. ``other_reading`` is what a second reader
    reads in its place in the picture of its page, None where none does or both agree.
    """

    raw: str
    start: int
    end: int
    value: float | None
    unit: str | None = None
    qualifier: str | None = None
    label: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    as_of: str | None = None
    method: str = ""
    confidence: float = 1.0
    scope: str | None = None
    change: str | None = None
    base: str | None = None
    link: str | None = None
    linked: int | None = None
    time_from: str | None = None
    column: int | None = None
    scenario: str | None = None
    base_at: int | None = None
    place: str | None = None
    other_reading: str | None = None

    def with_time(
        self, start: str | None, end: str | None, as_of: str | None, time_from: str, scenario: str | None
    ) -> Figure:
        """The figure with its time and scenario.

        ``start`` and ``end`` are the first and last ISO day of its period, ``as_of`` is its ISO day; None for none.
        ``time_from`` says where that is printed and ``scenario`` what the figure is, as the fields of these names do.
        """
        # Field by field, as a table has thousands of figures: ``dataclasses.replace`` takes ten times as long.
        return Figure(
            raw=self.raw,
            start=self.start,
            end=self.end,
            value=self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            label=self.label,
            period_start=start,
            period_end=end,
            as_of=as_of,
            method=self.method,
            confidence=self.confidence,
            scope=self.scope,
            change=self.change,
            base=self.base,
            link=self.link,
            linked=self.linked,
            time_from=time_from,
            column=self.column,
            scenario=scenario,
            base_at=self.base_at,
            place=self.place,
            other_reading=self.other_reading,
        )

    def with_base(self, base_at: int) -> Figure:
        """The figure with the place of the number that it is measured against."""
        # Field by field, as ``Row.with_value``: each ratio and difference of a table has one.
        return Figure(
            raw=self.raw,
            start=self.start,
            end=self.end,
            value=self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            label=self.label,
            period_start=self.period_start,
            period_end=self.period_end,
            as_of=self.as_of,
            method=self.method,
            confidence=self.confidence,
            scope=self.scope,
            change=self.change,
            base=self.base,
            link=self.link,
            linked=self.linked,
            time_from=self.time_from,
            column=self.column,
            scenario=self.scenario,
            base_at=base_at,
            place=self.place,
            other_reading=self.other_reading,
        )


# ``Figure.time_from`` of a figure of which only the relation to the report's own period is printed: the same span of
# the year before (``cùng kỳ 12 vụ``), from the first of January on (``lũy kế``). ``resolve`` knows the days.
SAME_SPAN, YEAR_TO_DATE = "same-span", "year-to-date"

# ``Figure.method`` of the value cell of a statistical form.
FORM_VALUE = "form-value"

# ``Figure.method`` of a cell of any other table; all figures of other methods stand in running text.
CELL_VALUE = "table-cell"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organ named in a text (cơ quan), alone or by who acts for it.

    ``find`` fills what is printed: ``name`` without place, ``role`` the words of a head or standing body before it
    (``Chủ tịch``), ``place_raw`` the level or place behind it (``tỉnh``, ``huyện Nga Sơn``). ``resolve`` adds ``key``,
    the organ's id in the registry and its place (``snv@thanh-hoa``), and the full ``name``; ``place_from`` is ``words``
    or ``document``; ``existed`` is whether organ and place existed on the document's day, None where that is not known.
    ``organ_known`` is False where the registry does not hold the organ.
    """

    raw: str
    start: int
    end: int
    name: str
    key: str = ""
    role: str | None = None
    place_raw: str | None = None
    place_from: str | None = None
    organ_known: bool = True
    existed: bool | None = None
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class InstrumentRelation:
    """One cited instrument acts on another: ``subject`` amends, replaces, carries out … ``object``.

    Both index ``Document.citations``; ``relation`` is the active value (``sửa đổi``), ``trigger`` the words that say
    it. ``start`` and ``end`` span both citations.
    """

    raw: str
    start: int
    end: int
    subject: int
    relation: str
    object: int
    trigger: str
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RegionFindings:
    """What was found in one region; offsets index its text."""

    citations: tuple[Citation, ...] = ()
    dates: tuple[Date, ...] = ()
    figures: tuple[Figure, ...] = ()
    organisations: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a document: one element a region of ``Layout.regions``, the rows with their values, the tables
    with their columns read but for the days of their times."""

    regions: tuple[RegionFindings, ...]
    rows: tuple[Row, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands. ``char_start`` indexes the text of ``page``, ``char_end`` that of ``page_end``.

    ``raw`` is the print between them (of each page for a fact that runs over a page end), line breaks as one
    blank. One box a printed line.
    """

    page: int
    page_end: int
    char_start: int
    char_end: int
    raw: str
    boxes: tuple[Box, ...]


# Beside the fact, not within it: ``find`` works on strings and knows no pages, and ``find_citations(text)`` returns the
# same ``Citation`` as ``extract``.
@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A fact and its place. ``location`` is ``body``, ``footnote``, ``table`` or ``header``.

    ``footnote`` and ``row`` index ``Document.footnotes`` and ``Document.rows``. ``sentence`` is the text around the
    fact (its sentence, the whole note, the cell), None where that is not kept; ``sentence_start`` is where it begins in
    the text that the offsets of the fact index, so that ``fact.start - sentence_start`` is its place in the sentence.
    """

    fact: T
    place: Place
    location: str
    footnote: int | None = None
    row: int | None = None
    sentence: str | None = None
    sentence_start: int = 0

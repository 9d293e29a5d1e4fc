"""The registry of checks: every kind with what it compares, who makes it, and how grave a miss may be.

Data alone, so that whatever lists, counts or shows checks can import it quickly. The functions that make the checks
stand in ``audit/document.py`` (of one document) and in ``across`` (over all documents); tests hold them to this list.
A database of a later version may hold other kinds: they are shown too, behind the known ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

ERROR, ROUNDING, SUSPICION, NOTE = "error", "rounding", "suspicion", "note"

# Every severity with what it means, the gravest first.
SEVERITIES: Mapping[str, str] = {
    ERROR: "arithmetic or the calendar says that one of the numbers is wrong, and no other reading is left",
    ROUNDING: "the numbers differ only in the last decimal: some offices cut decimals off, so that 99,999 % does not "
    "become 100 %. The explanation says whether that is the habit of the document",
    SUSPICION: "may well have a good reason: other scope, other time, a corrected earlier report, parts that are not "
    "all named",
    NOTE: "no contradiction: something unusual that is most often right, such as a day of issue on a weekend. Listed "
    "only where it is asked for: `--severity note`",
}

# The severities that are listed without being asked for, of those that this version knows.
LISTED = tuple(severity for severity in SEVERITIES if severity != NOTE)


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A kind of check.

    ``name`` stands in the column ``checks.kind`` and in ``--kind``. ``severities`` are those that a check of this kind
    may have. ``in_document`` says what is compared within one document, ``over_corpus`` what over all documents of a
    database, both in Markdown; None where nothing is.
    """

    name: str
    severities: tuple[str, ...]
    in_document: str | None = None
    over_corpus: str | None = None


RATE, SUM, DIFFERENCE, AGREEMENT, DATE = "rate", "sum", "difference", "agreement", "date"
IDENTITY, PERIOD, RANGE, RESTATED = "identity", "period", "range", "restated"
HANDWRITING = "handwriting"

# All kinds, in the order in which they are explained.
CHECKS = (
    CheckKind(
        SUM,
        (ERROR, ROUNDING, SUSPICION),
        "a whole with its parts, as `figures.link` ties them: enumerations behind `trong đó`, `gồm`, a colon or in "
        "brackets, or listed below; `cả`, `tổng cộng` behind the parts; a whole whose words join those of two counts "
        "before it; rows of a form by numbering and label; parts named in the notes of a form; in any table a row with "
        "the rows that add up to it in most columns, a column with those that add up to it in most rows. A single "
        "part, or only some parts (`chủ yếu`, years left out), must not exceed the whole. Where the words do not say "
        "that the parts are all (`gồm`, `đã` and `đang xử lý`) only a miss that looks like a slip of the keyboard, or "
        "of 2 %, is an error",
    ),
    CheckKind(
        DIFFERENCE,
        (ERROR, ROUNDING, SUSPICION),
        "staff assigned, present and lacking: `giao A, có mặt B, còn thiếu C`; in tables a column of differences "
        "(`tăng`, `giảm`, `còn lại`) with its two columns, where most rows keep it",
    ),
    CheckKind(
        RATE,
        (ERROR, ROUNDING, SUSPICION),
        "a percentage with the two counts that it is made of, in a sentence, in a form, or from a fraction in a note; "
        "a column of ratios, growths or shares with the columns that it is made of, where most rows keep it. No check "
        "where the rate names a whole that is not printed beside it, or where the counts have a rate each. A blank "
        "beside two counts is a suspicion",
    ),
    CheckKind(
        AGREEMENT,
        (ERROR, ROUNDING, SUSPICION),
        "a figure of the text or a footnote with the row of a form that counts the same. The two are known to be one "
        "thing by their words; the finding is an error where the number of the form makes the sum in the text right, "
        "where the two differ by one slip of the keyboard (a digit changed, two swapped, one lost), or where the other "
        "figures of the sentence agree with the form. In other tables the cell of the same time, of plan or outcome as "
        "the figure, in a row or column of which the text prints another number: only a slip of the keyboard is found. "
        "The total that a table of places leaves out counts as such a cell",
    ),
    CheckKind(RANGE, (SUSPICION,), "a rate of a part above 100 %, a count that is negative or not whole"),
    CheckKind(
        DATE,
        (ERROR, SUSPICION, NOTE),
        "a day that no calendar has; an instrument dated in another year than its number says; an instrument dated "
        "after the document that cites it",
        "an instrument cited before it was issued, or issued by an organ that was no more. A day of issue on a weekend "
        "is a note, made once for all reports, and not where offices of different issuers print the same day",
    ),
    CheckKind(
        HANDWRITING,
        (NOTE,),
        "a number or a day that is written by hand into a scan, in the head or where a paper is cited: it is not read, "
        "its place is left blank",
    ),
    CheckKind(
        IDENTITY,
        (SUSPICION,),
        over_corpus="one number with two dates; the number of one law with the title of another, where the registry of "
        "laws has both from two sources (a suspicion)",
    ),
    CheckKind(
        PERIOD,
        (SUSPICION,),
        over_corpus="figures of forms that count from January on and fall within the year, in reports of one office. "
        "Levels, such as staff or tasks still open, may fall",
    ),
    CheckKind(
        RESTATED,
        (SUSPICION,),
        over_corpus="one figure of a form in two reports of one office and period, with two values",
    ),
)

KINDS = tuple(check.name for check in CHECKS)


def unknown(names: Iterable[str]) -> list[str]:
    """Those of some names of kinds and severities that this version does not know, each once, in their order."""
    return [name for name in dict.fromkeys(names) if name not in KINDS and name not in SEVERITIES]


def explained() -> Iterator[str]:
    """The lines of the three tables of ``docs/checks.md``, in their order."""
    yield from (f"| `{name}` | {meaning} |" for name, meaning in SEVERITIES.items())
    yield from (f"| `{check.name}` | {check.in_document} |" for check in CHECKS if check.in_document)
    yield from (f"| `{check.name}` | {check.over_corpus} |" for check in CHECKS if check.over_corpus)

"""A document as lines of text for a terminal, of a width that holds whatever is in it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.cli.terminal.links import Links
from extractor.export.correction_words import corrected_words, reason_words
from extractor.export.finding_words import severity_word, statement
from extractor.export.inert import shown_line
from extractor.language.catalogue import Words
from extractor.language.messages import said
from extractor.language.printed import printed_day, printed_period, printed_place
from extractor.query.corrections import Corrected
from extractor.query.document.cited import Cited
from extractor.query.document.contents import Note, Section, TextReason
from extractor.query.document.figures import Figure
from extractor.query.document.head import Head
from extractor.query.document.on_page import PageFacts
from extractor.query.document.page import DocumentParts
from extractor.query.document.tables import Table, TableLine
from extractor.query.document.troubles import Finding
from extractor.query.failed import Failed, ranges
from extractor.query.periods import kind_between
from extractor.store.keys import LETTERS

# Columns before what is said of a fact: its short name (``c123``), and the names of a head.
FACT, NAME = 7, 14


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """Writes a document.

    ``ident`` is its id, ``width`` that of a line, ``words`` are those of the reader, ``links`` lead to its facts.
    """

    ident: str
    width: int
    words: Words
    links: Links

    def head(self, head: Head) -> Iterator[str]:
        """What the document is."""
        words, language = self.words, self.words.language
        what = " ".join(filter(None, (head.doc_type, head.identifier))) or head.file_name
        yield from self._wrapped(what, "")
        yield from self._wrapped(head.title or words("No subject was read."), "")
        yield ""
        period = printed_period(head.period_kind, head.period_start, head.period_end, language, head.period_label)
        place = printed_place(head.place)
        issuer = ", ".join(filter(None, (head.issuer, place if place not in (head.issuer or "") else "")))
        for name, value in (
            (words("issuer"), issuer),
            (words("issued on"), printed_day(head.issued_on, language)),
            (words("period"), period),
            (words("as of"), printed_day(head.as_of, language)),
            (words("signed by"), head.signer or head.signed_by),
            (words("left open"), self._left_open(head)),
            (words("how sure"), self._sure(head)),
            (words("cited"), words.several("{number} time", "{number} times", head.times_cited)),
            (words("file"), head.path),
            (words("pages"), str(head.page_count)),
            (words("id"), head.id),
        ):
            if value:
                yield from self._wrapped(value, name.ljust(NAME))

    def _left_open(self, head: Head) -> str:
        """Number and day that the head has a place for and that are null."""
        words = self.words
        names = {"number": words("number"), "issued_on": words("issued on")}
        fields = ", ".join(names[field] for field in head.unread)
        return fields and f"{fields}: {words('blank, by hand, or too unsure to read')}"

    def _sure(self, head: Head) -> str:
        """How often heads that are read like this one are right, field by field."""
        words = self.words
        names = {
            "doc_type": words("type"),
            "identifier": words("number"),
            "issuer": words("issuer"),
            "issued_on": words("issued on"),
            "title": words("subject"),
            "period": words("period"),
        }
        return ", ".join(
            f"{name} {head.confidence[field]:.0%}" for field, name in names.items() if field in head.confidence
        )

    def document(self, found: DocumentParts) -> Iterator[str]:
        """The parts of a document, each with how many there are."""
        words, counts = self.words, found.counts
        yield from self._part(words("Not read"), len(found.failures), self._failures(found.failures))
        yield from self._part(
            words("Where the text comes from"), len(found.text_reasons), self._reasons(found.text_reasons)
        )
        yield from self._part(words("Corrected"), len(found.corrections), self._corrected(found.corrections))
        yield from self._part(words("Findings"), counts["findings"], self._findings(found.findings))
        if found.holding:
            yield "  " + words.several("{number} check holds.", "{number} checks hold.", found.holding)
        yield from self._part(words("Sections"), counts["contents"], self._sections(found.contents))
        yield from self._part(words("Cites"), counts["cited"], self._cited(found.cited))
        shown = (line for table in found.shown_tables for line in self._table(table))
        tables = shown if found.shown_tables else self._tables(found.tables)
        yield from self._part(words("Tables"), counts["tables"], tables)
        yield from self._part(words("Figures of the text"), counts["figures"], self._figures(found.figures))
        yield from self._part(words("Footnotes"), counts["notes"], self._notes(found.notes))
        if any(counts[part] > len(getattr(found, part)) for part in counts if part not in ("pages", "dates", "organs")):
            yield from ("", *self._wrapped(words("There is more: all of it with --all, one page with its number."), ""))

    def page(self, page: PageFacts) -> Iterator[str]:
        """A page: its text, then what was read on it."""
        words = self.words
        yield from ("", words("Page {number}", number=page.number))
        for line in (page.text or words("This page was not read.")).splitlines():
            yield from self._wrapped(line, "  ") if line.strip() else ("",)
        yield from self._part(words("Not read"), len(page.failures), self._failures(page.failures))
        yield from self._part(
            words("Where the text comes from"), len(page.text_reasons), self._reasons(page.text_reasons)
        )
        yield from self._part(words("Findings"), len(page.findings), self._findings(page.findings))
        yield from self._part(words("Sections"), len(page.sections), self._sections(page.sections))
        citations = (
            self._fact(each.id, each.raw, "" if (each.identifier or "") in each.raw else each.identifier, each.relation)
            for each in page.citations
        )
        yield from self._part(words("Cites"), len(page.citations), (line for lines in citations for line in lines))
        tables = (line for table in page.tables for line in self._table(table))
        yield from self._part(words("Tables"), len(page.tables), tables)
        yield from self._part(words("Figures of the text"), len(page.figures), self._figures(page.figures))
        yield from self._part(words("Footnotes"), len(page.notes), self._notes(page.notes))

    def _part(self, title: str, count: int, lines: Iterable[str]) -> Iterator[str]:
        if count:
            yield from ("", f"{title} ({count})", *lines)

    def _failures(self, failures: Sequence[Failed]) -> Iterator[str]:
        for each in failures:
            pages = ", ".join(map(str, each.pages))
            where = self.words("p. {page}", page=pages) if pages else self.words("The whole file")
            yield from self._wrapped(f"{where}: {said(each.error, self.words)}", "  ")
            yield from self._wrapped(f"→ {said(each.hint, self.words)}", "    ")

    def _reasons(self, reasons: Sequence[TextReason]) -> Iterator[str]:
        for each in reasons:
            pages = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in ranges(each.pages))
            where = self.words("p. {page}", page=pages)
            yield from self._wrapped(f"{where}: {said(each.reason, self.words)}", "  ")

    def _corrected(self, corrections: Mapping[str, Sequence[Corrected]]) -> Iterator[str]:
        for ident, corrected in corrections.items():
            yield from self._fact(ident, corrected_words(corrected, self.words), reason_words(corrected))

    def _findings(self, findings: Sequence[Finding]) -> Iterator[str]:
        for each in findings:
            told = f"{severity_word(each.severity, self.words)}: {statement(each.statement, self.words)}"
            yield from self._fact(each.id, told, self._at(each.page))
            yield from self._wrapped(statement(each.explanation, self.words), " " * (FACT + 2))

    def _sections(self, sections: Sequence[Section]) -> Iterator[str]:
        for each in sections:
            indent = "  " * (each.level - 1)
            label = f"{each.label}. " if each.label else ""
            yield from self._fact(each.id, f"{indent}{label}{each.title}", self._at(each.page))

    def _cited(self, cited: Sequence[Cited]) -> Iterator[str]:
        for each in cited:
            what = " ".join(filter(None, (each.doc_type, each.identifier))) if each.identifier else each.title
            times = self.words.several("{number} time", "{number} times", each.times)
            yield from self._fact(
                each.citation_id, what or each.raw, ", ".join(each.relations), times, self._at(each.page)
            )

    def _tables(self, tables: Sequence[TableLine]) -> Iterator[str]:
        for each in tables:
            yield from self._fact(each.id, self._title(each), self._rows(each.n_rows), self._at(each.page))

    def _table(self, table: Table) -> Iterator[str]:
        yield from self._fact(
            table.line.id, self._title(table.line), self._rows(table.total), self._at(table.line.page)
        )
        heads = (" › ".join(column.heads) for column in table.columns)
        yield from self._wrapped(" | ".join(heads), " " * (FACT + 2))
        for row in table.rows:
            cells = (shown_line(cell.text) for cell in row.cells)
            yield from self._fact(row.id, "  " * row.level + " | ".join(cells).rstrip(" |"))

    def _title(self, line: TableLine) -> str:
        named = " ".join(filter(None, (line.label, line.title)))
        return named or line.section or self.words("Table without a title")

    def _rows(self, number: int) -> str:
        return self.words.several("{number} row", "{number} rows", number)

    def _figures(self, figures: Sequence[Figure]) -> Iterator[str]:
        for each in figures:
            yield from self._fact(
                each.id,
                " ".join(filter(None, (each.qualifier, each.raw))) + (f": {each.label}" if each.label else ""),
                self._period(each) or printed_day(each.as_of, self.words.language),
                self._at(each.page),
            )

    def _period(self, figure: Figure) -> str:
        start, end = figure.period_start, figure.period_end
        kind = kind_between(start, end) if start and end else None
        return printed_period(kind, start, end, self.words.language)

    def _notes(self, notes: Sequence[Note]) -> Iterator[str]:
        for each in notes:
            yield from self._fact(each.id, f"[{each.number}] {each.text}", self._at(each.page))
            if each.before or each.after:
                sentence = f"{each.before}[{each.number}]{each.after}"
                yield from self._wrapped(f"« {sentence} »", " " * (FACT + 2))

    def _at(self, page: int | None) -> str:
        return self.words("p. {page}", page=page) if page else ""

    def _fact(self, ident: str, text: str, *more: str | None) -> Iterator[str]:
        """A fact behind its short name, then what more is said of it."""
        short = ident.removeprefix(f"{self.ident}-")
        indent = len(text) - len(text.lstrip(" "))
        shown = " · ".join(filter(None, (shown_line(text), *(shown_line(each) for each in more))))
        first, *others = self._wrapped(shown or "–", f"  {f'{short} '.ljust(FACT)}{' ' * indent}")
        # A link has no width: it is put in when the lines are as long as they are to be.
        shelf = "finding" if short.startswith(LETTERS["checks"]) else "fact"
        yield first.replace(short, self.links.to(f"{shelf}/{ident}", short), 1)
        yield from others

    def _wrapped(self, text: str | None, before: str) -> list[str]:
        """The text in lines of the width, the first of them behind ``before``, the others below it."""
        # Words as long as a line are broken: addresses, and text without blanks.
        return textwrap.wrap(
            shown_line(text),
            self.width,
            initial_indent=before,
            subsequent_indent=" " * len(before),
            break_on_hyphens=False,
        )

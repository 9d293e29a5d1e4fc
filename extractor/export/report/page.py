"""A report of a document as one HTML page: pictures within it, no script, nothing of other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from extractor.export.correction_words import corrected_words
from extractor.export.evidence.page import environment, style, vocabulary
from extractor.export.evidence.wording import document_words, period_words, value_words
from extractor.export.finding_words import statement
from extractor.export.report.report import Report
from extractor.language.catalogue import Words, words_of
from extractor.language.messages import said
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day, printed_period, printed_place


def report_page(report: Report) -> str:
    """The HTML of a report; the same report gives the same text."""
    words = words_of(report.language)
    title = document_words(report.source, words)
    template = environment().get_template("report.html")
    return template.render(
        report=report,
        title=title,
        about=tuple(_about(report, words)),
        style=style(("exhibits.css", "report.css"), report.source.file_name, title),
        said=partial(said, words=words),
        said_of_finding=partial(statement, words=words),
        number=partial(printed_number, language=words.language),
        value=partial(value_words, words=words),
        span=partial(period_words, words=words),
        **vocabulary(words),
    )


def _about(report: Report, words: Words) -> Iterator[tuple[str, str, bool]]:
    """What is said of the document: name, text, whether that is printed in it."""
    head = report.document.head
    days = head.period_kind, head.period_start, head.period_end
    yield words("Reporting period"), printed_period(*days, words.language, label=head.period_label), False
    yield words("Place"), printed_place(head.place), True
    yield words("Figures as of"), printed_day(head.as_of, words.language), False
    yield words("Signed"), head.signer or "", True
    yield words("Pages"), printed_number(head.page_count, words.language), False
    yield words("File"), head.path, True
    yield words("In the reading room"), f"{report.base}/document/{head.id}", False
    read = words("read by trichluc {version}", version=head.extractor_version)
    yield words("How it was read"), read, False
    for ident, corrected in report.document.corrections.items():
        fact = ident.removeprefix(head.id).lstrip("-")
        yield words("Corrected"), ": ".join(filter(None, (fact, corrected_words(corrected, words)))), True

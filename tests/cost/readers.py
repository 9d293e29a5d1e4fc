"""What reads whole texts, lines, labels, cells and queries, each as a function of one text."""

from __future__ import annotations

from collections.abc import Callable

from extractor.find.citations.explain import explain_citations
from extractor.find.closed_words import closed_words
from extractor.find.columns.heads import read_head
from extractor.find.columns.places import place_in
from extractor.find.columns.units import unit_in_label, unit_of_head
from extractor.find.figures import clauses
from extractor.find.misread import as_meant
from extractor.find.normal import normalise
from extractor.find.numbers import decimal_habit, read_number, read_value, word_spans
from extractor.find.organs.finder import find_organisations, with_short_forms
from extractor.finders import find_citations, find_dates, find_figures
from extractor.layout.body.headings import kind_of
from extractor.layout.body.sections import sentence_spans
from extractor.layout.cleaning.furniture import is_page_number
from extractor.layout.landmarks import landmark
from extractor.layout.tables.cell_forms import is_measured, is_row_number, is_value
from extractor.read.legacy.verdicts import is_unicode, sense
from extractor.read.vietnamese import spelling
from extractor.resolve.head.continued import read_continued
from extractor.resolve.head.spelling import names_organ, respaced, usual_case
from extractor.resolve.head.title import is_subject, is_type_line, read_head_number
from extractor.resolve.periods import read_period
from extractor.resolve.places import place_slug, unit_slug
from extractor.resolve.relations.clauses import clause_starts
from extractor.resolve.relations.openings import opening_trigger
from extractor.resolve.relations.relate import inherited_from
from extractor.resolve.relations.triggers import governing_trigger, leading_trigger, trigger_at
from extractor.search import loose
from extractor.search.excerpts import excerpt
from extractor.search.full_text import as_phrase, read_query, without_markers
from extractor.search.marks import spans_of
from extractor.search.words import words
from extractor.store.full_text import folded_words, parted, sort_key
from extractor.store.rows import clean_text
from patterns.instruments.stamps import stamp_line
from patterns.instruments.symbols import read_symbol
from patterns.names.persons import person_name
from patterns.names.place_names import bare_name, province_of
from patterns.periods import find_phrases
from patterns.spelling import fold, in_lower_case, new_tones, old_tones
from patterns.tables.columns import amount_in, cell_number, column_role, unit_behind
from patterns.tables.counted import measured, subject, told, wordings
from patterns.tables.formulas import column_number
from patterns.tables.head_times import marks_in
from patterns.tables.heads import read_step, without_times
from patterns.tables.labels import bare, plain, words_of
from patterns.tables.row_labels import is_time, is_total, tells_measure

Reader = Callable[[str], object]


def organs(text: str) -> object:
    """The names of organs in a text and their short forms."""
    return with_short_forms([text], [find_organisations(text)])


def meant(text: str) -> object:
    """A text as it is read where all of it was recognised in a picture."""
    return as_meant(text, normalise(text))


def asked(text: str) -> object:
    """What is typed, as a query of both indexes."""
    query = read_query(text)
    return query.ranking, query.as_typed, query.exact(lambda word: (word,)), as_phrase(query)


def shown(text: str) -> object:
    """An excerpt of a text for a query that is its own beginning."""
    return excerpt(text, read_query(text[:300]))


FINDERS: dict[str, Reader] = {
    "find_citations": find_citations,
    "find_dates": find_dates,
    "find_figures": find_figures,
    "organs": organs,
    "explain_citations": explain_citations,
    "misread": meant,
}
"""The finders, those that ``extractor`` gives and those of a document only."""

READERS: dict[str, Reader] = {
    **FINDERS,
    **{
        each.__name__: each
        for each in (
            normalise, asked, shown, without_markers, loose.read_query, loose.spelling, words, folded_words, parted,
            sort_key, clean_text, spelling, sense, is_unicode, place_slug, unit_slug, names_organ, respaced, usual_case,
            is_subject, is_type_line, kind_of, landmark, is_page_number, is_measured, is_row_number, is_value,
            cell_number, amount_in, column_role, unit_behind, measured, subject, told, wordings, column_number,
            marks_in, read_step, without_times, bare, plain, words_of, is_time, is_total, tells_measure, stamp_line,
            person_name, bare_name, province_of, find_phrases, fold, in_lower_case, new_tones, old_tones, read_head,
            place_in, unit_in_label, unit_of_head, read_number,
        )
    },
    "closed_words": lambda text: list(closed_words(text)),
    "decimal_habit": lambda text: decimal_habit([text]),
    "word_spans": lambda text: list(word_spans(text)),
    "read_value": lambda text: read_value(text, text, text, decimal=None),
    "sentences": lambda text: list(clauses.sentences(text)),
    "sentence_spans": lambda text: sentence_spans(text, 0, len(text)),
    "read_period": lambda text: read_period(text, "2024-01-05", 2024),
    "read_symbol": lambda text: read_symbol(text, None),
    "head_number": lambda text: read_head_number(text.split("\n")),
    "continued": lambda text: read_continued(text.split("\n")),
    "opening_trigger": lambda text: opening_trigger(text, 0, len(text)),
    "governing_trigger": lambda text: governing_trigger(text, 0, len(text)),
    "leading_trigger": lambda text: leading_trigger(text, 0, len(text)),
    "trigger_at": lambda text: trigger_at(text, len(text) // 2),
    "inherited_from": lambda text: inherited_from(text, len(text)),
    "clause_starts": lambda text: list(clause_starts(text, range(0, len(text), 20))),
    "spans_of": lambda text: spans_of(text[:100], text),
}  # fmt: skip
"""All that reads a text of any length."""

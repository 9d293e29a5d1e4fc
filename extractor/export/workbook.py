"""The collection as a workbook: a sheet for each table, before them one that says what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import regex as re

from extractor.export.plan import Part, Taken
from extractor.export.relations import Column, Relation, read_day
from extractor.export.spreadsheet import MOST_LETTERS, Sheet, Workbook
from extractor.language.catalogue import Words
from extractor.language.numbers import printed_number

# Columns that only the search index reads; they repeat others with all marks folded.
OF_THE_INDEX = frozenset(("folded", "plain", "sort_key", "search_rowid"))

# The beginning of what is said of a column, if that is a name and not a list of its codes; longer ones are sentences.
_HEAD = re.compile(r"(?=\p{Lu})[^,:;.(]{2,40}(?=[,:;.(]|$)")


def workbook_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part("reports.xlsx", partial(write_workbook, taken=taken))]


def write_workbook(path: Path, taken: Taken) -> None:
    """Writes what is ``taken`` as a workbook to the file at ``path``."""
    book = Workbook(path)
    page = book.page(taken.words("Contents"))
    made = []
    for relation in taken.collection.relations:
        columns = columns_in_order(relation)
        places = [relation.names.index(column.name) for column in columns]
        rows = (
            [_cell(column, row[place]) for column, place in zip(columns, places, strict=True)]
            for row in taken.rows(relation)
        )
        made.append((relation, book.add(relation.title, heads(columns), rows)))
    book.say(page, _contents(made, taken.words))
    book.close()


def columns_in_order(relation: Relation) -> list[Column]:
    """The columns as a reader wants them: the key, those that say most, the rest; none of the search index."""
    rank = {name: place for place, name in enumerate(relation.first)}
    wanted = (column for column in relation.columns if column.name not in OF_THE_INDEX)
    return sorted(
        wanted, key=lambda column: (column.name not in relation.primary_key, rank.get(column.name, len(rank)))
    )


def heads(columns: Sequence[Column]) -> list[str]:
    """The heads of columns: what each is in a word or some, with its name where two are alike, else its name."""
    short = [_HEAD.match(column.about) for column in columns]
    said = [found[0].strip() if found else column.name for found, column in zip(short, columns, strict=True)]
    return [
        head if said.count(head) == 1 else f"{head} ({column.name})" for head, column in zip(said, columns, strict=True)
    ]


def _cell(column: Column, cell: Any) -> Any:
    if cell is None:
        return None
    if column.kind == "day":
        return read_day(cell) or cell
    return bool(cell) if column.kind == "boolean" else cell


def _contents(made: Sequence[tuple[Relation, Sheet]], words: Words) -> list[Sequence[str]]:
    lines: list[Sequence[str]] = [(words("What the sheets hold"),), ()]
    lines += [_line(relation, sheet, words) for relation, sheet in made]
    for relation, sheet in made:
        lines += [(), (relation.title,)]
        columns = columns_in_order(relation)
        lines += [
            (sheet.names[0], head, column.name, column.about)
            for head, column in zip(heads(columns), columns, strict=True)
        ]
    return lines


def _line(relation: Relation, sheet: Sheet, words: Words) -> Sequence[str]:
    said = [relation.about]
    if len(sheet.names) > 1:
        said.append(words("Goes on in {sheets}.", sheets=", ".join(sheet.names[1:])))
    if sheet.cut:
        said.append(
            words.several(
                "One cell is longer than a cell may be ({most} letters) and ends in […].",
                "{number} cells are longer than a cell may be ({most} letters) and end in […].",
                sheet.cut,
                most=printed_number(MOST_LETTERS, words.language),
            )
        )
    rows = words.several("{number} row", "{number} rows", sheet.rows)
    return (sheet.names[0], rows, relation.name, " ".join(said))

"""What the row of column numbers says of the columns."""

from __future__ import annotations

from extractor.find.columns.relations import Relation, printed_relations


def test_formulas_name_columns_by_their_printed_numbers() -> None:
    told = printed_relations(("A", "B", "1=2+3", "2", "3", "4=2/1"))
    assert told == {
        2: Relation(formula="1=2+3", terms=((3, 1), (4, 1))),
        5: Relation(formula="4=2/1", ratio_of=(3, 2)),
    }


def test_columns_without_a_number_are_passed_over() -> None:
    told = printed_relations(("", "", "(1)", "(2)", "(3)=(1)-(2)"))
    assert told == {4: Relation(formula="(3)=(1)-(2)", terms=((2, 1), (3, -1)))}


def test_a_formula_of_columns_that_are_not_there_is_kept_as_print_alone() -> None:
    assert printed_relations(("1", "2", "3=9/8")) == {2: Relation(formula="3=9/8")}
    assert printed_relations(("1", "2", "3=3+1")) == {2: Relation(formula="3=3+1")}
    assert printed_relations(()) == {}

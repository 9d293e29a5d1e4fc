"""Values of forms by number and words: of many only those with a rare word are looked at, and none is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.audit.form_index import NEAR, FormIndex, index_forms
from extractor.audit.passages import Operand
from extractor.audit.tables import Form, FormRow
from extractor.audit.verdicts import mistyped
from extractor.model.layout import Row

KINDS = ("hồ sơ trực tuyến", "hồ sơ trực tiếp", "văn bản đến", "văn bản đi", "thủ tục nội bộ")
WORDS = ("đã giải quyết đúng hạn", "tiếp nhận trong kỳ", "đang giải quyết", "số", "của cấp xã")


def row(at: int, label: str, number: int) -> FormRow:
    printed = Operand(at, str(number), Decimal(number), 0, None, None, label, 1)
    return FormRow(at, Row(0, at, 1, 1, (), (), label=label), printed, None)


@pytest.fixture(scope="module")
def index() -> FormIndex:
    labels = [f"{words} {kind}" for kind in KINDS for words in WORDS]
    rows = [row(at, labels[at * 7 % len(labels)], 100 + at * 37 % 400) for at in range(300)]
    return index_forms([Form(tuple(rows))])


@pytest.mark.parametrize(
    "label", ["hồ sơ đã giải quyết đúng hạn", "văn bản đến của cấp xã", "thủ tục nội bộ", "số liệu"]
)
@pytest.mark.parametrize("number", [101, 250, 333, 499, 3330])
def test_none_is_lost_that_looking_at_every_value_finds(index, label, number):
    figure = Operand(999, str(number), Decimal(number), 0, None, None, label, 1)
    words = set(label.split())
    shared = {at for at, value in enumerate(index.values) if len(words & value.syllables) >= max(2, 0.4 * len(words))}
    others = {at: index.numbers[at] for at in shared if index.numbers[at] != number}
    near = {at for at, other in others.items() if abs(other - number) <= number * NEAR or mistyped(figure.value, other)}
    found = index.near(figure, 0.4)
    assert near <= found <= others.keys()


def test_rows_of_the_same_words_and_number_are_one_value_the_last():
    rows = (row(0, "Hồ sơ tiếp nhận", 45), row(1, "Hồ sơ giải quyết", 45), row(2, "Hồ sơ tiếp nhận", 45))
    found = index_forms([Form(rows)])
    assert [value.row.index for value in found.values] == [1, 2]
    assert len(found.in_table[0, Decimal(45)]) == 3

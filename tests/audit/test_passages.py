"""Figures in their sentence: by their offsets, however often the same print stands there."""

from __future__ import annotations

from extractor.audit.passages import passages
from extractor.model.facts import Figure, Located
from tests.audit.made import document, place


def located(text: str, raw: str, start: int, sentence: tuple[int, int], **fields: object) -> Located[Figure]:
    fact = Figure(raw=raw, start=start, end=start + len(raw), value=float(raw), unit="hồ sơ", **fields)  # type: ignore[arg-type]
    return Located(fact, place(), "body", sentence=text[slice(*sentence)], sentence_start=sentence[0])


def test_the_words_between_the_figures_of_a_sentence() -> None:
    text = "Mục 1. Có 12 hồ sơ, số 12 là 12 hồ sơ; 12."
    (found,) = passages(document([located(text, "12", at, (7, len(text))) for at in (10, 29)]))
    assert found.gaps == ("Có ", " hồ sơ, số 12 là ", " hồ sơ; 12.")
    assert [operand.raw for operand in found.operands] == ["12", "12"]


def test_two_sentences_of_the_same_words_are_two() -> None:
    text = "Có 12 hồ sơ. Có 12 hồ sơ."
    found = passages(document([located(text, "12", 3, (0, 12)), located(text, "12", 16, (13, 25))]))
    assert [passage.gaps for passage in found] == [("Có ", " hồ sơ."), ("Có ", " hồ sơ.")]


def test_a_link_leads_to_an_index_of_the_document() -> None:
    text = "Có 12 hồ sơ, gồm 5 hồ sơ"
    figures = [located(text, "12", 3, (0, 24)), located(text, "5", 17, (0, 24), link="component", linked=-1)]
    (found,) = passages(document(figures))
    assert [(operand.link, operand.to) for operand in found.operands] == [(None, None), ("component", 0)]


def test_what_is_not_meant_exactly() -> None:
    text = "Có 12 hồ sơ, 5 hồ sơ"
    figures = [
        located(text, "12", 3, (0, 20), qualifier="hơn"),
        located(text, "5", 13, (0, 20), method="figure.range"),
    ]
    (found,) = passages(document(figures))
    assert [operand.is_exact for operand in found.operands] == [False, False]


def test_a_number_of_more_digits_than_a_value_keeps_is_no_operand() -> None:
    text = "Có 123456789012345 hồ sơ, 1234567890123456 hồ sơ"
    figures = [located(text, "123456789012345", 3, (0, 48)), located(text, "1234567890123456", 26, (0, 48))]
    (found,) = passages(document(figures))
    assert [operand.raw for operand in found.operands] == ["123456789012345"]

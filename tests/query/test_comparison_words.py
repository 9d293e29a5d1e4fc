"""What a comparison says, in both languages."""

from __future__ import annotations

import copy
import json
import string

from extractor.language.catalogue import words_of
from extractor.query.comparison.notes import ALSO_IN, HIDDEN_PLACES, TEXTS, joined, named, note


def test_every_text_has_its_vietnamese_with_the_same_values() -> None:
    known = words_of("vi").texts

    def braces(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [text for text in TEXTS if text not in known] == []
    assert [text for text in TEXTS if braces(text) != braces(known[text])] == []


def test_a_note_is_english_text_that_can_be_said_in_vietnamese() -> None:
    said = joined("printed 1,5", note(ALSO_IN, file="a.pdf"), "")
    assert said == "printed 1,5; also in a.pdf"
    assert json.dumps(said) == '"printed 1,5; also in a.pdf"'
    assert copy.deepcopy(joined(note(ALSO_IN, file="a"), note(ALSO_IN, file="b"))).said(words_of("vi")) == (
        "cũng có trong a; cũng có trong b"
    )


def test_notes_within_notes_are_said_too() -> None:
    said = note(HIDDEN_PLACES, total=3, places=named([f"x{n}" for n in range(14)]))
    assert said.endswith("x11 and 2 more.")
    assert said.said(words_of("vi")).endswith("x11 và 2 nơi khác.")


def test_the_room_may_say_something_else_in_place_of_an_option_of_the_command_line() -> None:
    said = note(HIDDEN_PLACES, total=3, places="x")
    assert said.said(words_of("en"), {HIDDEN_PLACES: "{total} values of {places} are not shown."}) == (
        "3 values of x are not shown."
    )

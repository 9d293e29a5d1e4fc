"""Puts raised numbers into the words beside them, in place of what the engine read there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.model.pages import Rectangle
from extractor.read.ocr.engine import Raised, Word
from extractor.read.ocr.letters import extent, width_of
from extractor.read.ocr.raised_numbers.marks import DIGIT, Mark
from patterns.misread import digit_class, raised_signs

# A word as wide as so many times the number is what the engine read in its place.
AS_WIDE = 1.6

# The engine reads a number of two digits as three signs at most.
MORE_SIGNS = 1

# Ems that letters are off per em of the word before them, and in any case: type is wider or closer than Times.
LOOSE, LEAST_LOOSE = 0.05, 0.3

# What speaks against nothing to stand for the number where the box of the word reaches over it.
OF_ROOM = 1.0

# A place among the letters of a word is no place of the number where more speaks against it than this.
UNFIT = 4.0

# It looks like a raised 66, and no engine reads a number for it.
OPENING = "“"

# What speaks for or against letters to be the number misread, in the units of the places above: signs stand for it
# most of all, a digit may be the word's own, other letters seldom are it.
OF_DIGIT, OF_NOTHING, OF_LETTER, SIGN_LEFT = 0.1, 0.3, 1.3, 1.0


def with_raised(words: Sequence[Word], numbers: Sequence[tuple[Mark, str]]) -> tuple[Word, ...]:
    """The words of a page with raised numbers in them; what was read in their place is gone.

    words: in reading order. numbers: where each stands, and its digits. One in whose place the engine read nothing
    counts only on a page with notes: a speck may look like a digit.
    """
    of_line: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        of_line[word.line].append(at)
    found: list[Word | None] = list(words)
    labels = {mark for mark, _ in numbers if mark.box[0] <= min(words[at].box[0] for at in of_line[mark.line])}
    has_notes = _has_notes([int(text) for mark, text in numbers if mark in labels], [text for _, text in numbers])
    for mark, text in sorted(numbers, key=lambda number: number[0].box[0]):
        _put(found, [at for at in of_line[mark.line] if found[at]], mark, text, unread=has_notes)
    return tuple(word for word in found if word)


def _has_notes(labels: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether numbers that begin lines are followed by the next, or stand elsewhere on the page too."""
    return any(label + 1 in labels or texts.count(str(label)) > 1 for label in labels)


def _put(words: list[Word | None], line: Sequence[int], mark: Mark, text: str, *, unread: bool) -> None:
    """Puts a number into one of the words of its line.

    words: those of the page; one that was read in place of the number is None afterwards. line: the places of those of
    its line. mark and text: the number. unread: whether it counts where nothing was read in its place.
    """
    x0, _, x1, _ = mark.box
    left = [at for at in line if (word := words[at]) and word.box[2] <= x0 + (x1 - x0) / 2]
    on = [at for at in line if (word := words[at]) and at not in left and word.box[0] < x0 + (x1 - x0) / 2]
    for at in (*on, *left[-1:]):
        word = words[at]
        if word and _is_misread(word, mark, text):
            words[at] = None
            return _put(words, [other for other in line if other != at], mark, text, unread=True)
    if on:
        word = words[on[-1]]
        words[on[-1]] = _within(word, mark, text, unread=unread) if word else None
        return None
    if not unread:
        return None
    right = [at for at in line if at not in left and words[at]]
    host = _nearer(words, left, right, mark)
    if host is not None and (word := words[host]):
        behind = host in left
        words[host] = _with(word, len(word.text) if behind else 0, mark, text)
    return None


def _nearer(words: Sequence[Word | None], left: Sequence[int], right: Sequence[int], mark: Mark) -> int | None:
    before = max(left, key=lambda at: _box(words[at])[2], default=None)
    after = min(right, key=lambda at: _box(words[at])[0], default=None)
    if before is None or after is None:
        return after if before is None else before
    gap_before, gap_after = mark.box[0] - _box(words[before])[2], _box(words[after])[0] - mark.box[2]
    return before if gap_before <= gap_after else after


def _box(word: Word | None) -> Rectangle:
    return word.box if word else (0.0, 0.0, 0.0, 0.0)


def _is_misread(word: Word, mark: Mark, text: str) -> bool:
    """Whether a word is no more than the number as the engine read it."""
    x0, _, x1, _ = mark.box
    middle = (word.box[0] + word.box[2]) / 2
    width = max(x1 - x0, mark.digit / 2)
    return (
        not word.raised
        and OPENING not in word.text
        and x0 - width / 2 <= middle <= x1 + width / 2
        and word.box[2] - word.box[0] <= AS_WIDE * width
        and len(word.text) <= len(text) + MORE_SIGNS
    )


def _within(word: Word, mark: Mark, text: str, *, unread: bool) -> Word:
    """The word with the number in place of the letters that stand where it does; as it was where none fit.

    word: in whose box the number stands. mark and text: the number. unread: whether it may stand for no letter.
    """
    if word.raised:
        return word
    longest = len(text) + MORE_SIGNS
    spans = [(i, j) for i in range(len(word.text) + 1) for j in range(i, min(i + longest, len(word.text)) + 1)]
    first, last = min(spans, key=lambda span: _against(word, mark, *span))
    nothing = first == last and not unread
    if nothing or _against(word, mark, first, last) > UNFIT or last - first == len(word.text):
        return word
    rest = replace(word, text=word.text[:first] + word.text[last:], other="")
    return _with(rest, first, mark, text)


def _against(word: Word, mark: Mark, first: int, last: int) -> float:
    """What speaks against letters of a word to be the number: their place and their kind.

    word: in whose box the number stands. mark: where. first and last: of the letters, the last exclusive.
    """
    em = mark.em
    head, tail = word.text[:first], word.text[last:]
    off = abs(mark.box[0] - word.box[0] - em * width_of(head)) if head else max(mark.box[0] - word.box[0], 0.0)
    cost = off / em / (LEAST_LOOSE + LOOSE * width_of(head))
    off = abs(word.box[2] - mark.box[2] - em * width_of(tail)) if tail else max(word.box[2] - mark.box[2], 0.0)
    cost += off / em / (LEAST_LOOSE + LOOSE * width_of(tail))
    if first == last and not (head and tail):  # the box of a word ends with its letters
        cost += OF_ROOM * ((word.box[2] - mark.box[0] if head else mark.box[2] - word.box[0]) > em / 4)
    cost += sum(map(_against_letter, word.text[first:last])) if last > first else OF_NOTHING
    cost += SIGN_LEFT * (head[-1:] in _SIGNS_LEFT and bool(head))
    return cost + OF_LETTER * (bool(head) and tail[:1].isalpha())


_SIGNS_LEFT = "'°*^®"


def _against_letter(letter: str) -> float:
    if letter in raised_signs():
        return 0.0
    if letter == OPENING:
        return UNFIT
    return OF_DIGIT if _digit().match(letter) else OF_LETTER


@cache
def _digit() -> regex.Pattern[str]:
    return regex.compile(digit_class())


def _with(word: Word, at: int, mark: Mark, text: str) -> Word:
    """The word with the number before letter ``at``; its box is that of the other letters."""
    x0, top, x1, bottom = word.box
    if at == 0:
        x0 = min(max(x0, mark.box[2]), x1 - 1)
    if at == len(word.text):
        x1 = max(min(x1, mark.box[0]), x0 + 1)
    reach = extent(word.text)
    if reach and mark.box[1] <= top + 2:
        top = max(top, min(mark.foot - reach.above / DIGIT * mark.digit, bottom - 1))
    share = (mark.box[3] - mark.box[1]) / mark.digit
    raised = Raised(at, text, mark.box, share)
    known = sorted((*word.raised, raised), key=lambda each: (each.at, each.box[0]))
    return replace(word, box=(x0, top, x1, bottom), raised=tuple(known))

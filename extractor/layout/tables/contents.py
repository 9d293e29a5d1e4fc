"""What the cells of one column are, taken together: numbers that count on, units, codes, times, words, measured
numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from extractor.layout.tables.cell_forms import is_measured, is_placeholder, is_row_number
from patterns.figures.units import NOT_COUNTED, family
from patterns.tables.columns import YEAR, amount_in
from patterns.tables.row_labels import is_time

# Of a column's filled cells: more than half make it what they are. Forms leave rows blank or write "Không" for some of
# their numbers, and tables of tasks have a number in some of their texts (test_roles.py). At .8 the roles of 10 of 75
# documents change, at .3 those of 2.
MOST = 0.5

# Letters: a text of more is words. Row numbers (VIII), units (km) and marks (x) are shorter (test_roles.py). With 1 and
# 5 the rows of one of 75 documents change.
LONGEST_MARK = 3

# Under a head that is not known fewer cells that count on could as well be small values (test_roles.py).
FEWEST_COUNTED = 3

# Of a column's row numbers so many follow the one before: offices skip and repeat single numbers in lists of hundreds.
# Values that happen to rise in places do not come near (test_contents.py).
FOLLOWING = 0.8

# Digits: amounts of more are printed in groups (``1.250.000``), so that a run of them in every row names its row, as
# numbers of students and of codes of training courses do (test_contents.py).
LONGEST_UNGROUPED = 5

# Letters and signs of the longest unit of measures (``triệu đồng/người/năm``); what is longer is a name.
LONGEST_UNIT = 24

_LETTER = regex.compile(r"\p{L}")
_DIGITS = regex.compile(r"\d+")
_ROW_NUMBER = regex.compile(r"[1-9]\d{0,2}|0[1-9]")
_PHONE = regex.compile(r"(?:\+?84|0)[\d.\s-]{8,13}")
_MONTH_OF_YEAR = regex.compile(r"(?:0?[1-9]|1[0-2])\s?/\s?(?:19|20)\d\d")
_CODE = regex.compile(r"(?=.*[\d\p{Lu}])[\p{Lu}\d.\-/_]{1,20}")
_COMPOUND_UNIT = regex.compile(r"\p{L}[\p{L}\s]*/\s*[\p{L}\d][\p{L}\d\s.]*|[°%‰]\p{L}?|pH")
_STEPS = regex.compile(r"[IVXLC]+|\d+|\p{L}")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# The letters that number parts: ``đ`` counts, ``f`` is left out by some and printed by others.
_ALPHABET = "abcdđefghiklmnopq"


def most(texts: Sequence[str], said: Iterable[bool]) -> bool:
    """Whether something is said of more than half of some texts; never of none."""
    return sum(said) > MOST * len(texts)


def is_worded(text: str) -> bool:
    """Whether a text holds words, and no mere mark."""
    return len(_LETTER.findall(text)) > LONGEST_MARK


def are_worded(texts: Sequence[str]) -> bool:
    """Whether most cells hold words."""
    return most(texts, map(is_worded, texts))


def are_numbers(texts: Sequence[str]) -> bool:
    """Whether most cells are numbers, alone or with their unit; those with a dash, dots or a cross in place of one do
    not count."""
    printed = [text for text in texts if not is_placeholder(text)]
    return most(printed, [is_measured(text) or amount_in(text) is not None for text in printed])


def are_amounts(texts: Sequence[str]) -> bool:
    """Whether most cells are numbers with their units: ``15 ngày``, ``40.000 đồng``."""
    printed = [text for text in texts if not is_placeholder(text)]
    return most(printed, [amount_in(text) is not None for text in printed])


def are_row_numbers(head: str, texts: Sequence[str], *, known: bool) -> bool:
    """Whether the cells number their rows: all are row numbers or marks of rows, and they count on.

    ``head`` is that of the column, ``texts`` are its filled cells; ``known`` says that the head names row numbers, so
    that two are enough.
    """
    numbers = ["".join(text.split()) for text in texts if not is_placeholder(text) and text not in "+*"]
    if not numbers or len(numbers) < (FEWEST_COUNTED if head and not known else 1):
        return False
    return all(map(is_row_number, numbers)) and (len(numbers) == 1 or count_on(numbers))


def count_on(numbers: Sequence[str]) -> bool:
    """Whether row numbers follow each other, on all their levels: ``I``, ``1``, ``1.1``, ``1.2``, ``2``, ``II``."""
    last: dict[tuple[object, ...], int] = {}
    follow = first = 0
    for number in numbers:
        steps = _steps(number)
        *above, (kind, at) = steps
        place = (*above, kind)
        if at == last.get(place, 0) + 1 and at > 1:
            follow += 1
        elif at == 1:
            first += 1
        last[place] = at
    return follow > 0 and follow + first >= FOLLOWING * len(numbers)


def keep_step(cells: Sequence[str]) -> bool:
    """Whether most numbers of a column say how many rows are above them, as row numbers do of which some are misread.

    ``cells`` are those of all rows, blank ones too.
    """
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    firsts = Counter(int(cell) - at for at, cell in filled if _ROW_NUMBER.fullmatch(cell))
    most_common = max(firsts.values(), default=0)
    return len(filled) > FEWEST_COUNTED and most_common >= FOLLOWING * len(filled)


def _steps(number: str) -> list[tuple[str, int]]:
    """The steps of a row number, each with its kind and place: ``II.3`` is the second roman one and its third part."""
    return [_step(step) for step in _STEPS.findall(number)] or [("", 0)]


def _step(step: str) -> tuple[str, int]:
    if step.isdigit():
        return "digits", int(step)
    if all(letter in _ROMAN for letter in step):
        values = [_ROMAN[letter] for letter in step]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return "roman", sum(-value if value < after else value for value, after in pairs)
    return "small" if step.islower() else "capital", _ALPHABET.find(step.lower()) + 1


def are_units(texts: Sequence[str]) -> bool:
    """Whether the cells are units; nouns alone (``Huyện``, ``Xã``) are none where nothing is measured."""
    families = [family(text) for text in texts]
    return most(texts, [known is not None for known in families]) and any(known in NOT_COUNTED for known in families)


def may_be_units(texts: Sequence[str]) -> bool:
    """Whether the cells of a column that is headed so may be units: short, and one of them known or a compound."""
    # A ratio of two things (mg/l) is a unit of measures; a noun that the registry lacks stands in a column of units
    # only beside some that it has.
    fits = [len(text) <= LONGEST_UNIT for text in texts]
    known = [family(text) is not None or _COMPOUND_UNIT.fullmatch(text) is not None for text in texts]
    return most(texts, fits) and any(known) and not most(texts, map(_is_name, texts))


def _is_name(text: str) -> bool:
    """Whether a text of several words begins with capitals in two of them, as names of organs and places do."""
    words = text.split()
    return len(words) > 1 and not text.isupper() and sum(word[0].isupper() for word in words) > 1


def are_codes(texts: Sequence[str]) -> bool:
    """Whether numbers or short signs name their rows: they are printed without groups in one length, begin with a zero
    that no number has, or are telephone numbers."""
    if most(texts, [_PHONE.fullmatch(text) is not None for text in texts]):
        return True
    digits = [text for text in texts if _DIGITS.fullmatch(text)]
    if len(digits) < 2 or not most(texts, [text in digits for text in texts]):
        return False
    # A zero in front of two digits pads a count (05); in front of more it belongs to a code (070).
    padded = any(text.startswith("0") and len(text) > 2 for text in digits)
    return (padded or len(digits[0]) > LONGEST_UNGROUPED) and len({len(text) for text in digits}) == 1


def is_code_sign(text: str) -> bool:
    """Whether a text is a sign of capitals and digits (``NNP``, ``1.000894``, ``7860100``)."""
    return _CODE.fullmatch("".join(text.split())) is not None


def are_years(texts: Sequence[str]) -> bool:
    """Whether most cells are years or months of years, which measure nothing."""
    return most(texts, [(YEAR.fullmatch(text) or _MONTH_OF_YEAR.fullmatch(text)) is not None for text in texts])


def are_times(texts: Sequence[str]) -> bool:
    """Whether most cells name periods and little else: ``Năm 2019``, ``Quý I/2024``, ``2021 - 2025``, ``Tháng 3``."""
    return are_years(texts) or most(texts, map(is_time, texts))

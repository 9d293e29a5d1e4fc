"""Text that overflows its cell: which cell the glyphs beyond the rule belong to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.model.pages import Characters, Integers, Mask
from extractor.ruled.lattice import Cell

# Ems between two letters of one word, and by how much they may overlap; a cell leaves more room between its text and
# its side, so that words of two cells are farther apart (test_overflow.py).
LETTERS = 0.12

# Ems between two words of one run: wider than a blank, narrower than what parts columns (test_overflow.py).
WORDS = 0.6

# Ems between the side of a cell and the text that is set from that side on; text that is centred and too long begins
# farther in, or in another cell (test_overflow.py).
AT_SIDE = 1.0


class Runs:
    """The glyphs of a page in the order in which they are drawn: which go on in a word, which in a run of words."""

    def __init__(self, characters: Characters, inked: Mask) -> None:
        self._characters = characters
        self._glyphs = inked.nonzero()[0]
        at = self._glyphs
        size = characters.size[at]
        gap = (characters.x0[at[1:]] - characters.x1[at[:-1]]) / np.maximum(size[1:], 1)
        level = np.abs(characters.bottom[at[1:]] - characters.bottom[at[:-1]]) < LETTERS * size[1:]
        self._runs_on: Mask = level & (gap > -LETTERS) & (gap < WORDS)
        self._in_word: Mask = self._runs_on & (gap < LETTERS) & (np.diff(at) == 1)

    def with_overflow(self, owners: Integers, cells: Sequence[Cell]) -> None:
        """Gives each run whose words cross a rule between ``cells`` to one of them: changes ``owners``, the cell of
        each glyph, -1 for those in none."""
        of = owners[self._glyphs]
        crossing = (self._in_word & (of[1:] != of[:-1])).nonzero()[0]
        end = 0
        for at in crossing.tolist():
            if at < end or self._begins_word(at + 1):
                continue
            start, end = self._run(at)
            owner = self._owner(of, start, end, cells)
            if owner >= 0:
                owners[self._glyphs[start] : self._glyphs[end - 1] + 1] = owner

    def _run(self, at: int) -> tuple[int, int]:
        """The run that holds a glyph; all by their places among the glyphs with ink."""
        start, end = at, at + 1
        while start and self._runs_on[start - 1] and not self._begins_word(start):
            start -= 1
        while end <= len(self._runs_on) and self._runs_on[end - 1] and not self._begins_word(end):
            end += 1
        return start, end

    def _begins_word(self, at: int) -> bool:
        """Whether a glyph begins a word though it stands close behind another: a number behind letters, a capital with
        small letters behind it. So do texts that overflow towards each other."""
        if not self._in_word[at - 1]:
            return False
        before, first, *after = self._characters.text[self._glyphs[at - 1 : at + 2]].tolist()
        if before.isdigit() != first.isdigit() and (before.isalpha() or first.isalpha()):
            return True
        return bool(first.isupper() and (before.islower() or (after and after[0].islower())))

    def _owner(self, of: Integers, start: int, end: int, cells: Sequence[Cell]) -> int:
        """The cell at whose left side a run begins, else that at whose right side it ends, else that of its middle."""
        first, last = int(self._glyphs[start]), int(self._glyphs[end - 1])
        x0, x1 = float(self._characters.x0[first]), float(self._characters.x1[last])
        room = AT_SIDE * float(self._characters.size[first])
        if of[start] >= 0 and x0 - cells[of[start]].x0 < room:
            return int(of[start])
        if of[end - 1] >= 0 and cells[of[end - 1]].x1 - x1 < room:
            return int(of[end - 1])
        middles = self._characters.x0[self._glyphs[start:end]]
        return int(of[start + int(np.searchsorted(middles, (x0 + x1) / 2, side="right")) - 1])

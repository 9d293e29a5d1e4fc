"""Has ``regex`` compile patterns faster: half of what a worker does for its first report is to compile."""

from __future__ import annotations

import regex

# Of flags two are joined, or one is asked for among several.
_OPERATIONS = ("__and__", "__rand__", "__or__", "__ror__")


def compile_quickly() -> None:
    """Has the process compile in two thirds of the time, as long as it lives: for processes that are the program's."""
    # The compiler asks for single flags some 350,000 times before the first report is read. They are members of an
    # enum, and each operation on these makes another member, which costs several times as much as one on integers; and
    # integers they are. The patterns are the same (test_quick_compile.py).
    for operation in _OPERATIONS:
        setattr(regex.RegexFlag, operation, getattr(int, operation))

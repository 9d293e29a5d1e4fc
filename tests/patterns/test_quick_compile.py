"""Patterns that are compiled quickly are those that ``regex`` compiles by itself."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = r"""
import pickle, regex
from extractor.find.organs import words
from patterns.figures.units import counted_nouns, printed_units
from patterns.names.organs import organ_names_pattern
from patterns.quick_compile import compile_quickly

wanted = [
    (words.known_name().pattern, 0), (organ_names_pattern(), regex.V1), (printed_units().pattern, regex.IGNORECASE),
    (counted_nouns(frozenset()).pattern, regex.I | regex.M), (r"(?ri)(?<!\w)(?x: a b )+[[a-z]--[aeiou]]", regex.V1),
    (r"(?fi)straße|(?s:.)\X", 0), (r"(?b)(?:người){e<=1}", 0),
]

def made():
    regex.purge()
    return [pickle.dumps(regex.compile(source, flags)) for source, flags in wanted]

as_ever = made()
compile_quickly()
print(made() == as_ever, type(regex.I & regex.I) is int, type(regex.I | regex.M) is int)
"""


def test_patterns_are_the_same_and_flags_are_plain_numbers() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True"]

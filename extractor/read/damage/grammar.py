"""Whether content is made of operators and operands: a reader stops at what is neither, or swallows what follows."""

from __future__ import annotations

import re
from collections import Counter
from functools import reduce

# ISO 32000, annex A; and the words that are operands.
OPERATORS = frozenset(
    b"b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri"
    b" s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null".split()
)
SENSIBLE = OPERATORS | {None}
"""What may stand in content: its operators, and what is no word at all."""

# Brackets within the brackets of a string: text has them two deep (test_grammar.py).
DEEPEST = 4

# Strings, names, comments. Possessive, and no string begins at a bracket that is escaped, so that content which is none
# takes no more than one pass (test_grammar.py).
STRING = reduce(
    lambda inner, _: rb"\([^()\\]*+(?:(?:\\.|" + inner + rb")[^()\\]*+)*+\)",
    range(DEEPEST),
    rb"\([^()\\]*+(?:\\.[^()\\]*+)*+\)",
)
# Each begins with a sign of its own, by which a search skips what lies between: with the look at an escape in front of
# the bracket it takes four times as long.
OPERAND = rb"\((?<!\\\()" + STRING.removeprefix(rb"\(") + rb"|<<|>>|<[0-9A-Fa-f\s]*+>|/[^\s/<>\[\](){}%]*+|%[^\r\n]*+"

# Where a picture in the content begins and ends (ISO 32000, 8.9.7). None begins in another: a thousand beginnings cost
# no more than one.
PICTURE, PICTURE_ENDS = re.compile(rb"(?<!\S)BI\s(?:(?!BI\s)[^()]){1,300}?\sID\s"), re.compile(rb"EI(?!\S)")

PASSED_OVER = re.compile(OPERAND, re.DOTALL)
WORD = re.compile(OPERAND + rb"|(?P<word>[^\s\[\]\d.+-][^\s\[\]<>/(]*+)", re.DOTALL)

# What numbers and arrays are made of.
NUMBERS = b"0123456789.+-[]"


def is_content(content: bytes) -> bool:
    """Whether content holds operators and operands alone, and ends each text that it begins."""
    return _adds_up(content) or (b"BI" in content and _adds_up(_without_pictures(content)))


def mended(content: bytes) -> bytes:
    """The text of content without what is neither operator nor operand: it can be read to its end."""
    kept = WORD.sub(lambda found: found[0] if found["word"] in SENSIBLE else b" ", _without_pictures(content))
    return kept + b"\nET" if kept.rfind(b"BT") > kept.rfind(b"ET") else kept


def _without_pictures(content: bytes) -> bytes:
    """The content between pictures; one without an end is left, so that a pass is all it takes."""
    parts, at = [], 0
    while (begins := PICTURE.search(content, at)) and (ends := PICTURE_ENDS.search(content, begins.end())):
        parts.append(content[at : begins.start()])
        at = ends.end()
    return b" ".join([*parts, content[at:]])


def _adds_up(content: bytes) -> bool:
    words = Counter(PASSED_OVER.sub(b" ", content).translate(None, NUMBERS).split())
    return OPERATORS.issuperset(words) and words[b"BT"] == words[b"ET"]

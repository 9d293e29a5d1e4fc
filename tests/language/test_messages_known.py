"""Each message that a user may read is known in Vietnamese, wholly: no English word of it is left."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from extractor.cli import audit, compare
from extractor.language.catalogue import words_of
from extractor.language.messages import said
from extractor.query.state.status import FACT_TABLES
from extractor.run import plan
from extractor.run.ingest import INGESTED
from tests.language.shapes import VALUE, messages

VI = words_of("vi")

# What a Vietnamese reader types or looks up as it is: commands, options, keys of files, programs, formats.
AS_TYPED = re.compile(
    r"`[^`]*`|--?[a-z][\w-]*|\[\[?[\w.]+\]?\]|\b[\w-]+\.(?:toml|pdf|com)\b"
    r"|\b(?:trichluc|pip|qpdf|git|git-lfs|pdfplumber|pdfium|begin_run|documents|label|under|unit|file|document|citations"
    r"|jobs|timeout|memory|install|upgrade|ingest|status|failures|audit|cite|serve|search|http|lfs|pull|byte|svg|xlsx|pdf|chmod|export|html|force|fact)\b"
)
ENGLISH = re.compile(r"\b[a-z]{3,}\b")
# Words that both languages spell alike.
ALIKE = frozenset(("trong", "theo", "cho", "hay", "trang"))
# An error and a reason, each with a shape of its own (test_messages.py).
TWO_MESSAGES = f"{VALUE}: "
# For those who measure the program with gold files of their own.
LEFT_OUT = ("evaluate/", "cli/evaluate.py")


def left_of(message: str) -> set[str]:
    """The English words of a message that are left in its Vietnamese."""
    told = said(message, VI)
    return (words_in(message) & words_in(told)) - ALIKE


def words_in(text: str) -> set[str]:
    return set(ENGLISH.findall(AS_TYPED.sub(" ", text)))


def test_every_message_is_wholly_vietnamese() -> None:
    shapes = {text: where for text, where in messages().items() if not text.startswith(TWO_MESSAGES)}
    shapes = {text: where for text, where in shapes.items() if not where.startswith(LEFT_OUT)}
    assert len(shapes) > 200
    assert {where: (text, left) for text, where in shapes.items() if (left := left_of(text))} == {}


def test_words_in_cells_are_vietnamese() -> None:
    counts = ("documents", "pages", "instruments", "failures", "partial documents", "failed files", *FACT_TABLES)
    states = (plan.TO_READ, plan.UNCHANGED, plan.FAILED, plan.FAILED_BEFORE, plan.FURTHER_NAME, INGESTED)
    assert [word for word in (*counts, *states) if word not in VI.texts] == []


def test_every_reason_of_a_plan_is_vietnamese() -> None:
    tree = ast.parse(Path(plan.__file__).read_text(encoding="utf-8"))
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    said_by = [each for each in functions if each.name in ("_verdict", "_difference")]
    constants = (each for function in said_by for each in ast.walk(function) if isinstance(each, ast.Constant))
    reasons = {str(each.value) for each in constants if each.value} | {plan.RULES_CHANGED}
    assert {"forced", "read with other options"} <= reasons
    assert {reason for reason in reasons if said(reason, VI) == reason} == set()


def test_heads_of_tables_that_have_a_name_are_vietnamese_too() -> None:
    assert [head for head in (*audit.COLUMNS, *compare.COLUMNS, *compare.NARROW) if head not in VI.texts] == []

"""Rules of the user's own for this process, with what is wrong told as an error of the call."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import UsageError
from patterns.own.entries import RulesError
from patterns.own.rules import NONE, OwnRules, in_use, use

# So many faults are told in one message; `trichluc rules test` tells all.
SHOWN_FAULTS = 5


def use_rules(folder: str | Path) -> OwnRules:
    """Has this process read with the rules of a folder beside the program's; worker processes do the same.

    A process has one set of rules, from before it reads the first string on. Raises ``UsageError`` for rules that
    cannot be used, and where the process has read with others already.
    """
    try:
        return use(Path(folder).expanduser())
    except RulesError as error:
        shown = "\n  ".join(map(str, error.faults[:SHOWN_FAULTS]))
        more = len(error.faults) - SHOWN_FAULTS
        raise UsageError(
            f"The rules in {folder} cannot be used:\n  {shown}" + (f"\n  and {more} more" if more > 0 else ""),
            f"Correct them; `trichluc rules test {folder}` says when they are right.",
        ) from error
    except RuntimeError as error:
        before = "the program's rules alone" if in_use() is NONE else f"the rules in {in_use().folder}"
        raise UsageError(
            f"This process has read with {before}; the rules in {folder} would reach a part of it only",
            "Name one folder of rules, before the first call that reads, or start another process.",
        ) from error
